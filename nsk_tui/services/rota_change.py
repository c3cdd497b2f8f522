"""How a duty is changed: under the lock, on the rota as it stands there, with its audit line and its undo."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.findings import Strength
from nsk_tui.rules.duties import (
    REASON_CHARACTERS_MAX,
    Duty,
    DutyRef,
    Hindrance,
    Period,
    Swap,
    SwapState,
)
from nsk_tui.rules.duty_order import given, other_role, vacated
from nsk_tui.rules.duty_state import RotaState, hindrance
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services import duty_card
from nsk_tui.services.anonymity import lexicon
from nsk_tui.services.errors import (
    DutyRefused,
    PastDuty,
    ReasonReveals,
    TextRefused,
    UnknownDuty,
    UnknownLine,
    UnknownMember,
)
from nsk_tui.services.rota_state import rota_day, whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import acts, duties, rota_acts, swaps
from nsk_tui.store.change import Change, change
from nsk_tui.vault.errors import VaultError


@dataclass(frozen=True)
class ChangedDuty:
    """A duty that was given to somebody; ``member`` None: to nobody."""

    ref: DutyRef
    member: MemberId | None


@dataclass
class Work:
    """A change of the rota being made: what it has done so far, so that it can be undone."""

    session: Session
    writing: Change
    state: RotaState
    kind: str = ""
    subject: str = ""
    done: bool = False
    before: dict[str, object] = field(default_factory=dict)
    after: dict[str, object] = field(default_factory=dict)

    def audit(self, kind: str, subject: str, purpose: str | None = None) -> None:
        """Write an audit line; the first one also names the act for the undo. None: nothing to add."""
        self.kind, self.subject = self.kind or kind, self.subject or subject
        self.writing.audit(kind, subject, purpose or "")

    def note(self, key: str, before: object, after: object) -> None:
        """Note that something was put from one state into another."""
        self.before.setdefault(key, before)
        self.after[key] = after

    def commit(self) -> None:
        """Write the act down for the undo, and make the change last."""
        if self.after:
            now = self.writing.now
            acts.add(
                self.writing.session,
                self.session.member,
                self.kind,
                self.subject,
                self.before,
                self.after,
                now,
            )
        self.writing.commit()
        self.done = True


@contextlib.contextmanager
def changing(session: Session) -> Iterator[Work]:
    """Give the rota as it stands under the write lock; whatever is not committed is rolled back."""
    with change(session.database, session.member, session.now) as writing:
        work = Work(session, writing, whole_state(writing.session, session))
        yield work
    if work.done:
        show_outside(session)


def show_outside(session: Session) -> None:
    """Let the published duty card follow the rota.

    Best effort by design: the change has happened, and the next one writes the card again.
    """
    with contextlib.suppress(VaultError):
        duty_card.publish_card(session)


def give(work: Work, duty: Duty, way: str) -> None:
    """Give a duty to somebody; what stood over that layer ends, so that it really is hers.

    A member who passes on what a coordinator's override gave her passes on just that.
    """
    for standing in duties.between(work.writing.session, duty.ref.start, duty.ref.start):
        if standing.duty.ref == duty.ref and standing.duty.layer.rank > duty.layer.rank:
            end_change(work, standing.number)
    number = duties.add(work.writing.session, duty, way, work.writing.now)
    work.note(rota_acts.key("change", number), rota_acts.GONE, rota_acts.STANDS)
    work.state = given(work.state, duty)


def give_in_place(work: Work, duty: Duty, way: str) -> None:
    """Give a duty to somebody; another role of hers on the same line and period she gives up."""
    freed = other_role(work.state, duty.member, duty.ref) if duty.member else None
    give(work, duty, way)
    if freed is not None:
        give(work, Duty(freed, None, duty.layer, duty.set_by), "freed")


def end_change(work: Work, number: int) -> None:
    """Take back a change of a duty."""
    duties.set_gone(work.writing.session, number, True)
    work.note(rota_acts.key("change", number), rota_acts.STANDS, rota_acts.GONE)


def end_swaps(work: Work, *refs: DutyRef) -> None:
    """Withdraw what was asked about some duties: who asked has them no more. What is too late lapses."""
    today = work.session.today
    for swap in swaps.asked(work.writing.session, date.min):
        if swap.answer_by < today:
            set_swap(work, swap, SwapState.EXPIRED)
        elif swap.ref in refs or swap.returns in refs:
            set_swap(work, swap, SwapState.WITHDRAWN)


def set_swap(work: Work, swap: Swap, state: SwapState) -> None:
    """Write down how far a swap has come."""
    swaps.set_state(work.writing.session, swap.id, state)
    work.note(rota_acts.key("swap", swap.id), swap.state.value, state.value)


def must_be_ahead(session: Session, state: RotaState, ref: DutyRef) -> Period:
    """Return the published period of a duty that is running or yet to come.

    Errors
        UnknownLine, UnknownDuty, PastDuty
    """
    if all(line.id != ref.line for line in state.lines):
        raise UnknownLine(ref.line)
    period = state.period(ref.start)
    if period is None or period.is_closed:
        raise UnknownDuty(str(ref))
    if period.end < rota_day(session, state.settings):
        raise PastDuty(str(ref))
    return period


def must_fit(state: RotaState, ref: DutyRef, member: str) -> None:
    """Refuse somebody who cannot have a duty; another role on the same line she would give up for it.

    Errors
        UnknownMember, DutyRefused
    """
    found = state.member(member)
    if found is None:
        raise UnknownMember(member)
    own = other_role(state, member, ref)
    reason = hindrance(vacated(state, own) if own else state, found, ref)
    if reason not in (None, Hindrance.RESTS):
        raise DutyRefused(member, reason)


def reason_of(state: RotaState, text: str, field_name: str = "reason") -> str:
    """Return a reason as it may be stored: one short line that reveals no citizen.

    Colleagues' names and ids may stand in it: it is about them.

    Errors
        TextRefused: empty, too long, of several lines. ReasonReveals.
    """
    reason = text.strip()
    if not reason or len(reason) > REASON_CHARACTERS_MAX or "\n" in reason or find_forbidden(reason):
        raise TextRefused(field_name)
    must_not_reveal(state, reason, field_name)
    return reason


def must_not_reveal(state: RotaState, text: str, field_name: str) -> None:
    """Refuse a text about the rota in which the check is sure to see a person who is no colleague.

    Errors
        ReasonReveals
    """
    known = {word.casefold() for member in state.members for word in (*member.name.split(), member.id)}
    for finding in find(text, lexicon()):
        words = {word.strip(".,;:()'\"").casefold() for word in text[finding.start : finding.end].split()}
        if finding.strength is Strength.STRONG and not words <= known:
            raise ReasonReveals(field_name)

"""What of the handovers waits for whom: items to answer, questions that came back, what nobody answers.

Source
    docs/rules/handover.md, "When nobody answers", "What was missing"
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.handover import (
    LEFT_OUT_CHARACTERS_MAX,
    Handover,
    HandoverKind,
    HandoverState,
    QuestionState,
    questions,
)
from nsk_tui.rules.handover_state import ItemState, escalated_to
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import handover_view
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import TextRefused
from nsk_tui.services.handover_change import found_handover
from nsk_tui.services.handover_errors import EchoRefused
from nsk_tui.services.handover_view import ItemView
from nsk_tui.services.recording import note_declared
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved, cleared_texts
from nsk_tui.store import handover as rows
from nsk_tui.store import handover_owned, rota_lines
from nsk_tui.store.change import change
from nsk_tui.store.engine import Reading
from nsk_tui.store.handover_owned import Received

LEAVES_AHEAD_DAYS = 90
"""So long before a last day one is reminded that a handover is not begun."""

ACTIONS_AHEAD_DAYS = 7
_RECEIVED = frozenset({ItemState.ACCEPTED, ItemState.RESERVED})
_ENDED_DAYS = 120
"""So long after the last day a handover may still ask something."""

Views = Mapping[Handover, tuple[ItemView, ...]]


@dataclass(frozen=True)
class ItemsToTake:
    """Items of one handover that wait for the member's answer; the first is the one that waits longest."""

    handover: Handover
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class ItemsReturned:
    """Items that came back to the giver with a question."""

    handover: Handover
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class ItemsUnanswered:
    """Items that nobody has answered for too long, as the coordinator is told."""

    handover: Handover
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class ActionDue:
    """Something that the member took over and has to do."""

    action: Received


@dataclass(frozen=True)
class EchoAsked:
    """A receiver is asked what was missing, so many days after the last one."""

    handover: Handover
    days: int


@dataclass(frozen=True)
class LeaveAhead:
    """Somebody's last day is known, and no handover is begun."""

    member: MemberId
    last_day: date


HandoverWaiting = ItemsToTake | ItemsReturned | ItemsUnanswered | ActionDue | EchoAsked | LeaveAhead


def waiting(session: Session) -> tuple[HandoverWaiting, ...]:
    """Return what of the handovers waits for the member, in the order of Today.

    Errors
        NotAllowed
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        return _waiting(reading, session, session.member, _open_views(reading, session))


def counts(reading: Reading, session: Session, members: Sequence[MemberId]) -> dict[MemberId, int]:
    """Return how many things of the handovers wait for some members: each item counts."""
    views = _open_views(reading, session)
    return {
        member: sum(
            len(one.items) if isinstance(one, _WITH_ITEMS) else 1
            for one in _waiting(reading, session, member, views)
        )
        for member in members
    }


def answer_echo(
    session: Session, handover: str, days: int, words: str, stances: tuple[Stance, ...] = ()
) -> Saved | NotAnonymous:
    """Say what was missing in a handover that one received; no words say that nothing was.

    Errors
        NotAllowed, UnknownHandover, TextRefused. EchoRefused: it is not asked now, is asked of
        others, or is answered.
    """
    session.must(Act.WRITE_HANDOVER)
    if len(words.strip()) > LEFT_OUT_CHARACTERS_MAX:
        raise TextRefused("missing")
    with change(session.database, session.member, session.now) as writing:
        found = found_handover(writing.session, handover)
        asked = _echoes(writing.session, session, session.member)
        if EchoAsked(found, days) not in asked:
            raise EchoRefused(found.giver)
        cleared = cleared_texts(writing.session, session, {"missing": words.strip()}, stances)
        if isinstance(cleared, NotAnonymous):
            return cleared
        rows.add_echo(writing.session, handover, session.member, days, cleared.texts["missing"], writing.now)
        note_declared(writing, cleared, stances, found.giver)
        writing.audit("answer_echo", found.giver, str(days))
        writing.commit()
    return Saved(handover)


_WITH_ITEMS = (ItemsToTake, ItemsReturned, ItemsUnanswered)


def _open_views(reading: Reading, session: Session) -> Views:
    return handover_view.item_views(reading, session, rows.every(reading, HandoverState.OPEN))


def _waiting(
    reading: Reading, session: Session, member: MemberId, views: Views
) -> tuple[HandoverWaiting, ...]:
    found: list[HandoverWaiting] = []
    for handover, items in views.items():
        mine = [one for one in items if one.state is ItemState.SENT and one.item.receiver == member]
        if mine:
            first = sorted(mine, key=lambda one: (-(one.waiting_days or 0), one.number))
            found.append(ItemsToTake(handover, tuple(first)))
    for handover, items in views.items():
        back = tuple(one for one in items if one.state is ItemState.RETURNED)
        if back and handover.giver == member:
            found.append(ItemsReturned(handover, back))
    found += _actions(reading, session, member)
    found += [ItemsUnanswered(one, late) for one, late in _unanswered(session, member, views)]
    found += _echoes(reading, session, member)
    return (*found, *_leaves(reading, session, member, views))


def _actions(reading: Reading, session: Session, member: MemberId) -> list[ActionDue]:
    until = session.today + timedelta(days=ACTIONS_AHEAD_DAYS)
    due = handover_owned.open_actions(reading, member)
    return [ActionDue(one) for one in due if one.due_on is not None and one.due_on <= until]


def _unanswered(
    session: Session, member: MemberId, views: Views
) -> list[tuple[Handover, tuple[ItemView, ...]]]:
    everyone = handover_view.coordinators(session)
    found = []
    for handover, items in views.items():
        late = tuple(
            one
            for one in items
            if one.is_escalated and member in escalated_to(everyone, handover.giver, one.item.receiver)
        )
        if late:
            found.append((handover, late))
    return found


def _echoes(reading: Reading, session: Session, member: MemberId) -> list[EchoAsked]:
    """Return the questions that a member has yet to answer: of handovers in which she received something."""
    today = session.today
    over = [
        one
        for one in rows.every(reading)
        if one.state is not HandoverState.DROPPED
        and one.kind is not HandoverKind.THREAD
        and one.last_day < today <= one.last_day + timedelta(days=_ENDED_DAYS)
    ]
    if not over:
        return []
    answered = rows.answered_days(reading, member)
    asked = []
    for handover, items in handover_view.item_views(reading, session, over).items():
        if any(one.status.state in _RECEIVED and one.item.receiver == member for one in items):
            said = {days for one, days in answered if one == handover.id}
            due = [q for q in questions(handover.last_day, said, today) if q.state is QuestionState.DUE]
            asked += [EchoAsked(handover, one.days) for one in due]
    return asked


def _leaves(reading: Reading, session: Session, member: MemberId, views: Views) -> list[LeaveAhead]:
    """Return whose handover should be begun: one's own, or as the coordinator anybody's."""
    begun = {handover.giver for handover in views if handover.kind is not HandoverKind.THREAD}
    until = session.today + timedelta(days=LEAVES_AHEAD_DAYS)
    working = {one.member for one in session.vault.ring.listed if one.role != Role.AUDITOR}
    everyone = handover_view.coordinators(session)
    finished = {(one.giver, one.last_day) for one in rows.every(reading, HandoverState.CLOSED)}
    return [
        LeaveAhead(one.id, one.leaves_on)
        for one in rota_lines.members(reading, session.today).values()
        if one.leaves_on is not None
        and session.today <= one.leaves_on <= until
        and one.id in working - begun
        and (one.id, one.leaves_on) not in finished
        and member in (one.id, *everyone)
    ]

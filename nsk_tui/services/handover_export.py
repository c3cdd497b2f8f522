"""A handover leaves: checked once more, written in memory, sealed, and laid under tickets.

Source
    docs/rules/handover.md, "What leaves"
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nsk_tui import vocabulary
from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Strength
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.rules.outbox import (
    LeavingForm,
    LeavingKind,
    LeavingPurpose,
    RecipientState,
    SealedTo,
    Ticket,
)
from nsk_tui.services import (
    handover,
    handover_document,
    handover_items,
    handover_view,
    members,
    outbox,
    recipients,
    sealing,
)
from nsk_tui.services.anonymity import scan_together
from nsk_tui.services.clearing import FieldFinding, NotAnonymous, is_answered
from nsk_tui.services.errors import ExportRefused, SavedByAnotherFirst
from nsk_tui.services.handover_change import found_handover
from nsk_tui.services.handover_document import Frame
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.outbox import About
from nsk_tui.services.recipients import MemberRecipient
from nsk_tui.services.sealing import Exported as Exported
from nsk_tui.services.session import Session
from nsk_tui.store import declared_words
from nsk_tui.store.engine import Reading
from nsk_tui.store.handover_texts import fields_of
from nsk_tui.vault.envelope import Recipient

EXPIRES_DAYS = 30
"""So long after the last day a handover should be deleted, unless somebody says otherwise."""

EXPIRES_DAYS_MAX = 400


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to let leave.

    Shape
        ``receivers`` are members with a confirmed age key, when it is sealed to members; empty
        otherwise. Word's own passphrase goes with the form of Word alone.
    """

    handover: HandoverId
    forms: tuple[LeavingForm, ...]
    sealed_to: SealedTo
    receivers: tuple[MemberId, ...]
    purpose: LeavingPurpose
    expires_on: date


@dataclass(frozen=True)
class Offer:
    """What can leave, before it does.

    Shape
        ``receivers`` are those of the items, then everybody else with a confirmed key.
        ``not_received`` is how many items nobody has taken yet.
    """

    view: HandoverView
    receivers: tuple[MemberRecipient, ...]
    items: int
    not_received: int
    expires_on: date


def offer(session: Session, handover_id: str) -> Offer:
    """Return what can leave of a handover, and to whom.

    Errors
        NotAllowed, UnknownHandover.
    """
    session.must(Act.EXPORT)
    view = handover.read(session, handover_id)
    _must_be_hers(session, view)
    standing = _standing(view)
    return Offer(
        view=view,
        receivers=_able(session, standing),
        items=len(standing),
        not_received=sum(not one.is_received for one in standing),
        expires_on=max(view.handover.last_day, session.today) + timedelta(days=EXPIRES_DAYS),
    )


def export(session: Session, wanted: Wanted, passphrase: str) -> Exported | NotAnonymous:
    """Let a handover leave, sealed; the member's own passphrase is asked for again.

    The texts are checked once more with today's lists: a strong finding lets nothing leave.

    Errors
        NotAllowed, UnknownHandover, WrongPassphrase. ExportRefused: what is wanted does not go
        together; the detail says what. UnknownRecipient, SavedByAnotherFirst, DocumentTooLarge,
        TooLittleMemory, StoreFull, StoreReadOnly, StoreBusy: nothing has left.
    """
    session.must(Act.EXPORT)
    _must_go_together(session, wanted)
    members.must_be_own_passphrase(session, passphrase)
    view = handover.read(session, wanted.handover)
    _must_be_hers(session, view)
    with session.database.reading() as reading:
        keys = recipients.to_seal_to(session, reading, wanted.receivers)
        found = _strong_findings(reading, session, view)
    if found:
        return NotAnonymous(found)
    words = "" if keys else sealing.drawn_words()
    about = About(LeavingKind.HANDOVER, _subject(view), wanted.purpose)
    document = handover_document.compose(view, _frame(session, wanted))
    leaving = [
        one for form in wanted.forms for one in sealing.sealed(document, form, wanted.sealed_to, keys, words)
    ]
    tickets = outbox.put(
        session, about, leaving, lambda reading: _must_be_as_read(session, reading, view, keys)
    )
    return Exported(tickets, words)


def tickets(session: Session, view: HandoverView) -> tuple[Ticket, ...]:
    """Return what has left of a handover, the newest first.

    Errors
        NotAllowed
    """
    return outbox.tickets(session, LeavingKind.HANDOVER, _subject(view))


def _must_be_hers(session: Session, view: HandoverView) -> None:
    if view.handover.giver != session.member:
        session.must(Act.MANAGE_HANDOVER)


def _must_go_together(session: Session, wanted: Wanted) -> None:
    sealing.must_go_together(wanted.forms, wanted.sealed_to, wanted.receivers)
    latest = session.today + timedelta(days=EXPIRES_DAYS_MAX)
    if not session.today <= wanted.expires_on <= latest:
        raise ExportRefused("expires")


def _able(session: Session, standing: Sequence[ItemView]) -> tuple[MemberRecipient, ...]:
    """Return the receivers of the items, with a key or without, then who else could receive."""
    known = {one.member: one for one in recipients.list_recipients(session)}
    hers = sorted({one.item.receiver for one in standing if one.item.receiver in known})
    others = [one.member for one in known.values() if one.state is RecipientState.CONFIRMED]
    return tuple(known[member] for member in dict.fromkeys((*hers, *others)))


def _frame(session: Session, wanted: Wanted) -> Frame:
    return Frame(
        municipality=session.municipality,
        network=session.network,
        made_on=session.today,
        expires_on=wanted.expires_on,
        receivers=tuple(sorted(wanted.receivers)),
        purpose=vocabulary.word(wanted.purpose),
    )


def _subject(view: HandoverView) -> str:
    return view.handover.thread or view.handover.giver


def _standing(view: HandoverView) -> tuple[ItemView, ...]:
    return tuple(one for one in view.items if one.state is not ItemState.WITHDRAWN)


def _must_be_as_read(
    session: Session, reading: Reading, view: HandoverView, keys: Mapping[MemberId, Recipient]
) -> None:
    """Look under the write lock whether the document still says what stands in the store, to the same keys.

    Errors
        SavedByAnotherFirst, UnknownRecipient.
    """
    now = handover_view.build(reading, session, found_handover(reading, view.handover.id))
    if (now.handover, now.items) != (view.handover, view.items):
        raise SavedByAnotherFirst(view.handover.giver)
    if recipients.to_seal_to(session, reading, keys) != keys:
        raise SavedByAnotherFirst(view.handover.giver)


def _strong_findings(reading: Reading, session: Session, view: HandoverView) -> tuple[FieldFinding, ...]:
    """Return what today's lists find in what would leave, but what its author has declared.

    Weak findings were answered by whoever wrote the text, when she saved it.
    """
    givers = (view.handover.giver, *handover_view.coordinators(session))
    declared = frozenset().union(*(declared_words.answered(reading, one, session.today) for one in givers))
    found: list[FieldFinding] = []
    for one in _standing(view):
        found += _in_item(reading, session, one, declared)
    if view.handover.remainder is not None:
        found += _strong({"remainder": view.handover.remainder.words}, declared)
    return tuple(found)


def _in_item(
    reading: Reading, session: Session, one: ItemView, declared: frozenset[str]
) -> list[FieldFinding]:
    codes, number = handover_items.codes_of(reading, one.item), one.number
    given = {f"{number}.{name}": text for name, text in fields_of(one.item).items()}
    by = one.status.by or one.item.receiver or session.member
    said = {f"{number}.words": one.status.words, f"{number}.question": one.status.question}
    hers = declared_words.answered(reading, by, session.today)
    return [*_strong(given, declared, codes), *_strong(said, hers, codes)]


def _strong(
    texts: Mapping[str, str], declared: frozenset[str], codes: Codes = NO_CODES
) -> list[FieldFinding]:
    return [
        FieldFinding(name, finding)
        for name, many in scan_together(texts, codes).items()
        for finding in many
        if finding.strength is Strength.STRONG and not is_answered(texts[name], finding, declared)
    ]

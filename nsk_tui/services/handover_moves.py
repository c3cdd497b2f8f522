"""How an item of a handover is moved on: sent, taken or returned in own words, withdrawn.

Source
    docs/rules/handover.md, "States"
"""

from dataclasses import dataclass, field

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.handover import Handover
from nsk_tui.rules.handover_items import HandoverItem, ItemFault, exact_text
from nsk_tui.rules.handover_state import ItemState, ItemStatus, Move, MoveKind, Refused, step
from nsk_tui.services import handover_taking, handover_view
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_change import found_handover, giving
from nsk_tui.services.handover_errors import HandoverEnded, ItemRefused, UnknownItem
from nsk_tui.services.handover_items import codes_of, stored_item, subject_of
from nsk_tui.services.handover_view import ItemView
from nsk_tui.services.recording import note_declared
from nsk_tui.services.rota_change import show_outside
from nsk_tui.services.session import Session
from nsk_tui.services.worded import cleared_texts
from nsk_tui.store import handover_moves
from nsk_tui.store.change import Change, change

DIGEST_SHOWN = 16
"""So much of a digest stands in the audit, whose chain nobody can rewrite: enough to tell texts apart."""

_TO_SEND = frozenset({ItemState.DRAFT, ItemState.STALE})
"""What nobody was asked about, and what changed since it was received."""


@dataclass(frozen=True)
class Answer:
    """What a receiver answers.

    Shape
        ``kind`` is accept, reserve or return. ``digest`` is that of the text she had before her.
    """

    item: str
    kind: MoveKind
    digest: str
    words: str = field(default="", repr=False)
    question: str = field(default="", repr=False)


@dataclass(frozen=True)
class Moved:
    """An item that was moved on, and its status now."""

    item: HandoverItem
    status: ItemStatus


@dataclass(frozen=True)
class SentAll:
    """What was sent at once, and what could not be, with what it lacks."""

    sent: tuple[HandoverItem, ...]
    kept: tuple[tuple[HandoverItem, tuple[ItemFault, ...]], ...]


def is_to_send(view: ItemView) -> bool:
    """Return whether an item waits for being sent; one that came back does when the giver has changed it."""
    changed = view.digest != view.status.digest
    return view.state in _TO_SEND or (view.state is ItemState.RETURNED and changed)


def send(session: Session, item: str, digest: str) -> Moved:
    """Send an item to its receiver; ``digest`` is that of the text that was before the sender.

    Errors
        NotAllowed, UnknownItem, HandoverEnded. ItemRefused: it is not whole, was changed or answered.
    """
    return _give(session, item, MoveKind.SEND, digest)


def withdraw(session: Session, item: str) -> Moved:
    """Withdraw an item: it is not handed over after all.

    Errors
        NotAllowed, UnknownItem, HandoverEnded. ItemRefused: it was received, or is withdrawn.
    """
    return _give(session, item, MoveKind.WITHDRAW, "")


def send_all(session: Session, handover: str) -> SentAll:
    """Send every item that is whole and waits for that; the rest is told.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded.
    """
    with giving(session, handover) as (writing, found):
        views = handover_view.build(writing.session, session, found).items
        waiting = [view for view in views if is_to_send(view)]
        whole = [view for view in waiting if not view.faults]
        for view in whole:
            move = Move(MoveKind.SEND, session.member, writing.now, view.digest)
            _move(writing, session, found, view, move)
        if whole:
            writing.commit()
    kept = tuple((view.item, view.faults) for view in waiting if view.faults)
    return SentAll(tuple(view.item for view in whole), kept)


def answer(session: Session, given: Answer, stances: tuple[Stance, ...] = ()) -> Moved | NotAnonymous:
    """Take an item, with or without a reservation, or return it with a question.

    What is taken changes hands at once: the thread with its follow-up, the duty.

    Errors
        NotAllowed, UnknownItem, HandoverEnded. ItemRefused: it was answered or changed meanwhile,
        or the words will not do. DutyRefused, UnknownDuty, PastDuty: a duty that she cannot have.
    """
    session.must(Act.WRITE_HANDOVER)
    texts = {"words": given.words.strip(), "question": given.question.strip()}
    with change(session.database, session.member, session.now) as writing:
        found, view = _asked(writing, session, given.item)
        codes = codes_of(writing.session, view.item)
        cleared = cleared_texts(writing.session, session, texts, stances, codes)
        if isinstance(cleared, NotAnonymous):
            return cleared
        words, question = cleared.texts["words"], cleared.texts["question"]
        move = Move(given.kind, session.member, writing.now, given.digest, words, question)
        moved = _move(writing, session, found, view, move)
        note_declared(writing, cleared, stances, found.giver)
        takes = given.kind is not MoveKind.RETURN
        has_duty = takes and handover_taking.take_over(writing, session, found, view.item)
        writing.commit()
    if has_duty:
        show_outside(session)
    return moved


def _asked(writing: Change, session: Session, item: str) -> tuple[Handover, ItemView]:
    found = found_handover(writing.session, stored_item(writing.session, item).handover)
    if not found.is_open:
        raise HandoverEnded(found.giver)
    return found, _found(writing, session, found, item)


def _give(session: Session, item: str, kind: MoveKind, digest: str) -> Moved:
    with session.database.reading() as reading:
        handover = stored_item(reading, item).handover
    with giving(session, handover) as (writing, found):
        view = _found(writing, session, found, item)
        moved = _move(writing, session, found, view, Move(kind, session.member, writing.now, digest))
        writing.commit()
    return moved


def _found(writing: Change, session: Session, handover: Handover, item: str) -> ItemView:
    views = handover_view.item_views(writing.session, session, [handover])[handover]
    found = next((view for view in views if view.item.id == item), None)
    if found is None:
        raise UnknownItem("")
    return found


def _move(writing: Change, session: Session, handover: Handover, view: ItemView, move: Move) -> Moved:
    givers = {handover.giver, *handover_view.coordinators(session)}
    outcome = step(view.status, move, view.item, view.digest, givers, view.faults)
    if isinstance(outcome, Refused):
        raise ItemRefused(subject_of(view.item), outcome)
    body = exact_text(view.item, view.record_version) if move.kind is MoveKind.SEND else ""
    handover_moves.add(writing.session, view.item.id, move.kind, outcome, view.record_version, body)
    _note(writing, move.kind, handover.giver, f"{subject_of(view.item)} {view.digest[:DIGEST_SHOWN]}")
    return Moved(view.item, outcome)


def _note(writing: Change, kind: MoveKind, giver: str, purpose: str) -> None:
    if kind is MoveKind.SEND:
        writing.audit("send_item", giver, purpose)
    elif kind is MoveKind.WITHDRAW:
        writing.audit("withdraw_item", giver, purpose)
    elif kind is MoveKind.RETURN:
        writing.audit("return_item", giver, purpose)
    else:
        writing.audit("reserve_item" if kind is MoveKind.RESERVE else "accept_item", giver, purpose)

"""How far an item of a handover has come, and who may move it on.

Source
    docs/rules/handover.md, "States"
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from nsk_tui.rules.handover_items import HandoverItem, ItemFault, free_texts
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.synthesis import SynthesisFault, judge_synthesis

QUESTION_CHARACTERS_MAX = 500
ESCALATE_DAYS = 5


class ItemState(StrEnum):
    """How far an item has come."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    RESERVED = "reserved"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STALE = "stale"


class MoveKind(StrEnum):
    """What somebody does with an item."""

    SEND = "send"
    ACCEPT = "accept"
    RESERVE = "reserve"
    RETURN = "return"
    WITHDRAW = "withdraw"


class Refusal(StrEnum):
    """Why a move is not made."""

    WRONG_STATE = "wrong_state"
    NOT_GIVER = "not_giver"
    NOT_RECEIVER = "not_receiver"
    NOT_WHOLE = "not_whole"
    TEXT_CHANGED = "text_changed"
    NO_OWN_WORDS = "no_own_words"
    FEW_OWN_WORDS = "few_own_words"
    MANY_OWN_WORDS = "many_own_words"
    COPIED_WORDS = "copied_words"
    NO_QUESTION = "no_question"
    LONG_QUESTION = "long_question"


@dataclass(frozen=True)
class ItemStatus:
    """The last move of an item.

    Shape
        ``by`` and ``since`` None: nothing has been done with it. ``digest`` is that of the exact
        text that was sent or answered. ``question`` holds the reservation or the question.
    """

    state: ItemState = ItemState.DRAFT
    by: MemberId | None = None
    since: datetime | None = None
    digest: str = ""
    words: str = field(default="", repr=False)
    question: str = field(default="", repr=False)


@dataclass(frozen=True)
class Move:
    """What somebody does, with the digest of the text that she had before her."""

    kind: MoveKind
    by: MemberId
    at: datetime
    digest: str
    words: str = field(default="", repr=False)
    question: str = field(default="", repr=False)


@dataclass(frozen=True)
class Refused:
    """A move that is not made; ``faults`` are those of the item, where they are the reason."""

    reason: Refusal
    faults: tuple[ItemFault, ...] = ()


UNTOUCHED = ItemStatus()

_RESULT: dict[MoveKind, ItemState] = {
    MoveKind.SEND: ItemState.SENT,
    MoveKind.ACCEPT: ItemState.ACCEPTED,
    MoveKind.RESERVE: ItemState.RESERVED,
    MoveKind.RETURN: ItemState.RETURNED,
    MoveKind.WITHDRAW: ItemState.WITHDRAWN,
}
_ANSWERS = frozenset({MoveKind.ACCEPT, MoveKind.RESERVE, MoveKind.RETURN})
_RECEIVED = frozenset({ItemState.ACCEPTED, ItemState.RESERVED})
_OPEN = frozenset({ItemState.DRAFT, ItemState.SENT, ItemState.RETURNED, ItemState.STALE})

FROM: dict[MoveKind, frozenset[ItemState]] = {
    MoveKind.SEND: frozenset({ItemState.DRAFT, ItemState.RETURNED, ItemState.STALE, ItemState.WITHDRAWN}),
    MoveKind.ACCEPT: frozenset({ItemState.SENT}),
    MoveKind.RESERVE: frozenset({ItemState.SENT}),
    MoveKind.RETURN: frozenset({ItemState.SENT}),
    MoveKind.WITHDRAW: _OPEN,
}
"""From which states a move can be made."""

_FAULTS_OF_WORDS: dict[SynthesisFault, Refusal] = {
    SynthesisFault.EMPTY: Refusal.NO_OWN_WORDS,
    SynthesisFault.TOO_SHORT: Refusal.FEW_OWN_WORDS,
    SynthesisFault.TOO_LONG: Refusal.MANY_OWN_WORDS,
    SynthesisFault.COPIED: Refusal.COPIED_WORDS,
}


def state_of(status: ItemStatus, digest: str) -> ItemState:
    """Return the state of an item whose text has this digest now.

    What was sent and then changed is a draft again; what was accepted and then changed is stale.

    Source
        docs/rules/handover.md, "When the text changes"

    >>> accepted = ItemStatus(ItemState.ACCEPTED, digest="a1")
    >>> state_of(accepted, "a1").value, state_of(accepted, "b2").value
    ('accepted', 'stale')
    """
    if status.digest == digest:
        return status.state
    if status.state is ItemState.SENT:
        return ItemState.DRAFT
    return ItemState.STALE if status.state in _RECEIVED else status.state


def step(
    status: ItemStatus,
    move: Move,
    item: HandoverItem,
    digest: str,
    givers: Collection[MemberId],
    faults: tuple[ItemFault, ...],
) -> ItemStatus | Refused:
    """Return the status after a move, or why it is not made.

    Shape
        ``digest`` and ``faults`` are those of the item as it is stored now. ``givers`` are all who
        may send and withdraw: the giver, and the coordinators.
    Source
        docs/rules/handover.md, "States"
    """
    if state_of(status, digest) not in FROM[move.kind]:
        return Refused(Refusal.WRONG_STATE)
    if move.kind in _ANSWERS:
        refusal = _refused_answer(move, item, digest)
    else:
        refusal = _refused_giving(move, digest, givers, faults)
    if refusal is not None:
        return Refused(refusal, faults if refusal is Refusal.NOT_WHOLE else ())
    words, question = (move.words.strip(), move.question.strip()) if move.kind in _ANSWERS else ("", "")
    return ItemStatus(_RESULT[move.kind], move.by, move.at, digest, words, question)


def is_received(status: ItemStatus, digest: str) -> bool:
    """Return whether the receiver has taken the item as it is now."""
    return state_of(status, digest) in _RECEIVED


def waiting_days(status: ItemStatus, digest: str, today: date) -> int | None:
    """Return for how long an item has waited for an answer; None for one that does not wait.

    Shape
        A sent item waits for its receiver, a returned one for its giver.
    """
    waits = state_of(status, digest) in (ItemState.SENT, ItemState.RETURNED)
    if not waits or status.since is None:
        return None
    return max(0, (today - status.since.date()).days)


def is_escalated(status: ItemStatus, digest: str, today: date, days: int = ESCALATE_DAYS) -> bool:
    """Return whether a coordinator is told that nobody answers.

    Source
        docs/rules/handover.md, "When nobody answers"
    """
    waited = waiting_days(status, digest, today)
    return waited is not None and waited >= days


def escalated_to(
    coordinators: Collection[MemberId], giver: MemberId, receiver: MemberId | None
) -> tuple[MemberId, ...]:
    """Return the coordinators who are told: neither giver nor receiver, when there is another.

    Shape
        ``receiver`` None: the item has none yet. Empty when the giver is the only coordinator.
    """
    others = sorted(set(coordinators) - {giver})
    apart = tuple(one for one in others if one != receiver)
    return apart or tuple(others)


def _refused_giving(
    move: Move, digest: str, givers: Collection[MemberId], faults: tuple[ItemFault, ...]
) -> Refusal | None:
    """Return why an item is not sent or withdrawn; None for nothing."""
    if move.by not in givers:
        return Refusal.NOT_GIVER
    if move.kind is MoveKind.WITHDRAW:
        return None
    if faults:
        return Refusal.NOT_WHOLE
    return Refusal.TEXT_CHANGED if move.digest != digest else None


def _refused_answer(move: Move, item: HandoverItem, digest: str) -> Refusal | None:
    """Return why an answer is not taken; None for nothing."""
    if move.by != item.receiver:
        return Refusal.NOT_RECEIVER
    if move.digest != digest:
        return Refusal.TEXT_CHANGED
    if move.kind is not MoveKind.RETURN:
        fault = judge_synthesis(move.words, free_texts(item))
        if fault is not None:
            return _FAULTS_OF_WORDS[fault]
    return _refused_question(move)


def _refused_question(move: Move) -> Refusal | None:
    """Return why a question or reservation is not taken; None for nothing."""
    if move.kind is not MoveKind.ACCEPT and not move.question.strip():
        return Refusal.NO_QUESTION
    return Refusal.LONG_QUESTION if len(move.question) > QUESTION_CHARACTERS_MAX else None

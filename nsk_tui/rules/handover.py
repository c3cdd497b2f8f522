"""A handover: from whom, why, until when; whether it is whole; what is asked afterwards.

Source
    docs/rules/handover.md
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import HandoverId, HandoverItemId, MemberId
from nsk_tui.rules.owned import Owned, OwnedKind, OwnedMatter, collect, never_collected, unfinished

QUESTION_DAYS = (30, 60, 90)
"""Days after the last one on which the receivers are asked what was missing."""

LEFT_OUT_CHARACTERS_MAX = 500


class HandoverKind(StrEnum):
    """Why somebody hands over; one thread may go alone, while its giver stays."""

    LEAVE = "leave"
    LONG_LEAVE = "long_leave"
    ROLE_CHANGE = "role_change"
    THREAD = "thread"


class HandoverState(StrEnum):
    """Whether a handover is under way."""

    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


class RemainderKind(StrEnum):
    """What a giver says of all that is not in the handover."""

    NOTHING = "nothing"
    LEFT_OUT = "left_out"


class QuestionState(StrEnum):
    """What has become of "what was missing?" on one of its days."""

    WAITS = "waits"
    DUE = "due"
    LAPSED = "lapsed"
    ANSWERED = "answered"


class HandoverFault(StrEnum):
    """What keeps a handover from being finished; the order is that in which it is told."""

    WRONG_DAYS = "wrong_days"
    ONLY_COORDINATOR = "only_coordinator"
    NOT_COLLECTED = "not_collected"
    NOT_COVERED = "not_covered"
    NO_RECEIVER = "no_receiver"
    NOT_RECEIVED = "not_received"
    UNFINISHED = "unfinished"
    REMAINDER_UNSAID = "remainder_unsaid"
    REMAINDER_WITHOUT_WORDS = "remainder_without_words"


_OF_A_THREAD = frozenset(
    {
        HandoverFault.WRONG_DAYS,
        HandoverFault.NOT_COVERED,
        HandoverFault.NO_RECEIVER,
        HandoverFault.NOT_RECEIVED,
    }
)
"""What can be wrong with one thread that goes alone: its giver stays, with all the rest."""


@dataclass(frozen=True)
class Remainder:
    """What is not handed over: a statement, never a blank.

    Shape
        ``words`` say what is left out on purpose; empty for "nothing outstanding".
    """

    kind: RemainderKind
    by: MemberId
    on: date
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class Handover:
    """One person's handover.

    Shape
        ``last_day`` is the giver's last in what she leaves. ``back_on`` is the day on which she
        returns from a long leave; None: not known, or never. ``remainder`` None: she has not said.
        ``thread`` is the code name of the one that is handed over alone, or empty: all she has.
        ``started_by`` None: the giver herself. ``closed_on`` and ``closed_by`` None: it is under way.
    """

    id: HandoverId
    giver: MemberId
    kind: HandoverKind
    started_on: date
    last_day: date
    back_on: date | None = None
    remainder: Remainder | None = None
    thread: str = ""
    state: HandoverState = HandoverState.OPEN
    started_by: MemberId | None = None
    closed_on: date | None = None
    closed_by: MemberId | None = None
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it is under way."""
        return self.state is HandoverState.OPEN


@dataclass(frozen=True)
class Tally:
    """How far the items have come; the withdrawn are counted for themselves."""

    items: int
    received: int
    waiting: int
    without_receiver: int
    returned: int
    withdrawn: int


@dataclass(frozen=True)
class EchoQuestion:
    """One time of asking what was missing, so many days after the last day."""

    days: int
    on: date
    state: QuestionState


States = Mapping[HandoverItemId, ItemState]
"""The state of each item as it is now; one that is not in it is a draft."""


def missed(giver: MemberId, owned: Owned, items: Iterable[HandoverItem]) -> tuple[OwnedMatter, ...]:
    """Return what the giver owns and no item hands over.

    Shape
        Give the items that stand: what a withdrawn one covered must be in another, or have
        another owner.
    Source
        docs/rules/handover.md, "What is collected"
    """
    covered = {key for item in items for key in item.covers}
    return tuple(one for one in collect(giver, owned) if one.key not in covered)


def standing(items: Iterable[HandoverItem], states: States) -> tuple[HandoverItem, ...]:
    """Return the items that were not withdrawn."""
    return tuple(one for one in items if states.get(one.id) is not ItemState.WITHDRAWN)


def without_receiver(items: Iterable[HandoverItem], states: States) -> tuple[HandoverItem, ...]:
    """Return the items that nobody is to receive: a departure waits for them."""
    return tuple(one for one in standing(items, states) if one.receiver is None)


def handover_faults(
    handover: Handover,
    items: Collection[HandoverItem],
    states: States,
    owned: Owned,
    coordinators: Collection[MemberId],
) -> tuple[HandoverFault, ...]:
    """Return everything that keeps a handover from being finished; empty when nothing does.

    Shape
        Of one thread that goes alone, give what ``of_thread`` returns: whoever stays says nothing
        of the rest.
    Source
        docs/rules/handover.md, "When a handover is finished"
    """
    stands = standing(items, states)
    received = (ItemState.ACCEPTED, ItemState.RESERVED)
    checks = {
        HandoverFault.WRONG_DAYS: has_wrong_days(handover),
        HandoverFault.ONLY_COORDINATOR: set(coordinators) == {handover.giver},
        HandoverFault.NOT_COLLECTED: bool(never_collected(owned)),
        HandoverFault.NOT_COVERED: bool(missed(handover.giver, owned, stands)),
        HandoverFault.NO_RECEIVER: bool(without_receiver(items, states)),
        HandoverFault.NOT_RECEIVED: any(states.get(one.id) not in received for one in stands),
        HandoverFault.UNFINISHED: bool(unfinished(handover.giver, owned)),
        HandoverFault.REMAINDER_UNSAID: handover.remainder is None,
        HandoverFault.REMAINDER_WITHOUT_WORDS: _lacks_words(handover.remainder),
    }
    told = _OF_A_THREAD if handover.kind is HandoverKind.THREAD else frozenset(HandoverFault)
    return tuple(fault for fault in HandoverFault if fault in told and checks[fault])


def has_wrong_days(handover: Handover) -> bool:
    """Return whether somebody comes back before she has gone, or comes back from leaving."""
    if handover.back_on is None:
        return False
    return handover.kind is not HandoverKind.LONG_LEAVE or handover.back_on <= handover.last_day


def tally(items: Collection[HandoverItem], states: States) -> Tally:
    """Return how far the items have come, as the list's first line says it.

    Shape
        An item without a receiver is counted as that alone; what is stale, a draft or sent waits.
    """
    counts: Counter[str] = Counter(_counted(one, states.get(one.id, ItemState.DRAFT)) for one in items)
    return Tally(
        len(items) - counts["withdrawn"],
        counts["received"],
        counts["waiting"],
        counts["without_receiver"],
        counts["returned"],
        counts["withdrawn"],
    )


def untaken_kinds(owned: Owned, giver: MemberId) -> tuple[OwnedKind, ...]:
    """Return the kinds that were asked for and in which the giver owns nothing: said, not left out."""
    held = {one.kind for one in collect(giver, owned)} | {one.kind for one in unfinished(giver, owned)}
    return tuple(kind for kind in OwnedKind if kind in owned and kind not in held)


def questions(last_day: date, answered: Collection[int], today: date) -> tuple[EchoQuestion, ...]:
    """Return the three questions; only the latest that has come is still asked.

    Shape
        ``answered`` are the days, of ``QUESTION_DAYS``, that have an answer.
    Source
        docs/rules/handover.md, "What was missing"

    >>> [one.state.value for one in questions(date(2026, 11, 30), {30}, date(2027, 2, 1))]
    ['answered', 'due', 'waits']
    """
    days_since = (today - last_day).days
    come = [days for days in QUESTION_DAYS if days <= days_since]
    return tuple(
        EchoQuestion(days, last_day + timedelta(days=days), _question_state(days, come, answered))
        for days in QUESTION_DAYS
    )


def _question_state(days: int, come: list[int], answered: Collection[int]) -> QuestionState:
    if days in answered:
        return QuestionState.ANSWERED
    if days not in come:
        return QuestionState.WAITS
    return QuestionState.DUE if days == come[-1] else QuestionState.LAPSED


def _counted(item: HandoverItem, state: ItemState) -> str:
    if state is ItemState.WITHDRAWN:
        return "withdrawn"
    if item.receiver is None:
        return "without_receiver"
    if state in (ItemState.ACCEPTED, ItemState.RESERVED):
        return "received"
    return "returned" if state is ItemState.RETURNED else "waiting"


def _lacks_words(remainder: Remainder | None) -> bool:
    """Return whether something is said to be left out, and not what; None has said nothing at all."""
    is_said = remainder is not None and remainder.kind is RemainderKind.LEFT_OUT
    return is_said and remainder is not None and not remainder.words.strip()

"""The agenda: what is on it, in which order, when each item begins, and what comes back.

Source
    docs/rules/agenda.md
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId, is_code_name

TITLE_CHARACTERS_MAX = 80
PURPOSE_CHARACTERS_MAX = 120
ITEM_MINUTES_MIN, ITEM_MINUTES_MAX = 1, 480
ITEM_MINUTES = 10
STEP_MINUTES = 5
ORIGINS_MAX = 20
ITEMS_MAX = 60

_REF = re.compile(r"[A-Za-z0-9ÆØÅæøå][A-Za-z0-9ÆØÅæøå/._-]{0,39}\Z")


class ItemKind(StrEnum):
    """What an item is for; the order is that of the keys 1 to 3 and of the agenda."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"


class Standing(StrEnum):
    """An item that every meeting of a series has; its title is said in the reader's words."""

    ACTIONS = "actions"
    ROTA = "rota"
    COVERAGE = "coverage"
    PARTNERS = "partners"
    CLOSING = "closing"


class ItemState(StrEnum):
    """What became of an item."""

    PLANNED = "planned"
    DONE = "done"
    POSTPONED = "postponed"


class OriginKind(StrEnum):
    """From which kind of record an item was made."""

    THREAD = "thread"
    ACTION = "action"
    DECISION = "decision"
    PARTNER = "partner"
    DUTY = "duty"
    HANDOVER = "handover"


class ItemFault(StrEnum):
    """Why an item cannot be as it was written."""

    NO_TITLE = "no_title"
    LONG_TITLE = "long_title"
    LONG_PURPOSE = "long_purpose"
    MINUTES = "minutes"
    NO_CODE = "no_code"
    MANY_ORIGINS = "many_origins"


class Template(StrEnum):
    """Which standing items a new meeting begins with."""

    GROUP = "group"
    SHORT = "short"
    THEME = "theme"
    EMPTY = "empty"


@dataclass(frozen=True)
class Origin:
    """The record that an item was made from: its kind and its code, never what it says."""

    kind: OriginKind
    ref: str

    def __str__(self) -> str:
        """Write it as it is stored.

        >>> str(Origin(OriginKind.THREAD, "stille-havn"))
        'thread:stille-havn'
        """
        return f"{self.kind.value}:{self.ref}"


@dataclass(frozen=True)
class NewItem:
    """An item as somebody proposes it.

    Shape
        ``standing`` None: an item with a title of its own. ``presenter`` None: nobody yet.
    """

    kind: ItemKind
    title: str = field(repr=False)
    minutes: int = ITEM_MINUTES
    purpose: str = field(default="", repr=False)
    presenter: MemberId | None = None
    origins: tuple[Origin, ...] = ()
    standing: Standing | None = None


@dataclass(frozen=True)
class AgendaItem:
    """An item as it is stored.

    Shape
        ``meeting`` None: it waits for a meeting that has yet to be made. ``is_wish``: it asks for
        room on a full agenda. ``came_from`` is the postponed item that it continues; None for
        one that is new.
    """

    id: AgendaItemId
    meeting: MeetingId | None
    body: NewItem
    proposed_by: MemberId
    version: int
    is_wish: bool = False
    state: ItemState = ItemState.PLANNED
    came_from: AgendaItemId | None = None


@dataclass(frozen=True)
class Slot:
    """An item with its number and the time that is planned for it."""

    item: AgendaItem
    number: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Timetable:
    """An agenda in time.

    Units
        ``total_minutes`` of all items; ``air_minutes`` is what the meeting has left, below 0 when
        it is too full. ``end`` is the calculated end.
    """

    slots: tuple[Slot, ...]
    total_minutes: int
    air_minutes: int
    end: datetime


TEMPLATES: dict[Template, tuple[tuple[Standing, int], ...]] = {
    Template.GROUP: (
        (Standing.ACTIONS, 5),
        (Standing.ROTA, 5),
        (Standing.COVERAGE, 5),
        (Standing.PARTNERS, 5),
        (Standing.CLOSING, 5),
    ),
    Template.SHORT: ((Standing.ACTIONS, 5), (Standing.CLOSING, 5)),
    Template.THEME: ((Standing.CLOSING, 10),),
    Template.EMPTY: (),
}
"""Standing items and their minutes, code by code."""

_RANKS: dict[ItemKind, int] = {ItemKind.DECISION: 1, ItemKind.DISCUSSION: 2, ItemKind.INFORMATION: 3}
_STANDING_RANKS: dict[Standing, int] = {Standing.ACTIONS: 0, Standing.CLOSING: 4}


def judge(new: NewItem) -> tuple[ItemFault, ...]:
    """Return everything that is wrong with an item; nothing when it can be written down.

    Source
        docs/rules/agenda.md, "An item"

    >>> [fault.value for fault in judge(NewItem(ItemKind.DECISION, "", minutes=600))]
    ['no_title', 'minutes']
    """
    title = new.title.strip()
    checks = (
        (ItemFault.NO_TITLE, not title and new.standing is None),
        (ItemFault.LONG_TITLE, len(title) > TITLE_CHARACTERS_MAX),
        (ItemFault.LONG_PURPOSE, len(new.purpose) > PURPOSE_CHARACTERS_MAX),
        (ItemFault.MINUTES, not ITEM_MINUTES_MIN <= new.minutes <= ITEM_MINUTES_MAX),
        (ItemFault.NO_CODE, not all(is_code(one) for one in new.origins)),
        (ItemFault.MANY_ORIGINS, len(new.origins) > ORIGINS_MAX),
    )
    return tuple(fault for fault, is_wrong in checks if is_wrong)


def is_code(origin: Origin) -> bool:
    """Return whether an origin is a code and nothing that somebody worded.

    >>> is_code(Origin(OriginKind.THREAD, "stille-havn")), is_code(Origin(OriginKind.THREAD, "Sofie"))
    (True, False)
    """
    if origin.kind is OriginKind.THREAD:
        return is_code_name(origin.ref)
    return _REF.match(origin.ref) is not None


def read_origins(text: str) -> tuple[Origin, ...]:
    """Return the origins that a stored text names; what names none is left out.

    >>> [one.ref for one in read_origins("thread:stille-havn,action:M26/11-3,tale")]
    ['stille-havn', 'M26/11-3']
    """
    parts = (one.partition(":") for one in text.split(","))
    return tuple(Origin(OriginKind(kind), ref) for kind, _colon, ref in parts if kind in tuple(OriginKind))


def write_origins(origins: Iterable[Origin]) -> str:
    """Return origins as they are stored."""
    return ",".join(map(str, origins))


def from_template(template: Template) -> tuple[NewItem, ...]:
    """Return the standing items of a template.

    >>> [one.standing.value for one in from_template(Template.SHORT)]
    ['actions', 'closing']
    """
    return tuple(
        NewItem(ItemKind.INFORMATION, "", minutes, standing=standing)
        for standing, minutes in TEMPLATES[template]
    )


def rank(item: NewItem) -> int:
    """Return where an item belongs: actions, decisions, discussions, information, the end.

    >>> rank(NewItem(ItemKind.DECISION, "Mail")) < rank(NewItem(ItemKind.DISCUSSION, "Rejser"))
    True
    """
    if item.standing is not None:
        return _STANDING_RANKS.get(item.standing, _RANKS[ItemKind.INFORMATION])
    return _RANKS[item.kind]


def place_for(items: Sequence[AgendaItem], new: NewItem) -> int:
    """Return at which place of an agenda a new item goes in, so that whatever was moved stays moved.

    It goes behind the last item that does not belong after it.

    Source
        docs/rules/agenda.md, "Order"
    """
    own = rank(new)
    return max((place + 1 for place, item in enumerate(items) if rank(item.body) <= own), default=0)


def proposed(items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return an agenda in the order that is proposed; what belongs alike stays as it stood.

    Source
        docs/rules/agenda.md, "Order"
    """
    return tuple(sorted(items, key=lambda item: rank(item.body)))


def moved(items: Sequence[AgendaItem], item: AgendaItemId, step: int) -> tuple[AgendaItem, ...]:
    """Return an agenda with one item moved up (below 0) or down; at an end it stays.

    Source
        docs/rules/agenda.md, "Order"
    """
    found = list(items)
    place = next((place for place, one in enumerate(found) if one.id == item), None)
    if place is None:
        return tuple(items)
    one = found.pop(place)
    found.insert(min(max(0, place + step), len(found)), one)
    return tuple(found)


def timetable(items: Sequence[AgendaItem], start: datetime, meeting_minutes: int) -> Timetable:
    """Return when each item begins and ends, the sum, and how much air is left.

    Shape
        ``items`` are in order, without wishes and what was postponed. Numbers begin with 0 when
        the first is the standing item of actions: it opens the meeting, and the first item
        proper is number 1.
    Units
        Minutes; ``start`` on the clock that the reader has.
    Source
        docs/rules/agenda.md, "Time"
    """
    first = 0 if items and items[0].body.standing is Standing.ACTIONS else 1
    slots: list[Slot] = []
    at = start
    for number, item in enumerate(items, first):
        end = at + timedelta(minutes=item.body.minutes)
        slots.append(Slot(item, number, at, end))
        at = end
    total = sum(item.body.minutes for item in items)
    return Timetable(tuple(slots), total, meeting_minutes - total, at)


def fits(items: Iterable[AgendaItem], minutes: int, meeting_minutes: int) -> bool:
    """Return whether a new item has room; without it, it is a wish.

    Source
        docs/rules/agenda.md, "Full"
    """
    return sum(item.body.minutes for item in items) + minutes <= meeting_minutes


def on_agenda(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the items that will be taken, without wishes and what was postponed."""
    return tuple(one for one in items if not one.is_wish and one.state is not ItemState.POSTPONED)


def wishes(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the items that ask for room."""
    return tuple(one for one in items if one.is_wish and one.state is ItemState.PLANNED)


def may_decide(item: NewItem) -> bool:
    """Return whether something can be decided under an item: never at the end of the meeting.

    What was on no agenda reaches only those who happened to stay.

    Source
        docs/rules/agenda.md, "No decisions at the end"

    >>> may_decide(NewItem(ItemKind.INFORMATION, "", standing=Standing.CLOSING))
    False
    """
    return item.standing is not Standing.CLOSING


def come_back(postponed: Iterable[AgendaItem], later: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return the postponed items that no later meeting has yet.

    Source
        docs/rules/agenda.md, "What comes back"
    """
    taken = {one.came_from for one in later}
    return tuple(one for one in postponed if one.state is ItemState.POSTPONED and one.id not in taken)


def steps_of_minutes(minutes: int, step: int) -> int:
    """Return an item's minutes one step up or down, kept within what an item may have.

    >>> steps_of_minutes(10, 5), steps_of_minutes(5, -5), steps_of_minutes(12, -5)
    (15, 1, 10)
    """
    size = abs(step)
    rounded = minutes // size * size
    below = rounded if rounded < minutes else rounded - size
    wanted = rounded + size if step > 0 else below
    return min(max(ITEM_MINUTES_MIN, wanted), ITEM_MINUTES_MAX)

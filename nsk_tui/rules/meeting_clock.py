"""The facilitator's clock: a fold over what was pressed and when, so that it survives everything.

No part of it runs. What was pressed is stored with its time, and each picture is computed from
that and from the time now; a lost line, another terminal or a restart changes nothing.

Source
    docs/rules/meeting_clock.md
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from nsk_tui.rules.agenda import ItemKind, Standing
from nsk_tui.rules.ids import AgendaItemId, MemberId

MINUTE_SECONDS = 60
ALLOTTED_SECONDS_MIN = MINUTE_SECONDS
ALLOTTED_SECONDS_MAX = 600 * MINUTE_SECONDS
LOCK_AFTER_MINUTES = 30
"""So long after the planned end the facilitator view locks."""

NOTHING = timedelta(0)


class Press(StrEnum):
    """What the facilitator does."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    PREVIOUS = "previous"
    LONGER = "longer"
    SHORTER = "shorter"
    POSTPONE = "postpone"
    RESTORE = "restore"
    SPOKE = "spoke"
    END = "end"


class Phase(StrEnum):
    """Whether the clock runs."""

    BEFORE = "before"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class ClockItem:
    """An item as the clock knows it."""

    id: AgendaItemId
    kind: ItemKind
    planned_seconds: int
    standing: Standing | None = None


@dataclass(frozen=True)
class Event:
    """Something that was pressed, and when.

    Shape
        ``item`` is the item that is postponed or taken back; None: the one that is running.
        ``member`` is who has spoken; None for everything else.
    """

    press: Press
    at: datetime
    item: AgendaItemId | None = None
    member: MemberId | None = None


@dataclass(frozen=True)
class Plan:
    """What the clock is held against.

    Shape
        ``starts`` and ``ends`` are the planned start and end of the meeting, with their zone.
    """

    items: tuple[ClockItem, ...]
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class Clock:
    """Where the meeting stands.

    Shape
        ``at`` is the place of the running item; None before the start, and when every item has
        been taken. ``since`` is when the running stretch began; None while it does not run.
        ``used`` is what each item has had until then, by its place.
    """

    plan: Plan
    phase: Phase = Phase.BEFORE
    at: int | None = None
    since: datetime | None = None
    used: tuple[timedelta, ...] = ()
    extra_minutes: tuple[int, ...] = ()
    done: frozenset[int] = frozenset()
    postponed: frozenset[int] = frozenset()
    spoken: tuple[MemberId, ...] = ()
    last: datetime | None = field(default=None, repr=False)


def new_clock(plan: Plan) -> Clock:
    """Return the clock of a meeting that has not begun."""
    count = len(plan.items)
    return Clock(plan, used=(NOTHING,) * count, extra_minutes=(0,) * count)


def run(plan: Plan, events: Iterable[Event]) -> Clock:
    """Return where a meeting stands after all that was pressed.

    Source
        docs/rules/meeting_clock.md, "A fold"
    """
    clock = new_clock(plan)
    for event in events:
        clock = step(clock, event)
    return clock


def can(clock: Clock, press: Press) -> bool:
    """Return whether a key does anything now.

    Source
        docs/rules/meeting_clock.md, "What can be pressed"
    """
    runs, is_on = clock.phase is Phase.RUNNING, clock.at is not None
    answers = {
        Press.START: clock.phase is Phase.BEFORE and bool(clock.plan.items),
        Press.PAUSE: runs and is_on,
        Press.RESUME: clock.phase is Phase.PAUSED,
        Press.NEXT: _is_under_way(clock) and is_on,
        Press.PREVIOUS: _is_under_way(clock) and _before(clock) is not None,
        Press.LONGER: _is_under_way(clock) and is_on,
        Press.SHORTER: _is_under_way(clock) and is_on,
        Press.POSTPONE: clock.phase is not Phase.ENDED,
        Press.RESTORE: clock.phase is not Phase.ENDED and bool(clock.postponed),
        Press.SPOKE: _is_under_way(clock),
        Press.END: _is_under_way(clock),
    }
    return answers[press]


def step(clock: Clock, event: Event) -> Clock:
    """Return where a meeting stands after one more key; one that can do nothing does nothing.

    A time before the last one (a clock that was set back) counts as that one: no item ever loses
    time that it had.

    Source
        docs/rules/meeting_clock.md, "A fold"
    """
    if not can(clock, event.press):
        return clock
    moment = event.at if clock.last is None else max(clock.last, event.at)
    settled = replace(settled_at(clock, moment), last=moment)
    if event.press in _AT_THE_ITEM:
        return _at_the_item(settled, event, moment)
    if event.press is Press.SPOKE:
        return _spoke(settled, event.member)
    if event.press is Press.START:
        return _start(settled, moment)
    if event.press is Press.PAUSE:
        return replace(settled, phase=Phase.PAUSED, since=None)
    if event.press is Press.RESUME:
        return replace(settled, phase=Phase.RUNNING, since=moment)
    return replace(settled, phase=Phase.ENDED, since=None)


def silent(clock: Clock, present: Sequence[MemberId]) -> tuple[MemberId, ...]:
    """Return who has not spoken, of those who are there; nothing when nobody is being noted."""
    return tuple(one for one in present if one not in clock.spoken) if clock.spoken else ()


_AT_THE_ITEM = frozenset(
    {Press.NEXT, Press.PREVIOUS, Press.LONGER, Press.SHORTER, Press.POSTPONE, Press.RESTORE}
)


def _at_the_item(clock: Clock, event: Event, moment: datetime) -> Clock:
    at = clock.at
    if event.press is Press.POSTPONE:
        return _postpone(clock, event.item, moment)
    if event.press is Press.RESTORE:
        return _restore(clock, event.item, moment)
    if event.press is Press.PREVIOUS:
        return _go(clock, _before(clock), moment)
    if at is None:
        return clock
    if event.press is Press.NEXT:
        finished = replace(clock, done=clock.done | {at})
        return _go(finished, following(finished, at), moment)
    minutes = 1 if event.press is Press.LONGER else -1
    wanted = allotted_seconds(clock, at) + minutes * MINUTE_SECONDS
    if not ALLOTTED_SECONDS_MIN <= wanted <= ALLOTTED_SECONDS_MAX:
        return clock
    extra = [*clock.extra_minutes]
    extra[at] += minutes
    return replace(clock, extra_minutes=tuple(extra))


def _start(clock: Clock, moment: datetime) -> Clock:
    return _go(replace(clock, phase=Phase.RUNNING), following(clock, -1), moment)


def _go(clock: Clock, place: int | None, moment: datetime) -> Clock:
    """Return the clock on another item; None: every item has been taken."""
    opened = clock.done - {place} if place is not None else clock.done
    since = moment if clock.phase is Phase.RUNNING else None
    return replace(clock, at=place, since=since, done=opened)


def _postpone(clock: Clock, item: AgendaItemId | None, moment: datetime) -> Clock:
    place = clock.at if item is None else _place(clock, item)
    if place is None or place in clock.done:
        return clock
    found = replace(clock, postponed=clock.postponed | {place})
    if place != clock.at:
        return found
    return _go(found, following(found, place), moment)


def _restore(clock: Clock, item: AgendaItemId | None, moment: datetime) -> Clock:
    place = None if item is None else _place(clock, item)
    if place is None:
        return clock
    found = replace(clock, postponed=clock.postponed - {place})
    is_idle = found.at is None and found.phase in (Phase.RUNNING, Phase.PAUSED)
    return _go(found, place, moment) if is_idle else found


def _spoke(clock: Clock, member: MemberId | None) -> Clock:
    if member is None or member in clock.spoken:
        return clock
    return replace(clock, spoken=(*clock.spoken, member))


def settled_at(clock: Clock, moment: datetime) -> Clock:
    """Return the clock with the running stretch counted until a moment."""
    if clock.since is None or clock.at is None:
        return clock
    used = [*clock.used]
    used[clock.at] += max(NOTHING, moment - clock.since)
    return replace(clock, used=tuple(used), since=max(clock.since, moment))


def _is_under_way(clock: Clock) -> bool:
    return clock.phase in (Phase.RUNNING, Phase.PAUSED)


def _place(clock: Clock, item: AgendaItemId) -> int | None:
    """Return the place of an item; None when it is not on the agenda."""
    return next((place for place, one in enumerate(clock.plan.items) if one.id == item), None)


def following(clock: Clock, place: int) -> int | None:
    """Return the next item to be taken behind a place, else the first before it; None: all were taken."""
    places = range(len(clock.plan.items))
    waits = [one for one in places if one not in clock.done | clock.postponed and one != place]
    return next((one for one in waits if one > place), waits[0] if waits else None)


def _before(clock: Clock) -> int | None:
    """Return the nearest item before the running one; None when it is the first."""
    at = len(clock.plan.items) if clock.at is None else clock.at
    return next((one for one in range(at - 1, -1, -1) if one not in clock.postponed), None)


def allotted_seconds(clock: Clock, place: int) -> int:
    """Return how much time an item has been given: what was planned, and the minutes more or less."""
    return clock.plan.items[place].planned_seconds + clock.extra_minutes[place] * MINUTE_SECONDS


def to_come(clock: Clock) -> list[int]:
    """Return the places of the items that take time yet, the running one first."""
    waits = [
        place
        for place in range(len(clock.plan.items))
        if place not in clock.done | clock.postponed and place != clock.at
    ]
    if clock.at is None:
        return waits
    behind = [place for place in waits if place > clock.at]
    return [clock.at, *behind, *(place for place in waits if place < clock.at)]


def rest(clock: Clock, place: int) -> timedelta:
    """Return what is left of an item's time; nothing when it is over it."""
    return max(NOTHING, timedelta(seconds=allotted_seconds(clock, place)) - clock.used[place])

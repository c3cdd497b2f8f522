"""What the big screen shows at a moment: one frozen record, computed and never kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from nsk_tui import meeting_words
from nsk_tui.rules.agenda import AgendaItem, ItemState, Slot, timetable
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import MINUTE_SECONDS, Clock, Phase, settled_at, silent
from nsk_tui.rules.meeting_drift import Reading, read
from nsk_tui.rules.minutes_lines import MinutesLine

if TYPE_CHECKING:
    from nsk_tui.services.big_screen import BigScreen

NEW_MINUTES = 3
"""So long a decision or an action is marked as new."""

SECONDS_BELOW_MINUTES = 5
"""On a slow line the seconds are shown when no more than these minutes are left."""


@dataclass(frozen=True)
class Heading:
    """What does not change while the meeting is on.

    Shape
        ``minute_taker`` None: nobody is named.
    Units
        ``starts`` and ``ends`` are the planned times on the local clock.
    """

    title: str
    starts: datetime
    ends: datetime
    minute_taker: MemberId | None


@dataclass(frozen=True)
class Picture:
    """The meeting at a moment.

    Shape
        ``done`` are the items that were finished. ``feed`` are the decisions and actions, the
        oldest first. ``silent`` are those who have not spoken, where that is noted.
    Units
        ``now`` on the local clock.
    """

    heading: Heading
    slots: tuple[Slot, ...]
    reading: Reading
    now: datetime
    done: frozenset[AgendaItemId] = frozenset()
    feed: tuple[MinutesLine, ...] = ()
    silent: tuple[MemberId, ...] = ()

    def slot(self, item: AgendaItemId | None) -> Slot | None:
        """Return an item with its number; None when it is not on the agenda."""
        return next((one for one in self.slots if one.item.id == item), None)

    @property
    def current(self) -> Slot | None:
        """The item that is on; before the start the first; None when all were taken, or it is over."""
        if self.reading.phase is Phase.ENDED:
            return None
        return self.slot(self.reading.following if self.is_before else self.reading.current)

    @property
    def following(self) -> Slot | None:
        """The item after the one that is shown as on; None when there is none."""
        if not self.is_before:
            return self.slot(self.reading.following)
        waits = [one for one in self.slots if one.item.id not in self.reading.postponed]
        return waits[1] if len(waits) > 1 else None

    @property
    def waiting(self) -> tuple[Slot, ...]:
        """The items that would not be taken if the meeting ended now, those that were moved left out."""
        current = self.current
        gone = {*self.done, *self.reading.postponed, *([current.item.id] if current else [])}
        return tuple(one for one in self.slots if one.item.id not in gone)

    @property
    def is_before(self) -> bool:
        """Whether the meeting has yet to begin."""
        return self.reading.phase is Phase.BEFORE

    @property
    def remaining_seconds(self) -> int:
        """What is left of the item; before the start all of it, after the last what is left at all."""
        current = self.current
        if current is None:
            return int((self.heading.ends - self.now) / timedelta(seconds=1))
        if self.is_before:
            return current.item.body.minutes * MINUTE_SECONDS
        return self.reading.remaining_seconds

    @property
    def allotted_minutes(self) -> int:
        """The minutes of the item, with what was given or taken."""
        current = self.current
        if self.is_before and current is not None:
            return current.item.body.minutes
        return self.reading.allotted_seconds // MINUTE_SECONDS

    @property
    def at_risk(self) -> tuple[AgendaItem, ...]:
        """The items that will not be finished in time if the tempo holds."""
        found = (self.slot(one) for one in self.reading.at_risk)
        return tuple(one.item for one in found if one is not None)

    def used_minutes(self, item: AgendaItemId) -> int:
        """Return how many minutes an item has had, rounded as people do."""
        seconds = dict(self.reading.used_seconds).get(item, 0)
        return (seconds + MINUTE_SECONDS // 2) // MINUTE_SECONDS

    def is_new(self, line: MinutesLine) -> bool:
        """Return whether a line has just been written."""
        return self.now - line.written_at < timedelta(minutes=NEW_MINUTES)


def figures(remaining_seconds: int, by_the_minute: bool = False) -> str:
    """Return a time as it is drawn large: what is left, or with a plus what it is over.

    Shape
        ``by_the_minute`` leaves the seconds away as long as more than five minutes are left.

    >>> figures(760), figures(-130), figures(14_400), figures(760, True), figures(300, True)
    ('12:40', '+02:10', '240:00', '12', '05:00')
    """
    if by_the_minute and remaining_seconds > SECONDS_BELOW_MINUTES * MINUTE_SECONDS:
        return str(remaining_seconds // MINUTE_SECONDS)
    return meeting_words.timer(remaining_seconds)


def is_due(before: Picture | None, now: Picture, by_the_minute: bool) -> bool:
    """Return whether a tick of the clock is drawn; ``before`` None: nothing has been drawn yet.

    Shape
        Where it goes by the minute, nothing at all is drawn between two minutes of the item.
    """
    if before is None or not by_the_minute:
        return True
    return figures(before.remaining_seconds, True) != figures(now.remaining_seconds, True)


def picture_of(found: "BigScreen", now: datetime) -> Picture:
    """Return what the room sees of a meeting at a moment on the local clock."""
    run = found.run
    plan = run.clock.plan
    body = run.meeting.body
    return Picture(
        heading=Heading(body.title, plan.starts, plan.ends, body.minute_taker),
        slots=timetable(run.items, plan.starts, body.minutes).slots,
        reading=read(run.clock, now),
        now=now,
        done=frozenset(
            one.id
            for place, one in enumerate(run.items)
            if place in run.clock.done or one.state is ItemState.DONE
        ),
        feed=found.feed,
        silent=silent(run.clock, run.present),
    )


def seconds_to_next(clock: Clock, now: datetime) -> float:
    """Return how long until the figures show another second.

    Shape
        More than 0 and at most 1; 1 where the time stands.
    """
    settled = settled_at(clock, now)
    if settled.at is None or settled.since is None:
        return 1.0
    part = settled.used[settled.at] % timedelta(seconds=1)
    return (timedelta(seconds=1) - part) / timedelta(seconds=1)

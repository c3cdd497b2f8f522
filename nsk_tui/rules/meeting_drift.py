"""What the facilitator's screen shows at a moment: remaining time, drift, the end, who is at risk.

Source
    docs/rules/meeting_clock.md, "What is computed"
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from nsk_tui.rules.agenda import Standing
from nsk_tui.rules.ids import AgendaItemId
from nsk_tui.rules.meeting_clock import (
    MINUTE_SECONDS,
    NOTHING,
    Clock,
    Phase,
    allotted_seconds,
    following,
    rest,
    settled_at,
    to_come,
)

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Reading:
    """The clock read at a moment.

    Shape
        ``current`` None: no item is running. ``at_risk`` are the items that would not be finished
        by the planned end if the tempo holds, in order; ``following`` is the next item.
    Units
        ``remaining_seconds`` of the running item, below 0 when it is over its time.
        ``used_share`` of its time, 0 to 1. ``drift_seconds`` above 0 is behind, below 0 ahead.
    """

    phase: Phase
    current: AgendaItemId | None
    following: AgendaItemId | None
    allotted_seconds: int
    remaining_seconds: int
    used_share: float
    drift_seconds: int
    calculated_end: datetime
    at_risk: tuple[AgendaItemId, ...]
    postponed: tuple[AgendaItemId, ...]
    used_seconds: tuple[tuple[AgendaItemId, int], ...]

    @property
    def drift_minutes(self) -> int:
        """Whole minutes behind, below 0 ahead; what is less than a minute is none."""
        return int(self.drift_seconds / MINUTE_SECONDS)


def read(clock: Clock, now: datetime) -> Reading:
    """Return what the facilitator's screen shows at a moment.

    Source
        docs/rules/meeting_clock.md, "What is computed"
    """
    moment = now if clock.last is None else max(clock.last, now)
    settled = settled_at(clock, moment)
    at, plan = settled.at, settled.plan
    allotted = allotted_seconds(settled, at) if at is not None else 0
    used = settled.used[at] if at is not None else NOTHING
    end = _calculated_end(settled, moment)
    planned = plan.starts + timedelta(seconds=sum(one.planned_seconds for one in plan.items))
    after = following(settled, -1 if at is None else at)
    return Reading(
        phase=settled.phase,
        current=None if at is None else plan.items[at].id,
        following=None if after is None else plan.items[after].id,
        allotted_seconds=allotted,
        remaining_seconds=_whole(timedelta(seconds=allotted) - used),
        used_share=min(1.0, used / timedelta(seconds=allotted)) if allotted else 0.0,
        drift_seconds=_whole(end - planned),
        calculated_end=end,
        at_risk=tuple(_at_risk(settled, moment)),
        postponed=tuple(plan.items[place].id for place in sorted(settled.postponed)),
        used_seconds=tuple(
            (item.id, _whole(time)) for item, time in zip(plan.items, settled.used, strict=True)
        ),
    )


def tempo(clock: Clock, now: datetime) -> Fraction:
    """Return how much time an item takes for each second that was planned; 1 while nobody knows.

    Shape
        Items that are finished count, and the running one once it is over its time.
    Source
        docs/rules/meeting_clock.md, "Tempo"
    """
    settled = settled_at(clock, now)
    counted = set(settled.done)
    if settled.at is not None and rest(settled, settled.at) == NOTHING:
        counted.add(settled.at)
    planned = sum(settled.plan.items[place].planned_seconds for place in counted)
    used = sum((settled.used[place] for place in counted), NOTHING)
    return Fraction(used // timedelta(microseconds=1), planned * 1_000_000) if planned else Fraction(1)


def _calculated_end(clock: Clock, moment: datetime) -> datetime:
    if clock.phase is Phase.ENDED and clock.last is not None:
        return clock.last
    begin = max(moment, clock.plan.starts) if clock.phase is Phase.BEFORE else moment
    return begin + sum((rest(clock, place) for place in to_come(clock)), NOTHING)


def _at_risk(clock: Clock, moment: datetime) -> Iterable[AgendaItemId]:
    """Yield what would not be finished by the planned end; the item that ends the meeting is at no risk."""
    if clock.phase is Phase.ENDED:
        return
    pace = tempo(clock, moment)
    at = Fraction(0)
    begin = max(moment, clock.plan.starts) if clock.phase is Phase.BEFORE else moment
    room = Fraction((clock.plan.ends - begin) // timedelta(microseconds=1), 1_000_000)
    for place in to_come(clock):
        used = Fraction(clock.used[place] // timedelta(microseconds=1), 1_000_000)
        at += max(Fraction(0), allotted_seconds(clock, place) * pace - used)
        item = clock.plan.items[place]
        if at > room and item.standing is not Standing.CLOSING:
            yield item.id


def _whole(time: timedelta) -> int:
    """Return a time in whole seconds, towards nothing: 0.4 s over is not yet a second over."""
    return int(time / _SECOND)

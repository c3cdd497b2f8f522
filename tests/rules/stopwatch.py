"""The specification of the facilitator's clock, told once more: a stopwatch and a sheet of paper.

One second after another, with lists that change; nothing in it is shared with the rule.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from nsk_tui.rules.agenda import ItemKind, Standing
from nsk_tui.rules.ids import AgendaItemId
from nsk_tui.rules.meeting_clock import ClockItem, Plan, Press

START = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
D, T, I = ItemKind.DECISION, ItemKind.DISCUSSION, ItemKind.INFORMATION  # noqa: E741
SEVEN = (
    ("actions", I, 5, Standing.ACTIONS),
    ("signature", D, 10, None),
    ("rota", D, 10, None),
    ("travel", T, 20, None),
    ("board", I, 5, None),
    ("mail", D, 5, None),
    ("closing", I, 5, Standing.CLOSING),
)


def plan(items: tuple[tuple[str, ItemKind, int, Standing | None], ...] = SEVEN, minutes: int = 60) -> Plan:
    """Return a meeting that is planned from 13:00 Danish time."""
    made = tuple(ClockItem(AgendaItemId(name), kind, at * 60, fixed) for name, kind, at, fixed in items)
    return Plan(made, START, START + timedelta(minutes=minutes))


@dataclass
class Room:
    """A meeting as somebody with a stopwatch and a sheet of paper would keep it."""

    plan: Plan
    now: datetime = START
    phase: str = "before"
    here: int | None = None
    used: list[int] = field(default_factory=list)
    given: list[int] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    late: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.used = [0] * len(self.plan.items)
        self.given = [one.planned_seconds for one in self.plan.items]

    def wait(self, seconds: int) -> None:
        """Let time pass, second by second."""
        for _second in range(seconds):
            if self.phase == "running" and self.here is not None:
                self.used[self.here] += 1
        self.now += timedelta(seconds=seconds)

    def waiting(self) -> list[int]:
        """Items that have yet to be taken, in the order in which they will be."""
        left = [one for one in range(len(self.given)) if one not in self.done | self.late | {self.here}]
        split = -1 if self.here is None else self.here
        return [one for one in left if one > split] + [one for one in left if one < split]

    def press(self, press: Press, item: int | None) -> None:
        """Do what a key does, or nothing."""
        under_way = self.phase in ("running", "paused")
        if press in (Press.START, Press.PAUSE, Press.RESUME, Press.END):
            self._switch(press, under_way)
        elif press is Press.POSTPONE:
            self._postpone(self.here if item is None else item)
        elif press is Press.RESTORE and self.phase != "ended" and item in self.late:
            self.late.discard(item)
            if self.here is None and under_way:
                self.here = item
        elif under_way:
            self._at_the_item(press)

    def _switch(self, press: Press, under_way: bool) -> None:
        if press is Press.START and self.phase == "before" and self.given:
            self.phase = "running"
            self.here = next(iter(self.waiting()), None)
        elif press is Press.PAUSE and self.phase == "running" and self.here is not None:
            self.phase = "paused"
        elif press is Press.RESUME and self.phase == "paused":
            self.phase = "running"
        elif press is Press.END and under_way:
            self.phase = "ended"

    def _postpone(self, item: int | None) -> None:
        if item is None or item in self.done or self.phase == "ended":
            return
        self.late.add(item)
        if item == self.here:
            following = self.waiting()
            self.here = following[0] if following else None

    def _at_the_item(self, press: Press) -> None:
        if press is Press.PREVIOUS:
            before = [one for one in range(len(self.given)) if one not in self.late]
            before = [one for one in before if self.here is None or one < self.here]
            if before:
                self.here = before[-1]
                self.done.discard(self.here)
        elif self.here is None:
            return
        elif press is Press.NEXT:
            self.done.add(self.here)
            following = self.waiting()
            self.here = following[0] if following else None
        elif press in (Press.LONGER, Press.SHORTER):
            wanted = self.given[self.here] + (60 if press is Press.LONGER else -60)
            if 60 <= wanted <= 36_000:
                self.given[self.here] = wanted

    @property
    def end(self) -> datetime:
        """When it will be over."""
        left = self.waiting() + ([] if self.here is None else [self.here])
        rest = sum(max(0, self.given[one] - self.used[one]) for one in left)
        begin = max(self.now, self.plan.starts) if self.phase == "before" else self.now
        return begin + timedelta(seconds=rest)

    @property
    def at_risk(self) -> list[str]:
        """What would be late, told in seconds times what was planned, so that nothing is rounded."""
        left = ([] if self.here is None else [self.here]) + self.waiting()
        over = (
            {self.here} if self.here is not None and self.used[self.here] >= self.given[self.here] else set()
        )
        counted = self.done | over
        planned = sum(self.plan.items[one].planned_seconds for one in counted) or 1
        used = sum(self.used[one] for one in counted) if counted else 1
        room = planned * int((self.plan.ends - max(self.now, self.plan.starts)).total_seconds())
        found, taken = [], 0
        for one in left:
            taken += max(0, self.given[one] * used - self.used[one] * planned)
            if taken > room and self.plan.items[one].standing is not Standing.CLOSING:
                found.append(str(self.plan.items[one].id))
        return found

"""The board a rota is laid on: whole numbers in place of days and weights, so that trying is quick.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import gcd, lcm

from nsk_tui.rules.rota_task import RotaPerson, RotaTask

Slot = int
"""A role to fill: period, line and role in one number."""

OPEN = -1
"""Where nobody holds a slot, and where a person holds none."""

PARTS_OF_WEIGHT_MAX = 2000
"""So many parts of 1 are told apart in half a weight; finer ones are planned rounded and added up exactly."""
PARTS_OF_LOAD_MAX = 1_000_000
"""So many parts of 1 are told apart in an earlier load."""
PRICE_EXACT_MAX = 10**9
"""Up to here 1/share is kept exactly; shares that need more are rounded to nine digits."""


class Board:
    """Who holds which slot, what that weighs, and what a change would cost.

    Shape
        People and slots are numbered from 0; slots stand in the order of periods, lines and
        roles, the duty before the backup. ``takers[slot]`` says who could have it, were there
        nothing else, and ``may[slot]`` the same as bits. ``at[person][period]`` is the slot she
        holds in it, or OPEN; after the last period stand so many empty ones that rest can be
        looked up without asking for the edge, also backwards. ``fixed`` slots stay as they are.
    Units
        ``size`` is the load of a slot in the board's smallest part and ``load`` what each
        carries in the same; ``unit`` is the size in the largest part that measures every slot,
        ``parts`` of the smallest. Costs are whole numbers: equal loads cost exactly the same.
    """

    def __init__(self, task: RotaTask, people: Sequence[RotaPerson]) -> None:
        lines, self.roles = len(task.lines), 2 if task.backup else 1
        self.lines, self.periods = lines, len(task.periods)
        self.rest = min(task.rest_periods, self.periods)
        self.slots = self.periods * lines * self.roles
        self.people = range(len(people))
        self.period = [slot // (self.roles * lines) for slot in range(self.slots)]
        self.is_duty = [slot % self.roles == 0 for slot in range(self.slots)]
        self._measure(task, people)
        self._seat(task, people)
        self.holder = [OPEN] * self.slots
        self.at = [[OPEN] * (self.periods + self.rest) for _person in people]
        self.fixed = bytearray(self.slots)

    def put(self, slot: Slot, person: int) -> None:
        """Give an open slot to a person without a role in its period."""
        self.holder[slot] = person
        self.at[person][self.period[slot]] = slot
        self.load[person] += self.size[slot]

    def lift(self, slot: Slot) -> None:
        """Take a slot from whoever holds it."""
        person = self.holder[slot]
        self.holder[slot] = OPEN
        self.at[person][self.period[slot]] = OPEN
        self.load[person] -= self.size[slot]

    def fix(self, slot: Slot) -> None:
        """Keep a slot with the person who holds it."""
        person = self.holder[slot]
        self.takers[slot], self.may[slot], self.fixed[slot] = [person], 1 << person, 1

    def release(self, slot: Slot) -> None:
        """Let a slot that was kept go to whoever can take it."""
        cell = slot // self.roles
        self.takers[slot], self.may[slot], self.fixed[slot] = self.able[cell], self.bits[cell], 0

    def held(self, person: int) -> list[Slot]:
        """Return the slots of a person that she could give away, in order of time."""
        return [slot for slot in self.at[person] if slot >= 0 and not self.fixed[slot]]

    def open_slots(self) -> Iterator[Slot]:
        """Yield every slot that nobody holds."""
        return (slot for slot, holder in enumerate(self.holder) if holder < 0)

    def open_counts(self) -> tuple[int, int]:
        """Return how many duties and how many backups are open."""
        duties = [self.is_duty[slot] for slot in self.open_slots()]
        return sum(duties), len(duties) - sum(duties)

    def cost(self) -> int:
        """Return the sum of load²/share."""
        return sum(load * load * price for load, price in zip(self.load, self.price, strict=True))

    def change(self, person: int, size: int) -> int:
        """Return by how much load²/share grows when a person's load grows by so much."""
        return size * (2 * self.load[person] + size) * self.price[person]

    def conflicts(self, slot: Slot, person: int) -> list[Slot]:
        """Return what a person must give up for a slot: her role in the period, duties too near."""
        row, period = self.at[person], self.period[slot]
        mine = row[period]
        found = [mine] if mine >= 0 else []
        if self.rest and self.is_duty[slot]:
            is_duty = self.is_duty
            for step in range(1, self.rest + 1):
                for near in (row[period - step], row[period + step]):
                    if near >= 0 and is_duty[near]:
                        found.append(near)
        return found

    def _measure(self, task: RotaTask, people: Sequence[RotaPerson]) -> None:
        halves = [period.weight / 2 for period in task.periods]
        parts = _parts([half.denominator for half in halves], 1, PARTS_OF_WEIGHT_MAX)
        whole = [round(half * parts) for half in halves]
        common = gcd(*whole) or 1
        fine = _parts([person.load.denominator for person in people], parts, PARTS_OF_LOAD_MAX)
        self.parts = common * (fine // parts)
        self.unit = [
            whole[period] // common * (2 if duty else 1)
            for period, duty in zip(self.period, self.is_duty, strict=True)
        ]
        self.size = [unit * self.parts for unit in self.unit]
        self.load = [round(person.load * fine) for person in people]
        self.price = _prices([person.share for person in people])

    def _seat(self, task: RotaTask, people: Sequence[RotaPerson]) -> None:
        numbers = {line: number for number, line in enumerate(task.lines)}
        starts = [period.start for period in task.periods]
        ends = [period.end for period in task.periods]
        cells: list[list[int]] = [[] for _cell in range(self.periods * self.lines)]
        for one, person in enumerate(people):
            away = bytearray(self.periods)
            first = 0 if person.since is None else bisect_left(starts, person.since)
            for begins, finishes in [
                (0, first),
                *((bisect_left(ends, begin), bisect_right(starts, end)) for begin, end in person.absent),
            ]:
                away[begins:finishes] = b"\x01" * max(0, finishes - begins)
            mine = [numbers[line] for line in person.lines if line in numbers]
            for period in range(self.periods):
                if not away[period]:
                    for line in mine:
                        cells[period * self.lines + line].append(one)
        self.able, self.bits = cells, [sum(1 << one for one in cell) for cell in cells]
        self.takers = [cells[slot // self.roles] for slot in range(self.slots)]
        self.may = [self.bits[slot // self.roles] for slot in range(self.slots)]


def _parts(denominators: Sequence[int], least: int, most: int) -> int:
    """Return a common denominator that is a multiple of the least, or a bounded one."""
    exact = lcm(least, *denominators)
    return exact if exact <= most else least * max(1, most // least)


def _prices(shares: Sequence[Fraction]) -> list[int]:
    """Return 1/share of each as whole numbers of one scale."""
    exact = lcm(*(share.numerator for share in shares))
    scale = exact if exact <= PRICE_EXACT_MAX else PRICE_EXACT_MAX
    prices = [round(scale / share) for share in shares]
    common = gcd(*prices) or 1
    return [price // common for price in prices]

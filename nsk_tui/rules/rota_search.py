"""From an empty board to a fair rota: fill, close what can be closed, then even out.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from collections.abc import Sequence
from heapq import heapify, heapreplace
from itertools import combinations
from math import gcd

from nsk_tui.rules.rota_board import Board, Slot
from nsk_tui.rules.rota_chains import Steps, even_out, fill
from nsk_tui.rules.rota_gaps import able_in, fewest_open, match
from nsk_tui.rules.rota_splits import Split

STEPS = 3_000_000
STEPS_WHERE_SMALL = 4_500_000
STEPS_OF_CLOSING = 10_000_000
"""So much is tried; a step is about 0.2 µs of CPU where this was measured."""
SMALL_PLACES_MAX = 20_000
"""Roles times people up to which a rota is small, and the last hundredth is worth looking for."""
LAYINGS_MAX = 7
DEAR_MAX = 1 << 20
"""The finest difference that is looked at between people while duties are laid anew."""
STIRRED_MORE = 3
"""A group that divides anew is two people and so many more at most, less one."""
SLACKS = 3
"""How many times the usual step a division may be worse, less one; none in one case of these."""
SLACK_GROUPS = 2
"""After a group that may do worse the next may too, but in one case of these."""
STIRS_IN_A_ROW = 16
"""Rounds after which the best rota so far is laid out again."""
STIRS_MAX = 200
"""Rounds of stirring without a gain after which nothing more is expected."""
MULTIPLIER, INCREMENT, MODULUS = 6364136223846793005, 1442695040888963407, 2**64
"""A linear congruential generator, after Knuth."""


class Dice:
    """Throws that are the same for every plan: they choose between ways that are as good as each other."""

    def __init__(self) -> None:
        self.state = 1

    def throw(self, sides: int) -> int:
        """Return a number below the count of sides."""
        self.state = (self.state * MULTIPLIER + INCREMENT) % MODULUS
        return (self.state >> 33) % sides


class Search:
    """The search for one board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        is_small = board.slots * len(board.people) <= SMALL_PLACES_MAX
        self.steps = Steps(STEPS_WHERE_SMALL if is_small else STEPS)
        self.closing = Steps(STEPS_OF_CLOSING)
        self.dice = Dice()
        self.slack = max(board.size, default=0) ** 2 * max(board.price, default=0) // 2

    def run(self) -> None:
        """Fill the board."""
        self.deal()
        self.close()
        if self.board.rest and any(self.board.takers[slot] for slot in self.board.open_slots()):
            self._lay_often()
        self._even_out()

    def deal(self) -> None:
        """Give each open slot to whom it costs least, period by period, duties first."""
        board = self.board
        by_period: dict[int, list[Slot]] = {}
        for slot in board.open_slots():
            by_period.setdefault(board.period[slot], []).append(slot)
        for slots in by_period.values():
            for slot in sorted(slots, key=lambda slot: (not board.is_duty[slot], len(board.takers[slot]))):
                size = board.size[slot]
                free = [one for one in board.takers[slot] if not board.conflicts(slot, one)]
                if free:
                    board.put(slot, min(free, key=lambda one: board.change(one, size)))

    def close(self, dear: Sequence[int] = ()) -> None:
        """Fill what is open by chains, the duties first, until nothing more can be filled."""
        board = self.board
        for is_duty in (True, False):
            closed = True
            while closed:
                waiting = [
                    slot
                    for slot in board.open_slots()
                    if board.is_duty[slot] is is_duty and board.takers[slot]
                ]
                closed = self.closing.left > 0 and self._fill(waiting, dear)

    def _fill(self, waiting: list[Slot], dear: Sequence[int]) -> bool:
        """Try every open slot; return whether one of them could be filled."""
        filled = False
        for slot in waiting:
            if self.closing.left > 0:
                filled = fill(self.board, slot, self.closing, dear) or filled
        return filled

    def patch(self) -> None:
        """Fill what is open without a change to what is fixed, then even out what is not."""
        self.deal()
        self.close()
        while even_out(self.board, self.steps):
            pass

    def _lay_often(self) -> None:
        """Lay the duties anew for the loads that came of the last times, and keep the best rota of these.

        The first time only what stays open counts: nothing may be given up for a fairer load.
        """
        board = self.board
        self._settle()
        best, kept, loads = self._worth(), list(board.holder), list(board.load)
        for time in range(LAYINGS_MAX):
            if not self._lay_anew(loads if time else [0] * len(loads)):
                break
            self._settle()
            if self._worth() < best:
                best, kept = self._worth(), list(board.holder)
            if time:
                loads = [
                    (load * time + now) // (time + 1) for load, now in zip(loads, board.load, strict=True)
                ]
        self._lay(kept)

    def _lay_anew(self, loads: Sequence[int]) -> bool:
        """Lay the duties that leave least open, and of these those that cost least where loads are these.

        Shape
            The answer is whether that was possible in the time there is.
        """
        board = self.board
        dear = [load * price for load, price in zip(loads, board.price, strict=True)]
        most = max(dear, default=0) // DEAR_MAX + 1
        duties = fewest_open(board, self.closing, [one // most for one in dear])
        if duties is None:
            return False
        self._clear()
        for period, people in enumerate(duties):
            first, step = period * board.lines * board.roles, board.roles
            chosen = [[one for one in line if people >> one & 1] for line in able_in(board, period)]
            for line, one in enumerate(match(chosen)):
                slot = first + line * step
                if one >= 0 and board.holder[slot] < 0 and not board.conflicts(slot, one):
                    board.put(slot, one)
        self.close()
        return True

    def _lay(self, holders: list[int]) -> None:
        self._clear()
        for slot, holder in enumerate(holders):
            if holder >= 0 and not self.board.fixed[slot]:
                self.board.put(slot, holder)

    def _clear(self) -> None:
        for slot, holder in enumerate(self.board.holder):
            if holder >= 0 and not self.board.fixed[slot]:
                self.board.lift(slot)

    def _even_out(self) -> None:
        """Make the load fairer until nothing does, then stir and look again; the best that was is kept."""
        board = self.board
        self._settle()
        best, kept, since = self._worth(), list(board.holder), 0
        least = least_cost(board)
        while self.steps.left > 0 and best[-1] > least and since < STIRS_MAX:
            self._stir()
            since += 1
            if self._worth() < best:
                self._settle()
                best, kept, since = self._worth(), list(board.holder), 0
            elif since % STIRS_IN_A_ROW == 0:
                self._lay(kept)
        if self._worth() > best:
            self._lay(kept)

    def _worth(self) -> tuple[int, int, int]:
        return (*self.board.open_counts(), self.board.cost())

    def _settle(self) -> None:
        """Carry out every chain and every division of a pair that is fairer."""
        board, fairer = self.board, True
        while fairer and self.steps.left > 0:
            while even_out(board, self.steps) and self.steps.left > 0:
                pass
            fairer = False
            for pair in combinations(board.people, 2):
                if self.steps.left > 0:
                    fairer = Split(board, pair, self.steps).carry_out() or fairer

    def _stir(self) -> None:
        """Let everybody divide anew with one to three others, a little worse at times; then even out."""
        board, waiting = self.board, list(self.board.people)
        slack = self.dice.throw(SLACKS) * self.slack
        while len(waiting) > 1 and self.steps.left > 0:
            size = min(len(waiting), 2 + self.dice.throw(STIRRED_MORE))
            group = tuple(sorted(waiting.pop(self.dice.throw(len(waiting))) for _one in range(size)))
            Split(board, group, self.steps).stir(self.dice.throw, slack)
            slack = slack if self.dice.throw(SLACK_GROUPS) else 0
        while self.steps.left > 0 and even_out(board, self.steps):
            pass


def least_cost(board: Board) -> int:
    """Return what no division of the filled slots goes below, were everybody free to take any part.

    Shape
        0 where another slot could stay open in place of a lighter one.
    """
    heavy = max(board.size, default=0)
    if any(board.takers[slot] for slot in board.open_slots()) and heavy > min(board.size[:: board.roles]):
        return 0
    able = 0
    for may in board.may:
        able |= may
    held = [sum(board.size[slot] for slot in row if slot >= 0) for row in board.at]
    loads = [load - mine for load, mine in zip(board.load, held, strict=True)]
    part = gcd(*(board.size[slot] for slot, holder in enumerate(board.holder) if holder >= 0)) or 1
    waiting = [
        (part * (2 * loads[one] + part) * board.price[one], one) for one in board.people if able >> one & 1
    ]
    heapify(waiting)
    for _part in range(sum(held) // part):
        one = waiting[0][1]
        loads[one] += part
        heapreplace(waiting, (part * (2 * loads[one] + part) * board.price[one], one))
    return sum(load * load * price for load, price in zip(loads, board.price, strict=True))

"""From an empty board to a fair rota: fill, close what can be closed, then even out.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from collections.abc import Sequence
from heapq import heapify, heapreplace
from itertools import combinations
from math import comb, gcd

from nsk_tui.rules.rota_board import Board, Slot
from nsk_tui.rules.rota_chains import Steps, even_out, fill
from nsk_tui.rules.rota_gaps import able_in, fewest_open, match
from nsk_tui.rules.rota_splits import Split

STEPS = 3_000_000
GROUPS = (2, 3, 4)
GROUPS_MAX = {2: 2000, 3: 600, 4: 40}
STIRRED_MORE = 3
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
        self.steps = Steps(STEPS)
        self.dice = Dice()

    def run(self) -> None:
        """Fill the board."""
        self.deal()
        self.close()
        if self.board.rest and any(self.board.open_counts()) and not any(self.board.fixed):
            self._lay_anew()
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
                closed = sum(fill(board, slot, self.steps, dear) for slot in waiting) > 0

    def patch(self) -> None:
        """Fill what is open without a change to what is fixed, then even out what is not."""
        self.deal()
        self.close()
        while even_out(self.board, self.steps):
            pass

    def _lay_anew(self) -> None:
        """Lay the duties that leave least open, if that is less than what stands."""
        board, before = self.board, list(self.board.holder)
        fewest, duties = board.open_counts(), fewest_open(board, self.steps)
        if duties is None:
            return
        self._clear()
        for period, people in enumerate(duties):
            first, step = period * board.lines * board.roles, board.roles
            chosen = [[one for one in line if people >> one & 1] for line in able_in(board, period)]
            for line, one in enumerate(match(chosen)):
                if one >= 0:
                    board.put(first + line * step, one)
        self.close()
        if board.open_counts() >= fewest:
            self._lay(before)

    def _lay(self, holders: list[int]) -> None:
        self._clear()
        for slot, holder in enumerate(holders):
            if holder >= 0:
                self.board.put(slot, holder)

    def _clear(self) -> None:
        for slot, holder in enumerate(self.board.holder):
            if holder >= 0:
                self.board.lift(slot)

    def _even_out(self) -> None:
        """Make the load fairer until nothing does, then stir what is equal and look again."""
        self._settle()
        least = least_cost(self.board)
        while self.steps.left > 0 and self.board.cost() > least and self._stir():
            self._settle()

    def _settle(self) -> None:
        board, fairer = self.board, True
        while fairer and self.steps.left > 0:
            while even_out(board, self.steps) and self.steps.left > 0:
                pass
            fairer = any(self._split(size) for size in GROUPS)

    def _split(self, size: int) -> bool:
        fairer = False
        if comb(len(self.board.people), size) > GROUPS_MAX[size]:
            return False
        for group in combinations(self.board.people, size):
            if self.steps.left <= 0:
                break
            fairer = Split(self.board, group, self.steps).carry_out() or fairer
        return fairer

    def _stir(self) -> bool:
        """Divide the slots of pairs otherwise at the same cost, until a chain gains; return whether."""
        board = self.board
        for _round in range(STIRS_MAX):
            if self.steps.left <= 0:
                break
            gained = self._stir_all()
            if even_out(board, self.steps) or gained:
                return True
        return False

    def _stir_all(self) -> bool:
        """Let everybody divide with one to three others; return whether one of these is better."""
        gained, waiting = False, list(self.board.people)
        while len(waiting) > 1 and self.steps.left > 0:
            size = min(len(waiting), 2 + self.dice.throw(STIRRED_MORE))
            group = tuple(sorted(waiting.pop(self.dice.throw(len(waiting))) for _one in range(size)))
            gained = Split(self.board, group, self.steps).stir(self.dice.throw) or gained
        return gained


def least_cost(board: Board) -> int:
    """Return what no division of the filled slots goes below, were everybody free to take any part."""
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

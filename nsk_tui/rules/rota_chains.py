"""Chains of exchanges: one gives a duty to another, who gives one of hers to a third, and so on.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from nsk_tui.rules.rota_board import OPEN, Board, Slot

LINKS_MAX = 7
"""People in a chain that evens out; longer ones were never worth their time."""

FILLING_LINKS_MAX = 24
"""People in a chain that fills a gap: as many as there can be roles in one period."""

REST_IN_A_STEP = 4

Link = tuple[Slot, int]
"""A slot and who takes it; OPEN takes a slot by leaving it empty."""


@dataclass
class Steps:
    """How much more may be tried; counted and not timed, so that the same task has the same plan."""

    left: int

    def take(self, count: int) -> bool:
        """Return whether there was so much left, and use it."""
        self.left -= count
        return self.left > 0


@dataclass(frozen=True, slots=True)
class Loose:
    """A slot that has left its holder and looks for another: what the chain so far has gained."""

    slot: Slot
    gain: int
    links: tuple[Link, ...]
    people: tuple[int, ...]
    first: Slot


@dataclass(frozen=True, slots=True)
class Chain:
    """A whole chain of exchanges, the first one first."""

    gain: int
    links: tuple[Link, ...]
    people: tuple[int, ...]


def fill(board: Board, slot: Slot, steps: Steps, dear: Sequence[int] = ()) -> bool:
    """Fill an open slot by the cheapest chain that leaves no other one open; return whether there is one.

    Units
        ``dear`` is what moving each slot costs besides, in the board's cost.
    """
    walk = _Walk(board, steps, is_filling=True)
    walk.dear = dear or walk.dear
    whole = walk.chains([Loose(slot, 0, (), (), slot)])
    return any(carry_out(board, chain) for chain in whole)


def even_out(board: Board, steps: Steps) -> bool:
    """Carry out the best chains that make the load fairer; return whether there was one."""
    loose = [
        Loose(slot, -board.change(holder, -board.size[slot]), (), (holder,), slot)
        for slot, holder in enumerate(board.holder)
        if holder >= 0 and not board.fixed[slot]
    ]
    busy: set[int] = set()
    for chain in _Walk(board, steps, is_filling=False).chains(loose):
        if busy.isdisjoint(chain.people) and carry_out(board, chain):
            busy.update(chain.people)
    return bool(busy)


def carry_out(board: Board, chain: Chain) -> bool:
    """Move every slot of a chain, or none when two of its moves do not go together."""
    before = [(slot, board.holder[slot]) for slot, _taker in chain.links]
    _clear(board, before)
    for slot, taker in chain.links:
        if taker >= 0 and board.conflicts(slot, taker):
            _clear(board, before)
            _put_back(board, before)
            return False
        if taker >= 0:
            board.put(slot, taker)
    return True


def _clear(board: Board, links: list[Link]) -> None:
    for slot, _holder in links:
        if board.holder[slot] >= 0:
            board.lift(slot)


def _put_back(board: Board, links: list[Link]) -> None:
    for slot, holder in links:
        if holder >= 0:
            board.put(slot, holder)


class _Walk:
    """Follows loose slots from hand to hand, each slot only on the best way to it."""

    def __init__(self, board: Board, steps: Steps, is_filling: bool) -> None:
        self.board, self.steps, self.is_filling = board, steps, is_filling
        self.links_max = FILLING_LINKS_MAX if is_filling else LINKS_MAX
        self.effort = 1 + board.rest // REST_IN_A_STEP
        self.best: dict[Slot, int] = {}
        self.dear: Sequence[int] = bytes(board.slots)
        self.waiting: deque[Loose] = deque()
        self.whole: dict[int, Chain] = {}
        self.held: dict[int, list[Slot]] = {}
        gaps = [] if is_filling else [slot for slot in board.open_slots() if board.takers[slot]]
        self.open = [[slot for slot in gaps if board.is_duty[slot] is role] for role in (False, True)]
        self.cheapest = {
            size: min((board.change(person, size) for person in board.people), default=0)
            for size in set(board.size)
        }

    def chains(self, loose: list[Loose]) -> list[Chain]:
        """Return the best chain from each person (or from the open slot), the best of all first."""
        for one in sorted(loose, key=lambda one: -one.gain):
            self._wait(one)
        while self.waiting:
            one = self.waiting.popleft()
            if one.gain < self.best[one.slot]:
                continue
            if not self.steps.take(1 + self.effort * len(self.board.takers[one.slot])):
                break
            self._hand_on(one)
        return sorted(self.whole.values(), key=lambda chain: -chain.gain)

    def _hand_on(self, one: Loose) -> None:
        board, size = self.board, self.board.size[one.slot]
        for taker in board.takers[one.slot]:
            if taker in one.people:
                if taker == one.people[0]:
                    self._come_home(one, taker)
                continue
            in_the_way = board.conflicts(one.slot, taker)
            if not in_the_way:
                self._end(one, taker, one.gain - board.change(taker, size))
            if len(in_the_way) < 2 and len(one.links) < self.links_max:
                self._pass_on(one, taker, in_the_way or self._held(taker))
        if not self.is_filling and OPEN not in one.people:
            self._leave_open(one)

    def _held(self, taker: int) -> list[Slot]:
        found = self.held.get(taker)
        if found is None:
            found = self.held[taker] = self.board.held(taker)
        return found

    def _pass_on(self, one: Loose, taker: int, given: list[Slot]) -> None:
        """Let a person take the slot and give one of hers."""
        board, size = self.board, self.board.size
        links, people = (*one.links, (one.slot, taker)), (*one.people, taker)
        taken = size[one.slot]
        known, gains = self.best, dict[int, int]()
        for slot in given:
            less = size[slot]
            if less not in gains:
                gains[less] = one.gain - board.change(taker, taken - less)
            gain = gains[less]
            if gain > known.get(slot, gain - 1):
                self._wait(Loose(slot, gain - self.dear[slot], links, people, one.first))
        self.steps.take(len(given))

    def _leave_open(self, one: Loose) -> None:
        """Let the slot stay open in place of another that was open, of the same role."""
        links, people = (*one.links, (one.slot, OPEN)), (*one.people, OPEN)
        known, gain = self.best, one.gain
        others = self.open[self.board.is_duty[one.slot]]
        for slot in others:
            if gain > known.get(slot, gain - 1):
                self._wait(Loose(slot, gain, links, people, one.first))
        self.steps.take(len(others))

    def _come_home(self, one: Loose, person: int) -> None:
        """Let the slot go to the person who began the chain."""
        board, given = self.board, self.board.size[one.first]
        if all(slot == one.first for slot in board.conflicts(one.slot, person)):
            taken = board.size[one.slot]
            self._end(
                one, person, one.gain - board.change(person, taken - given) + board.change(person, -given)
            )

    def _end(self, one: Loose, taker: int, gain: int) -> None:
        key = one.people[0] if one.people else OPEN
        best = self.whole.get(key)
        if (gain > 0 or self.is_filling) and (best is None or gain > best.gain):
            people = one.people if taker in one.people else (*one.people, taker)
            self.whole[key] = Chain(gain, (*one.links, (one.slot, taker)), people)

    def _wait(self, one: Loose) -> None:
        if one.gain <= self.best.get(one.slot, one.gain - 1):
            return
        if self.board.fixed[one.slot] or not (self.is_filling or self._is_promising(one)):
            return
        self.best[one.slot] = one.gain
        self.waiting.append(one)

    def _is_promising(self, one: Loose) -> bool:
        """Return whether what was gained pays for the cheapest place the slot could go to."""
        board, size = self.board, self.board.size[one.slot]
        person, given = one.people[0], board.size[one.first]
        own = board.change(person, size - given) - board.change(person, -given)
        return one.gain - min(own, self.cheapest[size]) > 0

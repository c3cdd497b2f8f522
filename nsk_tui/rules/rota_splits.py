"""Split what a few people hold anew between them, in the best way there is.

Every way to divide their slots that keeps absence, lines, one role a period and rest is followed
at once, period by period: all sums of load that can be reached stand as bits of one whole number.
Open slots that one of them could take are divided with the rest, and so is the leaving open.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from collections.abc import Callable, Iterator
from itertools import islice
from math import prod

from nsk_tui.rules.rota_board import OPEN, Board
from nsk_tui.rules.rota_chains import Steps
from nsk_tui.rules.rota_layers import Layer, Layers, Option, Ready

BITS_MAX = 400_000
"""Sums that are followed at once; more would take longer than they are worth."""
BITS_IN_ALL_MAX = 250_000_000
"""Sums of all periods that are kept for the way back: about 30 MB."""
WISHED_MAX = 300
"""Fairer sums that are looked for one by one; of more, those in reach are listed."""
WAYS_MAX = 1_000_000
LISTED_MAX = 100_000
"""Sums that are looked through one by one, where open slots differ in weight."""
BITS_PER_STEP = 8000
OPTION_STEPS = 5
PART_STEPS = 8
GROUP_STEPS = 400
BELOW = 1 - 1e-9
"""Keeps a bound in floats below what it bounds."""
ENDS_STEPS = 25

Units = tuple[int, ...]
Choose = Callable[[int], int]
"""Chooses one of so many ways that are as good as each other."""
Sums = dict[Ready, int]
"""By who may have duty when: the sums that can be reached, a bit each."""


class Split:
    """The division of one group's slots.

    Shape
        The bits count the units of each person, from the lowest; of all but the last where the
        total is known, for she has what is left.
    """

    def __init__(self, board: Board, group: tuple[int, ...], steps: Steps) -> None:
        self.board, self.group, self.steps = board, group, steps
        bits = sum(1 << one for one in group)
        held = [[slot for slot in board.at[one] if slot >= 0] for one in group]
        gaps = board.open_slots() if OPEN in board.holder else ()
        self.open = [slot for slot in gaps if board.may[slot] & bits]
        steps.take(GROUP_STEPS)
        slots = [*self.open, *(slot for mine in held for slot in mine)]
        self.layers = Layers(board, group, slots, self.open)
        self.units = tuple(sum(board.unit[slot] for slot in mine) for mine in held)
        self.base = [
            board.load[one] - units * board.parts for one, units in zip(group, self.units, strict=True)
        ]
        sizes = {board.unit[slot] for slot in slots if board.is_duty[slot]}
        backups = {board.unit[slot] for slot in slots if not board.is_duty[slot]}
        self.is_even = not self.open or (len(sizes) < 2 and len(backups) < 2)
        self.most = [self._most(one) for one in group]
        widths = [1 + most for most in (self.most[:-1] if self.is_even else self.most)]
        self.places = [prod(widths[:at]) for at in range(len(widths))]
        self.bits = prod(widths)
        self.is_small = self.bits <= (BITS_MAX if self.is_even else LISTED_MAX) and self._is_quick()
        self.now = self._cost(self.units)
        prices = [board.price[one] for one in group]
        self.weights = [sum(1 / price for price in prices[at:]) for at in range(len(prices))]

    def carry_out(self) -> bool:
        """Put the best division on the board, unless what stands is as good; return whether it is."""
        if not self.is_small or not (self.open or any(True for _one in self._ends(self.now - 1))):
            return False
        return self._turn()

    def stir(self, choose: Choose, slack: int) -> None:
        """Put another division on the board that costs little more than what stands, or what is better.

        Units
            ``slack`` is how much more it may cost.
        """
        if self.is_small:
            self._turn(choose, slack)

    def _turn(self, choose: Choose | None = None, slack: int = -1) -> bool:
        """Divide anew, in the best way or, given one who chooses, in any way that costs no more than that.

        Shape
            choose None takes the best. The answer is whether anything was changed.
        """
        layers = self.layers.follow()
        self.steps.take(OPTION_STEPS * self.layers.tried)
        if sum(len(layer.moves) for layer in layers) * self.bits > BITS_IN_ALL_MAX:
            # Charged as if it had been followed: free, it would be tried until the dice run out.
            self.steps.take(self.layers.tried * (OPTION_STEPS + self.bits // BITS_PER_STEP))
            return False
        sums = self._sums(layers)
        is_fewer = self.layers.left < self.layers.now
        most = self.now + slack
        ends = [] if is_fewer or not self.is_even else list(islice(self._ends(most), WISHED_MAX))
        if len(ends) == WISHED_MAX or is_fewer or not self.is_even:
            ends = list(self._reached(sums[-1]))
        found = sorted(end for end in ends if is_fewer or end[0] <= most)
        while found:
            at = choose(len(found)) if choose and not is_fewer else 0
            if self._put_at(layers, sums, found.pop(at)[1], choose or _first):
                return True
        return False

    def _put_at(self, layers: list[Layer], sums: list[Sums], units: Units, choose: Choose) -> bool:
        """Put a division with these sums on the board; return whether there is one."""
        at = self._place(units)
        ready = [ready for ready, reached in sums[-1].items() if reached >> at & 1]
        if ready:
            self._put(layers, sums, at, ready[choose(len(ready))], choose)
        return bool(ready)

    def _is_quick(self) -> bool:
        """Return whether not too many ways are to be followed: each of the group takes one slot or none."""
        size, resting = len(self.group), self.board.rest + 1
        ways = sum((len(slots) + 1) ** size for slots in self.layers.by_period.values())
        return bool(ways * resting**size <= WAYS_MAX)

    def _most(self, one: int) -> int:
        """Return units that one person cannot exceed: a duty in each rest, backups else."""
        board, reach = self.board, self.board.rest + 1
        backups, more = 0, dict[int, int]()
        for period, slots in self.layers.by_period.items():
            mine = [slot for slot in slots if board.may[slot] >> one & 1]
            backup = max((board.unit[slot] for slot in mine if not board.is_duty[slot]), default=0)
            most = max((board.unit[slot] for slot in mine), default=0)
            more[period // reach] = max(more.get(period // reach, 0), most - backup)
            backups += backup
        return backups + sum(more.values())

    def _place(self, units: Units) -> int:
        return sum(place * unit for place, unit in zip(self.places, units, strict=False))

    def _cost(self, units: Units) -> int:
        board = self.board
        return sum(
            (base + unit * board.parts) ** 2 * board.price[one]
            for one, base, unit in zip(self.group, self.base, units, strict=True)
        )

    def _ends(self, most: int) -> Iterator[tuple[int, Units]]:
        """Yield the sums of the same total that cost no more than so much, with their cost."""
        return self._parts((), sum(self.units), 0, most)

    def _parts(self, heads: Units, left: int, spent: int, most: int) -> Iterator[tuple[int, Units]]:
        """Yield the ends whose first parts are given, outward from the fairest next part.

        Units
            What the others cost at least is a float, a little too low: it only spares tries.
        """
        at = len(heads)
        base, price, parts = self.base[at], self.board.price[self.group[at]], self.board.parts
        if at == len(self.group) - 1:
            cost = spent + (base + left * parts) ** 2 * price
            if cost <= most and left <= self.most[at]:
                yield cost, (*heads, left)
            return
        weight, others = self.weights[at], self.weights[at + 1]
        together = sum(self.base[at:]) + left * parts
        ideal = int((together / price / weight - base) / parts)
        for start, step in ((min(ideal, left), -1), (max(ideal + 1, 0), 1)):
            for part in range(start, -1 if step < 0 else left + 1, step):
                mine = base + part * parts
                cost = spent + mine * mine * price
                self.steps.take(PART_STEPS)
                if cost + (together - mine) ** 2 / others * BELOW > most:
                    break
                if part <= self.most[at]:
                    yield from self._parts((*heads, part), left - part, cost, most)

    def _reached(self, last: Sums) -> Iterator[tuple[int, Units]]:
        """Yield all sums that can be reached, with their cost."""
        ends, total = 0, self._total()
        for reached in last.values():
            ends |= reached
        self.steps.take(ENDS_STEPS * ends.bit_count())
        for at in _ones(ends):
            units = self._units(at, total)
            yield self._cost(units), units

    def _total(self) -> int:
        """Return what the group carries when only the least stays open, at one size a role."""
        board, total = self.board, sum(self.units)
        duties, backups = divmod(self.layers.now, self.layers.dear)
        fewer_duties, fewer_backups = divmod(self.layers.left, self.layers.dear)
        sizes = {board.is_duty[slot]: board.unit[slot] for slot in self.open}
        total += (duties - fewer_duties) * sizes.get(True, 0)
        return total + (backups - fewer_backups) * sizes.get(False, 0)

    def _units(self, at: int, total: int) -> Units:
        found = []
        for place in reversed(self.places):
            unit, at = divmod(at, place)
            found.append(unit)
        found.reverse()
        return (*found, total - sum(found)) if self.is_even else tuple(found)

    def _sums(self, layers: list[Layer]) -> list[Sums]:
        """Return the sums that can be reached before each period, and after the last."""
        sums: Sums = {(0,) * len(self.group): 1}
        found, tried = [sums], 0
        for layer in layers:
            following: Sums = {}
            for ready, reached in sums.items():
                for option, after in layer.moves[ready]:
                    following[after] = following.get(after, 0) | reached << self._place(option.units)
                tried += len(layer.moves[ready])
            sums = following
            found.append(sums)
        self.steps.take(tried * (OPTION_STEPS + self.bits // BITS_PER_STEP))
        return found

    def _put(self, layers: list[Layer], sums: list[Sums], at: int, ready: Ready, choose: Choose) -> None:
        """Go back through the periods from an end, and give each slot to whom that way gives it."""
        board, given = self.board, []
        for layer, before in zip(reversed(layers), reversed(sums[:-1]), strict=True):
            option, ready = self._came_from(layer, before, at, ready, choose)
            at -= self._place(option.units)
            given.append((layer.slots, option.ways[choose(len(option.ways))]))
        for slots, _holders in given:
            for slot in slots:
                if board.holder[slot] >= 0:
                    board.lift(slot)
        for slots, holders in given:
            for slot, place in zip(slots, holders, strict=True):
                if place >= 0:
                    board.put(slot, self.group[place])

    def _came_from(
        self, layer: Layer, before: Sums, at: int, ready: Ready, choose: Choose
    ) -> tuple[Option, Ready]:
        found = [
            (option, earlier)
            for earlier, reached in before.items()
            for option, after in layer.moves[earlier]
            if after == ready and (shift := self._place(option.units)) <= at and reached >> at - shift & 1
        ]
        return found[choose(len(found))]


def _first(_count: int) -> int:
    return 0


def _ones(bits: int) -> Iterator[int]:
    """Yield the places of the ones of a number.

    >>> list(_ones(0b10010))
    [1, 4]
    """
    text = f"{bits:b}"[::-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)

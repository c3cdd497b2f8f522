"""What a few people can do in each of their periods: who holds what, and who then rests.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from nsk_tui.rules.rota_board import OPEN, Board, Slot

Ready = tuple[int, ...]
"""The first period in which each of the people may have duty again; 0 when she may at once."""

Holders = tuple[int, ...]
"""Who of the group holds each slot of a period, as places in the group; OPEN leaves it open."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a group can do in a period.

    Units
        ``units`` is what each of the group then carries of it; ``left`` counts what is left
        open, an open duty as much as all backups together. ``ways`` are equal in all of this.
    """

    units: tuple[int, ...]
    on_duty: tuple[bool, ...]
    left: int
    ways: tuple[Holders, ...]


Moves = dict[Ready, list[tuple[Option, Ready]]]
"""From who may have duty when: what can be done, and who may have duty when after it."""


@dataclass(slots=True)
class Layer:
    """A period of a group: its slots and what can be done."""

    slots: list[Slot]
    moves: Moves = field(default_factory=dict)


class Layers:
    """All periods of a group, one after another.

    Shape
        ``periods`` holds only periods in which somebody of the group holds something or could
        fill what is open; ``ends`` the states after the last.
    Units
        ``left`` is the least that stays open, counted as in an option; set by ``keep_least``.
    """

    def __init__(
        self, board: Board, group: tuple[int, ...], slots: list[Slot], open_slots: list[Slot]
    ) -> None:
        self.board, self.group = board, group
        roles = [board.is_duty[slot] for slot in open_slots]
        self.may_leave = {True: True in roles, False: False in roles}
        self.dear = 1 + sum(not board.is_duty[slot] for slot in slots)
        self.by_period: dict[int, list[Slot]] = {}
        for slot in sorted(slots):
            self.by_period.setdefault(board.period[slot], []).append(slot)
        self.now = sum(self.dear if duty else 1 for duty in roles)
        self.left = self.now
        self.tried = 0

    def follow(self) -> list[Layer]:
        """Return every period with what can be done in it, from each state that can be reached."""
        states = [(0,) * len(self.group)]
        layers = []
        for period, slots in self.by_period.items():
            options = self._options(slots)
            layer = Layer(slots)
            for ready in states:
                moves = [(option, self._after(ready, option, period)) for option in options]
                layer.moves[ready] = [(option, after) for option, after in moves if after is not None]
            self.tried += len(states) * len(options)
            states = list(dict.fromkeys(after for found in layer.moves.values() for _option, after in found))
            layers.append(layer)
        if self.now:
            self._keep_least(layers, dict.fromkeys(states, 0))
        return layers

    def _keep_least(self, layers: list[Layer], to_come: dict[Ready, int]) -> None:
        """Keep only what leaves least open in the end."""
        for layer in reversed(layers):
            before: dict[Ready, int] = {}
            for ready, moves in layer.moves.items():
                costs = [option.left + to_come[after] if after in to_come else -1 for option, after in moves]
                if any(cost >= 0 for cost in costs):
                    least = before[ready] = min(cost for cost in costs if cost >= 0)
                    layer.moves[ready] = [
                        move for move, cost in zip(moves, costs, strict=True) if cost == least
                    ]
                else:
                    layer.moves[ready] = []
            to_come = before
        self.left = min(to_come.values(), default=self.now)

    def _after(self, ready: Ready, option: Option, period: int) -> Ready | None:
        """Return who may have duty when after an option, or None when somebody would lose her rest."""
        rest = self.board.rest
        if not rest:
            return ready
        after = []
        for free, on_duty in zip(ready, option.on_duty, strict=True):
            if on_duty and free > period:
                return None
            after.append(period + rest + 1 if on_duty else free if free > period else 0)
        return tuple(after)

    def _options(self, slots: list[Slot]) -> list[Option]:
        board, found = self.board, dict[tuple[tuple[int, ...], tuple[bool, ...], int], list[Holders]]()
        for holders in self._ways(slots, ()):
            units, on_duty, left = [0] * len(self.group), [False] * len(self.group), 0
            for slot, place in zip(slots, holders, strict=True):
                if place == OPEN:
                    left += self.dear if board.is_duty[slot] else 1
                else:
                    units[place] = board.unit[slot]
                    on_duty[place] = board.is_duty[slot]
            found.setdefault((tuple(units), tuple(on_duty), left), []).append(holders)
        return [Option(*key, tuple(ways)) for key, ways in found.items()]

    def _ways(self, slots: list[Slot], chosen: Holders) -> Iterator[Holders]:
        """Yield every way to give the slots of a period out, nobody twice."""
        if len(chosen) == len(slots):
            yield chosen
            return
        slot = slots[len(chosen)]
        for place, one in enumerate(self.group):
            if place not in chosen and self.board.may[slot] >> one & 1:
                yield from self._ways(slots, (*chosen, place))
        if self.may_leave[self.board.is_duty[slot]] and not self.board.fixed[slot]:
            yield from self._ways(slots, (*chosen, OPEN))

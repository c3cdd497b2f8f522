"""A newcomer's first quarter: her duties are no pile at its beginning.

What each carries over the whole stretch is fair before; when in it her duties fall is not. Those
she has too many of in the quarter are exchanged for others' of the same weight that come later;
the two then trade places in both periods, so that nobody's load changes.

Source
    docs/rules/rota.md, "Newcomers and long leave"
"""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from math import ceil

from nsk_tui.rules.rota_board import OPEN, Board, Slot
from nsk_tui.rules.rota_task import RotaPerson, RotaTask

QUARTER = timedelta(weeks=13)
MOST_OF_MEAN = Fraction(3, 2)
"""How many duties a newcomer has in her first quarter, as a multiple of the mean by share."""

Quarters = dict[int, range]
"""By newcomer: the periods of her first quarter."""


def spread(task: RotaTask, people: Sequence[RotaPerson], board: Board) -> None:
    """Exchange what newcomers have too much of in their first quarter, as far as others can take it.

    Shape
        ``people`` stand in the board's order. Fixed duties stay where they are.
    """
    quarters = {one: found for one, person in enumerate(people) if (found := _quarter(task, person))}
    for one, quarter in quarters.items():
        mine = _duties(board, one, quarter)
        too_many = len(mine) - duties_max(people, board, one, quarter)
        for slot in reversed(mine):
            if too_many > 0 and not board.fixed[slot]:
                too_many -= _exchange(board, quarters, one, slot)


def duties_max(people: Sequence[RotaPerson], board: Board, one: int, quarter: range) -> int:
    """Return how many duties a newcomer may have in her quarter: 1.5 times the mean, and at least 1."""
    mean = Fraction(0)
    for period in quarter:
        for line in range(board.lines):
            cell = period * board.lines + line
            able = board.able[cell]
            if one in able and board.holder[cell * board.roles] >= 0:
                mean += _part(people[one]) / sum(_part(people[other]) for other in able)
    return max(1, ceil(MOST_OF_MEAN * mean))


def _quarter(task: RotaTask, person: RotaPerson) -> range:
    """Return the periods that begin in a person's first quarter; none when she has always been there."""
    since = person.since
    if since is None:
        return range(0)
    within = [at for at, period in enumerate(task.periods) if since <= period.start < since + QUARTER]
    return range(within[0], within[-1] + 1) if within else range(0)


def _duties(board: Board, one: int, periods: range) -> list[Slot]:
    held = board.at[one][periods.start : periods.stop]
    return [slot for slot in held if slot >= 0 and board.is_duty[slot]]


def _part(person: RotaPerson) -> Fraction:
    """Return what a person is of one of her lines."""
    return person.share / len(person.lines)


def _exchange(board: Board, quarters: Quarters, one: int, slot: Slot) -> bool:
    """Give a duty to somebody whose later one is taken for it; return whether there was one."""
    later = [
        other
        for other in range(quarters[one].stop * board.lines * board.roles, board.slots, board.roles)
        if board.holder[other] not in (OPEN, one)
        and board.size[other] == board.size[slot]
        and board.period[slot] not in quarters.get(board.holder[other], ())
    ]
    for other in sorted(later, key=lambda other: (-_nearest(board, one, other), other)):
        if _trade(board, one, board.holder[other], (board.period[slot], board.period[other])):
            return True
    return False


def _nearest(board: Board, one: int, slot: Slot) -> int:
    """Return how many periods a duty lies from the nearest that somebody has."""
    at = board.period[slot]
    return min(abs(at - board.period[mine]) for mine in _duties(board, one, range(board.periods)))


def _trade(board: Board, one: int, other: int, periods: tuple[int, int]) -> bool:
    """Let two people trade places in two periods, duty and backup alike; return whether they could."""
    pairs = ((one, other), (other, one))
    given = [(board.at[giver][at], taker) for giver, taker in pairs for at in periods]
    given = [(slot, taker) for slot, taker in given if slot != OPEN]
    before, holders = (board.load[one], board.load[other]), [board.holder[slot] for slot, _ in given]
    if any(board.fixed[slot] or not board.may[slot] >> taker & 1 for slot, taker in given):
        return False
    _hand_over(board, given)
    fits = before == (board.load[one], board.load[other]) and not any(
        _breaks_rest(board, slot) for slot, _taker in given
    )
    if not fits:
        _hand_over(board, [(slot, holder) for (slot, _taker), holder in zip(given, holders, strict=True)])
    return fits


def _hand_over(board: Board, given: Sequence[tuple[Slot, int]]) -> None:
    for slot, _taker in given:
        board.lift(slot)
    for slot, taker in given:
        board.put(slot, taker)


def _breaks_rest(board: Board, slot: Slot) -> bool:
    """Return whether the holder of a slot would have to give up another for it."""
    return any(one != slot for one in board.conflicts(slot, board.holder[slot]))

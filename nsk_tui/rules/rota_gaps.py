"""The duties that leave the fewest roles open when rest ties one period to the next.

Period by period, every set of people on duty is followed on from every set that may still rest;
of two ways to the same sets only the better is kept. With few people that is exact; with many only
the most promising sets are followed, and only the people whom the next periods need least.

Source
    docs/rules/rota.md, "How a plan is found"
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from nsk_tui.rules.rota_board import Board
from nsk_tui.rules.rota_chains import Steps

OPEN_BACKUP = 1 << 70
OPEN_DUTY = 1 << 100
"""What is open costs more than all that could be saved in load by leaving it so."""

TRIES_PER_PERIOD = 40_000
SETS_MAX = 2000
SETS_MIN = 50
CANDIDATES_MAX = 12
"""People of one line that are thought of in one period."""
REST_MAX = 6
LINES_MAX = 3
"""With a longer rest or more lines there are too many sets to follow."""

People = int
"""A set of people, one bit for each."""

Trail = tuple[People, "Trail"] | None
"""Who had duty, the last period first; None before the first."""

Ways = dict[tuple[People, ...], tuple[int, Trail]]
"""By who had duty in the last periods, the latest first: the least cost, and the way to it."""


def fewest_open(board: Board, steps: Steps, dear: Sequence[int]) -> list[People] | None:
    """Return who has duty in each period so that least stays open, or None when it would take too long.

    Units
        ``dear`` is what a unit of load costs with each person: of ways that leave the same open,
        the cheapest is taken.
    """
    if board.rest > REST_MAX or board.lines > LINES_MAX:
        return None
    there = [_there(board, period) for period in range(board.periods)]
    ways: Ways = {(0,) * board.rest: (0, None)}
    for period in range(board.periods):
        choices = list(_choices(board, period, dear))
        ways = _follow(ways, choices, _matters(board, there, period))
        if not steps.take(len(ways) + len(choices)):
            return None
        width = max(SETS_MIN, min(SETS_MAX, TRIES_PER_PERIOD // len(choices)))
        if len(ways) > width:
            ways = dict(sorted(ways.items(), key=_promise)[:width])
    return _in_order(min(ways.values(), key=lambda way: way[0])[1])


def match(takers: list[list[int]]) -> list[int]:
    """Return for each place one of its takers, nobody twice and as many as can be; -1 where nobody is left.

    >>> match([[1, 2], [1], [1, 2]])
    [2, 1, -1]
    """
    taken: dict[int, int] = {}
    for place in range(len(takers)):
        _seat(place, takers, taken, set())
    seated = {place: one for one, place in taken.items()}
    return [seated.get(place, -1) for place in range(len(takers))]


def _seat(place: int, takers: list[list[int]], taken: dict[int, int], asked: set[int]) -> bool:
    for one in takers[place]:
        if one not in asked:
            asked.add(one)
            if one not in taken or _seat(taken[one], takers, taken, asked):
                taken[one] = place
                return True
    return False


def able_in(board: Board, period: int) -> list[list[int]]:
    """Return for each line who could have its duty in a period, were there nothing else."""
    return [board.takers[cell] for cell in _cells(board, period)]


def _cells(board: Board, period: int) -> range:
    """Return the duties of a period, one for each line; none after the last period."""
    first, width = period * board.lines * board.roles, board.lines * board.roles
    return range(first, first + width, board.roles) if period < board.periods else range(0)


def _there(board: Board, period: int) -> People:
    return sum(1 << one for one in {one for line in able_in(board, period) for one in line})


def _choices(board: Board, period: int, dear: Sequence[int]) -> Iterator[tuple[People, int]]:
    """Yield every set of people who can take the duties of a period together, and what it costs."""
    able = able_in(board, period)
    candidates = [_least_needed(board, line, period) for line in able]
    everybody = sorted({one for line in candidates for one in line})
    weight = board.unit[_cells(board, period)[0]]
    has_room = all(len(line) >= 2 * len(able) for line in able)
    for size in range(len(able), -1, -1):
        for chosen in combinations(everybody, size):
            seats = match([[n for n, line in enumerate(able) if one in line] for one in chosen])
            if -1 in seats:
                continue
            cost = OPEN_DUTY * (len(able) - size) + weight * sum(dear[one] for one in chosen)
            if board.roles > 1 and not has_room:
                free = [[one for one in line if one not in chosen] for line in able]
                cost += OPEN_BACKUP * match(free).count(-1)
            yield sum(1 << one for one in chosen), cost


def _least_needed(board: Board, able: list[int], period: int) -> list[int]:
    """Return the people whom the periods that a duty would close to them can best do without."""
    if len(able) <= CANDIDATES_MAX:
        return able
    later = [cell for at in range(1, board.rest + 1) for cell in _cells(board, period + at)]
    need = {one: sum(board.may[cell] >> one & 1 for cell in later) for one in able}
    return sorted(able, key=lambda one: (need[one], one))[:CANDIDATES_MAX]


def _follow(ways: Ways, choices: list[tuple[People, int]], matters: list[People]) -> Ways:
    """Return the ways one period further; whom rest no longer concerns is left out of the sets."""
    following: Ways = {}
    for sets, (cost, trail) in ways.items():
        resting = 0
        for one in sets:
            resting |= one
        older = tuple(one & here for one, here in zip(sets, matters[1:], strict=False))
        for people, more in choices:
            if people & resting:
                continue
            key = (people & matters[0], *older) if matters else ()
            known = following.get(key)
            if known is None or cost + more < known[0]:
                following[key] = (cost + more, (people, trail))
    return following


def _matters(board: Board, there: list[People], period: int) -> list[People]:
    """Return for each set of the last periods who of it could have duty before her rest is over."""
    kept = []
    for lag in range(board.rest):
        people = 0
        for later in there[period + 1 : period + 1 + board.rest - lag]:
            people |= later
        kept.append(people)
    return kept


def _promise(way: tuple[tuple[People, ...], tuple[int, Trail]]) -> tuple[int, int]:
    sets, (cost, _trail) = way
    return cost, sum(one.bit_count() for one in sets)


def _in_order(trail: Trail) -> list[People]:
    found: list[People] = []
    while trail is not None:
        people, trail = trail
        found.append(people)
    return found[::-1]

"""Made-up rotas for measuring the planner: two generators that have nothing in common but the format.

The planner was tuned on ``shaped`` and only measured on ``mixed``. Nothing but ``random()`` is
drawn, which answers the same in every version of Python.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

Instance = dict[str, Any]
Draw = Callable[[], float]

MONDAY = date(2027, 1, 4)
DAYS = 7
SHARES = (1.0, 1.0, 1.0, 0.8, 0.8, 0.6, 0.5, 0.4)
ODD_SHARES = (1, 0.9, 0.85, 32 / 37, 30 / 37, 0.75, 0.5, 0.2)


@dataclass(frozen=True)
class Shape:
    """What a kind of rota looks like; pairs are the least and the most.

    Units
        ``away`` is the part of the weeks in which somebody is absent, ``leave`` and ``late`` the
        part of people on a long leave and of people who come in the middle, ``both`` the part
        who can take every line.
    """

    people: tuple[int, int] = (4, 40)
    weeks: tuple[int, int] = (13, 52)
    lines: int = 0
    rest: tuple[int, int] = (0, 3)
    away: float = 0.1
    leave: float = 0.1
    late: float = 0.1
    both: float = 0.3
    load: int = 0
    weights: Sequence[float] = (1,)
    backup: float = 0.7


SHAPES = (
    Shape(people=(3, 3), weeks=(13, 52)),
    Shape(people=(4, 9), away=0.4),
    Shape(people=(3, 7), rest=(2, 3)),
    Shape(people=(6, 14), lines=2, both=0.5, rest=(1, 3)),
    Shape(people=(5, 30), load=24),
    Shape(people=(5, 25), late=0.4),
    Shape(people=(4, 20), weights=(1, 1, 1, 2, 3)),
    Shape(people=(35, 60), lines=2, backup=1),
    Shape(people=(20, 60), load=6, weights=(1, 1, 1, 1, 1.5)),
    Shape(people=(3, 60), away=0.2, leave=0.2, late=0.2, load=10, weights=(1, 1, 2)),
)


HARD_SHAPES = (
    Shape(people=(3, 6), lines=2, rest=(1, 3), away=0.25),
    Shape(people=(7, 12), lines=2, rest=(2, 3), away=0.45, both=0.4),
    Shape(people=(3, 8), lines=1, rest=(1, 3), away=0.5),
    Shape(people=(8, 16), lines=2, rest=(3, 3), away=0.4, both=0.2, backup=1, weights=(1, 2, 3)),
    Shape(people=(5, 10), lines=2, rest=(3, 3), both=1, backup=1),
)


def shaped(seed: int) -> Instance:
    """Return a rota of one of ten kinds, among them hard ones: few people, much away, long rest."""
    draw = Random(f"shaped {seed}").random  # noqa: S311 - made-up rotas keep no secret
    return _of(SHAPES[seed % len(SHAPES)], draw)


def hard(seed: int) -> Instance:
    """Return a rota in which absence and rest leave hardly any way; no optimum of these is kept."""
    draw = Random(f"tight {seed}").random  # noqa: S311 - made-up rotas keep no secret
    return _of(HARD_SHAPES[seed % len(HARD_SHAPES)], draw)


def _of(shape: Shape, draw: Draw) -> Instance:
    weeks = _between(shape.weeks, draw)
    lines = ["children", "adults"][: shape.lines or 1 + int(2 * draw())]
    people = [
        _shaped_person(number, weeks, lines, shape, draw) for number in range(_between(shape.people, draw))
    ]
    weights = [shape.weights[int(len(shape.weights) * draw())] for _week in range(weeks)]
    return {
        "periods": [{**week_of(number), "weight": weight} for number, weight in enumerate(weights)],
        "lines": lines,
        "people": people,
        "rest_periods": _between(shape.rest, draw),
        "backup": draw() < shape.backup,
    }


def _shaped_person(number: int, weeks: int, lines: list[str], shape: Shape, draw: Draw) -> Instance:
    away = {week for week in range(weeks) if draw() < shape.away}
    if draw() < shape.leave:
        first = int(draw() * weeks)
        away |= set(range(first, min(weeks, first + weeks // 2)))
    person: Instance = {
        "id": f"K-{number + 1:02}",
        "share": SHARES[int(len(SHARES) * draw())],
        "lines": lines if draw() < shape.both else [lines[number % len(lines)]],
        "absent": [list(week_of(week).values()) for week in sorted(away)],
    }
    if draw() < shape.late:
        person["since"] = (MONDAY + timedelta(days=int(draw() * weeks * DAYS * 0.8))).isoformat()
    if shape.load:
        person["load"] = int(draw() * 2 * shape.load) / 2
    return person


def mixed(seed: int) -> Instance:
    """Return a rota in which everything is drawn at once, most things for each person apart."""
    draw = Random(f"mixed {seed}").random  # noqa: S311 - made-up rotas keep no secret
    people, weeks = 3 + int(58 * draw() ** 2), 13 + int(40 * draw())
    lines = ["A", "B"][: 1 + (draw() < 0.5)]
    days_of_period = (7, 7, 7, 1, 14)[int(5 * draw())]
    heavy, is_carrying, absence = (1, 1, 2, 3)[int(4 * draw())], draw() < 0.5, 0.5 * draw() ** 2
    starts = [MONDAY + timedelta(days=days_of_period * at) for at in range(weeks)]
    made: Instance = {
        "periods": [
            {
                "start": start.isoformat(),
                "end": (start + timedelta(days=days_of_period - 1)).isoformat(),
                "weight": heavy if draw() < 0.2 else 1,
            }
            for start in starts
        ],
        "lines": lines,
        "people": [_mixed_person(at, starts, lines, absence, is_carrying, draw) for at in range(people)],
        "rest_periods": int(4 * draw() ** 1.5),
        "backup": draw() < 0.75,
    }
    return made


def _mixed_person(
    number: int, starts: list[date], lines: list[str], absence: float, is_carrying: bool, draw: Draw
) -> Instance:
    absent, at = [], 0
    while at < len(starts):
        length = 1 + int(5 * draw() ** 2)
        if draw() < absence:
            last = starts[min(at + length, len(starts)) - 1]
            absent.append([starts[at].isoformat(), last.isoformat()])
        at += length
    person: Instance = {
        "id": f"M{number:02}",
        "share": ODD_SHARES[int(len(ODD_SHARES) * draw())],
        "lines": [line for line in lines if draw() < 0.65] or [lines[-1]],
        "absent": absent,
    }
    if draw() < 0.12:
        person["since"] = starts[int(draw() * len(starts))].isoformat()
    if is_carrying:
        person["load"] = round(20 * draw(), 2 if number % 7 == 0 else 0)
    return person


def week_of(number: int) -> dict[str, str]:
    """Return the first and last day of a week, counted from the first Monday."""
    first = MONDAY + timedelta(weeks=number)
    return {"start": first.isoformat(), "end": (first + timedelta(days=DAYS - 1)).isoformat()}


def large(seed: int, is_plain: bool = False) -> Instance:
    """Return the rota of the promise about time: 60 people, 260 weeks, two lines, backup, rest of two."""
    draw = Random(f"large {seed}").random  # noqa: S311 - made-up rotas keep no secret
    shape = Shape(away=0.0 if is_plain else 0.1, leave=0.0 if is_plain else 0.1, late=0, both=0.3)
    lines, weeks = ["children", "adults"], 260
    people = [_shaped_person(number, weeks, lines, shape, draw) for number in range(60)]
    return {
        "periods": [{**week_of(week), "weight": 1} for week in range(weeks)],
        "lines": lines,
        "people": [{**one, "share": 1} for one in people] if is_plain else people,
        "rest_periods": 2,
        "backup": True,
    }


def _between(bounds: tuple[int, int], draw: Draw) -> int:
    least, most = bounds
    return least + int((most - least + 1) * draw())


FAMILIES: dict[str, Callable[[int], Instance]] = {"shaped": shaped, "mixed": mixed}
EVERY_FAMILY = {**FAMILIES, "hard": hard}
COUNT = 100
"""Rotas of each family."""

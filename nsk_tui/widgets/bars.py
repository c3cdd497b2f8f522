"""Bars of blocks: each part has a pattern of its own, so that no colour is needed."""

from collections.abc import Sequence

FULL, COMING, START = "█", "▒", "░"


def bar(parts: Sequence[tuple[float, str]], top: float, cells: int) -> str:
    """Return parts of a bar one after the other, as long as they are of ``top``.

    Shape
        A part that is not nothing has at least one cell, as long as there is room.

    >>> bar([(1.5, FULL), (0.75, COMING)], 3, 20)
    '██████████▒▒▒▒▒'
    """
    drawn, reached = "", 0.0
    for amount, pattern in parts:
        reached += amount
        end = min(cells, round(reached / top * cells)) if top > 0 else 0
        wanted = max(end - len(drawn), 1 if amount > 0 else 0)
        drawn += pattern * min(wanted, cells - len(drawn))
    return drawn


def scale(top: int, cells: int) -> str:
    """Return the numbers from 0 to ``top`` above the cells that they stand for.

    >>> scale(4, 20)
    '0    1    2    3    4'
    """
    step = 1
    while top * 2 > cells * step:
        step += 1
    said = ""
    for number in range(0, top + 1, step):
        said = said.ljust(round(number / max(1, top) * cells)) + str(number)
    return said

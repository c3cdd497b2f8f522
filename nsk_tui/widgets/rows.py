"""What a table is made of: columns, cells, and the rows that have been fetched."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.cells import cell_len, set_cell_size

from nsk_tui.widgets.safe_text import safe

Row = TypeVar("Row")

BLOCK_ROWS = 100
"""Rows fetched together."""

BLOCKS_KEPT = 60
"""Blocks held in memory; the ones not looked at for longest go first."""

_CUT = "…"


@dataclass(frozen=True)
class Cell:
    """A text in the table and its role, which names a component class ``grid--<role>``.

    Shape
        ``hit`` is the part that a search found, in code points; empty when nothing was sought.
    """

    text: str
    role: str = ""
    hit: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its title, how wide it is and what it says of a row.

    Shape
        ``width`` 0 takes what the others leave; ``from_width`` is the width of the table from
        which the column is shown, and ``until_width`` the one from which it gives way to
        another (0: never).
    Units
        All widths count cells.
    """

    title: str
    width: int
    cell: Callable[[Row], Cell]
    from_width: int = 0
    until_width: int = 0

    def is_shown(self, table_width: int) -> bool:
        """Whether a table of this width has room for the column."""
        return self.from_width <= table_width and not 0 < self.until_width <= table_width


class RowCache(Generic[Row]):
    """The rows that have been fetched, in blocks.

    Shape
        ``turn`` counts how often the rows were changed for others, so that a block that comes
        late for the list of before is told apart.
    """

    def __init__(self) -> None:
        self.count = 0
        self.turn = 0
        self._blocks: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._before: dict[int, tuple[Row, ...]] = {}
        self._asked: set[int] = set()

    def reset(self, count: int) -> None:
        """Forget every row: the list is another one now.

        Those of a list of the same length are kept to look at until theirs come: a list that is
        fetched again would flicker otherwise.
        """
        self._before = dict(self._blocks) if count == self.count else {}
        self.count = count
        self.turn += 1
        self._blocks.clear()
        self._asked.clear()

    def row(self, index: int) -> Row | None:
        """Return the row, or None while it is not fetched."""
        return _in_block(self._blocks, index)

    def looks(self, index: int) -> Row | None:
        """Return the row as it looks until it is fetched again; None when it was never there."""
        row = self.row(index)
        return _in_block(self._before, index) if row is None else row

    def put(self, first: int, rows: Sequence[Row]) -> None:
        """Keep the rows of one block; ``first`` is where a block begins."""
        number = first // BLOCK_ROWS
        self._asked.discard(number)
        self._before.pop(number, None)
        self._blocks[number] = tuple(rows)
        self._blocks.move_to_end(number)
        while len(self._blocks) > BLOCKS_KEPT:
            self._blocks.popitem(last=False)

    def missing(self, first: int, last: int) -> list[tuple[int, int]]:
        """Return (first row, count) of the blocks to fetch so that first to last can be shown.

        A block is named once: who asked for it will answer with ``put`` or ``give_up``.
        """
        numbers = range(max(0, first) // BLOCK_ROWS, min(last, self.count - 1) // BLOCK_ROWS + 1)
        wanted = [number for number in numbers if number not in self._blocks and number not in self._asked]
        self._asked.update(wanted)
        for number in numbers:
            if number in self._blocks:
                self._blocks.move_to_end(number)
        return [(n * BLOCK_ROWS, min(BLOCK_ROWS, self.count - n * BLOCK_ROWS)) for n in wanted]

    def give_up(self, first: int) -> None:
        """Forget that a block was asked for: it could not be fetched, and will be asked for again."""
        self._asked.discard(first // BLOCK_ROWS)


def _in_block(blocks: Mapping[int, tuple[Row, ...]], index: int) -> Row | None:
    block, place = blocks.get(index // BLOCK_ROWS, ()), index % BLOCK_ROWS
    return block[place] if place < len(block) else None


def fit(text: str, width: int) -> str:
    r"""Return a text as one line of exactly this many cells, without control characters.

    >>> fit("stille-havn", 6), fit("ny\x1b[2J\nlinje", 12)
    ('still…', 'ny[2J linje ')
    """
    line = safe(text.replace("\n", " ").replace("\t", " "))
    if cell_len(line) <= width:
        return set_cell_size(line, width)
    return set_cell_size(line, width - 1) + _CUT

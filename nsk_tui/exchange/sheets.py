"""A table that somebody else's program wrote: bytes in, headers and rows out, faults as values.

Source
    docs/rules/import.md, section "The file"
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from nsk_tui.exchange import archives, delimited, workbooks
from nsk_tui.exchange.lines import COLUMNS_MAX, Line
from nsk_tui.rules.import_rows import Cell, CellProblem, FileFault, FileProblem, Row, fit, name_headers, says
from nsk_tui.rules.import_words import is_known_header

CONTENT_BYTES_MAX = 256 * 1024 * 1024
HEADER_LOOKED_FOR_ROWS = 10
"""A log often begins with a title: so many rows are looked at for the one with the headers."""


@dataclass(frozen=True)
class Sheet:
    """A table whose headers were found.

    Shape
        ``headers`` are never empty and each is there once. The rows are read anew at every call.
    """

    headers: tuple[str, ...]
    _lines: Callable[[], Iterator[Line]] = field(repr=False)
    _header_number: int
    _may_be_short: bool

    def rows(self) -> Iterator[Row]:
        """Give every row under the headers in which anything stands, in the order of the file."""
        for number, cells in self._lines():
            if number <= self._header_number:
                continue
            if isinstance(cells, CellProblem):
                yield Row(number, ("",) * len(self.headers), cells)
            elif (row := fit(number, cells, len(self.headers), self._may_be_short)) is not None:
                yield row


def open_sheet(content: bytes) -> Sheet | FileFault:
    """Return the table that a file holds, or why it holds none that can be read.

    Text with semicolons, commas or tabs between the cells, in UTF-8, UTF-16 or Windows-1252;
    or a workbook, of which the first visible sheet with anything in it is read.

    Errors
        None: any bytes have an answer.
    """
    if not content.strip():
        return FileFault(FileProblem.EMPTY)
    if len(content) > CONTENT_BYTES_MAX:
        return FileFault(FileProblem.TOO_LARGE)
    if archives.is_package(content):
        return _workbook(content)
    text = delimited.decode(content)
    if text is None:
        return FileFault(FileProblem.NOT_TEXT)
    table = delimited.Table(text)
    return _sheet(table.lines, may_be_short=False)


def _workbook(content: bytes) -> Sheet | FileFault:
    seen = archives.inspect(content)
    if isinstance(seen, FileFault):
        return seen
    sources = workbooks.sheets(content, seen)
    if isinstance(sources, FileFault):
        return sources
    found: Sheet | FileFault = FileFault(FileProblem.EMPTY)
    for source in sources:
        found = _sheet(source, may_be_short=True)
        if isinstance(found, Sheet) or found.problem is not FileProblem.EMPTY:
            return found
    return found


def _sheet(lines: Callable[[], Iterator[Line]], may_be_short: bool) -> Sheet | FileFault:
    filled = (
        (number, cells)
        for number, cells in lines()
        if isinstance(cells, CellProblem) or any(map(says, cells))
    )
    first = list(islice(filled, HEADER_LOOKED_FOR_ROWS))
    whole = [(number, cells) for number, cells in first if not isinstance(cells, CellProblem)]
    if not whole:
        return FileFault(FileProblem.DAMAGED if first else FileProblem.EMPTY)
    number, cells = max(whole, key=_fitness)
    if len(cells) > COLUMNS_MAX:
        return FileFault(FileProblem.TOO_MANY_COLUMNS)
    return Sheet(name_headers(_trimmed(cells)), lines, number, may_be_short)


def _fitness(line: tuple[int, Sequence[Cell]]) -> tuple[int, bool, int]:
    """Return how much a row looks like headers: names of ours, then more than one cell, then how early."""
    number, cells = line
    known = sum(isinstance(cell, str) and is_known_header(cell) for cell in cells)
    return known, sum(map(says, cells)) > 1, -number


def _trimmed(cells: Sequence[Cell]) -> Sequence[Cell]:
    filled = max(place for place, cell in enumerate(cells) if says(cell))
    return cells[: filled + 1]

"""The sheets of a workbook, row by row, with the values that Excel saw last.

It leans on the inside of openpyxl (pinned exactly): its own iterator fills gaps with empty rows
and columns without an end, keeps what it has read, and hides whether a cell is a formula.

Source
    docs/rules/import.md, section "Workbooks"
"""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser

from nsk_tui.exchange.archives import Contents
from nsk_tui.exchange.lines import COLUMNS_MAX, Line, cell_of
from nsk_tui.rules.import_rows import Cell, CellProblem, FileFault, FileProblem

ROWS_MAX = 1_048_576
"""Excel has no more; a row that says it lies beyond is damage."""

HOUR_MINUTES = 60
FAULTS = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError, AssertionError, struct.error, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""All that openpyxl and the parser below it raise for a part that is not as it should be."""

warnings.filterwarnings("ignore", module=r"openpyxl\.")
"""They go to stderr in the middle of a screen, and may quote a cell."""

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row, from 1."""


def sheets(content: bytes, seen: Contents) -> list[Callable[[], Iterator[Line]]] | FileFault:
    """Return a reader for each visible sheet of a workbook that was looked through."""
    try:
        # openpyxl prints about some styles: a line that would stand in the middle of an answer.
        with redirect_stdout(io.StringIO()):
            book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        return [partial(_lines, sheet, _ranges(sheet, seen)) for sheet in visible]
    except FAULTS:
        return FileFault(FileProblem.DAMAGED)


class _Rows(WorkSheetParser):
    """Reads the rows of a sheet, forgetting each; tells a formula that nobody has computed."""

    def parse(self) -> Generator[tuple[int, list[dict[str, Any]]], None, None]:
        """Give each row with its number; what stands after the rows is not read."""
        data: Element | None = None
        # A document type, which could multiply itself, was refused before.
        for event, element in iterparse(self.source, ("start", "end")):  # noqa: S314
            if event == "start":
                data = element if element.tag == DATA_TAG else data
            elif element.tag == ROW_TAG:
                yield self.parse_row(element)
                if data is not None:
                    data.clear()
            elif element.tag == DATA_TAG:
                return

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return a cell as openpyxl reads it, or that it has no value to read."""
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["data_type"] == "e" or (cell["value"] is None and _is_uncomputed(element)):
            cell["value"] = CellProblem.NO_VALUE
        return cell


def _is_uncomputed(element: Any) -> bool:
    """Return whether a cell without a value is a formula; one that came to an empty text was computed."""
    is_empty_text = element.get("t") == "str" and element.find(VALUE_TAG) is not None
    return element.find(FORMULA_TAG) is not None and not is_empty_text


def _lines(sheet: Any, merged: list[Range]) -> Iterator[Line]:
    book, reached = sheet.parent, 0
    try:
        with sheet._get_source() as source:  # noqa: SLF001
            parser = _Rows(
                source,
                sheet._shared_strings,  # noqa: SLF001
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )
            hidden = _Hidden(merged)
            for number, cells in parser.parse():
                if not reached < number <= ROWS_MAX:
                    raise ValueError
                reached = number
                yield number, hidden.marked(number, _in_place(cells))
    except FAULTS:
        yield reached + 1, CellProblem.DAMAGED


def _in_place(cells: list[dict[str, Any]]) -> list[Cell]:
    last = max((cell["column"] for cell in cells), default=0)
    row: list[Cell] = [""] * min(last, COLUMNS_MAX + 1)
    for cell in cells:
        value = _cell(cell["value"])
        if value:
            row[min(cell["column"], COLUMNS_MAX + 1) - 1] = value
    return row


def _cell(value: object) -> Cell:
    if isinstance(value, CellProblem):
        return value
    if isinstance(value, str):
        return cell_of(value.replace("_x000D_", ""))
    return "" if value is None else _written(value)


def _written(value: object) -> str:
    """Return a number, day or time as the text that the same log would have in a text file."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value.total_seconds() / 60), HOUR_MINUTES)
        return f"{hours}:{minutes:02}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


class _Hidden:
    """The cells that a merged range hides: all of it but the first."""

    def __init__(self, merged: list[Range]) -> None:
        """Take the ranges in the order of their first rows."""
        self._waiting = sorted(merged, key=lambda one: one[1], reverse=True)
        self._open: list[Range] = []

    def marked(self, number: int, cells: list[Cell]) -> list[Cell]:
        """Return a row's cells with those marked that a range hides; rows come in their order."""
        while self._waiting and self._waiting[-1][1] <= number:
            self._open.append(self._waiting.pop())
        self._open = [one for one in self._open if one[3] >= number]
        for first_column, first_row, last_column, _last_row in self._open:
            width = min(last_column, COLUMNS_MAX)
            cells += [""] * (width - len(cells))
            for column in range(first_column, width + 1):
                if (column, number) != (first_column, first_row) and not cells[column - 1]:
                    cells[column - 1] = CellProblem.MERGED
        return cells


def _ranges(sheet: Any, seen: Contents) -> list[Range]:
    written = seen.merges.get(sheet._worksheet_path, ())  # noqa: SLF001
    bounds = (range_boundaries(one) for one in written)
    return [(a, b, c, d) for a, b, c, d in bounds if a and b and c and d]

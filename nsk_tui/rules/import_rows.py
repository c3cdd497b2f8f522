"""A foreign log, row by row: what a cell can be, what can be wrong with it, and what makes two rows the same.

Source
    docs/rules/import.md
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import zip_longest

from nsk_tui.rules.consultation_input import InputProblem
from nsk_tui.rules.import_values import day_in
from nsk_tui.rules.import_words import fold

LETTERS = 26
DAY_CHARACTERS_MAX = 30


class FileProblem(StrEnum):
    """Why nothing of a file can be used."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_WORKBOOK = "old_workbook"
    PASSWORD = "password"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_COLUMNS = "too_many_columns"
    MISSING_COLUMN = "missing_column"
    MISSING_FIELD = "missing_field"


@dataclass(frozen=True)
class FileFault:
    """A file that cannot be used at all.

    Shape
        ``name`` is the header or field that is missing; empty for every other problem.
    """

    problem: FileProblem
    name: str = ""


class CellProblem(Enum):
    """Why a cell or a row cannot be read; no text, so that no cell can be taken for one."""

    BROKEN_ENCODING = "broken_encoding"
    TOO_LONG = "cell_too_long"
    NO_VALUE = "no_value"
    MERGED = "merged"
    OPEN_QUOTE = "open_quote"
    TOO_FEW_COLUMNS = "too_few_columns"
    TOO_MANY_COLUMNS = "too_many_columns"
    DAMAGED = "damaged"


Cell = str | CellProblem
"""What stands in a cell, tidied at both ends; a day is written 2026-11-20."""


@dataclass(frozen=True)
class Row:
    """A row under the headers.

    Shape
        ``number`` is what Excel shows at its left. ``cells`` are as many as there are headers.
        ``problem`` is what is wrong with the row as a whole; None when it has its columns.
    """

    number: int
    cells: tuple[Cell, ...]
    problem: CellProblem | None = None


@dataclass(frozen=True)
class RowFault:
    """One thing that keeps a row out; never what was written there.

    Shape
        ``column`` is the header, empty for the row as a whole; ``field`` the field it was meant
        for, empty when there is none. ``limit`` None means that no number bounds it.
        ``position`` counts code points from 0; None when the fault has no place in a text.
    """

    row: int
    column: str
    field: str
    problem: CellProblem | InputProblem
    allowed: tuple[str, ...] = ()
    limit: int | None = None
    position: int | None = None


def name_headers(cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return a name for every column: its header, the letter where it has none, a number after a double.

    >>> name_headers(["Dato", "", "Dato"])
    ('Dato', 'B', 'Dato (2)')
    """
    seen: Counter[str] = Counter()
    names = []
    for place, cell in enumerate(cells):
        name = cell if isinstance(cell, str) and cell else column_letters(place)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def column_letters(place: int) -> str:
    """Return the letters that Excel shows above a column; the first is number 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def fit(number: int, cells: Sequence[Cell], columns: int, may_be_short: bool) -> Row | None:
    """Return a row with as many cells as there are columns; None for a row in which nothing stands.

    ``may_be_short`` says that cells left out at the end are empty, as in a workbook.

    >>> fit(2, ["a", "b", "c"], 2, True).problem.value
    'too_many_columns'
    """
    if not any(map(says, cells)):
        return None
    problem = None
    if len(cells) < columns and not may_be_short:
        problem = CellProblem.TOO_FEW_COLUMNS
    elif any(map(says, cells[columns:])):
        problem = CellProblem.TOO_MANY_COLUMNS
    return Row(
        number, tuple(cell for _, cell in zip_longest(range(columns), cells[:columns], fillvalue="")), problem
    )


def says(cell: Cell) -> bool:
    """Return whether anything stands in a cell; one that a merged range hides says nothing.

    >>> says("ja"), says(""), says(CellProblem.MERGED), says(CellProblem.NO_VALUE)
    (True, False, False, True)
    """
    return bool(cell) and cell is not CellProblem.MERGED


def canonical(headers: Sequence[str], row: Row) -> bytes:
    """Return what a row says, the same for the same content in another order or another kind of file.

    Empty cells and columns count for nothing, and a day in any writing is that day, so that a
    log that was saved again, or got a new column, is known again.

    >>> one, other = Row(2, ("3/11-2026", "", "ja")), Row(9, ("ja", "2026-11-03"))
    >>> canonical(("Dato", "Sted", "Svar"), one) == canonical(("Svar", "Dato"), other)
    True
    """
    pairs = [(fold(name), _even(cell)) for name, cell in zip(headers, row.cells, strict=True) if says(cell)]
    problem = [row.problem.value] if row.problem else []
    return json.dumps([problem, sorted(pairs)]).encode()


def _even(cell: Cell) -> str:
    if isinstance(cell, CellProblem):
        return f"\0{cell.value}"
    if cell[:1].isdigit() and len(cell) <= DAY_CHARACTERS_MAX and (day := day_in(cell)) is not None:
        return day.isoformat()
    return cell.replace("\r\n", "\n").replace("\r", "\n")

"""Text with semicolons, commas or tabs between the cells, as Excel and others write it.

Python's own reader stops at a cell that is too long and takes the rest of the file for one cell
after a quotation mark that nobody closed; here both are faults of one cell.
"""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from nsk_tui.exchange.lines import Line, cell_of, is_broken
from nsk_tui.rules.import_rows import Cell, CellProblem
from nsk_tui.rules.import_words import is_known_header

SAMPLE_RECORDS = 20
LOOKED_AT_CHARACTERS = 64 * 1024
GUESSED_FROM_BYTES = 512 * 1024
CONTROLS_SHARE_MAX = 0.05
CONTROLS_MIN = 8
"""A few control characters are a fault of their cells; many of them are no text."""

DELIMITERS = (";", ",", "\t")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "surrogateescape"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "replace"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "replace"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HINT = re.compile(r"sep=([;,\t])\r?(?:\n|\Z)", re.IGNORECASE)
_FIELDS = {
    delimiter: re.compile(rf'(?: *+"((?:[^"]++|"")*+)" *+|([^{delimiter}\n]*+))({delimiter}|\r?\n|\Z)')
    for delimiter in DELIMITERS
}
"""A cell in quotation marks or a bare one, and what ends it; possessive, so that no cell is read twice."""


def decode(content: bytes) -> str | None:
    """Return a file's text; None when it is no text at all.

    Bytes that the encoding cannot say stand as lone surrogates or U+FFFD: the cell is broken,
    the rest of the file is not.
    """
    text = _decoded(content)
    looked_at = text[:LOOKED_AT_CHARACTERS]
    controls = len(_CONTROL.findall(looked_at))
    if "\x00" in looked_at or controls > max(CONTROLS_MIN, CONTROLS_SHARE_MAX * len(looked_at)):
        return None
    return text if "\n" in text else text.replace("\r", "\n")


class Table:
    """A text read as a table; the character between the cells is found out by looking."""

    def __init__(self, text: str) -> None:
        """Look at the first records."""
        hint = _HINT.match(text)
        self._text = text
        self._begin = hint.end() if hint else 0
        self._may_be_broken = is_broken(text)
        self.delimiter = hint[1] if hint else max(DELIMITERS, key=self._fitness)

    def lines(self) -> Iterator[Line]:
        """Give every record with its number, empty ones too."""
        for number, cells in enumerate(self._records(self.delimiter), start=1):
            yield number, [_cell(cell, self._may_be_broken) for cell in cells]

    def _fitness(self, delimiter: str) -> tuple[int, float, int]:
        """Return how many names of ours one record has, then how many records are as wide as the first."""
        sample = [cells for cells in islice(self._records(delimiter), SAMPLE_RECORDS) if any(cells)]
        widths = [len(cells) for cells in sample] or [1]
        even = widths.count(widths[0]) / len(widths) if widths[0] > 1 else 0.0
        return max(map(_known_headers, sample), default=0), even, widths[0]

    def _records(self, delimiter: str) -> Iterator[list[str | CellProblem]]:
        text, at = self._text, self._begin
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            if text.find('"', at, end) < 0:
                yield [*text[at:end].split(delimiter)]
                at = end + 1
            else:
                cells, at = self._quoted(at, delimiter)
                yield cells

    def _quoted(self, at: int, delimiter: str) -> tuple[list[str | CellProblem], int]:
        """Return the cells of a record that holds quotation marks, and where the next one begins."""
        field, cells = _FIELDS[delimiter], list[str | CellProblem]()
        while (found := field.match(self._text, at)) is not None:
            cells.append(_unquoted(found))
            at = found.end()
            if found[3] != delimiter:
                break
        return cells, at


def _known_headers(cells: list[str | CellProblem]) -> int:
    return sum(isinstance(cell, str) and is_known_header(cell) for cell in cells)


def _unquoted(found: re.Match[str]) -> str | CellProblem:
    if found[1] is not None:
        return found[1].replace('""', '"')
    is_open = found[2].lstrip(" ").startswith('"') and found[2].count('"') % 2
    return CellProblem.OPEN_QUOTE if is_open else found[2]


def _cell(cell: str | CellProblem, may_be_broken: bool) -> Cell:
    return cell_of(cell, may_be_broken) if isinstance(cell, str) else cell


def _decoded(content: bytes) -> str:
    for bom, name, errors in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(name, errors)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        around = content[max(0, fault.start - GUESSED_FROM_BYTES) : fault.start + GUESSED_FROM_BYTES]
        return content.decode("utf-8" if _is_damaged_utf8(around) else "cp1252", "surrogateescape")


def _is_damaged_utf8(content: bytes) -> bool:
    """Return whether most letters beyond ASCII are whole in UTF-8: then it is not Windows-1252."""
    damaged = content.decode("utf-8", "surrogateescape")
    broken = len(damaged) - len(_ESCAPED.sub("", damaged))
    beyond_ascii = len(damaged) - len(damaged.encode("ascii", "ignore"))
    return beyond_ascii - broken > broken

"""What every kind of table is read into: a number and its cells, tidied and bounded."""

from collections.abc import Sequence

from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.rules.import_rows import Cell, CellProblem

COLUMNS_MAX = 200

Line = tuple[int, Sequence[Cell] | CellProblem]
"""A row as it stands: its number in Excel and its cells, or why there are none."""

_BLANKS = " \t\r\n\u00a0"


def cell_of(text: str, may_be_broken: bool = True) -> Cell:
    """Return a cell without blanks at its ends, or why it cannot be read.

    ``may_be_broken`` False spares the search for what an encoding could not say.
    """
    tidied = text.strip(_BLANKS)
    if len(tidied) > TEXT_CHARACTERS_MAX:
        return CellProblem.TOO_LONG
    if may_be_broken and is_broken(tidied):
        return CellProblem.BROKEN_ENCODING
    return tidied


def is_broken(text: str) -> bool:
    """Return whether a text holds bytes that its encoding could not say."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\ufffd" in text

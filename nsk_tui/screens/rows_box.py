"""Boxes with rows under a cursor, where digits choose and arrows move."""

from typing import Any, TypeVar

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.widgets.lines import Line, Lines

Result = TypeVar("Result")

ROWS_SHOWN_MAX = 8
BOX_PART = 0.85
"""Of a tall window's height a box takes so much; the rows grow with it, and what stands below stays."""


class BoxRows(Lines):
    """The rows of a box; cursor keys go to the box."""

    def move(self, step: str) -> None:
        """Move the box's cursor."""
        if isinstance(self.screen, RowsBox):
            self.screen.move(step)


class RowsBox(DialogScreen[Result]):
    """A box whose rows carry a cursor; lines to write in may stand beside them."""

    CSS_PATH = "rows_box.tcss"

    def __init__(self) -> None:
        """Begin on the first row."""
        super().__init__()
        self.at = 0

    @classmethod
    def places(cls) -> tuple[Place, ...]:
        """Return the places of the registry: a form whose rows can be moved through."""
        return (Place.ALL, Place.ROWS, Place.FORM, cls.NOUN)

    def count(self) -> int:
        """Return how many rows there are."""
        return 0

    def row_lines(self) -> list[Line]:
        """Return the rows; the one at the cursor carries its pointer."""
        return []

    def on_mount(self) -> None:
        """Put the keys in the rows."""
        super().on_mount()
        self.query_one(BoxRows).focus()

    def draw_rows(self) -> None:
        """Draw the rows that changed."""
        if not self.is_mounted:
            return
        self.at = max(0, min(self.at, self.count() - 1))
        view, lines = self.query_one(BoxRows), self.row_lines()
        height = max(1, min(len(lines), self.rows_shown()))
        if view.styles.height is None or view.styles.height.value != height:
            view.styles.height = height
        view.show(lines, self.at if self.count() else -1)

    def rows_shown(self) -> int:
        """Return how many rows there is room for."""
        spare = max(0, self.size.height - 24)
        return ROWS_SHOWN_MAX + int(BOX_PART * spare)

    def handler(self, action: Action) -> Any:
        """Cursor keys move in the rows, whatever is focused."""
        if action.id.startswith("cursor."):
            return lambda: self.move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor."""
        last, page = self.count() - 1, ROWS_SHOWN_MAX - 1
        goals = {
            "up": self.at - 1, "down": self.at + 1, "first": 0, "last": last,
            "page_up": self.at - page, "page_down": self.at + page,
        }  # fmt: skip
        self.at = max(0, min(goals.get(step, self.at), last))
        self.draw_rows()
        self.moved()

    def moved(self) -> None:
        """Tell of the row the cursor has come to."""


def pointer(at_cursor: bool) -> str:
    """Return what a row begins with."""
    return "▸ " if at_cursor else "  "

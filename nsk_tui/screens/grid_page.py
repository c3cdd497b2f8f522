"""A page that is one short list with what it means below: reached from the palette, left with Esc."""

from textwrap import wrap
from typing import Generic, TypeVar

from textual.widget import Widget

from nsk_tui.screens.base import TabbedScreen
from nsk_tui.screens.system import SYSTEM
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import view_line
from nsk_tui.widgets.grid import Grid
from nsk_tui.widgets.rows import Column

Row = TypeVar("Row")


class GridPage(TabbedScreen, Generic[Row]):
    """A list that fits in memory, fetched whole."""

    CSS_PATH = ["lists.tcss", "grid_page.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        """Begin with an empty list; it is fetched when the page is shown."""
        super().__init__()
        self.found: tuple[Row, ...] | None = None
        """What stands in the list; None before it is there."""

    # What a page says of itself ---------------------------------------------------------------

    def heading_text(self) -> str:
        """Return the heading's left end."""
        return ""

    def remark(self) -> str:
        """Return the heading's right end."""
        return ""

    def columns(self) -> tuple[Column[Row], ...]:
        """Return the columns."""
        return ()

    def empty_text(self) -> str:
        """Return what is said in place of an empty list."""
        return ""

    def explained(self) -> tuple[str, ...]:
        """Return what is said below the list, a sentence or two each."""
        return ()

    # The page ---------------------------------------------------------------------------------

    def body(self) -> tuple[Widget, ...]:
        """Return the heading, the list, and what it means."""
        return (
            TextBlock(id="heading"),
            Grid(self.columns(), id="rows"),
            TextBlock(id="none"),
            TextBlock(id="explained"),
        )

    @property
    def grid(self) -> "Grid[Row]":
        """The list."""
        return self.query_one(Grid)

    def on_mount(self) -> None:
        """Put the cursor in the list."""
        super().on_mount()
        self.grid.focus()

    def tab(self) -> str:
        """Return the tab that these pages stand behind."""
        return SYSTEM

    def first_row(self, found: tuple[Row, ...]) -> int:
        """Return the row that the cursor begins on: what waits for the member."""
        return 0

    def show_rows(self, found: tuple[Row, ...]) -> None:
        """Draw what was fetched."""
        cursor = self.grid.cursor if self.found is not None else self.first_row(found)
        self.found = found
        self.set_class(not found, "-empty")
        self.grid.show_rows(len(found), cursor, ((0, found),))
        self.query_one("#none", TextBlock).show("" if found else f"\n   {self.empty_text()}")
        self._around()
        self.refresh_footer()

    def _around(self) -> None:
        heading = view_line(self.heading_text(), (), 0, self.remark(), self.size.width)
        self.query_one("#heading", TextBlock).show(heading)
        below = [part for text in self.explained() for part in wrap(text, self.size.width - 2)]
        self.query_one("#explained", TextBlock).show("\n".join(f" {line}" for line in below))

    def on_resize(self) -> None:
        """Draw the heading as wide as the window."""
        super().on_resize()
        if self.found is not None:
            self._around()

    def on_grid_moved(self) -> None:
        """Offer what fits the row."""
        self.refresh_footer()

    def row(self) -> Row | None:
        """Return the row under the cursor; None when there is none."""
        if not self.is_mounted:
            return None
        grid: Grid[Row] = self.grid
        return grid.row_at_cursor

    def has_row(self) -> bool:
        """Return whether there is a row under the cursor."""
        return self.row() is not None

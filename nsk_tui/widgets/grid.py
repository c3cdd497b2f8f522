"""A virtual table: a hundred thousand rows cost what the rows on the screen cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from nsk_tui.widgets.rows import Cell, Column, Row, RowCache, fit

CONTEXT_ROWS = 2
"""Rows of the last page that a turned page still shows."""

_MARGIN_CELLS = 3
_CURSOR = " ▸ "
_NO_CURSOR = " " * _MARGIN_CELLS
_WAITING = "…"


class Grid(ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows under a cursor. Whoever owns the table answers ``RowsWanted`` with ``put_rows``.

    A step of the cursor paints two rows. Past the edge the page turns, two rows of the old one
    staying in sight: rolling by one row would send every row of the page at each key.
    """

    DEFAULT_CSS = """
    Grid {
        scrollbar-size: 0 0;
        overflow-x: hidden;
    }
    Grid > .grid--heading { color: $text-muted; text-style: bold; }
    Grid > .grid--dim { color: $text-muted; }
    Grid > .grid--yellow { color: $text-warning; }
    Grid > .grid--orange { color: $text-accent; }
    Grid > .grid--red { color: $text-error; text-style: bold; }
    Grid > .grid--late { text-style: bold; }
    Grid > .grid--hit { text-style: underline; }
    Grid > .grid--cursor { text-style: bold; }
    Grid:focus > .grid--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--heading",
        "grid--dim",
        "grid--yellow",
        "grid--orange",
        "grid--red",
        "grid--late",
        "grid--hit",
        "grid--cursor",
    }

    @dataclass
    class RowsWanted(Message):
        """The table needs ``count`` rows from ``first``; ``turn`` goes back with the answer."""

        grid: "Grid[Any]"
        turn: int
        first: int
        count: int

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or its row has come."""

        grid: "Grid[Any]"

    @dataclass
    class Opened(Message):
        """A row that is there was chosen."""

        grid: "Grid[Any]"

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        titled: bool = True,
    ) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.heading_rows = 1 if titled else 0
        self.rows: RowCache[Row] = RowCache()
        self.cursor = 0
        self._painted: dict[int, Strip] = {}

    @property
    def row_at_cursor(self) -> Row | None:
        """The row under the cursor; None when the table is empty or the row is not there yet."""
        return self.rows.row(self.cursor) if self.cursor < self.rows.count else None

    def show_rows(
        self, count: int, cursor: int = 0, at_hand: Sequence[tuple[int, Sequence[Row]]] = ()
    ) -> None:
        """Show another list of this length, of which some blocks (first row, rows) may be at hand.

        Only lines that look different are sent to the terminal.
        """
        self.rows.reset(count)
        for first, rows in at_hand:
            self.rows.put(first, rows)
        self.cursor = max(0, min(cursor, count - 1))
        self.virtual_size = Size(self.size.width, count + self.heading_rows)
        self._turn_page()
        self._repaint()
        self._ask()
        self.post_message(self.Moved(self))

    def put_rows(self, turn: int, first: int, rows: Sequence[Row]) -> None:
        """Take rows that were wanted; those of an earlier list are let go."""
        if turn != self.rows.turn:
            return
        self.rows.put(first, rows)
        self._repaint()
        if first <= self.cursor < first + len(rows):
            self.post_message(self.Moved(self))

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, the nearest there is."""
        index = max(0, min(index, self.rows.count - 1))
        if index == self.cursor:
            return
        before, self.cursor = self.cursor, index
        self._turn_page()
        self._refresh_row(before)
        self._refresh_row(index)
        self._ask()
        self.post_message(self.Moved(self))

    def forget_painted(self) -> None:
        """Let go of how the lines looked, whose letters may be a text that was read."""
        self._painted.clear()

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight, and remember how it looks."""
        self._painted[y] = self._line_at(y)
        return self._painted[y]

    def _line_at(self, y: int) -> Strip:
        if y < self.heading_rows:
            return self._heading()
        index = self.scroll_offset.y + y - self.heading_rows
        if index >= self.rows.count:
            return Strip.blank(self.size.width, self.rich_style)
        return self._row_line(index)

    def on_resize(self) -> None:
        """Keep the cursor in sight, and ask for what a larger window shows."""
        self.virtual_size = Size(self.size.width, self.rows.count + self.heading_rows)
        self._turn_page()
        self._ask()

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked row; open it when the cursor is there already."""
        index = self.scroll_offset.y + event.y - self.heading_rows
        if event.y < self.heading_rows or not 0 <= index < self.rows.count:
            return
        if index == self.cursor:
            self.open()
        self.move_to(index)

    def move(self, step: str) -> None:
        """Move the cursor: up, down, page_up, page_down, first or last; another step is none."""
        page = max(1, self._page_rows() - CONTEXT_ROWS)
        last = self.rows.count - 1
        goals = {
            "up": self.cursor - 1,
            "down": self.cursor + 1,
            "page_up": self.cursor - page,
            "page_down": self.cursor + page,
            "first": 0,
            "last": last,
        }
        self.move_to(goals.get(step, self.cursor))

    def open(self) -> None:
        """Tell that the row under the cursor was chosen, if it is there."""
        if self.row_at_cursor is not None:
            self.post_message(self.Opened(self))

    def _page_rows(self) -> int:
        return max(1, self.size.height - self.heading_rows)

    def _turn_page(self) -> None:
        page, top = self._page_rows(), self.scroll_offset.y
        if top <= self.cursor < top + page:
            return
        context = min(CONTEXT_ROWS, (page - 1) // 2)
        above = self.cursor - (page - 1 - context)
        wanted = above if self.cursor < top else self.cursor - context
        self.scroll_to(y=max(0, min(wanted, self.rows.count - page)), animate=False)

    def _ask(self) -> None:
        top = self.scroll_offset.y
        for first, count in self.rows.missing(top, top + self._page_rows() - 1):
            self.post_message(self.RowsWanted(self, self.rows.turn, first, count))

    def _repaint(self) -> None:
        changed = [y for y in range(self.size.height) if self._painted.get(y) != self._line_at(y)]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _refresh_row(self, index: int) -> None:
        y = index - self.scroll_offset.y + self.heading_rows
        if self.heading_rows <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _shown(self) -> list[tuple[Column[Row], int]]:
        """Return the columns there is room for, with their widths; one of width 0 takes the rest."""
        shown = [column for column in self.columns if column.is_shown(self.size.width)]
        used = sum(column.width + 1 for column in shown) + _MARGIN_CELLS
        rest = max(1, self.size.width - used)
        return [(column, column.width or rest) for column in shown]

    def _heading(self) -> Strip:
        style = self.get_component_rich_style("grid--heading")
        titles = [fit(column.title, width) for column, width in self._shown()]
        titles[0] += " " * (_MARGIN_CELLS - 1)
        return self._line([Segment(" " + " ".join(titles), style)], style)

    def _row_line(self, index: int) -> Strip:
        at_cursor = index == self.cursor
        base = self.get_component_rich_style("grid--cursor") if at_cursor else self.rich_style
        segments = [Segment(_CURSOR if at_cursor else _NO_CURSOR, base)]
        row = self.rows.looks(index)
        if row is None:
            return self._line([*segments, Segment(_WAITING, base)], base)
        for column, width in self._shown():
            segments += self._cell_segments(column.cell(row), width, base, at_cursor)
        return self._line(segments, base)

    def _cell_segments(self, cell: Cell, width: int, base: Style, at_cursor: bool) -> list[Segment]:
        text, style = fit(cell.text, width) + " ", self._style_of(cell, base, at_cursor)
        start, end = cell.hit
        hit = style + self.get_component_rich_style("grid--hit", partial=True)
        parts = ((text[:start], style), (text[start:end], hit), (text[end:], style))
        return [Segment(part, of_part) for part, of_part in parts if part]

    def _style_of(self, cell: Cell, base: Style, at_cursor: bool) -> Style:
        if not cell.role or at_cursor:
            return base
        return self.get_component_rich_style(f"grid--{cell.role}")

    def _line(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, style).simplify()

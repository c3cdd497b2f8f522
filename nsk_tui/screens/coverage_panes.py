"""The two panes of the coverage: the matrix and the people, each with its cursor, and what is told."""

from typing import Any

from textual.containers import Vertical
from textual.widget import Widget

from nsk_tui.rules.absence_simulator import Simulation
from nsk_tui.rules.coverage import Cell
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import coverage_words as words
from nsk_tui.screens.actions import Action
from nsk_tui.screens.coverage_words import Spot
from nsk_tui.screens.group_views import GroupView
from nsk_tui.services.coverage import CoveragePicture
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import XWIDE_CELLS
from nsk_tui.widgets.lines import Lines

PEOPLE_ROWS_MIN = 5
"""Rows that the people keep, their heading among them."""
TOLD_ROWS_MAX = 4
BESIDE_CELLS = 58
"""How wide the people stand beside the matrix, where there is room."""


class PaneLines(Lines):
    """The matrix or the people; cursor keys go to the screen."""

    def move(self, step: str) -> None:
        """Move the screen's cursor."""
        if isinstance(self.screen, CoveragePanes):
            self.screen.move(step)

    def on_focus(self) -> None:
        """Show where the cursor is."""
        if isinstance(self.screen, CoveragePanes):
            self.screen.draw()


class CoveragePanes(GroupView):
    """The matrix with what is told of it, and the people below or beside."""

    def __init__(self) -> None:
        """Begin with nothing; the cursor is put on a person when the people are known."""
        super().__init__()
        self.picture: CoveragePicture | None = None
        self.tried: Simulation | None = None
        self.out: set[MemberId] = set()
        self.spot = Spot()
        self.at = 0

    def body(self) -> tuple[Widget, ...]:
        """Return the heading, the matrix with what is told, the people."""
        left = Vertical(
            Lines(id="heads"), PaneLines(id="matrix"), Lines(id="legend"), Lines(id="told"), id="left"
        )
        return (
            TextBlock(id="heading"),
            Lines(id="banner"),
            Vertical(left, Vertical(Lines(id="crowd"), PaneLines(id="people"), id="right"), id="panes"),
        )

    def on_mount(self) -> None:
        """Put the cursor in the people."""
        super().on_mount()
        for name in ("banner", "heads", "legend", "told", "crowd"):
            self.query_one(f"#{name}").can_focus = False
        self.people_lines.focus()

    @property
    def matrix_lines(self) -> PaneLines:
        """The matrix."""
        return self.query_one("#matrix", PaneLines)

    @property
    def people_lines(self) -> PaneLines:
        """The people."""
        return self.query_one("#people", PaneLines)

    @property
    def is_in_matrix(self) -> bool:
        """Whether the cursor stands in the matrix."""
        return self.is_mounted and self.focused is self.matrix_lines

    @property
    def person(self) -> MemberId | None:
        """Who stands at the cursor of the people; None while nobody does."""
        people = self.picture.people if self.picture else ()
        return people[self.at].person.id if self.at < len(people) else None

    @property
    def cell(self) -> Cell | None:
        """The field at the matrix's cursor, as it is without who is out; None while there is none."""
        return words.cell_at(self.tried.coverage, self.spot) if self.tried else None

    # What is seen -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the new size."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Draw the lines that changed."""
        picture, tried = self.picture, self.tried
        if not self.is_mounted or self.program.session is None or picture is None or tried is None:
            return
        width, beside = self._widths()
        self.spot = words.in_sight(picture.coverage, self.spot, width)
        self.query_one("#heading", TextBlock).show(self.heading(words.remark(tried)))
        self.query_one("#banner", Lines).show([words.banner(tried, picture, self.size.width)])
        self.query_one("#heads", Lines).show([words.head(picture.coverage, self.spot.first, width)])
        self._draw_matrix(picture, tried, width)
        rows = words.people(picture.people, self.out, self.at, beside, not self.is_in_matrix)
        hidden = len(rows) > max(1, self.people_lines.size.height)
        self.query_one("#crowd", Lines).show([words.people_head(picture.people, hidden, beside)])
        self.people_lines.show(rows, -1)
        self._keep_person_in_sight(len(rows))
        self.refresh_footer()

    def _draw_matrix(self, picture: CoveragePicture, tried: Simulation, width: int) -> None:
        told = words.effects(tried, picture, width)
        cell = self.cell
        if self.is_in_matrix and cell is not None:
            told = [words.of_field(cell), *told]
        told = told[:TOLD_ROWS_MAX]
        rows = words.matrix(tried, self.spot, width, self.is_in_matrix)
        room = self._matrix_room(len(rows), len(told))
        self.matrix_lines.styles.height = room
        self.matrix_lines.show(rows, -1)
        self._keep_row_in_sight(room)
        self.query_one("#legend", Lines).show(words.legend(tried, picture.coverage, len(rows) - room, width))
        self.query_one("#told", Lines).styles.height = len(told)
        self.query_one("#told", Lines).show(told)

    def _widths(self) -> tuple[int, int]:
        """Return how wide the matrix is, and how wide the people beside or below it."""
        if self.size.width >= XWIDE_CELLS:
            return self.size.width - BESIDE_CELLS, BESIDE_CELLS
        return self.size.width, self.size.width

    def _matrix_room(self, rows: int, told: int) -> int:
        """Return how many departments are shown: the people below keep some rows."""
        free = self.query_one("#panes").size.height - 3 - told
        below = 0 if self.size.width >= XWIDE_CELLS else PEOPLE_ROWS_MIN
        return max(1, min(rows, free - below))

    def _keep_row_in_sight(self, room: int) -> None:
        top = self.matrix_lines.scroll_offset.y
        if self.is_in_matrix and not top <= self.spot.row < top + room:
            wanted = self.spot.row if self.spot.row < top else self.spot.row - room + 1
            self.matrix_lines.scroll_to(y=wanted, animate=False)
            self.matrix_lines.refresh()

    def _keep_person_in_sight(self, rows: int) -> None:
        view, row = self.people_lines, self.at % max(1, rows)
        top, page = view.scroll_offset.y, max(1, view.size.height)
        if not top <= row < top + page:
            view.scroll_to(y=row if row < top else row - page + 1, animate=False)
            view.refresh()

    # The cursor -------------------------------------------------------------------------------

    def has_row(self) -> bool:
        """Return whether the cursor stands on anything."""
        return self.is_mounted and (self.cell is not None if self.is_in_matrix else self.person is not None)

    def handler(self, action: Action) -> Any:
        """Cursor keys move in the pane that has the cursor."""
        if action.id.startswith("cursor."):
            return lambda: self.move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor."""
        if self.picture is None or self.tried is None:
            return
        if self.is_in_matrix:
            self._move_field(step)
        else:
            self._move_person(step)
        self.draw()

    def _move_field(self, step: str) -> None:
        coverage_ = self.picture.coverage if self.picture else None
        if coverage_ is None:
            return
        rows, columns = len(words.departments(coverage_)), len(words.columns(coverage_))
        page = max(1, self.matrix_lines.size.height - 1)
        row, column = self.spot.row, self.spot.column
        goals = {
            "up": (row - 1, column), "down": (row + 1, column), "left": (row, column - 1),
            "right": (row, column + 1), "page_up": (row - page, column), "page_down": (row + page, column),
            "first": (0, column), "last": (rows - 1, column),
        }  # fmt: skip
        row, column = goals.get(step, (row, column))
        self.spot = Spot(max(0, min(row, rows - 1)), max(0, min(column, columns - 1)), self.spot.first)

    def _move_person(self, step: str) -> None:
        people = self.picture.people if self.picture else ()
        rows = -(-len(people) // words.people_columns(self._widths()[1]))
        page = max(1, self.people_lines.size.height - 1)
        goals = {
            "up": self.at - 1, "down": self.at + 1, "left": self.at - rows, "right": self.at + rows,
            "page_up": self.at - page, "page_down": self.at + page, "first": 0, "last": len(people) - 1,
        }  # fmt: skip
        self.at = max(0, min(goals.get(step, self.at), len(people) - 1))

    def do_pane_next(self) -> None:
        """Go from the people to the matrix, and back."""
        (self.people_lines if self.is_in_matrix else self.matrix_lines).focus()

    def do_pane_previous(self) -> None:
        """Go from the people to the matrix, and back."""
        self.do_pane_next()

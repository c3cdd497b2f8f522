"""System: four screens behind one digit, and what those of them share that show rows under a cursor."""

from typing import Any, ClassVar

from textual.content import Content
from textual.widget import Widget

from nsk_tui.rules.members import Role
from nsk_tui.screens.actions import N_, Action
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import view_line
from nsk_tui.widgets.lines import Line, Lines
from nsk_tui.wording import _

SYSTEM = "screen.system"
"""The act that leads here, and the name of the first view."""

AUDIT, VERIFY, BACKUP = "system.audit", "system.verify", "system.backup"
VIEWS: dict[str, str] = {
    SYSTEM: N_("Members"),
    AUDIT: N_("Audit"),
    VERIFY: N_("Check"),
    BACKUP: N_("Backup"),
}
"""The views in their order; each is a screen of its own, for each has acts of its own."""

NOT_AUDITORS = (BACKUP,)


class SystemScreen(TabbedScreen):
    """One view of System; turning to the next view goes to another screen."""

    CSS_PATH = ["lists.tcss", "system.tcss"]  # noqa: RUF012 - as Textual declares it
    VIEWS = tuple(VIEWS.values())
    OWN: ClassVar[str] = SYSTEM

    def ids(self) -> tuple[str, ...]:
        """Return the views that this member's role has."""
        is_auditor = self.program.role is Role.AUDITOR
        return tuple(one for one in VIEWS if not (is_auditor and one in NOT_AUDITORS))

    def view_names(self) -> tuple[str, ...]:
        """Return the views' names in the reader's language."""
        return tuple(_(VIEWS[one]) for one in self.ids())

    def tab(self) -> str:
        """Return the tab that all four stand behind."""
        return SYSTEM

    def heading(self, right: str = "") -> Content:
        """Return the first row of the body."""
        return view_line(_("SYSTEM"), self.view_names(), self.ids().index(self.OWN), right, self.size.width)

    def _turn(self, step: int) -> None:
        ids = self.ids()
        after = ids[(ids.index(self.OWN) + step) % len(ids)]
        # In the app's own task: a screen that waits to be left would wait for itself.
        self.app.call_later(self.program.everywhere.turn_to, SYSTEM, after)


class RowLines(Lines):
    """Rows under a cursor; cursor keys go to the screen."""

    def move(self, step: str) -> None:
        """Move the screen's cursor."""
        if isinstance(self.screen, RowsScreen):
            self.screen.move(step)


class RowsScreen(SystemScreen):
    """A view that is rows under a cursor, with lines above and below."""

    def __init__(self) -> None:
        """Begin on the first row."""
        super().__init__()
        self.at = 0

    def body(self) -> tuple[Widget, ...]:
        """Return the heading, the lines above the rows, the rows, the lines below."""
        return (TextBlock(id="heading"), Lines(id="head"), RowLines(id="rows"), Lines(id="foot"))

    def on_mount(self) -> None:
        """Put the cursor in the rows."""
        super().on_mount()
        for name in ("head", "foot"):
            self.query_one(f"#{name}").can_focus = False
        self.query_one(RowLines).focus()

    def row_lines(self) -> list[Line]:
        """Return the rows; the one at the cursor carries its pointer."""
        return []

    def head_lines(self) -> list[Line]:
        """Return the lines above the rows."""
        return []

    def foot_lines(self) -> list[Line]:
        """Return the lines below the rows, about the one at the cursor."""
        return []

    def remark(self) -> str:
        """Return what stands at the right end of the heading."""
        return ""

    def count(self) -> int:
        """Return how many rows there are."""
        return 0

    def draw(self) -> None:
        """Draw the lines that changed."""
        if not self.is_mounted or self.program.session is None:
            return
        self.at = max(0, min(self.at, self.count() - 1))
        self.query_one("#heading", TextBlock).show(self.heading(self.remark()))
        self.query_one("#head", Lines).show(self.head_lines())
        rows = self.row_lines()
        self.query_one(RowLines).show(rows, self.cursor_line() if self.count() else -1)
        foot, lines = self.query_one("#foot", Lines), self.foot_lines()
        foot.styles.height = max(1, len(lines))
        foot.show(lines)
        self.refresh_footer()

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def cursor_line(self) -> int:
        """Return on which line the row at the cursor stands: lines may stand between the rows."""
        return self.at

    def has_row(self) -> bool:
        """Return whether there is a row under the cursor."""
        return self.count() > 0

    def handler(self, action: Action) -> Any:
        """Cursor keys move in the rows, whatever is focused."""
        if action.id.startswith("cursor."):
            return lambda: self.move(action.id.removeprefix("cursor."))
        return super().handler(action)

    def move(self, step: str) -> None:
        """Move the cursor."""
        page, last = max(1, self.query_one(RowLines).size.height - 1), self.count() - 1
        goals = {
            "up": self.at - 1, "down": self.at + 1, "first": 0, "last": last,
            "page_up": self.at - page, "page_down": self.at + page,
        }  # fmt: skip
        self.at = max(0, min(goals.get(step, self.at), last))
        self.draw()


def rule(width: int) -> Line:
    """Return a line across the screen."""
    return ((f" {'─' * max(0, width - 2)}", "rule"),)


def pointer(at_cursor: bool) -> str:
    """Return what a row begins with."""
    return " ▸ " if at_cursor else "   "

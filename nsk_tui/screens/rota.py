"""Duty, the plan: eight weeks or more at a glance, a cursor on my next duty, and who carries how much."""

from dataclasses import replace
from datetime import date, timedelta

from textual.widget import Widget

from nsk_tui.rules.access import Act, may
from nsk_tui.rules.duties import DutyRef
from nsk_tui.screens import rota_board
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.rota_board import Window
from nsk_tui.screens.rota_drafting import RotaDrafting
from nsk_tui.screens.rota_views import ROTA
from nsk_tui.services import rota, rota_plan
from nsk_tui.services.errors import NoDraft
from nsk_tui.services.rota import Board, Cell
from nsk_tui.services.session import Session
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import ends
from nsk_tui.widgets.lines import EMPTY, Lines, line
from nsk_tui.wording import _

BEFORE = timedelta(weeks=8)
"""How far back the strip can be turned."""

PERIODS = 90
"""How many periods are fetched at once: turning the strip asks nobody."""


def fetch(session: Session, day: date) -> tuple[Board, Board | None]:
    """Return the rota around a day, and the draft; None when there is none, or it is not for her."""
    board = rota.board(session, day - BEFORE, PERIODS)
    if not may(session.role, Act.PLAN_ROTA):
        return board, None
    try:
        return board, rota_plan.draft_board(session)
    except NoDraft:
        return board, None


class StripLines(Lines):
    """The strip; cursor keys go to the screen."""

    def move(self, step: str) -> None:
        """Move the screen's cursor."""
        if isinstance(self.screen, RotaScreen):
            self.screen.move(step)


class RotaScreen(RotaDrafting, WithReference):
    """The plan."""

    NOUN = Place.ROTA
    OWN = ROTA
    CSS_PATH = ["lists.tcss", "rota.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        """Begin with nothing; the cursor is put on the reader's next duty when it is known."""
        super().__init__()
        self.published: Board | None = None
        self.draft: Board | None = None
        self.shows_draft = False
        self.window: Window | None = None

    def body(self) -> tuple[Widget, ...]:
        """Return the heading, the strip, what is told of the duty, the loads."""
        return (
            TextBlock(id="heading"),
            StripLines(id="strip"),
            Lines(id="rule"),
            TextBlock(id="told"),
            Lines(id="loads"),
            TextBlock(id="patterns"),
        )

    def on_mount(self) -> None:
        """Put the cursor in the strip."""
        super().on_mount()
        for name in ("rule", "loads"):
            self.query_one(f"#{name}").can_focus = False
        self.query_one(StripLines).focus()

    def refresh_records(self) -> None:
        """Fetch the rota again; the cursor stays on its duty."""
        if self.program.session is not None:
            self.run_service(
                fetch, self.session, self.session.today,
                done=self._show, doing="" if self.published else _("Fetching the rota ..."),
                exclusive="board",
            )  # fmt: skip

    def _show(self, found: tuple[Board, Board | None]) -> None:
        was_at = self.ref
        if found != (self.published, self.draft):
            self.published, self.draft = found
            self.shows_draft = self.shows_draft and self.draft is not None
            self._put_cursor(was_at)
        self.draw()

    # Where the cursor stands ------------------------------------------------------------------

    @property
    def board(self) -> Board | None:
        """The board that is shown: the draft's or the published one; None before it is fetched."""
        return self.draft if self.shows_draft and self.draft is not None else self.published

    @property
    def ref(self) -> DutyRef | None:
        """The duty under the cursor; None while there is none."""
        board, window = self.board, self.window
        if board is None or window is None or not rota_board.rows(board):
            return None
        return rota_board.ref_at(board, window)

    @property
    def cell(self) -> Cell | None:
        """What the strip shows under the cursor; None while there is nothing."""
        board, window, ref = self.board, self.window, self.ref
        if board is None or window is None or ref is None:
            return None
        return board.cells[ref.line, ref.role][window.column]

    def _put_cursor(self, ref: DutyRef | None) -> None:
        board = self.board
        if board is None:
            return
        starts = [one.start for one in board.periods]
        strip = rota_board.rows(board)
        if ref is None or ref.start not in starts or (ref.line, ref.role) not in strip:
            row, column = rota_board.start_at(board)
        else:
            row, column = strip.index((ref.line, ref.role)), starts.index(ref.start)
        first = board.now_index or 0
        self.window = self._in_sight(Window(first, 1, row, column))

    def turn_to_draft(self, shown: bool) -> None:
        """Show the draft or the published plan; the cursor stays on its duty."""
        was_at = self.ref
        self.shows_draft = shown
        self._put_cursor(was_at)

    def _in_sight(self, window: Window) -> Window:
        count = rota_board.columns(self.size.width or 80)
        first = max(min(window.first, window.column), window.column - count + 1)
        return replace(window, first=first, count=count)

    def has_row(self) -> bool:
        """Return whether the cursor stands on a duty; until the rota is here, on one's own next one."""
        return self.is_mounted and (self.board is None or self.ref is not None)

    def move(self, step: str) -> None:
        """Move the cursor: left and right through time, up and down through lines."""
        board, window = self.board, self.window
        if step in ("page_up", "page_down"):
            self.query_one("#loads", Lines).page(1 if step == "page_down" else -1)
            return
        if board is None or window is None or not rota_board.rows(board):
            return
        row, column = window.row, window.column
        goals = {
            "left": (row, column - 1), "right": (row, column + 1),
            "up": (row - 1, column), "down": (row + 1, column),
            "first": (row, board.now_index or 0), "last": (row, len(board.periods) - 1),
        }  # fmt: skip
        row, column = goals.get(step, (row, column))
        row = max(0, min(row, len(rota_board.rows(board)) - 1))
        column = max(0, min(column, len(board.periods) - 1))
        self.window = self._in_sight(replace(window, row=row, column=column))
        self.draw()

    # What is seen -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the new width."""
        super().on_resize()
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if self.window is not None:
            self.window = self._in_sight(self.window)
        self.draw()

    def draw(self) -> None:
        """Draw the lines that changed."""
        board, window = self.board, self.window
        if not self.is_mounted or self.program.session is None or board is None or window is None:
            return
        today, width = self.session.today, self.size.width
        self.query_one("#heading", TextBlock).show(self.heading(self._remark(board, today)))
        strip = rota_board.strip_lines(board, window, today)
        self.query_one(StripLines).styles.height = len(strip)
        self.query_one(StripLines).show(strip, -1)
        self.query_one("#rule", Lines).show([line(f" {'─' * (width - 2)}", "rule")])
        self.query_one("#told", TextBlock).show(self._told(board, window))
        self.query_one("#loads", Lines).show(rota_board.load_lines(board, width) or [EMPTY])
        self.call_after_refresh(self._draw_foot, board)
        self.refresh_footer()

    def _remark(self, board: Board, today: date) -> str:
        if self.shows_draft:
            return _("DRAFT · Esc: the published plan")
        return rota_board.published(board, today)

    def _told(self, board: Board, window: Window) -> str:
        if not rota_board.rows(board):
            return " " + _("No lines yet. F4 and «duty lines» adds one.")
        if board.published_through is None and not self.shows_draft:
            return " " + _("No plan yet. n makes a draft; nobody sees it before you publish.")
        legend = rota_board.legend(board, window)
        below = _("Only coordinators see the draft. P shows what it changes.") if self.shows_draft else legend
        return f" {rota_board.told(board, window)}\n {below}"

    def _draw_foot(self, board: Board) -> None:
        # What is hidden is known once the loads have their height.
        hidden = len(board.loads) + 1 - self.query_one("#loads", Lines).size.height
        more = rota_board.people_more(hidden) if hidden > 0 else ""
        spread = ends(rota_board.spread(board), more, self.size.width)
        self.query_one("#patterns", TextBlock).show(f"{spread}\n {rota_board.patterns()}")

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the duty under the cursor."""
        cell = self.cell if self.is_mounted else None
        if self.shows_draft and action.id in ("duty.swap", "duty.override", "duty.history", "duty.why"):
            return _("this is a draft: publish it first")
        if action.id == "rota.discard" and self.draft is None:
            return _("there is no draft")
        if action.id == "rota.publish" and self.draft is None:
            return _("there is no draft; n makes one")
        if (
            cell is not None
            and cell.layer is None
            and action.id in ("duty.swap", "duty.override", "duty.why")
        ):
            return _("no plan reaches so far")
        return None

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return who has the duty under the cursor."""
        cell = self.cell
        return (cell.member or "") if cell is not None else ""

    def do_duty_why(self) -> None:
        """Say why somebody has the duty."""
        from nsk_tui.screens.duty_why import WhyScreen

        if self.ref is not None and self.board is not None:
            self.app.push_screen(WhyScreen(self.ref, self.board.lines))

    def do_duty_swap(self) -> None:
        """Ask somebody, take one from somebody, or set somebody."""
        from nsk_tui.screens.swap import SwapScreen

        lines = self.board.lines if self.board is not None else ()
        self.app.push_screen(SwapScreen(self.ref, lines), self.after)

    def do_duty_override(self) -> None:
        """Set somebody by hand, with a reason."""
        from nsk_tui.screens.duty_override import OverrideScreen

        if self.ref is not None and self.board is not None:
            self.app.push_screen(OverrideScreen(self.ref, self.board.lines), self.after)

    def do_duty_history(self) -> None:
        """Tell what happened to the duty."""
        from nsk_tui.screens.duty_history import show_history

        if self.ref is not None and self.board is not None:
            show_history(self, self.ref, self.board.lines)

    def after(self, told: str | None) -> None:
        """Show what has changed and say it; ``told`` None: nothing has."""
        if told:
            self.refresh_records()
            self.program.duty.refresh()
            self.say(told)

    def do_rota_what_if(self) -> None:
        """Hold somebody out for some weeks."""
        from nsk_tui.screens.what_if import WhatIfScreen

        cell = self.cell
        self.app.push_screen(WhatIfScreen(cell.member if cell else None))

    def do_rota_export(self) -> None:
        """Write a calendar file."""
        from nsk_tui.screens.rota_export import ExportScreen

        self.app.push_screen(ExportScreen(), lambda told: self.say(told) if told else None)

    async def do_app_back(self) -> None:
        """Leave the draft, then the screen."""
        if self.shows_draft:
            self.turn_to_draft(False)
            self.draw()
        else:
            await self.program.everywhere.do_app_back()

"""Today: what waits for me, most serious first, and what happened in the group."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from nsk_tui.rules.consultations import ThreadLine
from nsk_tui.rules.duties import Line as DutyLine
from nsk_tui.screens import (
    thread_words,
    today_chores,
    today_handover,
    today_meetings,
    today_rota,
    today_words,
)
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import TabbedScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.references import WithReference
from nsk_tui.screens.task import open_task
from nsk_tui.screens.today_chores import Chore, FrontPage, open_chore
from nsk_tui.screens.today_meetings import ActionToDo, PollToAnswer
from nsk_tui.screens.today_rota import DutyGap, RotaItem, SwapAsked
from nsk_tui.services import consultations, drafts
from nsk_tui.services.drafts import DraftLine
from nsk_tui.services.handover_waiting import ActionDue
from nsk_tui.services.text_redaction import WaitingText
from nsk_tui.services.today import WaitingClosure, WaitingTask, WaitingThread
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import view_line
from nsk_tui.widgets.grid import Grid
from nsk_tui.wording import _

OPENED_BY: tuple[tuple[Any, Callable[[Any, Any], object]], ...] = (
    ((DutyGap, SwapAsked), today_rota.open_item),
    ((ActionToDo, PollToAnswer), today_meetings.open_item),
    (Chore, open_chore),
    (today_handover.KINDS, today_handover.open_item),
)
"""What waits, and what goes there."""

LEADS_ON = (Chore, DutyGap, SwapAsked, PollToAnswer)
"""What is not done from its row: Enter goes there."""


class TodayScreen(TabbedScreen, WithReference):
    """The front page: one list, one cursor."""

    NOUN = Place.TODAY
    CSS_PATH = ["lists.tcss", "today.tcss"]  # noqa: RUF012 - as Textual declares it

    def __init__(self) -> None:
        super().__init__()
        self.found: FrontPage | None = None
        self.day: date | None = None
        self.greeted = False

    def body(self) -> tuple[Widget, ...]:
        """Return a duty without anybody, the day, what waits, the group, and who has read."""
        return (
            TextBlock(id="banner"),
            TextBlock(id="day"),
            TextBlock(id="mine"),
            Grid(today_words.columns(), id="waiting", titled=False),
            TextBlock(id="nothing"),
            TextBlock(id="group"),
            TextBlock(id="readers"),
        )

    @property
    def waiting(self) -> Grid[today_words.WaitingRow]:
        """The list."""
        return self.query_one("#waiting", Grid)

    def on_mount(self) -> None:
        """Begin on the most serious."""
        super().on_mount()
        self.waiting.focus()

    def refresh_records(self) -> None:
        """Fetch what waits now."""
        self.run_service(
            today_chores.fetch,
            self.session,
            done=self._show,
            doing="" if self.found else _("Fetching what waits ..."),
            exclusive="today",
        )

    def row(self) -> today_words.WaitingRow | None:
        """Return the row under the cursor; None when nothing waits."""
        return self.waiting.row_at_cursor

    def line(self) -> ThreadLine | None:
        """Return the thread under the cursor; None when the row is none."""
        row = self.row()
        return row.item.line if row and isinstance(row.item, WaitingThread | WaitingClosure) else None

    def has_row(self) -> bool:
        """Return whether anything waits."""
        return self.is_mounted and self.row() is not None

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the row under the cursor."""
        row = self.row() if self.is_mounted else None
        if row is None:
            return None
        if action.id == "follow_up.new" and not isinstance(row.item, WaitingThread):
            return _("this row has no follow-up")
        if action.id in ("duty.swap", "duty.why") and not isinstance(row.item, DutyGap | SwapAsked):
            return _("this row is no duty; 3 shows the plan")
        if action.id == "row.remove" and not isinstance(row.item, DraftLine):
            return _("only a draft can be thrown away")
        handed = isinstance(row.item, today_handover.KINDS) and not isinstance(row.item, ActionDue)
        if action.id == "row.done" and (handed or isinstance(row.item, LEADS_ON)):
            return _("Enter goes there")
        if action.id == "row.done" and isinstance(row.item, DraftLine):
            return _("a draft is done when it is saved: Enter opens it")
        return None

    # What is seen -----------------------------------------------------------------------------

    def _show(self, found: FrontPage) -> None:
        day = self.now.date()
        if (found, day) == (self.found, self.day):
            return
        self.found, self.day = found, day
        rows = today_words.waiting_rows(found, day)
        self.program.tab_counts["screen.consultations"] = found.today.open_count
        self.set_class(not rows, "-empty")
        self.waiting.show_rows(len(rows), self.waiting.cursor, ((0, rows),))
        self.query_one("#mine", TextBlock).show(f"\n {_('FOR YOU')}" + (f" ({len(rows)})" if rows else ""))
        self.query_one("#nothing", TextBlock).show("" if rows else today_words.nothing_waits())
        self.query_one("#readers", TextBlock).show(today_words.safety(found))
        self._head()
        self.refresh_frame()
        self._greet()

    def on_resize(self) -> None:
        """Draw the day as wide as the window."""
        super().on_resize()
        self._head()

    def on_grid_moved(self) -> None:
        """Offer what fits the row."""
        self.refresh_footer()

    def on_grid_opened(self) -> None:
        """Open the row that was clicked."""
        self.do_consultation_open()

    def _head(self) -> None:
        if self.found is not None:
            group = today_words.group(self.found, self.now.date(), self.size.width)
            self.query_one("#group", TextBlock).show(group)
            left, right = (
                today_words.day_words(self.now.date()),
                today_words.since(self.found.today.new_since),
            )
            banner = today_rota.banner(self.found.rota, self.session, self.size.width)
            self.query_one("#banner", TextBlock).show(banner)
            self.query_one("#banner", TextBlock).display = bool(banner)
            self.query_one("#day", TextBlock).show(view_line(left, (), 0, right, self.size.width))

    def _greet(self) -> None:
        if self.greeted or self.found is None:
            return
        self.greeted = True
        unfinished = [draft for draft in self.found.today.drafts if draft.kind == "consultation"]
        if unfinished:
            told = _("Welcome back. Your draft {code} is not finished: F2 opens it.")
            self.say(told.format(code=unfinished[0].code_name))

    # Acts -------------------------------------------------------------------------------------

    def reference(self) -> str:
        """Return the code name of what waits; what is no thread has none."""
        row = self.row()
        return today_words.code_of(row.item, self.session.today) if row is not None else ""

    def do_consultation_open(self) -> None:
        """Go to what waits."""
        row = self.row()
        item = None if row is None else row.item
        opens = next((one for kinds, one in OPENED_BY if isinstance(item, kinds)), None)
        if opens is not None:
            opens(self, item)
        elif isinstance(item, WaitingTask | WaitingText):
            open_task(self, item, self._answered)
        elif isinstance(item, WaitingThread | WaitingClosure | DraftLine) and not self._goes_on(item):
            self.app.push_screen(_screen_for(item))

    def _goes_on(self, item: WaitingThread | WaitingClosure | DraftLine) -> bool:
        """Return whether a part of its own has gone on with a draft."""
        if not isinstance(item, DraftLine):
            return False
        return today_handover.open_draft(self, item) or today_meetings.open_draft(self, item)

    def rota_lines(self) -> tuple[DutyLine, ...]:
        """Return the lines that somebody has duty on."""
        return self.found.rota.board.lines if self.found else ()

    def _rota_item(self) -> RotaItem | None:
        """Return the duty or swap under the cursor; None when the row is none."""
        row = self.row()
        return row.item if row is not None and isinstance(row.item, DutyGap | SwapAsked) else None

    def do_duty_swap(self) -> None:
        """Swap the duty under the cursor."""
        item = self._rota_item()
        if item is not None:
            today_rota.swap_again(self, item)

    def do_duty_why(self) -> None:
        """Say who could take the duty under the cursor, and why."""
        item = self._rota_item()
        if item is not None:
            today_rota.why(self, item)

    def do_follow_up_new(self) -> None:
        """Note the follow-up under the cursor."""
        from nsk_tui.screens.follow_up import FollowUpScreen

        line = self.line()
        if line is not None:
            self.app.push_screen(FollowUpScreen(line.code_name, line))

    def do_row_done(self) -> None:
        """Close the thread under the cursor, answer the task, or say that the action is done."""
        row, line = self.row(), self.line()
        if line is not None:
            self.run_service(
                consultations.close_thread, self.session, line.code_name, done=self._after_closing
            )
        elif row is not None and isinstance(row.item, WaitingTask | WaitingText):
            open_task(self, row.item, self._answered)
        elif row is not None and isinstance(row.item, ActionDue):
            today_handover.finish(self, row.item)
        elif row is not None and isinstance(row.item, ActionToDo):
            today_meetings.done(self, row.item)

    def after_box(self, told: str | None) -> None:
        """Show what a box has changed, and say it."""
        if told:
            self._answered(told)

    def do_row_remove(self) -> None:
        """Throw a draft away, after asking."""
        row = self.row()
        if row is not None and isinstance(row.item, DraftLine):
            self.app.push_screen(
                ConfirmScreen(
                    _("Throw the draft {code} away?").format(code=row.code),
                    _("It is not saved anywhere else. It cannot be undone."),
                    (_("throw away"), _("keep")),
                ),
                partial(self._thrown_away, row.item.id),
            )

    def _thrown_away(self, draft_id: str, answer: int | None) -> None:
        if answer == 0:
            self.run_service(drafts.discard_draft, self.session, draft_id, done=self._after_throwing)

    def _after_throwing(self, _nothing: None) -> None:
        self.refresh_records()
        self.say(_("The draft is gone."))

    def _after_closing(self, answer: consultations.Closed | consultations.SecondNeeded) -> None:
        self.refresh_records()
        self.say(thread_words.closing_told(answer))

    def _answered(self, told: str) -> None:
        self.refresh_records()
        self.say(told)


def _screen_for(item: WaitingThread | WaitingClosure | DraftLine) -> Screen[Any]:
    from nsk_tui.screens import living_note
    from nsk_tui.screens.consultation import ConsultationScreen
    from nsk_tui.screens.consultation_form import ConsultationFormScreen
    from nsk_tui.screens.follow_up import FollowUpScreen
    from nsk_tui.screens.follow_up_note import KIND
    from nsk_tui.screens.minutes import MinutesScreen

    if isinstance(item, WaitingThread | WaitingClosure):
        return ConsultationScreen(item.line.code_name)
    if item.kind == KIND:
        return FollowUpScreen(item.code_name, draft_id=item.id)
    if item.kind == living_note.KIND:
        return living_note.NoteFormScreen(item.id)
    if item.kind == drafts.OF_MINUTES:
        return MinutesScreen(item.code_name)
    return ConsultationFormScreen(draft_id=item.id)

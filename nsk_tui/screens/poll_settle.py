"""Choose the day of a meeting: each date with who can come, and which departments would be missing."""

from textual.widget import Widget

from nsk_tui import meeting_words
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import Meeting
from nsk_tui.rules.poll import DateCount
from nsk_tui.screens import poll_words as words
from nsk_tui.screens.actions import Place
from nsk_tui.screens.rows_box import BoxRows, RowsBox, pointer
from nsk_tui.services import poll
from nsk_tui.services.poll import PollPage
from nsk_tui.widgets.dialog import DialogBox, TextBlock
from nsk_tui.widgets.lines import Line, line
from nsk_tui.widgets.safe_text import shown
from nsk_tui.wording import _

DATE_CELLS = 14


class SettleScreen(RowsBox[str]):
    """Shows the dates, the best one at the cursor; its answer is what was chosen, in words."""

    NOUN = Place.SETTLE

    def __init__(self, meeting: MeetingId) -> None:
        """Choose the day of a meeting."""
        super().__init__()
        self.meeting = meeting
        self.found: PollPage | None = None
        self.is_sent = False

    def body(self) -> tuple[Widget, ...]:
        """Return the dates, and what choosing one means."""
        return (BoxRows(id="dates"), TextBlock(id="hint"))

    def box_title(self) -> str:
        """Return the box's title until the poll is known."""
        return _("Choose the day")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CHOOSE THE DAY"), _("Esc closes")

    def on_mount(self) -> None:
        """Fetch the poll."""
        super().on_mount()
        self.run_service(poll.poll, self.session, self.meeting, done=self._show)

    def _show(self, found: PollPage) -> None:
        self.found = found
        title = _("Choose the day: {title}").format(title=found.meeting.body.title)
        self.query_one(DialogBox).border_title = shown(title)
        if found.best is not None:
            self.at = found.counts.index(found.best)
        self.draw_rows()
        self.moved()
        self.refresh_footer()

    def count(self) -> int:
        """Return how many dates there are."""
        return len(self.found.counts) if self.found else 0

    @property
    def date(self) -> DateCount | None:
        """The date at the cursor; None while there is none."""
        return self.found.counts[self.at] if self.found and self.at < self.count() else None

    def row_lines(self) -> list[Line]:
        """Return the dates with their counts; the best one is marked with a word."""
        if self.found is None:
            return []
        today, best = self.session.today, _("best")
        return [
            line(
                f"{pointer(place == self.at)}{words.dated(one.date.day, today):<{DATE_CELLS}}{words.why(one)}"
                f"{f'   ({best})' if one == self.found.best else ''}"
            )
            for place, one in enumerate(self.found.counts)
        ]

    def moved(self) -> None:
        """Tell what the date at the cursor would mean."""
        one = self.date
        if one is None or self.found is None:
            return
        told = words.missing(one)
        if one.no:
            told.append(_("Cannot come: {members}.").format(members=", ".join(one.no)))
        duty = self.found.on_duty.get(one.date.day, ())
        if duty:
            told.append(_("On duty that day: {members}.").format(members=", ".join(dict.fromkeys(duty))))
        told.append(_("Whoever is absent that day is noted to have sent apologies."))
        self.query_one("#hint", TextBlock).show("\n".join(told))

    def do_form_next(self) -> None:
        """Enter does what F8 does."""
        self.do_form_save()

    def do_form_save(self) -> None:
        """Choose the date at the cursor."""
        if self.date is None or self.is_sent:
            return
        self.is_sent = True
        self.run_service(
            poll.settle,
            self.session,
            self.meeting,
            self.date.date.day,
            done=self._settled,
            failed=self._failed,
        )

    def _settled(self, meeting: Meeting) -> None:
        named = meeting_words.meeting_day(meeting, self.session.today)
        told = _("{title} is on {day}. Everybody sees it in the list.")
        self.dismiss(told.format(title=meeting.body.title, day=named))

    def _failed(self, error: Exception) -> None:
        self.is_sent = False
        self.program.show_error(error)

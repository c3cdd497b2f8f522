"""Meetings, the minutes: every meeting that is over, and how far its minutes have come."""

from nsk_tui.rules.meetings import Meeting, MeetingState
from nsk_tui.screens import meeting_list_words as words
from nsk_tui.screens import meeting_ways
from nsk_tui.screens.actions import Place
from nsk_tui.screens.meeting_views import MINUTES, MeetingsView
from nsk_tui.screens.meetings import Glance, glance
from nsk_tui.screens.system import pointer
from nsk_tui.services import meeting_list
from nsk_tui.services.meeting_list import MeetingLine, MeetingsPage
from nsk_tui.services.minutes import MinutesPage
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _


class MinutesListScreen(MeetingsView):
    """The meetings that are over, the latest first."""

    NOUN = Place.MEETING_MINUTES
    OWN = MINUTES

    def __init__(self) -> None:
        """Begin with nothing; the meetings are fetched when the screen is shown."""
        super().__init__()
        self.found: tuple[MeetingLine, ...] | None = None
        self.seen: Glance | None = None

    def refresh_records(self) -> None:
        """Fetch the meetings."""
        if self.program.session is not None:
            self.run_service(meeting_list.overview, self.session, done=self._show, exclusive="minutes")

    def _show(self, page: MeetingsPage) -> None:
        cancelled = MeetingState.CANCELLED
        self.found = tuple(one for one in page.past if one.meeting.state is not cancelled)
        self.draw()
        self._look()

    @property
    def meeting_line(self) -> MeetingLine | None:
        """The line at the cursor; None while there is none."""
        return self.found[self.at] if self.found and self.at < len(self.found) else None

    @property
    def meeting(self) -> Meeting | None:
        """The meeting at the cursor; None while there is none."""
        return self.meeting_line.meeting if self.meeting_line else None

    def count(self) -> int:
        """Return how many meetings there are."""
        return len(self.found or ())

    def head_lines(self) -> list[Line]:
        """Return the columns' names."""
        return [line(words.titles(self.size.width), "faint")] if self.count() else []

    def row_lines(self) -> list[Line]:
        """Return the meetings."""
        if self.found is None:
            return []
        if not self.found:
            return [line("   " + _("No meeting has been held yet."), "faint")]
        return [
            words.row(one, self.session.today, pointer(place == self.at), self.size.width)
            for place, one in enumerate(self.found)
        ]

    def foot_lines(self) -> list[Line]:
        """Return what came of the meeting at the cursor."""
        one, seen = self.meeting, self.seen
        if one is None:
            return []
        today = self.session.today
        told = [EMPTY, words.heading(one, today, self.size.width)]
        if seen is not None and seen.meeting.id == one.id and isinstance(seen.page, MinutesPage):
            told += words.minutes_lines(seen.page, today)
        return told

    def move(self, step: str) -> None:
        """Move the cursor, and look at what came of the meeting there."""
        super().move(step)
        self._look()

    def _look(self) -> None:
        if self.meeting is not None:
            self.run_service(glance, self.session, self.meeting, done=self._seen, exclusive="glance")

    def _seen(self, found: Glance) -> None:
        self.seen = found
        self.draw()

    def reference(self) -> str:
        """Return the day of the meeting at the cursor."""
        return self.meeting.day.isoformat() if self.meeting and self.meeting.day else ""

    def do_meeting_open(self) -> None:
        """Show the minutes."""
        if self.meeting_line is not None:
            meeting_ways.open_meeting(self, self.meeting_line)

    def do_meeting_export(self) -> None:
        """Write the minutes to a file."""
        if self.meeting is not None:
            meeting_ways.export(self, self.meeting)

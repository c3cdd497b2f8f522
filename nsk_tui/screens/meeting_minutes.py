"""Meetings, the minutes: every meeting that is over, and how far its minutes have come."""

from nsk_tui.rules.meetings import MeetingState
from nsk_tui.screens import meeting_list_words as words
from nsk_tui.screens import meeting_ways
from nsk_tui.screens.actions import Place
from nsk_tui.screens.meeting_glance import GlancingList
from nsk_tui.screens.meeting_views import MINUTES
from nsk_tui.screens.system import pointer
from nsk_tui.services import meeting_list
from nsk_tui.services.meeting_list import MeetingLine, MeetingsPage
from nsk_tui.services.minutes import MinutesPage
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _


class MinutesListScreen(GlancingList):
    """The meetings that are over, the latest first."""

    NOUN = Place.MEETING_MINUTES
    OWN = MINUTES

    def __init__(self) -> None:
        """Begin with nothing; the meetings are fetched when the screen is shown."""
        super().__init__()
        self.found: tuple[MeetingLine, ...] | None = None

    def refresh_records(self) -> None:
        """Fetch the meetings."""
        if self.program.session is not None:
            self.run_service(meeting_list.overview, self.session, done=self._show, exclusive="minutes")

    def _show(self, page: MeetingsPage) -> None:
        cancelled = MeetingState.CANCELLED
        self.found = tuple(one for one in page.past if one.meeting.state is not cancelled)
        self.draw()
        self.look()

    @property
    def meeting_line(self) -> MeetingLine | None:
        """The line at the cursor; None while there is none."""
        return self.found[self.at] if self.found and self.at < len(self.found) else None

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
        one, page = self.meeting, self.seen_here()
        if one is None:
            return []
        today = self.session.today
        told = [EMPTY, words.heading(one, today, self.size.width)]
        return told + (words.minutes_lines(page, today) if isinstance(page, MinutesPage) else [])

    def do_meeting_open(self) -> None:
        """Show the minutes."""
        if self.meeting_line is not None:
            meeting_ways.open_meeting(self, self.meeting_line)

    def do_meeting_export(self) -> None:
        """Write the minutes to a file."""
        if self.meeting is not None:
            meeting_ways.export(self, self.meeting)

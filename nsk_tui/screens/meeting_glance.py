"""A list of meetings beside what is on the one at the cursor: its poll, its agenda, what came of it."""

from abc import abstractmethod
from dataclasses import dataclass

from nsk_tui.rules.meetings import Meeting, MeetingState
from nsk_tui.screens.meeting_views import MeetingsView
from nsk_tui.services import agenda, minutes, poll
from nsk_tui.services.agenda import AgendaPage
from nsk_tui.services.meeting_list import MeetingLine
from nsk_tui.services.minutes import MinutesPage
from nsk_tui.services.poll import PollPage
from nsk_tui.services.session import Session


@dataclass(frozen=True)
class Glance:
    """What is seen of the meeting at the cursor: its poll, its agenda, or what came of it."""

    meeting: Meeting
    page: PollPage | AgendaPage | MinutesPage


def glance(session: Session, meeting: Meeting) -> Glance:
    """Return what is seen of a meeting without opening it."""
    if meeting.state is MeetingState.POLL:
        return Glance(meeting, poll.poll(session, meeting.id))
    if meeting.is_ahead or meeting.state is MeetingState.RUNNING:
        return Glance(meeting, agenda.agenda(session, meeting.id))
    return Glance(meeting, minutes.minutes(session, meeting.id))


class GlancingList(MeetingsView):
    """A view whose cursor stands on a meeting; ``seen`` None: nothing was looked at yet."""

    seen: Glance | None = None

    @property
    @abstractmethod
    def meeting_line(self) -> MeetingLine | None:
        """The line at the cursor; None while there is none."""

    @property
    def meeting(self) -> Meeting | None:
        """The meeting at the cursor; None while there is none."""
        return self.meeting_line.meeting if self.meeting_line else None

    def move(self, step: str) -> None:
        """Move the cursor, and look at the meeting there."""
        super().move(step)
        self.look()

    def look(self) -> None:
        """Fetch what is on the meeting at the cursor."""
        if self.meeting is not None:
            self.run_service(glance, self.session, self.meeting, done=self._seen, exclusive="glance")

    def seen_here(self) -> PollPage | AgendaPage | MinutesPage | None:
        """Return what was seen of the meeting at the cursor; None while it is another's."""
        if self.seen is None or self.meeting is None or self.seen.meeting.id != self.meeting.id:
            return None
        return self.seen.page

    def reference(self) -> str:
        """Return the day of the meeting at the cursor; one without a day has none."""
        return self.meeting.day.isoformat() if self.meeting and self.meeting.day else ""

    def _seen(self, found: Glance) -> None:
        self.seen = found
        self.draw()

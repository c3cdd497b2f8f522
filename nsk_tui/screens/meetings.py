"""Meetings, the list: what comes, what a poll looks for, what was held and how far its minutes are."""

from functools import partial

from nsk_tui import meeting_words
from nsk_tui.rules.meetings import Meeting, MeetingState
from nsk_tui.screens import meeting_list_words as words
from nsk_tui.screens import meeting_ways
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.screens.meeting_glance import GlancingList
from nsk_tui.screens.meeting_views import ACTIONS, DECISIONS, MEETINGS
from nsk_tui.screens.system import pointer
from nsk_tui.services import meeting_list, meeting_series, meetings
from nsk_tui.services.agenda import AgendaPage
from nsk_tui.services.meeting_list import MeetingLine, MeetingsPage
from nsk_tui.services.poll import PollPage
from nsk_tui.widgets.lines import EMPTY, Line, line
from nsk_tui.wording import _, ngettext

PAST_SHOWN_MAX = 3
"""So many meetings that are over stand here; the view Minutes has them all."""


class MeetingsScreen(GlancingList):
    """The list; the cursor begins on the next meeting."""

    NOUN = Place.MEETINGS
    OWN = MEETINGS

    def __init__(self) -> None:
        """Begin with nothing; the meetings are fetched when the screen is shown."""
        super().__init__()
        self.found: MeetingsPage | None = None

    def refresh_records(self) -> None:
        """Fetch the meetings."""
        if self.program.session is not None:
            self.run_service(meeting_list.overview, self.session, done=self._show, exclusive="meetings")

    def _show(self, found: MeetingsPage) -> None:
        here = self.meeting.id if self.meeting else found.next
        self.found = found
        ids = [one.meeting.id for one in self.shown]
        if here in ids:
            self.at = ids.index(here)
        self.program.tab_counts.update({ACTIONS: found.open_actions, DECISIONS: found.decisions})
        self.draw()
        self.look()

    @property
    def shown(self) -> tuple[MeetingLine, ...]:
        """The meetings in the list: those that come, and the last ones that are over."""
        return (*self.found.coming, *self.found.past[:PAST_SHOWN_MAX]) if self.found else ()

    @property
    def meeting_line(self) -> MeetingLine | None:
        """The line at the cursor; None while there is none."""
        return self.shown[self.at] if self.at < len(self.shown) else None

    # What is seen -----------------------------------------------------------------------------

    def count(self) -> int:
        """Return how many meetings there are."""
        return len(self.shown)

    def cursor_line(self) -> int:
        """Return the line of the cursor: a rule stands between what comes and what is over."""
        return self.at + (self.found is not None and self.at >= len(self.found.coming))

    def head_lines(self) -> list[Line]:
        """Return the columns' names."""
        return [line(words.titles(self.size.width), "faint")] if self.count() else []

    def row_lines(self) -> list[Line]:
        """Return the meetings, those that are over below a rule."""
        if self.found is None:
            return []
        if not self.count():
            return [line("   " + _("No meeting is planned. n makes one, or a whole series."), "faint")]
        lines = [
            words.row(one, self.session.today, pointer(place == self.at), self.size.width)
            for place, one in enumerate(self.shown)
        ]
        lines.insert(len(self.found.coming), line("   ----", "rule"))
        return lines

    def foot_lines(self) -> list[Line]:
        """Return what is on the meeting at the cursor, and what its keys lead to."""
        one = self.meeting_line
        if one is None or self.found is None:
            return []
        width, today = self.size.width, self.session.today
        told = [EMPTY, words.heading(one.meeting, today, width), *self._inside(), EMPTY]
        waits = words.waiting(self.found.open_actions) if one.meeting.id == self.found.next else ""
        if waits:
            told.append(line(f" {waits}"))
        return [*told, line(f" {self._hint(one)}", "faint")]

    def _inside(self) -> list[Line]:
        page = self.seen_here()
        room = max(words.ITEMS_SHOWN_MAX, self.size.height - self.count() - 14)
        if isinstance(page, AgendaPage):
            return words.agenda_lines(page, room)
        if isinstance(page, PollPage):
            return words.poll_lines(page, self.session.today)
        return [] if page is None else words.minutes_lines(page, self.session.today, room)

    def _hint(self, one: MeetingLine) -> str:
        if one.poll is not None:
            return _("Enter answers the poll.") if one.poll.waits_for_me else _("Enter shows the answers.")
        if one.meeting.is_ahead or one.meeting.state is MeetingState.RUNNING:
            return _("Enter opens the agenda; p adds an item to the next meeting.")
        return _("Enter shows what was decided and agreed.")

    # Acts -------------------------------------------------------------------------------------

    def at_hand(self) -> str:
        """Return the meeting at the cursor."""
        return self.meeting.id if self.meeting else super().at_hand()

    def impossible(self, action: Action) -> str | None:
        """Return why an act does not fit the meeting at the cursor."""
        one = self.meeting
        return meeting_ways.impossible(action, one, self.session) if one else None

    def do_meeting_open(self) -> None:
        """Answer the poll, open the agenda, or show what came of it."""
        if self.meeting_line is not None:
            meeting_ways.open_meeting(self, self.meeting_line)

    def do_meeting_new(self) -> None:
        """Make a meeting."""
        from nsk_tui.screens.meeting_form import MeetingFormScreen

        self.app.push_screen(MeetingFormScreen(), self._told)

    def do_meeting_edit(self) -> None:
        """Change the meeting at the cursor, alone or with its series."""
        if self.meeting is not None:
            meeting_ways.edit(self, self.meeting, self._told)

    def do_poll_settle(self) -> None:
        """Choose the day of the meeting at the cursor."""
        from nsk_tui.screens.poll_settle import SettleScreen

        if self.meeting is not None:
            self.app.push_screen(SettleScreen(self.meeting.id), self._told)

    def do_meeting_export(self) -> None:
        """Write agenda or minutes to a file."""
        if self.meeting is not None:
            meeting_ways.export(self, self.meeting)

    def do_meeting_take_chair(self) -> None:
        """Take the chair of the meeting at the cursor."""
        if self.meeting is not None:
            self.run_service(meetings.take_chair, self.session, self.meeting.id, done=self._led)

    def _led(self, meeting: Meeting) -> None:
        self._told(
            _("You lead {meeting} now.").format(meeting=meeting_words.called(meeting, self.session.today))
        )

    def do_meeting_cancel(self) -> None:
        """Ask, then cancel the meeting at the cursor."""
        if self.meeting is None:
            return
        title = _("Cancel {meeting}?").format(meeting=meeting_words.called(self.meeting, self.session.today))
        text = _("What is on its agenda comes back at the next meeting. u undoes.")
        choices = (_("cancel the meeting"), _("leave it"))
        self.app.push_screen(ConfirmScreen(title, text, choices), partial(self._cancel, self.meeting))

    def _cancel(self, meeting: Meeting, answer: int | None) -> None:
        if answer == 0:
            self.run_service(meetings.cancel, self.session, meeting.id, done=self._cancelled)

    def _cancelled(self, meeting: Meeting) -> None:
        named = meeting_words.called(meeting, self.session.today)
        self._told(_("{meeting} is cancelled. u undoes.").format(meeting=named))

    def do_series_end(self) -> None:
        """Ask, then end the series of the meeting at the cursor."""
        if self.meeting is None or self.meeting.series is None:
            return
        title = _("End the series {title}?").format(title=self.meeting.body.title)
        text = _("All its coming meetings are cancelled; what is on their agendas waits. u undoes.")
        choices = (_("end the series"), _("leave it"))
        self.app.push_screen(ConfirmScreen(title, text, choices), partial(self._end, self.meeting.series))

    def _end(self, series: str, answer: int | None) -> None:
        if answer == 0:
            self.run_service(meeting_series.end_series, self.session, series, done=self._ended)

    def _ended(self, ended: tuple[Meeting, ...]) -> None:
        told = ngettext("{count} meeting is cancelled.", "{count} meetings are cancelled.", len(ended))
        self._told(f"{told.format(count=len(ended))} {_('u undoes.')}")

    def _told(self, told: str | None) -> None:
        self.refresh_records()
        if told:
            self.say(told)

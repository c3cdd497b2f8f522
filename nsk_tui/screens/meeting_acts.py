"""What a key or the palette does about meetings on every screen."""

from nsk_tui.rules.agenda import Origin, OriginKind
from nsk_tui.rules.ids import MeetingId, is_code_name
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.lead_acts import LeadActs
from nsk_tui.screens.references import WithReference


class MeetingActs(LeadActs):
    """The acts of meetings that work everywhere."""

    async def do_screen_meetings(self) -> None:
        """Go to the meetings."""
        await self.go("screen.meetings")

    def do_agenda_item_new(self) -> None:
        """Write an item for the next meeting; from a thread it takes the code name along, nothing else."""
        self.new_item(None)

    def new_item(self, meeting: MeetingId | None) -> None:
        """Write an item for a meeting; None: the next one."""
        from nsk_tui.screens.agenda_item import AgendaItemScreen

        front = self.app.screen
        if isinstance(front, FrameScreen) and not isinstance(front, AgendaItemScreen):
            origins = origins_of(front) if meeting is None else ()
            self._push(AgendaItemScreen(meeting, origins), self._after_item)

    def go_on_with_item(self, draft_id: str) -> None:
        """Go on with an item that was not finished."""
        from nsk_tui.screens.agenda_item import AgendaItemScreen

        self._push(AgendaItemScreen(draft_id=draft_id), self._after_item)

    def _after_item(self, told: str | None) -> None:
        if told:
            self.say(told)

    async def do_decision_search(self) -> None:
        """Ask what was decided about something."""
        from nsk_tui.screens.meeting_decisions import DecisionsScreen
        from nsk_tui.screens.meeting_views import DECISIONS, MEETINGS

        await self.turn_to(MEETINGS, DECISIONS)
        if isinstance(self.app.screen, DecisionsScreen):
            self.app.screen.start_search()

    def do_meeting_calendar(self) -> None:
        """Write the meetings as a calendar file."""
        from nsk_tui.screens.meeting_calendar import CalendarScreen

        self._push(CalendarScreen(), self._after_item)


def origins_of(front: object) -> tuple[Origin, ...]:
    """Return the record that an item is made from: the code name of the thread at the cursor."""
    code = front.reference() if isinstance(front, WithReference) else ""
    return (Origin(OriginKind.THREAD, code),) if is_code_name(code) else ()

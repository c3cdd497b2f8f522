"""What the palette does about leading meetings on every screen."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.group_acts import GroupActs

if TYPE_CHECKING:
    from nsk_tui.rules.meetings import Meeting

NEXT = "next"
"""Names the meeting that is on, else the one that comes."""


class LeadActs(GroupActs):
    """The acts of leading that work everywhere."""

    def do_meeting_facilitate(self) -> None:
        """Show the next meeting on the big screen."""
        self.lead(NEXT)

    def do_minutes_write(self) -> None:
        """Write the next meeting's minutes."""
        from nsk_tui.screens.minutes import MinutesScreen

        if not isinstance(self.app.screen, MinutesScreen):
            self.write_minutes(NEXT)

    def lead(self, name: str) -> None:
        """Show a meeting on the big screen."""
        from nsk_tui.screens.facilitator import FacilitatorScreen

        self._with(name, lambda meeting: FacilitatorScreen(meeting.id))

    def write_minutes(self, name: str) -> None:
        """Write a meeting's minutes."""
        from nsk_tui.screens.minutes import MinutesScreen

        self._with(name, lambda meeting: MinutesScreen(meeting.id))

    def _with(self, name: str, made: "Callable[[Meeting], Screen[Any]]") -> None:
        """Open a screen of a meeting; where there is none, say so without leaving where one is."""
        from nsk_tui.services import meeting_list

        front = self.app.screen

        def found(meeting: "Meeting") -> None:
            if self.app.screen is front:
                self.app.push_screen(made(meeting))

        if isinstance(front, FrameScreen):
            front.run_service(meeting_list.find, front.session, name, done=found)

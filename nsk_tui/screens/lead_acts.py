"""What the palette does about leading meetings on every screen."""

from nsk_tui.screens.group_acts import GroupActs

NEXT = "next"
"""Names the meeting that is on, else the one that comes."""


class LeadActs(GroupActs):
    """The acts of leading that work everywhere."""

    def do_meeting_facilitate(self) -> None:
        """Show the meeting on the big screen."""
        from nsk_tui.screens.facilitator import FacilitatorScreen

        self.app.push_screen(FacilitatorScreen(NEXT))

    def do_minutes_write(self) -> None:
        """Write the meeting's minutes."""
        from nsk_tui.screens.minutes import MinutesScreen

        if not isinstance(self.app.screen, MinutesScreen):
            self.app.push_screen(MinutesScreen(NEXT))

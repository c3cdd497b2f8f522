"""What a key or the palette does about the rota on every screen."""

from nsk_tui.screens.view_acts import ViewActs


class RotaActs(ViewActs):
    """The acts of the rota that work everywhere."""

    def do_absence_new(self) -> None:
        """Report absence."""
        from nsk_tui.screens.absence import AbsenceScreen

        if not isinstance(self.app.screen, AbsenceScreen):
            self._push(AbsenceScreen())

    def do_duty_route(self) -> None:
        """Propose who should take a call."""
        from nsk_tui.screens.route import RouteScreen

        if not isinstance(self.app.screen, RouteScreen):
            self._push(RouteScreen())

    def do_rota_settings(self) -> None:
        """Show what the network has decided about its rota."""
        from nsk_tui.screens.rota_settings import SettingsScreen

        if not isinstance(self.app.screen, SettingsScreen):
            self.app.push_screen(SettingsScreen())

    def do_rota_lines(self) -> None:
        """Show the lines that somebody has duty on."""
        from nsk_tui.screens.rota_lines import LinesScreen

        if not isinstance(self.app.screen, LinesScreen):
            self.app.push_screen(LinesScreen())

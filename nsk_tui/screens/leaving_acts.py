"""What the palette does on every screen about what leaves the store."""

from nsk_tui.screens.rota_acts import RotaActs


class LeavingActs(RotaActs):
    """Age keys, the outbox, and the page about sealed files."""

    def do_recipient_list(self) -> None:
        """Show who can be sealed to."""
        from nsk_tui.screens.recipients import RecipientsScreen

        if not isinstance(self.app.screen, RecipientsScreen):
            self.app.push_screen(RecipientsScreen())

    def do_outbox_list(self) -> None:
        """Show what waits to be fetched."""
        from nsk_tui.screens.outbox import OutboxScreen

        if not isinstance(self.app.screen, OutboxScreen):
            self.app.push_screen(OutboxScreen())

    def do_guide_show(self) -> None:
        """Show how a sealed file is opened."""
        from nsk_tui.screens.guide import GuideScreen

        self._push(GuideScreen())

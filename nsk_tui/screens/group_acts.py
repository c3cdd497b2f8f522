"""What a key or the palette does about the group on every screen."""

from nsk_tui.screens.leaving_acts import LeavingActs


class GroupActs(LeavingActs):
    """The acts of the group that work everywhere."""

    async def do_screen_group(self) -> None:
        """Go to the group."""
        await self.go("screen.group")

    async def do_screen_reference(self) -> None:
        """Go to what is looked up: the partners."""
        await self.go("screen.reference")

    def show_calls(self) -> None:
        """Go to the partners whose numbers wait for a call."""
        self.app.call_later(self._show_calls)

    async def _show_calls(self) -> None:
        from nsk_tui.screens.partners import PartnersScreen, Which

        target = await self.go("screen.reference")
        if isinstance(target, PartnersScreen):
            target.show_only(Which.OLD)

    def do_department_new(self) -> None:
        """Add a department."""
        from nsk_tui.screens.department import NewDepartmentScreen

        if not isinstance(self.app.screen, NewDepartmentScreen):
            self._push(NewDepartmentScreen())

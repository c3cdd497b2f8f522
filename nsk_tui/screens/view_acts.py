"""Going to a view behind a digit by its name, from wherever one is."""

from nsk_tui.screens.keeping import Keeping


class ViewActs(Keeping):
    """One act a view; a view that is there already stays as it is."""

    async def do_rota_plan(self) -> None:
        """Go to the plan."""
        await self.show("screen.rota", "screen.rota")

    async def do_rota_load(self) -> None:
        """Go to who carries how much."""
        await self.show("screen.rota", "rota.load")

    async def do_rota_absences(self) -> None:
        """Go to who is away."""
        await self.show("screen.rota", "rota.absences")

    async def do_group_coverage(self) -> None:
        """Go to who can answer for what."""
        await self.show("screen.group", "screen.group")

    async def do_group_people(self) -> None:
        """Go to the people."""
        await self.show("screen.group", "group.people")

    async def do_group_handovers(self) -> None:
        """Go to the handovers."""
        await self.show("screen.group", "group.handovers")

    async def do_group_turnover(self) -> None:
        """Go to who came and left."""
        await self.show("screen.group", "group.turnover")

    async def do_meetings_coming(self) -> None:
        """Go to the meetings that come."""
        await self.show("screen.meetings", "screen.meetings")

    async def do_meetings_actions(self) -> None:
        """Go to the actions."""
        await self.show("screen.meetings", "meetings.actions")

    async def do_meetings_decisions(self) -> None:
        """Go to the decisions."""
        await self.show("screen.meetings", "meetings.decisions")

    async def do_meetings_minutes(self) -> None:
        """Go to the minutes of the meetings that are over."""
        await self.show("screen.meetings", "meetings.minutes")

    async def do_system_members(self) -> None:
        """Go to the members."""
        await self.show("screen.system", "screen.system")

    async def do_system_audit(self) -> None:
        """Go to the audit."""
        await self.show("screen.system", "system.audit")

    async def do_system_verify(self) -> None:
        """Go to what the check found."""
        await self.show("screen.system", "system.verify")

    async def do_system_backup(self) -> None:
        """Go to the backups."""
        await self.show("screen.system", "system.backup")

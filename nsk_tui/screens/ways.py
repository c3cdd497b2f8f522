"""The way from screen to screen: the first one, the tabs, over the lock and back.

Screens are imported when they are first needed: the lock must stand before the rest is loaded.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from nsk_tui import wording
from nsk_tui.screens import actions
from nsk_tui.screens.base import FrameScreen, TabbedScreen
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp
    from nsk_tui.screens.card_lines import Ticks
    from nsk_tui.services.store_place import StorePlace

CARD_ID = "red-card"
DIALOGS_DEEP_MAX = 2
"""More boxes over one another than this, and nobody knows which one Esc closes."""


class Ways:
    """Which screen stands where."""

    def __init__(self, app: "NskApp") -> None:
        """Act for an app."""
        self.app = app
        self.tabs: dict[str, TabbedScreen] = {}
        self.standing: dict[str, str] = {}
        """Which view stands behind a digit, where each view is a screen of its own."""
        self.ticks: Ticks | None = None
        """The card's ticks of an unlocked member; None while there are none."""
        self.first_meeting = ""
        """The meeting whose big screen opens straight after unlocking; empty for none."""

    def first_screen(self) -> Screen[Any]:
        """Return the lock screen, or the set-up where there is no store."""
        if self.place() is not None:
            return self.lock_screen()
        from nsk_tui.screens.setup import SetupScreen

        return SetupScreen()

    def place(self) -> "StorePlace | None":
        """Return what can be seen of the store; None when there is none."""
        from nsk_tui.services import store_place

        return store_place.look(self.app.folder)

    def lock_screen(self, why: str = "") -> Screen[Any]:
        """Return a lock screen that says why it came."""
        from nsk_tui.screens.unlock import UnlockScreen

        return UnlockScreen(why)

    def import_what_unlocking_needs(self) -> None:
        """Import the services and the screens behind the lock; runs beside the first frame."""
        from nsk_tui.screens import consultation, consultation_form, consultations, members, rota, today
        from nsk_tui.services import live, presence, session

        work = (today, consultations, consultation, consultation_form, members, rota)
        self.behind_the_lock = (session, live, presence, *work)

    def start_over(self) -> None:
        """Begin fresh on Today, whoever was here before."""
        self.app.run_worker(self._start_over(), exclusive=True, group="screens")

    def come_back(self, screen: Screen[Any], waiting: list[Callable[[], object]]) -> None:
        """Go back to the screen that the lock hid; then hand on what was answered meanwhile."""
        self.app.run_worker(self._come_back(screen, waiting), exclusive=True, group="screens")

    async def _come_back(self, screen: Screen[Any], waiting: list[Callable[[], object]]) -> None:
        card_was_open = self.app.screen.id == CARD_ID
        while self.app.screen is not screen:
            await self.app.pop_screen()
        for call in waiting:
            call()
        if card_was_open:
            self.do_emergency_show()

    async def _start_over(self) -> None:
        self.ticks = None
        self._speak_as_the_member_likes()
        await self._take_away()
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        await self._forget_tabs()
        meeting, self.first_meeting = self.first_meeting, ""
        await self.app.push_screen(_big_screen(meeting) if meeting else self._tab(self._home()))

    def clear_away(self) -> None:
        """Take away every screen behind the one in front."""
        self.app.run_worker(self._clear_away(), exclusive=True, group="screens")

    async def _clear_away(self) -> None:
        await self._take_away()
        await self._forget_tabs()

    async def _take_away(self) -> None:
        for screen in self.app.take_from_behind():
            if screen not in self.tabs.values():
                await screen.remove()

    async def _forget_tabs(self) -> None:
        for screen in self.tabs.values():
            self.app.uninstall_screen(screen)
            await screen.remove()
        self.tabs.clear()
        self.standing.clear()

    def _home(self) -> str:
        """Return the screen that the day begins on: an auditor has no Today."""
        today = actions.BY_ID["screen.today"]
        refused = actions.refusal(today, actions.Situation(self.app.role))
        return today.id if refused is None else "screen.system"

    def _speak_as_the_member_likes(self) -> None:
        from nsk_tui.screens import theme

        if self.app.session is not None:
            wording.use(self.app.session.language)
            theme.choose(self.app, self.app.session.theme or self.app.settings.theme)

    def _tab(self, action_id: str) -> TabbedScreen:
        if action_id not in self.tabs:
            self.tabs[action_id] = _new_tab(action_id)
            # Installed screens outlive a switch: a list keeps its cursor and filter.
            self.app.install_screen(self.tabs[action_id], action_id)
        return self.tabs[action_id]

    async def go(self, action_id: str) -> TabbedScreen:
        """Go to a screen of the tab line; the same one again turns to its next view."""
        name = self.standing.get(action_id, action_id)
        target = self._tab(name)
        if self.app.screen is target:
            target.do_view_next()
            return target
        while len(self.app.screen_stack) > 2:
            await self.app.pop_screen()
        if self.app.screen is not target:
            await self.app.switch_screen(name)
        return target

    async def turn_to(self, action_id: str, name: str) -> None:
        """Let another view stand behind a digit, and go to it."""
        self.standing[action_id] = name
        await self.go(action_id)

    async def show(self, action_id: str, name: str) -> None:
        """Go to a view by its name; one that is in front already stays."""
        if self.app.screen is not self._tab(name):
            await self.turn_to(action_id, name)

    def is_home(self, screen: Screen[Any]) -> bool:
        """Return whether a screen is where the day begins."""
        home = self._home()
        return screen is self.tabs.get(self.standing.get(home, home))

    def _push(self, screen: Screen[Any], done: Callable[[Any], object] | None = None) -> None:
        """Push a screen, unless boxes lie too deep; ``done`` gets its answer, None: nobody asks."""
        boxes = sum(1 for one in self.app.screen_stack if one.is_modal)
        if screen.is_modal and boxes >= DIALOGS_DEEP_MAX:
            self.say(_("Close this box first: Esc."))
            return
        self.app.push_screen(screen, done)

    def say(self, message: str) -> None:
        """Write in the message line of the screen in front."""
        if isinstance(self.app.screen, FrameScreen):
            self.app.screen.say(message)

    def do_emergency_show(self) -> None:
        """Show the red card, whatever else is going on."""
        from nsk_tui.screens.emergency import EmergencyScreen

        if self.app.screen.id != CARD_ID:
            self.app.push_screen(EmergencyScreen(id=CARD_ID))


def _big_screen(meeting: str) -> Screen[Any]:
    from nsk_tui.screens.facilitator import FacilitatorScreen

    return FacilitatorScreen(meeting)


def _new_tab(action_id: str) -> TabbedScreen:
    if action_id == "screen.today":
        from nsk_tui.screens.today import TodayScreen

        return TodayScreen()
    if action_id == "screen.system" or action_id.startswith("system."):
        return _new_system_view(action_id)
    if action_id == "screen.meetings" or action_id.startswith("meetings."):
        return _new_meeting_view(action_id)
    if action_id == "screen.rota" or action_id.startswith("rota."):
        return _new_rota_view(action_id)
    if action_id == "screen.group" or action_id.startswith("group."):
        return _new_group_view(action_id)
    if action_id == "screen.reference":
        from nsk_tui.screens.partners import PartnersScreen

        return PartnersScreen()
    from nsk_tui.screens.consultations import ConsultationsScreen

    return ConsultationsScreen()


def _new_system_view(name: str) -> TabbedScreen:
    from nsk_tui.screens import audit, backup, members, verify

    views: dict[str, type[TabbedScreen]] = {
        "system.audit": audit.AuditScreen,
        "system.verify": verify.VerifyScreen,
        "system.backup": backup.BackupScreen,
    }
    return views.get(name, members.MembersScreen)()


def _new_meeting_view(name: str) -> TabbedScreen:
    from nsk_tui.screens import meeting_actions, meeting_decisions, meeting_minutes, meeting_views, meetings

    views: dict[str, type[TabbedScreen]] = {
        meeting_views.ACTIONS: meeting_actions.ActionsScreen,
        meeting_views.DECISIONS: meeting_decisions.DecisionsScreen,
        meeting_views.MINUTES: meeting_minutes.MinutesListScreen,
    }
    return views.get(name, meetings.MeetingsScreen)()


def _new_rota_view(name: str) -> TabbedScreen:
    from nsk_tui.screens import absences, load, rota, rota_views

    views: dict[str, type[TabbedScreen]] = {
        rota_views.LOAD: load.LoadScreen,
        rota_views.ABSENCES: absences.AbsencesScreen,
    }
    return views.get(name, rota.RotaScreen)()


def _new_group_view(name: str) -> TabbedScreen:
    from nsk_tui.screens import coverage, group_views, handovers, people, turnover

    views: dict[str, type[TabbedScreen]] = {
        group_views.PEOPLE: people.PeopleScreen,
        group_views.HANDOVERS: handovers.HandoversScreen,
        group_views.TURNOVER: turnover.TurnoverScreen,
    }
    return views.get(name, coverage.CoverageScreen)()

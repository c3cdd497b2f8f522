"""What a key does on every screen: help, palette, red card, tabs, undo, lock, sign out.

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
    from nsk_tui.services.undo import NothingToUndo, UndoDone

CARD_ID = "red-card"
DIALOGS_DEEP_MAX = 2
"""More boxes over one another than this, and nobody knows which one Esc closes."""


class Everywhere:
    """The acts of all screens, and the way from screen to screen."""

    def __init__(self, app: "NskApp") -> None:
        """Act for an app."""
        self.app = app
        self.tabs: dict[str, TabbedScreen] = {}
        self.ticks: Ticks | None = None
        """The card's ticks of an unlocked member; None while there are none."""

    # Screens ----------------------------------------------------------------------------------

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
        from nsk_tui.screens import consultation, consultation_form, consultations, members, today
        from nsk_tui.services import session

        self.behind_the_lock = (session, today, consultations, consultation, consultation_form, members)

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
        while len(self.app.screen_stack) > 1:
            await self.app.pop_screen()
        for screen in self.tabs.values():
            self.app.uninstall_screen(screen)
            await screen.remove()
        self.tabs.clear()
        await self.app.push_screen(self._tab(self._home()))

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
        target = self._tab(action_id)
        if self.app.screen is target:
            target.do_view_next()
            return target
        while len(self.app.screen_stack) > 2:
            await self.app.pop_screen()
        if self.app.screen is not target:
            await self.app.switch_screen(action_id)
        return target

    def _push(self, screen: Screen[Any]) -> None:
        boxes = sum(1 for one in self.app.screen_stack if one.is_modal)
        if screen.is_modal and boxes >= DIALOGS_DEEP_MAX:
            self.say(_("Close this box first: Esc."))
            return
        self.app.push_screen(screen)

    def say(self, message: str) -> None:
        """Write in the message line of the screen in front."""
        if isinstance(self.app.screen, FrameScreen):
            self.app.screen.say(message)

    # Acts of all screens ----------------------------------------------------------------------

    def do_emergency_show(self) -> None:
        """Show the red card, whatever else is going on."""
        from nsk_tui.screens.emergency import EmergencyScreen

        if self.app.screen.id != CARD_ID:
            self.app.push_screen(EmergencyScreen(id=CARD_ID))

    def do_app_help(self) -> None:
        """Explain the focused field, or this screen."""
        from nsk_tui.screens.help import HelpScreen

        front = self.app.screen
        if isinstance(front, FrameScreen) and not isinstance(front, HelpScreen):
            self._push(HelpScreen(front))

    def do_app_palette(self) -> None:
        """Find any act by its words."""
        from nsk_tui.screens.palette import PaletteScreen

        front = self.app.screen
        if isinstance(front, FrameScreen) and not isinstance(front, PaletteScreen):
            self._push(PaletteScreen(front))

    def do_row_menu(self) -> None:
        """Show every act for the row, those that are not possible now with their reason."""
        from nsk_tui.screens.palette import RowMenu

        front = self.app.screen
        if isinstance(front, FrameScreen):
            self._push(RowMenu(front))

    def do_consultation_new(self) -> None:
        """Begin a consultation, or go on with the one that is not finished."""
        from nsk_tui.screens.consultation_form import ConsultationFormScreen

        if not isinstance(self.app.screen, ConsultationFormScreen):
            self.app.push_screen(ConsultationFormScreen())

    async def do_app_search(self) -> None:
        """Search everywhere."""
        target = self._tab("screen.consultations")
        if self.app.screen is not target:
            await self.go("screen.consultations")
        start = getattr(target, "start_search", None)
        if start is not None:
            start()

    async def do_screen_today(self) -> None:
        """Go to Today."""
        await self.go("screen.today")

    async def do_screen_consultations(self) -> None:
        """Go to the consultations."""
        await self.go("screen.consultations")

    async def do_screen_system(self) -> None:
        """Go to the system screen."""
        await self.go("screen.system")

    async def do_app_back(self) -> None:
        """Go one step out; from a screen of the tab line to Today."""
        if len(self.app.screen_stack) > 2:
            await self.app.pop_screen()
        elif self.app.screen is not self.tabs.get(self._home()):
            await self.go(self._home())

    def do_pane_next(self) -> None:
        """Go to the next field."""
        self.app.screen.focus_next()

    def do_pane_previous(self) -> None:
        """Go to the field before."""
        self.app.screen.focus_previous()

    def do_app_lock(self) -> None:
        """Lock now."""
        self.app.lock()

    def do_app_sign_out(self) -> None:
        """End; asks only where something is being written."""
        from nsk_tui.screens.confirm import ConfirmScreen

        if not any(isinstance(one, FrameScreen) and one.draft_title() for one in self.app.screen_stack):
            self.app.leave()
            return
        choices = (_("sign out; the draft is kept"), _("stay"))
        question = ConfirmScreen(
            _("Sign out?"), _("You are writing. The draft is saved and encrypted."), choices
        )
        self.app.push_screen(question, self._sign_out)

    def _sign_out(self, answer: int | None) -> None:
        if answer != 0:
            return
        faults = self.app.save_drafts()
        if faults:
            self.show_error(faults[0])
        else:
            self.app.leave()

    # Undo, language, colours ------------------------------------------------------------------

    def do_app_undo(self) -> None:
        """Undo the member's own last act."""
        from nsk_tui.services import undo

        self._service(undo.undo, self._undone)

    def do_app_redo(self) -> None:
        """Do again what was undone."""
        from nsk_tui.services import undo

        self._service(undo.redo, self._redone)

    def _service(self, verb: Any, done: Any) -> None:
        front = self.app.screen
        if isinstance(front, FrameScreen):
            front.run_service(verb, front.session, done=done)

    def _undone(self, answer: "UndoDone | NothingToUndo") -> None:
        thread = getattr(answer, "thread", None)
        self._after(
            _("Undone: {thread}. U does it again.").format(thread=thread) if thread else _("Nothing to undo.")
        )

    def _redone(self, answer: "UndoDone | NothingToUndo") -> None:
        thread = getattr(answer, "thread", None)
        self._after(_("Done again: {thread}.").format(thread=thread) if thread else _("Nothing to do again."))

    def _after(self, message: str) -> None:
        if isinstance(self.app.screen, FrameScreen):
            self.app.screen.refresh_records()
        self.say(message)

    def do_passphrase_change(self) -> None:
        """Ask for the old passphrase and a new one."""
        from nsk_tui.screens.passphrase import PassphraseScreen

        self.app.push_screen(PassphraseScreen())

    def do_language_toggle(self) -> None:
        """Speak the other language, now and next time."""
        other = wording.ENGLISH if wording.language() == wording.DANISH else wording.DANISH
        self.app.save_drafts()
        if self.app.session is not None:
            from nsk_tui.services import members

            self._service(
                lambda session: members.set_language(session, other), lambda _none: self.start_over()
            )

    def do_theme_next(self) -> None:
        """Take the next colours, now and next time."""
        from nsk_tui.screens import theme

        name = theme.after(self.app.theme)
        theme.choose(self.app, name)
        if self.app.session is not None:
            from nsk_tui.services import members

            said = _("Theme: {name}.").format(name=name)
            self._service(lambda session: members.set_theme(session, name), lambda _none: self.say(said))

    def do_cheat_sheet_print(self) -> None:
        """Show every key on one page."""
        from nsk_tui.screens.help import KeyCardScreen

        self.app.push_screen(KeyCardScreen())

    # Faults -----------------------------------------------------------------------------------

    def show_error(self, error: Exception) -> None:
        """Explain a fault in a box."""
        from nsk_tui.screens.errors import ErrorScreen

        self.app.push_screen(ErrorScreen(error))


def _new_tab(action_id: str) -> TabbedScreen:
    if action_id == "screen.today":
        from nsk_tui.screens.today import TodayScreen

        return TodayScreen()
    if action_id == "screen.system":
        from nsk_tui.screens.members import MembersScreen

        return MembersScreen()
    from nsk_tui.screens.consultations import ConsultationsScreen

    return ConsultationsScreen()

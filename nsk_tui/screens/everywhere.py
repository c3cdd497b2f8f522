"""What a key does on every screen: help, palette, tabs, undo, lock, sign out."""

from typing import TYPE_CHECKING, Any

from nsk_tui import meeting_words, wording
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.meeting_acts import MeetingActs
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.undo import NothingToUndo, UndoDone


class Everywhere(MeetingActs):
    """The acts of all screens."""

    def do_app_help(self) -> None:
        """Explain the focused field, or this screen."""
        from nsk_tui.screens import guard_help
        from nsk_tui.screens.help import HelpScreen

        front = self.app.screen
        if isinstance(front, FrameScreen) and not isinstance(front, HelpScreen | guard_help.GuardHelpScreen):
            over_text = guard_help.is_for(front)
            self._push(guard_help.GuardHelpScreen(front) if over_text else HelpScreen(front))

    def do_guard_help(self) -> None:
        """Say what the anonymity check does, and what it cannot see."""
        from nsk_tui.screens.guard_help import GuardHelpScreen

        if isinstance(self.app.screen, FrameScreen):
            self._push(GuardHelpScreen(self.app.screen))

    def do_words_list(self) -> None:
        """Show the words that the group says are no person."""
        from nsk_tui.screens.words import WordsScreen

        if not isinstance(self.app.screen, WordsScreen):
            self.app.push_screen(WordsScreen())

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

    async def do_screen_rota(self) -> None:
        """Go to the rota."""
        await self.go("screen.rota")

    async def do_screen_group(self) -> None:
        """Go to the group."""
        await self.go("screen.group")

    async def do_screen_system(self) -> None:
        """Go to the system screen."""
        await self.go("screen.system")

    async def do_app_back(self) -> None:
        """Go one step out; from a screen of the tab line to Today."""
        if len(self.app.screen_stack) > 2:
            await self.app.pop_screen()
        elif not self.is_home(self.app.screen):
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
        what = self._what(answer)
        self._after(
            _("Undone: {thread}. U does it again.").format(thread=what) if what else _("Nothing to undo.")
        )

    def _redone(self, answer: "UndoDone | NothingToUndo") -> None:
        what = self._what(answer)
        self._after(_("Done again: {thread}.").format(thread=what) if what else _("Nothing to do again."))

    def _what(self, answer: "UndoDone | NothingToUndo") -> str:
        """Return what was undone or done again; empty when nothing was."""
        from nsk_tui.screens import rota_words

        kind, subject = getattr(answer, "kind", ""), getattr(answer, "subject", "")
        if not subject or self.app.session is None:
            return ""
        said = meeting_words.done_to(kind, subject, self.app.session.today)
        return said or rota_words.changed(kind, subject)

    def _after(self, message: str) -> None:
        if isinstance(self.app.screen, FrameScreen):
            self.app.screen.refresh_records()
        self.app.duty.refresh()
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

"""The acts that keep the store safe and have no key on purpose: another key, paper shares, backups."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from nsk_tui import wording
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.ways import Ways
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.backup import Proof
    from nsk_tui.services.copies import Copies, Copy
    from nsk_tui.services.recovery import RecoveryState

CHOICES_MAX = 9
"""As many copies as there are digits."""


class Keeping(Ways):
    """What the palette offers on every screen for keeping the store."""

    def front(self) -> FrameScreen[Any] | None:
        """Return the screen in front; None when it is none of ours."""
        screen = self.app.screen
        return screen if isinstance(screen, FrameScreen) else None

    def _ask_again(self, why: str, go_on: Any) -> None:
        from nsk_tui.screens.passphrase import AskAgainScreen

        self.app.push_screen(AskAgainScreen(why), lambda proven: go_on() if proven else None)

    def _after_keeping(self, message: str) -> None:
        front = self.front()
        if front is not None:
            getattr(front, "mended", front.refresh_records)()
            front.say(message)

    # The group's key --------------------------------------------------------------------------

    def do_key_rotate(self) -> None:
        """Say what another key does and does not, and ask for the passphrase."""
        why = _(
            "The store is written anew under another key. Everybody goes on without a new passphrase; "
            "whoever saves meanwhile waits a moment. Copies from before still open with the old key."
        )
        self._ask_again(why, self._rotate)

    def _rotate(self) -> None:
        from nsk_tui.services import rotation

        front = self.front()
        if front is not None:
            front.run_service(
                rotation.rotate_key, front.session,
                done=self._rotated, doing=_("Changing the group's key; others can go on ..."),
            )  # fmt: skip

    def _rotated(self, number: int) -> None:
        self._after_keeping(_("The group's key is no. {number} now.").format(number=number))

    # Paper shares -----------------------------------------------------------------------------

    def do_recovery_make(self) -> None:
        """Say what shares are, ask for the passphrase, then make them."""
        why = _(
            "Paper shares open the store when nobody else can. Those made earlier open nothing any more. "
            "Sit so that nobody sees your screen."
        )
        self._ask_again(why, self._make_shares)

    def _make_shares(self) -> None:
        from nsk_tui.screens.recovery import SharesScreen

        front = self.front()
        if front is not None:
            self.app.push_screen(SharesScreen(front.session), self._shares_made)

    def _shares_made(self, proven: bool | None) -> None:
        self._after_keeping(
            _("The shares are made and stand on paper.")
            if proven
            else _("No new shares stand on paper: recovery is still missing.")
        )

    def do_recovery_rehearse(self) -> None:
        """Ask for as many shares as are needed."""
        from nsk_tui.services import recovery

        front = self.front()
        if front is not None:
            front.run_service(recovery.state, front.session, done=self._rehearse)

    def _rehearse(self, found: "RecoveryState") -> None:
        from nsk_tui.screens.rehearsal import RehearsalScreen

        if found.made_on is None:
            self.say(_("There are no shares to rehearse with. F4 and 'paper shares' makes them."))
        else:
            self.app.push_screen(RehearsalScreen(found.threshold), self._rehearsed)

    def _rehearsed(self, fitted: bool | None) -> None:
        if fitted:
            self._after_keeping(_("The shares fit. Recovery is rehearsed today."))

    def mend_recovery(self) -> None:
        """Make shares where there are none, else rehearse."""
        from nsk_tui.services import recovery

        front = self.front()
        if front is not None:
            front.run_service(
                recovery.is_missing, front.session,
                done=lambda missing: self.do_recovery_make() if missing else self.do_recovery_rehearse(),
            )  # fmt: skip

    # Backups ----------------------------------------------------------------------------------

    def do_backup_run(self) -> None:
        """Make a copy in the group's folder."""
        from nsk_tui.services import copies

        front = self.front()
        if front is not None:
            front.run_service(
                copies.run, front.session,
                done=self._backed_up, doing=_("Making a copy; others can go on ..."),
            )  # fmt: skip

    def _backed_up(self, made: "Copy | None") -> None:
        if made is None:
            self.say(_("No folder is chosen. A coordinator chooses it under System > Backup."))
        else:
            self._after_keeping(_("Copied: {file}").format(file=made.path.name))

    def do_backup_prove(self) -> None:
        """Ask which copy, the newest first."""
        from nsk_tui.services import copies

        front = self.front()
        if front is not None:
            front.run_service(copies.look, front.session, done=self._choose_copy)

    def _choose_copy(self, found: "Copies") -> None:
        from nsk_tui.screens.backup_words import copy_words
        from nsk_tui.screens.confirm import ConfirmScreen

        if not found.copies:
            self.say(_("There are no copies to try. F4 and 'back up now' makes one."))
            return
        newest, today = found.copies[:CHOICES_MAX], self.app.local_now().date()
        text = _("The copy is opened in a place of its own and looked over. Nothing in the store changes.")
        choices = [f"{copy_words(one, today)}   {one.path.name}" for one in newest]
        self.app.push_screen(
            ConfirmScreen(_("Which copy?"), text, choices),
            lambda answer: None if answer is None else self.prove_copy(newest[answer].path),
        )

    def prove_copy(self, path: Path) -> None:
        """Try to read a copy."""
        from nsk_tui.services import backup

        front = self.front()
        if front is not None:
            front.run_service(
                backup.prove, front.session, path,
                done=self._proved, doing=_("Trying to read the copy ..."),
            )  # fmt: skip

    def _proved(self, proof: "Proof") -> None:
        from nsk_tui.screens.backup_words import made_words

        when = made_words(proof.made_at, self.app.local_now().date())
        self._after_keeping(
            _("The copy from {when} opens; its {count} audit lines hang together.").format(
                when=when, count=wording.number(proof.audit_lines)
            )
        )

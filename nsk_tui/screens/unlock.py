"""The lock: who, and the passphrase; the red card stays open to all."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from nsk_tui import paths
from nsk_tui.rules.ids import MemberId, is_member_id
from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MAX
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.duty_card_words import duty_on_card
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services import store_place
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.frame import FrameLine, KeyLine, is_drawn
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.services.session import Session

LAST_MEMBER_FILE = "last-member"
DUTY_CELLS = 2 * 64


def try_to_unlock(folder: Path, member: str, passphrase: str) -> "Session | int":
    """Return the session, or how many seconds the member must still wait; runs in a thread."""
    from nsk_tui.services import session

    return session.seconds_until_try(folder, member) or session.unlock(folder, member, passphrase)


def seconds_left(folder: Path, member: str) -> int:
    """Return how long a member must wait; runs in a thread."""
    from nsk_tui.services import session

    return session.seconds_until_try(folder, member)


def last_member() -> str:
    """Return who unlocked last from this account, or nothing."""
    try:
        text = (paths.state_dir() / LAST_MEMBER_FILE).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return text if is_member_id(text) else ""


def remember_member(member: MemberId) -> None:
    """Propose this member next time; a full disk only costs the proposal."""
    try:
        paths.state_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
        (paths.state_dir() / LAST_MEMBER_FILE).write_text(member, "utf-8")
    except OSError:
        return


class UnlockScreen(FormScreen[None], FieldsScreen):
    """The lock screen; hides everything behind it."""

    NOUN = Place.LOCK
    FOR_THE_ROOM = True

    def __init__(self, why: str = "") -> None:
        """Say why it is locked; empty at the start."""
        super().__init__()
        self.why = why
        self.busy = False
        self.place: store_place.StorePlace | None = None

    def compose(self) -> ComposeResult:
        """Lay out the lock: no tabs, no duty line, nothing of the work."""
        yield Vertical(*self.body(), id="body")
        yield FrameLine("message")
        yield KeyLine()

    def body(self) -> tuple[Widget, ...]:
        """Return the names, the two fields and the way to the red card."""
        self.place = store_place.look(self.program.folder)
        network = (self.place.network, self.place.municipality) if self.place else ()
        member = self.program.member or last_member()
        return (
            TextBlock(_("nsk_tui  ·  locked"), id="locked"),
            TextBlock(" · ".join(name for name in network if name), id="network"),
            LineField("member", _("Person"), member, limit=32),
            LineField("passphrase", _("Passphrase"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
            TextBlock(_("Enter unlocks"), id="hint"),
            TextBlock(self._duty(), id="on-duty"),
            TextBlock(self.why, id="why"),
            TextBlock(_("■ ACUTE?  Press F9 (or Ctrl+R). The card opens without a passphrase."), id="acute"),
            TextBlock(_("Life in danger: ring 112."), id="danger"),
        )

    def _duty(self) -> str:
        """Return who has duty, as far as it is published for everybody."""
        told = duty_on_card(self.program.folder, self.now, None, DUTY_CELLS)
        return _("Duty: {who}").format(who=told) if told else ""

    def on_mount(self) -> None:
        """Put the cursor where something is missing."""
        super().on_mount()
        self.query_one("#passphrase" if self._member() else "#member").focus()

    def refresh_frame(self) -> None:
        """Draw the footer; there are no other lines to draw."""
        if is_drawn(self):
            self.refresh_footer()

    def _member(self) -> str:
        return self.value("member").strip()

    def do_app_back(self) -> None:
        """Stay: what is behind the lock comes back for a passphrase alone."""
        self.empty("passphrase")

    def do_unlock_submit(self) -> None:
        """Go on from the person, or try the passphrase."""
        member = self._member()
        if not member:
            self.query_one("#member").focus()
            self.say(_("Write who you are: your code, for example K-04."))
        elif self.place is not None and member in self.place.invited:
            self._take_up(member)
        elif not self.value("passphrase"):
            self.query_one("#passphrase").focus()
        elif not self.busy:
            self._try(member)

    def _take_up(self, member: str) -> None:
        from nsk_tui.screens.join import JoinScreen

        self.app.push_screen(JoinScreen(member))

    def _try(self, member: str) -> None:
        self.busy = True
        passphrase = self.value("passphrase")
        self.empty("passphrase")
        self.run_service(
            try_to_unlock, self.program.folder, member, passphrase,
            done=self._answered, failed=partial(self._failed, member), doing=_("Unlocking ..."),
        )  # fmt: skip

    def _answered(self, answer: "Session | int") -> None:
        self.busy = False
        if isinstance(answer, int):
            self.say(ngettext("Try again in %d second.", "Try again in %d seconds.", answer) % answer)
            return
        self.say("")
        remember_member(answer.member)
        self.program.unlocked(answer)

    def _failed(self, member: str, error: Exception) -> None:
        self.busy = False
        if getattr(error, "code", "") != "wrong_passphrase":
            self.program.show_error(error)
            return
        self.run_service(seconds_left, self.program.folder, member, done=self._say_wrong)

    def _say_wrong(self, seconds: int) -> None:
        self.say(
            ngettext(
                "That did not fit. Try again in %d second.",
                "That did not fit. Try again in %d seconds.",
                seconds,
            )
            % seconds
            if seconds
            else _("That did not fit. Try again.")
        )

    def do_form_save(self) -> None:
        """Enter in a field tries to unlock; F8 does the same."""
        self.do_unlock_submit()

    def do_form_next(self) -> None:
        """Enter in a field tries to unlock."""
        self.do_unlock_submit()

    def field_help(self) -> str | None:
        """Explain the two fields."""
        focused = self.focused.id if self.focused else ""
        return {
            "member": _("Person is the code you chose in the group, for example K-04. Never a CPR number."),
            "passphrase": _(
                "Only you know your passphrase. A coordinator can invite you again if it is lost."
            ),
        }.get(focused or "")

"""Taking up an invitation: the code from the coordinator, then a passphrase of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING

from textual.widget import Widget

from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import FormScreen
from nsk_tui.screens.fields import FieldsScreen, passphrase_advice, passphrase_fault, passphrase_fields
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.session import Session

CODE_CHARACTERS_MAX = 40


def take_up(folder: Path, member: str, code: str, passphrase: str) -> "Session":
    """Take up an invitation; runs in a thread, where the services may be imported."""
    from nsk_tui.services import members

    return members.join(folder, member, code, passphrase)


class JoinScreen(FormScreen[None], FieldsScreen):
    """Makes an invited person a member with a passphrase that only she knows."""

    NOUN = Place.SETUP
    FOR_THE_ROOM = True
    CSS_PATH = "join.tcss"

    def __init__(self, member: str) -> None:
        """Begin for an invited person."""
        super().__init__()
        self.member = member

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("WELCOME   {member}").format(member=self.member), _("Esc goes back")

    def duty_texts(self) -> tuple[str, str]:
        """Say what this is: nobody is on duty before the lock is open."""
        return _("You are invited. It takes a minute, and it is done once."), ""

    def body(self) -> tuple[Widget, ...]:
        """Return the code and the two passphrase lines."""
        return (
            TextBlock(
                _("Write the code you got from the coordinator. Dashes and small letters do not matter.")
            ),
            LineField("code", _("Invitation code"), limit=CODE_CHARACTERS_MAX),
            TextBlock(_("Choose a passphrase that only you know.")),
            *passphrase_fields(),
            TextBlock(passphrase_advice(), classes="advice"),
        )

    def do_form_save(self) -> None:
        """Take up the invitation, when the lines are good."""
        fault = passphrase_fault(self.value("new"), self.value("again"))
        if not self.value("code").strip():
            self.go_to("code", _("The code is missing. It looks like 7K3F-Q2M9-..."))
        elif fault is not None:
            self.go_to(*fault)
        else:
            self._take_up()

    def _take_up(self) -> None:
        code, new = self.value("code").strip(), self.value("new")
        self.run_service(
            take_up, self.program.folder, self.member, code, new,
            done=self._joined, failed=self._failed, doing=_("Making your key ..."),
        )  # fmt: skip

    def _joined(self, session: "Session") -> None:
        self.empty("code", "new", "again")
        self.program.unlocked(session)

    def _failed(self, error: Exception) -> None:
        code = getattr(error, "code", "")
        if code == "wrong_invitation":
            self.go_to("code", _("That code did not fit. Look at it once more, or ask the coordinator."))
        elif code == "passphrase_refused":
            self.go_to("new", _("Many people have that passphrase. Choose another one."))
        else:
            self.program.show_error(error)

    def do_app_back(self) -> None:
        """Go back to the lock."""
        self.dismiss(None)

    def field_help(self) -> str | None:
        """Explain the code."""
        if self.focused is not None and self.focused.id == "code":
            return _("The code works once, for 14 days. The coordinator can make a new one.")
        return None

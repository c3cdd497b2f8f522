"""Invitations: whom to invite, and the codes, shown once."""

from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.rules.members import Role
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.services import members
from nsk_tui.services.members import Invitation
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _


class InviteScreen(DialogScreen[Invitation], FieldsScreen):
    """Asks whom to invite."""

    NOUN = Place.FORM

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Invite")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("INVITE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the lines."""
        return (
            LineField("member", _("Code"), limit=16, remark=_("for example K-13")),
            LineField("name", _("Name"), limit=60),
            LineField("department", _("Department"), limit=60),
            TextBlock("\n" + _("The person becomes a knowledge person. r changes the role afterwards.")),
        )

    def do_form_save(self) -> None:
        """Make the invitation."""
        for name in ("member", "name"):
            if not self.value(name).strip():
                self.go_to(name, _("This line must be filled in."))
                return
        code, name, department = (self.value(one).strip() for one in ("member", "name", "department"))
        self.run_service(
            members.invite, self.session, code, name, Role.MEMBER, department,
            done=self.dismiss, doing=_("Making the invitation ..."),
        )  # fmt: skip


class CodeScreen(DialogScreen[None]):
    """Shows invitation codes, once."""

    NOUN = Place.CHOICE

    def __init__(self, invitations: tuple[Invitation, ...]) -> None:
        """Show codes that are good until a day."""
        super().__init__()
        self.invitations = invitations

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Invitation codes: shown only now")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("INVITED"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return each code with its person and day."""
        today = self.program.local_now().date()
        lines = [
            f"{one.member:<10}{one.code}   "
            + _("good until {day}").format(day=wording.day(one.expires_on, today))
            for one in self.invitations
        ]
        told = _("Give each code to its person, by word of mouth or in an envelope, never by mail.")
        use = _("She opens nsk, writes her code under Person, and chooses a passphrase of her own.")
        return (TextBlock("\n" + "\n".join(lines) + "\n"), TextBlock(told), TextBlock(use))

    def do_form_next(self) -> None:
        """Close."""
        self.dismiss(None)

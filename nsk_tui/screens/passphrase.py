"""One's own passphrase: another one, or the same asked again before a heavy act."""

from textual.widget import Widget

from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MAX
from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen, passphrase_advice, passphrase_fault, passphrase_fields
from nsk_tui.services import members
from nsk_tui.services.session import Session, seconds_until_try
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _, ngettext


class PassphraseScreen(DialogScreen[bool], FieldsScreen):
    """Changes the member's own passphrase."""

    NOUN = Place.FORM
    CSS_PATH = "passphrase.tcss"

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Change my passphrase")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CHANGE MY PASSPHRASE"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return the three lines."""
        return (
            LineField("old", _("Passphrase now"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
            *passphrase_fields(),
            TextBlock("\n" + passphrase_advice(), classes="advice"),
        )

    def do_form_save(self) -> None:
        """Change it, when the new one is good."""
        fault = passphrase_fault(self.value("new"), self.value("again"))
        if not self.value("old"):
            self.go_to("old", _("Write the passphrase you have now."))
        elif fault is not None:
            self.go_to(*fault)
        else:
            old, new = self.value("old"), self.value("new")
            self.empty("old", "new", "again")
            self.run_service(
                members.change_passphrase, self.session, old, new,
                done=self._changed, failed=self._failed, doing=_("Changing the passphrase ..."),
            )  # fmt: skip

    def _changed(self, _nothing: None) -> None:
        self.dismiss(True)
        self.program.everywhere.say(_("Your passphrase is changed."))

    def _failed(self, error: Exception) -> None:
        say_wrong_or_explain(self, error, "old")


def prove(session: Session, passphrase: str) -> int:
    """Compare a passphrase with the member's own; runs in a thread.

    Return how long she must wait first, as at the lock: 0 when it was compared, and fits.

    Errors
        WrongPassphrase
    """
    wait = seconds_until_try(session.folder, session.member)
    if not wait:
        members.must_be_own_passphrase(session, passphrase)
    return wait


class AskAgainScreen(DialogScreen[bool], FieldsScreen):
    """Asks for the member's passphrase before an act that opens doors for others."""

    NOUN = Place.FORM
    FOR_THE_ROOM = True
    CSS_PATH = "passphrase.tcss"

    def __init__(self, why: str) -> None:
        """Say which act it is for."""
        super().__init__()
        self.why = why

    def box_title(self) -> str:
        """Return the box's title."""
        return _("Your passphrase again")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("YOUR PASSPHRASE AGAIN"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return why, and the line."""
        return (
            TextBlock(self.why + "\n"),
            LineField("old", _("Passphrase"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
        )

    def label(self, action: Action) -> str:
        """Name what happens next: nothing is saved here."""
        return _("Go on") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Compare it with the slot."""
        old = self.value("old")
        self.empty("old")
        self.run_service(
            prove, self.session, old,
            done=self._answered, failed=self._failed, doing=_("One moment ..."),
        )  # fmt: skip

    def _answered(self, seconds: int) -> None:
        if seconds:
            self.say(ngettext("Try again in %d second.", "Try again in %d seconds.", seconds) % seconds)
        else:
            self.dismiss(True)

    def _failed(self, error: Exception) -> None:
        say_wrong_or_explain(self, error, "old")


def say_wrong_or_explain(screen: FieldsScreen, error: Exception, name: str) -> None:
    """Say that a passphrase did not fit in one line; explain anything else in a box."""
    if getattr(error, "code", "") == "wrong_passphrase":
        screen.go_to(name, _("That did not fit. Nothing is changed."))
    else:
        screen.program.show_error(error)

"""Two boxes about age keys: one's own public half, and the words that a colleague reads aloud."""

from textual.widget import Widget
from textual.widgets import Input

from nsk_tui.screens.actions import Action, Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.guide import GuideScreen
from nsk_tui.services import recipients
from nsk_tui.services.recipients import MemberRecipient
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.wording import _

TEXT_CHARACTERS_MAX = 200
WORDS_CHARACTERS_MAX = 80
SECRET = "SECRET-KEY"


class GuidedScreen(DialogScreen[MemberRecipient], FieldsScreen):
    """A box about age keys: F1 shows the page that tells how one comes by a key."""

    NOUN = Place.FORM

    def do_app_help(self) -> None:
        """Show the guide."""
        self.app.push_screen(GuideScreen())


class RegisterScreen(GuidedScreen):
    """Asks for one's own public age key."""

    def box_title(self) -> str:
        """Return the box's title."""
        return _("My age key")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("MY AGE KEY"), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return what belongs here and what never does, and the line."""
        told = _(
            "Paste the line that begins with age1. It is the public half, and anybody may see it. "
            "The secret half (AGE-SECRET-KEY) stays on your own machine and never comes here."
        )
        return (
            TextBlock(told + "\n"),
            LineField("key", "age1 …", limit=TEXT_CHARACTERS_MAX),
            TextBlock("\n" + _("No key yet? F1 tells how to make one, on Windows, Mac and Linux.")),
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take a secret half off the screen as soon as it is there."""
        if SECRET in event.value.upper():
            self._refuse("secret_key")

    def label(self, action: Action) -> str:
        """Name what happens."""
        return _("Register") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Register it."""
        typed = self.value("key")
        if not typed.strip():
            self.go_to("key", _("This line must be filled in."))
            return
        self.run_service(recipients.register, self.session, typed, done=self.dismiss, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "wrong_recipient":
            self._refuse(str(getattr(error, "detail", "")))
        else:
            self.program.show_error(error)

    def _refuse(self, fault: str) -> None:
        # What was pasted may be a secret: it stays on no screen.
        self.empty("key")
        self.go_to("key", wrong_key(fault))


class HeardScreen(GuidedScreen):
    """Asks for the four words that a colleague reads aloud."""

    def __init__(self, member: str) -> None:
        """Confirm a member's key."""
        super().__init__()
        self.member = member

    def box_title(self) -> str:
        """Return the box's title."""
        return _("The age key of {member}").format(member=self.member)

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("CONFIRM AN AGE KEY   {member}").format(member=self.member), _("Esc closes")

    def body(self) -> tuple[Widget, ...]:
        """Return whom to ring, and the line for the words."""
        told = _(
            "Ring {member}, or sit side by side. Let {member} read the four words from the own screen "
            "(F4, age), and write them here. They are not shown to you: only so does the call count."
        )
        return (
            TextBlock(told.format(member=self.member) + "\n"),
            LineField("words", _("The four words"), limit=WORDS_CHARACTERS_MAX),
        )

    def label(self, action: Action) -> str:
        """Name what happens."""
        return _("Confirm") if action.id == "form.save" else super().label(action)

    def do_form_save(self) -> None:
        """Compare what was heard."""
        heard = self.value("words").split()
        if not heard:
            self.go_to("words", _("This line must be filled in."))
            return
        self.run_service(
            recipients.confirm, self.session, self.member, heard, done=self.dismiss, failed=self._failed
        )

    def _failed(self, error: Exception) -> None:
        if getattr(error, "code", "") == "words_differ":
            told = _("Those are other words. Let {member} read them again.")
            self.go_to("words", told.format(member=self.member))
        else:
            self.program.show_error(error)


def wrong_key(fault: str) -> str:
    """Return in one line what is wrong with what was pasted."""
    return {
        "secret_key": _("That is the SECRET half. It was not kept. Make a new pair: it may have been seen."),
        "other_kind": _("That is another kind of key. It must begin with age1."),
        "damaged": _("A sign is missing or mistyped. Copy the whole line: 62 characters."),
        "open_to_all": _("Anybody could open what is sealed to that key. Make a new pair."),
    }.get(fault, _("That is no age key."))

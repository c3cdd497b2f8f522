"""Forms of labelled lines: Enter goes to the next line, and from the last one it saves."""

from typing import Any, ClassVar

from textual.widgets import Input

from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MAX, PASSPHRASE_CHARACTERS_MIN
from nsk_tui.screens.base import FrameScreen
from nsk_tui.widgets.line_field import LineField, LineInput
from nsk_tui.wording import _, ngettext


class FieldsScreen(FrameScreen[Any]):
    """What forms of lines share: going from line to line, and what a line said it dropped."""

    LETTERS: ClassVar[bool] = False

    def value(self, name: str) -> str:
        """Return what is written in a line."""
        return self.query_one(f"#{name}", LineInput).value

    def empty(self, *names: str) -> None:
        """Take away what is written: a passphrase stays on no screen longer than needed."""
        for name in names:
            self.query_one(f"#{name}", LineInput).value = ""

    def go_to(self, name: str, message: str = "") -> None:
        """Put the cursor in a line, and say why."""
        self.query_one(f"#{name}").focus()
        if message:
            self.say(message)

    def lines_shown(self) -> list[LineInput]:
        """Return the lines that can be written in now, from the top."""
        return [one for one in self.query(LineInput) if one.focusable]

    def do_pane_next(self) -> None:
        """Go to the next field."""
        self.step_fields(1)

    def do_pane_previous(self) -> None:
        """Go to the field before."""
        self.step_fields(-1)

    def step_fields(self, step: int) -> None:
        """Go to the next field, or to the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def do_form_next(self) -> None:
        """Go to the next line, or save from the last."""
        lines: list[Any] = self.lines_shown()
        if self.focused in lines[:-1]:
            lines[lines.index(self.focused) + 1].focus()
        else:
            self.do_form_save()

    def do_form_save(self) -> None:
        """Do what the form is for."""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a line."""
        event.stop()
        self.do_form_next()

    def on_line_input_dropped(self, event: LineInput.Dropped) -> None:
        """Say that a paste held what cannot be stored."""
        self.say(
            ngettext(
                "%d character was left out: it cannot be shown safely.",
                "%d characters were left out: they cannot be shown safely.",
                event.count,
            )
            % event.count
        )


def passphrase_fields() -> tuple[LineField, LineField]:
    """Return the two lines for a new passphrase."""
    return (
        LineField("new", _("New passphrase"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
        LineField("again", _("The same again"), secret=True, limit=PASSPHRASE_CHARACTERS_MAX),
    )


def passphrase_advice() -> str:
    """Return what a good passphrase is."""
    return _(
        "At least {least} characters. Four or five words that do not belong together are good, "
        "for example a sentence only you would say. No one can look it up for you."
    ).format(least=PASSPHRASE_CHARACTERS_MIN)


def passphrase_fault(new: str, again: str) -> tuple[str, str] | None:
    """Return which line to go back to and why; None when both lines say the same, long enough."""
    if len(new) < PASSPHRASE_CHARACTERS_MIN:
        missing = PASSPHRASE_CHARACTERS_MIN - len(new)
        return "new", ngettext("%d character is missing.", "%d characters are missing.", missing) % missing
    return None if new == again else ("again", _("The two lines are not the same. Write it once more."))

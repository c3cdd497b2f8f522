"""One line of minutes while it is written: checked and marked like any text, finished by Enter."""

from dataclasses import dataclass

from textual import events
from textual.message import Message

from nsk_tui.rules.text import tidy
from nsk_tui.widgets.guarded_text import Check, GuardedText
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _, number


class LineText(GuardedText):
    """A box for one line, as long as it may be; every line end finishes it, pasted ones too.

    What is typed after Enter is the next line, however slow the store is with this one.
    """

    DEFAULT_CSS = """
    LineText { height: auto; min-height: 1; max-height: 4; }
    """

    @dataclass
    class Finished(Message):
        """A line is written."""

        box: "LineText"
        text: str

    @dataclass
    class Left(Message):
        """The cursor goes out of the box, up (-1) or down (1)."""

        box: "LineText"
        step: int

    def __init__(self, check: Check | None, limit: int, id: str | None = None) -> None:  # noqa: A002
        """Write a line of at most ``limit`` signs."""
        self.limit = limit
        super().__init__(check, id=id)

    def on_key(self, event: events.Key) -> None:
        """Finish the line at Enter; no sign goes in beyond the limit."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.finish()
        elif event.is_printable and not self.selected_text and self.room() <= 0:
            event.prevent_default()
            event.stop()
            said = _("The line is full: {limit} signs. Enter begins another.")
            self.post_message(TextBox.Told(self, said.format(limit=number(self.limit))))

    def take_in(self, pasted: str) -> None:
        """Put a text in; each line end in it finishes a line."""
        parts = tidy(pasted)[0].replace("\r", "\n").split("\n")
        for place, part in enumerate(parts):
            if place:
                self.finish()
            super().take_in(part)

    def room(self) -> int:
        """Return how many signs still fit."""
        return self.limit - len(self.text)

    def finish(self) -> None:
        """Hand the line over and begin another."""
        text = self.text.strip()
        self.load_clean("", ())
        if text:
            self.post_message(self.Finished(self, text))

    def put(self, text: str) -> None:
        """Show a line to go on with, the cursor at its end."""
        self.load_clean(text, ())
        self.move_cursor(self.document.end)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go up; from the first row out of the box."""
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == 0:
            self.post_message(self.Left(self, -1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Go down; from the last row out of the box."""
        last = self.wrapped_document.height - 1
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == last:
            self.post_message(self.Left(self, 1))
        else:
            super().action_cursor_down(select)

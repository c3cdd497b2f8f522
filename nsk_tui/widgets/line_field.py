"""A label and one line to write in."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from nsk_tui.rules.text import tidy
from nsk_tui.widgets.dialog import TextBlock


class LineInput(Input):
    """One line of text; what may not be stored never gets into it."""

    class Dropped(Message):
        """Characters were left out of a key or a paste."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    def __init__(self, value: str, name: str, secret: bool, limit: int) -> None:
        super().__init__(value, id=name, password=secret, compact=True, max_length=limit)
        self.cursor_blink = False

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert a key or a paste, without the characters that act on a terminal."""
        kept, dropped = tidy(text)
        if dropped:
            self.post_message(self.Dropped(dropped))
        super().insert_text_at_cursor(kept.replace("\n", " "))


LINE_CHARACTERS_MAX = 200


class LineField(Horizontal):
    """A label with a line beside it, and a remark after it.

    Shape
        ``name`` becomes the id of the line. ``secret`` shows a dot for each character.
    """

    DEFAULT_CSS = """
    LineField {
        height: 1; width: 100%;
        & > .label { width: 20; }
        & > Input { width: 1fr; max-width: 60; background: $field-background; background-tint: transparent; }
        & > Input:focus { background: $field-focused; background-tint: transparent; }
        & > Input:ansi { text-style: underline; }
        & > .remark { width: auto; padding-left: 2; color: $faint; }
    }
    """

    def __init__(
        self, name: str, label: str, value: str = "", *, secret: bool = False, remark: str = "",
        limit: int = LINE_CHARACTERS_MAX,
    ) -> None:  # fmt: skip
        super().__init__()
        self.line = LineInput(value, name, secret, limit)
        self.label = TextBlock(label, classes="label")
        self.remark = TextBlock(remark, classes="remark")

    def compose(self) -> ComposeResult:
        """Lay label, line and remark side by side."""
        yield self.label
        yield self.line
        if self.remark.content.plain:
            yield self.remark

    @property
    def value(self) -> str:
        """What is written."""
        return self.line.value

    def clear(self) -> None:
        """Take away what is written."""
        self.line.value = ""

"""Coded fields under one another, of which one gets the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from nsk_tui.widgets.coded_field import CodedField, Reply


class CodedFields(Vertical, can_focus=True, inherit_bindings=False):
    """Fields in the order in which they are answered, and other lines between them.

    They have one focus together: keys that come in a burst over a slow line then reach one
    field after the other in their order, where a focus that moves would lag behind them.
    """

    DEFAULT_CSS = """
    CodedFields { height: auto; width: 100%; }
    """

    @dataclass
    class Gone(Message):
        """Another field gets the keys."""

        fields: "CodedFields"

    @dataclass
    class Left(Message):
        """The way leads past the last field (``step`` 1) or before the first (-1)."""

        fields: "CodedFields"
        step: int

    @dataclass
    class TypedOn(Message):
        """A sign that was typed after the last field, before the focus had moved on."""

        fields: "CodedFields"
        sign: str

    def __init__(self, parts: Sequence[Widget], id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.parts = tuple(parts)
        self.fields = {part.id or "": part for part in parts if isinstance(part, CodedField)}
        self.here = next(iter(self.fields))
        self.has_left = False

    def compose(self) -> ComposeResult:
        """Lay the fields and the lines between them under one another."""
        yield from self.parts

    def __getitem__(self, name: str) -> CodedField:
        """Return a field."""
        return self.fields[name]

    def stops(self) -> list[str]:
        """Return the names of the fields that are shown."""
        return [name for name, one in self.fields.items() if one.display]

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show which field gets the keys, or none."""
        super().watch_has_focus(has_focus)
        self.has_left = False
        self.fields[self.here].activate(has_focus)

    def go_to(self, name: str) -> None:
        """Give the keys to a field."""
        self.fields[self.here].activate(False)
        self.here, self.has_left = name, False
        self.fields[name].activate(True)
        if not self.has_focus:
            self.focus()
        self.post_message(self.Gone(self).set_sender(self))

    def step(self, step: int) -> None:
        """Go to the field after or before, or out."""
        stops = self.stops()
        place = stops.index(self.here) + step if self.here in stops else 0
        if 0 <= place < len(stops):
            self.go_to(stops[place])
        else:
            self.has_left = step > 0
            self.post_message(self.Left(self, step).set_sender(self))

    def take(self, key: str, sign: str | None) -> bool:
        """Hand a key to the field whose turn it is; say whether it took it."""
        if self.has_left:
            if sign is not None:
                self.post_message(self.TypedOn(self, sign).set_sender(self))
            return sign is not None
        reply = self.fields[self.here].take(key, sign)
        if reply is Reply.FINISHED:
            self.finished()
        return reply is not Reply.NOT_MINE

    def finished(self) -> None:
        """Go on from a field that is answered."""
        self.step(1)

    def on_key(self, event: events.Key) -> None:
        """Take digits, letters, Enter, Space and Backspace; up and down go from field to field."""
        if event.key in ("up", "down"):
            self.step(1 if event.key == "down" else -1)
        elif not self.take(event.key, event.character if event.is_printable else None):
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted word into the field."""
        event.stop()
        self.fields[self.here].take_pasted(event.text)

"""Several short texts under one another, each with its name, all checked together while somebody writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.widgets.checked_together import CheckedTogether, Look
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered


@dataclass(frozen=True)
class PartName:
    """What a part is called, left of its text; ``letter`` is empty where it has none."""

    letter: str
    name: str


class PartText(GuardedText):
    """A text of a few lines: it has no pages, so that page keys turn what stands beside it."""

    def action_cursor_page_up(self) -> None:
        """Leave the key to the screen."""
        raise SkipAction

    def action_cursor_page_down(self) -> None:
        """Leave the key to the screen."""
        raise SkipAction


class WordedPart(Horizontal):
    """One text with its name; the name is marked while somebody writes in it."""

    DEFAULT_CSS = """
    WordedPart { height: auto; width: 100%; }
    WordedPart > .name { width: 13; }
    WordedPart > GuardedText { width: 1fr; min-height: 1; max-height: 6; background: $field-background; }
    WordedPart > GuardedText:focus { background: $field-focused; }
    WordedPart > GuardedText:ansi { background: ansi_default; }
    """

    def __init__(self, name: str, called: PartName) -> None:
        super().__init__()
        self.called = called
        self.label = TextBlock(classes="name")
        self.box = PartText(None, id=name)

    def compose(self) -> ComposeResult:
        """Lay the name beside the text."""
        yield self.label
        yield self.box

    def mark(self) -> None:
        """Show the name, marked while the text has the keys."""
        pointer = "▸" if self.box.has_focus else " "
        self.label.show(f"{pointer}{self.called.letter or ' '}  {self.called.name}")


class WordedParts(CheckedTogether):
    """The parts, in the order in which they are written.

    Shape
        ``below`` has what else stands in the column, by the part that it comes after.
    """

    DEFAULT_CSS = """
    WordedParts { height: auto; width: 100%; }
    """

    @dataclass
    class Changed(Message):
        """A text is another one."""

        parts: "WordedParts"

    def __init__(
        self,
        look: Look,
        names: Mapping[str, PartName],
        below: Mapping[str, Widget] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        self._below = dict(below or {})
        self.parts = {name: WordedPart(name, called) for name, called in names.items()}
        super().__init__(look, {name: part.box for name, part in self.parts.items()}, id=id)

    def compose(self) -> ComposeResult:
        """Lay the parts under one another."""
        for name, part in self.parts.items():
            yield part
            if name in self._below:
                yield self._below[name]

    def on_mount(self) -> None:
        """Name the parts."""
        self._mark()

    def on_descendant_focus(self) -> None:
        """Mark the part that somebody writes in."""
        self._mark()

    def on_descendant_blur(self) -> None:
        """Mark the part no more."""
        self._mark()

    def box(self, name: str) -> GuardedText:
        """Return a text."""
        return self.parts[name].box

    @property
    def here(self) -> str:
        """The part that has the keys; empty when none has."""
        return next((name for name, part in self.parts.items() if part.box.has_focus), "")

    def shown(self) -> list[str]:
        """Return the names of the parts that are shown, in order."""
        return [name for name, part in self.parts.items() if part.display]

    def go_to(self, name: str) -> None:
        """Write in a part, at its end."""
        box = self.box(name)
        box.move_cursor(box.document.end)
        box.focus()

    def step(self, step: int) -> bool:
        """Go to the part after or before; say whether there was one."""
        names = self.shown()
        place = names.index(self.here) + step if self.here in names else (0 if step > 0 else len(names) - 1)
        if 0 <= place < len(names):
            self.go_to(names[place])
            return True
        return False

    def put(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show other texts with other answers; undo leads to none of the old ones."""
        for name, part in self.parts.items():
            before = (part.box.text, part.box.answered)
            if name in texts and before != (texts[name], tuple(answered.get(name, ()))):
                part.box.load_clean(texts[name], answered.get(name, ()))

    def findings(self) -> list[Finding]:
        """Return every finding, as they were marked last."""
        return [finding for part in self.parts.values() for finding in part.box.findings]

    def go_to_next_finding(self) -> bool:
        """Put the cursor on the next finding, in the next part when this one has none left."""
        names = [name for name in self.shown() if self.box(name).findings]
        if not names:
            return False
        here = self.here
        if here in names:
            at = self.box(here).cursor_offset_in_text()
            if any(finding.start > at for finding in self.box(here).findings):
                return self.box(here).go_to_next_finding() is not None
        every = self.shown()
        later = [name for name in names if here in every and every.index(name) > every.index(here)]
        box = self.box((later or names)[0])
        box.focus()
        box.move_cursor((0, 0))
        return box.findings[0].start == 0 or box.go_to_next_finding() is not None

    def on_text_area_changed(self) -> None:
        """Tell that something was written."""
        self.post_message(self.Changed(self))

    def _mark(self) -> None:
        for part in self.parts.values():
            part.mark()

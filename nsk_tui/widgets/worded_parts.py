"""Several short texts under one another, each with its name, all checked together while somebody writes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget

from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.guarded_text import INLINE_MS_MAX, GuardedText
from nsk_tui.widgets.marks import Answered

Findings = Mapping[str, tuple[Finding, ...]]
Look = Callable[[Mapping[str, str]], Callable[[], Findings]]
"""Gives the check of all texts as they stand; the check itself may run in a thread."""


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


class WordedParts(Vertical):
    """The parts, in the order in which they are written.

    What stands in one text may reveal a person in another, so they are checked together.

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

    @dataclass
    class Found(Message):
        """All texts were checked together; handled by the parts' owner itself."""

        checked: Mapping[str, str]
        findings: Findings
        took_ms: float

    def __init__(
        self,
        look: Look,
        names: Mapping[str, PartName],
        below: Mapping[str, Widget] | None = None,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._below = dict(below or {})
        self.parts = {name: WordedPart(name, called) for name, called in names.items()}
        self._look, self._look_ms, self._wanted = look, INLINE_MS_MAX + 1, False

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

    def texts(self) -> dict[str, str]:
        """Return every text by its field's name."""
        return {name: part.box.text for name, part in self.parts.items()}

    def answered(self) -> dict[str, list[Answered]]:
        """Return what the author has answered, by field."""
        return {name: list(part.box.answered) for name, part in self.parts.items()}

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

    def check_soon(self) -> None:
        """Check all texts together; what is asked several times at once is done once."""
        if not self._wanted and any(part.box.text for part in self.parts.values()):
            self._wanted = True
            self.call_later(self._check)

    def _check(self) -> None:
        self._wanted = False
        texts = self.texts()
        look = partial(self._check_and_tell, texts, self._look(texts))
        if self._look_ms > INLINE_MS_MAX:
            self.run_worker(look, thread=True, group="check")
        else:
            look()

    def _check_and_tell(self, texts: Mapping[str, str], look: Callable[[], Findings]) -> None:
        began = perf_counter()
        findings = look()
        self.post_message(self.Found(texts, findings, (perf_counter() - began) * 1000))

    def on_guarded_text_paused(self, message: GuardedText.Paused) -> None:
        """Check them all."""
        message.stop()
        self.check_soon()

    def on_worded_parts_found(self, message: Found) -> None:
        """Mark what was found in each text."""
        message.stop()
        self._look_ms = message.took_ms
        for name, part in self.parts.items():
            part.box.put_found(message.checked[name], message.findings.get(name, ()))

    def on_text_area_changed(self) -> None:
        """Tell that something was written."""
        self.post_message(self.Changed(self))

    def _mark(self) -> None:
        for part in self.parts.values():
            part.mark()

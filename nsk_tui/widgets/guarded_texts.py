"""The texts of a form: one box at a time, the findings of them all below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.widgets.checked_together import CheckedTogether, Look
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.finding_list import FindingList, ListedFinding, combination, meter
from nsk_tui.widgets.guarded_text import GuardedText
from nsk_tui.widgets.marks import Answered
from nsk_tui.widgets.safe_text import safe
from nsk_tui.wording import _

RULE = "─"


def ruled(left: str, right: str, width: int) -> str:
    """Return a rule with a word in it, and one at its right end.

    >>> ruled("tekst", "1 fund", 30)
    ' ── tekst ───────── 1 fund ──'
    """
    head = f" {RULE * 2} {left} " if left else f" {RULE * 2}"
    tail = f" {right} {RULE * 2}" if right else RULE * 2
    return head + RULE * max(1, width - 1 - cell_len(head) - cell_len(tail)) + tail


class GuardedTexts(CheckedTogether):
    """Text boxes of which one is open; the rule above names them all and counts the findings.

    Shape
        ``labels`` maps a field's name to its word, in the order of the form.
    """

    DEFAULT_CSS = """
    GuardedTexts { height: 1fr; width: 100%; }
    GuardedTexts > .rule { height: 1; }
    GuardedTexts > GuardedText { display: none; margin: 0 1; }
    GuardedTexts > GuardedText.-open { display: block; }
    GuardedTexts > .closed { height: auto; display: none; }
    GuardedTexts.-closed > .closed { display: block; }
    GuardedTexts.-closed > GuardedText.-open { display: none; }
    GuardedTexts.-closed > #checked, GuardedTexts.-closed > FindingList { display: none; }
    """

    @dataclass
    class Changed(Message):
        """A text is another one."""

        texts: "GuardedTexts"

    def __init__(self, look: Look, labels: Mapping[str, str], id: str | None = None) -> None:  # noqa: A002
        super().__init__(look, {name: GuardedText(None, id=name) for name in labels}, id=id)
        self.labels = dict(labels)
        self.open_name = next(iter(labels))
        self.rule = TextBlock(id="texts-rule", classes="rule")
        self.closed_line = TextBlock(classes="closed")
        self.checked = TextBlock(id="checked", classes="rule")
        self.found = FindingList()

    def compose(self) -> ComposeResult:
        """Lay rule, boxes, rule and findings under one another."""
        yield self.rule
        yield self.closed_line
        yield from self.boxes.values()
        yield self.checked
        yield self.found

    def on_mount(self) -> None:
        """Begin closed, on the first text."""
        self.set_class(True, "-closed")
        self._show()

    def on_resize(self) -> None:
        """Draw the rules as wide as the window."""
        self._show()

    def open_box(self, name: str) -> None:
        """Open one text and write in it."""
        self.open_name = name
        self.set_class(False, "-closed")
        for each, box in self.boxes.items():
            box.set_class(each == name, "-open")
        self._show()
        self.boxes[name].focus()

    def close(self) -> None:
        """Show the texts as one line."""
        self.set_class(True, "-closed")
        self._show()

    def beside(self, step: int) -> str:
        """Return the name of the text before or after the open one; empty at the end."""
        names = list(self.labels)
        place = names.index(self.open_name) + step
        return names[place] if 0 <= place < len(names) else ""

    def put(self, texts: Mapping[str, str], answered: Mapping[str, Sequence[Answered]]) -> None:
        """Show other texts with other answers; undo leads to none of the old ones."""
        for name, box in self.boxes.items():
            if name in texts and (texts[name] != box.text or tuple(answered.get(name, ())) != box.answered):
                box.load_clean(texts[name], answered.get(name, ()))
        self._show()

    def findings(self) -> dict[str, tuple[Finding, ...]]:
        """Return the findings of every text, as they were marked last."""
        return {name: box.findings for name, box in self.boxes.items() if box.findings}

    def go_to_next_finding(self) -> bool:
        """Put the cursor on the next finding, in the next text when the open one has none left."""
        box = self.boxes[self.open_name]
        here = box.cursor_offset_in_text()
        with_findings = [name for name, one in self.boxes.items() if one.findings]
        if not with_findings:
            return False
        if not any(finding.start > here for finding in box.findings):
            names = list(self.labels)
            later = [name for name in with_findings if names.index(name) > names.index(self.open_name)]
            name = (later or with_findings)[0]
            self.open_box(name)
            self.boxes[name].move_cursor((0, 0))
            first_is_there = self.boxes[name].findings[0].start == 0
            return first_is_there or self.boxes[name].go_to_next_finding() is not None
        return box.go_to_next_finding() is not None

    def on_guarded_text_checked(self) -> None:
        """Name what was found."""
        self._show()

    def on_text_area_changed(self) -> None:
        """Tell that something was written."""
        self._show()
        self.post_message(self.Changed(self))

    def _show(self) -> None:
        width = self.size.width
        everything = [finding for box in self.boxes.values() for finding in box.findings]
        closed = self.has_class("-closed")
        heading = _("text, only if it helps the next one") if closed else self._names()
        _say(self.rule, ruled(heading, meter(everything), width))
        _say(self.closed_line, f"   {self._first_words()}")
        _say(self.checked, ruled(_("anonymity check"), self._together(), width))
        written = any(box.text.strip() for box in self.boxes.values())
        unread = any(box.unread for box in self.boxes.values())
        self.found.show(self._listed(), not written, unread)

    def _together(self) -> str:
        said = (combination(box.text, box.findings) for box in self.boxes.values())
        return next(filter(None, said), "")

    def _names(self) -> str:
        marked = (f"▸{word}◂" if name == self.open_name else word for name, word in self.labels.items())
        return " · ".join(marked) if len(self.labels) > 1 else self.labels[self.open_name]

    def _first_words(self) -> str:
        lengths = [
            _("{what}: {count} characters").format(what=self.labels[name], count=len(box.text))
            for name, box in self.boxes.items()
            if box.text.strip()
        ]
        return " · ".join(lengths) or _("(empty)")

    def _listed(self) -> list[ListedFinding]:
        return [
            ListedFinding(
                place=self._place(name, box, finding),
                word=safe(box.text[finding.start : finding.end]),
                finding=finding,
                text=box.text,
            )
            for name, box in self.boxes.items()
            for finding in box.findings
        ]

    def _place(self, name: str, box: GuardedText, finding: Finding) -> str:
        if name != self.open_name:
            return self.labels[name]
        return _("line {number}").format(number=box.line_of(finding))


def _say(block: TextBlock, text: str) -> None:
    # The same words again would cost a new layout at each key.
    if block.content.plain != text:
        block.show(Content(text))

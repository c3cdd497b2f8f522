"""A text box that marks, while somebody writes, what could tell who a person is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import ClassVar

from rich.segment import Segment
from rich.text import Text
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from nsk_tui.rules.anonymity.findings import Finding, Strength
from nsk_tui.rules.anonymity.replace import replace, replace_all_same
from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.widgets.marks import (
    Answered,
    Mark,
    carried,
    carried_answers,
    line_starts,
    location,
    marks_by_line,
)
from nsk_tui.widgets.text_box import TextBox

Check = Callable[[str], tuple[Finding, ...]]

PAUSE_SECONDS = 0.3
"""How long nobody types before the text is checked."""

INLINE_MS_MAX = 5.0
"""A check that took longer the last time runs in a thread."""

GUTTER_CELLS = 2
GUTTER_GLYPHS = {Strength.STRONG: "!", Strength.WEAK: "?"}


class GuardedText(TextBox):
    """A text box whose findings are underlined (strong ones bold too) and named in the gutter.

    Between two checks the marks stay on their words, so that nothing flickers while somebody
    types; a word that is being changed is unmarked until the next pause. A finding in
    ``answered`` is marked no more.
    """

    DEFAULT_CSS = """
    GuardedText > .guarded-text--strong { text-style: bold underline; color: $text-error; }
    GuardedText > .guarded-text--weak { text-style: underline; color: $text-warning; }
    GuardedText > .guarded-text--gutter { text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "guarded-text--strong",
        "guarded-text--weak",
        "guarded-text--gutter",
    }

    @dataclass
    class Checked(Message):
        """The text was checked; its findings stand in the box."""

        box: "GuardedText"

    @dataclass
    class Paused(Message):
        """The writer paused; who checks several texts together answers with ``put_found``."""

        box: "GuardedText"

    @dataclass
    class Found(Message):
        """A check is done; handled by the box itself."""

        text: str
        findings: tuple[Finding, ...]
        took_ms: float

    def __init__(self, check: Check | None, text: str = "", id: str | None = None) -> None:  # noqa: A002
        """Show a text; ``check`` None leaves the check to whoever hears ``Paused``."""
        self.findings: tuple[Finding, ...] = ()
        self.answered: tuple[Answered, ...] = ()
        self._marks: dict[int, list[Mark]] = {}
        self._check = check
        self._check_ms = INLINE_MS_MAX + 1
        self._pause: Timer | None = None
        super().__init__(text, id)
        self._known = self.text
        self._read = ""

    @property
    def unread(self) -> bool:
        """Whether the text was not checked yet as it stands."""
        return bool(self.text) and self._read != self.text

    @property
    def gutter_width(self) -> int:
        """The cells left of the text, where a line's strongest finding has its glyph."""
        return GUTTER_CELLS

    def on_mount(self) -> None:
        """Check what the box was opened with."""
        if self.text:
            self.check_now()

    def get_line(self, line_index: int) -> Text:
        """Return a line with its findings marked."""
        line = super().get_line(line_index)
        for mark in self._marks_in_sight(line_index):
            name = f"guarded-text--{mark.strength.value}"
            line.stylize(self.get_component_rich_style(name, partial=True), mark.start, mark.end)
        return line

    def drawn_line(self, y: int) -> Strip:
        """Return one line, the glyph of its findings before it."""
        line = super().drawn_line(y)
        if self.scroll_offset.y + y >= self.wrapped_document.height:
            return line
        style = self.get_component_rich_style("guarded-text--gutter")
        return Strip([Segment(f"{self._glyph(y):<{GUTTER_CELLS}}", style), *line])

    def on_text_area_changed(self) -> None:
        """Keep the marks on their words, and check when the writer pauses."""
        after = self.text
        if after == self._known:
            return
        self.answered = tuple(carried_answers(self.answered, self._known, after))
        self._put_findings(carried(self.findings, self._known, after))
        self._known = after
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_SECONDS, self.check_now)

    def check_now(self) -> None:
        """Check the text: at once when that is quick, else in a thread."""
        text = self.text
        if self._check is None:
            self.post_message(self.Paused(self))
        elif self._check_ms > INLINE_MS_MAX:
            self.run_worker(partial(self._check_and_tell, self._check, text), thread=True, group="check")
        else:
            self._check_and_tell(self._check, text)

    def on_guarded_text_found(self, message: Found) -> None:
        """Mark what a check found, unless the text has become another one since."""
        message.stop()
        self._check_ms = message.took_ms
        self.put_found(message.text, message.findings)

    def put_found(self, text: str, findings: tuple[Finding, ...]) -> None:
        """Mark what was found in a text, unless the box holds another one by now."""
        if text == self.text:
            self._read = text
            self._put_findings(findings)
            self.post_message(self.Checked(self))

    def replace_finding(self, finding: Finding, replacement: str, everywhere: bool = False) -> None:
        """Put other words where a finding stands, and forget every earlier writing of the text.

        The undo history goes too: Ctrl+Z would bring back the number that was just removed.
        """
        put = replace_all_same if everywhere else replace
        self.load_clean(put(self.text, finding, replacement))

    def load_clean(self, text: str, answered: Sequence[Answered] | None = None) -> None:
        """Show another text in the same place; neither undo nor a cut leads back to the old one.

        ``answered`` None keeps the answers that were given.
        """
        text = text[:TEXT_CHARACTERS_MAX]
        kept = carried_answers(self.answered, self._known, text) if answered is None else answered
        self.answered = tuple(kept)
        offset, scroll = min(self.cursor_offset_in_text(), len(text)), self.scroll_offset.y
        findings, self._known = carried(self.findings, self._known, text), text
        self.forget_cut()
        self.load_text(text)
        self._put_findings(findings)
        self.move_cursor(location(line_starts(text), offset))
        self.scroll_to(y=scroll, animate=False)
        self.check_now()

    def go_to_next_finding(self) -> Finding | None:
        """Put the cursor on the next finding, after the last the first; None when there is none."""
        if not self.findings:
            return None
        here = self.cursor_offset_in_text()
        chosen = next((finding for finding in self.findings if finding.start > here), self.findings[0])
        self.move_cursor(location(line_starts(self.text), chosen.start))
        return chosen

    def line_of(self, finding: Finding) -> int:
        """Return on which line of the box a finding begins, counted from 1 as it is seen."""
        place = location(line_starts(self.text), finding.start)
        return self.wrapped_document.location_to_offset(place).y + 1

    def _check_and_tell(self, check: Check, text: str) -> None:
        began = perf_counter()
        findings = check(text)
        self.post_message(self.Found(text, findings, (perf_counter() - began) * 1000))

    def _put_findings(self, findings: tuple[Finding, ...]) -> None:
        done = {(one.finding.start, one.finding.end) for one in self.answered}
        self.findings = tuple(one for one in findings if (one.start, one.end) not in done)
        marks = marks_by_line(self.findings, line_starts(self.text))
        if marks != self._marks:
            self._marks = marks
            self.notify_style_update()  # the public way to drop the text area's drawn lines
            self.refresh()

    def _marks_in_sight(self, line: int) -> list[Mark]:
        # A line is drawn row by row; styling thousands of marks out of sight for each is slow.
        marks = self._marks.get(line, [])
        top = self.scroll_offset.y
        first = self.wrapped_document.offset_to_location(Offset(0, top))
        beyond = self.wrapped_document.offset_to_location(Offset(0, top + self.size.height))
        last_row = beyond[0] == line and beyond[1] > first[1]
        begin = first[1] if first[0] == line else 0
        until = beyond[1] if last_row else TEXT_CHARACTERS_MAX
        return [mark for mark in marks if mark.end > begin and mark.start < until]

    def _glyph(self, y: int) -> str:
        """Return the glyph of the strongest finding that begins on a line of the box."""
        row = self.scroll_offset.y + y
        line, _column = self.wrapped_document.offset_to_location(Offset(0, row))
        place = row - self.wrapped_document.location_to_offset((line, 0)).y
        begins = [0, *self.wrapped_document.get_offsets(line), TEXT_CHARACTERS_MAX]
        here = {
            mark.strength
            for mark in self._marks.get(line, ())
            if begins[place] <= mark.start < begins[place + 1]
        }
        strongest = Strength.STRONG if Strength.STRONG in here else Strength.WEAK
        return GUTTER_GLYPHS[strongest] if here else ""

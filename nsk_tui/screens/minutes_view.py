"""How the minutes are laid out and drawn: the agenda, the lines of one item, the line that is written."""

from textual.widget import Widget

from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.rules.minutes_lines import LINE_CHARACTERS_MAX, TypedLine
from nsk_tui.screens import minutes_sheet as drawn
from nsk_tui.screens import minutes_words as words
from nsk_tui.screens.line_check import LineCheck
from nsk_tui.screens.minutes_sheet import Sheet
from nsk_tui.screens.minutes_stages import MinutesStageActs
from nsk_tui.services import minutes
from nsk_tui.widgets.line_text import LineText
from nsk_tui.widgets.lines import EMPTY, Line, Lines
from nsk_tui.widgets.text_box import TextBox
from nsk_tui.wording import _

FRAME_ROWS = 4
"""Title, duty line, message line and footer."""


class MinutesView(MinutesStageActs):
    """The minutes as they are drawn; what is being written never moves."""

    CSS_PATH = "minutes.tcss"

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.check = LineCheck()
        self._text_rows = 1

    def body(self) -> tuple[Widget, ...]:
        """Return the agenda, the lines, the line that is written, and what it becomes."""
        names = ("head", "items", "rule", "rows")
        text = LineText(self._found, LINE_CHARACTERS_MAX, id="text")
        return (*map(Lines, names), text, Lines("gap"), Lines("becomes-rule"), Lines("becomes"))

    @property
    def text(self) -> LineText:
        """The line that is being written."""
        return self.query_one(LineText)

    @property
    def is_writing(self) -> bool:
        """Whether letters write."""
        return self.is_mounted and not self.has_class("-reading")

    @property
    def sheet(self) -> Sheet | None:
        """What is drawn; None: the minutes are not open yet."""
        if self.desk is None or self.program.session is None:
            return None
        return Sheet(
            self.desk, self.at, self.session.member, self.session.today, self.row_at,
            tuple(self.keeper.held), self.typed, self.is_writing,
        )  # fmt: skip

    @property
    def typed(self) -> TypedLine | None:
        """What the line that is being written becomes; None: nothing is written."""
        if self.desk is None or self.program.session is None or not self.text.text.strip():
            return None
        return minutes.typed(self.session, self.desk.page, self.item, self.text.text)

    def _found(self, text: str) -> tuple[Finding, ...]:
        if self.desk is None:
            return ()
        return self.check.of_part(text, minutes.typed(self.session, self.desk.page, self.item, text).text)

    # Drawing ----------------------------------------------------------------------------------

    def title_texts(self) -> tuple[str, str]:
        """Return what one does here, whether the room sees it, and when something was saved."""
        what = _("WRITING MINUTES") if self.is_writing else _("MINUTES")
        seen = _("shown on the big screen now") if self.desk is not None and self.desk.is_shown else ""
        return f"{what}   {seen}".rstrip(), words.saved(self.keeper.saved_at) or _("Esc closes")

    def draw(self) -> None:
        """Draw the lines that changed."""
        sheet, width = self.sheet, self.size.width
        if sheet is None or not self.is_mounted or not width:
            return
        rows = self.size.height - FRAME_ROWS
        head = drawn.head_lines(sheet, width)
        item_rows, becomes_rows = drawn.heights(rows, len(sheet.desk.page.items), len(head))
        items, _at = drawn.item_lines(sheet, item_rows, width)
        self._show("head", head)
        self._show("items", items)
        self._show("rule", [drawn.rule_line(sheet, width)])
        self._show("becomes-rule", [drawn.becomes_rule(width)])
        self.draw_becomes()
        self.set_class(not self.text.text, "-empty")
        written = self.text.wrapped_document.height if self.text.text or self.is_writing else 0
        room = rows - len(head) - len(items) - becomes_rows - 2 - max(1, written)
        self._show("rows", _window(*drawn.row_lines(sheet, width), room))
        self.refresh_frame()

    def draw_becomes(self) -> None:
        """Draw what the line that is written becomes."""
        sheet = self.sheet
        if sheet is None or not self.is_mounted:
            return
        head = drawn.head_lines(sheet, self.size.width)
        items = len(sheet.desk.page.items)
        _items, rows = drawn.heights(self.size.height - FRAME_ROWS, items, len(head))
        lines = drawn.becomes_lines(sheet, rows, self.size.width)
        self._show("becomes", [*lines, *[EMPTY] * (rows - len(lines))])

    def _show(self, name: str, lines: list[Line]) -> None:
        view = self.query_one(f"#{name}", Lines)
        if view.styles.height is None or view.styles.height.value != len(lines):
            view.styles.height = len(lines)
        view.show(lines)

    def on_resize(self) -> None:
        """Lay out for the new size."""
        super().on_resize()
        self.call_after_refresh(self.draw)

    def on_text_area_changed(self) -> None:
        """Show what the line becomes, and keep the draft in step; at a key nothing else is drawn."""
        self.keeper.touched()
        self.draw_becomes()
        if self.text.wrapped_document.height != self._text_rows:
            self._text_rows = self.text.wrapped_document.height
            self.call_after_refresh(self.draw)

    def on_text_box_told(self, message: TextBox.Told) -> None:
        """Say what was left out of the line."""
        self.say(message.sentence)

    def forget_records(self) -> None:
        """Let go of what was read; the line that is being written waits in its box."""
        self.last_item, self.desk = self.item, None
        for view in self.query(Lines):
            view.show([])


def _window(lines: list[Line], at: int, rows: int) -> list[Line]:
    """Return the lines that have room: the last ones, or those around the cursor's."""
    rows = max(1, rows)
    if at < 0 or len(lines) <= rows:
        return lines[-rows:]
    first = max(0, min(at - rows // 2, len(lines) - rows))
    return lines[first : first + rows]

"""Blocks of text under one another, with a cursor that goes from block to block."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from nsk_tui.widgets.frame import ends
from nsk_tui.widgets.safe_text import shown

INDENT_CELLS = 4
CURSOR = " ▸ "
NO_CURSOR = "   "


@dataclass(frozen=True)
class Block:
    """A heading with a remark at its right end, and paragraphs below.

    Shape
        ``paragraphs`` may be anybody's words: they are shown as they are, never as markup.
    """

    heading: str
    remark: str = ""
    paragraphs: tuple[str, ...] = ()
    style: str = ""


@dataclass
class Laid:
    """Blocks laid out for one width: their lines, and on which line each begins."""

    width: int = 0
    lines: list[Content] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)


def laid_out(blocks: Sequence[Block], width: int) -> Laid:
    """Return the lines of some blocks, wrapped to a width, a blank line between two blocks."""
    laid = Laid(width)
    room = max(1, width - INDENT_CELLS - 1)
    margin = Content(" " * INDENT_CELLS)
    for block in blocks:
        laid.begins.append(len(laid.lines))
        line = ends(block.heading, block.remark, max(1, width - len(CURSOR) + 1))
        text = Content(line).stylize("bold", 0, len(block.heading) + 1)
        at = line.rfind(block.remark) if block.remark and block.style else -1
        laid.lines.append(text.stylize(block.style, at) if at >= 0 else text)
        for paragraph in block.paragraphs:
            laid.lines += [margin + part for part in shown(paragraph).wrap(room)]
        laid.lines.append(Content(""))
    return laid


class Page(ScrollView, can_focus=True, inherit_bindings=False):
    """A page of blocks; the cursor marks one, and a long block is scrolled through."""

    DEFAULT_CSS = "Page { scrollbar-size: 0 0; overflow-x: hidden; }"

    @dataclass
    class Moved(Message):
        """The cursor stands on another block."""

        page: "Page"

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.blocks: tuple[Block, ...] = ()
        self.cursor = 0
        self._laid = Laid()

    def show(self, blocks: Sequence[Block], cursor: int) -> None:
        """Show other blocks with the cursor on one of them; the same again cost the terminal nothing."""
        before = self.blocks, self.cursor
        self.blocks = tuple(blocks)
        self.cursor = max(0, min(cursor, len(self.blocks) - 1))
        if (self.blocks, self.cursor) != before:
            self._lay_out()
            self._into_sight()
        self.post_message(self.Moved(self))

    def move(self, step: str) -> None:
        """Go a block up or down, to the first or last, or turn the page."""
        height, top = self.size.height, self.scroll_offset.y
        if step in ("page_up", "page_down"):
            self._scroll_by(height - 1 if step == "page_down" else 1 - height)
        elif step == "down" and self._end_of(self.cursor) > top + height:
            self._scroll_by(min(height - 1, self._end_of(self.cursor) - top - height))
        elif step == "up" and self._begin_of(self.cursor) < top:
            self._scroll_by(-min(height - 1, top - self._begin_of(self.cursor)))
        else:
            last = len(self.blocks) - 1
            goals = {"up": self.cursor - 1, "down": self.cursor + 1, "first": 0, "last": last}
            self._go_to(max(0, min(goals.get(step, self.cursor), last)))

    def on_resize(self) -> None:
        """Wrap again, the cursor's block staying in sight."""
        self._lay_out()
        self._into_sight()

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight."""
        row = self.scroll_offset.y + y
        if row >= len(self._laid.lines):
            return Strip.blank(self.size.width, self.rich_style)
        line = self._laid.lines[row]
        if row in self._laid.begins:
            mark = CURSOR if self._laid.begins.index(row) == self.cursor else NO_CURSOR
            line = Content(mark) + line[1:]
        strip = Strip(line.render_segments(self.visual_style))
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def _lay_out(self) -> None:
        self._laid = laid_out(self.blocks, self.size.width)
        self.virtual_size = Size(self.size.width, len(self._laid.lines))
        self.refresh()

    def _go_to(self, block: int) -> None:
        if block == self.cursor or not self.blocks:
            return
        before, self.cursor = self.cursor, block
        self._into_sight()
        for one in (before, block):
            y = self._begin_of(one) - self.scroll_offset.y
            if 0 <= y < self.size.height:
                self.refresh(Region(0, y, self.size.width, 1))
        self.post_message(self.Moved(self))

    def _begin_of(self, block: int) -> int:
        return self._laid.begins[block] if self.blocks else 0

    def _end_of(self, block: int) -> int:
        following = block + 1
        end = self._laid.begins[following] if following < len(self.blocks) else len(self._laid.lines)
        return end - 1

    def _into_sight(self) -> None:
        begin, height, top = self._begin_of(self.cursor), self.size.height, self.scroll_offset.y
        end = self._end_of(self.cursor) if self.blocks else 0
        if begin < top:
            self.scroll_to(y=begin, animate=False)
        elif end > top + height:
            self.scroll_to(y=min(begin, end - height), animate=False)

    def _scroll_by(self, rows: int) -> None:
        self.scroll_to(y=max(0, self.scroll_offset.y + rows), animate=False)

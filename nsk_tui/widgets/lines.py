"""Lines of words, redrawn one by one: only what changed goes to the terminal."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from nsk_tui.widgets.safe_text import safe, shown

Part = tuple[str, str]
Line = tuple[Part, ...]
"""Pieces of one line, each with its role, which names a component class ``lines--<role>``."""

EMPTY: Line = ()


def line(text: str, role: str = "") -> Line:
    """Return a line of one piece."""
    return ((text, role),)


def wrapped(text: str, cells: int) -> list[str]:
    """Return a text as rows that fit, broken between words where there is a gap.

    >>> wrapped("Sager om rejser i julen", 14)
    ['Sager om', 'rejser i julen']
    """
    return [row.plain.rstrip() for row in shown(text).wrap(max(1, cells))]


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """A column of lines, one of which may carry the cursor."""

    DEFAULT_CSS = """
    Lines { height: 1fr; width: 100%; scrollbar-size: 0 0; overflow-x: hidden; }
    Lines > .lines--bold { text-style: bold; }
    Lines > .lines--faint { color: $faint; }
    Lines > .lines--rule { color: $rule; }
    Lines > .lines--red { color: $red-level; text-style: bold; }
    Lines > .lines--banner { color: $red-level; text-style: bold reverse; }
    Lines > .lines--orange { color: $orange-level; }
    Lines > .lines--yellow { color: $yellow-level; }
    Lines > .lines--cursor {
        background: $cursor-background; color: $cursor-foreground; text-style: $cursor-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lines--bold",
        "lines--faint",
        "lines--rule",
        "lines--red",
        "lines--banner",
        "lines--orange",
        "lines--yellow",
        "lines--cursor",
    }

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()
        self.at = -1

    def show(self, lines: Sequence[Line], at: int = -1) -> None:
        """Show these lines; ``at`` is the line with the cursor, -1 for none."""
        before, self.lines, was_at, self.at = self.lines, tuple(lines), self.at, at
        self.virtual_size = Size(self.size.width, len(self.lines))
        top = self.scroll_offset.y
        self._keep_in_sight()
        if self.scroll_offset.y != top or len(before) != len(self.lines):
            self.refresh()
            return
        changed = {y for y, (old, new) in enumerate(zip(before, self.lines, strict=True)) if old != new}
        for y in changed | ({was_at, at} if was_at != at else set()):
            self._refresh_line(y)

    def _refresh_line(self, y: int) -> None:
        row = y - self.scroll_offset.y
        if 0 <= row < self.size.height:
            self.refresh(Region(0, row, self.size.width, 1))

    def _keep_in_sight(self) -> None:
        top, page = self.scroll_offset.y, max(1, self.size.height)
        if self.at < 0 or top <= self.at < top + page:
            return
        wanted = self.at - page // 2
        self.scroll_to(y=max(0, min(wanted, len(self.lines) - page)), animate=False)

    def page(self, direction: int) -> None:
        """Turn one page down (1) or up (-1)."""
        step = direction * max(1, self.size.height - 1)
        top = max(0, min(self.scroll_offset.y + step, len(self.lines) - self.size.height))
        self.scroll_to(y=top, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.size.width, len(self.lines))
        self._keep_in_sight()

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight, cut with … when it is too long."""
        index = self.scroll_offset.y + y
        width = self.size.width
        if index >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        segments = [Segment(safe(text), self._style(role, index)) for text, role in self.lines[index]]
        base = self._style("", index)
        strip = Strip(segments)
        if strip.cell_length > width:
            text = "".join(segment.text for segment in segments)
            last = segments[-1].style if segments else base
            cut = set_cell_size(text, width - 1) + "…"
            strip = Strip([*_shortened(segments, cell_len(cut) - 1), Segment("…", last)])
        return strip.adjust_cell_length(width, base).simplify()

    def _style(self, role: str, index: int) -> Style:
        if index == self.at and role not in ("banner",):
            return self.get_component_rich_style("lines--cursor")
        return self.get_component_rich_style(f"lines--{role}") if role else self.rich_style


def _shortened(segments: Sequence[Segment], cells: int) -> list[Segment]:
    kept: list[Segment] = []
    for segment in segments:
        room = cells - sum(cell_len(one.text) for one in kept)
        if room <= 0:
            break
        kept.append(Segment(set_cell_size(segment.text, min(room, cell_len(segment.text))), segment.style))
    return kept

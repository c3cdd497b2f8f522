"""The frame around every screen: tab line or title, duty line, message line, footer."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from nsk_tui.widgets.safe_text import safe

WIDE_CELLS = 100
XWIDE_CELLS = 150
MARGIN_CELLS = 1
GAP_CELLS = 2


def cut(text: str, cells: int) -> str:
    """Return a text that fits, its end replaced by … when it does not.

    >>> cut("stille-havn", 7), cut("havn", 7)
    ('stille…', 'havn')
    """
    if cell_len(text) <= cells:
        return text
    while text and cell_len(text) > cells - 1:
        text = text[:-1]
    return text.rstrip() + "…" if cells > 0 else ""


def ends(left: str, right: str, cells: int) -> str:
    """Return one line with a text at each end; the left one gives way.

    >>> ends("Vagt nu", "09:42", 20)
    ' Vagt nu      09:42 '
    """
    room = cells - 2 * MARGIN_CELLS
    right = cut(right, room)
    left = cut(left, room - cell_len(right) - (MARGIN_CELLS if right else 0))
    return f" {left}{' ' * (room - cell_len(left) - cell_len(right))}{right} "


def tab_texts(tabs: Sequence[tuple[str, str]], active: str, gap: str = "") -> list[tuple[str, bool]]:
    """Return the pieces of the tab line, each with whether it is the active tab.

    >>> "".join(text for text, _ in tab_texts([("1", "I dag"), ("2", "Sparring"), ("9", "System")], "2"))
    ' 1 I dag▸2 Sparring◂9 System '
    """
    pieces: list[tuple[str, bool]] = []
    for place, (digit, name) in enumerate(tabs):
        after_active = place > 0 and tabs[place - 1][0] == active
        between = gap if place else ""
        before = f"{between}▸" if digit == active else "" if after_active else f"{between} "
        end = f"◂{gap}" if digit == active else ""
        pieces.append((f"{before}{digit} {name}{end}", digit == active))
    return [*pieces, (" ", False)]


@dataclass(frozen=True)
class Ends:
    """What a line says at its left and right end; texts of people are made safe when drawn."""

    left: str = ""
    right: str = ""


class FrameLine(Widget):
    """One row of the frame; draws itself only when its words change."""

    DEFAULT_CSS = "FrameLine { height: 1; width: 100%; }"

    def __init__(self, name: str) -> None:
        super().__init__(id=name, markup=False)
        self.said = Ends()

    def say(self, left: str, right: str = "") -> None:
        """Show other words; the same words cost the terminal nothing."""
        wanted = Ends(safe(left.replace("\n", " ")), safe(right.replace("\n", " ")))
        if wanted != self.said:
            self.said = wanted
            self.refresh()

    def unsay(self, left: str) -> None:
        """Say nothing where this is still said."""
        if self.said.left == left:
            self.say("")

    def render(self) -> Content:
        """Return the row, cut to the width it has."""
        return Content(ends(self.said.left, self.said.right, self.size.width))


class TabLine(FrameLine):
    """The screens by digit; the active one stands between ▸ ◂ and is bold."""

    def __init__(self) -> None:
        super().__init__("tabs")
        self.tabs: tuple[tuple[str, str], ...] = ()
        self.active = ""

    def show(self, tabs: tuple[tuple[str, str], ...], active: str) -> None:
        """Show these tabs (digit, name) with one of them active."""
        if (tabs, active) != (self.tabs, self.active):
            self.tabs, self.active = tabs, active
            self.refresh()

    def render(self) -> Content:
        """Return the row; two spaces between tabs when there is room."""
        gap = " " if self.size.width >= WIDE_CELLS else ""
        pieces = tab_texts(self.tabs, self.active, gap)
        return Content.assemble(
            *((safe(text), "bold" if is_active else "") for text, is_active in pieces)
        ).truncate(self.size.width, ellipsis=True)


class KeyLine(FrameLine):
    """The footer: what works now; drops what does not fit from the right, but never the last two."""

    def __init__(self) -> None:
        super().__init__("footer")
        self.items: tuple[tuple[str, str], ...] = ()

    def show(self, items: tuple[tuple[str, str], ...]) -> None:
        """Show keys and words, the first and the last of which always stay."""
        if items != self.items:
            self.items = items
            self.refresh()

    def render(self) -> Content:
        """Return the row: keys bold, two spaces between."""
        parts: list[tuple[str, str]] = [(" ", "")]
        for key, word in fitting(self.items, self.size.width):
            parts += [(key, "bold"), (f" {word}", ""), (" " * GAP_CELLS, "")]
        return Content.assemble(*parts[:-1]).truncate(self.size.width, ellipsis=True)


def fitting(items: tuple[tuple[str, str], ...], cells: int) -> tuple[tuple[str, str], ...]:
    """Return the items that fit on a line; F9, m and F1 stay as long as anything does.

    >>> fitting((("F9", "AKUT"), ("Enter", "Åbn"), ("s", "Sortér"), ("F1", "Hjælp")), 30)
    (('F9', 'AKUT'), ('Enter', 'Åbn'), ('F1', 'Hjælp'))
    """
    kept = list(items)
    while len(kept) > 1 and _cells(kept) > cells:
        loose = [place for place, (key, _) in enumerate(kept) if key not in ("F9", "m", "F1")]
        spare = loose[-1] if loose else len(kept) - 2 if len(kept) > 2 else len(kept) - 1
        del kept[spare]
    return tuple(kept)


def is_drawn(screen: Widget) -> bool:
    """Return whether a screen's lines are there; the clock strikes also while it is being taken down."""
    return screen.is_mounted and bool(screen.query(KeyLine))


def _cells(items: Sequence[tuple[str, str]]) -> int:
    return MARGIN_CELLS + sum(cell_len(f"{key} {word}") + GAP_CELLS for key, word in items) - GAP_CELLS


def view_line(heading: str, views: Sequence[str], active: int, right: str = "", cells: int = 80) -> Content:
    """Return a body's first row: heading, its views with the active one in ▸ ◂, a remark.

    >>> str(view_line("SYSTEM", ["Medlemmer", "Kontrol"], 0, cells=40)).rstrip()
    ' SYSTEM  ▸Medlemmer◂ · Kontrol'
    """
    marked = [f"▸{name}◂" if place == active else name for place, name in enumerate(views)]
    left = safe(f"{heading}  {' · '.join(marked)}" if views else heading)
    line = Content(ends(left, safe(right), cells))
    start = line.plain.find("▸")
    line = line.stylize("bold", MARGIN_CELLS, MARGIN_CELLS + len(heading))
    return line.stylize("bold", start, line.plain.find("◂") + 1) if start >= 0 else line

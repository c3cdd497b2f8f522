"""A time in figures that are read from the back of a room; only a figure that changed is drawn again."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.strip import Strip
from textual.widget import Widget

from nsk_tui.widgets.safe_text import safe

GLYPH_ROWS = 5
FIGURES_MAX = 8
BLOCK = "█"
_FIGURES: dict[str, tuple[str, ...]] = {
    "0": ("###", "#.#", "#.#", "#.#", "###"),
    "1": (".#.", "##.", ".#.", ".#.", "###"),
    "2": ("###", "..#", "###", "#..", "###"),
    "3": ("###", "..#", "###", "..#", "###"),
    "4": ("#.#", "#.#", "###", "..#", "..#"),
    "5": ("###", "#..", "###", "..#", "###"),
    "6": ("###", "#..", "###", "#.#", "###"),
    "7": ("###", "..#", "..#", "..#", "..#"),
    "8": ("###", "#.#", "###", "#.#", "###"),
    "9": ("###", "#.#", "###", "..#", "###"),
    ":": (".", "#", ".", "#", "."),
    "+": ("...", ".#.", "###", ".#.", "..."),
}
"""Five rows a figure. Every digit is three units wide, so that one that changes moves no other."""

GAP_UNITS = 1
THICK_CELLS = 2
"""A terminal's cell is about twice as high as it is wide."""


@dataclass(frozen=True)
class Sign:
    """What stands beside the figures, in a glyph and words: why they are as they are."""

    words: str = ""
    role: str = ""


NO_SIGN = Sign()


def units(figures: str) -> int:
    """Return how wide figures are, in units of a stroke.

    >>> units("1:0"), units("")
    (9, 0)
    """
    widths = sum(len(_FIGURES[one][0]) for one in figures)
    return widths + GAP_UNITS * max(0, len(figures) - 1)


def stroke_cells(figures: str, width: int, height: int) -> int:
    """Return how many cells a stroke is wide: in shape with the height as far as the width allows.

    Shape
        0: there is no room for figures; they are written as plain text.

    >>> stroke_cells("12:40", 80, 5), stroke_cells("12:40", 120, 10), stroke_cells("12:40", 12, 5)
    (3, 5, 0)
    """
    stroke_rows = height // GLYPH_ROWS
    if stroke_rows < 1 or not figures:
        return 0
    return min(stroke_rows * THICK_CELLS + 1, width // units(figures))


def widths(figures: str, stroke: int) -> Iterator[tuple[int, int]]:
    """Yield how wide each figure is, and the gap before it; without a stroke each has one cell.

    >>> list(widths("1:0", 3)), list(widths("1:0", 0))
    ([(9, 0), (3, 3), (9, 3)], [(1, 0), (1, 0), (1, 0)])
    """
    for place, figure in enumerate(figures):
        gap = GAP_UNITS * stroke if place else 0
        yield (len(_FIGURES[figure][0]) * stroke or 1), gap


def drawn(figure: str, stroke: int, height: int) -> tuple[str, ...]:
    """Return the rows of a figure; without a stroke it stands as it is in the middle.

    >>> drawn(":", 2, 5), drawn("7", 0, 3)
    (('  ', '██', '  ', '██', '  '), (' ', '7', ' '))
    """
    if stroke == 0:
        return tuple(figure if y == height // 2 else " " for y in range(height))
    rows = _FIGURES[figure]
    each = height // GLYPH_ROWS
    blocks = ["".join((BLOCK if one == "#" else " ") * stroke for one in row) for row in rows]
    blank = " " * (len(rows[0]) * stroke)
    return tuple(blocks[y // each] if y // each < GLYPH_ROWS else blank for y in range(height))


class Figure(Widget):
    """One figure; a widget of its own, because a terminal is sent whole widgets' rows."""

    DEFAULT_CSS = "Figure { width: 0; height: 100%; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.figure, self.stroke, self.role = "", 0, ""

    def show(self, figure: str, stroke: int, role: str) -> None:
        """Show a figure; the same again costs the terminal nothing."""
        if (figure, stroke, role) != (self.figure, self.stroke, self.role):
            self.figure, self.stroke, self.role = figure, stroke, role
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        rows = drawn(self.figure, self.stroke, self.size.height) if self.figure else ()
        text = rows[y] if y < len(rows) else ""
        style = _style(self, self.role)
        return Strip([Segment(text, style)]).adjust_cell_length(self.size.width, style)


class Beside(Widget):
    """The room beside the figures, with the sign at the lowest row of theirs."""

    DEFAULT_CSS = "Beside { width: 1fr; height: 100%; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.sign = NO_SIGN

    def show(self, sign: Sign) -> None:
        """Show a sign; the same again costs the terminal nothing."""
        if sign != self.sign:
            self.sign = sign
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row; words that have no room are left out, for the bar says them too."""
        height, width = self.size.height, self.size.width
        lowest = height // GLYPH_ROWS * GLYPH_ROWS - 1 if height >= GLYPH_ROWS else height // 2
        words = f" {safe(self.sign.words)}" if self.sign.words else ""
        text = words if y == lowest and cell_len(words) <= width else ""
        style = _style(self, self.sign.role)
        return Strip([Segment(text, style)]).adjust_cell_length(width, self.rich_style)


class BigDigits(Horizontal):
    """Figures as high as the widget, with a sign in words beside them.

    Below five rows, or where they are too wide, the figures stand as plain text.
    """

    DEFAULT_CSS = """
    BigDigits { width: 100%; height: 5; }
    BigDigits > .big-digits--over { color: $red-level; }
    BigDigits > .big-digits--still { color: $faint; }
    """
    COMPONENT_CLASSES = {"big-digits--over", "big-digits--still"}  # noqa: RUF012 - as Textual declares it

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.figures = ""
        self.sign = NO_SIGN

    def compose(self) -> ComposeResult:
        """Lay the figures in the middle, the sign to the right of them."""
        yield Beside()
        for _place in range(FIGURES_MAX):
            yield Figure()
        yield Beside()

    def show(self, figures: str, sign: Sign = NO_SIGN) -> None:
        """Show other figures; those that stay the same cost the terminal nothing."""
        self.figures, self.sign = figures[:FIGURES_MAX], sign
        stroke = stroke_cells(self.figures, self.size.width, self.size.height)
        own = [*widths(self.figures, stroke), *[(0, 0)] * (FIGURES_MAX - len(self.figures))]
        named = self.figures.ljust(FIGURES_MAX)
        for one, figure, (cells, gap) in zip(self.query(Figure), named, own, strict=True):
            if (one.styles.width is None or one.styles.width.value != cells) or one.styles.margin.left != gap:
                one.styles.width, one.styles.margin = cells, (0, 0, 0, gap)
            one.show(figure.strip(), stroke, sign.role)
        self.query(Beside).last().show(sign)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.show(self.figures, self.sign)


def _style(widget: Widget, role: str) -> Style:
    parent = widget.parent
    if role and isinstance(parent, BigDigits):
        return parent.get_component_rich_style(f"big-digits--{role}")
    return widget.rich_style

"""A time in figures that are read from the back of a room; only a figure that changed is drawn again."""

from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from nsk_tui.widgets.safe_text import safe

GLYPH_ROWS = 5
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


@dataclass(frozen=True)
class Place:
    """Where a figure stands.

    Units
        ``x`` and ``cells`` in cells from the left edge.
    """

    figure: str
    x: int
    cells: int


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
        0: there is no room for figures at all.

    >>> stroke_cells("12:40", 80, 5), stroke_cells("12:40", 120, 10), stroke_cells("12:40", 12, 5)
    (3, 5, 0)
    """
    stroke_rows = height // GLYPH_ROWS
    if stroke_rows < 1 or not figures:
        return 0
    return min(stroke_rows * THICK_CELLS + 1, width // units(figures))


def placed(figures: str, width: int, stroke: int) -> tuple[Place, ...]:
    """Return where each figure stands; together they stand in the middle."""
    x = (width - units(figures) * stroke) // 2
    found = []
    for figure in figures:
        cells = len(_FIGURES[figure][0]) * stroke
        found.append(Place(figure, x, cells))
        x += cells + GAP_UNITS * stroke
    return tuple(found)


@lru_cache(maxsize=64)
def drawn(figures: str, width: int, height: int) -> tuple[str, ...]:
    """Return figures as rows of blocks, as wide as there is room for.

    Shape
        ``height`` rows of ``width`` cells. Where there is no room for blocks, the plain figures
        stand in the middle.
    """
    stroke = stroke_cells(figures, width, height)
    if stroke == 0:
        middle = max(0, height // 2)
        return tuple(figures.center(width)[:width] if y == middle else " " * width for y in range(height))
    rows = []
    for y in range(height):
        row = y // (height // GLYPH_ROWS)
        text = " " * width if row >= GLYPH_ROWS else _row(figures, row, width, stroke)
        rows.append(text)
    return tuple(rows)


def _row(figures: str, row: int, width: int, stroke: int) -> str:
    text = ""
    for place in placed(figures, width, stroke):
        strokes = "".join((BLOCK if one == "#" else " ") * stroke for one in _FIGURES[place.figure][row])
        text = text.ljust(place.x) + strokes
    return text.ljust(width)


class BigDigits(Widget):
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
        super().__init__(id=id, markup=False)
        self.figures = ""
        self.sign = NO_SIGN

    def show(self, figures: str, sign: Sign = NO_SIGN) -> None:
        """Show other figures; those that stay the same cost the terminal nothing."""
        before, was = self.figures, self.sign
        self.figures, self.sign = figures, sign
        if len(before) != len(figures) or sign != was:
            self.refresh()
            return
        stroke = stroke_cells(figures, self.size.width, self.size.height)
        if stroke == 0:
            if before != figures:
                self.refresh()
            return
        places = placed(figures, self.size.width, stroke)
        changed = [place for place, old in zip(places, before, strict=True) if place.figure != old]
        if changed:
            self.refresh(*(Region(one.x, 0, one.cells, self.size.height) for one in changed))

    def render_line(self, y: int) -> Strip:
        """Return one row of the figures; the sign stands beside the lowest."""
        width, height = self.size.width, self.size.height
        role = f"big-digits--{self.sign.role}" if self.sign.role else ""
        style = self.get_component_rich_style(role) if role else self.rich_style
        text = drawn(self.figures, width, height)[y]
        if y == _sign_row(height):
            text = beside(text, safe(self.sign.words))
        return Strip([Segment(text, style)]).adjust_cell_length(width, self.rich_style)


def beside(row: str, words: str) -> str:
    """Return a row with words behind what stands in it, where there is room for them.

    >>> beside("  ██      ", "over"), beside("██  ", "over")
    ('  ██ over ', '██  ')
    """
    room = len(row) - len(row.rstrip()) - 1
    if not words or cell_len(words) > room:
        return row
    return f"{row.rstrip()} {words}".ljust(len(row))


def _sign_row(height: int) -> int:
    """Return the lowest row of the figures; in plain text the only one."""
    return height // GLYPH_ROWS * GLYPH_ROWS - 1 if height >= GLYPH_ROWS else max(0, height // 2)

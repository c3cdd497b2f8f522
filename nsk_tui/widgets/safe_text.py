"""The last line before the terminal: no character of a person's text may act on it.

Source
    docs/accessibility.md, docs/rules/text.md
"""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

_UNSAFE = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

_PLAIN_GLYPHS = str.maketrans(
    {
        "●": "o", "▲": "^", "■": "#", "▸": ">", "◂": "<", "▏": "|", "·": "-", "…": "~", "×": "x", "–": "-",
        "█": "#", "▓": "#", "▒": "=", "░": "-", "→": ">", "←": "<", "↑": "^", "↓": "v", "▼": "v", "•": "*",
        **dict.fromkeys("─━", "-"), **dict.fromkeys("│┃║", "|"), "═": "=", "▔": "-", "▁": "_",
        **dict.fromkeys("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╭╮╰╯", "+"), **dict.fromkeys("▌▐▊▎▕", "|"), "«": "<", "»": ">",
    }
)  # fmt: skip
"""One narrow glyph for one glyph that some terminals draw two cells wide."""


def _nothing(match: re.Match[str]) -> str:
    # A replacement glyph where the layout counted no cell would push the line to the right.
    return " " * cell_len(match[0])


def safe(text: str) -> str:
    r"""Return a text without characters that act on a terminal or turn the reading direction.

    >>> safe("a\x1b]52;c;eA==\x07b\u202e")
    'a]52;c;eA==b'
    """
    return _UNSAFE.sub(_nothing, text)


def shown(text: str, style: str = "") -> Content:
    r"""Return a person's text as it may be shown: plain, never read as markup; line ends are kept.

    >>> shown("en\nto\x1b[2J").plain
    'en\nto[2J'
    """
    kept = "\n".join(safe(line) for line in text.replace("\t", " ").split("\n"))
    return Content.styled(kept, style) if style else Content(kept)


class SafeText(LineFilter):
    """Drops unsafe characters of every line that leaves for the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without them; the program's own control segments stay."""
        # Every unsafe character is unprintable, and asking that costs a tenth of a search.
        if all(segment.control or segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(safe(segment.text), segment.style) for segment in segments
        ]


class PlainGlyphs(LineFilter):
    """Swaps glyphs of ambiguous width for ASCII, on terminals that draw them wide."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with narrow glyphs."""
        return [
            segment if segment.control else Segment(segment.text.translate(_PLAIN_GLYPHS), segment.style)
            for segment in segments
        ]

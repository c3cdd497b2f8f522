"""The values that a coded field offers, and how they are laid out; plain values, no terminal."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from nsk_tui.widgets.rows import fit
from nsk_tui.widgets.safe_text import shown

DIGITS = "1234567890"
COLUMNS = 3
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class Option:
    """One value: its digit, its code, its word, and a style that repeats what the word says.

    Shape
        ``key`` is empty for a value that is reached by typing only; ``said`` is what the field
        says once it is chosen, where that is more than the word.
    """

    key: str
    code: str
    label: str
    style: str = ""
    said: str = ""


def numbered(words: Iterable[str]) -> tuple[Option, ...]:
    """Return options whose codes are their words; the first ten have digits.

    >>> [option.key for option in numbered("abcdefghijk")]
    ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '']
    """
    return tuple(
        Option(DIGITS[place] if place < len(DIGITS) else "", word, word) for place, word in enumerate(words)
    )


def folded(text: str) -> str:
    """Return a text as it is compared: small letters, æ ø å as ae oe aa, no other accents.

    >>> folded("Børn"), folded("BOERN")
    ('boern', 'boern')
    """
    small = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)
    plain = unicodedata.normalize("NFKD", small)
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return bare.casefold().translate(_FOLDED)


def matching(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """Return the options whose word holds what was typed, those beginning with it first; renumbered."""
    wanted = folded(typed)
    hits = [option for option in options if wanted in folded(option.label)]
    hits.sort(key=lambda option: not folded(option.label).startswith(wanted))
    return tuple(
        Option(DIGITS[place] if place < len(DIGITS) else "", hit.code, hit.label, hit.style)
        for place, hit in enumerate(hits)
    )


def inline(options: Sequence[Option], chosen: Sequence[str], width: int) -> list[Content]:
    """Return options side by side, the chosen one between ▸ ◂, on as many lines as they need.

    >>> from nsk_tui.widgets.options import numbered
    >>> [line.plain for line in inline(numbered(["gul", "rød"]), ["rød"], 40)]
    [' 1 gul ▸2 rød◂']
    """
    lines: list[Content] = [Content("")]
    for option in options:
        marks = ("▸", "◂") if option.code in chosen else (" ", " ")
        item = Content.assemble(
            marks[0], (f"{option.key} ", "bold"), shown(option.label, option.style), marks[1]
        )
        if lines[-1] and lines[-1].cell_length + item.cell_length > width:
            lines.append(Content(""))
        lines[-1] += item
    return lines


def in_columns(
    options: Sequence[Option], chosen: Sequence[str], width: int, at: int | None, ticks: bool
) -> list[Content]:
    """Return options in three columns, read downwards; digit 0 stands on a line of its own.

    Shape
        ``at`` is the option under the cursor, None when no option has it. ``ticks`` shows
        [x] and [ ] before each.
    """
    heads = [_head(option, chosen, ticks) for option in options]
    main = [place for place, option in enumerate(options) if option.key != "0"]
    below = [place for place, option in enumerate(options) if option.key == "0"]
    height = -(-len(main) // COLUMNS) or 1
    columns = [main[first : first + height] for first in range(0, len(main), height)]
    cells = _column_cells([[heads[n] + options[n].label for n in column] for column in columns], width)
    lines = []
    for row in range(height):
        parts = [
            _item(heads[place], options[place], cells[at_column], place == at)
            for at_column, place in enumerate(main[row::height])
        ]
        lines.append(Content("").join(parts))
    return lines + [_item(heads[place], options[place], width, place == at) for place in below]


def _column_cells(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return how wide each column is: what it needs and a share of what is left, or an equal part."""
    needed = [max(map(cell_len, column)) + 1 for column in columns] or [width]
    spare = width - sum(needed)
    if spare < 0:
        return [max(1, width // len(needed))] * len(needed)
    return [cells + spare // max(COLUMNS, len(needed)) for cells in needed]


def _head(option: Option, chosen: Sequence[str], ticks: bool) -> str:
    tick = ("[x] " if option.code in chosen else "[ ] ") if ticks else ""
    return f"{option.key or ' '} {tick}"


def _item(head: str, option: Option, cells: int, at_cursor: bool) -> Content:
    text = fit(head + option.label, cells - 1)
    style = "reverse" if at_cursor else option.style
    return Content.assemble((text[: len(head)], "bold"), (text[len(head) :], style), " ")


def words(options: Sequence[Option], chosen: Sequence[str]) -> Content:
    """Return the chosen values by their words; a value that is no option is its own word."""
    by_code = {option.code: option for option in options}
    known = [by_code.get(code, Option("", code, code)) for code in chosen]
    return Content(", ").join(shown(one.said or one.label, one.style) for one in known)


def fits(text: Content, width: int) -> Content:
    """Return a line cut to a width."""
    return text if cell_len(text.plain) <= width else text.truncate(max(0, width), ellipsis=True)

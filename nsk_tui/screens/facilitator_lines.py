"""The big screen as lines of words around its figures, laid out for the window that there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.cells import cell_len

from nsk_tui import meeting_words, wording
from nsk_tui.rules.agenda import Slot
from nsk_tui.rules.meeting_clock import Phase
from nsk_tui.rules.minutes_lines import LineKind, MinutesLine
from nsk_tui.screens import facilitator_words as words
from nsk_tui.screens.facilitator_picture import Picture
from nsk_tui.widgets.bars import FULL, START, bar
from nsk_tui.widgets.big_digits import GLYPH_ROWS
from nsk_tui.widgets.frame import WIDE_CELLS, cut
from nsk_tui.widgets.lines import EMPTY, Line, line, wrapped

FRAME_ROWS = 3
"""Title, message line and footer."""

TALL_ROWS = 38
"""A window this high and wide has figures twice as high."""

ONE_EACH_ROWS = 4
"""The rule, the heading, the bar and the heading of the feed."""

TOPIC_ROWS_MAX, NEXT_ROWS_MAX = 4, 2
FEED_ROWS_MIN, FEED_ROWS_SMALL = 3, 1
SMALL_ROWS = 12
"""Fewer rows than these around the figures: one row of each thing, and not all things."""

AGENDA_CELLS_MIN = 45
INDENT_CELLS, WIDE_INDENT_CELLS = 5, 10
MARK_CELLS, MINUTES_CELLS, USED_CELLS = 5, 7, 6
LETTER_CELLS, OWNER_CELLS, NEW_CELLS = 3, 6, 6
FEED_INDENT = "   "


@dataclass(frozen=True)
class Laid:
    """The picture laid out: lines above the figures, how high these are, lines below."""

    above: tuple[Line, ...]
    figure_rows: int
    below: tuple[Line, ...]


@dataclass(frozen=True)
class Window:
    """The room between the title and the message line."""

    width: int
    rows: int

    @property
    def is_wide(self) -> bool:
        """Whether agenda and feed have room beside each other."""
        return self.width >= WIDE_CELLS

    @property
    def figure_rows(self) -> int:
        """How high the figures are."""
        tall = self.is_wide and self.rows + FRAME_ROWS >= TALL_ROWS
        return GLYPH_ROWS * 2 if tall else GLYPH_ROWS

    @property
    def is_small(self) -> bool:
        """Whether there is room for one row of each, and for no more."""
        return self.rows < self.figure_rows + SMALL_ROWS

    @property
    def agenda_cells(self) -> int:
        """How wide the agenda is, left of the feed."""
        return max(AGENDA_CELLS_MIN, self.width * 5 // 12)

    @property
    def indent(self) -> str:
        """What stands before the topic."""
        return " " * (WIDE_INDENT_CELLS if self.is_wide else INDENT_CELLS)


@dataclass
class _Gaps:
    """Blank rows still to be given away; those who ask first get them first."""

    left: int

    def take(self) -> list[Line]:
        """Return a blank line while there is one to spare."""
        self.left -= 1
        return [EMPTY] if self.left >= 0 else []


def laid_out(picture: Picture, window: Window) -> Laid:
    """Return the picture for a window: words give way to the figures, blank rows to words.

    Shape
        ``above``, figures and ``below`` fill the window exactly, as soon as it has 13 rows.
    """
    topic = topic_lines(picture, window)
    tail = [*_next_lines(picture, window), *_risk_lines(picture, window), *_silent_lines(picture, window)]
    least = FEED_ROWS_SMALL if window.is_small else FEED_ROWS_MIN
    fixed = ONE_EACH_ROWS + len(topic) + window.figure_rows + least + len(tail)
    gaps = _Gaps(window.rows - fixed)
    after_topic, after_figures, after_bar, before_tail, before_topic = (gaps.take() for _gap in range(5))
    ruled = _rules(window, gaps)
    above = [_rule("═", window.width), heading_line(picture, window), *before_topic, *topic, *after_topic]
    head = [*after_figures, bar_line(picture, window), *after_bar, *ruled]
    room = (
        window.rows - len(above) - window.figure_rows - len(head) - len(before_tail) - len(ruled) - len(tail)
    )
    middle = _middle(picture, window, max(1, room))
    below = [*head, *middle, *before_tail, *ruled, *tail]
    below += [EMPTY] * (window.rows - len(above) - window.figure_rows - len(below))
    return Laid(tuple(above), window.figure_rows, tuple(below))


def _rules(window: Window, gaps: _Gaps) -> list[Line]:
    """Return the line over and under the agenda, where both have room."""
    if not window.is_wide or gaps.left < 2:
        return []
    gaps.left -= 2
    return [_rule("─", window.width)]


def _rule(glyph: str, width: int) -> Line:
    return line(f" {glyph * max(0, width - 2)}", "rule")


# The item -------------------------------------------------------------------------------------


def heading_line(picture: Picture, window: Window) -> Line:
    """Return which item it is, what is wanted of it, and whose it is."""
    slot = picture.current
    if slot is None:
        return line(f" {words.without_item(picture.reading.phase)}", "bold")
    gap = "     " if window.is_wide else "   "
    last = picture.slots[-1].number
    place = words.place_wide(slot.number, last) if window.is_wide else words.place(slot.number, last)
    kind = meeting_words.item_kind(slot.item.body).strip("()").upper()
    parts = [place, kind, slot.item.body.presenter or ""]
    still = words.standing_still(picture.reading.phase)
    return line(" " + gap.join(part for part in (*parts, still) if part), "bold")


def topic_lines(picture: Picture, window: Window) -> list[Line]:
    """Return the item's title and purpose."""
    slot = picture.current
    room = window.width - 2 * len(window.indent)
    if slot is None:
        return [line(window.indent + row) for row in wrapped(words.how_it_ends(picture), room)]
    title = [
        line(window.indent + row, "bold") for row in wrapped(meeting_words.item_title(slot.item.body), room)
    ]
    aim = words.aim(slot.item.body)
    rows = [*title, *(line(window.indent + row) for row in wrapped(aim, room) if aim)]
    return rows[: 1 if window.is_small else TOPIC_ROWS_MAX]


def bar_line(picture: Picture, window: Window) -> Line:
    """Return how much of the item's time has gone, as words, a bar and a number."""
    if picture.current is None:
        return EMPTY
    left = f"{window.indent}{words.left_of(picture.allotted_minutes, window.is_wide)}   "
    right = f"   {words.used(picture.reading.used_share)}"
    cells = max(0, window.width - cell_len(left) - cell_len(right) - len(window.indent))
    share = 0.0 if picture.is_before else picture.reading.used_share
    drawn = bar([(share, FULL)], 1, cells).ljust(cells, START)
    return line(f"{left}{drawn}{right}", "red" if picture.remaining_seconds < 0 else "")


# Agenda and feed ------------------------------------------------------------------------------


def _middle(picture: Picture, window: Window, rows: int) -> list[Line]:
    """Return the decisions and actions; in a wide window the agenda stands left of them."""
    if not window.is_wide:
        head = line(f" {words.feed_head(picture.heading.minute_taker)}", "bold")
        return [head, *_padded(feed_lines(picture, window.width, rows - 1, FEED_INDENT), rows - 1)]
    wide = window.width - window.agenda_cells
    agenda = _padded(agenda_lines(picture, window.agenda_cells, rows - 1), rows - 1)
    feed = _padded(feed_lines(picture, wide, rows - 1), rows - 1)
    beside = (_beside(left, right, window.agenda_cells) for left, right in zip(agenda, feed, strict=True))
    return [_head_wide(picture, window.agenda_cells, wide), *beside]


def _head_wide(picture: Picture, agenda_cells: int, wide: int) -> Line:
    left = words.feed_name()
    room = wide - cell_len(left) - 3
    told = words.written_by(picture.heading.minute_taker, _last(picture))
    right = told if cell_len(told) <= room else words.written_by(picture.heading.minute_taker, None)
    name = f" {words.agenda_name()}".ljust(agenda_cells)
    return ((name + left, "bold"), (f"{cut(right, room):>{room + 2}}", ""))


def _last(picture: Picture) -> datetime | None:
    """Return when something was written last; None: nothing has been."""
    return max((one.written_at for one in picture.feed), default=None)


def agenda_lines(picture: Picture, cells: int, rows: int) -> list[Line]:
    """Return the agenda with planned and used minutes; the item that is on stays in sight."""
    whole = [row for slot in picture.slots for row in _agenda_rows(picture, slot, cells)]
    if len(whole) <= rows:
        return whole
    current = picture.current
    at = next((place for place, one in enumerate(picture.slots) if one == current), len(picture.slots) - 1)
    first = max(0, min(at - rows // 2, len(picture.slots) - rows))
    shown = picture.slots[first : first + rows]
    return [row for slot in shown for row in _agenda_rows(picture, slot, cells, True)]


def _agenda_rows(picture: Picture, slot: Slot, cells: int, in_one: bool = False) -> list[Line]:
    is_on = slot == picture.current and not picture.is_before
    role = "bold" if is_on else ""
    used = picture.used_minutes(slot.item.id)
    spent = f"({used})" if used and not is_on else ""
    right = f"{words.planned(slot.item.body.minutes):>{MINUTES_CELLS}} {spent:<{USED_CELLS}}"
    number, room = f"{slot.number}. ", cells - MARK_CELLS - cell_len(right)
    title = meeting_words.item_title(slot.item.body)
    free = room - len(number) - 1
    rows = [cut(title, free)] if in_one else wrapped(title, free)
    mark = words.item_mark(picture, slot.item.id, is_on)
    head = f" {mark:<{MARK_CELLS - 1}}{number}{rows[0] if rows else ''}".ljust(MARK_CELLS + room) + right
    rest = (f"{' ' * (MARK_CELLS + len(number))}{row}".ljust(cells) for row in rows[1:])
    return [line(head, role), *(line(row, role) for row in rest)]


def feed_lines(picture: Picture, width: int, rows: int, indent: str = "") -> list[Line]:
    """Return the newest decisions and actions that have room, the newest last."""
    found: list[list[Line]] = []
    for one in reversed(picture.feed):
        left = rows - sum(map(len, found))
        drawn = _feed_rows(picture, one, width, indent)
        if left < len(drawn) and found:
            break
        found.append(drawn[:left])
    if not found:
        return [line(indent + words.nothing_yet(), "faint")]
    return [row for rows_of_one in reversed(found) for row in rows_of_one]


def _feed_rows(picture: Picture, one: MinutesLine, width: int, indent: str) -> list[Line]:
    due = wording.day(one.due, picture.now.date()) if one.due else ""
    new = words.new() if picture.is_new(one) else ""
    owner = f"{one.owner or words.nobody():<{OWNER_CELLS}}" if one.kind is LineKind.ACTION else ""
    lead = f"{indent}{words.feed_letter(one.kind):<{LETTER_CELLS}}{owner}"
    right = f"{new:>{NEW_CELLS}}"
    room = width - cell_len(lead) - cell_len(due) - cell_len(right) - 2
    rows = wrapped(one.text, room) or [""]
    first = f"{lead}{rows[0]}"
    gap = " " * (width - 1 - cell_len(first) - cell_len(due) - cell_len(right))
    head: Line = ((f"{first}{gap}{due}", ""), (right, "bold"))
    return [head, *(line(" " * cell_len(lead) + row) for row in rows[1:])]


def _beside(left: Line, right: Line, cells: int) -> Line:
    return (*(left or line(" " * cells)), *right)


def _padded(lines: Sequence[Line], rows: int) -> list[Line]:
    return [*lines, *[EMPTY] * (rows - len(lines))][:rows]


# What comes -----------------------------------------------------------------------------------


def _next_lines(picture: Picture, window: Window) -> list[Line]:
    told = words.next_item(picture.following, picture.reading.phase)
    return [
        line(f" {row}") for row in wrapped(told, window.width - 2)[: 1 if window.is_small else NEXT_ROWS_MAX]
    ]


def _risk_lines(picture: Picture, window: Window) -> list[Line]:
    if picture.reading.phase is Phase.ENDED:
        return []
    told, room = words.risk(picture), window.width - 2
    rows = [cut(told, room)] if window.is_small else wrapped(told, room)
    return [line(f" {row}", "bold" if picture.at_risk else "") for row in rows]


def _silent_lines(picture: Picture, window: Window) -> list[Line]:
    if not picture.silent or window.is_small:
        return []
    return [line(cut(f" {words.not_spoken(picture.silent)}", window.width - 1), "faint")]

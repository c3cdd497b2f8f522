"""Actions as rows: the number, what, who, by when, for which time."""

from datetime import date

from nsk_tui import meeting_words, wording
from nsk_tui.meeting_words import word
from nsk_tui.rules.actions import Action
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, pgettext

NUMBER_CELLS, WHO_CELLS, DUE_CELLS, TIME_CELLS = 11, 6, 15, 10
MARGIN_CELLS = 3


def titles(cells: int) -> str:
    """Return the names of the columns."""
    what = cut(_("Action"), text_cells(cells))
    return (
        f"{'':<{MARGIN_CELLS}}{_('Number'):<{NUMBER_CELLS}}{what:<{text_cells(cells)}} "
        f"{_('Who'):<{WHO_CELLS}}{pgettext('due', 'By'):<{DUE_CELLS}}{_('State')}"
    )


def text_cells(cells: int) -> int:
    """Return how much of the text there is room for."""
    return max(20, cells - MARGIN_CELLS - NUMBER_CELLS - WHO_CELLS - DUE_CELLS - TIME_CELLS - 2)


def action_row(one: Action, today: date, pointer: str, cells: int) -> Line:
    """Return an open action as a row; one that is late, or needs a stand, says so in words."""
    room = text_cells(cells)
    due = meeting_words.due(one.due, today)
    is_late = one.due is not None and one.due < today
    late = _("{day} late").format(day=due) if is_late else due
    number = meeting_words.action_label(one, today)
    begin = f"{pointer}{number:<{NUMBER_CELLS}}{cut(one.text, room):<{room}} {one.owner or '–':<{WHO_CELLS}}"
    return (
        (begin, ""),
        (f"{late:<{DUE_CELLS}}", "bold" if is_late else ""),
        (meeting_words.carried(one), ""),
    )


def closed_row(one: Action, today: date, cells: int, pointer: str = "   ") -> Line:
    """Return a closed action as a row, with what became of it and when."""
    room = text_cells(cells)
    number = meeting_words.action_label(one, today)
    begin = f"{pointer}{number:<{NUMBER_CELLS}}{cut(one.text, room):<{room}} {one.owner or '–':<{WHO_CELLS}}"
    day = wording.day(one.closed_on, today) if one.closed_on else ""
    return line(f"{begin}{word(one.state)} {day}".rstrip())

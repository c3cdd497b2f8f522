"""The plan as lines of words: the strip of weeks, what is told of a duty, and who carries how much."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nsk_tui import duty_words, wording
from nsk_tui.rules.duties import DutyRef, DutyRole, Layer, Period
from nsk_tui.rules.ids import LineId
from nsk_tui.screens import rota_words
from nsk_tui.services.rota import Board, Cell, LoadRow
from nsk_tui.widgets.bars import COMING, FULL, START, bar, scale
from nsk_tui.widgets.frame import cut
from nsk_tui.widgets.lines import Line, line
from nsk_tui.wording import _, ngettext, pgettext

LABEL_CELLS, COLUMN_CELLS = 15, 8
PERSON_CELLS, BAR_FROM_CELLS, TOLD_CELLS = 8, 33, 26
SCALE_MIN = 4
_NAMES_CELLS = 6

Row = tuple[LineId, DutyRole]


@dataclass(frozen=True)
class Window:
    """The part of a board that is shown, and where the cursor stands.

    Units
        ``first`` and ``column`` count periods of the board, ``row`` its rows.
    """

    first: int
    count: int
    row: int
    column: int


def columns(cells: int) -> int:
    """Return how many periods fit beside the lines' names."""
    return max(1, (cells - LABEL_CELLS) // COLUMN_CELLS)


def rows(board: Board) -> tuple[Row, ...]:
    """Return the rows of the strip: each line's duty and backup; followers where there are any."""
    shown = [DutyRole.DUTY, *([DutyRole.BACKUP] if board.settings.with_backup else [])]
    found: list[Row] = []
    for one in board.lines:
        found += [(one.id, role) for role in shown]
        if any(cell.member for cell in board.cells[one.id, DutyRole.SHADOW]):
            found.append((one.id, DutyRole.SHADOW))
    return tuple(found)


def start_at(board: Board) -> tuple[int, int]:
    """Return row and column of the reader's next duty; of the running period without one."""
    now = board.now_index or 0
    strip = rows(board)
    for column in range(now, len(board.periods)):
        for number, row in enumerate(strip):
            if row[1] is DutyRole.DUTY and board.cells[row][column].is_own:
                return number, column
    return 0, now


# The strip ------------------------------------------------------------------------------------


def strip_lines(board: Board, window: Window, today: date) -> list[Line]:
    """Return the weeks, their first days, and a line for each role."""
    shown = range(window.first, min(window.first + window.count, len(board.periods)))
    periods = [board.periods[number] for number in shown]
    by_day = any(one.start == one.end for one in periods)
    head = _heads([rota_words.period_name(one) for one in periods], "" if by_day else _("week"))
    dates = [
        _("now▼") if number == board.now_index else _first_day(one, today)
        for number, one in zip(shown, periods, strict=True)
    ]
    return [head, _heads(dates, "", "faint"), *_rows(board, window, shown)]


def _heads(texts: Sequence[str], before: str, role: str = "bold") -> Line:
    lead = f"{before} ".rjust(LABEL_CELLS) if before else " " * LABEL_CELLS
    return line(lead + "".join(cut(text, COLUMN_CELLS - 1).ljust(COLUMN_CELLS) for text in texts), role)


def _first_day(period: Period, today: date) -> str:
    if period.is_closed:
        return pgettext("rota", "closed")
    if period.start == period.end:
        return wording.weekday(period.start)[:3]
    return f"{period.start.day:02d}/{period.start.month:02d}"


def _rows(board: Board, window: Window, shown: range) -> list[Line]:
    lines: list[Line] = []
    for number, row in enumerate(rows(board)):
        is_duty = row[1] is DutyRole.DUTY
        name = rota_words.name_of(board.lines, row[0]) if is_duty else "  " + duty_words.role(row[1])
        label = f" {cut(name, LABEL_CELLS - 3)}".ljust(LABEL_CELLS - 1)
        parts = [(label, "bold" if is_duty else "")]
        for column in shown:
            at_cursor = (number, column) == (window.row, window.column)
            parts += _column(cell_text(board, row, column), at_cursor)
        lines.append(tuple(parts))
    return lines


def _column(text: str, at_cursor: bool) -> list[tuple[str, str]]:
    """Return a column, which begins with the cell before its text: the cursor's mark stands there."""
    if not at_cursor:
        return [(f" {text}".ljust(COLUMN_CELLS), "")]
    marked = f"▸{text}◂"
    return [(marked, "cursor"), (" " * (COLUMN_CELLS - len(marked)), "")]


def cell_text(board: Board, row: Row, column: int) -> str:
    """Return a duty as the strip writes it: who, and a sign for what is special about it."""
    cell, period = board.cells[row][column], board.periods[column]
    if period.is_closed:
        return "·"
    if cell.layer is None:
        return rota_words.GAP
    if cell.member is None:
        return _("■NONE") if row[1] is DutyRole.DUTY else _("nobody")
    return cut(cell.member, _NAMES_CELLS - 1) + sign(cell)


def sign(cell: Cell) -> str:
    """Return the sign of a duty: absent before a swap under way before another than the plan says."""
    if cell.absent:
        return "!"
    if cell.swap_pending:
        return "?"
    return "~" if cell.member is not None and cell.planned != cell.member else ""


def legend(board: Board, window: Window) -> str:
    """Return what the signs in sight mean."""
    shown = range(window.first, min(window.first + window.count, len(board.periods)))
    texts = {cell_text(board, row, column) for row in rows(board) for column in shown}
    meanings = (
        ("!", _("!: absent")),
        ("?", _("?: a swap is under way")),
        ("~", _("~: another than the plan said")),
        (rota_words.GAP, _("---: no plan yet, n makes one")),
    )
    return "   ".join(said for mark, said in meanings if any(text.endswith(mark) for text in texts))


# What is told of the duty under the cursor ----------------------------------------------------


def ref_at(board: Board, window: Window) -> DutyRef:
    """Return the duty under the cursor."""
    line_id, role = rows(board)[window.row]
    return DutyRef(line_id, board.periods[window.column].start, role)


def told(board: Board, window: Window) -> str:
    """Return a sentence or two about the duty under the cursor."""
    row = rows(board)[window.row]
    cell, period = board.cells[row][window.column], board.periods[window.column]
    name = rota_words.name_of(board.lines, row[0])
    role = "" if row[1] is DutyRole.DUTY else f" · {duty_words.role(row[1])}"
    when = rota_words.when(period)
    head = f"{when[:1].upper()}{when[1:]} · {name}{role} · "
    if period.is_closed:
        return head + _("closed, nobody is meant to have duty.")
    if cell.layer is None:
        return head + _("no plan yet.")
    return head + " ".join([f"{cell.member or _('nobody')}.", *_facts(board, row, window.column, period)])


def _facts(board: Board, row: Row, column: int, period: Period) -> list[str]:
    cell = board.cells[row][column]
    facts = [*_beside(board, row, column)]
    if cell.absent:
        facts.append(_("Absent then."))
    if cell.swap_pending:
        facts.append(_("A swap is under way."))
    if period.weight > 1:
        facts.append(_("Public holiday: counts {weight}.").format(weight=period.weight))
    return [*facts, *_origin(cell)]


def _beside(board: Board, row: Row, column: int) -> list[str]:
    if row[1] is not DutyRole.DUTY or not board.settings.with_backup:
        return []
    backup = board.cells[row[0], DutyRole.BACKUP][column]
    return [_("Backup {member}.").format(member=backup.member or _("nobody"))]


def _origin(cell: Cell) -> list[str]:
    said = {
        Layer.PLAN: _("By the plan."),
        Layer.SWAP: _("By a swap."),
        Layer.OVERRIDE: _("Set by the coordinator."),
    }
    facts = [said[cell.layer]] if cell.layer else []
    if cell.note:
        facts.append(f"«{cell.note}».")
    if cell.planned is not None and cell.planned != cell.member:
        facts.append(_("The plan said {member}.").format(member=cell.planned))
    return facts


# Who carries how much -------------------------------------------------------------------------


def load_lines(board: Board, width: int) -> list[Line]:
    """Return a bar for each member: what is done, what is coming, what a newcomer begins at."""
    if not board.loads:
        return []
    room = _bar_cells(width)
    most = max(one.per_full_time for one in board.loads)
    top = max(SCALE_MIN, int(most) + (most > int(most)))
    title = cut(_("DUTIES PER FULL TIME, 90 DAYS"), BAR_FROM_CELLS - 2)
    head: Line = (
        (f" {title}".ljust(BAR_FROM_CELLS), "bold"),
        (scale(top, room - 1).ljust(room + 1), "faint"),
        (_("share  in the plan"), "faint"),
    )
    return [head, *(_load_line(one, top, room) for one in board.loads)]


def _bar_cells(width: int) -> int:
    return max(6, width - BAR_FROM_CELLS - TOLD_CELLS - 1)


def _load_line(row: LoadRow, top: int, room: int) -> Line:
    count = row.done + row.coming
    done = row.per_full_time * row.done / count if count else 0.0
    coming = row.per_full_time - done
    parts = [(done, FULL), (coming, COMING)] if count else [(row.per_full_time, START)]
    lead = f" {cut(row.member, PERSON_CELLS - 1):<{PERSON_CELLS}}"
    lead += f"{duty_words.load(row.per_full_time):>5}  "
    lead += cut(_("new, begins at the mean"), BAR_FROM_CELLS - len(lead) - 1) if row.is_new else ""
    numbers = _("{done} taken {coming} coming").format(done=row.done, coming=row.coming)
    return (
        (lead.ljust(BAR_FROM_CELLS), ""),
        (bar(parts, top, room).ljust(room + 1), ""),
        (f"{row.share_percent:>3} %  {numbers}", ""),
    )


def spread(board: Board) -> str:
    """Return how far the most and the least loaded are apart, or why that is not told."""
    if not board.may_see_load:
        return _("The group has chosen that each sees only her own load.")
    if not board.loads:
        return _("Nobody stands on a line yet. F4 and «rota of the member» puts somebody there.")
    found = [one.per_full_time for one in board.loads]
    return _("Difference between most and least: {spread} duties per full time").format(
        spread=duty_words.load(max(found) - min(found))
    )


def patterns() -> str:
    """Return what the patterns of the bars mean."""
    return _("█ taken   ▒ coming   ░ starting value of the new")


def published(board: Board, today: date) -> str:
    """Return how far the plan is published."""
    through = board.published_through
    if through is None:
        return _("nothing is published yet")
    return _("published through {day}").format(day=wording.day(through, today))


def people_more(count: int) -> str:
    """Return how many rows of people lie below."""
    return ngettext("PgDn: {count} person more", "PgDn: {count} persons more", count).format(count=count)

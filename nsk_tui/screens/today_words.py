"""What Today says: its rows, its day, its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nsk_tui import vocabulary, wording
from nsk_tui.rules.calendar import week_number
from nsk_tui.screens import thread_words
from nsk_tui.services.drafts import DraftLine
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.today import Today, WaitingClosure, WaitingTask, WaitingThread
from nsk_tui.widgets.frame import WIDE_CELLS
from nsk_tui.widgets.rows import Cell, Column
from nsk_tui.wording import _, ngettext, pgettext

Waiting = WaitingThread | WaitingClosure | WaitingTask | DraftLine


@dataclass(frozen=True)
class WaitingRow:
    """Something that waits, as a row: what, which, why, whose."""

    item: Waiting
    what: Cell
    code: str
    why: Cell
    whose: str


def waiting_rows(found: Today, day: date) -> tuple[WaitingRow, ...]:
    """Return the rows of Today, in the order of the service; drafts come last."""
    return tuple(_row(item, day) for item in (*found.waiting, *found.drafts))


def _row(item: Waiting, day: date) -> WaitingRow:
    if isinstance(item, WaitingThread):
        line = item.line
        due = thread_words.long_due(line.follow_up_on, day) if line.follow_up_on else ""
        late = Cell(due, "late" if item.days_late else "")
        return WaitingRow(item, thread_words.level_cell(line.level), line.code_name, late, _("yours"))
    if isinstance(item, WaitingClosure):
        why = Cell(_("is to be closed: say yes with d, or read it first"))
        return WaitingRow(
            item, thread_words.level_cell(item.line.level), item.line.code_name, why, item.line.owner
        )
    if isinstance(item, WaitingTask):
        why = Cell(_("waits for your answer: {what}").format(what=vocabulary.word(item.finding.label)))
        return WaitingRow(item, Cell(_("task")), item.thread, why, _("yours"))
    saved = _("saved {time}; Enter goes on").format(time=wording.clock(on_the_wall(item.saved_at)))
    return WaitingRow(item, Cell(_("draft")), item.code_name, Cell(saved), _("only you"))


def day_words(day: date) -> str:
    """Return a day as a heading: Friday 20 November · week 47."""
    words = _("{weekday} {day} {month} · week {week}").format(
        weekday=thread_words.as_written(wording.weekday(day)),
        day=day.day,
        month=thread_words.as_written(wording.month(day)),
        week=week_number(day),
    )
    return words[:1].upper() + words[1:]


def columns() -> Sequence[Column[WaitingRow]]:
    """Return the columns of the list: what, which, why, whose."""
    return (
        Column("", 10, lambda row: row.what),
        Column("", 19, lambda row: Cell(row.code), until_width=WIDE_CELLS),
        Column("", 22, lambda row: Cell(row.code), from_width=WIDE_CELLS),
        Column("", 0, lambda row: row.why),
        Column("", 8, lambda row: Cell(row.whose, "dim")),
    )


def since(count: int) -> str:
    """Return how many threads others began since the member's last time."""
    if not count:
        return _("Since last time: nothing new")
    told = ngettext(
        "Since last time: {count} new consultation", "Since last time: {count} new consultations", count
    )
    return told.format(count=wording.number(count))


def group(found: Today) -> str:
    """Return how the group's threads stand."""
    counts = (wording.number(found.open_count), wording.number(found.late_count))
    told = _("{open} open · {late} late   2 shows them").format(open=counts[0], late=counts[1])
    return f"\n {_('THE GROUP')}\n   {_('threads'):<11}{told}"


def readers(found: Today) -> str:
    """Return who has read the member's threads since her last time; empty when nobody has."""
    if not found.read_by_others:
        return ""
    told = ", ".join(
        _("{code} by {member}").format(code=code, member=who) for code, who in found.read_by_others
    )
    return f"\n {_('SAFETY')}   " + _("Read by others since last time: {threads}.").format(threads=told)


def nothing_waits() -> str:
    """Return what an empty page says: that nothing waits, and which key helps when."""
    pairs = (
        (_("Does a colleague call?"), _("F2 writes a consultation (30 seconds)")),
        (_("Is it serious right now?"), _("F9 shows the red card")),
        (_("First time here?"), _("F1 shows the keys · F4 finds everything")),
    )
    lines = "\n".join(f"   {question:<28}{answer}" for question, answer in pairs)
    return f"   {pgettext('today', 'Nothing waits for you.')}\n\n{lines}"

"""What Today says: its rows, its day, its group."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nsk_tui import vocabulary, wording
from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.rules.calendar import week_number
from nsk_tui.screens import quarantine_row, thread_words, today_handover, today_meetings, today_rota
from nsk_tui.screens.agenda_item_fields import KIND as ITEM_DRAFT
from nsk_tui.screens.today_chores import Chore, FrontPage
from nsk_tui.screens.today_chores import words as chore_words
from nsk_tui.screens.today_meetings import ActionToDo, PollToAnswer
from nsk_tui.screens.today_rota import DutyGap, SwapAsked
from nsk_tui.services.drafts import OF_MINUTES, DraftLine
from nsk_tui.services.handover_waiting import HandoverWaiting
from nsk_tui.services.local_time import on_the_wall
from nsk_tui.services.text_redaction import WaitingText
from nsk_tui.services.today import WaitingClosure, WaitingTask, WaitingThread
from nsk_tui.widgets.frame import WIDE_CELLS
from nsk_tui.widgets.guarded_text import GUTTER_GLYPHS
from nsk_tui.widgets.rows import Cell, Column
from nsk_tui.wording import _, ngettext, pgettext

GROUP_AT_CELLS = 15

Elsewhere = Chore | DutyGap | SwapAsked | HandoverWaiting | ActionToDo | PollToAnswer
"""What waits and is told by a part of its own."""

Waiting = WaitingThread | WaitingClosure | WaitingTask | WaitingText | DraftLine | Elsewhere


@dataclass(frozen=True)
class WaitingRow:
    """Something that waits, as a row: what, which, why, whose."""

    item: Waiting
    what: Cell
    code: str
    why: Cell
    whose: str


def waiting_rows(found: FrontPage, day: date) -> tuple[WaitingRow, ...]:
    """Return the rows of Today: a duty without anybody, threads, swaps; chores and drafts come last."""
    # What is written on an imported row is reached through the row itself.
    drafts = [one for one in found.today.drafts if one.kind != quarantine_row.KIND]
    rota = found.rota
    first: tuple[Waiting, ...] = (*rota.gaps, *found.today.waiting, *found.texts)
    meet: tuple[Waiting, ...] = (*found.meetings.polls, *found.meetings.actions)
    every = (*first, *rota.asked, *found.handovers, *meet, *found.chores, *drafts)
    return tuple(_row(one, day) for one in every)


def _row(item: Waiting, day: date) -> WaitingRow:
    if isinstance(item, WaitingThread):
        line = item.line
        due = thread_words.long_due(line.follow_up_on, day) if line.follow_up_on else ""
        late = Cell(due, "late" if item.days_late else "")
        whose = _("yours")
        if item.stands_in_for is not None:
            whose = _("{member}'s").format(member=item.stands_in_for)
        return WaitingRow(item, thread_words.level_cell(line.level), line.code_name, late, whose)
    if isinstance(item, WaitingClosure):
        why = Cell(_("is to be closed: say yes with d, or read it first"))
        return WaitingRow(
            item, thread_words.level_cell(item.line.level), item.line.code_name, why, item.line.owner
        )
    if isinstance(item, WaitingTask):
        return _task(item, item.finding, item.thread)
    if isinstance(item, WaitingText):
        return _task(item, item.task.finding, item.about)
    if isinstance(item, DraftLine):
        return _draft(item, day)
    return WaitingRow(item, *_told(item, day))


def _draft(item: DraftLine, day: date) -> WaitingRow:
    saved = _("saved {time}; Enter goes on").format(time=wording.clock(on_the_wall(item.saved_at)))
    what = _("agenda item") if item.kind == ITEM_DRAFT else code_of(item, day) or _("a meeting's minutes")
    return WaitingRow(item, Cell(_("draft")), what, Cell(saved), _("only you"))


def _told(item: Elsewhere, day: date) -> tuple[Cell, str, Cell, str]:
    if isinstance(item, DutyGap | SwapAsked):
        return today_rota.words(item, day)
    if isinstance(item, ActionToDo | PollToAnswer):
        return today_meetings.words(item, day)
    return chore_words(item) if isinstance(item, Chore) else today_handover.words(item, day)


def code_of(item: Waiting, day: date) -> str:
    """Return the code name of what waits, or an action's number; empty for what has none."""
    if isinstance(item, ActionToDo):
        return today_meetings.reference(item, day)
    if isinstance(item, WaitingThread | WaitingClosure):
        return item.line.code_name
    if isinstance(item, WaitingTask):
        return item.thread
    return item.code_name if isinstance(item, DraftLine) and item.kind != OF_MINUTES else ""


def _task(item: WaitingTask | WaitingText, finding: Finding, about: str) -> WaitingRow:
    why = Cell(_("waits for your answer: {what}").format(what=vocabulary.word(finding.label)))
    task = f"{GUTTER_GLYPHS[finding.strength]} {_('task')}"
    return WaitingRow(item, Cell(task), about, why, _("yours"))


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


def group(found: FrontPage, day: date, width: int) -> str:
    """Return how the group's rota and threads stand."""
    counts = (wording.number(found.today.open_count), wording.number(found.today.late_count))
    told = _("{open} open · {late} late   2 shows them").format(open=counts[0], late=counts[1])
    lines = [
        *today_rota.group(found.rota, day, width - GROUP_AT_CELLS),
        *today_meetings.group(found.meetings, day),
        (_("threads"), told),
    ]
    if found.calls:
        lines.append((_("partners"), _calls(found.calls)))
    rows = "".join(f"\n   {head:<11}{text}" for head, text in lines)
    return f"\n {_('THE GROUP')}{rows}{today_rota.meanwhile(found.rota)}"


def _calls(count: int) -> str:
    told = ngettext("{count} number is", "{count} numbers are", count).format(count=count)
    return _("{numbers} over 180 days old   6 shows them").format(numbers=told)


def safety(found: FrontPage) -> str:
    """Return what concerns the safety of the archive: a missing way back, and who has read."""
    lines = []
    if found.has_no_way_back:
        lines += [
            _("Recovery is missing: if all forget, the archive is lost."),
            _("F4 and «recovery» makes it."),
        ]
    if found.today.read_by_others:
        told = ", ".join(
            _("{code} by {member}").format(code=code, member=who) for code, who in found.today.read_by_others
        )
        lines.append(_("Read by others since last time: {threads}.").format(threads=told))
    heads = (_("SAFETY"), *[" " * len(_("SAFETY"))] * len(lines))
    return "".join(f"\n {head}   {text}" for head, text in zip(heads, lines, strict=False))


def nothing_waits() -> str:
    """Return what an empty page says: that nothing waits, and which key helps when."""
    pairs = (
        (_("Does a colleague call?"), _("F2 writes a consultation (30 seconds)")),
        (_("Is it serious right now?"), _("F9 shows the red card")),
        (_("First time here?"), _("F1 shows the keys · F4 finds everything")),
    )
    lines = "\n".join(f"   {question:<28}{answer}" for question, answer in pairs)
    return f"   {pgettext('today', 'Nothing waits for you.')}\n\n{lines}"

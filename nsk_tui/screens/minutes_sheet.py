"""Minutes as lines of words: the stages, who is there, the agenda, what is written, what it becomes."""

from dataclasses import dataclass, field
from datetime import date, datetime

from rich.cells import cell_len

from nsk_tui import meeting_words, wording
from nsk_tui.rules.actions import label
from nsk_tui.rules.agenda import Slot, timetable
from nsk_tui.rules.ids import AgendaItemId, MemberId, MinutesLineId
from nsk_tui.rules.minutes_lines import LineKind, MinutesLine, TypedLine
from nsk_tui.screens import minutes_words as words
from nsk_tui.services.minutes import Addendum, NumberedLine, Remark
from nsk_tui.services.minutes_desk import MinutesDesk
from nsk_tui.widgets.frame import cut, ends
from nsk_tui.widgets.lines import Line, line, wrapped

ITEM_ROWS_SHORT, BECOMES_ROWS_SHORT = 4, 4
SHORT_ROWS = 26
RIGHT_CELLS = 12
TEXT_CELLS_MAX = 100
"""Lines longer than this are hard to read, however wide the window."""


@dataclass(frozen=True)
class HeldLine:
    """A line that is its writer's alone: on its way to the store, or kept back with a reason.

    Shape
        ``changes`` None: it is a new line; else the line that it changes, and ``base`` how that was
        typed when it was read. ``reason`` is empty while it is on its way. ``is_finished``: its
        writer pressed Enter; one that is not is never stored by itself.
    """

    number: int
    item: AgendaItemId | None
    text: str = field(repr=False)
    changes: MinutesLineId | None = None
    base: str = field(default="", repr=False)
    reason: str = ""
    is_finished: bool = True


Row = NumberedLine | HeldLine | Remark | Addendum
"""What the cursor can stand on below the agenda."""


def identity(row: Row) -> tuple[str, str]:
    """Return what tells a row from all others, also when its words have changed."""
    if isinstance(row, NumberedLine):
        return "line", row.line.id
    if isinstance(row, Remark):
        return "remark", row.id
    return type(row).__name__, str(row.number)


@dataclass(frozen=True)
class Sheet:
    """Everything that is drawn.

    Shape
        ``at`` is the chosen item and ``row_at`` the row below it that has the cursor, -1 for none.
        ``typed`` None: nothing is being written.
    """

    desk: MinutesDesk
    at: int
    member: MemberId
    today: date
    row_at: int = -1
    held: tuple[HeldLine, ...] = ()
    typed: TypedLine | None = None
    is_writing: bool = False

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The items with their numbers."""
        starts = self.desk.page.meeting.starts or datetime.combine(self.today, datetime.min.time())
        return timetable(self.desk.page.items, starts, self.desk.page.meeting.body.minutes).slots

    @property
    def item(self) -> AgendaItemId | None:
        """The chosen item; None: the meeting as a whole, where there are no items."""
        items = self.desk.page.items
        return items[self.at].id if self.at < len(items) else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """What stands under the chosen item; what belongs to the whole stands under the last."""
        page, own = self.desk.page, [self.item]
        if self.at >= len(page.items) - 1:
            own.append(None)
        lines = (one for item in own for one in page.of_item(item))
        held = (one for one in self.held if one.item in own)
        remarks = (one for one in page.remarks if one.item in own)
        addenda = page.addenda if None in own else ()
        return (*lines, *held, *remarks, *addenda)


# Above ----------------------------------------------------------------------------------------


def head_lines(sheet: Sheet, width: int) -> list[Line]:
    """Return the stages, and who is there."""
    page = sheet.desk.page
    called = meeting_words.called(page.meeting, sheet.today)
    stages = "  ".join(words.stages(sheet.desk, sheet.today))
    left = f"{words.minutes_of()}   {called}"
    told = words.attendance(page.attendance, page.meeting.body.minute_taker)
    rows = wrapped(told, width - 2)[:2]
    return [line(ends(left, stages, width), "bold"), *(line(f" {row}") for row in rows), _rule("", width)]


def item_lines(sheet: Sheet, rows: int, width: int) -> tuple[list[Line], int]:
    """Return the agenda around the chosen item, and on which line that stands."""
    slots = sheet.slots
    first = max(0, min(sheet.at - rows // 2, len(slots) - rows))
    shown = slots[first : first + rows]
    return [_item_line(sheet, one, width) for one in shown], sheet.at - first


def _item_line(sheet: Sheet, slot: Slot, width: int) -> Line:
    is_chosen = slot.item.id == sheet.item
    right = words.item_told(sheet.desk, slot.item)
    kind = meeting_words.item_kind(slot.item.body)
    head = f" {'▸' if is_chosen else ' '} {slot.number}. {kind:<12}"
    room = width - cell_len(head) - RIGHT_CELLS - 1
    title = cut(meeting_words.item_title(slot.item.body), room)
    return line(f"{head}{title}".ljust(width - 1 - cell_len(right)) + right, "bold" if is_chosen else "")


# What is written ------------------------------------------------------------------------------


def rule_line(sheet: Sheet, width: int) -> Line:
    """Return the line over what is written under the chosen item."""
    slot = next((one for one in sheet.slots if one.item.id == sheet.item), None)
    return _rule(words.item_number(slot.number) if slot else words.whole(), width)


def becomes_rule(width: int) -> Line:
    """Return the line over what a line becomes."""
    return _rule(words.becomes(), width)


def row_lines(sheet: Sheet, width: int) -> tuple[list[Line], int]:
    """Return what stands under the chosen item, and on which line the cursor's row begins; -1: none."""
    lines: list[Line] = []
    at = -1
    for place, row in enumerate(sheet.rows):
        if place == sheet.row_at:
            at = len(lines)
        lines += _row_lines(sheet, row, place == sheet.row_at, width)
    if not lines and not sheet.is_writing:
        lines = [line(f"   {words.nothing_written(sheet.desk)}", "faint")]
    return lines, at


def _row_lines(sheet: Sheet, row: Row, is_at: bool, width: int) -> list[Line]:
    if isinstance(row, NumberedLine):
        right = words.number_of(row, sheet.today) or _author(sheet, row.line)
        return _wrapped_row(stored_text(row.line, sheet.today), right, is_at, width)
    if isinstance(row, HeldLine):
        told = words.kept_back(row.reason) if row.reason else words.on_its_way()
        rows = _wrapped_row(row.text, "", is_at, width, "!" if row.reason else "·")
        return [*rows, line(f"     {cut(told, width - 6)}", "bold" if row.reason else "faint")]
    if isinstance(row, Remark):
        text = f"{words.remark(row)}: {row.text}"
        return _wrapped_row(text, words.settled(row), is_at, width, "?" if row.settled_by is None else " ")
    text = f"{words.addendum(row, sheet.today)}: {row.text}"
    return _wrapped_row(text, "", is_at, width, "+")


def stored_text(one: MinutesLine, today: date) -> str:
    """Return a stored line as it is read: its letter, owner and day before it."""
    if one.kind is LineKind.TEXT:
        return one.text
    owner = one.owner or ("" if one.kind is LineKind.DECISION else "?")
    due = wording.day(one.due, today) if one.due else ""
    return " ".join(part for part in (f"{words.tag(one.kind)}:", owner, due, one.text) if part)


def _author(sheet: Sheet, one: MinutesLine) -> str:
    who = one.changed_by or one.written_by
    return "" if who == sheet.member else who


def _wrapped_row(text: str, right: str, is_at: bool, width: int, mark: str = " ") -> list[Line]:
    room = min(TEXT_CELLS_MAX, width - 5 - cell_len(right) - (2 if right else 0))
    rows = wrapped(text, room) or [""]
    head = f" {'▸' if is_at else mark} {rows[0]}"
    gap = " " * max(0, width - 1 - cell_len(head) - cell_len(right))
    first: Line = ((f"{head}{gap}", "bold" if is_at else ""), (right, "faint"))
    return [first, *(line(f"   {row}", "bold" if is_at else "") for row in rows[1:])]


# What it becomes ------------------------------------------------------------------------------


def becomes_lines(sheet: Sheet, rows: int, width: int) -> list[Line]:
    """Return what the last lines became, and what the one that is being written will be."""
    own = _typed_lines(sheet, width)
    numbered = [one for one in sheet.desk.page.of_item(sheet.item) if one.decision or one.action]
    before = numbered[-max(0, rows - len(own)) :] if rows > len(own) else []
    return [*(_became(one, sheet.today, width) for one in before), *own][-rows:]


def _typed_lines(sheet: Sheet, width: int) -> list[Line]:
    typed = sheet.typed
    if typed is None or typed.kind is LineKind.TEXT:
        return []
    parts = (typed.owner or "", wording.day(typed.due, sheet.today) if typed.due else "", typed.text)
    told = "   ".join(part for part in parts if part)
    name = words.kind_name(typed.kind)
    shown = line(cut(f"   {name:<{words.NAME_CELLS}}{told}", width - 1))
    hints = (line(cut(f" ? {meeting_words.hint(one)}", width - 1), "bold") for one in typed.hints)
    return [shown, *hints]


def _became(one: NumberedLine, today: date, width: int) -> Line:
    if one.action is not None:
        name = f"{words.kind_name(LineKind.ACTION)} {label(one.action, today)}"
    else:
        name = f"{words.kind_name(LineKind.DECISION)} {one.decision}"
    due = wording.day(one.line.due, today) if one.line.due else ""
    votes = meeting_words.votes(one.votes)
    parts = (one.line.owner or "", due, one.line.text, votes)
    told = "   ".join(part for part in parts if part)
    return line(cut(f"   {name:<{words.NAME_CELLS}}{told}", width - 1), "faint")


def _rule(name: str, width: int) -> Line:
    lead = f"── {name} " if name else ""
    return line(f" {lead}{'─' * max(0, width - 2 - cell_len(lead))}", "rule")


def heights(rows: int, items: int, head: int) -> tuple[int, int]:
    """Return how many rows of agenda and of what lines become there are; the rest is for the minutes.

    >>> heights(20, 7, 3), heights(41, 7, 3)
    ((4, 4), (7, 6))
    """
    if rows < SHORT_ROWS:
        return min(items, ITEM_ROWS_SHORT), min(BECOMES_ROWS_SHORT, max(1, rows - head - 12))
    return min(items, max(ITEM_ROWS_SHORT, (rows - head) // 3)), BECOMES_ROWS_SHORT + 2

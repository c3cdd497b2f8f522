"""Minutes: lines that several people write at once, remarks, the lock, and what is added afterwards."""

from dataclasses import dataclass, field, replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.actions import ActionRef
from nsk_tui.rules.agenda import AgendaItem, may_decide
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.decisions import DecisionRef, Votes
from nsk_tui.rules.ids import AgendaItemId, MemberId, MinutesLineId
from nsk_tui.rules.meetings import Attendance, Meeting, MeetingRole
from nsk_tui.rules.minutes_lines import (
    LINE_CHARACTERS_MAX,
    LINES_MAX,
    LineKind,
    MinutesLine,
    People,
    TypedLine,
    read_line,
    write_line,
)
from nsk_tui.rules.minutes_state import MinutesState, merge_line
from nsk_tui.services import chance
from nsk_tui.services.clearing import FieldFinding, NotAnonymous
from nsk_tui.services.errors import TextRefused
from nsk_tui.services.meeting_access import (
    found_item,
    found_meeting,
    must_hold,
    must_take_lines,
    people,
)
from nsk_tui.services.meeting_change import Work, changing, subject_of
from nsk_tui.services.meeting_errors import (
    MinutesFull,
    NothingDecidedAtTheEnd,
    UnknownItem,
    UnknownMinutesLine,
)
from nsk_tui.services.meeting_texts import Checked, check, note_stances
from nsk_tui.services.minutes_numbers import NO_NUMBERS, follow_kind, numbers, take_away
from nsk_tui.services.session import Session
from nsk_tui.store import agenda, meetings
from nsk_tui.store import minutes as rows
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing
from nsk_tui.store.minutes import Addendum as Addendum
from nsk_tui.store.minutes import Remark as Remark


@dataclass(frozen=True)
class NumberedLine:
    """A line with the number that it gave a decision or an action.

    Shape
        ``decision`` and ``action`` None: the line is none.
    """

    line: MinutesLine
    decision: DecisionRef | None = None
    action: ActionRef | None = None
    votes: Votes | None = None


@dataclass(frozen=True)
class MinutesPage:
    """Minutes as they stand.

    Shape
        ``items`` are in the order of the agenda, without wishes. ``lines`` are item by item in
        that order, those of the meeting as a whole first.
    Units
        ``used_seconds`` by item; one that nobody measured is not in it.
    """

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    lines: tuple[NumberedLine, ...]
    remarks: tuple[Remark, ...]
    addenda: tuple[Addendum, ...]
    attendance: dict[MemberId, Attendance]
    used_seconds: dict[AgendaItemId, int]
    people: People

    def of_item(self, item: AgendaItemId | None) -> tuple[NumberedLine, ...]:
        """Return the lines under an item; None: those of the meeting as a whole."""
        return tuple(one for one in self.lines if one.line.item == item)

    @property
    def open_remarks(self) -> tuple[Remark, ...]:
        """The remarks that nobody has settled."""
        return tuple(one for one in self.remarks if one.settled_by is None)


@dataclass(frozen=True)
class Written:
    """A line that was stored.

    Shape
        ``second`` is a line that another had written at the same time; None as a rule.
        ``worth_a_look`` was stored too.
    """

    line: NumberedLine
    second: NumberedLine | None = None
    worth_a_look: tuple[FieldFinding, ...] = field(default=())


def minutes(session: Session, meeting: str) -> MinutesPage:
    """Return the minutes of a meeting as they stand.

    Errors
        NotAllowed, UnknownMeeting
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return read_page(reading, session, meeting)


def typed(session: Session, page: MinutesPage, item: AgendaItemId | None, text: str) -> TypedLine:
    """Return what a line would become while it is typed; asks no store. ``item`` None: under no item."""
    return read_line(text, session.today, page.people, _is_closing(page.items, item))


def as_typed(session: Session, line: MinutesLine) -> str:
    """Return a stored line as it is typed, for somebody who edits it."""
    return write_line(TypedLine(line.kind, line.text, line.owner, line.due), session.language == "en")


def add_line(
    session: Session,
    meeting: str,
    item: AgendaItemId | None,
    text: str,
    after: MinutesLineId | None = None,
    votes: Votes | None = None,
    stances: tuple[Stance, ...] = (),
) -> Written | NotAnonymous:
    """Store a finished line as it was typed, behind another or the last of its item.

    ``item`` None: under the meeting as a whole; ``after`` None: behind all; ``votes`` None: nobody
    voted. What must be resolved is not stored, and nobody else sees it; ``stances`` are the
    author's answers, by the places in the line's text.

    Errors
        NotAllowed, UnknownMeeting, UnknownItem, UnknownMinutesLine, MinutesStay, NotMinuteTaker,
        WrongMeetingState, NothingDecidedAtTheEnd, MinutesFull, TextRefused.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = _must_write(work, meeting)
        if rows.count_lines(work.writing.session, meeting) >= LINES_MAX:
            raise MinutesFull(subject_of(found))
        ready = _read(work, found, item, text, stances)
        if isinstance(ready, NotAnonymous):
            return ready
        written = _store(work, found, item, *ready, after)
        given = follow_kind(work, found, written, votes)
        note_stances(work.writing, ready[1], stances, subject_of(found))
        work.audit("write_minutes", subject_of(found))
        work.commit()
    return Written(NumberedLine(written, *given), worth_a_look=ready[1].worth_a_look)


def change_line(
    session: Session, line: str, base: str, text: str, stances: tuple[Stance, ...] = ()
) -> Written | NotAnonymous:
    """Store a line that was edited; ``base`` is how it was typed when the editor read it.

    ``stances`` are the editor's answers, by the places in the line's text. When somebody else
    changed it meanwhile, hers stays and this one stands behind it.

    Errors
        NotAllowed, UnknownMinutesLine, MinutesStay, NotMinuteTaker, NothingDecidedAtTheEnd, TextRefused.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        before = _found_line(work.writing.session, line)
        found = _must_write(work, before.meeting)
        merged = merge_line(base, as_typed(session, before), text)
        mine = merged.text if merged.second is None else merged.second
        ready = _read(work, found, before.item, mine, stances)
        if isinstance(ready, NotAnonymous):
            return ready
        parsed, checked = ready
        if merged.second is not None:
            second = _store(work, found, before.item, parsed, checked, before.id)
            given = follow_kind(work, found, second)
            kept, other = _numbered(work.writing.session, before), NumberedLine(second, *given)
        else:
            changed = _with(before, parsed, session.member)
            rows.change_line(work.writing.session, changed, checked.cleared)
            follow_kind(work, found, changed, before=before)
            kept, other = _numbered(work.writing.session, _found_line(work.writing.session, line)), None
        note_stances(work.writing, checked, stances, subject_of(found))
        work.audit("write_minutes", subject_of(found))
        work.commit()
    return Written(kept, other, checked.worth_a_look)


def remove_line(session: Session, line: str, version: int) -> None:
    """Take a line away, with the decision or the action that it made; a newer version stays.

    Errors
        NotAllowed, MinutesStay, NotMinuteTaker. UnknownMinutesLine: it is gone, or was changed since.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        before = _found_line(work.writing.session, line)
        found = _must_write(work, before.meeting)
        if before.version != version:
            raise UnknownMinutesLine
        rows.remove_line(work.writing.session, line)
        take_away(work, before)
        work.audit("write_minutes", subject_of(found))
        work.commit()


def read_page(reading: Reading, session: Session, meeting: str) -> MinutesPage:
    """Return minutes as they stand.

    Errors
        UnknownMeeting
    """
    found = found_meeting(reading, meeting)
    items = tuple(one for one in agenda.of_meeting(reading, meeting) if not one.is_wish)
    places = {one.id: place for place, one in enumerate(items)}
    lines = sorted(rows.lines(reading, meeting), key=lambda one: places.get(one.item, -1) if one.item else -1)
    given = numbers(reading, meeting)
    return MinutesPage(
        meeting=found,
        items=items,
        lines=tuple(NumberedLine(line, *given.get(line.id, NO_NUMBERS)) for line in lines),
        remarks=rows.remarks(reading, meeting),
        addenda=rows.addenda(reading, meeting),
        attendance=meetings.attendance(reading, meeting),
        used_seconds=agenda.used_seconds(reading, meeting),
        people=people(reading, session),
    )


def _must_write(work: Work, meeting: str) -> Meeting:
    """Return a meeting into whose minutes the member may write now; the first line begins them.

    Errors
        UnknownMeeting, MinutesStay, WrongMeetingState, NotMinuteTaker
    """
    found = found_meeting(work.writing.session, meeting)
    must_take_lines(found)
    if found.minutes_state is MinutesState.REMARKS:
        must_hold(work.session, found, MeetingRole.MINUTE_TAKER)
    if found.minutes_state is MinutesState.NONE:
        meetings.set_minutes(work.writing.session, meeting, MinutesState.DRAFT, None)
    work.can_be_undone = False
    return found


def _read(
    work: Work, meeting: Meeting, item: AgendaItemId | None, text: str, stances: tuple[Stance, ...]
) -> tuple[TypedLine, Checked] | NotAnonymous:
    """Return a typed line as it may be stored; ``item`` None: under the meeting as a whole.

    Errors
        UnknownItem, NothingDecidedAtTheEnd, TextRefused
    """
    session, reading = work.session, work.writing.session
    body = found_item(reading, item) if item is not None else None
    if body is not None and body.meeting != meeting.id:
        raise UnknownItem
    is_closing = body is not None and not may_decide(body.body)
    parsed = read_line(text, session.today, people(reading, session), is_closing)
    if parsed.kind is LineKind.DECISION and is_closing:
        raise NothingDecidedAtTheEnd
    if len(parsed.text) > LINE_CHARACTERS_MAX or not parsed.text:
        raise TextRefused("text")
    checked = check(reading, session, {rows.TEXT: parsed.text}, stances)
    return checked if isinstance(checked, NotAnonymous) else (parsed, checked)


def _store(
    work: Work,
    meeting: Meeting,
    item: AgendaItemId | None,
    parsed: TypedLine,
    checked: Checked,
    after: MinutesLineId | None,
) -> MinutesLine:
    """Write a line down; ``item`` and ``after`` None: under no item, behind all."""
    line = MinutesLine(
        id=MinutesLineId(chance.new_id()),
        meeting=meeting.id,
        item=item,
        kind=parsed.kind,
        text=parsed.text,
        owner=parsed.owner,
        due=parsed.due,
        written_by=work.session.member,
        written_at=work.writing.now,
        changed_by=None,
        version=1,
    )
    try:
        rows.add_line(work.writing.session, line, checked.cleared, after)
    except Missing:
        raise UnknownMinutesLine from None
    return rows.get_line(work.writing.session, line.id)


def _with(line: MinutesLine, parsed: TypedLine, by: MemberId) -> MinutesLine:
    return replace(
        line, kind=parsed.kind, text=parsed.text, owner=parsed.owner, due=parsed.due, changed_by=by
    )


def _numbered(reading: Reading, line: MinutesLine) -> NumberedLine:
    return NumberedLine(line, *numbers(reading, line.meeting).get(line.id, NO_NUMBERS))


def _found_line(reading: Reading, line: str) -> MinutesLine:
    try:
        return rows.get_line(reading, line)
    except Missing:
        raise UnknownMinutesLine from None


def _is_closing(items: tuple[AgendaItem, ...], item: AgendaItemId | None) -> bool:
    """Return whether an item is the one that ends the meeting; None is none."""
    return any(one.id == item and not may_decide(one.body) for one in items)

"""The agenda: anybody proposes an item, the chair orders them, takes wishes in and sends it out."""

from dataclasses import dataclass, replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.agenda import (
    ITEMS_MAX,
    AgendaItem,
    ItemState,
    NewItem,
    Timetable,
    fits,
    judge,
    moved,
    on_agenda,
    timetable,
    wishes,
)
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId
from nsk_tui.rules.meetings import (
    Attendance,
    Meeting,
    MeetingRole,
    MeetingState,
    Step,
    next_after,
    next_of,
)
from nsk_tui.rules.members import Role
from nsk_tui.services import chance
from nsk_tui.services.agenda_items import put_on_agenda, send_on, write_item
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.meeting_access import (
    found_item,
    found_meeting,
    must_allow,
    must_be_ahead,
    must_be_here,
    must_be_led,
    must_hold,
)
from nsk_tui.services.meeting_change import Subject, changing, subject_of
from nsk_tui.services.meeting_errors import ItemRefused, MinutesFull, NotChair, UnknownItem
from nsk_tui.services.meeting_texts import Checked, check, note_stances
from nsk_tui.services.session import Session
from nsk_tui.store import agenda as rows
from nsk_tui.store import meeting_acts, meetings
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import SavedByAnother


@dataclass(frozen=True)
class AgendaPage:
    """An agenda as its editor shows it.

    Shape
        ``timetable`` None: a poll looks for a day. ``postponed`` are items that were moved to a
        later meeting. ``is_mine``: whoever reads may order it.
    """

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    timetable: Timetable | None
    wishes: tuple[AgendaItem, ...]
    postponed: tuple[AgendaItem, ...]
    apologies: tuple[MemberId, ...]
    is_mine: bool


@dataclass(frozen=True)
class Proposed:
    """An item that was written down, and where it stands.

    Shape
        ``meeting`` None: no meeting is planned, and it waits for one. ``as_wish``: the agenda was
        full, and it asks for room.
    """

    item: AgendaItem
    meeting: Meeting | None
    as_wish: bool


@dataclass(frozen=True)
class Room:
    """The agenda to which a new item would go, and how full it is.

    Shape
        ``following`` is the meeting after it, which a wish goes to; None: there is none.
    Units
        ``used_minutes`` of the meeting's ``minutes``.
    """

    meeting: Meeting
    used_minutes: int
    following: Meeting | None

    def has_room_for(self, minutes: int) -> bool:
        """Return whether an item of so many minutes fits."""
        return self.used_minutes + minutes <= self.meeting.body.minutes


def agenda(session: Session, meeting: str) -> AgendaPage:
    """Return the agenda of a meeting.

    Errors
        NotAllowed, UnknownMeeting
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        found = found_meeting(reading, meeting)
        items = rows.of_meeting(reading, meeting)
        there = meetings.attendance(reading, meeting)
    taken = on_agenda(items)
    times = timetable(taken, found.starts, found.body.minutes) if found.starts else None
    return AgendaPage(
        meeting=found,
        items=taken,
        timetable=times,
        wishes=wishes(items),
        postponed=tuple(one for one in items if one.state is ItemState.POSTPONED),
        apologies=tuple(one for one, state in there.items() if state is Attendance.APOLOGIES),
        is_mine=found.holds(session.member, MeetingRole.CHAIR) or session.role is Role.COORDINATOR,
    )


def rooms(session: Session) -> tuple[Room, ...]:
    """Return the agendas that take items, the next meeting's first; empty when none is planned.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        ahead = _taking(reading, session)
        used = rows.count_by_meeting(reading, [one.id for one in ahead])
    return tuple(Room(one, used[one.id][1], next_after(ahead, one)) for one in ahead)


def propose(
    session: Session, new: NewItem, meeting: MeetingId | None = None, stances: tuple[Stance, ...] = ()
) -> Proposed | NotAnonymous:
    """Propose an item for a meeting; None is the next one. Without room it is a wish for the one after.

    Errors
        NotAllowed, ItemRefused, UnknownMeeting, WrongMeetingState, UnknownMember, HasLeft,
        MinutesFull, TextRefused.
    """
    session.must(Act.WRITE_MEETING)
    faults = judge(new)
    if faults:
        raise ItemRefused(faults)
    checked = _checked(session, new, stances)
    if isinstance(checked, NotAnonymous):
        return checked
    body = replace(new, presenter=new.presenter or session.member)
    with changing(session) as work:
        home, as_wish = _home(work.writing.session, session, meeting, new.minutes)
        item = AgendaItem(
            AgendaItemId(chance.new_id()), home.id if home else None, body, session.member, 1, as_wish
        )
        write_item(work, item, checked.cleared)
        subject = subject_of(home) if home else Subject.WAITING
        note_stances(work.writing, checked, stances, subject)
        work.audit("propose_item", subject)
        work.commit()
        return Proposed(rows.get(work.writing.session, item.id), home, as_wish)


def change_item(
    session: Session, item: str, body: NewItem, version: int, stances: tuple[Stance, ...] = ()
) -> AgendaItem | NotAnonymous:
    """Change an item: by whoever proposed or presents it, or the chair. Where it came from stays.

    Errors
        NotAllowed, UnknownItem, NotChair, WrongMeetingState, ItemRefused, UnknownMember, HasLeft,
        SavedByAnotherFirst, TextRefused.
    """
    session.must(Act.WRITE_MEETING)
    with session.database.reading() as reading:
        before = found_item(reading, item)
    wanted = replace(body, standing=before.body.standing, origins=before.body.origins)
    faults = judge(wanted)
    if faults:
        raise ItemRefused(faults)
    checked = _checked(session, wanted, stances)
    if isinstance(checked, NotAnonymous):
        return checked
    with changing(session) as work:
        home = _must_touch(work.writing.session, session, found_item(work.writing.session, item))
        try:
            rows.change(work.writing.session, item, wanted, checked.cleared, version)
        except SavedByAnother:
            raise SavedByAnotherFirst(home) from None
        note_stances(work.writing, checked, stances, home)
        work.audit("change_item", home)
        work.commit()
        return rows.get(work.writing.session, item)


def set_minutes(session: Session, item: str, minutes: int) -> AgendaItem:
    """Give an item more or fewer minutes.

    Errors
        NotAllowed, UnknownItem, NotChair, WrongMeetingState, ItemRefused.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = found_item(work.writing.session, item)
        home = _must_touch(work.writing.session, session, found)
        faults = judge(replace(found.body, minutes=minutes))
        if faults:
            raise ItemRefused(faults)
        rows.set_minutes(work.writing.session, item, minutes)
        work.audit("change_item", home)
        work.commit()
        return rows.get(work.writing.session, item)


def move(session: Session, item: str, step: int) -> tuple[AgendaItem, ...]:
    """Move an item up (below 0) or down; return the agenda as it stands then.

    Errors
        NotAllowed, UnknownItem, NotChair, WrongMeetingState.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        meeting = _must_order(work.writing.session, session, item)
        order = moved(on_agenda(rows.of_meeting(work.writing.session, meeting.id)), AgendaItemId(item), step)
        rows.put_in_order(work.writing.session, [one.id for one in order])
        work.audit("order_agenda", subject_of(meeting))
        work.commit()
    return order


def remove(session: Session, item: str) -> AgendaItem:
    """Take an item off: by whoever proposed or presents it, or the chair. Undo puts it there again.

    Errors
        NotAllowed, UnknownItem, NotChair, WrongMeetingState.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = found_item(work.writing.session, item)
        home = _must_touch(work.writing.session, session, found)
        work.touch(meeting_acts.key("item", item))
        rows.set_gone(work.writing.session, item, True)
        work.audit("remove_item", home)
        work.commit()
    return found


def postpone(session: Session, item: str) -> Meeting | None:
    """Move an item to the next meeting; return that one, None when it waits for one to be made.

    Errors
        NotAllowed, UnknownItem, NotChair, WrongMeetingState.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        meeting = _must_order(work.writing.session, session, item)
        send_on(work, meeting, [found_item(work.writing.session, item)])
        work.audit("postpone_item", subject_of(meeting))
        work.commit()
        return next_after(meetings.from_day(work.writing.session, session.today), meeting)


def take_in(session: Session, item: str) -> AgendaItem:
    """Take a wish onto the agenda, also when that is too full then.

    Errors
        NotAllowed, UnknownItem, NotChair, WrongMeetingState.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        meeting = _must_order(work.writing.session, session, item)
        work.touch(meeting_acts.key("item", item))
        put_on_agenda(work, found_item(work.writing.session, item), meeting.id)
        work.audit("take_in_item", subject_of(meeting))
        work.commit()
        return rows.get(work.writing.session, item)


def send(session: Session, meeting: str) -> Meeting:
    """Write down that the agenda goes out; what is in it can still change, and be sent again.

    Errors
        NotAllowed, UnknownMeeting, NotChair, WrongMeetingState, NobodyLeads, NobodyWrites, HasLeft.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = found_meeting(work.writing.session, meeting)
        must_hold(session, found, MeetingRole.CHAIR)
        must_allow(found, Step.SEND)
        must_be_led(session, found)
        meetings.set_state(work.writing.session, meeting, MeetingState.SENT)
        work.audit("send_agenda", subject_of(found))
        work.commit()
        return found_meeting(work.writing.session, meeting)


def _checked(session: Session, new: NewItem, stances: tuple[Stance, ...]) -> Checked | NotAnonymous:
    with session.database.reading() as reading:
        must_be_here(reading, session, new.presenter)
        texts = {rows.TITLE: new.title, rows.PURPOSE: new.purpose}
        return check(reading, session, texts, stances)


def _taking(reading: Reading, session: Session) -> tuple[Meeting, ...]:
    """Return the meetings that take items, the next first."""
    ahead = meetings.from_day(reading, session.today)
    return tuple(one for one in ahead if one.is_ahead and one.day is not None)


def _home(
    reading: Reading, session: Session, meeting: MeetingId | None, minutes: int
) -> tuple[Meeting | None, bool]:
    """Return where a new item goes, and whether as a wish; None: it waits for a meeting."""
    ahead = _taking(reading, session)
    wanted = found_meeting(reading, meeting) if meeting else next_of(ahead, session.today)
    if wanted is None:
        return None, False
    if wanted.state is not MeetingState.RUNNING:
        must_be_ahead(wanted)
    items = rows.of_meeting(reading, wanted.id)
    if len(items) >= ITEMS_MAX:
        raise MinutesFull(subject_of(wanted))
    is_free = wanted.starts is None or fits(on_agenda(items), minutes, wanted.body.minutes)
    if is_free and wanted.state is not MeetingState.RUNNING:
        return wanted, False
    return next_after(ahead, wanted) or wanted, True


def _must_touch(reading: Reading, session: Session, item: AgendaItem) -> str:
    """Return how the audit names an item's meeting; refuse who may not touch the item.

    Errors
        NotChair, WrongMeetingState
    """
    meeting = found_meeting(reading, item.meeting) if item.meeting else None
    if meeting is not None:
        must_be_ahead(meeting)
    is_own = session.member in (item.proposed_by, item.body.presenter) or session.role is Role.COORDINATOR
    if not is_own and (meeting is None or not meeting.holds(session.member, MeetingRole.CHAIR)):
        raise NotChair((meeting.body.chair if meeting else None) or item.proposed_by)
    return subject_of(meeting) if meeting else Subject.WAITING


def _must_order(reading: Reading, session: Session, item: str) -> Meeting:
    """Return the meeting of an item whose agenda is the member's to order.

    Errors
        UnknownItem, NotChair, WrongMeetingState
    """
    found = found_item(reading, item)
    if found.meeting is None or found.state is not ItemState.PLANNED:
        raise UnknownItem
    meeting = found_meeting(reading, found.meeting)
    must_be_ahead(meeting)
    must_hold(session, meeting, MeetingRole.CHAIR)
    return meeting

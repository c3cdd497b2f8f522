"""Running a meeting: what is pressed is stored with its time, and the clock is computed from that.

A screen reads ``run`` once, and again when the watch says that something was saved; in between
``meeting_drift.read(run.clock, now)`` needs no store.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from nsk_tui import meeting_words
from nsk_tui.rules.access import Act
from nsk_tui.rules.agenda import AgendaItem, ItemState, on_agenda
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import (
    LOCK_AFTER_MINUTES,
    MINUTE_SECONDS,
    Clock,
    ClockItem,
    Event,
    Plan,
    Press,
    can,
    run,
    step,
)
from nsk_tui.rules.meeting_drift import read
from nsk_tui.rules.meetings import Attendance, Meeting, MeetingRole, MeetingState, Step
from nsk_tui.services import local_time
from nsk_tui.services.agenda_items import send_on
from nsk_tui.services.leading import must_not_be_led_elsewhere
from nsk_tui.services.meeting_access import (
    found_meeting,
    must_allow,
    must_be_here,
    must_be_led,
    must_hold,
    working,
)
from nsk_tui.services.meeting_change import Work, changing, subject_of
from nsk_tui.services.meeting_errors import PressedFirst, UnknownItem, WrongMeetingState
from nsk_tui.services.meeting_series import top_up
from nsk_tui.services.session import Session
from nsk_tui.store import agenda, facilitation, meeting_series, meetings
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing


@dataclass(frozen=True)
class MeetingRun:
    """A meeting as it stands, for the facilitator's screen.

    Shape
        ``items`` are those of the clock, in order. ``seen`` counts what was pressed: whoever
        presses next names it, so that no key counts twice. ``present`` are those of whom nobody
        has noted that they are away.
    """

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    clock: Clock
    seen: int
    present: tuple[MemberId, ...]

    def item(self, item: AgendaItemId | None) -> AgendaItem | None:
        """Return an item by its id; None for none, or one that is not on the agenda."""
        return next((one for one in self.items if one.id == item), None)

    @property
    def locks_at(self) -> datetime:
        """When the screen locks by itself, and not before."""
        return self.clock.plan.ends + timedelta(minutes=LOCK_AFTER_MINUTES)


def meeting_run(session: Session, meeting: str) -> MeetingRun:
    """Return where a meeting stands.

    Errors
        NotAllowed, UnknownMeeting. WrongMeetingState: a poll looks for its day, or it is cancelled.
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return read_run(reading, session, meeting)


def press(
    session: Session,
    meeting: str,
    key: Press,
    seen: int,
    item: AgendaItemId | None = None,
    speaker: MemberId | None = None,
) -> MeetingRun:
    """Press a key; ``seen`` is how many presses the screen knew of. Return where the meeting stands.

    ``item`` None is the item that is running; ``speaker`` is who has spoken, else None. A key that
    can do nothing is not stored.

    Errors
        NotAllowed, UnknownMeeting, NotChair, WrongMeetingState, NobodyLeads, NobodyWrites, HasLeft,
        UnknownMember, UnknownItem. PressedFirst: somebody else pressed since; look again.
        LedElsewhere: another screen leads.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        must_not_be_led_elsewhere(work.writing.session, session, meeting)
        before = read_run(work.writing.session, session, meeting)
        _must_press(work, before, key, seen)
        event = Event(key, work.writing.now, item, speaker)
        _must_name(work.writing.session, session, before, event)
        if not can(before.clock, key):
            return before
        work.can_be_undone = False
        facilitation.add(work.writing.session, meeting, event, session.member, work.writing.now)
        if key is Press.START:
            _begin(work, before)
        elif key is Press.END:
            finish(work, before.meeting, step(before.clock, event))
        work.audit("run_meeting", subject_of(before.meeting), key.value)
        work.commit()
        return read_run(work.writing.session, session, meeting)


def finish(work: Work, meeting: Meeting, clock: Clock) -> None:
    """Close a meeting: what was taken is done, what was not comes back, the series goes on."""
    rows, found = work.writing.session, read(clock, work.writing.now)
    used = dict(found.used_seconds)
    for place, one in enumerate(clock.plan.items):
        is_done = place in clock.done or place == clock.at
        agenda.set_state(rows, one.id, ItemState.DONE if is_done else ItemState.PLANNED, used[one.id])
    meetings.set_state(rows, meeting.id, MeetingState.HELD)
    left = [one for one in agenda.of_meeting(rows, meeting.id) if one.state is ItemState.PLANNED]
    send_on(work, meeting, [one for one in left if one.body.standing is None])
    _go_on(work, meeting)


def close_unrun(work: Work, meeting: Meeting) -> None:
    """Close a meeting that nobody ran a clock for: what was planned counts as taken."""
    rows = work.writing.session
    for one in on_agenda(agenda.of_meeting(rows, meeting.id)):
        agenda.set_state(rows, one.id, ItemState.DONE)
    meetings.set_state(rows, meeting.id, MeetingState.HELD)
    _go_on(work, meeting)


def read_run(reading: Reading, session: Session, meeting: str) -> MeetingRun:
    """Return where a meeting stands.

    Errors
        UnknownMeeting, WrongMeetingState
    """
    found = found_meeting(reading, meeting)
    starts, ends = planned_moments(found)
    items = _on_the_clock(reading, meeting)
    plan = Plan(tuple(map(_clock_item, items)), starts, ends)
    events = facilitation.events(reading, meeting)
    there = meetings.attendance(reading, meeting)
    return MeetingRun(
        meeting=found,
        items=items,
        clock=run(plan, events),
        seen=len(events),
        present=tuple(
            member
            for member in sorted(working(session))
            if there.get(member, Attendance.PRESENT) is Attendance.PRESENT
        ),
    )


def planned_moments(meeting: Meeting) -> tuple[datetime, datetime]:
    """Return the planned start and end of a meeting, in the Danish zone.

    Errors
        WrongMeetingState: it has no day, or will not be held.
    """
    if meeting.starts is None or meeting.ends is None or meeting.state is MeetingState.CANCELLED:
        raise WrongMeetingState(meeting_words.word(meeting.state))
    zone = local_time.zone()
    return meeting.starts.replace(tzinfo=zone), meeting.ends.replace(tzinfo=zone)


def _begin(work: Work, before: MeetingRun) -> None:
    """Begin a meeting: the clock is counted from the agenda as it is now, whatever becomes of its items."""
    for one in before.items:
        agenda.set_state(work.writing.session, one.id, ItemState.PLANNED, used_seconds=0)
    meetings.set_state(work.writing.session, before.meeting.id, MeetingState.RUNNING)


def _on_the_clock(reading: Reading, meeting: str) -> tuple[AgendaItem, ...]:
    """Return the items that the clock was begun with, else those that it would be begun with now."""
    items = agenda.of_meeting(reading, meeting)
    begun = agenda.used_seconds(reading, meeting)
    return tuple(one for one in items if one.id in begun) if begun else on_agenda(items)


def _clock_item(item: AgendaItem) -> ClockItem:
    return ClockItem(item.id, item.body.kind, item.body.minutes * MINUTE_SECONDS, item.body.standing)


def must_lead(session: Session, meeting: Meeting) -> None:
    """Refuse to lead a meeting that is another's to lead, or is not to be held.

    Errors
        NotChair, WrongMeetingState
    """
    must_hold(session, meeting, MeetingRole.CHAIR)
    must_allow(meeting, Step.START)


def _must_press(work: Work, before: MeetingRun, key: Press, seen: int) -> None:
    session, meeting = work.session, before.meeting
    must_lead(session, meeting)
    if key is Press.START:
        must_be_led(session, meeting)
    if before.seen != seen:
        who = facilitation.last_presser(work.writing.session, meeting.id)
        raise PressedFirst(who or "")


def _must_name(reading: Reading, session: Session, before: MeetingRun, event: Event) -> None:
    if event.item is not None and before.item(event.item) is None:
        raise UnknownItem
    must_be_here(reading, session, event.member)


def _go_on(work: Work, meeting: Meeting) -> None:
    """Write the next meetings of a series down; one that has ended has none."""
    if meeting.series is None:
        return
    try:
        series = meeting_series.get(work.writing.session, meeting.series)
    except Missing:
        return
    top_up(work, series)

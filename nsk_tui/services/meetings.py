"""Meetings: made, changed, cancelled, led; whoever leads and whoever writes is named beforehand."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.agenda import Template
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Attendance, Meeting, MeetingRole, MeetingState, NewMeeting, Step
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.meeting_access import (
    found_meeting,
    must_allow,
    must_be_here,
    must_be_open,
    must_hold,
    must_take_lines,
    working,
)
from nsk_tui.services.meeting_change import changing, subject_of
from nsk_tui.services.meeting_errors import NotChair
from nsk_tui.services.meeting_texts import note_stances
from nsk_tui.services.meeting_writing import (
    cancel_meeting,
    must_have_day,
    note_apologies,
    ready,
    write_meeting,
)
from nsk_tui.services.session import Session
from nsk_tui.store import meetings as rows
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import SavedByAnother


def add(
    session: Session, new: NewMeeting, template: Template = Template.SHORT, stances: tuple[Stance, ...] = ()
) -> Meeting | NotAnonymous:
    """Make a meeting on a day, with the standing items of a template and whatever waits for a meeting.

    Errors
        NotAllowed, MeetingRefused, UnknownMember, HasLeft, TextRefused, PlaceReveals.
    """
    session.must(Act.WRITE_MEETING)
    must_have_day(new)
    found = ready(session, new, stances, session.today)
    if isinstance(found, NotAnonymous):
        return found
    body, checked = found
    with changing(session) as work:
        meeting = write_meeting(work, body, checked, MeetingState.PLANNED, template)
        note_stances(work.writing, checked, stances, subject_of(meeting))
        work.audit("add_meeting", subject_of(meeting))
        work.commit()
    return meeting


def change(
    session: Session, meeting: str, body: NewMeeting, version: int, stances: tuple[Stance, ...] = ()
) -> Meeting | NotAnonymous:
    """Change what a meeting is: its day, time, place, who leads and who writes.

    Errors
        NotAllowed, UnknownMeeting, NotChair, WrongMeetingState, MeetingRefused, UnknownMember,
        HasLeft, SavedByAnotherFirst, TextRefused, PlaceReveals.
    """
    session.must(Act.WRITE_MEETING)
    with session.database.reading() as reading:
        before = found_meeting(reading, meeting)
        _must_lead(reading, session, before)
    must_be_open(before)
    if before.day is not None:
        must_have_day(body)
    # A meeting that is running since yesterday keeps its day.
    today = min(session.today, before.day) if before.day == body.day and before.day else session.today
    found = ready(session, body, stances, today)
    if isinstance(found, NotAnonymous):
        return found
    with changing(session) as work:
        try:
            rows.change(work.writing.session, meeting, found[0], found[1].cleared, version)
        except SavedByAnother:
            raise SavedByAnotherFirst(subject_of(before)) from None
        after = found_meeting(work.writing.session, meeting)
        if after.day != before.day:
            note_apologies(work.writing.session, session, after)
        note_stances(work.writing, found[1], stances, subject_of(before))
        work.audit("change_meeting", subject_of(before))
        work.commit()
    return after


def cancel(session: Session, meeting: str) -> Meeting:
    """Cancel a meeting; what was on its agenda comes back at the next one.

    Errors
        NotAllowed, UnknownMeeting, NotChair, WrongMeetingState.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = found_meeting(work.writing.session, meeting)
        must_hold(session, found, MeetingRole.CHAIR)
        must_allow(found, Step.CANCEL)
        cancel_meeting(work, found)
        work.audit("cancel_meeting", subject_of(found))
        work.commit()
        return found_meeting(work.writing.session, meeting)


def take_chair(session: Session, meeting: str) -> Meeting:
    """Take the chair of a meeting that nobody leads, or whose chair has left or sent apologies.

    Errors
        NotAllowed, UnknownMeeting, WrongMeetingState. NotChair: somebody leads it.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = found_meeting(work.writing.session, meeting)
        must_be_open(found)
        if not _is_free(work.writing.session, session, found):
            raise NotChair(found.body.chair or "–")
        rows.set_chair(work.writing.session, meeting, session.member)
        work.audit("take_chair", subject_of(found))
        work.commit()
        return found_meeting(work.writing.session, meeting)


def set_attendance(session: Session, meeting: str, member: str, state: Attendance | None) -> None:
    """Note whether somebody is there; None takes the note away.

    Errors
        NotAllowed, UnknownMeeting, UnknownMember, HasLeft. MinutesStay: the minutes are locked.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = found_meeting(work.writing.session, meeting)
        must_take_lines(found)
        must_be_here(work.writing.session, session, MemberId(member))
        rows.set_attendance(work.writing.session, meeting, member, state)
        work.audit("note_attendance", subject_of(found), member)
        work.commit()


def _must_lead(reading: Reading, session: Session, meeting: Meeting) -> None:
    """Refuse a change that is the chair's; nobody is in the way while nobody leads."""
    if not _is_free(reading, session, meeting):
        must_hold(session, meeting, MeetingRole.CHAIR)


def _is_free(reading: Reading, session: Session, meeting: Meeting) -> bool:
    """Return whether nobody leads a meeting: nobody was named, or whoever was is gone or away."""
    chair = meeting.body.chair
    away = {
        one for one, state in rows.attendance(reading, meeting.id).items() if state is not Attendance.PRESENT
    }
    return chair is None or chair not in working(session) or chair in away

"""How a meeting is written: checked first, with its agenda and the apologies that are known."""

from dataclasses import replace
from datetime import date

from nsk_tui.rules.agenda import ItemState, Template
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import Attendance, Meeting, MeetingFault, MeetingState, NewMeeting, judge
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.services import chance
from nsk_tui.services.agenda_items import begin_agenda, send_on
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.meeting_access import must_be_here, working
from nsk_tui.services.meeting_change import Work
from nsk_tui.services.meeting_errors import MeetingRefused
from nsk_tui.services.meeting_texts import Checked, check, must_be_a_place
from nsk_tui.services.session import Session
from nsk_tui.store import absences, agenda, meeting_acts, meetings
from nsk_tui.store.engine import Reading

UNMADE = '[1, "planned"]'
"""The state of a meeting that has yet to be made, as undo puts it."""


def ready(
    session: Session, new: NewMeeting, stances: tuple[Stance, ...], today: date
) -> tuple[NewMeeting, Checked] | NotAnonymous:
    """Return a meeting as it may be stored; a day before ``today`` is refused.

    Errors
        MeetingRefused, UnknownMember, HasLeft, TextRefused, PlaceReveals.
    """
    faults = judge(new, today)
    if faults:
        raise MeetingRefused(faults)
    with session.database.reading() as reading:
        must_be_here(reading, session, new.chair, new.minute_taker)
        place = must_be_a_place(reading, new.place)
        checked = check(reading, session, {meetings.TITLE: new.title}, stances)
    if isinstance(checked, NotAnonymous):
        return checked
    return replace(new, title=checked.cleared.texts[meetings.TITLE], place=place), checked


def must_have_day(new: NewMeeting) -> date:
    """Return the day of a meeting that needs one.

    Errors
        MeetingRefused
    """
    if new.day is None:
        raise MeetingRefused((MeetingFault.NO_DAY,))
    return new.day


def write_meeting(
    work: Work, body: NewMeeting, checked: Checked, state: MeetingState, template: Template
) -> Meeting:
    """Write a meeting down with its agenda and the apologies that are known."""
    session = work.session
    meeting = Meeting(MeetingId(chance.new_id()), None, body, state, MinutesState.NONE, session.member, 1)
    meetings.add(work.writing.session, meeting, checked.cleared)
    work.made(meeting_acts.key("meeting", meeting.id), UNMADE)
    begin_agenda(work, meeting, template)
    note_apologies(work.writing.session, session, meeting)
    return meetings.get(work.writing.session, meeting.id)


def note_apologies(reading: Reading, session: Session, meeting: Meeting) -> None:
    """Note the apologies of everybody who is away on the day of a meeting."""
    here = working(session)
    for absence in absences.since(reading, meeting.day) if meeting.day else ():
        if meeting.day is not None and absence.first <= meeting.day and absence.member in here:
            meetings.set_attendance(reading, meeting.id, absence.member, Attendance.APOLOGIES)


def cancel_meeting(work: Work, meeting: Meeting) -> None:
    """Cancel a meeting; what was on its agenda comes back at the next one."""
    rows = work.writing.session
    work.touch(meeting_acts.key("meeting", meeting.id))
    items = agenda.of_meeting(rows, meeting.id)
    meetings.set_state(rows, meeting.id, MeetingState.CANCELLED)
    waits = [one for one in items if one.state is ItemState.PLANNED and one.body.standing is None]
    send_on(work, meeting, waits)

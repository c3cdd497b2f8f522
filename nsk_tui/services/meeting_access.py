"""What every verb of the meetings needs: the records under the lock, whose step it is, who is here."""

from nsk_tui import meeting_words
from nsk_tui.rules.agenda import AgendaItem
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import FROM, Meeting, MeetingRole, MeetingState, Series, Step
from nsk_tui.rules.members import Role
from nsk_tui.rules.minutes_lines import People
from nsk_tui.rules.minutes_state import MinutesState, Stay
from nsk_tui.services.errors import UnknownMember
from nsk_tui.services.meeting_errors import (
    HasLeft,
    MinutesStay,
    NobodyLeads,
    NobodyWrites,
    NotChair,
    NotMinuteTaker,
    UnknownItem,
    UnknownMeeting,
    UnknownSeries,
    WrongMeetingState,
)
from nsk_tui.services.session import Session
from nsk_tui.store import agenda, meeting_series, meetings, members
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing


def found_meeting(reading: Reading, meeting: str) -> Meeting:
    """Return a meeting.

    Errors
        UnknownMeeting
    """
    try:
        return meetings.get(reading, meeting)
    except Missing:
        raise UnknownMeeting from None


def found_series(reading: Reading, series: str) -> Series:
    """Return a series that has not ended.

    Errors
        UnknownSeries
    """
    try:
        return meeting_series.get(reading, series)
    except Missing:
        raise UnknownSeries from None


def found_item(reading: Reading, item: str) -> AgendaItem:
    """Return an agenda item.

    Errors
        UnknownItem
    """
    try:
        return agenda.get(reading, item)
    except Missing:
        raise UnknownItem from None


def people(reading: Reading, session: Session) -> People:
    """Return who works in the group, and who has left it."""
    here = working(session)
    known = {MemberId(member) for member in members.all_members(reading)}
    listed = {MemberId(entry.member) for entry in session.vault.ring.listed}
    return People(here, frozenset(known - listed))


def working(session: Session) -> frozenset[MemberId]:
    """Return the members who meet: everybody but auditors."""
    ring = session.vault.ring
    return frozenset(MemberId(entry.member) for entry in ring.listed if entry.role != Role.AUDITOR)


def must_be_here(reading: Reading, session: Session, *named: MemberId | None) -> None:
    """Refuse names of people who do not work in the group; None names nobody.

    Errors
        HasLeft, UnknownMember
    """
    here = people(reading, session)
    for member in named:
        if member is not None and member not in here.here:
            raise HasLeft(member) if member in here.left else UnknownMember(member)


def must_hold(session: Session, meeting: Meeting, role: MeetingRole) -> None:
    """Refuse a step that is somebody else's; a coordinator may take it too.

    Errors
        NotChair, NotMinuteTaker
    """
    if meeting.holds(session.member, role) or session.role is Role.COORDINATOR:
        return
    if role is MeetingRole.CHAIR:
        raise NotChair(meeting.body.chair or "–")
    raise NotMinuteTaker(meeting.body.minute_taker or "–")


def must_be_led(session: Session, meeting: Meeting) -> None:
    """Refuse to go on with a meeting that nobody leads, or nobody writes for.

    Errors
        NobodyLeads, NobodyWrites, HasLeft
    """
    here, day = working(session), str(meeting.day or "")
    chair, writer = meeting.body.chair, meeting.body.minute_taker
    if chair is None:
        raise NobodyLeads(day)
    if writer is None:
        raise NobodyWrites(day)
    for member in (chair, writer):
        if member not in here:
            raise HasLeft(member)


def must_allow(meeting: Meeting, step: Step) -> None:
    """Refuse a step that a meeting has not come to, or is past.

    Errors
        WrongMeetingState
    """
    if meeting.state not in FROM[step]:
        raise WrongMeetingState(meeting_words.word(meeting.state))


def must_be_ahead(meeting: Meeting) -> None:
    """Refuse to change the agenda of a meeting that has begun: its clock is counted from that.

    Errors
        WrongMeetingState
    """
    if not meeting.is_ahead:
        raise WrongMeetingState(meeting_words.word(meeting.state))


def must_be_open(meeting: Meeting) -> None:
    """Refuse to change a meeting that is over or cancelled.

    Errors
        WrongMeetingState
    """
    if meeting.state in (MeetingState.HELD, MeetingState.CANCELLED):
        raise WrongMeetingState(meeting_words.word(meeting.state))


def must_take_lines(meeting: Meeting) -> None:
    """Refuse to write into minutes that are locked, or of a meeting that is not held.

    Errors
        MinutesStay, WrongMeetingState
    """
    if meeting.minutes_state is MinutesState.LOCKED:
        raise MinutesStay((Stay.LOCKED,))
    if meeting.state in (MeetingState.POLL, MeetingState.CANCELLED):
        raise WrongMeetingState(meeting_words.word(meeting.state))

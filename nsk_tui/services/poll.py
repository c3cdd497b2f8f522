"""A poll for the date of a meeting: asked, answered, settled by the chair; what is known is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.agenda import Template
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.directory import counting
from nsk_tui.rules.duties import DutyRole, Period
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meetings import Meeting, MeetingRole, MeetingState, NewMeeting, Step
from nsk_tui.rules.poll import (
    Answer,
    DateCount,
    Known,
    Poll,
    PollDate,
    PollFault,
    Voter,
    best,
    count,
    has_answered,
    judge,
    known_answers,
)
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.directory import group
from nsk_tui.services.meeting_access import found_meeting, must_allow, must_hold, working
from nsk_tui.services.meeting_change import Subject, changing
from nsk_tui.services.meeting_errors import PollRefused, UnknownPoll
from nsk_tui.services.meeting_texts import note_stances
from nsk_tui.services.meeting_writing import note_apologies, ready, write_meeting
from nsk_tui.services.rota_state import read_state
from nsk_tui.services.session import Session
from nsk_tui.store import absences, meetings, members
from nsk_tui.store import poll as rows
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing


@dataclass(frozen=True)
class PollPage:
    """A poll as it is shown.

    Shape
        ``members`` begins with whoever reads, then those who have answered, then the rest.
        ``best`` None: nobody has said that she can come. ``on_duty`` tells for each date who has
        duty then. ``settled_on`` None: it is under way.
    """

    meeting: Meeting
    poll: Poll
    known: Mapping[tuple[MemberId, date], Known]
    counts: tuple[DateCount, ...]
    best: DateCount | None
    members: tuple[MemberId, ...]
    answered: tuple[MemberId, ...]
    on_duty: Mapping[date, tuple[MemberId, ...]]
    settled_on: date | None


def add(
    session: Session,
    new: NewMeeting,
    dates: tuple[PollDate, ...],
    answer_by: date,
    template: Template = Template.THEME,
    stances: tuple[Stance, ...] = (),
) -> Meeting | NotAnonymous:
    """Make a meeting whose day is asked about.

    Errors
        NotAllowed, MeetingRefused, PollRefused, UnknownMember, HasLeft, TextRefused, PlaceReveals.
    """
    session.must(Act.WRITE_MEETING)
    faults = judge(dates, answer_by, session.today)
    if faults:
        raise PollRefused(faults)
    chaired = replace(new, day=None, start=None, chair=new.chair or session.member)
    found = ready(session, chaired, stances, session.today)
    if isinstance(found, NotAnonymous):
        return found
    with changing(session) as work:
        meeting = write_meeting(work, found[0], found[1], MeetingState.POLL, template)
        rows.add(work.writing.session, meeting.id, dates, answer_by)
        note_stances(work.writing, found[1], stances, Subject.POLL)
        work.audit("add_poll", Subject.POLL, str(len(dates)))
        work.commit()
    return meeting


def poll(session: Session, meeting: str) -> PollPage:
    """Return the poll of a meeting, with what absence and rota say.

    Errors
        NotAllowed, UnknownMeeting, UnknownPoll
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return read_poll(reading, session, meeting)


def unanswered(session: Session) -> tuple[PollPage, ...]:
    """Return the polls under way in which the member has something left to say, the most urgent first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        pages = [read_poll(reading, session, meeting) for meeting in rows.under_way(reading)]
    return tuple(one for one in pages if session.member not in one.answered)


def answer(session: Session, meeting: str, given: Mapping[date, Answer | None]) -> PollPage:
    """Say which dates suit; None takes an answer away.

    Errors
        NotAllowed, UnknownMeeting. UnknownPoll: it is settled. PollRefused: a date is not asked about.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        page = read_poll(work.writing.session, session, meeting)
        if page.settled_on is not None:
            raise UnknownPoll
        if not set(given) <= {one.day for one in page.poll.dates}:
            raise PollRefused((PollFault.UNKNOWN,))
        rows.answer(work.writing.session, meeting, session.member, tuple(given.items()))
        work.audit("answer_poll", Subject.POLL, str(len(given)))
        work.commit()
        return read_poll(work.writing.session, session, meeting)


def settle(session: Session, meeting: str, day: date) -> Meeting:
    """Choose the day of a meeting; whoever is away then is noted to have sent apologies.

    Errors
        NotAllowed, UnknownMeeting, NotChair, WrongMeetingState, UnknownPoll. PollRefused: the day
        is not asked about, or is over.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        page = read_poll(work.writing.session, session, meeting)
        must_hold(session, page.meeting, MeetingRole.CHAIR)
        must_allow(page.meeting, Step.SETTLE)
        chosen = next((one for one in page.poll.dates if one.day == day), None)
        if chosen is None:
            raise PollRefused((PollFault.UNKNOWN,))
        if day < session.today:
            raise PollRefused((PollFault.PAST,))
        meetings.set_day(work.writing.session, meeting, chosen.day, chosen.start)
        rows.settle(work.writing.session, meeting, session.today)
        settled = found_meeting(work.writing.session, meeting)
        note_apologies(work.writing.session, session, settled)
        work.audit("settle_poll", day.isoformat())
        work.commit()
    return settled


def read_poll(reading: Reading, session: Session, meeting: str) -> PollPage:
    """Return the poll of a meeting, with what absence and rota say.

    Errors
        UnknownMeeting, UnknownPoll
    """
    found = found_meeting(reading, meeting)
    try:
        stored = rows.get(reading, meeting)
    except Missing:
        raise UnknownPoll from None
    asked = Poll(stored.meeting, stored.dates, _voters(reading, session), stored.answer_by, stored.answers)
    days = [one.day for one in asked.dates]
    duties = _duties(reading, session, days)
    known = known_answers(asked, absences.since(reading, min(days)), duties)
    counts = count(asked, known)
    answered = tuple(one.member for one in asked.voters if has_answered(asked, one.member, known))
    others = [one.member for one in asked.voters if one.member != session.member]
    others.sort(key=lambda member: (not any((member, day) in stored.answers for day in days), member))
    return PollPage(
        meeting=found,
        poll=asked,
        known=known,
        counts=counts,
        best=best(counts),
        members=(session.member, *others),
        answered=answered,
        on_duty={day: tuple(who for who, period in duties if period.touches(day, day)) for day in days},
        settled_on=stored.settled_on,
    )


def _voters(reading: Reading, session: Session) -> tuple[Voter, ...]:
    known, people = members.all_members(reading), {one.id: one for one in group(reading, session)}
    found = []
    for member in sorted(working(session)):
        person = people.get(member)
        knows = counting(person, session.today) | set(person.languages) if person else frozenset[str]()
        department = known[member].department if member in known else ""
        found.append(Voter(member, department, frozenset(knows)))
    return tuple(found)


def _duties(reading: Reading, session: Session, days: list[date]) -> tuple[tuple[MemberId, Period], ...]:
    """Return who has duty or backup in the periods of some days."""
    state = read_state(reading, session, min(days), max(days))
    periods = {period.start: period for period in state.periods}
    return tuple(
        (duty.member, periods[ref.start])
        for ref, duty in sorted(state.duties.items(), key=lambda pair: str(pair[0]))
        if duty.member is not None and ref.role is DutyRole.DUTY and ref.start in periods
    )

"""Series of meetings: made, changed, ended; their next meetings are written down ahead of time."""

from dataclasses import replace
from datetime import date, timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.agenda import Template
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MeetingId, SeriesId
from nsk_tui.rules.meetings import (
    Meeting,
    MeetingFault,
    NewMeeting,
    Recurrence,
    Series,
    dates,
    followed,
    judge_recurrence,
)
from nsk_tui.rules.members import Role
from nsk_tui.services import chance
from nsk_tui.services.agenda_items import begin_agenda
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.meeting_access import found_series, working
from nsk_tui.services.meeting_change import Subject, Work, changing
from nsk_tui.services.meeting_errors import MeetingRefused, NotChair
from nsk_tui.services.meeting_texts import Checked, note_stances
from nsk_tui.services.meeting_writing import UNMADE, cancel_meeting, must_have_day, note_apologies, ready
from nsk_tui.services.rota_state import public_holidays
from nsk_tui.services.session import Session
from nsk_tui.store import meeting_acts, meetings
from nsk_tui.store import meeting_series as rows
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import SavedByAnother

MEETINGS_AHEAD = 6
"""So many meetings of a series are written down ahead of time."""


def all_series(session: Session) -> tuple[Series, ...]:
    """Return the series that have not ended, by their first day.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return rows.all_series(reading)


def add_series(
    session: Session,
    new: NewMeeting,
    recurrence: Recurrence,
    template: Template = Template.GROUP,
    until: date | None = None,
    stances: tuple[Stance, ...] = (),
) -> tuple[Series, tuple[Meeting, ...]] | NotAnonymous:
    """Make a series from a day on, with its first meetings; ``until`` None: no end is known.

    Errors
        NotAllowed, MeetingRefused, UnknownMember, HasLeft, TextRefused, PlaceReveals.
    """
    session.must(Act.WRITE_MEETING)
    must_have_day(new)
    faults = judge_recurrence(recurrence)
    if faults:
        raise MeetingRefused(faults)
    found = ready(session, new, stances, session.today)
    if isinstance(found, NotAnonymous):
        return found
    body, checked = found
    series = Series(SeriesId(chance.new_id()), body, recurrence, template, until, 1)
    with changing(session) as work:
        rows.add(work.writing.session, series, session.member, checked.cleared)
        work.made(meeting_acts.key("series", series.id), meeting_acts.GONE)
        made = top_up(work, series)
        if not made:
            raise MeetingRefused((MeetingFault.BAD_RHYTHM,))
        note_stances(work.writing, checked, stances, Subject.SERIES)
        work.audit("add_series", Subject.SERIES, str(len(made)))
        work.commit()
    return series, made


def change_series(
    session: Session, changed: Series, stances: tuple[Stance, ...] = ()
) -> tuple[Meeting, ...] | NotAnonymous:
    """Change a series; what its coming meetings have not changed themselves follows. Return those.

    Errors
        NotAllowed, UnknownSeries, NotChair, MeetingRefused, UnknownMember, HasLeft,
        SavedByAnotherFirst, TextRefused, PlaceReveals.
    """
    session.must(Act.WRITE_MEETING)
    with session.database.reading() as reading:
        before = found_series(reading, changed.id)
    _must_lead(session, before)
    first = must_have_day(before.body)
    found = ready(session, replace(changed.body, day=first), stances, first)
    if isinstance(found, NotAnonymous):
        return found
    wanted = replace(changed, body=found[0], recurrence=before.recurrence)
    with changing(session) as work:
        try:
            rows.change(work.writing.session, wanted, found[1].cleared)
        except SavedByAnother:
            raise SavedByAnotherFirst(Subject.SERIES) from None
        _let_follow(work, before, wanted, found[1])
        top_up(work, wanted)
        note_stances(work.writing, found[1], stances, Subject.SERIES)
        work.audit("change_series", Subject.SERIES)
        work.commit()
        return ahead_of(work.writing.session, session, changed.id)


def end_series(session: Session, series: str) -> tuple[Meeting, ...]:
    """End a series: its coming meetings are cancelled, and what was on them comes back. Return those.

    Errors
        NotAllowed, UnknownSeries, NotChair.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        _must_lead(session, found_series(work.writing.session, series))
        ended = ahead_of(work.writing.session, session, series)
        work.touch(meeting_acts.key("series", series))
        rows.set_gone(work.writing.session, series, True)
        # The last one first: what comes back must not land on one that is about to go.
        for meeting in reversed(ended):
            cancel_meeting(work, meeting)
        work.audit("end_series", Subject.SERIES, str(len(ended)))
        work.commit()
    return ended


def top_up(work: Work, series: Series) -> tuple[Meeting, ...]:
    """Write the next meetings of a series down, as many as are wanted ahead; return the new ones."""
    session, reading = work.session, work.writing.session
    first, yesterday = must_have_day(series.body), session.today - timedelta(days=1)
    wanted = MEETINGS_AHEAD - len(ahead_of(reading, session, series.id))
    if wanted <= 0 or rows.is_gone(reading, series.id):
        return ()
    after = max(meetings.last_day_of(reading, series.id) or first - timedelta(days=1), yesterday)
    free = public_holidays(tuple(range(after.year, after.year + 3)))
    days = dates(series.recurrence, first, after, wanted, free)
    return tuple(_write_on(work, series, day) for day in days if series.until is None or day <= series.until)


def ahead_of(reading: Reading, session: Session, series: str) -> tuple[Meeting, ...]:
    """Return the meetings of a series that have yet to begin, the earliest first."""
    found = meetings.of_series(reading, series)
    return tuple(one for one in found if one.is_ahead and one.day is not None and one.day >= session.today)


def _write_on(work: Work, series: Series, day: date) -> Meeting:
    reading, new = work.writing.session, MeetingId(chance.new_id())
    rows.add_meeting(reading, series.id, new, day)
    work.made(meeting_acts.key("meeting", new), UNMADE)
    made = meetings.get(reading, new)
    begin_agenda(work, made, series.template)
    note_apologies(reading, work.session, made)
    return made


def _let_follow(work: Work, before: Series, after: Series, checked: Checked) -> None:
    """Let the coming meetings follow a series, in whatever they have not changed themselves."""
    reading = work.writing.session
    for meeting in ahead_of(reading, work.session, after.id):
        wanted = followed(before.body, after.body, meeting.body)
        if wanted == meeting.body:
            continue
        meetings.follow(reading, meeting, wanted, checked.cleared)


def _must_lead(session: Session, series: Series) -> None:
    """Refuse what is the chair's to change; nobody is in the way while nobody leads."""
    chair = series.body.chair
    is_free = chair is None or chair not in working(session)
    if not (is_free or session.member == chair or session.role is Role.COORDINATOR):
        raise NotChair(chair or "–")

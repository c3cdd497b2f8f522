"""Meetings as rows: when, where, who leads, how far; texts come from a clearance alone."""

from datetime import date, time
from typing import Any

from sqlmodel import Session, col, select

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.ids import MeetingId, MemberId, SeriesId
from nsk_tui.rules.meetings import Attendance, Meeting, MeetingState, NewMeeting
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.meeting_tables import AttendanceRow, MeetingRow

MEETINGS_MAX = 2_000
TITLE = "title"
"""The field of a clearance that holds what a meeting is called."""

_TOLD_TO_CALENDARS = ("title", "place", "day", "start", "minutes")


def add(session: Session, meeting: Meeting, cleared: Cleared) -> None:
    """Write a meeting down; its title is the one that was cleared."""
    row = MeetingRow(
        id=meeting.id,
        series=meeting.series,
        state=meeting.state.value,
        minutes_state=meeting.minutes_state.value,
        created_by=meeting.created_by,
        version=1,
        **columns(meeting.body, cleared),
    )
    session.add(row)
    session.flush()


def get(session: Session, meeting: str) -> Meeting:
    """Return a meeting.

    Errors
        Missing: there is none, or it was taken back.
    """
    return _to_record(row_of(session, meeting))


def from_day(session: Session, first: date | None, limit: int = MEETINGS_MAX) -> tuple[Meeting, ...]:
    """Return the meetings from a day on, the earliest first, those without a day last; None takes all."""
    query = select(MeetingRow).where(MeetingRow.gone == 0)
    if first is not None:
        query = query.where(col(MeetingRow.day).is_(None) | (col(MeetingRow.day) >= first.isoformat()))
    order = (col(MeetingRow.day).is_(None), col(MeetingRow.day), col(MeetingRow.start), col(MeetingRow.id))
    return tuple(_to_record(row) for row in session.exec(query.order_by(*order).limit(limit)))


def before_day(session: Session, last: date, limit: int = MEETINGS_MAX) -> tuple[Meeting, ...]:
    """Return the meetings before a day, the latest first."""
    query = (
        select(MeetingRow)
        .where(MeetingRow.gone == 0, col(MeetingRow.day) < last.isoformat())
        .order_by(col(MeetingRow.day).desc(), col(MeetingRow.start).desc(), col(MeetingRow.id))
        .limit(limit)
    )
    return tuple(_to_record(row) for row in session.exec(query))


def of_series(session: Session, series: str) -> tuple[Meeting, ...]:
    """Return the meetings of a series, the earliest first, those that were taken back left out."""
    query = (
        select(MeetingRow)
        .where(MeetingRow.gone == 0, MeetingRow.series == series)
        .order_by(col(MeetingRow.day), col(MeetingRow.id))
        .limit(MEETINGS_MAX)
    )
    return tuple(_to_record(row) for row in session.exec(query))


def last_day_of(session: Session, series: str) -> date | None:
    """Return the last day on which a series was ever to meet; None before its first."""
    query = (
        select(MeetingRow.day)
        .where(MeetingRow.series == series, col(MeetingRow.day).is_not(None))
        .order_by(col(MeetingRow.day).desc())
        .limit(1)
    )
    return moments.to_day(session.exec(query).first())


def change(session: Session, meeting: str, body: NewMeeting, cleared: Cleared, version: int) -> None:
    """Replace what a meeting is; a calendar learns of it when it should.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = row_of(session, meeting)
    if row.version != version:
        raise SavedByAnother(meeting)
    wanted = columns(body, cleared)
    row.sequence += int(any(wanted[name] != getattr(row, name) for name in _TOLD_TO_CALENDARS))
    for name, value in wanted.items():
        setattr(row, name, value)
    _keep(session, row)


def follow(session: Session, meeting: Meeting, body: NewMeeting, cleared: Cleared) -> None:
    """Let a meeting follow its series; a title of its own stays as it was stored.

    Errors
        Missing
    """
    row = row_of(session, meeting.id)
    wanted = columns(body, cleared)
    wanted[TITLE] = wanted[TITLE] if body.title == wanted[TITLE] else row.title
    row.sequence += int(any(wanted[name] != getattr(row, name) for name in _TOLD_TO_CALENDARS))
    for name, value in wanted.items():
        setattr(row, name, value)
    _keep(session, row)


def set_chair(session: Session, meeting: str, chair: str | None) -> None:
    """Give a meeting another chair; None: nobody leads it.

    Errors
        Missing
    """
    row = row_of(session, meeting)
    row.chair = chair
    _keep(session, row)


def set_state(session: Session, meeting: str, state: MeetingState) -> None:
    """Move a meeting on; a calendar learns of one that is cancelled, and of one that is so no more.

    Errors
        Missing
    """
    row = row_of(session, meeting)
    row.sequence += int(MeetingState.CANCELLED.value in (state.value, row.state))
    row.state = state.value
    if state is MeetingState.RUNNING and row.minutes_state == MinutesState.NONE.value:
        row.minutes_state = MinutesState.DRAFT.value
    _keep(session, row)


def set_day(session: Session, meeting: str, day: date, start: time) -> None:
    """Give a meeting the day that was found for it.

    Errors
        Missing
    """
    row = row_of(session, meeting)
    row.day, row.start, row.state = day.isoformat(), clock_text(start), MeetingState.PLANNED.value
    row.sequence += 1
    _keep(session, row)


def set_minutes(session: Session, meeting: str, state: MinutesState, remarks_until: date | None) -> None:
    """Move the minutes on, short of the lock; ``remarks_until`` None: nobody is asked.

    Errors
        Missing
    """
    row = row_of(session, meeting)
    row.minutes_state, row.remarks_until = state.value, moments.day_text(remarks_until)
    _keep(session, row)


def lock(session: Session, meeting: str, digest: str, today: date) -> None:
    """Lock the minutes under their hash.

    Errors
        Missing
    """
    row = row_of(session, meeting)
    row.minutes_state, row.digest, row.locked_on = MinutesState.LOCKED.value, digest, today.isoformat()
    _keep(session, row)


def set_mended(session: Session, meeting: str, digest: str) -> None:
    """Write down that a word was taken out of locked minutes, and their hash since.

    Errors
        Missing
    """
    row = row_of(session, meeting)
    row.digest, row.mended = digest, 1
    _keep(session, row)


def set_gone(session: Session, meeting: str, gone: bool) -> None:
    """Take a meeting back, or put it there again."""
    row = session.get(MeetingRow, meeting)
    if row is not None:
        row.gone, row.sequence = int(gone), row.sequence + 1
        _keep(session, row)


def is_gone(session: Session, meeting: str) -> bool:
    """Return whether a meeting was taken back."""
    row = session.get(MeetingRow, meeting)
    return row is None or bool(row.gone)


def attendance(session: Session, meeting: str) -> dict[MemberId, Attendance]:
    """Return who is noted to have been there, or not, by member."""
    query = (
        select(AttendanceRow)
        .where(AttendanceRow.meeting == meeting)
        .order_by(col(AttendanceRow.member))
        .limit(MEETINGS_MAX)
    )
    return {MemberId(row.member): Attendance(row.state) for row in session.exec(query)}


def set_attendance(session: Session, meeting: str, member: str, state: Attendance | None) -> None:
    """Note whether somebody is there; None takes the note away."""
    row = session.get(AttendanceRow, (meeting, member))
    if state is None:
        if row is not None:
            session.delete(row)
    else:
        session.merge(AttendanceRow(meeting=meeting, member=member, state=state.value))
    session.flush()


def row_of(session: Session, meeting: str) -> MeetingRow:
    """Return the row of a meeting that stands.

    Errors
        Missing
    """
    row = session.get(MeetingRow, meeting)
    if row is None or row.gone:
        raise Missing("meeting")
    return row


def columns(body: NewMeeting, cleared: Cleared) -> dict[str, Any]:
    """Return what the columns of a meeting or a series hold."""
    return {
        TITLE: cleared.texts[TITLE],
        "place": body.place,
        "day": moments.day_text(body.day),
        "start": None if body.start is None else clock_text(body.start),
        "minutes": body.minutes,
        "chair": body.chair,
        "minute_taker": body.minute_taker,
        "confidential": int(body.confidential),
    }


def clock_text(start: time) -> str:
    """Return a time of day as the tables keep it.

    >>> clock_text(time(9, 5))
    '09:05'
    """
    return start.isoformat(timespec="minutes")


def to_body(row: Any, day: str | None) -> NewMeeting:
    """Return the body of a meeting's or a series' row; ``day`` None: a poll looks for one."""
    return NewMeeting(
        title=row.title,
        day=moments.to_day(day),
        start=None if row.start is None else time.fromisoformat(row.start),
        minutes=row.minutes,
        place=row.place,
        chair=MemberId(row.chair) if row.chair else None,
        minute_taker=MemberId(row.minute_taker) if row.minute_taker else None,
        confidential=bool(row.confidential),
    )


def _keep(session: Session, row: MeetingRow) -> None:
    row.version += 1
    session.add(row)
    session.flush()


def _to_record(row: MeetingRow) -> Meeting:
    return Meeting(
        id=MeetingId(row.id),
        series=SeriesId(row.series) if row.series else None,
        body=to_body(row, row.day),
        state=MeetingState(row.state),
        minutes_state=MinutesState(row.minutes_state),
        created_by=MemberId(row.created_by),
        version=row.version,
        sequence=row.sequence,
        remarks_until=moments.to_day(row.remarks_until),
        locked_on=moments.to_day(row.locked_on),
        digest=row.digest,
        mended=bool(row.mended),
    )

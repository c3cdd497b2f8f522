"""Series of meetings as rows."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from nsk_tui.rules.agenda import Template
from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.ids import SeriesId
from nsk_tui.rules.meetings import MeetingState, OnHoliday, Recurrence, Rhythm, Series
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.meeting_tables import MeetingRow, SeriesRow
from nsk_tui.store.meetings import columns, to_body

SERIES_MAX = 200


def add(session: Session, series: Series, created_by: str, cleared: Cleared) -> None:
    """Write a series down; its title is the one that was cleared."""
    row = SeriesRow(id=series.id, created_by=created_by, version=1, **_columns(series, cleared))
    session.add(row)
    session.flush()


def get(session: Session, series: str) -> Series:
    """Return a series.

    Errors
        Missing
    """
    return _to_record(_row(session, series))


def all_series(session: Session) -> tuple[Series, ...]:
    """Return every series that has not ended, by its first day."""
    query = select(SeriesRow).where(SeriesRow.gone == 0).order_by(col(SeriesRow.first), SeriesRow.id)
    return tuple(_to_record(row) for row in session.exec(query.limit(SERIES_MAX)))


def change(session: Session, series: Series, cleared: Cleared) -> None:
    """Replace what a series is; ``series.version`` is the one that was read.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, series.id)
    if row.version != series.version:
        raise SavedByAnother(series.id)
    for name, value in _columns(series, cleared).items():
        setattr(row, name, value)
    row.version += 1
    session.add(row)
    session.flush()


def set_chair(session: Session, series: str, chair: str) -> None:
    """Give a series another chair: whoever had it hands it over.

    Errors
        Missing
    """
    row = _row(session, series)
    row.chair, row.version = chair, row.version + 1
    session.add(row)
    session.flush()


def set_gone(session: Session, series: str, gone: bool) -> None:
    """End a series, or let it go on."""
    row = session.get(SeriesRow, series)
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def is_gone(session: Session, series: str) -> bool:
    """Return whether a series has ended."""
    row = session.get(SeriesRow, series)
    return row is None or bool(row.gone)


def add_meeting(session: Session, series: str, meeting: str, day: date) -> None:
    """Write the meeting of a series on a day down, with all that the series says.

    Errors
        Missing
    """
    row = _row(session, series)
    names = ("title", "place", "start", "minutes", "chair", "minute_taker", "confidential", "created_by")
    session.add(
        MeetingRow(
            id=meeting,
            series=series,
            state=MeetingState.PLANNED.value,
            minutes_state=MinutesState.NONE.value,
            day=day.isoformat(),
            version=1,
            **{name: getattr(row, name) for name in names},
        )
    )
    session.flush()


def _columns(series: Series, cleared: Cleared) -> dict[str, Any]:
    recurrence = series.recurrence
    found = columns(series.body, cleared)
    del found["day"]
    return {
        **found,
        "rhythm": recurrence.rhythm.value,
        "every": recurrence.every,
        "weekday": recurrence.weekday,
        "nth": recurrence.nth,
        "on_holiday": recurrence.on_holiday.value,
        "first": moments.day_text(series.body.day),
        "until": moments.day_text(series.until),
        "template": series.template.value,
    }


def _row(session: Session, series: str) -> SeriesRow:
    row = session.get(SeriesRow, series)
    if row is None or row.gone:
        raise Missing("meeting_series")
    return row


def _to_record(row: SeriesRow) -> Series:
    recurrence = Recurrence(Rhythm(row.rhythm), row.every, row.weekday, row.nth, OnHoliday(row.on_holiday))
    return Series(
        id=SeriesId(row.id),
        body=to_body(row, row.first),
        recurrence=recurrence,
        template=Template(row.template),
        until=moments.to_day(row.until),
        version=row.version,
    )

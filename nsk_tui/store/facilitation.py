"""What was pressed while a meeting ran, in order; each number is given once."""

from datetime import datetime

from sqlmodel import Session, col, func, select

from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Event, Press
from nsk_tui.store import moments
from nsk_tui.store.meeting_tables import MeetingEventRow

EVENTS_MAX = 10_000


def add(session: Session, meeting: str, event: Event, by: str, now: datetime) -> int:
    """Write down what was pressed; return its number."""
    number = last_number(session, meeting) + 1
    session.add(
        MeetingEventRow(
            meeting=meeting,
            number=number,
            press=event.press.value,
            at=moments.to_text(now),
            item=event.item,
            speaker=event.member,
            pressed_by=by,
        )
    )
    session.flush()
    return number


def last_number(session: Session, meeting: str) -> int:
    """Return how many keys have been pressed in a meeting."""
    query = select(func.max(col(MeetingEventRow.number))).where(MeetingEventRow.meeting == meeting)
    return session.exec(query).one() or 0


def last_presser(session: Session, meeting: str) -> MemberId | None:
    """Return who pressed last; None when nobody has."""
    row = session.get(MeetingEventRow, (meeting, last_number(session, meeting)))
    return None if row is None else MemberId(row.pressed_by)


def events(session: Session, meeting: str) -> tuple[Event, ...]:
    """Return what was pressed, the first first."""
    query = (
        select(MeetingEventRow)
        .where(MeetingEventRow.meeting == meeting)
        .order_by(col(MeetingEventRow.number))
        .limit(EVENTS_MAX)
    )
    return tuple(_to_event(row) for row in session.exec(query))


def _to_event(row: MeetingEventRow) -> Event:
    return Event(
        Press(row.press),
        moments.to_moment(row.at),
        AgendaItemId(row.item) if row.item else None,
        MemberId(row.speaker) if row.speaker else None,
    )

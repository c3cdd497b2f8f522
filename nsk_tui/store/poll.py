"""Date polls as rows: dates and answers; whoever has not answered has no row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session, col, select

from nsk_tui.rules.ids import MeetingId, MemberId
from nsk_tui.rules.poll import DATES_MAX, Answer, PollDate
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.meeting_tables import MeetingRow, PollAnswerRow, PollDateRow, PollRow
from nsk_tui.store.meetings import clock_text

POLLS_MAX = 200
ANSWERS_MAX = 10_000


@dataclass(frozen=True)
class StoredPoll:
    """A poll as it stands.

    Shape
        ``settled_on`` None: it is under way.
    """

    meeting: MeetingId
    dates: tuple[PollDate, ...]
    answer_by: date
    answers: dict[tuple[MemberId, date], Answer]
    settled_on: date | None


def add(session: Session, meeting: str, dates: Iterable[PollDate], answer_by: date) -> None:
    """Write a poll down."""
    session.add(PollRow(meeting=meeting, answer_by=answer_by.isoformat()))
    session.add_all(
        PollDateRow(meeting=meeting, day=one.day.isoformat(), start=clock_text(one.start)) for one in dates
    )
    session.flush()


def get(session: Session, meeting: str) -> StoredPoll:
    """Return the poll of a meeting.

    Errors
        Missing
    """
    row = session.get(PollRow, meeting)
    if row is None:
        raise Missing("poll")
    asked = select(PollDateRow).where(PollDateRow.meeting == meeting).order_by(col(PollDateRow.day))
    dates = (
        PollDate(date.fromisoformat(one.day), time.fromisoformat(one.start))
        for one in session.exec(asked.limit(DATES_MAX))
    )
    return StoredPoll(
        MeetingId(meeting),
        tuple(dates),
        date.fromisoformat(row.answer_by),
        _answers(session, meeting),
        moments.to_day(row.settled_on),
    )


def under_way(session: Session) -> tuple[MeetingId, ...]:
    """Return the meetings whose poll is under way, the one to be answered first first."""
    query = (
        select(PollRow.meeting)
        .join(MeetingRow, col(MeetingRow.id) == col(PollRow.meeting))
        .where(col(PollRow.settled_on).is_(None), MeetingRow.gone == 0, MeetingRow.state == "poll")
        .order_by(col(PollRow.answer_by), col(PollRow.meeting))
        .limit(POLLS_MAX)
    )
    return tuple(MeetingId(meeting) for meeting in session.exec(query))


def answer(session: Session, meeting: str, member: str, given: Sequence[tuple[date, Answer | None]]) -> None:
    """Write down what somebody says to dates; None takes her answer away."""
    for day, said in given:
        row = session.get(PollAnswerRow, (meeting, day.isoformat(), member))
        if said is not None:
            session.merge(
                PollAnswerRow(meeting=meeting, day=day.isoformat(), member=member, answer=said.value)
            )
        elif row is not None:
            session.delete(row)
    session.flush()


def settle(session: Session, meeting: str, today: date | None) -> None:
    """End a poll, or let it go on (None).

    Errors
        Missing
    """
    row = session.get(PollRow, meeting)
    if row is None:
        raise Missing("poll")
    row.settled_on = moments.day_text(today)
    session.add(row)
    session.flush()


def _answers(session: Session, meeting: str) -> dict[tuple[MemberId, date], Answer]:
    query = (
        select(PollAnswerRow)
        .where(PollAnswerRow.meeting == meeting)
        .order_by(col(PollAnswerRow.member), col(PollAnswerRow.day))
        .limit(ANSWERS_MAX)
    )
    return {
        (MemberId(row.member), date.fromisoformat(row.day)): Answer(row.answer) for row in session.exec(query)
    }

"""On which screen a meeting is led, as a row."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from nsk_tui.store import moments
from nsk_tui.store.meeting_tables import MeetingLeadRow


@dataclass(frozen=True)
class Leading:
    """A screen that leads a meeting.

    Shape
        ``process`` and ``process_started`` tell whether it still runs.
    """

    member: str
    process: int
    process_started: str
    since: datetime


def get(session: Session, meeting: str) -> Leading | None:
    """Return the screen that leads a meeting; None: none does."""
    row = session.get(MeetingLeadRow, meeting)
    if row is None:
        return None
    return Leading(row.member, row.process, row.process_started, moments.to_moment(row.since))


def put(session: Session, meeting: str, leading: Leading) -> None:
    """Let a screen lead a meeting, whichever did before."""
    row = session.get(MeetingLeadRow, meeting) or MeetingLeadRow(
        meeting=meeting, member="", process=0, process_started="", since=""
    )
    row.member, row.process, row.process_started = leading.member, leading.process, leading.process_started
    row.since = moments.to_text(leading.since)
    session.add(row)
    session.flush()


def remove(session: Session, meeting: str) -> None:
    """Let nobody lead a meeting; nothing happens when nobody does."""
    row = session.get(MeetingLeadRow, meeting)
    if row is not None:
        session.delete(row)
        session.flush()

"""A small group that meets: a meeting on Thursday, and what is asked of it in many tests."""

from datetime import date, time
from typing import Any

from nsk_tui.rules.agenda import ItemKind, NewItem, Template
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.meetings import Meeting, NewMeeting
from nsk_tui.services import agenda, facilitation, meetings
from nsk_tui.services.agenda import Proposed
from nsk_tui.services.facilitation import MeetingRun
from nsk_tui.services.session import Session
from nsk_tui.store import audit

THURSDAY = date(2026, 11, 26)
ONE, TWO, THREE = (MemberId(name) for name in ("K-01", "K-02", "K-03"))


def body(**changes: Any) -> NewMeeting:
    """Return a meeting on Thursday from 13 to 14; K-01 leads and K-02 writes."""
    found: dict[str, Any] = {
        "title": "Gruppemøde", "day": THURSDAY, "start": time(13), "minutes": 60, "place": "Lokale 3",
        "chair": ONE, "minute_taker": TWO,
    }  # fmt: skip
    return NewMeeting(**{**found, **changes})


def meet(session: Session, template: Template = Template.SHORT, **changes: Any) -> Meeting:
    """Make a meeting."""
    made = meetings.add(session, body(**changes), template)
    assert isinstance(made, Meeting)
    return made


def item(session: Session, title: str, minutes: int = 10, kind: ItemKind = ItemKind.DECISION) -> Proposed:
    """Propose an item for the next meeting."""
    made = agenda.propose(session, NewItem(kind, title, minutes))
    assert isinstance(made, Proposed)
    return made


def press(session: Session, meeting: Meeting, *keys: Press, **named: Any) -> MeetingRun:
    """Press keys one after another, each on what the one before showed."""
    found = facilitation.meeting_run(session, meeting.id)
    for key in keys:
        found = facilitation.press(session, meeting.id, key, found.seen, **named)
    return found


def titles(session: Session, meeting: Meeting) -> list[str]:
    """Return what is on an agenda: titles, and the codes of standing items."""
    page = agenda.agenda(session, meeting.id)
    return [one.body.title or str(one.body.standing) for one in page.items]


def audited(session: Session) -> list[tuple[str, str, str]]:
    """Return every line of the audit as (act, subject, purpose)."""
    with session.database.reading() as reading:
        return [(line.act, line.subject, line.purpose) for line in audit.lines(reading)]

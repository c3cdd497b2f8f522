"""Meetings for tests of the screens: agendas, actions and decisions, written through the services."""

from datetime import UTC, datetime, timedelta

from nsk_tui.rules.actions import Action, ActionMove
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.meetings import Meeting
from nsk_tui.services import actions, minutes
from nsk_tui.services.minutes import Written
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.gathered import THURSDAY, item, meet, press

FORTNIGHT = timedelta(days=14)
LINES = (
    "b: Vagtplan uge 53 er godkendt",
    "b: Vagtens nummer står i alle mailsignaturer",
    "o: K-01 10/12 laver et skema",
    "o: K-02 1/12 ringer til skolerne",
)


def held(session: Session, clock: Clock, *lines: str) -> Meeting:
    """Return a meeting of last Thursday week that is over, with decisions and actions."""
    meeting = meet(session)
    on_rota = item(session, "Vagtplan uge 53").item.id
    clock.now = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
    press(session, meeting, Press.START, Press.NEXT)
    for line in lines or LINES:
        assert isinstance(minutes.add_line(session, meeting.id, on_rota, line), Written)
    press(session, meeting, Press.END)
    return meeting


def later(session: Session, times: int) -> Meeting:
    """Return a meeting so many fortnights after the first."""
    return meet(session, day=THURSDAY + times * FORTNIGHT)


def carry(session: Session, action: Action, *meetings: Meeting) -> None:
    """Take an action along at meetings, one after another."""
    for meeting in meetings:
        now = actions.action(session, action.id)
        actions.move(session, now.id, ActionMove.CARRY, now.version, meeting.id)

"""A published rota for tests of the screens, made through the services."""

from dataclasses import replace

from nsk_tui.rules.duties import DutyRef, DutyRole
from nsk_tui.rules.ids import LineId
from nsk_tui.services import rota, rota_members, rota_plan, rota_settings
from nsk_tui.services.rota import Board, LineNow
from nsk_tui.services.session import Session
from tests.rota_people import set_rota_member

ADULTS = LineId("adults")


def publish(session: Session, periods: int = 8) -> Board:
    """Put everybody on the one line Adults, publish so many weeks, and return the board from this week on."""
    rota_settings.remove_line(session, "children")
    for one in rota_members.rota_members(session):
        set_rota_member(session, replace(one, lines=(ADULTS,)))
    rota_plan.draft(session, periods)
    rota_plan.publish(session, "lokal 4711")
    return rota.board(session)


def now(session: Session) -> LineNow:
    """Return who answers on the one line now."""
    return rota.now(session)[0]


def holder(board: Board, week: int, role: DutyRole = DutyRole.DUTY) -> str:
    """Return who has a role in a week of the board; nobody is an empty text."""
    return board.cells[ADULTS, role][week].member or ""


def ref_of(board: Board, week: int, role: DutyRole = DutyRole.DUTY) -> DutyRef:
    """Return a duty of the board."""
    return DutyRef(ADULTS, board.periods[week].start, role)

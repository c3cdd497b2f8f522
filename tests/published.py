"""A small rota for tests: three people on one line, planned and published by the coordinator."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from nsk_tui.rules.duties import DutyRef, DutyRole
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.services import rota, rota_members, rota_plan, rota_settings
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from tests.rota_people import set_rota_member

CHILDREN = LineId("children")
ADULTS = LineId("adults")
MONDAY = date(2026, 11, 23)
"""The first day of the period after the running one."""


def staff(session: Session, lines: tuple[LineId, ...] = (CHILDREN,), only: bool = True) -> None:
    """Put everybody who works on the lines; with ``only`` the line for adults is taken away."""
    if only:
        rota_settings.remove_line(session, ADULTS)
    for member in rota_members.rota_members(session):
        set_rota_member(session, replace(member, lines=lines))


def publish(session: Session, periods: int = 8, fallback: str = "lokal 4711") -> rota_plan.Published:
    """Staff the line, and publish so many weeks."""
    staff(session)
    rota_plan.draft(session, periods)
    return rota_plan.publish(session, fallback)


def ref(start: date = MONDAY, role: DutyRole = DutyRole.DUTY, line: LineId = CHILDREN) -> DutyRef:
    """Return a duty."""
    return DutyRef(line, start, role)


def held(session: Session) -> Mapping[DutyRef, MemberId | None]:
    """Return who has each duty and backup of the next twelve weeks; what no plan speaks of is left out."""
    board = rota.board(session, None, 12)
    return {
        DutyRef(line, period.start, role): cell.member
        for (line, role), row in board.cells.items()
        for period, cell in zip(board.periods, row, strict=True)
        if cell.layer is not None
    }


def audited(session: Session) -> list[tuple[str, str, str]]:
    """Return the audit as (act, subject, purpose)."""
    with session.database.reading() as reading:
        return [(one.act, one.subject, one.purpose) for one in audit.lines(reading, 0, 10_000)]

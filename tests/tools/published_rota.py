"""A small rota in a store: who stands on which line, and some weeks published."""

from nsk_tui.rules.duties import DutyRef, DutyRole, RotaMember
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.services import rota_plan
from nsk_tui.services.rota_board import board
from nsk_tui.services.session import Session
from tests.rota_people import set_rota_member

CHILDREN, ADULTS = LineId("children"), LineId("adults")


def stand(session: Session, member: str, *lines: LineId, **facts: object) -> None:
    """Let a member stand on some lines; on both when none is named."""
    about = {"lines": lines or (CHILDREN, ADULTS), **facts}
    set_rota_member(session, RotaMember(MemberId(member), "", **about))  # type: ignore[arg-type]


def publish(session: Session, weeks: int = 4, fallback: str = "K-01") -> None:
    """Publish the coming weeks."""
    rota_plan.draft(session, weeks)
    rota_plan.publish(session, fallback)


def first_duty(session: Session, member: str, role: DutyRole = DutyRole.DUTY) -> DutyRef:
    """Return a member's first duty after the running period."""
    found = board(session, count=12)
    for number, period in enumerate(found.periods):
        for line in found.lines:
            is_ahead = number > (found.now_index or 0)
            if is_ahead and found.cells[line.id, role][number].member == member:
                return DutyRef(line.id, period.start, role)
    raise LookupError(member)

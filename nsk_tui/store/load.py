"""What really happened, counted: consultations by member, and whether the rota brought them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.duties import DutyRef, DutyRole
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.store.rota_tables import DutyChangeRow, PlannedRow, PlanRow
from nsk_tui.store.tables import AuditRow, EntryRow

GROUPS_MAX = 100_000
DUTIES_MAX = 200_000
NEVER_PUBLISHED = "draft"


@dataclass(frozen=True)
class Taken:
    """Consultations of one member in a window.

    Units
        All count entries; ``by_rota`` those that came by the rota, ``past_rota`` those that did
        not. What is in neither is not known.
    """

    member: MemberId
    count: int
    reds: int
    by_rota: int
    past_rota: int


def taken(session: Session, first: date, last: date, area: Area | None = None) -> tuple[Taken, ...]:
    """Return who logged how much, by day of the conversation, both days included; ``area`` None is all."""
    query = (
        select(EntryRow.member, EntryRow.level, EntryRow.by_rota, func.count())
        .where(*_window(first, last, area))
        .group_by(EntryRow.member, EntryRow.level, col(EntryRow.by_rota))
        .order_by(EntryRow.member)
        .limit(GROUPS_MAX)
    )
    found: dict[str, Taken] = {}
    for member, level, by_rota, count in session.exec(query):
        one = found.get(member, Taken(MemberId(member), 0, 0, 0, 0))
        found[member] = Taken(
            one.member,
            one.count + count,
            one.reds + (count if level == ConcernLevel.RED else 0),
            one.by_rota + (count if by_rota == 1 else 0),
            one.past_rota + (count if by_rota == 0 else 0),
        )
    return tuple(found.values())


def once_given(session: Session, first: date, last: date) -> frozenset[tuple[DutyRef, MemberId | None]]:
    """Return every duty that a published plan or a change ever gave anybody, taken back ones included.

    Shape
        The duties begin from one day to another, both included; None is nobody.
    """
    planned = (
        select(PlannedRow.line, PlannedRow.start, PlannedRow.role, PlannedRow.member)
        .join(PlanRow, col(PlanRow.number) == col(PlannedRow.plan))
        .where(
            PlanRow.state != NEVER_PUBLISHED,
            col(PlannedRow.start) >= first.isoformat(),
            col(PlannedRow.start) <= last.isoformat(),
        )
        .order_by(PlannedRow.start, PlannedRow.line, PlannedRow.role)
        .limit(DUTIES_MAX)
    )
    changed = (
        select(DutyChangeRow.line, DutyChangeRow.start, DutyChangeRow.role, DutyChangeRow.member)
        .where(col(DutyChangeRow.start) >= first.isoformat(), col(DutyChangeRow.start) <= last.isoformat())
        .order_by(col(DutyChangeRow.number))
        .limit(DUTIES_MAX)
    )
    rows = [*session.exec(planned), *session.exec(changed)]
    return frozenset(_given(*row) for row in rows)


def acts_so_far(session: Session) -> int:
    """Return the number of the newest audit line: it rises with every act, and never falls."""
    return session.exec(select(func.max(col(AuditRow.number)))).one() or 0


def _given(line: str, start: str, role: str, member: str | None) -> tuple[DutyRef, MemberId | None]:
    ref = DutyRef(LineId(line), date.fromisoformat(start), DutyRole(role))
    return ref, MemberId(member) if member is not None else None


def _window(first: date, last: date, area: Area | None) -> list[ColumnElement[bool]]:
    """Return the conditions of a window; ``area`` None does not narrow."""
    found = [
        col(EntryRow.withdrawn) == 0,
        col(EntryRow.day) >= first.isoformat(),
        col(EntryRow.day) <= last.isoformat(),
    ]
    return found if area is None else [*found, col(EntryRow.area) == area.value]

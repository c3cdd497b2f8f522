"""Who has which duty, as rows: what the plans say, and what swaps and overrides changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, Layer
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.store import moments
from nsk_tui.store.rota_tables import DutyChangeRow

CHANGES_MAX = 20_000


@dataclass(frozen=True)
class DutyChange:
    """A swap or an override, standing or gone.

    Shape
        ``way`` is a coded word: how it came about. The member of the duty is None for nobody.
    """

    number: int
    duty: Duty
    way: str
    set_at: datetime
    gone: bool


def add(session: Session, duty: Duty, way: str, now: datetime) -> int:
    """Write a change down; return its number."""
    row = DutyChangeRow(
        line=duty.ref.line,
        start=duty.ref.start.isoformat(),
        role=duty.ref.role.value,
        layer=duty.layer.value,
        way=way,
        member=duty.member,
        set_by=duty.set_by,
        set_at=moments.to_text(now),
        note=duty.note,
    )
    session.add(row)
    session.flush()
    return row.number or 0


def between(session: Session, first: date, last: date) -> tuple[DutyChange, ...]:
    """Return the standing changes of duties that begin from one day to another, the oldest first."""
    query = (
        select(DutyChangeRow)
        .where(
            DutyChangeRow.gone == 0,
            col(DutyChangeRow.start) >= first.isoformat(),
            col(DutyChangeRow.start) <= last.isoformat(),
        )
        .order_by(col(DutyChangeRow.number))
        .limit(CHANGES_MAX)
    )
    return tuple(_to_change(row) for row in session.exec(query))


def of(session: Session, ref: DutyRef) -> tuple[DutyChange, ...]:
    """Return every change of a duty, those that are gone included, the oldest first."""
    query = (
        select(DutyChangeRow)
        .where(
            DutyChangeRow.line == ref.line,
            DutyChangeRow.start == ref.start.isoformat(),
            DutyChangeRow.role == ref.role.value,
        )
        .order_by(col(DutyChangeRow.number))
        .limit(CHANGES_MAX)
    )
    return tuple(_to_change(row) for row in session.exec(query))


def last_number(session: Session) -> int:
    """Return the number of the newest change; 0 before the first."""
    return session.exec(select(func.max(col(DutyChangeRow.number)))).one() or 0


def get(session: Session, number: int) -> DutyChange | None:
    """Return a change by its number; None when there is none."""
    row = session.get(DutyChangeRow, number)
    return None if row is None else _to_change(row)


def set_gone(session: Session, number: int, gone: bool) -> None:
    """Take a change back, or let it stand again."""
    row = session.get(DutyChangeRow, number)
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def _to_change(row: DutyChangeRow) -> DutyChange:
    ref = DutyRef(LineId(row.line), date.fromisoformat(row.start), DutyRole(row.role))
    member = MemberId(row.member) if row.member is not None else None
    duty = Duty(ref, member, Layer(row.layer), MemberId(row.set_by), row.note)
    return DutyChange(row.number or 0, duty, row.way, moments.to_moment(row.set_at), bool(row.gone))

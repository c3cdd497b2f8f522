"""Absence as rows: who, from when to when, and nothing else."""

from datetime import date, datetime

from sqlmodel import Session, col, select

from nsk_tui.rules.duties import Absence
from nsk_tui.rules.ids import MemberId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.rota_tables import AbsenceRow

ABSENCES_MAX = 5_000


def add(session: Session, absence: Absence, now: datetime) -> None:
    """Write an absence down."""
    session.add(
        AbsenceRow(
            id=absence.id,
            member=absence.member,
            first=absence.first.isoformat(),
            last=absence.last.isoformat(),
            set_by=absence.set_by,
            set_at=moments.to_text(now),
            follow_ups_shown=int(absence.follow_ups_shown),
        )
    )
    session.flush()


def get(session: Session, absence: str) -> Absence:
    """Return an absence that stands.

    Errors
        Missing: there is none, or it was taken back.
    """
    row = session.get(AbsenceRow, absence)
    if row is None or row.gone:
        raise Missing("absence")
    return _to_absence(row)


def set_gone(session: Session, absence: str, gone: bool) -> None:
    """Take an absence back, or let it stand again."""
    row = session.get(AbsenceRow, absence)
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def is_gone(session: Session, absence: str) -> bool:
    """Return whether an absence was taken back."""
    row = session.get(AbsenceRow, absence)
    return row is None or bool(row.gone)


def since(session: Session, first: date) -> tuple[Absence, ...]:
    """Return the absences that are not over on a day, the earliest first."""
    query = (
        select(AbsenceRow)
        .where(AbsenceRow.gone == 0, col(AbsenceRow.last) >= first.isoformat())
        .order_by(col(AbsenceRow.first), AbsenceRow.id)
        .limit(ABSENCES_MAX)
    )
    return tuple(_to_absence(row) for row in session.exec(query))


def showing_on(session: Session, day: date) -> tuple[Absence, ...]:
    """Return the absences of a day that let others see what is due, by member."""
    query = (
        select(AbsenceRow)
        .where(
            AbsenceRow.gone == 0,
            AbsenceRow.follow_ups_shown == 1,
            col(AbsenceRow.first) <= day.isoformat(),
            col(AbsenceRow.last) >= day.isoformat(),
        )
        .order_by(AbsenceRow.member, AbsenceRow.id)
        .limit(ABSENCES_MAX)
    )
    return tuple(_to_absence(row) for row in session.exec(query))


def _to_absence(row: AbsenceRow) -> Absence:
    return Absence(
        row.id,
        MemberId(row.member),
        date.fromisoformat(row.first),
        date.fromisoformat(row.last),
        MemberId(row.set_by),
        bool(row.follow_ups_shown),
    )

"""Departures as rows: who answers for one, what was ticked, whether it is finished."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from nsk_tui.rules.departure import DepartureStep
from nsk_tui.rules.ids import HandoverId, MemberId
from nsk_tui.store import moments
from nsk_tui.store.departure_tables import DepartureRow, TickRow
from nsk_tui.store.errors import Missing

DEPARTURES_MAX = 500


@dataclass(frozen=True)
class StoredTick:
    """Who said that a step is done, and when."""

    by: MemberId
    at: datetime


@dataclass(frozen=True)
class StoredDeparture:
    """A departure.

    Shape
        ``finished_at`` and ``finished_by`` None: it is under way.
    """

    handover: HandoverId
    responsible: MemberId
    begun_at: datetime
    finished_by: MemberId | None
    finished_at: datetime | None


def add(session: Session, handover: str, responsible: str, now: datetime) -> None:
    """Write down that somebody leaves."""
    session.add(DepartureRow(handover=handover, responsible=responsible, begun_at=moments.to_text(now)))
    session.flush()


def get(session: Session, handover: str) -> StoredDeparture:
    """Return the departure that belongs to a handover.

    Errors
        Missing
    """
    return _to_departure(_row(session, handover))


def every(session: Session) -> tuple[StoredDeparture, ...]:
    """Return every departure, the latest first."""
    query = select(DepartureRow).order_by(col(DepartureRow.begun_at).desc(), DepartureRow.handover)
    return tuple(_to_departure(row) for row in session.exec(query.limit(DEPARTURES_MAX)))


def ticks(session: Session, handover: str) -> dict[DepartureStep, StoredTick]:
    """Return what was ticked."""
    query = select(TickRow).where(TickRow.handover == handover).order_by(TickRow.step).limit(DEPARTURES_MAX)
    return {
        DepartureStep(row.step): StoredTick(MemberId(row.ticked_by), moments.to_moment(row.ticked_at))
        for row in session.exec(query)
    }


def tick(session: Session, handover: str, step: DepartureStep, by: str, now: datetime) -> None:
    """Write down that a step is done; who said so first stays."""
    if session.get(TickRow, (handover, step.value)) is None:
        session.add(TickRow(handover=handover, step=step.value, ticked_by=by, ticked_at=moments.to_text(now)))
        session.flush()


def untick(session: Session, handover: str, step: DepartureStep) -> None:
    """Take a tick away."""
    session.exec(delete(TickRow).where(col(TickRow.handover) == handover, col(TickRow.step) == step.value))
    session.flush()


def finish(session: Session, handover: str, by: str, now: datetime) -> None:
    """Write down that a departure is finished.

    Errors
        Missing
    """
    row = _row(session, handover)
    row.finished_by, row.finished_at = by, moments.to_text(now)
    session.add(row)
    session.flush()


def _row(session: Session, handover: str) -> DepartureRow:
    row = session.get(DepartureRow, handover)
    if row is None:
        raise Missing("departure")
    return row


def _to_departure(row: DepartureRow) -> StoredDeparture:
    return StoredDeparture(
        handover=HandoverId(row.handover),
        responsible=MemberId(row.responsible),
        begun_at=moments.to_moment(row.begun_at),
        finished_by=MemberId(row.finished_by) if row.finished_by else None,
        finished_at=moments.to_optional_moment(row.finished_at),
    )

"""What waits in the outbox, as rows; the sealed files themselves lie beside the database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose, Ticket, TicketState
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.export_tables import OutboxRow

TICKETS_MAX = 2000


def add(session: Session, ticket: Ticket, digest: str) -> None:
    """Write a ticket down, with the SHA-256 of its sealed file."""
    session.add(
        OutboxRow(
            ticket=ticket.ticket,
            kind=ticket.kind,
            subject=ticket.subject,
            suffix=ticket.suffix,
            receiver=ticket.receiver,
            purpose=ticket.purpose,
            made_by=ticket.made_by,
            made_at=moments.to_text(ticket.made_at),
            last_day=ticket.last_day.isoformat(),
            digest=digest,
            state=ticket.state,
        )
    )
    session.flush()


def is_taken(session: Session, ticket: str) -> bool:
    """Return whether a ticket was ever given out."""
    return session.get(OutboxRow, ticket) is not None


def get(session: Session, ticket: str) -> Ticket:
    """Return a ticket.

    Errors
        Missing: it was never given out.
    """
    return _to_ticket(_row(session, ticket))


def end(session: Session, ticket: str, state: TicketState, by: str, at: datetime) -> None:
    """Write down what has become of a ticket, when, and by whom; nobody is an empty text."""
    row = _row(session, ticket)
    row.state, row.ended_at, row.ended_by = state.value, moments.to_text(at), by
    session.add(row)
    session.flush()


def waiting(session: Session) -> dict[str, str]:
    """Return the tickets that wait, each with the SHA-256 of its sealed file."""
    query = (
        select(OutboxRow)
        .where(OutboxRow.state == TicketState.WAITING.value)
        .order_by(col(OutboxRow.ticket))
        .limit(TICKETS_MAX)
    )
    return {row.ticket: row.digest for row in session.exec(query)}


def states(session: Session, tickets: Sequence[str]) -> dict[str, TicketState]:
    """Return what has become of some tickets; one that was never given out is left out."""
    query = (
        select(OutboxRow)
        .where(col(OutboxRow.ticket).in_(tickets))
        .order_by(col(OutboxRow.ticket))
        .limit(TICKETS_MAX)
    )
    return {row.ticket: TicketState(row.state) for row in session.exec(query)}


def tickets(
    session: Session, kind: LeavingKind | None = None, subject: str | None = None, limit: int = 100
) -> tuple[Ticket, ...]:
    """Return tickets, the newest first; None as ``kind`` or ``subject`` means all of them."""
    query = select(OutboxRow)
    if kind is not None:
        query = query.where(OutboxRow.kind == kind.value)
    if subject is not None:
        query = query.where(OutboxRow.subject == subject)
    newest = query.order_by(col(OutboxRow.made_at).desc(), col(OutboxRow.ticket)).limit(limit)
    return tuple(_to_ticket(row) for row in session.exec(newest))


def _row(session: Session, ticket: str) -> OutboxRow:
    row = session.get(OutboxRow, ticket)
    if row is None:
        raise Missing("outbox")
    return row


def _to_ticket(row: OutboxRow) -> Ticket:
    return Ticket(
        ticket=row.ticket,
        kind=LeavingKind(row.kind),
        subject=row.subject,
        suffix=row.suffix,
        receiver=MemberId(row.receiver) if row.receiver else None,
        purpose=LeavingPurpose(row.purpose),
        made_by=MemberId(row.made_by),
        made_at=moments.to_moment(row.made_at),
        last_day=date.fromisoformat(row.last_day),
        state=TicketState(row.state),
        ended_at=moments.to_optional_moment(row.ended_at),
        ended_by=row.ended_by,
    )

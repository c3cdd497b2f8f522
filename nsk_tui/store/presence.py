"""Who has the store open on a screen now."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import PresenceRow

HERE_MAX = 500


@dataclass(frozen=True)
class Here:
    """A screen that is open.

    Shape
        ``process`` and ``process_started`` tell whether it still runs. ``ended_by`` None:
        nobody has ended it.
    """

    id: str
    member: str
    process: int
    process_started: str
    since: datetime
    ended_by: str | None


def arrive(session: Session, here: Here) -> None:
    """Write down that a screen was opened."""
    row = PresenceRow(
        id=here.id,
        member=here.member,
        process=here.process,
        process_started=here.process_started,
        since=moments.to_text(here.since),
    )
    session.add(row)
    session.flush()


def leave(session: Session, presence: str) -> None:
    """Write down that a screen was closed; nothing happens when it is gone already."""
    row = session.get(PresenceRow, presence)
    if row is not None:
        session.delete(row)
        session.flush()


def here(session: Session) -> tuple[Here, ...]:
    """Return the open screens, the first opened first."""
    query = (
        select(PresenceRow)
        .order_by(col(PresenceRow.since), PresenceRow.member, PresenceRow.id)
        .limit(HERE_MAX)
    )
    return tuple(_to_here(row) for row in session.exec(query))


def get(session: Session, presence: str) -> Here | None:
    """Return an open screen; None when it is gone."""
    row = session.get(PresenceRow, presence)
    return None if row is None else _to_here(row)


def end(session: Session, presence: str, by: str) -> str:
    """Ask a screen to lock; return whose it is.

    Errors
        Missing: it is gone already.
    """
    row = session.get(PresenceRow, presence)
    if row is None:
        raise Missing("presence")
    row.ended_by = by
    session.add(row)
    session.flush()
    return row.member


def _to_here(row: PresenceRow) -> Here:
    return Here(
        row.id, row.member, row.process, row.process_started, moments.to_moment(row.since), row.ended_by
    )

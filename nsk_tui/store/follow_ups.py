"""Follow-ups as rows: at most one open for each thread."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from nsk_tui.rules.consultations import ConcernLevel, ThreadState
from nsk_tui.rules.ids import CodeName, FollowUpId
from nsk_tui.store import moments
from nsk_tui.store.tables import FollowUpRow, ThreadRow

OPEN_MAX = 5_000


@dataclass(frozen=True)
class OpenFollowUp:
    """A follow-up that is not done, and the thread that it belongs to."""

    id: str
    thread: CodeName
    level: ConcernLevel
    due_on: date


def set_open(
    session: Session, follow_up: FollowUpId, thread_key: int, on: date, owner: str, by: str, now: datetime
) -> None:
    """Set a thread's follow-up; an open one is moved rather than doubled."""
    row = _open(session, thread_key) or FollowUpRow(
        id=follow_up, thread_key=thread_key, due_on="", owner="", set_by="", set_at=""
    )
    row.due_on, row.owner, row.set_by = on.isoformat(), owner, by
    row.set_at = moments.to_text(now)
    session.add(row)
    session.flush()


def finish(session: Session, thread_key: int, by: str, result: str, now: datetime) -> str | None:
    """Mark a thread's open follow-up done; return its id, or None when none was open."""
    row = _open(session, thread_key)
    if row is None:
        return None
    row.done_at, row.done_by, row.result = moments.to_text(now), by, result
    session.add(row)
    session.flush()
    return row.id


def open_of(session: Session, thread_key: int) -> tuple[str, date, str] | None:
    """Return a thread's open follow-up as (id, day, owner), or None when there is none."""
    row = _open(session, thread_key)
    return None if row is None else (row.id, date.fromisoformat(row.due_on), row.owner)


def open_owned_by(session: Session, owner: str) -> tuple[OpenFollowUp, ...]:
    """Return what a member has promised to look at again, by day."""
    query = (
        select(FollowUpRow, ThreadRow.code_name, ThreadRow.level_rank)
        .join(ThreadRow, col(ThreadRow.key) == FollowUpRow.thread_key)
        .where(
            FollowUpRow.owner == owner,
            col(FollowUpRow.done_at).is_(None),
            ThreadRow.state == ThreadState.OPEN.value,
            col(ThreadRow.entries) > 0,
        )
        .order_by(col(FollowUpRow.due_on), FollowUpRow.id)
        .limit(OPEN_MAX)
    )
    levels = list(ConcernLevel)
    return tuple(
        OpenFollowUp(row.id, CodeName(code), levels[rank], date.fromisoformat(row.due_on))
        for row, code, rank in session.exec(query)
    )


def set_owner(session: Session, follow_up: str, owner: str) -> None:
    """Give an open follow-up to somebody else; one that is done, or gone, stays as it is."""
    row = session.get(FollowUpRow, follow_up)
    if row is not None and row.done_at is None:
        row.owner = owner
        session.add(row)
        session.flush()


def drop_open(session: Session, thread_key: int) -> None:
    """Take a thread's open follow-up away."""
    row = _open(session, thread_key)
    if row is not None:
        session.delete(row)
        session.flush()


def reopen(session: Session, follow_up: str) -> None:
    """Make a finished follow-up open again; another open one of the thread gives way."""
    row = session.get(FollowUpRow, follow_up)
    if row is None:
        return
    drop_open(session, row.thread_key)
    row.done_at, row.done_by, row.result = None, None, None
    session.add(row)
    session.flush()


def _open(session: Session, thread_key: int) -> FollowUpRow | None:
    query = select(FollowUpRow).where(
        FollowUpRow.thread_key == thread_key, col(FollowUpRow.done_at).is_(None)
    )
    return session.exec(query).first()

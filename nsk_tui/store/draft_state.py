"""How far a member's drafts had come when she was last here; the drafts themselves lie outside."""

from datetime import datetime

from sqlmodel import Session, delete

from nsk_tui.store import moments
from nsk_tui.store.tables import DraftStateRow


def reached(session: Session, member: str) -> int:
    """Return the highest number that a member's drafts were seen to have come to."""
    row = session.get(DraftStateRow, member)
    return 0 if row is None else row.number


def put_back_at(session: Session, member: str) -> datetime | None:
    """Return when fewer saves were found than there had been; None when that never was, or is over."""
    row = session.get(DraftStateRow, member)
    return moments.to_optional_moment(row.put_back_at) if row is not None else None


def note(session: Session, member: str, number: int, now: datetime, has_any: bool) -> None:
    """Write down how far a member's drafts have come; a lower number is told of until she has none left."""
    row = session.get(DraftStateRow, member) or DraftStateRow(member=member, number=0)
    fell = row.put_back_at or moments.to_text(now)
    row.put_back_at = fell if number < row.number else (row.put_back_at if has_any else None)
    row.number = max(row.number, number)
    if row.number:
        session.add(row)
        session.flush()


def forget(session: Session) -> None:
    """Expect nothing of anybody's drafts: a copy's were copied a moment before its database."""
    session.exec(delete(DraftStateRow))
    session.flush()

"""Members' public keys for age, as rows."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.export_tables import RecipientRow

RECIPIENTS_MAX = 500


@dataclass(frozen=True)
class StoredRecipient:
    """A member's public key.

    Shape
        ``confirmed_by`` None: nobody has heard its words from her yet.
    """

    member: str
    text: str
    set_at: datetime
    confirmed_by: str | None


def put(session: Session, member: str, text: str, now: datetime) -> None:
    """Write down a member's key; the one before, and its confirmation, are gone."""
    session.merge(
        RecipientRow(
            member=member, text=text, set_at=moments.to_text(now), confirmed_by=None, confirmed_at=None
        )
    )
    session.flush()


def get(session: Session, member: str) -> StoredRecipient:
    """Return a member's key.

    Errors
        Missing: she has none.
    """
    row = session.get(RecipientRow, member)
    if row is None:
        raise Missing("recipient")
    return _to_recipient(row)


def all_recipients(session: Session) -> tuple[StoredRecipient, ...]:
    """Return every key, by member."""
    rows = session.exec(select(RecipientRow).order_by(col(RecipientRow.member)).limit(RECIPIENTS_MAX))
    return tuple(_to_recipient(row) for row in rows)


def confirm(session: Session, member: str, by: str, now: datetime) -> None:
    """Write down that somebody has heard the words of a key from its owner."""
    row = session.get(RecipientRow, member)
    if row is None:
        raise Missing("recipient")
    row.confirmed_by, row.confirmed_at = by, moments.to_text(now)
    session.add(row)
    session.flush()


def drop(session: Session, member: str) -> bool:
    """Forget a member's key; return whether there was one."""
    found = session.get(RecipientRow, member) is not None
    session.exec(delete(RecipientRow).where(col(RecipientRow.member) == member))
    session.flush()
    return found


def _to_recipient(row: RecipientRow) -> StoredRecipient:
    return StoredRecipient(row.member, row.text, moments.to_moment(row.set_at), row.confirmed_by)

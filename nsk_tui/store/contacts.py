"""Contacts outside as rows: whom we ring, who of us knows her, and when that was checked."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.directory import ContactPerson
from nsk_tui.rules.ids import ContactId, MemberId
from nsk_tui.store import moments
from nsk_tui.store.directory_tables import ContactRow
from nsk_tui.store.errors import Missing, SavedByAnother

CONTACTS_MAX = 2_000
NOTE = "note"
"""The field of a clearance that holds what we have noted of a contact."""


@dataclass(frozen=True)
class StoredContact:
    """A contact as it stands.

    Shape
        ``note`` is one line, or empty. ``checked_by`` said last that it is right.
    """

    contact: ContactPerson
    note: str
    checked_by: MemberId
    version: int


def all_contacts(session: Session) -> tuple[StoredContact, ...]:
    """Return every contact, by body and name."""
    query = (
        select(ContactRow)
        .where(ContactRow.gone == 0)
        .order_by(col(ContactRow.body), col(ContactRow.name), col(ContactRow.id))
        .limit(CONTACTS_MAX)
    )
    return tuple(_to_record(row) for row in session.exec(query))


def get(session: Session, contact: str) -> StoredContact:
    """Return a contact.

    Errors
        Missing: it is gone.
    """
    row = session.get(ContactRow, contact)
    if row is None or row.gone:
        raise Missing("contact")
    return _to_record(row)


def next_id(session: Session) -> ContactId:
    """Return the next free code: a short one, for people read it in the audit; none is used twice."""
    known = session.exec(select(func.count()).select_from(ContactRow)).one()
    return ContactId(f"P-{known + 1:02d}")


def add(session: Session, new: ContactPerson, cleared: Cleared, checked_by: str) -> None:
    """Write a contact down."""
    row = ContactRow(
        id=new.id, body="", name="", number="", hours="", owner="", source="", checked_on="", checked_by=""
    )
    session.add(_with(row, new, cleared, checked_by))
    session.flush()


def change(session: Session, changed: ContactPerson, cleared: Cleared, checked_by: str, version: int) -> None:
    """Replace what is known of a contact; what its note said before is not kept.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, changed.id, version)
    row.version += 1
    session.add(_with(row, changed, cleared, checked_by))
    session.flush()


def confirm(session: Session, contact: str, today: date, checked_by: str, version: int) -> None:
    """Write down that somebody has rung, and that it is right.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, contact, version)
    row.checked_on, row.checked_by, row.version = today.isoformat(), checked_by, row.version + 1
    session.add(row)
    session.flush()


def set_owner(session: Session, contact: str, owner: str, introduced_on: date | None) -> None:
    """Give a contact another owner; ``introduced_on`` None: they have not met.

    Errors
        Missing
    """
    row = session.get(ContactRow, contact)
    if row is None or row.gone:
        raise Missing("contact")
    row.owner, row.introduced_on, row.version = owner, moments.day_text(introduced_on), row.version + 1
    session.add(row)
    session.flush()


def set_gone(session: Session, contact: str, gone: bool, version: int) -> None:
    """Take a contact away, or put it there again.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = session.get(ContactRow, contact)
    if row is None or bool(row.gone) is gone:
        raise Missing("contact")
    if row.version != version:
        raise SavedByAnother(contact)
    row.gone, row.version = int(gone), row.version + 1
    session.add(row)
    session.flush()


def _row(session: Session, contact: str, version: int) -> ContactRow:
    row = session.get(ContactRow, contact)
    if row is None or row.gone:
        raise Missing("contact")
    if row.version != version:
        raise SavedByAnother(contact)
    return row


def _with(row: ContactRow, new: ContactPerson, cleared: Cleared, checked_by: str) -> ContactRow:
    row.body, row.name, row.number, row.hours = new.body, new.name, new.number, new.hours
    row.owner, row.introduced_on = new.owner, moments.day_text(new.introduced_on)
    row.source, row.checked_on, row.checked_by = new.source, new.checked_on.isoformat(), checked_by
    row.note = cleared.texts[NOTE]
    return row


def _to_record(row: ContactRow) -> StoredContact:
    contact = ContactPerson(
        id=ContactId(row.id),
        body=row.body,
        name=row.name,
        number=row.number,
        hours=row.hours,
        owner=MemberId(row.owner),
        introduced_on=moments.to_day(row.introduced_on),
        source=row.source,
        checked_on=date.fromisoformat(row.checked_on),
    )
    return StoredContact(contact, row.note, MemberId(row.checked_by), row.version)

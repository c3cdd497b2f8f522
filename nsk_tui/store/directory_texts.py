"""The notes of the directory, as the sweep reads them and a redaction mends them."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from nsk_tui.rules.ids import MemberId
from nsk_tui.store.directory_tables import ContactRow, PersonRow
from nsk_tui.store.worded_texts import Mend, TextSource, WordedText

PERSON, CONTACT, NOTE = "person", "contact", "note"
ROWS_MAX = 2_000


def _people(session: Session, after: str, limit: int) -> tuple[str, ...]:
    query = select(PersonRow.member).where(PersonRow.member > after, PersonRow.note != "")
    return tuple(session.exec(query.order_by(col(PersonRow.member)).limit(limit)))


def _read_people(session: Session, refs: Collection[str]) -> tuple[WordedText, ...]:
    query = select(PersonRow).where(col(PersonRow.member).in_(refs), PersonRow.note != "")
    rows = session.exec(query.order_by(col(PersonRow.member)).limit(ROWS_MAX))
    return tuple(
        WordedText(PERSON, row.member, MemberId(row.member), row.member, {NOTE: row.note}) for row in rows
    )


def _mend_person(session: Session, ref: str, mend: Mend) -> int:
    row = session.get(PersonRow, ref)
    if row is None or mend(row.note) == row.note:
        return 0
    row.note, row.note_version = mend(row.note), row.note_version + 1
    session.add(row)
    session.flush()
    return 1


def _contacts(session: Session, after: str, limit: int) -> tuple[str, ...]:
    query = select(ContactRow.id).where(ContactRow.id > after, ContactRow.note != "")
    return tuple(session.exec(query.order_by(col(ContactRow.id)).limit(limit)))


def _read_contacts(session: Session, refs: Collection[str]) -> tuple[WordedText, ...]:
    """Give the notes, contacts that were taken away included; the owner answers for hers."""
    query = select(ContactRow).where(col(ContactRow.id).in_(refs), ContactRow.note != "")
    rows = session.exec(query.order_by(col(ContactRow.id)).limit(ROWS_MAX))
    return tuple(WordedText(CONTACT, row.id, MemberId(row.owner), row.id, {NOTE: row.note}) for row in rows)


def _mend_contact(session: Session, ref: str, mend: Mend) -> int:
    row = session.get(ContactRow, ref)
    if row is None or mend(row.note) == row.note:
        return 0
    row.note, row.version = mend(row.note), row.version + 1
    session.add(row)
    session.flush()
    return 1


SOURCES = (
    TextSource(PERSON, frozenset({"person"}), _people, _read_people, _mend_person),
    TextSource(CONTACT, frozenset({"contact"}), _contacts, _read_contacts, _mend_contact),
)

"""Contacts outside: whom we ring, who of us knows her, and when somebody last checked the number."""

from dataclasses import dataclass, replace
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.directory import LINE_CHARACTERS_MAX, ContactPerson, contact_faults, must_be_checked
from nsk_tui.rules.ids import ContactId, MemberId
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.directory import must_be_there
from nsk_tui.services.directory_checks import must_be_line
from nsk_tui.services.directory_undo import Watched
from nsk_tui.services.errors import BadContact, SavedByAnotherFirst, TextRefused, UnknownContact
from nsk_tui.services.recording import note_declared
from nsk_tui.services.session import Session
from nsk_tui.services.worded import cleared_texts
from nsk_tui.store import contacts as rows
from nsk_tui.store import directory_acts
from nsk_tui.store.change import Change, change
from nsk_tui.store.contacts import StoredContact as StoredContact
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing, SavedByAnother

NOTE_CHARACTERS_MAX = 200
_LINES = ("body", "name", "number", "hours", "source")


@dataclass(frozen=True)
class WrittenContact:
    """A contact as somebody writes it: it is checked on the day on which it is written.

    Shape
        ``introduced_on`` None: the owner has not met her.
    """

    body: str
    name: str
    number: str
    hours: str
    owner: MemberId
    source: str
    introduced_on: date | None = None
    note: str = ""


def contacts(session: Session) -> tuple[StoredContact, ...]:
    """Return every contact, by body and name.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        return rows.all_contacts(reading)


def contact(session: Session, contact_id: str) -> StoredContact:
    """Return a contact.

    Errors
        NotAllowed, UnknownContact
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        return _found(reading, contact_id)


def to_check(session: Session) -> tuple[StoredContact, ...]:
    """Return the contacts that somebody should ring and confirm, the oldest first.

    Errors
        NotAllowed
    """
    old = [one for one in contacts(session) if must_be_checked(one.contact.checked_on, session.today)]
    return tuple(sorted(old, key=lambda one: (one.contact.checked_on, one.contact.id)))


def add_contact(
    session: Session, new: WrittenContact, stances: tuple[Stance, ...] = ()
) -> StoredContact | NotAnonymous:
    """Write a contact down; whoever writes it says that it is right today.

    Errors
        NotAllowed, TextRefused, UnknownMember. BadContact: everything that is missing at once.
    """
    session.must(Act.WRITE_DIRECTORY)
    with change(session.database, session.member, session.now) as writing:
        wanted = _sound(session, writing, new)
        outcome = cleared_texts(writing.session, session, _texts(new), stances)
        if isinstance(outcome, NotAnonymous):
            return outcome
        watched = Watched(writing, directory_acts.key("contact", wanted.id))
        rows.add(writing.session, wanted, outcome, session.member)
        watched.record("add_contact", wanted.id)
        note_declared(writing, outcome, stances, wanted.id)
        return _kept(writing, wanted.id)


def change_contact(
    session: Session,
    contact_id: str,
    changed: WrittenContact,
    version: int,
    stances: tuple[Stance, ...] = (),
) -> StoredContact | NotAnonymous:
    """Replace what is known of a contact; whoever changes how to reach her says that it is right today.

    What the note said before is not kept.

    Errors
        NotAllowed, UnknownContact, TextRefused, UnknownMember, BadContact, SavedByAnotherFirst.
    """
    session.must(Act.WRITE_DIRECTORY)
    with change(session.database, session.member, session.now) as writing:
        before = _found(writing.session, contact_id)
        wanted = _sound(session, writing, changed, before)
        outcome = cleared_texts(writing.session, session, _texts(changed), stances)
        if isinstance(outcome, NotAnonymous):
            return outcome
        watched = Watched(writing, directory_acts.key("contact", contact_id))
        try:
            confirmed = wanted.checked_on != before.contact.checked_on
            checked_by = session.member if confirmed else before.checked_by
            rows.change(writing.session, wanted, outcome, checked_by, version)
        except SavedByAnother:
            raise SavedByAnotherFirst(contact_id) from None
        watched.record("change_contact", wanted.id)
        note_declared(writing, outcome, stances, wanted.id)
        return _kept(writing, wanted.id)


def confirm_contact(session: Session, contact_id: str, version: int) -> StoredContact:
    """Say that one has rung, and that it is right today.

    Errors
        NotAllowed, UnknownContact, SavedByAnotherFirst.
    """
    session.must(Act.WRITE_DIRECTORY)
    with change(session.database, session.member, session.now) as writing:
        found = _found(writing.session, contact_id)
        watched = Watched(writing, directory_acts.key("contact", contact_id))
        try:
            rows.confirm(writing.session, contact_id, session.today, session.member, version)
        except SavedByAnother:
            raise SavedByAnotherFirst(contact_id) from None
        watched.record("confirm_contact", contact_id)
        return _kept(writing, found.contact.id)


def remove_contact(session: Session, contact_id: str, version: int) -> None:
    """Take a contact away.

    Errors
        NotAllowed, UnknownContact, SavedByAnotherFirst.
    """
    session.must(Act.WRITE_DIRECTORY)
    with change(session.database, session.member, session.now) as writing:
        _found(writing.session, contact_id)
        watched = Watched(writing, directory_acts.key("contact", contact_id))
        try:
            rows.set_gone(writing.session, contact_id, True, version)
        except SavedByAnother:
            raise SavedByAnotherFirst(contact_id) from None
        watched.record("remove_contact", contact_id)
        writing.commit()


def _kept(writing: Change, contact_id: ContactId) -> StoredContact:
    """Make a change last, and return what stands now."""
    writing.commit()
    return rows.get(writing.session, contact_id)


def _sound(
    session: Session, writing: Change, new: WrittenContact, before: StoredContact | None = None
) -> ContactPerson:
    """Return a contact as it may be stored; ``before`` None: there is none yet.

    A new owner or a meeting says nothing of the number: the day of the check stays then.
    """
    for name in _LINES:
        must_be_line(name, getattr(new, name), LINE_CHARACTERS_MAX)
    if len(new.note.strip()) > NOTE_CHARACTERS_MAX or "\n" in new.note.strip():
        raise TextRefused(rows.NOTE)
    wanted = ContactPerson(
        id=before.contact.id if before else rows.next_id(writing.session),
        body=new.body.strip(),
        name=new.name.strip(),
        number=new.number.strip(),
        hours=new.hours.strip(),
        owner=new.owner,
        introduced_on=new.introduced_on,
        source=new.source.strip(),
        checked_on=session.today,
    )
    if before is not None and all(getattr(wanted, name) == getattr(before.contact, name) for name in _LINES):
        wanted = replace(wanted, checked_on=before.contact.checked_on)
    faults = contact_faults(wanted, session.today)
    if faults:
        raise BadContact(faults)
    if before is None or new.owner != before.contact.owner:
        must_be_there(writing.session, session, new.owner)
    return wanted


def _found(reading: Reading, contact_id: str) -> StoredContact:
    try:
        return rows.get(reading, contact_id)
    except Missing:
        raise UnknownContact from None


def _texts(new: WrittenContact) -> dict[str, str]:
    return {rows.NOTE: new.note.strip()}

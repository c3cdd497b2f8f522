"""Contacts outside: what is needed, who may write, how old a number is, and what undo gives back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from nsk_tui.rules.directory import ContactFault
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import contacts, undo
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.contacts import WrittenContact
from nsk_tui.services.errors import (
    BadContact,
    NotAllowed,
    SavedByAnotherFirst,
    TextRefused,
    UnknownContact,
    UnknownMember,
)
from nsk_tui.services.session import Session
from nsk_tui.services.undo import UndoDone
from nsk_tui.store.contacts import StoredContact
from tests.conftest import NOW, Clock
from tests.people import describe, knows
from tests.published import audited

Unlock = Callable[[str], Session]


def as_written(stored: StoredContact, **changed: Any) -> WrittenContact:
    """Return a contact as somebody would write it again."""
    one = stored.contact
    words = WrittenContact(
        one.body, one.name, one.number, one.hours, one.owner, one.source, one.introduced_on, stored.note
    )
    return replace(words, **changed)


def change(session: Session, stored: StoredContact, **changed: Any) -> StoredContact:
    """Change a contact with words that pass the check."""
    outcome = contacts.change_contact(
        session, stored.contact.id, as_written(stored, **changed), stored.version
    )
    assert isinstance(outcome, StoredContact)
    return outcome


def test_a_contact_is_checked_on_the_day_on_which_it_is_written(unlocked: Unlock) -> None:
    """By whoever wrote it, with a code that the audit can say."""
    stored = knows(unlocked("K-02"), "K-03", note="  Ring før kl. 11. ")
    assert (stored.contact.id, stored.contact.owner, stored.checked_by) == ("P-01", "K-03", "K-02")
    assert (stored.contact.checked_on, stored.note) == (NOW.date(), "Ring før kl. 11.")
    assert contacts.contact(unlocked("K-01"), "P-01") == stored
    assert contacts.contacts(unlocked("K-01")) == (stored,)
    assert knows(unlocked("K-01"), "K-01", "VISO").contact.id == "P-02"
    assert ("add_contact", "P-01", "") in audited(unlocked("K-01"))
    with pytest.raises(NotAllowed):
        contacts.contacts(unlocked("R-01"))


def test_everything_that_is_missing_is_said_at_once(session: Session) -> None:
    """In the order of the form; nothing is stored."""
    nothing = WrittenContact("", " ", "ring bare", "når som helst", MemberId("K-02"), "")
    with pytest.raises(BadContact) as told:
        contacts.add_contact(session, replace(nothing, introduced_on=date(2027, 1, 1)))
    assert told.value.faults == (
        ContactFault.NO_BODY,
        ContactFault.NO_NAME,
        ContactFault.WRONG_NUMBER,
        ContactFault.WRONG_HOURS,
        ContactFault.NO_SOURCE,
        ContactFault.INTRODUCED_LATER,
    )
    assert contacts.contacts(session) == ()


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"body": "to\nlinjer"}, TextRefused),
        ({"name": "x" * 201}, TextRefused),
        ({"source": "\x1b]0;titel\x07"}, TextRefused),
        ({"note": "x" * 201}, TextRefused),
        ({"note": "to\nlinjer"}, TextRefused),
        ({"owner": "K-99"}, UnknownMember),
        ({"owner": "R-01"}, UnknownMember),
    ],
)
def test_what_no_contact_can_be_is_refused(
    session: Session, changed: dict[str, Any], error: type[Exception]
) -> None:
    """Nor can somebody own it who is not in the group."""
    with pytest.raises(error):
        knows(session, **{"owner": "K-02", **changed})
    assert contacts.contacts(session) == ()


def test_a_note_about_a_citizen_is_not_stored(session: Session) -> None:
    """The check sees it as it sees a consultation."""
    stored = knows(session, "K-02")
    revealing = as_written(stored, note="Kender Sofie Hansen fra 9.B.")
    assert isinstance(contacts.change_contact(session, "P-01", revealing, stored.version), NotAnonymous)
    assert isinstance(contacts.add_contact(session, revealing), NotAnonymous)
    assert contacts.contacts(session) == (stored,)


def test_a_new_number_is_checked_today_and_a_new_owner_says_nothing_of_the_number(
    session: Session, clock: Clock
) -> None:
    """Else a contact would look fresh because somebody left."""
    stored = knows(session, "K-02")
    clock.now = NOW + timedelta(days=200)
    given = change(session, stored, owner=MemberId("K-03"), introduced_on=session.today)
    assert (given.contact.owner, given.contact.checked_on) == ("K-03", NOW.date())
    rung = change(session, given, number="post@eksempel.invalid")
    assert rung.contact.checked_on == session.today


def test_old_numbers_wait_for_a_call_the_oldest_first(session: Session, clock: Clock) -> None:
    """From 180 days on; whoever rings says so with one key."""
    first, second = knows(session, "K-02"), knows(session, "K-03", "VISO")
    clock.now = NOW + timedelta(days=30)
    contacts.confirm_contact(session, second.contact.id, second.version)
    clock.now = NOW + timedelta(days=179)
    assert contacts.to_check(session) == ()
    clock.now = NOW + timedelta(days=210)
    assert [one.contact.id for one in contacts.to_check(session)] == ["P-01", "P-02"]
    confirmed = contacts.confirm_contact(session, first.contact.id, first.version)
    assert (confirmed.contact.checked_on, confirmed.checked_by) == (session.today, "K-01")
    assert [one.contact.id for one in contacts.to_check(session)] == ["P-02"]


def test_two_who_change_one_contact_are_told(unlocked: Unlock) -> None:
    """And whoever comes after it was removed."""
    stored = knows(unlocked("K-02"), "K-02")
    change(unlocked("K-03"), stored, number="114")
    late = unlocked("K-01")
    with pytest.raises(SavedByAnotherFirst):
        change(late, stored, number="112")
    for verb in (contacts.confirm_contact, contacts.remove_contact):
        with pytest.raises(SavedByAnotherFirst):
            verb(late, "P-01", stored.version)
    contacts.remove_contact(late, "P-01", 2)
    for verb in (contacts.confirm_contact, contacts.remove_contact):
        with pytest.raises(UnknownContact):
            verb(late, "P-01", 3)
    with pytest.raises(UnknownContact):
        change(late, stored)


def test_undo_gives_each_step_back(session: Session) -> None:
    """But for the note: what somebody took out of it is kept nowhere."""
    stored = knows(session, "K-02", note="Ring før kl. 11.")
    changed = change(session, stored, number="114", note="")
    confirmed = contacts.confirm_contact(session, "P-01", changed.version)
    contacts.remove_contact(session, "P-01", confirmed.version)
    assert undo.undo(session) == UndoDone("remove_contact", "P-01")
    assert contacts.contact(session, "P-01").contact == confirmed.contact
    assert undo.undo(session) == UndoDone("confirm_contact", "P-01")
    assert undo.undo(session) == UndoDone("change_contact", "P-01")
    undone = contacts.contact(session, "P-01")
    assert (undone.contact, undone.note) == (stored.contact, "")
    assert undo.undo(session) == UndoDone("add_contact", "P-01")
    assert contacts.contacts(session) == ()
    assert undo.redo(session) == UndoDone("add_contact", "P-01")
    assert contacts.contact(session, "P-01").contact == stored.contact


def test_a_contact_of_somebody_who_left_can_still_be_mended(session: Session) -> None:
    """Only a new owner must be there."""
    stored = knows(session, "K-03")
    describe(session, "K-03", leaves_on=date(2026, 11, 19))
    assert change(session, stored, number="114").contact.number == "114"
    with pytest.raises(UnknownMember):
        knows(session, "K-03", "VISO")

"""The page "if I am gone tomorrow": its owner's alone to write, with its day, through the check."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from nsk_tui.rules.anonymity.findings import Declaration, Stance
from nsk_tui.rules.directory import LivingNote
from nsk_tui.services import directory, living_note
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.services.errors import NoNote, NotAllowed, SavedByAnotherFirst, TextRefused
from nsk_tui.services.session import Session
from tests.conftest import NOW, Clock
from tests.published import audited

Unlock = Callable[[str], Session]
PAGE = "Nøglen til skab 2 ligger hos K-01.\nRing til krisecentret før kl. 11."


def written(session: Session, words: str = PAGE, version: int = 0) -> DirectoryEntry:
    """Write a page that passes the check."""
    outcome = living_note.set_note(session, words, version)
    assert isinstance(outcome, DirectoryEntry)
    return outcome


def test_a_page_is_read_by_all_with_the_day_on_which_it_was_written(unlocked: Unlock) -> None:
    """It is audited without a word of it; an auditor writes none."""
    written(unlocked("K-02"), f"  {PAGE}\n")
    found = directory.entry(unlocked("K-03"), "K-02")
    assert (found.person.note, found.note_version) == (LivingNote(PAGE, NOW.date()), 1)
    assert ("set_note", "K-02", "") in audited(unlocked("K-01"))
    with pytest.raises(NotAllowed):
        living_note.set_note(unlocked("R-01"), PAGE, 0)


def test_a_page_that_reveals_somebody_is_not_stored(session: Session) -> None:
    """A number in it is refused whatever the author says; an answered name of a place may stand."""
    number = living_note.set_note(session, "Ring til moderen på 12 34 56 78.", 0)
    assert isinstance(number, NotAnonymous)
    assert [one.field for one in number.findings] == ["note"]
    words = "Mappen hedder Metode og ligger fælles."
    asked = living_note.set_note(session, words, 0)
    assert isinstance(asked, NotAnonymous)
    (finding,) = (one.finding for one in asked.findings)
    assert directory.entry(session, "K-01").person.note is None
    stance = Stance("note", finding.start, finding.end, Declaration.ORDINARY_WORD)
    assert isinstance(living_note.set_note(session, words, 0, (stance,)), DirectoryEntry)
    declared = [
        purpose for act, subject, purpose in audited(session) if (act, subject) == ("declare", "K-01")
    ]
    assert len(declared) == 1
    assert "Metode" not in declared[0]
    again = living_note.set_note(session, words + "\nDen er ny.", 1)
    assert isinstance(again, DirectoryEntry)


@pytest.mark.parametrize("words", ["x" * 4001, "rød\x1b[31m", "om\u202evendt"])
def test_a_page_is_no_more_than_a_page_of_plain_text(session: Session, words: str) -> None:
    """What cannot be shown is not stored."""
    with pytest.raises(TextRefused):
        living_note.set_note(session, words, 0)


def test_what_was_taken_out_is_kept_nowhere(session: Session) -> None:
    """The page that stood before is in no table, and undo does not bring it back."""
    written(session, "Det gamle kodeord er kajakklub.")
    written(session, PAGE, 1)
    with session.database.reading() as reading:
        tables = reading.connection().execute(text("SELECT name FROM sqlite_master WHERE type='table'"))
        everything = [
            str(row)
            for table in tables.scalars()
            for row in reading.connection().execute(text(f'SELECT * FROM "{table}"')).all()
        ]
    assert not [row for row in everything if "kajakklub" in row]
    assert [row for row in everything if "skab 2" in row]


def test_two_windows_do_not_write_over_one_another(session: Session) -> None:
    """The second is told; an emptied page is none."""
    written(session)
    with pytest.raises(SavedByAnotherFirst):
        living_note.set_note(session, "En anden side.", 0)
    assert written(session, " ", 1).person.note is None


def test_a_page_that_is_still_true_gets_a_new_day(session: Session, clock: Clock) -> None:
    """Without one there is nothing to confirm."""
    with pytest.raises(NoNote):
        living_note.confirm_note(session, 0)
    written(session)
    clock.now = NOW + timedelta(days=200)
    confirmed = living_note.confirm_note(session, 1)
    assert confirmed.person.note == LivingNote(PAGE, date(2027, 6, 8))
    with pytest.raises(SavedByAnotherFirst):
        living_note.confirm_note(session, 1)

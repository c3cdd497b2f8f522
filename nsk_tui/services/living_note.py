"""The page "if I am gone tomorrow": written by its owner alone, read by all, true of a day."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.calendar import days_late
from nsk_tui.rules.directory import must_be_checked, note_is_too_long
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.directory import DirectoryEntry, entry
from nsk_tui.services.errors import NoNote, SavedByAnotherFirst, TextRefused
from nsk_tui.services.recording import note_declared
from nsk_tui.services.session import Session
from nsk_tui.services.worded import cleared_texts
from nsk_tui.store import directory as rows
from nsk_tui.store.change import change
from nsk_tui.store.errors import Missing, SavedByAnother


def days_overdue(session: Session) -> int:
    """Return how old one's own page is, in days, once it should be read again; else 0.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    note = entry(session, session.member).person.note
    if note is None or not must_be_checked(note.written_on, session.today):
        return 0
    return days_late(note.written_on, session.today)


def set_note(
    session: Session, text: str, note_version: int, stances: tuple[Stance, ...] = ()
) -> DirectoryEntry | NotAnonymous:
    """Replace one's own page; an empty text takes it away. What it said before is not kept.

    Errors
        NotAllowed. TextRefused: more than a page, or characters that may not be stored.
        SavedByAnotherFirst: it was saved from another window after it was read.
    """
    session.must(Act.WRITE_DIRECTORY)
    written = text.strip()
    if note_is_too_long(written):
        raise TextRefused(rows.NOTE)
    entry(session, session.member)
    with change(session.database, session.member, session.now) as writing:
        outcome = cleared_texts(writing.session, session, {rows.NOTE: written}, stances)
        if isinstance(outcome, NotAnonymous):
            return outcome
        try:
            rows.set_note(writing.session, session.member, outcome, session.today, note_version)
        except SavedByAnother:
            raise SavedByAnotherFirst(session.member) from None
        writing.audit("set_note", session.member)
        note_declared(writing, outcome, stances, session.member)
        writing.commit()
    return entry(session, session.member)


def confirm_note(session: Session, note_version: int) -> DirectoryEntry:
    """Say that one's own page is still true today.

    Errors
        NotAllowed. NoNote: there is none. SavedByAnotherFirst.
    """
    session.must(Act.WRITE_DIRECTORY)
    with change(session.database, session.member, session.now) as writing:
        try:
            rows.confirm_note(writing.session, session.member, session.today, note_version)
        except Missing:
            raise NoNote from None
        except SavedByAnother:
            raise SavedByAnotherFirst(session.member) from None
        writing.audit("confirm_note", session.member)
        writing.commit()
    return entry(session, session.member)

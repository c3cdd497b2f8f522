"""A thread says what it said when it was last changed, or it is not read."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import consultations, follow_ups, threads, undo, upkeep
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from nsk_tui.store import seals
from nsk_tui.vault.errors import DamagedStore
from tests.conftest import NOW
from tests.services.test_consultations import CLEAN, added

EDITS = {
    "an entry's text": "UPDATE entry SET text = text || ' '",
    "an entry's level": "UPDATE entry SET level = 'yellow'",
    "an entry moved": "UPDATE entry SET number = number + 5",
    "an entry taken back": "UPDATE entry SET withdrawn = 1 WHERE number = 1",
    "an earlier version": "UPDATE entry_version SET body = '{}'",
    "an earlier version gone": "DELETE FROM entry_version",
    "a thread's owner": "UPDATE thread SET owner = 'K-03'",
    "a thread closed": "UPDATE thread SET state = 'closed'",
    "a follow-up's day": "UPDATE follow_up SET due_on = '2030-01-01'",
    "a follow-up gone": "DELETE FROM follow_up",
    "a seal gone": "DELETE FROM seal",
    "a seal's line": "UPDATE seal SET line = line - 1",
}
"""What somebody with the data key, or an older page, might change."""


def lived(session: Session) -> Added:
    """Write a thread of two entries, one corrected, with a follow-up."""
    first = added(consultations.add(session, CLEAN))
    added(consultations.correct(session, first.id, 1, CLEAN))
    follow_ups.set_follow_up(session, first.thread, NOW.date(), "K-02")
    note = FollowUpNote(FollowUpResult.BETTER, ConcernLevel.ORANGE, NOW.date(), text="Det går bedre.")
    return added(follow_ups.note_follow_up(session, first.thread, note))


def edited(session: Session, statement: str) -> None:
    """Change rows without the program's verbs."""
    with session.database.writing() as writing:
        writing.connection().execute(text(statement))
        writing.commit()


def test_every_verb_leaves_a_seal_that_fits(session: Session) -> None:
    """Add, correct, follow up, close, reopen, undo, redo."""
    done = lived(session)
    verbs: tuple[Callable[[], object], ...] = (
        lambda: consultations.close_thread(session, done.thread),
        lambda: undo.undo(session),
        lambda: undo.redo(session),
        lambda: consultations.reopen_thread(session, done.thread),
        lambda: consultations.add_many(session, [CLEAN, CLEAN, CLEAN]),
    )
    for verb in verbs:
        verb()
        with session.database.reading() as reading:
            assert seals.faults(reading) == ()
    assert threads.open_thread(session, done.thread).entries


@pytest.mark.parametrize("edit", EDITS)
def test_a_thread_that_says_something_else_is_not_read(session: Session, edit: str) -> None:
    """Neither opened nor listed nor found, and ``verify`` names it; another thread still opens."""
    done = lived(session)
    other = added(consultations.add(session, CLEAN))
    statement = EDITS[edit]
    edited(session, statement + (" AND" if "WHERE" in statement else " WHERE") + only_first(statement))
    with pytest.raises(DamagedStore):
        threads.open_thread(session, done.thread)
    with pytest.raises(DamagedStore):
        threads.list_entries(session, EntryFilter())
    assert threads.open_thread(session, other.thread).entries
    tables = next(check for check in upkeep.verify(session.folder, session).checks if check.name == "tables")
    assert (tables.ok, tables.detail) == (False, "seal of thread 1")


def only_first(statement: str) -> str:
    """Return the condition that narrows an edit to the first thread."""
    for table, condition in (
        ("entry_version", "entry_key IN (SELECT key FROM entry WHERE thread_key = 1)"),
        ("thread SET", "key = 1"),
    ):
        if table in statement:
            return f" {condition}"
    return " thread_key = 1"


def test_an_older_seal_put_back_with_all_that_it_seals_shows_by_the_audit(session: Session) -> None:
    """Rows and mark of before a correction fit each other, but a later line tells of the correction."""
    done = added(consultations.add(session, CLEAN))
    kept = {name: rows_of(session, name) for name in ("thread", "entry", "seal", "follow_up")}
    added(consultations.correct(session, done.id, 1, CLEAN))
    edited(session, "DELETE FROM entry_version")
    for name, rows in kept.items():
        for row in rows:
            put_back(session, name, row)
    with session.database.reading() as reading:
        assert seals.faults(reading) == (1,)


def rows_of(session: Session, table: str) -> list[dict[str, object]]:
    """Return a table's rows."""
    with session.database.reading() as reading:
        return [dict(row) for row in reading.connection().execute(text(f"SELECT * FROM {table}")).mappings()]


def put_back(session: Session, table: str, row: dict[str, object]) -> None:
    """Put a row back as it was."""
    columns = ", ".join(f"{name} = :{name}" for name in row)
    key = "thread_key" if table == "seal" else "key"
    with session.database.writing() as writing:
        writing.connection().execute(text(f"UPDATE {table} SET {columns} WHERE {key} = :{key}"), row)
        writing.commit()

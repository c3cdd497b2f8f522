"""Looking the database over: both integrity checks, the identity, the audit chain."""

from sqlalchemy import text
from sqlmodel import Session

from nsk_tui.store import audit
from nsk_tui.store.engine import Database

_FAULTS_SHOWN = 5
_FIRST = f" LIMIT {_FAULTS_SHOWN:d}"
_AGREEMENTS = (
    (
        "entries of thread",
        "SELECT key FROM thread WHERE entries !="
        " (SELECT count(*) FROM entry WHERE thread_key = thread.key AND withdrawn = 0)",
    ),
    (
        "versions of entry",
        "SELECT entry.key FROM entry JOIN entry_version AS earlier ON earlier.entry_key = entry.key"
        " GROUP BY entry.key HAVING max(earlier.version) >= entry.version",
    ),
    (
        "corrections of thread",
        "SELECT key FROM thread WHERE"
        " (SELECT count(*) FROM audit WHERE subject = code_name AND act IN ('correct', 'redact'))"
        " > (SELECT sum(version - 1) FROM entry WHERE thread_key = thread.key)",
    ),
)
"""What an older page put back disturbs: its seal is good, and the tables alone do not contradict it."""

_NOT_INDEXED = (
    "SELECT (SELECT count(*) FROM entry WHERE withdrawn = 0"
    " AND key NOT IN (SELECT rowid FROM entry_search))"
    " + (SELECT count(*) FROM entry_search WHERE rowid NOT IN (SELECT key FROM entry WHERE withdrawn = 0))"
)
_NEWEST_THREADS = "SELECT code_name, entries FROM thread WHERE entries > 0 ORDER BY key DESC LIMIT 2000"
_FOUND_BY_NAME = "SELECT count(*) FROM entry_search WHERE entry_search MATCH :name"


def cipher_faults(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the encrypted pages; empty when nothing is."""
    with database.reading() as session:
        return _rows(session, "PRAGMA cipher_integrity_check")


def table_faults(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the tables, their indexes, what points to what, and what must agree."""
    with database.reading() as session:
        whole = tuple(line for line in _rows(session, "PRAGMA integrity_check") if line != "ok")
        disagreeing = tuple(
            f"{name} {row}" for name, query in _AGREEMENTS for row in _rows(session, query + _FIRST)
        )
        return whole + _rows(session, "PRAGMA foreign_key_check") + disagreeing


def search_faults(database: Database) -> tuple[str, ...]:
    """Return how many entries the search cannot find or should not, as one line; empty for none.

    The newest threads are looked for by their names: an index of which a page is older knows
    every entry, and yet does not find it.
    """
    with database.reading() as session:
        wrong = session.connection().execute(text(_NOT_INDEXED)).scalar_one()
        wrong += sum(
            not _is_found(session, *row) for row in session.connection().execute(text(_NEWEST_THREADS))
        )
    return (str(wrong),) if wrong else ()


def _is_found(session: Session, code_name: str, entries: int) -> bool:
    name = f'code_name : "{code_name}"'
    return int(session.connection().execute(text(_FOUND_BY_NAME), {"name": name}).scalar_one()) >= entries


def chain_fault(database: Database) -> int | None:
    """Return the number of the first audit line that does not fit; None when all do."""
    with database.reading() as session:
        return audit.first_broken(session)


def audit_lines(database: Database) -> int:
    """Return how many lines the audit has."""
    with database.reading() as session:
        return audit.count(session)


def _rows(session: Session, pragma: str) -> tuple[str, ...]:
    found = session.connection().exec_driver_sql(pragma).fetchmany(_FAULTS_SHOWN)
    return tuple(str(row[0]) for row in found)

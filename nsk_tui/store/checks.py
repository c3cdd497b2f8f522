"""Looking the database over: both integrity checks, the identity, the audit chain."""

import re

from sqlalchemy import text
from sqlmodel import Session

from nsk_tui.store import audit, seals, table_seals
from nsk_tui.store.engine import Database

_FAULTS_SHOWN = 5
_NOT_INDEXED = (
    "SELECT (SELECT count(*) FROM entry WHERE withdrawn = 0"
    " AND key NOT IN (SELECT rowid FROM entry_search))"
    " + (SELECT count(*) FROM entry_search WHERE rowid NOT IN (SELECT key FROM entry WHERE withdrawn = 0))"
)
_NEWEST_THREADS = "SELECT code_name, entries FROM thread WHERE entries > 0 ORDER BY key DESC LIMIT 2000"
_NEWEST_ENTRIES = (
    "SELECT key, text FROM entry WHERE withdrawn = 0"
    " ORDER BY coalesce(changed_at, created_at) DESC LIMIT 1000"
)
_FOUND_BY_WORD = "SELECT count(*) FROM entry_search WHERE entry_search MATCH :word AND rowid = :key"
_WORDS_EACH = 5
_WORD = re.compile(r"[^\W\d_]{3,}")
_FOUND_BY_NAME = "SELECT count(*) FROM entry_search WHERE entry_search MATCH :name"


def cipher_faults(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the encrypted pages; empty when nothing is."""
    with database.reading() as session:
        return _rows(session, "PRAGMA cipher_integrity_check")


def table_faults(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the tables, their indexes, what points to what, and the seals."""
    with database.reading() as session:
        whole = tuple(line for line in _rows(session, "PRAGMA integrity_check") if line != "ok")
        unsealed = tuple(f"seal of thread {key}" for key in seals.faults(session)[:_FAULTS_SHOWN])
        older = tuple(
            f"seal of table {name}".rstrip() for name in table_seals.faults(session)[:_FAULTS_SHOWN]
        )
        return whole + _rows(session, "PRAGMA foreign_key_check") + unsealed + older


def search_faults(database: Database) -> tuple[str, ...]:
    """Return how many entries the search cannot find or should not, as one line; empty for none.

    The newest are looked for by their names and some of their words: an index of which a page
    is older knows every entry, and yet does not find it.
    """
    with database.reading() as session:
        connection = session.connection()
        wrong = connection.execute(text(_NOT_INDEXED)).scalar_one()
        wrong += sum(not _is_found(session, *row) for row in connection.execute(text(_NEWEST_THREADS)).all())
        wrong += sum(not _has_words(session, *row) for row in connection.execute(text(_NEWEST_ENTRIES)).all())
    return (str(wrong),) if wrong else ()


def _is_found(session: Session, code_name: str, entries: int) -> bool:
    name = f'code_name : "{code_name}"'
    return int(session.connection().execute(text(_FOUND_BY_NAME), {"name": name}).scalar_one()) >= entries


def _has_words(session: Session, key: int, body: str) -> bool:
    words = sorted(set(_WORD.findall(body)), key=lambda word: (-len(word), word))[:_WORDS_EACH]
    return all(
        session.connection()
        .execute(text(_FOUND_BY_WORD), {"word": f'text : "{word}"', "key": key})
        .scalar_one()
        for word in words
    )


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

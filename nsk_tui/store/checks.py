"""Looking the database over: both integrity checks, the identity, the audit chain."""

from sqlalchemy import text
from sqlmodel import Session

from nsk_tui.store import audit
from nsk_tui.store.engine import Database

_FAULTS_SHOWN = 5


def cipher_faults(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the encrypted pages; empty when nothing is."""
    with database.reading() as session:
        return _rows(session, "PRAGMA cipher_integrity_check")


def table_faults(database: Database) -> tuple[str, ...]:
    """Return what is wrong with the tables, their indexes and what points to what."""
    with database.reading() as session:
        whole = tuple(line for line in _rows(session, "PRAGMA integrity_check") if line != "ok")
        return whole + _rows(session, "PRAGMA foreign_key_check")


def search_faults(database: Database) -> tuple[str, ...]:
    """Return how many entries the search cannot find, as one line; empty when it knows all."""
    query = "SELECT count(*) FROM entry WHERE withdrawn = 0 AND key NOT IN (SELECT rowid FROM entry_search)"
    with database.reading() as session:
        missing = session.connection().execute(text(query)).scalar_one()
    return (str(missing),) if missing else ()


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

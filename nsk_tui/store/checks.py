"""Looking the database over: both integrity checks, the identity, the audit chain."""

from sqlmodel import Session

from nsk_tui.store import audit, seals, search_check, table_seals
from nsk_tui.store.engine import Database

_FAULTS_SHOWN = 5


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
    """Return how many entries the search finds otherwise than it should, as one line; empty for none."""
    with database.reading() as session:
        wrong = search_check.wrong_entries(session)
    return (str(len(wrong)),) if wrong else ()


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

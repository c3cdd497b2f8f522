"""A keyed mark over every table, renewed by every change whoever makes it, and held against it.

A page of an older copy opens with a good seal (``seals`` says why). Threads have marks of their
own, which are held whenever one is read; this covers all the rest, and whether a thread is there
at all. The mark of a table is a sum over its rows, so that a change costs what it changes; one
row names the newest audit line and marks all sums, so that an older sum put back shows too.

The database itself tells what changes, by triggers that live and die with a connection: SQL that
passes the mapper by cannot be forgotten, nor a table that is added later.

Source
    docs/format/store-v1.md, section "Seal of the tables"
"""

import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlmodel import Session

from nsk_tui.store.seals import writing_of
from nsk_tui.vault.errors import DamagedStore

EXEMPT = {
    "audit": "a chain of its own, whose end stands beside the database and on paper",
    "table_seal": "holds the marks; its first row is the mark over them",
    "alembic_version": "written by migrations alone; the version that counts stands in the file's head",
}
"""Tables without a mark here, and why."""

ROWS_AT_OPENING_MAX = 2000
"""Of how many rows a table is held against its mark at every opening; larger ones by ``nsk verify``."""

HELD_WHEN_READ = frozenset({"thread", "entry", "entry_version", "follow_up", "seal"})
"""Tables of which each thread's part has a mark of its own: not looked at when a store is opened."""

WHOLE = ""
_ROW_LABEL = b"nsk_tui/store/v1/row_seal"
_WHOLE_LABEL = b"nsk_tui/store/v1/table_seal"
_SUM_BYTES = 32
_SUMS_END = 1 << _SUM_BYTES * 8
_STATE = "nsk_table_seals"
_NOTE = "nsk_note"
_PUT = (
    "INSERT INTO table_seal (name, line, count, mark) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (name) DO UPDATE SET line = excluded.line, count = excluded.count, mark = excluded.mark"
)


@dataclass(frozen=True)
class _Sum:
    """What the rows of a table add up to, and the audit line of its last change."""

    line: int = 0
    count: int = 0
    total: int = 0

    def and_one(self, line: int, sign: int, mark: bytes) -> "_Sum":
        total = (self.total + sign * int.from_bytes(mark, "big")) % _SUMS_END
        return _Sum(line, self.count + sign, total)

    @property
    def mark(self) -> bytes:
        return self.total.to_bytes(_SUM_BYTES, "big")

    def says_the_same(self, other: "_Sum") -> bool:
        return self.count == other.count and hmac.compare_digest(self.mark, other.mark)


@dataclass
class _Noted:
    """What a transaction did: rows that it wrote (1) and took away (-1), as they are marked; audit lines."""

    rows: list[tuple[int, str, bytes]] = field(default_factory=list, repr=False)
    lines: int = 0

    def take(self, sign: int, name: str, *values: object) -> None:
        if sign:
            self.rows.append((sign, name, _message(name, values)))
        else:
            self.lines += 1

    def forget(self) -> None:
        self.rows.clear()
        self.lines = 0


def watch(engine: Engine) -> None:
    """Renew the marks with every commit of an engine whose writers call ``begin``."""
    event.listen(engine, "commit", _renew)
    event.listen(engine, "rollback", _forget)


def begin(connection: Connection) -> None:
    """Note from now on what a transaction changes; before a migration there is nothing to note it in.

    Called before the transaction has begun: one that is rolled back would take the triggers along.
    """
    if _STATE in connection.info:
        _forget(connection)
        return
    driver = connection.connection.dbapi_connection
    if driver is None or "table_seal" not in all_tables(connection):
        return
    noted = _Noted()
    driver.create_function(_NOTE, -1, noted.take)
    for statement in _triggers(connection):
        connection.exec_driver_sql(statement)
    connection.info[_STATE] = noted


def stand_aside(session: Session) -> None:
    """Note nothing more on a connection while a migration changes the tables under the triggers."""
    connection = session.connection()
    if connection.info.pop(_STATE, None) is None:
        return
    query = "SELECT name FROM temp.sqlite_master WHERE type = 'trigger'"
    for name in connection.exec_driver_sql(query).scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER temp."{name}"')


def renew_all(session: Session, but: Collection[str]) -> None:
    """Mark every table anew, after a migration has changed them.

    ``but`` are those that did not say what they should before it: their marks go on showing it.
    """
    connection = session.connection()
    key, stored = _chain_key(connection), _stored(connection)
    if key is None or WHOLE in but:
        return
    names, line = _tables(connection), _line(connection)
    for name in stored.keys() - {*names, WHOLE}:
        connection.exec_driver_sql("DELETE FROM table_seal WHERE name = ?", (name,))
    kept = {name: stored.get(name, _Sum()) for name in but if name in names}
    made = {name: _added_up(connection, key, name, line) for name in names if name not in kept}
    _put(connection, line, made)
    _put_whole(connection, key, line, made | kept)


def faults(session: Session, rows_max: int | None = None) -> tuple[str, ...]:
    """Return the names of tables that say something else than when they were last changed.

    Shape
        ``WHOLE`` stands for the marks themselves. ``rows_max`` None holds every table against its mark.
    """
    connection = session.connection()
    key, stored = _chain_key(connection), _stored(connection)
    if key is None or not _whole_fits(key, _line(connection), stored):
        return (WHOLE,)
    names = _tables(connection)
    held = (name for name in names if rows_max is None or _is_held(name, stored, rows_max))
    wrong = [name for name in held if not _fits(connection, key, name, stored.get(name, _Sum()))]
    return (*wrong, *sorted(stored.keys() - {*names, WHOLE}))


def check(session: Session) -> None:
    """Refuse a store of which a table that everything rests upon is older than it should be.

    Errors
        DamagedStore
    """
    if faults(session, ROWS_AT_OPENING_MAX):
        raise DamagedStore("table")


def covered(session: Session) -> tuple[str, ...]:
    """Return the names of the tables that have a mark here."""
    return tuple(_tables(session.connection()))


def is_there(session: Session) -> bool:
    """Return whether the tables are of a version that has marks."""
    return "table_seal" in all_tables(session.connection())


def _is_held(name: str, stored: dict[str, _Sum], rows_max: int) -> bool:
    return name not in HELD_WHEN_READ and stored.get(name, _Sum()).count <= rows_max


def _fits(connection: Connection, key: bytes, name: str, stored: _Sum) -> bool:
    return _added_up(connection, key, name).says_the_same(stored)


def _whole_fits(key: bytes, line: int, stored: dict[str, _Sum]) -> bool:
    whole = stored.get(WHOLE)
    if whole is None or whole.line != line:
        return False
    return hmac.compare_digest(whole.mark, _mark_of_all(key, line, stored))


def _renew(connection: Connection) -> None:
    noted: _Noted | None = connection.info.get(_STATE)
    key = _chain_key(connection) if noted is not None and (noted.rows or noted.lines) else None
    if noted is None or key is None:
        return
    line, stored = _line(connection), _stored(connection)
    is_first = not stored and line == noted.lines
    fits = is_first or _whole_fits(key, line - noted.lines, stored)
    changed: dict[str, _Sum] = {}
    for sign, name, message in noted.rows:
        before = changed.get(name) or stored.get(name, _Sum())
        changed[name] = before.and_one(line, sign, hmac.digest(key, message, sha256))
    _put(connection, line, changed)
    # A mark that did not fit before this is evidence: no later change may mend it.
    if fits:
        _put_whole(connection, key, line, stored | changed)
    noted.forget()


def _forget(connection: Connection) -> None:
    noted: _Noted | None = connection.info.get(_STATE)
    if noted is not None:
        noted.forget()


def _put(connection: Connection, line: int, sums: dict[str, _Sum]) -> None:
    for name, one in sums.items():
        connection.exec_driver_sql(_PUT, (name, line, one.count, one.mark))


def _put_whole(connection: Connection, key: bytes, line: int, sums: dict[str, _Sum]) -> None:
    connection.exec_driver_sql(_PUT, (WHOLE, line, 0, _mark_of_all(key, line, sums)))


def _mark_of_all(key: bytes, line: int, sums: dict[str, _Sum]) -> bytes:
    names = sorted((name for name in sums if name != WHOLE), key=str.encode)
    told = [part for name in names for part in (name, sums[name].line, sums[name].count, sums[name].mark)]
    return hmac.digest(key, _WHOLE_LABEL + b"".join(map(writing_of, (line, *told))), sha256)


def _added_up(connection: Connection, key: bytes, name: str, line: int = 0) -> _Sum:
    found = _Sum(line)
    for row in connection.exec_driver_sql(f'SELECT * FROM main."{name}"'):
        found = found.and_one(line, 1, hmac.digest(key, _message(name, row), sha256))
    return found


def _message(name: str, values: Iterable[object]) -> bytes:
    return _ROW_LABEL + writing_of(name) + b"".join(map(writing_of, values))


def _stored(connection: Connection) -> dict[str, _Sum]:
    rows = connection.exec_driver_sql("SELECT name, line, count, mark FROM table_seal")
    return {name: _Sum(line, count, int.from_bytes(mark, "big")) for name, line, count, mark in rows}


def _line(connection: Connection) -> int:
    return connection.exec_driver_sql("SELECT max(number) FROM audit").scalar() or 0


def _chain_key(connection: Connection) -> bytes | None:
    return connection.exec_driver_sql("SELECT chain_key FROM identity").scalar()


def all_tables(connection: Connection) -> list[str]:
    """Return the names of the tables in the file, without those that the search index is made of."""
    rows = connection.exec_driver_sql("PRAGMA table_list").all()
    own = (row for row in rows if row[0] == "main" and row[2] == "table")
    return sorted(row[1] for row in own if not row[1].startswith("sqlite_"))


def _tables(connection: Connection) -> list[str]:
    return [name for name in all_tables(connection) if name not in EXEMPT]


def _triggers(connection: Connection) -> list[str]:
    # Of a row that another takes the place of (REPLACE), SQLite tells only with this.
    found = ["PRAGMA recursive_triggers=ON", _trigger("audit", "INSERT", f"SELECT {_NOTE}(0, 'audit');")]
    for name in _tables(connection):
        columns = [row[1] for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')]
        new, old = (", ".join(f'{which}."{column}"' for column in columns) for which in ("NEW", "OLD"))
        gone, come = f"SELECT {_NOTE}(-1, '{name}', {old});", f"SELECT {_NOTE}(1, '{name}', {new});"
        found += (
            _trigger(name, "INSERT", come),
            _trigger(name, "DELETE", gone),
            _trigger(name, "UPDATE", gone + come),
        )
    return found


def _trigger(table: str, what: str, told: str) -> str:
    name = f'"nsk_{what}_{table}"'
    return f'CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {what} ON main."{table}" BEGIN {told} END'

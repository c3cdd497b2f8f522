"""What a store says, all of it, as its members can read it: to hold against what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text

from nsk_tui.rules.lists import EntryFilter, ListFilter, Sort, View
from nsk_tui.services import drafts, members, threads
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from nsk_tui.store.engine import Reading

BLOCK = 200
SEARCH_TABLE, OTHERWISE_HEARD = "entry_search", ("audit", "table_seal")
_ALL = "SELECT rowid, {} FROM {}"


@dataclass(frozen=True)
class Said:
    """Everything that a store says, as names and values; a name is one thing that can be asked for."""

    values: dict[str, str] = field(repr=False)


def hear(session: Session, searches: Iterable[str] = ()) -> Said:
    """Ask a session for everything: audit, entries, lines, members, search, drafts.

    The audit comes first and without its last line, which is that of this session's opening.
    """
    with session.database.reading() as reading:
        lines = audit.lines(reading, 0, audit.count(reading) - 1)
    audited = {f"audit {one.number}": repr(one) for one in lines}
    entries = {f"entry {one.id}": repr(one) for one in threads.list_entries(session, EntryFilter())}
    who = {
        f"member {one.id}": f"{one.name} {one.role} {one.standing} {one.department} {one.key_words}"
        for one in members.list_members(session)
    }
    found = {f"search {words}": _found(session, words) for words in searches}
    own = {f"draft {one.id}": repr(drafts.load_draft(session, one.id)) for one in drafts.drafts(session)}
    place = {"place": f"{session.network} {session.municipality} {session.departments}"}
    return Said({**audited, **entries, **_lines(session), **who, **found, **own, **place})


def rows(session: Session) -> Said:
    """Return every row of every table, but for what opening the store has just changed.

    More than anybody is shown: settings, tasks, acts, seals. The audit is heard line by line,
    what SQLite keeps for the search is asked by searching, and the marks of tables tell of every opening.
    """
    found: dict[str, str] = {}
    with session.database.reading() as reading:
        for table, columns in sorted(_tables(reading).items()):
            for number, *row in reading.connection().exec_driver_sql(_ALL.format(columns, table)):
                found[f"row {table} {number}"] = repr(row)
    return Said(found)


def _tables(reading: Reading) -> dict[str, str]:
    """Return the tables of rows, each with the columns that an opening leaves as they are."""
    connection = reading.connection()
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    own = [
        name
        for name in names
        if not name.startswith(("sqlite_", SEARCH_TABLE)) and name not in OTHERWISE_HEARD
    ]
    columns = {
        name: [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")] for name in own
    }
    return {
        name: ", ".join(f'"{one}"' for one in found if one != "last_seen") for name, found in columns.items()
    }


def ids(session: Session) -> set[str]:
    """Return the ids of every consultation that stands; writes no audit line."""
    with session.database.reading() as reading:
        return set(reading.connection().execute(text("SELECT id FROM entry WHERE withdrawn = 0")).scalars())


def database_of(folder: Path) -> Path:
    """Return the one database file of a store."""
    (path,) = folder.glob("store-*.db")
    return path


def _found(session: Session, words: str) -> str:
    return " ".join(sorted(hit.entry.id for hit in threads.search(session, words)))


def _lines(session: Session) -> dict[str, str]:
    keys = threads.thread_keys(session, ListFilter(View.ALL, Sort.NEWEST)).keys
    blocks = [threads.lines(session, keys[at : at + BLOCK]) for at in range(0, len(keys), BLOCK)]
    return {f"line {one.code_name}": repr(one) for block in blocks for one in block}

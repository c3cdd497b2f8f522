"""What a store says, all of it, as its members can read it: to hold against what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from nsk_tui.rules.lists import EntryFilter, ListFilter, Sort, View
from nsk_tui.services import drafts, members, threads
from nsk_tui.services.session import Session
from nsk_tui.store import audit

BLOCK = 200


@dataclass(frozen=True)
class Said:
    """Everything that a store says, as names and values; a name is one thing that can be asked for."""

    values: dict[str, str] = field(repr=False)

    def missing(self, earlier: "Said") -> set[str]:
        """Return what was said before and is not said now."""
        return set(earlier.values) - set(self.values)

    def other(self, earlier: "Said") -> set[str]:
        """Return what is said otherwise than before."""
        return {name for name, value in earlier.values.items() if self.values.get(name, value) != value}


def hear(session: Session, searches: Iterable[str] = (), audit_lines: int = 0) -> Said:
    """Ask a session for everything: entries, lines, threads opened, members, audit, search, drafts."""
    entries = {f"entry {one.id}": repr(one) for one in threads.list_entries(session, EntryFilter())}
    keys = threads.thread_keys(session, ListFilter(View.ALL, Sort.NEWEST)).keys
    blocks = [threads.lines(session, keys[at : at + BLOCK]) for at in range(0, len(keys), BLOCK)]
    lines = {f"line {one.code_name}": repr(one) for block in blocks for one in block}
    who = {
        f"member {one.id}": f"{one.name} {one.role} {one.department} {one.key_words}"
        for one in members.list_members(session)
    }
    found = {f"search {words}": _found(session, words) for words in searches}
    with session.database.reading() as reading:
        audited = {f"audit {one.number}": repr(one) for one in audit.lines(reading, 0, audit_lines)}
    own = {f"draft {one.id}": repr(drafts.load_draft(session, one.id)) for one in drafts.drafts(session)}
    place = {"place": f"{session.network} {session.municipality} {session.departments}"}
    return Said({**entries, **lines, **who, **found, **audited, **own, **place})


def ids(session: Session) -> set[str]:
    """Return the ids of every consultation that the store lists."""
    return {one.id for one in threads.list_entries(session, EntryFilter())}


def database_of(folder: Path) -> Path:
    """Return the one database file of a store."""
    (path,) = folder.glob("store-*.db")
    return path


def _found(session: Session, words: str) -> str:
    return " ".join(sorted(hit.entry.id for hit in threads.search(session, words)))

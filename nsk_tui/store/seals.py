"""A keyed mark over all that a thread says, renewed by every change and held against it.

SQLCipher seals each page, but not its age: a page of an older copy put back opens with a good
seal. What it says is then older than it should be, and where a text goes over several pages a
mixture that nobody ever wrote. The mark names the audit line of the last change, so that an
older mark put back together with what it marks shows too.

Source
    docs/format/store-v1.md, section "Seal of a thread"
"""

import hmac
from collections.abc import Collection, Iterable, Iterator
from hashlib import sha256

from sqlalchemy import event
from sqlalchemy.orm import UOWTransaction
from sqlmodel import Session, col, select

from nsk_tui.store import identity
from nsk_tui.store.tables import EntryRow, EntryVersionRow, FollowUpRow, ThreadRow
from nsk_tui.vault.errors import DamagedStore

_LABEL = b"nsk_tui/store/v1/thread_seal"
_PAGE = 1000
_GAP = 8
_PARTS = (
    ("thread", "SELECT key, thread.* FROM thread WHERE key BETWEEN ? AND ? ORDER BY key"),
    ("entry", "SELECT thread_key, entry.* FROM entry WHERE thread_key BETWEEN ? AND ? ORDER BY key"),
    (
        "entry_version",
        "SELECT entry.thread_key, entry_version.* FROM entry_version JOIN entry ON entry.key = entry_key"
        " WHERE entry.thread_key BETWEEN ? AND ? ORDER BY entry_key, entry_version.version",
    ),
    (
        "follow_up",
        "SELECT thread_key, follow_up.* FROM follow_up WHERE thread_key BETWEEN ? AND ? ORDER BY id",
    ),
)
_CHANGING = (
    *("add", "follow_up", "correct", "redact", "close", "ask_to_close"),
    *("reopen", "undo", "redo", "set_follow_up", "take_over"),
)
"""Acts after which a thread says something else."""

_LATER = (
    "SELECT thread.key FROM thread JOIN seal ON seal.thread_key = thread.key"
    " WHERE thread.key BETWEEN ? AND ? AND EXISTS (SELECT 1 FROM audit WHERE subject = code_name"
    f" AND act IN {_CHANGING!r} AND number > seal.line)"
)
_RENEW = (
    "INSERT INTO seal (thread_key, line, mark) VALUES (?, ?, ?)"
    " ON CONFLICT (thread_key) DO UPDATE SET line = excluded.line, mark = excluded.mark"
)


class Touched:
    """Which threads a session has written to, by the rows that it flushed."""

    def __init__(self, session: Session) -> None:
        """Listen to a session from now on."""
        self._session = session
        self._threads: set[int] = set()
        self._entries: set[int] = set()
        event.listen(session, "after_flush", self._note)

    def add(self, threads: Iterable[int]) -> None:
        """Take threads in whose rows the session did not flush itself."""
        self._threads.update(threads)

    def threads(self) -> set[int]:
        """Return the keys of the threads."""
        rows = [self._session.get(EntryRow, key) for key in self._entries]
        return self._threads | {row.thread_key for row in rows if row is not None}

    def _note(self, session: Session, _context: UOWTransaction) -> None:
        for row in (*session.new, *session.dirty, *session.deleted):
            if isinstance(row, ThreadRow) and row.key is not None:
                self._threads.add(row.key)
            elif isinstance(row, EntryRow | FollowUpRow):
                self._threads.add(row.thread_key)
            elif isinstance(row, EntryVersionRow):
                self._entries.add(row.entry_key)


def renew(session: Session, threads: Iterable[int], line: int) -> None:
    """Seal some threads as they stand, with the number of the audit line that tells of the change."""
    lines = dict.fromkeys(sorted(threads), line)
    if lines:
        _seal(session, identity.chain_key(session), lines)


def renew_all(session: Session, but: Collection[int]) -> None:
    """Seal every thread anew, after a migration has changed the columns that are sealed.

    ``but`` are those whose seals did not fit before it: theirs stay, and go on showing it.
    """
    query = "SELECT thread_key, line FROM seal ORDER BY thread_key"
    sealed = session.connection().exec_driver_sql(query).all()
    _seal(
        session, identity.chain_key(session), {thread: line for thread, line in sealed if thread not in but}
    )


def _seal(session: Session, key: bytes, lines: dict[int, int]) -> None:
    """Seal threads, each with its audit line; those that stand beside each other at once."""
    pages = (
        (start, min(start + _PAGE - 1, last))
        for first, last in _runs(list(lines))
        for start in range(first, last + 1, _PAGE)
    )
    for first, last in pages:
        made = _marks(session, key, first, last, lines)
        marks = [(thread, lines[thread], mark) for thread, mark in made if thread in lines]
        if marks:
            session.connection().exec_driver_sql(_RENEW, marks)


def check(session: Session, code_names: Iterable[str]) -> None:
    """Refuse threads that do not say what they said when they were last changed.

    Errors
        DamagedStore: of many threads, also when another one than these is the damaged one.
    """
    names = sorted(set(code_names))
    if len(names) > _PAGE:
        wrong: tuple[int, ...] = faults(session)
    else:
        query = select(ThreadRow.key).where(col(ThreadRow.code_name).in_(names)).order_by(col(ThreadRow.key))
        keys = [key for key in session.exec(query) if key is not None]
        wrong = tuple(key for first, last in _runs(keys) for key in faults(session, first, last))
    if wrong:
        raise DamagedStore("thread")


def _runs(keys: list[int]) -> Iterator[tuple[int, int]]:
    """Return keys as runs that are read at once, small gaps included."""
    first = last = None
    for key in keys:
        if first is None or last is None or key - last > _GAP:
            if first is not None and last is not None:
                yield first, last
            first = key
        last = key
    if first is not None and last is not None:
        yield first, last


def faults(session: Session, first: int | None = None, last: int | None = None) -> tuple[int, ...]:
    """Return the keys of threads whose seal does not fit; ``first`` and ``last`` None take all."""
    bounds = session.connection().exec_driver_sql("SELECT min(key), max(key) FROM thread").one()
    lowest, highest = first or bounds[0] or 1, last or bounds[1] or 0
    found: list[int] = []
    for start in range(lowest, highest + 1, _PAGE):
        found += _faults_between(session, start, min(start + _PAGE - 1, highest))
    return tuple(found)


def _faults_between(session: Session, first: int, last: int) -> list[int]:
    connection, key = session.connection(), identity.chain_key(session)
    rows = connection.exec_driver_sql("SELECT * FROM seal WHERE thread_key BETWEEN ? AND ?", (first, last))
    sealed = {thread: (line, mark) for thread, line, mark in rows}
    lines = {thread: line for thread, (line, _mark) in sealed.items()}
    made = dict(_marks(session, key, first, last, lines))
    wrong = {thread for thread, mark in made.items() if not _fits(mark, sealed.get(thread))}
    later = connection.exec_driver_sql(_LATER, (first, last)).scalars()
    return sorted(wrong | set(later) | (sealed.keys() - made.keys()))


def _fits(mark: bytes, seal: tuple[int, bytes] | None) -> bool:
    return seal is not None and hmac.compare_digest(mark, seal[1])


def _marks(
    session: Session, key: bytes, first: int, last: int, lines: dict[int, int]
) -> Iterator[tuple[int, bytes]]:
    connection = session.connection()
    open_marks: dict[int, hmac.HMAC] = {}
    for name, query in _PARTS:
        for thread, *values in connection.exec_driver_sql(query, (first, last)):
            mark = open_marks.setdefault(thread, hmac.new(key, _LABEL, sha256))
            mark.update(writing_of(name) + b"".join(writing_of(value) for value in values))
    for thread, mark in open_marks.items():
        mark.update(writing_of(lines.get(thread, 0)))
        yield thread, mark.digest()


def writing_of(value: object) -> bytes:
    """Return the one writing of a value: its kind, its length, its bytes."""
    if value is None:
        return b"n"
    if isinstance(value, bytes):
        return b"b" + len(value).to_bytes(4, "big") + value
    data = str(value).encode("utf-8", "surrogatepass")
    return (b"i" if isinstance(value, int) else b"t") + len(data).to_bytes(4, "big") + data

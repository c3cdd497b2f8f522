"""Whether the search finds exactly what the texts hold: the index made again beside it, and compared.

An index of which a page is older knows every entry, and yet does not find it, or finds it by a word
that it no longer has. It keeps no copy of the text, so nothing less than making it again can tell.
"""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from nsk_tui.store import search
from nsk_tui.store.entries import to_record
from nsk_tui.store.tables import EntryRow, ThreadRow

KEYS_EACH = 10_000
"""How many entries are compared at a time: their index takes some 30 MB of memory."""

_BEYOND = 2**62
_DEFINITION = "SELECT sql FROM main.sqlite_master WHERE name = 'entry_search'"
_AGAIN = "entry_search_again"
_TERMS = "CREATE VIRTUAL TABLE temp.{}_terms USING fts5vocab({}, {}, instance)"
_BETWEEN = "SELECT term, doc, col, offset FROM temp.{}_terms WHERE doc BETWEEN ?1 AND ?2"
_STANDING, _MADE = _BETWEEN.format("entry_search"), _BETWEEN.format(_AGAIN)
_OTHERWISE = (
    f"SELECT doc FROM ({_STANDING} EXCEPT {_MADE}) UNION SELECT doc FROM ({_MADE} EXCEPT {_STANDING})"
)
_ROWS = "CREATE VIRTUAL TABLE temp.entry_search_rows USING fts5vocab(main, entry_search, row)"
_ASTRAY = (
    "SELECT walked.term FROM temp.entry_search_rows AS walked"
    " LEFT JOIN temp.entry_search_rows AS sought ON sought.term = walked.term"
    " WHERE sought.cnt IS NOT walked.cnt OR sought.doc IS NOT walked.doc"
)
_NOT_REACHED = f"SELECT DISTINCT doc FROM temp.entry_search_terms WHERE +term IN ({_ASTRAY})"


def wrong_entries(session: Session) -> set[int]:
    """Return the keys of entries that the search finds otherwise than by the words they hold.

    The order in which it lists them is not held: that rests upon how long each text is.
    """
    run = session.connection().exec_driver_sql
    definition = str(run(_DEFINITION).scalar_one())
    run(_TERMS.format("entry_search", "main", "entry_search"))
    found = _not_reached(session)
    for first, last in _parts(session):
        run(definition.replace("entry_search", f"temp.{_AGAIN}", 1))
        run(_TERMS.format(_AGAIN, "temp", _AGAIN))
        search.put_new(session, _lines(session, first, last), f"temp.{_AGAIN}")
        found.update(run(_OTHERWISE, (first, last)).scalars())
        run(f"DROP TABLE temp.{_AGAIN}_terms")
        run(f"DROP TABLE temp.{_AGAIN}")
    run("DROP TABLE temp.entry_search_terms")
    return found


def _not_reached(session: Session) -> set[int]:
    """Return the keys of entries whose words stand in the index, and are missed on the way to them.

    A search goes by the table that says which leaf a word is on. Walking from leaf to leaf, as the
    comparison does, never asks it, and SQLite's own check does not miss its last rows.
    """
    run = session.connection().exec_driver_sql
    run(_ROWS)
    found = set(run(_NOT_REACHED).scalars())
    run("DROP TABLE temp.entry_search_rows")
    return found


def _parts(session: Session) -> Iterator[tuple[int, int]]:
    """Return the bounds of the parts; they leave no number out, since the index may hold any."""
    highest = session.connection().exec_driver_sql("SELECT max(key) FROM entry").scalar() or 0
    starts = [-_BEYOND, *range(KEYS_EACH, highest, KEYS_EACH)]
    yield from zip(starts, [*(start - 1 for start in starts[1:]), _BEYOND], strict=True)


def _lines(session: Session, first: int, last: int) -> list[dict[str, object]]:
    query = (
        select(EntryRow, ThreadRow.code_name)
        .join(ThreadRow, col(ThreadRow.key) == col(EntryRow.thread_key))
        .where(col(EntryRow.withdrawn) == 0, col(EntryRow.key).between(first, last))
        .order_by(col(EntryRow.key))
        .execution_options(yield_per=1000)
    )
    return [_line(row, code_name) for row, code_name in session.exec(query)]


def _line(row: EntryRow, code_name: str) -> dict[str, object]:
    entry = to_record(row, code_name)
    return search.line_of(row.key or 0, entry.thread, entry.area, entry.body)

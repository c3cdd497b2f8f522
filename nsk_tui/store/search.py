"""Full-text search over encrypted pages; the index keeps no copy of the text."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from nsk_tui.rules.consultations import Area, Consultation, NewConsultation, ThreadLine
from nsk_tui.store.entries import to_record
from nsk_tui.store.tables import EntryRow, ThreadRow
from nsk_tui.store.threads import to_line

HITS_MAX = 500
WORDS_MAX = 12
_WORD = re.compile(r"[^\W_]+")
_DELETE = text("DELETE FROM entry_search WHERE rowid = :key")
_INDEX = "entry_search"
_INSERT = (
    "INSERT INTO {} (rowid, code_name, words, text, advice, learned)"
    " VALUES (:key, :code_name, :words, :text, :advice, :learned)"
)
_MATCH = text(
    "SELECT entry.key FROM entry_search JOIN entry ON entry.key = entry_search.rowid"
    " WHERE entry_search MATCH :query AND entry.withdrawn = 0"
    " ORDER BY entry_search.rank, entry.key DESC LIMIT :limit"
)
_THREADS = text(
    "SELECT DISTINCT entry.thread_key FROM entry_search JOIN entry ON entry.key = entry_search.rowid"
    " WHERE entry_search MATCH :query AND entry.withdrawn = 0 ORDER BY entry.thread_key LIMIT :limit"
)
_THREADS_MAX = 200_000

CodesOf = Callable[[str], tuple[str, ...]]
"""Tells which codes a typed word may mean in the reader's language."""


@dataclass(frozen=True)
class Hit:
    """An entry that was found, and its thread."""

    entry: Consultation
    line: ThreadLine


def put(session: Session, key: int, entry: Consultation) -> None:
    """Make an entry findable by its code name, its coded words and its text."""
    remove(session, key)
    put_new(session, [line_of(key, entry.thread, entry.area, entry.body)])


def put_new(session: Session, lines: Sequence[Mapping[str, object]], index: str = _INDEX) -> None:
    """Make entries findable that are not in the index yet, or in one made beside it."""
    if lines:
        session.connection().execute(text(_INSERT.format(index)), lines)


def line_of(key: int, code_name: str, area: Area, body: NewConsultation) -> dict[str, object]:
    """Return what the index is told of an entry: its code name, its codes, its words and its texts."""
    codes = (body.level, area, body.outcome, *body.concerns)
    short = (body.asker_department, body.asker_role, body.referred_to, body.signs)
    words = [*short, *(code.value for code in codes)]
    texts = {"text": body.text, "advice": body.advice, "learned": body.learned}
    return {"key": key, "code_name": code_name, "words": " ".join(filter(None, words)), **texts}


def remove(session: Session, key: int) -> None:
    """Make an entry findable no more."""
    session.connection().execute(_DELETE, {"key": key})


def forget_removed(session: Session) -> None:
    """Write the index anew without what was removed: a removed word waits in it until then."""
    session.connection().execute(text("INSERT INTO entry_search (entry_search) VALUES ('optimize')"))


def query_of(words: str, codes_of: CodesOf) -> str:
    """Return the index's query for what a person typed: every word, as a beginning or as a code.

    >>> query_of('skole "fravær trus', lambda word: ("threats",) if word == "trus" else ())
    '("skole"*) AND ("fravær"*) AND ("trus"* OR "threats")'
    """
    return " AND ".join(_one_word(word, codes_of(word)) for word in _WORD.findall(words)[:WORDS_MAX])


def entry_keys(session: Session, words: str, codes_of: CodesOf, limit: int) -> tuple[int, ...]:
    """Return the keys of the best entries for some words; nothing for no words."""
    query = query_of(words, codes_of)
    if not query:
        return ()
    found = session.connection().execute(_MATCH, {"query": query, "limit": min(limit, HITS_MAX)})
    return tuple(found.scalars())


def thread_keys(session: Session, words: str, codes_of: CodesOf) -> tuple[int, ...]:
    """Return the keys of all threads in which some words stand."""
    query = query_of(words, codes_of)
    if not query:
        return ()
    found = session.connection().execute(_THREADS, {"query": query, "limit": _THREADS_MAX})
    return tuple(found.scalars())


def hits(session: Session, words: str, codes_of: CodesOf, limit: int) -> tuple[Hit, ...]:
    """Return the best entries for some words, the best first."""
    found = []
    for key in entry_keys(session, words, codes_of, limit):
        row = session.get(EntryRow, key)
        thread = session.get(ThreadRow, row.thread_key) if row else None
        if row and thread:
            found.append(Hit(to_record(row, thread.code_name), to_line(thread)))
    return tuple(found)


def _one_word(word: str, codes: tuple[str, ...]) -> str:
    return "(" + " OR ".join([f'"{word}"*', *(f'"{code}"' for code in codes)]) + ")"

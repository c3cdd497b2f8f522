"""Reading consultations: lists in order, a thread opened, a search. Every opening is audited."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nsk_tui import vocabulary
from nsk_tui.rules.access import Act, may
from nsk_tui.rules.consultations import (
    AgeBand,
    Area,
    Channel,
    Concern,
    ConcernLevel,
    Consultation,
    Outcome,
    ReadPurpose,
    Thread,
    ThreadLine,
)
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.lists import EntryFilter, ListFilter
from nsk_tui.services import stand_in
from nsk_tui.services.errors import UnknownThread
from nsk_tui.services.session import Session
from nsk_tui.store import audit, entries, entry_list, seals, threads
from nsk_tui.store import search as index
from nsk_tui.store.change import change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing
from nsk_tui.store.threads import StoredThread

SNIPPET_CHARACTERS = 120
HIT_START, HIT_END = "\x02", "\x03"
_SEARCHED: tuple[type[StrEnum], ...] = (ConcernLevel, Concern, Outcome, Area, AgeBand, Channel)
_CODE_LETTERS_MIN = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class ThreadKeys:
    """The keys of a list in order, and how many threads are open and late in all."""

    keys: Sequence[int]
    open_count: int
    late_count: int


@dataclass(frozen=True)
class SearchHit:
    """An entry that was found; the hit stands between two marks in the snippet."""

    entry: Consultation
    line: ThreadLine
    snippet: str


def thread_keys(session: Session, wanted: ListFilter) -> ThreadKeys:
    """Return a list's keys; the rows come block by block from ``lines``."""
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        among = index.thread_keys(reading, wanted.words, codes_of) if wanted.words.strip() else None
        keys = threads.keys(reading, wanted.view, wanted.sort, session.member, among)
        open_count, late_count = threads.count_open(reading, session.today)
    return ThreadKeys(keys, open_count, late_count)


def lines(session: Session, keys: Sequence[int]) -> tuple[ThreadLine, ...]:
    """Return the lines of some keys, in their order."""
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        return threads.lines(reading, keys)


def named_like(session: Session, typed: str) -> tuple[ThreadLine, ...]:
    """Return a few threads whose code name holds three typed letters or more; none to an auditor."""
    part = typed.strip().casefold().replace(" ", "-")
    if len(part) < _CODE_LETTERS_MIN or not may(session.role, Act.READ_CONSULTATION):
        return ()
    with session.database.reading() as reading:
        return threads.named_like(reading, part)


def open_thread(session: Session, code_name: str, purpose: ReadPurpose | None = None) -> Thread:
    """Open a thread; the first opening in a session is audited with its purpose.

    ``purpose`` None infers it from the member's part in the thread.

    Errors
        UnknownThread, NotAllowed. DamagedStore: it does not say what was stored.
    """
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        stored = _stored(reading, code_name)
        seals.check(reading, (stored.line.code_name,))
        found = entries.of_thread(reading, stored.key, stored.line.code_name)
        stands_in = stand_in.is_for_me(reading, session, stored.line)
    if stored.line.code_name not in session.opened:
        usual = ReadPurpose.DUTY if stands_in else _purpose(session, stored, found)
        _note_opening(session, stored, purpose or usual)
    with session.database.reading() as reading:
        readers = tuple(MemberId(member) for member in audit.readers(reading, stored.line.code_name))
        alike = threads.similar(reading, stored.line)
    return Thread(stored.line, found, readers, stored.closing_asked_by, alike)


def list_entries(session: Session, wanted: EntryFilter) -> tuple[Consultation, ...]:
    """Return entries, the newest first; the reading is audited once for the list."""
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        found = entry_list.entries(reading, wanted)
        seals.check(reading, (one.thread for one in found))
    _note_list(session, "list", len(found))
    return found


def search(session: Session, query: str, limit: int = 50) -> tuple[SearchHit, ...]:
    """Return the entries in which some words stand, the best first; the search is audited once."""
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        found = index.hits(reading, query, codes_of, limit)
        seals.check(reading, (hit.line.code_name for hit in found))
    _note_list(session, "search", len(found))
    return tuple(SearchHit(hit.entry, hit.line, snippet(hit.entry, query)) for hit in found)


def codes_of(word: str) -> tuple[str, ...]:
    """Return the codes that a typed word may mean in the reader's language."""
    if len(word) < _CODE_LETTERS_MIN:
        return ()
    typed = word.casefold()
    codes = (code for kind in _SEARCHED for code in kind if _means(typed, vocabulary.word(code)))
    return tuple(dict.fromkeys(code.value.replace("_", " ") for code in codes))


def snippet(entry: Consultation, query: str) -> str:
    """Return the part of an entry's text around the first word sought, the word marked."""
    words = [re.escape(word) for word in _WORD.findall(query)]
    whole = " · ".join(text for text in (entry.body.text, entry.body.advice, entry.body.learned) if text)
    flat = " ".join(whole.split())
    match = re.search(rf"\b(?:{'|'.join(words)})\w*", flat, re.IGNORECASE) if words else None
    if match is None:
        return _cut(flat, 0)
    start = max(0, match.start() - SNIPPET_CHARACTERS // 3)
    marked = flat[start : match.start()] + HIT_START + match[0] + HIT_END + flat[match.end() :]
    return ("…" if start else "") + _cut(marked, 2)


def _cut(text: str, marks: int) -> str:
    longest = SNIPPET_CHARACTERS + marks
    return text if len(text) <= longest else text[:longest].rstrip() + "…"


def _means(typed: str, label: str) -> bool:
    return any(part.startswith(typed) for part in label.casefold().replace(",", " ").split())


def _stored(reading: Reading, code_name: str) -> StoredThread:
    try:
        return threads.get(reading, code_name.strip().lower())
    except Missing:
        raise UnknownThread(code_name if len(code_name) < 40 else "") from None


def _purpose(session: Session, stored: StoredThread, found: tuple[Consultation, ...]) -> ReadPurpose:
    if stored.line.owner == session.member:
        due = stored.line.follow_up_on is not None and stored.line.follow_up_on <= session.today
        return ReadPurpose.FOLLOW_UP if due else ReadPurpose.OWN
    wrote = any(entry.member == session.member for entry in found)
    return ReadPurpose.OWN if wrote else ReadPurpose.CONSULTING


def _note_opening(session: Session, stored: StoredThread, purpose: ReadPurpose) -> None:
    with change(session.database, session.member, session.now) as writing:
        writing.audit("read", stored.line.code_name, purpose.value)
        writing.commit()
    session.opened.add(stored.line.code_name)


def _note_list(session: Session, act: str, count: int) -> None:
    with change(session.database, session.member, session.now) as writing:
        writing.audit(act, str(count))
        writing.commit()

"""Rows of an imported log that may reveal a person: sealed for who imported them, resolved one by one.

They lie in bundles beside the database, as drafts do, and need only her own key.

Source
    docs/rules/import.md, section "What becomes of a row"
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from weakref import WeakKeyDictionary

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultation_input import read_consultation, write_consultation
from nsk_tui.rules.consultations import ConcernLevel, NewConsultation
from nsk_tui.services import drafts, takeover
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import TextRefused, UnknownDraft, UnknownMember, UnknownThread
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from nsk_tui.store import imported
from nsk_tui.store.change import Change, change
from nsk_tui.store.errors import Missing
from nsk_tui.vault import drafts as sealed
from nsk_tui.vault.drafts import DraftPlace, Stamp
from nsk_tui.vault.errors import DamagedStore, NoStore

SHELF = "quarantine"
BUNDLE_BYTES_MAX = 1024 * 1024
BUNDLES_MAX = 10_000
ROWS_LISTED_MAX = 200
_ID = re.compile(r"[0-9a-f]{32}-[0-9a-f]{64}\Z")


@dataclass(frozen=True)
class Waiting:
    """A row that is about to wait: its mark, its number in the file, and what it says."""

    mark: bytes
    row: int
    new: NewConsultation


@dataclass(frozen=True)
class QuarantineLine:
    """A row that waits, as one line: codes only.

    Shape
        ``row`` is its number in the file that it came from; ``day`` None means that the log had none.
    """

    id: str
    row: int
    level: ConcernLevel
    day: date | None
    since: datetime


@dataclass(frozen=True)
class _Shown:
    """A row that waits, without what it says, and where it lies."""

    bundle: str
    mark: bytes
    line: QuarantineLine


Bundles = dict[str, tuple[Stamp, tuple[_Shown, ...]]]

_SEEN: WeakKeyDictionary[Session, Bundles] = WeakKeyDictionary()
"""What was in each bundle when it was opened last: Today asks at every look how many rows wait."""


@dataclass(frozen=True)
class _Kept:
    """A row as it lies in its bundle."""

    bundle: str
    mark: bytes
    row: int
    since: datetime
    raw: dict[str, object]

    @property
    def id(self) -> str:
        """What the row is asked for by."""
        return f"{self.bundle}-{self.mark.hex()}"


def put(session: Session, rows: Sequence[Waiting]) -> None:
    """Seal rows away, at most about 1 MiB in each bundle.

    Errors
        StoreFull, StoreReadOnly: some may have been sealed; putting them again doubles none.
    """
    bundle: list[dict[str, object]] = []
    size_bytes = 0
    for one in rows:
        kept = {"mark": one.mark.hex(), "row": one.row, "consultation": write_consultation(one.new)}
        row_bytes = len(json.dumps(kept))
        if bundle and size_bytes + row_bytes > BUNDLE_BYTES_MAX:
            _seal(session, sealed.new_id(), session.now, bundle)
            bundle, size_bytes = [], 0
        bundle.append(kept)
        size_bytes += row_bytes
    if bundle:
        _seal(session, sealed.new_id(), session.now, bundle)


def marks(session: Session) -> frozenset[bytes]:
    """Return the marks of every row that waits for the member."""
    return frozenset(one.mark for one in _waiting(session))


def count(session: Session) -> int:
    """Return how many rows wait for the member."""
    return len(marks(session))


def rows(session: Session, limit: int = ROWS_LISTED_MAX) -> tuple[QuarantineLine, ...]:
    """Return the rows that wait for the member, those of the earliest import first, in the file's order.

    Errors
        NotAllowed
    """
    session.must(Act.IMPORT)
    lines: dict[bytes, QuarantineLine] = {}
    for one in sorted(_waiting(session), key=lambda one: (one.line.since, one.line.row)):
        lines.setdefault(one.mark, one.line)
        if len(lines) == limit:
            break
    return tuple(lines.values())


def load(session: Session, row_id: str) -> NewConsultation:
    """Return what a row says, for the form in which its findings are resolved.

    Errors
        UnknownDraft: it is settled already, or damaged. NotAllowed.
    """
    session.must(Act.IMPORT)
    return _consultation(_found(session, row_id))


def store(
    session: Session, row_id: str, new: NewConsultation, stances: tuple[Stance, ...] = ()
) -> Added | NotAnonymous:
    """Store a row whose findings are all resolved or answered, and take it out of quarantine.

    Errors
        UnknownDraft: it is settled already. UnknownMember, UnknownThread, TextRefused, NotAllowed.
    """
    session.must(Act.IMPORT)
    kept = _found(session, row_id)
    _refuse_unfit(session, new)
    ready = takeover.check_answered(session, new, stances)
    if isinstance(ready, NotAnonymous):
        return ready
    with change(session.database, session.member, session.now) as writing:
        _settle(writing, kept)
        try:
            added = takeover.write(writing, ready, session.today)
        except Missing:
            raise UnknownThread(new.thread or "") from None
        writing.commit()
    _take_out(session, kept.bundle, frozenset({kept.mark}))
    return added


def discard(session: Session, row_id: str) -> None:
    """Drop a row for good; a later run of the same file does not bring it back.

    Errors
        UnknownDraft: it is settled already. NotAllowed.
    """
    session.must(Act.IMPORT)
    kept = _found(session, row_id)
    with change(session.database, session.member, session.now) as writing:
        _settle(writing, kept)
        writing.audit("drop_imported", str(kept.row))
        writing.commit()
    _take_out(session, kept.bundle, frozenset({kept.mark}))


def withdraw(session: Session, gone: frozenset[bytes]) -> None:
    """Take rows out again that somebody else took over while they were being sealed."""
    for bundle in {one.bundle for one in _waiting(session) if one.mark in gone} if gone else ():
        _take_out(session, bundle, gone)


def _settle(writing: Change, kept: _Kept) -> None:
    """Write down that a row is done: a kill before its bundle is rewritten must not double it."""
    wanted = {kept.mark, *imported.settled(writing.session, (kept.mark,))}
    there = imported.known(writing.session, wanted)
    if len(there) == len(wanted):
        raise UnknownDraft
    imported.add(writing.session, wanted - there, writing.member, writing.now)


def _refuse_unfit(session: Session, new: NewConsultation) -> None:
    read = read_consultation(write_consultation(new))
    if not isinstance(read, NewConsultation):
        raise TextRefused(read[0].field)
    known = {slot.member for slot in session.vault.ring.slots}
    if new.follow_up is not None and new.follow_up.owner not in known:
        raise UnknownMember(new.follow_up.owner)


def _waiting(session: Session) -> list[_Shown]:
    """Return the rows that wait; a bundle is opened only when it was written since the last look."""
    seen, stamps = _SEEN.setdefault(session, {}), sealed.stamps(_place(session), BUNDLES_MAX)
    for bundle in seen.keys() - stamps.keys():
        seen.pop(bundle, None)
    new = {bundle: stamp for bundle, stamp in stamps.items() if seen.get(bundle, (None,))[0] != stamp}
    for bundle, rows_ in _unsettled(session, new).items():
        seen[bundle] = (new[bundle], rows_)
    return [one for _stamp, rows_ in list(seen.values()) for one in rows_]


def _unsettled(session: Session, bundles: Collection[str]) -> dict[str, tuple[_Shown, ...]]:
    """Return the rows of some bundles; those that a kill left behind after they were settled wait no more."""
    if not bundles:
        return {}
    found = {bundle: [_shown(kept) for kept in _rows(session, bundle)] for bundle in bundles}
    with session.database.reading() as reading:
        marks_ = list({one.mark for many in found.values() for one in many if one})
        done = dict(zip(marks_, imported.settled(reading, marks_), strict=True))
        known: set[bytes] = set()
        wanted = list(done.values())
        for at in range(0, len(wanted), imported.MARKS_MAX):
            known |= imported.known(reading, wanted[at : at + imported.MARKS_MAX])
    return {
        bundle: tuple(one for one in many if one is not None and done[one.mark] not in known)
        for bundle, many in found.items()
    }


def _shown(kept: _Kept) -> _Shown | None:
    """Return what is shown of a row; None when nobody can read it."""
    try:
        level = ConcernLevel(str(kept.raw.get("level")))
        day = date.fromisoformat(str(kept.raw["date"])) if kept.raw.get("date") else None
    except ValueError:
        return None
    return _Shown(kept.bundle, kept.mark, QuarantineLine(kept.id, kept.row, level, day, kept.since))


def _found(session: Session, row_id: str) -> _Kept:
    if not _ID.match(row_id):
        raise UnknownDraft
    bundle, _, mark = row_id.partition("-")
    for kept in _rows(session, bundle):
        if kept.mark.hex() == mark:
            return kept
    raise UnknownDraft


def _rows(session: Session, bundle: str) -> Iterator[_Kept]:
    """Give the rows of a bundle; a damaged one gives none, and stays where it is."""
    try:
        content = sealed.load(_place(session), session.vault.keys.draft, bundle)
        table = json.loads(content)
        since = datetime.fromisoformat(table["saved_at"])
        for row in table["rows"]:
            yield _Kept(bundle, bytes.fromhex(row["mark"]), int(row["row"]), since, row["consultation"])
    except (NoStore, DamagedStore, ValueError, KeyError, TypeError):
        return


def _consultation(kept: _Kept) -> NewConsultation:
    read = read_consultation(kept.raw)
    if isinstance(read, NewConsultation):
        return read
    raise UnknownDraft


def _take_out(session: Session, bundle: str, gone: frozenset[bytes]) -> None:
    kept = list(_rows(session, bundle))
    left: list[dict[str, object]] = [
        {"mark": one.mark.hex(), "row": one.row, "consultation": one.raw}
        for one in kept
        if one.mark not in gone
    ]
    if left:
        _seal(session, bundle, kept[0].since, left)
    else:
        sealed.discard(_place(session), session.vault.keys.draft, bundle)


def _seal(session: Session, bundle: str, since: datetime, table: list[dict[str, object]]) -> None:
    told = {"saved_at": since.isoformat(timespec="microseconds"), "rows": table}
    drafts.save_sealed(session, _place(session), bundle, told)


def _place(session: Session) -> DraftPlace:
    return DraftPlace(session.folder, session.vault.ring.store, session.member, SHELF)

"""Taking over an existing log: look at it first, then row by row, each once, whatever stops it.

Source
    docs/rules/import.md
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from itertools import chain, islice

from nsk_tui.exchange.sheets import CONTENT_BYTES_MAX as CONTENT_BYTES_MAX
from nsk_tui.exchange.sheets import Sheet, open_sheet
from nsk_tui.rules.access import Act
from nsk_tui.rules.consultation_input import owned_by
from nsk_tui.rules.consultations import NewConsultation
from nsk_tui.rules.import_mapping import BoundMapping, ImportMapping, bind, propose, read_row, unused
from nsk_tui.rules.import_rows import FileFault, RowFault, canonical
from nsk_tui.services import quarantine, takeover
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.quarantine import Waiting
from nsk_tui.services.recording import Ready
from nsk_tui.services.session import Session
from nsk_tui.store import imported
from nsk_tui.store.change import change

BATCH_ROWS = 200
FIRST_ROWS = 20
FAULTS_KEPT_MAX = 1_000
DIGEST_BYTES = 16


class RowFate(StrEnum):
    """What becomes of a row."""

    IMPORTED = "imported"
    QUARANTINED = "quarantined"
    ALREADY = "already"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Proposal:
    """What a file's headers suggest.

    Shape
        ``unused`` are the headers that are left behind. ``lacks`` is what the mapping is short
        of; None when it can be used as it stands.
    """

    headers: tuple[str, ...]
    mapping: ImportMapping
    unused: tuple[str, ...]
    lacks: FileFault | None


@dataclass(frozen=True)
class RowOutcome:
    """What would become of a row, and how many findings it has."""

    row: int
    fate: RowFate
    findings: int = 0


@dataclass(frozen=True)
class Plan:
    """What an import would do; nothing was written.

    Shape
        ``rows`` counts those in which anything stands. ``first`` are the first 20. ``faulty``
        counts rows; ``faults`` holds what is wrong with them, at most 1,000 things.
    """

    proposal: Proposal
    rows: int
    first: tuple[RowOutcome, ...]
    faulty: int
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class ImportReport:
    """What an import did: every row is counted once.

    Shape
        ``faults`` holds what is wrong with the faulty rows, at most 1,000 things.
    """

    rows: int
    imported: int
    quarantined: int
    already: int
    faulty: int
    faults: tuple[RowFault, ...]


@dataclass(frozen=True)
class _Read:
    """A row as it was read.

    Shape
        ``content`` is what its mark is made of. ``new`` None: it has ``faults`` instead.
    """

    row: int
    content: bytes
    new: NewConsultation | None
    faults: tuple[RowFault, ...] = ()


@dataclass
class _Tally:
    """Counts while an import goes on."""

    fates: Counter[RowFate] = field(default_factory=Counter)
    faults: list[RowFault] = field(default_factory=list)

    def note(self, fate: RowFate, faults: tuple[RowFault, ...] = ()) -> None:
        self.fates[fate] += 1
        if fate is RowFate.FAULTY:
            self.faults += faults[: FAULTS_KEPT_MAX - len(self.faults)]

    def report(self) -> ImportReport:
        return ImportReport(
            rows=self.fates.total(),
            imported=self.fates[RowFate.IMPORTED],
            quarantined=self.fates[RowFate.QUARANTINED],
            already=self.fates[RowFate.ALREADY],
            faulty=self.fates[RowFate.FAULTY],
            faults=tuple(self.faults),
        )


def propose_for(content: bytes, mapping: ImportMapping | None = None) -> Proposal | FileFault:
    """Return what a file's headers suggest; ``mapping`` None proposes one. No store is needed."""
    sheet = open_sheet(content)
    return sheet if isinstance(sheet, FileFault) else _proposal(sheet, mapping)


def plan(session: Session, content: bytes, mapping: ImportMapping | None = None) -> Plan | FileFault:
    """Return what an import would do; ``mapping`` None proposes one.

    Errors
        NotAllowed
    """
    session.must(Act.IMPORT)
    sheet = open_sheet(content)
    if isinstance(sheet, FileFault):
        return sheet
    proposal = _proposal(sheet, mapping)
    bound = bind(proposal.mapping, sheet.headers)
    if isinstance(bound, FileFault):
        return Plan(proposal, sum(1 for _row in sheet.rows()), (), 0, ())
    read = _read_all(session, sheet, bound)
    first = list(islice(read, FIRST_ROWS))
    tally = _Tally()
    for one in chain(first, read):
        tally.note(RowFate.FAULTY if one.faults else RowFate.IMPORTED, one.faults)
    counts = tally.report()
    return Plan(proposal, counts.rows, _outcomes(session, first), counts.faulty, counts.faults)


def run(
    session: Session,
    content: bytes,
    mapping: ImportMapping,
    progress: Callable[[int], None] | None = None,
) -> ImportReport | FileFault:
    """Take a log over, about 200 rows at a time; what was done before is not done again.

    ``progress`` is told how many rows are done; None tells nobody.

    Errors
        NotAllowed. StoreBusy, StoreFull, StoreReadOnly: the batches before stand, and the next
        run goes on after them.
    """
    session.must(Act.IMPORT)
    sheet = open_sheet(content)
    if isinstance(sheet, FileFault):
        return sheet
    bound = bind(mapping, sheet.headers)
    if isinstance(bound, FileFault):
        return bound
    tally, waiting = _Tally(), quarantine.marks(session)
    read = _read_all(session, sheet, bound)
    while batch := list(islice(read, BATCH_ROWS)):
        _take(session, batch, waiting, tally)
        if progress is not None:
            progress(tally.fates.total())
    return tally.report()


def _proposal(sheet: Sheet, mapping: ImportMapping | None) -> Proposal:
    chosen = propose(sheet.headers) if mapping is None else mapping
    bound = bind(chosen, sheet.headers)
    lacks = bound if isinstance(bound, FileFault) else None
    return Proposal(sheet.headers, chosen, unused(chosen, sheet.headers), lacks)


def _read_all(session: Session, sheet: Sheet, bound: BoundMapping) -> Iterator[_Read]:
    """Give every row, numbered among those that say the same, so that equal rows stay several."""
    seen: Counter[bytes] = Counter()
    for row in sheet.rows():
        content = canonical(sheet.headers, row)
        digest = blake2b(content, digest_size=DIGEST_BYTES).digest()
        seen[digest] += 1
        found = read_row(row, bound)
        numbered = b"%d:%b" % (seen[digest], content)
        if isinstance(found, NewConsultation):
            yield _Read(row.number, numbered, owned_by(found, session.member))
        else:
            yield _Read(row.number, numbered, None, found)


def _outcomes(session: Session, first: list[_Read]) -> tuple[RowOutcome, ...]:
    """Return what would become of the first rows."""
    marks, known = _marked(session, first)
    checked = iter(takeover.check_all(session, [one.new for one in first if one.new is not None]))
    outcomes = []
    for mark, one in zip(marks, first, strict=True):
        ready = next(checked) if one.new is not None else None
        findings = len(ready.findings) if isinstance(ready, NotAnonymous) else 0
        fate = RowFate.QUARANTINED if findings else RowFate.IMPORTED
        fate = RowFate.ALREADY if mark in known else RowFate.FAULTY if ready is None else fate
        outcomes.append(RowOutcome(one.row, fate, findings))
    return tuple(outcomes)


def _take(session: Session, batch: list[_Read], waiting: frozenset[bytes], tally: _Tally) -> None:
    """Do with a batch what is to be done: check, seal away, then store and mark in one transaction."""
    marks, known = _marked(session, batch)
    sound = {mark: one for mark, one in zip(marks, batch, strict=True) if one.new and mark not in known}
    checked = takeover.check_all(session, [one.new for one in sound.values() if one.new])
    ready = {mark: one for mark, one in zip(sound, checked, strict=True) if isinstance(one, Ready)}
    held = [Waiting(mark, one.row, one.new) for mark, one in sound.items() if one.new and mark not in ready]
    # Sealed before they are marked: a kill in between leaves a row twice in reach, never in none.
    quarantine.put(session, [one for one in held if one.mark not in waiting])
    known |= _write(session, ready, held) if sound else frozenset()
    for mark, one in zip(marks, batch, strict=True):
        fate = RowFate.IMPORTED if mark in ready else RowFate.QUARANTINED if one.new else RowFate.FAULTY
        tally.note(RowFate.ALREADY if mark in known else fate, one.faults)


def _write(session: Session, ready: dict[bytes, Ready], held: list[Waiting]) -> frozenset[bytes]:
    """Store and mark rows; return the marks of those that somebody else took over meanwhile."""
    new = [*ready, *(one.mark for one in held)]
    with change(session.database, session.member, session.now) as writing:
        known = imported.known(writing.session, new)
        fresh = [mark for mark in new if mark not in known]
        takeover.write_all(writing, [ready[mark] for mark in fresh if mark in ready], session.today)
        imported.add(writing.session, fresh, session.member, writing.now)
        stored = sum(mark in ready for mark in fresh)
        writing.audit("import_rows", str(stored), str(len(fresh) - stored))
        writing.commit()
    quarantine.withdraw(session, frozenset(one.mark for one in held) & known)
    return known


def _marked(session: Session, batch: list[_Read]) -> tuple[tuple[bytes, ...], frozenset[bytes]]:
    """Return the mark of each row, and which of them are in the store."""
    with session.database.reading() as reading:
        marks = imported.marks(reading, [one.content for one in batch])
        return marks, imported.known(reading, marks)

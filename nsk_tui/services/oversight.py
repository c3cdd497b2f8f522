"""The audit, read: lines, an extract for one thread, the twelve words, and a comparison with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from nsk_tui.rules.access import Act
from nsk_tui.services import local_time
from nsk_tui.services.session import Session
from nsk_tui.store import audit, checks
from nsk_tui.store.audit import AuditLine as AuditLine
from nsk_tui.store.engine import Reading
from nsk_tui.vault import checkpoint

PAGE_LINES = 1000
_READS = frozenset({"read", "read_handover", "list", "search"})
_LOGINS = frozenset({"unlock", "join", "arrive", "leave", "end_session", "refused", "wrong_try"})
_KEYS = frozenset(
    {"invite", "role", "passphrase", "remove_member", "rotate", "make_recovery", "rehearse_recovery",
     "use_recovery", "use_up_recovery", "create_store", "demo", "ssh_key", "set_recipient",
     "confirm_recipient", "drop_recipient"}
)  # fmt: skip
_EXPORTS = frozenset(
    {
        "prove_backup",
        "restore",
        "export_rota",
        "export_meetings",
        "export_paper",
        "export",
        "fetch",
        "expire_ticket",
        "withdraw_ticket",
    }
)


class Kind(StrEnum):
    """Which lines of the audit: the order is that of the filter on the screen."""

    ALL = "all"
    READS = "reads"
    CHANGES = "changes"
    LOGINS = "logins"
    KEYS = "keys"
    EXPORTS = "exports"


class Comparison(StrEnum):
    """What holding the audit against a checkpoint showed."""

    FITS = "fits"
    CUT = "cut"
    CHANGED = "changed"


@dataclass(frozen=True)
class AuditPage:
    """Some lines of the audit, the newest first, and how many there are in all."""

    lines: tuple[AuditLine, ...]
    count: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """How many lines the audit has, and whether they hang together.

    Shape
        ``broken`` is the number of the first line that does not fit; None: all do.
    """

    count: int
    broken: int | None


def read_audit(session: Session, kind: Kind = Kind.ALL, since: date | None = None) -> AuditPage:
    """Return the newest lines of a kind; ``since`` None does not narrow.

    Errors
        NotAllowed
    """
    session.must(Act.READ_AUDIT)
    with session.database.reading() as reading:
        count = audit.count(reading)
        wanted = (line for line in _newest(reading, count) if _is_wanted(line, kind, since))
        found = tuple(islice(wanted, PAGE_LINES))
        words = checkpoint.to_words(audit.head(reading))
    return AuditPage(found, count, words)


def check_chain(session: Session) -> Chain:
    """Hold every line of the audit against the one before.

    Errors
        NotAllowed
    """
    session.must(Act.READ_AUDIT)
    broken = checks.chain_fault(session.database)
    return Chain(checks.audit_lines(session.database), broken)


def extract(session: Session, code_name: str) -> tuple[AuditLine, ...]:
    """Return every line about one thread, the oldest first: who opened it, when and why.

    A citizen's right of access covers the log.

    Errors
        NotAllowed
    """
    session.must(Act.READ_AUDIT)
    with session.database.reading() as reading:
        return audit.about(reading, code_name)


def words(session: Session) -> tuple[str, ...]:
    """Return the twelve words to print in the minutes."""
    session.must(Act.READ_AUDIT)
    with session.database.reading() as reading:
        return checkpoint.to_words(audit.head(reading))


def compare(session: Session, typed: str) -> Comparison:
    """Hold the audit against twelve words that were printed earlier.

    Errors
        BadCheckpoint: the words are none of ours.
    """
    session.must(Act.VERIFY)
    return compare_with(session, checkpoint.from_words(typed))


def compare_with(session: Session, mark: checkpoint.Checkpoint) -> Comparison:
    """Hold the audit against a checkpoint."""
    if mark.count == 0:
        return Comparison.FITS
    with session.database.reading() as reading:
        standing = audit.at(reading, mark.count)
    if standing is None:
        return Comparison.CUT
    return Comparison.FITS if checkpoint.same(standing, mark) else Comparison.CHANGED


def kind_of(act: str) -> Kind:
    """Return the kind of an act; what is nothing else is a change."""
    kinds = ((_READS, Kind.READS), (_LOGINS, Kind.LOGINS), (_KEYS, Kind.KEYS), (_EXPORTS, Kind.EXPORTS))
    return next((kind for acts, kind in kinds if act in acts), Kind.CHANGES)


def _newest(reading: Reading, count: int) -> Iterator[AuditLine]:
    upper = count
    while upper > 0:
        page = audit.lines(reading, max(0, upper - PAGE_LINES), min(PAGE_LINES, upper))
        yield from reversed(page)
        upper -= PAGE_LINES


def _is_wanted(line: AuditLine, kind: Kind, since: date | None) -> bool:
    fits = kind is Kind.ALL or kind_of(line.act) is kind
    return fits and (since is None or local_time.on_the_wall(line.at).date() >= since)

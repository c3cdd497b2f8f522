"""The audit: who, what, when, to what and why; no content. Lines are added and read, never changed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, insert, select

from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import AuditRow, IdentityRow
from nsk_tui.vault import chain, checkpoint
from nsk_tui.vault.checkpoint import Checkpoint

_PAGE = 1000
_COUNTS_MAX = 100_000

NewLine = tuple[str, str, str]
"""Act, subject and purpose of a line that is to be written."""


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit.

    Shape
        ``subject`` is a code name, a member id or a table; ``purpose`` is a coded word or empty.
    """

    number: int
    at: datetime
    member: str
    act: str
    subject: str
    purpose: str


def add(
    session: Session, at: datetime, member: str, act: str, subject: str = "", purpose: str = ""
) -> Checkpoint:
    """Add a line, linked to the one before; return how far the chain has come.

    The caller holds the write lock.
    """
    return add_all(session, at, member, ((act, subject, purpose),))


def add_all(session: Session, at: datetime, member: str, new: Sequence[NewLine]) -> Checkpoint:
    """Add lines in one statement, each linked to the one before; return how far the chain has come.

    The caller holds the write lock.
    """
    key, moment = _chain_key(session), moments.to_text(at)
    number, link = _head(session)
    rows = []
    for act, subject, purpose in new:
        number += 1
        link = chain.link(key, link, number, (moment, member, act, subject, purpose))
        columns = {"act": act, "subject": subject, "purpose": purpose}
        rows.append({"number": number, "at": moment, "member": member, **columns, "link": link})
    if rows:
        session.connection().execute(insert(AuditRow), rows)
    return checkpoint.make(key, number, link)


def lines(session: Session, after: int = 0, limit: int = _PAGE) -> tuple[AuditLine, ...]:
    """Return lines in order, those after a number."""
    query = select(AuditRow).where(col(AuditRow.number) > after).order_by(col(AuditRow.number)).limit(limit)
    return tuple(_to_line(row) for row in session.exec(query))


def about(session: Session, subject: str, limit: int = 10_000) -> tuple[AuditLine, ...]:
    """Return the lines about a subject, the oldest first."""
    query = select(AuditRow).where(AuditRow.subject == subject).order_by(col(AuditRow.number)).limit(limit)
    return tuple(_to_line(row) for row in session.exec(query))


def count(session: Session) -> int:
    """Return how many lines there are."""
    return int(session.exec(select(func.count(col(AuditRow.number)))).one())


def first_broken(session: Session) -> int | None:
    """Return the number of the first line that does not hang together, or None when all do."""
    key, previous, expected = _chain_key(session), chain.START, 1
    for row in _all_rows(session):
        fields = (row.at, row.member, row.act, row.subject, row.purpose)
        made = chain.link(key, previous, expected, fields)
        if row.number != expected or not chain.equal(made, row.link):
            return expected
        previous, expected = row.link, expected + 1
    return None


def head(session: Session) -> Checkpoint:
    """Return how far the chain has come."""
    number, link = _head(session)
    return checkpoint.make(_chain_key(session), number, link)


def at(session: Session, number: int) -> Checkpoint | None:
    """Return how far the chain had come at a line; None when it has no such line."""
    row = session.get(AuditRow, number)
    return None if row is None else checkpoint.make(_chain_key(session), number, row.link)


def fits(session: Session, mark: Checkpoint) -> bool:
    """Return whether the chain holds the line that a mark was made of; a mark of no line always fits."""
    standing = at(session, mark.count)
    return mark.count == 0 or (standing is not None and checkpoint.same(standing, mark))


def readers(session: Session, code_name: str, limit: int = 50) -> tuple[str, ...]:
    """Return who has opened a thread, the latest first."""
    latest = func.max(col(AuditRow.number))
    query = (
        select(AuditRow.member)
        .where(AuditRow.act == "read", AuditRow.subject == code_name)
        .group_by(AuditRow.member)
        .order_by(latest.desc())
        .limit(limit)
    )
    return tuple(session.exec(query))


def read_by_others(
    session: Session, owner_codes: tuple[str, ...], me: str, since: datetime, limit: int = 20
) -> tuple[tuple[str, str], ...]:
    """Return (code name, member) for each opening by others of these threads since a moment."""
    query = (
        select(AuditRow.subject, AuditRow.member)
        .where(
            AuditRow.act == "read",
            AuditRow.member != me,
            AuditRow.at >= moments.to_text(since),
            col(AuditRow.subject).in_(owner_codes),
        )
        .distinct()
        .order_by(AuditRow.subject)
        .limit(limit)
    )
    return tuple(session.exec(query))


def counts(session: Session, subjects: Collection[str], acts: Collection[str]) -> dict[tuple[str, str], int]:
    """Return how often each member did any of some acts to each subject, by (subject, member)."""
    query = (
        select(AuditRow.subject, AuditRow.member, func.count(col(AuditRow.number)))
        .where(col(AuditRow.subject).in_(subjects), col(AuditRow.act).in_(acts))
        .group_by(col(AuditRow.subject), col(AuditRow.member))
        .order_by(col(AuditRow.subject), col(AuditRow.member))
        .limit(_COUNTS_MAX)
    )
    return {(subject, member): count for subject, member, count in session.exec(query)}


def _head(session: Session) -> tuple[int, bytes]:
    query = select(AuditRow.number, AuditRow.link).order_by(col(AuditRow.number).desc()).limit(1)
    last = session.exec(query).first()
    return (0, chain.START) if last is None else (last[0], last[1])


def _chain_key(session: Session) -> bytes:
    identity = session.get(IdentityRow, 1)
    if identity is None:
        raise Missing("identity")
    return identity.chain_key


def _all_rows(session: Session) -> Iterator[AuditRow]:
    number = 0
    while True:
        query = (
            select(AuditRow).where(col(AuditRow.number) > number).order_by(col(AuditRow.number)).limit(_PAGE)
        )
        page = session.exec(query).all()
        yield from page
        if len(page) < _PAGE:
            return
        number = page[-1].number


def _to_line(row: AuditRow) -> AuditLine:
    return AuditLine(row.number, moments.to_moment(row.at), row.member, row.act, row.subject, row.purpose)

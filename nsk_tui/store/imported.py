"""Marks of rows that were taken over from a foreign log: enough to know one again, too little to read it.

Source
    docs/rules/import.md, section "Each row once"
"""

import hmac
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, insert, select

from nsk_tui.store import identity, moments
from nsk_tui.store.tables import ImportedRow
from nsk_tui.vault.slots import context

MARKS_MAX = 2_000
"""As many are asked about at once: the driver takes no more values in a statement than 32,766."""


def marks(session: Session, contents: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the mark of each row's content; nobody without the store can make one."""
    key = identity.chain_key(session)
    return tuple(hmac.digest(key, context("imported") + b"\x00" + content, sha256) for content in contents)


def settled(session: Session, waiting: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the second mark of each row that waited in quarantine: it has been stored or dropped since."""
    key, label = identity.chain_key(session), context("imported_settled") + b"\x00"
    return tuple(hmac.digest(key, label + mark, sha256) for mark in waiting)


def known(session: Session, wanted: Collection[bytes]) -> frozenset[bytes]:
    """Return which of some marks are in the store, at most 2,000 of them."""
    query = (
        select(ImportedRow.mark)
        .where(col(ImportedRow.mark).in_(wanted))
        .order_by(col(ImportedRow.mark))
        .limit(MARKS_MAX)
    )
    return frozenset(session.exec(query))


def add(session: Session, new: Collection[bytes], member: str, now: datetime) -> None:
    """Write marks that are not there yet."""
    moment = moments.to_text(now)
    if new:
        rows = [{"mark": mark, "imported_at": moment, "member": member} for mark in new]
        session.connection().execute(insert(ImportedRow), rows)

"""A member's own acts, so that the last one can be undone, also after a restart; codes only."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from nsk_tui.store import moments
from nsk_tui.store.tables import ActRow

ACTS_KEPT = 50


@dataclass(frozen=True)
class StoredAct:
    """What was done, and the codes of what it was done to before and after.

    Shape
        ``subject`` is a code name or a duty. ``thread_key`` None: it was done to no thread.
        ``entry_key`` None: no entry was added.
    """

    number: int
    kind: str
    subject: str
    thread_key: int | None
    entry_key: int | None
    before: dict[str, object]
    after: dict[str, object]


def add(
    session: Session,
    member: str,
    kind: str,
    subject: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    now: datetime,
    thread_key: int | None = None,
    entry_key: int | None = None,
) -> None:
    """Write an act down; what was undone before it can no longer be done again.

    ``thread_key`` and ``entry_key`` None: no thread and no entry has a part in it.
    """
    session.exec(delete(ActRow).where(col(ActRow.member) == member, col(ActRow.undone) == 1))
    session.add(
        ActRow(
            member=member,
            kind=kind,
            subject=subject,
            thread_key=thread_key,
            entry_key=entry_key,
            before=json.dumps(dict(before)),
            after=json.dumps(dict(after)),
            done_at=moments.to_text(now),
            undone=0,
        )
    )
    session.flush()
    _forget_old(session, member)


def forget_all(session: Session) -> None:
    """Forget every act: a demo begins with nothing to undo."""
    session.exec(delete(ActRow))
    session.flush()


def last_done(session: Session, member: str) -> StoredAct | None:
    """Return a member's last act that is not undone; None when there is none."""
    query = (
        select(ActRow)
        .where(ActRow.member == member, ActRow.undone == 0)
        .order_by(col(ActRow.number).desc())
        .limit(1)
    )
    return _to_act(session.exec(query).first())


def first_undone(session: Session, member: str) -> StoredAct | None:
    """Return the act that was undone last; None when there is none."""
    query = (
        select(ActRow)
        .where(ActRow.member == member, ActRow.undone == 1)
        .order_by(col(ActRow.number))
        .limit(1)
    )
    return _to_act(session.exec(query).first())


def mark(session: Session, number: int, undone: bool) -> None:
    """Write down that an act was undone, or done again."""
    row = session.get(ActRow, number)
    if row is not None:
        row.undone = int(undone)
        session.add(row)
        session.flush()


def _forget_old(session: Session, member: str) -> None:
    query = (
        select(ActRow.number)
        .where(ActRow.member == member)
        .order_by(col(ActRow.number).desc())
        .offset(ACTS_KEPT)
        .limit(ACTS_KEPT)
    )
    old = [number for number in session.exec(query) if number is not None]
    if old:
        session.exec(delete(ActRow).where(col(ActRow.number).in_(old)))


def _to_act(row: ActRow | None) -> StoredAct | None:
    if row is None or row.number is None:
        return None
    return StoredAct(
        number=row.number,
        kind=row.kind,
        subject=row.subject,
        thread_key=row.thread_key,
        entry_key=row.entry_key,
        before=json.loads(row.before),
        after=json.loads(row.after),
    )

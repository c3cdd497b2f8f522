"""Threads as rows: their lines in lists, in the order asked for, and what their last entry says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, TextClause
from sqlmodel import Session, col, func, select, text

from nsk_tui.rules.consultations import (
    AgeBand,
    Area,
    ConcernLevel,
    NewConsultation,
    Outcome,
    ThreadLine,
    ThreadState,
)
from nsk_tui.rules.ids import CodeName, MemberId, ThreadId
from nsk_tui.rules.lists import Sort, View
from nsk_tui.store import moments
from nsk_tui.store.entries import concerns_in, concerns_out
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.tables import ThreadRow

KEYS_MAX = 1_000_000
LINES_MAX = 500
OWNED_MAX = 5_000
_RED = ConcernLevel.RED.rank


@dataclass(frozen=True)
class StoredThread:
    """A thread with its key and version, for those who change it."""

    key: int
    version: int
    line: ThreadLine
    closing_asked_by: MemberId | None


def add(session: Session, thread: ThreadId, code_name: CodeName, member: str, now: datetime) -> int:
    """Write a thread that has no entry yet; return its key."""
    moment = moments.to_text(now)
    row = ThreadRow(
        id=thread,
        code_name=code_name,
        level_rank=0,
        state=ThreadState.OPEN.value,
        area=Area.CHILDREN.value,
        age_band=AgeBand.UNKNOWN.value,
        concerns="",
        outcome=Outcome.OPEN.value,
        department="",
        owner=member,
        entries=0,
        created_at=moment,
        last_entry_at=moment,
        last_entry_by=member,
        version=1,
    )
    session.add(row)
    session.flush()
    return _key(row)


def get(session: Session, code_name: str) -> StoredThread:
    """Return a thread by its code name.

    Errors
        Missing: no thread is called that, or its only entry was taken back.
    """
    row = session.exec(select(ThreadRow).where(ThreadRow.code_name == code_name)).first()
    if row is None or row.entries == 0:
        raise Missing(code_name)
    return _stored(row)


def by_key(session: Session, key: int) -> StoredThread:
    """Return a thread by its key.

    Errors
        Missing
    """
    return _stored(_row(session, key))


def is_taken(session: Session, code_name: str) -> bool:
    """Return whether a thread is called so already, withdrawn ones included."""
    return session.exec(select(ThreadRow.key).where(ThreadRow.code_name == code_name)).first() is not None


def taken_among(session: Session, code_names: Collection[str]) -> frozenset[str]:
    """Return which of some names threads already have, withdrawn ones included."""
    query = select(ThreadRow.code_name).where(col(ThreadRow.code_name).in_(code_names)).limit(KEYS_MAX)
    return frozenset(session.exec(query))


def take_in(
    session: Session, key: int, new: NewConsultation, area: Area, department: str, member: str, at: datetime
) -> None:
    """Let a thread carry its newest entry's codes."""
    row = _row(session, key)
    for name, value in codes_of(new, area).items():
        setattr(row, name, value)
    row.department = department or row.department
    row.state, row.closing_asked_by = ThreadState.OPEN.value, None
    row.entries, row.version = row.entries + 1, row.version + 1
    row.last_entry_at, row.last_entry_by = moments.to_text(at), member
    session.add(row)
    session.flush()


def codes_of(new: NewConsultation, area: Area) -> dict[str, str | int]:
    """Return the columns in which a thread carries the codes of its newest entry."""
    return {
        "level_rank": new.level.rank,
        "area": area.value,
        "age_band": new.age_band.value,
        "concerns": concerns_in(new.concerns),
        "outcome": new.outcome.value,
    }


def set_codes(session: Session, key: int, new: NewConsultation, area: Area, department: str) -> None:
    """Let a thread carry corrected codes of its newest entry."""
    row = _row(session, key)
    for name, value in codes_of(new, area).items():
        setattr(row, name, value)
    row.department = department
    row.version += 1
    session.add(row)
    session.flush()


def set_follow_up(session: Session, key: int, on: date | None, owner: str | None) -> None:
    """Show when a thread is looked at again; None clears it and leaves the owner."""
    row = _row(session, key)
    row.follow_up_on = moments.day_text(on)
    row.owner = owner or row.owner
    row.version += 1
    session.add(row)
    session.flush()


def set_state(
    session: Session, key: int, state: ThreadState, closing_asked_by: str | None, version: int | None = None
) -> None:
    """Open or close a thread; ``version`` None takes it as it stands.

    Errors
        SavedByAnother: it is no longer the version that was read.
    """
    row = _row(session, key)
    if version is not None and row.version != version:
        raise SavedByAnother(row.code_name)
    row.state, row.closing_asked_by = state.value, closing_asked_by
    row.version += 1
    session.add(row)
    session.flush()


def snapshot(session: Session, key: int) -> dict[str, object]:
    """Return a thread's own columns, codes only, so that an act can be undone."""
    row = _row(session, key)
    return {name: getattr(row, name) for name in _UNDOABLE}


def restore(session: Session, key: int, columns: dict[str, object]) -> None:
    """Put a thread's own columns back as a snapshot had them."""
    row = _row(session, key)
    for name in _UNDOABLE:
        setattr(row, name, columns[name])
    row.version += 1
    session.add(row)
    session.flush()


def keys(
    session: Session, view: View, sort: Sort, member: str, among: Sequence[int] | None = None
) -> tuple[int, ...]:
    """Return the keys of a view's threads in order; ``among`` None means that no search narrows it."""
    query = select(ThreadRow.key).where(*_conditions(view, member)).order_by(*_order(sort)).limit(KEYS_MAX)
    found = tuple(key for key in session.exec(query) if key is not None)
    if among is None:
        return found
    wanted = frozenset(among)
    return tuple(key for key in found if key in wanted)


def count_open(session: Session, today: date) -> tuple[int, int]:
    """Return how many threads are open, and how many of them are past their follow-up."""
    late = func.count().filter(col(ThreadRow.follow_up_on) < today.isoformat())
    query = select(func.count(col(ThreadRow.key)), late).where(
        ThreadRow.state == ThreadState.OPEN.value, ThreadRow.entries > 0
    )
    total, overdue = session.exec(query).one()
    return int(total), int(overdue)


def lines(session: Session, wanted: Sequence[int]) -> tuple[ThreadLine, ...]:
    """Return the lines of some keys, in the order of the keys, at most 500; gone ones are left out."""
    query = select(ThreadRow).where(col(ThreadRow.key).in_(tuple(wanted[:LINES_MAX])))
    found = {row.key: to_line(row) for row in session.exec(query)}
    return tuple(found[key] for key in wanted if key in found)


def waiting_for(session: Session, member: str, until: date, limit: int = 100) -> tuple[ThreadLine, ...]:
    """Return the open threads of a member that are due until a day, red first, then the oldest."""
    query = (
        select(ThreadRow)
        .where(
            ThreadRow.owner == member,
            ThreadRow.state == ThreadState.OPEN.value,
            ThreadRow.entries > 0,
            col(ThreadRow.follow_up_on) <= until.isoformat(),
        )
        .order_by(*_order(Sort.URGENT))
        .limit(limit)
    )
    return tuple(to_line(row) for row in session.exec(query))


def closing_asked(session: Session, member: str, limit: int = 20) -> tuple[ThreadLine, ...]:
    """Return the red threads that somebody else wants to close and that need a second yes."""
    query = (
        select(ThreadRow)
        .where(
            ThreadRow.state == ThreadState.OPEN.value,
            col(ThreadRow.closing_asked_by).is_not(None),
            ThreadRow.closing_asked_by != member,
        )
        .order_by(*_order(Sort.URGENT))
        .limit(limit)
    )
    return tuple(to_line(row) for row in session.exec(query))


def named_like(session: Session, part: str, limit: int = 3) -> tuple[ThreadLine, ...]:
    """Return the threads in whose code name a part stands; those that begin with it first."""
    place = func.instr(ThreadRow.code_name, part)
    query = (
        select(ThreadRow)
        .where(ThreadRow.entries > 0, place > 0)
        .order_by(place != 1, col(ThreadRow.last_entry_at).desc())
        .limit(limit)
    )
    return tuple(to_line(row) for row in session.exec(query))


def owned_by(session: Session, member: str, limit: int = OWNED_MAX) -> tuple[ThreadLine, ...]:
    """Return a member's open threads, red first, then by follow-up."""
    query = (
        select(ThreadRow)
        .where(
            ThreadRow.owner == member, ThreadRow.state == ThreadState.OPEN.value, col(ThreadRow.entries) > 0
        )
        .order_by(*_order(Sort.URGENT))
        .limit(limit)
    )
    return tuple(to_line(row) for row in session.exec(query))


def set_owner(session: Session, key: int, owner: str) -> None:
    """Give a thread to somebody else."""
    row = _row(session, key)
    row.owner = owner
    row.version += 1
    session.add(row)
    session.flush()


def codes_owned(session: Session, member: str, limit: int = 500) -> tuple[str, ...]:
    """Return the code names of a member's open threads, the newest first."""
    query = (
        select(ThreadRow.code_name)
        .where(ThreadRow.owner == member, ThreadRow.state == ThreadState.OPEN.value)
        .order_by(col(ThreadRow.last_entry_at).desc())
        .limit(limit)
    )
    return tuple(session.exec(query))


def similar(session: Session, line: ThreadLine, limit: int = 3) -> tuple[ThreadLine, ...]:
    """Return threads alike in age band and concerns, by codes alone, the same level first."""
    first = line.concerns[0].value if line.concerns else ""
    alike = func.instr("," + col(ThreadRow.concerns) + ",", f",{first},") > 0
    nearness = func.abs(col(ThreadRow.level_rank) - line.level.rank)
    query = (
        select(ThreadRow)
        .where(
            ThreadRow.age_band == line.age_band.value, ThreadRow.id != line.id, ThreadRow.entries > 0, alike
        )
        .order_by(nearness, col(ThreadRow.department) != line.department, col(ThreadRow.last_entry_at).desc())
        .limit(limit)
    )
    return tuple(to_line(row) for row in session.exec(query))


def count_since(session: Session, since: datetime, not_by: str) -> int:
    """Return how many threads others have started since a moment."""
    query = select(func.count(col(ThreadRow.key))).where(
        ThreadRow.created_at > moments.to_text(since),
        ThreadRow.last_entry_by != not_by,
        ThreadRow.entries > 0,
    )
    return int(session.exec(query).one())


def to_line(row: ThreadRow) -> ThreadLine:
    """Return the record of a row."""
    return ThreadLine(
        id=ThreadId(row.id),
        code_name=CodeName(row.code_name),
        level=list(ConcernLevel)[row.level_rank],
        state=ThreadState(row.state),
        area=Area(row.area),
        age_band=AgeBand(row.age_band),
        concerns=concerns_out(row.concerns),
        outcome=Outcome(row.outcome),
        department=row.department,
        owner=MemberId(row.owner),
        follow_up_on=moments.to_day(row.follow_up_on),
        entries=row.entries,
        last_entry_at=moments.to_moment(row.last_entry_at),
        last_entry_by=MemberId(row.last_entry_by),
        version=row.version,
    )


_UNDOABLE = (
    "level_rank", "state", "area", "age_band", "concerns", "outcome", "department", "owner",
    "follow_up_on", "entries", "last_entry_at", "last_entry_by", "closing_asked_by",
)  # fmt: skip


def _conditions(view: View, member: str) -> list[ColumnElement[bool]]:
    conditions = [col(ThreadRow.entries) > 0]
    if view is not View.ALL:
        conditions.append(col(ThreadRow.state) == ThreadState.OPEN.value)
    if view is View.MINE:
        conditions.append(col(ThreadRow.owner) == member)
    return conditions


def _order(sort: Sort) -> list[TextClause]:
    newest = [text("last_entry_at DESC"), text("key DESC")]
    if sort is Sort.NEWEST:
        return newest
    if sort is Sort.DEPARTMENT:
        return [text("department"), *newest]
    return [
        text(f"level_rank = {_RED:d} DESC"),
        text("follow_up_on IS NULL"),
        text("follow_up_on"),
        text("level_rank DESC"),
        text("key DESC"),
    ]


def _stored(row: ThreadRow) -> StoredThread:
    asked = MemberId(row.closing_asked_by) if row.closing_asked_by else None
    return StoredThread(_key(row), row.version, to_line(row), asked)


def _row(session: Session, key: int) -> ThreadRow:
    row = session.get(ThreadRow, key)
    if row is None:
        raise Missing("thread")
    return row


def _key(row: ThreadRow) -> int:
    if row.key is None:
        raise Missing("thread")
    return row.key

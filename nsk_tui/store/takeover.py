"""Rows of a foreign log as rows of ours, many at once: each a thread of its own with one entry.

Row by row through the mapper, each cost five inserts, two updates and ten look-ups; here a batch
costs one statement for each table, however many rows it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, insert, select

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.consultations import (
    FREE_TEXT_FIELDS,
    Area,
    FollowUp,
    NewConsultation,
    ThreadState,
)
from nsk_tui.rules.ids import CodeName, ConsultationId, FollowUpId, ThreadId
from nsk_tui.store import entries, moments, search, threads
from nsk_tui.store.tables import EntryRow, FollowUpRow, ThreadRow


@dataclass(frozen=True)
class TakenOver:
    """A row that passed the check, and what its thread begins with.

    Shape
        ``follow_up`` is what is owed on it; None: nothing. What the entry says of a follow-up
        stands in ``new``. ``coded`` holds what was chosen from the network's own lists.
    """

    code_name: CodeName
    new: NewConsultation = field(repr=False)
    area: Area
    cleared: Cleared
    coded: Mapping[str, str] = field(repr=False)
    state: ThreadState
    follow_up: FollowUp | None


@dataclass(frozen=True)
class NewIds:
    """The ids of one row's records; the follow-up's is left over where nothing is owed."""

    thread: ThreadId
    entry: ConsultationId
    follow_up: FollowUpId


def add_all(
    session: Session, rows: Sequence[tuple[TakenOver, NewIds]], member: str, now: datetime, today: date
) -> range:
    """Write rows, at least one; return the keys of their threads.

    Shape
        Keys go on from the highest there is, as the database would count them: the caller holds
        the write lock.
    Errors
        RefusedRow: ``coded`` holds a field that is no choice from a list.
    """
    moment, connection = moments.to_text(now), session.connection()
    first, entry_key = _next_key(session, ThreadRow), _next_key(session, EntryRow)
    thread_rows, entry_rows, lines = [], [], []
    for at, (row, ids) in enumerate(rows):
        said = entries.columns_of(row.new, row.area, today, row.cleared, row.coded)
        where = {"key": entry_key + at, "id": ids.entry, "thread_key": first + at, "number": 1}
        entry_rows.append({**_ENTRY, **where, "member": member, "created_at": moment, **said})
        department = str(said["asker_department"])
        thread_rows.append(_thread(first + at, row, ids.thread, department, member, moment))
        body = replace(row.new, **{name: said[name] for name in FREE_TEXT_FIELDS})
        lines.append(search.line_of(entry_key + at, row.code_name, row.area, body))
    connection.execute(insert(ThreadRow), thread_rows)
    connection.execute(insert(EntryRow), entry_rows)
    search.put_new(session, lines)
    keys = range(first, first + len(rows))
    if owed := _follow_ups(keys, rows, member, moment):
        connection.execute(insert(FollowUpRow), owed)
    return keys


_ENTRY: dict[str, Any] = {"version": 1, "withdrawn": 0, "changed_at": None, "by_rota": None}
"""What every row begins with; who had duty when a foreign log was kept, nobody knows."""


def _thread(
    key: int, row: TakenOver, thread: ThreadId, department: str, member: str, moment: str
) -> dict[str, Any]:
    owed = row.follow_up
    return {
        **threads.codes_of(row.new, row.area),
        "key": key,
        "id": thread,
        "code_name": row.code_name,
        "department": department,
        "state": row.state.value,
        "owner": owed.owner if owed else member,
        "follow_up_on": moments.day_text(owed.on if owed else None),
        "entries": 1,
        "created_at": moment,
        "last_entry_at": moment,
        "last_entry_by": member,
        "closing_asked_by": None,
        "version": 1,
    }


def _follow_ups(keys: range, rows: Sequence[tuple[TakenOver, NewIds]], member: str, moment: str) -> list[Any]:
    return [
        {
            "id": ids.follow_up,
            "thread_key": key,
            "due_on": row.follow_up.on.isoformat(),
            "owner": row.follow_up.owner,
            "set_by": member,
            "set_at": moment,
            **dict.fromkeys(("done_at", "done_by", "result")),
        }
        for key, (row, ids) in zip(keys, rows, strict=True)
        if row.follow_up is not None
    ]


def _next_key(session: Session, table: type[ThreadRow] | type[EntryRow]) -> int:
    return (session.exec(select(func.max(col(table.key)))).one() or 0) + 1

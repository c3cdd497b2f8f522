"""Findings in stored texts that wait for their author."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.rules.ids import CodeName, TaskId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import EntryRow, TaskRow, ThreadRow

TASKS_MAX = 200


@dataclass(frozen=True)
class FindingTask:
    """A finding of a stored text that its author has yet to answer."""

    id: TaskId
    entry: str
    thread: CodeName
    field: str
    finding: Finding


def add_task(
    session: Session, task: TaskId, entry_key: int, member: str, field: str, finding: Finding, now: datetime
) -> None:
    """Write a task for an author."""
    session.add(
        TaskRow(
            id=task,
            entry_key=entry_key,
            member=member,
            field=field,
            span_start=finding.start,
            span_end=finding.end,
            label=finding.label.value,
            strength=finding.strength.value,
            reason=finding.reason.value,
            made_at=moments.to_text(now),
        )
    )
    session.flush()


def open_tasks(session: Session, member: str) -> tuple[FindingTask, ...]:
    """Return an author's open tasks, the oldest first."""
    query = (
        select(TaskRow, EntryRow.id, ThreadRow.code_name)
        .join(EntryRow, col(EntryRow.key) == TaskRow.entry_key)
        .join(ThreadRow, col(ThreadRow.key) == EntryRow.thread_key)
        .where(TaskRow.member == member, col(TaskRow.settled_at).is_(None), EntryRow.withdrawn == 0)
        .order_by(col(TaskRow.made_at), TaskRow.id)
        .limit(TASKS_MAX)
    )
    return tuple(_to_task(row, entry, code_name) for row, entry, code_name in session.exec(query))


def open_of(session: Session, entry_key: int) -> tuple[tuple[str, str, Finding], ...]:
    """Return what is still asked about an entry, as (member, field, finding)."""
    query = select(TaskRow).where(TaskRow.entry_key == entry_key, col(TaskRow.settled_at).is_(None))
    rows = session.exec(query.order_by(col(TaskRow.made_at), TaskRow.id).limit(TASKS_MAX))
    return tuple((row.member, row.field, _finding(row)) for row in rows)


def settle(
    session: Session, task: TaskId, member: str, declaration: str | None, now: datetime
) -> FindingTask:
    """Write an author's answer; ``declaration`` None means seen and accepted.

    Errors
        Missing: no such task of this author is open.
    """
    found = next((one for one in open_tasks(session, member) if one.id == task), None)
    row = session.get(TaskRow, task)
    if found is None or row is None:
        raise Missing("task")
    row.settled_at, row.declaration = moments.to_text(now), declaration
    session.add(row)
    session.flush()
    return found


def known_spans(session: Session, entry_key: int) -> frozenset[tuple[str, int, int]]:
    """Return the spans of an entry that were ever asked about, as (field, start, end)."""
    query = select(TaskRow.field, TaskRow.span_start, TaskRow.span_end).where(TaskRow.entry_key == entry_key)
    return frozenset(session.exec(query))


def forget_spans(session: Session, entry_key: int) -> None:
    """Forget every span of an entry: its text was written anew, and they point elsewhere now."""
    session.exec(delete(TaskRow).where(col(TaskRow.entry_key) == entry_key))


def _to_task(row: TaskRow, entry: str, code_name: str) -> FindingTask:
    return FindingTask(TaskId(row.id), entry, CodeName(code_name), row.field, _finding(row))


def _finding(row: TaskRow) -> Finding:
    return Finding(row.span_start, row.span_end, Label(row.label), Strength(row.strength), Reason(row.reason))

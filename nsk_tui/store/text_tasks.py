"""Findings in stored texts that are no consultation, which wait for their author."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength
from nsk_tui.rules.ids import TaskId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.handover_tables import TextTaskRow

TASKS_MAX = 200


@dataclass(frozen=True)
class TextTask:
    """A finding of a stored text that its author has yet to answer.

    Shape
        ``kind`` and ``ref`` name the record, ``field`` the text in it.
    """

    id: TaskId
    kind: str
    ref: str
    member: str
    field: str
    finding: Finding


def add(
    session: Session,
    task: TaskId,
    kind: str,
    ref: str,
    member: str,
    field: str,
    finding: Finding,
    now: datetime,
) -> None:
    """Write a task for an author."""
    session.add(
        TextTaskRow(
            id=task,
            kind=kind,
            ref=ref,
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


def open_tasks(session: Session, member: str) -> tuple[TextTask, ...]:
    """Return an author's open tasks, the oldest first."""
    query = (
        select(TextTaskRow)
        .where(TextTaskRow.member == member, col(TextTaskRow.settled_at).is_(None))
        .order_by(col(TextTaskRow.made_at), TextTaskRow.id)
        .limit(TASKS_MAX)
    )
    return tuple(_to_task(row) for row in session.exec(query))


def open_of(session: Session, kind: str, ref: str) -> tuple[TextTask, ...]:
    """Return what is still asked about a record, the oldest question first."""
    query = (
        select(TextTaskRow)
        .where(TextTaskRow.kind == kind, TextTaskRow.ref == ref, col(TextTaskRow.settled_at).is_(None))
        .order_by(col(TextTaskRow.made_at), TextTaskRow.id)
        .limit(TASKS_MAX)
    )
    return tuple(_to_task(row) for row in session.exec(query))


def known_spans(session: Session, kind: str, ref: str) -> frozenset[tuple[str, int, int]]:
    """Return the spans of a record that were ever asked about, as (field, start, end)."""
    query = select(TextTaskRow.field, TextTaskRow.span_start, TextTaskRow.span_end).where(
        TextTaskRow.kind == kind, TextTaskRow.ref == ref
    )
    return frozenset(session.exec(query))


def settle(session: Session, task: TaskId, member: str, declaration: str | None, now: datetime) -> TextTask:
    """Write an author's answer; ``declaration`` None means seen and accepted.

    Errors
        Missing: no such task of this author is open.
    """
    row = session.get(TextTaskRow, task)
    if row is None or row.member != member or row.settled_at is not None:
        raise Missing("task")
    row.settled_at, row.declaration = moments.to_text(now), declaration
    session.add(row)
    session.flush()
    return _to_task(row)


def forget_spans(session: Session, kind: str, ref: str, fields: tuple[str, ...] = ()) -> None:
    """Forget the spans of a record's texts, of all or of some: they were written anew."""
    query = delete(TextTaskRow).where(col(TextTaskRow.kind) == kind, col(TextTaskRow.ref) == ref)
    session.exec(query.where(col(TextTaskRow.field).in_(fields)) if fields else query)


def _to_task(row: TextTaskRow) -> TextTask:
    finding = Finding(
        row.span_start, row.span_end, Label(row.label), Strength(row.strength), Reason(row.reason)
    )
    return TextTask(TaskId(row.id), row.kind, row.ref, row.member, row.field, finding)

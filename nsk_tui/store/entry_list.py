"""Lists of entries for the command line, narrowed by codes."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from nsk_tui.rules.consultations import Consultation, ThreadState
from nsk_tui.rules.lists import ENTRIES_LISTED_MAX, EntryFilter
from nsk_tui.store.entries import to_record
from nsk_tui.store.tables import EntryRow, ThreadRow


def entries(session: Session, wanted: EntryFilter) -> tuple[Consultation, ...]:
    """Return entries, the newest first."""
    query = (
        select(EntryRow, ThreadRow.code_name)
        .join(ThreadRow, col(ThreadRow.key) == EntryRow.thread_key)
        .where(col(EntryRow.withdrawn) == 0, *_conditions(wanted))
        .order_by(col(EntryRow.created_at).desc(), col(EntryRow.key).desc())
        .limit(min(wanted.limit, ENTRIES_LISTED_MAX))
    )
    return tuple(to_record(row, code_name) for row, code_name in session.exec(query))


def _conditions(wanted: EntryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.level is not None:
        conditions.append(col(EntryRow.level) == wanted.level.value)
    if wanted.area is not None:
        conditions.append(col(EntryRow.area) == wanted.area.value)
    if wanted.department:
        conditions.append(col(EntryRow.asker_department) == wanted.department)
    if wanted.member:
        conditions.append(col(EntryRow.member) == wanted.member)
    return [*conditions, *_by_day(wanted)]


def _by_day(wanted: EntryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        conditions.append(col(EntryRow.day) >= wanted.since.isoformat())
    if wanted.until is not None:
        conditions.append(col(EntryRow.day) <= wanted.until.isoformat())
    if wanted.open_only:
        conditions.append(col(ThreadRow.state) == ThreadState.OPEN.value)
    return conditions

"""Records as the JSON answers show them."""

from datetime import UTC, datetime

from nsk_tui.rules.consultation_input import write_consultation
from nsk_tui.rules.consultations import Consultation, Thread, ThreadLine


def utc(moment: datetime) -> str:
    """Return a moment in UTC, to the second.

    >>> utc(datetime(2026, 11, 20, 8, 42, 5, tzinfo=UTC))
    '2026-11-20T08:42:05Z'
    """
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def entry_object(entry: Consultation) -> dict[str, object]:
    """Return a stored consultation: what ``consult add`` reads, and what the store added to it."""
    return {
        **write_consultation(entry.body),
        "area": entry.area.value,
        "id": entry.id,
        "thread": entry.thread,
        "number": entry.number,
        "version": entry.version,
        "member": entry.member,
        "created_at": utc(entry.created_at),
        "changed_at": utc(entry.changed_at) if entry.changed_at else None,
    }


def thread_object(thread: Thread) -> dict[str, object]:
    """Return a thread with its entries."""
    return {
        **line_object(thread.line),
        "entries": [entry_object(entry) for entry in thread.entries],
        "readers": list(thread.readers),
        "closing_asked_by": thread.closing_asked_by,
    }


def line_object(line: ThreadLine) -> dict[str, object]:
    """Return what a list shows of a thread."""
    return {
        "thread": line.code_name,
        "level": line.level.value,
        "state": line.state.value,
        "area": line.area.value,
        "age_band": line.age_band.value,
        "concerns": [concern.value for concern in line.concerns],
        "outcome": line.outcome.value,
        "department": line.department,
        "owner": line.owner,
        "follow_up_on": line.follow_up_on.isoformat() if line.follow_up_on else None,
    }

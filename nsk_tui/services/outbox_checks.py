"""Holding the outbox against what the store says lies there."""

from dataclasses import dataclass
from hashlib import sha256

from nsk_tui.services.session import Session
from nsk_tui.store import outbox as rows
from nsk_tui.vault import outbox


@dataclass(frozen=True)
class OutboxState:
    """How the files in the outbox stand against the rows.

    Shape
        ``missing`` should wait and do not; ``changed`` are other bytes than were laid there;
        ``unknown`` wait under tickets that were never given out.
    """

    waiting: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    unknown: tuple[str, ...]


def compare(session: Session) -> OutboxState:
    """Hold every waiting file against its row."""
    with session.database.reading() as reading:
        digests = rows.waiting(reading)
        found = {file.ticket: file for file in outbox.contents(session.folder).waiting}
        known = rows.states(reading, list(found))
    held = {ticket: sha256(outbox.content(session.folder, found[ticket])).hexdigest() for ticket in found}
    return OutboxState(
        waiting=len(found),
        missing=tuple(ticket for ticket in digests if ticket not in found),
        changed=tuple(ticket for ticket in digests if held.get(ticket, digests[ticket]) != digests[ticket]),
        unknown=tuple(ticket for ticket in found if ticket not in known),
    )

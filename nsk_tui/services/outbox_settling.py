"""What happened to the outbox while nobody had the store open, taken in at the next unlocking.

Source
    docs/rules/outbox.md, "When a ticket is spent"
"""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nsk_tui.rules.outbox import TicketState
from nsk_tui.services import local_time
from nsk_tui.store import outbox as rows
from nsk_tui.store.change import Change
from nsk_tui.store.engine import Database
from nsk_tui.vault import files, outbox
from nsk_tui.vault.errors import VaultError
from nsk_tui.vault.outbox import Contents, OutboxFile, Spent

_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Settled:
    """What was taken in: notes that may be forgotten, and how many lines were audited."""

    notes: tuple[str, ...] = ()
    audited: int = 0


def settle(folder: Path, writing: Change) -> Settled:
    """Enter in the audit which tickets were used up, and which are over.

    An outbox that cannot be read keeps nobody out of the store: ``nsk verify`` says so.
    """
    try:
        found = outbox.contents(folder)
    except VaultError:
        return Settled()
    today = local_time.on_the_wall(writing.now).date()
    states = rows.states(writing.session, [file.ticket for file in found.waiting])
    over = [
        file
        for file in found.waiting
        if file.last_day < today and states.get(file.ticket) is TicketState.WAITING
    ]
    fresh = [spent for spent in found.spent if not _is_known(writing, spent)]
    for spent in fresh:
        _note_fetch(writing, spent)
    for file in over:
        rows.end(writing.session, file.ticket, TicketState.EXPIRED, "", writing.now)
        writing.audit("expire_ticket", file.ticket)
    return Settled(tuple(spent.name for spent in found.spent), len(fresh) + len(over))


def tidy(database: Database, settled: Settled) -> None:
    """Bring the files to what the rows say: what is over goes, what was cut off is finished or goes.

    Best effort by design: what cannot be done now is done at the next unlocking. Whoever lays
    something down holds the lock, so that nothing of hers is taken for a leftover.
    """
    folder = database.vault.folder
    with contextlib.suppress(VaultError), files.locked(folder, wait_seconds=0):
        outbox.forget(folder, settled.notes)
        found = outbox.contents(folder)
        if not _is_tidy(found):
            _tidy(database, found)


def _is_tidy(found: Contents) -> bool:
    return not (found.waiting or found.unfinished or found.torn)


def _tidy(database: Database, found: Contents) -> None:
    folder = database.vault.folder
    with database.reading() as reading:
        states = rows.states(reading, [file.ticket for file in (*found.waiting, *found.unfinished)])
    ended = [file for file in found.waiting if _has_ended(states.get(file.ticket))]
    outbox.remove(folder, ended)
    for file in found.unfinished:
        _finish(folder, file, states.get(file.ticket))
    outbox.forget(folder, found.torn)


def _finish(folder: Path, file: OutboxFile, state: TicketState | None) -> None:
    """Hand out what was audited and then cut off; take away what was not. None: it was not."""
    if state is TicketState.WAITING:
        outbox.hand_out(folder, file)
    else:
        outbox.remove(folder, [file])


def _has_ended(state: TicketState | None) -> bool:
    """Return whether a ticket is over; None, one that nobody knows, is left for ``verify`` to tell."""
    return state is not None and state is not TicketState.WAITING


def _is_known(writing: Change, spent: Spent) -> bool:
    if not rows.is_taken(writing.session, spent.ticket):
        return False
    known = rows.get(writing.session, spent.ticket)
    return known.state is TicketState.FETCHED and (known.ended_by, known.ended_at) == (
        _who(spent),
        _when(spent),
    )


def _note_fetch(writing: Change, spent: Spent) -> None:
    if rows.states(writing.session, [spent.ticket]).get(spent.ticket) is TicketState.WAITING:
        rows.end(writing.session, spent.ticket, TicketState.FETCHED, _who(spent), _when(spent))
    writing.audit("fetch", spent.ticket, f"{spent.by} {spent.at}")


def _who(spent: Spent) -> str:
    return "" if spent.by == outbox.NOBODY else spent.by


def _when(spent: Spent) -> datetime:
    try:
        return datetime.strptime(spent.at, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)

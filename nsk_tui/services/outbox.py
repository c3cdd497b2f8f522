"""The outbox: sealed documents leave under tickets, each fetched once; whatever happens is audited.

Source
    docs/rules/outbox.md
"""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import FETCH_DAYS, LeavingKind, LeavingPurpose, Ticket, TicketState
from nsk_tui.services import chance, outbox_settling
from nsk_tui.services.errors import UnknownTicket
from nsk_tui.services.session import Session
from nsk_tui.store import outbox as rows
from nsk_tui.store.change import change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing
from nsk_tui.vault import files, outbox
from nsk_tui.vault.errors import VaultError
from nsk_tui.vault.outbox import OutboxFile

PASSPHRASE = "passphrase"
"""Stands in the audit for a receiver where something was sealed to a passphrase."""


@dataclass(frozen=True)
class Leaving:
    """A document that leaves: sealed already, for one receiver.

    Shape
        ``suffix`` is what the receiver's file should end in. ``receiver`` None: whoever knows the
        passphrase. ``digest`` is the SHA-256 of the document before it was sealed: with it a
        file that turns up later can be held against the audit.
    """

    sealed: bytes = field(repr=False)
    suffix: str
    receiver: MemberId | None
    digest: str


@dataclass(frozen=True)
class About:
    """What leaves and why: a kind, a subject in codes, a purpose."""

    kind: LeavingKind
    subject: str
    purpose: LeavingPurpose


def put(
    session: Session, about: About, leaving: Sequence[Leaving], check: Callable[[Reading], None]
) -> tuple[Ticket, ...]:
    """Let sealed documents wait under tickets, in the order given; all of them or none.

    Each is written whole before its audit line, and can be fetched only after it: nothing leaves
    unseen, and nothing is said to have left that did not.

    Shape
        ``check`` looks under the write lock at what must still be true, and raises otherwise.
    Errors
        NotAllowed. StoreFull, StoreReadOnly, StoreBusy, and what ``check`` raises: nothing has left.
    """
    session.must(Act.EXPORT)
    laid: list[OutboxFile] = []
    with files.locked(session.folder):
        try:
            tickets = _lay_down(session, about, leaving, laid)
            _write_down(session, tickets, leaving, check)
        except BaseException:
            with contextlib.suppress(VaultError):
                outbox.remove(session.folder, laid)
            raise
        for file in laid:
            outbox.hand_out(session.folder, file)
    return tickets


def tickets(
    session: Session, kind: LeavingKind | None = None, subject: str | None = None
) -> tuple[Ticket, ...]:
    """Return what has left or waits, the newest first, with what was fetched until now.

    Shape
        None as ``kind`` or ``subject`` means all.
    Errors
        NotAllowed
    """
    session.must(Act.EXPORT)
    take_in(session)
    with session.database.reading() as reading:
        return rows.tickets(reading, kind, subject)


def withdraw(session: Session, ticket: str) -> Ticket:
    """Take a file back that nobody has fetched.

    Errors
        NotAllowed. UnknownTicket: it was fetched, is over, or there is none.
    """
    session.must(Act.EXPORT)
    take_in(session)
    with files.locked(session.folder):
        with change(session.database, session.member, session.now) as writing:
            found = _waiting(writing.session, ticket)
            rows.end(writing.session, ticket, TicketState.WITHDRAWN, session.member, writing.now)
            writing.audit("withdraw_ticket", ticket)
            writing.commit()
        outbox.remove(session.folder, [_file(found)])
    return found


def take_in(session: Session) -> None:
    """Take in what was fetched since the last look, as an unlocking does; mostly writes nothing."""
    if not outbox.contents(session.folder).spent:
        return
    with change(session.database, session.member, session.now) as writing:
        settled = outbox_settling.settle(session.folder, writing)
        if settled.audited:
            writing.commit()
    outbox_settling.tidy(session.database, settled)


def _lay_down(
    session: Session, about: About, leaving: Sequence[Leaving], laid: list[OutboxFile]
) -> tuple[Ticket, ...]:
    """Write every file where nobody can fetch it yet; ``laid`` tells, also after a fault, which were."""
    tickets = []
    for one in leaving:
        with session.database.reading() as reading:
            tickets.append(_ticket(session, reading, about, one))
        laid.append(_file(tickets[-1]))
        outbox.lay_down(session.folder, laid[-1], one.sealed)
    return tuple(tickets)


def _ticket(session: Session, reading: Reading, about: About, one: Leaving) -> Ticket:
    name = chance.ticket()
    while rows.is_taken(reading, name):
        name = chance.ticket()
    return Ticket(
        ticket=name,
        kind=about.kind,
        subject=about.subject,
        suffix=one.suffix,
        receiver=one.receiver,
        purpose=about.purpose,
        made_by=session.member,
        made_at=session.now,
        last_day=session.today + timedelta(days=FETCH_DAYS),
    )


def _write_down(
    session: Session, tickets: Sequence[Ticket], leaving: Sequence[Leaving], check: Callable[[Reading], None]
) -> None:
    with change(session.database, session.member, session.now) as writing:
        check(writing.session)
        for ticket, one in zip(tickets, leaving, strict=True):
            rows.add(writing.session, ticket, sha256(one.sealed).hexdigest())
            writing.audit("export", ticket.ticket, _told(ticket, one))
        writing.commit()


def _told(ticket: Ticket, one: Leaving) -> str:
    what = f"{ticket.kind} {ticket.subject} {ticket.purpose}"
    return f"{what} {one.receiver or PASSPHRASE} {one.suffix} {one.digest}"


def _waiting(reading: Reading, ticket: str) -> Ticket:
    try:
        found = rows.get(reading, ticket)
    except Missing:
        raise UnknownTicket from None
    if found.state is not TicketState.WAITING:
        raise UnknownTicket
    return found


def _file(ticket: Ticket) -> OutboxFile:
    return OutboxFile(ticket.ticket, ticket.last_day, ticket.suffix)

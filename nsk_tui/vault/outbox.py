"""The outbox: sealed files that wait under a ticket until somebody has fetched each of them once.

It is read without a key: what lies here opens only for its receivers. A file's name says all that
must be known before it is handed out; what it is and for whom stands in the database.

Source
    docs/format/store-v1.md, section "Outbox"
"""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nsk_tui.vault import files
from nsk_tui.vault.envelope import DOCUMENT_BYTES_MAX, is_sealed
from nsk_tui.vault.errors import DamagedStore, ForeignStore, NoTicket, TicketExpired

OUTBOX_NAME = "outbox"
TICKET_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nobody reads 0 for O or 1 for I or L aloud."""

FILES_MAX = 2000
NOBODY = "-"
"""Stands for a member where the account itself fetched."""

_SEAL_BYTES_MAX = 64 * 1024
_TICKET = re.compile(rf"[{TICKET_LETTERS}]{{4}}-[{TICKET_LETTERS}]{{2}}", re.ASCII)
_WAITING = re.compile(
    rf"(?P<ticket>{_TICKET.pattern})\.(?P<last_day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})"
    r"\.(?P<suffix>[a-z]{2,4}(?:\.age)?)\Z",
    re.ASCII,
)
_SPENT = re.compile(
    rf"(?P<ticket>{_TICKET.pattern})\.spent\.(?P<by>[^.\s/]{{1,16}})\.(?P<at>[0-9]{{8}}T[0-9]{{6}}Z)\Z"
)


@dataclass(frozen=True)
class OutboxFile:
    """A sealed file's name.

    Shape
        ``last_day`` is the last on which it is handed out. ``suffix`` is what the receiver's file
        should end in, such as ``docx.age``.
    """

    ticket: str
    last_day: date
    suffix: str

    @property
    def name(self) -> str:
        """How the file is called while it waits."""
        return f"{self.ticket}.{self.last_day.isoformat()}.{self.suffix}"


@dataclass(frozen=True)
class Spent:
    """A ticket that was used up.

    Shape
        ``by`` is the member whose key fetched, or ``NOBODY``. ``at`` is the moment in UTC, as
        ``20261120T084200Z``.
    """

    ticket: str
    by: str
    at: str

    @property
    def name(self) -> str:
        """How the empty file is called that tells it."""
        return f"{self.ticket}.spent.{self.by}.{self.at}"


@dataclass(frozen=True)
class Contents:
    """What lies in the outbox.

    Shape
        ``unfinished`` were laid down and not handed out; ``torn`` are names of what was cut off
        while it was written; ``strays`` are names that are none of ours.
    """

    waiting: tuple[OutboxFile, ...] = ()
    unfinished: tuple[OutboxFile, ...] = ()
    spent: tuple[Spent, ...] = ()
    torn: tuple[str, ...] = ()
    strays: tuple[str, ...] = ()


def is_ticket(text: str) -> bool:
    """Return whether a text has the form of a ticket.

    >>> is_ticket("7F3K-Q2"), is_ticket("../keyring"), is_ticket("7F3K-O2")
    (True, False, False)
    """
    return _TICKET.fullmatch(text) is not None


def contents(folder: Path) -> Contents:
    """Return what lies in a store's outbox; nothing when there is none."""
    names = _names(folder)
    torn = tuple(name for name in names if name.startswith(".."))
    hidden = [name for name in names if name.startswith(".") and name not in torn]
    waiting = {name: _as_file(name) for name in names}
    unfinished = {name: _as_file(name[1:]) for name in hidden}
    spent = {name: _as_spent(name) for name in names}
    ours = {name for part in (waiting, unfinished, spent) for name, found in part.items() if found}
    return Contents(
        tuple(one for one in waiting.values() if one),
        tuple(one for one in unfinished.values() if one),
        tuple(one for one in spent.values() if one),
        torn,
        tuple(name for name in names if name not in ours and name not in torn),
    )


def lay_down(folder: Path, file: OutboxFile, sealed: bytes) -> None:
    """Write a sealed file where nobody can fetch it yet.

    Errors
        DamagedStore: it is not sealed (a fault in the caller). StoreFull, StoreReadOnly: nothing is left.
        ForeignStore: the outbox is a link to somewhere else.
    """
    if not is_sealed(sealed) or _as_file(file.name) is None:
        raise DamagedStore(OUTBOX_NAME)
    if (folder / OUTBOX_NAME).is_symlink():
        raise ForeignStore(OUTBOX_NAME)
    files.make_private_folder(folder / OUTBOX_NAME)
    files.write_atomically(_unfinished(folder, file), sealed)


def hand_out(folder: Path, file: OutboxFile) -> None:
    """Let a file that was laid down be fetched."""
    with files.told_apart(file.ticket):
        _unfinished(folder, file).rename(_waiting(folder, file))
        files.sync_folder(folder / OUTBOX_NAME)


def remove(folder: Path, files_: Iterable[OutboxFile]) -> None:
    """Take files out of the outbox, finished or not; what is gone already stays so."""
    for file in files_:
        with files.told_apart(file.ticket):
            _unfinished(folder, file).unlink(missing_ok=True)
            _waiting(folder, file).unlink(missing_ok=True)


def read(folder: Path, ticket: str, today: date) -> tuple[OutboxFile, bytes]:
    """Return the file that a ticket is good for, and what is in it.

    Errors
        NoTicket: there is none, or it was used up. TicketExpired: its last day is over.
        TooOpen, NotOurs, ForeignStore, OverLimit, DamagedStore: the file is not as we left it.
    """
    found = [one for one in contents(folder).waiting if one.ticket == ticket] if is_ticket(ticket) else []
    if not found:
        raise NoTicket
    file = found[0]
    if file.last_day < today:
        raise TicketExpired(file.last_day.isoformat())
    files.check_private(_waiting(folder, file))
    sealed = files.read_bounded(_waiting(folder, file), DOCUMENT_BYTES_MAX + _SEAL_BYTES_MAX)
    if not is_sealed(sealed):
        raise DamagedStore(file.ticket)
    return file, sealed


def spend(folder: Path, file: OutboxFile, by: str, at: str) -> None:
    """Use a ticket up: one rename, which a full disk does not stop, and then the content goes.

    Whoever fetched at the same time and was later leaves a note of its own.

    Errors
        StoreReadOnly, StoreFull: the ticket is still good.
    """
    spent = folder / OUTBOX_NAME / Spent(file.ticket, by or NOBODY, at).name
    with files.told_apart(file.ticket):
        try:
            _waiting(folder, file).rename(spent)
        except FileNotFoundError:
            files.write_atomically(spent, b"")
        os.truncate(spent, 0)
        files.sync_folder(folder / OUTBOX_NAME)


def forget(folder: Path, names: Iterable[str]) -> None:
    """Remove what told that tickets were used up, or what was torn."""
    for name in names:
        with files.told_apart(OUTBOX_NAME):
            (folder / OUTBOX_NAME / name).unlink(missing_ok=True)


def content(folder: Path, file: OutboxFile) -> bytes:
    """Return what waits under a ticket, to hold it against what was left there.

    Errors
        NoStore, OverLimit, ForeignStore, StoreReadOnly.
    """
    return files.read_bounded(_waiting(folder, file), DOCUMENT_BYTES_MAX + _SEAL_BYTES_MAX)


def _names(folder: Path) -> list[str]:
    place = folder / OUTBOX_NAME
    if not place.is_dir() or place.is_symlink():
        return []
    with files.told_apart(OUTBOX_NAME):
        return sorted(os.listdir(place))[:FILES_MAX]


def _as_file(name: str) -> OutboxFile | None:
    """Return what a file's name says; None for a name that is not ours."""
    parts = _WAITING.match(name)
    if parts is None:
        return None
    try:
        return OutboxFile(parts["ticket"], date.fromisoformat(parts["last_day"]), parts["suffix"])
    except ValueError:
        return None


def _as_spent(name: str) -> Spent | None:
    """Return what a note's name says; None for a name that is not ours."""
    parts = _SPENT.match(name)
    return None if parts is None else Spent(parts["ticket"], parts["by"], parts["at"])


def _waiting(folder: Path, file: OutboxFile) -> Path:
    return folder / OUTBOX_NAME / file.name


def _unfinished(folder: Path, file: OutboxFile) -> Path:
    return folder / OUTBOX_NAME / f".{file.name}"

"""Fetching what waits under a ticket: without a key and without a database, for it is sealed.

Source
    docs/rules/outbox.md
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nsk_tui.services import local_time
from nsk_tui.vault import outbox
from nsk_tui.vault.outbox import OutboxFile

TICKET_LETTERS = 6
_GROUP_LETTERS = 4
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Parcel:
    """A sealed file that is being fetched.

    Shape
        ``suffix`` is what the receiver's file should end in, such as ``docx.age``.
    """

    file: OutboxFile
    sealed: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        """What the receiver's file should end in."""
        return self.file.suffix


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def as_typed(text: str) -> str:
    """Return the ticket that a person meant: small letters, blanks and a missing hyphen are no fault.

    >>> as_typed("7f3k q2"), as_typed("../keyring")
    ('7F3K-Q2', '')
    """
    letters = "".join(sign for sign in text.upper() if sign not in " -")
    is_whole = len(letters) == TICKET_LETTERS and set(letters) <= set(outbox.TICKET_LETTERS)
    return f"{letters[:_GROUP_LETTERS]}-{letters[_GROUP_LETTERS:]}" if is_whole else ""


def find(folder: Path, ticket: str, clock: Callable[[], datetime] = utc_now) -> Parcel:
    """Return what waits under a ticket; the ticket stays good.

    Errors
        NoTicket, TicketExpired. TooOpen, NotOurs, ForeignStore, DamagedStore, OverLimit: the file
        is not as it was left.
    """
    today = local_time.on_the_wall(clock()).date()
    return Parcel(*outbox.read(folder, as_typed(ticket), today))


def spend(folder: Path, parcel: Parcel, by: str = "", clock: Callable[[], datetime] = utc_now) -> None:
    """Use a ticket up, when the last byte is through; the next unlocking enters it in the audit.

    Shape
        ``by`` is the member whose SSH key fetched; empty where the account itself did.
    Errors
        StoreReadOnly, StoreFull: the ticket is still good.
    """
    outbox.spend(folder, parcel.file, by, clock().astimezone(UTC).strftime(_STAMP))

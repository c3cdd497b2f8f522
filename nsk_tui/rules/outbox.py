"""What leaves the store: which kinds, for what purpose, for how long it may be fetched.

Source
    docs/rules/outbox.md
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from nsk_tui.rules.ids import MemberId

FETCH_DAYS = 14
"""So many days a ticket is good after the day on which it was made."""


class LeavingKind(StrEnum):
    """What leaves the store under a ticket."""

    HANDOVER = "handover"
    AGENDA = "agenda"
    MINUTES = "minutes"
    CALENDAR = "calendar"


class LeavingPurpose(StrEnum):
    """Why something leaves the store: stands in the audit."""

    HANDOVER = "handover"
    MEETING = "meeting"
    RECORD = "record"
    OVERSIGHT = "oversight"


class TicketState(StrEnum):
    """What has become of a ticket."""

    WAITING = "waiting"
    FETCHED = "fetched"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class LeavingForm(StrEnum):
    """In which form a document leaves; each is a file of its own."""

    WORD = "docx"
    MARKDOWN = "md"


class SealedTo(StrEnum):
    """What a document is sealed to: the keys of members, six words with age, or six words with Word."""

    MEMBERS = "members"
    PASSPHRASE = "passphrase"
    WORD_PASSPHRASE = "word_passphrase"


class RecipientState(StrEnum):
    """How far a member's age key has come: it counts when somebody else has heard its words."""

    NONE = "none"
    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Ticket:
    """A sealed file that waits, or waited, to be fetched.

    Shape
        ``subject`` is what it is about in codes, such as the member who hands over. ``receiver``
        None: sealed to a passphrase. ``last_day`` is the last on which it can be fetched.
        ``ended_at`` and ``ended_by`` None: it still waits; ``ended_by`` is empty when no member
        did it.
    """

    ticket: str
    kind: LeavingKind
    subject: str
    suffix: str
    receiver: MemberId | None
    purpose: LeavingPurpose
    made_by: MemberId
    made_at: datetime
    last_day: date
    state: TicketState = TicketState.WAITING
    ended_at: datetime | None = None
    ended_by: str | None = None

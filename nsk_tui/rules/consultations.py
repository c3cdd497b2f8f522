"""Consultations: a colleague asks, a knowledge person answers; several make a thread.

Source
    docs/rules/consultations.md
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

from nsk_tui.rules.ids import CodeName, ConsultationId, FollowUpId, MemberId, ThreadId

CORRECTION_HOURS = 24
MINUTES_MAX = 24 * 60
TEXT_CHARACTERS_MAX = 100_000
SHORT_TEXT_CHARACTERS_MAX = 200


class ConcernLevel(StrEnum):
    """How serious it is: early concern, suspicion, acute."""

    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"

    @property
    def rank(self) -> int:
        """0 for yellow to 2 for red."""
        return list(ConcernLevel).index(self)


class Area(StrEnum):
    """Which law and which colleagues: under 18 or over."""

    CHILDREN = "children"
    ADULTS = "adults"


class AgeBand(StrEnum):
    """The age, never exact."""

    CHILD = "0-11"
    TEEN = "12-17"
    YOUNG = "18-23"
    ADULT = "24+"
    UNKNOWN = "unknown"


class Concern(StrEnum):
    """What the worry is about; the order is that of the keys 1 to 9 and 0."""

    CONTROL = "control"
    THREATS = "threats"
    SURVEILLANCE = "surveillance"
    STAY_ABROAD = "stay_abroad"
    FORCED_MARRIAGE = "forced_marriage"
    ECONOMY = "economy"
    VIOLENCE = "violence"
    ISOLATION = "isolation"
    PRACTICE_DOUBT = "practice_doubt"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of the conversation."""

    ADVICE_GIVEN = "advice_given"
    REFERRED = "referred"
    NOTIFICATION = "notification"
    MEETING_AGREED = "meeting_agreed"
    OTHER = "other"
    OPEN = "open"


class Channel(StrEnum):
    """How they talked."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    VIDEO = "video"
    EMAIL = "email"
    CHAT = "chat"
    MEETING = "meeting"


class Asked(StrEnum):
    """What the colleague wanted to know."""

    IS_IT_NSK = "is_it_nsk"
    HOW_TO_ASK = "how_to_ask"
    OPTIONS = "options"
    WHOM_TO_INVOLVE = "whom_to_involve"
    RISK_ASSESSMENT = "risk_assessment"
    OTHER = "other"


class Basis(StrEnum):
    """On which ground something was shared."""

    ANONYMISED = "anonymised"
    CONSENT = "consent"
    STATUTE = "statute"


class ThreadState(StrEnum):
    """Whether work is still owed on a thread."""

    OPEN = "open"
    CLOSED = "closed"


class FollowUpResult(StrEnum):
    """How a follow-up went; the order is that of the keys 1 to 4 and 0."""

    AS_AGREED = "as_agreed"
    BETTER = "better"
    WORSE = "worse"
    NOT_REACHED = "not_reached"
    OTHER = "other"


class ReadPurpose(StrEnum):
    """Why a member opened a record; it stands in the audit."""

    OWN = "own"
    DUTY = "duty"
    FOLLOW_UP = "follow_up"
    HANDOVER = "handover"
    CONSULTING = "consulting"
    AUDIT = "audit"


@dataclass(frozen=True)
class FollowUp:
    """When to look again, and who does it."""

    on: date
    owner: MemberId


@dataclass(frozen=True)
class NewConsultation:
    """A consultation as its author hands it in.

    Shape
        ``day`` None means today; ``area`` None means that the age band decides;
        ``thread`` None starts a new thread; ``owner`` of the follow-up may be another member.
        ``by_author`` is False when a file was read rather than a form filled in.
    """

    level: ConcernLevel
    age_band: AgeBand = AgeBand.UNKNOWN
    area: Area | None = None
    concerns: tuple[Concern, ...] = ()
    outcome: Outcome = Outcome.OPEN
    channel: Channel | None = None
    asked: Asked | None = None
    basis: Basis = Basis.ANONYMISED
    statute_ref: str = ""
    day: date | None = None
    minutes: int | None = None
    asker_department: str = ""
    asker_role: str = ""
    signs: str = ""
    card: str = ""
    referred_to: str = ""
    text: str = ""
    advice: str = ""
    learned: str = ""
    follow_up: FollowUp | None = None
    thread: CodeName | None = None


FREE_TEXT_FIELDS: tuple[str, ...] = (
    "text",
    "advice",
    "learned",
    "signs",
    "asker_department",
    "asker_role",
    "referred_to",
    "card",
    "statute_ref",
)
"""Every field of a consultation that a person words herself: each passes the anonymity check."""


@dataclass(frozen=True)
class Consultation:
    """One stored entry of a thread.

    Shape
        ``number`` counts from 1 in its thread. ``version`` counts corrections from 1; the one
        that saves must name the version it read. ``changed_at`` is None until a correction.
    """

    id: ConsultationId
    thread: CodeName
    number: int
    version: int
    member: MemberId
    created_at: datetime
    changed_at: datetime | None
    area: Area
    body: NewConsultation


@dataclass(frozen=True)
class OpenFollowUp:
    """A follow-up that is still to be done."""

    id: FollowUpId
    thread: CodeName
    on: date
    owner: MemberId
    level: ConcernLevel


@dataclass(frozen=True)
class ThreadLine:
    """A thread as one line of a list; carries no free text but the department's name.

    Shape
        ``version`` counts every change of the thread; a note that answers a follow-up names the
        one it read.
    """

    id: ThreadId
    code_name: CodeName
    level: ConcernLevel
    state: ThreadState
    area: Area
    age_band: AgeBand
    concerns: tuple[Concern, ...]
    outcome: Outcome
    department: str
    owner: MemberId
    follow_up_on: date | None
    entries: int
    last_entry_at: datetime
    last_entry_by: MemberId
    version: int = 1


@dataclass(frozen=True)
class Thread:
    """A thread, opened: its line, its entries from the first to the last, who has read it."""

    line: ThreadLine
    entries: tuple[Consultation, ...]
    readers: tuple[MemberId, ...]
    closing_asked_by: MemberId | None
    similar: tuple[ThreadLine, ...] = field(default=())


def area_of(age_band: AgeBand, young_area: Area = Area.CHILDREN) -> Area:
    """Return the area that an age band points to; 18-23 and unknown follow ``young_area``.

    >>> area_of(AgeBand.TEEN).value, area_of(AgeBand.ADULT).value
    ('children', 'adults')
    """
    if age_band in (AgeBand.CHILD, AgeBand.TEEN):
        return Area.CHILDREN
    return Area.ADULTS if age_band is AgeBand.ADULT else young_area


def free_texts(new: NewConsultation) -> dict[str, str]:
    """Return the filled-in free-text fields of a consultation, by name."""
    return {name: getattr(new, name) for name in FREE_TEXT_FIELDS if getattr(new, name)}


def may_correct(entry: Consultation, member: MemberId, now: datetime) -> bool:
    """Return whether a member may still correct an entry: her own, within 24 hours."""
    age_hours = (now - entry.created_at).total_seconds() / 3600
    return entry.member == member and age_hours < CORRECTION_HOURS


FIELD_NAMES: tuple[str, ...] = tuple(item.name for item in fields(NewConsultation))

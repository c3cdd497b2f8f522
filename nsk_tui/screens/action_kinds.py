"""What an act is, and where one can mean something.

Knows nothing of Textual, so that the command line can print the card.
"""

from dataclasses import dataclass
from enum import StrEnum

from nsk_tui.rules.access import Act
from nsk_tui.wording import _

N_ = str
"""Marks a message for the catalogue; it is translated where it is shown."""


class Place(StrEnum):
    """Where an act means something: a kind of screen, or one screen."""

    ALL = "all"
    TABS = "tabs"
    LIST = "list"
    FORM = "form"
    TODAY = "today"
    CONSULTATIONS = "consultations"
    CONSULTATION = "consultation"
    CONSULTATION_FORM = "consultation_form"
    RESOLVE = "resolve"
    FOLLOW_UP = "follow_up"
    CONFLICT = "conflict"
    QUARANTINE = "quarantine"
    TASK = "task"
    WORDS = "words"
    RECIPIENTS = "recipients"
    OUTBOX = "outbox"
    MEMBERS = "members"
    AUDIT = "audit"
    VERIFY = "verify"
    BACKUP = "backup"
    ROTA = "rota"
    LOAD = "load"
    ABSENCES = "absences"
    DUTY_WHY = "duty_why"
    SWAP = "swap"
    ABSENCE = "absence"
    PUBLISH = "publish"
    WHAT_IF = "what_if"
    ROUTE = "route"
    LINES = "lines"
    COVERAGE = "coverage"
    PEOPLE = "people"
    PERSON = "person"
    TURNOVER = "turnover"
    PARTNERS = "partners"
    PARTNER = "partner"
    NOTE = "note"
    FACILITATOR = "facilitator"
    DECISION = "decision"
    HEARD = "heard"
    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    REMARK = "remark"
    DEPARTURE = "departure"
    HANDOVER = "handover"
    HANDOVER_ITEM = "handover_item"
    HANDOVER_ANSWER = "handover_answer"
    HANDOVER_READING = "handover_reading"
    HANDOVER_SEND = "handover_send"
    HANDOVER_DUTIES = "handover_duties"
    HANDOVER_START = "handover_start"
    HANDOVER_SAY = "handover_say"
    HANDOVER_CLOSE = "handover_close"
    ROWS = "rows"
    MEETINGS = "meetings"
    MEETING_ACTIONS = "meeting_actions"
    DECISIONS = "decisions"
    MEETING_MINUTES = "meeting_minutes"
    MEETING_OPENING = "meeting_opening"
    AGENDA = "agenda"
    AGENDA_ITEM = "agenda_item"
    AGENDA_SEND = "agenda_send"
    POLL = "poll"
    SETTLE = "settle"
    EMERGENCY = "emergency"
    PALETTE = "palette"
    HELP = "help"
    LOCK = "lock"
    SETUP = "setup"
    SHARES = "shares"
    CHOICE = "choice"


@dataclass(frozen=True)
class Action:
    """One act.

    Shape
        ``keys`` as they are printed (``F9``, ``Ctrl+R``, ``0..9``); empty for an act that only
        the palette and the row menu offer. ``english`` and ``about`` are msgids. ``verb`` names the general
        act that this one is on its screens. ``act`` None means that no role is refused it.
        ``in_text`` acts work while somebody writes. ``weight`` None keeps it out of the footer.
    """

    id: str
    keys: tuple[str, ...]
    english: str
    where: tuple[Place, ...]
    about: str = ""
    verb: str = ""
    act: Act | None = None
    in_text: bool = False
    needs_row: bool = False

    @property
    def label(self) -> str:
        """The word in the footer, in the reader's language."""
        return _(self.english)

    @property
    def explained(self) -> str:
        """What it does, for help and palette: never empty."""
        return _(self.about) if self.about else self.label[:1].lower() + self.label[1:]


def act(
    action_id: str,
    keys: str,
    english: str,
    where: str,
    about: str = "",
    *,
    verb: str = "",
    act: Act | None = None,
    in_text: bool = False,
    needs_row: bool = False,
) -> Action:
    """Return an act; ``keys`` and ``where`` are words with spaces between."""
    places = tuple(Place(name) for name in where.split())
    return Action(action_id, tuple(keys.split()), english, places, about, verb, act, in_text, needs_row)

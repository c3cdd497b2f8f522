"""Which screen leads a meeting: known by the process that shows it, so that a dead one leads nothing."""

from dataclasses import dataclass
from datetime import datetime

from nsk_tui.rules.ids import MemberId
from nsk_tui.services import presence
from nsk_tui.services.meeting_errors import LedElsewhere
from nsk_tui.services.session import Session
from nsk_tui.store import meeting_lead
from nsk_tui.store.engine import Reading


@dataclass(frozen=True)
class Lead:
    """Whose screen leads a meeting, and since when; ``is_own``: it is this one."""

    member: MemberId
    since: datetime
    is_own: bool


def lead_of(reading: Reading, session: Session, meeting: str) -> Lead | None:
    """Return which screen leads a meeting; None: none does, or its process is gone."""
    found = meeting_lead.get(reading, meeting)
    if found is None or not presence.runs(found.process, found.process_started):
        return None
    whose = (found.member, found.process, found.process_started)
    return Lead(MemberId(found.member), found.since, whose == (session.member, *presence.this_process()))


def must_not_be_led_elsewhere(reading: Reading, session: Session, meeting: str) -> None:
    """Refuse to act on a meeting that another screen leads.

    Errors
        LedElsewhere
    """
    found = lead_of(reading, session, meeting)
    if found is not None and not found.is_own:
        raise LedElsewhere(found.member)

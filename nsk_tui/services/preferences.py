"""What a member filled in last, so that the next form begins with it."""

from dataclasses import dataclass

from nsk_tui.rules.consultations import Area, Channel
from nsk_tui.services.session import Session
from nsk_tui.store import members


@dataclass(frozen=True)
class LastUsed:
    """The remembered fields of the form.

    Shape
        ``channel``, ``minutes`` None: nothing to remember yet. ``young_area`` None: the member
        has not said yet whether 18-23 belongs to children or adults with her.
    """

    asker_role: str
    channel: Channel | None
    minutes: int | None
    young_area: Area | None


def last_used(session: Session) -> LastUsed:
    """Return what the member filled in last."""
    with session.database.reading() as reading:
        own = members.get(reading, session.member)
    return LastUsed(own.last_asker_role, own.last_channel, own.last_minutes, own.young_area)

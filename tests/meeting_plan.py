"""A meeting of seven items in a real store: invented, on the day of the frozen clock."""

from datetime import time

from nsk_tui.rules.agenda import ItemKind, NewItem, Template
from nsk_tui.rules.ids import MeetingId, MemberId
from nsk_tui.rules.meetings import Meeting, NewMeeting
from nsk_tui.services import agenda, meetings
from nsk_tui.services.agenda import Proposed
from nsk_tui.services.session import Session

CHAIR, WRITER = MemberId("K-02"), MemberId("K-03")
STARTS = time(9, 45)
"""Three minutes after the frozen clock's time on Danish walls."""

TOPICS = (
    (ItemKind.DECISION, "Vagtens nummer i mailsignatur", 10, ""),
    (ItemKind.DECISION, "Vagtplan uge 53-4", 10, ""),
    (ItemKind.DISCUSSION, "Sager om rejser i julen", 20, "én fælles måde at spørge om rejser på"),
    (ItemKind.DISCUSSION, "Oplæg for skolerne", 10, ""),
    (ItemKind.INFORMATION, "Nyt fra styregruppen", 10, ""),
)
MINUTES = 70
"""With the actions first and any other business last: seven items, 70 minutes."""


def plan_meeting(
    session: Session,
    chair: MemberId | None = CHAIR,
    writer: MemberId | None = WRITER,
    starts: time = STARTS,
) -> MeetingId:
    """Write the meeting down and return its id; None: nobody is named."""
    new = NewMeeting("Gruppemøde", session.today, starts, MINUTES, "Mødelokale 3", chair, writer)
    made = meetings.add(session, new, Template.SHORT)
    assert isinstance(made, Meeting)
    for kind, title, length, purpose in TOPICS:
        proposed = agenda.propose(session, NewItem(kind, title, length, purpose, chair or WRITER), made.id)
        assert isinstance(proposed, Proposed)
    return made.id

"""The check beside a line of minutes agrees with the one that stores it."""

import pytest

from nsk_tui.rules.anonymity.findings import Strength
from nsk_tui.rules.ids import MeetingId
from nsk_tui.services import meeting_texts, minutes
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.session import Session
from tests.meeting_plan import plan_meeting

LINES = (
    "Vi ringer til Sofie Holm",
    "Bo Prøvesen ringer til skolen",
    "K-02 og K-03 laver et skema",
    "Ring 22 33 44 55",
    "Vi bruger spørgsmålene fra rødt kort, udgave 3",
    "Ane Eksempel og Sofie taler sammen",
    "Hun går på Skovvejens Skole og er 14 år",
    "Jobcentret vil være med",
)


@pytest.fixture
def meeting(session: Session) -> MeetingId:
    """Return a meeting in whose minutes is written."""
    return plan_meeting(session)


def test_what_is_marked_while_one_types_is_what_keeps_the_line_back(
    session: Session, meeting: MeetingId
) -> None:
    """No line is stored in spite of a mark, and none is kept back without one."""
    known = meeting_texts.known(session)
    marked, kept_back = [], []
    for text in LINES:
        found = meeting_texts.beside(text, known)
        marked += [text] if any(one.strength is Strength.STRONG for one in found) else []
        outcome = minutes.add_line(session, meeting, None, text)
        kept_back += [text] if isinstance(outcome, NotAnonymous) else []
    assert marked == kept_back
    assert 0 < len(marked) < len(LINES)


def test_with_nothing_known_more_is_found_and_never_less() -> None:
    """Until the store has been asked even a colleague's name is marked."""
    assert meeting_texts.beside("Bo Prøvesen ringer", meeting_texts.Known())

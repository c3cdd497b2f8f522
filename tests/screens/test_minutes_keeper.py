"""What is not finished in minutes: read from a draft, known again when it stands, never twice."""

from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.ids import AgendaItemId, MinutesLineId
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.screens import minutes_keeper as keeping
from nsk_tui.screens.minutes_sheet import HeldLine, heights
from nsk_tui.services import minutes, minutes_desk
from nsk_tui.services.session import Session
from tests.meeting_plan import plan_meeting


def test_a_draft_that_makes_no_sense_holds_nothing() -> None:
    """Whatever stands in it, reading it ends in lines or in none."""
    for payload in ({}, {"held": "x"}, {"held": [1, None, "a"]}, {"held": [{"item": 3}], "typing": 4}):
        assert all(not one.text for one in keeping._held(dict(payload)))


def test_a_line_that_stands_is_known_by_what_it_says(session: Session) -> None:
    """The same words, owner and day under the same item, however they were typed."""
    meeting = plan_meeting(session)
    item = minutes.minutes(session, meeting).items[1].id
    minutes.add_line(session, meeting, item, "o: K-02 10/12 ringer")
    desk = minutes_desk.desk(session, meeting)
    same = HeldLine(1, item, "a: k-02   10/12 ringer")
    other = HeldLine(2, item, "o: K-02 11/12 ringer")
    elsewhere = HeldLine(3, desk.page.items[2].id, "o: K-02 10/12 ringer")
    changing = HeldLine(4, item, "o: K-02 10/12 ringer", MinutesLineId("x"), "før")
    held = [same, other, elsewhere, changing]
    left = keeping.unstored(held, desk, session.member, session.today)
    assert left == [other, elsewhere, changing]
    assert keeping.unstored([same], desk, "K-03", session.today) == [same]


def test_a_change_of_a_line_that_is_gone_becomes_a_line(session: Session) -> None:
    """No words are lost because somebody else took the line away."""
    meeting = plan_meeting(session)
    item = minutes.minutes(session, meeting).items[1].id
    one = HeldLine(1, AgendaItemId(item), "b: Vi mødes", MinutesLineId("gone"), "b: Vi ses")
    keeping.store(session, meeting, one, ())
    (line,) = minutes.minutes(session, meeting).lines
    assert (line.line.kind, line.line.text) == (LineKind.DECISION, "Vi mødes")


@given(st.integers(12, 80), st.integers(0, 60), st.integers(2, 4))
def test_the_parts_leave_room_for_what_is_written(rows: int, items: int, head: int) -> None:
    """However low the window and long the agenda, there are rows for the lines and the one being typed."""
    agenda, becomes = heights(rows, items, head)
    assert rows - head - agenda - becomes - 2 >= 3 or rows < 16

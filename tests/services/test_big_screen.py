"""The big screen: one leads, others watch; the clock is exact, and nothing that was agreed is lost."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.decisions import Votes
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meeting_clock import Phase, Press
from nsk_tui.rules.meeting_drift import read
from nsk_tui.rules.meetings import MeetingState
from nsk_tui.rules.minutes_lines import LineKind
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.services import big_screen, meetings, minutes, minutes_desk, minutes_stages, oversight, presence
from nsk_tui.services.big_screen import BigScreen
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.meeting_errors import LedElsewhere, NotChair, PressedFirst, UnknownMeeting
from nsk_tui.services.minutes import Written
from nsk_tui.services.minutes_stages import Advanced
from nsk_tui.services.session import Session
from nsk_tui.store import meeting_lead
from nsk_tui.store.change import change
from nsk_tui.store.meeting_lead import Leading
from tests.conftest import Clock
from tests.meeting_plan import CHAIR, WRITER, plan_meeting

Unlock = Callable[[str], Session]


@pytest.fixture
def chair(unlocked: Unlock) -> Session:
    """Return the session of the chair."""
    return unlocked(CHAIR)


@pytest.fixture
def meeting(chair: Session) -> MeetingId:
    """Return a meeting of seven items that begins in three minutes."""
    return plan_meeting(chair)


def acts(session: Session) -> list[str]:
    """Return what was written into the audit since the beginning, the first first."""
    return [line.act for line in reversed(oversight.read_audit(session).lines)]


def led_by_another(session: Session, meeting: str, member: str = "K-01", started: str | None = None) -> None:
    """Let another process lead: the one that began these tests, or one that is gone."""
    parent = os.getppid()
    mark = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[19]
    assert presence.runs(parent, mark)
    with change(session.database, session.member, session.now) as writing:
        leading = Leading(member, parent, mark if started is None else started, session.now)
        meeting_lead.put(writing.session, meeting, leading)
        writing.audit("lead_meeting")
        writing.commit()


def test_the_chair_who_opens_it_leads(chair: Session, meeting: MeetingId) -> None:
    """Whoever comes first leads, and the audit says since when."""
    found = big_screen.enter(chair, "next")
    assert found.run.meeting.id == meeting
    assert (found.leads, found.may_lead) == (True, True)
    assert acts(chair)[-1] == "lead_meeting"


def test_a_member_who_is_not_the_chair_watches(unlocked: Unlock, meeting: MeetingId) -> None:
    """She sees the meeting, and no key of hers acts on it."""
    guest = unlocked(WRITER)
    found = big_screen.enter(guest, meeting)
    assert (found.leads, found.may_lead, found.lead) == (False, False, None)
    with pytest.raises(NotChair):
        big_screen.lead(guest, meeting)
    with pytest.raises(NotChair):
        big_screen.press(guest, meeting, Press.START, 0)


def test_a_second_facilitator_is_told_and_may_watch(chair: Session, meeting: MeetingId) -> None:
    """Two screens that both moved the clock would make it nobody's."""
    led_by_another(chair, meeting)
    found = big_screen.enter(chair, meeting)
    assert found.lead is not None
    assert (found.lead.member, found.lead.is_own, found.may_lead) == ("K-01", False, True)
    with pytest.raises(LedElsewhere, match="K-01"):
        big_screen.press(chair, meeting, Press.START, 0)
    with pytest.raises(LedElsewhere, match="K-01"):
        big_screen.lead(chair, meeting)


def test_taking_over_is_said_and_stands_in_the_audit(chair: Session, meeting: MeetingId) -> None:
    """The line of a screen may hang for hours: whoever may lead can take it over."""
    led_by_another(chair, meeting)
    found = big_screen.lead(chair, meeting, take_over=True)
    assert found.leads
    last = oversight.read_audit(chair).lines[0]
    assert (last.act, last.purpose) == ("lead_meeting", "K-01")


def test_a_screen_that_was_killed_leads_nothing(chair: Session, meeting: MeetingId) -> None:
    """Its process is gone, or its number was given to another one."""
    led_by_another(chair, meeting, started="1")
    assert big_screen.look(chair, meeting).lead is None
    assert big_screen.enter(chair, meeting).leads


def test_a_lead_that_was_let_go_is_free(chair: Session, meeting: MeetingId) -> None:
    """Leaving gives the meeting to whoever comes next; letting go twice is no fault."""
    big_screen.enter(chair, meeting)
    big_screen.let_go(chair, meeting)
    big_screen.let_go(chair, meeting)
    assert big_screen.look(chair, meeting).lead is None
    assert acts(chair)[-2:] == ["lead_meeting", "leave_meeting"]


def test_a_key_of_an_older_picture_is_refused(chair: Session, meeting: MeetingId) -> None:
    """Two presses that knew of nothing of each other: the second is told, and moves nothing."""
    big_screen.enter(chair, meeting)
    big_screen.press(chair, meeting, Press.START, 0)
    with pytest.raises(PressedFirst):
        big_screen.press(chair, meeting, Press.NEXT, 0)
    assert big_screen.look(chair, meeting).run.clock.at == 0


def test_an_unknown_meeting_is_no_meeting(chair: Session) -> None:
    """A day without a meeting opens nothing."""
    with pytest.raises(UnknownMeeting):
        big_screen.enter(chair, "24/12")


def test_nobody_leads_until_somebody_takes_the_chair(unlocked: Unlock) -> None:
    """A meeting without a chair is opened, and whoever takes the chair leads it."""
    member = unlocked(WRITER)
    meeting = plan_meeting(member, chair=None)
    assert big_screen.enter(member, meeting).lead is None
    meetings.take_chair(member, meeting)
    assert big_screen.enter(member, meeting).leads


def test_decisions_and_actions_are_fed_and_plain_lines_are_not(
    chair: Session, meeting: MeetingId, clock: Clock
) -> None:
    """The room sees what was agreed, the newest last."""
    found = big_screen.enter(chair, meeting)
    item = found.run.items[1].id
    for text in ("b: Nummeret står først", "Vi talte længe.", "o: K-03 1/12 skriver det"):
        minutes.add_line(chair, meeting, item, text)
        clock.now += timedelta(seconds=1)
    fed = big_screen.look(chair, meeting).feed
    assert [one.kind for one in fed] == [LineKind.DECISION, LineKind.ACTION]


def test_a_decision_is_written_with_its_vote(chair: Session, meeting: MeetingId) -> None:
    """It has a number at once, and the vote stands with it."""
    item = big_screen.enter(chair, meeting).run.items[1].id
    made = big_screen.decide(chair, meeting, item, "Nummeret står først", Votes(7, 1, 2))
    assert isinstance(made, Written)
    (line,) = minutes.minutes(chair, meeting).of_item(item)
    assert (str(line.decision), line.votes) == ("2026-1", Votes(7, 1, 2))


def test_a_decision_that_names_somebody_is_not_stored(chair: Session, meeting: MeetingId) -> None:
    """Nothing of it reaches the store, nor the room."""
    item = big_screen.enter(chair, meeting).run.items[1].id
    made = big_screen.decide(chair, meeting, item, "Vi ringer til Sofie Holm")
    assert isinstance(made, NotAnonymous)
    assert big_screen.look(chair, meeting).feed == ()


# A whole meeting ------------------------------------------------------------------------------


def press(chair: Session, found: BigScreen, key: Press) -> BigScreen:
    """Press a key on the screen as it stands."""
    at = found.run.clock.at
    item = found.run.items[at].id if key is Press.POSTPONE and at is not None else None
    return big_screen.press(chair, found.run.meeting.id, key, found.run.seen, item)


def reading(found: BigScreen, clock: Clock) -> tuple[int, int, str, list[str]]:
    """Return what is left, how late it is, when it ends, and what is at risk: to the second."""
    seen = read(found.run.clock, clock.now)
    titles = {one.id: one.body.title for one in found.run.items}
    end = seen.calculated_end.astimezone(found.run.clock.plan.ends.tzinfo)
    return (
        seen.remaining_seconds,
        seen.drift_seconds,
        f"{end:%H:%M:%S}",
        [titles[one] for one in seen.at_risk],
    )


NEWS = "Nyt fra styregruppen"
RUN: tuple[tuple[float, Press | None, int, int, str, list[str]], ...] = (
    (3 * 60, Press.START, 300, 0, "10:55:00", []),
    (6 * 60, Press.NEXT, 600, 60, "10:56:00", [NEWS]),
    (12 * 60 + 30, Press.NEXT, 600, 210, "10:58:30", [NEWS]),
    (60, Press.LONGER, 600, 270, "10:59:30", [NEWS]),
    (9 * 60, Press.NEXT, 1200, 210, "10:58:30", [NEWS]),
    (30, Press.PAUSE, 1170, 210, "10:58:30", [NEWS]),
    (90, Press.RESUME, 1170, 300, "11:00:00", [NEWS]),
    (1180, None, -10, 310, "11:00:10", [NEWS]),
    (10, Press.POSTPONE, 600, 320, "11:00:20", [NEWS]),
    (8 * 60, Press.NEXT, 600, 200, "10:58:20", []),
    (4 * 60, Press.NEXT, 300, -160, "10:52:20", []),
)
"""Seconds since the one before, what was pressed, and what stands on the screen then.

The figures are worked out by hand from docs/rules/meeting_clock.md.
"""


def test_a_meeting_of_seven_items_from_the_start_to_locked_minutes(
    chair: Session, unlocked: Unlock, meeting: MeetingId, clock: Clock
) -> None:
    """Remaining time, drift, the calculated end and who is at risk are right to the second."""
    writer = unlocked(WRITER)
    found = big_screen.enter(chair, meeting)
    for seconds, key, *expected in RUN:
        clock.now += timedelta(seconds=seconds)
        found = press(chair, found, key) if key is not None else found
        assert list(reading(found, clock)) == expected, (seconds, key)
    item = found.run.items[2].id
    assert isinstance(minutes.add_line(writer, meeting, item, "b: Planen er godkendt"), Written)
    found = press(chair, found, Press.END)
    assert found.run.clock.phase is Phase.ENDED
    assert found.run.meeting.state is MeetingState.HELD
    used = minutes_desk.desk(writer, meeting).used_seconds
    assert [used.get(one.id, 0) for one in found.run.items] == [360, 750, 600, 1220, 480, 240, 0]
    lock_minutes(writer, meeting, clock)
    assert minutes_stages.fits(writer, meeting)


def lock_minutes(writer: Session, meeting: MeetingId, clock: Clock) -> None:
    """Ask for remarks, wait, and lock."""
    for expected in (MinutesState.REMARKS, MinutesState.LOCKED):
        outcome = minutes_stages.advance_minutes(writer, meeting, 0)
        assert isinstance(outcome, Advanced)
        assert outcome.state is expected
        clock.now += timedelta(days=6)


def test_a_screen_opened_again_stands_where_the_meeting_is(
    chair: Session, unlocked: Unlock, meeting: MeetingId, clock: Clock
) -> None:
    """Nothing of the clock lives in the process: another one shows the same item and the same second."""
    found = big_screen.enter(chair, meeting)
    clock.now += timedelta(minutes=3)
    found = press(chair, found, Press.START)
    clock.now += timedelta(minutes=4, seconds=7)
    found = press(chair, found, Press.NEXT)
    big_screen.decide(chair, meeting, found.run.items[1].id, "Nummeret står først")
    clock.now += timedelta(seconds=61)
    again = big_screen.enter(unlocked(CHAIR), meeting)
    assert reading(again, clock) == reading(found, clock)
    assert reading(again, clock)[0] == 600 - 61
    assert [one.text for one in again.feed] == ["Nummeret står først"]

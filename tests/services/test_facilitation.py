"""Running a meeting: stored presses, one clock for all, and a run to the end that loses nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from nsk_tui.rules.agenda import ItemKind, ItemState
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Phase, Press, silent
from nsk_tui.rules.meeting_drift import read
from nsk_tui.rules.meetings import Attendance, MeetingState
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.services import agenda, facilitation, meeting_list, meeting_series, meetings, undo
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.meeting_errors import (
    HasLeft,
    NobodyLeads,
    NotChair,
    PressedFirst,
    UnknownItem,
    WrongMeetingState,
)
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session, unlock
from nsk_tui.store.change import change
from tests.conftest import PASSPHRASES, Clock
from tests.gathered import THURSDAY, TWO, audited, item, meet, press, titles
from tests.services.test_meetings import series

Unlock = Callable[[str], Session]
START = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
"""13:00 in Denmark."""


def at(clock: Clock, minutes: int, seconds: int = 0) -> None:
    """Let the clock stand so long after the planned start."""
    clock.now = START + timedelta(minutes=minutes, seconds=seconds)


def test_what_is_pressed_is_stored_and_seen_by_every_screen(unlocked: Unlock, clock: Clock) -> None:
    """Two screens on one store, one clock."""
    chief, other = unlocked("K-01"), unlocked("K-02")
    meeting = meet(chief)
    item(chief, "Vagtplan")
    at(clock, 3)
    press(chief, meeting, Press.START)
    at(clock, 9)
    press(chief, meeting, Press.NEXT)
    seen = facilitation.meeting_run(other, meeting.id)
    found = read(seen.clock, START + timedelta(minutes=11))
    current = seen.item(found.current)
    assert current is not None
    assert (current.body.title, found.remaining_seconds, found.drift_minutes) == ("Vagtplan", 480, 4)
    assert seen.meeting.state is MeetingState.RUNNING
    assert seen.meeting.minutes_state is MinutesState.DRAFT
    assert ("run_meeting", "2026-11-26", "start") in audited(chief)


def test_a_restart_in_the_middle_is_the_same_item_and_the_same_clock(session: Session, clock: Clock) -> None:
    """Nothing of the clock is in the program's memory."""
    meeting = meet(session)
    item(session, "Vagtplan")
    at(clock, 0)
    press(session, meeting, Press.START, Press.NEXT, Press.LONGER)
    at(clock, 4, 7)
    before = facilitation.meeting_run(session, meeting.id)
    session.lock()
    again = unlock(session.folder, "K-01", PASSPHRASES["K-01"], clock)
    after = facilitation.meeting_run(again, meeting.id)
    again.lock()
    assert (after.clock, after.seen) == (before.clock, before.seen)
    assert read(after.clock, clock.now) == read(before.clock, clock.now)


def test_two_facilitators_at_once_do_not_press_twice(unlocked: Unlock, clock: Clock) -> None:
    """The second is told who pressed, and looks again."""
    chief, leader = unlocked("K-01"), unlocked("K-02")
    meeting = meet(chief, chair=TWO)
    item(chief, "Vagtplan")
    at(clock, 0)
    stale = press(chief, meeting, Press.START)
    facilitation.press(leader, meeting.id, Press.NEXT, stale.seen)
    with pytest.raises(PressedFirst) as refused:
        facilitation.press(chief, meeting.id, Press.NEXT, stale.seen)
    assert refused.value.detail == "K-02"
    assert facilitation.meeting_run(chief, meeting.id).seen == 2


def test_only_the_chair_or_a_coordinator_runs_a_meeting(unlocked: Unlock) -> None:
    """Everybody may look."""
    meeting = meet(unlocked("K-01"), chair=TWO)
    third = unlocked("K-03")
    with pytest.raises(NotChair):
        press(third, meeting, Press.START)
    assert facilitation.meeting_run(third, meeting.id).seen == 0
    assert press(unlocked("K-02"), meeting, Press.START).seen == 1


def test_a_meeting_is_not_begun_without_somebody_who_leads_it(unlocked: Unlock) -> None:
    """Nor when whoever should has left."""
    chief = unlocked("K-01")
    nobody = meet(chief, chair=None)
    with pytest.raises(NobodyLeads):
        press(chief, nobody, Press.START)
    left = meet(chief, chair=TWO)
    remove_member(chief, "K-02")
    with pytest.raises(HasLeft):
        press(chief, left, Press.START)


def test_a_key_that_can_do_nothing_writes_nothing(session: Session) -> None:
    """Neither an event nor a line in the audit."""
    meeting = meet(session)
    before = audited(session)
    assert press(session, meeting, Press.NEXT, Press.PAUSE, Press.END).seen == 0
    assert audited(session) == before


def test_a_meeting_that_is_cancelled_or_has_no_day_is_not_run(session: Session) -> None:
    """It says how far it has come."""
    meeting = meet(session)
    meetings.cancel(session, meeting.id)
    with pytest.raises(WrongMeetingState):
        facilitation.meeting_run(session, meeting.id)


def test_an_item_or_a_speaker_that_is_none_is_refused(session: Session) -> None:
    """Only what is on the agenda is postponed."""
    meeting = meet(session)
    press(session, meeting, Press.START)
    with pytest.raises(UnknownItem):
        press(session, meeting, Press.POSTPONE, item=AgendaItemId("none"))


def test_who_has_spoken_is_noted_and_who_is_away_is_not_missed(session: Session) -> None:
    """K-03 has sent apologies."""
    meeting = meet(session)
    meetings.set_attendance(session, meeting.id, "K-03", Attendance.APOLOGIES)
    found = press(session, meeting, Press.START, Press.SPOKE, speaker=MemberId("K-02"))
    assert found.present == ("K-01", "K-02")
    assert silent(found.clock, found.present) == ("K-01",)


def test_at_the_end_what_was_taken_is_done_and_the_rest_comes_back(session: Session, clock: Clock) -> None:
    """Postponed and never reached items stand on the next agenda, with the seconds each took kept."""
    meeting = meet(session)
    second = meet(session, day=THURSDAY + timedelta(days=14))
    for title in ("A", "B", "C"):
        item(session, title)
    names = {one.body.title: one.id for one in agenda.agenda(session, meeting.id).items}
    at(clock, 0)
    press(session, meeting, Press.START, Press.NEXT)
    press(session, meeting, Press.POSTPONE, item=names["B"])
    at(clock, 12, 30)
    press(session, meeting, Press.END)
    assert titles(session, second) == ["actions", "B", "C", "closing"]
    run = facilitation.meeting_run(session, meeting.id)
    states = {one.body.title: one.state for one in run.items if one.body.title}
    assert states == {"A": ItemState.DONE, "B": ItemState.POSTPONED, "C": ItemState.POSTPONED}
    found = read(run.clock, clock.now + timedelta(hours=3))
    assert (found.phase, dict(found.used_seconds)[names["A"]]) == (Phase.ENDED, 750)
    assert run.meeting.state is MeetingState.HELD
    with pytest.raises(WrongMeetingState):
        press(session, meeting, Press.START)


def test_a_held_meeting_is_not_undone(session: Session) -> None:
    """What happened in the room stays; undo takes what was done before it, if it still can."""
    meeting = meet(session)
    press(session, meeting, Press.START, Press.END)
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(session)
    assert meeting_list.find(session, meeting.id).state is MeetingState.HELD


def test_a_series_goes_on_when_a_meeting_is_over(session: Session, clock: Clock) -> None:
    """Six are ahead again."""
    made, meetings_ = series(session)
    at(clock, 0)
    press(session, meetings_[0], Press.START, Press.END)
    with session.database.reading() as reading:
        assert len(meeting_series.ahead_of(reading, session, made.id)) == 6


def test_the_screen_locks_half_an_hour_after_the_planned_end(session: Session) -> None:
    """And not before, however late the meeting runs."""
    run = facilitation.meeting_run(session, meet(session).id)
    assert run.locks_at == START + timedelta(minutes=90)


def test_a_press_waits_for_no_other_write(session: Session, clock: Clock) -> None:
    """A meeting goes on while others write; each press is one short change."""
    meeting = meet(session)
    item(session, "Rejser", kind=ItemKind.DISCUSSION)
    at(clock, 0)
    press(session, meeting, Press.START)
    with change(session.database, session.member, session.now) as writing:
        writing.audit("test")
        writing.commit()
    assert press(session, meeting, Press.NEXT).seen == 2

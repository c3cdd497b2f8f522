"""The facilitator's clock: right to the second, whatever is pressed in whatever order, and when resumed."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Clock, Event, Phase, Plan, Press, can, new_clock, run, silent, step
from nsk_tui.rules.meeting_drift import Reading, read, tempo
from tests.rules.stopwatch import START, D, I, Room, T, plan


def at(minutes: int, seconds: int = 0) -> datetime:
    """Return a moment after the planned start."""
    return START + timedelta(minutes=minutes, seconds=seconds)


def played(*presses: tuple[Press, datetime] | Event, of: Plan | None = None) -> Clock:
    """Return where a meeting stands."""
    return run(of or plan(), [one if isinstance(one, Event) else Event(*one) for one in presses])


PRESSES = st.lists(
    st.tuples(st.sampled_from(Press), st.integers(0, 1500), st.none() | st.integers(0, 6)), max_size=30
)


def both(pressed: list[tuple[Press, int, int | None]]) -> tuple[Clock, Room, list[Event]]:
    """Return the clock and the sheet of paper after the same presses, and what was stored."""
    room, events = Room(plan()), []
    for press, gap, item in pressed:
        room.wait(gap)
        room.press(press, item)
        named = None if item is None or press not in (Press.POSTPONE, Press.RESTORE) else item
        events.append(Event(press, room.now, None if named is None else room.plan.items[named].id))
    # A restore names its item; without one the sheet of paper has nothing to do either.
    return run(plan(), events), room, events


@given(PRESSES, st.integers(0, 5000))
def test_any_order_of_keys_agrees_with_a_stopwatch_and_a_sheet_of_paper(
    pressed: list[tuple[Press, int, int | None]], wait: int
) -> None:
    """Item, remaining time, drift and calculated end, to the second."""
    clock, room, _events = both(pressed)
    if room.phase != "ended":
        room.wait(wait)
    found = read(clock, room.now)
    assert found.phase.value == room.phase
    assert found.current == (None if room.here is None else room.plan.items[room.here].id)
    assert [seconds for _item, seconds in found.used_seconds] == room.used
    if room.here is not None:
        assert found.allotted_seconds == room.given[room.here]
        assert found.remaining_seconds == room.given[room.here] - room.used[room.here]
    assert set(found.postponed) == {room.plan.items[one].id for one in room.late}
    if room.phase != "ended":
        assert found.calculated_end == room.end
        assert found.drift_seconds == int((room.end - at(60)).total_seconds())
        assert list(found.at_risk) == room.at_risk


@given(PRESSES, st.integers(0, 30))
def test_a_restart_in_the_middle_changes_nothing(
    pressed: list[tuple[Press, int, int | None]], cut: int
) -> None:
    """What was stored until then and what comes after give the same clock."""
    _clock, room, events = both(pressed)
    resumed = run(plan(), events[:cut])
    for event in events[cut:]:
        resumed = step(resumed, event)
    assert read(resumed, room.now) == read(run(plan(), events), room.now)


@given(PRESSES)
def test_no_item_is_ever_lost(pressed: list[tuple[Press, int, int | None]]) -> None:
    """Each is done, postponed, running or yet to come."""
    clock, room, _events = both(pressed)
    known = clock.done | clock.postponed | set(room.waiting()) | {clock.at}
    assert set(range(7)) <= known
    assert not clock.done & clock.postponed


@given(PRESSES)
def test_a_key_that_can_do_nothing_does_nothing(pressed: list[tuple[Press, int, int | None]]) -> None:
    """And leaves no trace in the clock."""
    clock, room, _events = both(pressed)
    for press in Press:
        if not can(clock, press):
            assert step(clock, Event(press, room.now)) == clock


@given(PRESSES, st.integers(1, 3000))
def test_a_clock_that_was_set_back_takes_no_time_from_an_item(
    pressed: list[tuple[Press, int, int | None]], back: int
) -> None:
    """The earlier time counts as the last one."""
    last = (clock := both(pressed)[0]).last
    if last is None:
        return
    early = last - timedelta(seconds=back)
    assert read(clock, early) == read(clock, last)
    for press in (Press.PAUSE, Press.NEXT):
        again = read(step(clock, Event(press, early)), last)
        assert again.used_seconds == read(clock, last).used_seconds


@given(st.integers(0, 1200), st.integers(1, 1200))
def test_the_end_stands_still_while_an_item_has_time_and_moves_when_it_has_none(wait: int, more: int) -> None:
    """Each second over is a second later."""
    clock = played((Press.START, at(0)))
    early, late = read(clock, at(0, wait)), read(clock, at(0, wait + more))
    over = max(0, wait + more - 300) - max(0, wait - 300)
    assert (late.calculated_end - early.calculated_end).total_seconds() == over
    assert late.remaining_seconds == early.remaining_seconds - more


@given(st.integers(0, 299), st.sampled_from((Press.LONGER, Press.SHORTER)))
def test_a_minute_more_or_less_moves_the_end_by_a_minute(used: int, press: Press) -> None:
    """As long as there is a minute to take."""
    clock = played((Press.START, at(0)))
    before, after = read(clock, at(0, used)), read(step(clock, Event(press, at(0, used))), at(0, used))
    moved = (after.calculated_end - before.calculated_end).total_seconds()
    assert moved == (60 if press is Press.LONGER else -min(60, before.remaining_seconds))
    assert after.allotted_seconds == before.allotted_seconds + (60 if press is Press.LONGER else -60)


@given(st.integers(1, 6), st.integers(0, 299))
def test_postponing_what_is_to_come_brings_the_end_forward_by_its_minutes(place: int, used: int) -> None:
    """And taking it back puts the end where it was."""
    clock = played((Press.START, at(0)))
    item = plan().items[place]
    late = step(clock, Event(Press.POSTPONE, at(0, used), item.id))
    before, after = read(clock, at(0, used)), read(late, at(0, used))
    assert (before.calculated_end - after.calculated_end).total_seconds() == item.planned_seconds
    back = step(late, Event(Press.RESTORE, at(0, used), item.id))
    assert read(back, at(0, used)) == before


# One meeting, told to the second ---------------------------------------------------------------


BEGUN = (
    Event(Press.START, at(3)),
    Event(Press.NEXT, at(9)),
    Event(Press.NEXT, at(21)),
    Event(Press.NEXT, at(31)),
)
"""Begun three minutes late; the first two items took 6 and 12 minutes for 5 and 10."""

EASED = (
    *BEGUN,
    Event(Press.POSTPONE, at(38, 30), AgendaItemId("board")),
    Event(Press.LONGER, at(50)),
    Event(Press.PAUSE, at(50, 30)),
    Event(Press.RESUME, at(52)),
)
"""One item is postponed, the running one gets a minute, and there is a pause of ninety seconds."""


def test_a_meeting_of_seven_items_half_way() -> None:
    """Six minutes behind, and one decision at risk."""
    clock = run(plan(), BEGUN)
    found = read(clock, at(38, 24))
    assert (found.current, found.following, found.drift_minutes) == ("travel", "board", 6)
    assert (found.allotted_seconds, found.remaining_seconds) == (1200, 756)
    assert round(found.used_share * 100) == 37
    assert found.calculated_end == at(66)
    # 28 minutes for 25: at this tempo 'travel' ends at 53:24, 'board' at 59:00, 'mail' at 64:36.
    assert tempo(clock, at(38, 24)) == tempo(clock, at(32)) == Fraction(28, 25)
    assert found.at_risk == ("mail",)


def test_postponing_an_item_saves_the_decision_behind_it() -> None:
    """A minute behind, nothing at risk; then a minute more and a pause, each counted to the second."""
    found = read(run(plan(), EASED[:5]), at(38, 30))
    assert (found.following, found.drift_seconds, found.at_risk) == ("mail", 60, ())
    assert found.calculated_end == at(61)
    found = read(run(plan(), EASED), at(52))
    assert (found.allotted_seconds, found.remaining_seconds) == (1260, 1260 - 1170)
    assert found.calculated_end == at(63, 30)


def test_a_meeting_of_seven_items_to_its_end() -> None:
    """Over at 14:01:30, and every item has what it had."""
    events = (*EASED, Event(Press.NEXT, at(52)), Event(Press.NEXT, at(57)), Event(Press.END, at(61, 30)))
    found = read(run(plan(), events), at(80))
    assert (found.phase, found.current, found.drift_seconds) == (Phase.ENDED, "closing", 90)
    assert found.calculated_end == at(61, 30)
    assert dict(found.used_seconds) == {
        "actions": 360, "signature": 720, "rota": 600, "travel": 1170, "board": 0, "mail": 300,
        "closing": 270,
    }  # fmt: skip
    assert found.postponed == ("board",)


def test_before_the_start_only_lateness_is_drift() -> None:
    """At noon nothing is late; seven minutes past, seven minutes are gone."""
    clock = new_clock(plan())
    early, late = read(clock, at(-30)), read(clock, at(7))
    assert (early.drift_seconds, early.calculated_end) == (0, at(60))
    assert (late.drift_minutes, late.calculated_end) == (7, at(67))
    assert (early.current, early.following, early.remaining_seconds) == (None, "actions", 0)


def test_over_its_time_an_item_counts_up_and_puts_decisions_at_risk() -> None:
    """Twelve minutes for five: at this tempo the rota ends at 14:00 sharp, and the rest does not fit."""
    found = read(played((Press.START, at(0))), at(12))
    assert (found.remaining_seconds, found.drift_minutes, found.used_share) == (-420, 7, 1.0)
    kinds = {one.id: one.kind for one in plan().items}
    assert [kinds[one] for one in found.at_risk] == [T, I, D]
    assert "closing" not in found.at_risk


def test_previous_takes_an_item_up_again_with_the_time_it_had() -> None:
    """And the one that was left comes again with its own."""
    clock = played((Press.START, at(0)), (Press.NEXT, at(4)), (Press.PREVIOUS, at(6)))
    found = read(clock, at(7))
    assert (found.current, found.remaining_seconds, found.following) == ("actions", 0, "signature")
    after = read(step(clock, Event(Press.NEXT, at(7))), at(7))
    assert (after.current, after.remaining_seconds) == ("signature", 480)


def test_when_every_item_is_taken_the_clock_waits_for_the_end() -> None:
    """Nothing is running; something can still be taken back or taken up again."""
    short = plan((("a", D, 5, None), ("b", T, 5, None)), 10)
    clock = played((Press.START, at(0)), (Press.NEXT, at(3)), (Press.POSTPONE, at(4)), of=short)
    found = read(clock, at(9))
    assert (found.current, found.following, found.calculated_end) == (None, None, at(9))
    assert [press for press in Press if can(clock, press)] == [
        Press.PREVIOUS, Press.POSTPONE, Press.RESTORE, Press.SPOKE, Press.END,
    ]  # fmt: skip
    back = step(clock, Event(Press.RESTORE, at(9), AgendaItemId("b")))
    assert read(back, at(9)).current == "b"


def test_a_meeting_without_items_cannot_be_begun() -> None:
    """There is no clock to run."""
    empty = plan((), 60)
    assert not can(new_clock(empty), Press.START)
    assert read(new_clock(empty), at(0)).calculated_end == at(0)


@pytest.mark.parametrize(
    ("press", "presses", "seconds"), [(Press.SHORTER, 9, 60), (Press.LONGER, 700, 36_000)]
)
def test_an_item_keeps_at_least_a_minute_and_has_at_most_ten_hours(
    press: Press, presses: int, seconds: int
) -> None:
    """However often the key is pressed."""
    events = [(Press.START, at(0)), *[(press, at(0))] * presses]
    assert read(played(*events), at(0)).allotted_seconds == seconds


def test_who_has_not_spoken_is_told_only_when_it_is_noted() -> None:
    """Nobody is shown as silent because nobody kept count."""
    present = [MemberId("K-01"), MemberId("K-02"), MemberId("K-03")]
    clock = played((Press.START, at(0)))
    assert silent(clock, present) == ()
    spoke = step(clock, Event(Press.SPOKE, at(1), member=MemberId("K-02")))
    assert silent(spoke, present) == ("K-01", "K-03")
    assert step(spoke, Event(Press.SPOKE, at(2), member=MemberId("K-02"))).spoken == ("K-02",)


def test_less_than_a_minute_is_no_drift() -> None:
    """Neither behind nor ahead."""

    def minutes(seconds: int) -> int:
        return Reading(Phase.RUNNING, None, None, 0, 0, 0.0, seconds, START, (), (), ()).drift_minutes

    assert [minutes(one) for one in (-61, -60, -59, 0, 59, 60, 119, 120)] == [-1, -1, 0, 0, 0, 1, 1, 2]

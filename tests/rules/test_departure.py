"""Ten steps: most tick themselves and come undone again; each says what stands in its way."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.departure import (
    BY_HAND,
    TALK_DAYS,
    DepartureFacts,
    DepartureStep,
    Obstacle,
    Tick,
    departure_steps,
    is_finished,
)
from nsk_tui.rules.handover import Tally
from nsk_tui.rules.ids import MemberId

LAST = date(2026, 11, 30)
CHIEF, LEAVER = MemberId("K-01"), MemberId("K-09")
TICK = Tick(CHIEF, date(2026, 11, 2))
READY = DepartureFacts(
    member=CHIEF,
    leaver=LEAVER,
    today=LAST + timedelta(days=TALK_DAYS),
    last_day=LAST,
    competences=1,
    contacts=2,
    alone_left=0,
    duties_left=0,
    to_meet=2,
    met=2,
    tally=Tally(19, 19, 0, 0, 0, 0),
    lacking=0,
    is_closed=False,
    left=TICK,
    has_access=False,
    is_only_coordinator=False,
    has_answer=True,
    ticks=dict.fromkeys(BY_HAND, TICK),
)
FACTS = st.builds(
    DepartureFacts,
    member=st.sampled_from([CHIEF, LEAVER]),
    leaver=st.just(LEAVER),
    today=st.dates(date(2026, 10, 1), date(2027, 3, 1)),
    last_day=st.just(LAST),
    competences=st.integers(0, 3),
    contacts=st.integers(0, 3),
    alone_left=st.integers(0, 2),
    duties_left=st.integers(0, 2),
    to_meet=st.integers(0, 3),
    met=st.integers(0, 3),
    tally=st.just(READY.tally),
    lacking=st.integers(0, 2),
    is_closed=st.booleans(),
    left=st.none() | st.just(TICK),
    has_access=st.booleans(),
    is_only_coordinator=st.booleans(),
    has_answer=st.booleans(),
    ticks=st.dictionaries(st.sampled_from(DepartureStep), st.just(TICK)),
)


def undone(**changed: Any) -> list[int]:
    """Return the numbers of the steps that are not done when something is otherwise than ready."""
    return [one.step.number for one in departure_steps(replace(READY, **changed)) if not one.is_done]


def test_when_everything_is_true_it_is_finished() -> None:
    """All ten, by records or by somebody's word."""
    assert is_finished(departure_steps(READY))


@pytest.mark.parametrize(
    ("changed", "numbers"),
    [
        ({"alone_left": 1}, [2]),
        ({"duties_left": 2}, [4]),
        ({"met": 1}, [6]),
        ({"lacking": 1}, [7]),
        ({"lacking": 1, "is_closed": True}, []),
        ({"left": None}, [8]),
        ({"has_access": True}, [9]),
        ({"ticks": {}}, [1, 3, 5]),
        ({"has_answer": False}, []),
        ({"has_answer": False, "ticks": {}}, [1, 3, 5, 10]),
    ],
)
def test_a_step_comes_undone_when_it_is_no_longer_true(changed: dict[str, Any], numbers: list[int]) -> None:
    """Each for itself; a closed handover counts as received, whatever it lacks."""
    assert undone(**changed) == numbers


@given(FACTS)
def test_nothing_that_ticks_itself_is_ticked_by_hand(facts: DepartureFacts) -> None:
    """A tick on such a step changes nothing: records alone speak."""
    bare = replace(facts, ticks={step: tick for step, tick in facts.ticks.items() if step in BY_HAND})
    assert [one.is_done for one in departure_steps(facts)] == [one.is_done for one in departure_steps(bare)]


@given(FACTS)
def test_it_is_never_finished_while_the_handover_lacks_something(facts: DepartureFacts) -> None:
    """Unless somebody closed it in spite of that."""
    if facts.lacking and not facts.is_closed:
        assert not is_finished(departure_steps(facts))


@given(FACTS)
def test_an_obstacle_is_told_with_what_it_is(facts: DepartureFacts) -> None:
    """A step, a day, or a person; nothing that is done has one."""
    for one in departure_steps(facts):
        assert not (one.is_done and one.obstacle)
        assert (one.waits_for is not None) == (one.obstacle is Obstacle.STEP)
        assert (one.not_before is not None) == (one.obstacle is Obstacle.BEFORE_DAY)


@given(FACTS)
def test_the_access_is_closed_on_the_last_day_at_the_earliest_and_by_another(facts: DepartureFacts) -> None:
    """By a coordinator who stays, and never the last one's."""
    closed = departure_steps(facts)[DepartureStep.CLOSED.number - 1]
    if not closed.is_done and closed.obstacle is None:
        assert facts.today >= facts.last_day
        assert facts.member != facts.leaver
        assert not facts.is_only_coordinator


def test_the_file_waits_for_the_handover_and_the_talk_for_its_day() -> None:
    """The number of the step, or the day, is what the list says."""
    steps = departure_steps(replace(READY, lacking=1, left=None, has_answer=False, ticks={}, today=LAST))
    exported, talk = (steps[step.number - 1] for step in (DepartureStep.EXPORTED, DepartureStep.TALK))
    assert (exported.obstacle, exported.waits_for) == (Obstacle.STEP, DepartureStep.RECEIVED)
    assert (talk.obstacle, talk.not_before) == (Obstacle.BEFORE_DAY, date(2026, 12, 30))

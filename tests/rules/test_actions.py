"""Actions: one key each at the opening, and the third carry asks first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.actions import (
    RESULTS,
    Action,
    ActionMove,
    ActionRef,
    ActionState,
    ActionStay,
    in_order,
    label,
    next_number,
    read_label,
    stays,
)
from nsk_tui.rules.ids import ActionId, MeetingId, MemberId, MinutesLineId

DAY = date(2026, 11, 26)
THIS, NEXT = MeetingId("m2"), MeetingId("m3")
ACTION = Action(
    ActionId("a1"), ActionRef(date(2026, 11, 12), 2), MeetingId("m1"), MinutesLineId("l1"), "Skema til PPR",
    MemberId("K-04"), date(2026, 11, 20), 1,
)  # fmt: skip
REFS = st.builds(ActionRef, st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(1, 999))


@given(REFS, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_number_is_read_as_it_is_written(ref: ActionRef, today: date) -> None:
    """In its own year and in another."""
    assert read_label(label(ref, today), today) == ref


@pytest.mark.parametrize("text", ["", "26/11-3", "M26-3", "M31/2-1", "M26/11", "M26/11-0000", "K-03"])
def test_what_is_no_number_is_none(text: str) -> None:
    """It is looked for as words instead."""
    assert read_label(text, DAY) is None


@given(st.lists(REFS, max_size=12), st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_no_number_is_given_twice(refs: list[ActionRef], day: date) -> None:
    """Also over several meetings of one day."""
    new = next_number(refs, day)
    assert new not in refs
    assert new.day == day
    assert new.number >= 1


@given(st.integers(0, 9))
def test_the_third_carry_asks_first(times: int) -> None:
    """Twice without a word; then drop or escalate."""
    one = replace(ACTION, carried=times)
    assert stays(one, ActionMove.CARRY, THIS) == (ActionStay.ASK_FIRST if times >= 2 else None)
    assert stays(one, ActionMove.DROP, THIS, "ikke længere nødvendig") is None
    assert stays(one, ActionMove.ESCALATE, THIS, "styregruppen") is None
    assert one.time == times + 1


def test_a_meeting_carries_an_action_once() -> None:
    """Pressed twice, by one or by two, it has been carried once."""
    one = replace(ACTION, carried=1, carried_at=THIS)
    assert stays(one, ActionMove.CARRY, THIS) is ActionStay.SAME_MEETING
    assert stays(one, ActionMove.CARRY, NEXT) is None


@pytest.mark.parametrize("move", [ActionMove.DROP, ActionMove.ESCALATE])
@pytest.mark.parametrize(
    ("reason", "stay"),
    [("", ActionStay.NO_REASON), ("  ", ActionStay.NO_REASON), ("x" * 121, ActionStay.LONG_REASON)],
)
def test_what_is_given_up_says_why(move: ActionMove, reason: str, stay: ActionStay) -> None:
    """In one line."""
    assert stays(ACTION, move, THIS, reason) is stay


@pytest.mark.parametrize("state", [one for one in ActionState if one is not ActionState.OPEN])
def test_what_is_closed_can_only_be_opened_again(state: ActionState) -> None:
    """Two who press at once: the second is told."""
    closed = replace(ACTION, state=state)
    moves = [move for move in ActionMove if stays(closed, move, THIS, "fordi") is None]
    assert moves == [ActionMove.REOPEN]
    assert stays(ACTION, ActionMove.REOPEN, THIS) is ActionStay.NOT_CLOSED
    assert set(RESULTS) == set(ActionMove)


def test_what_needs_a_stand_stands_last_and_the_rest_by_day() -> None:
    """As the opening shows it."""
    late = replace(ACTION, id=ActionId("a2"), due=date(2026, 11, 1), carried=2)
    later = replace(ACTION, id=ActionId("a3"), due=date(2026, 11, 24))
    never = replace(ACTION, id=ActionId("a4"), due=None)
    assert [one.id for one in in_order([never, late, later, ACTION])] == ["a1", "a3", "a4", "a2"]
    assert not replace(late, state=ActionState.DONE).must_be_settled

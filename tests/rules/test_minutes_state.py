"""Minutes move on when they may, two on one line lose nothing, and the hash tells any change."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.minutes_state import (
    MinutesState,
    Standing,
    Stay,
    advance,
    digest,
    merge_line,
    remarks_until,
    shown,
)

TODAY = date(2026, 11, 26)
REMARKS = Standing(MinutesState.REMARKS, True, remarks_until(TODAY), 2, 2, 0)
LINES = st.text("ab", max_size=3)


def test_minutes_go_from_draft_to_remarks_to_locked() -> None:
    """Three stages, each after the one before."""
    draft = Standing(MinutesState.DRAFT, True, None, 0, 0, 0)
    assert advance(draft, TODAY) is MinutesState.REMARKS
    later = TODAY + timedelta(days=6)
    assert advance(REMARKS, later) is MinutesState.LOCKED
    assert advance(replace(REMARKS, state=MinutesState.LOCKED), later) is Stay.LOCKED


@pytest.mark.parametrize(
    ("standing", "early", "expected"),
    [
        (replace(REMARKS, state=MinutesState.DRAFT, is_held=False), False, Stay.NOT_HELD),
        (replace(REMARKS, arrived=3), True, Stay.REMARKS_ARRIVED),
        (replace(REMARKS, open=1), True, Stay.REMARKS_OPEN),
        (REMARKS, False, Stay.TOO_EARLY),
        (REMARKS, True, MinutesState.LOCKED),
    ],
)
def test_what_keeps_minutes_from_moving_on_is_said(
    standing: Standing, early: bool, expected: MinutesState | Stay
) -> None:
    """A remark that arrives while somebody locks stops the lock, also an early one."""
    assert advance(standing, TODAY, early) is expected


def test_the_last_day_for_remarks_is_still_one() -> None:
    """Five days from today, and that day too."""
    assert advance(REMARKS, remarks_until(TODAY)) is Stay.TOO_EARLY
    assert advance(REMARKS, remarks_until(TODAY) + timedelta(days=1)) is MinutesState.LOCKED


@given(LINES, LINES)
def test_whoever_changed_nothing_gives_way(base: str, other: str) -> None:
    """From both directions, and when both wrote the same."""
    for theirs, mine in ((other, base), (base, other), (other, other)):
        merged = merge_line(base, theirs, mine)
        assert merged.second is None
        assert merged.text in (other, base)
        if theirs and mine:
            assert merged.text == other


@given(LINES, LINES, LINES)
def test_when_two_edit_a_line_both_are_kept(base: str, theirs: str, mine: str) -> None:
    """No words of either are lost; only a removal gives way to a change."""
    merged = merge_line(base, theirs, mine)
    kept = {merged.text, merged.second}
    for own in (theirs, mine):
        assert own in kept or own in (base, "")
    if merged.second is not None:
        assert len({base, theirs, mine}) == 3


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=4), VALUES, max_size=4))
def test_the_hash_follows_the_content_and_nothing_else(minutes: dict[str, object]) -> None:
    """Not the order in which the fields were put together."""
    turned = dict(reversed(tuple(minutes.items())))
    assert digest(minutes) == digest(turned)
    assert len(digest(minutes)) == 64


@given(st.lists(LINES, min_size=1, max_size=4), st.lists(LINES, min_size=1, max_size=4))
def test_other_lines_give_another_hash(one: list[str], other: list[str]) -> None:
    """Also when the same signs stand in other lines."""
    assert (digest({"lines": one}) == digest({"lines": other})) == (one == other)


def test_a_hash_is_shown_in_groups() -> None:
    """Short enough to be read aloud."""
    assert shown("0123456789abcdef" * 4) == "0123 4567 89ab cdef"
    assert shown("") == ""

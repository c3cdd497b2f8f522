"""Bottleneck: three figures, each only where it can be borne."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.bottleneck import (
    CASES_MIN,
    MEAN_MIN,
    EmptyLoad,
    NegativeLoad,
    Telling,
    Trend,
    TrendPoint,
    carry_half,
    effective_people,
    look_at,
    point,
    top_share,
    trend,
    windows,
)
from nsk_tui.rules.ids import MemberId

TODAY = date(2026, 11, 20)
PEOPLE = [MemberId(f"K-{number:02}") for number in range(1, 31)]
LOADS = st.dictionaries(st.sampled_from(PEOPLE), st.integers(0, 200), min_size=1).filter(
    lambda load: any(load.values())
)


def load(*counts: int) -> dict[MemberId, int]:
    """Return the load of as many people as there are counts."""
    return dict(zip(PEOPLE, counts, strict=False))


@pytest.mark.parametrize(
    ("counts", "share", "people", "half"),
    [
        ((10,) * 10, 0.10, 10.0, 6),
        ((60, *(5,) * 9), 0.57, 2.9, 1),
        ((20, 20, *(0,) * 8), 0.50, 2.0, 2),
        ((7,), 1.0, 1.0, 1),
    ],
)
def test_the_table_of_the_policy_holds(
    counts: tuple[int, ...], share: float, people: float, half: int
) -> None:
    """Even, one who takes most, two who share all, one alone."""
    found = load(*counts)
    assert (round(top_share(found)[1], 2), round(effective_people(found), 1)) == (share, people)
    assert carry_half(found) == half


@given(LOADS)
def test_never_fewer_than_one_nor_more_than_all(found: dict[MemberId, int]) -> None:
    """And all only when everyone carries the same."""
    people = effective_people(found)
    busy = [count for count in found.values() if count]
    assert 1 <= people <= len(busy) <= len(found)
    assert (people == len(busy)) == (len(set(busy)) == 1)
    assert 1 <= carry_half(found) <= len(busy)
    assert 1 / len(busy) <= top_share(found)[1] <= 1


@given(LOADS, st.integers(2, 50))
def test_only_shares_matter(found: dict[MemberId, int], times: int) -> None:
    """The same work in twice the time is the same bottleneck."""
    more = {member: count * times for member, count in found.items()}
    assert effective_people(more) == pytest.approx(effective_people(found))
    assert carry_half(more) == carry_half(found)
    assert top_share(more)[0] == top_share(found)[0]


@given(LOADS, st.integers(1, 20))
def test_newcomers_without_work_change_nothing(found: dict[MemberId, int], newcomers: int) -> None:
    """No figure, no verdict; they are counted as idle and that is all."""
    before = look_at(found)
    after = look_at({**found, **{MemberId(f"N-{number}"): 0 for number in range(newcomers)}})
    assert after.idle == before.idle + newcomers
    told = (
        "counts",
        "telling",
        "top",
        "top_share",
        "effective_people",
        "carry_half",
        "mean",
        "most",
        "least",
    )
    assert [getattr(after, name) for name in told] == [getattr(before, name) for name in told]


@given(LOADS)
def test_the_order_of_the_staff_list_changes_nothing(found: dict[MemberId, int]) -> None:
    """Not even the last digit of a figure, nor who of two equals is named."""
    turned = dict(sorted(found.items(), reverse=True))
    assert look_at(turned) == look_at(found)


@given(LOADS)
def test_a_case_that_moves_to_the_busiest_never_widens_the_group(found: dict[MemberId, int]) -> None:
    """The figures agree about which way is worse."""
    busy = sorted((member for member in found if found[member]), key=lambda member: (found[member], member))
    if len(busy) < 2:
        return
    moved = {**found, busy[0]: found[busy[0]] - 1, busy[-1]: found[busy[-1]] + 1}
    assert effective_people(moved) < effective_people(found)
    assert top_share(moved)[1] > top_share(found)[1]
    assert carry_half(moved) <= carry_half(found)


@given(LOADS)
def test_a_figure_is_told_only_where_it_can_be_borne(found: dict[MemberId, int]) -> None:
    """Under ten cases, or a mean under four, there are counts and no index."""
    seen = look_at(found)
    assert seen.has_index == (seen.total >= CASES_MIN and seen.mean >= MEAN_MIN)
    assert (seen.telling is Telling.TOO_FEW) == (seen.total < CASES_MIN)
    if not seen.has_index:
        assert (seen.effective_people, seen.carry_half, seen.is_narrow) == (0.0, 0, False)
    assert seen.total == sum(found.values())
    assert (seen.most, seen.least) == (max(found.values()), min(count for count in found.values() if count))


def test_one_who_takes_everything_is_not_excused_by_those_who_take_nothing() -> None:
    """Twelve people, twelve cases, one of them has all: that is the bottleneck itself."""
    seen = look_at(load(12, *(0,) * 11))
    assert (seen.has_index, seen.effective_people, seen.carry_half, seen.is_narrow) == (True, 1.0, 1, True)


@pytest.mark.parametrize(
    ("counts", "narrow"),
    [
        ((60, *(5,) * 9), True),
        ((30, 30, 0, 0, 0), True),
        ((30, 30, 0, 0), False),
        ((21, 5, 4, 4, 3, 2, 1, 1, 1, 0, 0, 0), True),
        ((8, 3, 3, 3, 3), True),
        ((39, 16, 15, 15, 15), False),
        ((16, 12, 12), False),
        ((60, 5), False),
        ((60, 5, 0), True),
        ((10,) * 10, False),
        ((5, 4), False),
    ],
)
def test_the_group_is_warned_where_one_leaving_takes_more_than_half(
    counts: tuple[int, ...], narrow: bool
) -> None:
    """Or two fifths, where five or more are there; a group of two cannot be otherwise."""
    assert look_at(load(*counts)).is_narrow is narrow


@given(LOADS)
def test_five_who_work_as_fewer_than_two_and_a_half_are_always_warned(found: dict[MemberId, int]) -> None:
    """The warning needs no figure of its own for that."""
    seen = look_at(found)
    if seen.has_index and len(found) >= 5 and seen.effective_people < 2.5:
        assert seen.is_narrow


def test_nobody_and_nothing_have_no_figure() -> None:
    """An empty window is told as one; a figure on it is a fault of the caller."""
    assert look_at({}).telling is look_at(load(0, 0)).telling is Telling.NOTHING
    assert look_at(load(0, 0)).idle == 2
    for figure in (top_share, effective_people, carry_half):
        with pytest.raises(EmptyLoad):
            figure(load(0, 0))
        with pytest.raises(NegativeLoad):
            figure(load(3, -1))
    with pytest.raises(NegativeLoad):
        look_at(load(-1))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 400), st.integers(1, 6))
def test_windows_touch_and_end_today(last: date, days: int, count: int) -> None:
    """No day counts twice, and none falls between."""
    found = windows(last, days, count)
    assert len(found) == count
    assert found[-1][1] == last
    assert all((end - first).days == days - 1 for first, end in found)
    assert all(later[0] == earlier[1] + timedelta(days=1) for earlier, later in pairwise(found))


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((), Trend.UNKNOWN),
        ((0.4,), Trend.UNKNOWN),
        ((0.4, None), Trend.UNKNOWN),
        ((None, 0.4), Trend.UNKNOWN),
        ((0.9, 0.30, 0.34), Trend.SAME),
        ((0.9, 0.30, 0.40), Trend.NARROWER),
        ((0.1, 0.50, 0.40), Trend.WIDER),
    ],
)
def test_the_trend_holds_the_last_window_against_the_one_before(
    shares: tuple[float | None, ...], expected: Trend
) -> None:
    """Small moves are none, and a window with too few cases says nothing; None is such a window."""
    assert trend(TrendPoint(TODAY, TODAY, 40, share) for share in shares) is expected


def test_a_window_with_too_few_cases_has_no_share() -> None:
    """Nine cases are told as nine."""
    assert point(TODAY, TODAY, load(5, 4)) == TrendPoint(TODAY, TODAY, 9, None)
    assert point(TODAY, TODAY, load(6, 4)) == TrendPoint(TODAY, TODAY, 10, 0.6)

"""Turnover: who came, who left, what went with them, and a curve that adds up."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.turnover import (
    FEW_PEOPLE,
    HeldSpan,
    Leaver,
    Stay,
    WrongStay,
    curve,
    look_at,
    refuse_wrong,
    served,
    taken_along,
)

TODAY = date(2026, 11, 20)
IDS = [MemberId(f"K-{number:02}") for number in range(1, 13)]
DAYS = st.dates(date(2023, 1, 1), date(2027, 6, 1))


def stay(number: int, first: date, last: date | None = None) -> Stay:
    """Return a stay; ``last`` None: still there."""
    return Stay(IDS[number - 1], first, last)


@st.composite
def stays(draw: st.DrawFn) -> list[Stay]:
    """Draw stays that can be: of one person each ends before the next begins."""
    found = []
    for member in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=12)):
        days = sorted(draw(st.lists(DAYS, min_size=1, max_size=4, unique=True)))
        ends = [*days[1::2], *([None] if len(days) % 2 else [])]
        found += [Stay(member, *span) for span in zip(days[::2], ends, strict=True)]
    return draw(st.permutations(found))


COMPETENCES = ("PATRIARK", "Tvang")
SPANS = st.lists(
    st.builds(HeldSpan, st.sampled_from(IDS), st.sampled_from(COMPETENCES), DAYS, st.none() | DAYS),
    max_size=8,
)


@given(stays(), st.integers(1, 40))
def test_the_curve_adds_up(found: list[Stay], months: int) -> None:
    """A month ends with what the one before ended with, and who came, less who left."""
    points = curve(found, TODAY, months)
    assert len(points) == months
    assert points[-1].month == date(2026, 11, 1)
    for before, after in pairwise(points):
        assert after.people == before.people + after.came - after.left
        assert min(after.people, after.came, after.left) >= 0


@given(stays(), SPANS)
def test_the_figures_of_the_year_agree_with_the_curve(found: list[Stay], held: list[HeldSpan]) -> None:
    """There now is the curve's last point; who is gone was there; a share is a share."""
    year = look_at(found, held, TODAY)
    assert year.there_now == curve(found, TODAY, 1)[-1].people
    assert 0 <= year.gone_of_then <= year.there_then
    assert year.replaced is None or 0 <= year.replaced <= 1
    assert (year.replaced is None) == (year.there_then < FEW_PEOPLE)
    then = TODAY.replace(year=2025)
    assert {one.member for one in year.left} == {s.member for s in found if s.last and then < s.last <= TODAY}
    assert set(year.came) == {s.member for s in found if then < s.first <= TODAY}


@given(stays(), SPANS)
def test_what_was_taken_along_is_held_by_nobody_who_stayed(found: list[Stay], held: list[HeldSpan]) -> None:
    """Day by day: she had it on her last, and on the next nobody of the group did."""
    for one in found:
        for competence in taken_along(one, found, held):
            assert one.last is not None
            assert any(h.member == one.member and h.competence == competence for h in held)
            day = one.last + timedelta(days=1)
            there = {s.member for s in found if s.holds(day)}
            keeps = [
                h
                for h in held
                if h.competence == competence and h.first <= day and (not h.last or day <= h.last)
            ]
            assert not there & {h.member for h in keeps}


@given(stays(), DAYS)
def test_nobody_serves_longer_by_leaving_and_nobody_serves_before_coming(
    found: list[Stay], day: date
) -> None:
    """Months only grow, and are none before the first day."""
    for member in {one.member for one in found}:
        first = min(one.first for one in found if one.member == member)
        assert served(found, member, day) <= served(found, member, day + timedelta(days=40))
        assert served(found, member, first - timedelta(days=1)) == 0


def test_a_year_is_told_in_names_and_counts() -> None:
    """Six were there; two of them left, one of whom came back; one is new."""
    found = [
        stay(1, date(2020, 1, 1)),
        stay(2, date(2020, 1, 1)),
        stay(3, date(2021, 8, 1)),
        stay(4, date(2022, 1, 1)),
        stay(5, date(2024, 5, 1), date(2026, 4, 30)),
        stay(6, date(2024, 1, 1), date(2026, 1, 31)),
        stay(6, date(2026, 6, 1)),
        stay(7, date(2026, 9, 1)),
        stay(8, date(2019, 1, 1), date(2025, 11, 20)),
    ]
    held = [HeldSpan(IDS[4], "PATRIARK", date(2024, 6, 1)), HeldSpan(IDS[5], "PATRIARK", date(2024, 6, 1))]
    year = look_at(found, held, TODAY)
    assert (year.there_then, year.gone_of_then, year.there_now) == (6, 1, 6)
    assert year.replaced == pytest.approx(1 / 6)
    assert year.came == (IDS[5], IDS[6])
    assert year.left == (
        Leaver(IDS[5], date(2026, 1, 31), 25, ()),
        Leaver(IDS[4], date(2026, 4, 30), 24, ("PATRIARK",)),
    )


def test_two_who_leave_together_both_took_what_only_they_had() -> None:
    """Neither is excused by the other."""
    last = date(2026, 6, 30)
    found = [stay(1, date(2020, 1, 1), last), stay(2, date(2020, 1, 1), last), stay(3, date(2020, 1, 1))]
    held = [HeldSpan(one.member, "Tvang", date(2021, 1, 1)) for one in found[:2]]
    assert [taken_along(one, found, held) for one in found] == [("Tvang",), ("Tvang",), ()]


def test_a_last_day_to_come_is_not_a_leave_yet() -> None:
    """Today she is there, and the curve of this month counts her."""
    found = [stay(1, date(2020, 1, 1), date(2026, 11, 30))]
    assert look_at(found, [], TODAY).left == ()
    assert curve(found, TODAY, 1)[0].people == 1
    assert curve(found, date(2026, 11, 30), 1)[0].left == 1


def test_a_group_of_none_has_no_share_and_no_median() -> None:
    """Nothing is divided by nothing."""
    year = look_at([], [], TODAY)
    assert (year.replaced, year.median_months, year.there_now) == (None, 0.0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        [stay(1, date(2026, 2, 1), date(2026, 1, 1))],
        [stay(1, date(2026, 1, 1)), stay(1, date(2026, 2, 1))],
        [stay(1, date(2026, 1, 1), date(2026, 2, 1)), stay(1, date(2026, 2, 1))],
    ],
)
def test_stays_that_cannot_be_are_refused(wrong: list[Stay]) -> None:
    """Left before she came; twice on one day."""
    with pytest.raises(WrongStay):
        refuse_wrong(wrong)
    with pytest.raises(WrongStay):
        look_at(wrong, [], TODAY)
    with pytest.raises(WrongStay):
        curve(wrong, TODAY)

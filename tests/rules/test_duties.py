"""Which duty counts, and how the calendar is cut into periods."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.duties import (
    CLOSED_WEIGHT,
    DAY,
    Absence,
    Duty,
    DutyRef,
    DutyRole,
    Hindrance,
    Layer,
    Period,
    RotaKind,
    RotaMember,
    duty_day,
    effective,
    is_absent,
    make_periods,
    period_at,
    read_ref,
    standing_hindrance,
)
from nsk_tui.rules.ids import LineId, MemberId

LINE = LineId("children")
REF = DutyRef(LINE, date(2026, 11, 23), DutyRole.DUTY)
DANISH = ZoneInfo("Europe/Copenhagen")
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))
PEOPLE = st.sampled_from([MemberId(f"K-{number:02d}") for number in range(1, 6)])
DUTIES = st.builds(
    Duty,
    ref=st.builds(
        DutyRef,
        st.just(LINE),
        st.sampled_from([date(2026, 11, 23), date(2026, 11, 30)]),
        st.sampled_from(DutyRole),
    ),
    member=st.one_of(st.none(), PEOPLE),
    layer=st.sampled_from(Layer),
    set_by=PEOPLE,
)


def duty(layer: Layer, member: str | None) -> Duty:
    """Return one statement about the duty of the tests."""
    return Duty(REF, MemberId(member) if member else None, layer, MemberId("K-01"))


@given(st.lists(DUTIES))
def test_an_override_stands_over_a_swap_and_a_swap_over_the_plan(duties: list[Duty]) -> None:
    """No lower layer ever wins, and every duty that is spoken of has exactly one answer."""
    found = effective(duties)
    assert set(found) == {one.ref for one in duties}
    for one in duties:
        assert found[one.ref].layer.rank >= one.layer.rank
        assert found[one.ref] in duties


@given(st.lists(DUTIES))
def test_taking_the_override_back_uncovers_what_lies_under_it(duties: list[Duty]) -> None:
    """What counts without the overrides is what counted before them."""
    lower = [one for one in duties if one.layer is not Layer.OVERRIDE]
    overridden = {one.ref for one in duties if one.layer is Layer.OVERRIDE}
    whole, under = effective(duties), effective(lower)
    assert {ref: one for ref, one in whole.items() if ref not in overridden} == {
        ref: one for ref, one in under.items() if ref not in overridden
    }


def test_of_two_on_one_layer_the_later_counts() -> None:
    """A duty that is swapped twice is hers who took it last."""
    row = [duty(Layer.SWAP, "K-02"), duty(Layer.PLAN, "K-01"), duty(Layer.SWAP, "K-03")]
    assert effective(row)[REF].member == "K-03"
    assert effective([*row, duty(Layer.OVERRIDE, None)])[REF].member is None


@given(DAYS, st.integers(1, 120))
def test_weeks_follow_each_other_from_monday_to_sunday(first: date, count: int) -> None:
    """Through week 53, New Year and both changes of the clock: no day is left out or had twice."""
    periods = make_periods(first, count, RotaKind.WEEK)
    assert len(periods) == count
    assert periods[0].start <= first <= periods[0].end
    assert all((one.start.weekday(), one.end - one.start) == (0, timedelta(days=6)) for one in periods)
    assert all(after.start == before.end + DAY for before, after in pairwise(periods))


@given(DAYS, st.integers(1, 60), st.booleans())
def test_days_leave_weekends_out_unless_they_are_asked_for(first: date, count: int, weekends: bool) -> None:
    """A rota of days has each working day once, in order."""
    periods = make_periods(first, count, RotaKind.DAY, weekends=weekends)
    starts = [one.start for one in periods]
    assert starts == sorted(set(starts))
    assert all(one.start == one.end for one in periods)
    assert weekends or all(start.weekday() < 5 for start in starts)
    step = 1 if weekends else 3
    assert all((after - before).days <= step for before, after in pairwise(starts))


@given(DAYS, st.integers(0, 23), st.integers(0, 23), st.integers(0, 59))
def test_every_moment_belongs_to_exactly_one_week(day: date, handover: int, hour: int, minute: int) -> None:
    """Before the hour of the handover the day before still counts, also over New Year."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=DANISH)
    periods = make_periods(day - timedelta(days=7), 3, RotaKind.WEEK)
    found = period_at(periods, moment, handover)
    assert found is not None
    begins = datetime(found.start.year, found.start.month, found.start.day, handover, tzinfo=DANISH)
    assert begins <= moment < begins + timedelta(days=7)


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), 43),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 43),
        (datetime(2026, 10, 26, 6, 59, tzinfo=UTC), 43),
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), 44),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), 12),
        (datetime(2027, 3, 29, 5, 59, tzinfo=UTC), 12),
        (datetime(2027, 3, 29, 6, 0, tzinfo=UTC), 13),
        (datetime(2027, 1, 3, 22, 0, tzinfo=UTC), 53),
        (datetime(2027, 1, 4, 7, 0, tzinfo=UTC), 1),
    ],
)
def test_a_duty_changes_hands_at_eight_on_the_wall(moment: datetime, week: int) -> None:
    """In winter eight is seven o'clock UTC, in summer six; week 53 is followed by week 1."""
    local = moment.astimezone(DANISH)
    periods = make_periods(local.date() - timedelta(days=14), 5, RotaKind.WEEK)
    found = period_at(periods, local, 8)
    assert found is not None
    assert found.start.isocalendar().week == week


def test_a_holiday_on_a_working_day_makes_a_week_heavier() -> None:
    """One on a Sunday does not."""
    friday, sunday = date(2026, 12, 25), date(2026, 5, 24)
    christmas = make_periods(friday, 1, RotaKind.WEEK, {friday}, (), 3)[0]
    whitsun = make_periods(sunday, 1, RotaKind.WEEK, {sunday}, (), 3)[0]
    assert (christmas.weight, whitsun.weight) == (3, 1)


def test_a_week_is_closed_when_no_working_day_is_left() -> None:
    """Holidays count as shut in a week that is closed around them; a single open day keeps it open."""
    shut = ((date(2026, 12, 28), date(2026, 12, 31)),)
    new_year = {date(2027, 1, 1)}
    whole = make_periods(date(2026, 12, 28), 1, RotaKind.WEEK, new_year, shut, 2)[0]
    part = make_periods(date(2026, 12, 28), 1, RotaKind.WEEK, (), shut, 2)[0]
    assert (whole.weight, whole.is_closed, part.weight) == (CLOSED_WEIGHT, True, 1)


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_one_day_of_absence_takes_a_member_out_of_the_week(first: date, length: int, before: int) -> None:
    """Exactly the weeks that a day of it lies in."""
    absence = Absence("a", MemberId("K-01"), first, first + DAY * length, MemberId("K-01"))
    away = {first + DAY * step for step in range(length + 1)}
    for period in make_periods(first - DAY * before, 12, RotaKind.WEEK):
        days = {period.start + DAY * step for step in range(7)}
        assert is_absent("K-01", period, [absence]) == bool(days & away)
        assert not is_absent("K-02", period, [absence])
        assert not is_absent(None, period, [absence])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda: RotaMember(MemberId("K-01"), "", lines=(LINE,)), None),
        (lambda: RotaMember(MemberId("K-01"), ""), Hindrance.NOT_ON_LINE),
        (lambda: RotaMember(MemberId("K-01"), "", 0, (LINE,)), Hindrance.NO_SHARE),
        (
            lambda: RotaMember(MemberId("K-01"), "", lines=(LINE,), since=date(2026, 11, 24)),
            Hindrance.NOT_YET,
        ),
        (
            lambda: RotaMember(MemberId("K-01"), "", lines=(LINE,), leaves_on=date(2026, 11, 27)),
            Hindrance.LEAVES,
        ),
        (lambda: RotaMember(MemberId("K-01"), "", lines=(LINE,), leaves_on=date(2026, 11, 29)), None),
    ],
)
def test_a_member_serves_whole_periods_between_her_first_and_last_day(
    change: Callable[[], RotaMember], expected: Hindrance | None
) -> None:
    """Whoever leaves on Friday does not have that week; whoever leaves on its Sunday does."""
    week = Period(date(2026, 11, 23), date(2026, 11, 29))
    assert standing_hindrance(change(), LINE, week) is expected


@given(st.builds(DutyRef, st.sampled_from([LINE, LineId("egen-linje")]), DAYS, st.sampled_from(DutyRole)))
def test_a_duty_is_read_back_as_it_is_written(ref: DutyRef) -> None:
    """The audit and the command line name the same thing."""
    assert read_ref(str(ref)) == ref


@pytest.mark.parametrize(
    "text", ["", "stille-havn", "adults/2026-13-01/duty", "adults/2026-11-30/chief", "a/b"]
)
def test_what_names_no_duty_is_no_duty(text: str) -> None:
    """A code name is none either."""
    assert read_ref(text) is None


def test_midnight_belongs_to_the_day_before() -> None:
    """Until the hour of the handover."""
    assert duty_day(datetime(2027, 1, 1, 0, 0, tzinfo=DANISH), 8) == date(2026, 12, 31)

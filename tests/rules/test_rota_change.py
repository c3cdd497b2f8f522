"""A change to a published rota is small and quick; newcomers are not made to catch up."""

import time
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from hypothesis import example, given, settings
from hypothesis import strategies as st

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.rota_input import read_task
from nsk_tui.rules.rota_load import credited, entering_load
from nsk_tui.rules.rota_plan import is_there, plan, replan
from nsk_tui.rules.rota_task import Period, RotaPerson, RotaRole, RotaTask
from tests.faults.sizes import figure
from tests.vectors.rota_instances import large

MONDAY = date(2026, 12, 7)
WEEK = timedelta(days=7)
QUARTER_WEEKS = 13
FIFTH = Fraction(1, 5)


def test_five_years_are_replanned_in_a_fifth_of_the_time() -> None:
    """One of sixty goes on leave for a year: only hers move, and nobody waits."""
    task = read_task(large(0))
    assert isinstance(task, RotaTask)
    begun = time.process_time()
    published = plan(task).duties
    planned = time.process_time() - begun
    ill = task.people[4]
    worse = replace(ill, absent=(*ill.absent, (task.periods[50].start, task.periods[102].end)))
    now = replace(task, people=tuple(worse if one is ill else one for one in task.people))
    begun = time.process_time()
    found = replan(now, published)
    taken = time.process_time() - begun
    hers = {one for one in published if one.member == ill.id and not is_there(worse, now.periods[one.period])}
    assert hers
    assert set(published) - set(found.duties) == hers
    assert found.gaps == ()
    figure("rota", "a replan after one absence, as a part of the plan's CPU", round(taken / planned, 3))
    assert taken < planned * FIFTH


@settings(max_examples=40, deadline=None)
@given(
    shares=st.lists(st.sampled_from([Fraction(1), Fraction(4, 5), Fraction(1, 2)]), min_size=3, max_size=12),
    mean=st.integers(0, 30),
    comes=st.integers(0, 12),
    weeks=st.sampled_from([13, 26, 52]),
    rest=st.integers(0, 2),
    backup=st.booleans(),
)
@example(
    shares=[Fraction(1)] * 5 + [Fraction(4, 5)] * 4 + [Fraction(1, 2)] * 3,
    mean=0, comes=3, weeks=26, rest=0, backup=True,
).via("three duties in her first quarter, where fair to the year but not to her")  # fmt: skip
def test_a_newcomer_is_not_made_to_catch_up(
    shares: list[Fraction], mean: int, comes: int, weeks: int, rest: int, backup: bool
) -> None:
    """She gets at most max(1, ceil(1.5 x mean)) duties in her first quarter, the mean being by share."""
    group = tuple(
        RotaPerson(MemberId(f"K-{number:02}"), share, ("children",), load=mean * share)
        for number, share in enumerate(shares)
    )
    new = RotaPerson(MemberId("K-99"), Fraction(1), ("children",), since=MONDAY + WEEK * comes)
    new = replace(new, load=entering_load(group, new.share))
    starts = (MONDAY + WEEK * at for at in range(comes + weeks))
    periods = tuple(Period(start, start + timedelta(days=6)) for start in starts)
    found = plan(credited(RotaTask(periods, ("children",), (*group, new), rest, backup)))
    quarter = [
        one
        for one in found.duties
        if one.role is RotaRole.DUTY and comes <= one.period < comes + QUARTER_WEEKS
    ]
    fair = len(quarter) * new.share / (sum(shares) + new.share)
    assert sum(one.member == new.id for one in quarter) <= max(1, ceil(Fraction(3, 2) * fair))

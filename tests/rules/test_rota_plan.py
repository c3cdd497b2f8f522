"""The rota's rules hold for every plan, whatever the people and the periods."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.rota_load import credited, starting_loads
from nsk_tui.rules.rota_plan import is_there, plan, replan
from nsk_tui.rules.rota_task import (
    Assignment,
    Gap,
    GapReason,
    Period,
    RotaPerson,
    RotaPlan,
    RotaRole,
    RotaTask,
)

MONDAY = date(2026, 12, 7)
WEEK = timedelta(days=7)
LINES = ("children", "adults")


def weeks(count: int, weights: tuple[int, ...] = (1,)) -> tuple[Period, ...]:
    """Return weeks from a Monday on; they cross New Year and week 53."""
    return tuple(
        Period(
            MONDAY + WEEK * at, MONDAY + WEEK * at + timedelta(days=6), Fraction(weights[at % len(weights)])
        )
        for at in range(count)
    )


def person(number: int, share: str = "1", lines: tuple[str, ...] = LINES, **more: object) -> RotaPerson:
    """Return a member of a number."""
    return RotaPerson(MemberId(f"K-{number:02}"), Fraction(share), lines, **more)  # type: ignore[arg-type]


days = st.integers(-7, 7 * 16).map(lambda offset: MONDAY + timedelta(days=offset))
spans = st.tuples(days, st.integers(0, 40)).map(lambda span: (span[0], span[0] + timedelta(days=span[1])))


@st.composite
def tasks(draw: st.DrawFn, people_max: int = 7) -> RotaTask:
    """Return a rota to plan, tight or roomy."""
    lines = LINES[: draw(st.integers(1, 2))]
    people = tuple(
        RotaPerson(
            MemberId(f"K-{number:02}"),
            draw(st.sampled_from([Fraction(1), Fraction(4, 5), Fraction(1, 2), Fraction(32, 37)])),
            tuple(draw(st.lists(st.sampled_from(lines), unique=True))),
            tuple(draw(st.lists(spans, max_size=3))),
            draw(st.none() | days),
            Fraction(draw(st.integers(0, 20)), 2),
        )
        for number in range(draw(st.integers(0, people_max)))
    )
    weights = tuple(draw(st.lists(st.integers(0, 3), min_size=1, max_size=3)))
    return RotaTask(
        weeks(draw(st.integers(1, 14)), weights), lines, people, draw(st.integers(0, 3)), draw(st.booleans())
    )


def cost(task: RotaTask, found: RotaPlan) -> Fraction:
    """Return the sum of load²/share."""
    return sum((found.load[one.id] ** 2 / one.share for one in task.people), Fraction(0))


def open_roles(found: RotaPlan) -> tuple[int, int]:
    """Return how many duties and backups are open."""
    duties = sum(gap.role is RotaRole.DUTY for gap in found.gaps)
    return duties, len(found.gaps) - duties


def duties_of(found: RotaPlan, role: RotaRole = RotaRole.DUTY) -> Iterator[Assignment]:
    """Yield the duties of a plan, or its backups."""
    return (one for one in found.duties if one.role is role)


def check(task: RotaTask, found: RotaPlan) -> None:
    """Hold a plan to every hard rule."""
    people = {one.id: one for one in task.people}
    roles = (RotaRole.DUTY, RotaRole.BACKUP)[: 1 + task.backup]
    told = [(one.period, one.line, one.role) for one in found.duties]
    told += [(one.period, one.line, one.role) for one in found.gaps]
    assert sorted(told) == sorted(product(range(len(task.periods)), task.lines, roles))
    for one in found.duties:
        assert one.line in people[one.member].lines
        assert is_there(people[one.member], task.periods[one.period])
    assert len({(one.member, one.period) for one in found.duties}) == len(found.duties)
    for first, second in product(duties_of(found), repeat=2):
        if first.member == second.member and first.period < second.period:
            assert second.period - first.period > task.rest_periods


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_every_plan_keeps_every_hard_rule(task: RotaTask) -> None:
    """Nobody absent, nobody before she came, only her lines, one role a period, rest kept."""
    check(task, plan(task))


@settings(max_examples=25, deadline=None)
@given(tasks(people_max=5), st.randoms(use_true_random=False))
def test_the_order_of_the_people_changes_nothing(task: RotaTask, chance: object) -> None:
    """The same input gives the same plan, and the order of the people is no input."""
    people = list(task.people)
    chance.shuffle(people)  # type: ignore[attr-defined]
    first, second = plan(task), plan(replace(task, people=tuple(people)))
    assert (first.duties, first.gaps, first.load) == (second.duties, second.gaps, second.load)
    assert plan(task) == first


@settings(max_examples=60, deadline=None)
@given(tasks())
def test_every_gap_says_what_keeps_each_person_from_it(task: RotaTask) -> None:
    """The counts of a gap add up to the people of its line, and its word follows from them."""
    for gap in plan(task).gaps:
        of_line = sum(gap.line in one.lines for one in task.people)
        assert gap.absent + gap.not_yet + gap.resting + gap.taken == of_line
        assert (gap.why is GapReason.NOBODY_ON_LINE) == (of_line == 0)


@settings(max_examples=25, deadline=None)
@given(tasks(people_max=3), st.integers(1, 3))
def test_small_rotas_are_the_best_there_is(task: RotaTask, count: int) -> None:
    """Against every way to fill a rota of a few weeks: no gap too many, and the least load²/share."""
    task = replace(task, periods=task.periods[:count])
    found = plan(task)
    best = min((open_roles(one), cost(task, one)) for one in every_plan(task))
    assert (open_roles(found), cost(task, found)) == best


def every_plan(task: RotaTask) -> Iterator[RotaPlan]:
    """Yield every way to fill a rota that keeps the rules."""
    roles = (RotaRole.DUTY, RotaRole.BACKUP)[: 1 + task.backup]
    places = list(product(range(len(task.periods)), task.lines, roles))
    choices = [
        [None, *(one for one in task.people if line in one.lines and is_there(one, task.periods[at]))]
        for at, line, _role in places
    ]
    for chosen in product(*choices):
        duties = tuple(
            Assignment(line, at, role, one.id)
            for (at, line, role), one in zip(places, chosen, strict=True)
            if one
        )
        if keeps_rules(task, duties):
            yield as_plan(task, duties)


def keeps_rules(task: RotaTask, duties: tuple[Assignment, ...]) -> bool:
    """Return whether nobody has two roles in a period or too little rest."""
    if len({(one.member, one.period) for one in duties}) < len(duties):
        return False
    on_duty = [(one.member, one.period) for one in duties if one.role is RotaRole.DUTY]
    return not any(
        (member, at + step) in on_duty for member, at in on_duty for step in range(1, task.rest_periods + 1)
    )


def as_plan(task: RotaTask, duties: tuple[Assignment, ...]) -> RotaPlan:
    """Return a plan of these duties; only its counts of gaps are right."""
    load = {one.id: one.load for one in task.people}
    for one in duties:
        weight = task.periods[one.period].weight
        load[one.member] += weight if one.role is RotaRole.DUTY else weight / 2
    held = {(one.period, one.line, one.role) for one in duties}
    roles = (RotaRole.DUTY, RotaRole.BACKUP)[: 1 + task.backup]
    places = product(range(len(task.periods)), task.lines, roles)
    gaps = tuple(Gap(line, at, role) for at, line, role in places if (at, line, role) not in held)
    return RotaPlan(duties, gaps, load)


@pytest.mark.parametrize(
    ("people", "rest", "why"),
    [
        ((), 0, GapReason.NOBODY_ON_LINE),
        ((person(1, lines=("adults",)),), 0, GapReason.NOBODY_ON_LINE),
        ((person(1, absent=((MONDAY, MONDAY),)),), 0, GapReason.ALL_ABSENT),
        ((person(1, since=MONDAY + timedelta(days=1)),), 0, GapReason.NOBODY_YET),
        ((person(1, absent=((MONDAY, MONDAY),)), person(2, since=MONDAY + WEEK)), 0, GapReason.MIXED),
    ],
)
def test_a_gap_has_a_stable_word(people: tuple[RotaPerson, ...], rest: int, why: GapReason) -> None:
    """What stands in the answer is a code, not a sentence."""
    found = plan(RotaTask(weeks(1), ("children",), people, rest))
    assert [gap.why for gap in found.gaps] == [why]


def test_rest_and_another_role_are_told_apart() -> None:
    """One person of two lines: the second line lacks her; the week after she rests."""
    found = plan(RotaTask(weeks(2), LINES, (person(1),), rest_periods=1))
    words = {(gap.period, gap.why) for gap in found.gaps}
    assert len(found.gaps) == 3
    assert {why for _at, why in words} == {GapReason.ALL_TAKEN, GapReason.ALL_RESTING}


@settings(max_examples=30, deadline=None)
@given(tasks(), st.data())
def test_what_is_kept_stays(task: RotaTask, data: st.DataObject) -> None:
    """Overrides and swaps stand, and the rest is planned around them by the same rules."""
    first = plan(task)
    kept = [one for one in first.duties if data.draw(st.booleans())][:4]
    found = plan(task, kept)
    assert set(kept) <= set(found.duties)
    check(task, found)


def test_what_is_kept_stands_over_absence_and_rest() -> None:
    """A coordinator's word is final: the plan does not take it back."""
    ann, bo = person(1, absent=((MONDAY, MONDAY),)), person(2)
    kept = [Assignment("children", at, RotaRole.DUTY, ann.id) for at in (0, 1)]
    found = plan(RotaTask(weeks(3), ("children",), (ann, bo), rest_periods=1), kept)
    assert set(kept) <= set(found.duties)
    assert found.duties[2].member == bo.id


@settings(max_examples=50, deadline=None)
@given(tasks(), st.data())
def test_a_replan_changes_no_duty_that_need_not_change(task: RotaTask, data: st.DataObject) -> None:
    """After an absence only hers move; another moves only where a gap could not be filled otherwise."""
    if not task.people:
        return
    published = plan(task).duties
    ill = data.draw(st.sampled_from(task.people))
    now = replace(
        task,
        people=tuple(
            replace(one, absent=(*one.absent, data.draw(spans))) if one is ill else one for one in task.people
        ),
    )
    people = {one.id: one for one in now.people}
    still = [one for one in published if is_there(people[one.member], now.periods[one.period])]
    found = replan(now, published)
    check(now, found)
    moved = set(still) - set(found.duties)
    around = plan(now, still)
    if moved:
        assert open_roles(found) < open_roles(around)
    else:
        assert open_roles(found) == open_roles(around)


def test_a_replan_without_a_change_is_the_published_plan() -> None:
    """Asking again changes nothing."""
    task = RotaTask(weeks(20), LINES, tuple(person(number) for number in range(9)), 2, backup=True)
    assert replan(task, plan(task).duties) == plan(task)


def test_a_replan_moves_one_duty_rather_than_leave_a_gap() -> None:
    """Bo alone can take over in week 0, so week 1, which he has, goes to somebody else."""
    ann, bo = person(1, absent=((MONDAY, MONDAY),)), person(2)
    cec = person(3, absent=((MONDAY, MONDAY + timedelta(days=6)),))
    published = [Assignment("children", at, RotaRole.DUTY, one.id) for at, one in enumerate((ann, bo, ann))]
    found = replan(RotaTask(weeks(3), ("children",), (ann, bo, cec), rest_periods=1), published)
    assert [one.member for one in found.duties] == [bo.id, cec.id, ann.id]


def test_a_long_leave_is_not_repaid() -> None:
    """Half a year away, then as many duties as the others, not theirs besides."""
    leave = ((MONDAY, MONDAY + WEEK * 26 - timedelta(days=1)),)
    group = (
        person(1, lines=("children",), absent=leave),
        *(person(n, lines=("children",)) for n in (2, 3, 4)),
    )
    past = RotaTask(weeks(26), ("children",), group)
    loads = starting_loads(past, plan(past).duties)
    later = tuple(Period(period.start + WEEK * 26, period.end + WEEK * 26) for period in weeks(12))
    found = plan(RotaTask(later, ("children",), tuple(replace(one, load=loads[one.id]) for one in group)))
    assert sum(one.member == group[0].id for one in found.duties) in (2, 3, 4)


def test_a_holiday_is_made_up_for_and_a_leave_is_not() -> None:
    """Three weeks are holiday; four in a row, also when told in two parts, are leave."""
    short, long = MONDAY + WEEK * 3 - timedelta(days=1), MONDAY + WEEK * 4 - timedelta(days=1)
    people = (
        person(1, absent=((MONDAY, short),)),
        person(2, absent=((MONDAY, MONDAY + WEEK), (MONDAY + WEEK + timedelta(days=1), long))),
        person(3),
    )
    task = credited(RotaTask(weeks(8), LINES, people))
    assert [one.load for one in task.people] == [0, 2 * 3 + Fraction(2, 2), 0]


def test_years_at_the_end_of_the_calendar_can_be_planned() -> None:
    """No day is added to the last one there is."""
    last = Period(date.max - timedelta(days=6), date.max)
    ann = person(1, absent=((date(9999, 1, 1), date.max),))
    assert len(plan(credited(RotaTask((last,), LINES, (ann, person(2))))).duties) == 1

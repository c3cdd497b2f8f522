"""Why: one line for each candidate, in words that can be checked against the plan."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.duties import Absence, Duty, DutyRef, DutyRole, Hindrance, Layer, Period, RotaMember
from nsk_tui.rules.duty_why import Rota, UnknownPeriod, Verdict, Why, WhyCode, WhyLine, explain, weight_of
from nsk_tui.rules.ids import LineId, MemberId

CHILDREN, ADULTS = LineId("children"), LineId("adults")
MONDAY = date(2026, 11, 30)
PERIODS = tuple(
    Period(MONDAY + timedelta(weeks=week), MONDAY + timedelta(weeks=week, days=6)) for week in range(6)
)
WEEKS = [period.start for period in PERIODS]
REF = DutyRef(CHILDREN, WEEKS[2], DutyRole.DUTY)


def person(member: str, share: int = 100, *lines: LineId, **other: object) -> RotaMember:
    """Return somebody on the line for children unless another is named."""
    return RotaMember(MemberId(member), member, share, lines or (CHILDREN,), **other)  # type: ignore[arg-type]


def duty(member: str | None, ref: DutyRef = REF, layer: Layer = Layer.PLAN) -> Duty:
    """Return a duty of the plan unless another layer is named; member None is nobody."""
    return Duty(ref, MemberId(member) if member else None, layer, MemberId("K-01"))


def why(people: list[RotaMember], *duties: Duty, absences: tuple[Absence, ...] = (), rest: int = 1) -> Why:
    """Return why K-04 or whoever has the duty in the third week."""
    standing = {one.ref: one for one in duties}
    return explain(REF, Rota(PERIODS, people, standing, absences, loads_of(duties), rest))


def loads_of(duties: Iterable[Duty]) -> dict[MemberId, Fraction]:
    """Return what each has of some duties."""
    found: dict[MemberId, Fraction] = {}
    for one in duties:
        if one.member is not None:
            found[one.member] = found.get(one.member, Fraction(0)) + weight_of(one.ref.role, PERIODS[0])
    return found


def told(found: Why) -> list[tuple[str, str, str]]:
    """Return who, what became of her, and why."""
    return [(one.member, one.verdict.value, (one.hindrance or one.code).value) for one in found.lines]


def at(week: int, role: DutyRole = DutyRole.DUTY, line: LineId = CHILDREN) -> DutyRef:
    """Return a duty of a week, counted from 0."""
    return DutyRef(line, WEEKS[week], role)


def test_the_example_of_the_screen() -> None:
    """Picked, resting, used as backup, more, absent, on another line."""
    people = [
        person("K-03"), person("K-04", 60), person("K-05"), person("K-07", 100, ADULTS), person("K-08"),
        person("K-12", since=date(2026, 11, 1)),
    ]  # fmt: skip
    away = Absence("a", MemberId("K-08"), date(2026, 12, 18), date(2026, 12, 22), MemberId("K-08"))
    found = why(
        people,
        duty("K-04"),
        duty("K-05", at(1)),
        duty("K-03", at(4)),
        duty("K-12", at(2, DutyRole.BACKUP)),
        absences=(away,),
    )
    assert told(found) == [
        ("K-04", "picked", "least"),
        ("K-12", "passed", "other_duty"),
        ("K-03", "passed", "more"),
        ("K-05", "passed", "rests"),
        ("K-07", "cannot", "not_on_line"),
        ("K-08", "cannot", "absent"),
    ]
    lines = {one.member: one for one in found.lines}
    own = lines[MemberId("K-04")]
    assert (own.before, round(own.after, 2), own.share_percent) == (0.0, 1.67, 60)
    assert (lines[MemberId("K-08")].first, lines[MemberId("K-08")].last) == (away.first, away.last)
    assert lines[MemberId("K-05")].other == at(1)
    assert [one.member for one in found.lines if one.is_new] == ["K-12"]


@pytest.mark.parametrize(
    ("layer", "others", "code"),
    [
        (Layer.PLAN, (), WhyCode.LEAST),
        (Layer.PLAN, (at(0),), WhyCode.WHOLE_PLAN),
        (Layer.SWAP, (at(0),), WhyCode.BY_SWAP),
        (Layer.OVERRIDE, (), WhyCode.BY_OVERRIDE),
    ],
)
def test_the_one_picked_has_her_reason(layer: Layer, others: tuple[DutyRef, ...], code: WhyCode) -> None:
    """A swap and a correction stand over the plan, and the plan looks at the whole."""
    duties = [duty("K-09", layer=layer), *(duty("K-09", ref) for ref in others)]
    found = why([person("K-09"), person("K-02")], *duties)
    assert next(one.code for one in found.lines if one.verdict is Verdict.PICKED) is code


def test_equals_come_by_short_name_and_less_is_told() -> None:
    """Nothing is hidden: who would have added less stands above the one picked."""
    found = why([person("K-09"), person("K-02"), person("K-01")], duty("K-09"))
    assert told(found) == [
        ("K-01", "passed", "equal"),
        ("K-02", "passed", "equal"),
        ("K-09", "picked", "least"),
    ]
    found = why([person("K-09"), person("K-02")], duty("K-09"), duty("K-09", at(5)))
    assert told(found) == [("K-02", "passed", "less"), ("K-09", "picked", "whole_plan")]


@pytest.mark.parametrize(
    ("changed", "hindrance", "first"),
    [
        ({"share_percent": 0}, Hindrance.NO_SHARE, None),
        ({"since": date(2027, 1, 1)}, Hindrance.NOT_YET, date(2027, 1, 1)),
        ({"leaves_on": date(2026, 12, 16)}, Hindrance.LEAVES, date(2026, 12, 16)),
        ({"lines": ()}, Hindrance.NOT_ON_LINE, None),
    ],
)
def test_what_keeps_somebody_is_told_with_its_day(
    changed: dict[str, object], hindrance: Hindrance, first: date | None
) -> None:
    """A line without a day has None."""
    found = why([person("K-01"), replace(person("K-02"), **changed)], duty("K-01"))  # type: ignore[arg-type]
    assert (found.lines[-1].verdict, found.lines[-1].hindrance) == (Verdict.CANNOT, hindrance)
    assert found.lines[-1].first == first


@pytest.mark.parametrize(
    ("role", "other", "rest", "rests"),
    [
        (DutyRole.DUTY, at(1), 1, True),
        (DutyRole.DUTY, at(3), 1, True),
        (DutyRole.DUTY, at(0), 1, False),
        (DutyRole.DUTY, at(0), 2, True),
        (DutyRole.DUTY, at(1), 0, False),
        (DutyRole.DUTY, at(1, DutyRole.BACKUP), 1, False),
        (DutyRole.BACKUP, at(1), 1, False),
        (DutyRole.DUTY, at(1, line=ADULTS), 1, True),
    ],
)
def test_rest_is_between_duties_alone(role: DutyRole, other: DutyRef, rest: int, rests: bool) -> None:
    """Before and after, on any line; a backup neither needs nor breaks it."""
    ref = replace(REF, role=role)
    duties = {ref: duty("K-01", ref), other: duty("K-02", other)}
    rota = Rota(PERIODS, [person("K-01"), person("K-02")], duties, (), {}, rest)
    line = next(one for one in explain(ref, rota).lines if one.member == "K-02")
    assert (line.hindrance is Hindrance.RESTS) is rests


def test_a_gap_and_a_duty_no_plan_reaches_are_explained_too() -> None:
    """Nobody is picked; each line still says what keeps her."""
    away = Absence("a", MemberId("K-01"), REF.start, REF.start, MemberId("K-01"))
    for duties in ((), (duty(None),)):
        found = why([person("K-01")], *duties, absences=(away,))
        assert told(found) == [("K-01", "cannot", "absent")]


def test_the_one_picked_keeps_her_line_when_she_falls_ill_afterwards() -> None:
    """Picked, and the hindrance stands on the same line."""
    away = Absence("a", MemberId("K-01"), REF.start, REF.start, MemberId("K-01"))
    line = why([person("K-01"), person("K-02")], duty("K-01"), absences=(away,)).lines[0]
    assert (line.member, line.verdict, line.hindrance) == ("K-01", Verdict.PICKED, Hindrance.ABSENT)


def test_a_day_on_which_nothing_begins_is_a_callers_fault() -> None:
    """A Tuesday is no week of the rota."""
    with pytest.raises(UnknownPeriod):
        explain(replace(REF, start=REF.start + timedelta(days=1)), Rota(PERIODS, [], {}, (), {}, 1))


MEMBERS = [f"K-{number:02}" for number in range(1, 7)]


@st.composite
def rotas(draw: st.DrawFn) -> tuple[list[RotaMember], list[Duty]]:
    """Return some people and some duties of theirs, each slot taken once at most."""
    people = [person(member, draw(st.sampled_from([0, 50, 60, 100]))) for member in MEMBERS]
    refs = [at(week, role) for week in range(6) for role in (DutyRole.DUTY, DutyRole.BACKUP)]
    taken = draw(st.lists(st.sampled_from(refs), unique=True))
    return people, [duty(draw(st.sampled_from([None, *MEMBERS])), ref) for ref in taken]


@given(rotas(), st.integers(0, 3))
def test_everybody_has_one_line_and_the_numbers_add_up(
    rota: tuple[list[RotaMember], list[Duty]], rest: int
) -> None:
    """Whoever holds it is picked, the order is that of the cost, after is before and the duty."""
    people, duties = rota
    found = why(people, *duties, rest=rest)
    assert sorted(one.member for one in found.lines) == MEMBERS
    holder = next((one.member for one in duties if one.ref == REF), None)
    assert [one.member for one in found.lines if one.verdict is Verdict.PICKED] == (
        [holder] if holder else []
    )
    verdicts = [one.verdict is Verdict.CANNOT for one in found.lines]
    assert verdicts == sorted(verdicts)
    able = [one for one in found.lines if one.verdict is not Verdict.CANNOT and one.share_percent]
    costs = [one.before + one.after for one in able]
    assert costs == pytest.approx(sorted(costs))
    for one in able:
        assert one.after - one.before == pytest.approx(100 / one.share_percent)


@given(rotas())
def test_the_order_of_the_staff_list_changes_no_line(rota: tuple[list[RotaMember], list[Duty]]) -> None:
    """The same duty gets the same answer."""
    people, duties = rota
    assert why(people, *duties) == why(people[::-1], *duties)


def test_a_line_shows_no_more_than_it_knows() -> None:
    """Nobody's cause of absence has a field."""
    assert not {"cause", "note", "reason"} & set(WhyLine.__dataclass_fields__)

"""Coverage: who can, what one alone holds, what an absence uncovers, how few are too few."""

from collections.abc import Mapping
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.absence_simulator import simulate
from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.coverage import (
    Cell,
    Column,
    ColumnKind,
    Cover,
    Coverage,
    Nearness,
    alone_with,
    changed,
    columns_of,
    holders_of,
    is_there,
    look_at,
    nearest,
    truck_factor,
    without,
)
from nsk_tui.rules.directory import Competence, CompetenceLevel, Department, Person, Place
from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, Layer
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.owned import OwnedKind, OwnedMatter

TODAY = date(2026, 11, 20)
IDS = [MemberId(f"K-{number:02}") for number in range(1, 9)]
DEPARTMENT_NAMES = ("Skoler", "Familie", "Jobcenter", "Løn")
COMPETENCES = ("PATRIARK", "Tvang", "Udland")
LEVELS = st.sampled_from(CompetenceLevel)
SOME_DAY = st.none() | st.dates(date(2026, 10, 1), date(2027, 1, 1))


def person(
    number: int, *places: tuple[str, Area], can: Mapping[str, CompetenceLevel] | None = None
) -> Person:
    """Return somebody with places and competences; ``can`` None: no competence."""
    held = tuple(Competence(name, level) for name, level in (can or {}).items())
    return Person(IDS[number - 1], f"P{number}", tuple(Place(*place) for place in places), competences=held)


PLACES = st.builds(Place, st.sampled_from(DEPARTMENT_NAMES), st.sampled_from(Area))
PEOPLE = st.lists(
    st.builds(
        Person,
        st.sampled_from(IDS),
        st.just("P"),
        st.lists(PLACES, max_size=4, unique=True).map(tuple),
        competences=st.lists(
            st.builds(Competence, st.sampled_from(COMPETENCES), LEVELS, expires_on=SOME_DAY), max_size=3
        ).map(tuple),
        since=SOME_DAY,
        leaves_on=SOME_DAY,
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)
DEPARTMENTS = st.lists(
    st.builds(
        Department,
        st.sampled_from(DEPARTMENT_NAMES),
        st.booleans(),
        st.frozensets(st.sampled_from(Area)),
        st.frozensets(st.sampled_from(COMPETENCES)),
    ),
    max_size=4,
    unique_by=lambda one: one.name,
)
COVERAGES = st.builds(look_at, DEPARTMENTS, PEOPLE, st.just(TODAY))
OUT = st.frozensets(st.sampled_from(IDS))
HOLDERS = st.dictionaries(
    st.sampled_from([("", Column(ColumnKind.COMPETENCE, name)) for name in "abcdefg"]),
    st.frozensets(st.sampled_from(IDS[:5]), min_size=1),
)


def all_cells(coverage: Coverage) -> tuple[Cell, ...]:
    """Return the cells of both matrices."""
    return (*coverage.cells, *coverage.competences)


def test_the_matrix_says_who_can_and_what_is_not_needed() -> None:
    """Several, one, nobody, and a department that nobody has to answer for."""
    departments = [
        Department("Skoler", areas=frozenset({Area.CHILDREN})),
        Department("Jobcenter", areas=frozenset({Area.ADULTS})),
        Department("Løn", has_citizen_contact=False),
    ]
    people = [
        person(1, ("Skoler", Area.CHILDREN)),
        person(2, ("Skoler", Area.CHILDREN), ("Løn", Area.ADULTS)),
    ]
    found = look_at(departments, people, TODAY)
    assert [
        (cell.department, cell.column.name, cell.cover.value, len(cell.people)) for cell in found.cells
    ] == [
        ("Skoler", "children", "several", 2),
        ("Skoler", "adults", "not_needed", 0),
        ("Jobcenter", "children", "not_needed", 0),
        ("Jobcenter", "adults", "nobody", 0),
        ("Løn", "children", "not_needed", 0),
        ("Løn", "adults", "one", 1),
    ]


def test_a_competence_counts_in_the_departments_where_its_holder_works() -> None:
    """Seen is not enough; elsewhere is not here."""
    departments = [
        Department("Skoler", areas=frozenset(), competences=frozenset({"PATRIARK"})),
        Department("Familie", areas=frozenset(), competences=frozenset({"PATRIARK"})),
    ]
    people = [
        person(1, ("Skoler", Area.CHILDREN), can={"PATRIARK": CompetenceLevel.CONFIDENT}),
        person(2, ("Familie", Area.CHILDREN), can={"PATRIARK": CompetenceLevel.SEEN}),
    ]
    found = look_at(departments, people, TODAY)
    assert [cell.people for cell in found.cells] == [(IDS[0],), ()]
    assert [cell.people for cell in found.competences] == [(IDS[0],)]
    assert nearest(found.cells[1], people, TODAY) == (
        (IDS[1], Nearness.LEARNING),
        (IDS[0], Nearness.ELSEWHERE),
    )


def test_whoever_works_there_is_the_last_to_be_named_as_near() -> None:
    """For an area: the same work elsewhere before the same department."""
    departments = [Department("Skoler"), Department("Familie")]
    people = [person(1, ("Skoler", Area.CHILDREN)), person(2, ("Familie", Area.ADULTS)), person(3)]
    found = look_at(departments, people, TODAY)
    school_adults = next(c for c in found.cells if c.key == ("Skoler", Column(ColumnKind.AREA, "adults")))
    assert nearest(school_adults, people, TODAY) == (
        (IDS[1], Nearness.ELSEWHERE),
        (IDS[0], Nearness.SAME_DEPARTMENT),
    )


@given(COVERAGES)
def test_every_cell_has_one_word_and_the_word_fits(coverage: Coverage) -> None:
    """Nobody, one, several, not needed: decided by the count and the need alone."""
    for cell in all_cells(coverage):
        assert list(cell.people) == sorted(set(cell.people))
        assert (cell.cover is Cover.NOBODY) == (cell.is_needed and not cell.people)
        assert (cell.cover is Cover.ONE) == (len(cell.people) == 1)
        assert (cell.cover is Cover.SEVERAL) == (len(cell.people) > 1)


@given(DEPARTMENTS, PEOPLE)
def test_the_matrix_is_whole_and_nobody_in_it_has_left(
    departments: list[Department], people: list[Person]
) -> None:
    """A row for each department, a cell for each column; whoever is in it is there today."""
    found = look_at(departments, people, TODAY)
    assert len(found.cells) == len(departments) * len(columns_of(departments))
    there = {one.id for one in people if is_there(one, TODAY)}
    assert {member for cell in all_cells(found) for member in cell.people} <= there


@given(COVERAGES)
def test_what_one_alone_holds_is_what_her_absence_leaves_with_nobody(coverage: Coverage) -> None:
    """The list of a person, and the simulator without her, say the same."""
    alone = alone_with(coverage)
    for member in IDS:
        after = without(coverage, {member})
        emptied = {cell.key for cell in all_cells(after) if not cell.people}
        empty_before = {cell.key for cell in all_cells(coverage) if not cell.people}
        assert {cell.key for cell in alone.get(member, ())} == emptied - empty_before


@given(COVERAGES, OUT, OUT)
def test_the_order_in_which_people_are_taken_out_does_not_matter(
    coverage: Coverage, one: frozenset[MemberId], other: frozenset[MemberId]
) -> None:
    """And taking out nobody changes nothing."""
    together = without(coverage, one | other)
    assert without(without(coverage, one), other) == together == without(without(coverage, other), one)
    assert without(coverage, ()) == coverage


@given(COVERAGES, OUT)
def test_taking_people_out_never_fills_a_cell(coverage: Coverage, out: frozenset[MemberId]) -> None:
    """What is told as emptied was not empty before, and is empty now."""
    found = simulate(coverage, out)
    before = {cell.key: cell for cell in all_cells(coverage)}
    for cell in all_cells(found.coverage):
        assert set(cell.people) == set(before[cell.key].people) - out
    assert set(found.emptied) == {
        cell for cell in all_cells(found.coverage) if cell.cover is Cover.NOBODY and before[cell.key].people
    }
    assert all(len(before[cell.key].people) > 1 and cell.is_needed for cell in found.thinned)
    assert changed(coverage, coverage, Cover.NOBODY) == ()


@given(HOLDERS)
def test_the_truck_factor_is_enough_and_never_too_few(
    holders: dict[tuple[str, Column], frozenset[MemberId]],
) -> None:
    """Against every set of people, tried one by one."""
    found = truck_factor(holders)
    orphaned = [people for people in holders.values() if people <= set(found.people)]
    assert found.orphaned == len(orphaned)
    assert found.covered == len(holders)
    if holders:
        assert 2 * found.orphaned > found.covered
        assert len(found.people) >= fewest(holders)
        early = set(found.people[:-1])
        assert 2 * sum(people <= early for people in holders.values()) <= found.covered


def fewest(holders: dict[tuple[str, Column], frozenset[MemberId]]) -> int:
    """Return the smallest number of people without whom more than half has nobody."""
    everybody = sorted(frozenset().union(*holders.values()))
    for count in range(len(everybody) + 1):
        for gone in combinations(everybody, count):
            if 2 * sum(people <= set(gone) for people in holders.values()) > len(holders):
                return count
    raise AssertionError


@pytest.mark.parametrize(
    ("holders", "people"),
    [
        ({}, ()),
        ({"a": (1,), "b": (1,), "c": (2,)}, (1,)),
        ({"a": (1, 2), "b": (1, 2)}, (1, 2)),
        ({"a": (1,), "b": (2,)}, (1, 2)),
        ({"a": (1,), "b": (1,), "c": (4,), "d": (4,), "e": (2, 3), "f": (2, 3), "g": (2, 3)}, (2, 3, 1)),
    ],
)
def test_the_truck_factor_of_small_groups(
    holders: dict[str, tuple[int, ...]], people: tuple[int, ...]
) -> None:
    """Nothing; one alone; two who share all; half is not more than half; the policy's example."""
    cells = {
        ("", Column(ColumnKind.COMPETENCE, name)): tuple(IDS[number - 1] for number in numbers)
        for name, numbers in holders.items()
    }
    assert truck_factor(cells).people == tuple(IDS[number - 1] for number in people)


@given(COVERAGES)
def test_only_what_is_needed_and_covered_counts_for_the_truck_factor(coverage: Coverage) -> None:
    """A cell nobody asks for, or that is empty already, cannot be lost."""
    holders = holders_of(coverage)
    assert all(holders.values())
    needed = {cell.key for cell in all_cells(coverage) if cell.is_needed and cell.people}
    assert set(holders) == needed


def duty(member: str | None, role: DutyRole, week: int, layer: Layer = Layer.PLAN) -> Duty:
    """Return a duty on the line of adults; ``member`` None: nobody has it."""
    ref = DutyRef(LineId("adults"), date.fromisocalendar(2026, week, 1), role)
    return Duty(ref, MemberId(member) if member else None, layer, MemberId("K-01"))


def test_a_duty_passes_to_its_backup_and_a_backup_to_nobody() -> None:
    """As screen C18 tells it: one week goes to the backup, another lacks one."""
    duties = [
        duty("K-07", DutyRole.DUTY, 48), duty("K-02", DutyRole.BACKUP, 48),
        duty("K-02", DutyRole.DUTY, 49), duty("K-07", DutyRole.BACKUP, 49),
        duty("K-07", DutyRole.DUTY, 50), duty(None, DutyRole.BACKUP, 50),
        duty("K-07", DutyRole.DUTY, 51), duty("K-03", DutyRole.DUTY, 51, Layer.SWAP),
        duty("K-07", DutyRole.SHADOW, 51),
    ]  # fmt: skip
    lost = simulate(Coverage((), ()), [MemberId("K-07")], duties).duties
    assert [(one.ref.start.isocalendar().week, one.ref.role.value, one.stands_in) for one in lost] == [
        (48, "duty", "K-02"),
        (49, "backup", None),
        (50, "duty", None),
        (51, "shadow", None),
    ]
    both = simulate(Coverage((), ()), [MemberId("K-07"), MemberId("K-02")], duties).duties
    assert [one.stands_in for one in both] == [None] * 6


def test_the_open_matters_of_those_who_are_out_lose_their_owner() -> None:
    """The most serious first; what others own is left alone."""
    matters = [
        OwnedMatter(OwnedKind.THREAD, "t1", IDS[0], "stille-havn", ConcernLevel.YELLOW),
        OwnedMatter(OwnedKind.THREAD, "t2", IDS[1], "varm-sluse", ConcernLevel.RED),
        OwnedMatter(OwnedKind.THREAD, "t3", IDS[2], "fin-lampe", ConcernLevel.RED),
    ]
    found = simulate(Coverage((), ()), IDS[:2], owned={OwnedKind.THREAD: matters})
    assert [one.ref for one in found.matters] == ["t2", "t1"]


def test_the_most_exposed_department_is_named() -> None:
    """The one in which most becomes empty; of equals the first by name; nothing for nothing."""
    departments = [Department("Skoler"), Department("Familie")]
    both = [("Skoler", area) for area in Area] + [("Familie", area) for area in Area]
    coverage = look_at(departments, [person(1, *both)], TODAY)
    assert simulate(coverage, [IDS[0]]).most_exposed == "Familie"
    assert simulate(coverage, []).most_exposed == ""
    fewer = look_at(departments, [person(1, *both), person(2, both[2])], TODAY)
    assert simulate(fewer, [IDS[0]]).most_exposed == "Skoler"

"""Coverage: who can answer for what, what one person alone holds, and what her absence would uncover.

Source
    docs/rules/coverage.md
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Department, Person, Place, counting, learning
from nsk_tui.rules.ids import MemberId

HALF = 2
"""More than one in so many must be orphaned before the truck factor stops counting."""


class Cover(StrEnum):
    """How many can: the word and the glyph of a cell follow from it."""

    NOBODY = "nobody"
    ONE = "one"
    SEVERAL = "several"
    NOT_NEEDED = "not_needed"


class ColumnKind(StrEnum):
    """What a column of the matrix asks."""

    AREA = "area"
    COMPETENCE = "competence"


class Nearness(StrEnum):
    """Why somebody is near to learning what a cell asks; the nearest first."""

    LEARNING = "learning"
    ELSEWHERE = "elsewhere"
    SAME_DEPARTMENT = "same_department"


@dataclass(frozen=True, order=True)
class Column:
    """A column of the matrix: an area, or a competence by its name."""

    kind: ColumnKind
    name: str


@dataclass(frozen=True)
class Cell:
    """One field of the matrix.

    Shape
        ``department`` is empty for a competence in the whole group. ``people`` in the order of
        their ids.
    """

    department: str
    column: Column
    people: tuple[MemberId, ...]
    is_needed: bool

    @property
    def cover(self) -> Cover:
        """How many can; a cell that is not needed, and has nobody, says only that."""
        if not self.people:
            return Cover.NOBODY if self.is_needed else Cover.NOT_NEEDED
        return Cover.ONE if len(self.people) == 1 else Cover.SEVERAL

    @property
    def key(self) -> tuple[str, Column]:
        """What tells a cell from every other."""
        return self.department, self.column


@dataclass(frozen=True)
class Coverage:
    """The matrix of departments, row by row, and the competences of the whole group."""

    cells: tuple[Cell, ...]
    competences: tuple[Cell, ...]

    def having(self, cover: Cover) -> tuple[Cell, ...]:
        """Return every cell of either matrix that has this cover."""
        return tuple(cell for cell in (*self.cells, *self.competences) if cell.cover is cover)


@dataclass(frozen=True)
class TruckFactor:
    """How few have to be gone before more than half of what is covered has nobody.

    Shape
        ``people`` in the order in which the rule takes them; empty when nothing is covered.
    Units
        ``covered`` and ``orphaned`` count cells, before and after.
    """

    people: tuple[MemberId, ...]
    covered: int
    orphaned: int


def columns_of(departments: Iterable[Department]) -> tuple[Column, ...]:
    """Return the columns that the departments ask for: areas first, then competences by name."""
    known = tuple(departments)
    areas = {area for one in known for area in one.areas}
    names = {name for one in known for name in one.competences}
    return (
        *(Column(ColumnKind.AREA, area.value) for area in Area if area in areas),
        *(Column(ColumnKind.COMPETENCE, name) for name in sorted(names)),
    )


def look_at(departments: Sequence[Department], people: Iterable[Person], today: date) -> Coverage:
    """Return who can answer for what on a day; whoever has left by then can answer for nothing.

    Shape
        Rows in the order of the departments. A place in a department that is not among them is
        not shown; the group's competences have all that anybody holds or some department asks for.
    Source
        docs/rules/coverage.md, "The matrix"
    """
    there = [one for one in people if is_there(one, today)]
    columns = columns_of(departments)
    rows = [_cell(row, column, there, today) for row in departments for column in columns]
    return Coverage(tuple(rows), _competences(departments, there, today))


def is_there(person: Person, today: date) -> bool:
    """Return whether somebody belongs to the group on a day; her last day is one of them."""
    has_come = person.since is None or person.since <= today
    return has_come and (person.leaves_on is None or today <= person.leaves_on)


def alone_with(coverage: Coverage) -> dict[MemberId, tuple[Cell, ...]]:
    """Return for each person what she alone can, in the order of the matrix; nobody else is in it.

    Source
        docs/rules/coverage.md, "Alone with something"
    """
    found: dict[MemberId, list[Cell]] = {}
    for cell in coverage.having(Cover.ONE):
        found.setdefault(cell.people[0], []).append(cell)
    return {member: tuple(cells) for member, cells in sorted(found.items())}


def without(coverage: Coverage, out: Collection[MemberId]) -> Coverage:
    """Return the same matrix as if some of the people were not there."""
    return Coverage(_taken_out(coverage.cells, out), _taken_out(coverage.competences, out))


def changed(before: Coverage, after: Coverage, cover: Cover) -> tuple[Cell, ...]:
    """Return the cells that have come to a cover: those of ``after`` that had another before."""
    was = {cell.key: cell.cover for cell in (*before.cells, *before.competences)}
    return tuple(cell for cell in after.having(cover) if was.get(cell.key) is not cover)


def holders_of(coverage: Coverage) -> dict[tuple[str, Column], tuple[MemberId, ...]]:
    """Return who can, for each cell that is needed and each competence; empty cells are left out."""
    needed = (cell for cell in (*coverage.cells, *coverage.competences) if cell.is_needed)
    return {cell.key: cell.people for cell in needed if cell.people}


def truck_factor(holders: Mapping[tuple[str, Column], Collection[MemberId]]) -> TruckFactor:
    """Return how few have to be gone before more than half has nobody.

    Whoever can most is taken out first, then the next, as long as at least half still has
    somebody; equals by id. It names no fewer than the fewest possible, and often those.

    Source
        docs/rules/coverage.md, "Truck factor"

    >>> truck_factor({}).people
    ()
    >>> cells = {("", Column(ColumnKind.COMPETENCE, name)): ("K-01",) for name in "abc"}
    >>> truck_factor(cells)
    TruckFactor(people=('K-01',), covered=3, orphaned=3)
    """
    covered = {key: frozenset(people) for key, people in holders.items() if people}
    counts = Counter(member for people in covered.values() for member in people)
    gone: list[MemberId] = []
    orphaned = 0
    for member, _count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if HALF * orphaned > len(covered):
            break
        gone.append(member)
        orphaned = sum(people <= set(gone) for people in covered.values())
    return TruckFactor(tuple(gone), len(covered), orphaned)


def nearest(cell: Cell, people: Iterable[Person], today: date) -> tuple[tuple[MemberId, Nearness], ...]:
    """Return who would be the nearest to learn what a cell asks, the nearest first.

    Whoever has seen it done; whoever does it in another department; whoever works in this one.

    Source
        docs/rules/coverage.md, "Who could learn it"
    """
    others = [one for one in people if one.id not in cell.people and is_there(one, today)]
    found = [(one.id, _nearness(cell, one, today)) for one in others]
    near = [(member, how) for member, how in found if how is not None]
    return tuple(sorted(near, key=lambda pair: (list(Nearness).index(pair[1]), pair[0])))


def _cell(row: Department, column: Column, people: Sequence[Person], today: date) -> Cell:
    asks = row.areas if column.kind is ColumnKind.AREA else row.competences
    can = [one.id for one in people if _can(one, row.name, column, today)]
    return Cell(row.name, column, tuple(sorted(can)), row.has_citizen_contact and column.name in asks)


def _can(person: Person, department: str, column: Column, today: date) -> bool:
    if column.kind is ColumnKind.AREA:
        return Place(department, Area(column.name)) in person.places
    works_there = any(place.department == department for place in person.places)
    return works_there and column.name in counting(person, today)


def _competences(
    departments: Iterable[Department], people: Sequence[Person], today: date
) -> tuple[Cell, ...]:
    asked = {name for one in departments for name in one.competences}
    held = {one.id: counting(one, today) for one in people}
    names = sorted(asked.union(*held.values(), (c.name for one in people for c in one.competences)))
    return tuple(
        Cell(
            "",
            Column(ColumnKind.COMPETENCE, name),
            tuple(sorted(member for member, can in held.items() if name in can)),
            is_needed=True,
        )
        for name in names
    )


def _taken_out(cells: Iterable[Cell], out: Collection[MemberId]) -> tuple[Cell, ...]:
    return tuple(replace(cell, people=tuple(one for one in cell.people if one not in out)) for cell in cells)


def _nearness(cell: Cell, person: Person, today: date) -> Nearness | None:
    """Return why somebody is near; None for somebody who is not."""
    name = cell.column.name
    if cell.column.kind is ColumnKind.COMPETENCE:
        if name in learning(person, today):
            return Nearness.LEARNING
        if name in counting(person, today):
            return Nearness.ELSEWHERE
    elif any(place.area.value == name for place in person.places):
        return Nearness.ELSEWHERE
    works_there = any(place.department == cell.department for place in person.places)
    return Nearness.SAME_DEPARTMENT if works_there else None

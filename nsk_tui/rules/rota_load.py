"""The load with which somebody enters a plan, so that neither coming nor a long leave is repaid.

Source
    docs/rules/rota.md, "Newcomers and long leave"
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.rota_plan import BACKUP_PART, is_there
from nsk_tui.rules.rota_task import Assignment, Period, RotaPerson, RotaRole, RotaTask

LONG_LEAVE_DAYS = 28
"""An absence of so many days in a row is leave and is not made up for; a shorter one is holiday."""

DAY = timedelta(days=1)
NOTHING = Fraction(0)


def entering_load(people: Iterable[RotaPerson], share: Fraction) -> Fraction:
    """Return the load of a newcomer of a share: what the group's mean is for that share, 0 without a group.

    >>> ann = RotaPerson(MemberId("K-01"), Fraction(1), ("A",), load=Fraction(6))
    >>> bo = RotaPerson(MemberId("K-02"), Fraction(1, 2), ("A",), load=Fraction(3))
    >>> entering_load((ann, bo), Fraction(1, 2))
    Fraction(3, 1)
    """
    group = list(people)
    shares = sum((person.share for person in group), NOTHING)
    return share * sum((person.load for person in group), NOTHING) / shares if shares else NOTHING


def starting_loads(past: RotaTask, done: Sequence[Assignment]) -> dict[MemberId, Fraction]:
    """Return what each enters the next plan with, after a stretch of time with what was done in it.

    Shape
        ``past`` holds the periods, with the people as they were: their absence and the load they
        entered with. Whoever was on long leave, or not there yet, is credited in those periods
        what the others on her lines carried in the mean, by her share.
    Source
        docs/rules/rota.md, "Newcomers and long leave"
    """
    carried = [dict.fromkeys(past.lines, NOTHING) for _period in past.periods]
    loads = {person.id: person.load for person in past.people}
    for one in done:
        weight = past.periods[one.period].weight * (1 if one.role is RotaRole.DUTY else BACKUP_PART)
        carried[one.period][one.line] += weight
        if one.member in loads:
            loads[one.member] += weight
    return _credited(past, carried, loads)


def credited(task: RotaTask) -> RotaTask:
    """Return the task with the load of what people will not be there for, so that they need not make it up.

    Shape
        Only the loads differ. Plan with it when people come or are on leave within the periods.
    Source
        docs/rules/rota.md, "Newcomers and long leave"
    """
    both = 1 + (BACKUP_PART if task.backup else NOTHING)
    carried = [dict.fromkeys(task.lines, period.weight * both) for period in task.periods]
    loads = _credited(task, carried, {person.id: person.load for person in task.people})
    return replace(task, people=tuple(replace(person, load=loads[person.id]) for person in task.people))


def _credited(
    task: RotaTask, carried: list[dict[str, Fraction]], loads: dict[MemberId, Fraction]
) -> dict[MemberId, Fraction]:
    """Return the loads with the mean of each period added for those who are not made to make up for it."""
    leaves = {person.id: long_leaves(person) for person in task.people}
    for period, of_line in zip(task.periods, carried, strict=True):
        there = [person for person in task.people if is_there(person, period)]
        rates = {line: _rate(line, load, there) for line, load in of_line.items()}
        for person in task.people:
            if _is_excused(person, period, leaves[person.id]):
                mine = sum((rates[line] for line in person.lines if line in rates), NOTHING)
                loads[person.id] += mine * person.share / len(person.lines or ("",))
    return loads


def long_leaves(person: RotaPerson) -> list[tuple[date, date]]:
    """Return the absences of a person that are leave: long in a row, those that touch taken as one."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(person.absent):
        if joined and first <= _after(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return [(first, last) for first, last in joined if (last - first).days + 1 >= LONG_LEAVE_DAYS]


def _after(day: date) -> date:
    return day if day == date.max else day + DAY


def _is_excused(person: RotaPerson, period: Period, leaves: list[tuple[date, date]]) -> bool:
    if person.since is not None and person.since > period.start:
        return True
    return any(first <= period.end and last >= period.start for first, last in leaves)


def _rate(line: str, load: Fraction, there: list[RotaPerson]) -> Fraction:
    """Return what full time carries of a line in the mean; several lines part a person."""
    shares = sum((person.share / len(person.lines) for person in there if line in person.lines), NOTHING)
    return load / shares if shares else NOTHING

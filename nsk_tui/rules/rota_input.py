"""A rota to plan as a file words it: the JSON object, read strictly.

Source
    docs/rules/rota.md, "What is refused"
"""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

from nsk_tui.rules import rota_fields as fields
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.rota_fields import Faults, Fields, Refused, RotaFault, RotaProblem
from nsk_tui.rules.rota_task import Period, RotaPerson, RotaTask

PERIODS_MAX = 1500
PEOPLE_MAX = 300
LINES_MAX = 12
ABSENCES_MAX = 500
PLACES_MAX = 400_000
"""Periods times lines times people: more would take minutes."""
REST_PERIODS_MAX = 100
WEIGHT_MAX = 1000
LOAD_MAX = 1_000_000

_TASK_KEYS = ("periods", "lines", "people", "rest_periods", "backup")
_PERIOD_KEYS = ("start", "end", "weight")
_PERSON_KEYS = ("id", "share", "lines", "absent", "since", "load")


def read_task(raw: object) -> RotaTask | tuple[RotaFault, ...]:
    """Return the rota to plan that a parsed JSON object holds, or everything wrong with it.

    Shape
        A key that is absent and a key that is null mean the same. Without ``weight`` a period
        weighs 1; without ``rest_periods`` nobody rests, without ``backup`` there is none. A line
        that nobody can take, and nobody at all, can be planned: there are gaps.
    Source
        docs/rules/rota.md, "What is refused"

    >>> [(fault.place, fault.problem.value) for fault in read_task({"periods": [], "lines": ["A"]})]
    [('periods', 'empty'), ('people', 'missing')]
    """
    faults = Faults()
    read = Fields("", raw, _TASK_KEYS, faults)
    task = RotaTask(
        tuple(read.read_list("periods", _period, PERIODS_MAX, least=1)),
        tuple(read.read_list("lines", fields.name, LINES_MAX, least=1)),
        tuple(read.read_list("people", _person, PEOPLE_MAX, least=0)),
        read.read("rest_periods", fields.whole(REST_PERIODS_MAX), 0),
        read.read("backup", fields.yes_or_no, instead=False),
    )
    if not faults:
        _judge(task, faults)
    return tuple(faults) or task


def _period(place: str, raw: object) -> Period:
    faults = Faults()
    read = Fields(place, raw, _PERIOD_KEYS, faults)
    start = read.read("start", fields.day, None, is_needed=True)
    end = read.read("end", fields.day, None, is_needed=True)
    weight = read.read("weight", fields.number(WEIGHT_MAX), Fraction(1))
    if start is not None and end is not None and end < start:
        faults.note(place, RotaProblem.ENDS_FIRST)
    if faults or start is None or end is None:
        raise Refused(*faults)
    return Period(start, end, weight)


def _person(place: str, raw: object) -> RotaPerson:
    faults = Faults()
    read = Fields(place, raw, _PERSON_KEYS, faults)
    person = RotaPerson(
        MemberId(read.read("id", fields.name, "", is_needed=True)),
        read.read("share", fields.share, Fraction(1), is_needed=True),
        tuple(read.read_list("lines", fields.name, LINES_MAX, least=0)),
        tuple(read.read_list("absent", fields.span, ABSENCES_MAX)),
        read.read("since", fields.day, None),
        read.read("load", fields.number(LOAD_MAX), Fraction(0)),
    )
    if faults:
        raise Refused(*faults)
    return person


def _judge(task: RotaTask, faults: Faults) -> None:
    """Note what is wrong between parts that are right by themselves."""
    if len(task.periods) * len(task.lines) * len(task.people) > PLACES_MAX:
        faults.note("", RotaProblem.TOO_LARGE, PLACES_MAX)
        return
    for at, (before, after) in enumerate(pairwise(task.periods), 1):
        if after.start <= before.end:
            faults.note(f"periods[{at}]", RotaProblem.OUT_OF_ORDER)
    _note_twice("lines[{}]", task.lines, faults)
    _note_twice("people[{}].id", tuple(person.id for person in task.people), faults)
    for at, person in enumerate(task.people):
        _judge_person(f"people[{at}]", person, task, faults)


def _judge_person(place: str, person: RotaPerson, task: RotaTask, faults: Faults) -> None:
    _note_twice(place + ".lines[{}]", person.lines, faults)
    for at, line in enumerate(person.lines):
        if line not in task.lines:
            faults.note(f"{place}.lines[{at}]", RotaProblem.UNKNOWN_LINE)


def _note_twice(place: str, names: tuple[str, ...], faults: Faults) -> None:
    seen = Counter[str]()
    for at, one in enumerate(names):
        seen[one] += 1
        if seen[one] == 2:
            faults.note(place.format(at), RotaProblem.TWICE)

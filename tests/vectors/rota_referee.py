"""A second reading of the rules of a rota, from the file and the answer alone, without the planner's code."""

from collections import Counter
from fractions import Fraction
from typing import Any

Instance = dict[str, Any]
Answer = dict[str, Any]


def breaches(made: Instance, answer: Answer) -> list[str]:
    """Return one line for each rule that an answer breaks; an answer that breaks none is a rota."""
    people = {person["id"]: person for person in made["people"]}
    found = [*_places(made, answer), *_people(made, answer, people), *_rest(made, answer)]
    loads = _loads(made, answer)
    found += [f"load of {id_}" for id_, load in answer["load"].items() if abs(load - loads[id_]) > 1e-9]
    return found + [f"no load of {id_}" for id_ in people if id_ not in answer["load"]]


def is_there(person: Any, period: Any) -> bool:
    """Return whether a person of a file is there on every day of one of its periods."""
    away = any(first <= period["end"] and last >= period["start"] for first, last in person.get("absent", []))
    return not away and person.get("since", "") <= period["start"]


def open_counts(answer: Answer) -> tuple[int, int]:
    """Return how many duties and how many backups an answer leaves open."""
    roles = Counter(gap["role"] for gap in answer["gaps"])
    return roles["duty"], roles["backup"]


def objective(made: Instance, answer: Answer) -> float:
    """Return the sum of load²/share."""
    loads = _loads(made, answer)
    return float(sum(loads[one["id"]] ** 2 / Fraction(str(one["share"])) for one in made["people"]))


def _loads(made: Instance, answer: Answer) -> dict[str, Fraction]:
    loads = {person["id"]: Fraction(str(person.get("load", 0))) for person in made["people"]}
    for duty in answer["duties"]:
        weight = Fraction(str(made["periods"][duty["period"]]["weight"]))
        loads[duty["member"]] += weight if duty["role"] == "duty" else weight / 2
    return loads


def _places(made: Instance, answer: Answer) -> list[str]:
    """Every role of every line and period is filled once or open once."""
    told = Counter((one["line"], one["period"], one["role"]) for one in [*answer["duties"], *answer["gaps"]])
    wanted = [
        (line, period, role)
        for line in made["lines"]
        for period in range(len(made["periods"]))
        for role in (["duty", "backup"] if made["backup"] else ["duty"])
    ]
    return (
        [] if told == Counter(wanted) else [f"place {place}" for place in (told - Counter(wanted)) or wanted]
    )


def _people(made: Instance, answer: Answer, people: dict[str, Any]) -> list[str]:
    found = []
    for duty in answer["duties"]:
        person = people[duty["member"]]
        if duty["line"] not in person["lines"]:
            found.append(f"line {duty}")
        if not is_there(person, made["periods"][duty["period"]]):
            found.append(f"away {duty}")
    roles = Counter((duty["member"], duty["period"]) for duty in answer["duties"])
    return found + [f"two roles {place}" for place, count in roles.items() if count > 1]


def _rest(made: Instance, answer: Answer) -> list[str]:
    by_person: dict[str, list[int]] = {}
    for duty in answer["duties"]:
        if duty["role"] == "duty":
            by_person.setdefault(duty["member"], []).append(duty["period"])
    return [
        f"rest {id_} {first} {second}"
        for id_, periods in by_person.items()
        for first, second in zip(sorted(periods), sorted(periods)[1:], strict=False)
        if second - first <= made["rest_periods"]
    ]

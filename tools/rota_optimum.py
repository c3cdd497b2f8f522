"""Find the exact optimum of made-up rotas, to measure the planner against.

rota_optimum.py                         write tests/vectors/rota_optimum.json, both families
rota_optimum.py --family mixed --seeds 3 17   print the optimum of these and write nothing
rota_optimum.py --measure               measure `nsk rota solve` against the file (make bench-rota)
rota_optimum.py --measure --seeds 100 101     the same against rotas whose optimum is found first

A rota is made from its seed by tests/vectors/rota_instances.py; the file holds the seeds, a digest
of what they made, and the values. Each is found by HiGHS in three steps: fewest open duties; with
those, fewest open backups; with both, the least sum of load²/share, in which load² is a chain of
straight lines that meet at every load that can be reached, so that nothing is lost. ``bound`` is
what HiGHS proved that nothing goes below; where its time ran out it lies below ``cost``.

Source
    docs/rules/rota.md
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from contextlib import redirect_stdout
from fractions import Fraction
from hashlib import sha256
from io import StringIO
from math import floor, gcd, lcm
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from time import process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nsk_tui.cli.main import run  # noqa: E402
from tests.vectors import rota_referee  # noqa: E402
from tests.vectors.rota_instances import (  # noqa: E402
    COUNT,
    EVERY_FAMILY,
    FAMILIES,
    Instance,
    large,
)

VECTORS = ROOT / "tests" / "vectors" / "rota_optimum.json"
SECONDS_MAX = 60.0
GAP = 1e-5
"""Nearer to the bound than this nobody asks; relative."""

GOOD = 1.002
LARGE_RUNS = 5

DUTY, BACKUP = 0, 1
Place = tuple[int, int, int, int]
"""Person, period, line, role."""


def digest(made: Instance) -> str:
    """Return the name of what a generator made, so that a changed generator is seen."""
    return sha256(json.dumps(made, sort_keys=True).encode()).hexdigest()[:16]


def optimum(made: Instance, seconds: float = SECONDS_MAX) -> dict[str, float]:
    """Return the fewest open duties and backups and the least load²/share, with what was proved."""
    model = Model(made)
    found = {}
    for role, name in ((DUTY, "open_duties"), (BACKUP, "open_backups")):
        goal = dict.fromkeys(model.open[role], 1.0)
        value, bound = model.least(goal, seconds * 4)
        if value - bound > 0.5:
            raise SystemExit(f"{name}: not proved in {seconds * 4} s")
        found[name] = float(round(value))
        model.row(goal, 0, round(value))
    cost, bound = model.least(model.add_loads(), seconds)
    return {**found, "cost": round(cost + model.constant, 6), "bound": round(bound + model.constant, 6)}


class Model:
    """A rota as a whole-number programme, read from the file and not through the planner's own reader.

    Shape
        ``takes[person, period, line, role]`` is the variable that says who takes what. ``open``
        holds the variables of open slots by role.
    """

    def __init__(self, made: Instance) -> None:
        import highspy

        self.made = made
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", GAP)):
            self.highs.setOptionValue(option, value)
        self.whole = highspy.HighsVarType.kInteger
        self.columns, self.constant = 0, 0.0
        self.takes: dict[Place, int] = {}
        self.open: tuple[list[int], list[int]] = ([], [])
        self._add_slots()
        self._add_people()

    def least(self, goal: dict[int, float], seconds: float) -> tuple[float, float]:
        """Return the least value of a sum found, and the value that nothing goes below."""
        if not goal:
            return 0.0, 0.0
        highs = self.highs
        for column in range(self.columns):
            highs.changeColCost(column, goal.get(column, 0.0))
        highs.setOptionValue("time_limit", highs.getRunTime() + seconds)
        highs.run()
        found = highs.getInfo()
        return found.objective_function_value, found.mip_dual_bound

    def add_loads(self) -> dict[int, float]:
        """Add each person's load in steps of the smallest unit; return what each step costs."""
        halves = [Fraction(str(period["weight"])) / 2 for period in self.made["periods"]]
        scale = lcm(*(one.denominator for one in halves))
        unit = Fraction(gcd(*(int(one * scale) for one in halves)), scale)
        by_person: dict[int, dict[Place, int]] = defaultdict(dict)
        for place, column in self.takes.items():
            by_person[place[0]][place] = column
        goal: dict[int, float] = {}
        for number, person in enumerate(self.made["people"]):
            goal |= self._add_load(person, by_person[number], halves, unit)
        return goal

    def _add_load(
        self, person: Any, mine: dict[Place, int], halves: list[Fraction], unit: Fraction
    ) -> dict[int, float]:
        goal, load, share = {}, Fraction(str(person.get("load", 0))), Fraction(str(person["share"]))
        self.constant += float(load**2 / share)
        terms = {column: float((2 - place[3]) * halves[place[1]] / unit) for place, column in mine.items()}
        most = sum(2 * halves[period] for period in {place[1] for place in mine})
        for at in range(floor(most / unit)):
            column, below = self._column(1, is_whole=False), load + at * unit
            goal[column] = float(((below + unit) ** 2 - below**2) / share)
            terms[column] = -1.0
        self.row(terms, 0, 0)
        return goal

    def row(self, terms: dict[int, float], least: float, most: float) -> None:
        """Keep a sum between two values."""
        self.highs.addRow(least, most, len(terms), list(terms), list(terms.values()))

    def _column(self, most: float, is_whole: bool = True) -> int:
        self.highs.addVar(0, most)
        if is_whole:
            self.highs.changeColIntegrality(self.columns, self.whole)
        self.columns += 1
        return self.columns - 1

    def _add_slots(self) -> None:
        """Give every slot its takers; it is filled once or counted as open."""
        made = self.made
        for at, period in enumerate(made["periods"]):
            there = [number for number, person in enumerate(made["people"]) if is_there(person, period)]
            for line_number, line in enumerate(made["lines"]):
                for role in (DUTY, BACKUP)[: 1 + made["backup"]]:
                    able = [number for number in there if line in made["people"][number]["lines"]]
                    mine = {(number, at, line_number, role): self._column(1) for number in able}
                    self.takes |= mine
                    self.open[role].append(self._column(1, is_whole=False))
                    self.row(dict.fromkeys([*mine.values(), self.columns - 1], 1.0), 1, 1)

    def _add_people(self) -> None:
        """Keep everybody to one role a period, and to one duty in any ``rest_periods`` + 1 of them."""
        reach = self.made["rest_periods"] + 1
        roles: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
        duties: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
        for (number, at, _line, role), column in self.takes.items():
            roles[number, at][column] = 1.0
            for first in range(at - reach + 1, at + 1) if role == DUTY else ():
                duties[number, first][column] = 1.0
        for terms in [*roles.values(), *duties.values()]:
            if len(terms) > 1:
                self.row(terms, 0, 1)


def is_there(person: Any, period: Any) -> bool:
    """Return whether a person of a file is there on every day of one of its periods."""
    away = any(first <= period["end"] and last >= period["start"] for first, last in person.get("absent", []))
    return not away and person.get("since", "") <= period["start"]


def vector(family: str, seed: int, seconds: float) -> dict[str, Any]:
    """Return what is kept of a seed."""
    made = EVERY_FAMILY[family](seed)
    return {"family": family, "seed": seed, "digest": digest(made), **optimum(made, seconds)}


def measure(rows: list[dict[str, Any]]) -> None:
    """Print how near `nsk rota solve` comes to each optimum and what it costs, as rows of a table."""
    print("| rotas | other gaps | median | 90 % | 99 % | worst | within 1.002 | CPU median, most |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for family in sorted({row["family"] for row in rows}):
        print(_row(family, [_measured(row) for row in rows if row["family"] == family]), flush=True)
    for name, is_plain in (("all alike", True), ("part time and absence", False)):
        taken = [_solved(large(seed, is_plain))[1] for seed in range(LARGE_RUNS)]
        print(f"60 people x 260 weeks x 2 lines, {name}: {min(taken):.2f} to {max(taken):.2f} s")


def _row(family: str, found: list[tuple[float, float, bool]]) -> str:
    ratios, taken = sorted(ratio for ratio, _taken, _is in found), [taken for _ratio, taken, _is in found]
    at = [ratios[min(len(ratios) - 1, int(len(ratios) * part))] for part in (0.5, 0.9, 0.99)]
    cells = [f"{family}, {len(found)}", str(sum(is_other for *_rest, is_other in found))]
    cells += [f"{ratio:.5f}" for ratio in (*at, ratios[-1])]
    cells += [str(sum(ratio <= GOOD for ratio in ratios)), f"{median(taken):.2f} s, {max(taken):.2f} s"]
    return f"| {' | '.join(cells)} |"


def _measured(row: dict[str, Any]) -> tuple[float, float, bool]:
    """Return the multiple of the optimum, the seconds of CPU, and whether other roles stay open."""
    made = EVERY_FAMILY[row["family"]](row["seed"])
    answer, taken = _solved(made)
    if rota_referee.breaches(made, answer):
        raise SystemExit(f"{row['family']} {row['seed']}: a rule is broken")
    is_other = rota_referee.open_counts(answer) != (row["open_duties"], row["open_backups"])
    ratio = rota_referee.objective(made, answer) / row["bound"] if row["bound"] else 1.0
    return ratio, taken, is_other


def _solved(made: Instance) -> tuple[Any, float]:
    """Return the answer of `nsk rota solve` to a file, and the CPU it took, reading and writing included."""
    with NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file, StringIO() as out:
        file.write(json.dumps(made))
        file.flush()
        begun = process_time()
        with redirect_stdout(out):
            run(["rota", "solve", file.name, "--json"])
        return json.loads(out.getvalue()), process_time() - begun


def main(arguments: Sequence[str] | None = None) -> int:
    """Find the optima and write them, or print those of a few seeds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--family", choices=EVERY_FAMILY, help="only this one; prints and writes nothing")
    parser.add_argument("--seeds", type=int, nargs="+", help="only these")
    parser.add_argument("--seconds", type=float, default=SECONDS_MAX, help="the most for the last step")
    parser.add_argument("--measure", action="store_true", help="measure the planner against the file")
    given = parser.parse_args(arguments)
    if given.measure and not given.seeds:
        measure(json.loads(VECTORS.read_text("utf-8")))
        return 0
    found = []
    for family in [given.family] if given.family else FAMILIES:
        for seed in given.seeds or range(COUNT):
            found.append(vector(family, seed, given.seconds))
            print(json.dumps(found[-1]), flush=True)
    if given.measure:
        measure(found)
    elif not given.family and not given.seeds:
        VECTORS.write_text("[\n" + ",\n".join(map(json.dumps, found)) + "\n]\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

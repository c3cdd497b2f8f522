"""``nsk rota solve``: a file in, a rota out; what is wrong in the file is named by its place."""

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Nsk, environment, program
from tests.faults.sizes import figure, size
from tests.vectors import rota_instances, rota_referee
from tools.rota_optimum import digest, optimum

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "rota_optimum.json").read_text("utf-8"))
FAMILIES = sorted(rota_instances.FAMILIES)
TRIED = size(10, rota_instances.COUNT)
WORST, GOOD, GOOD_PART = 1.02, 1.002, 0.9
ROUNDING = 1e-6

HARD: list[dict[str, Any]] = [
    {"family": "hard", "seed": 3043, "digest": "829bda4dadd046d9",
     "open_duties": 11, "open_backups": 7, "bound": 9677.9375},
    {"family": "hard", "seed": 3053, "digest": "d7f2d3dbeb93a611",
     "open_duties": 1, "open_backups": 4, "bound": 2109.041667},
]  # fmt: skip
"""As `tools/rota_optimum.py --family hard --seeds 3043 3053` finds them."""

FINE_WEIGHTS = (0.101, 0.202, 0.333, 0.151)
MEMORY_KIB_MAX = 50 * 1024
SOLVE_AND_TELL = """
import sys
from pathlib import Path
from nsk_tui.cli.main import run
assert run(["rota", "solve", sys.argv[1], "--json"]) == 0
told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(told["VmHWM"].split()[0], file=sys.stderr)
"""
"""The most that was held since the program began; what `resource` tells counts its parent's, too."""

SMALL: dict[str, Any] = {
    "periods": [
        {"start": "2026-12-28", "end": "2027-01-03", "weight": 2},
        {"start": "2027-01-04", "end": "2027-01-10", "weight": 1},
    ],
    "lines": ["children", "adults"],
    "people": [
        {"id": "K-01", "share": 1, "lines": ["children"], "absent": []},
        {"id": "K-02", "share": 0.5, "lines": ["children"], "absent": [["2026-12-30", "2026-12-30"]]},
    ],
    "rest_periods": 0,
    "backup": False,
}


def with_change(place: str, value: object) -> str:
    """Return the small file with one value changed; ``-`` at the end of a place takes the key out."""
    made = json.loads(json.dumps(SMALL))
    *way, last = place.removesuffix("-").split(".")
    inner: Any = made
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    if place.endswith("-"):
        del inner[last]
    else:
        inner[int(last) if last.isdigit() else last] = value
    return json.dumps(made)


def measured(nsk: Nsk, row: dict[str, Any]) -> float:
    """Return the cost of the planner's rota as a multiple of the optimum, having held it to every rule."""
    made = rota_instances.EVERY_FAMILY[row["family"]](row["seed"])
    assert digest(made) == row["digest"], "the generator is another than the optimum was found for"
    file = nsk.home / "rota.json"
    file.write_text(json.dumps(made), "utf-8")
    answer = nsk("rota", "solve", str(file), "--json")
    assert (answer.code, answer.err) == (0, "")
    assert rota_referee.breaches(made, answer.json) == []
    assert rota_referee.open_counts(answer.json) == (row["open_duties"], row["open_backups"])
    cost = rota_referee.objective(made, answer.json)
    assert cost >= row["bound"] - ROUNDING * row["bound"], "better than what was proved: a rule is broken"
    return cost / row["bound"] if row["bound"] else 1.0


@pytest.mark.parametrize("family", FAMILIES)
def test_no_rota_is_far_from_the_exact_optimum(nsk: Nsk, family: str) -> None:
    """No gap that the optimum does not have; load²/share at most 1.02 of it, and 1.002 in nine of ten."""
    rows = [row for row in VECTORS if row["family"] == family][:TRIED]
    ratios = sorted(measured(nsk, row) for row in rows)
    good = sum(ratio <= GOOD for ratio in ratios)
    figure("rota", f"{family}: worst multiple of the optimum", round(ratios[-1], 4), len(ratios))
    figure("rota", f"{family}: within 1.002 of the optimum", good, len(ratios))
    assert ratios[-1] <= WORST
    assert good >= GOOD_PART * len(ratios)


@pytest.mark.parametrize("row", HARD, ids=lambda row: f"seed {row['seed']}")
def test_gaps_and_rest_leave_the_load_as_fair_as_it_can_be(nsk: Nsk, row: dict[str, Any]) -> None:
    """Where both tie everybody down, the duties that leave least open are laid for the fairest load.

    Laid for the gaps alone, these came out 1.014 and 1.012 times the optimum.
    """
    assert measured(nsk, row) <= GOOD


def test_a_long_rota_with_fine_weights_takes_little_memory(nsk: Nsk) -> None:
    """27 years of weeks that weigh in thousandths: the sums of all of them at once took 70 MiB."""
    made = {
        "periods": [
            {**rota_instances.week_of(at), "weight": FINE_WEIGHTS[at % len(FINE_WEIGHTS)]}
            for at in range(1400)
        ],
        "lines": ["children"],
        "people": [
            {"id": f"K-{at}", "share": share, "lines": ["children"], "absent": []}
            for at, share in enumerate((1, 1, 0.8, 0.8, 0.6, 0.5))
        ],
        "rest_periods": 2,
        "backup": True,
    }
    file = nsk.home / "rota.json"
    file.write_text(json.dumps(made), "utf-8")
    told = subprocess.run(
        [sys.executable, "-c", SOLVE_AND_TELL, str(file)],
        capture_output=True, check=True, text=True, timeout=120, env=environment(nsk.home),
    )  # fmt: skip
    assert int(told.stderr) < MEMORY_KIB_MAX


def test_there_is_an_optimum_for_every_rota_and_each_is_proved() -> None:
    """A hundred of each family; HiGHS closed the gap between what it found and what it proved."""
    assert Counter(row["family"] for row in VECTORS) == dict.fromkeys(FAMILIES, rota_instances.COUNT)
    assert [row for row in VECTORS if row["cost"] - row["bound"] > 1e-4 * row["cost"]] == []


@pytest.mark.parametrize("row", VECTORS[: size(4, 60)], ids=lambda row: f"{row['family']} {row['seed']}")
def test_the_kept_optimum_is_what_highs_finds(row: dict[str, Any]) -> None:
    """The vectors can be made again, from the same file, by a solver that is not ours."""
    found = optimum(rota_instances.FAMILIES[row["family"]](row["seed"]))
    assert (found["open_duties"], found["open_backups"]) == (row["open_duties"], row["open_backups"])
    assert found["cost"] == pytest.approx(row["cost"], rel=1e-4)


def test_the_answer_has_the_promised_shape(nsk: Nsk) -> None:
    """Duties with line, period, role and member; gaps with why; the load of everybody."""
    answer = nsk("rota", "solve", "-", "--json", stdin=json.dumps(SMALL))
    assert answer.code == 0
    assert answer.json == {
        "duties": [
            {"line": "children", "period": 0, "role": "duty", "member": "K-01"},
            {"line": "children", "period": 1, "role": "duty", "member": "K-02"},
        ],
        "gaps": [{"line": "adults", "period": at, "role": "duty", "why": "nobody_on_line"} for at in (0, 1)],
        "load": {"K-01": 2, "K-02": 1},
    }


def test_the_same_file_gives_the_same_answer_in_every_process(tmp_path: Path) -> None:
    """Nothing hangs on the order of a set or on chance."""
    file = tmp_path / "rota.json"
    file.write_text(json.dumps(rota_instances.shaped(3)), "utf-8")
    answers = {
        subprocess.run(
            program("rota", "solve", str(file), "--json"),
            capture_output=True, check=True, timeout=60, env=environment(tmp_path, PYTHONHASHSEED=seed),
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(answers) == 1


def test_without_json_the_rota_is_a_table(nsk: Nsk) -> None:
    """Who in which period, what is open and why, what each carries."""
    lines = nsk("rota", "solve", "-", stdin=json.dumps(SMALL)).out.splitlines()
    assert lines == [
        "period                 children  adults",
        "2026-12-28–2027-01-03  K-01      –",
        "2027-01-04–2027-01-10  K-02      –",
        "",
        "2 are open:",
        "  2026-12-28–2027-01-03  adults  duty  nobody is on the line",
        "  2027-01-04–2027-01-10  adults  duty  nobody is on the line",
        "",
        "member  share  load  load by share",
        "K-01    1      2     2.00",
        "K-02    0.5    1     2.00",
    ]


def test_the_table_is_danish_for_a_dane(nsk: Nsk) -> None:
    """The words that a social worker uses."""
    nsk.set("NSK_LANGUAGE", "da")
    answer = nsk("rota", "solve", "-", stdin=with_change("backup", True))
    assert "5 er ubesatte:" in answer.out
    assert "bagvagt  ingen er på linjen" in answer.out


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("people.1.share", 0, "people[1].share must be a part of full time"),
        ("people.1.share", -0.5, "people[1].share must be a part of full time"),
        ("people.1.share", "1", "people[1].share must be a part of full time"),
        ("people.1.share", True, "people[1].share must be a part of full time"),
        ("people.1.share-", None, "people[1].share is missing"),
        ("people.1.lines.0", "childen", "people[1].lines[0] is not among the lines"),
        ("people.1.lines", "children", "people[1].lines must be a list"),
        ("people.1.id", "K-01", "people[1].id stands twice"),
        ("people.1.id", 2, "people[1].id must be a short text"),
        ("people.1.id", "K\n1", "people[1].id must be a short text"),
        ("people.1.absent.0", ["2027-01-05", "2027-01-04"], "people[1].absent[0] ends before it begins"),
        ("people.1.absent.0", ["2027-02-30", "2027-03-01"], "people[1].absent[0][0] must be a day"),
        ("people.1.absent.0", ["2027-01-05"], "people[1].absent[0] must be two days"),
        ("people.1.absent", {"from": 1}, "people[1].absent must be a list"),
        ("people.1.since", "5/1 2027", "people[1].since must be a day"),
        ("people.1.load", -1, "people[1].load must be a number from 0"),
        ("people.1.laod", 1, "people[1].laod: there is no such key. Nearest: load."),
        ("people.1", 7, "people[1] must be a JSON object"),
        ("people", {}, "people must be a list"),
        ("periods", [], "periods is empty"),
        ("periods.1.start", "2027-01-03", "periods[1] must begin after the period before it"),
        ("periods.1.end", "2027-01-03", "periods[1] ends before it begins"),
        ("periods.1.start-", None, "periods[1].start is missing"),
        ("periods.1.weight", -1, "periods[1].weight must be a number from 0"),
        ("periods.1.weight", "heavy", "periods[1].weight must be a number"),
        ("periods.1.wieght", 1, "periods[1].wieght: there is no such key. Nearest: weight."),
        ("lines", [], "lines is empty"),
        ("lines.1", "children", "lines[1] stands twice"),
        ("lines.1", "", "lines[1] must be a short text"),
        ("rest_periods", -1, "rest_periods must be a whole number from 0"),
        ("rest_periods", 1.5, "rest_periods must be a whole number"),
        ("backup", 1, "backup must be true or false"),
        ("perods", [], "perods: there is no such key. Nearest: periods."),
    ],
)
def test_what_is_wrong_is_named_by_its_place(nsk: Nsk, place: str, value: object, told: str) -> None:
    """Exit 2, the field and its position, what would do; nothing is planned."""
    answer = nsk("rota", "solve", "-", "--json", stdin=with_change(place, value))
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"periods: []", "not JSON"),
        (b"[]", "the file must be a JSON object"),
        (b"null", "the file must be a JSON object"),
        (json.dumps(SMALL).replace("0.5", "NaN").encode(), "a number that is not one"),
        (json.dumps(SMALL).replace("0.5", "Infinity").encode(), "a number that is not one"),
        (json.dumps(SMALL).replace("0.5", "1e999").encode(), "people[1].share must be a part"),
        (json.dumps(SMALL).replace("0.5", "9" * 5000).encode(), "a number that is not one"),
        (b'{"backup": true, "backup": false}', "the same key twice"),
        (b"[" * 100_000, "nested too deeply"),
        (json.dumps({**SMALL, "periods": SMALL["periods"] * 1000}).encode(), "periods holds more than"),
        (json.dumps({**SMALL, "people": SMALL["people"] * 1000}).encode(), "people holds more than"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(nsk: Nsk, content: bytes, told: str) -> None:
    """Broken, foreign and endless files are a clear refusal, never a traceback."""
    answer = nsk("rota", "solve", "-", stdin=content)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("people", []),
        ("people.0.lines", []),
        ("people.0.absent", [["2026-12-01", "2027-02-01"], ["2027-01-01", "2027-01-04"]]),
        ("people.0.since", "2027-03-01"),
        ("people.0.since", None),
        ("people.0.absent", [["0001-01-01", "9999-12-31"]]),
        ("periods.1.weight", 0),
        ("periods.1.weight", 0.1),
        ("people.0.load", 12.3456789),
        ("rest_periods", 100),
        ("periods", [{"start": "9999-12-31", "end": "9999-12-31", "weight": 1}]),
        ("periods.1.weight-", None),
    ],
)
def test_what_is_odd_but_possible_is_planned(nsk: Nsk, place: str, value: object) -> None:
    """Nobody on a line, everybody away, a week that counts nothing: gaps and plans, no refusals."""
    given = with_change(place, value)
    answer = nsk("rota", "solve", "-", "--json", stdin=given)
    assert (answer.code, answer.err) == (0, "")
    made = json.loads(given)
    for period in made["periods"]:
        period.setdefault("weight", 1)
    for person in made["people"]:
        person.update({"since": person.get("since") or ""})
    assert rota_referee.breaches(made, answer.json) == []


def test_solving_imports_neither_sql_nor_screens(tmp_path: Path) -> None:
    """A verb that needs no store does not wait for one."""
    script = (
        "import sys\nfrom nsk_tui.cli.main import run\n"
        "assert run(['rota', 'solve', sys.argv[1]]) == 0\n"
        "print(*sorted({'sqlmodel', 'sqlalchemy', 'textual', 'cryptography'} & set(sys.modules)))"
    )
    file = tmp_path / "rota.json"
    file.write_text(json.dumps(SMALL), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        capture_output=True, text=True, check=True, timeout=60, env=environment(tmp_path),
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize("is_plain", [True, False], ids=["all alike", "part time and absence"])
def test_five_years_for_sixty_people_take_less_than_a_second(nsk: Nsk, is_plain: bool) -> None:
    """60 people, 260 weeks, two lines, backup, rest of two, reading and writing included."""
    given = json.dumps(rota_instances.large(0, is_plain))
    begun = time.process_time()
    answer = nsk("rota", "solve", "-", "--json", stdin=given)
    seconds = time.process_time() - begun
    figure(
        "rota",
        f"60 people x 260 weeks x 2 lines, {'plain' if is_plain else 'mixed'}: CPU s",
        round(seconds, 2),
    )
    assert rota_referee.breaches(json.loads(given), answer.json) == []
    assert answer.json["gaps"] == []
    assert seconds < LARGE_SECONDS_MAX


LARGE_SECONDS_MAX = 2.4
"""Three times what is promised (0.8 s): tests run beside each other on slow machines."""

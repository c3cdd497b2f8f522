"""Run the fault suite with its large counts, and write what came out to docs/proof.md.

prove.py            every part, one after the other
prove.py PART ...   only these parts; the page keeps the sections of the others, each with its day

Each part has counts of its own (in its test file) and a time after which it is ended.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from nsk_tui import __version__  # noqa: E402
from tests.faults.sizes import SEED  # noqa: E402

PAGE = ROOT / "docs" / "proof.md"
PACKAGES = ("sqlcipher3", "sqlalchemy", "sqlmodel", "cryptography", "argon2-cffi", "alembic")
KIB_PER_GIB = 1024 * 1024
SECTION = "\n## "
BY_KIND = "corruption, by kind"
ENDS = {
    "opening": "on opening",
    "reading": "on reading",
    "verify": "by `nsk verify`",
    "words": "by the printed words",
    "index": "search index only",
    "unseen": "not",
    "same": "says the same",
}

LIVE = "tests/e2e/test_live.py"
PAINTED = "test_what_one_session_saves_is_painted_on_anothers_screen"
RESTED = "test_two_sessions_that_rest_write_nothing_and_draw_nothing_but_the_clock"
MEETING = "tests/e2e/test_meeting_live.py"
SSH = tuple(f"tests/e2e/test_ssh{name}.py" for name in ("", "_members", "_ways_out", "_server_page"))
WORDS = "tests/cli/test_any_words.py"
MEMORY = ("tests/faults/test_memory.py", "tests/e2e/test_lock_memory.py")


@dataclass(frozen=True)
class Part:
    """One part: its tests, the law it proves, and after how many minutes it is ended.

    Shape
        ``workers`` is how many run at once; parts that measure time run alone. ``tests`` empty
        means the file of the part's name among the faults.
    """

    name: str
    law: str
    minutes_max: int
    workers: int = 0
    tests: tuple[str, ...] = ()

    @property
    def command(self) -> list[str]:
        """What is run, as it would be typed."""
        tests = self.tests or (f"tests/faults/test_{self.name}.py",)
        return ["python", "-m", "pytest", "-q", "-n", str(self.workers), *tests]


PARTS = (
    Part("writers", "Many processes write at once: nothing is lost, nobody gets an error.", 10),
    Part("takers", "Two processes take one duty at once: one gets it, the other is told.", 5),
    Part("kill", "What was acknowledged stands after a kill -9 at any moment.", 15, workers=2),
    Part("kill_acts", "Shares, removal, backup and restore that are killed were done, or were not.", 10),
    Part("bad_copies", "A backup that was cut or edited is refused, and nothing is left of it.", 4),
    Part("any_words", "Any words for any verb: an exit code of the table, a whole store.", 5, tests=(WORDS,)),
    Part("rotations", "Another key while three write and those who rotate are killed.", 8),
    Part("corruption", "Files changed behind the store's back are noticed; nothing is read wrongly.", 15, 2),
    Part("rollback", "Older files put back and cut logs leave a trace that going on does not wipe.", 2),
    Part("removed", "A removed member, or a forged keyring, opens nothing later.", 2),
    Part("model", "After every step of a random life the store says what a plain model says.", 8),
    Part("full_disk", "Without room it is said so, nothing is half done, and with room it works.", 8, 2),
    Part("read_only", "Where nothing may be written it is said so, and nothing changes.", 1),
    Part("versions", "An older version stops under newer tables, and writes nothing wrongly.", 2),
    Part("clock", "A clock that was set back loses nothing and refuses nothing.", 2),
    Part("small_files", "Nonsense in the small files keeps nobody out.", 2),
    Part("live", "What one saves is on another's screen within a second.", 8, tests=(f"{LIVE}::{PAINTED}",)),
    Part("idle", "Sessions that rest write nothing and draw the clock.", 4, tests=(f"{LIVE}::{RESTED}",)),
    Part("meeting", "A line is before the room within a second; two lose no key.", 10, tests=(MEETING,)),
    Part("ssh", "A key opens its member's lock and five verbs; every other way is refused.", 8, tests=SSH),
    Part("memory", "After the lock no key and hardly a text is left in memory.", 10, tests=MEMORY),
)


@dataclass
class Outcome:
    """What came of a part."""

    part: Part
    passed: bool
    seconds: float
    figures: list[dict[str, object]] = field(default_factory=list)


def run(part: Part, place: Path) -> Outcome:
    """Run a part, bounded in time, and read its figures."""
    figures = place / f"{part.name}.jsonl"
    # NSK_CI: what a missing program would skip is not proven, so it fails.
    environment = {**os.environ, "NSK_PROVE": "1", "NSK_CI": "1", "NSK_FIGURES": str(figures)}
    began = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, *part.command[1:]],
            cwd=ROOT,
            env=environment,
            timeout=part.minutes_max * 60,
            check=False,
        )
        passed = done.returncode == 0
    except subprocess.TimeoutExpired:
        passed = False
    lines = figures.read_text("utf-8").splitlines() if figures.exists() else []
    return Outcome(part, passed, time.monotonic() - began, [json.loads(line) for line in lines])


def folded(figures: Iterable[dict[str, object]]) -> dict[tuple[str, str], tuple[object, object]]:
    """Return figures told several times as one: counts are added, the longest time is kept."""
    found: dict[tuple[str, str], tuple[object, object]] = {}
    for one in figures:
        key = str(one["part"]), str(one["name"])
        before = found.get(key)
        pair = one["value"], one["of"]
        found[key] = pair if before is None else (_one(before[0], pair[0]), _one(before[1], pair[1]))
    return found


def _one(first: object, second: object) -> object:
    if isinstance(first, int) and isinstance(second, int):
        return first + second
    if isinstance(first, float | int) and isinstance(second, float | int):
        return max(first, second)
    return second


def machine() -> list[str]:
    """Return what the figures were made on, without names and places."""
    memory = next(
        (line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")), ""
    )
    gib = round(int(memory.split()[1]) / KIB_PER_GIB) if memory else 0
    return [
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {gib} GiB of memory",
        f"nsk_tui {__version__}, Python {platform.python_version()}",
        *(f"{package} {version(package)}" for package in PACKAGES),
        database(),
    ]


def database() -> str:
    """Return the versions of what lies under sqlcipher3."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()
    return f"SQLCipher {cipher}, SQLite {dbapi2.sqlite_version}"


def page(outcomes: list[Outcome], before: str = "") -> str:
    """Return the text of docs/proof.md; of parts that were not run the sections of ``before`` stand."""
    facts = "".join(f"- {fact}\n" for fact in machine())
    head = (
        "# Proof\n\nWhat was tried to break the store, and what came of it. Made by `make prove`: do not edit"
        f" this page.\n\nThe dice begin at {SEED}. Every figure has the command that makes it again, and the"
        " day on which it was made; times are those of a machine that others used too.\n\n"
    )
    run_now = {title(outcome.part): section(outcome) for outcome in outcomes}
    sections = sections_of(before) | run_now
    return head + facts + "".join(sections.get(title(part), "") for part in PARTS) + TAIL


def sections_of(text: str) -> dict[str, str]:
    """Return the sections of a page by their titles."""
    return {piece.partition("\n")[0]: SECTION + piece for piece in text.split(SECTION)[1:]}


def title(part: Part) -> str:
    """Return the heading of a part's section."""
    return part.name.replace("_", " ").capitalize()


def section(outcome: Outcome) -> str:
    """Return the part of the page about one part."""
    command = "NSK_PROVE=1 .venv/bin/" + " ".join(outcome.part.command)
    state = f"{outcome.seconds:.0f} s" if outcome.passed else "**not passed**"
    today = datetime.now(UTC).date().isoformat()
    text = f"{SECTION}{title(outcome.part)}\n\n{outcome.part.law}\n\n`{command}` ({state}, {today})\n"
    found = folded(outcome.figures)
    plain = {name: pair for (part, name), pair in found.items() if part != BY_KIND}
    rows = "".join(f"| {name} | {value} | {of} |\n" for name, (value, of) in plain.items())
    text += f"\n| what | figure | of |\n| --- | ---: | ---: |\n{rows}" if rows else ""
    return text + by_kind({name: pair[0] for (part, name), pair in found.items() if part == BY_KIND})


def by_kind(found: dict[str, object]) -> str:
    """Return the table of what notices which harm; nothing when there are no such figures."""
    if not found:
        return ""
    kinds = list(dict.fromkeys(name.rpartition(": ")[0] for name in found))
    head = "| harm | " + " | ".join(ENDS.values()) + " |\n| --- |" + " ---: |" * len(ENDS) + "\n"
    rows = (
        f"| {kind} | " + " | ".join(str(found.get(f"{kind}: {end}") or "") for end in ENDS) + " |\n"
        for kind in sorted(kinds)
    )
    return "\nWhere each was noticed first:\n\n" + head + "".join(rows)


TAIL = """
## What these figures do not say

- Power was never cut: only processes were killed. A disk that lies about writing through was not
  tried, nor a network file system.
- **Whoever waits longer than 20 seconds to write is told that the store is busy**, and nothing is
  stored. Fifty at once came to that on 2026-11-30, on a machine that other work left an eighth of
  its time; the figures of the writers are of a quieter day.
- **All files of an earlier day put back together** show by nothing inside the folder: only the
  twelve words printed in the minutes tell, with `nsk verify --checkpoint`.
- A log that was cut shows by `checkpoint.json` beside it. Whoever cuts the log **and** removes that
  file leaves no trace but for the printed words.
- **Older drafts and their index**, put back together, show only when they are older than what the
  database saw last: at the member's last unlocking, or when she last left the screens.
- **The search index** can be made older, and no search tells: it then misses an entry, or finds one
  by words it no longer has. What is shown is still what was stored. `nsk verify` makes the index
  again and compares.
- Lists of threads show codes without holding the seal of each thread; opening one, listing entries,
  searching and `nsk verify` hold it.
- The action cards lie open beside the store and carry no seal: whoever can write there can change a
  number on a card.
- Memory was searched as the account itself can read it. A form that was being written when the lock
  fell keeps its text there, so that it is as it was after the unlock.
"""


def main(names: list[str]) -> int:
    """Run the parts, all when none is named, and write the page after each."""
    wanted = [part for part in PARTS if not names or part.name in names]
    outcomes = []
    with tempfile.TemporaryDirectory() as place:
        for part in wanted:
            print(f"prove: {part.name} (at most {part.minutes_max} minutes)", flush=True)
            outcomes.append(run(part, Path(place)))
            before = PAGE.read_text("utf-8") if PAGE.exists() else ""
            PAGE.write_text(page(outcomes[-1:], before), "utf-8")
    failed = [outcome.part.name for outcome in outcomes if not outcome.passed]
    print(f"prove: {len(outcomes) - len(failed)} of {len(outcomes)} parts hold", *failed, flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run every fault test at its full counts and write the figures to docs/proof.md.

prove.py            about 15 minutes on two idle cores; each part has a bound of its own
prove.py --write FILE   make the page from figures that were kept, without running anything
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "proof.md"
PART_SECONDS_MAX = 1500
PACKAGES = ("sqlcipher3", "sqlalchemy", "cryptography", "argon2-cffi", "textual")

HEAD = """# What was proved

The fault tests at their full counts: processes that write at once, are killed, rotate the key and fill the
disk, and files that are harmed. The same tests run with small counts in every `make test`. Made by
`make prove`; nothing here is written by hand.
"""


@dataclass(frozen=True)
class Figure:
    """One figure of one part; ``of`` is empty when it is a count of nothing larger."""

    part: str
    name: str
    value: str
    of: str


def parts() -> tuple[Path, ...]:
    """Return the files of the fault tests."""
    return tuple(sorted((ROOT / "tests" / "faults").glob("test_*.py")))


def run(part: Path, figures: Path) -> bool:
    """Run one file at its full counts; return whether it passed within its time."""
    environment = {**os.environ, "NSK_PROVE": "1", "NSK_FIGURES": str(figures)}
    command = [sys.executable, "-m", "pytest", "-q", "-n0", str(part)]
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, timeout=PART_SECONDS_MAX, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def read(figures: Path) -> list[Figure]:
    """Return the figures that the tests wrote down, those told several times added up."""
    found: dict[tuple[str, str], Figure] = {}
    for line in figures.read_text("utf-8").splitlines():
        row = json.loads(line)
        key = (row["part"], row["name"])
        fresh = Figure(*key, str(row["value"]), str(row["of"]))
        found[key] = _added(found[key], fresh) if key in found else fresh
    return list(found.values())


def page(figures: list[Figure], failed: Iterable[str], day: str) -> str:
    """Return the page."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores = os.cpu_count()
    lines = [HEAD, f"Run on {day}: Python {platform.python_version()}, {cores} cores, {versions}.", ""]
    not_met = sorted(failed)
    if not_met:
        lines += ["**Not met in this run:** " + ", ".join(f"`{name}`" for name in not_met) + ".", ""]
    for part in dict.fromkeys(figure.part for figure in figures):
        lines += [f"## {part.capitalize()}", "", "| what | figure |", "| --- | --- |"]
        lines += [f"| {one.name} | {_shown(one)} |" for one in figures if one.part == part]
        lines.append("")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Run all parts, or read what was kept; write the page; return 1 when a part failed."""
    day = datetime.now(UTC).date().isoformat()
    if arguments[:1] == ["--write"]:
        PAGE.write_text(page(read(Path(arguments[1])), arguments[2:], day), "utf-8")
        return 0
    with tempfile.TemporaryDirectory() as place:
        figures = Path(place) / "figures.jsonl"
        figures.touch()
        failed = [part.stem for part in parts() if not run(part, figures)]
        PAGE.write_text(page(read(figures), failed, day), "utf-8")
    return 1 if failed else 0


def _added(one: Figure, other: Figure) -> Figure:
    if one.value.isdigit() and other.value.isdigit():
        of = str(int(one.of) + int(other.of)) if one.of.isdigit() and other.of.isdigit() else one.of
        return Figure(one.part, one.name, str(int(one.value) + int(other.value)), of)
    return max(one, other, key=lambda figure: figure.value)


def _shown(figure: Figure) -> str:
    return f"{figure.value} of {figure.of}" if figure.of else figure.value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

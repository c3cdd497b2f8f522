"""Many writers and sudden death: every acknowledged consultation stands, and the store is whole."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import pytest

from tests.conftest import PASSPHRASES
from tests.e2e.conftest import size
from tests.tools.adder import IN_A_LIST
from tests.tools.program import ROOT, Program, lines_of

WRITERS = 8
LISTS_EACH = size(4, 10)
MEMBERS = ("K-01", "K-02", "K-03")
MANY = 1000


@pytest.fixture
def started() -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Return where to put processes that must be gone afterwards."""
    running: list[subprocess.Popen[bytes]] = []
    yield running
    for one in running:
        one.kill()
        one.wait()


def adder(program: Program, member: str, count: int) -> "subprocess.Popen[bytes]":
    """Start a script that adds lists as a member."""
    secrets = program.home / f"secrets-{member}"
    secrets.touch(mode=0o600)
    secrets.write_text(PASSPHRASES[member] + "\n", "utf-8")
    (program.home / ".config" / "nsk_tui").mkdir(parents=True, exist_ok=True)
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "tools" / "adder.py"), str(count)],
        env=program.environment(
            NSK_PASSPHRASE_FILE=str(secrets), XDG_CONFIG_HOME=str(settings_of(program, member))
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def settings_of(program: Program, member: str) -> str:
    """Return a folder with the settings of one member."""
    folder = program.home / f"config-{member}" / "nsk_tui"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(f'member = "{member}"\n')
    return str(folder.parent)


def acknowledged(lines: Sequence[str]) -> set[str]:
    """Return the ids that were told to be stored."""
    return {one["id"] for line in lines for one in json.loads(line)["added"]}


def test_eight_writers_lose_no_row(program: Program, started: list["subprocess.Popen[bytes]"]) -> None:
    """Eight processes add ten at a time: every row is there, and the store is whole."""
    started += [adder(program, MEMBERS[number % len(MEMBERS)], LISTS_EACH) for number in range(WRITERS)]
    ids: set[str] = set()
    for one in started:
        lines = lines_of(one)
        assert one.wait() == 0, one.stderr.read().decode() if one.stderr else ""
        ids |= acknowledged(lines)
    entries = program.ask("consult", "list", as_="K-01")
    assert len(entries) == len(ids) == WRITERS * LISTS_EACH * IN_A_LIST
    assert {entry["id"] for entry in entries} == ids
    assert program.ask("verify", as_="K-01")["ok"]


def test_what_was_acknowledged_survives_a_kill(
    program: Program, started: list["subprocess.Popen[bytes]"]
) -> None:
    """Killed at random moments of adding: acknowledged rows stand, lists are whole or absent."""
    chooser = random.Random(20261120)  # noqa: S311 - moments, not secrets
    ids: set[str] = set()
    for _kill in range(size(3, 30)):
        writer = adder(program, "K-01", MANY)
        started.append(writer)
        assert writer.stdout is not None
        first = writer.stdout.readline().decode()
        time.sleep(chooser.random() * 0.4)
        writer.kill()
        ids |= acknowledged([first, *lines_of(writer)])
        writer.wait()
    entries = program.ask("consult", "list", as_="K-01")
    assert ids <= {entry["id"] for entry in entries}
    assert len(entries) % IN_A_LIST == 0
    assert program.ask("verify", as_="K-01")["ok"]

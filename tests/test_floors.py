"""The house stands: imports point downward, rules are pure, nothing grows too long."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import floors

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nsk_tui"
MIGRATIONS = ROOT / "db" / "migrations"
PROGRAM = floors.sources(PACKAGE)
WORKSHOP = [
    (f"{folder}/{place}", source)
    for folder in ("tests", "tools", "db")
    for place, source in floors.sources(ROOT / folder)
]

PLANTED = [
    ("rules/rota.py", "from nsk_tui.store import rota", "a rule that fetches"),
    ("rules/rota.py", "from nsk_tui import paths", "a rule that knows where files lie"),
    ("rules/rota.py", "import sqlmodel", "a rule with rows"),
    ("rules/rota.py", "import os", "a rule that sees the machine"),
    ("rules/rota.py", "from os import environ", "a rule that sees the environment"),
    ("rules/rota.py", "import pathlib", "a rule with files"),
    ("rules/rota.py", "import time", "a rule with a clock"),
    ("rules/rota.py", "import random", "a rule that draws lots"),
    ("rules/rota.py", "import secrets", "a rule that draws lots well"),
    ("rules/rota.py", "import uuid", "a rule that makes names"),
    ("rules/rota.py", "import locale", "a rule that differs from town to town"),
    ("rules/rota.py", "import logging", "a rule that talks"),
    ("rules/rota.py", "import threading", "a rule that waits"),
    ("rules/rota.py", "import socket", "a rule on the network"),
    ("rules/rota.py", "import subprocess", "a rule that runs others"),
    ("rules/rota.py", "from sys import argv", "a rule that reads the command"),
    ("rules/rota.py", "def f():\n    import random", "a rule that draws lots when nobody looks"),
    ("rules/rota.py", "from datetime import date\nTODAY = date.today()", "a rule that knows today"),
    ("rules/rota.py", "import datetime\ndatetime.datetime.now()", "a rule that knows now"),
    ("rules/rota.py", "open('x')", "a rule that reads a file"),
    ("rules/rota.py", "ORDER = hash('x')", "a rule that differs from run to run"),
    ("rules/rota.py", "import importlib", "an import that hides"),
    ("vault/slots.py", "from nsk_tui.store import engine", "a key that knows SQL"),
    ("vault/slots.py", "from nsk_tui.rules.ids import MemberId", "a key that knows the work"),
    ("vault/slots.py", "import sqlalchemy", "a key with an engine"),
    ("store/members.py", "from nsk_tui.services import members", "a query that calls upstairs"),
    ("store/members.py", "from nsk_tui.wording import _", "a query that speaks"),
    ("store/members.py", "from cryptography.hazmat.primitives import hpke", "a query that seals"),
    ("exchange/tables.py", "from nsk_tui.store import members", "an export that fetches"),
    ("services/members.py", "from nsk_tui.screens import members", "a verb that draws"),
    ("services/members.py", "import sqlmodel", "a verb that queries"),
    ("services/members.py", "import textual", "a verb with widgets"),
    ("widgets/grid.py", "from nsk_tui.services import members", "a widget that asks"),
    ("screens/today.py", "from nsk_tui.store import members", "a screen that queries"),
    ("screens/today.py", "from nsk_tui.cli import main", "a screen that knows verbs"),
    ("screens/today.py", "def f():\n    from nsk_tui.vault import slots", "a screen with keys in a function"),
    ("cli/members.py", "from nsk_tui.store import members", "a verb line that queries"),
    ("cli/members.py", "import textual", "a verb line that draws"),
    ("cli/members.py", "from nsk_tui.screens import app", "a verb line that opens screens"),
    ("cli/main.py", "from nsk_tui.screens import app", "screens loaded for every verb"),
    ("wording.py", "from nsk_tui.vocabulary import word", "a hall module that looks into another"),
    ("explanations.py", "from nsk_tui.store.errors import StoreError", "explanations that load the store"),
    ("__init__.py", "from nsk_tui import paths", "a package that does something when named"),
    ("rules/rota.py", "from .ids import MemberId", "a relative import"),
    ("attic/rota.py", "", "a floor nobody drew"),
    ("store/members.py", "try:\n    f()\nexcept Exception:\n    pass", "a broad catch"),
    ("store/members.py", "try:\n    f()\nexcept (OSError, BaseException):\n    pass", "a broader catch"),
    ("store/members.py", "try:\n    f()\nexcept:\n    pass", "a bare catch"),
    ("store/members.py", "import contextlib\nwith contextlib.suppress(Exception):\n    f()", "a quiet catch"),
    ("store/members.py", "def f():\n" + "    g()\n" * 30, "a long function"),
    ("store/members.py", "class C:\n" + "    x = 1\n" * 250, "a long class"),
    ("store/members.py", "x = 1\n" * 401, "a long file"),
]

ALLOWED = [
    ("rules/rota.py", "from sys import byteorder\nfrom nsk_tui.rules.ids import MemberId"),
    ("rules/rota.py", "from datetime import date\nDAY = date(2026, 11, 20)"),
    ("services/members.py", "from nsk_tui import wording\nfrom nsk_tui.store import members"),
    ("cli/main.py", "def f():\n    from nsk_tui.screens import app"),
    ("cli/main.py", "from nsk_tui import __version__\nfrom nsk_tui.cli import render"),
    (
        "cli/main.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from nsk_tui.screens import app",
    ),
    ("store/members.py", "try:\n    f()\nexcept BaseException:\n    close()\n    raise"),
    ("store/members.py", "def f():\n    '''One.\n\n" + "    law\n" * 40 + "    '''\n    return 1"),
]


@pytest.mark.parametrize(("place", "source"), PROGRAM, ids=[place for place, _ in PROGRAM])
def test_every_file_keeps_the_law_of_its_floor(place: str, source: str) -> None:
    """Imports point downward, outside packages have a passport, rules are pure, sizes hold."""
    assert floors.breaches(place, source) == []


@pytest.mark.parametrize(("place", "source"), floors.sources(MIGRATIONS))
def test_a_migration_imports_nothing_of_ours_but_paths(place: str, source: str) -> None:
    """A migration is frozen: the tables of today would change what it did yesterday."""
    assert floors.migration_breaches(place, source) == []


@pytest.mark.parametrize(("place", "source"), WORKSHOP, ids=[place for place, _ in WORKSHOP])
def test_tests_and_tools_stay_short_and_catch_nothing_broadly(place: str, source: str) -> None:
    """What holds the house up is held to the same measure."""
    assert floors.size_breaches(place, source) + floors.broad_catches(place, source) == []


@pytest.mark.parametrize(
    ("place", "source"), [(place, source) for place, source, _ in PLANTED], ids=[why for *_, why in PLANTED]
)
def test_every_planted_breach_is_caught(place: str, source: str) -> None:
    """The reader of the law sees each kind of breach exactly once."""
    assert len(floors.breaches(place, source)) == 1


@pytest.mark.parametrize(("place", "source"), ALLOWED)
def test_what_the_law_allows_is_not_reported(place: str, source: str) -> None:
    """A reader that cries at everything would be switched off."""
    assert floors.breaches(place, source) == []


def test_a_migration_that_imports_the_tables_is_caught() -> None:
    """The planted migration shows that the test above can fail."""
    assert floors.migration_breaches("0001_first.py", "from nsk_tui.store.tables import MemberRow") != []


def _loaded_by(script: str) -> set[str]:
    program = f"import sys\n{script}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, timeout=60
    )
    return set(done.stdout.split())


def _import_all(floor: str) -> str:
    names = [
        "nsk_tui." + place.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
        for place, _ in PROGRAM
        if place.startswith(f"{floor}/")
    ]
    return "\n".join(f"import {name}" for name in names)


COSTLY = {"sqlmodel", "sqlalchemy", "textual", "cryptography", "argon2", "sqlcipher3"}


@pytest.mark.parametrize(
    ("script", "unwanted"),
    [
        (_import_all("rules"), COSTLY),
        (_import_all("vault"), {"sqlalchemy", "sqlmodel", "textual", "alembic"}),
        (_import_all("store"), {"textual", "typer", "alembic"}),
        (_import_all("services"), {"textual", "typer", "alembic"}),
        (_import_all("widgets"), COSTLY - {"textual"}),
        ("import nsk_tui.screens.app", COSTLY - {"textual"}),
        ("import nsk_tui.cli.main", {"textual", "sqlmodel", "sqlalchemy", "cryptography", "argon2"}),
        ("import nsk_tui.services.cards", COSTLY),
        ("import nsk_tui.services.store_place", COSTLY),
        ("import nsk_tui.explanations", COSTLY),
    ],
    ids=["rules", "vault", "store", "services", "widgets", "app", "cli", "cards", "place", "faults"],
)  # fmt: skip
def test_importing_a_floor_brings_nothing_that_it_does_not_need(script: str, unwanted: set[str]) -> None:
    """A red card must not wait for a database, nor a rule for a screen."""
    assert _loaded_by(script) & unwanted == set()

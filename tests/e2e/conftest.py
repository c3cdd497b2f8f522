"""The whole program, as a process of its own: its stores, its environment, what it may need."""

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import PASSPHRASES
from tests.tools.program import Program
from tests.tools.terminal import Terminal

TODAY = "▸1 I dag◂"
"""Stands in the tab line when Today is open."""

IS_CI = os.environ.get("NSK_CI") == "1"
"""Set where everything must be there and the large sizes are wanted."""


def size(small: int, large: int) -> int:
    """Return how many: few in every run of the tests, many where ``NSK_CI=1``."""
    return large if IS_CI else small


def needed(name: str) -> str:
    """Return the path of a program of the system; skip the test without it, or fail where ``NSK_CI=1``."""
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    if path is not None:
        return path
    if IS_CI:
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed")


@pytest.fixture
def empty(tmp_path: Path) -> Program:
    """Return the program of somebody who has no store yet."""
    return Program(tmp_path)


@pytest.fixture
def program(tmp_path: Path, store: Path) -> Program:
    """Return the program on a copy of the small store."""
    return Program(tmp_path, store)


def unlock(shown: Terminal, member: str, passphrase: str | None = None) -> None:
    """Unlock at the lock screen; ``passphrase`` None takes the small store's."""
    shown.wait_for("Adgangssætning")
    shown.type(passphrase or PASSPHRASES[member])
    shown.press("enter")
    shown.wait_for(TODAY)


def begin_consultation(shown: Terminal, *codes: str) -> None:
    """Open the form and fill in the six coded fields: school, 12-17, control, orange, advice, in a week."""
    shown.press("f2")
    shown.wait_for(r"NY SPARRING +[a-zæøå]+-[a-zæøå]+")
    for key in codes or ("1", "2", "1", "enter", "2", "1", "2"):
        shown.press(key)
        shown.settle()


def go_to_text(shown: Terminal) -> None:
    """Go past the remembered fields into the text."""
    for _field in range(3):
        shown.press("tab")
        shown.settle()
    shown.wait_for("▸tekst◂")

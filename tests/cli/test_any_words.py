"""Every verb with any words, on a real store and with a key: an exit code of the table, never a traceback."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.main import get_command

from nsk_tui.cli.verbs import LINES
from nsk_tui.services import upkeep
from nsk_tui.services.session import unlock
from tests.cli.conftest import Nsk
from tests.conftest import PASSPHRASES
from tests.faults.sizes import figure, size

EXAMPLES = size(6, 60)
CODES = frozenset({0, 1, 2, 3, 4})
LONG = {"demo", "init", "recovery make"}
"""Verbs that run Argon2 at its full cost, or make two years: their words are tried with ``--help``."""

PLAIN = [
    "", "0", "1", "-1", "999999999999", "K-01", "K-02", "k-01", "ø", "red", "rød", "2026-02-30", "2026-11-20",
    "stille-havn", "../x", "/dev/null", "-", "--", "{}", "[1", "a" * 5000, "%s", "$(id)", "[b]x[/b]",
]  # fmt: skip
"""Nothing among them names a folder outside the test's own: some verbs write where they are told to."""

VALUES = st.sampled_from(PLAIN) | st.text(max_size=12).filter(lambda text: "/" not in text)
STDIN = st.sampled_from([b"", b"\n", b"{}", b"[]", b"null", b"\xff\xfe", b"a" * 70_000]) | st.binary(
    max_size=60
)


def verbs() -> Iterator[tuple[str, ...]]:
    """Return the words of every verb, by asking the program itself."""
    for noun, line in LINES.items():
        command: Any = get_command(line.open_app())
        inner = getattr(command, "commands", None)
        yield from ((noun, verb) for verb in inner) if inner else ((noun,),)


VERBS = tuple(verbs())


def options_of(words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Return a verb's options, and whether each takes no value."""
    command: Any = get_command(LINES[words[0]].open_app())
    command = command.commands[words[1]] if len(words) > 1 else command
    named = (one for one in command.params if one.opts[0].startswith("--"))
    return [(one.opts[0], bool(one.is_flag)) for one in named]


@pytest.fixture
def inside(nsk: Nsk, store: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Nsk:
    """Return the command line on a store of its own, in a folder of its own, without a terminal to ask on."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr("nsk_tui.cli.asking.TERMINAL", str(tmp_path / "no-terminal"))
    return nsk.use(store)


def test_there_are_verbs() -> None:
    """An empty list would prove nothing."""
    assert len(VERBS) >= len(LINES)


@pytest.mark.parametrize("words", VERBS, ids=" ".join)
def test_no_words_whatever_harm_a_store(inside: Nsk, store: Path, words: tuple[str, ...]) -> None:
    """Known options with any values, words that are too many, anything on stdin."""
    known, tried = options_of(words), 0
    fixed = ("--store", "--as", "--passphrase-fd")
    named = st.sampled_from([one for one in known if one[0] not in fixed] or [("--json", True)])

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(
        options=st.lists(st.tuples(named, VALUES), max_size=4), rest=st.lists(VALUES, max_size=3), stdin=STDIN
    )
    def tries(options: list[tuple[tuple[str, bool], str]], rest: list[str], stdin: bytes) -> None:
        nonlocal tried
        given_ = [
            part for (name, is_flag), value in options for part in ([name] if is_flag else [name, value])
        ]
        help_ = ["--help"] if " ".join(words) in LONG else []
        who = None if words[0] == "shell" else "K-01"
        answer = inside(*words, *given_, *rest, *help_, stdin=stdin, as_=who)
        assert answer.code in CODES
        assert "Traceback" not in answer.err
        tried += 1

    tries()
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    assert upkeep.verify(store, session).ok
    session.lock()
    figure("any words", "tries of a verb, each an exit code of the table", tried)
    figure("any words", "verbs", 1)

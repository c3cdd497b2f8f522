"""``nsk facilitate``: needs a terminal and a store, and says so before it takes either."""

from pathlib import Path

from tests.cli.conftest import Nsk

USAGE, NO_STORE = 2, 3


def test_without_a_terminal_it_says_so(nsk: Nsk, store: Path) -> None:
    """A big screen is drawn on a terminal; a pipe is none."""
    answer = nsk.use(store)("facilitate", "next", as_="K-01")
    assert answer.code == USAGE
    assert "The screens need a terminal." in answer.err


def test_without_a_store_nothing_is_asked(nsk: Nsk, tmp_path: Path) -> None:
    """No set-up begins before a room."""
    answer = nsk("facilitate", "next", "--store", str(tmp_path / "nothing"))
    assert answer.code == NO_STORE
    assert "Traceback" not in answer.err


def test_it_explains_itself(nsk: Nsk) -> None:
    """The help says what leaving asks for."""
    answer = nsk("facilitate", "--help")
    assert answer.code == 0
    assert "leaving it asks who you are" in answer.out


def test_it_takes_one_meeting(nsk: Nsk, store: Path) -> None:
    """Two are one too many."""
    assert nsk.use(store)("facilitate", "next", "26/11", as_="K-01").code == USAGE

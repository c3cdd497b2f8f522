"""``nsk recovery``: paper shares on a terminal, in a script, rehearsed and used."""

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Nsk, environment, program
from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal

NEW = "lang gren over vandet"


def made(nsk: Nsk, *options: str) -> list[str]:
    """Make shares and return them."""
    answer = nsk("recovery", "make", "--yes", "--json", *options, as_="K-01")
    assert answer.code == 0, answer.err
    shares: list[str] = answer.json["shares"]
    return shares


def test_a_script_gets_the_shares_once(nsk: Nsk, store: Path) -> None:
    """Three of 33 words, two needed; earlier ones do not fit any more."""
    nsk.use(store)
    answer = nsk("recovery", "make", "--json", as_="K-01").json
    assert answer["needed"] == 2
    assert [len(share.split()) for share in answer["shares"]] == [33, 33, 33]
    again = made(nsk, "--shares", "5", "--needed", "3")
    assert len(again) == 5
    assert nsk("recovery", "rehearse", as_="K-01", secrets=[*answer["shares"][:2], again[0]]).code == 3
    assert nsk("recovery", "rehearse", as_="K-01", secrets=again[1:4]).code == 0


def test_enough_shares_open_for_a_new_coordinator(nsk: Nsk, store: Path) -> None:
    """Nobody else's passphrase is needed; the shares are used up."""
    shares = made(nsk.use(store))
    words = ("recovery", "use", "--member", "K-09", "--name", "Ny Prøve")
    used = nsk(*words, "--json", secrets=[shares[2], shares[0], NEW])
    assert (used.code, used.json) == (0, {"member": "K-09", "store": str(store)})
    roles = {
        one["id"]: one["role"] for one in nsk("member", "list", "--json", "--as", "K-09", secrets=[NEW]).json
    }
    assert roles["K-09"] == "coordinator"
    assert nsk(*words, secrets=[shares[1], shares[0], NEW]).code == 3


def wrong(shares: list[str]) -> list[list[str]]:
    """Return pairs of shares that do not fit together."""
    misspelt = shares[0].replace(shares[0].split()[4], "smørrebrød", 1)
    return [[shares[0], shares[0]], [misspelt, shares[1]], ["", ""], ["ikke en del", shares[0]]]


def test_shares_that_do_not_fit_change_nothing(nsk: Nsk, store: Path) -> None:
    """The same twice, misspelt, empty: exit code 3; the right ones still open."""
    shares = made(nsk.use(store))
    for pair in wrong(shares):
        answer = nsk("recovery", "use", "--member", "K-09", "--name", "Ny", secrets=[*pair, NEW])
        assert answer.code == 3
        assert shares[1].split()[7] not in answer.err
    assert nsk("recovery", "use", "--member", "K-09", "--name", "Ny", secrets=[*shares[:2], "kort"]).code == 2
    assert nsk("recovery", "use", "--member", "K-09", "--name", "Ny", secrets=[*shares[:2], NEW]).code == 0


def test_without_shares_there_is_nothing_to_rehearse_or_use(nsk: Nsk, store: Path) -> None:
    """Before any were made: exit code 3, and no secret is asked for."""
    nsk.use(store)
    assert nsk("recovery", "rehearse", as_="K-01").code == 3
    assert nsk("recovery", "use", "--member", "K-09", "--name", "Ny", secrets=[]).code == 3


@pytest.mark.parametrize(
    "options", [("--needed", "1"), ("--shares", "17"), ("--shares", "2", "--needed", "3"), ("--shares", "x")]
)
def test_impossible_numbers_are_wrong_usage(nsk: Nsk, store: Path, options: tuple[str, ...]) -> None:
    """Nobody is asked for a passphrase over them."""
    assert nsk.use(store)("recovery", "make", "--json", *options, "--as", "K-01").code == 2


def test_only_a_coordinator_makes_and_rehearses(nsk: Nsk, store: Path) -> None:
    """Shares are a way in."""
    shares = made(nsk.use(store))
    assert nsk("recovery", "make", "--json", as_="K-02").code == 4
    assert nsk("recovery", "rehearse", as_="K-02", secrets=shares[:2]).code == 4


def test_the_rehearsal_has_a_day(nsk: Nsk, store: Path) -> None:
    """``verify`` counts from it."""
    shares = made(nsk.use(store))
    day = nsk("recovery", "rehearse", "--json", as_="K-01", secrets=shares[1:]).json["rehearsed_on"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day)


def test_shares_are_not_made_where_nobody_can_read_them(nsk: Nsk, store: Path) -> None:
    """No terminal and no ``--json``: refused before anything is made."""
    nsk.use(store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nsk_tui.cli.asking.TERMINAL", str(nsk.home / "no-terminal"))
        assert nsk("recovery", "make", as_="K-01").code == 2
    assert nsk("recovery", "rehearse", as_="K-01").code == 3


def at_terminal(store: Path, home: Path, *words: str) -> Terminal:
    """Return a verb of K-01 on a terminal."""
    return Terminal(program("recovery", *words), environment(home, NSK_STORE=str(store)))


def words_on(shown: Terminal) -> list[str]:
    """Return the numbered words that stand on the screen, in their order."""
    found = re.findall(r"(?:^|\s)(\d{1,2}) ([a-z]{4,8})(?=\s|$)", shown.text)
    return [word for _number, word in sorted(found, key=lambda pair: int(pair[0]))]


def test_shares_are_shown_one_at_a_time_and_then_gone(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """Each stands alone on a cleared screen; what was copied from the screen is the share."""
    shares = []
    with at_terminal(store, tmp_path, "make", "--as", "K-01") as shown:
        shown.wait_for("Passphrase of K-01")
        shown.write_line(PASSPHRASES["K-01"])
        for number in (1, 2, 3):
            shown.wait_for(f"Share {number} of 3")
            shown.wait_for("Enter when")
            shares.append(" ".join(words_on(shown)))
            shown.press("enter")
        assert shown.wait_exit() == 0
        assert words_on(shown) == []
    assert [len(share.split()) for share in shares] == [33, 33, 33]
    assert bytes(shown.raw).count(b"\x1b[2J\x1b[3J") == 4
    assert nsk.use(store)("recovery", "rehearse", as_="K-01", secrets=shares[:2]).code == 0


def test_shares_as_json_do_not_go_to_a_screen(store: Path, tmp_path: Path) -> None:
    """They would stay in the window's history."""
    with at_terminal(store, tmp_path, "make", "--json", "--as", "K-01") as shown:
        assert shown.wait_exit() == 2


def test_an_interrupt_clears_the_screen_and_says_what_is_lost(store: Path, tmp_path: Path) -> None:
    """Ctrl+C before the last share: make new ones."""
    with at_terminal(store, tmp_path, "make", "--as", "K-01") as shown:
        shown.wait_for("Passphrase of K-01")
        shown.write_line(PASSPHRASES["K-01"])
        shown.wait_for("Share 1 of 3")
        shown.wait_for("Enter when")
        shown.press("ctrl+c")
        assert shown.wait_exit() == 130
        assert words_on(shown) == []
        assert "Not all shares were shown" in shown.text


def test_shares_are_typed_on_a_screen_that_is_cleared(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """Four letters of a word are enough; nothing of it stays."""
    shares = made(nsk.use(store))
    short = [" ".join(word[:4] for word in share.split()) for share in shares[:2]]
    with at_terminal(store, tmp_path, "rehearse", "--as", "K-01") as shown:
        shown.wait_for("Passphrase of K-01")
        shown.write_line(PASSPHRASES["K-01"])
        for number, share in enumerate(short, 1):
            shown.wait_for(f"Share {number} of 2")
            shown.write_line(share)
        assert shown.wait_exit() == 0
        assert short[1].split()[8] not in shown.text
        shown.wait_for("The shares fit")

"""The first minutes: making a store, letting a second person in, the card that needs neither."""

import re

from tests.conftest import PASSPHRASES
from tests.e2e.conftest import TODAY, unlock
from tests.tools.program import Program
from tests.tools.terminal import Terminal

FIRST, SECOND = "havre stige tromme kul", "vindue kobber leje sten"
CODE = r"(?:[2-9A-HJ-NP-TV-Z]{4}-){4}[2-9A-HJ-NP-TV-Z]{4}"


def through_the_wizard(shown: Terminal) -> None:
    """Make the group's own store with one coordinator, K-01."""
    shown.wait_for("OPSÆTNING")
    shown.press("1")
    shown.wait_for("▸1 Gruppen")
    shown.type("Eksempelkøbing")
    shown.press("f8")
    shown.wait_for("▸2 Dig")
    for line in ("Ane Eksempel", FIRST, FIRST):
        shown.write_line(line)
    shown.wait_for("▸3 Gendannelse")
    shown.press("4")
    shown.wait_for("▸4 Personer")
    shown.press("f8")
    shown.wait_for("▸5 Kontrol")
    shown.press("f8")


def test_the_wizard_makes_a_store_and_today_opens(empty: Program) -> None:
    """Somebody without a store answers five steps and stands on Today; the store is private and whole."""
    with empty.open() as shown:
        through_the_wizard(shown)
        shown.wait_for(TODAY)
        assert "K-01" in shown.text
    assert empty.place.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in empty.files()} == {0o600}
    assert not empty.holds(FIRST)
    assert empty.ask("verify", as_="K-01", passphrase=FIRST)["ok"]


def test_nothing_is_made_before_the_last_step(empty: Program) -> None:
    """Leaving the wizard half-way leaves no folder."""
    with empty.open() as shown:
        shown.wait_for("OPSÆTNING")
        shown.press("1")
        shown.wait_for("▸1 Gruppen")
        shown.type("Eksempelkøbing")
        shown.press("f10")
        shown.wait_exit()
    assert not empty.place.exists()


def test_a_second_member_joins_and_both_are_unlocked_at_once(program: Program) -> None:
    """The invited person gives the code and a passphrase, and sees Today while the first still does."""
    code = program.ask("member", "add", "K-05", "--name", "Finn", as_="K-01")["code"]
    assert re.fullmatch(CODE, code)
    with program.open("--as", "K-01") as first, program.open("--as", "K-05") as second:
        unlock(first, "K-01")
        second.wait_for("Adgangssætning")
        second.press("enter")
        second.wait_for("Invitationskode")
        for line in (code.lower(), SECOND, SECOND):
            second.write_line(line)
        second.wait_for(TODAY)
        assert "K-05" in second.text
        assert "K-01" in first.settle()
        assert first.is_running
    assert program.ask("verify", as_="K-05", passphrase=SECOND)["ok"]


def test_the_red_card_opens_on_the_lock_screen(program: Program) -> None:
    """F9 needs no passphrase, and Esc leads back to the lock."""
    with program.open("--as", "K-01") as shown:
        shown.wait_for("låst")
        shown.press("f9")
        shown.wait_for("AKUT.*RING 112")
        shown.press("2")
        shown.wait_for("18 OG OVER")
        shown.press("escape")
        shown.wait_for("låst")


def test_the_red_card_opens_on_a_damaged_store(program: Program) -> None:
    """Whatever happened to the files, the card and its numbers are there."""
    next(program.place.glob("store-*.db")).write_bytes(b"")
    (program.place / "keyring.json").write_text("{")
    with program.open() as shown:
        shown.settle()
        shown.press("f9")
        shown.wait_for("AKUT.*RING 112")


def test_a_wrong_passphrase_opens_nothing_and_says_when_to_try_again(program: Program) -> None:
    """The same words for a wrong passphrase and an unknown member; the right one opens afterwards."""
    with program.open("--as", "K-01") as shown:
        shown.wait_for("Adgangssætning")
        shown.type("det er helt forkert")
        shown.press("enter")
        shown.wait_for("Det passede ikke")
        assert TODAY not in shown.text
    assert PASSPHRASES["K-01"].encode() not in bytes(shown.raw)


def test_a_window_that_is_too_small_says_so_and_keeps_the_card(program: Program) -> None:
    """Below 60x16 only the words that help; the work is back when the window is."""
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        shown.resize(12, 40)
        shown.wait_for("for lille")
        shown.press("f9")
        shown.wait_for("112")
        shown.press("escape")
        shown.resize(24, 80)
        shown.wait_for(TODAY)


def test_signing_out_leaves_a_clean_terminal(program: Program) -> None:
    """F10 ends with 0 and nothing of the work stays on the screen."""
    with program.open("--as", "K-01") as shown:
        unlock(shown, "K-01")
        shown.press("f10")
        assert shown.wait_exit() == 0
        assert shown.text.strip() == ""
        assert shown.left_over() == []

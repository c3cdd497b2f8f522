"""The lock screen: who, and the passphrase; the same answer for a wrong one and for a stranger."""

from pathlib import Path

import pytest

from nsk_tui import hardening
from nsk_tui.rules.members import Role
from nsk_tui.services import members
from nsk_tui.services import session as session_module
from nsk_tui.services.session import Session
from tests.conftest import CHEAP, PASSPHRASES, Clock
from tests.screens.conftest import Opener
from tests.screens.test_lock import unlock


async def test_the_lock_is_drawn_as_designed(terminal: Opener) -> None:
    """Names in the middle, two fields, the way to the red card; nothing of the work."""
    async with terminal(member=None, language="da") as shown:
        rows = [row.strip() for row in shown.rows]
    assert rows[2] == "nsk_tui  ·  låst"
    assert rows[4] == "Videnspersonerne · Eksempelkøbing"
    assert rows[6].startswith("Person")
    assert rows[8].startswith("Adgangssætning")
    assert rows[10] == "Enter låser op"
    assert "■ AKUT?  Tryk F9 (eller Ctrl+R). Kortet åbner uden adgangssætning." in rows
    assert "Fare for liv: ring 112." in rows
    assert rows[23] == "F9 AKUT  Enter Lås op  Tab Anden person  F10 Afslut  F1 Hjælp"


async def test_the_lock_speaks_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole."""
    async with terminal(size=(120, 40), language="en") as shown:
        assert shown.rows[2].strip() == "nsk_tui  ·  locked"
        assert shown.footer == "F9 ACUTE  Enter Unlock  Tab Other person  F10 Quit  F1 Help"


async def test_the_right_passphrase_opens_today(terminal: Opener) -> None:
    """One Enter from the passphrase to Today."""
    async with terminal() as shown:
        await unlock(shown, "K-02")
        assert shown.rows[0].startswith("▸1 I dag◂")
        assert shown.app.session is not None
        assert shown.app.session.member == "K-02"


async def test_a_passphrase_is_never_on_the_screen(terminal: Opener) -> None:
    """Only dots are shown, and the field is empty after a try."""
    async with terminal() as shown:
        shown.find("member").value = "K-01"  # type: ignore[attr-defined]
        shown.find("passphrase").focus()
        await shown.write("havre stige")
        assert "havre" not in shown.text
        assert "•••••••••••" in shown.text
        await shown.press("enter")
        assert "•" not in shown.text


@pytest.mark.parametrize("member", ["K-01", "K-99"])
async def test_a_wrong_passphrase_and_a_stranger_hear_the_same(terminal: Opener, member: str) -> None:
    """Nobody learns from the lock who belongs to the group."""
    async with terminal() as shown:
        shown.find("member").value = member  # type: ignore[attr-defined]
        shown.find("passphrase").focus()
        await shown.write("helt forkert")
        await shown.press("enter")
        assert shown.message.startswith("Det passede ikke. Prøv igen")
        assert shown.app.session is None


async def test_each_wrong_try_costs_a_longer_wait(terminal: Opener, store: Path) -> None:
    """Slower each time; a try before the time is told how long is left."""
    for _turn in range(4):
        session_module.note_wrong_try(store, "K-01")
    assert session_module.seconds_until_try(store, "K-01") > 0
    async with terminal() as shown:
        await unlock(shown, "K-01")
        assert shown.message.startswith("Prøv igen om ")
        assert shown.app.session is None


async def test_the_last_member_is_proposed(terminal: Opener) -> None:
    """Whoever unlocked last only writes her passphrase next time."""
    async with terminal() as shown:
        await unlock(shown, "K-03")
    async with terminal() as again:
        assert again.find("member").value == "K-03"  # type: ignore[attr-defined]
        assert again.find("passphrase").has_focus


async def test_without_a_proposal_the_cursor_waits_at_person(terminal: Opener) -> None:
    """Enter on an empty line says what to write."""
    async with terminal() as shown:
        assert shown.find("member").has_focus
        await shown.press("enter")
        assert shown.message == "Skriv, hvem du er: din kode, for eksempel K-04."


async def test_the_red_card_opens_from_the_lock(terminal: Opener) -> None:
    """Ctrl+R is the twin of F9 here, since every letter may begin a passphrase."""
    async with terminal() as shown:
        await shown.press("ctrl+r")
        assert "RING 112" in shown.rows[0]
        await shown.press("escape")
        assert "låst" in shown.text


async def test_what_needs_the_store_is_refused_on_the_lock(terminal: Opener) -> None:
    """F2 on the lock says why nothing happens."""
    async with terminal() as shown:
        await shown.press("f2")
        assert shown.message == "Kan ikke: lås op først."


async def test_an_invited_person_is_led_to_her_own_passphrase(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """Person = an invited code, Enter: the invitation is taken up from here."""
    members.invite(session, "K-13", "Ea Ny", Role.MEMBER, profile=CHEAP)
    session.lock()
    async with terminal() as shown:
        shown.find("member").value = "K-13"  # type: ignore[attr-defined]
        await shown.press("enter")
        assert shown.rows[0].strip().startswith("VELKOMMEN   K-13")


async def test_a_paste_with_control_characters_is_cleaned(terminal: Opener) -> None:
    """What acts on a terminal never gets into a line."""
    async with terminal() as shown:
        line = shown.find("member")
        line.insert_text_at_cursor("K\x1b[2J-01")  # type: ignore[attr-defined]
        assert line.value == "K[2J-01"  # type: ignore[attr-defined]
        await shown.settle()
        assert shown.message == "1 tegn er udeladt: det kan ikke vises sikkert."


def test_textuals_switches_to_disk_are_taken_away() -> None:
    """They would write the screen to a file; animations cost bytes over SSH."""
    environment = {
        "TEXTUAL": "debug,devtools", "TEXTUAL_LOG": "/tmp/log", "TEXTUAL_DEBUG": "1",  # noqa: S108
        "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_SCREENSHOT_LOCATION": "/tmp", "HOME": "/home/nsk",  # noqa: S108
    }  # fmt: skip
    hardening.quiet_terminal_layer(environment)
    assert environment == {"HOME": "/home/nsk", "TEXTUAL_ANIMATIONS": "none", "ESCDELAY": "25"}


def test_the_passphrases_of_the_small_store_are_good_enough() -> None:
    """The tests type what the rules accept."""
    assert all(len(passphrase) >= 15 for passphrase in PASSPHRASES.values())

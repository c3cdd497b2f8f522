"""The set-up: nothing is written before the last step; the demo mixes with nothing."""

from pathlib import Path

import pytest

from nsk_tui.screens import setup_steps
from nsk_tui.services import demo, members, oversight, recovery, setup, store_place
from nsk_tui.vault import kdf
from tests.conftest import CHEAP
from tests.screens.conftest import Opener, Terminal

PASSPHRASE = "fire grønne sten i regn"
TWO_OF_THREE, SKIPPED = "1", "4"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at its cheapest: what it costs is tested where it is used."""
    for function in (setup.create_store, members.invite, members.join, demo.make_demo):
        names = function.__code__.co_varnames[: function.__code__.co_argcount]
        place = names.index("profile") - len(names)
        defaults = list(function.__defaults__ or ())
        assert defaults[place] is kdf.RFC_9106_LOW_MEMORY
        defaults[place] = CHEAP
        monkeypatch.setattr(function, "__defaults__", tuple(defaults))


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    """Return a folder that does not exist."""
    return tmp_path / "new" / "store"


async def group(shown: Terminal) -> None:
    """Fill in the step about the group."""
    await shown.press("1")
    await shown.write("Eksempelkøbing")
    await shown.press("enter", "enter")
    await shown.write("Skoler, PPR")
    await shown.press("enter")
    await shown.write("70 00 00 00")
    await shown.press("enter")
    await shown.write("prøve")
    await shown.press("enter")


async def you(shown: Terminal, shares: str = SKIPPED) -> None:
    """Fill in the step about oneself, and choose how many paper shares are made."""
    await shown.write("Ane Eksempel")
    await shown.press("enter")
    await shown.write(PASSPHRASE)
    await shown.press("enter")
    await shown.write(PASSPHRASE)
    await shown.press("enter")
    await shown.press(shares)


async def test_without_a_store_two_ways_are_offered(terminal: Opener, nowhere: Path) -> None:
    """One's own store, or demo data; and the red card needs neither."""
    async with terminal(folder=nowhere) as shown:
        steps = " OPSÆTNING 1 Gruppen  2 Dig  3 Gendannelse  4 Personer  5 Kontrol"
        assert shown.rows[0] == f"{steps}   nsk_tui 0.1"
        assert "▸ 1  lav gruppens eget arkiv" in shown.text
        assert "2  se programmet med opdigtede data først" in shown.text
        assert shown.footer.startswith("F9 AKUT")


async def test_step_1_says_that_nothing_is_saved(terminal: Opener, nowhere: Path) -> None:
    """The frame of the wizard, as drawn."""
    async with terminal(folder=nowhere) as shown:
        await shown.press("1")
        assert "▸1 Gruppen" in shown.rows[0]
        assert shown.rows[1] == " Trin 1 af 5. Esc går et skridt tilbage. Intet er gemt endnu."
        assert "findes ikke endnu: laves nu" in shown.text
        assert (
            shown.footer == "F9 AKUT  Enter Videre  Shift+Tab Forrige felt  F8 Videre  Esc Tilbage  F1 Hjælp"
        )


async def test_the_whole_way_makes_a_store_and_opens_today(terminal: Opener, nowhere: Path) -> None:
    """Five steps, one store, unlocked for its first coordinator."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown)
        await shown.press("f8")
        assert "▸5 Kontrol" in shown.rows[0]
        assert "Videnspersonerne · Eksempelkøbing" in shown.text
        assert "Skoler, PPR" in shown.text
        assert "K-01 Ane Eksempel" in shown.text
        assert "Gendannelse         springes over" in shown.text
        assert PASSPHRASE not in shown.text
        assert not nowhere.exists()
        await shown.press("enter")
        assert shown.rows[0].startswith("▸1 I dag◂")
        assert shown.app.session is not None
        assert shown.app.session.departments == ("Skoler", "PPR")
    assert "70 00 00 00" in (nowhere / "cards" / "numbers.toml").read_text("utf-8")


async def test_skipping_the_shares_is_written_down(terminal: Opener, nowhere: Path) -> None:
    """The choice has a name and a time, and the store says that it has no way back in."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown, SKIPPED)
        await shown.press("f8", "enter")
        session = shown.app.session
        assert session is not None
        assert "skip_recovery" in {line.act for line in oversight.read_audit(session).lines}
        assert recovery.is_missing(session)


async def test_the_step_of_recovery_is_third_and_makes_nothing_yet(terminal: Opener, nowhere: Path) -> None:
    """It says what shares are; the digit chooses and goes on; Esc shows what was chosen."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown, TWO_OF_THREE)
        assert "▸4 Personer" in shown.rows[0]
        await shown.press("escape")
        assert "▸3 Gendannelse" in shown.rows[0]
        assert shown.rows[1] == " Trin 3 af 5. Esc går et skridt tilbage. Intet er gemt endnu."
        assert "▸ 1  3 stykker, 2 af dem åbner arkivet" in shown.text
        await shown.press("2", "escape")
        assert "▸ 2  5 stykker, 3 af dem åbner arkivet" in shown.text
        assert not nowhere.exists()


async def test_shares_are_shown_when_the_store_is_made(terminal: Opener, nowhere: Path) -> None:
    """Still under the third step; whoever stops has a store, and recovery counts as missing."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown, TWO_OF_THREE)
        await shown.press("f8", "enter")
        assert "▸3 Gendannelse" in shown.rows[0]
        assert "Enter viser ordene i stykke 1" in shown.text
        await shown.press("enter")
        assert "Stykke 1, ord 1-6 af 33" in shown.text
        await shown.press("escape")
        assert "Stykkerne tæller først, når de alle er kontrolleret" in shown.text
        await shown.press("2")
        assert shown.rows[0].startswith("▸1 I dag◂")
        assert shown.app.session is not None
        assert recovery.state(shown.app.session).is_unproven


async def test_nothing_is_written_when_one_leaves_early(terminal: Opener, nowhere: Path) -> None:
    """Quitting before the last step leaves no trace."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown)
        await shown.pilot.press("f10")
        await shown.pilot.pause()
    assert not nowhere.exists()


async def test_esc_keeps_what_was_written(terminal: Opener, nowhere: Path) -> None:
    """A step back and forth loses nothing."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await shown.press("escape")
        assert "Eksempelkøbing" in shown.text


async def test_a_weak_or_different_passphrase_goes_no_further(terminal: Opener, nowhere: Path) -> None:
    """The line says what is missing, without blame."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await shown.write("Ane")
        await shown.press("enter")
        await shown.write("kort")
        await shown.press("f8")
        assert shown.message == "Der mangler 11 tegn."
        await shown.write(" men nu lang nok")
        await shown.press("enter")
        await shown.write("noget andet end den")
        await shown.press("f8")
        assert shown.message == "De to linjer er ikke ens. Skriv den én gang til."


async def test_a_name_without_a_code_is_asked_for_again(terminal: Opener, nowhere: Path) -> None:
    """Whom to invite: a code first, then a name."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown)
        await shown.write("Mette")
        await shown.press("f8")
        assert shown.message == "Skriv først koden, så navnet: K-07 Mette."
        await shown.press("home", "K", "minus", "0", "1", "space", "f8")
        assert shown.message == "K-01 er der allerede."


async def test_invitations_are_shown_with_their_codes(terminal: Opener, nowhere: Path) -> None:
    """Each code opens its door once the store is made."""
    async with terminal(folder=nowhere) as shown:
        await group(shown)
        await you(shown)
        await shown.write("K-07 Mette")
        await shown.press("f8", "f8")
        row = next(row for row in shown.rows if "K-07" in row and "gælder til" in row)
        code = row.split()[2]
        await shown.press("enter")
        assert shown.rows[0].startswith("▸1 I dag◂")
    members.join(nowhere, "K-07", code, "en helt ny lang sætning").lock()


async def test_help_explains_the_line_one_stands_in(terminal: Opener, nowhere: Path) -> None:
    """F1 on the out-of-hours number says where it is shown."""
    async with terminal(folder=nowhere) as shown:
        await shown.press("1", "tab", "tab", "tab", "f1")
        assert "Nummeret vises på det røde" in shown.text


async def test_the_demo_shows_its_passphrases_and_opens(
    terminal: Opener, nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2 makes a store of its own beside; Enter goes in as its coordinator."""
    monkeypatch.setattr(demo.make_demo, "__defaults__", (12, 3, *(demo.make_demo.__defaults__ or ())[2:]))
    async with terminal(folder=nowhere) as shown:
        await shown.press("2")
        assert shown.rows[0].startswith(" PRØVEDATA: alt er opdigtet")
        first = next(row for row in shown.rows if " K-01 " in row)
        assert len(first.split()) >= 7
        assert shown.message == "Adgangssætningerne åbner kun disse prøvedata."
        await shown.press("enter")
        assert shown.rows[0].startswith("▸1 I dag◂")
    assert not nowhere.exists()
    assert store_place.look(nowhere.with_name("store-demo")) is not None


async def test_english_at_120x40(terminal: Opener, nowhere: Path) -> None:
    """The other language is whole."""
    async with terminal(folder=nowhere, size=(120, 40), language="en") as shown:
        await shown.press("1")
        assert "SET-UP ▸1 The group" in shown.rows[0]
        assert "Municipality" in shown.text
        assert shown.footer.endswith("Esc Back  F1 Help")


def test_a_demo_never_takes_a_folder_that_is_there(tmp_path: Path) -> None:
    """What lies there already stays."""
    (tmp_path / "store-demo").mkdir()
    assert setup_steps.free_folder(tmp_path / "store-demo") == tmp_path / "store-demo-2"

"""Paper shares on the screen: a few words at a time, read back, and gone."""

import re
from collections.abc import Callable

import pytest

from nsk_tui.screens import recovery_words
from nsk_tui.screens.recovery import SharesScreen
from nsk_tui.screens.recovery_words import FIRST_ASKED, Stage
from nsk_tui.services import oversight, recovery
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import WrongShares
from tests.conftest import PASSPHRASES
from tests.screens.conftest import Opener, Terminal
from tests.screens.test_lock import unlock

WORD = re.compile(r"(\d+)\. ([a-z]+)")


async def begin(shown: Terminal, digit: str = "1") -> SharesScreen:
    """Make shares from the palette."""
    await shown.press("f4")
    await shown.write("lav stykker")
    await shown.press("enter")
    await shown.write(PASSPHRASES["K-01"])
    await shown.press("enter")
    await shown.press(digit)
    screen = shown.app.screen
    assert isinstance(screen, SharesScreen)
    return screen


async def copy_down(shown: Terminal) -> dict[int, str]:
    """Go through the words of one share, as somebody who writes them on paper; return them."""
    paper: dict[int, str] = {}
    await shown.press("enter")
    while ", ord " in shown.text:
        seen = {int(number): word for number, word in WORD.findall(shown.text)}
        assert len(seen) <= recovery_words.WORDS_SHOWN
        paper |= seen
        await shown.press("enter")
    return paper


def asked(shown: Terminal) -> tuple[int, int]:
    """Return which words are asked for."""
    found = re.search(r"skriv ord (\d+) og ord (\d+) af", shown.text)
    assert found is not None, shown.text
    return int(found[1]), int(found[2])


async def read_back(shown: Terminal, paper: dict[int, str]) -> None:
    """Type the two words that are asked for, the first one by its first four letters."""
    first, second = asked(shown)
    await shown.write(paper[first][:4])
    await shown.press("enter")
    await shown.write(paper[second].upper())
    await shown.press("enter")


async def test_three_shares_are_shown_and_read_back(terminal: Opener) -> None:
    """33 words each, six at a time; afterwards two of them open the store and nothing is missing."""
    async with terminal("K-01") as shown:
        await begin(shown)
        papers = []
        for number in (1, 2, 3):
            assert f"Enter viser ordene i stykke {number}, seks ad gangen." in shown.text
            papers.append(await copy_down(shown))
            assert len(papers[-1]) == 33
            await read_back(shown, papers[-1])
            if number < 3:
                assert shown.message.startswith(f"Stykke {number} er kontrolleret. Læg det i kuverten")
                assert f"{number}.     kontrolleret 09:42" in shown.text
        assert shown.message == "Stykkerne er lavet og står på papir."
        session = shown.app.session
        assert session is not None
        assert not recovery.is_missing(session)
        typed = [" ".join(paper[place] for place in sorted(paper)) for paper in papers]
        assert recovery.rehearse(session, typed[1:]) == session.today


async def test_words_are_asked_that_tell_the_shares_apart(terminal: Opener) -> None:
    """The first words are nearly the same in every share: knowing them proves nothing."""
    async with terminal("K-01") as shown:
        await begin(shown)
        paper = await copy_down(shown)
        for _time in range(12):
            first, second = asked(shown)
            assert FIRST_ASKED <= first < second <= 33
            await shown.press("escape", *["enter"] * 6)
        assert len(paper) == 33


async def test_a_wrong_word_goes_no_further_and_esc_shows_the_words_again(terminal: Opener) -> None:
    """Whoever wrote it down wrong looks once more."""
    async with terminal("K-01") as shown:
        await begin(shown)
        paper = await copy_down(shown)
        first, _second = asked(shown)
        await shown.write("forkert")
        await shown.press("enter")
        await shown.write("forkert")
        await shown.press("enter")
        assert shown.message == f"Ord {first} passer ikke. Esc viser ordene igen."
        assert "1.     mangler kontrol" in shown.text
        await shown.press("escape")
        assert "Stykke 1, ord 1-6 af 33" in shown.text
        assert paper[1] in shown.text


async def test_the_words_hide_after_a_minute_and_space_shows_them_again(terminal: Opener) -> None:
    """Somebody who is called away leaves no key on the screen."""
    async with terminal("K-01") as shown:
        screen = await begin(shown)
        await shown.press("enter")
        words = [word for _number, word in WORD.findall(shown.text)]
        screen.hide()
        await shown.settle()
        assert "Ordene er skjult. Mellemrum viser dem igen, Enter går videre." in shown.text
        assert not any(word in shown.text for word in words)
        await shown.press("space")
        assert all(word in shown.text for word in words)


async def test_a_timer_hides_the_words_and_every_page_begins_it_anew(terminal: Opener) -> None:
    """Sixty seconds each; while nothing is shown no timer runs."""
    async with terminal("K-01") as shown:
        screen = await begin(shown)
        assert screen._hiding is None
        await shown.press("enter")
        first = screen._hiding
        assert first is not None
        assert first._interval == recovery_words.SHOWN_SECONDS
        await shown.press("enter")
        assert screen._hiding is not first
        await shown.press(*["enter"] * 5)
        assert screen.stage is Stage.READ_BACK
        assert screen._hiding is None


async def test_stopping_half_way_counts_as_missing(terminal: Opener) -> None:
    """The shares that were made are worth nothing before they stand on paper."""
    async with terminal("K-01") as shown:
        await begin(shown)
        await read_back(shown, await copy_down(shown))
        await shown.press("escape")
        assert "Stykkerne tæller først, når de alle er kontrolleret" in " ".join(shown.text.split())
        await shown.press("1")
        assert "Enter viser ordene i stykke 2" in shown.text
        await shown.press("escape", "2")
        assert shown.message == "Ingen nye stykker står på papir: gendannelse mangler stadig."
        assert shown.app.session is not None
        assert recovery.is_missing(shown.app.session)


async def test_the_lock_wipes_the_words(terminal: Opener) -> None:
    """Nothing of a share waits in memory behind a lock."""
    async with terminal("K-01") as shown:
        screen = await begin(shown)
        await shown.press("enter")
        words = [word for _number, word in WORD.findall(shown.text)]
        await shown.press("f12")
        assert screen.shares == ()
        await unlock(shown, "K-01")
        assert "Ordene er slettet, fordi skærmen låste." in shown.text
        assert not any(f" {word} " in shown.text for word in words)
        await shown.press("escape")
        assert "▸1 I dag◂" in shown.rows[0]


async def test_earlier_shares_are_void_and_the_key_is_another(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """Said before the passphrase is given, and so it is."""
    first = unlocked("K-01")
    old = recovery.make(first)
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("lav stykker")
        await shown.press("enter")
        assert "Tidligere" in shown.text
        await shown.press("escape")
        await begin(shown, "2")
        assert shown.text.count("mangler kontrol") == 5
        session = shown.app.session
        assert session is not None
        with pytest.raises(WrongShares):
            recovery.rehearse(session, old[:2])


# Rehearsing -----------------------------------------------------------------------------------


async def rehearse(shown: Terminal) -> None:
    """Rehearse from the palette."""
    await shown.press("f4")
    await shown.write("øv gendannelse")
    await shown.press("enter")


async def test_a_rehearsal_with_enough_shares_has_its_day(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """One share at a time; what was typed is gone before the next."""
    shares = recovery.make(unlocked("K-01"))
    async with terminal("K-01") as shown:
        await rehearse(shown)
        assert "Hent 2 kuverter." in shown.text
        assert "Stykke 1 af 2" in shown.text
        box = shown.find("share")
        box.text = shares[2]  # type: ignore[attr-defined]
        await shown.press("f8")
        assert "Stykke 2 af 2" in shown.text
        assert box.text == ""  # type: ignore[attr-defined]
        box.text = " ".join(word[:4] for word in shares[0].split())  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Stykkerne passer. Gendannelsen er øvet i dag."
        session = shown.app.session
        assert session is not None
        assert recovery.state(session).rehearsed_on == session.today
        assert "rehearse_recovery" in {line.act for line in oversight.read_audit(session).lines}


async def test_a_misspelt_word_is_named_by_its_place(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """So is a share that is too short; nothing is sent."""
    words = recovery.make(unlocked("K-01"))[0].split()
    async with terminal("K-01") as shown:
        await rehearse(shown)
        box = shown.find("share")
        box.text = " ".join([*words[:6], "qqqq", *words[7:]])  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Ord 7 er ikke på listen. Se på papiret igen."
        box.text = " ".join(words[:-2])  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Et stykke har 33 ord; her er 31."


async def test_the_same_share_twice_does_not_fit(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """It begins again with the first."""
    share = recovery.make(unlocked("K-01"))[0]
    async with terminal("K-01") as shown:
        await rehearse(shown)
        for _time in range(2):
            shown.find("share").text = share  # type: ignore[attr-defined]
            await shown.press("f8")
        assert shown.message.startswith("Stykkerne passer ikke til arkivet, eller ét er skrevet to")
        assert "Stykke 1 af 2" in shown.text


async def test_without_shares_there_is_nothing_to_rehearse(terminal: Opener) -> None:
    """It says how they are made."""
    async with terminal("K-01") as shown:
        await rehearse(shown)
        assert shown.message.startswith("Der er ingen stykker at øve med.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_english_at_both_sizes(terminal: Opener, size: tuple[int, int]) -> None:
    """The other language is whole."""
    async with terminal("K-01", language="en", size=size) as shown:
        await shown.press("f4")
        await shown.write("make paper")
        await shown.press("enter")
        await shown.write(PASSPHRASES["K-01"])
        await shown.press("enter")
        assert "PAPER SHARES" in shown.rows[0]
        assert "▸ 1  3 shares, 2 of them open the store" in shown.text
        await shown.press("1", "enter")
        assert "Share 1, words 1-6 of 33   (shown for 60 seconds)" in shown.text
        assert shown.footer.startswith("F9 ACUTE  Enter Next  Space Show again")

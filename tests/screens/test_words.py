"""The list of words that are no person: anybody reads it, a coordinator judges."""

from collections.abc import Callable

import pytest

from nsk_tui.rules.anonymity.findings import Declaration, Stance
from nsk_tui.services import consultations, word_list
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener
from tests.services.test_anonymity_upkeep import NAMED

Unlock = Callable[[str], Session]


@pytest.fixture
def declared(unlocked: Unlock) -> Session:
    """Return K-01's session; K-02 has said that Sofie is a place."""
    second = unlocked("K-02")
    finding = consultations.check(second, NAMED)[0].finding
    stance = Stance("text", finding.start, finding.end, Declaration.PLACE)
    assert isinstance(consultations.add(second, NAMED, (stance,)), Added)
    return unlocked("K-01")


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "da",
            ("ORD, DER IKKE ER PERSONER", "1 skal tjekkes", "sofie", "K-02", "navn", "20/11-2027", "? K-02"),
        ),
        ("en", ("WORDS THAT ARE NO PERSON", "1 to judge", "sofie", "name")),
    ],
)
async def test_the_list_says_who_why_and_until_when(
    terminal: Opener, declared: Session, language: str, wanted: tuple[str, ...]
) -> None:
    """The coordinator's Today leads to it."""
    async with terminal("K-01", language=language) as screen:
        await screen.press("enter")
        for words in wanted:
            assert words in screen.text


async def test_a_coordinator_lets_a_word_stand_for_all(
    terminal: Opener, declared: Session, unlocked: Unlock
) -> None:
    """C: checked; Today asks no more, and nobody's check finds it."""
    third = unlocked("K-03")
    assert consultations.check(third, NAMED)
    async with terminal("K-01") as screen:
        assert "1 ord" in screen.text
        await screen.press("enter", "c")
        assert screen.message == "sofie regnes ikke for en person, for jer alle, til 20/11-2027."
        await screen.press("c")
        assert screen.message == "Kan ikke: det gælder allerede for jer alle."
        await screen.press("escape")
        assert "ordliste" not in screen.text
    assert not consultations.check(third, NAMED)


async def test_a_word_is_taken_off_after_asking(
    terminal: Opener, declared: Session, unlocked: Unlock
) -> None:
    """X: it is found again, also for who said it."""
    async with terminal("K-01") as screen:
        await screen.press("enter", "x")
        assert "Fjern sofie fra listen?" in screen.text
        await screen.press("2")
        assert word_list.words(declared)[0].rejected_by is None
        await screen.press("x", "1")
        assert screen.message == "sofie er fjernet fra listen. c sætter det på igen."
    assert consultations.check(unlocked("K-02"), NAMED)


async def test_a_member_reads_the_list_and_judges_nothing(terminal: Opener, declared: Session) -> None:
    """The palette leads there; the keys say who may."""
    async with terminal("K-02") as screen:
        assert "ordliste" not in screen.text
        await screen.press("f4")
        await screen.write("ikke er personer")
        await screen.press("enter")
        assert "sofie" in screen.text
        await screen.press("c")
        assert screen.message == "Kan ikke: kun koordinator."


async def test_an_empty_list_says_where_words_come_from(terminal: Opener, session: Session) -> None:
    """And which answer puts one there."""
    async with terminal("K-01") as screen:
        screen.app.everywhere.do_words_list()
        await screen.settle()
        assert "Ingen ord endnu." in screen.text

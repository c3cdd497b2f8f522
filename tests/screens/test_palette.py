"""The palette and the row menu: every act by its words, the impossible ones last with why."""

from collections.abc import Callable

import pytest

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.screens.actions import BY_ID
from nsk_tui.screens.consultation import ConsultationScreen
from nsk_tui.screens.members import MembersScreen
from nsk_tui.screens.palette import Item, fold, rank, terms
from nsk_tui.services import members, threads
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener
from tests.screens.records import RED, add

Unlock = Callable[[str], Session]


@pytest.mark.parametrize("query", ["lås", "LÅS", "laas", "las", "lock", "Lock"])
async def test_lock_is_found_in_danish_and_english(terminal: Opener, query: str) -> None:
    """Any case, either language, with or without Danish letters."""
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write(query.replace("å", "å"))
        first = next(row for row in shown.rows if "▸ " in row and "F12" in row)
        assert "Lås" in first


async def test_the_palette_teaches_the_key(terminal: Opener) -> None:
    """Each act stands with its keys."""
    async with terminal("K-01") as shown:
        await shown.press("ctrl+p")
        assert shown.rows[0].strip().startswith("KOMMANDOPALET")
        assert shown.footer == "F9 AKUT  Enter Udfør  Esc Luk  F1 Hjælp"
        row = next(row for row in shown.rows if "Ny sparring" in row and "F2 S" in row)
        assert row
        assert "Dansk eller engelsk, store eller små bogstaver. ae, oe, aa virker." in shown.text


async def test_enter_carries_out_on_the_screen_below(terminal: Opener) -> None:
    """The palette closes, and the act happens where one stood."""
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("system")
        await shown.press("enter")
        assert isinstance(shown.app.screen, MembersScreen)


async def test_what_cannot_be_done_comes_last_with_its_reason(terminal: Opener) -> None:
    """An impossible act is not hidden, and Enter on it says why."""
    async with terminal("K-02") as shown:
        await shown.press("9", "f4")
        await shown.write("invit")
        row = next(row for row in shown.rows if "Invitér" in row)
        assert "kan ikke: kun koordinator" in row
        await shown.press("enter")
        assert shown.message == "Kan ikke: kun koordinator."


async def test_nothing_found_says_what_to_do(terminal: Opener) -> None:
    """An empty list is never only empty."""
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("xyzzy")
        assert "Intet passer. Prøv færre bogstaver." in shown.text


async def test_arrows_move_while_one_writes(terminal: Opener) -> None:
    """The cursor of the list moves; the text stays."""
    async with terminal("K-01") as shown:
        await shown.press("f4", "down", "down", "up")
        marked = [row for row in shown.rows if "│ ▸ " in row]
        assert len(marked) == 1
        assert "Hjælp" in marked[0]


async def test_a_thread_is_found_by_its_code_name(terminal: Opener, unlocked: Unlock) -> None:
    """Below the acts; Enter opens it, whatever screen one came from."""
    add(unlocked("K-02"), RED, 3, "stille-havn")
    async with terminal("K-01") as shown:
        await shown.press("9", "f4")
        await shown.write("havn")
        await shown.settle()
        heading = next(place for place, row in enumerate(shown.rows) if "Også fundet som kodenavn" in row)
        assert shown.rows[heading + 1].split("│")[1].split()[:4] == ["▸", "stille-havn", "■", "rød"]
        await shown.press("enter")
        assert isinstance(shown.app.screen, ConsultationScreen)
        assert shown.app.screen.code_name == "stille-havn"


def test_an_auditor_finds_no_thread(unlocked: Unlock) -> None:
    """The palette is no way round the role."""
    session = unlocked("K-01")
    add(session, RED, 3, "stille-havn")
    assert [line.code_name for line in threads.named_like(session, "Stille h")] == ["stille-havn"]
    members.change_role(session, MemberId("K-02"), Role.AUDITOR)
    assert threads.named_like(unlocked("K-02"), "stille-havn") == ()


async def test_no_screenshot_is_offered(terminal: Opener) -> None:
    """A picture of the screen would hold what the store encrypts."""
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("screenshot")
        assert "Intet passer." in shown.text


async def test_the_row_menu_shows_every_act_and_why_not(terminal: Opener) -> None:
    """m: what can be done with the row, and what cannot, last and with the reason."""
    async with terminal("K-01") as shown:
        await shown.press("9", "m")
        text = shown.text
        assert "Det kan du her" in text
        invite = next(row for row in shown.rows if "Invitér" in row)
        assert invite.split("│")[1].split() == ["▸", "Invitér", "n"]
        await shown.press("end")
        assert "kan ikke: en anden koordinator retter din rolle" in shown.text


async def test_a_key_in_the_row_menu_acts_at_once(terminal: Opener) -> None:
    """The menu teaches the key; the key works there too."""
    async with terminal("K-01") as shown:
        await shown.press("9", "down", "m", "r")
        assert "RET ROLLE" in shown.rows[0]


async def test_m_again_closes_the_row_menu(terminal: Opener) -> None:
    """The same key goes in and out."""
    async with terminal("K-01") as shown:
        await shown.press("9", "m", "m")
        assert isinstance(shown.app.screen, MembersScreen)


async def test_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole."""
    async with terminal("K-01", size=(120, 40), language="en") as shown:
        await shown.press("f4")
        assert "COMMAND PALETTE" in shown.rows[0]
        assert shown.footer == "F9 ACUTE  Enter Carry out  Esc Close  F1 Help"


def test_danish_letters_are_spelt_out() -> None:
    """A keyboard without æ, ø, å still finds."""
    assert fold("Æ Ø Å") == "ae oe aa"


def test_a_possible_act_comes_before_an_impossible_one() -> None:
    """Nearness never lifts what cannot be done over what can."""
    lock = BY_ID["app.lock"]
    possible, impossible = Item(lock, "x", ""), Item(lock, "Lås", "nej")
    assert (rank(possible, "lås") or (9, 9)) < (rank(impossible, "lås") or (9, 9))


def test_terms_hold_both_languages() -> None:
    """Danish and English words, and the id's own."""
    assert {"lock", "laas", "las"} <= set(terms(BY_ID["app.lock"]).split())


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("dækning", "▸Dækning◂"), ("personer", "▸Personer◂"), ("overleveringer", "▸Overlevering◂"),
        ("udskiftning", "▸Udskiftning◂"), ("kontrol", "▸Kontrol◂"), ("audit", "▸Audit◂"),
        ("sikkerhedskopi", "▸Sikkerhedskopi◂"), ("belastning", "▸Belastning◂"), ("fraværsliste", "▸Fravær◂"),
        ("kommende", "▸Kommende◂"), ("opgaver", "▸Opgaver◂"), ("beslutninger", "▸Beslutninger◂"),
        ("referater", "▸Referater◂"), ("medlemmer", "▸Medlemmer◂"), ("plan", "▸Plan◂"),
    ],
)  # fmt: skip
async def test_a_view_is_gone_to_by_its_name(terminal: Opener, query: str, view: str) -> None:
    """From anywhere; and one that is in front already stays."""
    async with terminal("K-01") as shown:
        for _time in range(2):
            await shown.press("f4")
            await shown.write(query)
            await shown.press("enter")
            assert view in shown.rows[2]

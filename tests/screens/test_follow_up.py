"""A follow-up in three keys."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.screens.follow_up_note import of_payload, usual_level, usual_next
from nsk_tui.services import drafts, threads
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener
from tests.screens.records import RED, YELLOW, add

Unlock = Callable[[str], Session]


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        (
            "da",
            (80, 24),
            (
                "Opfølgning · stille-havn · ■ rød",
                "▸ Resultat",
                "1 som aftalt  2 bedre",
                "Varighed    10 min.",
            ),
        ),
        ("da", (120, 40), ("Enter går videre. F8 gemmer med det, der står.", "Tekst       (tom)")),
        ("en", (80, 24), ("Follow-up · stille-havn · ■ red", "▸ Result", "1 as agreed  2 better")),
        ("en", (120, 40), ("Enter goes on. F8 saves with what stands here.", "Minutes     10 min.")),
    ],
)
async def test_the_box_asks_how_it_went_and_knows_the_rest(
    terminal: Opener, session: Session, language: str, size: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    """Over Today, with the thread's level and the usual minutes filled in."""
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01", language=language, size=size) as screen:
        await screen.press("o")
        for words in wanted:
            assert words in screen.text


async def test_three_keys_note_a_follow_up(terminal: Opener, session: Session) -> None:
    """O 1 F8: as agreed, and the next one where it is usual."""
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01") as screen:
        await screen.press("o", "1", "f8")
        assert screen.message == "Gemt. u fortryder."
        assert "på fredag 27/11" in screen.rows[5]
    thread = threads.open_thread(session, "stille-havn")
    assert len(thread.entries) == 2
    assert thread.line.follow_up_on == session.today + timedelta(days=7)
    assert thread.line.level is ConcernLevel.RED


async def test_worse_proposes_a_higher_level_and_tomorrow(terminal: Opener, session: Session) -> None:
    """3 raises the level, points to the red card, and can be changed."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("o", "3")
        assert "et højere niveau er foreslået" in screen.message
        assert "i morgen 21/11" in screen.text
        await screen.press("f8")
        assert "▲ orange" in screen.rows[5]


async def test_a_follow_up_can_be_the_last(terminal: Opener, session: Session) -> None:
    """No next one: the thread stays open and waits for nobody."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("o", "2", "1", "0", "f8")
        assert "Der venter ikke noget på dig." in screen.text
    assert threads.open_thread(session, "mild-kyst").line.follow_up_on is None


async def test_its_text_passes_the_check(terminal: Opener, session: Session) -> None:
    """A name in a follow-up is found like any other."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("o", "1", "tab", "tab", "tab")
        await screen.write("Sofie er hjemme.")
        await screen.press("f8")
        assert "Fund 1 af 1" in screen.text
        await screen.press("enter")
        assert screen.message == "Gemt. u fortryder."
    assert "Sofie" not in threads.open_thread(session, "mild-kyst").entries[-1].body.text


async def test_escape_keeps_what_was_written(terminal: Opener, session: Session) -> None:
    """The draft stands on Today, and opens with everything in it."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("o", "2", "tab", "tab", "tab")
        await screen.write("halvt")
        await screen.press("escape")
        assert screen.message == "Kladden er gemt. Den står på I dag."
        assert "kladde     mild-kyst" in screen.text
        await screen.press("G", "enter")
        assert "bedre" in screen.text
        assert "halvt" in screen.text
        await screen.press("f8")
    assert drafts.drafts(session) == ()
    assert threads.open_thread(session, "mild-kyst").entries[-1].body.text == "halvt"


async def test_without_a_result_nothing_is_saved(terminal: Opener, session: Session) -> None:
    """F8 asks how it went."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("o", "f8")
        assert screen.message == "Hvordan gik det, og hvor alvorligt er det? Tallet vælger."
        await screen.press("escape")
        assert "TIL DIG (1)" in screen.text
    assert drafts.drafts(session) == ()


async def test_undo_takes_a_follow_up_back(terminal: Opener, session: Session) -> None:
    """U after it: the old follow-up stands again."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("o", "1", "f8", "u")
        assert "opfølgning i dag" in screen.rows[5]
    assert len(threads.open_thread(session, "mild-kyst").entries) == 1


@pytest.mark.parametrize("result", list(FollowUpResult))
@pytest.mark.parametrize("level", list(ConcernLevel))
def test_what_is_proposed_is_never_milder_than_the_thread(
    result: FollowUpResult, level: ConcernLevel
) -> None:
    """No result lowers a level by itself, and the more serious is looked at no later."""
    assert usual_level(result, level).rank >= level.rank
    days = [usual_next(result, one) for one in ConcernLevel]
    assert days == sorted(days, reverse=True)


def test_a_draft_of_another_version_opens_with_what_still_fits() -> None:
    """Codes that are not known any more are left out."""
    values = {"result": "gone", "level": "red", "next": "2026-11-31", "minutes": "10", "shoe": "42"}
    answers = of_payload({"values": values, "text": "x"})
    assert dict(answers.values) == {"level": ("red",), "minutes": ("10",)}

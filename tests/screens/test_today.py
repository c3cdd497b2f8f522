"""Today: what waits for me."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from nsk_tui.rules.consultations import ConcernLevel, NewConsultation
from nsk_tui.services import consultations, drafts, threads
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.screens.conftest import Opener
from tests.screens.records import ORANGE, RED, YELLOW, add

Unlock = Callable[[str], Session]


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        (
            "da",
            (80, 24),
            ("TIL DIG", "Der venter ikke noget på dig.", "F9 viser det røde kort", "Fredag 20. november"),
        ),
        ("da", (120, 40), ("Ringer en kollega?", "F2 skriver en sparring", "GRUPPEN", "uge 47")),
        ("en", (80, 24), ("FOR YOU", "Nothing waits for you.", "F1 shows the keys", "Friday 20 November")),
        ("en", (120, 40), ("Does a colleague call?", "THE GROUP", "week 47", "Since last time: nothing new")),
    ],
)
async def test_when_nothing_waits_the_page_says_which_key_comes_next(
    terminal: Opener, language: str, size: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    """An empty page says what is empty and what can be done, in both languages and sizes."""
    async with terminal("K-01", language=language, size=size) as screen:
        for words in wanted:
            assert words in screen.text
        assert len(screen.rows) == size[1]


async def test_the_most_serious_stands_first_and_what_is_late_says_so(
    terminal: Opener, session: Session
) -> None:
    """Red before the rest, then the oldest; late in words, never by colour alone."""
    add(session, YELLOW, 3, "mild-kyst")
    add(session, ORANGE, -2, "klar-mose")
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01") as screen:
        waiting = screen.rows[5:8]
        assert "stille-havn" in waiting[0]
        assert "opfølgning i dag" in waiting[0]
        assert "klar-mose" in waiting[1]
        assert "opfølgning 2 dage over tiden" in waiting[1]
        assert "på mandag 23/11" in waiting[2]
        assert waiting[0].startswith(" ▸ ■ rød")


async def test_enter_opens_what_waits_and_escape_comes_back(terminal: Opener, session: Session) -> None:
    """One list, one cursor: in and out again to the same row."""
    add(session, RED, 0, "stille-havn")
    add(session, YELLOW, 1, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("down", "enter")
        assert "mild-kyst" in screen.rows[2]
        await screen.press("escape")
        assert screen.rows[6].startswith(" ▸ ● gul")


async def test_a_yellow_thread_closes_with_one_key_and_can_be_undone(
    terminal: Opener, session: Session
) -> None:
    """D closes, u undoes."""
    add(session, YELLOW, 0, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("d")
        assert screen.message == "mild-kyst er afsluttet. u fortryder."
        assert "Der venter ikke noget på dig." in screen.text
        await screen.press("u")
        assert "mild-kyst" in screen.rows[5]


async def test_a_red_thread_closes_when_a_second_member_says_yes(
    terminal: Opener, unlocked: Unlock, session: Session
) -> None:
    """Nobody closes a red thread alone; the other finds the question on her Today."""
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01") as screen:
        await screen.press("d")
        assert "en anden skal også sige ja" in screen.message
        assert "stille-havn" in screen.rows[5]
    async with terminal("K-02") as screen:
        assert "skal afsluttes" in screen.rows[5]
        await screen.press("d")
        assert screen.message == "stille-havn er afsluttet. u fortryder."
    assert threads.open_thread(unlocked("K-03"), "stille-havn").line.state == "closed"


async def test_it_is_told_who_else_read(
    terminal: Opener, unlocked: Unlock, session: Session, clock: Clock
) -> None:
    """Whoever owns a thread sees who has opened it since her last time."""
    add(session, YELLOW, 3, "mild-kyst")
    clock.now += timedelta(hours=1)
    threads.open_thread(unlocked("K-02"), "mild-kyst")
    clock.now += timedelta(hours=1)
    async with terminal("K-01") as screen:
        assert "Læst af andre siden sidst: mild-kyst af K-02." in screen.text


async def test_an_unfinished_draft_is_named_and_opened(terminal: Opener, session: Session) -> None:
    """A draft stands among what waits, the greeting names it, Enter and F2 open it."""
    payload: dict[str, object] = {"values": {"level": ["red"]}, "texts": {"text": "Halvt skrevet"}}
    drafts.save_draft(session, None, "consultation", "rund-lygte", payload)
    async with terminal("K-01") as screen:
        assert screen.message == "Velkommen tilbage. Din kladde rund-lygte er ikke færdig: F2 åbner den."
        assert "kladde     rund-lygte" in screen.rows[5]
        await screen.press("enter")
        assert "NY SPARRING   rund-lygte" in screen.rows[0]
        await screen.press("escape", "f2")
        assert "NY SPARRING   rund-lygte" in screen.rows[0]


async def test_a_weak_finding_from_a_file_waits_for_its_author(terminal: Opener, session: Session) -> None:
    """D asks what it is; the answer takes the task away and goes to the audit without the word."""
    consultations.add_many(
        session, [NewConsultation(level=ConcernLevel.YELLOW, text="Et barn i 8.b er ked af det.")]
    )
    async with terminal("K-01") as screen:
        row = next(row for row in screen.rows if "opgave" in row)
        assert "venter på svar: genkendelig detalje" in row
        await screen.press("d")
        assert "En klasse peger på få elever." in screen.text
        await screen.press(
            next(row for row in screen.rows if "lad det stå" in row).split("lad")[0].split()[-1]
        )
        assert screen.message == "Besvaret. Det står i audit uden ordet."
        assert "opgave" not in screen.text


async def test_what_does_not_fit_a_row_says_why(terminal: Opener, session: Session) -> None:
    """A draft has no follow-up, and is not done by a key."""
    drafts.save_draft(session, None, "consultation", "rund-lygte", {"texts": {"text": "x"}})
    async with terminal("K-01") as screen:
        await screen.press("o")
        assert screen.message == "Kan ikke: rækken har ingen opfølgning."
        assert "o Opfølgning" not in screen.footer


async def test_a_window_that_is_made_larger_is_drawn_anew(terminal: Opener, session: Session) -> None:
    """The day line and the rows follow the window."""
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01") as screen:
        await screen.pilot.resize_terminal(120, 40)
        await screen.settle()
        assert len(screen.rows[2]) == 119
        assert "stille-havn" in screen.text

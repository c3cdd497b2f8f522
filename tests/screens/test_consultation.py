"""A thread, opened."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from nsk_tui.rules.consultations import AgeBand, Concern
from nsk_tui.screens.consultation import ConsultationScreen
from nsk_tui.services import threads
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from tests.conftest import Clock
from tests.screens.conftest import Opener
from tests.screens.records import ORANGE, RED, YELLOW, add
from tests.screens.test_lock import unlock

Unlock = Callable[[str], Session]


@pytest.fixture
def thread(unlocked: Unlock, clock: Clock) -> Session:
    """Return K-01's session of a store with a thread of two entries, the second by K-02, and one alike."""
    session = unlocked("K-01")
    add(session, ORANGE, 3, "stille-havn", learned="Ring før kl. 9.")
    add(session, ORANGE, 5, "klar-mose")
    clock.now += timedelta(hours=30)
    add(unlocked("K-02"), RED, 0, thread="stille-havn", text="Truslerne er taget til.\nNy linje.", advice="")
    return session


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        (
            "da",
            (80, 24),
            ("■ rød  stille-havn", "Hos K-02 · kontrol", "Rådgav: Tal med", "Lærte: Ring", "Læst af:"),
        ),
        ("da", (120, 40), ("Ligner (kun koder): klar-mose ▲", "Opfølgning", "telefon, 15 min.")),
        ("en", (80, 24), ("■ red  stille-havn", "With K-02 · control", "Advised: Tal med", "Read by:")),
        ("en", (120, 40), ("Alike (codes only): klar-mose ▲", "12-17 years", "telephone, 15 min.")),
    ],
)
async def test_a_thread_shows_its_entries_and_what_is_around_it(
    terminal: Opener, thread: Session, language: str, size: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    """Codes above, entries in order, what is alike and who has read below."""
    async with terminal("K-01", language=language, size=size) as screen:
        await screen.press("2", "enter")
        for words in wanted:
            assert words in screen.text
        assert screen.text.index("1. 20/11") < screen.text.index("2. 21/11")


async def test_an_opening_is_noted_once_with_its_purpose(terminal: Opener, thread: Session) -> None:
    """The first opening of a session stands in the audit; drawing it again is no new reading."""
    async with terminal("K-03") as screen:
        await screen.press("2", "enter")
        assert screen.message == "Læsningen er noteret i audit."
        await screen.press("escape", "enter", "f9", "escape")
    with thread.database.reading() as reading:
        assert audit.readers(reading, "stille-havn") == ("K-03",)
    readings = threads.open_thread(thread, "stille-havn").readers
    assert sorted(readings) == ["K-01", "K-03"]


async def test_what_people_wrote_is_shown_as_it_is(terminal: Opener, session: Session) -> None:
    """Markup is text, and long lines are wrapped, not cut."""
    words = "[bold red]Moren[/] siger [link=x]nej[/]: " + "meget " * 30 + "slut"
    add(session, YELLOW, 3, "mild-kyst", text=words, advice="")
    async with terminal("K-01") as screen:
        await screen.press("2", "enter")
        assert "[bold red]Moren[/] siger [link=x]nej[/]:" in screen.text
        assert "slut" in screen.text


async def test_ones_own_entry_is_corrected_for_24_hours(
    terminal: Opener, unlocked: Unlock, clock: Clock, session: Session
) -> None:
    """R opens the entry as it stands; afterwards the thread says that it was corrected."""
    add(session, YELLOW, 3, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("2", "enter", "r")
        assert "RETTELSE   mild-kyst" in screen.rows[0]
        await screen.press(*["shift+tab"] * 6, "2", "f8")
        assert screen.message == "Gemt. u fortryder."
        assert "▲ orange" in screen.text
        assert "rettet 20/11" in screen.text
        clock.now += timedelta(hours=25)
        await screen.press("r")
        assert "kun dit eget indlæg, i 24 timer" in screen.message


async def test_anothers_entry_is_not_corrected(terminal: Opener, thread: Session) -> None:
    """Only one's own; what another wrote is added to."""
    async with terminal("K-01") as screen:
        await screen.press("2", "enter", "e")
        assert "kun dit eget indlæg" in screen.message
        assert "r Ret" not in screen.footer


async def test_a_thread_goes_on_under_its_code_name(terminal: Opener, thread: Session) -> None:
    """N adds an entry; what the thread knows is filled in."""
    async with terminal("K-01") as screen:
        await screen.press("2", "enter", "n")
        assert "NYT INDLÆG   stille-havn" in screen.rows[0]
        assert "Skoler" in screen.text
        assert " ▸ Udfald" in screen.text
        await screen.press("1", "0", "f8")
        assert screen.message == "Gemt. u fortryder."
        assert "3. 21/11" in screen.text
    assert len(threads.open_thread(thread, "stille-havn").entries) == 3


async def test_a_red_thread_says_who_wants_to_close_it(terminal: Opener, thread: Session) -> None:
    """The second member sees the question in the thread and says yes there."""
    async with terminal("K-02") as screen:
        await screen.press("2", "enter", "d")
        assert "en anden skal også sige ja" in screen.message
    async with terminal("K-01") as screen:
        await screen.press("2", "enter")
        assert "K-02 vil afslutte den: d siger ja" in screen.text
        await screen.press("d")
        assert "afsluttet" in screen.rows[3]
        await screen.press("o")
        assert screen.message == "Kan ikke: tråden er afsluttet."


async def test_the_cursor_goes_through_the_entries(terminal: Opener, unlocked: Unlock, clock: Clock) -> None:
    """A long thread begins at its newest entry; up and down go entry by entry, long ones line by line."""
    session = unlocked("K-01")
    add(session, YELLOW, 3, "mild-kyst", text="Første.", advice="", learned="")
    long_text = "\n".join(f"linje {number}" for number in range(40))
    clock.now += timedelta(hours=1)
    add(session, YELLOW, 3, thread="mild-kyst", text=long_text, advice="")
    async with terminal("K-01") as screen:
        await screen.press("2", "enter")
        assert " ▸ 2. 20/11" in screen.text
        await screen.press("down")
        assert "linje 20" in screen.text
        await screen.press("G", "down", "down", "down")
        assert "linje 39" in screen.text
        await screen.press("g")
        assert " ▸ 1. 20/11" in screen.text
        await screen.press("pagedown", "pageup")
        assert " ▸ 1. 20/11" in screen.text


async def test_an_unknown_age_is_said_in_words(terminal: Opener, session: Session) -> None:
    """What is not known is said, not left blank."""
    add(session, YELLOW, None, "mild-kyst", age_band=AgeBand.UNKNOWN, concerns=(Concern.OTHER,))
    async with terminal("K-01") as screen:
        await screen.press("2", "enter")
        assert "ved ikke" in screen.rows[2]
        assert screen.rows[3].endswith("åben")


async def test_a_thread_is_let_go_of_behind_the_lock_and_comes_back_as_it_was(
    terminal: Opener, thread: Session
) -> None:
    """Locked, the screen holds nothing of it; unlocked, the cursor stands where it stood."""
    async with terminal("K-01") as screen:
        await screen.press("2", "enter", "up")
        reading = screen.app.screen
        assert isinstance(reading, ConsultationScreen)
        assert reading.page.cursor == 0
        await screen.press("f12")
        assert (reading.thread, reading.page.blocks) == (None, ())
        await unlock(screen, "K-01")
        again = screen.app.screen
        assert isinstance(again, ConsultationScreen)
        assert again is reading
        assert "Truslerne er taget til." in screen.text
        assert again.page.cursor == 0

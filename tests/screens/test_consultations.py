"""The list of consultations."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from nsk_tui.rules.consultations import AgeBand, Concern, Outcome
from nsk_tui.services import consultations
from nsk_tui.services.session import Session
from nsk_tui.widgets.rows import BLOCK_ROWS
from tests.conftest import Clock
from tests.screens.conftest import Opener, Terminal
from tests.screens.records import ORANGE, RED, YELLOW, add

Unlock = Callable[[str], Session]
LIST_BEGINS = 4


def codes(screen: Terminal) -> list[str]:
    """Return the code names of the rows in sight."""
    rows = screen.rows[LIST_BEGINS:-3]
    return [row.split()[3 if row.startswith(" ▸") else 2] for row in rows if row.strip()]


@pytest.fixture
def three(unlocked: Unlock) -> Session:
    """Return K-01's session of a store with three threads, one of them K-02's."""
    session = unlocked("K-01")
    add(session, YELLOW, 3, "mild-kyst", asker_department="Familie")
    add(
        session,
        RED,
        0,
        "stille-havn",
        concerns=(Concern.CONTROL, Concern.THREATS),
        outcome=Outcome.NOTIFICATION,
    )
    add(
        unlocked("K-02"),
        ORANGE,
        -2,
        "klar-mose",
        age_band=AgeBand.YOUNG,
        text="Telefonen bliver kontrolleret.",
    )
    return session


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        (
            "da",
            (80, 24),
            ("▸Åbne◂ · Mine · Alle", "over tiden · haster mest", "Opf.", "■ rød", "-2 dage", "i dag"),
        ),
        ("da", (120, 40), ("sortér: haster mest", "Udfald", "underretning", "Indlæg", "kontrol, trusler")),
        ("en", (80, 24), ("▸Open◂ · Mine · All", "late · most urgent", "■ red", "-2 days", "today")),
        ("en", (120, 40), ("Outcome", "notification", "Entries", "control, threats")),
    ],
)
async def test_a_list_says_in_words_what_it_shows(
    terminal: Opener, three: Session, language: str, size: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    """Levels and lateness in words; more columns where there is room; both languages."""
    async with terminal("K-01", language=language, size=size) as screen:
        await screen.press("2")
        for words in wanted:
            assert words in screen.text
        assert codes(screen) == ["stille-havn", "klar-mose", "mild-kyst"]


async def test_the_line_below_tells_of_the_row(terminal: Opener, three: Session) -> None:
    """One line previews the row under the cursor, and says where in the list it stands."""
    async with terminal("K-01") as screen:
        await screen.press("2", "down")
        assert screen.rows[-3].startswith(" Valgt: klar-mose · 1 indlæg · sidst 20/11 af K-02")
        assert screen.rows[-3].endswith("2 af 3")


async def test_views_narrow_the_list(terminal: Opener, three: Session) -> None:
    """v, the same digit and the comma go from view to view; V goes back."""
    consultations.close_thread(three, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("2")
        assert codes(screen) == ["stille-havn", "klar-mose"]
        await screen.press("v")
        assert "▸Mine◂" in screen.rows[2]
        assert codes(screen) == ["stille-havn"]
        await screen.press("2")
        assert sorted(codes(screen)) == ["klar-mose", "mild-kyst", "stille-havn"]
        assert "afslut" in screen.text
        await screen.press("comma")
        assert "▸Åbne◂" in screen.rows[2]
        await screen.press("V")
        assert "▸Alle◂" in screen.rows[2]


async def test_the_order_can_be_changed(terminal: Opener, three: Session) -> None:
    """S goes from the most urgent to the newest to the department."""
    async with terminal("K-01") as screen:
        await screen.press("2", "s")
        assert "· nyeste" in screen.rows[2]
        await screen.press("s")
        assert "· afdeling" in screen.rows[2]
        assert codes(screen)[0] == "mild-kyst"


async def test_the_cursor_stays_on_its_thread(terminal: Opener, three: Session) -> None:
    """Out of a thread, or after another screen, the list is where it was left."""
    async with terminal("K-01") as screen:
        await screen.press("2", "down", "enter")
        assert "klar-mose" in screen.rows[2]
        await screen.press("escape")
        assert "klar-mose" in screen.rows[-3]
        add(three, RED, -9, "lun-trappe")
        await screen.press("1", "2")
        assert "klar-mose" in screen.rows[-3]
        assert codes(screen)[0] == "lun-trappe"


async def test_writing_narrows_the_list_and_escape_ends_it(terminal: Opener, three: Session) -> None:
    """F3 filters while somebody writes: codes, fields and text; letters are no commands there."""
    async with terminal("K-01") as screen:
        await screen.press("2", "f3")
        await screen.write("telefonen")
        await screen.pilot.pause(0.3)
        await screen.settle()
        assert [row.split()[3] for row in screen.rows[5:-3] if row.strip()] == ["klar-mose"]
        await screen.press("down")
        assert "klar-mose" in screen.rows[-3]
        await screen.press("escape")
        assert len(codes(screen)) == 3


async def test_the_footer_offers_what_the_focus_allows(terminal: Opener) -> None:
    """In an empty list no row tells that the keys act again; the footer does when the line is left."""
    async with terminal("K-01") as screen:
        await screen.press("2")
        offered = screen.footer
        assert "n Ny sparring" in offered
        await screen.press("f3")
        assert "n Ny sparring" not in screen.footer
        await screen.press("escape")
        assert "n Ny sparring" in screen.footer


async def test_an_act_without_a_key_is_chosen_while_somebody_searches(terminal: Opener) -> None:
    """The palette opened over the search line still makes a backup; letters stay letters."""
    async with terminal("K-01") as screen:
        await screen.press("2", "f3", "f4")
        await screen.write("sikkerhedskopi nu")
        await screen.press("enter")
        assert screen.message.startswith("Ingen mappe er valgt.")
        assert screen.message.endswith("Sikkerhedskopi.")


async def test_enter_searches_everything_and_underlines_the_place(terminal: Opener, three: Session) -> None:
    """A search finds closed threads too, shows where the word stands, and opens the thread."""
    consultations.close_thread(three, "mild-kyst")
    async with terminal("K-01") as screen:
        await screen.press("f3")
        await screen.write("alene")
        await screen.press("enter")
        assert "3 indlæg med 'alene'." in screen.message
        assert {"mild-kyst", "stille-havn"} <= set(screen.text.split())
        underlined = {
            segment.text
            for strip in screen.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.underline
        }
        assert underlined == {"alene"}
        await screen.press("enter")
        assert "En ung må ikke gå alene hjem." in screen.text
        await screen.press("escape", "escape")
        assert "▸Åbne◂" in screen.rows[2]


async def test_a_search_without_a_hit_keeps_the_list_and_says_so(terminal: Opener, three: Session) -> None:
    """Nothing found: what was sought, and what to try."""
    async with terminal("K-01") as screen:
        await screen.press("2", "f3")
        await screen.write("zebra")
        await screen.pilot.pause(0.3)
        await screen.settle()
        assert "Intet med 'zebra'." in screen.text
        await screen.press("enter")
        assert screen.message == "Intet nogen steder med 'zebra'. Prøv færre bogstaver."


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("2",), "Ingen åbne sparringer. n skriver en, , viser afsluttede."),
        (("2", "v"), "Ingen af de åbne sparringer er dine."),
        (("2", "v", "v"), "Ingen sparringer endnu. n skriver den første."),
    ],
)
async def test_an_empty_list_says_why_and_which_key_comes_next(
    terminal: Opener, keys: tuple[str, ...], words: str
) -> None:
    """No list is just blank."""
    async with terminal("K-01") as screen:
        await screen.press(*keys)
        assert words in screen.text
        await screen.press("enter", "o", "d")
        assert "Kan ikke" in screen.message


async def test_a_long_list_fetches_what_is_looked_at(
    terminal: Opener, unlocked: Unlock, clock: Clock
) -> None:
    """The last row of a list of several blocks is one key away."""
    session = unlocked("K-01")
    for number in range(BLOCK_ROWS + 30):
        clock.now += timedelta(seconds=1)
        add(session, YELLOW, number, text="", advice="")
    async with terminal("K-01") as screen:
        await screen.press("2", "G")
        assert screen.rows[-3].endswith("130 af 130")
        assert "…" not in [row.strip() for row in screen.rows]
        last = codes(screen)[-1]
        await screen.press("enter")
        assert last.rstrip("…") in screen.rows[2]


async def test_an_auditor_is_not_shown_the_list(terminal: Opener, three: Session) -> None:
    """An auditor sees no consultation, not even its code."""
    async with terminal("R-01") as screen:
        await screen.press("2", "f3")
        assert "stille-havn" not in screen.text


async def test_n_writes_a_new_one(terminal: Opener, three: Session) -> None:
    """The verb of the list is the verb of everywhere."""
    async with terminal("K-01") as screen:
        await screen.press("2", "n")
        assert "NY SPARRING" in screen.rows[0]

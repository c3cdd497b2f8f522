"""Meetings: the list, its forms, and what a wrong day, time or name is answered with."""

from collections.abc import Callable
from datetime import date

from nsk_tui.rules.meetings import Meeting
from nsk_tui.services import agenda, meeting_list
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.gathered import ONE, TWO, item, meet
from tests.screens.agreed_records import held
from tests.screens.conftest import Opener, Terminal

Unlock = Callable[[str], Session]
NEXT_THURSDAY = "26/11"
IS_OVER = "Dagen er forbi."
GOOD = {"title_line": "Temadag", "day": NEXT_THURSDAY, "start": "13:00", "minutes": "60", "place": "Salen"}
WRONG = (
    ("title_line", "", "Hvad hedder mødet?"),
    ("minutes", "0", "Minutterne er et tal fra 5 til 600."),
    ("minutes", "601", "Minutterne er et tal fra 5 til 600."),
    ("day", "31/2", "Skriv datoen som 01/12-2026."),
    ("start", "25:00", "Skriv klokkeslættet som 13:00."),
    ("day", "12/11-2026", IS_OVER),
)
"""A line of the form, what is typed in it, and what it is answered with."""


async def fill(shown: Terminal, **lines: str) -> None:
    """Write in the lines of a form."""
    for name, text in lines.items():
        shown.find(name.replace("_", "-")).value = text  # type: ignore[attr-defined]
    await shown.settle()


def coming(session: Session) -> list[Meeting]:
    """Return the meetings that are ahead."""
    return [one.meeting for one in meeting_list.overview(session).coming]


async def test_an_empty_list_says_which_key_makes_a_meeting(terminal: Opener, session: Session) -> None:
    """Day, place and who leads and writes are named beforehand; the agenda begins from a template."""
    async with terminal("K-01") as shown:
        await shown.press("5")
        assert "Der er ikke planlagt et møde. n laver et, eller en hel række." in shown.text
        await shown.press("z")
        assert "Det møde findes ikke." in shown.text
        await shown.press("escape", "n")
        await fill(shown, title_line="Gruppemøde", day=NEXT_THURSDAY, place="Lokale 3")
        await shown.press("f8")
        assert shown.message == "Gruppemøde to 26/11 13:00 er lavet. Enter åbner dagsordenen. u fortryder."
        assert "ordstyrer K-01" in shown.text
    (made,) = coming(session)
    assert (made.day, made.body.place, made.body.chair) == (date(2026, 11, 26), "Lokale 3", ONE)
    assert agenda.agenda(session, made.id).items != ()


async def test_a_line_that_cannot_be_is_told_and_nothing_is_lost(terminal: Opener, session: Session) -> None:
    """No name, no time at all, more than ten hours, a day that is none or over: the form keeps the rest."""
    async with terminal("K-01") as shown:
        await shown.press("5", "n")
        for line, typed, told in WRONG:
            await fill(shown, **{**GOOD, line: typed})
            await shown.press("f8")
            assert told in shown.text, shown.text
            await shown.press(*["escape"] * (told == IS_OVER))
            assert shown.find("place").value == "Salen"  # type: ignore[attr-defined]
    assert coming(session) == []


async def test_a_title_that_reveals_somebody_is_answered_first(terminal: Opener, session: Session) -> None:
    """The anonymity check asks in the form; the rest of it stands."""
    async with terminal("K-01") as shown:
        await shown.press("5", "n")
        await fill(shown, title_line="Fatima Hassans sag", day=NEXT_THURSDAY)
        await shown.press("f8")
        assert "Der er ikke gemt noget endnu." in shown.text
        await shown.press("escape")
        assert shown.find("title-line").value == "Fatima Hassans sag"  # type: ignore[attr-defined]
    assert coming(session) == []


async def test_a_series_comes_again_and_can_be_ended(terminal: Opener, session: Session) -> None:
    """Six are written down ahead; ending it asks first, and u brings them back."""
    async with terminal("K-01", size=(120, 40)) as shown:
        await shown.press("5", "n", "2")
        await fill(shown, title_line="Gruppemøde", day=NEXT_THURSDAY)
        await shown.press("f8")
        assert shown.message == "6 møder er lavet, det første den 26/11. u fortryder."
        await shown.press("m")
        assert "Afslut rækken" in shown.text
        await shown.press("escape", "r", "2")
        await fill(shown, place="https://example.org/rum")
        await shown.press("f8")
        assert shown.message.startswith("Rækken er rettet og 6 kommende møder med den.")
    assert {one.body.place for one in coming(session)} == {"https://example.org/rum"}


async def test_the_list_tells_how_far_each_has_come(terminal: Opener, session: Session, clock: Clock) -> None:
    """What comes above the rule, what is over below it, and what is inside the one at the cursor."""
    held(session, clock)
    meet(session, day=date(2026, 12, 10))
    item(session, "Mail til skolerne")
    async with terminal("K-01") as shown:
        await shown.press("5")
        assert shown.rows[4].startswith(" ▸ to 10/12 13:00")
        assert "dagsorden: 1 punkt, 20 af 60 min." in shown.rows[4]
        assert shown.rows[5] == "   ----"
        assert "referat: kladde" in shown.rows[6]
        assert "beslutning   10 min.  K-01   Mail til skolerne" in shown.text
        assert "2 opgaver er åbne og kommer først på mødet." in shown.text
        await shown.press("down")
        assert "2026-1    Vagtplan uge 53 er godkendt" in shown.text
        await shown.press("V")
        assert "▸Referater◂" in shown.rows[2]
        await shown.press("enter")
        assert shown.rows[0].startswith(" REFERAT")


async def test_only_the_chair_changes_a_meeting_and_a_chair_who_has_left_is_replaced(
    terminal: Opener, session: Session
) -> None:
    """The others are told who leads; when she has left, anybody takes the chair."""
    meet(session, chair=TWO, minute_taker=None)
    async with terminal("K-03") as shown:
        await shown.press("5", "x")
        assert shown.message == "Kan ikke: K-02 leder mødet."
    remove_member(session, "K-02")
    async with terminal("K-03") as shown:
        await shown.press("5", "f4")
        await shown.write("bliv ordstyrer")
        await shown.press("enter")
        assert shown.message.startswith("Du leder nu Gruppemøde")
    assert coming(session)[0].body.chair == "K-03"


async def test_a_cancelled_meeting_asks_first_and_comes_back_with_u(
    terminal: Opener, session: Session
) -> None:
    """What is on its agenda is not lost."""
    meet(session)
    async with terminal("K-01") as shown:
        await shown.press("5", "x", "1")
        assert "er aflyst. u fortryder." in shown.message
        await shown.press("u")
        assert shown.rows[4].startswith(" ▸ to 26/11 13:00")


async def test_an_auditor_has_no_meetings(terminal: Opener) -> None:
    """No tab, and no item either."""
    async with terminal("R-01") as shown:
        assert "Møder" not in shown.rows[0]
        await shown.press("p")
        assert shown.message == "Kan ikke: revisor er ikke med til møder."


async def test_in_english_the_list_is_english(terminal: Opener, session: Session) -> None:
    """Every word but what people wrote."""
    meet(session)
    async with terminal("K-01", language="en", size=(120, 40)) as shown:
        await shown.press("5")
        assert "▸Coming◂ · Actions · Decisions · Minutes" in shown.rows[2]
        assert "chair K-01 · minute-taker K-02 · ends 14:00" in shown.text

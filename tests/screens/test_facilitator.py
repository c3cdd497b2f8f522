"""The big screen before a room: what its keys do, and that nothing else opens from it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from nsk_tui.screens.emergency import EmergencyScreen
from nsk_tui.screens.errors import ErrorScreen
from nsk_tui.services import big_screen, meetings, membership, minutes
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.meeting_plan import CHAIR, WRITER, plan_meeting
from tests.screens.big_screens import another, front, time_shown
from tests.screens.conftest import Opener
from tests.screens.desks import NAME, put


async def test_a_meeting_is_led_by_its_keys(room: Opener, clock: Clock) -> None:
    """Start, next, two minutes at once, pause, back, to the next meeting and back; no tabs, no duty line."""
    async with room() as shown:
        assert shown.rows[0].startswith(" GRUPPEMØDE 20/11 ")
        assert shown.rows[2] == " 0 af 6   FAST   K-02   IKKE STARTET: Space starter"
        assert "Vagt nu" not in shown.text
        assert shown.footer == "F9 AKUT  Space Start  t Næste møde  . Sluk  Esc Forlad  F1 Hjælp"
        assert time_shown(shown) == "05:00"
        await shown.press("space")
        clock.now += timedelta(minutes=6)
        await shown.press("right")
        assert shown.rows[2] == " 1 af 6   BESLUTNING   K-02"
        assert shown.rows[0].endswith("kl. 09:48 · slut 10:53 (10:55) · 2 min. foran")
        for _at_once in range(2):
            front(shown).do_agenda_item_longer()
        await shown.press("-")
        assert time_shown(shown) == "11:00"
        await shown.press("space")
        assert shown.rows[2].endswith("PAUSE: Space går videre")
        await shown.press("space", "t")
        assert shown.rows[2] == " 2 af 6   BESLUTNING   K-02"
        assert shown.message == "Til næste møde: Vagtens nummer i mailsignatur. u tager det tilbage."
        await shown.press("u", "left")
        assert shown.rows[2] == " 1 af 6   BESLUTNING   K-02"
        await shown.press("h")
        assert shown.rows[2] == " 0 af 6   FAST   K-02"


async def test_a_key_that_can_do_nothing_says_why(room: Opener, clock: Clock) -> None:
    """Refused in words; overtime has a sign and a word; the end is asked about first."""
    async with room() as shown:
        await shown.press("right")
        assert shown.message == "Kan ikke: Space starter mødet først."
        await shown.press("b")
        assert shown.message == "Kan ikke: intet punkt er i gang."
        await shown.press("space", "left")
        assert shown.message == "Kan ikke: det her er det første punkt."
        await shown.press("u")
        assert shown.message == "Kan ikke: intet blev flyttet til næste møde."
        await shown.press("n")
        assert shown.message == "n bruges ikke her. F1 viser tasterne."
        clock.now += timedelta(minutes=7, seconds=10)
        front(shown).tick()
        await shown.settle()
        assert time_shown(shown) == "+02:10"
        assert any(row.endswith("█ ■ over") for row in shown.rows)
        await shown.press("right", "d")
        assert "5 punkter er ikke taget og kommer på næste møde." in shown.text
        await shown.press("2")
        assert shown.rows[2].startswith(" 1 af 6")
        await shown.press("d", "1")
        assert shown.rows[2] == " MØDET ER SLUT"
        await shown.press("space")
        assert shown.message == "Kan ikke: mødet er slut."
        drawn = front(shown).drawn
        assert drawn is not None
        assert len(drawn.done) == 2
        assert time_shown(shown) == ""


async def test_a_decision_is_recorded_with_its_vote_and_shown(room: Opener) -> None:
    """The room sees it at once; one that names somebody stays in its box, and the words with it."""
    async with room() as shown:
        await shown.press("space", "right", "b")
        put(shown, NAME)
        await shown.press("enter")
        assert "Ordet står på listen over fornavne" in shown.text
        assert NAME in shown.text
        assert shown.message.startswith("Det er ikke gemt: det kan røbe nogen.")
        await shown.press("escape")
        assert "Sofie" not in shown.text
        await shown.press("b")
        put(shown, "Ja")
        await shown.press("tab", "x", "f8")
        assert shown.message == "Stemmer tælles i hele tal: for, imod, hverken eller."
        await shown.press("backspace", "7", "tab", "1", "enter", "enter")
        assert shown.message == "Beslutning 2026-1 står i referatet."
        assert any(row.startswith("   B  Ja") and row.endswith("ny") for row in shown.rows)
        await shown.press(*["right"] * 5, "b")
        assert shown.message == "Kan ikke: under eventuelt besluttes intet."


async def test_who_has_spoken_is_noted_and_a_blank_screen_moves_nothing(room: Opener) -> None:
    """The others stand at the foot. A key that lights the screen does nothing else; the card comes."""
    async with room() as shown:
        await shown.press("space", "c", "1", "enter")
        assert " Ikke hørt endnu (2): K-02 K-03" in shown.rows
        await shown.press("c", "2", "1", "2", "enter")
        assert " Ikke hørt endnu (1): K-03" in shown.rows
        await shown.press("full_stop")
        assert shown.text.strip() == ""
        for key in ("right", "x", "f5", "escape"):
            await shown.press(key)
            assert shown.rows[2].startswith(" 0 af 6"), key
            await shown.press("full_stop")
        await shown.press("f9")
        assert isinstance(shown.app.screen, EmergencyScreen)


async def test_on_a_slow_line_nothing_is_drawn_between_two_minutes(
    room: Opener, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Minutes alone, until five are left; then the seconds count. In English as in Danish."""
    monkeypatch.setenv("SSH_TTY", "/dev/pts/3")
    async with room(language="en", size=(120, 40)) as shown:
        assert "ITEM 0 OF 6" in shown.text
        assert "NOT STARTED: Space starts" in shown.text
        assert "At risk if the tempo holds: nothing" in shown.text
        await shown.press("space", "right")
        assert time_shown(shown) == "10"
        drawn = front(shown).drawn
        clock.now += timedelta(seconds=30)
        front(shown).tick()
        first = front(shown).drawn
        clock.now += timedelta(seconds=20)
        front(shown).tick()
        assert (drawn is first, front(shown).drawn is first, time_shown(shown)) == (False, True, "9")
        clock.now += timedelta(minutes=5)
        front(shown).tick()
        assert time_shown(shown) == "04:10"


# Several screens --------------------------------------------------------------------------------


async def test_two_screens_lead_one_after_the_other(room: Opener, unlocked: Callable[[str], Session]) -> None:
    """What is written appears; whoever is taken over watches, and her own key offers to go on here."""
    async with room() as shown:
        found = front(shown).found
        assert found is not None
        minutes.add_line(
            unlocked(WRITER), found.run.meeting.id, found.run.items[1].id, "o: K-03 1/12 skriver det"
        )
        shown.app.live.look()
        await shown.settle()
        assert any(row.startswith("   O  K-03  skriver det") and "01/12" in row for row in shown.rows)
        await shown.press("space")
        big_screen.lead(unlocked("K-01"), found.run.meeting.id, take_over=True)
        shown.app.live.look()
        await shown.settle()
        assert shown.message == "K-01 har overtaget. Du ser med."
        await shown.press("right", "2")
        assert shown.message == "Du leder mødet nu."
        await shown.press("right")
        assert shown.rows[2].startswith(" 1 af 6")


async def test_who_is_not_the_chair_watches_and_may_become_it(
    room: Opener, unlocked: Callable[[str], Session]
) -> None:
    """She is told whose the keys are; where nobody is the chair, whoever opens it is asked."""
    async with room(WRITER) as shown:
        assert shown.message == "K-02 er ordstyrer; du ser med"
        await shown.press("space")
        assert shown.message == "Kan ikke: K-02 er ordstyrer; du ser med."
        assert shown.rows[2].endswith("IKKE STARTET: Space starter")
        await another(shown, plan_meeting(unlocked("K-01"), chair=None))
        assert "Ingen er ordstyrer" in shown.text
        await shown.press("1", "space")
        assert shown.rows[2] == " 0 af 6   FAST"


# Meetings that cannot be led --------------------------------------------------------------------


async def test_a_meeting_that_cannot_be_led_says_why_and_stays_as_it_was(
    terminal: Opener, unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """Nobody writes, the chair has left, it was cancelled, it is of another day: each in its own words."""
    first = unlocked("K-01")
    unwritten, left, cancelled = plan_meeting(first, writer=None), plan_meeting(first), plan_meeting(first)
    meetings.cancel(first, cancelled)
    async with terminal("K-01") as shown:
        await another(shown, unwritten)
        await shown.press("space")
        assert isinstance(shown.app.screen, ErrorScreen)
        assert "referent" in shown.text
        await shown.press("escape")
        assert shown.rows[2].endswith("IKKE STARTET: Space starter")
        await another(shown, cancelled)
        assert isinstance(shown.app.screen, ErrorScreen)
        assert "aflyst" in shown.text
        await shown.press("escape")
        clock.now += timedelta(days=1)
        await another(shown, left)
        await shown.press("space")
        assert "Det er planlagt til 20/11, og i dag er en anden dag." in shown.text
        await shown.press("2")
        assert shown.rows[2].endswith("IKKE STARTET: Space starter")
        membership.close_access(first, CHAIR)
        await shown.press("space", "1")
        assert isinstance(shown.app.screen, ErrorScreen)
        assert CHAIR in shown.text

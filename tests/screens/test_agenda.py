"""The agenda: an item from any screen in a few keys, ordered by the chair, sent out once it is seen."""

from collections.abc import Callable

from nsk_tui.rules.agenda import OriginKind
from nsk_tui.rules.meetings import MeetingState
from nsk_tui.services import agenda, drafts, meeting_list
from nsk_tui.services.session import Session
from tests.gathered import item, meet, titles
from tests.screens.agreed_records import later
from tests.screens.conftest import Opener
from tests.screens.records import RED, add

Unlock = Callable[[str], Session]


async def test_an_item_takes_six_keys_at_most_from_any_screen(terminal: Opener, session: Session) -> None:
    """The p, the title, Enter, what for, how long, F8; it stands on the next meeting's agenda."""
    meeting = meet(session)
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01") as shown:
        for tab in ("2", "3", "9", "1"):
            await shown.press(tab, "p")
            await shown.write(f"punkt fra {tab}")
            await shown.press("enter", "1", "2", "f8")
            assert shown.message == "Gemt på dagsordenen til 26/11. u fortryder.", shown.text
    assert titles(session, meeting)[1:-1] == [f"punkt fra {tab}" for tab in "2391"]
    assert {one.body.minutes for one in agenda.agenda(session, meeting.id).items[1:-1]} == {10}


async def test_an_item_from_a_thread_takes_the_code_name_alone(terminal: Opener, session: Session) -> None:
    """Never what was written in it."""
    meeting = meet(session)
    add(session, RED, 0, "stille-havn")
    async with terminal("K-01") as shown:
        await shown.press("2", "p")
        assert "sparring stille-havn (kun koder)" in shown.text
        await shown.write("rejser i julen")
        await shown.press("enter", "2", "2", "f8")
    (made,) = agenda.agenda(session, meeting.id).items[1:-1]
    assert [(one.kind, one.ref) for one in made.body.origins] == [(OriginKind.THREAD, "stille-havn")]
    assert made.body.purpose == ""


async def test_an_item_that_is_not_finished_waits_on_today(terminal: Opener, session: Session) -> None:
    """Esc keeps the draft; Today opens it, and it can be saved from there; no meeting is no loss."""
    async with terminal("K-01") as shown:
        await shown.press("p", "f8")
        assert shown.message == "Hvad handler det om? Skriv det kort."
        await shown.write("mail til skolerne")
        await shown.press("f8")
        assert shown.message == "Beslutning, drøftelse eller orientering? Tallet vælger."
        await shown.press("escape")
        assert shown.message == "Kladden er gemt. Den står på I dag."
        assert "dagsordenspunkt" in shown.rows[5]
        await shown.press("enter", "enter", "3", "f8")
        assert shown.message == "Gemt. Det venter på det næste møde, der bliver lavet. u fortryder."
    assert drafts.drafts(session) == ()


async def test_a_title_that_reveals_somebody_is_not_stored(terminal: Opener, session: Session) -> None:
    """The finding is asked about; the title stands until it is answered."""
    meeting = meet(session)
    async with terminal("K-01") as shown:
        await shown.press("p")
        shown.find("title-line").value = "Fatima Hassan er flyttet"  # type: ignore[attr-defined]
        await shown.press("enter", "1", "2", "f8")
        assert "Fatima" in shown.text
        assert "LØS FUND" in shown.rows[0]
    assert titles(session, meeting) == ["actions", "closing"]


async def test_the_chair_orders_lengthens_moves_and_takes_in(terminal: Opener, session: Session) -> None:
    """Start times and the sum follow at once; a wish is taken in with Space."""
    meeting = meet(session, minutes=25)
    following = later(session, 1)
    item(session, "Vagtplan uge 53", 5)
    item(session, "Vagtens nummer", 10)
    item(session, "Mail til skolerne", 30)
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "down", "J")
        assert shown.rows[8].startswith(" ▸ 2.  beslutning     5  13:15")
        await shown.press("+")
        assert "slut 13:30   5 min. for meget" in shown.text
        await shown.press("-", "x", "u")
        assert "ingen luft" in shown.text
        await shown.press("up", "t")
        assert shown.message == "Punktet er flyttet til Gruppemøde 10/12. u fortryder."
    assert titles(session, meeting) == ["actions", "Vagtens nummer", "closing"]
    async with terminal("K-01") as shown:
        await shown.press("5", "down", "enter")
        assert "ØNSKER" in shown.text
        await shown.press("end", "space")
        assert shown.message == "Ønsket er på dagsordenen. u fortryder."
    assert "Mail til skolerne" in titles(session, following)


async def test_an_item_cannot_take_no_time_or_ten_hours(terminal: Opener, session: Session) -> None:
    """The box says what it takes, and keeps what is written."""
    meet(session)
    item(session, "Vagtplan uge 53")
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "down", "r")
        shown.find("purpose").value = "ro til jul"  # type: ignore[attr-defined]
        for typed in ("0", "600", "ti"):
            shown.find("minutes").value = typed  # type: ignore[attr-defined]
            await shown.press("f8")
            assert shown.message == "Minutterne er et tal fra 1 til 480."
            assert shown.find("purpose").value == "ro til jul"  # type: ignore[attr-defined]
        shown.find("minutes").value = "15"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Punktet er rettet."
        assert "Hvad skal vi nå?  ro til jul" in shown.text


async def test_who_does_not_lead_proposes_and_no_more(terminal: Opener, session: Session) -> None:
    """Her own item is hers; the order is the chair's."""
    meet(session)
    item(session, "Vagtplan uge 53")
    async with terminal("K-03") as shown:
        await shown.press("5", "enter", "down", "J")
        assert shown.message == "Kan ikke: K-01 leder mødet."
        await shown.press("P")
        assert shown.message == "Kan ikke: K-01 leder mødet."
        await shown.press("n")
        await shown.write("Mit eget punkt")
        await shown.press("enter", "3", "1", "f8")
        await shown.press("down", "+")
        assert "10  13:15  K-03  Mit eget punkt" in shown.text


async def test_an_agenda_goes_out_once_somebody_leads_and_writes(terminal: Opener, session: Session) -> None:
    """It is seen first; without a facilitator it says how one is named, and nothing is sent."""
    meeting = meet(session, minute_taker=None)
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "P")
        assert "! Ingen er nævnt endnu: referent." in shown.text
        await shown.press("f8")
        assert "Nævn en: r på mødet." in shown.text
        await shown.press("escape", "escape", "escape", "r")
        await shown.press("tab", "tab", "tab", "tab", "tab", "tab", "3")
        await shown.press("f8")
        assert shown.message == "Mødet er rettet."
        await shown.press("enter", "P", "f8")
        assert shown.message == "Dagsordenen til Gruppemøde 26/11 er sendt. E skriver den til en fil."
    (found,) = [one.meeting for one in meeting_list.overview(session).coming]
    assert (found.id, found.state) == (meeting.id, MeetingState.SENT)

"""Minutes on their way to the lock: who was there, remarks, the hash, additions; nothing lost on the way."""

from datetime import timedelta

from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.screens.minutes_boxes import AttendanceScreen, RemarkScreen
from nsk_tui.services import big_screen, minutes, minutes_stages
from nsk_tui.services.minutes import Written
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.meeting_plan import CHAIR
from tests.screens.conftest import Opener, Terminal
from tests.screens.desks import press, put, screen_of, write


async def test_who_is_there_is_noted(desk: Opener) -> None:
    """By whoever has them open, a digit each; who is not touched is there. The stages are the writer's."""
    async with desk(CHAIR, writing=False) as shown:
        await shown.press("P")
        assert shown.message == "Kan ikke: det er referentens."
        await shown.press("space")
        assert isinstance(shown.app.screen, AttendanceScreen)
        await shown.press("1", "2", "3", "enter")
        told = " Til stede: K-01 · Afbud: K-02 · Fraværende: K-03 · Referent: K-03"
        assert shown.rows[3] == told


async def test_from_draft_to_locked_minutes(desk: Opener, colleague: Session, clock: Clock) -> None:
    """Remarks until a day, each settled; then the lock with its hash, and afterwards only additions."""
    async with desk(writing=False) as shown:
        await shown.press("enter")
        await write(shown, "b: Vi mødes")
        await shown.press("escape", "P", "1")
        assert shown.message == "Mødet er ikke slut endnu."
        clock.now += timedelta(hours=2)
        await shown.press("P", "1")
        assert shown.message == "Gruppen har frist til 25/11 til bemærkninger."
        assert "▸2 bemærkninger til 25/11◂" in shown.rows[2]
        await shown.press("n")
        assert isinstance(shown.app.screen, RemarkScreen)
        put(shown, "Klokken mangler.")
        await shown.press("enter")
        assert any("Bemærkning fra K-03: Klokken mangler." in row for row in shown.rows)
        await shown.press("P", "1")
        assert shown.message.startswith("Nogle bemærkninger er åbne")
        await shown.press("tab", "d", "1")
        assert any(row.endswith("taget med") for row in shown.rows)
        await shown.press("P", "1")
        assert shown.message.startswith("Låst. Hash: ")
        assert "▸3 låst◂" in shown.rows[2]
        await shown.press("enter")
        assert shown.message == "Kan ikke: referatet er låst; n tilføjer noget under det."
        assert "n Tilføjelse" in shown.footer
        await shown.press("n")
        put(shown, "Rettelse: kl. 13.")
        await shown.press("enter")
        assert any("Tilføjet 20/11 af K-03" in row for row in shown.rows)
        assert shown.message == "Tilføjet. Det står under det sidste punkt."


async def test_a_remark_that_arrives_while_one_locks_stops_the_lock(
    desk: Opener, colleague: Session, running: MeetingId, clock: Clock
) -> None:
    """It is shown first, and nothing is lost."""
    clock.now += timedelta(hours=2)
    async with desk(writing=False) as shown:
        await shown.press("P", "1", "P")
        minutes_stages.remark(colleague, running, None, "Klokken mangler.")
        await shown.press("1")
        assert shown.message == "Der er kommet en bemærkning, siden du så efter. Læs den først."
        assert screen_of(shown).state is MinutesState.REMARKS
        await shown.press("G")
        assert any("Bemærkning fra K-02: Klokken mangler." in row for row in shown.rows)


async def test_a_line_that_the_store_cannot_take_now_is_kept(
    desk: Opener, colleague: Session, running: MeetingId
) -> None:
    """Locked by another while one typed: the line is still there, with why."""
    async with desk() as shown:
        put(shown, "for sent")
        coordinator = colleague
        chair_found = big_screen.look(coordinator, running)
        press(coordinator, chair_found, Press.END)
        item = minutes.minutes(coordinator, running).items[1].id
        assert isinstance(minutes.add_line(coordinator, running, item, "b: Ja"), Written)
        lock_all(shown, running)
        await shown.press("enter")
        assert " ! for sent" in shown.rows
        assert any("kun du ser den:" in row for row in shown.rows)


def lock_all(shown: Terminal, meeting: str) -> None:
    """Lock the minutes on another screen of the minute-taker."""
    session = screen_of(shown).session
    minutes_stages.advance_minutes(session, meeting, 0)
    minutes_stages.advance_minutes(session, meeting, 0, early=True)

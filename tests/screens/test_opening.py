"""The opening of a meeting and the actions: one key each; the third time it is asked which."""

from collections.abc import Callable

from nsk_tui.rules.actions import ActionState
from nsk_tui.services import actions
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.screens.agreed_records import carry, held, later
from tests.screens.conftest import Opener

Unlock = Callable[[str], Session]


def states(session: Session) -> dict[str, ActionState]:
    """Return what became of each action, by who has it."""
    return {str(one.owner): one.state for one in actions.all_actions(session)}


async def test_one_key_for_each_action_and_the_cursor_comes_to_the_next(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """D done, t along, x drop with a reason; what was closed stands below, and u brings back."""
    held(session, clock)
    later(session, 1)
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "v")
        assert "2 åbne, 0 lukkede" in shown.rows[2]
        assert "ringer til skolerne" in shown.rows[4]
        await shown.press("d")
        assert shown.message == "M26/11-2 er færdig. u fortryder."
        assert "LUKKET SIDEN SIDST" in shown.text
        assert shown.rows[4].startswith(" ▸ M26/11-1")
        await shown.press("t", "t")
        assert shown.message == "Kan ikke: den er taget med."
        await shown.press("x", "f8")
        assert shown.message == "Skriv først grunden med få ord."
        await shown.write("skolerne har deres eget")
        await shown.press("f8")
        assert shown.message == "M26/11-1 er droppet. u fortryder."
        await shown.press("u")
        assert shown.rows[4].startswith(" ▸ M26/11-1")
    assert states(session) == {"K-01": ActionState.OPEN, "K-02": ActionState.DONE}


async def test_the_third_carry_asks_drop_or_escalate(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """It is never taken along a third time in silence."""
    held(session, clock)
    first = next(one for one in actions.open_actions(session) if one.owner == "K-01")
    carry(session, first, later(session, 1), later(session, 2))
    later(session, 3)
    async with terminal("K-01") as shown:
        await shown.press("5", "down", "down", "enter", "v", "down")
        assert "M26/11-1 er taget med 2 gange. Tag stilling: drop den, eller løft den?" in shown.text
        await shown.press("t")
        assert "M26/11-1: drop eller løft?" in shown.text
        await shown.press("2")
        await shown.write("styregruppen")
        await shown.press("f8")
        assert shown.message == "M26/11-1 er løftet. u fortryder."
    assert states(session)["K-01"] is ActionState.ESCALATED


async def test_a_reason_that_reveals_somebody_is_asked_about(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """Nothing is stored, and the action stays open."""
    held(session, clock, "o: K-01 10/12 laver et skema")
    later(session, 1)
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "v", "x")
        shown.find("reason").value = "Fatima Hassan er flyttet"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert "Der er ikke gemt noget endnu." in shown.text
    assert states(session) == {"K-01": ActionState.OPEN}


async def test_an_action_whose_owner_has_left_is_given_to_somebody(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """It stands first, says so, and r gives it away; a day that is none is asked again."""
    held(session, clock)
    later(session, 1)
    remove_member(session, "K-02")
    async with terminal("K-01") as shown:
        await shown.press("5", "enter", "v")
        assert "Ingen her har den. r giver den til nogen." in shown.text
        await shown.press("r", "4")
        shown.find("due").value = "31/2"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "Skriv datoen som 01/12-2026."
        shown.find("due").value = "15/12"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "M26/11-2: K-03, senest 15/12. u fortryder."
        await shown.press("5", "v")
        assert "▸Opgaver (2)◂" in shown.rows[2]
        await shown.press("comma")
        assert shown.rows[2].endswith("egne")
        assert "laver et skema" in shown.rows[4]


async def test_my_actions_stand_on_today(terminal: Opener, session: Session, clock: Clock) -> None:
    """Enter goes to it in its list; d is enough; the next agenda stands below."""
    held(session, clock)
    later(session, 1)
    async with terminal("K-01") as shown:
        assert "M26/11-1" in shown.rows[5]
        assert "senest 10/12: laver et skema" in shown.rows[5]
        assert "p tilføjer et punkt" in shown.text
        await shown.press("enter")
        assert "▸Opgaver" in shown.rows[2]
        assert shown.rows[4].startswith(" ▸ M26/11-1")
        await shown.press("1", "d")
        assert shown.message == "M26/11-1 er færdig. u fortryder."
        assert "Der venter ikke noget på dig." in shown.text

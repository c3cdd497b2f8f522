"""The register of decisions: found by its words, with what holds instead."""

from nsk_tui.rules.decisions import DecisionRef
from nsk_tui.services import decisions
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.screens.agreed_records import held
from tests.screens.conftest import Opener


async def test_a_decision_is_found_by_its_words(terminal: Opener, session: Session, clock: Clock) -> None:
    """The palette asks; Esc shows all again."""
    held(session, clock)
    async with terminal("K-01") as shown:
        await shown.press("f4")
        await shown.write("hvad besluttede vi")
        await shown.press("enter")
        await shown.write("mailsignaturer")
        assert "1 fundet" in shown.text
        assert "2026-2" in shown.text
        assert "2026-1" not in shown.text
        await shown.press("enter", "enter")
        assert "REFERAT" in shown.text
        await shown.press("escape", "escape")
        assert "2026-1" in shown.text


async def test_a_later_decision_takes_the_place_of_an_earlier_one(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """A number that is none or unknown is answered; Enter goes to what holds; u undoes."""
    held(session, clock)
    async with terminal("K-01") as shown:
        await shown.press("5", "v", "v", "down", "r")
        await shown.write("37")
        await shown.press("f8")
        assert shown.message == "Skriv nummeret som 2026-37."
        shown.find("number").value = "2026-37"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert "2026-37" in shown.text
        await shown.press("escape")
        shown.find("number").value = "2026-2"  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.message == "2026-2 gælder i stedet for 2026-1. u fortryder."
        assert "(gælder ikke: 2026-2)" in shown.rows[5]
        await shown.press("enter")
        assert shown.rows[4].startswith(" ▸ 2026-2")
    assert [one.superseded_by for one in decisions.find(session, "godkendt")] == [DecisionRef(2026, 2)]

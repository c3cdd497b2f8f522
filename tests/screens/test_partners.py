"""Partners: the numbers, whether somebody answers now, how old they are, and how they are kept true."""

from collections.abc import Callable
from datetime import date, timedelta

from nsk_tui.rules.ids import MemberId
from nsk_tui.services import contacts
from nsk_tui.services.contacts import StoredContact, WrittenContact
from nsk_tui.services.session import Session
from tests.conftest import NOW, Clock
from tests.people import knows
from tests.screens.conftest import Opener

Unlock = Callable[[str], Session]


async def test_an_empty_list_says_which_key_comes_next(terminal: Opener) -> None:
    """And what a contact needs."""
    async with terminal("K-02") as shown:
        await shown.press("6")
        assert "Ingen partnere endnu. n tilføjer den første: nummer, tider, kilde." in shown.text


async def test_a_contact_is_written_and_everything_that_is_missing_is_said(
    terminal: Opener, session: Session
) -> None:
    """The form stays until nothing is missing; a name in the note must be resolved."""
    async with terminal("K-02") as shown:
        await shown.press("6", "n", "f8")
        assert shown.message.startswith("Ikke gemt: stedet mangler, navnet mangler, nummeret")
        fields = {
            "partner": "Krisecenter A",
            "name": "Vagthavende",
            "number": "12 34 56 78",
            "hours": "man-fre 8-15",
            "source": "eget besøg",
            "introduced_on": "2024",
            "note": "Kender Sofie Hansen godt.",
        }
        for name, value in fields.items():
            shown.find(name).value = value  # type: ignore[attr-defined]
        await shown.press("f8")
        assert shown.rows[0].startswith(" LØS FUND")
        assert contacts.contacts(session) == ()
        await shown.press("enter")
        assert shown.message == "Gemt: Krisecenter A. u fortryder."
        assert "▸ Krisecenter A · Vagthavende" in shown.text
        assert "åben" in next(row for row in shown.rows if "▸ Krisecenter" in row)
    (one,) = contacts.contacts(session)
    assert (one.contact.owner, one.contact.introduced_on) == ("K-02", date(2024, 1, 1))
    assert "Sofie" not in one.note


async def test_age_is_told_by_bar_sign_and_days_and_one_key_confirms(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """An old number is crossed out and still shown; u takes the confirmation back."""
    knows(session, "K-02")
    clock.now = NOW + timedelta(days=203)
    knows(session, "K-03", "VISO", number="4711")
    clock.now = NOW + timedelta(days=400)
    async with terminal("K-02") as shown:
        assert "2 numre er over 180 dage gamle   6 viser dem" in shown.text
        assert "1 nummer" in shown.text
        await shown.press("6")
        first = next(row for row in shown.rows if "Krisecenter A" in row)
        assert "-12-34-56-78-" in first
        assert "✕ ░░░░░  400 d K-02" in first
        assert "? ▓░░░░  197 d K-03" in next(row for row in shown.rows if "VISO" in row)
        assert "2 numre venter på et opkald: Krisecenter A, VISO." in shown.text
        await shown.press("c")
        assert shown.message == "Krisecenter A: tjekket i dag af dig. u fortryder."
        assert "  ▓▓▓▓▓    0 d" in next(row for row in shown.rows if "Krisecenter A" in row)
        await shown.press("u")
        assert shown.message == "Fortrudt: kontakten P-01. U gør det igen."
        assert "✕ ░░░░░" in shown.text


async def test_the_filter_finds_who_answers_now_whom_i_know_and_what_is_old(
    terminal: Opener, session: Session, clock: Clock
) -> None:
    """Friday 09:42; Today leads straight to those that wait for a call."""
    knows(session, "K-02", hours="lør-søn 8-15")
    clock.now = NOW + timedelta(days=182)
    knows(session, "K-03", "VISO", hours="man-fre 9-11")
    async with terminal("K-02") as shown:
        await shown.press("enter")
        assert shown.rows[2].endswith("1 · , viser: over 180 dage")
        assert "VISO" not in shown.text
        await shown.press("comma")
        assert "VISO" in shown.text
        await shown.press("comma")
        assert "viser: åbne nu" in shown.text
        assert "Krisecenter" not in "\n".join(shown.rows[3:14])
        await shown.press("comma")
        assert "viser: egne" in shown.text
        assert "VISO" not in "\n".join(shown.rows[3:14])


async def test_a_partners_page_shows_whom_we_know_there(terminal: Opener, session: Session) -> None:
    """Who has met them, and that only one has; another contact of theirs begins with their name."""
    knows(session, "K-02", introduced_on=date(2026, 10, 2), note="Ring før kl. 11.")
    async with terminal("K-03") as shown:
        await shown.press("6", "enter")
        assert "Kendes af K-02. ! Kun én af os kender dem." in shown.text
        assert "K-02 mødte kontakten 02/10" in shown.text
        assert "Ring før kl. 11." in shown.text
        await shown.press("n")
        assert shown.find("partner").value == "Krisecenter A"  # type: ignore[attr-defined]
        await shown.press("escape", "x", "1")
        assert shown.message == "Krisecenter A: fjernet. u fortryder."
        await shown.press("u")
        assert "Vagthavende" in shown.text
    assert [one.note for one in contacts.contacts(session)] == ["Ring før kl. 11."]


async def test_two_who_change_one_contact_are_brought_together(terminal: Opener, unlocked: Unlock) -> None:
    """The number that a colleague saved meanwhile is not lost."""
    stored = knows(unlocked("K-01"), "K-02")
    async with terminal("K-02") as shown:
        await shown.press("6", "r")
        shown.find("source").value = "ny hjemmeside"  # type: ignore[attr-defined]
        theirs = WrittenContact("Krisecenter A", "Vagthavende", "114", "24h", MemberId("K-02"), "eget besøg")
        changed = contacts.change_contact(unlocked("K-01"), "P-01", theirs, stored.version)
        assert isinstance(changed, StoredContact)
        await shown.press("f8")
        assert shown.message == "En anden gemte først: begge rettelser står her nu. F8 gemmer."
        await shown.press("f8")
    (one,) = contacts.contacts(unlocked("K-01"))
    assert (one.contact.number, one.contact.source) == ("114", "ny hjemmeside")

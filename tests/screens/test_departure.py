"""A departure on the screen: begun from the people, ticked, its file sealed, the access closed, finished."""

from datetime import UTC, date, datetime, timedelta

import pytest

from nsk_tui.rules.departure import DepartureStep
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose, Ticket, TicketState
from nsk_tui.screens import departure, sealed_export
from nsk_tui.services import departures, directory, handover_export, outbox
from nsk_tui.services.anonymity import scan_together
from nsk_tui.services.clearing import FieldFinding
from nsk_tui.services.handover_export import Exported
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import WrongPassphrase
from tests.conftest import PASSPHRASES, Clock
from tests.handed import GIVER, LAST_DAY, RECEIVER, Unlock
from tests.leaving import confirm_keys, exported, received, wanted
from tests.screens.conftest import Opener, Terminal


async def type_passphrase(shown: Terminal, member: str = "K-01") -> None:
    """Write a member's own passphrase and go on."""
    await shown.write(PASSPHRASES[member])
    await shown.press("f8")


async def test_a_coordinator_begins_ticks_and_seals(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """The file goes to the receivers' keys; a wrong passphrase lets nothing leave."""
    view = received(unlocked, introductions="")
    confirm_keys(unlocked, RECEIVER)
    async with terminal("K-01") as shown:
        await shown.press("4", "4", "g", "down", "x")
        assert "Overleveringen er i gang allerede" in shown.text
        await shown.press("f8")
        assert "▸ [ ] 1. Dato og modtagere aftalt" in shown.text
        await shown.press("d")
        assert shown.message == "Trin 1 er gjort."
        await shown.press("down", "d")
        assert shown.message == "Kan ikke: det krydser sig selv af ud fra det, der står her."
        await shown.press("E")
        assert RECEIVER in shown.text.split("Til ")[1].split("\n")[0]
        await shown.write("forkert sætning")
        await shown.press("f8")
        assert shown.message == "Det passede ikke. Intet er ændret."
        assert not outbox.tickets(session)
        await type_passphrase(shown)
        (ticket,) = outbox.tickets(session)
        assert f"{ticket.ticket}  {RECEIVER}" in shown.text
        assert f"ssh nsk@server fetch {ticket.ticket} > overlevering.docx.age" in shown.text
        await shown.press("enter")
        assert "[x] 8. Forseglet fil til modtagerne" in shown.text
        await shown.press(*["down"] * 5, "enter")
        assert "▸Overlevering◂" in shown.rows[2]
    assert ticket.state is TicketState.WAITING
    assert departures.find(session, GIVER) == view.handover.id


async def test_the_access_is_closed_and_the_departure_finished(
    terminal: Opener, session: Session, unlocked: Unlock, clock: Clock
) -> None:
    """What cannot be taken back is said first; the receipt comes when all is done."""
    found = departures.start(session, received(unlocked, introductions="").handover.giver)
    for step in (DepartureStep.AGREED, DepartureStep.SHADOW, DepartureStep.TASKS):
        departures.tick(session, found.view.handover.id, step)
    clock.now += timedelta(days=41)
    exported(session, wanted(found.view, expires_on=session.today + timedelta(days=30)))
    async with terminal("K-01") as shown:
        await shown.press("4", "4", ",", "g", "down", "x", "enter")
        assert "Luk adgangen for K-02?" in shown.text
        assert "kan ikke kaldes tilbage" in shown.text
        await type_passphrase(shown, "K-03")
        assert shown.message == "Det passede ikke. Intet er ændret."
        await type_passphrase(shown)
        assert shown.message.startswith("K-02 har ikke adgang mere.")
        await shown.press("down", "d", "down", "enter")
        assert "Afslut fratrædelsen for K-02?" in shown.text
        await shown.press("1")
        assert "Kvittering: K-02 er fratrådt" in shown.text
        assert "7. Overlevering modtaget: 1 af 1 · auto" in shown.text
    with pytest.raises(WrongPassphrase):
        unlocked(GIVER)
    assert departures.look(session, found.view.handover.id).finished_by == "K-01"


def test_whoever_has_no_key_has_no_departure(session: Session, unlocked: Unlock) -> None:
    """One that is under way is shown; one without a key has nothing to close."""
    directory.add_person(session, MemberId("D-01"), "Grethe Enghavn")
    without = departure.known(session, MemberId("D-01"))
    assert (without.departure, without.has_key) == (None, False)
    begun = departures.start(session, GIVER, LAST_DAY)
    seen = departure.known(unlocked(GIVER), GIVER)
    assert seen.departure is not None
    assert (seen.departure.begun_on, seen.has_handover, seen.has_key) == (begun.begun_on, True, True)
    assert sealed_export.contents(handover_export.offer(session, begun.view.handover.id)) == (
        "0 punkter. Ingen sparringstekst er med."
    )


def test_six_words_are_told_once_with_their_ticket() -> None:
    """With how it is fetched, and that the words go another way than the file."""
    made = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
    ticket = Ticket(
        "7F3K-Q2", LeavingKind.HANDOVER, GIVER, "md.age", None, LeavingPurpose.HANDOVER, GIVER, made,
        date(2026, 12, 4),
    )  # fmt: skip
    lines = sealed_export.told(Exported((ticket,), "mild rute togbane torv prisme sand"))
    assert lines[0].startswith("7F3K-Q2  seks ord   md.age")
    assert "ssh nsk@server fetch 7F3K-Q2 > overlevering.md.age" in lines
    assert "  mild rute togbane torv prisme sand" in lines


def test_a_refusal_names_the_item_and_never_the_words() -> None:
    """What today's lists find is told by its place and its kind."""
    text = "Ring til Fatima Yildirim i morgen."
    found = [FieldFinding("3.summary", one) for one in scan_together({"summary": text})["summary"]]
    told = "\n".join(sealed_export.refused([*found, FieldFinding("remainder", found[0].finding)]))
    assert "punkt 3: navn" in told
    assert "det, der ikke er med: navn" in told
    assert "Fatima" not in told

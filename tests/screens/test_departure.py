"""A departure on the screen: begun from the people, ticked, its file sealed, the access closed, finished."""

from datetime import timedelta

import pytest

from nsk_tui.rules.departure import DepartureStep
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import SealedTo, TicketState
from nsk_tui.screens import departure, sealed_export
from nsk_tui.services import departures, directory, handover_export, outbox
from nsk_tui.services.anonymity import scan_together
from nsk_tui.services.clearing import FieldFinding
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import WrongPassphrase
from tests.conftest import PASSPHRASES, Clock
from tests.handed import GIVER, RECEIVER, Unlock
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
        assert shown.rows[2].startswith(" FRATRÆDELSE   K-02 · sidste dag")
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


async def test_the_leaver_reads_her_list_and_others_begin_none(
    terminal: Opener, session: Session, unlocked: Unlock
) -> None:
    """Whoever is no coordinator is told who begins one; the leaver sees what is left, and ticks nothing."""
    found = departures.start(session, received(unlocked).handover.giver)
    directory.add_person(session, MemberId("D-01"), "Grethe Enghavn")
    assert not departure.known(session, MemberId("D-01")).has_key
    async with terminal("K-02") as shown:
        await shown.press("4", "4", "x")
        assert shown.message == "Kan ikke: kun koordinator."
        await shown.press("enter", "m")
        assert "Fratrædelse" in shown.text
    step = found.step(DepartureStep.RECEIVED)
    assert step.is_done
    assert sealed_export.contents(handover_export.offer(session, found.view.handover.id)) == (
        "1 punkt. Ingen sparringstekst er med."
    )


def test_six_words_are_told_once_with_their_ticket(session: Session, unlocked: Unlock) -> None:
    """With how it is fetched, and that the words go another way than the file."""
    done = exported(session, wanted(received(unlocked), sealed_to=SealedTo.PASSPHRASE))
    lines = sealed_export.told(done)
    assert f"  {done.passphrase}" in lines
    assert any(done.tickets[0].ticket in one for one in lines)
    assert len(done.passphrase.split()) == 6


def test_a_refusal_names_the_item_and_never_the_words() -> None:
    """What today's lists find is told by its place and its kind."""
    text = "Ring til Fatima Yildirim i morgen."
    found = [FieldFinding("3.summary", one) for one in scan_together({"summary": text})["summary"]]
    told = "\n".join(sealed_export.refused([*found, FieldFinding("remainder", found[0].finding)]))
    assert "punkt 3: navn" in told
    assert "det, der ikke er med: navn" in told
    assert "Fatima" not in told

"""What Today says of handovers: what waits, what nobody answers, what is asked weeks after, what to mend."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.rules.handover import RemainderKind
from nsk_tui.services import clearing, handover, rota_members, sweep
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.handed import CHIEF, GIVER, IFS, LAST_DAY, RECEIVER, Unlock, again, answered, begin, sent, thread
from tests.rota_people import set_rota_member
from tests.screens.conftest import Opener, Terminal


@pytest.fixture
def giver(unlocked: Unlock) -> Session:
    """Return the giver's session, with a thread of hers."""
    session = unlocked(GIVER)
    thread(session, on=None)
    return session


def row(shown: Terminal, words: str) -> str:
    """Return the row that has some words."""
    return next((one for one in shown.rows if words in one), "")


@pytest.mark.parametrize(
    ("language", "wanted"),
    [("da", "1 punkt venter, sendt 20/11"), ("en", "1 item waits, sent 20/11")],
)
async def test_what_is_sent_to_one_waits_on_today(
    terminal: Opener, giver: Session, language: str, wanted: str
) -> None:
    """From whom, how many, since when."""
    sent(giver, begin(giver))
    async with terminal(RECEIVER, language=language) as shown:
        assert wanted in row(shown, "K-02")


async def test_after_five_days_of_silence_a_coordinator_sees_it(
    terminal: Opener, giver: Session, clock: Clock
) -> None:
    """Not before; Enter shows the handover in its place."""
    sent(giver, begin(giver))
    clock.now += timedelta(days=4)
    async with terminal(CHIEF) as shown:
        assert not row(shown, "uden svar")
    clock.now += timedelta(days=1)
    async with terminal(CHIEF) as shown:
        assert "! 1 punkt i 5 dage: K-03" in row(shown, "uden svar")
        await shown.press("end", "enter")
        assert "Dækning · Personer · ▸Overlevering◂" in shown.text
        assert "venter på K-03  5 dage !" in shown.text


async def test_an_action_of_what_was_taken_is_ticked_off(
    terminal: Opener, giver: Session, unlocked: Unlock
) -> None:
    """d, and the row is gone."""
    view = begin(giver)
    answered(unlocked(RECEIVER), sent(giver, view, actions="ring til skolen · 24/11"))
    async with terminal(RECEIVER) as shown:
        assert "senest 24/11: ring til skolen" in row(shown, "opgave")
        await shown.press("end", "d")
        assert shown.message == "Krydset af."
        assert not row(shown, "ring til skolen")
    assert again(giver, view).items[0].item.actions[0].is_done


async def test_weeks_after_the_receivers_are_asked_what_was_missing(
    terminal: Opener, giver: Session, unlocked: Unlock, clock: Clock
) -> None:
    """Nothing is an answer too; a draft of the words opens again."""
    view = begin(giver)
    answered(unlocked(RECEIVER), sent(giver, view))
    handover.say_remainder(
        giver, view.handover.id, RemainderKind.NOTHING, "", again(giver, view).handover.version
    )
    handover.close(giver, view.handover.id)
    clock.now += timedelta(days=41)
    async with terminal(RECEIVER) as shown:
        assert "hvad manglede? 30 dage efter" in row(shown, "fra K-02")
        await shown.press("end", "enter", "2")
        await shown.write("Hvem der har nøglen.")
        await shown.press("escape")
        assert shown.message == "Kladden er gemt. Den står på I dag."
        await shown.press("end", "enter")
        assert "Hvem der har nøglen." in shown.text
        await shown.press("f8")
        assert shown.message == "Tak. Det bliver vist, når den næste overlevering begynder."
        assert not row(shown, "hvad manglede")
    assert handover.earlier_answers(unlocked(RECEIVER)) == ("Hvem der har nøglen.",)


async def test_who_will_leave_is_reminded_of_a_handover(terminal: Opener, session: Session) -> None:
    """The rota knows the last day; Enter begins with it."""
    known = next(one for one in rota_members.rota_members(session) if one.id == GIVER)
    set_rota_member(session, replace(known, leaves_on=LAST_DAY))
    async with terminal(GIVER) as shown:
        assert "30/11 · ingen overlevering endnu" in row(shown, "stopper")
        await shown.press("end", "enter", "1")
        assert "Sidste dag 30/11" in shown.text
        await shown.press("f8")
        assert "Dækning · Personer · ▸Overlevering◂" in shown.text
        assert "K-02 stopper 30/11" in shown.text


@pytest.fixture
def slipped(giver: Session, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Return the giver's session, a name having slipped into a handover and been found since."""
    said = "sofie ringede om rejsen i julen, og skolen har svaret hende."
    words = re.findall(r"\w+", f"{said} {IFS}".lower())
    with monkeypatch.context() as patch:
        patch.setattr(clearing, "lexicon", lambda: Lexicon.small(words=words))
        sent(giver, begin(giver), summary=said)
    sweep.sweep(unlocked(CHIEF))
    return giver


async def test_a_finding_in_a_handover_is_mended_from_today(terminal: Opener, slipped: Session) -> None:
    """The wider word stands everywhere; the task is gone and the item is to be sent again."""
    async with terminal(GIVER) as shown:
        assert "opgave" in row(shown, "tør-kaffe")
        await shown.press("home", "enter")
        assert "FUND I EN GEMT TEKST" in shown.text
        assert "sofie" in shown.text
        await shown.press("enter")
        assert shown.message == "Rettet i alle udgaver. Det står i audit, uden ordet."
        assert not row(shown, "opgave")
    (line,) = handover.lines(slipped)
    assert "sofie" not in handover.read(slipped, line.handover.id).items[0].item.summary

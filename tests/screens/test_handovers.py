"""Group, handover: whose it is and how far, begun in a few keys, sent with its gaps in view."""

from datetime import timedelta

import pytest

from nsk_tui.rules.handover import HandoverState, RemainderKind
from nsk_tui.rules.handover_lines import ItemForm
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens.group_views import COVERAGE, HANDOVERS
from nsk_tui.services import handover, handover_items, threads
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.handed import (
    CHIEF,
    GIVER,
    LAST_DAY,
    RECEIVER,
    Unlock,
    again,
    answered,
    begin,
    filled,
    sent,
    thread,
)
from tests.published import publish
from tests.screens.conftest import Opener


@pytest.fixture
def giver(unlocked: Unlock) -> Session:
    """Return the giver's session, with a thread of hers."""
    session = unlocked(GIVER)
    thread(session)
    return session


async def test_an_empty_place_says_how_to_begin(terminal: Opener) -> None:
    """Nobody hands anything over yet."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        assert "Ingen overleverer noget. O begynder en overlevering." in shown.text
        await shown.press("P")
        assert "der er ingen overlevering endnu" in shown.message


async def test_a_handover_begins_in_few_keys(terminal: Opener, giver: Session) -> None:
    """O 1 and the last day; it has written itself from what is open, and the rota knows."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("O", "1")
        await shown.write("30/11")
        assert "Sidste dag 30/11 (om 10 dage)" in shown.text
        await shown.press("f8")
        assert shown.message == "1 punkt er lavet."
        assert "K-02 stopper 30/11. 1 punkt. 1 uden modtager" in shown.text
        assert "▸ tråd       tør-kaffe" in shown.text
    (line,) = handover.lines(giver)
    assert (line.handover.giver, line.handover.last_day) == (GIVER, LAST_DAY)


async def test_a_coordinator_begins_for_another_and_sees_what_was_missing_before(
    terminal: Opener, giver: Session, unlocked: Unlock, clock: Clock
) -> None:
    """The answers of earlier receivers stand where the next handover begins."""
    view = begin(giver, last_day=giver.today + timedelta(days=1))
    answered(unlocked(RECEIVER), sent(giver, view))
    handover.say_remainder(
        giver, view.handover.id, RemainderKind.NOTHING, "", again(giver, view).handover.version
    )
    handover.close(giver, view.handover.id)
    clock.now += timedelta(days=32)
    async with terminal(RECEIVER) as shown:
        await shown.press("end", "enter", "2")
        await shown.write("Hvem der har nøglen til skabet.")
        await shown.press("f8")
        assert shown.message == "Tak. Det bliver vist, når den næste overlevering begynder."
    async with terminal(CHIEF) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("O")
        assert "«Hvem der har nøglen til skabet.»" in shown.text
        await shown.press("3", "2")
        await shown.write("15/1")
        await shown.press("f8")
    assert [one.handover.giver for one in handover.lines(unlocked(CHIEF))] == [RECEIVER]


@pytest.mark.parametrize(
    ("size", "language", "wanted"),
    [
        (
            (80, 24),
            "da",
            (
                "Dækning · Personer · ▸Overlevering◂",
                "K-02 stopper 30/11. 3 punkter. 1 modtaget · 1 venter · 1 retur",
                "1 af 3",
                "Punkt                             Niveau   Til  Tilstand",
                'tråd       fin-lampe              ▲ orange K-03 retur: "Hvem ringer?"',
                "tråd       tør-kaffe              ▲ orange K-03 modtaget 20/11",
                "tråd       varm-sluse             ▲ orange K-03 venter på K-03",
                "Efter 5 dage uden svar får K-01 besked.",
            ),
        ),
        (
            (160, 45),
            "en",
            (
                "Coverage · People · ▸Handover◂",
                "1 received · 1 waiting · 1 returned",
                'returned: "Hvem ringer?"',
                "1 of 3",
            ),
        ),
    ],
)
async def test_the_overview_stands_as_drawn(
    terminal: Opener,
    giver: Session,
    unlocked: Unlock,
    size: tuple[int, int],
    language: str,
    wanted: tuple[str, ...],
) -> None:
    """How far, each item with level, receiver and state in words, and who hears of silence."""
    for code in ("fin-lampe", "varm-sluse"):
        thread(giver, code)
    view = begin(giver)
    receiver = unlocked(RECEIVER)
    for place, one in enumerate(view.items):
        item = sent(giver, view, place)
        if one.item.label == "tør-kaffe":
            answered(receiver, item)
        if one.item.label == "fin-lampe":
            answered(receiver, item, MoveKind.RETURN, "", "Hvem ringer?")
    async with terminal(GIVER, size=size, language=language) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        for words in wanted:
            assert words in shown.text


async def test_what_is_missing_is_shown_before_anything_is_sent(terminal: Opener, giver: Session) -> None:
    """P: what is ready and what each other item lacks; F8 sends what is ready."""
    thread(giver, "varm-sluse")
    view = begin(giver)
    filled(giver, view, 0)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("P")
        assert "1 af 2 er klar." in shown.text
        assert "mangler: hvem der tager imod" in shown.text
        assert "! Ingen har sagt, hvad der ikke overleveres." in shown.text
        await shown.press("f8")
        assert shown.message == "1 punkt er sendt til K-03. 1 mangler stadig noget."
        assert "venter på K-03" in shown.text
    assert [one.state for one in again(giver, view).items].count(ItemState.SENT) == 1


async def test_what_was_written_a_moment_ago_is_sent(terminal: Opener, giver: Session) -> None:
    """P and F8 in one breath: the box reads the handover anew, whatever the list behind it still shows."""
    view = begin(giver)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        filled(giver, view)
        await shown.press("P", "f8")
        assert shown.message == "1 punkt er sendt til K-03."


async def test_nothing_is_sent_while_no_item_is_ready(terminal: Opener, giver: Session) -> None:
    """The key says why, and the box stays."""
    begin(giver)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("P", "f8")
        assert "intet punkt er klar" in shown.message


async def test_the_history_tells_who_said_what_of_which_text(
    terminal: Opener, giver: Session, unlocked: Unlock
) -> None:
    """Each move with its time, the own words, and the beginning of the text's digest."""
    item = sent(giver, begin(giver))
    answered(unlocked(RECEIVER), item, MoveKind.RESERVE, question="Hvem har nummeret?")
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("i")
        assert "K-02 sendte det" in shown.text
        assert f"[{item.digest[:8]}]" in shown.text
        assert "Rejsen er det vigtige her." in shown.text
        assert "Hvem har nummeret?" in shown.text


async def test_an_item_is_withdrawn_after_asking(terminal: Opener, giver: Session) -> None:
    """The x asks; a received item cannot be withdrawn."""
    sent(giver, begin(giver))
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("x")
        assert "Træk tråd tør-kaffe tilbage?" in shown.text
        await shown.press("1")
        assert shown.message == "Trukket tilbage. P sender det alligevel."
        await shown.press("x")
        assert "det er allerede trukket tilbage" in shown.message


async def test_who_only_receives_may_change_nothing_here(
    terminal: Opener, giver: Session, unlocked: Unlock
) -> None:
    """The acts of the giver say whose they are; the duties are the coordinators'."""
    sent(giver, begin(giver))
    async with terminal(RECEIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("n")
        assert "kun K-02 og koordinatorerne" in shown.message
        await shown.press("d")
        assert "kun K-02 og koordinatorerne" in shown.message


async def test_it_is_closed_when_all_is_received(terminal: Opener, giver: Session, unlocked: Unlock) -> None:
    """What is not handed over is said first; then d closes it, and nothing in it changes any more."""
    view = begin(giver)
    answered(unlocked(RECEIVER), sent(giver, view))
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("f4")
        await shown.write("ikke overleveret")
        await shown.press("enter", "1", "f8")
        assert shown.message == "Det er sagt, med dit navn og dagen."
        assert "Ikke overleveret med vilje: «Intet ud over listen.» (K-02)." in shown.text
        await shown.press("d", "1")
        assert shown.message == "Overleveringen er lukket. Det modtagne bliver, hvor det er."
        await shown.press("n")
        assert "overleveringen er lukket" in shown.message
    assert again(giver, view).handover.state is HandoverState.CLOSED


async def test_only_a_coordinator_closes_what_is_not_finished_and_says_why(
    terminal: Opener, giver: Session, unlocked: Unlock
) -> None:
    """What is missing stands above the reason; the giver herself cannot."""
    view = begin(giver)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("d")
        assert "! Nogle punkter er ikke modtaget." in shown.text
        await shown.press("f8")
        assert "kun koordinator" in shown.message
    async with terminal(CHIEF) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("d")
        await shown.write("Hun er syg og kan ikke mere.")
        await shown.press("f8")
        assert shown.message == "Overleveringen er lukket. Det modtagne bliver, hvor det er."
    assert again(unlocked(CHIEF), view).closing_reason == "Hun er syg og kan ikke mere."


async def test_the_only_coordinator_is_told_from_the_first_day(terminal: Opener, unlocked: Unlock) -> None:
    """Nobody else could close her access."""
    chief = unlocked(CHIEF)
    begin(chief)
    async with terminal(CHIEF) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("P")
        assert "! K-01 er eneste koordinator" in shown.text or "eneste koordinator" in shown.text


async def test_a_receiver_who_leaves_too_is_named(terminal: Opener, giver: Session, unlocked: Unlock) -> None:
    """She is known to leave before the giver: the item cannot be sent to her."""
    view = begin(giver)
    filled(giver, view)
    begin(unlocked(RECEIVER), last_day=LAST_DAY)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("P")
        assert "mangler: en modtager, der bliv" in shown.text


async def test_duties_after_the_last_day_are_moved_by_one_key(terminal: Opener, unlocked: Unlock) -> None:
    """Each with who takes it; a coordinator carries it out, u takes it back."""
    chief = unlocked(CHIEF)
    publish(chief)
    begin(chief, GIVER)
    async with terminal(CHIEF) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("f4")
        await shown.write("flyt vagterne")
        await shown.press("enter")
        assert "efter sidste dag." in shown.text
        rows = [row for row in shown.rows if "→ K-" in row]
        assert rows
        await shown.press("f8")
        assert "flyttet. u fortryder." in shown.message


async def test_a_thread_is_handed_over_alone(terminal: Opener, giver: Session) -> None:
    """O in the thread, a yes, and its item is written at once; there is one handover the next time too."""
    async with terminal(GIVER) as shown:
        await shown.press("2", "enter", "O")
        assert "Overlever tør-kaffe til en kollega?" in shown.text
        await shown.press("1")
        assert "OVERLEVERINGSPUNKT   tråd tør-kaffe" in shown.text
        await shown.press("escape")
        assert "K-02 · tør-kaffe" in shown.text
        await shown.press("2", "enter", "O")
        assert "OVERLEVERINGSPUNKT   tråd tør-kaffe" in shown.text
    assert len(handover.lines(giver)) == 1


async def test_only_its_owner_and_the_coordinators_hand_a_thread_over(
    terminal: Opener, giver: Session
) -> None:
    """The key says so."""
    async with terminal(RECEIVER) as shown:
        await shown.press("2", "enter", "O")
        assert "kun K-02 og koordinatorerne" in shown.message


async def test_a_comma_shows_the_next_handover(terminal: Opener, giver: Session, unlocked: Unlock) -> None:
    """Those under way first; where one stands is said at the right."""
    begin(giver)
    begin(unlocked(RECEIVER))
    async with terminal(CHIEF) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        first = shown.rows[3]
        assert "1 af 2 · , næste" in shown.rows[2]
        await shown.press("comma")
        assert "2 af 2 · , næste" in shown.rows[2]
        assert shown.rows[3] != first


async def test_a_dropped_handover_is_asked_for_first(terminal: Opener, giver: Session) -> None:
    """She stays after all: what was received stays, the rota forgets the last day."""
    view = begin(giver)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("f4")
        await shown.write("opgiv overleveringen")
        await shown.press("enter", "1")
        assert shown.message == "Overleveringen er opgivet."
    assert again(giver, view).handover.state is HandoverState.DROPPED
    assert threads.open_thread(giver, "tør-kaffe").line.owner == GIVER


async def test_a_long_list_keeps_the_cursor_in_sight(terminal: Opener, giver: Session) -> None:
    """Forty items, and the place among them is said."""
    view = begin(giver)
    for number in range(39):
        form = ItemForm({"label": f"nøgle nummer {number}"}, MemberId(RECEIVER))
        handover_items.add(giver, view.handover.id, form)
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("end")
        assert "40/40" in shown.text
        assert any(row.startswith(" ▸ ") for row in shown.rows)
        await shown.press("home", "pagedown")
        assert any(row.startswith(" ▸ ") for row in shown.rows)

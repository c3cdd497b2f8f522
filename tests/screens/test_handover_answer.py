"""The receiver's form: read, say it back in own words, then take it, with a reservation, or return it."""

import pytest

from nsk_tui.rules.handover_lines import ItemForm
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens.group_views import COVERAGE, HANDOVERS
from nsk_tui.services import drafts, handover_items, handover_moves, threads
from nsk_tui.services.handover_moves import Answer
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from tests.handed import DUE, GIVER, RECEIVER, WORDS, Unlock, again, answered, begin, form, sent, thread
from tests.screens.conftest import Opener, Terminal

OWN = "Rejsen er vigtigst. Jeg ringer tirsdag og hører nyt."


@pytest.fixture
def giver(unlocked: Unlock) -> Session:
    """Return the giver's session, with a thread of hers."""
    session = unlocked(GIVER)
    thread(session)
    return session


@pytest.fixture
def view(giver: Session) -> HandoverView:
    """Return a handover whose only item waits for K-03."""
    view = begin(giver)
    sent(giver, view)
    return view


async def opened(shown: Terminal, called: str = "TAG IMOD") -> None:
    """Open what waits to be taken, from Today."""
    await shown.press("enter")
    assert called in shown.rows[0]


async def test_an_item_is_taken_from_today_in_four_keys_and_the_words(
    terminal: Opener, giver: Session, view: HandoverView, unlocked: Unlock
) -> None:
    """Enter, the words, Tab, 1, F8: the thread and its follow-up are the receiver's at once."""
    async with terminal(RECEIVER) as shown:
        assert "modtag     fra K-02" in shown.text
        await opened(shown)
        await shown.write(OWN)
        await shown.press("tab", "1", "f8")
        assert shown.message == "Modtaget: tråd tør-kaffe er din nu."
    (one,) = again(giver, view).items
    assert (one.state, one.status.by, one.status.words) == (ItemState.ACCEPTED, RECEIVER, OWN)
    line = threads.open_thread(unlocked(RECEIVER), "tør-kaffe").line
    assert (line.owner, line.follow_up_on) == (RECEIVER, DUE)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "da",
            (
                "TAG IMOD   tråd tør-kaffe, fra K-02",
                "punkt 1 af 1 · sendt 20/11",
                " I  NIVEAU     ▲ orange",
                " P  RESUMÉ     Familien taler om rejse i julen.",
                " A  OPGAVER    1. opfølgning på tør-kaffe",
                " S  HVIS, SÅ   Hvis den unge udebliver, så ring til skolen samme dag",
                "── dit svar, K-03 ",
                "1 jeg tager imod  2 med forbehold  3 retur til K-02",
                "40 tegn mere",
            ),
        ),
        ("en", ("TAKE OVER   thread tør-kaffe", "LEVEL", "SUMMARY", "return it to K-02")),
    ],
)
async def test_the_form_stands_as_drawn(
    terminal: Opener, view: HandoverView, language: str, wanted: tuple[str, ...]
) -> None:
    """The parts of I-PASS with their letters, and the answer below them."""
    async with terminal(RECEIVER, language=language) as shown:
        await opened(shown, wanted[0])
        for words in wanted:
            assert words in shown.text


async def test_own_words_come_before_the_choice(terminal: Opener, giver: Session, view: HandoverView) -> None:
    """Too few words, or the item's own, take nothing over; how many are lacking is counted."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        await shown.press("tab", "1", "f8")
        assert shown.message == "Egne ord først: sig det tilbage, som du forstår det."
        await shown.write("Det er fint.")
        assert "28 tegn mere" in shown.text
        await shown.press("f8")
        assert shown.message == "Lidt mere: mindst 40 tegn og seks ord, der er dine egne."
    assert again(giver, view).items[0].state is ItemState.SENT


async def test_a_reservation_asks_for_its_line(terminal: Opener, giver: Session, view: HandoverView) -> None:
    """2 and 3 show the question; 1 hides it."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        await shown.write(OWN)
        assert "Dine ord, tidspunktet og teksten, du svarede på, bliver gemt sammen." in shown.text
        await shown.press("tab", "2")
        assert "SPØRGSMÅL" in shown.text
        await shown.press("shift+tab", "1")
        assert "SPØRGSMÅL" not in shown.text
        await shown.press("2", "f8")
        assert shown.message == "Hvad spørger du om? Én linje er nok."
        await shown.write("Hvem har nummeret?")
        await shown.press("f8")
        assert shown.message == "Modtaget med forbehold: tråd tør-kaffe er din nu."
    assert again(giver, view).items[0].status.question == "Hvem har nummeret?"


async def test_a_return_needs_a_question_and_no_own_words(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """Who does not understand cannot say it back; the thread stays the giver's."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        await shown.press("tab", "3")
        await shown.write("Hvad er aftalt?")
        await shown.press("f8")
        assert shown.message == "Retur: tråd tør-kaffe bliver hos giveren, til der er svar."
    (one,) = again(giver, view).items
    assert (one.state, one.status.question) == (ItemState.RETURNED, "Hvad er aftalt?")
    assert threads.open_thread(giver, "tør-kaffe").line.owner == GIVER


async def test_the_next_waiting_item_opens_by_itself(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """After F8; the line says how many are left."""
    thread(giver, "varm-sluse")
    again(giver, view)
    sent(giver, view, 1)
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        assert "punkt 1 af 2" in shown.rows[0]
        await shown.write(OWN)
        await shown.press("tab", "1", "f8")
        assert "punkt 1 af 1" in shown.rows[0]
        assert shown.message.endswith("1 mere venter.")
        assert OWN not in shown.text
    assert [one.state for one in again(giver, view).items].count(ItemState.ACCEPTED) == 1


async def test_what_changed_while_it_was_read_is_not_taken(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """The new text is shown, the words stay; what is sent again can be taken."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        sent(giver, view, summary="Rejsen er aflyst.")
        await shown.write(OWN)
        await shown.press("tab", "1", "f8")
        assert shown.message == "Det blev ændret, mens du læste. Læs det igen. Dine ord står nedenfor."
        assert "Rejsen er aflyst." in shown.text
        assert OWN in shown.text
        assert again(giver, view).items[0].state is ItemState.SENT
        await shown.press("f8")
        assert shown.message == "Modtaget: tråd tør-kaffe er din nu."


async def test_of_two_answers_to_one_item_the_second_is_told(
    terminal: Opener, giver: Session, view: HandoverView, unlocked: Unlock
) -> None:
    """The same receiver at two terminals: the first answer stands, the other's words stay as a draft."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        await shown.write(OWN)
        one = again(giver, view).items[0]
        handover_moves.answer(
            unlocked(RECEIVER), Answer(one.item.id, MoveKind.RETURN, one.digest, "", "Hvem ringer?")
        )
        await shown.press("tab", "1", "f8")
        assert "Det er imens besvaret, ændret eller trukket tilbage." in shown.message
        await shown.press("escape")
    assert again(giver, view).items[0].state is ItemState.RETURNED
    assert [one.kind for one in drafts.drafts(unlocked(RECEIVER))] == ["handover_answer"]


async def test_half_an_answer_is_a_draft_that_today_opens(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """Words and choice are there again."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        await shown.write(OWN)
        await shown.press("tab", "2", "escape")
        assert shown.message == "Kladden er gemt. Den står på I dag."
        await shown.press("end", "enter")
        assert "TAG IMOD   tråd tør-kaffe" in shown.rows[0]
        assert OWN in shown.text
        assert "SPØRGSMÅL" in shown.text


async def test_own_words_pass_the_check(terminal: Opener, giver: Session, view: HandoverView) -> None:
    """A name in them is found, answered, and never stored."""
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        await shown.write("Jeg ringer til Sofie på tirsdag og hører, om rejsen er bestilt.")
        await shown.press("tab", "1", "f8")
        assert "Fund 1 af 1" in shown.text
        await shown.press("enter")
        assert shown.message == "Modtaget: tråd tør-kaffe er din nu."
    assert "Sofie" not in again(giver, view).items[0].status.words


async def test_a_long_item_is_read_to_its_end(terminal: Opener, giver: Session, view: HandoverView) -> None:
    """At 80x24 the rest is one key away, also from within the text, and the answer stays in sight."""
    lines = {
        "actions": "\n".join(f"ring til skolen gang {n} · 2{n}/11" for n in range(1, 9)),
        "contingencies": "\n".join(f"hvis nummer {n} -> ring nummer {n}" for n in range(1, 9)),
    }
    one = again(giver, view).items[0]
    texts = {**form().texts, **lines}
    handover_items.save(giver, one.item.id, ItemForm(texts, MemberId(RECEIVER)), one.version)
    one = again(giver, view).items[0]
    handover_moves.send(giver, one.item.id, one.digest)
    async with terminal(RECEIVER) as shown:
        await opened(shown)
        assert "PgDn læser resten" in shown.text
        assert "EGNE ORD" in shown.text
        assert "Hvis nummer 8, så ring nummer 8" not in shown.text
        await shown.press("pagedown", "pagedown")
        assert "Hvis nummer 8, så ring nummer 8" in shown.text
        await shown.write("Rejsen")
        assert "EGNE ORD   Rejsen" in shown.text


async def test_what_one_has_taken_can_be_read_with_ones_own_words(
    terminal: Opener, giver: Session, view: HandoverView, unlocked: Unlock
) -> None:
    """Enter on a received item reads it; nothing can be changed there."""
    answered(unlocked(RECEIVER), again(giver, view).items[0])
    async with terminal(RECEIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter")
        assert "OVERLEVERING   tråd tør-kaffe, fra K-02" in shown.rows[0]
        assert "Med egne ord, K-03 20/11:" in shown.text
        assert WORDS[:40] in shown.text

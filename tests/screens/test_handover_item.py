"""The giver's form: whom it goes to, what the receiver must know, and the next item by itself."""

import pytest

from nsk_tui.rules.handover_lines import ItemForm
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens.group_views import COVERAGE, HANDOVERS
from nsk_tui.services import drafts, handover_items
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from tests.handed import CHIEF, GIVER, RECEIVER, Unlock, again, answered, begin, form, sent, thread
from tests.screens.conftest import Opener, Terminal


@pytest.fixture
def giver(unlocked: Unlock) -> Session:
    """Return the giver's session, with a thread of hers."""
    session = unlocked(GIVER)
    thread(session)
    return session


@pytest.fixture
def view(giver: Session) -> HandoverView:
    """Return a handover of one thread, nothing written yet."""
    return begin(giver)


def texts(session: Session, view: HandoverView, place: int = 0) -> tuple[str, ...]:
    """Return what an item says."""
    item = again(session, view).items[place].item
    return (item.summary, *(f"{one.if_this}>{one.then_that}" for one in item.contingencies))


async def write_whole(shown: Terminal) -> None:
    """Choose K-03 and write what an orange item needs."""
    await shown.press("2")
    await shown.write("Familien taler om rejse.")
    await shown.press("tab")
    await shown.write("rejsen bestilles -> ring")


async def test_an_item_is_written_from_the_list_and_sent(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """Enter, the receiver's digit, the words, F8; then P and F8 send it."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter")
        assert "OVERLEVERINGSPUNKT   tråd tør-kaffe ▲ orange" in shown.rows[0]
        assert "punkt 1 af 1" in shown.rows[0]
        assert "opfølgning på tør-kaffe 24/11 følger med af sig selv" in shown.text
        await write_whole(shown)
        assert "Intet mangler: F8, og så sender P det." in shown.text
        await shown.press("f8")
        assert shown.message == "Gemt, og det er klar. P i listen sender det."
        await shown.press("P", "f8")
        assert shown.message == "1 punkt er sendt til K-03."
    (one,) = again(giver, view).items
    assert (one.state, one.item.receiver) == (ItemState.SENT, RECEIVER)
    assert texts(giver, view) == ("Familien taler om rejse.", "rejsen bestilles>ring")


async def test_the_form_says_what_is_still_missing_while_one_writes(
    terminal: Opener, view: HandoverView
) -> None:
    """In the order of the form; an orange item needs what to do if."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter")
        assert "Mangler: hvem der tager imod, et resumé, et «hvis, så»." in shown.text
        await shown.press("2")
        assert "Mangler: et resumé" in shown.text
        await shown.write("Kort.")
        assert "et resumé" not in shown.text
        await shown.press("f8")
        assert shown.message.startswith("Gemt. Mangler: ")


async def test_the_next_item_that_is_not_whole_opens_by_itself(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """So ten items are ten times the same keys."""
    thread(giver, "varm-sluse")
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("home", "enter")
        first = shown.rows[0]
        await write_whole(shown)
        await shown.press("f8")
        assert "OVERLEVERINGSPUNKT" in shown.rows[0]
        assert shown.rows[0] != first
        assert shown.message == "Gemt, og det er klar. P i listen sender det. 1 mere at skrive."


async def test_a_name_is_found_and_answered_before_anything_is_stored(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """The wider word stands in the item; the name nowhere."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter", "2")
        await shown.write("Sofie taler om rejse.")
        await shown.press("f8")
        assert "Fund 1 af 1" in shown.text
        assert texts(giver, view) == ("",)
        await shown.press("enter")
        assert shown.message.startswith("Gemt.")
    assert "Sofie" not in texts(giver, view)[0]
    assert "taler om rejse." in texts(giver, view)[0]


async def test_what_is_half_written_is_a_draft_that_today_opens(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """Esc keeps it; it opens where it was, and is gone once it is stored."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter", "2")
        await shown.write("Halvt")
        await shown.press("escape")
        assert shown.message == "Kladden er gemt. Den står på I dag."
        await shown.press("1", "end", "enter")
        assert "OVERLEVERINGSPUNKT   tråd tør-kaffe" in shown.rows[0]
        assert "K-03" in shown.text
        assert "Halvt" in shown.text
        await shown.press("f8")
    assert texts(giver, view)[0] == "Halvt"
    assert drafts.drafts(giver) == ()


async def test_an_untouched_form_leaves_no_draft(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """Looking is no writing."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter", "escape")
        assert "GRUPPE" in shown.text
    assert drafts.drafts(giver) == ()


async def test_two_who_write_the_same_item_are_told(
    terminal: Opener, giver: Session, view: HandoverView, unlocked: Unlock
) -> None:
    """Nothing is overwritten silently: the second chooses whose shall stand."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter")
        one = again(giver, view).items[0]
        theirs = handover_items.save(
            unlocked(CHIEF), one.item.id, form(summary="Skrevet af K-01."), one.version
        )
        assert not isinstance(theirs, NotAnonymous)
        await write_whole(shown)
        await shown.press("f8")
        assert "En anden skrev i punktet før dig" in shown.text
        assert texts(giver, view)[0] == "Skrevet af K-01."
        await shown.press("1")
        assert shown.message.startswith("Gemt")
    assert texts(giver, view)[0] == "Familien taler om rejse."


async def test_an_item_without_a_record_has_a_name_a_kind_and_a_level(
    terminal: Opener, giver: Session, view: HandoverView
) -> None:
    """n: it needs a name; the kind is a digit."""
    async with terminal(GIVER) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("n", "2", "2", "4", "f8")
        assert shown.message == "Hvad kaldes det? Et par ord."
        await shown.write("nøgle til skab 2")
        await shown.press("f8")
        assert "adgang     nøgle til skab 2" in shown.text
    (own,) = [one.item for one in again(giver, view).items if not one.item.covers]
    assert (own.label, own.level, own.receiver) == ("nøgle til skab 2", None, RECEIVER)


async def test_what_came_back_is_opened_with_its_question(
    terminal: Opener, giver: Session, view: HandoverView, unlocked: Unlock
) -> None:
    """Today says who asks what; Enter opens the form, and P sends it again."""
    answered(unlocked(RECEIVER), sent(giver, view), MoveKind.RETURN, "", "Hvem har nummeret?")
    async with terminal(GIVER) as shown:
        assert "K-03 spørger: Hvem har nummeret?" in shown.text
        await shown.press("end", "enter")
        assert "OVERLEVERINGSPUNKT   tråd tør-kaffe" in shown.rows[0]
        assert "K-03 spørger: Hvem har nummeret?" in shown.text


@pytest.mark.parametrize(("size", "language"), [((80, 24), "en"), ((160, 45), "da")])
async def test_a_long_item_stays_in_reach(
    terminal: Opener, giver: Session, view: HandoverView, size: tuple[int, int], language: str
) -> None:
    """Nine of everything: the last part is brought into sight by the key that goes to it."""
    lines = {
        "actions": "\n".join(f"ring til skolen gang {n} · 2{n}/11" for n in range(1, 9)),
        "introductions": "\n".join(f"skoleleder nummer {n} 2{n}/11" for n in range(1, 9)),
        "contingencies": "\n".join(f"hvis nummer {n} -> ring nummer {n}" for n in range(1, 9)),
        "watch": "rejsen bliver bestilt",
    }
    one = view.items[0]
    handover_items.save(
        giver, one.item.id, ItemForm({**form().texts, **lines}, MemberId(RECEIVER)), one.version
    )
    async with terminal(GIVER, size=size, language=language) as shown:
        await shown.turn_to(COVERAGE, HANDOVERS)
        await shown.press("enter", *["tab"] * 5)
        assert "rejsen bliver bestilt" in shown.text
        assert all(len(row) <= size[0] for row in shown.rows)

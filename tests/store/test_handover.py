"""Handovers as rows: what is written is what is read, an older version is refused, done stays done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover import Handover, HandoverKind, HandoverState, Remainder, RemainderKind
from nsk_tui.rules.handover_items import Action, Contingency, HandoverItem, Introduction, digest_of
from nsk_tui.rules.handover_state import ItemState, ItemStatus, MoveKind
from nsk_tui.rules.ids import HandoverId, HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services.session import Session
from nsk_tui.store import handover as rows
from nsk_tui.store import handover_items as items
from nsk_tui.store import handover_moves as moves
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing, SavedByAnother
from tests.conftest import NOW

GIVER, RECEIVER = MemberId("K-02"), MemberId("K-03")
HANDOVER = Handover(
    HandoverId("h1"), GIVER, HandoverKind.LEAVE, NOW.date(), date(2026, 11, 30), started_by=GIVER
)
ITEM = HandoverItem(
    HandoverItemId("i1"),
    OwnedKind.THREAD,
    "tør-kaffe",
    ((OwnedKind.THREAD, "tør-kaffe"), (OwnedKind.FOLLOW_UP, "f1")),
    ConcernLevel.ORANGE,
    True,
    "stiger, hvis rejsen bliver bestilt",
    "Skolen har talt med den unge.\nPrøvet og fravalgt: fællesmøde.",
    (
        Action("", RECEIVER, date(2026, 11, 24), (OwnedKind.FOLLOW_UP, "f1")),
        Action("ring til skolen", RECEIVER, date(2026, 11, 24)),
    ),
    (Contingency("den unge udebliver", "ring samme dag"),),
    (Introduction("skoleleder", date(2026, 11, 24)), Introduction("rådgiver", None, True)),
    RECEIVER,
)
TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2028, 12, 31))
KINDS = st.sampled_from(OwnedKind)
ITEMS = st.builds(
    HandoverItem,
    st.just(HandoverItemId("i1")),
    st.none() | KINDS,
    TEXTS,
    st.lists(st.tuples(KINDS, st.text("abc", min_size=1)), max_size=3, unique=True).map(tuple),
    st.none() | st.sampled_from(ConcernLevel),
    st.booleans(),
    TEXTS,
    TEXTS,
    st.lists(
        st.builds(
            Action,
            TEXTS,
            st.none() | st.just(RECEIVER),
            DAYS,
            st.none() | st.tuples(KINDS, st.text("abc", min_size=1)),
        ),
        max_size=3,
    ).map(tuple),
    st.lists(st.builds(Contingency, TEXTS, TEXTS), max_size=3).map(tuple),
    st.lists(st.builds(Introduction, TEXTS, DAYS, st.booleans()), max_size=3).map(tuple),
    st.none() | st.just(RECEIVER),
)


@pytest.fixture
def writing(session: Session) -> Iterator[Reading]:
    """Return an open transaction that is rolled back at the end."""
    with session.database.writing() as rolled_back:
        yield rolled_back


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ITEMS, ITEMS)
def test_an_item_is_read_as_it_was_written(
    writing: Reading, first: HandoverItem, second: HandoverItem
) -> None:
    """With all its lists, in their order; and written anew it keeps the records that it covers."""
    with writing.begin_nested() as nested:
        rows.add(writing, HANDOVER, GIVER)
        items.add(writing, HANDOVER.id, first, GIVER, NOW)
        stored = items.get(writing, first.id)
        assert (stored.item, stored.version, stored.changed_by) == (first, 1, GIVER)
        changed = replace(second, kind=first.kind, covers=first.covers)
        items.put(writing, changed, RECEIVER, NOW, 1)
        stored = items.get(writing, first.id)
        assert (stored.item, stored.version, stored.changed_by) == (changed, 2, RECEIVER)
        nested.rollback()
    writing.expunge_all()


def test_an_older_version_is_refused(writing: Reading) -> None:
    """Of a handover and of an item alike: whoever saved first is not written over."""
    rows.add(writing, HANDOVER, GIVER)
    items.add(writing, HANDOVER.id, ITEM, GIVER, NOW)
    rows.set_days(writing, HANDOVER.id, date(2026, 12, 1), None, 1)
    items.put(writing, ITEM, GIVER, NOW, 1)
    said = Remainder(RemainderKind.NOTHING, GIVER, NOW.date())
    with pytest.raises(SavedByAnother):
        rows.set_remainder(writing, HANDOVER.id, said, 1)
    with pytest.raises(SavedByAnother):
        items.put(writing, ITEM, GIVER, NOW, 1)
    with pytest.raises(Missing):
        items.get(writing, "i2")


def test_a_handover_is_read_as_it_was_written(writing: Reading) -> None:
    """Its days, what is said of the rest, and how it ended."""
    rows.add(writing, HANDOVER, GIVER)
    said = Remainder(RemainderKind.LEFT_OUT, GIVER, NOW.date(), "gamle noter")
    rows.set_remainder(writing, HANDOVER.id, said, 1)
    assert rows.open_of(writing, GIVER) == replace(HANDOVER, remainder=said, version=2)
    rows.end(writing, HANDOVER.id, HandoverState.CLOSED, "K-01", "hun er syg", NOW.date(), 2)
    ended = rows.get(writing, HANDOVER.id)
    assert (ended.state, ended.closed_by, ended.closed_on) == (HandoverState.CLOSED, "K-01", NOW.date())
    assert rows.closing_reason(writing, HANDOVER.id) == "hun er syg"
    assert rows.open_of(writing, GIVER) is None
    assert rows.every(writing, HandoverState.OPEN) == ()


def test_what_is_done_stays_done_when_the_item_is_written_anew(writing: Reading) -> None:
    """As long as the action says the same; and doing it is no change of the text."""
    rows.add(writing, HANDOVER, GIVER)
    items.add(writing, HANDOVER.id, ITEM, GIVER, NOW)
    items.set_done(writing, ITEM.id, 1, RECEIVER, NOW)
    done = items.get(writing, ITEM.id).item
    assert digest_of(done) == digest_of(ITEM)
    items.put(writing, replace(done, actions=(done.actions[1],)), GIVER, NOW, 1)
    assert items.get(writing, ITEM.id).item.actions[0].is_done
    items.put(writing, replace(ITEM, actions=(replace(ITEM.actions[1], what="skriv"),)), GIVER, NOW, 2)
    assert not items.get(writing, ITEM.id).item.actions[0].is_done


def test_moves_are_kept_in_their_order_with_the_words_of_their_makers(writing: Reading) -> None:
    """The last one is the item's status; an item without any is untouched."""
    rows.add(writing, HANDOVER, GIVER)
    items.add(writing, HANDOVER.id, ITEM, GIVER, NOW)
    digest = digest_of(ITEM)
    sent = ItemStatus(ItemState.SENT, GIVER, NOW, digest)
    taken = ItemStatus(ItemState.RESERVED, RECEIVER, NOW, digest, "Rejsen er det vigtige.", "Hvem ringer?")
    moves.add(writing, ITEM.id, MoveKind.SEND, sent, "3", "[]")
    moves.add(writing, ITEM.id, MoveKind.RESERVE, taken, "3")
    found = moves.of_items(writing, [ITEM.id])
    assert [one.kind for one in found[ITEM.id]] == [MoveKind.SEND, MoveKind.RESERVE]
    assert moves.last_status(found, ITEM.id) == (taken, "3")
    assert moves.last_status(found, HandoverItemId("i2"))[0].state is ItemState.DRAFT
    assert "Rejsen" not in repr(found)


def test_what_was_missing_is_said_once(writing: Reading) -> None:
    """The first answer stands; no words say that nothing was missing, and are not shown later."""
    rows.add(writing, HANDOVER, GIVER)
    assert rows.add_echo(writing, HANDOVER.id, RECEIVER, 30, "Nummeret til kontakten.", NOW)
    assert not rows.add_echo(writing, HANDOVER.id, RECEIVER, 30, "Noget andet.", NOW)
    assert rows.add_echo(writing, HANDOVER.id, RECEIVER, 60, "", NOW)
    assert [days for _member, days, _words in rows.echoes(writing, HANDOVER.id)] == [30, 60]
    assert rows.answered_days(writing, RECEIVER) == {(HANDOVER.id, 30), (HANDOVER.id, 60)}
    assert rows.latest_echoes(writing, 3) == ("Nummeret til kontakten.",)


@pytest.mark.parametrize("count", [2, 40])
def test_a_whole_handover_is_read_in_a_fixed_number_of_queries(writing: Reading, count: int) -> None:
    """However many items it has."""
    rows.add(writing, HANDOVER, GIVER)
    for at in range(count):
        one = replace(ITEM, id=HandoverItemId(f"i{at}"))
        items.add(writing, HANDOVER.id, one, GIVER, NOW)
    writing.expunge_all()
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    engine = writing.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    found = items.of_handovers(writing, [HANDOVER.id])
    moves.of_items(writing, [one.item.id for one in found])
    event.remove(engine, "before_cursor_execute", note)
    assert len(found) == count
    assert len(asked) == 6


def test_no_row_shows_what_is_in_it() -> None:
    """A repr in a traceback or a log says nothing of the texts."""
    moment: datetime = NOW
    status = ItemStatus(ItemState.ACCEPTED, RECEIVER, moment, "d", "Egne ord.", "Spørgsmål?")
    assert "Egne" not in repr(status)
    assert "Skolen" not in repr(ITEM)

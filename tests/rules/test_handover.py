"""A handover: nothing that is owned is forgotten, nothing is left blank, and afterwards one asks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover import (
    QUESTION_DAYS,
    Handover,
    HandoverFault,
    HandoverKind,
    QuestionState,
    Remainder,
    RemainderKind,
    Tally,
    handover_faults,
    missed,
    questions,
    standing,
    tally,
    untaken_kinds,
    without_receiver,
)
from nsk_tui.rules.handover_items import HandoverItem, blank_item, given_to
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import HandoverId, HandoverItemId, MemberId
from nsk_tui.rules.owned import (
    FINISHED_BY_OWNER,
    OwnedKind,
    OwnedMatter,
    collect,
    grouped,
    never_collected,
    of_thread,
    unfinished,
)

GIVER, RECEIVER, COORDINATOR = MemberId("K-09"), MemberId("K-04"), MemberId("K-01")
STARTED, LAST_DAY = date(2026, 11, 2), date(2026, 11, 30)
SAID = Remainder(RemainderKind.NOTHING, GIVER, date(2026, 11, 17))
HANDOVER = Handover(HandoverId("h1"), GIVER, HandoverKind.LEAVE, STARTED, LAST_DAY, remainder=SAID)
NOTHING_OWNED: dict[OwnedKind, tuple[OwnedMatter, ...]] = dict.fromkeys(OwnedKind, ())

MATTERS = st.lists(
    st.builds(
        OwnedMatter,
        st.sampled_from(OwnedKind),
        st.integers(0, 20).map(str),
        st.sampled_from([GIVER, RECEIVER, COORDINATOR]),
        st.just("tør-kaffe"),
        st.none() | st.sampled_from(ConcernLevel),
        st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        st.sampled_from(["", "0", "1", "2"]),
    ),
    max_size=30,
    unique_by=lambda one: one.key,
)


def owned_of(matters: list[OwnedMatter]) -> dict[OwnedKind, tuple[OwnedMatter, ...]]:
    """Return matters kind by kind, none left out; a thread lies within no other."""
    return {
        kind: tuple(
            one if kind is OwnedKind.FOLLOW_UP else replace(one, within="")
            for one in matters
            if one.kind is kind
        )
        for kind in OwnedKind
    }


def items_of(owned: dict[OwnedKind, tuple[OwnedMatter, ...]]) -> list[HandoverItem]:
    """Return the items that a handover of K-09 makes for K-04."""
    groups = grouped(collect(GIVER, owned))
    made = [blank_item(HandoverItemId(f"i{at}"), group) for at, group in enumerate(groups)]
    return [given_to(item, RECEIVER) for item in made]


@given(MATTERS)
def test_every_record_of_the_leaver_is_in_the_handover_or_hers_to_finish(matters: list[OwnedMatter]) -> None:
    """Whatever its kind; and nothing of anybody else is in it."""
    owned = owned_of(matters)
    items = items_of(owned)
    covered = [key for item in items for key in item.covers]
    own = [one for kinds in owned.values() for one in kinds if one.owner == GIVER]
    finishes = {one.key for one in unfinished(GIVER, owned)}
    assert sorted(covered) == sorted({one.key for one in own} - finishes)
    assert len(covered) == len(set(covered))
    assert {one.kind for one in unfinished(GIVER, owned)} <= FINISHED_BY_OWNER
    assert missed(GIVER, owned, items) == ()


@given(MATTERS, st.data())
def test_an_item_that_goes_leaves_its_records_to_be_told(
    matters: list[OwnedMatter], data: st.DataObject
) -> None:
    """Withdrawn is not handed over: exactly what it covered is missed."""
    owned = owned_of(matters)
    items = items_of(owned)
    states = {one.id: data.draw(st.sampled_from(ItemState)) for one in items}
    gone = [one for one in items if states[one.id] is ItemState.WITHDRAWN]
    lost = missed(GIVER, owned, standing(items, states))
    assert {one.key for one in lost} == {key for item in gone for key in item.covers}


@given(MATTERS)
def test_a_follow_up_stands_with_its_thread_when_both_are_the_givers(matters: list[OwnedMatter]) -> None:
    """And for itself when the thread is somebody else's."""
    owned = owned_of(matters)
    threads = {one.ref for one in owned[OwnedKind.THREAD] if one.owner == GIVER}
    for item in items_of(owned):
        first, *rest = item.covers
        within = {one.within for one in owned[OwnedKind.FOLLOW_UP] if one.key in rest}
        assert within <= {first[1]}
        assert not rest or first[0] is OwnedKind.THREAD
        if first[0] is OwnedKind.FOLLOW_UP:
            alone = next(one for one in owned[OwnedKind.FOLLOW_UP] if one.key == first)
            assert alone.within not in threads


@given(MATTERS)
def test_the_most_serious_comes_first(matters: list[OwnedMatter]) -> None:
    """Red before orange before yellow before what has no level."""
    ranks = [-1 if one.level is None else one.level.rank for one in collect(GIVER, owned_of(matters))]
    assert ranks == sorted(ranks, reverse=True)


@given(st.frozensets(st.sampled_from(OwnedKind)))
def test_a_kind_that_nobody_asked_for_is_named(asked: frozenset[OwnedKind]) -> None:
    """An empty answer is an answer; no answer is told."""
    owned: dict[OwnedKind, tuple[OwnedMatter, ...]] = dict.fromkeys(asked, ())
    assert set(never_collected(owned)) == set(OwnedKind) - asked
    assert set(untaken_kinds(owned, GIVER)) == asked


def finished() -> tuple[
    list[HandoverItem], dict[HandoverItemId, ItemState], dict[OwnedKind, tuple[OwnedMatter, ...]]
]:
    """Return a handover of one thread that has been received."""
    owned = {**NOTHING_OWNED, OwnedKind.THREAD: (OwnedMatter(OwnedKind.THREAD, "t1", GIVER, "tør-kaffe"),)}
    items = items_of(owned)
    return items, {items[0].id: ItemState.ACCEPTED}, owned


def test_a_handover_with_nothing_missing_is_finished() -> None:
    """With an item, and with none at all."""
    items, states, owned = finished()
    assert handover_faults(HANDOVER, items, states, owned, {COORDINATOR}) == ()
    assert handover_faults(HANDOVER, [], {}, NOTHING_OWNED, {COORDINATOR}) == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"remainder": None}, HandoverFault.REMAINDER_UNSAID),
        ({"remainder": replace(SAID, kind=RemainderKind.LEFT_OUT)}, HandoverFault.REMAINDER_WITHOUT_WORDS),
        ({"back_on": date(2027, 6, 1)}, HandoverFault.WRONG_DAYS),
        ({"kind": HandoverKind.LONG_LEAVE, "back_on": LAST_DAY}, HandoverFault.WRONG_DAYS),
    ],
)
def test_what_is_wrong_with_the_handover_itself_is_named(
    changes: dict[str, object], fault: HandoverFault
) -> None:
    """A blank is no statement; nobody comes back before she has gone."""
    items, states, owned = finished()
    changed = replace(HANDOVER, **changes)  # type: ignore[arg-type]
    assert handover_faults(changed, items, states, owned, {COORDINATOR}) == (fault,)


def test_a_leaver_who_is_the_only_coordinator_is_told_from_the_start() -> None:
    """Somebody must be able to cut access and be told; another coordinator is enough."""
    items, states, owned = finished()
    assert handover_faults(HANDOVER, items, states, owned, {GIVER}) == (HandoverFault.ONLY_COORDINATOR,)
    assert handover_faults(HANDOVER, items, states, owned, {GIVER, COORDINATOR}) == ()


@pytest.mark.parametrize(
    "state",
    [one for one in ItemState if one not in (ItemState.ACCEPTED, ItemState.RESERVED, ItemState.WITHDRAWN)],
)
def test_an_item_that_is_not_received_keeps_the_handover_open(state: ItemState) -> None:
    """Stale too: what was accepted is not what stands there."""
    items, _states, owned = finished()
    found = handover_faults(HANDOVER, items, {items[0].id: state}, owned, {COORDINATOR})
    assert found == (HandoverFault.NOT_RECEIVED,)


def test_a_withdrawn_item_leaves_its_record_uncovered() -> None:
    """It needs another item or another owner."""
    items, _states, owned = finished()
    found = handover_faults(HANDOVER, items, {items[0].id: ItemState.WITHDRAWN}, owned, {COORDINATOR})
    assert found == (HandoverFault.NOT_COVERED,)


def test_an_item_without_a_receiver_stops_the_departure() -> None:
    """Even one that is said to be accepted."""
    items, states, owned = finished()
    items = [replace(items[0], receiver=None)]
    assert without_receiver(items, states) == tuple(items)
    assert handover_faults(HANDOVER, items, states, owned, {COORDINATOR}) == (HandoverFault.NO_RECEIVER,)


def test_a_draft_that_only_she_can_open_stops_the_departure() -> None:
    """Nobody else could finish it."""
    items, states, owned = finished()
    owned = {**owned, OwnedKind.DRAFT: (OwnedMatter(OwnedKind.DRAFT, "d1", GIVER, "kladde"),)}
    assert handover_faults(HANDOVER, items, states, owned, {COORDINATOR}) == (HandoverFault.UNFINISHED,)


def test_a_kind_that_was_not_collected_stops_the_departure() -> None:
    """A capability that was forgotten is not a handover without it."""
    items, states, owned = finished()
    del owned[OwnedKind.CONTACT]
    assert handover_faults(HANDOVER, items, states, owned, {COORDINATOR}) == (HandoverFault.NOT_COLLECTED,)


@given(st.lists(st.tuples(st.sampled_from(ItemState), st.booleans()), max_size=20))
def test_the_counts_add_up(drawn: list[tuple[ItemState, bool]]) -> None:
    """Each standing item is counted once."""
    items = [
        HandoverItem(HandoverItemId(f"i{at}"), None, "x", receiver=RECEIVER if has_receiver else None)
        for at, (_state, has_receiver) in enumerate(drawn)
    ]
    states = {HandoverItemId(f"i{at}"): state for at, (state, _) in enumerate(drawn)}
    found = tally(items, states)
    assert found.items == found.received + found.waiting + found.without_receiver + found.returned
    assert found.items + found.withdrawn == len(items)
    assert found.without_receiver == len(without_receiver(items, states))


def test_an_item_that_nobody_has_touched_waits() -> None:
    """It has no state yet, and is a draft."""
    items, _states, _owned = finished()
    assert tally(items, {}) == Tally(1, 0, 1, 0, 0, 0)


@given(st.integers(-30, 200), st.frozensets(st.sampled_from(QUESTION_DAYS)))
def test_at_most_one_question_is_asked_at_a_time(days: int, answered: frozenset[int]) -> None:
    """The latest that has come; an earlier one lapses, an answered one is never asked again."""
    found = questions(LAST_DAY, answered, LAST_DAY + timedelta(days=days))
    assert [one.days for one in found] == list(QUESTION_DAYS)
    due = [one for one in found if one.state is QuestionState.DUE]
    assert len(due) <= 1
    for one in found:
        assert (one.state is QuestionState.ANSWERED) == (one.days in answered)
        if one.state is QuestionState.WAITS:
            assert days < one.days
        if one.state in (QuestionState.DUE, QuestionState.LAPSED):
            assert days >= one.days


def test_a_thread_that_goes_alone_asks_nothing_of_the_rest() -> None:
    """Its giver stays: drafts, other threads and what is left out are not spoken of; its receiver is."""
    items, states, owned = finished()
    alone = replace(HANDOVER, kind=HandoverKind.THREAD, thread="tør-kaffe", remainder=None)
    own = of_thread({**owned, OwnedKind.DRAFT: (OwnedMatter(OwnedKind.DRAFT, "d1", GIVER, "ny-sag"),)}, "t1")
    assert handover_faults(alone, items, states, own, {GIVER}) == ()
    assert handover_faults(alone, items, {items[0].id: ItemState.SENT}, own, {GIVER}) == (
        HandoverFault.NOT_RECEIVED,
    )
    nobody = [replace(items[0], receiver=None)]
    assert HandoverFault.NO_RECEIVER in handover_faults(alone, nobody, states, own, {GIVER})

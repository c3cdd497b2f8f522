"""States of an item: nobody accepts what she has not read, and nobody answers for another."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from nsk_tui.rules.handover_items import HandoverItem, ItemFault, digest_of
from nsk_tui.rules.handover_state import (
    FROM,
    UNTOUCHED,
    ItemState,
    ItemStatus,
    Move,
    MoveKind,
    Refusal,
    Refused,
    escalated_to,
    is_escalated,
    is_received,
    state_of,
    step,
    waiting_days,
)
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind

GIVER, RECEIVER, COORDINATOR, THIRD = (MemberId(name) for name in ("K-09", "K-04", "K-01", "K-11"))
GIVERS = (GIVER, COORDINATOR)
AT = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
OWN_WORDS = "Rejsen i julen er det vigtige; jeg ringer til skolen på tirsdag."
ITEM = HandoverItem(
    HandoverItemId("i1"),
    OwnedKind.THREAD,
    "tør-kaffe",
    summary="Familien taler om rejse i julen.",
    receiver=RECEIVER,
)
DIGEST = digest_of(ITEM)
ANSWERS = (MoveKind.ACCEPT, MoveKind.RESERVE, MoveKind.RETURN)
RECEIVED = (ItemState.ACCEPTED, ItemState.RESERVED)


def move(kind: MoveKind, by: MemberId = RECEIVER, **changes: Any) -> Move:
    """Return a move with good words and a question where one is needed."""
    question = "" if kind is MoveKind.ACCEPT else "Hvem ringer?"
    return replace(Move(kind, by, AT, DIGEST, OWN_WORDS, question), **changes)


def tried(status: ItemStatus, one: Move, faults: tuple[ItemFault, ...] = ()) -> ItemStatus | Refused:
    """Return what becomes of a move on the item as it is."""
    return step(status, one, ITEM, DIGEST, GIVERS, faults)


def after(status: ItemStatus, one: Move) -> ItemStatus:
    """Return the status after a move that is made."""
    found = tried(status, one)
    assert isinstance(found, ItemStatus)
    return found


SENT = after(UNTOUCHED, move(MoveKind.SEND, GIVER))


def test_an_item_is_sent_answered_and_keeps_who_when_and_what() -> None:
    """The record of an acceptance: the receiver, the time, her words, the digest of the text."""
    found = after(SENT, move(MoveKind.ACCEPT, at=AT + timedelta(days=1)))
    assert found == ItemStatus(ItemState.ACCEPTED, RECEIVER, AT + timedelta(days=1), DIGEST, OWN_WORDS, "")
    assert is_received(found, DIGEST)


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (move(MoveKind.ACCEPT, THIRD), Refusal.NOT_RECEIVER),
        (move(MoveKind.ACCEPT, COORDINATOR), Refusal.NOT_RECEIVER),
        (move(MoveKind.ACCEPT, GIVER), Refusal.NOT_RECEIVER),
        (move(MoveKind.ACCEPT, digest="other"), Refusal.TEXT_CHANGED),
        (move(MoveKind.ACCEPT, words=""), Refusal.NO_OWN_WORDS),
        (move(MoveKind.ACCEPT, words="Forstået."), Refusal.FEW_OWN_WORDS),
        (move(MoveKind.ACCEPT, words="ord " * 600), Refusal.MANY_OWN_WORDS),
        (move(MoveKind.ACCEPT, words=ITEM.summary + " Familien taler."), Refusal.COPIED_WORDS),
        (move(MoveKind.RESERVE, question=" "), Refusal.NO_QUESTION),
        (move(MoveKind.RESERVE, words=""), Refusal.NO_OWN_WORDS),
        (move(MoveKind.RETURN, question=""), Refusal.NO_QUESTION),
        (move(MoveKind.RETURN, question="?" * 501), Refusal.LONG_QUESTION),
        (move(MoveKind.SEND, GIVER), Refusal.WRONG_STATE),
        (move(MoveKind.WITHDRAW, RECEIVER), Refusal.NOT_GIVER),
    ],
)
def test_a_sent_item_refuses(one: Move, refusal: Refusal) -> None:
    """Each reason for itself."""
    assert tried(SENT, one) == Refused(refusal)


def test_a_return_needs_no_synthesis() -> None:
    """Who has not understood cannot say it back."""
    assert after(SENT, move(MoveKind.RETURN, words="")).state is ItemState.RETURNED


def test_an_item_that_is_not_whole_is_not_sent_and_says_why() -> None:
    """The faults come with the refusal."""
    faults = (ItemFault.NO_SUMMARY,)
    assert tried(UNTOUCHED, move(MoveKind.SEND, GIVER), faults) == Refused(Refusal.NOT_WHOLE, faults)


def test_of_two_who_accept_at_once_the_second_is_told() -> None:
    """The same receiver in two windows: the first answer stands."""
    first = after(SENT, move(MoveKind.ACCEPT))
    assert tried(first, move(MoveKind.RETURN)) == Refused(Refusal.WRONG_STATE)


def test_an_acceptance_of_a_text_that_changed_shows_as_stale() -> None:
    """Her words and the old digest are kept; it must be sent again."""
    accepted = after(SENT, move(MoveKind.ACCEPT))
    changed = replace(ITEM, summary="Rejsen er bestilt.")
    now = digest_of(changed)
    assert state_of(accepted, now) is ItemState.STALE
    assert not is_received(accepted, now)
    again = step(accepted, move(MoveKind.SEND, GIVER, digest=now), changed, now, GIVERS, ())
    assert isinstance(again, ItemStatus)
    assert state_of(again, now) is ItemState.SENT
    assert state_of(accepted, digest_of(ITEM, "8")) is ItemState.STALE


def test_a_new_receiver_is_asked_anew() -> None:
    """Whoever had it before cannot answer for the one who has it now."""
    moved = replace(ITEM, receiver=THIRD)
    now = digest_of(moved)
    assert state_of(SENT, now) is ItemState.DRAFT
    assert step(SENT, move(MoveKind.ACCEPT), moved, now, GIVERS, ()) == Refused(Refusal.WRONG_STATE)


def test_no_words_of_a_move_or_a_status_stand_in_a_repr() -> None:
    """Neither the synthesis nor the question reaches a log."""
    assert "julen" not in repr(move(MoveKind.ACCEPT)) + repr(after(SENT, move(MoveKind.ACCEPT)))


@pytest.mark.parametrize(("days", "told"), [(0, False), (4, False), (5, True), (40, True)])
def test_nobody_answers_for_five_days_and_a_coordinator_is_told(days: int, told: bool) -> None:
    """A sent item waits for its receiver, a returned one for its giver, and no other waits."""
    today = AT.date() + timedelta(days=days)
    returned = after(SENT, move(MoveKind.RETURN))
    for waiting in (SENT, returned):
        assert (waiting_days(waiting, DIGEST, today), is_escalated(waiting, DIGEST, today)) == (days, told)
    for settled in (
        UNTOUCHED,
        after(SENT, move(MoveKind.ACCEPT)),
        after(SENT, move(MoveKind.WITHDRAW, GIVER)),
    ):
        assert waiting_days(settled, DIGEST, today) is None
        assert not is_escalated(settled, DIGEST, today)


def test_a_clock_that_runs_behind_makes_nothing_wait() -> None:
    """A day before it was sent counts as none."""
    assert waiting_days(SENT, DIGEST, date(2026, 11, 1)) == 0


@pytest.mark.parametrize(
    ("coordinators", "told"),
    [
        ((COORDINATOR,), (COORDINATOR,)),
        ((COORDINATOR, GIVER), (COORDINATOR,)),
        ((COORDINATOR, RECEIVER), (COORDINATOR,)),
        ((RECEIVER, GIVER), (RECEIVER,)),
        ((GIVER,), ()),
    ],
)
def test_another_coordinator_is_told_when_there_is_one(
    coordinators: tuple[MemberId, ...], told: tuple[MemberId, ...]
) -> None:
    """Never the giver; the receiver only when there is nobody else."""
    assert escalated_to(coordinators, GIVER, RECEIVER) == told


class Machine(RuleBasedStateMachine):
    """Giver, receiver, coordinator and a stranger do what they like, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.item, self.status = ITEM, UNTOUCHED
        self.read = ""
        self.accepted: tuple[str, MemberId] | None = None

    @property
    def digest(self) -> str:
        return digest_of(self.item)

    @property
    def state(self) -> ItemState:
        return state_of(self.status, self.digest)

    @rule()
    def look(self) -> None:
        """Whoever acts next has read the text as it is now."""
        self.read = self.digest

    @rule(summary=st.sampled_from(["Familien taler om rejse.", "Rejsen er bestilt.", ITEM.summary]))
    def edit(self, summary: str) -> None:
        """Change the text: what was received is not received any more, unless it is the same."""
        before, was = self.item, self.state
        self.item = replace(self.item, summary=summary)
        if self.item != before and was in RECEIVED:
            assert self.state is ItemState.STALE
        if self.item != before and was is ItemState.SENT:
            assert self.state is ItemState.DRAFT

    @rule(receiver=st.sampled_from([RECEIVER, THIRD]))
    def reassign(self, receiver: MemberId) -> None:
        """Another receiver is another text."""
        self.item = replace(self.item, receiver=receiver)

    @rule(
        kind=st.sampled_from(MoveKind),
        by=st.sampled_from([GIVER, RECEIVER, COORDINATOR, THIRD]),
        words=st.sampled_from(["", OWN_WORDS, ITEM.summary * 2]),
        question=st.sampled_from(["", "Hvem ringer?"]),
        faults=st.sampled_from([(), (ItemFault.NO_SUMMARY,)]),
    )
    def act(
        self, kind: MoveKind, by: MemberId, words: str, question: str, faults: tuple[ItemFault, ...]
    ) -> None:
        """Try a move: it is made only when it may be made, and a refusal changes nothing."""
        was = self.state
        one = Move(kind, by, AT, self.read, words, question)
        found = step(self.status, one, self.item, self.digest, GIVERS, faults)
        if isinstance(found, Refused):
            assert found.reason in Refusal
            return
        assert was in FROM[kind]
        assert by == self.item.receiver if kind in ANSWERS else by in GIVERS
        if kind is not MoveKind.WITHDRAW:
            assert self.read == self.digest
        if kind in (MoveKind.ACCEPT, MoveKind.RESERVE):
            assert words == OWN_WORDS
            self.accepted = (self.digest, by)
        self.status = found

    @precondition(lambda self: self.state is ItemState.SENT)
    @rule()
    def the_receiver_can_always_answer(self) -> None:
        """Nothing that is sent is stuck: whoever reads it can take it."""
        assert self.item.receiver is not None
        one = Move(MoveKind.ACCEPT, self.item.receiver, AT, self.digest, OWN_WORDS)
        assert isinstance(step(self.status, one, self.item, self.digest, GIVERS, ()), ItemStatus)

    @precondition(lambda self: self.state not in RECEIVED and self.state is not ItemState.SENT)
    @rule()
    def the_giver_can_always_send(self) -> None:
        """Nothing is lost for good: what is not received can be sent again, by a coordinator too."""
        one = Move(MoveKind.SEND, COORDINATOR, AT, self.digest)
        assert isinstance(step(self.status, one, self.item, self.digest, GIVERS, ()), ItemStatus)

    @invariant()
    def what_is_received_was_accepted_as_it_is_by_its_receiver(self) -> None:
        """No order of moves brings an acceptance of a text that nobody accepted."""
        if is_received(self.status, self.digest):
            assert self.accepted == (self.digest, self.item.receiver)
            assert self.status.words == OWN_WORDS
            assert self.status.digest == self.digest


Machine.TestCase.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
TestStates = Machine.TestCase

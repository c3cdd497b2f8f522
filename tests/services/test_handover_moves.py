"""An item is taken when its receiver has said it back, on exactly the text that stands there."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from nsk_tui.explanations import TABLE, explain
from nsk_tui.rules.anonymity.findings import Declaration, Stance
from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.handover_items import ItemFault, exact_text
from nsk_tui.rules.handover_state import FROM, ItemState, MoveKind, Refusal, Refused
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.screens import handover_rows
from nsk_tui.services import follow_ups, handover_items, handover_moves, rota_members, threads
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import DutyRefused, NotAllowed, SavedByAnotherFirst, UnknownMember
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.handover_errors import ItemRefused, UnknownItem
from nsk_tui.services.handover_moves import Answer
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved
from nsk_tui.store import seals
from tests.conftest import NOW
from tests.handed import (
    CHIEF,
    DUE,
    GIVER,
    RECEIVER,
    WORDS,
    Unlock,
    again,
    answered,
    begin,
    filled,
    form,
    sent,
    thread,
)
from tests.published import audited, held, publish, ref
from tests.rota_people import set_rota_member

COPIED = "Familien taler om rejse i julen, prøvet og fravalgt: fællesmøde"


def refused(act: Callable[[], object]) -> Refused:
    """Return why an item was not moved on."""
    with pytest.raises(ItemRefused) as fault:
        act()
    return fault.value.refused


def test_what_is_taken_changes_hands_at_once(unlocked: Unlock) -> None:
    """The thread and its follow-up are the receiver's; the words, the time and the text stand together."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    view = begin(giver)
    item = sent(giver, view)
    answered(receiver, item)
    line = threads.open_thread(receiver, code).line
    assert (line.owner, line.follow_up_on) == (RECEIVER, DUE)
    with receiver.database.reading() as reading:
        assert seals.faults(reading) == ()
    taken = again(giver, view).items[0]
    assert (taken.state, taken.status.by, taken.status.words) == (ItemState.ACCEPTED, RECEIVER, WORDS)
    sending, taking = taken.moves
    assert sending.body == exact_text(taken.item, taken.record_version)
    assert sha256(sending.body.encode()).hexdigest() == sending.digest == taking.digest == taken.digest
    told = audited(giver)
    assert ("accept_item", GIVER, f"{code} {taken.digest[:16]}") in told
    assert ("take_over", code, GIVER) in told
    assert all(WORDS.split()[0] not in part for line in told for part in line)


@pytest.mark.parametrize(
    ("kind", "words", "question", "wanted"),
    [
        (MoveKind.ACCEPT, "", "", Refusal.NO_OWN_WORDS),
        (MoveKind.ACCEPT, "Kort.", "", Refusal.FEW_OWN_WORDS),
        (MoveKind.ACCEPT, COPIED, "", Refusal.COPIED_WORDS),
        (MoveKind.RESERVE, WORDS, "", Refusal.NO_QUESTION),
        (MoveKind.RETURN, "", " ", Refusal.NO_QUESTION),
        (MoveKind.RETURN, "", "x " * 300, Refusal.LONG_QUESTION),
    ],
)  # fmt: skip
def test_words_that_will_not_do_change_nothing(
    unlocked: Unlock, kind: MoveKind, words: str, question: str, wanted: Refusal
) -> None:
    """Too few, copied, or nothing asked where something must be asked."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    item = sent(giver, begin(giver))
    given = Answer(item.item.id, kind, item.digest, words, question)
    assert refused(lambda: handover_moves.answer(receiver, given)).reason is wanted
    assert threads.open_thread(giver, code).line.owner == GIVER


def test_a_return_keeps_the_thread_with_the_giver(unlocked: Unlock) -> None:
    """She answers, sends again, and the question stays in the history."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view), MoveKind.RETURN, "", "Hvem ringer?")
    back = again(giver, view).items[0]
    assert (back.state, back.status.question) == (ItemState.RETURNED, "Hvem ringer?")
    assert threads.open_thread(giver, code).line.owner == GIVER
    once_more = sent(giver, view, introductions="skoleleder 24/11")
    answered(receiver, once_more, MoveKind.RESERVE, WORDS, "Hvis rådgiveren er syg?")
    last = again(giver, view).items[0]
    assert [move.kind.value for move in last.moves] == ["send", "return", "send", "reserve"]
    assert (last.state, last.is_received) == (ItemState.RESERVED, True)


def test_what_came_back_goes_with_the_others_when_it_was_changed(unlocked: Unlock) -> None:
    """Not before: the question must be answered. Once this was sent by nobody."""
    giver = unlocked(GIVER)
    thread(giver)
    view = begin(giver)
    answered(unlocked(RECEIVER), sent(giver, view), MoveKind.RETURN, "", "Hvem ringer?")
    assert handover_moves.send_all(giver, view.handover.id).sent == ()
    changed = filled(giver, view, introductions="skoleleder 24/11")
    assert handover_rows.state(changed, giver.today) == "klar til at sende"
    assert [one.id for one in handover_moves.send_all(giver, view.handover.id).sent] == [changed.item.id]
    assert again(giver, view).items[0].state is ItemState.SENT


def test_two_acceptances_at_once(unlocked: Unlock) -> None:
    """From two windows: one wins, the other is told, and there is one acceptance."""
    giver = unlocked(GIVER)
    thread(giver)
    view = begin(giver)
    item = sent(giver, view)
    windows = [unlocked(RECEIVER), unlocked(RECEIVER)]

    def take(session: Session) -> Refusal | None:
        try:
            handover_moves.answer(session, Answer(item.item.id, MoveKind.ACCEPT, item.digest, WORDS))
        except ItemRefused as fault:
            return fault.refused.reason
        return None

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(take, windows))
    assert sorted(outcomes, key=str) == [None, Refusal.WRONG_STATE]
    assert [move.kind for move in again(giver, view).items[0].moves] == [MoveKind.SEND, MoveKind.ACCEPT]


def test_what_was_changed_cannot_be_taken_as_it_was(unlocked: Unlock) -> None:
    """The giver writes on, or the thread goes on: the answer to the text before is refused."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    view = begin(giver)
    first = sent(giver, view)
    filled(giver, view, watch="stiger, hvis rejsen bliver bestilt")
    stale = Answer(first.item.id, MoveKind.ACCEPT, first.digest, WORDS)
    assert refused(lambda: handover_moves.answer(receiver, stale)).reason is Refusal.WRONG_STATE
    second = again(giver, view).items[0]
    assert second.state is ItemState.DRAFT
    handover_moves.send(giver, second.item.id, second.digest)
    follow_ups.set_follow_up(giver, code, NOW.date() + timedelta(days=1), GIVER)
    late = replace(stale, digest=second.digest)
    assert refused(lambda: handover_moves.answer(receiver, late)).reason is Refusal.WRONG_STATE
    now = again(giver, view).items[0]
    assert now.item.actions[0].on == NOW.date() + timedelta(days=1)
    handover_moves.send(giver, now.item.id, now.digest)
    assert refused(lambda: handover_moves.answer(receiver, late)).reason is Refusal.TEXT_CHANGED


def test_a_record_that_changes_after_it_was_taken_shows(unlocked: Unlock) -> None:
    """By anybody else's hand; the receiver's own work changes nothing for her."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view))
    note = FollowUpNote(FollowUpResult.BETTER, ConcernLevel.ORANGE, DUE)
    follow_ups.note_follow_up(receiver, code, note)
    assert again(giver, view).items[0].state is ItemState.ACCEPTED
    follow_ups.note_follow_up(giver, code, replace(note, owner=RECEIVER))
    changed = again(giver, view).items[0]
    assert (changed.state, changed.is_received, changed.status.words) == (ItemState.STALE, False, WORDS)
    handover_moves.send(giver, changed.item.id, changed.digest)
    answered(receiver, again(giver, view).items[0])
    assert again(giver, view).items[0].state is ItemState.ACCEPTED


def test_only_a_whole_item_is_sent(unlocked: Unlock) -> None:
    """Everything that is missing is said at once."""
    giver = unlocked(GIVER)
    thread(giver, level=ConcernLevel.RED)
    view = begin(giver)
    blank = view.items[0]
    outcome = refused(lambda: handover_moves.send(giver, blank.item.id, blank.digest))
    assert outcome.reason is Refusal.NOT_WHOLE
    assert set(outcome.faults) == {
        ItemFault.NO_RECEIVER,
        ItemFault.NO_SUMMARY,
        ItemFault.NO_CONTINGENCY,
    }
    sent_all = handover_moves.send_all(giver, view.handover.id)
    assert (sent_all.sent, [one.id for one, _faults in sent_all.kept]) == ((), [blank.item.id])


def test_everything_that_is_whole_goes_at_once(unlocked: Unlock) -> None:
    """The rest waits and says what it lacks; a second time sends nothing twice."""
    giver = unlocked(GIVER)
    for code in ("fin-lampe", "ny-havn", "tør-kaffe"):
        thread(giver, code)
    view = begin(giver)
    filled(giver, view, 0)
    filled(giver, view, 2)
    outcome = handover_moves.send_all(giver, view.handover.id)
    assert (len(outcome.sent), len(outcome.kept)) == (2, 1)
    assert len(again(giver, view).waiting_for(RECEIVER)) == 2
    assert handover_moves.send_all(giver, view.handover.id).sent == ()


def test_who_goes_herself_is_no_receiver(unlocked: Unlock) -> None:
    """A last day on the giver's or before; the giver is none either, nor who is no member."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    thread(giver)
    view = begin(giver)
    (facts,) = (one for one in rota_members.rota_members(chief) if one.id == RECEIVER)
    set_rota_member(chief, replace(facts, leaves_on=view.handover.last_day))
    assert filled(giver, view).faults == (ItemFault.RECEIVER_LEAVES,)
    handover_items.save(giver, view.items[0].item.id, form(GIVER), 2)
    assert ItemFault.RECEIVER_IS_GIVER in again(giver, view).items[0].faults
    for nobody in ("K-99", "R-01"):
        with pytest.raises(UnknownMember):
            handover_items.save(giver, view.items[0].item.id, form(nobody), 3)


def test_only_the_receiver_answers_and_only_the_giver_gives(unlocked: Unlock) -> None:
    """A coordinator may give; she may not answer for anybody."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    thread(giver)
    view = begin(giver)
    item = sent(giver, view)
    given = Answer(item.item.id, MoveKind.ACCEPT, item.digest, WORDS)
    assert refused(lambda: handover_moves.answer(chief, given)).reason is Refusal.NOT_RECEIVER
    with pytest.raises(NotAllowed):
        handover_moves.withdraw(unlocked(RECEIVER), item.item.id)
    assert handover_moves.withdraw(chief, item.item.id).status.state is ItemState.WITHDRAWN
    assert refused(lambda: handover_moves.withdraw(giver, item.item.id)).reason is Refusal.WRONG_STATE
    with pytest.raises(UnknownItem):
        handover_moves.withdraw(giver, "nej")


def test_of_two_who_write_an_item_the_second_is_told(unlocked: Unlock) -> None:
    """The giver and a coordinator at the same time: nothing is written over."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    thread(giver)
    item = begin(giver).items[0]
    first = form(summary="Koordinatoren skrev først.")
    outcome = handover_items.save(chief, item.item.id, first, item.version)
    assert outcome == Saved(item.item.id, item.version + 1)
    with pytest.raises(SavedByAnotherFirst):
        handover_items.save(giver, item.item.id, form(), item.version)


def test_every_text_passes_the_check(unlocked: Unlock) -> None:
    """Whoever words it, in whichever field; a name declared to be none may stand."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    item = view.items[0]
    for field in ("summary", "actions", "contingencies", "introductions", "watch"):
        outcome = handover_items.save(giver, item.item.id, form(**{field: "Ring til Sofie."}), 1)
        assert isinstance(outcome, NotAnonymous)
        assert {one.field for one in outcome.findings} == {field}
    named = form(introductions="leder af Rosenhuset")
    first = handover_items.save(giver, item.item.id, named, 1)
    assert isinstance(first, NotAnonymous)
    stances = tuple(
        Stance(one.field, one.finding.start, one.finding.end, Declaration.WORKPLACE) for one in first.findings
    )
    assert isinstance(handover_items.save(giver, item.item.id, named, 1, stances), Saved)
    now = again(giver, view).items[0]
    handover_moves.send(giver, now.item.id, now.digest)
    for words, question in (("Sofie rejser måske til jul. " + WORDS, ""), (WORDS, "Hvem er Sofie?")):
        given = Answer(now.item.id, MoveKind.RESERVE, now.digest, words, question)
        assert isinstance(handover_moves.answer(receiver, given), NotAnonymous)


def test_a_duty_that_is_taken_is_the_receivers_on_the_rota(unlocked: Unlock) -> None:
    """And one that she cannot have is refused with everything else as it was."""
    chief = unlocked(CHIEF)
    publish(chief)
    before, mine = held(chief), ref()
    giver_id, backup = before[mine], before[replace(mine, role=DutyRole.BACKUP)]
    assert giver_id is not None
    giver = unlocked(giver_id)
    third = next(MemberId(one) for one in ("K-01", "K-02", "K-03") if one not in (giver_id, backup))
    view = begin(giver, last_day=NOW.date() - timedelta(days=1))
    duty = next(one for one in view.items if one.item.label == str(mine))
    place = view.items.index(duty)
    handover_items.save(giver, duty.item.id, form(third), duty.version)
    now = again(giver, view).items[place]
    handover_moves.send(giver, now.item.id, now.digest)
    answered(unlocked(third), now)
    assert held(chief)[mine] == third
    assert ("take_duty", str(mine), giver_id) in audited(chief)


def test_a_duty_that_the_receiver_cannot_have_is_not_taken(unlocked: Unlock) -> None:
    """She is off the line: the item waits, and the rota is as it was."""
    chief = unlocked(CHIEF)
    publish(chief)
    giver = unlocked(GIVER)
    view = begin(giver, last_day=NOW.date() - timedelta(days=1))
    duty = next(one for one in view.items if one.item.kind is OwnedKind.DUTY)
    place = view.items.index(duty)
    handover_items.save(giver, duty.item.id, form(RECEIVER), duty.version)
    now = again(giver, view).items[place]
    handover_moves.send(giver, now.item.id, now.digest)
    (facts,) = (one for one in rota_members.rota_members(chief) if one.id == RECEIVER)
    set_rota_member(chief, replace(facts, lines=()))
    before = held(chief)
    with pytest.raises(DutyRefused):
        answered(unlocked(RECEIVER), now)
    assert held(chief) == before
    assert again(giver, view).items[place].state is ItemState.SENT
    assert ref() in before


def test_actions_are_ticked_off_by_whoever_has_them(unlocked: Unlock) -> None:
    """That changes no text: what was taken stays taken."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view, actions="ring til skolen 24/11"))
    item = again(giver, view).items[0].item
    place = next(at for at, one in enumerate(item.actions) if one.what)
    handover_items.set_done(receiver, item.id, place)
    after = again(giver, view).items[0]
    assert (after.item.actions[place].is_done, after.state) == (True, ItemState.ACCEPTED)
    handover_items.set_done(receiver, item.id, place, is_done=False)
    assert not again(giver, view).items[0].item.actions[place].is_done
    with pytest.raises(NotAllowed):
        handover_items.set_done(giver, item.id, place)
    with pytest.raises(UnknownItem):
        handover_items.set_done(receiver, item.id, 9)


@pytest.mark.parametrize("reason", Refusal)
def test_every_refusal_is_explained(reason: Refusal) -> None:
    """With a code of its own, what was kept, and what to do."""
    fault = ItemRefused("tør-kaffe", Refused(reason))
    assert fault.code in TABLE
    assert explain(fault).todo


def test_a_move_is_possible_from_some_state() -> None:
    """The table of moves that the screens read has no dead end."""
    assert set(FROM) == set(MoveKind)
    assert all(FROM.values())
    assert isinstance(HandoverView, type)

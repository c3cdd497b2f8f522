"""Swaps: asked and answered, taken, set; duties are conserved, and of two who take one the first wins."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nsk_tui.rules.duties import DutyRef, DutyRole, Hindrance, SwapState
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import absences, rota, rota_plan, swaps, undo
from nsk_tui.services.errors import (
    AlreadyTaken,
    DutyRefused,
    NotAllowed,
    NotYourDuty,
    SavedByAnotherFirst,
    SwapWithSelf,
    UnknownDuty,
    UnknownMember,
    UnknownSwap,
)
from nsk_tui.services.session import Session
from nsk_tui.store import swaps as rows
from tests.conftest import NOW, Clock
from tests.published import MONDAY, audited, held, publish, ref

Unlock = Callable[[str], Session]


def three(session: Session, start: date = MONDAY) -> tuple[MemberId, MemberId, MemberId]:
    """Return who has duty in a week, who has backup, and the third."""
    duty, backup = held(session)[ref(start)], held(session)[ref(start, DutyRole.BACKUP)]
    assert duty is not None
    assert backup is not None
    return duty, backup, next(MemberId(one) for one in ("K-01", "K-02", "K-03") if one not in (duty, backup))


def test_a_duty_changes_hands_when_the_other_says_yes(unlocked: Unlock) -> None:
    """Until then it stays with whoever asked, and the board shows that a swap is on its way."""
    publish(unlocked("K-01"))
    giver, _backup, taker = three(unlocked("K-01"))
    swap = swaps.ask(unlocked(giver), ref(), taker)
    cells = rota.board(unlocked(giver)).cells[ref().line, DutyRole.DUTY]
    assert (cells[1].member, cells[1].swap_pending) == (giver, True)
    assert [one.id for one in swaps.waiting(unlocked(taker)).for_me] == [swap.id]
    assert swaps.answer(unlocked(taker), swap.id, yes=True).state is SwapState.ACCEPTED
    assert held(unlocked(giver))[ref()] == taker
    assert swaps.waiting(unlocked(taker)).for_me == ()
    assert {("ask_swap", str(ref()), taker), ("accept_swap", str(ref()), giver)} <= set(
        audited(unlocked("K-01"))
    )


def test_a_no_leaves_everything_as_it_was(unlocked: Unlock) -> None:
    """The question is answered, and cannot be answered again."""
    publish(unlocked("K-01"))
    giver, _backup, taker = three(unlocked("K-01"))
    before = held(unlocked("K-01"))
    swap = swaps.ask(unlocked(giver), ref(), taker)
    assert swaps.answer(unlocked(taker), swap.id, yes=False).state is SwapState.DECLINED
    assert held(unlocked("K-01")) == before
    with pytest.raises(UnknownSwap):
        swaps.answer(unlocked(taker), swap.id, yes=True)


def test_duties_are_exchanged_in_one_moment(unlocked: Unlock) -> None:
    """Each gets the other's: nothing is doubled and nothing is lost."""
    chief = unlocked("K-01")
    publish(chief)
    giver, backup, _third = three(chief)
    before = held(chief)
    back = DutyRef(ref().line, MONDAY, DutyRole.BACKUP)
    swap = swaps.ask(unlocked(giver), ref(), backup, returns=back)
    swaps.answer(unlocked(backup), swap.id, yes=True)
    after = held(chief)
    assert (after[ref()], after[back]) == (backup, giver)
    assert Counter(after.values()) == Counter(before.values())
    assert set(after) == set(before)


def test_a_swap_with_oneself_is_refused(unlocked: Unlock) -> None:
    """It would say something and mean nothing."""
    publish(unlocked("K-01"))
    giver, *_others = three(unlocked("K-01"))
    with pytest.raises(SwapWithSelf):
        swaps.ask(unlocked(giver), ref(), giver)


def test_nobody_gives_away_a_colleagues_duty(unlocked: Unlock) -> None:
    """The refusal says whose it is."""
    publish(unlocked("K-01"))
    giver, backup, third = three(unlocked("K-01"))
    with pytest.raises(NotYourDuty) as refused:
        swaps.ask(unlocked(backup), ref(), third)
    assert refused.value.detail == giver


@pytest.mark.parametrize(
    ("wanted", "error"),
    [(ref(date(2026, 10, 5)), UnknownDuty), (ref(date(2027, 6, 7)), UnknownDuty)],
)
def test_a_swap_of_what_is_not_published_is_refused(
    session: Session, wanted: DutyRef, error: type[Exception]
) -> None:
    """Neither the past nor what no plan speaks of."""
    publish(session)
    with pytest.raises(error):
        swaps.ask(session, wanted, "K-02")


def test_somebody_who_cannot_is_not_asked(unlocked: Unlock) -> None:
    """Absent, busy in the same week, unknown, or an auditor."""
    chief = unlocked("K-01")
    publish(chief)
    giver, backup, third = three(chief)
    absences.report(chief, MONDAY, MONDAY, third)
    refused = {}
    for other in (third, backup):
        with pytest.raises(DutyRefused) as found:
            swaps.ask(unlocked(giver), ref(), other)
        refused[other] = found.value.hindrance
    assert refused == {third: Hindrance.ABSENT, backup: Hindrance.OTHER_DUTY}
    for nobody in ("R-01", "K-99"):
        with pytest.raises(UnknownMember):
            swaps.ask(unlocked(giver), ref(), nobody)


def test_a_yes_is_refused_when_the_taker_is_away_by_then(unlocked: Unlock) -> None:
    """The rota of that moment counts, not the one that was asked on."""
    publish(unlocked("K-01"))
    giver, _backup, taker = three(unlocked("K-01"))
    swap = swaps.ask(unlocked(giver), ref(), taker)
    absences.report(unlocked(taker), MONDAY, MONDAY)
    with pytest.raises(DutyRefused):
        swaps.answer(unlocked(taker), swap.id, yes=True)
    assert held(unlocked("K-01"))[ref()] == giver


def test_whoever_asked_is_told_of_a_no_until_she_asks_another(unlocked: Unlock) -> None:
    """A no is no silence; with the next question it is out of sight."""
    publish(unlocked("K-01"))
    giver, _backup, taker = three(unlocked("K-01"))
    swap = swaps.ask(unlocked(giver), ref(), taker)
    assert swaps.waiting(unlocked(giver)).declined == ()
    swaps.answer(unlocked(taker), swap.id, yes=False)
    assert [one.id for one in swaps.waiting(unlocked(giver)).declined] == [swap.id]
    assert swaps.waiting(unlocked(taker)).declined == ()
    swaps.ask(unlocked(giver), ref(), taker)
    assert swaps.waiting(unlocked(giver)).declined == ()


def test_a_question_lapses_after_its_days(unlocked: Unlock, clock: Clock) -> None:
    """Whoever asked is told, and may ask another; the late yes comes too late."""
    publish(unlocked("K-01"))
    later = ref(MONDAY + timedelta(days=21))
    giver, _backup, taker = three(unlocked("K-01"), later.start)
    swap = swaps.ask(unlocked(giver), later, taker)
    assert swap.answer_by == date(2026, 11, 23)
    clock.now = NOW + timedelta(days=4)
    assert [one.id for one in swaps.waiting(unlocked(giver)).lapsed] == [swap.id]
    assert swaps.waiting(unlocked(taker)).for_me == ()
    with pytest.raises(UnknownSwap):
        swaps.answer(unlocked(taker), swap.id, yes=True)
    assert swaps.ask(unlocked(giver), later, taker).state is SwapState.ASKED
    with unlocked(giver).database.reading() as reading:
        assert rows.get(reading, swap.id).state is SwapState.EXPIRED


def test_a_question_waits_no_longer_than_until_the_duty_begins(unlocked: Unlock) -> None:
    """Nobody is asked on Thursday for what began on Monday."""
    publish(unlocked("K-01"))
    giver, _backup, taker = three(unlocked("K-01"))
    assert swaps.ask(unlocked(giver), ref(), taker).answer_by == MONDAY


def test_who_asked_may_withdraw_and_nobody_else(unlocked: Unlock) -> None:
    """The other sees nothing to answer afterwards."""
    publish(unlocked("K-01"))
    giver, backup, taker = three(unlocked("K-01"))
    swap = swaps.ask(unlocked(giver), ref(), taker)
    with pytest.raises(UnknownSwap):
        swaps.withdraw(unlocked(backup), swap.id)
    swaps.withdraw(unlocked(giver), swap.id)
    assert swaps.waiting(unlocked(taker)).for_me == ()


def test_of_two_who_take_a_duty_the_first_wins_and_the_other_is_told(unlocked: Unlock) -> None:
    """She is told who was first; nothing she does unasked takes it from her."""
    chief = unlocked("K-01")
    publish(chief)
    giver, backup, third = three(chief)
    assert swaps.take(unlocked(third), ref(), giver).member == third
    with pytest.raises(AlreadyTaken) as told:
        swaps.take(unlocked(backup), ref(), giver)
    assert told.value.detail == third
    with pytest.raises(AlreadyTaken):
        swaps.take(unlocked(backup), ref())
    assert held(chief)[ref()] == third


def test_who_has_a_duty_cannot_take_it_again(unlocked: Unlock) -> None:
    """It is hers already."""
    publish(unlocked("K-01"))
    giver, *_others = three(unlocked("K-01"))
    with pytest.raises(DutyRefused) as refused:
        swaps.take(unlocked(giver), ref())
    assert refused.value.hindrance is Hindrance.HAS_IT


def test_a_gap_can_be_taken(unlocked: Unlock) -> None:
    """Nobody has to be asked."""
    chief = unlocked("K-01")
    publish(chief)
    _giver, _backup, third = three(chief)
    rota.override(chief, ref(), None, "Efter aftale")
    swaps.take(unlocked(third), ref())
    assert held(chief)[ref()] == third


def test_the_coordinator_sets_somebody_on_for_one_who_is_ill(unlocked: Unlock) -> None:
    """With a reason; a member may not."""
    chief = unlocked("K-01")
    publish(chief)
    _giver, _backup, third = three(chief)
    with pytest.raises(NotAllowed):
        swaps.set_person(unlocked("K-02"), ref(), third, "Syg kollega")
    swaps.set_person(chief, ref(), third, "Afløser efter aftale")
    assert held(chief)[ref()] == third
    assert rota.history(chief, ref())[-1].way == "set"


def test_a_taken_duty_goes_back_with_an_undo_but_not_to_one_who_is_away(unlocked: Unlock) -> None:
    """Undo gives nobody a duty that she cannot have."""
    chief = unlocked("K-01")
    publish(chief)
    giver, _backup, third = three(chief)
    swaps.take(unlocked(third), ref())
    undo.undo(unlocked(third))
    assert held(chief)[ref()] == giver
    undo.redo(unlocked(third))
    absences.report(unlocked(giver), MONDAY, MONDAY)
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(unlocked(third))
    assert held(chief)[ref()] == third


def test_asking_and_answering_can_be_undone(unlocked: Unlock) -> None:
    """Each undoes her own; a yes that is taken back makes the question open again."""
    publish(unlocked("K-01"))
    giver, _backup, taker = three(unlocked("K-01"))
    swap = swaps.ask(unlocked(giver), ref(), taker, later=True)
    swaps.answer(unlocked(taker), swap.id, yes=True)
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(unlocked(giver))
    undo.undo(unlocked(taker))
    assert held(unlocked("K-01"))[ref()] == giver
    assert [one.id for one in swaps.waiting(unlocked(taker)).for_me] == [swap.id]
    assert swaps.waiting(unlocked(taker)).ious == ()
    undo.undo(unlocked(giver))
    assert swaps.waiting(unlocked(taker)).for_me == ()


def test_what_is_owed_is_settled_by_the_next_plan(unlocked: Unlock) -> None:
    """And owed again when that plan is undone."""
    chief = unlocked("K-01")
    publish(chief)
    giver, _backup, taker = three(chief)
    swap = swaps.ask(unlocked(giver), ref(), taker, later=True)
    swaps.answer(unlocked(taker), swap.id, yes=True)
    (owed,) = swaps.waiting(unlocked(giver)).ious
    assert (owed.debtor, owed.creditor, owed.weight, owed.settled) == (giver, taker, 1, False)
    rota_plan.draft(chief, 4)
    assert rota_plan.publish(chief).settled == 1
    assert swaps.waiting(unlocked(giver)).ious == ()
    assert held(chief)[ref()] == taker
    undo.undo(chief)
    assert swaps.waiting(unlocked(giver)).ious == (owed,)


def test_the_fairest_stands_first_among_those_who_can(unlocked: Unlock) -> None:
    """Who cannot comes last, with the reason; rest is told and forbids nothing."""
    publish(unlocked("K-01"))
    _giver, backup, third = three(unlocked("K-01"))
    found = swaps.candidates(unlocked("K-01"), ref())
    assert [(one.member, one.can) for one in found] == [(third, True), (backup, False)]
    assert found[0].why_code in (None, Hindrance.RESTS)
    assert found[0].after == found[0].per_full_time_before + 1
    assert found[1].why_code is Hindrance.OTHER_DUTY

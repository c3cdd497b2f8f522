"""Duties after the last day go to whoever should take them; those before it get a follower."""

from dataclasses import replace
from datetime import timedelta

import pytest

from nsk_tui.rules.duties import DAY, DutyRole, Hindrance
from nsk_tui.rules.handover import HandoverKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import handover, handover_duties, rota, rota_members, swaps, undo
from nsk_tui.services.errors import NotAllowed, UnknownMember
from nsk_tui.services.handover import NewHandover
from tests.conftest import NOW
from tests.handed import CHIEF, Unlock, again, begin
from tests.published import MONDAY, audited, held, publish, ref
from tests.rota_people import set_rota_member

SUNDAY = MONDAY + timedelta(days=6)


def others(giver: str) -> list[MemberId]:
    """Return the two who stay."""
    return [MemberId(one) for one in ("K-01", "K-02", "K-03") if one != giver]


def test_duties_after_the_last_day_are_shown_and_then_moved(unlocked: Unlock) -> None:
    """To the fairest who can; afterwards none is hers, and no item is left of them."""
    chief = unlocked(CHIEF)
    publish(chief)
    giver_id = held(chief)[ref()] or ""
    view = begin(chief, giver_id, SUNDAY)
    hers = {one for one, member in held(chief).items() if member == giver_id and one.start > SUNDAY}
    assert {one.item.label for one in view.items if one.item.kind is OwnedKind.DUTY} == set(map(str, hers))
    shown = handover_duties.moves(chief, view.handover.id)
    assert {one.ref for one in shown} == hers
    assert held(chief)[ref()] == giver_id
    done = handover_duties.move_all(chief, view.handover.id)
    assert {one.ref: one.member for one in done} == {
        one.ref: one.taker for one in shown if one.taker is not None
    }
    after = held(chief)
    assert all(after[one.ref] == one.member for one in done)
    left = {one.ref for one in shown if one.taker is None}
    assert {one for one, member in after.items() if member == giver_id and one.start > SUNDAY} == left
    standing = [one for one in again(chief, view).items if one.state.value != "withdrawn"]
    assert {one.item.label for one in standing if one.item.kind is OwnedKind.DUTY} == set(map(str, left))
    assert ("move_duty", str(done[0].ref), done[0].member) in audited(chief)


def test_moving_is_one_act_that_can_be_undone(unlocked: Unlock) -> None:
    """All of it, and only by a coordinator."""
    chief = unlocked(CHIEF)
    publish(chief)
    before, giver_id = held(chief), held(chief)[ref()] or ""
    view = begin(chief, giver_id, SUNDAY)
    assert handover_duties.move_all(chief, view.handover.id)
    undo.undo(chief)
    assert held(chief) == before
    member = next(one for one in others(giver_id) if one != CHIEF)
    with pytest.raises(NotAllowed):
        handover_duties.move_all(unlocked(member), view.handover.id)


def test_a_leave_with_an_end_moves_only_what_lies_within_it(unlocked: Unlock) -> None:
    """She is back for the rest."""
    chief = unlocked(CHIEF)
    publish(chief)
    giver_id = held(chief)[ref()] or ""
    back = SUNDAY + timedelta(days=15)
    new = NewHandover(HandoverKind.LONG_LEAVE, SUNDAY, giver_id, back)
    view = handover.start(chief, new)
    for one in handover_duties.moves(chief, view.handover.id):
        assert one.period.touches(SUNDAY + DAY, back - DAY)
    later = {one for one, member in held(chief).items() if member == giver_id and one.start >= back}
    assert later
    assert not later & {one.ref for one in handover_duties.moves(chief, view.handover.id)}


def test_a_question_about_a_moved_duty_falls_away(unlocked: Unlock) -> None:
    """Whoever was asked has nothing to answer any more."""
    chief = unlocked(CHIEF)
    publish(chief)
    week = MONDAY + timedelta(weeks=2)
    giver_id, backup = held(chief)[ref(week)] or "", held(chief)[ref(week, DutyRole.BACKUP)]
    third = next(one for one in others(giver_id) if one != backup)
    swaps.ask(unlocked(giver_id), ref(week), third)
    view = begin(chief, giver_id, SUNDAY)
    assert OwnedKind.SWAP in {one.item.kind for one in view.items}
    handover_duties.move_all(chief, view.handover.id)
    assert swaps.waiting(unlocked(third)).for_me == ()


def test_the_receiver_follows_in_what_is_left(unlocked: Unlock) -> None:
    """In every duty until the last day in which she has nothing else, by one act."""
    chief = unlocked(CHIEF)
    publish(chief)
    giver_id = held(chief)[ref()] or ""
    view = begin(chief, giver_id, SUNDAY)
    backup = held(chief)[ref(MONDAY, DutyRole.BACKUP)]
    third = next(one for one in others(giver_id) if one != backup)
    weeks = handover_duties.shadow_weeks(chief, view.handover.id, third)
    assert ref() in {one.ref for one in weeks}
    done = handover_duties.set_shadow(unlocked(third), view.handover.id, third)
    assert {(one.ref.start, one.ref.role, one.member) for one in done} == {
        (one.ref.start, DutyRole.SHADOW, third) for one in weeks if one.why_not is None
    }
    cells = rota.board(chief).cells[ref().line, DutyRole.SHADOW]
    assert cells[1].member == third
    assert handover_duties.set_shadow(chief, view.handover.id, third) == ()
    undo.undo(unlocked(third))
    assert rota.board(chief).cells[ref().line, DutyRole.SHADOW][1].member is None


def test_who_has_duty_herself_cannot_follow(unlocked: Unlock) -> None:
    """The reason is told; nobody follows herself, and no stranger sets others."""
    chief = unlocked(CHIEF)
    publish(chief)
    giver_id = held(chief)[ref()] or ""
    view = begin(chief, giver_id, SUNDAY)
    backup = held(chief)[ref(MONDAY, DutyRole.BACKUP)] or ""
    found = {one.ref: one.why_not for one in handover_duties.shadow_weeks(chief, view.handover.id, backup)}
    assert found[ref()] is Hindrance.OTHER_DUTY
    for nobody in (giver_id, "R-01"):
        with pytest.raises(UnknownMember):
            handover_duties.shadow_weeks(chief, view.handover.id, nobody)
    stays = [one for one in others(giver_id) if one != CHIEF]
    if len(stays) > 1:
        with pytest.raises(NotAllowed):
            handover_duties.set_shadow(unlocked(stays[0]), view.handover.id, stays[1])


def test_a_duty_that_nobody_can_have_stays_with_the_handover(unlocked: Unlock) -> None:
    """It is told as open, and its item waits for a receiver."""
    chief = unlocked(CHIEF)
    publish(chief)
    giver_id = held(chief)[ref()] or ""
    for one in rota_members.rota_members(chief):
        if one.id != giver_id:
            set_rota_member(chief, replace(one, lines=()))
    view = begin(chief, giver_id, NOW.date() - DAY)
    shown = handover_duties.moves(chief, view.handover.id)
    assert shown
    assert {one.taker for one in shown} == {None}
    assert handover_duties.move_all(chief, view.handover.id) == ()
    assert held(chief)[ref()] == giver_id

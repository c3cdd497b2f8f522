"""What of the handovers waits for whom: on Today, in a mail from cron, and weeks after."""

from datetime import timedelta

import pytest

from nsk_tui.rules.handover import RemainderKind
from nsk_tui.rules.handover_state import ESCALATE_DAYS, MoveKind
from nsk_tui.rules.members import Role
from nsk_tui.services import handover, handover_items, handover_waiting, members, waiting
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import NotAllowed
from nsk_tui.services.handover_errors import EchoRefused, HandoverDaysRefused
from nsk_tui.services.handover_waiting import (
    ActionDue,
    EchoAsked,
    ItemsReturned,
    ItemsToTake,
    ItemsUnanswered,
    LeaveAhead,
)
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.handed import CHIEF, GIVER, LAST_DAY, RECEIVER, Unlock, again, answered, begin, sent, thread
from tests.rota_people import set_rota_member


def kinds(session: Session) -> list[type]:
    """Return what sorts of things wait for a member."""
    return [type(one) for one in handover_waiting.waiting(session)]


def test_a_sent_item_waits_for_its_receiver_and_a_returned_one_for_its_giver(unlocked: Unlock) -> None:
    """Counted one by one, told together, and nobody else is asked."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    for code in ("fin-lampe", "tør-kaffe"):
        thread(giver, code)
    view = begin(giver)
    first, _second = sent(giver, view, 0), sent(giver, view, 1)
    assert kinds(receiver) == [ItemsToTake]
    assert waiting.count(receiver) == 2
    assert kinds(unlocked(CHIEF)) == []
    answered(receiver, first, MoveKind.RETURN, "", "Hvem ringer?")
    assert waiting.count(receiver) == 1
    (back,) = handover_waiting.waiting(giver)
    assert isinstance(back, ItemsReturned)
    assert back.items[0].status.question == "Hvem ringer?"
    assert dict(waiting.count_all(giver)) == {"K-01": 0, "K-02": 3, "K-03": 1, "R-01": 0}


def test_what_nobody_answers_comes_to_the_coordinator(unlocked: Unlock, clock: Clock) -> None:
    """After five days, or as many as the network decided."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    thread(giver)
    sent(giver, begin(giver))
    clock.now += timedelta(days=ESCALATE_DAYS - 1)
    assert kinds(chief) == []
    clock.now += timedelta(days=1)
    (late,) = handover_waiting.waiting(chief)
    assert isinstance(late, ItemsUnanswered)
    assert late.items[0].waiting_days == ESCALATE_DAYS
    assert waiting.count(chief) == 1
    handover.set_escalate_days(chief, 9)
    assert kinds(chief) == []
    with pytest.raises(HandoverDaysRefused):
        handover.set_escalate_days(chief, 0)
    with pytest.raises(NotAllowed):
        handover.set_escalate_days(giver, 5)


def test_a_coordinator_who_receives_is_told_as_receiver_only_when_another_can_tell(
    unlocked: Unlock, clock: Clock
) -> None:
    """The one who does not answer is not the one to chase herself."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    members.change_role(chief, RECEIVER, Role.COORDINATOR)
    thread(giver)
    sent(giver, begin(giver))
    clock.now += timedelta(days=ESCALATE_DAYS)
    assert kinds(unlocked(RECEIVER)) == [ItemsToTake]
    assert kinds(chief) == [ItemsUnanswered]


def test_what_was_taken_over_is_told_when_it_is_due(unlocked: Unlock) -> None:
    """Within a week, until it is ticked off."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    actions = "ring til skolen 24/11\nmøde med familien 15/12"
    answered(receiver, sent(giver, view, actions=actions))
    (due,) = handover_waiting.waiting(receiver)
    assert isinstance(due, ActionDue)
    assert (due.action.what, due.action.giver, due.action.label) == ("ring til skolen", GIVER, "tør-kaffe")
    handover_items.set_done(receiver, due.action.item, due.action.position)
    assert kinds(receiver) == []


def test_a_last_day_without_a_handover_is_told(unlocked: Unlock) -> None:
    """To her and to the coordinators, until it is begun; afterwards a closed one is enough."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    view = begin(giver)
    assert (kinds(giver), kinds(chief)) == ([], [])
    handover.say_remainder(giver, view.handover.id, RemainderKind.NOTHING, "", 1)
    handover.close(giver, view.handover.id)
    assert kinds(chief) == []
    from dataclasses import replace

    from nsk_tui.services import rota_members

    (facts,) = (one for one in rota_members.rota_members(chief) if one.id == RECEIVER)
    set_rota_member(chief, replace(facts, leaves_on=LAST_DAY))
    assert handover_waiting.waiting(chief) == (LeaveAhead(RECEIVER, LAST_DAY),)
    assert handover_waiting.waiting(unlocked(RECEIVER)) == (LeaveAhead(RECEIVER, LAST_DAY),)
    assert kinds(giver) == []


def test_weeks_after_the_receivers_are_asked_what_was_missing(unlocked: Unlock, clock: Clock) -> None:
    """Thirty, sixty and ninety days; one that nobody answered lapses; the next handover shows the words."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view))
    clock.now += LAST_DAY - clock.now.date() + timedelta(days=29)
    assert EchoAsked not in kinds(receiver)
    clock.now += timedelta(days=1)
    asked = [one for one in handover_waiting.waiting(receiver) if isinstance(one, EchoAsked)]
    assert [one.days for one in asked] == [30]
    assert EchoAsked not in kinds(unlocked(CHIEF))
    refused = handover_waiting.answer_echo(receiver, view.handover.id, 30, "Nummeret til Sofie.")
    assert isinstance(refused, NotAnonymous)
    handover_waiting.answer_echo(receiver, view.handover.id, 30, "hvem der ringer til skolen")
    assert EchoAsked not in kinds(receiver)
    with pytest.raises(EchoRefused):
        handover_waiting.answer_echo(receiver, view.handover.id, 30, "igen")
    clock.now += timedelta(days=60)
    assert [one.days for one in handover_waiting.waiting(receiver) if isinstance(one, EchoAsked)] == [90]
    with pytest.raises(EchoRefused):
        handover_waiting.answer_echo(receiver, view.handover.id, 60, "for sent")
    handover_waiting.answer_echo(receiver, view.handover.id, 90, "")
    assert [days for _member, days, _words in again(giver, view).echoes] == [30, 90]
    assert handover.earlier_answers(giver) == ("hvem der ringer til skolen",)


def test_who_received_nothing_is_asked_nothing(unlocked: Unlock, clock: Clock) -> None:
    """A returned item is no handover received, and a dropped one asks nobody."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view), MoveKind.RETURN, "", "Hvem ringer?")
    clock.now += LAST_DAY - clock.now.date() + timedelta(days=30)
    assert EchoAsked not in kinds(receiver)
    with pytest.raises(EchoRefused):
        handover_waiting.answer_echo(receiver, view.handover.id, 30, "noget")

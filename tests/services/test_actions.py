"""Actions and decisions: one key each, asked at the third carry, found again, and undone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nsk_tui.rules.actions import Action, ActionMove, ActionState, ActionStay
from nsk_tui.rules.decisions import DecisionRef, SupersedeFault
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.services import actions, decisions, minutes, undo
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import NotAllowed, SavedByAnotherFirst
from nsk_tui.services.meeting_errors import (
    ActionStays,
    HasLeft,
    NotChair,
    SupersedeRefused,
    UnknownAction,
    UnknownDecision,
)
from nsk_tui.services.rotation import remove_member
from nsk_tui.services.session import Session
from tests.conftest import Clock
from tests.gathered import THREE, THURSDAY, TWO, audited, meet, press
from tests.services.test_minutes import begun, write

Unlock = Callable[[str], Session]


def agreed(session: Session, clock: Clock, *lines: str) -> tuple[Action, ...]:
    """Return the actions that a meeting agreed on; it is over now."""
    meeting, on_rota = begun(session, clock)
    for line in lines or ("o: K-02 10/12 laver skema", "o: K-03 1/12 ringer til skolen"):
        write(session, meeting, on_rota, line)
    press(session, meeting, Press.END)
    return actions.open_actions(session)


def moved(session: Session, action: Action, wanted: ActionMove, **more: object) -> Action:
    """Say what becomes of an action, as it stands now."""
    now = actions.action(session, action.id)
    found = actions.move(session, action.id, wanted, now.version, **more)  # type: ignore[arg-type]
    assert isinstance(found, Action)
    return found


def test_a_meeting_opens_with_the_open_actions_by_day(session: Session, clock: Clock) -> None:
    """And what was closed since the last one."""
    later, sooner = sorted(agreed(session, clock), key=lambda one: one.owner or "")
    following = meet(session, day=THURSDAY + timedelta(days=14))
    opening = actions.opening(session, following.id)
    assert [one.id for one in opening.actions] == [sooner.id, later.id]
    assert opening.previous is not None
    assert opening.previous.day == THURSDAY
    moved(session, sooner, ActionMove.DONE, meeting=following.id)
    opening = actions.opening(session, following.id)
    assert [one.id for one in opening.actions] == [later.id]
    assert [(one.id, one.state) for one in opening.closed] == [(sooner.id, ActionState.DONE)]


def test_the_third_carry_asks_first(session: Session, clock: Clock) -> None:
    """Drop or escalate, each with a reason; a carried one stands behind those not yet gone through."""
    action, _other = agreed(session, clock)
    days = [THURSDAY + timedelta(days=14 * step) for step in (1, 2, 3)]
    first, second, third = (meet(session, day=day) for day in days)
    moved(session, action, ActionMove.CARRY, meeting=first.id)
    assert actions.opening(session, first.id).actions[-1].id == action.id
    with pytest.raises(ActionStays) as refused:
        moved(session, action, ActionMove.CARRY, meeting=first.id)
    assert refused.value.faults == (ActionStay.SAME_MEETING,)
    moved(session, action, ActionMove.CARRY, meeting=second.id)
    with pytest.raises(ActionStays) as refused:
        moved(session, action, ActionMove.CARRY, meeting=third.id)
    assert refused.value.faults == (ActionStay.ASK_FIRST,)
    with pytest.raises(ActionStays) as refused:
        moved(session, action, ActionMove.DROP, meeting=third.id)
    assert refused.value.faults == (ActionStay.NO_REASON,)
    found = moved(session, action, ActionMove.ESCALATE, meeting=third.id, reason="Styregruppen afgør")
    assert (found.state, found.reason, found.carried) == (ActionState.ESCALATED, "Styregruppen afgør", 2)


def test_a_reason_that_reveals_is_not_stored(session: Session, clock: Clock) -> None:
    """The action stays open."""
    action, _other = agreed(session, clock)
    refused = actions.move(
        session, action.id, ActionMove.DROP, action.version, reason="Fatima Hassan er flyttet"
    )
    assert isinstance(refused, NotAnonymous)
    assert actions.action(session, action.id).state is ActionState.OPEN


@pytest.mark.parametrize("wanted", [ActionMove.DONE, ActionMove.CARRY, ActionMove.DROP])
def test_what_became_of_an_action_can_be_undone(session: Session, clock: Clock, wanted: ActionMove) -> None:
    """Also after a restart; redo does it again."""
    action, _other = agreed(session, clock)
    reason = "ikke nødvendig mere" if wanted is ActionMove.DROP else ""
    after = moved(session, action, wanted, reason=reason)
    assert undo.undo(session) == undo.UndoDone("settle_action", f"2026-11-26-{action.ref.number}")
    found = actions.action(session, action.id)
    assert (found.state, found.carried, found.closed_on) == (ActionState.OPEN, 0, None)
    undo.redo(session)
    again = actions.action(session, action.id)
    assert (again.state, again.carried, again.reason) == (after.state, after.carried, reason)


def test_two_who_press_at_once_are_told(session: Session, clock: Clock) -> None:
    """The second sees what the first did."""
    action, _other = agreed(session, clock)
    actions.move(session, action.id, ActionMove.CARRY, action.version)
    with pytest.raises(SavedByAnotherFirst):
        actions.move(session, action.id, ActionMove.DONE, action.version)
    moved(session, action, ActionMove.DONE)
    with pytest.raises(ActionStays):
        moved(session, action, ActionMove.DONE)
    assert moved(session, action, ActionMove.REOPEN).state is ActionState.OPEN


def test_my_actions_are_mine(unlocked: Unlock, clock: Clock) -> None:
    """By day; an action is found by its number."""
    agreed(unlocked("K-01"), clock)
    (mine,) = actions.mine(unlocked("K-03"))
    assert mine.text == "ringer til skolen"
    assert actions.action(unlocked("K-03"), "M26/11-2") == mine
    with pytest.raises(UnknownAction):
        actions.action(unlocked("K-03"), "M26/11-9")


def test_an_action_is_given_away_by_its_owner_the_chair_or_a_coordinator(
    unlocked: Unlock, clock: Clock
) -> None:
    """The minutes keep what was agreed."""
    chief, owner, third = unlocked("K-01"), unlocked("K-02"), unlocked("K-03")
    action = next(one for one in agreed(chief, clock) if one.owner == TWO)
    with pytest.raises(NotChair):
        actions.assign(third, action.id, THREE, action.due, action.version)
    given = actions.assign(owner, action.id, THREE, date(2026, 12, 20), action.version)
    assert (given.owner, given.due) == ("K-03", date(2026, 12, 20))
    line = next(one for one in minutes.minutes(chief, action.meeting).lines if one.action == action.ref)
    assert (line.line.owner, line.line.due) == ("K-02", date(2026, 12, 10))
    assert ("assign_action", "2026-11-26-1", "K-03") in audited(chief)


def test_an_action_whose_owner_has_left_stands_first_and_can_be_taken(unlocked: Unlock, clock: Clock) -> None:
    """And nobody who has left is given one."""
    chief, member = unlocked("K-01"), unlocked("K-02")
    agreed(chief, clock)
    remove_member(chief, "K-03")
    (first, second) = actions.open_actions(chief)
    assert (first.owner, second.owner) == ("K-03", "K-02")
    following = meet(chief, day=THURSDAY + timedelta(days=14))
    assert [one.id for one in actions.opening(chief, following.id).ownerless] == [first.id]
    with pytest.raises(HasLeft):
        actions.assign(member, first.id, MemberId("K-03"), None, first.version)
    assert actions.assign(member, first.id, TWO, first.due, first.version).owner == "K-02"


def test_a_later_decision_takes_the_place_of_an_earlier_one(session: Session, clock: Clock) -> None:
    """Both stay; the earlier says which holds instead, and undo lets it hold again."""
    agreed(session, clock, "b: Mail på mandage", "b: Mail på fredage", "b: Mail hver dag")
    first, second, third = (DecisionRef(2026, number) for number in (1, 2, 3))
    decisions.supersede(session, first, second)
    decisions.supersede(session, second, third)
    assert decisions.standing(session, first).ref == third
    with pytest.raises(SupersedeRefused) as refused:
        decisions.supersede(session, third, first)
    assert refused.value.faults == (SupersedeFault.EARLIER,)
    with pytest.raises(UnknownDecision):
        decisions.supersede(session, first, DecisionRef(2026, 9))
    assert undo.undo(session).kind == "supersede_decision"  # type: ignore[union-attr]
    assert decisions.standing(session, first).ref == second
    assert [one.text for one in decisions.find(session, "fred")] == ["Mail på fredage"]


def test_an_auditor_sees_neither(unlocked: Unlock) -> None:
    """What the group decides is not hers to read."""
    for act in (actions.mine, actions.open_actions, decisions.find):
        with pytest.raises(NotAllowed):
            act(unlocked("R-01"))

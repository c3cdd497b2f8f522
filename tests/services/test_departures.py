"""A departure from its beginning to its receipt: what ticks itself, what is refused, what is audited."""

from datetime import timedelta

import pytest

from nsk_tui.rules.departure import DepartureStep, Obstacle
from nsk_tui.rules.members import Role
from nsk_tui.rules.outbox import TicketState
from nsk_tui.services import (
    departure_receipt,
    departures,
    handover,
    members,
    outbox,
    rotation,
    threads,
)
from nsk_tui.services.departure_errors import (
    DepartureExists,
    DepartureFinished,
    NotDeparting,
    StepByItself,
    StepNotPossible,
    StepsLeft,
)
from nsk_tui.services.departures import DepartureView
from nsk_tui.services.errors import NotAllowed, UnknownMember
from nsk_tui.services.handover_errors import HandoverNotFinished
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved
from nsk_tui.store import audit
from nsk_tui.vault.errors import AccessClosed, WrongPassphrase
from tests.conftest import PASSPHRASES, Clock
from tests.handed import GIVER, LAST_DAY, RECEIVER, Unlock, thread
from tests.leaving import exported, received, wanted

PAGE_LINES_MAX = 66
"""Of a printed page."""

BY_HAND = (DepartureStep.AGREED, DepartureStep.SHADOW, DepartureStep.TASKS)


@pytest.fixture
def found(session: Session, unlocked: Unlock) -> DepartureView:
    """Return the departure of K-02, whose handover K-03 has received."""
    received(unlocked)
    return departures.start(session, GIVER)


def lines(session: Session, *acts: str) -> list[tuple[str, str, str, str]]:
    """Return who did what to whom and why."""
    with session.database.reading() as reading:
        every = audit.lines(reading, limit=900)
    return [(one.member, one.act, one.subject, one.purpose) for one in every if one.act in acts]


def undone(session: Session, found: DepartureView) -> list[int]:
    """Return the numbers of the steps that are not done now."""
    return [
        one.step.number for one in departures.look(session, found.view.handover.id).steps if not one.is_done
    ]


def test_it_begins_with_the_handover_of_all_that_she_has(session: Session, unlocked: Unlock) -> None:
    """One act for both; without a day and without a handover there is nothing to begin with."""
    thread(unlocked(GIVER))
    with pytest.raises(NotDeparting):
        departures.start(session, GIVER)
    begun = departures.start(session, GIVER, LAST_DAY)
    assert (begun.leaver, begun.responsible, begun.view.handover.last_day) == (GIVER, "K-01", LAST_DAY)
    assert len(begun.view.items) == 1
    assert lines(session, "start_departure") == [("K-01", "start_departure", GIVER, "")]
    with pytest.raises(DepartureExists):
        departures.start(session, GIVER)


def test_what_the_records_show_is_ticked_from_the_start(session: Session, found: DepartureView) -> None:
    """Received, no duties, nothing only she can; one person is still to be met."""
    assert undone(session, found) == [1, 3, 5, 6, 8, 9, 10]
    assert found.facts.tally.received == 1
    assert (found.facts.met, found.facts.to_meet) == (0, 1)


def test_a_step_comes_undone_when_something_is_opened_again(
    session: Session, unlocked: Unlock, found: DepartureView
) -> None:
    """She writes one more thread: the handover is not received any more."""
    thread(unlocked(GIVER), "varm-sluse")
    step = departures.look(session, found.view.handover.id).step(DepartureStep.RECEIVED)
    assert not step.is_done
    file = departures.look(session, found.view.handover.id).step(DepartureStep.EXPORTED)
    assert (file.obstacle, file.waits_for) == (Obstacle.STEP, DepartureStep.RECEIVED)


def test_what_no_record_shows_somebody_says(session: Session, found: DepartureView) -> None:
    """With name and day; it can be taken back; who said it first stays."""
    for step in BY_HAND:
        departures.tick(session, found.view.handover.id, step)
    agreed = departures.look(session, found.view.handover.id).step(DepartureStep.AGREED)
    assert agreed.tick is not None
    assert (agreed.is_done, agreed.tick.by, agreed.tick.on) == (True, "K-01", session.today)
    departures.tick(session, found.view.handover.id, DepartureStep.TASKS, is_done=False)
    assert 5 in undone(session, found)
    ticks = lines(session, "tick_departure", "untick_departure")
    assert [(act, why) for _who, act, _whom, why in ticks] == [
        ("tick_departure", "agreed"), ("tick_departure", "shadow"), ("tick_departure", "tasks"),
        ("untick_departure", "tasks"),
    ]  # fmt: skip


@pytest.mark.parametrize("step", [step for step in DepartureStep if step.number in (2, 4, 6, 7, 8, 9)])
def test_nobody_ticks_what_ticks_itself(session: Session, found: DepartureView, step: DepartureStep) -> None:
    """A word does not make it true."""
    with pytest.raises(StepByItself):
        departures.tick(session, found.view.handover.id, step)


def test_the_talk_is_not_ticked_before_its_day(session: Session, found: DepartureView, clock: Clock) -> None:
    """Thirty days after the last one; an answer ticks it by itself."""
    with pytest.raises(StepNotPossible):
        departures.tick(session, found.view.handover.id, DepartureStep.TALK)
    clock.now += timedelta(days=41)
    assert (
        departures.tick(session, found.view.handover.id, DepartureStep.TALK).step(DepartureStep.TALK).is_done
    )


def test_a_sealed_file_ticks_its_step_until_it_is_taken_back(
    session: Session, unlocked: Unlock, found: DepartureView
) -> None:
    """With who let it leave."""
    (ticket,) = exported(unlocked(GIVER), wanted(found.view)).tickets
    step = departures.look(session, found.view.handover.id).step(DepartureStep.EXPORTED)
    assert step.is_done
    assert step.tick is not None
    assert step.tick.by == GIVER
    outbox.withdraw(session, ticket.ticket)
    assert [one.state for one in outbox.tickets(session)] == [TicketState.WITHDRAWN]
    assert 8 in undone(session, found)


def test_only_coordinators_see_to_it_and_the_leaver_looks(
    session: Session, unlocked: Unlock, found: DepartureView
) -> None:
    """Who receives an item has no business with the list."""
    leaver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    assert departures.look(leaver, found.view.handover.id).done == found.done
    with pytest.raises(NotAllowed):
        departures.look(receiver, found.view.handover.id)
    for act in (
        lambda: departures.start(leaver, "K-03", LAST_DAY),
        lambda: departures.tick(leaver, found.view.handover.id, DepartureStep.AGREED),
        lambda: departures.close_access(leaver, found.view.handover.id, PASSPHRASES[GIVER]),
        lambda: departures.finish(leaver, found.view.handover.id),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_unknown_and_nobody_on_long_leave_departs(session: Session, unlocked: Unlock) -> None:
    """A handover of another kind is not turned into leaving."""
    from nsk_tui.rules.handover import HandoverKind
    from nsk_tui.services.handover import NewHandover

    with pytest.raises(UnknownMember):
        departures.start(session, "K-99", LAST_DAY)
    handover.start(session, NewHandover(HandoverKind.ROLE_CHANGE, LAST_DAY, GIVER))
    with pytest.raises(NotDeparting):
        departures.start(session, GIVER, LAST_DAY)


def test_the_access_is_closed_while_she_and_others_work(
    session: Session, unlocked: Unlock, found: DepartureView, clock: Clock
) -> None:
    """From the last day on, with the passphrase again: her screen ends, others go on under another key."""
    leaver, other = unlocked(GIVER), unlocked(RECEIVER)
    with pytest.raises(StepNotPossible):
        departures.close_access(session, found.view.handover.id, PASSPHRASES["K-01"])
    clock.now += timedelta(days=10)
    with pytest.raises(WrongPassphrase):
        departures.close_access(session, found.view.handover.id, PASSPHRASES["K-03"])
    view, closed = departures.close_access(session, found.view.handover.id, PASSPHRASES["K-01"])
    assert (closed.member, closed.key_number) == (GIVER, 2)
    step = view.step(DepartureStep.CLOSED)
    assert step.tick is not None
    assert (step.is_done, step.tick.by) == (True, "K-01")
    with pytest.raises(AccessClosed):
        threads.open_thread(leaver, "tør-kaffe")
    assert threads.open_thread(other, "tør-kaffe").entries[0].member == GIVER
    with pytest.raises(StepNotPossible):
        departures.close_access(session, found.view.handover.id, PASSPHRASES["K-01"])


def test_access_can_be_cut_before_with_the_handover_open(session: Session, unlocked: Unlock) -> None:
    """At any moment: step 9 ticks itself, and the coordinator goes on with the rest."""
    thread(unlocked(GIVER))
    found = departures.start(session, GIVER, LAST_DAY)
    rotation.remove_member(session, GIVER)
    now = departures.look(session, found.view.handover.id)
    assert now.step(DepartureStep.CLOSED).is_done
    assert not now.step(DepartureStep.RECEIVED).is_done
    assert now.view.handover.is_open


def test_it_is_not_finished_while_an_item_has_no_receiver(session: Session, unlocked: Unlock) -> None:
    """A coordinator may close the handover with a reason; it stands in the audit and on the receipt."""
    thread(unlocked(GIVER))
    found = departures.start(session, GIVER, LAST_DAY)
    with pytest.raises(StepsLeft):
        departures.finish(session, found.view.handover.id)
    with pytest.raises(HandoverNotFinished):
        handover.close(session, found.view.handover.id)
    saved = handover.close(session, found.view.handover.id, "Ingen kan tage den: leder er orienteret")
    assert isinstance(saved, Saved)
    now = departures.look(session, found.view.handover.id)
    assert now.step(DepartureStep.RECEIVED).is_done
    assert [act for _who, act, _whom, _why in lines(session, "override_handover")] == ["override_handover"]
    assert "leder er orienteret" in " ".join(departure_receipt.receipt(session, now).split())


def test_the_only_coordinator_makes_another_one_first(
    session: Session, unlocked: Unlock, clock: Clock
) -> None:
    """The list says so from the start; afterwards the other one closes the access."""
    found = departures.start(session, "K-01", LAST_DAY)
    clock.now += timedelta(days=10)
    step = departures.look(session, found.view.handover.id).step(DepartureStep.CLOSED)
    assert step.obstacle is Obstacle.ONLY_COORDINATOR
    with pytest.raises(StepNotPossible):
        departures.close_access(session, found.view.handover.id, PASSPHRASES["K-01"])
    members.change_role(session, RECEIVER, Role.COORDINATOR)
    step = departures.look(session, found.view.handover.id).step(DepartureStep.CLOSED)
    assert step.obstacle is Obstacle.OWN_ACCESS
    other = unlocked(RECEIVER)
    view, _closed = departures.close_access(other, found.view.handover.id, PASSPHRASES[RECEIVER])
    assert view.step(DepartureStep.CLOSED).is_done


def test_all_ten_end_in_a_receipt_of_one_page(session: Session, unlocked: Unlock, clock: Clock) -> None:
    """Steps, names, days, what nobody can take back; finished once, by somebody, on a day."""
    view = received(unlocked, "skoleleder, mødt 18/11")
    identity = departures.start(session, GIVER).view.handover.id
    for step in BY_HAND:
        departures.tick(session, identity, step)
    exported(session, wanted(view))
    clock.now += timedelta(days=10)
    departures.close_access(session, identity, PASSPHRASES["K-01"])
    with pytest.raises(StepsLeft) as caught:
        departures.finish(session, identity)
    assert caught.value.detail == "1"
    clock.now += timedelta(days=30)
    departures.tick(session, identity, DepartureStep.TALK)
    done = departures.finish(session, identity)
    assert (done.done, done.finished_by, done.finished_on) == (10, "K-01", session.today)
    page = departure_receipt.receipt(session, done).splitlines()
    assert len(page) <= PAGE_LINES_MAX
    said = " ".join(" ".join(page).split())
    for part in (
        "Kvittering: K-02 er fratrådt", "Eksempelkøbing · Videnspersonerne", "Sidste dag: 30/11-2026",
        "Ansvarlig: K-01", "Tilstand: afsluttet af K-01 30/12-2026", "Overlevering modtaget: 1 af 1",
        "Dato og modtagere aftalt", "K-01 20/11", "kan ikke kaldes tilbage",
    ):  # fmt: skip
        assert part in said, part
    with pytest.raises(DepartureFinished):
        departures.finish(session, identity)
    with pytest.raises(DepartureFinished):
        departures.tick(session, identity, DepartureStep.TASKS)
    assert departures.lines(session) == ()
    assert [act for _who, act, _whom, _why in lines(session, "finish_departure")] == ["finish_departure"]


def test_words_stay_attributed_and_lists_end(
    session: Session, unlocked: Unlock, found: DepartureView, clock: Clock
) -> None:
    """What she wrote stays hers; a departure under way is listed, one that was found by name is the same."""
    assert [one.leaver for one in departures.lines(session)] == [GIVER]
    assert departures.find(session, GIVER) == found.view.handover.id
    with pytest.raises(NotDeparting):
        departures.find(session, "K-03")
    rotation.remove_member(session, GIVER)
    assert threads.open_thread(session, "tør-kaffe").entries[0].member == GIVER

"""A handover writes itself from what is open, keeps in step, and is closed when all is received."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.rules.handover import HandoverFault, HandoverKind, HandoverState, RemainderKind
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.members import Role
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import (
    absences,
    consultations,
    drafts,
    follow_ups,
    handover,
    handover_collect,
    handover_days,
    handover_items,
    handover_moves,
    members,
    rota_members,
    rotation,
    threads,
    undo,
)
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import (
    NotAllowed,
    SavedByAnotherFirst,
    TextRefused,
    UnknownMember,
    UnknownThread,
)
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.handover import NewHandover
from nsk_tui.services.handover_errors import (
    HandoverDaysRefused,
    HandoverEnded,
    HandoverExists,
    HandoverNotFinished,
    UnknownHandover,
)
from nsk_tui.services.session import Session
from nsk_tui.store.registry import OWNER_COLUMNS
from tests.conftest import NOW, Clock
from tests.handed import (
    CHIEF,
    GIVER,
    LAST_DAY,
    RECEIVER,
    Unlock,
    again,
    answered,
    begin,
    filled,
    form,
    sent,
    thread,
)
from tests.published import audited


def test_every_kind_of_record_has_one_source_and_every_owned_table_is_read() -> None:
    """A later capability that forgets its kind or its table is told here."""
    kinds = [source.kind for source in handover_collect.SOURCES]
    assert sorted(kinds) == sorted(OwnedKind)
    read = {table for source in handover_collect.SOURCES for table in source.tables}
    assert read == set(OWNER_COLUMNS)


def test_a_handover_writes_itself_from_what_is_open(unlocked: Unlock) -> None:
    """Threads with their follow-ups, the most serious first; codes and days, and no word of them."""
    giver = unlocked(GIVER)
    thread(giver, "fin-lampe", ConcernLevel.YELLOW)
    thread(giver, "varm-sluse", ConcernLevel.RED)
    thread(giver, "egen-havn", owner=RECEIVER)
    view = begin(giver)
    assert [(one.item.label, one.item.level) for one in view.items] == [
        ("varm-sluse", ConcernLevel.RED),
        ("fin-lampe", ConcernLevel.YELLOW),
    ]
    for one in view.items:
        assert [kind for kind, _ref in one.item.covers] == [OwnedKind.THREAD, OwnedKind.FOLLOW_UP]
        assert [action.on for action in one.item.actions] == [NOW.date() + timedelta(days=4)]
        assert (one.item.summary, one.item.receiver, one.state) == ("", None, ItemState.DRAFT)
    assert view.missed == ()
    assert OwnedKind.SWAP in view.empty_kinds
    assert ("start_handover", GIVER, "leave") in audited(giver)


def test_the_rota_knows_the_last_day(unlocked: Unlock) -> None:
    """So that no plan gives her a duty after it; dropped, it is forgotten again."""
    giver = unlocked(GIVER)
    view = begin(giver)

    def leaves() -> object:
        return next(one.leaves_on for one in rota_members.rota_members(giver) if one.id == GIVER)

    assert leaves() == LAST_DAY
    handover_days.set_days(giver, view.handover.id, LAST_DAY + timedelta(days=7), None, 1)
    assert leaves() == LAST_DAY + timedelta(days=7)
    handover.drop(giver, view.handover.id)
    assert leaves() is None


def test_a_long_leave_with_its_end_is_an_absence(unlocked: Unlock) -> None:
    """From the day after the last to the day before she is back; never why."""
    giver = unlocked(GIVER)
    back = LAST_DAY + timedelta(days=120)
    handover.start(giver, NewHandover(HandoverKind.LONG_LEAVE, LAST_DAY, back_on=back))
    (away,) = absences.absences(giver)
    assert (away.member, away.first, away.last) == (
        GIVER,
        LAST_DAY + timedelta(days=1),
        back - timedelta(days=1),
    )


@pytest.mark.parametrize(
    ("kind", "days", "back"),
    [
        (HandoverKind.LEAVE, 10, 40),
        (HandoverKind.LONG_LEAVE, 10, 5),
        (HandoverKind.LEAVE, 1000, None),
        (HandoverKind.LEAVE, -400, None),
    ],
)
def test_days_out_of_order_begin_nothing(
    unlocked: Unlock, kind: HandoverKind, days: int, back: int | None
) -> None:
    """Back before she has gone, back from leaving, or in another age."""
    giver, today = unlocked(GIVER), NOW.date()
    back_on = today + timedelta(days=back) if back is not None else None
    with pytest.raises(HandoverDaysRefused):
        handover.start(giver, NewHandover(kind, today + timedelta(days=days), back_on=back_on))
    assert handover.lines(giver, None) == ()


def test_a_coordinator_begins_it_for_somebody_else(unlocked: Unlock) -> None:
    """She may be ill, or gone; another member may not, and nobody twice."""
    thread(unlocked(GIVER))
    with pytest.raises(NotAllowed):
        begin(unlocked(RECEIVER), GIVER)
    view = begin(unlocked(CHIEF), GIVER, NOW.date() - timedelta(days=3))
    assert view.handover.started_by == CHIEF
    assert len(view.items) == 1
    with pytest.raises(HandoverExists):
        begin(unlocked(GIVER))
    with pytest.raises(UnknownMember):
        begin(unlocked(CHIEF), "K-99")
    with pytest.raises(NotAllowed):
        handover.lines(unlocked("R-01"))


def test_what_becomes_open_since_comes_in_and_what_is_closed_goes(unlocked: Unlock) -> None:
    """At the next reading by whoever may give it; another reader changes nothing."""
    giver = unlocked(GIVER)
    thread(giver, "fin-lampe")
    view = begin(giver)
    thread(giver, "ny-havn")
    consultations.close_thread(giver, "fin-lampe")
    seen = again(unlocked(RECEIVER), view)
    assert [one.item.label for one in seen.items] == ["fin-lampe"]
    assert [one.label for one in seen.missed] == ["ny-havn", "ny-havn"]
    assert HandoverFault.NOT_COVERED in seen.faults
    after = again(giver, view)
    assert [(one.item.label, one.state) for one in after.items] == [
        ("fin-lampe", ItemState.WITHDRAWN),
        ("ny-havn", ItemState.DRAFT),
    ]
    assert after.missed == ()
    before = len(audited(giver))
    assert again(giver, view) == after
    assert len(audited(giver)) == before


def test_an_item_follows_its_record_until_it_is_taken(unlocked: Unlock) -> None:
    """A new follow-up and a raised level stand in it; its words stay."""
    giver = unlocked(GIVER)
    code = thread(giver, level=ConcernLevel.YELLOW)
    view = begin(giver)
    filled(giver, view)
    later = NOW.date() + timedelta(days=9)
    note = FollowUpNote(FollowUpResult.WORSE, ConcernLevel.RED, later)
    follow_ups.note_follow_up(giver, code, note)
    item = again(giver, view).items[0].item
    assert (item.level, [one.on for one in item.actions]) == (ConcernLevel.RED, [later])
    assert item.actions[0].owner == RECEIVER
    assert "rejse i julen" in item.summary


def test_one_thread_can_go_alone(unlocked: Unlock) -> None:
    """Its owner stays: nothing is asked of the rest, and the whole one does not take it in twice."""
    giver = unlocked(GIVER)
    code, _other = thread(giver), thread(giver, "fin-lampe")
    view = handover.start_thread(giver, code)
    assert [one.item.label for one in view.items] == [code]
    assert set(view.faults) == {HandoverFault.NO_RECEIVER, HandoverFault.NOT_RECEIVED}
    assert [one.item.label for one in begin(giver).items] == ["fin-lampe"]
    item = sent(giver, view)
    answered(unlocked(RECEIVER), item)
    assert again(giver, view).faults == ()
    with pytest.raises(NotAllowed):
        handover.start_thread(giver, code)
    with pytest.raises(UnknownThread):
        handover.start_thread(giver, "ukendt-navn")


def test_what_only_she_can_open_is_hers_to_finish(unlocked: Unlock) -> None:
    """A draft is counted by its file, also by the coordinator, who cannot read it."""
    giver = unlocked(GIVER)
    draft = drafts.save_draft(giver, None, "consultation", "stille-havn", {"text": "halvt"})
    view = begin(unlocked(CHIEF), GIVER)
    assert [one.kind for one in view.to_finish] == [OwnedKind.DRAFT]
    assert HandoverFault.UNFINISHED in view.faults
    drafts.discard_draft(giver, draft)
    assert again(giver, view).to_finish == ()


def test_the_only_coordinator_must_make_another_first(unlocked: Unlock) -> None:
    """Her role and her paper share are told as what she holds."""
    chief = unlocked(CHIEF)
    view = begin(chief)
    assert HandoverFault.ONLY_COORDINATOR in view.faults
    assert [one.item.label for one in view.items] == ["coordinator"]
    members.change_role(chief, RECEIVER, Role.COORDINATOR)
    assert HandoverFault.ONLY_COORDINATOR not in again(chief, view).faults


def test_what_is_not_handed_over_is_said(unlocked: Unlock) -> None:
    """Nothing is a statement; something left out needs words, which pass the check."""
    giver = unlocked(GIVER)
    view = begin(giver)
    assert HandoverFault.REMAINDER_UNSAID in view.faults
    with pytest.raises(TextRefused):
        handover.say_remainder(giver, view.handover.id, RemainderKind.LEFT_OUT, "  ", 1)
    found = handover.say_remainder(
        giver, view.handover.id, RemainderKind.LEFT_OUT, "Sofies mappe ligger endnu i skabet.", 1
    )
    assert isinstance(found, NotAnonymous)
    handover.say_remainder(giver, view.handover.id, RemainderKind.LEFT_OUT, "gamle noter fra møder", 1)
    with pytest.raises(SavedByAnotherFirst):
        handover.say_remainder(giver, view.handover.id, RemainderKind.NOTHING, "", 1)
    said = again(giver, view).handover.remainder
    assert said is not None
    assert (said.kind, said.words, said.by) == (RemainderKind.LEFT_OUT, "gamle noter fra møder", GIVER)


def test_a_finished_handover_is_closed_and_stays_so(unlocked: Unlock) -> None:
    """The receiver's later work, and anybody's, makes nothing stale."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view))
    with pytest.raises(HandoverNotFinished) as refused:
        handover.close(giver, view.handover.id)
    assert refused.value.faults == (HandoverFault.REMAINDER_UNSAID,)
    handover.say_remainder(giver, view.handover.id, RemainderKind.NOTHING, "", 1)
    handover.close(giver, view.handover.id)
    note = FollowUpNote(FollowUpResult.BETTER, ConcernLevel.YELLOW, None)
    follow_ups.note_follow_up(unlocked(CHIEF), code, note)
    after = again(giver, view)
    assert (after.handover.state, after.items[0].state) == (HandoverState.CLOSED, ItemState.ACCEPTED)
    with pytest.raises(HandoverEnded):
        handover_items.save(giver, after.items[0].item.id, form(), after.items[0].version)


def test_a_coordinator_closes_in_spite_with_a_reason(unlocked: Unlock) -> None:
    """It stands in the audit and with the handover; the giver may not, and no name may be in it."""
    giver, chief = unlocked(GIVER), unlocked(CHIEF)
    thread(giver)
    view = begin(giver)
    with pytest.raises(NotAllowed):
        handover.close(giver, view.handover.id, "jeg har travlt")
    assert isinstance(handover.close(chief, view.handover.id, "hun passer Sofie"), NotAnonymous)
    handover.close(chief, view.handover.id, "sygdom, alt er fordelt på møde")
    found = again(chief, view)
    assert (found.handover.closed_by, found.closing_reason) == (CHIEF, "sygdom, alt er fordelt på møde")
    assert ("override_handover", GIVER, "") in audited(chief)


def test_a_handover_goes_on_when_the_access_is_cut(unlocked: Unlock, clock: Clock) -> None:
    """The coordinator gives in her stead; a receiver who has gone is no receiver."""
    chief = unlocked(CHIEF)
    thread(unlocked(GIVER))
    view = begin(unlocked(GIVER))
    rotation.remove_member(chief, GIVER)
    item = sent(chief, view)
    assert item.state is ItemState.SENT
    rotation.remove_member(chief, RECEIVER)
    assert again(chief, view).items[0].receiver_leaves is not None


def test_a_handover_is_found_by_its_id_its_giver_or_its_thread(unlocked: Unlock) -> None:
    """The one that is under way comes first."""
    giver = unlocked(GIVER)
    code = thread(giver)
    first = begin(giver)
    handover.drop(giver, first.handover.id)
    second, alone = begin(giver), handover.start_thread(giver, code)
    assert handover.find(giver, GIVER) == second.handover.id
    assert handover.find(giver, first.handover.id) == first.handover.id
    assert handover.find(giver, code) == alone.handover.id
    with pytest.raises(UnknownHandover):
        handover.find(giver, "K-99")
    with pytest.raises(UnknownHandover):
        handover.read(giver, "nej")


def test_reading_is_audited_once_in_a_session(unlocked: Unlock) -> None:
    """Drawing again what is open is no new reading."""
    view = begin(unlocked(GIVER))
    receiver = unlocked(RECEIVER)
    for _time in range(3):
        again(receiver, view)
    assert audited(receiver).count(("read_handover", GIVER, "")) == 1


def test_undo_of_the_giver_does_not_take_back_what_was_handed_over(unlocked: Unlock) -> None:
    """Her follow-up of before cannot be undone over the new owner's head."""
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    code = thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view))
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(giver)
    assert threads.open_thread(receiver, code).line.owner == RECEIVER


@pytest.mark.parametrize("count", [3, 25])
def test_a_handover_is_read_in_as_many_queries_however_much_is_open(unlocked: Unlock, count: int) -> None:
    """Twenty-five open matters cost no more questions than three."""
    giver = unlocked(GIVER)
    for at in range(count):
        thread(giver, f"prik-{'abcdefghijklmnopqrstuvwxyz'[at]}{'x' * 3}")
    view = begin(giver)
    again(giver, view)
    asked: list[str] = []

    def note(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    with giver.database.reading() as reading:
        engine = reading.connection().engine
    event.listen(engine, "before_cursor_execute", note)
    found = again(giver, view)
    event.remove(engine, "before_cursor_execute", note)
    assert len(found.items) == count
    assert len(asked) <= QUERIES_MAX, len(asked)


QUERIES_MAX = 60
"""Of one reading of a handover: each kind of record is asked for once or twice."""


def test_a_receiver_of_an_item_hands_it_on_when_she_goes(unlocked: Unlock) -> None:
    """What is hers by the item alone, and what she still has to do, is in her own handover."""
    giver, receiver, chief = unlocked(GIVER), unlocked(RECEIVER), unlocked(CHIEF)
    view = begin(giver)
    texts = {"label": "nøgle til skab", "actions": "hent nøglen 24/11"}
    handover_items.add(giver, view.handover.id, form(**texts), OwnedKind.ACCESS)
    answered(receiver, sent(giver, again(giver, view), 0, **texts))
    hers = begin(receiver)
    assert [(one.item.kind, one.item.label) for one in hers.items] == [
        (OwnedKind.ACTION, "nøgle til skab"),
        (OwnedKind.TAKEN_OVER, "nøgle til skab"),
    ]
    for one in hers.items:
        handover_items.save(receiver, one.item.id, form(CHIEF), one.version)
    assert len(handover_moves.send_all(receiver, hers.handover.id).sent) == 2
    for one in again(chief, hers).waiting_for(CHIEF):
        answered(chief, one, MoveKind.ACCEPT)
    assert [one.item.kind for one in begin(chief).items if one.item.kind is not OwnedKind.ACCESS] == [
        OwnedKind.ACTION,
        OwnedKind.TAKEN_OVER,
    ]
    handover.drop(receiver, hers.handover.id)
    assert again(receiver, begin(receiver)).items == ()


def test_a_session_without_the_role_sees_nothing(unlocked: Unlock) -> None:
    """The auditor reads the audit, not the handovers."""
    view = begin(unlocked(GIVER))
    auditor: Session = unlocked("R-01")
    with pytest.raises(NotAllowed):
        again(auditor, view)

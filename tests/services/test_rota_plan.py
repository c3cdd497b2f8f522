"""Planning: a draft nobody else sees, the diff, publishing, and the plan before it that comes back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from nsk_tui.rules.duties import DutyRole, RotaKind
from nsk_tui.services import absences, rota, rota_members, rota_plan, rota_settings, swaps, undo
from nsk_tui.services.errors import (
    BadRotaSetting,
    ClockSetBack,
    FallbackNeeded,
    NobodyOnLine,
    NoDraft,
    NotAllowed,
    PastDuty,
    PlanConflicts,
    ReasonReveals,
    SavedByAnotherFirst,
)
from nsk_tui.services.session import Session
from tests.conftest import NOW, Clock
from tests.published import CHILDREN, MONDAY, held, publish, ref, staff
from tests.rota_people import set_rota_member

Unlock = Callable[[str], Session]


def test_a_draft_is_seen_by_no_member(unlocked: Unlock) -> None:
    """What is published counts until the coordinator publishes."""
    chief = unlocked("K-01")
    staff(chief)
    rota_plan.draft(chief)
    assert held(unlocked("K-02")) == {}
    for look in (rota_plan.draft_board, rota_plan.diff, rota_plan.publish, rota_plan.discard):
        with pytest.raises(NotAllowed):
            look(unlocked("K-02"))


def test_a_draft_is_published_as_it_was_shown(session: Session) -> None:
    """The board of the draft and the board afterwards say the same."""
    staff(session)
    rota_plan.draft(session, 10)
    shown = rota_plan.draft_board(session)
    found = rota_plan.diff(session)
    assert (len(found.added), found.changed, found.removed, found.gaps) == (20, (), (), ())
    rota_plan.publish(session)
    board = rota.board(session, None, 10)
    assert {key: [cell.member for cell in row] for key, row in shown.cells.items()} == {
        key: [cell.member for cell in row] for key, row in board.cells.items()
    }


def test_without_a_draft_there_is_nothing_to_publish(session: Session) -> None:
    """Also after one was dropped."""
    staff(session)
    rota_plan.draft(session)
    assert rota_plan.discard(session)
    assert not rota_plan.discard(session)
    for act in (rota_plan.publish, rota_plan.diff, rota_plan.draft_board):
        with pytest.raises(NoDraft):
            act(session)


def test_nobody_on_any_line_is_refused_and_the_published_rota_stays(session: Session) -> None:
    """Share 0 is nobody."""
    publish(session)
    before = held(session)
    for member in rota_members.rota_members(session):
        set_rota_member(session, replace(member, share_percent=0))
    with pytest.raises(NobodyOnLine):
        rota_plan.draft(session)
    assert held(session) == before


def test_a_line_without_anybody_is_a_row_of_gaps_that_need_a_name(session: Session) -> None:
    """Never skipped silently: the gaps are told, and nothing is published without a fallback."""
    staff(session, only=False)
    made = rota_plan.draft(session, 4)
    assert len(made.gaps) == 8
    assert rota_plan.diff(session).gaps == made.gaps
    with pytest.raises(FallbackNeeded):
        rota_plan.publish(session)
    assert held(session) == {}
    assert rota_plan.publish(session, "koordinator K-01, lokal 4711").gaps == 8


def test_a_fallback_that_would_reveal_somebody_is_refused(session: Session) -> None:
    """It stands on a card that everybody reads."""
    staff(session)
    rota_plan.draft(session)
    with pytest.raises(ReasonReveals):
        rota_plan.publish(session, "Fatima Hassan 010190-1234")


def test_everybody_absent_makes_a_gap_and_nothing_else_moves(session: Session) -> None:
    """The week is empty and says so; every other week stays as published."""
    publish(session)
    before = held(session)
    for member in ("K-01", "K-02", "K-03"):
        absences.report(session, MONDAY, MONDAY + timedelta(days=2), member, move_to_backup=False)
    rota_plan.draft(session, 0)
    found = rota_plan.diff(session)
    assert {one.ref.start for one in (*found.changed, *found.removed)} == {MONDAY}
    assert set(found.gaps) == {ref(), ref(role=DutyRole.BACKUP)}
    rota_plan.publish(session, "koordinator K-01, lokal 4711")
    after = held(session)
    assert {one: after[one] for one in before if one.start != MONDAY} == {
        one: before[one] for one in before if one.start != MONDAY
    }


def test_mending_after_one_absence_moves_no_duty_that_need_not_move(unlocked: Unlock) -> None:
    """Only the weeks of the absence change."""
    chief = unlocked("K-01")
    publish(chief, 12)
    before = held(chief)
    holder = before[ref()]
    absences.report(chief, MONDAY, MONDAY + timedelta(days=6), holder, move_to_backup=False)
    rota_plan.draft(chief, 0)
    found = rota_plan.diff(chief)
    assert {one.ref.start for one in found.changed} <= {MONDAY, MONDAY + timedelta(days=7)}
    rota_plan.publish(chief)
    assert held(chief)[ref()] not in (holder, None)


def test_swaps_and_overrides_survive_a_new_plan(unlocked: Unlock) -> None:
    """What people agreed on is planned around."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=DutyRole.BACKUP)]
    third = ({"K-01", "K-02", "K-03"} - {duty, backup}).pop()
    swaps.take(unlocked(str(third)), ref())
    later = ref(MONDAY + timedelta(days=14))
    rota.override(chief, later, None, "Vi holder lukket for opkald")
    rota_plan.draft(chief, 4)
    rota_plan.publish(chief)
    assert held(chief)[ref()] == third
    assert rota.history(chief, ref())[-1].way == "take"


def test_a_swap_of_somebody_who_cannot_any_more_ends_with_the_plan(unlocked: Unlock) -> None:
    """Nobody is left on duty while absent because a swap once said so."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=DutyRole.BACKUP)]
    third = str(({"K-01", "K-02", "K-03"} - {duty, backup}).pop())
    swaps.take(unlocked(third), ref())
    absences.report(unlocked(third), MONDAY, MONDAY, move_to_backup=False)
    rota_plan.draft(chief, 0)
    rota_plan.publish(chief)
    assert held(chief)[ref()] not in (third, None)


def test_what_was_agreed_after_the_draft_stands_over_it(unlocked: Unlock) -> None:
    """The draft did not know; the people did."""
    chief = unlocked("K-01")
    publish(chief)
    rota_plan.draft(chief, 2)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=DutyRole.BACKUP)]
    third = str(({"K-01", "K-02", "K-03"} - {duty, backup}).pop())
    swaps.take(unlocked(third), ref())
    rota_plan.publish(chief)
    assert held(chief)[ref()] == third


def test_nothing_is_published_with_somebody_on_duty_who_is_away(unlocked: Unlock) -> None:
    """The conflict is shown, and publishing is refused until the draft is made again."""
    chief = unlocked("K-01")
    staff(chief)
    rota_plan.draft(chief, 4)
    shown = rota_plan.draft_board(chief)
    holder = shown.cells[CHILDREN, DutyRole.DUTY][1].member
    absences.report(chief, MONDAY, MONDAY, holder)
    assert rota_plan.diff(chief).absence_conflicts == (ref(),)
    with pytest.raises(PlanConflicts):
        rota_plan.publish(chief)
    assert held(chief) == {}
    rota_plan.draft(chief, 4)
    rota_plan.publish(chief, "lokal 4711")
    assert held(chief)[ref()] not in (holder, None)


def test_undo_brings_the_plan_before_back(unlocked: Unlock) -> None:
    """All of it, also after a restart; redo publishes it again."""
    publish(unlocked("K-01"), 4)
    first = held(unlocked("K-01"))
    rota_plan.draft(unlocked("K-01"), 3)
    rota_plan.publish(unlocked("K-01"))
    second = held(unlocked("K-01"))
    assert len(second) > len(first)
    assert undo.undo(unlocked("K-01")) == undo.UndoDone("publish_plan", "2")
    assert held(unlocked("K-01")) == first
    undo.redo(unlocked("K-01"))
    assert held(unlocked("K-01")) == second


def test_a_plan_on_which_somebody_built_is_not_undone(unlocked: Unlock) -> None:
    """A swap in it would hang in the air."""
    chief = unlocked("K-01")
    publish(chief)
    holder = held(chief)[ref()]
    before = held(chief)
    swaps.take(unlocked("K-02" if holder != "K-02" else "K-03"), ref())
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(chief)
    assert held(chief)[ref()] != before[ref()]


def test_a_plan_that_people_have_worked_by_is_not_undone(session: Session, clock: Clock) -> None:
    """Who had duty last week stays told."""
    publish(session)
    clock.now = NOW + timedelta(days=4)
    with pytest.raises(PastDuty):
        undo.undo(session)


def test_a_clock_set_back_plans_nothing(session: Session, clock: Clock) -> None:
    """The published rota stays; a plan made by a wrong clock can be undone."""
    publish(session)
    before = held(session)
    clock.now = NOW - timedelta(days=2)
    with pytest.raises(ClockSetBack):
        rota_plan.draft(session)
    clock.now = NOW
    assert held(session) == before
    rota_plan.draft(session, 1)
    clock.now = NOW - timedelta(days=2)
    with pytest.raises(ClockSetBack):
        rota_plan.publish(session)


def test_periods_of_a_draft_that_have_begun_are_left_out(session: Session, clock: Clock) -> None:
    """Nobody is put on duty for last week."""
    publish(session, 1)
    rota_plan.draft(session, 4)
    clock.now = NOW + timedelta(days=11)
    rota_plan.publish(session)
    assert rota.history(session, ref()) == ()
    assert min(one.start for one in held(session)) == date(2026, 11, 30)


@pytest.mark.parametrize("periods", [-1, 0, 261])
def test_a_draft_has_a_sensible_length(session: Session, periods: int) -> None:
    """Without anything published, none at all is no plan."""
    staff(session)
    with pytest.raises(BadRotaSetting):
        rota_plan.draft(session, periods)


def test_a_holiday_week_counts_more_and_a_closed_one_has_no_duty(session: Session) -> None:
    """Christmas weighs two; between Christmas and New Year the network is closed."""
    staff(session)
    closed = ((date(2026, 12, 28), date(2027, 1, 1)),)
    rota_settings.change_settings(session, replace(rota_settings.settings(session), closed=closed))
    made = rota_plan.draft(session, 9)
    weights = {one.start: one.weight for one in made.periods}
    assert (weights[date(2026, 12, 14)], weights[date(2026, 12, 21)], weights[date(2026, 12, 28)]) == (
        1,
        2,
        0,
    )
    rota_plan.publish(session)
    assert date(2026, 12, 28) not in {one.start for one in held(session)}
    monday = rota.now(session, NOW + timedelta(days=40))[0]
    assert (monday.is_closed, monday.duty) == (True, None)


def test_a_rota_of_days_follows_one_of_weeks_without_a_hole(session: Session) -> None:
    """The running week is kept; the days begin after what is published."""
    publish(session, 2)
    rota_settings.change_settings(session, replace(rota_settings.settings(session), kind=RotaKind.DAY))
    made = rota_plan.draft(session, 10)
    assert [one.start for one in made.periods[:3]] == [MONDAY, date(2026, 11, 30), date(2026, 12, 1)]
    rota_plan.publish(session, "lokal 4711")
    wednesday = rota.now(session, NOW + timedelta(days=12))[0]
    assert wednesday.ref == ref(date(2026, 12, 2))


def test_a_newcomer_enters_at_the_mean_of_the_group(unlocked: Unlock, clock: Clock) -> None:
    """She gets no more than her share of the first quarter, though she has done nothing yet."""
    chief = unlocked("K-01")
    staff(chief)
    newcomer = next(one for one in rota_members.rota_members(chief) if one.id == "K-03")
    set_rota_member(chief, replace(newcomer, lines=()))
    rota_plan.draft(chief, 26)
    rota_plan.publish(chief)
    clock.now = NOW + timedelta(days=7 * 26)
    newcomer = replace(newcomer, lines=(CHILDREN,), since=chief.today - timedelta(days=chief.today.weekday()))
    set_rota_member(chief, newcomer)
    made = rota_plan.draft(chief, 13)
    rota_plan.publish(chief, "lokal 4711")
    cells = rota.board(chief, made.periods[0].start, 13).cells[CHILDREN, DutyRole.DUTY]
    assert sum(cell.member == "K-03" for cell in cells) <= 7


def test_a_draft_is_the_same_each_time(session: Session) -> None:
    """The plan is a function of the rota as it stands."""
    staff(session)
    rota_plan.draft(session, 12)
    first = rota_plan.draft_board(session).cells
    rota_plan.draft(session, 12)
    assert rota_plan.draft_board(session).cells == first


def test_the_diff_says_whom_it_touches(session: Session) -> None:
    """Who gets and who loses a published duty, nobody else."""
    publish(session)
    holder = held(session)[ref()]
    absences.report(session, MONDAY, MONDAY, holder, move_to_backup=False)
    rota_plan.draft(session, 2)
    found = rota_plan.diff(session)
    moved = {one.before for one in found.changed} | {one.after for one in found.changed}
    assert holder in found.touched
    assert set(found.touched) == {one for one in moved if one}
    assert len(found.added) == 4


def test_whoever_leaves_in_the_middle_of_a_week_does_not_have_it(session: Session) -> None:
    """Nobody would answer for the rest of it; the weeks before are hers as they were."""
    publish(session, 12)
    before = held(session)
    last_week = MONDAY + timedelta(days=28)
    leaver = next(one for one in rota_members.rota_members(session) if one.id == before[ref(last_week)])
    set_rota_member(session, replace(leaver, leaves_on=last_week + timedelta(days=2)))
    rota_plan.draft(session, 0)
    rota_plan.publish(session, "lokal 4711")
    after = held(session)
    assert leaver.id not in {member for one, member in after.items() if one.start >= last_week}
    early = [one for one in before if one.start < last_week - timedelta(days=7)]
    assert {one: after[one] for one in early} == {one: before[one] for one in early}

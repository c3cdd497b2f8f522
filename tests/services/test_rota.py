"""The rota: who has duty now, what the coordinator sets by hand, and undo of all of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from nsk_tui.rules.duties import DutyRole, Hindrance, Layer
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import absences, members, rota, rota_members, rota_settings, rotation, swaps, undo
from nsk_tui.services.errors import (
    DutyRefused,
    NotAllowed,
    NotYourDuty,
    PastDuty,
    ReasonReveals,
    SavedByAnotherFirst,
    TextRefused,
    UnknownDuty,
    UnknownLine,
    UnknownMember,
)
from nsk_tui.services.session import Session
from tests.conftest import NOW, Clock
from tests.published import ADULTS, CHILDREN, MONDAY, audited, held, publish, ref

Unlock = Callable[[str], Session]
BACKUP = DutyRole.BACKUP


def test_before_the_first_plan_nobody_has_duty(session: Session) -> None:
    """Both lines that every store has are there, and no one is called."""
    found = rota.now(session)
    assert [one.line.id for one in found] == [CHILDREN, ADULTS]
    assert all(one.nobody and one.ref is None for one in found)
    board = rota.board(session)
    assert (board.now_index, board.published_through, len(board.periods)) == (0, None, 8)
    assert all(cell.layer is None for row in board.cells.values() for cell in row)


def test_a_published_plan_says_who_has_duty(session: Session) -> None:
    """The first plan begins with the running week, so that somebody answers at once."""
    publish(session)
    board = rota.board(session)
    now = rota.now(session)[0]
    assert now.duty == board.cells[CHILDREN, DutyRole.DUTY][0].member is not None
    assert now.backup == board.cells[CHILDREN, BACKUP][0].member not in (None, now.duty)
    assert (now.nobody, now.fallback, now.ref) == (False, "lokal 4711", ref(date(2026, 11, 16)))
    assert board.published_through == date(2027, 1, 10)


def test_a_duty_changes_hands_at_eight_in_winter_and_in_summer(session: Session) -> None:
    """By the Danish wall clock, whatever the server keeps; over week 53 and New Year too."""
    publish(session, 40)
    for monday in (date(2026, 12, 28), date(2027, 1, 4), date(2027, 3, 29)):
        eight = datetime(monday.year, monday.month, monday.day, 6 if monday.month == 3 else 7, tzinfo=UTC)
        just_before = rota.now(session, eight - timedelta(minutes=1))[0]
        at_eight = rota.now(session, eight)[0]
        assert (just_before.ref, at_eight.ref) == (ref(monday - timedelta(days=7)), ref(monday))


def test_an_override_gives_a_duty_with_a_reason(unlocked: Unlock) -> None:
    """It stands in the history with who, when and why; the audit holds codes alone."""
    chief = unlocked("K-01")
    publish(chief)
    before = held(chief)[ref()]
    other = next(
        one for one in ("K-01", "K-02", "K-03") if one not in (before, held(chief)[ref(role=BACKUP)])
    )
    rota.override(chief, ref(), other, "Efter aftale med Bo")
    assert held(chief)[ref()] == other
    planned, changed = rota.history(chief, ref())
    assert (planned.way, planned.member, changed.way, changed.member) == ("plan", before, "override", other)
    assert (changed.by, changed.note, changed.at) == ("K-01", "Efter aftale med Bo", NOW)
    assert ("override", str(ref()), other) in audited(chief)
    assert not any("aftale" in word for line in audited(chief) for word in line)


def test_a_backup_who_gets_the_duty_leaves_the_backup_open(session: Session) -> None:
    """Nobody has two roles in a week; lifting the override brings both back."""
    publish(session)
    duty, backup = held(session)[ref()], held(session)[ref(role=BACKUP)]
    rota.override(session, ref(), backup, "Efter aftale")
    assert (held(session)[ref()], held(session)[ref(role=BACKUP)]) == (backup, None)
    rota.clear(session, ref())
    assert (held(session)[ref()], held(session)[ref(role=BACKUP)]) == (duty, backup)


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("", TextRefused),
        ("   ", TextRefused),
        ("a" * 81, TextRefused),
        ("to\nlinjer", TextRefused),
        ("farve \x1b[31m", TextRefused),
        ("Fatima Hassan 010190-1234 ringer selv", ReasonReveals),
    ],
)
def test_a_reason_is_one_short_line_about_no_citizen(
    session: Session, reason: str, error: type[Exception]
) -> None:
    """What is refused changes nothing."""
    publish(session)
    before = held(session)
    with pytest.raises(error):
        rota.override(session, ref(), "K-02", reason)
    assert held(session) == before


def test_colleagues_may_be_named_in_a_reason(session: Session) -> None:
    """It is about them."""
    publish(session)
    rota.override(session, ref(), None, "Bo Prøvesen og Cana Testrup har kursus")
    assert held(session)[ref()] is None


@pytest.mark.parametrize(
    ("who", "what", "error"),
    [
        ("K-99", ref(), UnknownMember),
        ("R-01", ref(), UnknownMember),
        ("K-02", ref(date(2026, 11, 9)), UnknownDuty),
        ("K-02", ref(date(2026, 11, 24)), UnknownDuty),
        ("K-02", ref(line=ADULTS), UnknownLine),
    ],
)
def test_an_override_of_what_is_not_there_is_refused(
    session: Session, who: str, what: object, error: type[Exception]
) -> None:
    """The auditor cannot have duty; a duty begins on the first day of a published week."""
    publish(session)
    before = held(session)
    with pytest.raises(error):
        rota.override(session, what, who, "Efter aftale")  # type: ignore[arg-type]
    assert held(session) == before


def test_a_duty_that_is_over_cannot_be_changed(session: Session, clock: Clock) -> None:
    """Who had it is history."""
    publish(session)
    clock.now = NOW + timedelta(days=14)
    with pytest.raises(PastDuty):
        rota.override(session, ref(), "K-02", "For sent")
    with pytest.raises(PastDuty):
        swaps.take(session, ref())
    with pytest.raises(PastDuty):
        rota.pass_to_backup(session, ref())


def test_a_member_cannot_override_and_the_try_is_audited(unlocked: Unlock) -> None:
    """Roles hold in the service, not on the screen."""
    publish(unlocked("K-01"))
    with pytest.raises(NotAllowed):
        rota.override(unlocked("K-02"), ref(), "K-02", "Jeg vil")
    assert ("refused", "override_duty", "") in audited(unlocked("K-01"))


def test_the_auditor_sees_the_rota_and_changes_nothing(unlocked: Unlock) -> None:
    """She reads who had duty; she has none."""
    publish(unlocked("K-01"))
    auditor = unlocked("R-01")
    assert rota.board(auditor).published_through is not None
    with pytest.raises(NotAllowed):
        swaps.take(auditor, ref())
    with pytest.raises(NotAllowed):
        absences.report(auditor, MONDAY, MONDAY)


def test_whoever_is_absent_is_shown_and_the_backup_takes_over_with_one_act(unlocked: Unlock) -> None:
    """Any member may pass the duty of somebody who is away; nobody may pass a colleague's who is there."""
    chief = unlocked("K-01")
    publish(chief)
    running = ref(date(2026, 11, 16))
    duty, backup = held(chief)[running], held(chief)[ref(running.start, BACKUP)]
    stranger = unlocked(next(one for one in ("K-02", "K-03") if one != duty))
    with pytest.raises(NotYourDuty):
        rota.pass_to_backup(stranger, running)
    absences.report(chief, chief.today, chief.today, duty, move_to_backup=False)
    now = rota.now(chief)[0]
    assert (now.duty, now.duty_absent, now.nobody, now.next_in_line) == (duty, True, False, backup)
    assert rota.pass_to_backup(stranger, running).member == backup
    now = rota.now(chief)[0]
    assert (now.duty, now.duty_absent, now.backup) == (backup, False, None)


def test_one_free_day_is_not_a_week_away(session: Session, clock: Clock) -> None:
    """Who answers now is asked by day, as the duty card does."""
    publish(session)
    duty = held(session)[ref(date(2026, 11, 16))]
    tomorrow = session.today + timedelta(days=1)
    absences.report(session, tomorrow, tomorrow, duty, move_to_backup=False)
    assert not rota.now(session)[0].duty_absent
    clock.now = NOW + timedelta(days=1)
    assert rota.now(session)[0].duty_absent


def test_with_duty_and_backup_away_nobody_answers(session: Session) -> None:
    """The fallback is named, and who comes next."""
    publish(session)
    now = rota.now(session)[0]
    for away in (now.duty, now.backup):
        absences.report(session, session.today, session.today, away, move_to_backup=False)
    found = rota.now(session)[0]
    third = ({"K-01", "K-02", "K-03"} - {now.duty, now.backup}).pop()
    assert (found.nobody, found.fallback, found.next_in_line) == (True, "lokal 4711", third)


def test_undo_brings_the_duty_back_also_after_a_restart(unlocked: Unlock) -> None:
    """Undo and redo know the rota; whoever did it undoes it."""
    publish(unlocked("K-01"))
    before = held(unlocked("K-01"))
    rota.override(unlocked("K-01"), ref(), None, "Efter aftale")
    after = held(unlocked("K-01"))
    assert undo.undo(unlocked("K-01")) == undo.UndoDone("override", str(ref()))
    assert held(unlocked("K-01")) == before
    assert undo.redo(unlocked("K-01")) == undo.UndoDone("override", str(ref()))
    assert held(unlocked("K-01")) == after


def test_undo_is_refused_when_somebody_changed_the_duty_since(unlocked: Unlock) -> None:
    """Her change stands, and nothing is half undone."""
    chief = unlocked("K-01")
    publish(chief)
    holder = held(chief)[ref()]
    rota.override(chief, ref(), None, "Efter aftale")
    taker = unlocked(next(one for one in ("K-02", "K-03") if one != holder))
    swaps.take(taker, ref())
    before = held(chief)
    with pytest.raises(SavedByAnotherFirst):
        undo.undo(chief)
    assert held(chief) == before


def test_what_is_over_is_not_undone(session: Session, clock: Clock) -> None:
    """The counts of what people did stay."""
    publish(session)
    rota.override(session, ref(), None, "Efter aftale")
    clock.now = NOW + timedelta(days=14)
    with pytest.raises(PastDuty):
        undo.undo(session)


def test_a_leaver_leaves_gaps_that_show(unlocked: Unlock) -> None:
    """Closing her access empties her coming duties, the running one included; each is audited."""
    chief = unlocked("K-01")
    publish(chief)
    mine = [one for one, member in held(chief).items() if member == "K-02"]
    assert mine
    rotation.remove_member(chief, "K-02")
    after = held(chief)
    assert all(after[one] is None for one in mine)
    assert sum(act == "open_duty" for act, _subject, _purpose in audited(chief)) == len(mine)
    assert "K-02" not in {one.id for one in rota_members.rota_members(chief)}


def test_whoever_becomes_an_auditor_has_no_duty_any_more(unlocked: Unlock) -> None:
    """Her coming duties are gaps."""
    chief = unlocked("K-01")
    publish(chief)
    members.change_role(chief, "K-03", Role.AUDITOR)
    assert "K-03" not in held(chief).values()


def test_load_is_seen_as_the_network_decided(unlocked: Unlock) -> None:
    """Where it is not shown to all, a member sees her own, and the coordinator everybody's."""
    chief, member = unlocked("K-01"), unlocked("K-02")
    publish(chief)
    assert len(rota.board(member).loads) == 3
    rota_settings.change_settings(chief, replace(rota_settings.settings(chief), load_visible=False))
    assert [row.member for row in rota.board(member).loads] == ["K-02"]
    assert (rota.board(member).may_see_load, rota.board(chief).may_see_load) == (False, True)


def test_a_change_by_another_is_news_to_whom_it_touches(unlocked: Unlock, clock: Clock) -> None:
    """It is told on the front page of who had it and of who has it, and to nobody else."""
    chief = unlocked("K-01")
    publish(chief)
    week = next(one for one, member in held(chief).items() if member == "K-02")
    unlocked("K-02").lock()
    unlocked("K-03").lock()
    clock.now = NOW + timedelta(minutes=5)
    rota.override(chief, week, None, "Efter aftale")
    (told,) = rota.news(unlocked("K-02"))
    assert (told.ref, told.member, told.was_mine, told.by) == (week, None, True, MemberId("K-01"))
    assert rota.news(unlocked("K-03")) == ()


def test_a_cell_says_where_a_duty_comes_from(session: Session) -> None:
    """Planned, or changed: and by whom the plan would have it."""
    publish(session)
    planned = held(session)[ref()]
    rota.override(session, ref(), None, "Efter aftale")
    cell = rota.board(session).cells[CHILDREN, DutyRole.DUTY][1]
    assert (cell.layer, cell.member, cell.planned, cell.note) == (
        Layer.OVERRIDE,
        None,
        planned,
        "Efter aftale",
    )


def test_an_override_cannot_be_lifted_to_somebody_who_is_away(session: Session) -> None:
    """Otherwise lifting it would make a gap that nobody saw coming."""
    publish(session)
    planned = held(session)[ref()]
    rota.override(session, ref(), None, "Efter aftale")
    absences.report(session, MONDAY, MONDAY, planned)
    with pytest.raises(DutyRefused) as refused:
        rota.clear(session, ref())
    assert refused.value.hindrance is Hindrance.ABSENT

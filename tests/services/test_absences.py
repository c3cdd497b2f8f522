"""Absence: dates and nothing else; what it hits is shown first, and the backup takes it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nsk_tui.rules.consultations import AgeBand, ConcernLevel, FollowUp, FollowUpResult, NewConsultation
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import absences, consultations, follow_ups, rota, swaps, threads, today, undo, waiting
from nsk_tui.services.errors import (
    AbsenceOverlaps,
    AbsenceRefused,
    NotAllowed,
    UnknownAbsence,
    UnknownMember,
)
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from nsk_tui.services.today import WaitingThread
from nsk_tui.store.rota_tables import AbsenceRow
from tests.conftest import Clock
from tests.published import MONDAY, audited, held, publish, ref

Unlock = Callable[[str], Session]
BACKUP = DutyRole.BACKUP


def test_the_table_has_no_room_for_a_cause() -> None:
    """Why somebody is away is nobody's business here."""
    known = {"id", "member", "first", "last", "set_by", "set_at", "gone", "follow_ups_shown"}
    assert set(AbsenceRow.model_fields) == known


def test_what_an_absence_hits_is_shown_before_it_is_saved(unlocked: Unlock) -> None:
    """With who would take it, what stays, and which follow-ups are due; nothing is written."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=BACKUP)]
    member = unlocked(str(duty))
    due = NewConsultation(
        level=ConcernLevel.YELLOW, follow_up=FollowUp(MONDAY, MemberId(str(duty))), text="En samtale."
    )
    consultations.add(member, due)
    before = audited(chief)
    found = absences.preview(member, MONDAY, MONDAY + timedelta(days=2))
    assert [(one.ref, one.suggested) for one in found.duties_hit] == [(ref(), backup)]
    assert ref() not in found.duties_not_hit
    assert [line.follow_up_on for line in found.follow_ups] == [MONDAY]
    assert audited(chief) == before


def test_the_backup_takes_what_the_absence_hits(unlocked: Unlock) -> None:
    """And leaves the backup open, which shows."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=BACKUP)]
    done = absences.report(unlocked(str(duty)), MONDAY, MONDAY + timedelta(days=6))
    assert [(one.ref, one.member) for one in done.moved] == [(ref(), backup)]
    assert (held(chief)[ref()], held(chief)[ref(role=BACKUP)]) == (backup, None)
    assert ("report_absence", duty, "2026-11-23/2026-11-29") in audited(chief)


def test_undo_takes_the_absence_and_all_it_moved_back(unlocked: Unlock) -> None:
    """One act, one undo, also after a restart; redo does it again."""
    chief = unlocked("K-01")
    publish(chief)
    before = held(chief)
    duty = str(before[ref()])
    absences.report(unlocked(duty), MONDAY, MONDAY)
    after = held(chief)
    assert undo.undo(unlocked(duty)) == undo.UndoDone("report_absence", duty)
    assert held(chief) == before
    assert absences.absences(chief) == ()
    undo.redo(unlocked(duty))
    assert held(chief) == after
    assert len(absences.absences(chief)) == 1


def test_without_a_backup_who_can_the_duty_is_left_open_to_see(unlocked: Unlock) -> None:
    """It is told which duties nobody has now."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=BACKUP)]
    absences.report(unlocked(str(backup)), MONDAY, MONDAY)
    done = absences.report(unlocked(str(duty)), MONDAY, MONDAY)
    assert (done.moved, done.open) == ((), (ref(),))
    cell = rota.board(chief).cells[ref().line, DutyRole.DUTY][1]
    assert (cell.member, cell.absent) == (duty, True)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 1), date(2026, 11, 19)),
        (date(2026, 10, 1), date(2026, 11, 30)),
        (date(2026, 11, 20), date(2030, 1, 1)),
    ],
)
def test_days_out_of_order_or_over_are_refused(session: Session, first: date, last: date) -> None:
    """The last comes not before the first, and is not over."""
    publish(session)
    before = held(session)
    for act in (absences.preview, absences.report):
        with pytest.raises(AbsenceRefused):
            act(session, first, last)
    assert (held(session), absences.absences(session)) == (before, ())


def test_an_absence_over_another_is_refused_with_its_days(session: Session) -> None:
    """Two that overlap would have to be taken back twice."""
    publish(session)
    absences.report(session, MONDAY, MONDAY + timedelta(days=3))
    with pytest.raises(AbsenceOverlaps) as refused:
        absences.report(session, MONDAY + timedelta(days=3), MONDAY + timedelta(days=9))
    assert refused.value.detail == "2026-11-23/2026-11-26"
    absences.report(session, MONDAY + timedelta(days=4), MONDAY + timedelta(days=9))


def test_a_colleagues_absence_is_the_coordinators_to_report(unlocked: Unlock) -> None:
    """Everybody reports her own."""
    publish(unlocked("K-01"))
    with pytest.raises(NotAllowed):
        absences.report(unlocked("K-02"), MONDAY, MONDAY, "K-03")
    assert absences.report(unlocked("K-01"), MONDAY, MONDAY, "K-03").absence.set_by == "K-01"
    with pytest.raises(UnknownMember):
        absences.report(unlocked("K-01"), MONDAY, MONDAY, "K-99")


def test_an_absence_is_withdrawn_by_whose_it_is(unlocked: Unlock) -> None:
    """What a colleague took meanwhile stays with her."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=BACKUP)]
    done = absences.report(unlocked(str(duty)), MONDAY, MONDAY)
    stranger = unlocked("K-02" if duty != "K-02" else "K-03")
    with pytest.raises(NotAllowed):
        absences.withdraw(stranger, done.absence.id)
    absences.withdraw(unlocked(str(duty)), done.absence.id)
    assert held(chief)[ref()] == backup
    with pytest.raises(UnknownAbsence):
        absences.withdraw(unlocked(str(duty)), done.absence.id)


def test_a_question_about_a_duty_falls_away_with_an_absence(unlocked: Unlock) -> None:
    """The duty is somebody else's by then."""
    chief = unlocked("K-01")
    publish(chief)
    duty, backup = held(chief)[ref()], held(chief)[ref(role=BACKUP)]
    third = str(({"K-01", "K-02", "K-03"} - {duty, backup}).pop())
    swaps.ask(unlocked(str(duty)), ref(), third)
    absences.report(unlocked(str(duty)), MONDAY, MONDAY)
    assert swaps.waiting(unlocked(third)).for_me == ()


def due_thread(session: Session, owner: str, days: int = 0, age_band: AgeBand = AgeBand.TEEN) -> str:
    """Store a consultation of a member whose follow-up is due in so many days; return its code name."""
    on = session.today + timedelta(days=days)
    new = NewConsultation(
        level=ConcernLevel.RED, age_band=age_band, follow_up=FollowUp(on, MemberId(owner)), text="En samtale."
    )
    added = consultations.add(session, new)
    assert isinstance(added, Added)
    return added.thread


def shown(session: Session) -> list[tuple[str, str | None]]:
    """Return what waits on somebody's Today: each thread, and for whom she stands in."""
    found = (one for one in today.today(session).waiting if isinstance(one, WaitingThread))
    return [(one.line.code_name, one.stands_in_for) for one in found]


@pytest.fixture
def away(unlocked: Unlock, clock: Clock) -> tuple[str, str, str]:
    """Return who has duty this week, her backup, and a third; the clock stands in a published week."""
    chief = unlocked("K-01")
    publish(chief)
    clock.now += timedelta(days=3)
    duty, backup = str(held(chief)[ref()]), str(held(chief)[ref(role=BACKUP)])
    (third,) = {"K-01", "K-02", "K-03"} - {duty, backup}
    return duty, backup, third


def test_whoever_has_duty_sees_what_is_due_while_somebody_is_away(
    unlocked: Unlock, clock: Clock, away: tuple[str, str, str]
) -> None:
    """Late and due ones, from the first day to the last; hers all the time, and afterwards only hers."""
    duty, _backup, third = away
    absent = unlocked(third)
    late, due = due_thread(absent, third, -2), due_thread(absent, third)
    due_thread(absent, third, 3)
    assert shown(unlocked(duty)) == []
    first = absent.today
    found = absences.preview(absent, first, first + timedelta(days=1))
    assert found.stand_ins == (duty,)
    assert [line.code_name for line in found.follow_ups] == [late, due]
    absences.report(absent, first, first + timedelta(days=1))
    assert shown(unlocked(duty)) == [(late, third), (due, third)]
    assert waiting.count(unlocked(duty)) == 2
    assert [code for code, _for in shown(absent)][:2] == [late, due]
    assert ("show_follow_ups", third, f"{first}/{first + timedelta(days=1)}") in audited(absent)
    clock.now += timedelta(days=2)
    assert shown(unlocked(duty)) == []
    assert [code for code, _for in shown(unlocked(third))][:2] == [late, due]


def test_what_she_keeps_to_herself_is_shown_to_nobody(unlocked: Unlock, away: tuple[str, str, str]) -> None:
    """The absence is as before."""
    duty, _backup, third = away
    absent = unlocked(third)
    due_thread(absent, third)
    absences.report(absent, absent.today, absent.today, show_follow_ups=False)
    assert shown(unlocked(duty)) == []
    assert "show_follow_ups" not in {act for act, *_rest in audited(absent)}


def test_undo_and_withdrawal_take_them_from_sight(unlocked: Unlock, away: tuple[str, str, str]) -> None:
    """With the absence, in one step."""
    duty, _backup, third = away
    absent = unlocked(third)
    code = due_thread(absent, third)
    done = absences.report(absent, absent.today, absent.today)
    assert shown(unlocked(duty)) == [(code, third)]
    undo.undo(absent)
    assert shown(unlocked(duty)) == []
    undo.redo(absent)
    assert shown(unlocked(duty)) == [(code, third)]
    absences.withdraw(absent, done.absence.id)
    assert shown(unlocked(duty)) == []


def test_standing_in_takes_no_thread_over(unlocked: Unlock, away: tuple[str, str, str]) -> None:
    """She reads it as the duty, and the next follow-up is its owner's again."""
    duty, _backup, third = away
    absent = unlocked(third)
    code = due_thread(absent, third)
    absences.report(absent, absent.today, absent.today)
    stand_in = unlocked(duty)
    threads.open_thread(stand_in, code)
    assert ("read", code, "duty") in audited(absent)
    note = FollowUpNote(
        FollowUpResult.AS_AGREED, ConcernLevel.RED, absent.today + timedelta(days=1), text="Aftalen holder."
    )
    follow_ups.note_follow_up(stand_in, code, note)
    assert shown(stand_in) == []
    assert threads.open_thread(absent, code).line.owner == third


def test_when_the_duty_is_away_too_the_backup_sees_them_and_then_the_coordinator(
    unlocked: Unlock, away: tuple[str, str, str]
) -> None:
    """What is due is seen by somebody as long as anybody is there."""
    duty, backup, third = away
    absent = unlocked(third)
    code = due_thread(absent, third)
    absences.report(absent, absent.today, absent.today)
    chief = unlocked("K-01")
    day = chief.today
    absences.report(chief, day, day, None if duty == "K-01" else duty, move_to_backup=False)
    assert shown(unlocked(backup)) == [(code, third)]


def test_without_a_plan_the_coordinators_see_them(unlocked: Unlock) -> None:
    """A network without a rota loses nothing either."""
    absent = unlocked("K-02")
    code = due_thread(absent, "K-02")
    assert absences.preview(absent, absent.today, absent.today).stand_ins == ("K-01",)
    absences.report(absent, absent.today, absent.today)
    assert shown(unlocked("K-01")) == [(code, "K-02")]
    assert shown(unlocked("K-03")) == []

"""Absence: dates and nothing else; what it hits is shown first, and the backup takes it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from nsk_tui.rules.consultations import ConcernLevel, FollowUp, NewConsultation
from nsk_tui.rules.duties import DutyRole
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import absences, consultations, rota, swaps, undo
from nsk_tui.services.errors import (
    AbsenceOverlaps,
    AbsenceRefused,
    NotAllowed,
    UnknownAbsence,
    UnknownMember,
)
from nsk_tui.services.session import Session
from nsk_tui.store.rota_tables import AbsenceRow
from tests.published import MONDAY, audited, held, publish, ref

Unlock = Callable[[str], Session]
BACKUP = DutyRole.BACKUP


def test_the_table_has_no_room_for_a_cause() -> None:
    """Why somebody is away is nobody's business here."""
    assert set(AbsenceRow.model_fields) == {"id", "member", "first", "last", "set_by", "set_at", "gone"}


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

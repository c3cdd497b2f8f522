"""What the network decides about its rota, and what it knows of its members."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from nsk_tui.rules.consultations import AgeBand, ConcernLevel, NewConsultation
from nsk_tui.rules.duties import DutyRole, RotaKind, RotaSettings
from nsk_tui.rules.ids import LineId
from nsk_tui.services import absences, consultations, rota, rota_members, rota_plan, rota_settings
from nsk_tui.services.errors import (
    BadRotaSetting,
    LineInUse,
    NotAllowed,
    ReasonReveals,
    TextRefused,
    UnknownLine,
)
from nsk_tui.services.session import Session
from tests.conftest import NOW, Clock
from tests.published import ADULTS, CHILDREN, MONDAY, audited, held, publish, ref
from tests.rota_people import set_rota_member

Unlock = Callable[[str], Session]


def test_settings_are_kept_and_each_change_is_audited(unlocked: Unlock) -> None:
    """By name, never by value: a fallback is text."""
    chief = unlocked("K-01")
    new = RotaSettings(
        kind=RotaKind.DAY,
        rest_periods=2,
        with_backup=False,
        handover_hour=7,
        holiday_weight=3,
        closed=((date(2026, 12, 24), date(2027, 1, 1)),),
        answer_days=5,
        load_visible=False,
        card_names=False,
        card_phones=False,
        fallback="koordinator K-01, lokal 4711",
        weekends=True,
    )
    rota_settings.change_settings(chief, new)
    assert rota_settings.settings(unlocked("K-02")) == new
    told = [subject for act, subject, _purpose in audited(chief) if act == "rota_setting"]
    assert sorted(told) == sorted(name for name in RotaSettings.__dataclass_fields__)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rest_periods", -1),
        ("rest_periods", 13),
        ("handover_hour", 24),
        ("holiday_weight", 0),
        ("answer_days", 0),
        ("closed", ((date(2027, 1, 2), date(2027, 1, 1)),)),
        ("kind", "month"),
    ],
)
def test_a_value_that_makes_no_rota_is_refused(session: Session, field: str, value: Any) -> None:
    """The field is named, and the settings stay."""
    before = rota_settings.settings(session)
    with pytest.raises(BadRotaSetting) as refused:
        rota_settings.change_settings(session, replace(before, **{field: value}))
    assert refused.value.detail == field
    assert rota_settings.settings(session) == before


def test_the_fallback_reveals_nobody(session: Session) -> None:
    """It is printed on the card that all can read."""
    before = rota_settings.settings(session)
    with pytest.raises(ReasonReveals):
        rota_settings.change_settings(session, replace(before, fallback="Fatima Hassan 010190-1234"))
    with pytest.raises(TextRefused):
        rota_settings.change_settings(session, replace(before, fallback="a" * 81))


def test_only_the_coordinator_sets_the_rota_up(unlocked: Unlock) -> None:
    """Settings, lines, and what is known of colleagues."""
    member = unlocked("K-02")
    other = next(one for one in rota_members.rota_members(member) if one.id == "K-03")
    with pytest.raises(NotAllowed):
        rota_settings.change_settings(member, RotaSettings(rest_periods=0))
    with pytest.raises(NotAllowed):
        rota_settings.add_line(member, "Boligsociale")
    with pytest.raises(NotAllowed):
        set_rota_member(member, replace(other, share_percent=10))


def test_a_municipality_adds_lines_of_its_own(session: Session) -> None:
    """Two of one name have two ids; a removed one leaves its id behind."""
    first = rota_settings.add_line(session, "Æresrelateret, døgn")
    second = rota_settings.add_line(session, "Æresrelateret, døgn")
    assert (first.id, second.id, first.area) == ("æresrelateret-døgn", "æresrelateret-døgn-2", None)
    rota_settings.rename_line(session, first.id, "Døgnlinje")
    assert [one.name for one in rota_settings.lines(session)] == ["", "", "Døgnlinje", "Æresrelateret, døgn"]
    rota_settings.remove_line(session, first.id)
    assert rota_settings.add_line(session, "Æresrelateret døgn").id == "æresrelateret-døgn-3"


def test_a_line_with_duties_ahead_is_not_removed(session: Session) -> None:
    """Nor the last one, nor one that is not there."""
    publish(session)
    before = held(session)
    for line, error in ((CHILDREN, LineInUse), (ADULTS, UnknownLine), (LineId("x"), UnknownLine)):
        with pytest.raises(error):
            rota_settings.remove_line(session, line)
    assert held(session) == before


@pytest.mark.parametrize("name", ["", "  ", "a" * 31, "to\nlinjer", "a/b"])
def test_a_line_has_a_short_name(session: Session, name: str) -> None:
    """It stands at the head of a row."""
    with pytest.raises(TextRefused):
        rota_settings.add_line(session, name)


def test_a_consultation_remembers_whether_it_came_by_the_rota(unlocked: Unlock, clock: Clock) -> None:
    """Duty or backup of its line at that time; before the first plan nobody knows."""
    new = NewConsultation(level=ConcernLevel.YELLOW, age_band=AgeBand.TEEN, text="En samtale.")
    consultations.add(unlocked("K-01"), new)
    publish(unlocked("K-01"))
    running = date(2026, 11, 16)
    duty = str(held(unlocked("K-01"))[ref(running)])
    backup = held(unlocked("K-01"))[ref(running, DutyRole.BACKUP)]
    third = next(one for one in ("K-01", "K-02", "K-03") if one not in (duty, backup))
    for member in (duty, third):
        consultations.add(unlocked(member), new)
    consultations.add(unlocked(duty), replace(new, age_band=AgeBand.ADULT))
    assert clock.now == NOW
    with unlocked("K-01").database.reading() as reading:
        found = reading.connection().execute(text("SELECT by_rota FROM entry ORDER BY key")).scalars().all()
    assert found == [None, 1, 0, None]


def test_a_duty_of_somebody_who_left_the_line_shows_as_lost(session: Session) -> None:
    """What is published stays; the board says that she cannot, and the next draft mends it."""
    publish(session)
    holder = held(session)[ref()]
    member = next(one for one in rota_members.rota_members(session) if one.id == holder)
    set_rota_member(session, replace(member, lines=()))
    cell = rota.board(session).cells[CHILDREN, DutyRole.DUTY][1]
    assert (cell.member, cell.absent) == (holder, True)
    rota_plan.draft(session, 0)
    assert held(session)[ref()] == holder
    assert {one.ref: one.before for one in rota_plan.diff(session).changed}[ref()] == holder


def test_what_somebody_was_absent_from_is_no_load(session: Session) -> None:
    """Only what one was there for counts as carried."""
    publish(session)
    before = {row.member: row.per_full_time for row in rota.board(session).loads}
    holder = str(held(session)[ref()])
    absences.report(session, MONDAY, MONDAY, holder, move_to_backup=False)
    after = {row.member: row.per_full_time for row in rota.board(session).loads}
    assert after == {one: load - (one == holder) for one, load in before.items()}

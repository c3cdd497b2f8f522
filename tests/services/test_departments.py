"""Departments: only a coordinator says what they need, and nobody is overwritten."""

from collections.abc import Callable

import pytest

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Department
from nsk_tui.services import departments, undo
from nsk_tui.services.errors import (
    DepartmentExists,
    NotAllowed,
    SavedByAnotherFirst,
    TextRefused,
    UnknownDepartment,
)
from nsk_tui.services.session import Session
from nsk_tui.services.undo import UndoDone
from tests.conftest import DEPARTMENTS
from tests.published import audited

Unlock = Callable[[str], Session]
JOBCENTER = Department("Jobcenter", True, frozenset({Area.ADULTS}), frozenset({"PATRIARK", "tolk"}))


def test_a_department_says_what_it_needs(unlocked: Unlock) -> None:
    """Everybody reads it; undo gives the earlier needs back."""
    chief = unlocked("K-01")
    before = departments.departments(unlocked("K-02"))
    assert [one.department.name for one in before] == list(DEPARTMENTS)
    changed = departments.set_department(chief, JOBCENTER, before[2].version)
    assert departments.departments(unlocked("K-02"))[2] == changed
    assert changed.department == JOBCENTER
    assert ("set_department", "Jobcenter", "") in audited(chief)
    assert undo.undo(chief) == UndoDone("set_department", "Jobcenter")
    assert departments.departments(chief)[2].department == before[2].department


def test_only_a_coordinator_changes_them(unlocked: Unlock) -> None:
    """And only the latest reader."""
    with pytest.raises(NotAllowed):
        departments.set_department(unlocked("K-02"), JOBCENTER, 1)
    with pytest.raises(NotAllowed):
        departments.add_department(unlocked("K-02"), "Sundhedspleje")
    chief = unlocked("K-01")
    departments.set_department(chief, JOBCENTER, 1)
    with pytest.raises(SavedByAnotherFirst):
        departments.set_department(chief, JOBCENTER, 1)
    with pytest.raises(UnknownDepartment):
        departments.set_department(chief, Department("Ukendt"), 1)


def test_a_new_department_comes_last_and_asks_for_both_areas(session: Session) -> None:
    """Its name is its own; the form of a consultation offers it at once."""
    added = departments.add_department(session, " Sundhedspleje ")
    assert added.department == Department("Sundhedspleje")
    assert departments.departments(session)[-1] == added
    assert session.departments[-1] == "Sundhedspleje"
    for name, error in (("sundhedspleje", DepartmentExists), (" ", TextRefused), ("a\nb", TextRefused)):
        with pytest.raises(error):
            departments.add_department(session, name)


@pytest.mark.parametrize("asked", [{"a" * 41}, {"to\nlinjer"}, {f"emne {number}" for number in range(13)}])
def test_what_is_no_competence_cannot_be_asked_for(session: Session, asked: set[str]) -> None:
    """The matrix has a column for each."""
    with pytest.raises(TextRefused):
        departments.set_department(session, Department("Jobcenter", competences=frozenset(asked)), 1)

"""Departments: which meet citizens, and what somebody there must be able to answer for."""

from dataclasses import replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.directory import Department
from nsk_tui.services.directory_checks import must_be_words, tidy
from nsk_tui.services.directory_undo import Watched
from nsk_tui.services.errors import DepartmentExists, SavedByAnotherFirst, UnknownDepartment
from nsk_tui.services.session import Session
from nsk_tui.services.setup import must_be_a_name
from nsk_tui.store import directory as rows
from nsk_tui.store import directory_acts, identity
from nsk_tui.store.change import change
from nsk_tui.store.directory import StoredDepartment as StoredDepartment
from nsk_tui.store.errors import Missing, SavedByAnother


def departments(session: Session) -> tuple[StoredDepartment, ...]:
    """Return the departments in the network's order, with what each needs.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        return rows.departments(reading)


def department(session: Session, name: str) -> StoredDepartment:
    """Return a department.

    Errors
        NotAllowed, UnknownDepartment
    """
    session.must(Act.READ_DIRECTORY)
    with session.database.reading() as reading:
        try:
            return rows.department(reading, name)
        except Missing:
            raise UnknownDepartment(name) from None


def set_department(session: Session, changed: Department, version: int) -> StoredDepartment:
    """Say what a department needs, and whether it meets citizens.

    Errors
        NotAllowed, UnknownDepartment. TextRefused: a competence. SavedByAnotherFirst.
    """
    session.must(Act.SET_DIRECTORY)
    asked = tidy(sorted(changed.competences))
    must_be_words("competences", asked)
    with change(session.database, session.member, session.now) as writing:
        watched = Watched(writing, directory_acts.key("department", changed.name))
        try:
            rows.set_department(writing.session, replace(changed, competences=frozenset(asked)), version)
        except Missing:
            raise UnknownDepartment(changed.name) from None
        except SavedByAnother:
            raise SavedByAnotherFirst(changed.name) from None
        watched.record("set_department", changed.name)
        writing.commit()
        return rows.department(writing.session, changed.name)


def add_department(session: Session, name: str) -> StoredDepartment:
    """Add a department at the end; at first it asks for both areas.

    Errors
        NotAllowed, TextRefused. DepartmentExists.
    """
    session.must(Act.SET_DIRECTORY)
    must_be_a_name("department", name)
    wanted = name.strip()
    with change(session.database, session.member, session.now) as writing:
        known = identity.departments(writing.session)
        if wanted.casefold() in {one.casefold() for one in known}:
            raise DepartmentExists(wanted)
        identity.add_department(writing.session, wanted)
        writing.audit("add_department", wanted)
        writing.commit()
        added = rows.department(writing.session, wanted)
    session.learn(departments=(*known, wanted))
    return added

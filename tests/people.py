"""A small directory for tests: people with places and competences, departments that ask for something."""

from dataclasses import replace
from datetime import date
from typing import Any

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Competence, CompetenceLevel, Department, Place
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import competences, contacts, departments, directory
from nsk_tui.services.contacts import WrittenContact
from nsk_tui.services.directory import DirectoryEntry
from nsk_tui.services.session import Session
from nsk_tui.store.competences import StoredCompetence
from nsk_tui.store.contacts import StoredContact

PLACE = Place("Skoler", Area.CHILDREN)


def describe(session: Session, member: str, **about: Any) -> DirectoryEntry:
    """Change some fields of somebody's page."""
    found = directory.entry(session, member)
    lines = about.pop("lines", found.lines)
    return directory.set_person(session, replace(found.person, **about), lines, found.version)


def can(
    session: Session,
    member: str,
    name: str,
    level: CompetenceLevel = CompetenceLevel.PRACTISED,
    **days: date,
) -> StoredCompetence:
    """Write a competence down, with the days on which it began and expires, where they are known."""
    return competences.add_competence(session, member, Competence(name, level, **days))  # type: ignore[arg-type]


def needs(session: Session, name: str, areas: set[Area], *asked: str, citizens: bool = True) -> None:
    """Say what a department needs."""
    found = next(one for one in departments.departments(session) if one.department.name == name)
    changed = Department(name, citizens, frozenset(areas), frozenset(asked))
    departments.set_department(session, changed, found.version)


def knows(session: Session, owner: str, body: str = "Krisecenter A", **about: Any) -> StoredContact:
    """Write a contact of somebody's down."""
    new = WrittenContact(body, "Vagthavende", "12 34 56 78", "24h", MemberId(owner), "eget besøg")
    stored = contacts.add_contact(session, replace(new, **about))
    assert isinstance(stored, StoredContact)
    return stored

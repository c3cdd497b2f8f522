"""The demo's directory: who can what, what departments need, whom the group knows outside, who has left.

Days are counted back from the day on which the demo is made, so that it never grows old.

Source
    docs/rules/coverage.md, "The demo"
"""

from dataclasses import dataclass
from enum import StrEnum

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.content import ContentError, FaultCode, Table, read_table
from nsk_tui.rules.directory import NOTE_CHARACTERS_MAX, CompetenceLevel, Department, Place
from nsk_tui.rules.ids import MemberId

PEOPLE_MAX = 80
CONTACTS_MAX = 60


@dataclass(frozen=True)
class DemoCompetence:
    """Something that a demo person can.

    Units
        ``since_days`` ago it began. ``expires_days`` from now it ends, less than 0 when it has;
        0: it does not expire.
    """

    name: str
    level: CompetenceLevel
    evidence: str
    since_days: int
    expires_days: int


@dataclass(frozen=True)
class DemoPerson:
    """A page of the demo's directory.

    Shape
        ``name`` is empty for a member: it stands with the members. ``note`` is the page "if I
        am gone tomorrow", or empty.
    Units
        Days: ``since_days`` ago she came, ``leaves_days`` from now she leaves (less than 0: she
        has; 0: nobody knows of it), ``note_days`` ago the note was written.
    """

    id: MemberId
    name: str
    network_role: str
    places: tuple[Place, ...]
    since_days: int
    leaves_days: int
    competences: tuple[DemoCompetence, ...]
    note: str
    note_days: int


@dataclass(frozen=True)
class DemoContact:
    """Somebody outside whom the demo's group knows.

    Units
        Days ago: ``introduced_days``, 0 for not yet; ``checked_days``.
    """

    body: str
    name: str
    number: str
    hours: str
    owner: MemberId
    introduced_days: int
    source: str
    checked_days: int
    note: str


@dataclass(frozen=True)
class DemoDirectory:
    """The invented directory."""

    departments: tuple[Department, ...]
    people: tuple[DemoPerson, ...]
    contacts: tuple[DemoContact, ...]


def read_directory(text: str) -> DemoDirectory:
    """Return the demo directory of a file.

    Errors
        ContentError: the shipped file is damaged (a test holds it whole).
    """
    table = read_table(text)
    directory = DemoDirectory(
        departments=table.each("departments", _department, PEOPLE_MAX),
        people=table.each("people", _person, PEOPLE_MAX),
        contacts=table.each("contacts", _contact, CONTACTS_MAX),
    )
    table.finish()
    return directory


def _department(table: Table) -> Department:
    return Department(
        name=table.text("name"),
        has_citizen_contact=not table.yes("without_citizens"),
        areas=frozenset(Area(word) for word in table.words("areas", Area))
        if table.has("areas")
        else frozenset(),
        competences=frozenset(table.words("competences")) if table.has("competences") else frozenset(),
    )


def _person(table: Table) -> DemoPerson:
    return DemoPerson(
        id=MemberId(table.text("id")),
        name=_text(table, "name"),
        network_role=_text(table, "network_role"),
        places=tuple(_place(table, word) for word in _words(table, "places")),
        since_days=table.count("since_days"),
        leaves_days=_days(table, "leaves_days", "left_days"),
        competences=table.each("competences", _competence, PEOPLE_MAX),
        note=table.text("note", NOTE_CHARACTERS_MAX) if table.has("note") else "",
        note_days=table.count("note_days") if table.has("note_days") else 0,
    )


def _competence(table: Table) -> DemoCompetence:
    return DemoCompetence(
        name=table.text("name"),
        level=table.choice("level", CompetenceLevel),
        evidence=_text(table, "evidence"),
        since_days=table.count("since_days"),
        expires_days=_days(table, "expires_days", "expired_days"),
    )


def _contact(table: Table) -> DemoContact:
    return DemoContact(
        body=table.text("body"),
        name=table.text("name"),
        number=table.text("number"),
        hours=table.text("hours"),
        owner=MemberId(table.text("owner")),
        introduced_days=table.count("introduced_days") if table.has("introduced_days") else 0,
        source=table.text("source"),
        checked_days=table.count("checked_days"),
        note=_text(table, "note"),
    )


def _place(table: Table, word: str) -> Place:
    """Return a place written as department, slash, area; a department may have a slash of its own."""
    department, _slash, area = word.rpartition("/")
    if not department or area not in tuple(Area):
        raise ContentError(FaultCode.WRONG_VALUE, table.where("places"))
    return Place(department, Area(area))


def _words(table: Table, name: str, kind: type[StrEnum] | None = None) -> tuple[str, ...]:
    """Return a list of words, empty where there is none; ``kind`` None means that any word will do."""
    return table.words(name, kind) if table.has(name) else ()


def _text(table: Table, name: str) -> str:
    return table.text(name) if table.has(name) else ""


def _days(table: Table, ahead: str, behind: str) -> int:
    """Return days from now: those ahead, less those behind; 0 when neither stands there."""
    if table.has(ahead):
        return table.count(ahead)
    return -table.count(behind) if table.has(behind) else 0

"""The directory as rows: people with where they answer and what they can, what departments need, stays."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, delete, select

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Competence, Department, LivingNote, Person, Place
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.turnover import Stay
from nsk_tui.store import competences, identity, moments
from nsk_tui.store.directory_tables import PersonRow, PlaceRow, StayRow
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.tables import DepartmentRow, MemberRow

PEOPLE_MAX = 500
PLACES_MAX = 20_000
STAYS_MAX = 5_000
DEPARTMENTS_MAX = 200
FIRST_VERSION = 1
NOTE = "note"
"""The field of a clearance that holds the page "if I am gone tomorrow"."""


@dataclass(frozen=True)
class StoredPerson:
    """Somebody in the directory as she stands.

    Shape
        ``note_version`` counts the pages she has written; one that was replaced is not kept.
    """

    person: Person
    lines: tuple[LineId, ...]
    version: int
    note_version: int


@dataclass(frozen=True)
class StoredDepartment:
    """A department, and its version for those who change it."""

    department: Department
    version: int


def people(session: Session) -> dict[MemberId, StoredPerson]:
    """Return everybody who was ever written down, by id, with a key to the store or without one."""
    query = (
        select(MemberRow, PersonRow)
        .join(PersonRow, col(PersonRow.member) == col(MemberRow.id), isouter=True)
        .order_by(col(MemberRow.id))
        .limit(PEOPLE_MAX)
    )
    held = competences.held(session)
    places = _places(session)
    return {
        MemberId(row.id): _to_person(row, facts, places.get(row.id, ()), held.get(MemberId(row.id), ()))
        for row, facts in session.exec(query)
    }


def person(session: Session, member: str) -> StoredPerson:
    """Return somebody.

    Errors
        Missing: nobody is called that.
    """
    row = session.get(MemberRow, member)
    if row is None:
        raise Missing("member")
    held = tuple(one.competence for one in competences.of(session, member))
    return _to_person(row, session.get(PersonRow, member), _places(session).get(member, ()), held)


def set_person(session: Session, changed: Person, lines: tuple[LineId, ...], version: int) -> None:
    """Write down what is known of somebody; her name, competences and page are written elsewhere.

    Errors
        SavedByAnother: she is no longer as she was read.
    """
    row = _row(session, changed.id)
    if row.version != version:
        raise SavedByAnother(changed.id)
    row.share_percent, row.phone, row.network_role = (
        changed.share_percent,
        changed.phone,
        changed.network_role,
    )
    row.lines, row.languages = "\n".join(lines), "\n".join(changed.languages)
    row.since, row.leaves_on = moments.day_text(changed.since), moments.day_text(changed.leaves_on)
    row.version += 1
    session.add(row)
    session.exec(delete(PlaceRow).where(col(PlaceRow.member) == changed.id))
    session.add_all(
        PlaceRow(member=changed.id, department=place.department, area=place.area.value)
        for place in dict.fromkeys(changed.places)
    )
    session.flush()


def set_note(session: Session, member: str, cleared: Cleared, written_on: date, note_version: int) -> None:
    """Replace the page "if I am gone tomorrow"; an empty one is none. What it said before is not kept.

    Errors
        SavedByAnother: another page was saved after that one was read.
    """
    row = _row(session, member)
    if row.note_version != note_version:
        raise SavedByAnother(member)
    row.note = cleared.texts[NOTE]
    row.note_written_on = moments.day_text(written_on) if row.note else None
    row.note_version += 1
    session.add(row)
    session.flush()


def confirm_note(session: Session, member: str, written_on: date, note_version: int) -> None:
    """Let a page that is still true bear today's date.

    Errors
        SavedByAnother. Missing: there is no page.
    """
    row = _row(session, member)
    if not row.note:
        raise Missing("note")
    if row.note_version != note_version:
        raise SavedByAnother(member)
    row.note_written_on = moments.day_text(written_on)
    row.note_version += 1
    session.add(row)
    session.flush()


def departments(session: Session) -> tuple[StoredDepartment, ...]:
    """Return the departments in the network's order, with what each needs."""
    query = select(DepartmentRow).order_by(col(DepartmentRow.position)).limit(DEPARTMENTS_MAX)
    return tuple(_to_department(row) for row in session.exec(query))


def department(session: Session, name: str) -> StoredDepartment:
    """Return a department.

    Errors
        Missing
    """
    row = session.get(DepartmentRow, name)
    if row is None:
        raise Missing("department")
    return _to_department(row)


def set_department(session: Session, changed: Department, version: int) -> None:
    """Write down what a department needs.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = session.get(DepartmentRow, changed.name)
    if row is None:
        raise Missing("department")
    if row.version != version:
        raise SavedByAnother(changed.name)
    row.has_citizen_contact = int(changed.has_citizen_contact)
    row.areas = "\n".join(area.value for area in Area if area in changed.areas)
    row.competences = "\n".join(sorted(changed.competences))
    row.version += 1
    session.add(row)
    session.flush()


def stays(session: Session) -> tuple[Stay, ...]:
    """Return when everybody who was ever written down belonged to the group, by id and day.

    Where no first day is known it is the day on which she joined, else that of the store. Whoever
    left before her first day never came.
    """
    begun = moments.to_moment(identity.row_of(session).created_at).date()
    query = (
        select(MemberRow, PersonRow)
        .join(PersonRow, col(PersonRow.member) == col(MemberRow.id), isouter=True)
        .order_by(col(MemberRow.id))
        .limit(PEOPLE_MAX)
    )
    running = (_running(row, facts, begun) for row, facts in session.exec(query))
    earlier = session.exec(select(StayRow).order_by(col(StayRow.member), col(StayRow.first)).limit(STAYS_MAX))
    ended = (Stay(MemberId(row.member), *_days(row.first, row.last)) for row in earlier)
    found = (one for one in (*ended, *running) if one.last is None or one.first <= one.last)
    return tuple(sorted(found, key=lambda one: (one.member, one.first)))


def end_stay(session: Session, member: str, last: date) -> None:
    """Write down that somebody's last day has come, unless it had before."""
    row = _row(session, member)
    row.leaves_on = min(row.leaves_on or last.isoformat(), last.isoformat())
    row.version += 1
    session.add(row)
    session.flush()


def begin_stay(session: Session, member: str, first: date) -> None:
    """Let somebody who has left belong to the group again; nothing happens to one who has not left.

    Whoever comes back on her last day never was away.
    """
    row = session.get(PersonRow, member)
    left_on = _last(row) if row else None
    if row is None or left_on is None or left_on > first:
        return
    if left_on < first:
        ended = [one for one in stays(session) if one.member == member and one.last == left_on]
        session.add_all(
            StayRow(member=member, first=one.first.isoformat(), last=left_on.isoformat()) for one in ended
        )
        row.since = first.isoformat()
    row.leaves_on, row.version = None, row.version + 1
    session.add(row)
    session.flush()


def last_of_earlier(session: Session, member: str) -> date | None:
    """Return the day on which somebody's earlier stay ended; None: she had none."""
    query = select(StayRow.last).where(StayRow.member == member).order_by(col(StayRow.last).desc()).limit(1)
    return moments.to_day(session.exec(query).first())


def open_page(session: Session, member: str) -> None:
    """Begin a page of somebody of whom only the name was written."""
    session.add(_row(session, member))
    session.flush()


def pages(session: Session) -> frozenset[MemberId]:
    """Return of whom the directory has a page."""
    query = select(PersonRow.member).order_by(col(PersonRow.member)).limit(PEOPLE_MAX)
    return frozenset(MemberId(member) for member in session.exec(query))


def _row(session: Session, member: str) -> PersonRow:
    """Return somebody's page, an empty one when nothing was written yet."""
    row = session.get(PersonRow, member)
    if row is None and session.get(MemberRow, member) is None:
        raise Missing("member")
    return row or empty_page(member)


def empty_page(member: str) -> PersonRow:
    """Return the page of somebody of whom nothing was written yet."""
    return PersonRow(member=member, share_percent=100, lines="", languages="", phone="")


def _to_person(
    row: MemberRow, facts: PersonRow | None, places: tuple[Place, ...], held: tuple[Competence, ...]
) -> StoredPerson:
    """Return a record; ``facts`` None: nothing was written of her yet."""
    member = MemberId(row.id)
    if facts is None:
        return StoredPerson(Person(member, row.name, places, competences=held), (), FIRST_VERSION, 0)
    written_on = moments.to_day(facts.note_written_on)
    found = Person(
        id=member,
        name=row.name,
        places=places,
        network_role=facts.network_role,
        phone=facts.phone,
        share_percent=facts.share_percent,
        languages=_items(facts.languages),
        competences=held,
        since=moments.to_day(facts.since),
        leaves_on=moments.to_day(facts.leaves_on),
        note=LivingNote(facts.note, written_on) if written_on else None,
    )
    lines = tuple(LineId(line) for line in _items(facts.lines))
    return StoredPerson(found, lines, facts.version, facts.note_version)


def _to_department(row: DepartmentRow) -> StoredDepartment:
    areas = frozenset(Area(area) for area in _items(row.areas))
    asked = frozenset(_items(row.competences))
    return StoredDepartment(Department(row.name, bool(row.has_citizen_contact), areas, asked), row.version)


def _places(session: Session) -> dict[str, tuple[Place, ...]]:
    query = (
        select(PlaceRow)
        .order_by(col(PlaceRow.member), col(PlaceRow.department), col(PlaceRow.area).desc())
        .limit(PLACES_MAX)
    )
    found: dict[str, tuple[Place, ...]] = {}
    for row in session.exec(query):
        found[row.member] = (*found.get(row.member, ()), Place(row.department, Area(row.area)))
    return found


def _running(row: MemberRow, facts: PersonRow | None, begun: date) -> Stay:
    """Return the stay that has not ended, or ended last; ``facts`` None: nothing is known of her."""
    last = _last(facts) if facts else None
    joined = moments.to_optional_moment(row.joined_at)
    since = moments.to_day(facts.since) if facts else None
    known = joined.date() if joined else begun
    return Stay(MemberId(row.id), since or min(known, last or known), last)


def _last(row: PersonRow) -> date | None:
    """Return somebody's last day; None: nobody knows of one."""
    return moments.to_day(row.leaves_on)


def _days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def _items(text: str) -> tuple[str, ...]:
    return tuple(item for item in text.split("\n") if item)

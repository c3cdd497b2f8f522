"""The directory's rows: what is written is read again, versions are held, days make stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlcipher3 import dbapi2
from sqlmodel import Session as Rows

from nsk_tui import paths
from nsk_tui.rules.anonymity.clearance import Cleared, clear
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import (
    Competence,
    CompetenceLevel,
    ContactPerson,
    Department,
    LivingNote,
    Person,
    Place,
)
from nsk_tui.rules.ids import CompetenceId, ContactId, LineId, MemberId
from nsk_tui.rules.turnover import HeldSpan, Stay, refuse_wrong
from nsk_tui.services.session import Session
from nsk_tui.store import competences, contacts, directory
from nsk_tui.store.change import change
from nsk_tui.store.errors import Missing, SavedByAnother
from tests.conftest import NOW

TODAY = NOW.date()
PATRIARK = Competence("PATRIARK", CompetenceLevel.CONFIDENT, "kursus 2024", date(2024, 3, 1))
PERSON = Person(
    MemberId("K-02"),
    "Bo Prøvesen",
    (Place("Familie", Area.CHILDREN), Place("Skoler", Area.CHILDREN), Place("Skoler", Area.ADULTS)),
    network_role="ordstyrer",
    phone="lokal 4702",
    share_percent=60,
    languages=("arabisk", "engelsk"),
    since=date(2021, 8, 1),
    leaves_on=date(2027, 1, 31),
)
CONTACT = ContactPerson(
    ContactId("c1"), "Krisecenter A", "Vagthavende", "12 34 56 78", "24h", MemberId("K-02"), None,
    "eget besøg", TODAY,
)  # fmt: skip


def cleared(words: str = "Ring før kl. 11.") -> Cleared:
    """Return a text that passed the check."""
    outcome = clear({"note": words}, Lexicon.small(words=words.lower().split()))
    assert isinstance(outcome, Cleared)
    return outcome


def write(session: Session, work: Callable[[Rows], None]) -> None:
    """Do some work in a change of its own."""
    with change(session.database, session.member, session.now) as writing:
        work(writing.session)
        writing.audit("test")
        writing.commit()


def test_somebody_is_read_as_she_was_written(session: Session) -> None:
    """All her fields, her places in a fixed order, and what she can."""

    def work(rows: Rows) -> None:
        version = directory.person(rows, "K-02").version
        directory.set_person(rows, PERSON, (LineId("children"),), version)
        competences.add(rows, CompetenceId("p1"), "K-02", PATRIARK, TODAY)
        directory.set_note(rows, "K-02", cleared("Mappen ligger i skabet."), TODAY, 0)

    write(session, work)
    with session.database.reading() as reading:
        found = directory.people(reading)
        assert found[MemberId("K-02")] == directory.person(reading, "K-02")
    note = LivingNote("Mappen ligger i skabet.", TODAY)
    assert found[MemberId("K-02")].person == replace(PERSON, competences=(PATRIARK,), note=note)
    assert found[MemberId("K-02")].lines == (LineId("children"),)
    assert found[MemberId("K-03")].person == Person(MemberId("K-03"), "Cana Testrup")


def test_whoever_read_an_older_page_is_told(session: Session) -> None:
    """Also when both are the first to write of her; her note has a version of its own."""
    with session.database.reading() as reading:
        first = directory.person(reading, "K-02")
    write(session, lambda rows: directory.set_person(rows, PERSON, (), first.version))
    write(session, lambda rows: directory.set_note(rows, "K-02", cleared(), TODAY, first.note_version))
    with session.database.writing() as rows:
        with pytest.raises(SavedByAnother):
            directory.set_person(rows, PERSON, (), first.version)
        with pytest.raises(SavedByAnother):
            directory.set_note(rows, "K-02", cleared(), TODAY, first.note_version)
        with pytest.raises(Missing):
            directory.set_person(rows, replace(PERSON, id=MemberId("K-99")), (), 1)


def test_a_page_that_was_emptied_is_none_and_cannot_be_confirmed(session: Session) -> None:
    """The day belongs to the text."""
    write(session, lambda rows: directory.set_note(rows, "K-02", cleared(), date(2026, 1, 5), 0))
    write(session, lambda rows: directory.confirm_note(rows, "K-02", TODAY, 1))
    with session.database.reading() as reading:
        assert directory.person(reading, "K-02").person.note == LivingNote("Ring før kl. 11.", TODAY)
    write(session, lambda rows: directory.set_note(rows, "K-02", cleared(""), TODAY, 2))
    with session.database.writing() as rows:
        assert directory.person(rows, "K-02").person.note is None
        with pytest.raises(Missing):
            directory.confirm_note(rows, "K-02", TODAY, 3)


def test_a_department_says_what_it_needs(session: Session) -> None:
    """At first both areas and no competence; the order is the network's."""
    changed = Department("Jobcenter", False, frozenset({Area.ADULTS}), frozenset({"tolk", "PATRIARK"}))
    with session.database.reading() as reading:
        before = directory.departments(reading)
    assert before[2].department == Department("Jobcenter")
    write(session, lambda rows: directory.set_department(rows, changed, before[2].version))
    with session.database.writing() as rows:
        found = directory.departments(rows)
        assert [one.department.name for one in found] == [one.department.name for one in before]
        assert found[2].department == directory.department(rows, "Jobcenter").department == changed
        with pytest.raises(SavedByAnother):
            directory.set_department(rows, changed, before[2].version)
        with pytest.raises(Missing):
            directory.set_department(rows, Department("Ukendt"), 1)


def test_a_competence_that_ended_is_remembered_until_the_day_before(session: Session) -> None:
    """Only what counts has a span; what was taken away on its first day never counted."""
    new = [
        ("a", PATRIARK),
        ("b", replace(PATRIARK, name="tolk", since=None, expires_on=date(2027, 5, 1))),
        ("c", Competence("udland", CompetenceLevel.SEEN)),
        ("d", Competence("fejl", CompetenceLevel.PRACTISED)),
    ]

    def work(rows: Rows) -> None:
        for name, held in new:
            competences.add(rows, CompetenceId(name), "K-02", held, TODAY)
        competences.change(rows, "a", replace(PATRIARK, evidence="bevis"), 1)
        competences.end(rows, "a", date(2026, 11, 30), 2)
        competences.end(rows, "d", TODAY, 1)

    write(session, work)
    with session.database.writing() as rows:
        assert {one.id for one in competences.standing(rows)} == {"b", "c"}
        member = MemberId("K-02")
        spans = {one.competence: one for one in competences.spans(rows)}
        assert spans["PATRIARK"] == HeldSpan(member, "PATRIARK", date(2024, 3, 1), date(2026, 11, 29))
        assert spans["tolk"] == HeldSpan(member, "tolk", TODAY, date(2027, 5, 1))
        assert (spans["fejl"].first, spans["fejl"].last) == (TODAY, date(2026, 11, 19))
        assert "udland" not in spans
        with pytest.raises(Missing):
            competences.change(rows, "a", PATRIARK, 3)
        with pytest.raises(SavedByAnother):
            competences.change(rows, "b", PATRIARK, 7)


def test_a_contact_is_read_as_it_was_written_and_can_be_given_away(session: Session) -> None:
    """Each change makes another version; one that is gone is not found."""
    changed = replace(CONTACT, number="post@eksempel.invalid", introduced_on=date(2026, 10, 2))

    def work(rows: Rows) -> None:
        contacts.add(rows, CONTACT, cleared(), "K-02")
        contacts.change(rows, changed, cleared(""), "K-01", 1)
        contacts.confirm(rows, "c1", TODAY, "K-03", 2)
        contacts.set_owner(rows, "c1", "K-03", None)

    write(session, work)
    with session.database.writing() as rows:
        (found,) = contacts.all_contacts(rows)
        assert found.contact == replace(changed, owner=MemberId("K-03"), introduced_on=None)
        assert (found.note, found.checked_by, found.version) == ("", "K-03", 4)
        with pytest.raises(SavedByAnother):
            contacts.confirm(rows, "c1", TODAY, "K-01", 3)
        contacts.set_gone(rows, "c1", True, 4)
        for gone in (contacts.get, lambda at, one: contacts.set_owner(at, one, "K-01", None)):
            with pytest.raises(Missing):
                gone(rows, "c1")
        contacts.set_gone(rows, "c1", False, 5)
        assert contacts.get(rows, "c1").version == 6


def test_who_comes_back_has_two_stays(session: Session) -> None:
    """Whoever comes back on her last day never was away; a planned last day stays planned."""

    def set_days(rows: Rows, since: date | None, leaves_on: date | None) -> None:
        version = directory.person(rows, "K-02").version
        directory.set_person(rows, replace(PERSON, since=since, leaves_on=leaves_on), (), version)

    with session.database.writing() as rows:
        set_days(rows, date(2021, 8, 1), date(2027, 1, 31))
        directory.begin_stay(rows, "K-02", TODAY)
        assert _stays(rows) == (Stay(PERSON.id, date(2021, 8, 1), date(2027, 1, 31)),)
        directory.end_stay(rows, "K-02", TODAY)
        directory.begin_stay(rows, "K-02", TODAY)
        assert _stays(rows) == (Stay(PERSON.id, date(2021, 8, 1)),)
        directory.end_stay(rows, "K-02", date(2026, 9, 30))
        directory.end_stay(rows, "K-02", TODAY)
        directory.begin_stay(rows, "K-02", TODAY)
        assert _stays(rows) == (
            Stay(PERSON.id, date(2021, 8, 1), date(2026, 9, 30)),
            Stay(PERSON.id, TODAY),
        )
        refuse_wrong(directory.stays(rows))


def test_a_first_day_that_nobody_wrote_is_the_day_she_joined(session: Session) -> None:
    """Whoever left before she came is in no stay."""
    with session.database.writing() as rows:
        assert _stays(rows) == (Stay(PERSON.id, TODAY),)
        directory.end_stay(rows, "K-02", date(2026, 3, 1))
        assert _stays(rows) == (Stay(PERSON.id, date(2026, 3, 1), date(2026, 3, 1)),)
        version = directory.person(rows, "K-02").version
        never = replace(PERSON, since=date(2027, 1, 1), leaves_on=TODAY)
        directory.set_person(rows, never, (), version)
        assert _stays(rows) == ()
        directory.begin_stay(rows, "K-02", date(2027, 2, 1))
        assert _stays(rows) == (Stay(PERSON.id, date(2027, 2, 1)),)


def _stays(rows: Rows) -> tuple[Stay, ...]:
    return tuple(one for one in directory.stays(rows) if one.member == "K-02")


def test_what_the_rota_knew_moves_into_the_directory() -> None:
    """The second migration keeps every field; each name of the old list becomes a competence."""
    before = (("K-01", "PATRIARK\ntolk", "2021-08-01"), ("K-02", "tolk", None), ("K-03", "", None))
    config = Config()
    config.set_main_option("script_location", str(paths.migrations_dir()))
    with create_engine("sqlite://", module=dbapi2).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        _fill(connection, before)
        command.upgrade(config, "0002")
        held = connection.execute(
            text("SELECT member, name, level, recorded_on FROM competence ORDER BY member, name")
        ).all()
        person = connection.execute(text("SELECT * FROM person ORDER BY member")).all()
        department = connection.execute(text("SELECT * FROM department")).one()
    assert [tuple(row) for row in held] == [
        ("K-01", "PATRIARK", "practised", "2021-08-01"),
        ("K-01", "tolk", "practised", "2021-08-01"),
        ("K-02", "tolk", "practised", "2026-02-03"),
    ]
    first = ("K-01", 60, "children", "arabisk", "2021-08-01", "47", None, "", "", None, 0, 1)
    assert tuple(person[0]) == first
    assert [row[0] for row in person] == ["K-01", "K-02", "K-03"]
    assert tuple(department) == ("Skoler", 0, 1, "children\nadults", "", 1)


def _fill(connection: Connection, members: tuple[tuple[str, str, str | None], ...]) -> None:
    """Write members as the first version's rota knew them; a first day of None was not known."""
    connection.execute(
        text("INSERT INTO identity VALUES (1, :store, 1, 1, :key, '2026-02-03T10:00:00+00:00')"),
        {"store": "a" * 32, "key": b"k" * 32},
    )
    connection.execute(text("INSERT INTO department VALUES ('Skoler', 0)"))
    member = "INSERT INTO rota_member VALUES (:id, 60, 'children', 'arabisk', :held, :since, '47', NULL)"
    for row in members:
        connection.execute(text(member), dict(zip(("id", "held", "since"), row, strict=True)))

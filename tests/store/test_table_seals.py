"""Every table says what it said after its last change, or it is noticed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.config import Config
from sqlalchemy import text
from sqlcipher3 import dbapi2
from sqlmodel import SQLModel

from nsk_tui.rules.members import Role
from nsk_tui.services import consultations, members, presence, rotation, upkeep
from nsk_tui.services.session import Session, unlock
from nsk_tui.store import schema, table_seals
from nsk_tui.store.change import Change, change
from nsk_tui.store.engine import Database, Reading
from nsk_tui.store.tables import SCHEMA_VERSION, DepartmentRow
from nsk_tui.vault import generations
from nsk_tui.vault.errors import DamagedStore
from tests.conftest import CHEAP, NOW, PASSPHRASES
from tests.services.test_consultations import CLEAN, added

ROW = {"TEXT": "'x'", "INTEGER": "987654", "BLOB": "zeroblob(32)"}
"""A value of each kind that a column may have."""

WAYS: dict[str, Callable[[Change], object]] = {
    "through the mapper": lambda c: c.session.add(DepartmentRow(name="Ny", position=9)),
    "past the mapper": lambda c: run(c.session, "DELETE FROM department WHERE position > 1"),
    "many at once": lambda c: run(c.session, "UPDATE department SET position = position + 10"),
    "in the place of another": lambda c: [
        run(c.session, f"INSERT OR REPLACE INTO setting VALUES ('idle_minutes', '{minutes}')")
        for minutes in (7, 8)
    ],
    "there and back": lambda c: [
        run(c.session, f"UPDATE department SET position = position {by}") for by in ("+ 1", "- 1")
    ],
    "in a table of two keys": lambda c: run(
        c.session,
        "INSERT INTO declared_word (word, member, label, declaration, declared_at, expires_on)"
        " VALUES ('Ny', 'K-01', 'name', 'place', 'x', '2030-01-01') ON CONFLICT DO NOTHING",
    ),
}
"""Ways to write to a table; a mark that any of them passes by would soon be wrong."""


def run(session: Reading, statement: str) -> object:
    """Carry out a statement of SQL."""
    return session.connection().execute(text(statement))


def faults(session: Session) -> tuple[str, ...]:
    """Return the tables that are not what they should be."""
    with session.database.reading() as reading:
        return table_seals.faults(reading)


def raw(session: Session) -> dbapi2.Connection:
    """Return a connection of somebody who has the data key, or older pages, but not the program."""
    return generations.connect(session.vault.database, session.vault.data_key)


def behind(session: Session, *statements: str) -> None:
    """Change rows behind the program's back."""
    connection = raw(session)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def rows_of(session: Session, *names: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of some tables, to be put back later."""
    connection = raw(session)
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}
    connection.close()
    return found


def put_back(session: Session, tables: dict[str, list[tuple[object, ...]]]) -> None:
    """Put tables back as they were, as older pages do."""
    connection = raw(session)
    connection.execute("PRAGMA foreign_keys=OFF")
    for name, rows in tables.items():
        connection.execute(f"DELETE FROM {name}")
        for row in rows:
            connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)
    connection.close()


def live(session: Session) -> None:
    """Let some of everything happen."""
    done = added(consultations.add(session, CLEAN))
    added(consultations.correct(session, done.id, 1, CLEAN))
    members.set_theme(session, "dark")
    members.invite(session, "K-04", "Eja Ny", Role.MEMBER, "Skoler", profile=CHEAP)
    presence.leave(session, presence.arrive(session))


def test_every_table_has_a_mark_or_a_reason_to_have_none(session: Session) -> None:
    """Nobody has to think of it: what the database has and is not exempt is marked."""
    live(session)
    with session.database.reading() as reading:
        known = set(table_seals.covered(reading))
    assert set(SQLModel.metadata.tables) - known == table_seals.EXEMPT.keys() - {"alembic_version"}
    assert all(len(reason) > 20 for reason in table_seals.EXEMPT.values())
    assert faults(session) == ()


def test_a_change_to_any_table_behind_the_programs_back_is_noticed(session: Session) -> None:
    """One row more in each of them, in turn."""
    live(session)
    connection = raw(session)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA ignore_check_constraints=ON")
    for name in sorted(SQLModel.metadata.tables.keys() - table_seals.EXEMPT.keys() - {"identity"}):
        columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
        values = ", ".join(ROW[column[2]] for column in columns)
        connection.execute(f"INSERT INTO {name} VALUES ({values})")
        assert faults(session) == (name,)
        where = " AND ".join(f'"{column[1]}" = {ROW[column[2]]}' for column in columns)
        connection.execute(f"DELETE FROM {name} WHERE {where}")
        assert faults(session) == ()
    connection.execute("UPDATE identity SET created_at = 'x'")
    assert faults(session) == ("identity",)
    connection.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_mark_follows_every_way_to_write(session: Session, way: str) -> None:
    """The database itself tells what changed."""
    with change(session.database, "K-01", NOW) as writing:
        WAYS[way](writing)
        writing.audit("test")
        writing.commit()
    assert faults(session) == ()


def test_a_table_that_was_added_later_is_marked_without_a_word(session: Session) -> None:
    """As a migration leaves it: its rows count from the first on."""
    behind(session, "CREATE TABLE later (a TEXT, b INTEGER) STRICT")
    database = Database(session.vault)
    with change(database, "K-01", NOW) as writing:
        run(writing.session, "INSERT INTO later VALUES ('x', 1), (NULL, 2)")
        writing.audit("test")
        writing.commit()
    database.close()
    assert faults(session) == ()
    behind(session, "UPDATE later SET b = 3 WHERE a IS NULL")
    assert faults(session) == ("later",)


def test_what_was_rolled_back_leaves_the_marks_alone(session: Session) -> None:
    """Also when it was the first that its connection did, which makes the triggers."""
    for _time in range(2):
        with change(session.database, "K-01", NOW) as writing:
            run(writing.session, "DELETE FROM department")
        assert faults(session) == ()
    live(session)
    assert faults(session) == ()


def test_a_rotation_takes_the_marks_along(session: Session) -> None:
    """The new file has another generation in its identity."""
    live(session)
    rotation.rotate_key(session)
    assert faults(session) == ()
    live_again = added(consultations.add(session, CLEAN))
    assert live_again.id
    assert faults(session) == ()


OLDER = {
    "setting": "UPDATE setting SET value = '99'",
    "member": "UPDATE member SET language = 'en'",
    "department": "UPDATE department SET position = position + 50",
    "pin": "UPDATE pin SET since = 'later'",
}


@pytest.mark.parametrize("table", OLDER)
def test_a_store_with_an_older_small_table_does_not_open(session: Session, store: Path, table: str) -> None:
    """It says that it is damaged, ``verify`` names the table, and going on does not mend it."""
    before = rows_of(session, table)
    live(session)
    with change(session.database, "K-01", NOW) as writing:
        run(writing.session, OLDER[table])
        writing.audit("test")
        writing.commit()
    put_back(session, before)
    assert faults(session) == (table,)
    live_on(session)
    assert faults(session) == (table,)
    with pytest.raises(DamagedStore):
        unlock(store, "K-01", PASSPHRASES["K-01"])
    assert said_of_tables(session, store) == (False, f"seal of table {table}")


def test_an_older_table_put_back_with_its_mark_shows_by_the_audit(session: Session, store: Path) -> None:
    """Table and marks fit each other, but not the newest line; and going on does not wipe it out."""
    before = rows_of(session, "setting", "table_seal")
    with change(session.database, "K-01", NOW) as writing:
        run(writing.session, "INSERT INTO setting VALUES ('new', '1')")
        writing.audit("test")
        writing.commit()
    put_back(session, before)
    assert faults(session) == (table_seals.WHOLE,)
    live_on(session)
    assert faults(session) == (table_seals.WHOLE,)
    with pytest.raises(DamagedStore):
        unlock(store, "K-01", PASSPHRASES["K-01"])
    assert said_of_tables(session, store) == (False, "seal of table")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM table_seal",
        "DELETE FROM table_seal WHERE name = ''",
        "DELETE FROM table_seal WHERE name = 'setting'",
        "UPDATE table_seal SET count = count + 1 WHERE name = 'member'",
        "UPDATE table_seal SET line = line + 1 WHERE name = ''",
        "INSERT INTO table_seal VALUES ('nothing', 1, 0, zeroblob(32))",
    ],
)
def test_marks_that_were_changed_are_noticed_and_stay_so(session: Session, statement: str) -> None:
    """Whoever takes the marks away gets no new ones."""
    behind(session, statement)
    assert faults(session) == (table_seals.WHOLE,)
    live_on(session)
    assert faults(session) == (table_seals.WHOLE,)


def test_a_migration_marks_anew_what_fitted_and_leaves_what_did_not(
    session: Session, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise an update would wipe out what somebody did before it."""
    behind(session, "UPDATE setting SET value = '9'", "UPDATE member SET theme = NULL")
    put_back(session, {"member": rows_of(session, "member")["member"]})
    wrong = faults(session)
    assert "setting" in wrong
    behind(session, f"PRAGMA user_version={SCHEMA_VERSION - 1:d}")
    monkeypatch.setattr("alembic.command.upgrade", lambda _config, _goal: None)
    assert schema.bring_up_to_date(session.database)
    assert faults(session) == wrong


def test_a_store_of_before_the_marks_gets_them(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """The migration that makes the table finds no marks, and marks what stands there."""
    live(session)
    connection = raw(session)
    query = "SELECT sql FROM sqlite_master WHERE name = 'table_seal'"
    make = connection.execute(query).fetchone()[0]
    connection.close()
    behind(session, "DROP TABLE table_seal", f"PRAGMA user_version={SCHEMA_VERSION - 1:d}")

    def upgrade(config: Config, _goal: str) -> None:
        config.attributes["connection"].exec_driver_sql(make)

    monkeypatch.setattr("alembic.command.upgrade", upgrade)
    database = Database(session.vault)
    assert schema.bring_up_to_date(database)
    database.close()
    assert faults(session) == ()


def live_on(session: Session) -> None:
    """Write something more."""
    with change(session.database, "K-01", NOW) as writing:
        run(writing.session, "INSERT INTO setting VALUES ('later', '1')")
        writing.audit("test")
        writing.commit()


def said_of_tables(session: Session, store: Path) -> tuple[bool, str]:
    """Return what ``verify`` says of the tables."""
    found = next(check for check in upkeep.verify(store, session).checks if check.name == "tables")
    return found.ok, found.detail

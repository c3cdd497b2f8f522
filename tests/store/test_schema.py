"""The migrated file and the tables agree; a migration runs whole or not at all."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from nsk_tui import paths
from nsk_tui.services.session import Session, unlock
from nsk_tui.store import (
    departure_tables,
    directory_tables,
    export_tables,
    handover_tables,
    meeting_tables,
    rota_tables,
    schema,
    tables,
)
from nsk_tui.store.errors import NewerSchema
from nsk_tui.vault import generations
from tests.conftest import PASSPHRASES


def test_a_fresh_store_has_the_tables_that_the_code_knows(session: Session) -> None:
    """Migrating from nothing and reading the models give the same columns."""
    ours = (
        *(rota_tables.LineRow, directory_tables.PersonRow, handover_tables.HandoverRow),
        *(meeting_tables.MeetingRow, departure_tables.DepartureRow, export_tables.OutboxRow),
    )
    assert {row.__tablename__ for row in ours} <= set(SQLModel.metadata.tables)
    with session.database.reading() as reading:
        context = MigrationContext.configure(reading.connection(), opts={"include_object": _ours})
        differences = [one for one in compare_metadata(context, SQLModel.metadata) if _is_about_columns(one)]
    assert differences == []


def _ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind == "table" and str(name).startswith(("entry_search", "alembic")))


def _is_about_columns(difference: object) -> bool:
    return isinstance(difference, tuple) and str(difference[0]).endswith(("_table", "_column"))


@pytest.mark.parametrize("table", ["thread", "entry", "member", "audit"])
def test_a_table_refuses_values_of_another_type(session: Session, table: str) -> None:
    """STRICT is the last wall: the driver itself refuses."""
    with session.database.reading() as reading:
        sql = reading.connection().execute(
            text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": table}
        )
        assert sql.scalar_one().rstrip().endswith("STRICT")


def test_a_store_from_a_later_version_is_not_touched(store: Path, session: Session) -> None:
    """It says so, and the file is as it was."""
    path, key = session.vault.database, session.vault.data_key
    connection = generations.connect(path, key)
    connection.execute(f"PRAGMA user_version={tables.SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(NewerSchema):
        unlock(store, "K-01", PASSPHRASES["K-01"])


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of its statements are one transaction."""
    broken = tmp_path / "migrations"
    (broken / "versions").mkdir(parents=True)
    (broken / "env.py").write_text((paths.migrations_dir() / "env.py").read_text())
    shipped = sorted((paths.migrations_dir() / "versions").glob("[0-9]*.py"))
    for one in shipped:
        (broken / "versions" / one.name).write_text(one.read_text())
    newest, broken_one = shipped[-1].name[:4], f"{len(shipped) + 1:04d}"
    (broken / "versions" / f"{broken_one}_breaks.py").write_text(
        f'from alembic import op\nrevision = "{broken_one}"\ndown_revision = "{newest}"\n'
        'def upgrade():\n    op.execute("CREATE TABLE half (a TEXT) STRICT")\n    op.execute("nonsense")\n'
    )
    monkeypatch.setattr(paths, "migrations_dir", lambda: broken)
    monkeypatch.setattr(schema, "SCHEMA_VERSION", tables.SCHEMA_VERSION + 1)
    with pytest.raises(Exception, match="database"):
        schema.bring_up_to_date(session.database)
    with session.database.reading() as reading:
        assert schema.version(reading) == tables.SCHEMA_VERSION == len(shipped)
        names = reading.connection().execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert "half" not in names

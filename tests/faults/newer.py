"""What a later version of the program would do: bring the tables to another version, and write."""

import shutil
from pathlib import Path

from sqlalchemy import text

from nsk_tui import paths
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import consultations, threads, upkeep
from nsk_tui.store import engine, schema
from nsk_tui.store.tables import SCHEMA_VERSION
from tests.faults.notes import note
from tests.faults.nursery import Link
from tests.faults.tasks import opened

MIGRATION = '''"""A later version's change: every entry says where the conversation took place."""

from alembic import op

revision = "9999"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column that nobody may leave out."""
    op.execute("ALTER TABLE entry ADD COLUMN place TEXT NOT NULL DEFAULT 'unknown' CHECK (length(place) > 0)")
'''


def later_migrations(place: Path) -> Path:
    """Return a copy of the migrations with one more at the end."""
    folder = shutil.copytree(paths.migrations_dir(), place / "migrations")
    last = max(path.name.partition("_")[0] for path in (folder / "versions").glob("*.py"))
    (folder / "versions" / "9999_later.py").write_text(MIGRATION.format(before=last))
    return folder


def migrate_and_write(link: Link, folder: str, place: str) -> int:
    """Open the store as the later version; return which version its tables have now."""
    later, version = later_migrations(Path(place)), SCHEMA_VERSION + 1
    setattr(paths, "migrations_dir", lambda: later)  # noqa: B010
    for module in (schema, engine):
        setattr(module, "SCHEMA_VERSION", version)  # noqa: B010
    session = opened(folder, "K-02")
    consultations.add(session, note(8))
    with session.database.reading() as reading:
        places = set(reading.connection().execute(text("SELECT place FROM entry")).scalars())
        found = schema.version(reading)
    checked = upkeep.verify(Path(folder), session)
    assert checked.ok, checked
    for one in threads.list_entries(session, EntryFilter()):
        threads.open_thread(session, one.thread)
    session.lock()
    assert places == {"unknown"}
    return found

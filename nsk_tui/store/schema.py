"""Which tables the file has; migrations run only when they differ, and are imported only then."""

from sqlalchemy import text
from sqlmodel import Session

from nsk_tui import paths
from nsk_tui.store import seals, table_seals
from nsk_tui.store.engine import Database
from nsk_tui.store.errors import NewerSchema
from nsk_tui.store.tables import SCHEMA_VERSION
from nsk_tui.vault import files


def version(session: Session) -> int:
    """Return the schema version that the file says it has."""
    return int(session.connection().execute(text("PRAGMA user_version")).scalar_one())


def bring_up_to_date(database: Database) -> bool:
    """Run what migrations are missing, under the store's one lock; return whether any ran.

    Errors
        NewerSchema: a later version of the program has been here.
    """
    with database.reading() as session:
        found = version(session)
    if found > SCHEMA_VERSION:
        raise NewerSchema(str(found))
    if found == SCHEMA_VERSION:
        return False
    with files.locked(database.vault.folder):
        _migrate(database)
    return True


def _migrate(database: Database) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations_dir()))
    with database.writing() as session:
        is_new = version(session) == 0
        unfit = () if is_new else seals.faults(session)
        unfit_tables = table_seals.faults(session) if table_seals.is_there(session) else ()
        table_seals.stand_aside(session)
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")
        if not is_new:
            seals.renew_all(session, unfit)
            table_seals.renew_all(session, unfit_tables)
        session.connection().exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION:d}")
        session.commit()

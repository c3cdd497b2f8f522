"""A vault's connection made into an engine, and the two kinds of transaction.

Every transaction looks at the keyring after it has begun: a session that waited for the write
lock would otherwise commit into a file that a rotation has retired.
"""

import contextlib
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import sqlalchemy.exc
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2
from sqlmodel import Session, create_engine

from nsk_tui.store import identity, table_seals, turns
from nsk_tui.store.errors import NewerSchema, RefusedRow
from nsk_tui.store.tables import SCHEMA_VERSION
from nsk_tui.vault import generations
from nsk_tui.vault.door import OpenVault
from nsk_tui.vault.errors import RolledBack, StoreBusy

Reading = Session
"""What a reading gives: services name it by this, and know no SQL."""

_WRITE = "nsk_write"
_ATTEMPTS = 5
_ASK_SECONDS = 0.002


class Database:
    """The store's database, open for one member; safe to use from several threads."""

    def __init__(self, vault: OpenVault) -> None:
        """Use an open vault; nothing is opened before the first transaction."""
        self.vault = vault
        self._gate = threading.RLock()
        self._engine = _engine(vault)

    def __repr__(self) -> str:
        """Say that it is a database; never a key or a path."""
        return "Database()"

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one moment of the store and writes nothing."""
        with self._session(write=False) as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that holds the write lock; whoever calls must commit.

        Errors
            StoreBusy: the lock was not had in 20 s. StoreFull, StoreReadOnly.
        """
        with self._session(write=True) as session:
            yield session

    @contextlib.contextmanager
    def keeping_writers_away(self) -> Iterator[None]:
        """Hold the write lock without writing, also over tables of a later version."""
        with our_errors(), self._begun(write=True, any_version=True):
            yield

    def look_again(self) -> None:
        """Take in the keyring when it was replaced: a new role, a new member, a new generation.

        Errors
            RolledBack, BadSignature: an older or a forged one was put there; nothing is read or
            written until it is mended. AccessClosed: the member's slot is gone.
        """
        with self._gate:
            if self.vault.has_changed():
                self.vault.look_again()
                self.start_anew()
                self._refuse_rolled_back()

    def hold_against_keyring(self) -> int:
        """Return the database's epoch after holding its identity against the keyring.

        Errors
            RolledBack, ForeignStore, BadSignature.
        """
        for _attempt in range(_ATTEMPTS):
            try:
                with self.reading() as session:
                    return identity.check(session, self.vault.ring)
            except RolledBack:
                # Somebody may just have replaced the keyring, between the two looks.
                if not self.vault.has_changed():
                    raise
        raise StoreBusy("keyring")

    def start_anew(self) -> None:
        """Drop every connection and open the file that the keyring names now.

        Even under the same key it may be another file: a restored one has its own inode.
        """
        with self._gate:
            self._engine.dispose()
            self._engine = _engine(self.vault)

    def fold_log(self) -> None:
        """Bring the log into the file and empty it, so that no old page waits there.

        Others who read or write keep it from being emptied; then the next checkpoint does it.
        """
        connection = generations.connect(self.vault.database, self.vault.data_key)
        try:
            with generations.driver_errors():
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()

    def close(self) -> None:
        """Close every connection."""
        with self._gate:
            self._engine.dispose()

    def _refuse_rolled_back(self) -> None:
        try:
            self.hold_against_keyring()
        except BaseException:
            self.vault.distrust()
            raise

    @contextlib.contextmanager
    def _session(self, write: bool) -> Iterator[Session]:
        with our_errors(), self._begun(write) as connection:
            session = Session(
                bind=connection,
                expire_on_commit=False,
                autoflush=False,
                join_transaction_mode="control_fully",
            )
            try:
                yield session
            finally:
                session.close()

    @contextlib.contextmanager
    def _begun(self, write: bool, any_version: bool = False) -> Iterator[Connection]:
        connection = self._begin(write, any_version)
        try:
            yield connection
        finally:
            connection.close()

    def _begin(self, write: bool, any_version: bool) -> Connection:
        for _attempt in range(_ATTEMPTS):
            connection = self._engine.connect().execution_options(**{_WRITE: write})
            try:
                connection.begin()
                if not self.vault.has_changed():
                    if not any_version:
                        _refuse_newer(connection)
                    return connection
            except BaseException:
                connection.close()
                raise
            connection.close()
            self.look_again()
        raise StoreBusy("keyring")


@contextlib.contextmanager
def our_errors() -> Iterator[None]:
    """Turn the driver's and SQLAlchemy's errors into ours: theirs may quote what people wrote."""
    try:
        yield
    except sqlalchemy.exc.IntegrityError:
        raise RefusedRow from None
    except sqlalchemy.exc.TimeoutError:
        raise StoreBusy("pool") from None
    except sqlalchemy.exc.DBAPIError as fault:
        raise generations.meaning_of(fault.orig or fault) from None
    except dbapi2.DatabaseError as fault:
        raise generations.meaning_of(fault) from None


def _engine(vault: OpenVault) -> Engine:
    path, key = vault.database, vault.data_key
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: generations.connect(path, key),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
        hide_parameters=True,
    )
    event.listen(engine, "begin", partial(_begin_as_asked, folder=vault.folder))
    table_seals.watch(engine)
    return engine


def _refuse_newer(connection: Connection) -> None:
    # A later version may have changed the tables since this session was opened.
    driver = connection.connection.dbapi_connection
    version = 0 if driver is None else int(driver.cursor().execute("PRAGMA user_version").fetchone()[0])
    if version > SCHEMA_VERSION:
        raise NewerSchema(str(version))


def _begin_as_asked(connection: Connection, folder: Path) -> None:
    if not connection.get_execution_options().get(_WRITE, True):
        connection.exec_driver_sql("BEGIN")
        return
    table_seals.begin(connection)
    driver = connection.connection.dbapi_connection
    if driver is not None:
        _begin_in_turn(driver.cursor(), folder)


def _begin_in_turn(cursor: dbapi2.Cursor, folder: Path) -> None:
    """Take the write lock when one's turn has come."""
    ended = time.monotonic() + generations.BUSY_SECONDS
    cursor.execute("PRAGMA busy_timeout=0")
    try:
        with turns.first_in_line(folder, generations.BUSY_SECONDS):
            while not _has_begun(cursor, is_last=time.monotonic() >= ended):
                time.sleep(_ASK_SECONDS)
    finally:
        cursor.execute(f"PRAGMA busy_timeout={generations.BUSY_SECONDS * 1000:.0f}")
        cursor.close()


def _has_begun(cursor: dbapi2.Cursor, is_last: bool) -> bool:
    try:
        cursor.execute("BEGIN IMMEDIATE")
    except dbapi2.OperationalError as fault:
        if is_last or not isinstance(generations.meaning_of(fault), StoreBusy):
            raise
        return False
    return True

"""Another data key for the whole store, while others are working.

A new generation file is written and checked; replacing the keyring is the commit point. Never
``PRAGMA rekey`` and never a rename over the live file: both were seen to destroy a store.

Source
    docs/format/store-v1.md, section "Rotation"
"""

import contextlib
import json
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.pool import NullPool
from sqlcipher3 import dbapi2
from sqlmodel import Session, create_engine

from nsk_tui.store import identity, table_seals
from nsk_tui.store.change import Change
from nsk_tui.store.engine import Database, our_errors
from nsk_tui.vault import files, generations, keyring
from nsk_tui.vault.errors import DamagedStore, VaultError
from nsk_tui.vault.format import Keyring, file_name
from nsk_tui.vault.keyring import resealed, verify_signature

PENDING_NAME = "rotate.pending"
QUARANTINE_NAME = "quarantine"
_NOTE_BYTES_MAX = 1024


def rotate(
    database: Database,
    member: str,
    now: datetime,
    make: Callable[[Keyring], Keyring],
    write: Callable[[Change], None],
) -> None:
    """Give the store a new data key; ``make`` says who belongs from now on, ``write`` goes into the new file.

    Errors
        StoreBusy: another rotation or writer holds the lock. StoreFull, StoreReadOnly,
        DamagedStore, BadSignature: the old generation stands whole.
    """
    vault = database.vault
    with files.locked(vault.folder):
        database.look_again()
        tidy(vault.folder, vault.ring)
        with database.writing() as session:
            verify_signature(vault.ring, identity.pins(session))
            _rotate_locked(database, session, Change(session, member, now), make, write)
        database.start_anew()
        _finish(vault.folder, vault.ring)


def tidy(folder: Path, ring: Keyring) -> tuple[Path, ...]:
    """Put away database files that the keyring does not name; return those set aside.

    A file that an interrupted rotation noted as its own is deleted. Any other may be the only
    current data of a rolled-back keyring: it goes to quarantine, and is never deleted.
    """
    noted = _noted(folder)
    aside = []
    for path in sorted(folder.glob("store-*.db")):
        if path.name == ring.file:
            continue
        for part in generations.files_of(folder, path.name):
            aside += [] if path.name in noted else [_set_aside(part)]
            part.unlink(missing_ok=True)
    (folder / PENDING_NAME).unlink(missing_ok=True)
    return tuple(aside)


def _rotate_locked(
    database: Database,
    session: Session,
    old: Change,
    make: Callable[[Keyring], Keyring],
    write: Callable[[Change], None],
) -> None:
    vault, ring = database.vault, database.vault.ring
    new_key, number = generations.new_data_key(), ring.generation + 1
    path = vault.folder / file_name(number)
    note = json.dumps({"new": path.name, "old": ring.file}).encode()
    files.write_atomically(vault.folder / PENDING_NAME, note)
    try:
        fresh = resealed(make(ring), number, new_key)
        fresh = replace(fresh, epoch=max(ring.epoch, identity.epoch(session)) + 1)
        generations.export(vault.database, vault.data_key, path, new_key)
        _amend(path, new_key, fresh, old, write, _counts(session))
        _prove(path, new_key)
        vault.replace_ring(fresh, new_key)
    except BaseException:
        _forget_failed(vault.folder, path)
        raise


def _forget_failed(folder: Path, path: Path) -> None:
    # Only while the keyring still names the old file: after the commit point nothing is undone.
    if keyring.load(folder).file != path.name:
        for part in generations.files_of(folder, path.name):
            part.unlink(missing_ok=True)
        (folder / PENDING_NAME).unlink(missing_ok=True)


def _amend(
    path: Path,
    key: bytes,
    fresh: Keyring,
    old: Change,
    write: Callable[[Change], None],
    expected: dict[str, int],
) -> None:
    with _session_on(path, key) as session:
        if _counts(session) != expected:
            raise DamagedStore(path.name)
        row = identity.row_of(session)
        row.generation, row.epoch = fresh.generation, fresh.epoch
        session.add(row)
        session.flush()
        changed = Change(session, old.member, old.now)
        write(changed)
        verify_signature(fresh, identity.pins(session))
        changed.commit()


def _prove(path: Path, key: bytes) -> None:
    connection = generations.connect(path, key)
    try:
        found = generations.faults(connection)
        with generations.driver_errors():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
    if found:
        raise DamagedStore(path.name)
    _sync(path)


def _sync(path: Path) -> None:
    with files.told_apart(path.name):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        files.sync_folder(path.parent)


def _counts(session: Session) -> dict[str, int]:
    """Return how many rows each table has."""
    connection = session.connection()
    run = connection.exec_driver_sql
    return {
        name: run(f'SELECT count(*) FROM "{name}"').scalar_one()
        for name in table_seals.all_tables(connection)
    }


@contextlib.contextmanager
def _session_on(path: Path, key: bytes) -> Iterator[Session]:
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: generations.connect(path, key), poolclass=NullPool,
        hide_parameters=True,
    )  # fmt: skip
    event.listen(engine, "begin", table_seals.begin)
    table_seals.watch(engine)
    with our_errors():
        try:
            with Session(engine, expire_on_commit=False, autoflush=False) as session:
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
                yield session
        finally:
            engine.dispose()


def _finish(folder: Path, ring: Keyring) -> None:
    noted = _noted(folder)
    for name in noted - {ring.file}:
        for part in generations.files_of(folder, name):
            part.unlink(missing_ok=True)
    (folder / PENDING_NAME).unlink(missing_ok=True)


def _noted(folder: Path) -> frozenset[str]:
    try:
        table = json.loads(files.read_bounded(folder / PENDING_NAME, _NOTE_BYTES_MAX))
        return frozenset({str(table["new"]), str(table["old"])})
    except (VaultError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


def _set_aside(path: Path) -> Path:
    place = path.parent / QUARANTINE_NAME
    files.make_private_folder(place)
    target = place / f"{path.name}.{secrets.token_hex(4)}"
    with files.told_apart(path.name):
        path.rename(target)
    return target

"""Database files: one encrypted file for each generation of the data key.

Source
    docs/format/store-v1.md, section "Generation"
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2

from nsk_tui.vault import files
from nsk_tui.vault.errors import DamagedStore, NoStore, StoreBusy, StoreFull, StoreReadOnly, VaultError

APPLICATION_ID = 0x4E534B31
DATA_KEY_BYTES = 32
BUSY_SECONDS = 20.0
PLAIN_HEADER = b"SQLite format 3\x00"
_BEFORE_KEY = ("cipher_log_level=NONE",)
_AFTER_KEY = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "cache_size=-8192",
)
_MEANINGS: tuple[tuple[str, type[VaultError]], ...] = (
    ("locked", StoreBusy),
    ("busy", StoreBusy),
    ("full", StoreFull),
    ("disk i/o", StoreFull),
    ("readonly", StoreReadOnly),
    ("read-only", StoreReadOnly),
    ("unable to open", StoreReadOnly),
    ("no such", VaultError),
    ("syntax error", VaultError),
)


def new_data_key() -> bytes:
    """Return a fresh data key."""
    return os.urandom(DATA_KEY_BYTES)


def create(path: Path, data_key: bytes) -> dbapi2.Connection:
    """Make a new encrypted file and return a connection to it.

    Errors
        FolderNotEmpty is the caller's to tell; StoreFull, StoreReadOnly: it was not made.
    """
    _make_private_file(path)
    connection = _keyed(path, data_key)
    with driver_errors():
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        _tune(connection)
    return connection


def connect(path: Path, data_key: bytes) -> dbapi2.Connection:
    """Open an existing file; a connection to anything else than this key's database is refused.

    Errors
        NoStore: no file. DamagedStore: empty, not encrypted, cut, or of another key.
        StoreBusy, StoreReadOnly, StoreFull: as the driver says.
    """
    _refuse_unfit(path)
    connection = _keyed(path, data_key)
    try:
        with driver_errors():
            _prove(connection)
            _tune(connection)
    except VaultError:
        connection.close()
        raise
    return connection


def export(old: Path, old_key: bytes, new: Path, new_key: bytes) -> None:
    """Write everything that a generation holds into a new file under another key.

    Errors
        StoreFull, StoreReadOnly: the new file may lie there half; the caller removes it.
    """
    source = connect(old, old_key)
    try:
        _make_private_file(new)
        with driver_errors():
            source.execute(f"ATTACH DATABASE ? AS fresh KEY \"x'{new_key.hex()}'\"", (_uri(new, "rw"),))
            source.execute("SELECT sqlcipher_export('fresh')").fetchone()
            for pragma in ("user_version", "application_id"):
                value = int(source.execute(f"PRAGMA main.{pragma}").fetchone()[0])
                source.execute(f"PRAGMA fresh.{pragma}={value:d}")
            source.execute("DETACH DATABASE fresh")
    finally:
        source.close()


def faults(connection: dbapi2.Connection) -> tuple[str, ...]:
    """Return what both integrity checks find; either alone misses things (research/store.md, 4)."""
    with driver_errors():
        cipher = connection.execute("PRAGMA cipher_integrity_check").fetchmany(5)
        whole = connection.execute("PRAGMA integrity_check").fetchmany(5)
    return tuple(str(row[0]) for row in (*cipher, *whole) if row[0] != "ok")


def files_of(folder: Path, file: str) -> tuple[Path, ...]:
    """Return a generation's file and those that SQLite keeps beside it, where they exist."""
    return tuple(path for path in (folder / (file + tail) for tail in ("", "-wal", "-shm")) if path.exists())


@contextlib.contextmanager
def driver_errors() -> Iterator[None]:
    """Turn the driver's errors into ours; their texts are dropped, since they may quote values."""
    try:
        yield
    except (dbapi2.OperationalError, dbapi2.DatabaseError) as fault:
        raise meaning_of(fault) from None


def meaning_of(fault: Exception) -> VaultError:
    """Return our error for one of the driver's."""
    text = str(fault).lower()
    kind = next((ours for words, ours in _MEANINGS if words in text), DamagedStore)
    return kind("database")


def _make_private_file(path: Path) -> None:
    # Private from the first byte, whatever the umask: a rotation that is killed leaves it lying there.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with files.told_apart(path.name):
        os.close(os.open(path, flags, files.FILE_MODE))


def _refuse_unfit(path: Path) -> None:
    files.check_private(path)
    with files.told_apart(path.name), path.open("rb") as stream:
        head = stream.read(len(PLAIN_HEADER))
    if len(head) < len(PLAIN_HEADER) or head == PLAIN_HEADER:
        raise DamagedStore(path.name)


def _keyed(path: Path, data_key: bytes) -> dbapi2.Connection:
    # A key of another length would silently become a passphrase (research: 113 ms and no error).
    if len(data_key) != DATA_KEY_BYTES:
        raise DamagedStore("key")
    if not path.exists():
        raise NoStore(path.name)
    with driver_errors():
        connection = dbapi2.connect(
            _uri(path, "rw"),
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        for pragma in _BEFORE_KEY:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA key=\"x'{data_key.hex()}'\"")
    return connection


def _uri(path: Path, mode: str) -> str:
    quoted = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file:{quoted}?mode={mode}"


def _prove(connection: dbapi2.Connection) -> None:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise DamagedStore("database")


def _tune(connection: dbapi2.Connection) -> None:
    for pragma in _AFTER_KEY:
        connection.execute(f"PRAGMA {pragma}")

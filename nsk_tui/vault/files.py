"""Files that only their owner can read: bounded reads, atomic writes, one lock.

Source
    docs/format/store-v1.md
"""

import contextlib
import errno
import fcntl
import os
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from nsk_tui.vault.errors import (
    DamagedStore,
    ForeignStore,
    NoStore,
    NotOurs,
    OverLimit,
    StoreBusy,
    StoreFull,
    StoreReadOnly,
    TooOpen,
    VaultError,
)

FOLDER_MODE = 0o700
FILE_MODE = 0o600
LOCK_NAME = "rotate.lock"
LOCK_WAIT_SECONDS = 20.0
_LOCK_POLL_SECONDS = 0.02
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


@contextlib.contextmanager
def told_apart(name: str = "") -> Iterator[None]:
    """Turn the system's refusals into ours: disk full, read-only, no such store."""
    try:
        yield
    except OSError as fault:
        raise as_vault_error(fault, name) from None


def as_vault_error(fault: OSError, name: str) -> VaultError:
    """Return our error for a system error; the detail is a file's name, never its content."""
    if fault.errno in _FULL:
        return StoreFull(name)
    if fault.errno in _CLOSED:
        return StoreReadOnly(name)
    if fault.errno in (errno.ENOENT, errno.ENOTDIR):
        return NoStore(name)
    if fault.errno == errno.ELOOP:
        return ForeignStore(name)
    return DamagedStore(name)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only this account can enter, its parents as the system makes them.

    Errors
        StoreReadOnly, StoreFull: it could not be made.
    """
    with told_apart(folder.name):
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)


def check_private(path: Path) -> None:
    """Refuse a file or folder that others can reach, or that is another account's.

    Errors
        TooOpen: group or others have any right. NotOurs: another account owns it.
        NoStore: it is not there.
    """
    with told_apart(path.name):
        status = path.lstat()
    if status.st_uid != os.geteuid():
        raise NotOurs(path.name)
    if not stat.S_ISLNK(status.st_mode) and stat.S_IMODE(status.st_mode) & 0o077:
        raise TooOpen(f"{path.name} {stat.S_IMODE(status.st_mode):04o}")


def read_bounded(path: Path, limit_bytes: int) -> bytes:
    """Return a file's bytes; a link is not followed, and an endless file is not read.

    Errors
        NoStore, OverLimit, ForeignStore (a link), StoreReadOnly (not readable).
    """
    with told_apart(path.name):
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as stream:
            content = stream.read(limit_bytes + 1)
    if len(content) > limit_bytes:
        raise OverLimit(path.name)
    return content


def write_atomically(path: Path, content: bytes, sync: bool = True) -> None:
    """Put a file's whole content in place, or leave the old one: never half of either.

    Without ``sync`` the old one may be back after a power cut.

    Errors
        StoreFull, StoreReadOnly: nothing changed.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with told_apart(path.name):
        try:
            _write_new(fresh, content, sync)
            fresh.replace(path)
        except OSError:
            fresh.unlink(missing_ok=True)
            raise
        if sync:
            sync_folder(path.parent)


def change_places(one: Path, other: Path) -> bool:
    """Let two folders take each other's name in one step; return whether this system can.

    Two renames would leave a moment without either, and whoever was killed in it without a store.
    """
    import ctypes

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    here, exchange = -100, 2
    if rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(number, os.strerror(number), str(other))


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write_new(path: Path, content: bytes, sync: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as stream:
        stream.write(content)
        stream.flush()
        if sync:
            os.fsync(stream.fileno())


@contextlib.contextmanager
def locked(folder: Path, wait_seconds: float = LOCK_WAIT_SECONDS, name: str = LOCK_NAME) -> Iterator[None]:
    """Hold a folder's lock; the store's own is for writers of the keyring.

    Errors
        StoreBusy: another holds it for longer than ``wait_seconds``.
    """
    with told_apart(name):
        descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    try:
        _take(descriptor, time.monotonic() + wait_seconds, name)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, deadline_seconds: float, name: str) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline_seconds:
                raise StoreBusy(name) from None
            time.sleep(_LOCK_POLL_SECONDS)
        else:
            return

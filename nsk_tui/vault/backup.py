"""A store as one file, copied without a key while others write, and opened again elsewhere.

In WAL mode the database file changes only at a checkpoint, and a torn tail of the log is left
out by its checksums. So file and log, copied while neither was checkpointed, are one moment of
the store. The lock keeps rotations and new members away meanwhile.

Source
    docs/format/store-v1.md, section "Backup"
"""

import contextlib
import hashlib
import io
import json
import os
import secrets
import shutil
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nsk_tui.vault import files, keyring
from nsk_tui.vault.errors import BadBackup, StoreBusy, VaultError

FORMAT = "nsk_tui/backup/v1"
SUFFIX = ".nskbackup"
MANIFEST_NAME = "manifest.json"
BACKUP_BYTES_MAX = 64 * 1024**3
_MANIFEST_BYTES_MAX = 4 * 1024 * 1024
_MEMBERS_MAX = 20_000
_CHUNK_BYTES = 1024 * 1024
_ATTEMPTS = 50
_PAUSE_SECONDS = 0.1
_WAL_HEAD_BYTES = 32
_BESIDE = (keyring.KEYRING_NAME, "checkpoint.json")
_FOLDERS = ("cards", "drafts", "quarantine", "outbox")


@dataclass(frozen=True)
class BackupFile:
    """A backup that was made, and of which store."""

    path: Path
    store: str
    made_at: str
    size_bytes: int


@dataclass(frozen=True)
class Manifest:
    """What a backup says it holds: store, time, and the SHA-256 of each file in it."""

    store: str
    made_at: str
    digests: dict[str, str]


def write(folder: Path, target: Path, made_at: str) -> BackupFile:
    """Copy a store into a new file in a folder; needs no key. What a killed copy left there is removed.

    Errors
        StoreBusy: it was checkpointed at every try. StoreFull, StoreReadOnly: no file is left.
        NoStore, DamagedStore: there is nothing to copy.
    """
    with files.locked(folder):
        ring = keyring.load(folder)
        begin = f"nsk-{ring.store[:8]}-"
        name = f"{begin}{made_at.replace(':', '').replace('-', '')}{SUFFIX}"
        fresh = target / f".{name}.{secrets.token_hex(4)}"
        _clear_cut_off(target, begin)
        try:
            with files.told_apart(name):
                _write_archive(folder, ring.file, ring.store, fresh, made_at)
                os.replace(fresh, target / name)
                files.sync_folder(target)
        except BaseException:
            fresh.unlink(missing_ok=True)
            raise
    return BackupFile(target / name, ring.store, made_at, (target / name).stat().st_size)


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says it holds.

    Errors
        BadBackup: it is none, or is cut at the front. NoStore: there is no such file.
    """
    with _archive(path) as archive:
        first = archive.next()
        if first is None or not _is_fit(first):
            raise BadBackup(path.name)
        if first.name != MANIFEST_NAME or first.size > _MANIFEST_BYTES_MAX:
            raise BadBackup(path.name)
        part = archive.extractfile(first)
        return _manifest(b"" if part is None else part.read(), path.name)


def extract(path: Path, target: Path) -> Manifest:
    """Lay a backup's files into a new folder, each checked against the manifest.

    Errors
        BadBackup: cut, changed, or with files that the manifest does not name.
        FolderNotEmpty is the caller's; StoreFull, StoreReadOnly: the folder is left half.
    """
    manifest = read_manifest(path)
    files.make_private_folder(target)
    left = dict(manifest.digests)
    with _archive(path) as archive:
        for member in _members(archive, path.name):
            digest = left.pop(member.name, None)
            if digest is None or _lay_down(archive, member, target) != digest:
                raise BadBackup(path.name)
    if left:
        raise BadBackup(path.name)
    return manifest


def _clear_cut_off(target: Path, begin: str) -> None:
    # Whoever holds the store's lock knows that no other copy of this store is being made.
    for left in target.glob(f".{begin}*"):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with files.told_apart(left.name):
                left.unlink(missing_ok=True)


def _write_archive(folder: Path, file: str, store: str, fresh: Path, made_at: str) -> None:
    place = fresh.with_name(f"{fresh.name}.parts")
    place.mkdir(mode=files.FOLDER_MODE)
    try:
        # Beside first: the checkpoint must not be ahead of the database that goes with it.
        parts = {**_copy_beside(folder, place), **_still_copy(folder, file, place)}
        digests = {name: _digest(path) for name, path in sorted(parts.items())}
        head = {"format": FORMAT, "store": store, "made_at": made_at, "digests": digests}
        _write_tar(fresh, json.dumps(head).encode(), parts)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_tar(fresh: Path, manifest: bytes, parts: dict[str, Path]) -> None:
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, files.FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive:
            _add(archive, MANIFEST_NAME, io.BytesIO(manifest), len(manifest))
            for name in sorted(parts):
                with parts[name].open("rb") as part:
                    _add(archive, name, part, parts[name].stat().st_size)
        stream.flush()
        os.fsync(stream.fileno())


def _copy_beside(folder: Path, place: Path) -> dict[str, Path]:
    copies = {}
    for number, (name, path) in enumerate(_beside(folder)):
        copy = place / f"beside-{number}"
        try:
            _copy(path, copy)
        except FileNotFoundError:
            # A draft that was discarded meanwhile.
            continue
        copies[name] = copy
    return copies


def _still_copy(folder: Path, file: str, place: Path) -> dict[str, Path]:
    for _attempt in range(_ATTEMPTS):
        before = _outside(folder, file)
        found = {name: place / name for name in (file, file + "-wal") if (folder / name).exists()}
        for name, copy in found.items():
            _copy(folder / name, copy)
        if _outside(folder, file) == before:
            return found
        time.sleep(_PAUSE_SECONDS)
    raise StoreBusy(file)


def _outside(folder: Path, file: str) -> tuple[object, ...]:
    status = (folder / file).stat()
    wal = folder / (file + "-wal")
    return status.st_ino, status.st_size, status.st_mtime_ns, _head(wal)


def _head(wal: Path) -> bytes:
    try:
        with wal.open("rb") as stream:
            return stream.read(_WAL_HEAD_BYTES)
    except FileNotFoundError:
        return b""


def _copy(source: Path, target: Path) -> None:
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, files.FILE_MODE)
    with source.open("rb") as old, os.fdopen(descriptor, "wb") as new:
        while chunk := old.read(_CHUNK_BYTES):
            new.write(chunk)


def _beside(folder: Path) -> Iterator[tuple[str, Path]]:
    for name in _BESIDE:
        if (folder / name).is_file():
            yield name, folder / name
    for name in _FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                yield str(path.relative_to(folder)), path


def _add(archive: tarfile.TarFile, name: str, content: io.BufferedIOBase, size: int) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, files.FILE_MODE
    archive.addfile(entry, content)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextlib.contextmanager
def _archive(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup; whatever is torn or strange in it is a bad backup, and never a fault of ours."""
    if path.exists() and not path.is_file():
        raise BadBackup(path.name)
    with files.told_apart(path.name), path.open("rb") as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                yield archive
        except (tarfile.TarError, ValueError, KeyError, EOFError, OverflowError):
            raise BadBackup(path.name) from None


def _members(archive: tarfile.TarFile, name: str) -> Iterator[tarfile.TarInfo]:
    count = total = 0
    for member in archive:
        count, total = count + 1, total + member.size
        if not _is_fit(member) or count > _MEMBERS_MAX or total > BACKUP_BYTES_MAX:
            raise BadBackup(name)
        if member.name != MANIFEST_NAME:
            yield member


def _is_fit(member: tarfile.TarInfo) -> bool:
    parts = Path(member.name).parts
    return member.isreg() and bool(parts) and not member.name.startswith("/") and ".." not in parts


def _lay_down(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    place = target / member.name
    for folder in reversed([one for one in place.relative_to(target).parents if one.name]):
        files.make_private_folder(target / folder)
    digest = hashlib.sha256()
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, files.FILE_MODE)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in _chunks(archive, member):
            digest.update(chunk)
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _chunks(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[bytes]:
    part = archive.extractfile(member)
    while part is not None and (chunk := part.read(_CHUNK_BYTES)):
        yield chunk


def _manifest(content: bytes, name: str) -> Manifest:
    try:
        table = json.loads(content)
        if table["format"] != FORMAT:
            raise BadBackup(name)
        digests = {str(key): str(value) for key, value in table["digests"].items()}
        return Manifest(str(table["store"]), str(table["made_at"]), digests)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, VaultError):
        raise BadBackup(name) from None

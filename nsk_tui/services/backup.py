"""Backups: made without a key, proven by opening, restored beside the store and switched in."""

import contextlib
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nsk_tui.rules.access import Act
from nsk_tui.rules.backups import kept
from nsk_tui.services import duty_card
from nsk_tui.services.errors import BackupFolderRefused
from nsk_tui.services.session import Session, check_opening, unlock, utc_now
from nsk_tui.store import checks, draft_state, identity
from nsk_tui.store.change import change
from nsk_tui.store.engine import Database
from nsk_tui.vault import backup, door, files, keyring
from nsk_tui.vault.backup import SUFFIX, BackupFile
from nsk_tui.vault.errors import (
    BadBackup,
    BadMac,
    DamagedStore,
    ForeignStore,
    NoStore,
    OverLimit,
    StoreBusy,
    WrongPassphrase,
)

PROVEN = "backup_proven_at"
RESTORED, TRIED = ".restored-", ".nsk-prove-"
"""How folders beside the store are called while a copy is laid out there."""

_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Proof:
    """What opening a copy showed: how many lines its audit has, and when the copy was made."""

    made_at: str
    audit_lines: int


@dataclass(frozen=True)
class Restored:
    """A store that was put in place, and where the one before it lies now.

    Shape
        ``before`` None: there was none.
    """

    folder: Path
    before: Path | None
    made_at: str


def make(folder: Path, target: Path, clock: Callable[[], datetime] = utc_now) -> BackupFile:
    """Copy the store into a new file, and drop copies that have grown old (7 days, 5 weeks, 12 months).

    Errors
        BackupFolderRefused: the folder lies in the store. StoreBusy, StoreFull, StoreReadOnly,
        NoStore, DamagedStore: earlier copies stand.
    """
    if target.resolve().is_relative_to(folder.resolve()):
        raise BackupFolderRefused(str(target))
    keyring.load(folder)
    files.make_private_folder(target)
    made = backup.write(folder, target, clock().astimezone(UTC).strftime(_STAMP))
    _drop_old(target, made)
    return made


def prove(session: Session, path: Path) -> Proof:
    """Open a copy in a place of its own, look it over, and write down that it can be read.

    Errors
        NotAllowed, BadBackup: cut, changed, or of another store. DamagedStore: it does not
        hang together.
    """
    session.must(Act.BACK_UP)
    with tempfile.TemporaryDirectory(dir=session.folder.parent, prefix=TRIED) as place:
        manifest = backup.extract(path, Path(place) / "store")
        if manifest.store != session.vault.ring.store:
            raise BadBackup(path.name)
        lines = _look_over(Path(place) / "store", session)
    with change(session.database, session.member, session.now) as writing:
        identity.set_setting(writing.session, PROVEN, session.now.isoformat())
        writing.audit("prove_backup", manifest.made_at)
        writing.commit()
    return Proof(manifest.made_at, lines)


def proven_at(session: Session) -> datetime | None:
    """Return when a copy was last proven to open; None when none ever was."""
    with session.database.reading() as reading:
        text = identity.setting(reading, PROVEN, "")
    return datetime.fromisoformat(text) if text else None


def restore(
    path: Path,
    folder: Path,
    member: str,
    passphrase: str,
    clock: Callable[[], datetime] = utc_now,
) -> Restored:
    """Lay a copy out beside the store, prove it by opening, and only then switch; nothing is overwritten.

    The store that was there is moved aside whole. Screens that were open take in the restored
    one at their next look.

    Errors
        BadBackup, WrongPassphrase, DamagedStore, StoreFull, StoreReadOnly, StoreBusy: the store
        is as it was, and nothing is left beside it.
    """
    fresh = folder.with_name(f"{folder.name}{RESTORED}{secrets.token_hex(4)}")
    try:
        manifest = backup.extract(path, fresh)
        session = unlock(fresh, member, passphrase, clock)
        try:
            _look_over(fresh, session)
            _note_restore(session, manifest.made_at)
            duty_card.publish_card(session)
        finally:
            session.lock()
        before = _switch(fresh, folder, member, passphrase, clock())
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return Restored(folder, before, manifest.made_at)


def left_beside(folder: Path) -> tuple[str, ...]:
    """Return the names of what a killed restore, or a killed try to read a copy, left beside a store.

    Nothing of it is deleted: it may be a copy, and it may be the store from before the restore.
    """
    found = (*folder.parent.glob(f"{folder.name}{RESTORED}*"), *folder.parent.glob(f"{TRIED}*"))
    return tuple(sorted(path.name for path in found))


def copies(target: Path) -> tuple[Path, ...]:
    """Return the copies in a folder, the newest first."""
    return tuple(
        sorted(target.glob(f"nsk-*{SUFFIX}"), key=lambda path: path.name[-len(SUFFIX) - 16 :], reverse=True)
    )


def made_at(path: Path) -> datetime | None:
    """Return when a copy was made, by its name; None for a name that is not ours."""
    return stamped_at(path.name[: -len(SUFFIX)].rpartition("-")[2])


def stamped_at(stamp: str) -> datetime | None:
    """Return the moment that a name or a manifest carries; None for what is no moment."""
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _drop_old(target: Path, made: BackupFile) -> None:
    # Never the one just made: after the clock was set back it would be the oldest.
    moments = {path: made_at(path) for path in target.glob(f"nsk-{made.store[:8]}-*{SUFFIX}")}
    keep = kept(moment for moment in moments.values() if moment is not None)
    for path, moment in moments.items():
        if moment is not None and moment not in keep and path != made.path:
            path.unlink(missing_ok=True)


def _look_over(place: Path, session: Session) -> int:
    copy = Database(door.reopened(place, session.vault))
    try:
        check_opening(copy, session.now)
        if checks.cipher_faults(copy) or checks.table_faults(copy) or checks.chain_fault(copy):
            raise DamagedStore(place.name)
        return checks.audit_lines(copy)
    finally:
        copy.close()


def _note_restore(session: Session, made_at: str) -> None:
    with change(session.database, session.member, session.now) as writing:
        identity.set_setting(writing.session, PROVEN, session.now.isoformat())
        draft_state.forget(writing.session)
        writing.audit("restore", made_at)
        writing.commit()


def _switch(fresh: Path, folder: Path, member: str, passphrase: str, now: datetime) -> Path | None:
    """Put the fresh store where the old one was; return where that lies now, None when there was none."""
    if not folder.exists():
        _take_empty_place(fresh, folder)
        return None
    before = folder.with_name(
        f"{folder.name}.before-{now.astimezone(UTC).strftime(_STAMP)}-{secrets.token_hex(2)}"
    )
    with files.told_apart(folder.name), _writers_waiting(folder, member, passphrase):
        if files.change_places(fresh, folder):
            fresh.rename(before)
        else:
            _change_in_two_steps(fresh, folder, before)
        files.sync_folder(folder.parent)
    return before


def _take_empty_place(fresh: Path, folder: Path) -> None:
    try:
        fresh.rename(folder)
    except OSError as fault:
        # Another restore was quicker: what stands there now is not this one's to put aside unasked.
        raise (
            StoreBusy(folder.name) if folder.exists() else files.as_vault_error(fault, folder.name)
        ) from None
    with files.told_apart(folder.name):
        files.sync_folder(folder.parent)


def _change_in_two_steps(fresh: Path, folder: Path, before: Path) -> None:
    folder.rename(before)
    try:
        fresh.rename(folder)
    except OSError:
        before.rename(folder)
        raise


@contextlib.contextmanager
def _writers_waiting(folder: Path, member: str, passphrase: str) -> Iterator[None]:
    """Keep writers of the old store waiting while it is moved; a store that does not open has none."""
    with contextlib.ExitStack() as stack:
        try:
            database = Database(door.open_vault(folder, member, passphrase))
            stack.callback(database.close)
            stack.enter_context(database.keeping_writers_away())
        except (DamagedStore, NoStore, ForeignStore, BadMac, OverLimit, WrongPassphrase):
            stack.close()
        yield

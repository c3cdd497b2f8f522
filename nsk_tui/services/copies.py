"""The group's backups in the folder that its coordinator chose: listed, made, remembered."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsk_tui.rules.access import Act
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services import backup
from nsk_tui.services.errors import BackupFolderRefused, TextRefused
from nsk_tui.services.session import Session
from nsk_tui.store import identity
from nsk_tui.store.change import change

FOLDER = "backup_folder"
FOLDER_CHARACTERS_MAX = 400


@dataclass(frozen=True)
class Copy:
    """One backup of this store.

    Shape
        ``made_at`` is in UTC; None for a name that does not say it.
    """

    path: Path
    made_at: datetime | None
    size_bytes: int


@dataclass(frozen=True)
class Copies:
    """The backups that lie in the folder, the newest first.

    Shape
        ``folder`` None: none was chosen yet. ``proven_at`` None: no copy was ever proven to open.
    """

    folder: Path | None
    copies: tuple[Copy, ...]
    proven_at: datetime | None


def look(session: Session) -> Copies:
    """Return the backups that lie in the folder; a folder that is gone has none."""
    folder = _folder(session)
    return Copies(folder, _copies(session, folder) if folder else (), backup.proven_at(session))


def choose_folder(session: Session, typed: str) -> Path:
    """Remember where backups lie, for everybody; return the folder. Copies made earlier stay where they are.

    A coordinator's choice: whoever writes backups there writes as the account of the server.

    Errors
        NotAllowed. BackupFolderRefused: it lies in the store. TextRefused: it is no path.
    """
    session.must(Act.CHANGE_SETTING)
    text = typed.strip()
    if not text or "\n" in text or find_forbidden(text) or len(text) > FOLDER_CHARACTERS_MAX:
        raise TextRefused(FOLDER)
    folder = Path(text).expanduser().absolute()
    if folder.resolve().is_relative_to(session.folder.resolve()):
        raise BackupFolderRefused(str(folder))
    with change(session.database, session.member, session.now) as writing:
        identity.set_setting(writing.session, FOLDER, str(folder))
        writing.audit("setting", FOLDER)
        writing.commit()
    return folder


def run(session: Session) -> Copy | None:
    """Make a backup in the folder, while others work; None when no folder was chosen.

    Errors
        NotAllowed, BackupFolderRefused, StoreBusy, StoreFull, StoreReadOnly: earlier copies stand.
    """
    session.must(Act.BACK_UP)
    folder = _folder(session)
    if folder is None:
        return None
    made = backup.make(session.folder, folder, lambda: session.now)
    return Copy(made.path, backup.made_at(made.path), made.size_bytes)


def _folder(session: Session) -> Path | None:
    """Return the folder of backups; None while none was chosen."""
    with session.database.reading() as reading:
        text = identity.setting(reading, FOLDER, "")
    return Path(text) if text else None


def _copies(session: Session, folder: Path) -> tuple[Copy, ...]:
    own = f"nsk-{session.vault.ring.store[:8]}-"
    return tuple(
        Copy(path, backup.made_at(path), path.stat().st_size)
        for path in backup.copies(folder)
        if path.name.startswith(own)
    )

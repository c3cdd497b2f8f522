"""The only way to write: a change rolls back by default, and commits only with its audit line."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from nsk_tui.store import audit, identity, seals
from nsk_tui.store.audit import NewLine
from nsk_tui.store.engine import Database
from nsk_tui.store.errors import NoAuditLine
from nsk_tui.store.seals import Touched
from nsk_tui.vault import checkpoint
from nsk_tui.vault.checkpoint import Checkpoint
from nsk_tui.vault.errors import DamagedStore, VaultError


@dataclass
class Change:
    """A transaction under the write lock, in one member's name.

    Shape
        ``folder`` is where the checkpoint is noted after a commit; None notes none.
    """

    session: Session
    member: str
    now: datetime
    folder: Path | None = None
    _reached: Checkpoint | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Watch which threads are written to, so that their seals can be renewed."""
        self._touched = Touched(self.session)

    def audit(self, act: str, subject: str = "", purpose: str = "") -> None:
        """Write down what is being done; a change without this is refused at its end."""
        self._reached = audit.add(self.session, self.now, self.member, act, subject, purpose)

    def audit_all(self, new: Sequence[NewLine]) -> None:
        """Write down many things that are being done, at least one, in one statement."""
        self._reached = audit.add_all(self.session, self.now, self.member, new)

    def touch(self, threads: Sequence[int]) -> None:
        """Seal some threads at the end that were written past the session's own watch."""
        self._touched.add(threads)

    def commit(self) -> None:
        """Make the change last.

        Errors
            NoAuditLine: nothing was written down; everything is rolled back.
        """
        if self._reached is None:
            raise NoAuditLine
        self.session.flush()
        seals.renew(self.session, self._touched.threads(), self._reached.count)
        marked = self.folder if self.folder is not None and self._mark_fits(self.folder) else None
        self.session.commit()
        if marked is not None:
            checkpoint.note(marked, self._reached)

    def _mark_fits(self, folder: Path) -> bool:
        """Return whether the mark beside the database may be replaced: one that does not fit is evidence.

        Otherwise a cut log would show no more as soon as as many new lines were written. A file
        that cannot be read is none: a power cut may leave it empty.
        """
        try:
            standing = checkpoint.read(folder)
        except DamagedStore:
            return True
        return standing is None or audit.fits(self.session, standing)


@contextlib.contextmanager
def change(database: Database, member: str, now: datetime) -> Iterator[Change]:
    """Give a change; whatever is not committed inside the block is rolled back."""
    with database.writing() as session:
        yield Change(session, member, now, database.vault.folder)


def confirm_keyring(database: Database) -> None:
    """Write down that the keyring that was just replaced stands there; no act, and so no audit line.

    Best effort by design: the change has happened, and the next opening writes it down.
    """
    with contextlib.suppress(VaultError), database.writing() as session:
        identity.note_keyring(session, database.vault.ring.epoch)
        session.commit()

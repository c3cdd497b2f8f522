"""The only way to write: a change rolls back by default, and commits only with its audit line."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from nsk_tui.store import audit
from nsk_tui.store.engine import Database
from nsk_tui.store.errors import NoAuditLine


@dataclass
class Change:
    """A transaction under the write lock, in one member's name."""

    session: Session
    member: str
    now: datetime
    _audited: bool = field(default=False)

    def audit(self, act: str, subject: str = "", purpose: str = "") -> None:
        """Write down what is being done; a change without this is refused at its end."""
        audit.add(self.session, self.now, self.member, act, subject, purpose)
        self._audited = True

    def commit(self) -> None:
        """Make the change last.

        Errors
            NoAuditLine: nothing was written down; everything is rolled back.
        """
        if not self._audited:
            raise NoAuditLine
        self.session.commit()


@contextlib.contextmanager
def change(database: Database, member: str, now: datetime) -> Iterator[Change]:
    """Give a change; whatever is not committed inside the block is rolled back."""
    with database.writing() as session:
        yield Change(session, member, now)

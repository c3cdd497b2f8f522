"""How something about meetings is changed: under the lock, with its audit line and what undo needs."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from nsk_tui.rules.meetings import Meeting
from nsk_tui.services.session import Session
from nsk_tui.store import acts, meeting_acts
from nsk_tui.store.change import Change, change


class Subject(StrEnum):
    """How the audit names what has no day."""

    SERIES = "series"
    POLL = "poll"
    WAITING = "waiting"


@dataclass
class Work:
    """A change of meetings being made: what it has done so far, so that it can be undone.

    Shape
        ``can_be_undone`` is False for what happened in the room: nobody undoes that a meeting was
        held.
    """

    session: Session
    writing: Change
    kind: str = ""
    subject: str = ""
    can_be_undone: bool = True
    before: dict[str, object] = field(default_factory=dict)
    after: dict[str, object] = field(default_factory=dict)

    def audit(self, kind: str, subject: str, purpose: str | None = None) -> None:
        """Write an audit line; the first one also names the act for the undo. None: nothing to add."""
        self.kind, self.subject = self.kind or kind, self.subject or subject
        self.writing.audit(kind, subject, purpose or "")

    def touch(self, *keys: str) -> None:
        """Note how rows are before they are changed."""
        for key in keys:
            self.before.setdefault(key, meeting_acts.state_of(self.writing.session, key))

    def made(self, key: str, gone: str) -> None:
        """Note that a row was made: undo puts it into the state ``gone``."""
        self.before.setdefault(key, gone)

    def commit(self) -> None:
        """Write the act down for the undo, and make the change last."""
        rows = self.writing.session
        self.after = {key: meeting_acts.state_of(rows, key) for key in self.before}
        if self.can_be_undone and self.after != self.before:
            acts.add(
                rows, self.session.member, self.kind, self.subject, self.before, self.after, self.writing.now
            )
        self.writing.commit()


@contextlib.contextmanager
def changing(session: Session) -> Iterator[Work]:
    """Give a change of meetings; whatever is not committed inside the block is rolled back."""
    with change(session.database, session.member, session.now) as writing:
        yield Work(session, writing)


def subject_of(meeting: Meeting) -> str:
    """Return how the audit names a meeting: by its day, or that a poll looks for one."""
    return meeting.day.isoformat() if meeting.day else Subject.POLL

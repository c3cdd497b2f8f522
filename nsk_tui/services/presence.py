"""Who is here now: open screens, seen by all, ended by the coordinator."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import chance
from nsk_tui.services.errors import UnknownSession
from nsk_tui.services.session import Session, note_drafts
from nsk_tui.store import presence
from nsk_tui.store.change import change
from nsk_tui.store.errors import Missing
from nsk_tui.store.presence import Here

_START_FIELD = 19
_ENDED = ("Z", "X")


@dataclass(frozen=True)
class OpenScreen:
    """A screen that has the store open."""

    id: str
    member: MemberId
    since: datetime
    own: bool


def arrive(session: Session) -> str:
    """Write down that this process shows the store; return the id by which it is known.

    Screens whose process is gone are cleared away on the way.
    """
    own = Here(chance.new_id(), session.member, *this_process(), session.now, ended_by=None)
    with change(session.database, session.member, session.now) as writing:
        for here in presence.here(writing.session):
            if not _runs(here):
                presence.leave(writing.session, here.id)
        presence.arrive(writing.session, own)
        writing.audit("arrive")
        writing.commit()
    return own.id


def leave(session: Session, screen: str) -> None:
    """Write down that this process no longer shows the store."""
    with change(session.database, session.member, session.now) as writing:
        presence.leave(writing.session, screen)
        note_drafts(writing, session.vault)
        writing.audit("leave")
        writing.commit()


def who_is_here(session: Session, own: str = "") -> tuple[OpenScreen, ...]:
    """Return the screens that are open now; reading writes nothing."""
    with session.database.reading() as reading:
        found = presence.here(reading)
    return tuple(
        OpenScreen(one.id, MemberId(one.member), one.since, one.id == own)
        for one in found
        if _runs(one) and one.ended_by is None
    )


def ended_by(session: Session, own: str) -> MemberId | None:
    """Return who ended this screen; None while nobody has."""
    with session.database.reading() as reading:
        found = presence.get(reading, own)
    return MemberId(found.ended_by) if found is not None and found.ended_by else None


def end_screen(session: Session, screen: str) -> MemberId:
    """Make a screen lock, at its next look; return whose it was.

    Errors
        NotAllowed, UnknownSession.
    """
    session.must(Act.END_SESSION)
    with change(session.database, session.member, session.now) as writing:
        try:
            member = presence.end(writing.session, screen, session.member)
        except Missing:
            raise UnknownSession from None
        writing.audit("end_session", member)
        writing.commit()
    return MemberId(member)


def this_process() -> tuple[int, str]:
    """Return by what others can tell whether this process still runs."""
    return os.getpid(), _started(os.getpid())


def runs(process: int, started: str) -> bool:
    """Return whether a process that named itself by ``this_process`` still runs."""
    return _started(process) == started


def _runs(here: Here) -> bool:
    return runs(here.process, here.process_started)


def _started(process: int) -> str:
    """Return when a process began, in the kernel's ticks; empty when it is gone.

    A process number alone is given again to another one; one that was killed is listed until its
    parent has heard of it, and runs no more.
    """
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return ""
    fields = status.rpartition(")")[2].split()
    return fields[_START_FIELD] if fields[0] not in _ENDED else ""

"""How a handover is changed: by its giver or a coordinator, while it is under way."""

import contextlib
from collections.abc import Iterator

from nsk_tui.rules.access import Act
from nsk_tui.rules.handover import Handover
from nsk_tui.services import handover_view
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.handover_errors import HandoverEnded, UnknownHandover
from nsk_tui.services.session import Session
from nsk_tui.store import handover as rows
from nsk_tui.store.change import Change, change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing, SavedByAnother


def may_give(session: Session, handover: Handover) -> bool:
    """Return whether the member may do what the giver may, in a handover that is under way."""
    is_hers = session.member in (handover.giver, *handover_view.coordinators(session))
    return is_hers and handover.is_open


@contextlib.contextmanager
def giving(session: Session, handover: str) -> Iterator[tuple[Change, Handover]]:
    """Give a change of a handover that is under way, to its giver or a coordinator.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded.
    """
    session.must(Act.WRITE_HANDOVER)
    with session.database.reading() as reading:
        giver = found_handover(reading, handover).giver
    if giver != session.member:
        session.must(Act.MANAGE_HANDOVER)
    with change(session.database, session.member, session.now) as writing:
        found = found_handover(writing.session, handover)
        if not found.is_open:
            raise HandoverEnded(found.giver)
        yield writing, found


def found_handover(reading: Reading, handover: str) -> Handover:
    """Return a handover.

    Errors
        UnknownHandover
    """
    try:
        return rows.get(reading, handover)
    except Missing:
        raise UnknownHandover("") from None


@contextlib.contextmanager
def told_of_another() -> Iterator[None]:
    """Tell whoever comes second that somebody saved first.

    Errors
        SavedByAnotherFirst
    """
    try:
        yield
    except SavedByAnother as fault:
        raise SavedByAnotherFirst(fault.detail) from None

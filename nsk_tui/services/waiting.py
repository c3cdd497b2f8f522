"""How many things wait for whom: numbers, no content."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.session import Session
from nsk_tui.services.today import DAYS_AHEAD
from nsk_tui.store import findings, threads


def count(session: Session) -> int:
    """Return how many things wait for the member herself, as Today counts them.

    Errors
        NotAllowed
    """
    session.must(Act.LIST_MEMBERS)
    return _count(session, session.member)


def count_all(session: Session) -> tuple[tuple[MemberId, int], ...]:
    """Return for every member how many things wait for her, in the order of their ids.

    Errors
        NotAllowed
    """
    session.must(Act.LIST_MEMBERS)
    ids = sorted(MemberId(entry.member) for entry in session.vault.ring.listed)
    return tuple((member, _count(session, member)) for member in ids)


def _count(session: Session, member: MemberId) -> int:
    until = session.today.fromordinal(session.today.toordinal() + DAYS_AHEAD)
    with session.database.reading() as reading:
        due = threads.waiting_for(reading, member, until)
        closing = threads.closing_asked(reading, member)
        tasks = findings.open_tasks(reading, member)
    return len(due) + len(closing) + len(tasks)

"""How many things wait for whom: numbers, no content."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import handover_waiting, stand_in
from nsk_tui.services.session import Session
from nsk_tui.services.today import DAYS_AHEAD
from nsk_tui.store import findings, text_tasks, threads
from nsk_tui.store.engine import Reading


def count(session: Session) -> int:
    """Return how many things wait for the member herself, as Today counts them.

    Errors
        NotAllowed
    """
    session.must(Act.LIST_MEMBERS)
    return dict(_counts(session, [session.member]))[session.member]


def count_all(session: Session) -> tuple[tuple[MemberId, int], ...]:
    """Return for every member how many things wait for her, in the order of their ids.

    Errors
        NotAllowed
    """
    session.must(Act.LIST_MEMBERS)
    return _counts(session, sorted(MemberId(entry.member) for entry in session.vault.ring.listed))


def _counts(session: Session, members: list[MemberId]) -> tuple[tuple[MemberId, int], ...]:
    with session.database.reading() as reading:
        handed = handover_waiting.counts(reading, session, members)
        return tuple((member, handed[member] + _count(reading, session, member)) for member in members)


def _count(reading: Reading, session: Session, member: MemberId) -> int:
    until = session.today.fromordinal(session.today.toordinal() + DAYS_AHEAD)
    due = (*threads.waiting_for(reading, member, until), *stand_in.waiting_for(reading, session, member))
    closing = threads.closing_asked(reading, member)
    tasks = (*findings.open_tasks(reading, member), *text_tasks.open_tasks(reading, member))
    return len(due) + len(closing) + len(tasks)

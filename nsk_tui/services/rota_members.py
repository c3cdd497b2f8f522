"""What the rota knows of the members, and what leaving leaves open."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import Duty, Layer, RotaMember
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services.rota_change import Work, end_swaps, give
from nsk_tui.services.rota_state import rota_day, whole_state, working_members
from nsk_tui.services.session import Session
from nsk_tui.store import directory
from nsk_tui.store.change import Change
from nsk_tui.vault import keyring


def rota_members(session: Session) -> tuple[RotaMember, ...]:
    """Return the members who can be on the rota, by id.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        return working_members(reading, session)


def leave(session: Session, writing: Change, member: str) -> int:
    """Take somebody who leaves the network off her coming duties; they become gaps. Return how many.

    Today is her last day, unless that was before. The caller commits: it is part of closing her access.
    """
    entry = keyring.listed(session.vault.ring, member)
    if entry is not None and entry.role != Role.AUDITOR:
        directory.end_stay(writing.session, member, session.today)
    work = Work(session, writing, whole_state(writing.session, session))
    day = rota_day(session, work.state.settings)
    ends = {period.start: period.end for period in work.state.periods}
    held = [
        duty
        for ref, duty in work.state.duties.items()
        if duty.member == member and ref.start in ends and ends[ref.start] >= day
    ]
    for duty in held:
        give(work, Duty(duty.ref, None, Layer.SWAP, MemberId(session.member)), "left")
        writing.audit("open_duty", str(duty.ref), member)
    end_swaps(work, *(duty.ref for duty in held))
    return len(held)

"""The follow-ups of colleagues who are away, for whoever stands in: nothing changes hands.

An absence that says so lets them be seen from its first to its last day; the threads are its
owner's all the time, and only hers again afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from nsk_tui.rules.consultations import Area, ThreadLine
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.rules.stand_in import stand_ins
from nsk_tui.services.rota_state import rota_day, whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import absences, threads
from nsk_tui.store.engine import Reading


def waiting_for(reading: Reading, session: Session, member: str) -> tuple[ThreadLine, ...]:
    """Return the open threads of others that are due and are shown to a member today."""
    today = session.today
    away = [one.member for one in absences.showing_on(reading, today) if one.member != member]
    due = tuple(line for owner in away for line in threads.waiting_for(reading, owner, today))
    there = _There(reading, session, today)
    return tuple(line for line in due if member in there.seeing(line.area))


def is_for_me(reading: Reading, session: Session, line: ThreadLine) -> bool:
    """Return whether the member stands in for a thread's owner today."""
    return any(one.id == line.id for one in waiting_for(reading, session, session.member))


def would_see(
    reading: Reading, session: Session, areas: Iterable[Area], absent: str, first: date
) -> tuple[MemberId, ...]:
    """Return who would see threads of some areas on the first day that somebody is away."""
    there = _There(reading, session, max(first, session.today), absent)
    return tuple(sorted({member for area in areas for member in there.seeing(area)}))


@dataclass
class _There:
    """Who stands in on a day; the rota is read when somebody asks.

    Shape
        ``absent`` counts as away, too; empty: nobody.
    """

    reading: Reading
    session: Session
    day: date
    absent: str = ""

    @cached_property
    def _state(self) -> RotaState:
        return whole_state(self.reading, self.session)

    def seeing(self, area: Area) -> frozenset[MemberId]:
        """Return who sees the threads of an area."""
        state, session = self._state, self.session
        day = rota_day(session, state.settings) if self.day == session.today else self.day
        away = {one.member for one in state.absences if one.first <= self.day <= one.last} | {self.absent}
        leading = (MemberId(one.member) for one in session.vault.ring.listed if one.role == Role.COORDINATOR)
        return stand_ins(state, area, day, away, leading)

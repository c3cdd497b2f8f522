"""Coverage: who can answer for what today, and what it would be like without some people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from nsk_tui.rules.absence_simulator import Simulation, simulate
from nsk_tui.rules.access import Act
from nsk_tui.rules.coverage import Coverage, TruckFactor, holders_of, look_at, truck_factor
from nsk_tui.rules.duties import Duty, Line, Period
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.lists import Sort, View
from nsk_tui.rules.owned import OwnedKind, OwnedMatter
from nsk_tui.services import owned_people
from nsk_tui.services.directory import DirectoryEntry, entries
from nsk_tui.services.errors import UnknownMember
from nsk_tui.services.rota_state import AHEAD_DAYS, read_state, rota_day
from nsk_tui.services.session import Session
from nsk_tui.store import directory, threads
from nsk_tui.store.directory import StoredDepartment
from nsk_tui.store.engine import Reading


@dataclass(frozen=True)
class CoveragePicture:
    """The matrix, and all that trying without somebody needs: it is a rule and asks nothing more.

    Shape
        ``people`` are those who belong to the group today. ``duties`` are to come and have
        somebody who can; ``periods`` are theirs. ``matters`` are open, by whom they belong to.
    """

    today: date
    departments: tuple[StoredDepartment, ...]
    people: tuple[DirectoryEntry, ...]
    coverage: Coverage
    truck: TruckFactor
    lines: tuple[Line, ...]
    periods: tuple[Period, ...]
    duties: tuple[Duty, ...]
    matters: dict[OwnedKind, tuple[OwnedMatter, ...]]

    @property
    def is_by_day(self) -> bool:
        """Whether the rota's periods are days."""
        return any(one.start == one.end for one in self.periods)

    def without(self, out: Collection[MemberId]) -> Simulation:
        """Return what it would be like without some people."""
        return simulate(self.coverage, out, self.duties, self.matters)


def look(session: Session) -> CoveragePicture:
    """Return who can answer for what today.

    Errors
        NotAllowed
    """
    session.must(Act.READ_DIRECTORY)
    today = session.today
    with session.database.reading() as reading:
        needs = directory.departments(reading)
        everybody = entries(reading, session)
        state = read_state(reading, session, today, today + timedelta(days=AHEAD_DAYS))
        matters = {
            OwnedKind.THREAD: _open_threads(reading, session),
            OwnedKind.COMPETENCE: owned_people.competences(reading, session),
            OwnedKind.CONTACT: owned_people.contacts(reading),
        }
    coverage = look_at([one.department for one in needs], [one.person for one in everybody], today)
    day = rota_day(session, state.settings)
    ahead = tuple(one for one in state.periods if one.end >= day and not one.is_closed)
    starts = {one.start for one in ahead}
    return CoveragePicture(
        today=today,
        departments=needs,
        people=tuple(one for one in everybody if one.is_there),
        coverage=coverage,
        truck=truck_factor(holders_of(coverage)),
        lines=state.lines,
        periods=ahead,
        duties=tuple(
            duty for ref, duty in state.duties.items() if ref.start in starts and not state.is_lost(ref)
        ),
        matters=matters,
    )


def try_without(session: Session, members: Collection[str]) -> tuple[CoveragePicture, Simulation]:
    """Return what it would be like without some people; nothing is stored.

    Errors
        NotAllowed. UnknownMember: somebody does not belong to the group today.
    """
    found = look(session)
    there = {one.person.id for one in found.people}
    for member in members:
        if member not in there:
            raise UnknownMember(member if member.isprintable() else "")
    return found, found.without(frozenset(MemberId(one) for one in members))


def _open_threads(reading: Reading, session: Session) -> tuple[OwnedMatter, ...]:
    """Return the open threads with their follow-ups, as their owners', most urgent first."""
    keys = threads.keys(reading, View.OPEN, Sort.URGENT, session.member)
    found = threads.lines(reading, keys)
    return tuple(
        OwnedMatter(OwnedKind.THREAD, one.code_name, one.owner, one.code_name, one.level, one.follow_up_on)
        for one in found
    )

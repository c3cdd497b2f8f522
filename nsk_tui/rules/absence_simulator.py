"""The absence simulator: what becomes uncovered when some people are not there; nothing is stored.

Source
    docs/rules/coverage.md, "Trying it without somebody"
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from nsk_tui.rules.coverage import Cell, Cover, Coverage, changed, without
from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, effective
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import Owned, OwnedMatter, owned_by


@dataclass(frozen=True)
class DutyLost:
    """A duty whose holder is not there.

    Shape
        ``stands_in`` is the backup, for a duty; None: nobody. A backup that is lost, or steps up,
        leaves its own duty without anybody.
    """

    ref: DutyRef
    holder: MemberId
    stands_in: MemberId | None


@dataclass(frozen=True)
class Simulation:
    """What it would be like.

    Shape
        ``emptied`` and ``thinned`` have nobody, or one person, and had more. ``duties`` by day,
        line and role. ``matters`` are open and have lost their owner.
    """

    out: frozenset[MemberId]
    coverage: Coverage
    emptied: tuple[Cell, ...]
    thinned: tuple[Cell, ...]
    duties: tuple[DutyLost, ...]
    matters: tuple[OwnedMatter, ...]

    @property
    def most_exposed(self) -> str:
        """The department in which most becomes empty, of equals the first by name; or empty."""
        names = [cell.department for cell in self.emptied if cell.department]
        return min(names, key=lambda name: (-names.count(name), name), default="")


def simulate(
    coverage: Coverage, out: Collection[MemberId], duties: Iterable[Duty] = (), owned: Owned | None = None
) -> Simulation:
    """Return what becomes uncovered without some people.

    Shape
        ``duties`` are those to come, of all layers. ``owned`` None: only coverage and duties
        are asked about.
    Source
        docs/rules/coverage.md, "Trying it without somebody"
    """
    gone = frozenset(out)
    after = without(coverage, gone)
    return Simulation(
        gone,
        after,
        changed(coverage, after, Cover.NOBODY),
        tuple(cell for cell in changed(coverage, after, Cover.ONE) if cell.is_needed),
        _lost(effective(duties), gone),
        owned_by(gone, owned or {}),
    )


def _lost(duties: dict[DutyRef, Duty], gone: frozenset[MemberId]) -> tuple[DutyLost, ...]:
    found = []
    for ref, duty in duties.items():
        if duty.member is None or duty.member not in gone:
            continue
        found.append(DutyLost(ref, duty.member, _stands_in(ref, duties, gone)))
    return tuple(sorted(found, key=lambda one: (one.ref.start, one.ref.line, one.ref.role)))


def _stands_in(ref: DutyRef, duties: dict[DutyRef, Duty], gone: frozenset[MemberId]) -> MemberId | None:
    """Return the backup of a duty who is there; None for nobody, and for every other role."""
    backup = duties.get(DutyRef(ref.line, ref.start, DutyRole.BACKUP))
    if ref.role is not DutyRole.DUTY or backup is None or backup.member in gone:
        return None
    return backup.member

"""What a rota is planned from and what comes out: periods, people, duties, gaps.

Source
    docs/rules/rota.md
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from nsk_tui.rules.ids import MemberId


class RotaRole(StrEnum):
    """What somebody is in a period."""

    DUTY = "duty"
    BACKUP = "backup"


class GapReason(StrEnum):
    """Why nobody takes a role; the first that is true of everybody on the line, else ``MIXED``.

    ``RESTING`` counts a duty too near before as well as after.
    """

    NOBODY_ON_LINE = "nobody_on_line"
    ALL_ABSENT = "all_absent"
    NOBODY_YET = "nobody_yet"
    ALL_RESTING = "all_resting"
    ALL_TAKEN = "all_taken"
    MIXED = "mixed"


@dataclass(frozen=True)
class Period:
    """Days that change hands together.

    Shape
        ``start`` and ``end`` both belong to it.
    Units
        ``weight`` is the load of having duty in it; a backup carries half of that.
    """

    start: date
    end: date
    weight: Fraction = Fraction(1)


@dataclass(frozen=True)
class RotaPerson:
    """Somebody who can be on the rota.

    Shape
        ``absent`` holds the first and last day of each absence, both inclusive; they may
        overlap. ``since`` None means that she has been there all the time. Lines that the task
        does not have are passed over.
    Units
        ``share`` is the part of full time, above 0; ``load`` is what she has carried before, in
        the unit of the weights.
    """

    id: MemberId
    share: Fraction
    lines: tuple[str, ...]
    absent: tuple[tuple[date, date], ...] = ()
    since: date | None = None
    load: Fraction = Fraction(0)


@dataclass(frozen=True)
class RotaTask:
    """What is to be planned.

    Shape
        ``periods`` stand in order of time and do not overlap; lines and ids stand once each. A
        line may have nobody: its roles are gaps.
    Units
        ``rest_periods`` counts the periods after a duty in which the same person has no duty on
        any line; a backup neither needs nor breaks it.
    """

    periods: tuple[Period, ...]
    lines: tuple[str, ...]
    people: tuple[RotaPerson, ...]
    rest_periods: int = 0
    backup: bool = False


@dataclass(frozen=True)
class Assignment:
    """One role of one person; ``period`` counts from 0."""

    line: str
    period: int
    role: RotaRole
    member: MemberId


@dataclass(frozen=True)
class Gap:
    """A role that nobody takes, and what keeps each person of the line from it.

    Units
        ``absent``, ``not_yet``, ``resting`` and ``taken`` count people: away at least one day,
        not there yet, with a duty too near in time, and with another role in the same period.
    """

    line: str
    period: int
    role: RotaRole
    absent: int = 0
    not_yet: int = 0
    resting: int = 0
    taken: int = 0

    @property
    def why(self) -> GapReason:
        """The reason in one stable word.

        >>> Gap("A", 0, RotaRole.DUTY, absent=2).why.value, Gap("A", 0, RotaRole.DUTY, 1, taken=1).why.value
        ('all_absent', 'mixed')
        """
        counts = {
            GapReason.ALL_ABSENT: self.absent,
            GapReason.NOBODY_YET: self.not_yet,
            GapReason.ALL_RESTING: self.resting,
            GapReason.ALL_TAKEN: self.taken,
        }
        reasons = [reason for reason, count in counts.items() if count]
        if not reasons:
            return GapReason.NOBODY_ON_LINE
        return reasons[0] if len(reasons) == 1 else GapReason.MIXED


@dataclass(frozen=True)
class RotaPlan:
    """A planned rota.

    Shape
        ``duties`` and ``gaps`` stand in the order of periods, lines and roles.
    Units
        ``load`` is what each carries afterwards, earlier load included.
    """

    duties: tuple[Assignment, ...] = ()
    gaps: tuple[Gap, ...] = ()
    load: dict[MemberId, Fraction] = field(default_factory=dict)

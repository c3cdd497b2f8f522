"""The rota at a moment: who can have which duty, and what each carries.

Source
    docs/rules/duties.md
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from nsk_tui.rules.duties import (
    Absence,
    Duty,
    DutyRef,
    DutyRole,
    Hindrance,
    Line,
    Period,
    RotaMember,
    RotaSettings,
    effective,
    is_absent,
    standing_hindrance,
)
from nsk_tui.rules.ids import LineId, MemberId

FULL_TIME_PERCENT = 100
PARTS = {DutyRole.DUTY: Fraction(1), DutyRole.BACKUP: Fraction(1, 2), DutyRole.SHADOW: Fraction(0)}
"""Of a period's weight, what each role carries."""


@dataclass(frozen=True)
class RotaState:
    """Lines, members, periods, duties and absences as they stand.

    Shape
        ``periods`` are those that are published, in order of time. ``duties`` holds who really
        has each duty, and ``planned`` what the plan alone says.
    """

    lines: tuple[Line, ...]
    members: tuple[RotaMember, ...]
    settings: RotaSettings
    periods: tuple[Period, ...] = ()
    duties: Mapping[DutyRef, Duty] = field(default_factory=dict)
    planned: Mapping[DutyRef, Duty] = field(default_factory=dict)
    absences: tuple[Absence, ...] = ()

    def member(self, member: str) -> RotaMember | None:
        """Return a member who can be on the rota; None for anybody else."""
        return next((one for one in self.members if one.id == member), None)

    def period(self, start: date) -> Period | None:
        """Return the published period that begins on a day; None when none does."""
        return next((one for one in self.periods if one.start == start), None)

    def holder(self, ref: DutyRef) -> MemberId | None:
        """Return who has a duty; None when nobody has."""
        duty = self.duties.get(ref)
        return duty.member if duty else None

    def is_away(self, member: str | None, period: Period) -> bool:
        """Return whether a member is absent in a period, has left, or left the network; nobody is not."""
        if member is None:
            return False
        found = self.member(member)
        return found is None or leaves_in(found, period) or is_absent(member, period, self.absences)

    def held(self, member: str, period: Period) -> tuple[DutyRef, ...]:
        """Return what a member has in a period, on any line and in any role."""
        return tuple(
            ref for ref, duty in self.duties.items() if ref.start == period.start and duty.member == member
        )

    def with_duties(self, changed: Iterable[Duty]) -> "RotaState":
        """Return the state as it would be with some duties given otherwise."""
        return replace(self, duties=effective((*self.duties.values(), *changed)))


def leaves_in(member: RotaMember, period: Period) -> bool:
    """Return whether a member's last day comes before a period is over."""
    return member.leaves_on is not None and member.leaves_on < period.end


def duty_roles(settings: RotaSettings) -> tuple[DutyRole, ...]:
    """Return the roles that a plan fills; a shadow is set by hand."""
    return (DutyRole.DUTY, DutyRole.BACKUP) if settings.with_backup else (DutyRole.DUTY,)


def hindrance(state: RotaState, member: RotaMember, ref: DutyRef) -> Hindrance | None:
    """Return what keeps a member from a duty, the weightiest; None when nothing does.

    Resting comes last and is the only one that a member may set aside.
    """
    period = state.period(ref.start)
    if period is None:
        return Hindrance.NOT_YET
    if state.holder(ref) == member.id:
        return Hindrance.HAS_IT
    standing = standing_hindrance(member, ref.line, period)
    if standing is not None:
        return standing
    if is_absent(member.id, period, state.absences):
        return Hindrance.ABSENT
    if state.held(member.id, period):
        return Hindrance.OTHER_DUTY
    return Hindrance.RESTS if rests(state, member.id, ref) else None


def rests(state: RotaState, member: str, ref: DutyRef) -> bool:
    """Return whether a duty would stand too near to another duty of the same member.

    Backup needs no rest and breaks none.
    """
    if ref.role is not DutyRole.DUTY:
        return False
    at = {period.start: number for number, period in enumerate(_open(state.periods))}
    here = at.get(ref.start)
    return here is not None and any(
        0 < abs(at[one.start] - here) <= state.settings.rest_periods
        for one, duty in state.duties.items()
        if duty.member == member and one.role is DutyRole.DUTY and one.start in at
    )


def load_of(state: RotaState, refs: Iterable[DutyRef]) -> Fraction:
    """Return what some duties weigh together; a backup counts half."""
    weights = {period.start: period.weight for period in state.periods}
    return sum((weights.get(ref.start, 0) * PARTS[ref.role] for ref in refs), Fraction(0))


def loads(state: RotaState, first: date, last: date) -> dict[MemberId, Fraction]:
    """Return what each member carries in the periods that begin from one day to another."""
    weights = {one.start: one.weight for one in state.periods if first <= one.start <= last}
    found = {member.id: Fraction(0) for member in state.members}
    for ref, duty in state.duties.items():
        if duty.member in found and ref.start in weights:
            found[duty.member] += weights[ref.start] * PARTS[ref.role]
    return found


def per_full_time(load: Fraction, member: RotaMember) -> float:
    """Return a load as it would be for somebody on full time; without a share, the load itself.

    >>> per_full_time(Fraction(1), RotaMember(MemberId("K-04"), "", share_percent=50))
    2.0
    """
    percent = member.share_percent or FULL_TIME_PERCENT
    return float(load * FULL_TIME_PERCENT / percent)


def gaps(state: RotaState, periods: Iterable[Period], lines: Iterable[LineId]) -> Iterator[DutyRef]:
    """Yield every duty of some periods that nobody has, or that somebody has who is away."""
    wanted = tuple(lines)
    for period in _open(periods):
        for line in wanted:
            for role in duty_roles(state.settings):
                ref = DutyRef(line, period.start, role)
                holder = state.holder(ref)
                if holder is None or state.is_away(holder, period):
                    yield ref


def last_served(state: RotaState, member: str, before: date) -> date:
    """Return the first day of a member's last duty before a day; the first of all days for none."""
    starts = (
        ref.start
        for ref, duty in state.duties.items()
        if duty.member == member and ref.role is DutyRole.DUTY and ref.start < before
    )
    return max(starts, default=date.min)


def _open(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(period for period in periods if not period.is_closed)

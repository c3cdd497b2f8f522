"""The rota at a moment: who can have which duty, and what each carries.

Source
    docs/rules/duties.md
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

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
    standing_hindrance,
)
from nsk_tui.rules.ids import MemberId

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

    @cached_property
    def _members(self) -> dict[str, RotaMember]:
        return {one.id: one for one in self.members}

    @cached_property
    def _periods(self) -> dict[date, Period]:
        return {one.start: one for one in self.periods}

    @cached_property
    def _held(self) -> dict[str, list[DutyRef]]:
        found: dict[str, list[DutyRef]] = {}
        for ref, duty in self.duties.items():
            if duty.member is not None:
                found.setdefault(duty.member, []).append(ref)
        return found

    @cached_property
    def _absences(self) -> dict[str, list[Absence]]:
        found: dict[str, list[Absence]] = {}
        for absence in self.absences:
            found.setdefault(absence.member, []).append(absence)
        return found

    @cached_property
    def places(self) -> dict[date, int]:
        """The number of each period that is not closed, by its first day: rest is counted in these."""
        return {period.start: number for number, period in enumerate(_open(self.periods))}

    def member(self, member: str) -> RotaMember | None:
        """Return a member who can be on the rota; None for anybody else."""
        return self._members.get(member)

    def period(self, start: date) -> Period | None:
        """Return the published period that begins on a day; None when none does."""
        return self._periods.get(start)

    def duties_of(self, member: str) -> Sequence[DutyRef]:
        """Return everything that a member has, in no order."""
        return self._held.get(member, ())

    def holder(self, ref: DutyRef) -> MemberId | None:
        """Return who has a duty; None when nobody has."""
        duty = self.duties.get(ref)
        return duty.member if duty else None

    def is_absent(self, member: str, period: Period) -> bool:
        """Return whether a member is absent on any day of a period."""
        return any(one.touches(period) for one in self._absences.get(member, ()))

    def is_away_on(self, ref: DutyRef, day: date) -> bool:
        """Return whether whoever has a duty cannot answer on a day of its period.

        A week with one free day is not a week without her: who answers now is asked by day.
        """
        holder, period = self.holder(ref), self.period(ref.start)
        if holder is None or period is None:
            return False
        found, this_day = self.member(holder), replace(period, start=day, end=day)
        if found is None or standing_hindrance(found, ref.line, this_day) is not None:
            return True
        return self.is_absent(holder, this_day)

    def is_lost(self, ref: DutyRef) -> bool:
        """Return whether whoever has a duty cannot do it: absent, gone, or not on its line any more.

        A duty that nobody has is not lost, it is open.
        """
        holder, period = self.holder(ref), self.period(ref.start)
        if holder is None or period is None:
            return False
        found = self.member(holder)
        if found is None or standing_hindrance(found, ref.line, period) is not None:
            return True
        return self.is_absent(holder, period)

    def held(self, member: str, period: Period) -> tuple[DutyRef, ...]:
        """Return what a member has in a period, on any line and in any role."""
        return tuple(ref for ref in self.duties_of(member) if ref.start == period.start)


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
    if state.is_absent(member.id, period):
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
    at = state.places
    here = at.get(ref.start)
    return here is not None and any(
        0 < abs(at[one.start] - here) <= state.settings.rest_periods
        for one in state.duties_of(member)
        if one.role is DutyRole.DUTY and one.start in at
    )


def load_of(state: RotaState, refs: Iterable[DutyRef]) -> Fraction:
    """Return what some duties weigh together; a backup counts half."""
    known = ((state.period(ref.start), ref.role) for ref in refs)
    return sum((period.weight * PARTS[role] for period, role in known if period), Fraction(0))


def loads(state: RotaState, first: date, last: date) -> dict[MemberId, Fraction]:
    """Return what each member carries in the periods that begin from one day to another.

    What she had but was absent from she did not carry.
    """
    found = {member.id: Fraction(0) for member in state.members}
    for ref, duty in state.duties.items():
        period = state.period(ref.start)
        if duty.member not in found or period is None or not first <= ref.start <= last:
            continue
        if not state.is_absent(duty.member, period):
            found[duty.member] += period.weight * PARTS[ref.role]
    return found


def per_full_time(load: Fraction, member: RotaMember) -> float:
    """Return a load as it would be for somebody on full time; without a share, the load itself.

    >>> per_full_time(Fraction(1), RotaMember(MemberId("K-04"), "", share_percent=50))
    2.0
    """
    percent = member.share_percent or FULL_TIME_PERCENT
    return float(load * FULL_TIME_PERCENT / percent)


def last_served(state: RotaState, member: str, before: date) -> date:
    """Return the first day of a member's last duty before a day; the first of all days for none."""
    held = state.duties_of(member)
    starts = (ref.start for ref in held if ref.role is DutyRole.DUTY and ref.start < before)
    return max(starts, default=date.min)


def _open(periods: Iterable[Period]) -> tuple[Period, ...]:
    return tuple(period for period in periods if not period.is_closed)

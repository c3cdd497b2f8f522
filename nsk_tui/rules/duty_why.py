"""Why somebody has a duty: a line for each candidate, in the order in which the rule saw them.

Source
    docs/rules/duty_why.md
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from nsk_tui.rules.duties import (
    Absence,
    Duty,
    DutyRef,
    DutyRole,
    Hindrance,
    Layer,
    Period,
    RotaMember,
    standing_hindrance,
)
from nsk_tui.rules.duty_state import FULL_TIME_PERCENT, PARTS
from nsk_tui.rules.errors import RuleError
from nsk_tui.rules.ids import LineId, MemberId

NEW_DAYS = 91
"""So long after her first day somebody is told to be new: a quarter."""


class UnknownPeriod(RuleError):
    """The duty begins on a day on which no period begins."""

    code = "unknown_period"


class Verdict(StrEnum):
    """What became of a candidate."""

    PICKED = "picked"
    PASSED = "passed"
    CANNOT = "cannot"


class WhyCode(StrEnum):
    """Why a candidate was picked or passed over."""

    LEAST = "least"
    WHOLE_PLAN = "whole_plan"
    BY_SWAP = "by_swap"
    BY_OVERRIDE = "by_override"
    MORE = "more"
    EQUAL = "equal"
    LESS = "less"
    HINDERED = "hindered"


_PASSING = frozenset({Hindrance.RESTS, Hindrance.OTHER_DUTY})
"""What keeps somebody from this duty because she has another: she could, the plan used her elsewhere."""


@dataclass(frozen=True)
class WhyLine:
    """One candidate.

    Shape
        ``hindrance`` None: nothing keeps her from it. ``first`` and ``last`` are the days of the
        absence, or her first or last day of work; None where the hindrance has no days.
        ``other`` is the duty because of which she rests or is taken; None without one.
    Units
        ``before`` is her load for each full time without this duty, ``after`` the same with it;
        both 0.0 for somebody without a share.
    """

    member: MemberId
    verdict: Verdict
    code: WhyCode
    before: float
    after: float
    share_percent: int
    is_new: bool
    hindrance: Hindrance | None = None
    first: date | None = None
    last: date | None = None
    other: DutyRef | None = None


@dataclass(frozen=True)
class Why:
    """All that can be said of a duty; ``duty`` None: the plan does not reach it."""

    ref: DutyRef
    period: Period
    duty: Duty | None
    lines: tuple[WhyLine, ...]


@dataclass(frozen=True)
class Rota:
    """What the rule looked at.

    Shape
        ``duties`` are those that count. ``loads`` are what each has and will have had, this duty
        included; somebody who is not in it has 0. ``rest_periods`` as in the settings.
    """

    periods: Sequence[Period]
    people: Sequence[RotaMember]
    duties: Mapping[DutyRef, Duty]
    absences: Sequence[Absence]
    loads: Mapping[MemberId, Fraction]
    rest_periods: int


@dataclass(frozen=True)
class _Held:
    """What keeps somebody from a duty; the hindrance None: nothing does."""

    hindrance: Hindrance | None = None
    first: date | None = None
    last: date | None = None
    other: DutyRef | None = None


def explain(ref: DutyRef, rota: Rota) -> Why:
    """Return why a duty is as it is.

    Candidates come in the order of what the duty would add to their load²/share, equals by
    short name; then those who cannot, by short name.

    Errors
        UnknownPeriod: no period begins on the duty's day.
    Source
        docs/rules/duty_why.md, "The order"
    """
    period = next((one for one in rota.periods if one.start == ref.start), None)
    if period is None:
        raise UnknownPeriod
    duty = rota.duties.get(ref)
    holder = duty.member if duty is not None else None
    found = [_Candidate(one, ref, period, rota, one.id == holder) for one in rota.people]
    costs = [one.cost for one in found if one.is_free or one.is_holder]
    least = min(costs, default=Fraction(0))
    own = next((one.cost for one in found if one.is_holder), least)
    ordered = sorted(found, key=lambda one: one.rank)
    return Why(ref, period, duty, tuple(one.line(duty, least, own) for one in ordered))


def weight_of(role: DutyRole, period: Period) -> Fraction:
    """Return what a role counts in a load: a backup half of the duty, a follower nothing.

    >>> weight_of(DutyRole.BACKUP, Period(date(2026, 12, 21), date(2026, 12, 27), 2))
    Fraction(1, 1)
    """
    return PARTS[role] * period.weight


class _Candidate:
    """One person held against one duty."""

    def __init__(self, member: RotaMember, ref: DutyRef, period: Period, rota: Rota, is_holder: bool) -> None:
        self.member, self.period, self.is_holder = member, period, is_holder
        self.weight = weight_of(ref.role, period)
        counted = rota.loads.get(member.id, Fraction(0))
        self.load = max(Fraction(0), counted - self.weight) if is_holder else counted
        self.held = _held(member, ref, period, rota)

    @property
    def share(self) -> Fraction:
        return Fraction(self.member.share_percent, FULL_TIME_PERCENT)

    @property
    def is_free(self) -> bool:
        return self.held.hindrance is None

    @property
    def cost(self) -> Fraction:
        """What the duty adds to load²/share, divided by the weight, which is the same for all."""
        return (2 * self.load + self.weight) / self.share if self.share > 0 else Fraction(0)

    @property
    def rank(self) -> tuple[bool, Fraction, str]:
        stays_out = not self.is_free and self.held.hindrance not in _PASSING and not self.is_holder
        return stays_out, Fraction(0) if stays_out else self.cost, self.member.id

    def line(self, duty: Duty | None, least: Fraction, own: Fraction) -> WhyLine:
        """Return the line; ``duty`` None: the plan does not reach it."""
        verdict = self._verdict()
        picked = _picked(duty, own, least)
        after = self.load + self.weight
        return WhyLine(
            self.member.id,
            verdict,
            picked if verdict is Verdict.PICKED else self._passed(own),
            float(self.load / self.share) if self.share > 0 else 0.0,
            float(after / self.share) if self.share > 0 else 0.0,
            self.member.share_percent,
            _is_new(self.member, self.period),
            self.held.hindrance,
            self.held.first,
            self.held.last,
            self.held.other,
        )

    def _verdict(self) -> Verdict:
        if self.is_holder:
            return Verdict.PICKED
        return Verdict.PASSED if self.is_free or self.held.hindrance in _PASSING else Verdict.CANNOT

    def _passed(self, own: Fraction) -> WhyCode:
        if not self.is_free:
            return WhyCode.HINDERED
        if self.cost == own:
            return WhyCode.EQUAL
        return WhyCode.MORE if self.cost > own else WhyCode.LESS


def _picked(duty: Duty | None, own: Fraction, least: Fraction) -> WhyCode:
    if duty is not None and duty.layer is Layer.OVERRIDE:
        return WhyCode.BY_OVERRIDE
    if duty is not None and duty.layer is Layer.SWAP:
        return WhyCode.BY_SWAP
    return WhyCode.LEAST if own <= least else WhyCode.WHOLE_PLAN


def _held(member: RotaMember, ref: DutyRef, period: Period, rota: Rota) -> _Held:
    hindrance = standing_hindrance(member, LineId(ref.line), period)
    if hindrance is not None:
        days = {Hindrance.NOT_YET: member.since, Hindrance.LEAVES: member.leaves_on}
        return _Held(hindrance, days.get(hindrance))
    away = [one for one in rota.absences if one.member == member.id and one.touches(period)]
    if away:
        first, last = min(one.first for one in away), max(one.last for one in away)
        return _Held(Hindrance.ABSENT, first, last)
    return _taken(member, ref, rota)


def _taken(member: RotaMember, ref: DutyRef, rota: Rota) -> _Held:
    numbers = {period.start: number for number, period in enumerate(rota.periods)}
    here = numbers[ref.start]
    own = [duty.ref for duty in rota.duties.values() if duty.member == member.id and duty.ref != ref]
    own = sorted(
        (one for one in own if one.start in numbers and one.role is not DutyRole.SHADOW),
        key=lambda one: (abs(numbers[one.start] - here), one.start, one.line, one.role),
    )
    for other in own:
        distance = abs(numbers[other.start] - here)
        if distance == 0:
            return _Held(Hindrance.OTHER_DUTY, other=other)
        both_duties = DutyRole.DUTY is ref.role is other.role
        if both_duties and distance <= rota.rest_periods:
            return _Held(Hindrance.RESTS, other=other)
    return _Held()


def _is_new(member: RotaMember, period: Period) -> bool:
    return member.since is not None and 0 <= (period.start - member.since).days < NEW_DAYS

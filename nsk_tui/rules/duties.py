"""The rota as the group sees it: lines, periods, duties, swaps, absence; who really has a duty.

Source
    docs/rules/duties.md
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from nsk_tui.rules.calendar import DAYS_IN_WEEK
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.ids import LineId, MemberId, SwapId

WEEK = timedelta(days=DAYS_IN_WEEK)
DAY = timedelta(days=1)
WORKING_DAYS = 5
ORDINARY_WEIGHT = 1
CLOSED_WEIGHT = 0
HOLIDAY_WEIGHT_MAX = 10
SHARE_PERCENT_MAX = 100
REST_PERIODS_MAX = 12
ANSWER_DAYS_MAX = 30
REASON_CHARACTERS_MAX = 80
_REF_PARTS = 3


class DutyRole(StrEnum):
    """What somebody does in a period: answers first, answers next, or follows to learn."""

    DUTY = "duty"
    BACKUP = "backup"
    SHADOW = "shadow"


class Layer(StrEnum):
    """Where a duty comes from; a later layer stands over an earlier one."""

    PLAN = "plan"
    SWAP = "swap"
    OVERRIDE = "override"

    @property
    def rank(self) -> int:
        """0 for the plan to 2 for the override."""
        return list(Layer).index(self)


class RotaKind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    DAY = "day"


class SwapState(StrEnum):
    """How far a swap has come."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Hindrance(StrEnum):
    """Why somebody cannot have a duty; resting is told, and forbids nothing."""

    NOT_ON_LINE = "not_on_line"
    NO_SHARE = "no_share"
    NOT_YET = "not_yet"
    LEAVES = "leaves"
    ABSENT = "absent"
    HAS_IT = "has_it"
    OTHER_DUTY = "other_duty"
    RESTS = "rests"


@dataclass(frozen=True)
class Line:
    """Something a colleague can call about, with somebody on duty for it.

    Shape
        ``area`` None: a line of the municipality's own. ``name`` is empty for the lines that every
        store has from the start; those are called what the area is called.
    """

    id: LineId
    name: str
    area: Area | None
    position: int


@dataclass(frozen=True)
class Period:
    """A week or a day of the rota; both dates belong to it.

    Units
        ``weight`` counts in loads: 1 as a rule, more with a public holiday, 0 for a closed
        period, which has no duty.
    """

    start: date
    end: date
    weight: int = ORDINARY_WEIGHT

    @property
    def is_closed(self) -> bool:
        """Whether nobody has duty then."""
        return self.weight == CLOSED_WEIGHT

    def touches(self, first: date, last: date) -> bool:
        """Return whether any day from ``first`` to ``last`` lies in the period."""
        return self.start <= last and first <= self.end


@dataclass(frozen=True)
class DutyRef:
    """Which duty: a line, the first day of a period, a role."""

    line: LineId
    start: date
    role: DutyRole

    def __str__(self) -> str:
        """Write it as the audit does.

        >>> str(DutyRef(LineId("adults"), date(2026, 11, 30), DutyRole.BACKUP))
        'adults/2026-11-30/backup'
        """
        return f"{self.line}/{self.start.isoformat()}/{self.role.value}"


@dataclass(frozen=True)
class Duty:
    """Who has a duty, and since which layer.

    Shape
        ``member`` None: nobody. ``note`` is the coordinator's reason, else empty.
    """

    ref: DutyRef
    member: MemberId | None
    layer: Layer
    set_by: MemberId
    note: str = ""


@dataclass(frozen=True)
class Swap:
    """One member asks another to take a duty.

    Shape
        ``returns`` is the duty that the giver takes for it; None: she takes none now.
        ``later`` says that the giver owes one.
    """

    id: SwapId
    ref: DutyRef
    giver: MemberId
    taker: MemberId
    returns: DutyRef | None
    later: bool
    asked_at: datetime
    answer_by: date
    state: SwapState


@dataclass(frozen=True)
class Iou:
    """A duty owed by one member to another; the next plan that is published settles it.

    Units
        ``weight`` of the period that was taken over.
    """

    debtor: MemberId
    creditor: MemberId
    weight: int
    since: date
    settled: bool


@dataclass(frozen=True)
class Absence:
    """Days on which somebody does not work; both dates belong to it. Never the cause.

    Shape
        ``follow_ups_shown`` lets whoever has duty see what she has due until she is back.
    """

    id: str
    member: MemberId
    first: date
    last: date
    set_by: MemberId
    follow_ups_shown: bool = False

    def touches(self, period: Period) -> bool:
        """Return whether the absence takes her out of a period: one day is enough."""
        return period.touches(self.first, self.last)


@dataclass(frozen=True)
class RotaMember:
    """What the rota knows of a member.

    Shape
        ``since`` None: she has been there from the start. ``leaves_on`` is her last day; None:
        nobody knows of one. ``phone`` is an office number, or empty.
    Units
        ``share_percent`` of full time, 0 to 100; 0 has no duties.
    """

    id: MemberId
    name: str
    share_percent: int = SHARE_PERCENT_MAX
    lines: tuple[LineId, ...] = ()
    languages: tuple[str, ...] = ()
    competences: tuple[str, ...] = ()
    since: date | None = None
    phone: str = ""
    leaves_on: date | None = None


@dataclass(frozen=True)
class RotaSettings:
    """What the network has decided about its rota.

    Shape
        ``closed`` are ranges of days without duty, both ends included. ``weekends`` counts for
        periods of a day alone. ``fallback`` names who is called when nobody has duty, or is empty.
    Units
        ``rest_periods`` without a duty after each; ``handover_hour`` of the local clock;
        ``answer_days`` before an unanswered swap lapses.
    """

    kind: RotaKind = RotaKind.WEEK
    rest_periods: int = 1
    with_backup: bool = True
    handover_hour: int = 8
    holiday_weight: int = 2
    closed: tuple[tuple[date, date], ...] = ()
    answer_days: int = 3
    load_visible: bool = True
    card_names: bool = True
    card_phones: bool = True
    fallback: str = ""
    weekends: bool = False


def effective(duties: Iterable[Duty]) -> dict[DutyRef, Duty]:
    """Return who really has each duty: override over swap over plan.

    Shape
        Of two on the same layer the later in the row counts.
    """
    found: dict[DutyRef, Duty] = {}
    for duty in duties:
        standing = found.get(duty.ref)
        if standing is None or duty.layer.rank >= standing.layer.rank:
            found[duty.ref] = duty
    return found


def duty_day(moment: datetime, handover_hour: int) -> date:
    """Return the day whose duty counts at a moment of the local clock.

    A period changes hands on its first morning; before that hour the day before still counts.

    >>> duty_day(datetime(2026, 11, 23, 7, 59), 8), duty_day(datetime(2026, 11, 23, 8, 0), 8)
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 23))
    """
    return moment.date() if moment.hour >= handover_hour else moment.date() - DAY


def period_at(periods: Sequence[Period], moment: datetime, handover_hour: int) -> Period | None:
    """Return the period that counts at a moment of the local clock; None when none does."""
    day = duty_day(moment, handover_hour)
    return next((period for period in periods if period.start <= day <= period.end), None)


def make_periods(
    first: date,
    count: int,
    kind: RotaKind,
    holidays: Collection[date] = (),
    closed: Sequence[tuple[date, date]] = (),
    holiday_weight: int = ORDINARY_WEIGHT,
    weekends: bool = False,
) -> tuple[Period, ...]:
    """Return so many periods, beginning with the one that ``first`` lies in.

    Shape
        Weeks begin on Monday, also week 53 and the first of a year. Days leave Saturday and
        Sunday out unless ``weekends``. A closed period stays in the row with the weight 0.
    Source
        docs/rules/duties.md, "Periods"
    """
    spans = _weeks(first) if kind is RotaKind.WEEK else _days(first, weekends)
    return tuple(
        Period(start, end, weight_of(start, end, holidays, closed, holiday_weight))
        for (start, end), _number in zip(spans, range(count), strict=False)
    )


def weight_of(
    start: date,
    end: date,
    holidays: Collection[date],
    closed: Sequence[tuple[date, date]],
    holiday_weight: int,
) -> int:
    """Return what a period counts: a public holiday on a working day makes it heavier.

    A period is closed when each of its working days is a holiday or lies in a closed range.
    """
    days = [start + DAY * step for step in range((end - start).days + 1)]
    working = [day for day in days if day.weekday() < WORKING_DAYS] or days
    shut = [day for day in working if any(first <= day <= last for first, last in closed)]
    free = [day for day in working if day in holidays]
    if shut and len({*shut, *free}) == len(working):
        return CLOSED_WEIGHT
    return holiday_weight if free else ORDINARY_WEIGHT


def read_ref(text: str) -> DutyRef | None:
    """Return the duty that a text of the audit or the command line names; None when it names none.

    >>> read_ref("adults/2026-11-30/duty").role.value
    'duty'
    """
    parts = text.split("/")
    if len(parts) != _REF_PARTS or parts[2] not in tuple(DutyRole):
        return None
    try:
        return DutyRef(LineId(parts[0]), date.fromisoformat(parts[1]), DutyRole(parts[2]))
    except ValueError:
        return None


def standing_hindrance(member: RotaMember, line: LineId, period: Period) -> Hindrance | None:
    """Return what in a member's own facts keeps her from a line in a period; None for nothing.

    Whoever leaves inside a period does not have it: nobody would answer for the rest of it.
    """
    if line not in member.lines:
        return Hindrance.NOT_ON_LINE
    if member.share_percent <= 0:
        return Hindrance.NO_SHARE
    if member.since is not None and period.start < member.since:
        return Hindrance.NOT_YET
    leaves = member.leaves_on is not None and member.leaves_on < period.end
    return Hindrance.LEAVES if leaves else None


def is_absent(member: str | None, period: Period, absences: Iterable[Absence]) -> bool:
    """Return whether a member is away on any day of a period; nobody is never away."""
    return any(absence.member == member and absence.touches(period) for absence in absences)


def _weeks(first: date) -> Iterator[tuple[date, date]]:
    monday = first - DAY * first.weekday()
    while True:
        yield monday, monday + WEEK - DAY
        monday += WEEK


def _days(first: date, weekends: bool) -> Iterator[tuple[date, date]]:
    day = first
    while True:
        if weekends or day.weekday() < WORKING_DAYS:
            yield day, day
        day += DAY

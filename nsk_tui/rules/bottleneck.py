"""Bottleneck: how many people really carry the work, from what happened and not from the plan.

Source
    docs/rules/bottleneck.md
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from nsk_tui.rules.errors import RuleError
from nsk_tui.rules.ids import MemberId

CASES_MIN = 10
"""Under this many cases nothing is computed: one call more or less would turn the picture."""

MEAN_MIN = 4
"""Cases for each person who took any; below it whole numbers decide every index."""

GROUP_MIN = 3
"""People; in a smaller group one carries half whatever the group does."""

LARGER_GROUP_MIN = 5
"""People; from here on twice an even share is already a warning."""

TOP_SHARE_MAX = 0.4
"""Share of all cases that one person of a larger group may take unwarned."""

TREND_WINDOWS = 4
TREND_STEP = 0.05
"""Share of all cases by which the top share must move before a trend is told."""


class EmptyLoad(RuleError):
    """Nobody was present, or nobody took anything."""

    code = "empty_load"


class NegativeLoad(RuleError):
    """A count is below zero."""

    code = "negative_load"


class Telling(StrEnum):
    """What may be said of a window."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    COUNTS = "counts"
    INDEX = "index"


class Trend(StrEnum):
    """Where the top share has gone since the window before."""

    UNKNOWN = "unknown"
    NARROWER = "narrower"
    SAME = "same"
    WIDER = "wider"


@dataclass(frozen=True)
class Bottleneck:
    """What one kind of work in one window says about the group.

    Shape
        ``counts`` has each person who took anything, the busiest first, equals by their id;
        ``idle`` counts those present who took nothing, and nothing else depends on them.
        ``top`` None: nobody took anything. ``effective_people`` is 0.0 and ``carry_half`` 0
        where ``has_index`` is False: then counts, ``most`` and ``least`` are all that is told.
    Units
        Counts are cases (whole). ``top_share`` lies between 0 and 1.
    """

    counts: tuple[tuple[MemberId, int], ...]
    idle: int
    telling: Telling
    top: MemberId | None
    top_share: float
    effective_people: float
    carry_half: int

    @property
    def total(self) -> int:
        """All cases of the window."""
        return sum(count for _member, count in self.counts)

    @property
    def mean(self) -> float:
        """Cases for each person who took any; 0.0 for none."""
        return self.total / len(self.counts) if self.counts else 0.0

    @property
    def most(self) -> int:
        """What the busiest took."""
        return self.counts[0][1] if self.counts else 0

    @property
    def least(self) -> int:
        """What the least busy of those took who took anything."""
        return self.counts[-1][1] if self.counts else 0

    @property
    def has_index(self) -> bool:
        """Whether the three figures may be told."""
        return self.telling is Telling.INDEX

    @property
    def is_narrow(self) -> bool:
        """Whether the group should be warned.

        One person carries more than half, or two fifths in a group of five or more.
        """
        people = len(self.counts) + self.idle
        if not self.has_index or people < GROUP_MIN:
            return False
        is_large = people >= LARGER_GROUP_MIN
        return self.carry_half == 1 or (is_large and self.top_share >= TOP_SHARE_MAX)


@dataclass(frozen=True)
class TrendPoint:
    """One window of the trend.

    Shape
        ``top_share`` None: too few cases to say.
    """

    first: date
    last: date
    total: int
    top_share: float | None


def top_share(load: Mapping[MemberId, int]) -> tuple[MemberId, float]:
    """Return who took most, and which share of all that is; of equals the first by id.

    Errors
        EmptyLoad, NegativeLoad
    Source
        docs/rules/bottleneck.md, "Who takes most"

    >>> top_share({"K-07": 60, "K-03": 20, "K-05": 20})
    ('K-07', 0.6)
    """
    member, count = _ordered(load)[0]
    return member, count / sum(load.values())


def effective_people(load: Mapping[MemberId, int]) -> float:
    """Return the number of equally busy people that would carry the same load.

    Ten members of whom one takes 60 and nine take 5 each work as a group of 2.9, whatever the
    staff list says.

    Shape
        ``load`` has one entry a member present in the window, zero included. The result lies
        between 1 and ``len(load)``; it reaches ``len(load)`` only when everyone carries the
        same.
    Units
        ``load`` counts cases taken (whole, not hours). The result counts people, and is not
        rounded here: the screen rounds.
    Errors
        EmptyLoad: nobody was present, or nobody took anything.
        NegativeLoad: a count is below zero (a fault in the caller).
    Source
        docs/rules/bottleneck.md, "How many people the group works as": the inverse
        Herfindahl-Hirschman index. Chosen over Gini because Gini ranks "one carries most" as
        milder than "two share all".

    >>> effective_people({"K-01": 4, "K-02": 4})
    2.0
    """
    counts = [count for _member, count in _ordered(load)]
    # Whole numbers until the last step: the same for any order, and exact for equal loads.
    return sum(counts) ** 2 / sum(count * count for count in counts)


def carry_half(load: Mapping[MemberId, int]) -> int:
    """Return how few members together carry more than half.

    Errors
        EmptyLoad, NegativeLoad
    Source
        docs/rules/bottleneck.md, "How few carry half"

    >>> carry_half({"K-07": 60, "K-03": 20, "K-05": 20}), carry_half({"K-01": 5, "K-02": 5})
    (1, 2)
    """
    total, carried = sum(load.values()), 0
    for people, (_member, count) in enumerate(_ordered(load), 1):
        carried += count
        if 2 * carried > total:
            return people
    raise EmptyLoad


def look_at(load: Mapping[MemberId, int]) -> Bottleneck:
    """Return what a window says, and no more than it can bear.

    Shape
        ``load`` has one entry a member present in the window, zero included; a newcomer
        without work changes nothing but ``idle``.
    Errors
        NegativeLoad
    Source
        docs/rules/bottleneck.md, "When nothing is computed"

    >>> look_at({"K-07": 60, "K-03": 20, "K-05": 20}).telling
    <Telling.INDEX: 'index'>
    >>> look_at({"K-07": 5, "K-03": 4}).telling
    <Telling.TOO_FEW: 'too_few'>
    """
    _refuse_negative(load)
    counts = _sorted(load)
    idle = len(load) - len(counts)
    telling = _telling(sum(count for _member, count in counts), len(counts))
    if telling is Telling.NOTHING:
        return Bottleneck((), idle, telling, None, 0.0, 0.0, 0)
    top, share = top_share(load)
    if telling is not Telling.INDEX:
        return Bottleneck(counts, idle, telling, top, share, 0.0, 0)
    return Bottleneck(counts, idle, telling, top, share, effective_people(load), carry_half(load))


def windows(last: date, days: int, count: int = TREND_WINDOWS) -> tuple[tuple[date, date], ...]:
    """Return windows of as many days that end at ``last`` and touch, the earliest first.

    >>> windows(date(2026, 11, 20), 90, 2)[0]
    (datetime.date(2026, 5, 25), datetime.date(2026, 8, 22))
    """
    ends = [last - timedelta(days=days * back) for back in reversed(range(count))]
    return tuple((end - timedelta(days=days - 1), end) for end in ends)


def point(first: date, last: date, load: Mapping[MemberId, int]) -> TrendPoint:
    """Return one window of the trend."""
    seen = look_at(load)
    return TrendPoint(first, last, seen.total, seen.top_share if seen.total >= CASES_MIN else None)


def trend(points: Iterable[TrendPoint]) -> Trend:
    """Return where the top share has gone between the last two windows.

    Source
        docs/rules/bottleneck.md, "The trend"

    >>> day = date(2026, 11, 20)
    >>> trend([TrendPoint(day, day, 40, 0.3), TrendPoint(day, day, 40, 0.5)])
    <Trend.NARROWER: 'narrower'>
    """
    shares = [one.top_share for one in points][-2:]
    before, now = (shares[0], shares[1]) if len(shares) == 2 else (None, None)
    if before is None or now is None:
        return Trend.UNKNOWN
    if abs(now - before) < TREND_STEP:
        return Trend.SAME
    return Trend.NARROWER if now > before else Trend.WIDER


def _telling(total: int, people: int) -> Telling:
    if total == 0:
        return Telling.NOTHING
    if total < CASES_MIN:
        return Telling.TOO_FEW
    return Telling.INDEX if total >= MEAN_MIN * people else Telling.COUNTS


def _ordered(load: Mapping[MemberId, int]) -> tuple[tuple[MemberId, int], ...]:
    _refuse_negative(load)
    found = _sorted(load)
    if not found:
        raise EmptyLoad
    return found


def _sorted(load: Mapping[MemberId, int]) -> tuple[tuple[MemberId, int], ...]:
    busy = ((member, count) for member, count in load.items() if count)
    return tuple(sorted(busy, key=lambda pair: (-pair[1], pair[0])))


def _refuse_negative(load: Mapping[MemberId, int]) -> None:
    if any(count < 0 for count in load.values()):
        raise NegativeLoad

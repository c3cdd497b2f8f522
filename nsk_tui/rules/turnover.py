"""Turnover: who came and who left, how long they stayed, and what went with them.

Source
    docs/rules/coverage.md, "Turnover"
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from nsk_tui.rules.calendar import add_months
from nsk_tui.rules.directory import months_between
from nsk_tui.rules.errors import RuleError
from nsk_tui.rules.ids import MemberId

WINDOW_MONTHS = 12
CURVE_MONTHS = 24
FEW_PEOPLE = 5
"""Under so many a share turns on one person, and only the counts are told."""

_DAY = timedelta(days=1)


class WrongStay(RuleError):
    """Somebody left before she came, or has two stays on one day."""

    code = "wrong_stay"


@dataclass(frozen=True, order=True)
class Stay:
    """When somebody belonged to the group.

    Shape
        ``last`` is her last day, which belongs to the stay; None: nobody knows of one.
    """

    member: MemberId
    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Return whether somebody belonged to the group on a day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def remains(self, day: date) -> bool:
        """Return whether she is still there when a day has ended."""
        return self.first <= day and (self.last is None or day < self.last)


@dataclass(frozen=True)
class HeldSpan:
    """Days on which somebody held a competence so that it counts; ``last`` None: no end is known."""

    member: MemberId
    competence: str
    first: date
    last: date | None = None


@dataclass(frozen=True)
class Leaver:
    """Somebody who left, and what only she had.

    Units
        ``months`` served, whole, of the stay that ended.
    """

    member: MemberId
    left_on: date
    months: int
    taken: tuple[str, ...]


@dataclass(frozen=True)
class CurvePoint:
    """One month: how many remained when it ended (or today), who came, who left.

    Shape
        ``month`` is its first day.
    """

    month: date
    people: int
    came: int
    left: int


@dataclass(frozen=True)
class Turnover:
    """The last twelve months.

    Shape
        ``came`` in the order of their first days, ``left`` in that of their last. ``replaced``
        None: fewer than ``FEW_PEOPLE`` were there a year ago, and a share would mislead.
    Units
        ``there_then``, ``gone_of_then`` and ``there_now`` count people; ``replaced`` lies between
        0 and 1; ``median_months`` is what those served who are there now.
    """

    came: tuple[MemberId, ...]
    left: tuple[Leaver, ...]
    there_then: int
    gone_of_then: int
    there_now: int
    median_months: float

    @property
    def replaced(self) -> float | None:
        """The share of those who were there a year ago that is gone; None for too few."""
        return self.gone_of_then / self.there_then if self.there_then >= FEW_PEOPLE else None


def look_at(stays: Sequence[Stay], held: Sequence[HeldSpan], today: date) -> Turnover:
    """Return who came and left in the twelve months that end today.

    Whoever left and came back counts as there.

    Errors
        WrongStay
    Source
        docs/rules/coverage.md, "Turnover"
    """
    refuse_wrong(stays)
    then = add_months(today, -WINDOW_MONTHS)
    before, now = _remaining(stays, then), _remaining(stays, today)
    came = sorted((one.first, one.member) for one in stays if then < one.first <= today)
    ended = sorted((one.last, one) for one in stays if one.last is not None and then < one.last <= today)
    left = tuple(_leaver(one, last, stays, held) for last, one in ended)
    return Turnover(
        tuple(dict.fromkeys(member for _first, member in came)),
        left,
        len(before),
        len(before - now),
        len(now),
        float(median(served(stays, member, today) for member in now)) if now else 0.0,
    )


def served(stays: Iterable[Stay], member: MemberId, today: date) -> int:
    """Return the whole months that somebody has belonged to the group, all her stays together.

    >>> served([Stay(MemberId("K-07"), date(2021, 8, 1))], MemberId("K-07"), date(2026, 11, 20))
    63
    """
    own = (one for one in stays if one.member == member and one.first <= today)
    return sum(months_between(one.first, _after(one.last, today)) for one in own)


def taken_along(stay: Stay, stays: Iterable[Stay], held: Iterable[HeldSpan]) -> tuple[str, ...]:
    """Return the competences that nobody had any more on the day after a stay ended, by name.

    Shape
        Empty for somebody who has not left. Of several who left on one day each took what only
        they had together.
    Source
        docs/rules/coverage.md, "What a leaver took along"
    """
    if stay.last is None:
        return ()
    spans, last = tuple(held), stay.last
    own = {one.competence for one in spans if one.member == stay.member and _held_on(one, last)}
    there = {one.member for one in stays if one.holds(last + _DAY)}
    others = {one.competence for one in spans if one.member in there and _held_on(one, last + _DAY)}
    return tuple(sorted(own - others))


def curve(stays: Sequence[Stay], today: date, months: int = CURVE_MONTHS) -> tuple[CurvePoint, ...]:
    """Return a point for each of the last months, the running one last.

    What a month ends with is what the one before ended with, and who came, less who left.

    Errors
        WrongStay

    >>> curve([Stay(MemberId("K-01"), date(2026, 11, 2))], date(2026, 11, 20), 1)
    (CurvePoint(month=datetime.date(2026, 11, 1), people=1, came=1, left=0),)
    """
    refuse_wrong(stays)
    running = today.replace(day=1)
    return tuple(_point(stays, add_months(running, -back), today) for back in reversed(range(months)))


def refuse_wrong(stays: Iterable[Stay]) -> None:
    """Raise WrongStay for a stay that ends before it begins, and for two of one person on one day."""
    reached: dict[MemberId, date] = {}
    for one in sorted(stays, key=lambda stay: (stay.member, stay.first)):
        end = one.last or date.max
        if end < one.first or reached.get(one.member, date.min) >= one.first:
            raise WrongStay
        reached[one.member] = end


def _point(stays: Iterable[Stay], month: date, today: date) -> CurvePoint:
    end = min(add_months(month, 1) - _DAY, today)
    known = tuple(stays)
    return CurvePoint(
        month,
        sum(one.remains(end) for one in known),
        sum(month <= one.first <= end for one in known),
        sum(one.last is not None and month <= one.last <= end for one in known),
    )


def _leaver(stay: Stay, left_on: date, stays: Sequence[Stay], held: Sequence[HeldSpan]) -> Leaver:
    months = months_between(stay.first, left_on + _DAY)
    return Leaver(stay.member, left_on, months, taken_along(stay, stays, held))


def _remaining(stays: Iterable[Stay], day: date) -> set[MemberId]:
    return {one.member for one in stays if one.remains(day)}


def _held_on(span: HeldSpan, day: date) -> bool:
    return span.first <= day and (span.last is None or day <= span.last)


def _after(last: date | None, today: date) -> date:
    """Return the first day that is no longer served, today at the latest; None: still there."""
    return today if last is None or last >= today else last + _DAY

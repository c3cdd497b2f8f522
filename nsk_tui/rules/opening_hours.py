"""When a number is answered: written by hand, read by the machine.

Source
    docs/rules/cards.md, "Opening hours"
"""

import re
from dataclasses import dataclass
from datetime import datetime

MINUTES_IN_DAY = 24 * 60
DAYS_IN_WEEK = 7
ALWAYS_WORDS = ("24h", "døgnet")
UNKNOWN_WORDS = ("unknown", "ukendt")

_DAY_NAMES = (
    ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    ("man", "tir", "ons", "tor", "fre", "lør", "søn"),
)
_DAYS = {name: at for names in _DAY_NAMES for at, name in enumerate(names)}
_SPAN = re.compile(r"([a-zø,-]+)\s+(\d{1,2})(?:[:.](\d\d))?\s*-\s*(\d{1,2})(?:[:.](\d\d))?\Z")


@dataclass(frozen=True)
class OpenSpan:
    """Days of the week and the minutes of the day between which a number is answered.

    Shape
        ``days`` count from Monday, 0 to 6. ``closes`` not after ``opens`` means the next
        morning: 15-8 on Friday ends on Saturday at eight.
    Units
        ``opens`` and ``closes`` are minutes after midnight, 0 to 1440.
    """

    days: frozenset[int]
    opens: int
    closes: int

    def holds(self, weekday: int, minute: int) -> bool:
        """Return whether a minute of a weekday lies in the span."""
        if self.opens < self.closes:
            return weekday in self.days and self.opens <= minute < self.closes
        yesterday = (weekday - 1) % DAYS_IN_WEEK
        return (weekday in self.days and minute >= self.opens) or (
            yesterday in self.days and minute < self.closes
        )

    @property
    def clock(self) -> str:
        """The times as a Danish reader writes them.

        >>> OpenSpan(frozenset({0}), 9 * 60, 11 * 60 + 30).clock
        '9-11.30'
        """
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


@dataclass(frozen=True)
class Hours:
    """The hours of one number; no span at all means round the clock."""

    spans: tuple[OpenSpan, ...] = ()

    @property
    def always(self) -> bool:
        """Whether somebody answers day and night."""
        return not self.spans

    def are_open(self, moment: datetime) -> bool:
        """Return whether somebody answers at a moment given in local time."""
        minute = moment.hour * 60 + moment.minute
        return self.always or any(span.holds(moment.weekday(), minute) for span in self.spans)


ROUND_THE_CLOCK = Hours()


def read_hours(text: str) -> Hours | None:
    """Return the hours that a text says; None means that it says: unknown.

    Shape
        ``24h``, ``unknown``, or spans divided by semicolons: days, a blank, from-to. Danish and
        English names of days count alike.
    Errors
        ValueError: the text says none of these.

    >>> read_hours("mon,tue,thu,fri 9-11.30").spans[0].clock
    '9-11.30'
    """
    folded = text.strip().casefold()
    if folded in UNKNOWN_WORDS:
        return None
    if folded in ALWAYS_WORDS:
        return ROUND_THE_CLOCK
    return Hours(tuple(_read_span(part.strip()) for part in folded.split(";")))


def _read_span(text: str) -> OpenSpan:
    found = _SPAN.match(text)
    if not found:
        raise ValueError("hours")
    opens, closes = _minutes(found[2], found[3]), _minutes(found[4], found[5])
    if opens in (MINUTES_IN_DAY, closes):
        raise ValueError("hours")
    return OpenSpan(_read_days(found[1]), opens, closes)


def _read_days(text: str) -> frozenset[int]:
    days: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        if first not in _DAYS or (dash and last not in _DAYS):
            raise ValueError("days")
        length = (_DAYS[last] - _DAYS[first]) % DAYS_IN_WEEK if dash else 0
        days |= {(_DAYS[first] + step) % DAYS_IN_WEEK for step in range(length + 1)}
    return frozenset(days)


def _minutes(hour: str, minute: str | None) -> int:
    total = int(hour) * 60 + int(minute or 0)
    if total > MINUTES_IN_DAY or int(minute or 0) >= 60:
        raise ValueError("clock")
    return total


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}.{minute:02}" if minute else f"{hour}"

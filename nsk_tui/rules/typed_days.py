"""Days as people type them: 24/11, 24.11., 24-11-2027.

Source
    docs/rules/text.md, "Days"
"""

import re
from datetime import date, timedelta

BACK = timedelta(days=31)
"""A day without its year that lies further back is meant for next year."""

_TYPED = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ]+(\d{4}))?\.?\s*\Z")

_MONTH = re.compile(r"\s*(?:(\d{1,2})[/.\- ])?(\d{4})\s*\Z")
_YEAR = re.compile(r"\d{4}")


def read_day(text: str, today: date) -> date | None:
    """Return the day that was typed; None when it is none.

    >>> read_day("24/11", date(2026, 11, 20)), read_day("3.1.", date(2026, 11, 20))
    (datetime.date(2026, 11, 24), datetime.date(2027, 1, 3))
    >>> read_day("31/2", date(2026, 11, 20)) is None
    True
    """
    found = _TYPED.match(text)
    if found is None:
        return None
    day, month, year = (int(part) if part else None for part in found.groups())
    meant = _day(year or today.year, month or 0, day or 0)
    if meant is None or year is not None or meant >= today - BACK:
        return meant
    return _day(today.year + 1, meant.month, meant.day)


def written(day: date) -> str:
    """Return a day as it may be typed again, its year included.

    >>> written(date(2026, 12, 4))
    '04/12-2026'
    """
    return f"{day:%d/%m-%Y}"


def read_since(text: str, today: date) -> date | None:
    """Return a day in the past as it was typed, or a month or a year of which it is the first day.

    Without a year it is the last such day that has been; None: it is no day.

    >>> read_since("24/11", date(2026, 11, 20)), read_since("05/2022", date(2026, 11, 20))
    (datetime.date(2025, 11, 24), datetime.date(2022, 5, 1))
    >>> read_since("2021", date(2026, 11, 20)), read_since("når som helst", date(2026, 11, 20))
    (datetime.date(2021, 1, 1), None)
    """
    month = _MONTH.match(text)
    if month is not None:
        return _day(int(month[2]), int(month[1] or 1), 1)
    day = read_day(text, today)
    if day is None or day <= today or _YEAR.search(text):
        return day
    this_year = _day(today.year, day.month, day.day)
    return this_year if this_year and this_year <= today else _day(today.year - 1, day.month, day.day)


def _day(year: int, month: int, day: int) -> date | None:
    """Return a day; None when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None

"""Days as people type them: 24/11, 24.11., 24-11-2027.

Source
    docs/rules/text.md, "Days"
"""

import re
from datetime import date, timedelta

BACK = timedelta(days=31)
"""A day without its year that lies further back is meant for next year."""

_TYPED = re.compile(r"\s*(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ]+(\d{4}))?\.?\s*\Z")


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
    try:
        meant = date(year or today.year, month or 0, day or 0)
        return meant.replace(year=today.year + 1) if year is None and meant < today - BACK else meant
    except ValueError:
        return None


def written(day: date) -> str:
    """Return a day as it may be typed again, its year included.

    >>> written(date(2026, 12, 4))
    '04/12-2026'
    """
    return f"{day:%d/%m-%Y}"

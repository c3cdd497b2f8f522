"""Which copies are kept: seven days, five weeks, twelve months.

Source
    docs/rules/backups.md
"""

from collections.abc import Iterable
from datetime import datetime

DAILY_KEPT = 7
WEEKLY_KEPT = 5
MONTHLY_KEPT = 12


def kept(copies: Iterable[datetime]) -> frozenset[datetime]:
    """Return the copies to keep, by the moment each was made.

    The newest copy of each of the last seven days that have one, of the last five weeks, and
    of the last twelve months. The newest of all is therefore always kept.

    >>> from datetime import UTC, timedelta
    >>> days = [datetime(2026, 11, 20, 2, tzinfo=UTC) - timedelta(days=n) for n in range(400)]
    >>> len(kept(days))
    21
    """
    newest_first = sorted(copies, reverse=True)
    return frozenset(
        {
            *_newest_of_each(newest_first, "%Y-%m-%d", DAILY_KEPT),
            *_newest_of_each(newest_first, "%G-%V", WEEKLY_KEPT),
            *_newest_of_each(newest_first, "%Y-%m", MONTHLY_KEPT),
        }
    )


def _newest_of_each(newest_first: list[datetime], period: str, count: int) -> list[datetime]:
    found: dict[str, datetime] = {}
    for moment in newest_first:
        found.setdefault(moment.strftime(period), moment)
    return list(found.values())[:count]

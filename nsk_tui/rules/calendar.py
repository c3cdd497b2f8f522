"""Days as the work counts them; today is always an argument."""

from datetime import date, timedelta

DAYS_IN_WEEK = 7


def week_number(day: date) -> int:
    """Return the ISO week number, as Danish calendars print it.

    >>> week_number(date(2026, 11, 20))
    47
    """
    return day.isocalendar().week


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day.

    >>> add_months(date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    return first + timedelta(days=min(day.day, _days_in_month(first)) - 1)


def days_late(due: date, today: date) -> int:
    """Return by how many days a due date has passed; 0 when it has not.

    >>> days_late(date(2026, 11, 18), date(2026, 11, 20))
    2
    """
    return max(0, (today - due).days)


def _days_in_month(first: date) -> int:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return (following - first).days

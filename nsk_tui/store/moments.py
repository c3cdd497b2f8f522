"""Times and days as the tables keep them: ISO text, UTC."""

from datetime import UTC, date, datetime


def to_text(moment: datetime) -> str:
    """Return a moment as ISO text in UTC, microseconds always written so that text sorts as time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_moment(text: str) -> datetime:
    """Return the moment of a text made by ``to_text``."""
    return datetime.fromisoformat(text)


def to_optional_moment(text: str | None) -> datetime | None:
    """Return a moment, or None when there was none."""
    return None if text is None else datetime.fromisoformat(text)


def day_text(day: date | None) -> str | None:
    """Return a day as ISO text; None stays None: no day was set."""
    return None if day is None else day.isoformat()


def to_day(text: str | None) -> date | None:
    """Return a day; None stays None: no day was set."""
    return None if text is None else date.fromisoformat(text)

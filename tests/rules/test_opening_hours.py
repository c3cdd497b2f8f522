"""Opening hours: what a person writes by hand is what the machine reads."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.opening_hours import Hours, OpenSpan, read_hours

FRIDAY_MORNING = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 20, 23, 5, tzinfo=UTC)
SATURDAY_EARLY = datetime(2026, 11, 21, 7, 59, tzinfo=UTC)
SUNDAY_NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        ("24h", FRIDAY_NIGHT, True),
        ("døgnet", SUNDAY_NOON, True),
        ("unknown", FRIDAY_MORNING, None),
        ("man-fre 8-15", FRIDAY_MORNING, True),
        ("mon-fri 8-15", SUNDAY_NOON, False),
        ("man-fre 8-15", FRIDAY_NIGHT, False),
        ("man-fre 9:42-15", FRIDAY_MORNING, True),
        ("man-fre 8-9.42", FRIDAY_MORNING, False),
        ("man-fre 15-8", FRIDAY_NIGHT, True),
        ("man-fre 15-8", SATURDAY_EARLY, True),
        ("man-tor 15-8", SATURDAY_EARLY, False),
        ("man-fre 15-8; lør,søn 0-24", SUNDAY_NOON, True),
        ("lør-man 10-14", SUNDAY_NOON, True),
        ("tir,ons 0-24", SUNDAY_NOON, False),
    ],
)
def test_open_is_what_the_hours_say(hours: str, moment: datetime, expected: bool | None) -> None:
    """Days, half hours and nights are read as a person would read them."""
    read = read_hours(hours)

    assert (None if read is None else read.are_open(moment)) is expected


def test_a_public_holiday_counts_as_its_weekday() -> None:
    """26 December 2025 is a Friday: weekday hours show as open, as the docs say."""
    hours = read_hours("man-fre 9-15")

    assert hours is not None
    assert hours.are_open(datetime(2025, 12, 26, 10, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    ["", "altid", "man-fre", "8-15", "man-fre 8", "man-xyz 8-15", "man 24-8", "man 8.75-9", "man 8-15;"],
)
def test_hours_that_do_not_read_are_refused(text: str) -> None:
    """Nobody is told that a number answers because its hours were half understood."""
    with pytest.raises(ValueError, match=r"hours|days|clock"):
        read_hours(text)


@given(
    st.sets(st.sampled_from(DAYS), min_size=1), st.integers(0, 23), st.integers(1, 24), st.integers(0, 10_079)
)
def test_a_span_holds_exactly_its_minutes(days: set[str], opens: int, closes: int, minutes: int) -> None:
    """At any minute of a week: open if that day's hours, or last night's, reach it."""
    moment = datetime(2026, 11, 16, tzinfo=UTC) + timedelta(minutes=minutes)
    clock = moment.hour + moment.minute / 60
    today, yesterday = DAYS[moment.weekday()], DAYS[moment.weekday() - 1]
    expected = today in days and opens <= clock < closes
    if closes < opens:
        expected = (today in days and clock >= opens) or (yesterday in days and clock < closes)
    if opens != closes:
        hours = read_hours(f"{','.join(sorted(days))} {opens}-{closes}")

        assert hours is not None
        assert hours.are_open(moment) is expected


def test_the_clock_is_written_the_danish_way() -> None:
    """Full hours bare, half hours with a full stop."""
    assert OpenSpan(frozenset({0}), 8 * 60, 15 * 60 + 30).clock == "8-15.30"
    assert Hours().always

"""Meetings and series: what they need, on which days they meet, which one comes next."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.ids import MeetingId, MemberId, SeriesId
from nsk_tui.rules.meetings import (
    FROM,
    INTO,
    Meeting,
    MeetingFault,
    MeetingRole,
    MeetingState,
    NewMeeting,
    OnHoliday,
    Recurrence,
    Rhythm,
    Step,
    can,
    dates,
    judge,
    judge_recurrence,
    next_after,
    next_of,
    send_by,
)
from nsk_tui.rules.minutes_state import MinutesState

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2025, 1, 1), date(2030, 12, 31))
RHYTHMS = st.builds(
    Recurrence,
    st.sampled_from(Rhythm),
    st.integers(1, 12),
    st.integers(0, 6),
    st.integers(1, 5),
    st.sampled_from(OnHoliday),
)


def meeting(
    name: str, day: date | None, state: MeetingState = MeetingState.PLANNED, series: str = ""
) -> Meeting:
    """Return a meeting on a day at 13:00."""
    body = NewMeeting("Gruppemøde", day, time(13) if day else None)
    return Meeting(
        MeetingId(name),
        SeriesId(series) if series else None,
        body,
        state,
        MinutesState.NONE,
        MemberId("K-01"),
        1,
    )


@given(RHYTHMS, DAYS, st.integers(0, 400), st.integers(1, 8), st.sets(DAYS, max_size=40))
def test_dates_are_later_in_order_and_never_twice(
    rhythm: Recurrence, first: date, ahead: int, count: int, free: set[date]
) -> None:
    """Whatever the rhythm and the holidays."""
    after = first + timedelta(days=ahead)
    found = dates(rhythm, first, after, count, free)
    assert list(found) == sorted(set(found))
    assert all(day > after and day >= first and day not in free for day in found)
    assert len(found) <= count


@given(RHYTHMS, DAYS, st.integers(0, 200), st.integers(1, 6))
def test_asking_again_later_goes_on_where_it_was(
    rhythm: Recurrence, first: date, ahead: int, count: int
) -> None:
    """A series that is topped up is the same series: every second week stays the same second week."""
    after = first + timedelta(days=ahead)
    whole = dates(rhythm, first, after, count + 3)
    begun = dates(rhythm, first, after, count)
    assert (*begun, *dates(rhythm, first, begun[-1], 3)) == whole


@given(RHYTHMS, DAYS, st.integers(1, 6))
def test_without_holidays_every_date_is_its_weekday(rhythm: Recurrence, first: date, count: int) -> None:
    """And weeks are as far apart as was said."""
    found = dates(rhythm, first, first, count)
    assert {day.weekday() for day in found} == {rhythm.weekday}
    if rhythm.rhythm is Rhythm.WEEKS:
        gaps = {(later - one).days for one, later in pairwise(found)}
        assert gaps <= {7 * rhythm.every}


@pytest.mark.parametrize(
    ("rhythm", "expected"),
    [
        (Recurrence(Rhythm.WEEKS, 2, 3), ["2026-11-26", "2026-12-10", "2026-12-24"]),
        (Recurrence(Rhythm.MONTHS, 1, 3, 4), ["2026-11-26", "2026-12-24", "2027-01-28"]),
        (Recurrence(Rhythm.MONTHS, 1, 3, 5), ["2026-11-26", "2026-12-31", "2027-01-28"]),
        (Recurrence(Rhythm.MONTHS, 2, 0, 1), ["2027-01-04", "2027-03-01", "2027-05-03"]),
    ],
)
def test_the_dates_of_a_rhythm(rhythm: Recurrence, expected: list[str]) -> None:
    """Every second Thursday; the fourth, the last Thursday; the first Monday of every second month."""
    assert [str(day) for day in dates(rhythm, TODAY, TODAY, 3)] == expected


def test_a_holiday_is_skipped_or_moved_as_the_series_says() -> None:
    """Ascension Day 2027 is Thursday 6 May; the group meets on Friday, or not at all."""
    thursdays = Recurrence(Rhythm.WEEKS, 1, 3)
    free = {date(2027, 5, 6)}
    first = date(2027, 4, 29)
    assert [str(day) for day in dates(thursdays, first, first, 2, free)] == ["2027-05-13", "2027-05-20"]
    moved = replace(thursdays, on_holiday=OnHoliday.NEXT_WORKDAY)
    assert [str(day) for day in dates(moved, first, first, 2, free)] == ["2027-05-07", "2027-05-13"]


def test_a_series_that_never_meets_ends_the_search() -> None:
    """A rhythm whose every day is free gives nothing, and gives it at once."""
    free = {TODAY + timedelta(days=step) for step in range(40_000)}
    assert dates(Recurrence(Rhythm.WEEKS, 1, 0), TODAY, TODAY, 3, free) == ()


@pytest.mark.parametrize(
    ("new", "fault"),
    [
        (NewMeeting(" "), MeetingFault.NO_TITLE),
        (NewMeeting("m" * 81), MeetingFault.LONG_TITLE),
        (NewMeeting("Møde", place="p" * 201), MeetingFault.LONG_PLACE),
        (NewMeeting("Møde", minutes=0), MeetingFault.MINUTES),
        (NewMeeting("Møde", minutes=601), MeetingFault.MINUTES),
        (NewMeeting("Møde", TODAY - timedelta(days=1), time(13)), MeetingFault.PAST),
        (NewMeeting("Møde", TODAY), MeetingFault.NO_START),
    ],
)
def test_what_is_wrong_with_a_meeting_is_said(new: NewMeeting, fault: MeetingFault) -> None:
    """One fault each; the whole list when there are several."""
    assert judge(new, TODAY) == (fault,)


def test_a_meeting_today_and_one_without_a_date_can_be_written_down() -> None:
    """The second waits for a poll."""
    assert judge(NewMeeting("Møde", TODAY, time(9)), TODAY) == ()
    assert judge(NewMeeting("Temadag"), TODAY) == ()


@pytest.mark.parametrize(
    "rhythm",
    [
        Recurrence(Rhythm.WEEKS, 0, 1),
        Recurrence(Rhythm.WEEKS, 13, 1),
        Recurrence(Rhythm.WEEKS, 1, 7),
        Recurrence(Rhythm.MONTHS, 1, 1, 0),
        Recurrence(Rhythm.MONTHS, 1, 1, 6),
    ],
)
def test_a_rhythm_that_is_none_is_refused(rhythm: Recurrence) -> None:
    """Numbers are held against what a series can be."""
    assert judge_recurrence(rhythm) == (MeetingFault.BAD_RHYTHM,)


def test_the_next_meeting_is_of_the_same_series_else_any() -> None:
    """What is postponed comes back where the same people meet."""
    first = meeting("a", date(2026, 11, 26), series="s")
    theme = meeting("b", date(2026, 12, 1))
    second = meeting("c", date(2026, 12, 10), series="s")
    assert next_after([theme, first, second], first) == second
    assert next_after([theme, first, second], second) is None
    assert next_after([theme, first], first) == theme
    assert next_after([first, second], theme) == second


@pytest.mark.parametrize("state", [MeetingState.CANCELLED, MeetingState.HELD, MeetingState.POLL])
def test_what_is_cancelled_over_or_without_a_date_is_no_next_meeting(state: MeetingState) -> None:
    """It would never be taken there."""
    first = meeting("a", date(2026, 11, 26))
    later = meeting("b", None if state is MeetingState.POLL else date(2026, 12, 1), state)
    assert next_after([first, later], first) is None


def test_the_first_meeting_ahead_is_where_an_item_goes() -> None:
    """One that is running counts, also past midnight; one that is over does not."""
    over = meeting("a", date(2026, 11, 12), MeetingState.HELD)
    forgotten = meeting("b", date(2026, 11, 18))
    coming = meeting("c", date(2026, 11, 26))
    running = meeting("d", date(2026, 11, 19), MeetingState.RUNNING)
    assert next_of([over, forgotten, coming], TODAY) == coming
    assert next_of([over, forgotten, coming, running], TODAY) == running
    assert next_of([over], TODAY) is None


def test_every_step_leads_somewhere_and_none_from_the_end() -> None:
    """Nothing is done with a meeting that was cancelled or is over."""
    assert set(FROM) == set(INTO) == set(Step)
    ended = [meeting("a", TODAY, state) for state in (MeetingState.HELD, MeetingState.CANCELLED)]
    assert not any(can(one, step) for one in ended for step in Step)


def test_a_meeting_knows_its_end_its_people_and_when_the_agenda_is_due() -> None:
    """13:00 and 60 minutes is 14:00."""
    body = NewMeeting("Møde", date(2026, 11, 26), time(13), 60, chair=MemberId("K-01"))
    one = replace(meeting("a", date(2026, 11, 26)), body=body)
    assert str(one.ends) == "2026-11-26 14:00:00"
    assert one.holds("K-01", MeetingRole.CHAIR)
    assert not one.holds("K-01", MeetingRole.MINUTE_TAKER)
    assert send_by(date(2026, 11, 26)) == date(2026, 11, 23)
    assert meeting("b", None).ends is None

"""The calendar file of meetings: one UID for a meeting's life, and nothing of its agenda."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from icalendar import Calendar

from nsk_tui.exchange.meeting_calendar import meeting_file, of_meeting, uid_of
from nsk_tui.rules.ids import MeetingId, MemberId
from nsk_tui.rules.meetings import Meeting, MeetingState, NewMeeting
from nsk_tui.rules.minutes_state import MinutesState

MADE = datetime(2026, 11, 20, 8, 42, tzinfo=UTC)
BODY = NewMeeting("Gruppemøde", date(2026, 11, 26), time(13), 60, "Lokale 3, Rådhuset")
MEETING = Meeting(
    MeetingId("9f2c"), None, BODY, MeetingState.PLANNED, MinutesState.NONE, MemberId("K-01"), 1, sequence=2
)


def events(*meetings: Meeting) -> list[dict[str, str]]:
    """Return the events of a file as their fields."""
    shown = [one for one in map(of_meeting, meetings) if one is not None]
    found = Calendar.from_ical(meeting_file(shown, "5c1e", "Møder", MADE))
    return [
        {name.lower(): value.to_ical().decode() for name, value in event.items()}
        for event in found.walk("VEVENT")
    ]


def test_a_meeting_stands_with_title_place_and_times() -> None:
    """In Danish time; the agenda stays in the store."""
    (event,) = events(MEETING)
    assert event["uid"] == "meeting-9f2c@5c1e.nsk" == uid_of("9f2c", "5c1e")
    assert (event["summary"], event["status"], event["sequence"]) == ("Gruppemøde", "CONFIRMED", "2")
    assert (event["dtstart"], event["dtend"]) == ("20261126T130000", "20261126T140000")
    assert "Rådhuset" in event["location"]
    assert set(event) == {
        "uid", "dtstamp", "sequence", "status", "summary", "location", "dtstart", "dtend", "transp",
    }  # fmt: skip


def test_a_cancelled_meeting_is_crossed_out_under_the_same_uid() -> None:
    """So that a calendar takes it away."""
    (event,) = events(replace(MEETING, state=MeetingState.CANCELLED, sequence=3))
    assert (event["uid"], event["status"], event["transp"]) == (
        "meeting-9f2c@5c1e.nsk", "CANCELLED", "TRANSPARENT",
    )  # fmt: skip


def test_a_meeting_without_a_day_is_in_no_calendar() -> None:
    """A poll looks for one."""
    assert events(replace(MEETING, body=replace(BODY, day=None, start=None))) == []


def test_the_same_meetings_at_the_same_moment_give_the_same_bytes() -> None:
    """In whatever order they are handed in."""
    other = replace(MEETING, id=MeetingId("1111"), body=replace(BODY, day=date(2026, 12, 10)))
    one, two = (of_meeting(meeting) for meeting in (MEETING, other))
    assert one is not None
    assert two is not None
    assert meeting_file([one, two], "x", "Møder", MADE) == meeting_file([two, one], "x", "Møder", MADE)

"""Meetings as a calendar file that a calendar updates instead of doubling.

Source
    docs/rules/meetings.md, "In a calendar"
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from icalendar import Event

from nsk_tui.exchange.calendar import SEQUENCE_MAX, ZONE, new_calendar
from nsk_tui.rules.meetings import Meeting, MeetingState

MADE_BY = "-//nsk_tui//moede//DA"


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting as a calendar shows it; nothing of its agenda.

    Shape
        ``starts`` and ``ends`` on the Danish clock.
    """

    id: str
    title: str
    place: str
    starts: datetime
    ends: datetime
    sequence: int
    is_cancelled: bool


def of_meeting(meeting: Meeting) -> CalendarMeeting | None:
    """Return a meeting as a calendar shows it; None while a poll looks for its day."""
    if meeting.starts is None or meeting.ends is None:
        return None
    return CalendarMeeting(
        meeting.id,
        meeting.body.title,
        meeting.body.place,
        meeting.starts,
        meeting.ends,
        meeting.sequence,
        meeting.state is MeetingState.CANCELLED,
    )


def meeting_file(meetings: Iterable[CalendarMeeting], network: str, name: str, made_at: datetime) -> bytes:
    """Return a calendar file of meetings.

    Shape
        ``network`` is the store's random id, and part of each UID; ``name`` is what the calendar
        is called. ``made_at`` is in UTC. The same arguments give the same bytes.
    Source
        docs/rules/meetings.md, "In a calendar"
    """
    found = new_calendar(MADE_BY, name)
    for event in _events(meetings, network, made_at):
        found.add_component(event)
    content: bytes = found.to_ical()
    return content


def uid_of(meeting: str, network: str) -> str:
    """Return the name by which calendars know a meeting, whatever becomes of its day.

    >>> uid_of("9f2c", "5c1e")
    'meeting-9f2c@5c1e.nsk'
    """
    return f"meeting-{meeting}@{network}.nsk"


def _events(meetings: Iterable[CalendarMeeting], network: str, made_at: datetime) -> Iterator[Event]:
    return (_event(one, network, made_at) for one in sorted(meetings, key=lambda one: (one.starts, one.id)))


def _event(meeting: CalendarMeeting, network: str, made_at: datetime) -> Event:
    event, zone = Event(), ZoneInfo(ZONE)
    event.add("uid", uid_of(meeting.id, network))
    event.add("dtstamp", made_at)
    event.add("sequence", min(meeting.sequence, SEQUENCE_MAX))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    event.add("dtstart", meeting.starts.replace(tzinfo=zone))
    event.add("dtend", meeting.ends.replace(tzinfo=zone))
    event.add("transp", "TRANSPARENT" if meeting.is_cancelled else "OPAQUE")
    return event

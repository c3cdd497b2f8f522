"""Duties as a calendar file that a calendar updates instead of doubling: neutral titles, stable UIDs.

Source
    docs/rules/calendar_file.md
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from nsk_tui.rules.duties import DutyRef

ZONE = "Europe/Copenhagen"
MADE_BY = "-//nsk_tui//vagt//DA"
SEQUENCE_MAX = 2**31 - 1
"""What the standard lets a calendar count to."""

_DAY = timedelta(days=1)
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)
_LAST_SUNDAY_OF_MARCH = datetime(1996, 3, 31, 2)  # noqa: DTZ001 - a zone is told in its own clock
_LAST_SUNDAY_OF_OCTOBER = datetime(1996, 10, 27, 3)  # noqa: DTZ001
"""Since 1996 all of the European Union turns its clocks on these Sundays."""


@dataclass(frozen=True)
class CalendarDuty:
    """One duty as a calendar shows it.

    Shape
        ``end`` is the last day of the period; the duty ends on the morning after it.
        ``title`` is neutral; ``about`` may be empty. ``is_taken_away`` crosses the event out.
    Units
        ``sequence`` rises each time the rota is published or changed.
    """

    ref: DutyRef
    end: date
    title: str
    about: str = ""
    is_taken_away: bool = False
    sequence: int = 0


def calendar_file(
    duties: Iterable[CalendarDuty], network: str, name: str, handover_hour: int, made_at: datetime
) -> bytes:
    """Return a calendar file.

    Shape
        ``network`` is the store's random id, and part of each UID; ``name`` is what the calendar
        is called. ``made_at`` is in UTC. The same arguments give the same bytes.
    Source
        docs/rules/calendar_file.md, "What makes it update"
    """
    found = new_calendar(MADE_BY, name)
    for event in _events(duties, network, handover_hour, made_at):
        found.add_component(event)
    content: bytes = found.to_ical()
    return content


def new_calendar(made_by: str, name: str) -> Calendar:
    """Return a calendar without events: what it is called, and the Danish clock with its summer time."""
    found = Calendar()
    found.add("prodid", made_by)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", ZONE)
    found.add_component(_zone())
    return found


def uid_of(ref: DutyRef, network: str) -> str:
    """Return the name by which calendars know a duty; it names the slot and nobody in it.

    >>> from nsk_tui.rules.duties import DutyRole
    >>> from nsk_tui.rules.ids import LineId
    >>> uid_of(DutyRef(LineId("adults"), date(2026, 11, 30), DutyRole.DUTY), "5c1e")
    'adults-2026-11-30-duty@5c1e.nsk'
    """
    return f"{ref.line}-{ref.start.isoformat()}-{ref.role.value}@{network}.nsk"


def _events(
    duties: Iterable[CalendarDuty], network: str, handover_hour: int, made_at: datetime
) -> Iterator[Event]:
    order = sorted(duties, key=lambda duty: (duty.ref.start, duty.ref.line, duty.ref.role))
    return (_event(duty, network, handover_hour, made_at) for duty in order)


def _event(duty: CalendarDuty, network: str, handover_hour: int, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", uid_of(duty.ref, network))
    event.add("dtstamp", made_at)
    event.add("sequence", min(duty.sequence, SEQUENCE_MAX))
    event.add("status", "CANCELLED" if duty.is_taken_away else "CONFIRMED")
    event.add("summary", duty.title)
    if duty.about:
        event.add("description", duty.about)
    event.add("dtstart", _morning(duty.ref.start, handover_hour))
    event.add("dtend", _morning(duty.end + _DAY, handover_hour))
    # A week on duty is no week without meetings.
    event.add("transp", "TRANSPARENT")
    return event


def _morning(day: date, handover_hour: int) -> datetime:
    return datetime.combine(day, time(handover_hour), ZoneInfo(ZONE))


def _zone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", ZONE)
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, begins, before, after, name, month in (
        (summer, _LAST_SUNDAY_OF_MARCH, _WINTER, _SUMMER, "CEST", 3),
        (winter, _LAST_SUNDAY_OF_OCTOBER, _SUMMER, _WINTER, "CET", 10),
    ):
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone

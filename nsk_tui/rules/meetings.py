"""Meetings and series of them: when, where, who leads and who writes, how far it has come.

Source
    docs/rules/meetings.md
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from nsk_tui.rules.agenda import Template
from nsk_tui.rules.calendar import DAYS_IN_WEEK, add_months
from nsk_tui.rules.ids import MeetingId, MemberId, SeriesId
from nsk_tui.rules.minutes_state import MinutesState

TITLE_CHARACTERS_MAX = 80
PLACE_CHARACTERS_MAX = 200
MEETING_MINUTES_MIN, MEETING_MINUTES_MAX = 5, 600
EVERY_MAX = 12
NTH_LAST = 5
"""The fifth weekday of a month is taken as its last one: not every month has five."""

SEND_DAYS = 3
"""So many days before the meeting the agenda should be out."""

WORKING_DAYS = 5
_DAY = timedelta(days=1)
_SEARCHED_MAX = 1_000
"""So many dates are looked at for the next ones; a series that never meets ends there."""


class Rhythm(StrEnum):
    """How a series repeats: every n weeks, or on the nth weekday of every n months."""

    WEEKS = "weeks"
    MONTHS = "months"


class OnHoliday(StrEnum):
    """What becomes of a date that is a public holiday."""

    SKIP = "skip"
    NEXT_WORKDAY = "next_workday"


class MeetingState(StrEnum):
    """How far a meeting has come."""

    POLL = "poll"
    PLANNED = "planned"
    SENT = "sent"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"


class MeetingRole(StrEnum):
    """Who is named beforehand."""

    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"


class Attendance(StrEnum):
    """Whether somebody was there."""

    PRESENT = "present"
    APOLOGIES = "apologies"
    ABSENT = "absent"


class MeetingFault(StrEnum):
    """Why a meeting cannot be as it was written."""

    NO_TITLE = "no_title"
    LONG_TITLE = "long_title"
    LONG_PLACE = "long_place"
    MINUTES = "minutes"
    PAST = "past"
    NO_DAY = "no_day"
    NO_START = "no_start"
    BAD_RHYTHM = "bad_rhythm"


class Step(StrEnum):
    """What is done with a meeting as a whole."""

    SETTLE = "settle"
    SEND = "send"
    START = "start"
    END = "end"
    CANCEL = "cancel"


@dataclass(frozen=True)
class Recurrence:
    """On which days a series meets.

    Shape
        ``weekday`` is 0 for Monday to 6. ``nth`` is 1 to 4, or 5 for the last; it counts for
        months alone.
    Units
        ``every`` counts weeks or months, as the rhythm says.
    """

    rhythm: Rhythm
    every: int
    weekday: int
    nth: int = 1
    on_holiday: OnHoliday = OnHoliday.SKIP


@dataclass(frozen=True)
class NewMeeting:
    """A meeting as somebody writes it down.

    Shape
        ``day`` and ``start`` None: a poll will find the date. ``chair`` and ``minute_taker``
        None: nobody is named yet.
    Units
        ``start`` on the local clock; ``minutes`` from start to planned end.
    """

    title: str = field(repr=False)
    day: date | None = None
    start: time | None = None
    minutes: int = 60
    place: str = field(default="", repr=False)
    chair: MemberId | None = None
    minute_taker: MemberId | None = None
    confidential: bool = False


@dataclass(frozen=True)
class Meeting:
    """A meeting as it is stored.

    Shape
        ``series`` None: it stands alone. ``remarks_until`` None: nobody has been asked for
        remarks. ``digest`` is empty until the minutes are locked. ``sequence`` rises with each
        change that a calendar must learn of; ``version`` with each change at all. ``mended``: a
        word was taken out of the locked minutes.
    """

    id: MeetingId
    series: SeriesId | None
    body: NewMeeting
    state: MeetingState
    minutes_state: MinutesState
    created_by: MemberId
    version: int
    sequence: int = 0
    remarks_until: date | None = None
    locked_on: date | None = None
    digest: str = ""
    mended: bool = False

    @property
    def day(self) -> date | None:
        """The day; None while a poll looks for one."""
        return self.body.day

    @property
    def starts(self) -> datetime | None:
        """The planned start on the local clock; None while a poll looks for a day."""
        if self.body.day is None or self.body.start is None:
            return None
        return datetime.combine(self.body.day, self.body.start)

    @property
    def ends(self) -> datetime | None:
        """The planned end on the local clock; None while a poll looks for a day."""
        return None if self.starts is None else self.starts + timedelta(minutes=self.body.minutes)

    @property
    def is_ahead(self) -> bool:
        """Whether it has yet to begin."""
        return self.state in (MeetingState.POLL, MeetingState.PLANNED, MeetingState.SENT)

    def holds(self, member: str, role: MeetingRole) -> bool:
        """Return whether a member is the one who is named for a role."""
        named = self.body.chair if role is MeetingRole.CHAIR else self.body.minute_taker
        return named == member


@dataclass(frozen=True)
class Series:
    """Meetings that come again.

    Shape
        ``body.day`` is the first day from which dates are counted. ``until`` None: no end is
        known. ``template`` says which standing items each meeting begins with.
    """

    id: SeriesId
    body: NewMeeting
    recurrence: Recurrence
    template: Template
    until: date | None
    version: int


FROM: dict[Step, frozenset[MeetingState]] = {
    Step.SETTLE: frozenset({MeetingState.POLL}),
    Step.SEND: frozenset({MeetingState.PLANNED, MeetingState.SENT}),
    Step.START: frozenset({MeetingState.PLANNED, MeetingState.SENT, MeetingState.RUNNING}),
    Step.END: frozenset({MeetingState.RUNNING}),
    Step.CANCEL: frozenset({MeetingState.POLL, MeetingState.PLANNED, MeetingState.SENT}),
}
"""From which states a step is taken; sending again sends what was changed."""

INTO: dict[Step, MeetingState] = {
    Step.SETTLE: MeetingState.PLANNED,
    Step.SEND: MeetingState.SENT,
    Step.START: MeetingState.RUNNING,
    Step.END: MeetingState.HELD,
    Step.CANCEL: MeetingState.CANCELLED,
}

ROLE_FOR: dict[Step, MeetingRole] = dict.fromkeys(Step, MeetingRole.CHAIR)
"""Whose step it is: everything about the meeting as a whole is the chair's."""


def judge(new: NewMeeting, today: date) -> tuple[MeetingFault, ...]:
    """Return everything that is wrong with a meeting; nothing when it can be written down.

    Source
        docs/rules/meetings.md, "What a meeting needs"

    >>> [fault.value for fault in judge(NewMeeting("", minutes=0), date(2026, 11, 20))]
    ['no_title', 'minutes']
    """
    title = new.title.strip()
    checks = (
        (MeetingFault.NO_TITLE, not title),
        (MeetingFault.LONG_TITLE, len(title) > TITLE_CHARACTERS_MAX),
        (MeetingFault.LONG_PLACE, len(new.place) > PLACE_CHARACTERS_MAX),
        (MeetingFault.MINUTES, not MEETING_MINUTES_MIN <= new.minutes <= MEETING_MINUTES_MAX),
        (MeetingFault.PAST, new.day is not None and new.day < today),
        (MeetingFault.NO_START, new.day is not None and new.start is None),
    )
    return tuple(fault for fault, is_wrong in checks if is_wrong)


def judge_recurrence(recurrence: Recurrence) -> tuple[MeetingFault, ...]:
    """Return what is wrong with a rhythm.

    >>> judge_recurrence(Recurrence(Rhythm.WEEKS, 0, 3))
    (<MeetingFault.BAD_RHYTHM: 'bad_rhythm'>,)
    """
    fits = (
        1 <= recurrence.every <= EVERY_MAX
        and 0 <= recurrence.weekday < DAYS_IN_WEEK
        and 1 <= recurrence.nth <= NTH_LAST
    )
    return () if fits else (MeetingFault.BAD_RHYTHM,)


def dates(
    recurrence: Recurrence, first: date, after: date, count: int, free: Collection[date] = ()
) -> tuple[date, ...]:
    """Return the next days on which a series meets.

    Shape
        ``first`` is the day from which the series is counted, so that every second week stays the
        same second week however often it is asked. Only days later than ``after`` are given.
        ``free`` are public holidays and whatever else the group does not meet on.
    Source
        docs/rules/meetings.md, "Series"

    >>> thursdays = Recurrence(Rhythm.WEEKS, 2, 3)
    >>> [str(day) for day in dates(thursdays, date(2026, 11, 20), date(2026, 11, 20), 2)]
    ['2026-11-26', '2026-12-10']
    """
    found: list[date] = []
    for number, day in enumerate(_regular(recurrence, first)):
        met = _met_on(day, recurrence.on_holiday, free)
        if met is not None and met > after and met not in found:
            found.append(met)
        if len(found) >= count or number >= _SEARCHED_MAX:
            break
    return tuple(found[:count])


def next_after(meetings: Iterable[Meeting], one: Meeting) -> Meeting | None:
    """Return the meeting that follows another: of its own series, else of any; None when none is planned.

    Shape
        Only meetings that have a day and have yet to begin count.
    Source
        docs/rules/meetings.md, "The next meeting"
    """
    ahead = [
        other
        for other in meetings
        if other.is_ahead and other.id != one.id and _order(other) > _order(one) and other.starts is not None
    ]
    own = [other for other in ahead if one.series is not None and other.series == one.series]
    return min(own or ahead, key=_order, default=None)


def next_of(meetings: Iterable[Meeting], today: date) -> Meeting | None:
    """Return the first meeting that is running or yet to come; None when none is planned."""
    coming = (
        one
        for one in meetings
        if one.day is not None and (one.state is MeetingState.RUNNING or (one.is_ahead and one.day >= today))
    )
    return min(coming, key=_order, default=None)


def send_by(day: date) -> date:
    """Return the day by which an agenda should be sent.

    >>> send_by(date(2026, 11, 26))
    datetime.date(2026, 11, 23)
    """
    return day - SEND_DAYS * _DAY


def can(meeting: Meeting, step: Step) -> bool:
    """Return whether a step can be taken from where a meeting is."""
    return meeting.state in FROM[step]


def followed(old: NewMeeting, new: NewMeeting, own: NewMeeting) -> NewMeeting:
    """Return a meeting's body after its series changed: what the meeting has not changed itself follows.

    The day is each meeting's own.

    Source
        docs/rules/meetings.md, "Series"

    >>> before, after = NewMeeting("A", minutes=60), NewMeeting("B", minutes=90)
    >>> followed(before, after, NewMeeting("A", minutes=30)).minutes
    30
    """
    names = [one.name for one in fields(NewMeeting) if one.name != "day"]
    follows = {name: getattr(new, name) for name in names if getattr(own, name) == getattr(old, name)}
    return replace(own, **follows)


def _order(meeting: Meeting) -> tuple[date, time, str]:
    return meeting.body.day or date.max, meeting.body.start or time.max, meeting.id


def _regular(recurrence: Recurrence, first: date) -> Iterator[date]:
    if recurrence.rhythm is Rhythm.WEEKS:
        day = first + _DAY * ((recurrence.weekday - first.weekday()) % DAYS_IN_WEEK)
        while True:
            yield day
            day += _DAY * DAYS_IN_WEEK * recurrence.every
    month = first.replace(day=1)
    while True:
        day = _nth(month, recurrence.weekday, recurrence.nth)
        if day >= first:
            yield day
        month = add_months(month, recurrence.every)


def _nth(month: date, weekday: int, nth: int) -> date:
    if nth >= NTH_LAST:
        last = add_months(month, 1) - _DAY
        return last - _DAY * ((last.weekday() - weekday) % DAYS_IN_WEEK)
    return month + _DAY * ((weekday - month.weekday()) % DAYS_IN_WEEK + DAYS_IN_WEEK * (nth - 1))


def _met_on(day: date, on_holiday: OnHoliday, free: Collection[date]) -> date | None:
    """Return the day on which is really met; None: not at all."""
    if day not in free:
        return day
    if on_holiday is OnHoliday.SKIP:
        return None
    moved = (day + _DAY * step for step in range(1, DAYS_IN_WEEK))
    return next((one for one in moved if one.weekday() < WORKING_DAYS and one not in free), None)

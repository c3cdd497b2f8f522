"""Meetings as a list: what comes, what a poll looks for, what was held and how far its minutes are."""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meetings import Meeting, MeetingState, next_of
from nsk_tui.rules.minutes_lines import Hint, read_day
from nsk_tui.services.meeting_errors import UnknownMeeting
from nsk_tui.services.poll import read_poll
from nsk_tui.services.session import Session
from nsk_tui.store import actions, agenda, decisions, meetings, minutes, poll
from nsk_tui.store.engine import Reading

PAST_MAX = 200
ID_CHARACTERS_MIN = 4
NEXT_WORDS = frozenset({"next", "næste"})


@dataclass(frozen=True)
class PollCount:
    """How far a poll has come, and whether whoever reads has something left to say."""

    answered: int
    asked: int
    waits_for_me: bool
    answer_by: date


@dataclass(frozen=True)
class MeetingLine:
    """A meeting as one line of a list.

    Shape
        ``poll`` None: no poll looks for its day.
    Units
        ``items`` counts the items proper, ``used_minutes`` all of them, the standing ones too.
    """

    meeting: Meeting
    items: int = 0
    used_minutes: int = 0
    wishes: int = 0
    remarks: int = 0
    open_remarks: int = 0
    open_actions: int = 0
    poll: PollCount | None = None


@dataclass(frozen=True)
class MeetingsPage:
    """The list of meetings.

    Shape
        ``coming`` are in order of time, polls between them by their last day for answers; ``past``
        the latest first. ``next`` None: no meeting is planned.
    """

    coming: tuple[MeetingLine, ...]
    past: tuple[MeetingLine, ...]
    next: MeetingId | None
    open_actions: int
    decisions: int


def overview(session: Session) -> MeetingsPage:
    """Return the meetings that come and those that were held.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        found = _lines(reading, session)
        open_actions = len(actions.open_actions(reading))
        counted = len(decisions.register(reading))
    coming = [one for one in found if _is_coming(one.meeting, session.today)]
    past = [one for one in found if not _is_coming(one.meeting, session.today)]
    following = next_of([one.meeting for one in coming], session.today)
    return MeetingsPage(
        coming=tuple(sorted(coming, key=_by_day)),
        past=tuple(sorted(past, key=_by_day, reverse=True)[:PAST_MAX]),
        next=following.id if following else None,
        open_actions=open_actions,
        decisions=counted,
    )


def find(session: Session, name: str) -> Meeting:
    """Return the meeting that a word names: ``next``, a day, or the beginning of its id.

    Of several on a day it is the first.

    Errors
        NotAllowed, UnknownMeeting
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        known = meetings.from_day(reading, None)
    if name.casefold() in NEXT_WORDS:
        found = next_of(known, session.today)
    else:
        day = _day(name, session.today)
        fits = [one for one in known if one.day == day] if day else _named(known, name)
        found = fits[0] if fits else None
    if found is None:
        raise UnknownMeeting
    return found


def _lines(reading: Reading, session: Session) -> list[MeetingLine]:
    ahead = meetings.from_day(reading, session.today)
    known = {one.id: one for one in (*ahead, *meetings.before_day(reading, session.today, PAST_MAX))}
    counts = agenda.count_by_meeting(reading, known)
    remarks = minutes.count_remarks(reading, tuple(known))
    waits = [one.meeting for one in actions.open_actions(reading)]
    polls = {one: _poll(reading, session, one) for one in poll.under_way(reading) if one in known}
    return [
        MeetingLine(
            meeting,
            *counts[name],
            *remarks.get(name, (0, 0)),
            open_actions=waits.count(name),
            poll=polls.get(name),
        )
        for name, meeting in known.items()
    ]


def _poll(reading: Reading, session: Session, meeting: MeetingId) -> PollCount:
    page = read_poll(reading, session, meeting)
    waits = session.member not in page.answered
    return PollCount(len(page.answered), len(page.poll.voters), waits, page.poll.answer_by)


def _is_coming(meeting: Meeting, today: date) -> bool:
    if meeting.state is MeetingState.RUNNING:
        return True
    return meeting.is_ahead and (meeting.day is None or meeting.day >= today)


def _by_day(line: MeetingLine) -> tuple[date, str]:
    day = line.meeting.day or (line.poll.answer_by if line.poll else date.max)
    return day, str(line.meeting.body.start or "")


def _day(name: str, today: date) -> date | None:
    """Return the day that a word names, also one that is over; None when it names none."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        found = read_day(name, today)
    return None if isinstance(found, Hint) else found


def _named(known: tuple[Meeting, ...], name: str) -> list[Meeting]:
    if len(name) < ID_CHARACTERS_MIN:
        return []
    return [one for one in known if one.id.startswith(name.casefold())]

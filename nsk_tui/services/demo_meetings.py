"""The demo's meetings: held as a group holds them, key by key, in the weeks before it was made."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from nsk_tui.rules.actions import ActionMove, ActionRef
from nsk_tui.rules.agenda import NewItem, Template
from nsk_tui.rules.decisions import DecisionRef
from nsk_tui.rules.demo_meetings import DemoItem, DemoLine, DemoMeeting, DemoMeetings, DemoPoll
from nsk_tui.rules.demo_texts import DemoMember
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.meetings import Meeting, NewMeeting, OnHoliday, Recurrence, Rhythm
from nsk_tui.rules.members import Role
from nsk_tui.rules.minutes_lines import TypedLine, write_line
from nsk_tui.rules.poll import Answer, PollDate
from nsk_tui.services import (
    actions,
    agenda,
    decisions,
    facilitation,
    local_time,
    meeting_series,
    minutes,
    minutes_stages,
    poll,
)
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import DemoTextRefused, Locked
from nsk_tui.services.minutes import Written
from nsk_tui.services.rota_state import public_holidays
from nsk_tui.services.session import Session
from nsk_tui.store import acts
from nsk_tui.store.change import change
from nsk_tui.vault import keyring

Kept = TypeVar("Kept")

EVERY_WEEKS, THURSDAY, TUESDAY = 2, 3, 1
STARTS, POLL_STARTS = time(13), time(9)
MEETING_MINUTES = 60
DAY = timedelta(days=1)
MADE_BEFORE, SENT_BEFORE, LOCKED_AFTER = DAY * 8, DAY * 3, DAY * 10
ANSWERS = (Answer.YES, Answer.YES, Answer.IF_NEEDED, Answer.NO)


class _Then(Session):
    """The demo's store as it was for somebody at an earlier moment."""

    def __init__(self, session: Session, member: MemberId, moment: datetime) -> None:
        """Act as a member at a moment."""
        super().__init__(session.vault, session.database, session.facts, lambda: moment)
        self._as = member

    @property
    def member(self) -> MemberId:
        """Who acts."""
        return self._as

    @property
    def role(self) -> Role:
        """Her role."""
        entry = keyring.listed(self.vault.ring, self._as)
        if entry is None:
            raise Locked
        return Role(entry.role)


@dataclass
class _Told:
    """What the meetings have decided and agreed so far, in order."""

    decided: list[DecisionRef] = field(default_factory=list)
    agreed: list[tuple[DemoLine, ActionRef]] = field(default_factory=list)


@dataclass(frozen=True)
class _Group:
    """The members who meet, and the store of their demo."""

    session: Session
    workers: tuple[MemberId, ...]

    def who(self, place: int) -> MemberId:
        """Return a member by her place from 1; a small demo counts around."""
        return self.workers[(place - 1) % len(self.workers)]

    def at(self, place: int, day: date, clock: time = STARTS, minutes_later: int = 0) -> Session:
        """Return the store as it was for a member on a day."""
        wall = datetime.combine(day, clock, local_time.zone()) + timedelta(minutes=minutes_later)
        return _Then(self.session, self.who(place), min(wall.astimezone(UTC), self.session.now))


def write_meetings(
    session: Session, people: tuple[DemoMember, ...], found: DemoMeetings, chooser: random.Random
) -> None:
    """Hold the demo's meetings: three are over, one is being prepared, and a poll looks for a day."""
    group = _Group(session, tuple(one.id for one in people if one.role is not Role.AUDITOR))
    meetings = _series(group, found)
    told = _Told()
    for meeting, said in zip(_held(meetings, session.today), found.past, strict=False):
        _hold(group, found, meeting, said, told)
    for item in found.coming:
        _propose(group.at(item.by, session.today), item)
    _ask(group, found.poll, chooser)
    # A demo begins with nothing to undo.
    with change(session.database, session.member, session.now) as writing:
        acts.forget_all(writing.session)
        writing.audit("demo", str(len(found.past)))
        writing.commit()


def _series(group: _Group, found: DemoMeetings) -> tuple[Meeting, ...]:
    today = group.session.today
    last = today - DAY * ((today.weekday() - THURSDAY) % 7 or 7)
    first = last - DAY * 7 * EVERY_WEEKS * (len(found.past) - 1)
    body = NewMeeting(
        title=found.title,
        day=first,
        start=STARTS,
        minutes=MEETING_MINUTES,
        place=found.place,
        chair=group.who(found.chair),
        minute_taker=group.who(found.minute_taker),
    )
    rhythm = Recurrence(Rhythm.WEEKS, EVERY_WEEKS, THURSDAY, on_holiday=OnHoliday.NEXT_WORKDAY)
    made = meeting_series.add_series(group.at(found.chair, first - MADE_BEFORE), body, rhythm, Template.SHORT)
    return _kept(made)[1]


def _held(meetings: tuple[Meeting, ...], today: date) -> Iterator[Meeting]:
    return (one for one in meetings if one.day is not None and one.day < today)


def _hold(group: _Group, found: DemoMeetings, meeting: Meeting, said: DemoMeeting, told: _Told) -> None:
    day = _day(meeting)
    for item in said.items:
        _propose(group.at(item.by, day - MADE_BEFORE + DAY), item, meeting)
    agenda.send(group.at(found.chair, day - SENT_BEFORE), meeting.id)
    _open(group, found, meeting, told)
    _go_through(group, found, meeting)
    _write(group, found, meeting, said, told)
    _finish(group, found, meeting, said)


def _open(group: _Group, found: DemoMeetings, meeting: Meeting, told: _Told) -> None:
    """Say of each open action what becomes of it: some were done meanwhile, some are carried."""
    day = _day(meeting)
    known = {one.ref: one for one in actions.all_actions(group.at(found.chair, day))}
    for line, ref in told.agreed:
        action = known[ref]
        if line.done_days and action.closed_on is None:
            then = group.at(line.owner, action.ref.day + DAY * line.done_days)
            actions.move(then, action.id, ActionMove.DONE, action.version)
        elif action.carried < line.carried:
            then = group.at(found.chair, day)
            actions.move(then, action.id, ActionMove.CARRY, action.version, meeting.id)


def _go_through(group: _Group, found: DemoMeetings, meeting: Meeting) -> None:
    """Run the clock: each item takes what was planned, the last ends the meeting."""
    day, later = _day(meeting), 0
    items = facilitation.meeting_run(group.at(found.chair, day), meeting.id).items
    for place, item in enumerate(items):
        then = group.at(found.chair, day, minutes_later=later)
        facilitation.press(then, meeting.id, Press.NEXT if place else Press.START, place)
        later += item.body.minutes
    then = group.at(found.chair, day, minutes_later=later)
    facilitation.press(then, meeting.id, Press.END, len(items))


def _write(group: _Group, found: DemoMeetings, meeting: Meeting, said: DemoMeeting, told: _Told) -> None:
    then = group.at(found.minute_taker, _day(meeting), minutes_later=MEETING_MINUTES)
    page = agenda.agenda(then, meeting.id)
    items = {one.body.title: one.id for one in page.items}
    for item in said.items:
        for line in item.lines:
            due = _day(meeting) + DAY * line.days if line.days else None
            owner = group.who(line.owner) if line.owner else None
            typed = write_line(TypedLine(line.kind, line.text, owner, due), False)
            _note(then, line, _kept(minutes.add_line(then, meeting.id, items[item.title], typed)), told)


def _note(then: Session, line: DemoLine, written: Written, told: _Told) -> None:
    if written.line.action is not None:
        told.agreed.append((line, written.line.action))
    if written.line.decision is not None:
        told.decided.append(written.line.decision)
        if line.supersedes:
            decisions.supersede(then, told.decided[line.supersedes - 1], written.line.decision)


def _finish(group: _Group, found: DemoMeetings, meeting: Meeting, said: DemoMeeting) -> None:
    """Ask for remarks the day after, and lock when their time is over and it is not the last meeting."""
    day = _day(meeting)
    if day + DAY > group.session.today:
        return
    _kept(minutes_stages.advance_minutes(group.at(found.minute_taker, day + DAY), meeting.id, 0))
    if said.remark:
        _kept(minutes_stages.remark(group.at(2, day + DAY), meeting.id, None, said.remark))
    elif day + LOCKED_AFTER <= group.session.today:
        then = group.at(found.minute_taker, day + LOCKED_AFTER)
        _kept(minutes_stages.advance_minutes(then, meeting.id, 0))
        if said.addendum:
            _kept(minutes_stages.add_addendum(then, meeting.id, said.addendum))


def _ask(group: _Group, asked: DemoPoll, chooser: random.Random) -> None:
    """Let a poll look for a day; some have answered, and the one who opens the demo has not."""
    today = group.session.today
    dates = tuple(PollDate(day, POLL_STARTS) for day in _days(asked, today))
    new = NewMeeting(asked.title, minutes=asked.minutes, chair=group.who(1))
    made = _kept(poll.add(group.at(1, today - DAY * 2), new, dates, today + DAY * asked.answer_days))
    for place in range(2, 2 + asked.answered):
        given = {one.day: chooser.choice(ANSWERS) for one in dates}
        if group.who(place) != group.who(1):
            poll.answer(group.at(place, today - DAY), made.id, given)


def _days(asked: DemoPoll, today: date) -> Iterator[date]:
    first = today + DAY * asked.ahead_days
    tuesday = first + DAY * ((TUESDAY - first.weekday()) % 7)
    free = public_holidays((tuesday.year, tuesday.year + 1))
    for week in range(asked.weeks):
        days = (tuesday + DAY * (7 * week + step) for step in range(asked.weekdays))
        yield from (day for day in days if day not in free)


def _propose(then: Session, item: DemoItem, meeting: Meeting | None = None) -> None:
    new = NewItem(item.kind, item.title, item.minutes, item.purpose)
    _kept(agenda.propose(then, new, meeting.id if meeting else None))


def _day(meeting: Meeting) -> date:
    """Return the day of a meeting of the series; each has one."""
    return meeting.day or date.max


def _kept(found: Kept | NotAnonymous) -> Kept:
    """Return what was stored; a text of the demo that the check refuses is a fault of the demo."""
    if isinstance(found, NotAnonymous):
        raise DemoTextRefused(found.findings[0].field)
    return found

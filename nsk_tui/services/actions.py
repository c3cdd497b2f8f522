"""Actions: mine, the open ones before a meeting, and one key each: done, carry, drop, escalate."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.actions import (
    RESULTS,
    Action,
    ActionMove,
    ActionState,
    ActionStay,
    in_order,
    read_label,
    stays,
)
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import MeetingId, MemberId
from nsk_tui.rules.meetings import Meeting, MeetingRole
from nsk_tui.rules.members import Role
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.meeting_access import found_meeting, must_be_here, must_hold, working
from nsk_tui.services.meeting_change import Work, changing
from nsk_tui.services.meeting_errors import ActionStays, UnknownAction
from nsk_tui.services.meeting_texts import Checked, check, note_stances
from nsk_tui.services.session import Session
from nsk_tui.store import actions as rows
from nsk_tui.store import meeting_acts, meetings
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing, SavedByAnother


@dataclass(frozen=True)
class Opening:
    """What a meeting opens with.

    Shape
        ``actions`` are open, in the order in which they are gone through; ``closed`` were closed
        since the meeting before. ``ownerless`` are open ones that nobody here has. ``previous``
        None: there was no meeting before.
    """

    meeting: Meeting
    previous: Meeting | None
    actions: tuple[Action, ...]
    closed: tuple[Action, ...]
    ownerless: tuple[Action, ...]


def opening(session: Session, meeting: str) -> Opening:
    """Return what a meeting opens with.

    Errors
        NotAllowed, UnknownMeeting
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        found = found_meeting(reading, meeting)
        before = meetings.before_day(reading, found.day or session.today, 1)
        open_ones = tuple(one for one in rows.open_actions(reading) if one.meeting != found.id)
        since = before[0].day if before and before[0].day else session.today
        closed = tuple(one for one in rows.closed_since(reading, since) if one.meeting != found.id)
    here = working(session)
    waits = [one for one in open_ones if one.carried_at != found.id]
    taken = [one for one in open_ones if one.carried_at == found.id]
    return Opening(
        meeting=found,
        previous=before[0] if before else None,
        actions=(*in_order(waits), *in_order(taken)),
        closed=closed,
        ownerless=tuple(one for one in open_ones if one.owner not in here),
    )


def open_actions(session: Session) -> tuple[Action, ...]:
    """Return every open action: those that nobody here has first, then as a meeting opens with them.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        found = in_order(rows.open_actions(reading))
    here = working(session)
    return tuple(sorted(found, key=lambda one: one.owner in here))


def all_actions(session: Session) -> tuple[Action, ...]:
    """Return every action, the newest first.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return tuple(reversed(rows.all_actions(reading)))


def mine(session: Session) -> tuple[Action, ...]:
    """Return the member's own open actions, by day.

    Errors
        NotAllowed
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        found = rows.open_actions(reading)
    return tuple(
        sorted(
            (one for one in found if one.owner == session.member),
            key=lambda one: (one.due or date.max, one.ref.day, one.ref.number),
        )
    )


def action(session: Session, name: str) -> Action:
    """Return an action by its id or its number, such as M26/11-3.

    Errors
        NotAllowed, UnknownAction
    """
    session.must(Act.READ_MEETING)
    ref = read_label(name, session.today)
    with session.database.reading() as reading:
        try:
            return rows.by_ref(reading, ref) if ref else rows.get(reading, name)
        except Missing:
            raise UnknownAction from None


def move(
    session: Session,
    name: str,
    wanted: ActionMove,
    version: int,
    meeting: MeetingId | None = None,
    reason: str = "",
    stances: tuple[Stance, ...] = (),
) -> Action | NotAnonymous:
    """Say what becomes of an action; ``meeting`` is the one that is being opened, None: none is.

    Errors
        NotAllowed, UnknownAction, SavedByAnotherFirst, TextRefused. ActionStays: the faults say
        why; ``ASK_FIRST`` is the third carry.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = _found(work.writing.session, name)
        reason_why = stays(found, wanted, meeting, reason)
        if reason_why is not None:
            raise ActionStays((reason_why,))
        if meeting is not None:
            found_meeting(work.writing.session, meeting)
        checked = check(work.writing.session, session, {rows.REASON: reason}, stances)
        if isinstance(checked, NotAnonymous):
            return checked
        work.touch(meeting_acts.key("action", found.id))
        _carry_out(work, found, wanted, meeting, checked, version)
        note_stances(work.writing, checked, stances, _subject(found))
        work.audit("settle_action", _subject(found), wanted.value)
        work.commit()
        return rows.get(work.writing.session, found.id)


def assign(session: Session, name: str, owner: MemberId | None, due: date | None, version: int) -> Action:
    """Give an action another owner or day: by its owner, the chair of its meeting, or a coordinator.

    None takes owner or day away. The minutes keep what was agreed.

    Errors
        NotAllowed, UnknownAction, NotChair, UnknownMember, HasLeft, SavedByAnotherFirst. ActionStays:
        it is closed.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        found = _found(work.writing.session, name)
        if found.state is not ActionState.OPEN:
            raise ActionStays((ActionStay.NOT_OPEN,))
        _must_give(work, found)
        must_be_here(work.writing.session, session, owner)
        work.touch(meeting_acts.key("action", found.id))
        with _told(found):
            rows.assign(work.writing.session, found.id, owner, due, version)
        work.audit("assign_action", _subject(found), owner or "")
        work.commit()
        return rows.get(work.writing.session, found.id)


def _carry_out(
    work: Work, found: Action, wanted: ActionMove, meeting: MeetingId | None, checked: Checked, version: int
) -> None:
    """Let an action become what was said; ``meeting`` None: none is being opened."""
    with _told(found):
        if wanted is ActionMove.CARRY:
            rows.carry(work.writing.session, found.id, meeting, version)
        elif wanted is ActionMove.REOPEN:
            rows.reopen(work.writing.session, found.id, version)
        else:
            today, by = work.session.today, work.session.member
            state = RESULTS[wanted]
            rows.close(work.writing.session, found.id, state, today, checked.cleared, by, version)


def _must_give(work: Work, found: Action) -> None:
    """Refuse whoever an action is not: its owner, its meeting's chair; anybody while nobody has it."""
    session = work.session
    is_own = found.owner == session.member or found.owner not in working(session)
    if not is_own and session.role is not Role.COORDINATOR:
        must_hold(session, found_meeting(work.writing.session, found.meeting), MeetingRole.CHAIR)


def _found(reading: Reading, name: str) -> Action:
    try:
        return rows.get(reading, name)
    except Missing:
        raise UnknownAction from None


@contextlib.contextmanager
def _told(found: Action) -> Iterator[None]:
    """Tell that somebody saved an action first."""
    try:
        yield
    except SavedByAnother:
        raise SavedByAnotherFirst(_subject(found)) from None


def _subject(found: Action) -> str:
    """Return how the audit names an action: by the day of its meeting and its number."""
    return f"{found.ref.day.isoformat()}-{found.ref.number}"

"""The minute-taker's desk: the minutes, where the meeting is, and whether the room sees what is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_drift import read
from nsk_tui.rules.meetings import Attendance, MeetingRole, MeetingState
from nsk_tui.rules.members import Role
from nsk_tui.rules.minutes_state import remarks_until
from nsk_tui.services import big_screen, meeting_list, meetings, minutes
from nsk_tui.services.facilitation import read_run
from nsk_tui.services.meeting_access import working
from nsk_tui.services.minutes import MinutesPage
from nsk_tui.services.minutes_stages import remark_days
from nsk_tui.services.session import Session
from nsk_tui.store.engine import Reading

_WITH_A_CLOCK = (MeetingState.RUNNING, MeetingState.HELD)


@dataclass(frozen=True)
class MinutesDesk:
    """Minutes with everything that stands around them while they are written.

    Shape
        ``running`` None: no item is on. ``moved`` goes to the next meeting. ``is_shown``: a big
        screen shows them now. ``group`` are those who may be there. ``may_advance``: the member is
        the minute-taker or a coordinator.
    Units
        ``used_seconds`` by item; one that has had no time yet is not in it. ``remarks_until`` is
        the last day for remarks if they were asked for today.
    """

    page: MinutesPage
    running: AgendaItemId | None
    moved: tuple[AgendaItemId, ...]
    used_seconds: dict[AgendaItemId, int]
    is_shown: bool
    group: tuple[MemberId, ...]
    may_advance: bool
    remarks_until: date
    remark_days: int


def open_desk(session: Session, name: str) -> MinutesDesk:
    """Return the desk of the meeting that a word names: its id, its day, or ``next``.

    Errors
        NotAllowed, UnknownMeeting
    """
    return desk(session, meeting_list.find(session, name).id)


def desk(session: Session, meeting: str) -> MinutesDesk:
    """Return the minutes of a meeting, and where the meeting is.

    Errors
        NotAllowed, UnknownMeeting
    """
    session.must(Act.READ_MEETING)
    days = remark_days(session)
    with session.database.reading() as reading:
        page = minutes.read_page(reading, session, meeting)
        running, moved, used = _clock(reading, session, page)
        is_shown = big_screen.leads_now(reading, session, meeting)
    return MinutesDesk(
        page=page,
        running=running,
        moved=moved,
        used_seconds=used,
        is_shown=is_shown,
        group=tuple(sorted(working(session))),
        may_advance=page.meeting.holds(session.member, MeetingRole.MINUTE_TAKER)
        or session.role is Role.COORDINATOR,
        remarks_until=remarks_until(session.today, days),
        remark_days=days,
    )


def note_attendance(session: Session, meeting: str, noted: Mapping[MemberId, Attendance]) -> None:
    """Note who is there, who sent apologies and who is missing.

    Errors
        As ``meetings.set_attendance``; those before the refused one are noted.
    """
    for member, state in noted.items():
        meetings.set_attendance(session, meeting, member, state)


def _clock(
    reading: Reading, session: Session, page: MinutesPage
) -> tuple[AgendaItemId | None, tuple[AgendaItemId, ...], dict[AgendaItemId, int]]:
    """Return the item that is on, None for none, what was moved, and what each has had until now."""
    if page.meeting.state not in _WITH_A_CLOCK:
        return None, (), {}
    seen = read(read_run(reading, session, page.meeting.id).clock, session.now)
    running = seen.current if page.meeting.state is MeetingState.RUNNING else None
    return running, seen.postponed, {item: seconds for item, seconds in seen.used_seconds if seconds}

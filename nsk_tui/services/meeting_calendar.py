"""Meetings as a calendar file, with those that were cancelled crossed out for a while."""

from datetime import timedelta

from nsk_tui.exchange.meeting_calendar import meeting_file, of_meeting
from nsk_tui.rules.access import Act
from nsk_tui.services.meeting_access import found_meeting
from nsk_tui.services.session import Session
from nsk_tui.store import meetings
from nsk_tui.store.change import change
from nsk_tui.wording import pgettext

BEHIND_DAYS = 30
"""So far back a file reaches: what was cancelled lately must be crossed out once more."""


def calendar(session: Session, meeting: str | None = None) -> bytes:
    """Return one meeting as a calendar file; None: all that come, and those of the last 30 days.

    Writing a file is audited.

    Errors
        NotAllowed, UnknownMeeting
    """
    session.must(Act.READ_MEETING)
    with change(session.database, session.member, session.now) as writing:
        since = session.today - timedelta(days=BEHIND_DAYS)
        one = found_meeting(writing.session, meeting) if meeting is not None else None
        found = (one,) if one is not None else meetings.from_day(writing.session, since)
        writing.audit("export_meetings", str(len(found)))
        writing.commit()
    shown = map(of_meeting, found)
    return meeting_file(
        (one for one in shown if one is not None),
        session.vault.ring.store,
        pgettext("calendar", "Meetings"),
        session.now,
    )

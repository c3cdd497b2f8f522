"""The big screen: one screen leads a meeting, any other may watch; what was agreed is seen at once.

Whoever leads is known by the process that shows it: a screen that was killed, or whose line was
lost, leads nothing any more, and the next one that opens goes on where the clock is.
"""

from dataclasses import dataclass

from nsk_tui.rules.access import Act
from nsk_tui.rules.decisions import Votes
from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.rules.meetings import MeetingRole, Step, can
from nsk_tui.rules.members import Role
from nsk_tui.rules.minutes_lines import LineKind, MinutesLine
from nsk_tui.services import facilitation, meeting_list, minutes, presence
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.facilitation import MeetingRun, read_run
from nsk_tui.services.leading import Lead, lead_of
from nsk_tui.services.meeting_change import changing, subject_of
from nsk_tui.services.meeting_errors import LedElsewhere
from nsk_tui.services.minutes import Written
from nsk_tui.services.session import Session
from nsk_tui.store import meeting_lead
from nsk_tui.store import minutes as rows
from nsk_tui.store.engine import Reading
from nsk_tui.store.meeting_lead import Leading

DECISION_TAG = "b: "


@dataclass(frozen=True)
class BigScreen:
    """A meeting as the room sees it.

    Shape
        ``feed`` are the decisions and actions, the oldest first. ``lead`` None: no screen leads.
        ``may_lead``: the member is the chair or a coordinator.
    """

    run: MeetingRun
    feed: tuple[MinutesLine, ...]
    lead: Lead | None
    may_lead: bool

    @property
    def leads(self) -> bool:
        """Whether keys act on the meeting from this screen."""
        return self.lead is not None and self.lead.is_own


def look(session: Session, meeting: str) -> BigScreen:
    """Return a meeting as the room sees it.

    Errors
        NotAllowed, UnknownMeeting, WrongMeetingState.
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        return _read(reading, session, meeting)


def enter(session: Session, name: str) -> BigScreen:
    """Open the big screen of a meeting that a word names, and lead it if nobody does and one may.

    Errors
        NotAllowed, UnknownMeeting, WrongMeetingState.
    """
    found = meeting_list.find(session, name)
    seen = look(session, found.id)
    if seen.lead is None and seen.may_lead and can(found, Step.START):
        return lead(session, found.id)
    return seen


def lead(session: Session, meeting: str, take_over: bool = False) -> BigScreen:
    """Lead a meeting from this screen; ``take_over``: from the screen that leads it now.

    Errors
        NotAllowed, UnknownMeeting, NotChair, WrongMeetingState. LedElsewhere: another screen leads.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        work.can_be_undone = False
        before = _read(work.writing.session, session, meeting)
        if before.leads:
            return before
        if before.lead is not None and not take_over:
            raise LedElsewhere(before.lead.member)
        facilitation.must_lead(session, before.run.meeting)
        own = Leading(session.member, *presence.this_process(), work.writing.now)
        meeting_lead.put(work.writing.session, meeting, own)
        led_before = before.lead.member if before.lead is not None else ""
        work.audit("lead_meeting", subject_of(before.run.meeting), led_before)
        work.commit()
        return _read(work.writing.session, session, meeting)


def let_go(session: Session, meeting: str) -> None:
    """Lead a meeting no more; its clock goes on."""
    with changing(session) as work:
        work.can_be_undone = False
        before = _read(work.writing.session, session, meeting)
        if before.leads:
            meeting_lead.remove(work.writing.session, meeting)
            work.audit("leave_meeting", subject_of(before.run.meeting))
            work.commit()


def press(
    session: Session,
    meeting: str,
    key: Press,
    seen: int,
    item: AgendaItemId | None = None,
    speaker: MemberId | None = None,
) -> BigScreen:
    """Press a key on the screen that leads; as ``facilitation.press``, of which it returns more.

    Errors
        As ``facilitation.press``.
    """
    facilitation.press(session, meeting, key, seen, item, speaker)
    return look(session, meeting)


def decide(
    session: Session, meeting: str, item: AgendaItemId | None, text: str, votes: Votes | None = None
) -> Written | NotAnonymous:
    """Record the decision of an item, with its vote; ``item`` None: of the meeting, ``votes`` None: none.

    Errors
        As ``minutes.add_line``.
    """
    return minutes.add_line(session, meeting, item, DECISION_TAG + text, votes=votes)


def leads_now(reading: Reading, session: Session, meeting: str) -> bool:
    """Return whether any screen shows a meeting to a room now."""
    return lead_of(reading, session, meeting) is not None


def _read(reading: Reading, session: Session, meeting: str) -> BigScreen:
    run = read_run(reading, session, meeting)
    agreed = (one for one in rows.lines(reading, meeting) if one.kind is not LineKind.TEXT)
    may_lead = run.meeting.holds(session.member, MeetingRole.CHAIR) or session.role is Role.COORDINATOR
    return BigScreen(
        run=run,
        feed=tuple(sorted(agreed, key=lambda one: (one.written_at, one.id))),
        lead=lead_of(reading, session, meeting),
        may_lead=may_lead,
    )

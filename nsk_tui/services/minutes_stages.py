"""The stages of minutes: remarks, the lock with its hash, addenda, and whether the hash still fits."""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.ids import AgendaItemId, RemarkId
from nsk_tui.rules.meetings import Meeting, MeetingRole, MeetingState
from nsk_tui.rules.minutes_lines import LINE_CHARACTERS_MAX
from nsk_tui.rules.minutes_state import (
    REMARK_DAYS,
    REMARK_DAYS_MAX,
    MinutesState,
    RemarkState,
    Standing,
    Stay,
    advance,
    digest,
    remarks_until,
)
from nsk_tui.services import chance
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import TextRefused
from nsk_tui.services.facilitation import close_unrun, finish, planned_moments, read_run
from nsk_tui.services.meeting_access import found_item, found_meeting, must_hold
from nsk_tui.services.meeting_change import Work, changing, subject_of
from nsk_tui.services.meeting_errors import MinutesStay, UnknownItem, UnknownRemark
from nsk_tui.services.meeting_texts import Checked, check, looks_again, note_stances
from nsk_tui.services.minutes import MinutesPage, read_page
from nsk_tui.services.session import Session
from nsk_tui.store import identity, meetings, moments
from nsk_tui.store import minutes as rows
from nsk_tui.store.errors import Missing
from nsk_tui.store.minutes import Addendum, Remark

REMARK_DAYS_SETTING = "remark_days"


@dataclass(frozen=True)
class Advanced:
    """The stage that minutes have come to."""

    meeting: Meeting
    state: MinutesState
    remarks_until: date | None


def advance_minutes(
    session: Session, meeting: str, seen_remarks: int, early: bool = False
) -> Advanced | NotAnonymous:
    """Move minutes on: the minute-taker asks for remarks, then locks. ``early``: before the last day.

    ``seen_remarks`` is how many remarks stood before her. At the lock every line is checked again
    with today's lists; what must be resolved keeps them open.

    Errors
        NotAllowed, UnknownMeeting, NotMinuteTaker. MinutesStay: the faults say why.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        work.can_be_undone = False
        found = found_meeting(work.writing.session, meeting)
        must_hold(session, found, MeetingRole.MINUTE_TAKER)
        wanted = advance(_standing(work, found, seen_remarks), session.today, early)
        if isinstance(wanted, Stay):
            raise MinutesStay((wanted,))
        _close_if_open(work, found)
        if wanted is MinutesState.LOCKED:
            refused = _lock(work, found)
            if refused is not None:
                return refused
        else:
            until = remarks_until(session.today, remark_days(session))
            meetings.set_minutes(work.writing.session, meeting, wanted, until)
            work.audit("ask_for_remarks", subject_of(found))
        work.commit()
        after = found_meeting(work.writing.session, meeting)
        return Advanced(after, after.minutes_state, after.remarks_until)


def remark(
    session: Session, meeting: str, item: AgendaItemId | None, text: str, stances: tuple[Stance, ...] = ()
) -> Remark | NotAnonymous:
    """Say something to minutes before they are locked; ``item`` None: to the whole.

    Errors
        NotAllowed, UnknownMeeting, UnknownItem, TextRefused. MinutesStay: they are locked.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        work.can_be_undone = False
        found = found_meeting(work.writing.session, meeting)
        if found.minutes_state is MinutesState.LOCKED:
            raise MinutesStay((Stay.LOCKED,))
        if item is not None and found_item(work.writing.session, item).meeting != found.id:
            raise UnknownItem
        checked = _checked(work, text, stances)
        if isinstance(checked, NotAnonymous):
            return checked
        made = Remark(
            RemarkId(chance.new_id()), item, checked.cleared.texts[rows.TEXT], session.member,
            work.writing.now, RemarkState.OPEN, None,
        )  # fmt: skip
        rows.add_remark(work.writing.session, meeting, made, checked.cleared)
        note_stances(work.writing, checked, stances, subject_of(found))
        work.audit("add_remark", subject_of(found))
        work.commit()
    return made


def settle_remark(session: Session, meeting: str, remark_id: str, state: RemarkState) -> None:
    """Say what became of a remark: taken into the text, noted, or open again.

    Errors
        NotAllowed, UnknownMeeting, NotMinuteTaker, UnknownRemark. MinutesStay: they are locked.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        work.can_be_undone = False
        found = found_meeting(work.writing.session, meeting)
        must_hold(session, found, MeetingRole.MINUTE_TAKER)
        if found.minutes_state is MinutesState.LOCKED:
            raise MinutesStay((Stay.LOCKED,))
        try:
            home = rows.settle_remark(work.writing.session, remark_id, state, session.member)
        except Missing:
            raise UnknownRemark from None
        if home != meeting:
            raise UnknownRemark
        work.audit("settle_remark", subject_of(found), state.value)
        work.commit()


def add_addendum(
    session: Session, meeting: str, text: str, stances: tuple[Stance, ...] = ()
) -> Addendum | NotAnonymous:
    """Add something under locked minutes: dated, signed, with a hash of its own.

    Errors
        NotAllowed, UnknownMeeting, TextRefused. MinutesStay: they are not locked yet.
    """
    session.must(Act.WRITE_MEETING)
    with changing(session) as work:
        work.can_be_undone = False
        found = found_meeting(work.writing.session, meeting)
        if found.minutes_state is not MinutesState.LOCKED:
            raise MinutesStay((Stay.NOT_LOCKED,))
        checked = _checked(work, text, stances)
        if isinstance(checked, NotAnonymous):
            return checked
        number = len(rows.addenda(work.writing.session, meeting)) + 1
        said = checked.cleared.texts[rows.TEXT]
        made = Addendum(
            number, said, session.member, work.writing.now,
            addendum_digest(found, number, said, session.member, moments.to_text(work.writing.now)),
        )  # fmt: skip
        rows.add_addendum(work.writing.session, meeting, made, checked.cleared)
        note_stances(work.writing, checked, stances, subject_of(found))
        work.audit("add_addendum", subject_of(found), str(number))
        work.commit()
    return made


def fits(session: Session, meeting: str) -> bool:
    """Return whether locked minutes and their addenda say what they said when they were hashed.

    Errors
        NotAllowed, UnknownMeeting. MinutesStay: they are not locked yet.
    """
    session.must(Act.READ_MEETING)
    with session.database.reading() as reading:
        page = read_page(reading, session, meeting)
    if page.meeting.minutes_state is not MinutesState.LOCKED:
        raise MinutesStay((Stay.NOT_LOCKED,))
    made = (
        (one, addendum_digest(page.meeting, one.number, one.text, one.member, moments.to_text(one.made_at)))
        for one in page.addenda
    )
    return digest(content(page)) == page.meeting.digest and all(one.digest == fit for one, fit in made)


def remark_days(session: Session) -> int:
    """Return how many days the group has for remarks: a setting of the network."""
    with session.database.reading() as reading:
        found = identity.setting(reading, REMARK_DAYS_SETTING, str(REMARK_DAYS))
    return min(max(1, int(found)), REMARK_DAYS_MAX)


def content(page: MinutesPage) -> dict[str, object]:
    """Return what the hash of minutes is taken over, in one fixed writing.

    Source
        docs/rules/minutes_state.md, "The hash"
    """
    body = page.meeting.body
    return {
        "meeting": page.meeting.id,
        "title": body.title,
        "day": body.day,
        "start": None if body.start is None else body.start.isoformat(timespec="minutes"),
        "minutes": body.minutes,
        "place": body.place,
        "chair": body.chair,
        "minute_taker": body.minute_taker,
        "attendance": {member: state.value for member, state in page.attendance.items()},
        "items": [
            [one.body.kind.value, one.body.standing, one.body.title, one.body.purpose, one.body.presenter,
             one.state.value, page.used_seconds.get(one.id)]
            for one in page.items
        ],
        "lines": [
            [_place(page, one.line.item), one.line.kind.value, one.line.text, one.line.owner, one.line.due,
             str(one.decision or ""), None if one.action is None else one.action.number,
             None if one.votes is None else [one.votes.for_it, one.votes.against, one.votes.neither]]
            for one in page.lines
        ],
    }  # fmt: skip


def addendum_digest(meeting: Meeting, number: int, text: str, member: str, at: str) -> str:
    """Return the hash of an addendum: what it says, whose it is, and to which minutes it belongs."""
    return digest(
        {
            "meeting": meeting.id,
            "number": number,
            "text": text,
            "by": member,
            "at": at,
        }
    )


def _place(page: MinutesPage, item: AgendaItemId | None) -> int | None:
    """Return the place of an item on the agenda; None: under no item."""
    return next((place for place, one in enumerate(page.items) if one.id == item), None)


def _standing(work: Work, meeting: Meeting, seen: int) -> Standing:
    remarks = rows.remarks(work.writing.session, meeting.id)
    return Standing(
        state=meeting.minutes_state,
        is_held=_is_over(work.session, meeting),
        remarks_until=meeting.remarks_until,
        seen=seen,
        arrived=len(remarks),
        open=sum(one.state is RemarkState.OPEN for one in remarks),
    )


def _is_over(session: Session, meeting: Meeting) -> bool:
    """Return whether a meeting is over: ended, or never run by the clock and past its planned end."""
    if meeting.state is MeetingState.HELD:
        return True
    is_planned = meeting.state in (MeetingState.PLANNED, MeetingState.SENT, MeetingState.RUNNING)
    return is_planned and meeting.ends is not None and planned_moments(meeting)[1] <= session.now


def _close_if_open(work: Work, meeting: Meeting) -> None:
    if meeting.state is MeetingState.RUNNING:
        finish(work, meeting, read_run(work.writing.session, work.session, meeting.id).clock)
    elif meeting.state is not MeetingState.HELD:
        close_unrun(work, meeting)


def _lock(work: Work, meeting: Meeting) -> NotAnonymous | None:
    """Lock minutes under their hash, or return what must be resolved first; None: they are locked."""
    page = read_page(work.writing.session, work.session, meeting.id)
    texts = {f"{one.line.id}:{rows.TEXT}": one.line.text for one in page.lines}
    found = looks_again(work.writing.session, work.session, texts)
    if found:
        return NotAnonymous(found)
    whole = digest(content(page))
    meetings.lock(work.writing.session, meeting.id, whole, work.session.today)
    work.audit("lock_minutes", subject_of(meeting), whole[:16])
    return None


def _checked(work: Work, text: str, stances: tuple[Stance, ...]) -> Checked | NotAnonymous:
    said = text.strip()
    if not said or len(said) > LINE_CHARACTERS_MAX:
        raise TextRefused(rows.TEXT)
    return check(work.writing.session, work.session, {rows.TEXT: said}, stances)

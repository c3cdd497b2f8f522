"""Follow-ups: set one, and note how it went."""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.clearance import Uncleared
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import (
    AgeBand,
    ConcernLevel,
    FollowUp,
    FollowUpResult,
    NewConsultation,
    Outcome,
    ThreadLine,
)
from nsk_tui.rules.ids import MemberId
from nsk_tui.services import recording, stand_in
from nsk_tui.services.clearing import NotAnonymous, as_list, clear_texts, coded_fields
from nsk_tui.services.consultations import found_thread
from nsk_tui.services.errors import SavedByAnotherFirst, UnknownMember
from nsk_tui.services.recording import Added, Ready
from nsk_tui.services.session import Session
from nsk_tui.store import follow_ups, threads
from nsk_tui.store.change import Change, change

_OUTCOMES = {
    FollowUpResult.AS_AGREED: Outcome.ADVICE_GIVEN,
    FollowUpResult.BETTER: Outcome.ADVICE_GIVEN,
    FollowUpResult.WORSE: Outcome.OPEN,
    FollowUpResult.NOT_REACHED: Outcome.OPEN,
    FollowUpResult.OTHER: Outcome.OTHER,
}


@dataclass(frozen=True)
class FollowUpNote:
    """How a follow-up went, and when the next one is.

    Shape
        ``next_on`` None: there is no next one. ``owner`` None: the member herself, or who is
        away when she only stands in.
        ``minutes`` None: nobody counted.
    """

    result: FollowUpResult
    level: ConcernLevel
    next_on: date | None
    owner: MemberId | None = None
    minutes: int | None = None
    text: str = ""


def set_follow_up(session: Session, code_name: str, on: date, owner: str) -> None:
    """Set or move a thread's follow-up.

    Errors
        UnknownThread, UnknownMember, NotAllowed.
    """
    session.must(Act.WRITE_CONSULTATION)
    _refuse_unknown_owner(session, owner)
    with change(session.database, session.member, session.now) as writing:
        key = found_thread(writing, code_name).key
        recording.set_follow_up(writing, key, FollowUp(on, MemberId(owner)))
        writing.audit("set_follow_up", code_name)
        writing.commit()


def note_follow_up(
    session: Session,
    code_name: str,
    note: FollowUpNote,
    stances: tuple[Stance, ...] = (),
    version: int | None = None,
) -> Added | NotAnonymous:
    """Note how a follow-up went: an entry in the thread, the old one done, the next one set.

    ``version`` is that of the thread as it was read; None takes it as it stands.

    Errors
        UnknownThread, UnknownMember, NotAllowed. SavedByAnotherFirst: somebody worked on the
        thread after it was read; nothing was stored.
    """
    session.must(Act.WRITE_CONSULTATION)
    with change(session.database, session.member, session.now) as writing:
        line = found_thread(writing, code_name).line
        owner = note.owner or _usual_owner(writing, session, line)
        _refuse_unknown_owner(session, owner)
        if version is not None and version != line.version:
            raise SavedByAnotherFirst(line.code_name)
        new = _entry(line, note, owner)
        coded = {**coded_fields(new, session.departments), "asker_department": line.department}
        outcome = clear_texts(
            writing.session, session.member, session.today, new, coded, stances, weak_may_wait=False
        )
        if isinstance(outcome, Uncleared):
            return NotAnonymous(as_list(outcome))
        before = _finish(writing, code_name, note, owner)
        ready = Ready(new, outcome, coded, stances)
        added = recording.record(writing, ready, session.today, "follow_up", before)
        writing.commit()
    return added


def _usual_owner(writing: Change, session: Session, line: ThreadLine) -> MemberId:
    """Return whose the next follow-up is when nobody says: standing in takes no thread over."""
    return line.owner if stand_in.is_for_me(writing.session, session, line) else session.member


def _finish(writing: Change, code_name: str, note: FollowUpNote, owner: MemberId) -> dict[str, object]:
    key = found_thread(writing, code_name).key
    before = recording.state_of(writing, key)
    before["finished_follow_up"] = follow_ups.finish(
        writing.session, key, writing.member, note.result.value, writing.now
    )
    threads.set_follow_up(writing.session, key, None, owner)
    return before


def _entry(line: ThreadLine, note: FollowUpNote, owner: MemberId) -> NewConsultation:
    return NewConsultation(
        level=note.level,
        age_band=line.age_band,
        area=line.area if line.age_band in (AgeBand.YOUNG, AgeBand.UNKNOWN) else None,
        concerns=line.concerns,
        outcome=_OUTCOMES[note.result],
        minutes=note.minutes,
        asker_department=line.department,
        text=note.text,
        follow_up=FollowUp(note.next_on, owner) if note.next_on else None,
        thread=line.code_name,
    )


def _refuse_unknown_owner(session: Session, owner: str) -> None:
    if owner not in {slot.member for slot in session.vault.ring.slots}:
        raise UnknownMember(owner)

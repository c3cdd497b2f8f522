"""What the consultation form begins with, and how it ends: all that it asks of the store."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultation_input import read_consultation, write_consultation
from nsk_tui.rules.consultations import (
    Area,
    ConcernLevel,
    Consultation,
    NewConsultation,
    ThreadLine,
    may_correct,
)
from nsk_tui.rules.ids import CodeName
from nsk_tui.screens.consultation_fields import Answers, of_body, of_line, of_payload
from nsk_tui.services import consultations, drafts, preferences, threads
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.drafts import DraftLine
from nsk_tui.services.preferences import LastUsed
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session

KIND = "consultation"
NO_CODE_NAME = CodeName("")


@dataclass(frozen=True)
class Assignment:
    """What is being written.

    Shape
        ``thread`` None: a new thread, called ``code_name``. ``correcting`` None: a new entry.
        ``level`` None: the author says it. ``card`` is the action card that was used, or empty.
    """

    code_name: CodeName = NO_CODE_NAME
    thread: CodeName | None = None
    correcting: Consultation | None = None
    level: ConcernLevel | None = None
    card: str = ""

    @property
    def base(self) -> NewConsultation:
        """What the form does not ask about."""
        if self.correcting is not None:
            return self.correcting.body
        return NewConsultation(level=ConcernLevel.YELLOW, thread=self.thread, card=self.card)


@dataclass(frozen=True)
class Beginning:
    """What a form starts from.

    Shape
        ``draft_id`` and ``saved_at`` None: nothing was written before. ``young_area`` None: the
        member has not said yet where 18-23 belongs.
    """

    assignment: Assignment
    answers: Answers
    draft_id: str | None = None
    saved_at: datetime | None = None
    young_area: Area | None = field(default=None)


def begin(session: Session, assignment: Assignment, draft_id: str | None, reopens: bool = True) -> Beginning:
    """Return what a form starts from: a draft, a thread, an entry to correct, or last time's answers.

    ``draft_id`` None reopens the newest unfinished draft when a new thread is to be written,
    unless ``reopens`` is False.
    """
    last = preferences.last_used(session)
    line = _draft(session, assignment, draft_id) if reopens else None
    if line is not None:
        return _from_draft(session, line, last)
    answers = _first_answers(session, assignment, last)
    if not assignment.code_name:
        assignment = replace(assignment, code_name=assignment.thread or consultations.new_code_name(session))
    return Beginning(assignment, answers, young_area=last.young_area)


def store(
    session: Session,
    assignment: Assignment,
    new: NewConsultation,
    stances: tuple[Stance, ...],
    draft_id: str | None,
) -> Added | NotAnonymous:
    """Store what was written and let its draft go; nothing is stored while a finding is open.

    ``draft_id`` None: there is no draft yet.
    """
    entry = assignment.correcting
    if entry is not None:
        outcome = consultations.correct(session, entry.id, entry.version, new, stances)
    else:
        outcome = consultations.add(session, new, stances, assignment.code_name)
    if isinstance(outcome, Added) and draft_id is not None:
        drafts.discard_draft(session, draft_id)
    return outcome


def payload_of(assignment: Assignment, answers: dict[str, object]) -> dict[str, object]:
    """Return what a draft holds: the answers, and what they are for."""
    entry = assignment.correcting
    return {
        **answers,
        "thread": assignment.thread,
        "card": assignment.card,
        **(_read_version(entry) if entry is not None else {"entry": None}),
    }


def _read_version(entry: Consultation) -> dict[str, object]:
    """Return what tells later which version a correction began from, and what it said."""
    return {"entry": entry.id, "version": entry.version, "base": write_consultation(entry.body)}


def _draft(session: Session, assignment: Assignment, draft_id: str | None) -> DraftLine | None:
    fresh = assignment == Assignment()
    if draft_id is None and not fresh:
        return None
    mine = [one for one in drafts.drafts(session) if one.kind == KIND]
    return next((one for one in mine if draft_id in (None, one.id)), None)


def _from_draft(session: Session, line: DraftLine, last: LastUsed) -> Beginning:
    payload = drafts.load_draft(session, line.id)
    thread = payload.get("thread")
    assignment = Assignment(
        line.code_name, CodeName(str(thread)) if thread else None, card=str(payload.get("card") or "")
    )
    entry = payload.get("entry")
    if entry:
        assignment = _correction(session, assignment, str(entry), payload)
    return Beginning(assignment, of_payload(payload), line.id, line.saved_at, last.young_area)


def _correction(
    session: Session, assignment: Assignment, entry: str, payload: Mapping[str, object]
) -> Assignment:
    """Return the task to correct an entry, or to add to its thread when it is too late for that.

    The version is the one that was read when the draft was begun: what was saved since then is
    not overwritten, it is a conflict.
    """
    found = threads.open_thread(session, assignment.code_name).entries
    wanted = next((one for one in found if one.id == entry), None)
    if wanted is None or not may_correct(wanted, session.member, session.now):
        return replace(assignment, thread=assignment.code_name)
    base, version = read_consultation(payload.get("base")), payload.get("version")
    read = replace(
        wanted,
        version=version if isinstance(version, int) else wanted.version,
        body=base if isinstance(base, NewConsultation) else wanted.body,
    )
    return replace(assignment, correcting=read)


def _first_answers(session: Session, assignment: Assignment, last: LastUsed) -> Answers:
    if assignment.correcting is not None:
        return of_body(assignment.correcting.body, assignment.correcting.area)
    values = dict(_of_thread(session, assignment).values)
    if assignment.level is not None:
        values["level"] = (assignment.level.value,)
    remembered = {
        "role": last.asker_role,
        "channel": last.channel.value if last.channel else "",
        "minutes": str(last.minutes) if last.minutes else "",
    }
    return Answers({**values, **{name: (code,) for name, code in remembered.items() if code}})


def _of_thread(session: Session, assignment: Assignment) -> Answers:
    if assignment.thread is None:
        return Answers()
    line: ThreadLine = threads.open_thread(session, assignment.thread).line
    return of_line(line)

"""Consultations: check, add, list, open, search, correct, close."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.clearance import Uncleared
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import (
    SHORT_TEXT_CHARACTERS_MAX,
    TEXT_CHARACTERS_MAX,
    ConcernLevel,
    Consultation,
    NewConsultation,
    ThreadState,
    free_texts,
    may_correct,
)
from nsk_tui.rules.ids import CodeName, ConsultationId
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services import recording
from nsk_tui.services.clearing import FieldFinding, NotAnonymous, as_list, clear_texts, coded_fields
from nsk_tui.services.errors import (
    SavedByAnotherFirst,
    TextRefused,
    TooLateToCorrect,
    UnknownMember,
    UnknownThread,
)
from nsk_tui.services.recording import Added, Ready
from nsk_tui.services.session import Session
from nsk_tui.store import acts, entries, findings, threads
from nsk_tui.store.change import Change, change
from nsk_tui.store.errors import Missing, SavedByAnother

LONG_TEXTS = ("text", "advice", "learned", "signs")


@dataclass(frozen=True)
class Closed:
    """A thread that is closed now."""

    thread: CodeName


@dataclass(frozen=True)
class SecondNeeded:
    """A red thread that another member must say yes to before it closes."""

    thread: CodeName


def new_code_name(session: Session) -> CodeName:
    """Return a code name that no thread has yet."""
    with change(session.database, session.member, session.now) as writing:
        return recording.draw_code_name(writing)


def check(
    session: Session, new: NewConsultation, stances: tuple[Stance, ...] = ()
) -> tuple[FieldFinding, ...]:
    """Return what the author must still resolve or answer, strong and weak."""
    outcome = _ready(session, new, stances, weak_may_wait=False)
    return outcome.findings if isinstance(outcome, NotAnonymous) else ()


def add(
    session: Session,
    new: NewConsultation,
    stances: tuple[Stance, ...] = (),
    code_name: CodeName | None = None,
) -> Added | NotAnonymous:
    """Store a consultation from the form; every finding must be resolved or answered.

    ``code_name`` is what the draft of a new thread was called; None draws one.

    Errors
        NotAllowed, UnknownThread, UnknownMember, TextRefused: nothing was stored.
    """
    session.must(Act.WRITE_CONSULTATION)
    _refuse_unknown(session, (new,))
    outcome = _ready(session, new, stances, weak_may_wait=False)
    if isinstance(outcome, NotAnonymous):
        return outcome
    with change(session.database, session.member, session.now) as writing:
        added = recording.record(writing, replace(outcome, code_name=code_name), session.today)
        writing.commit()
    return added


def add_many(session: Session, news: Sequence[NewConsultation]) -> tuple[Added | NotAnonymous, ...]:
    """Store consultations from a file, all that pass in one transaction; weak findings become tasks.

    Errors
        NotAllowed, UnknownThread, UnknownMember, TextRefused: nothing was stored.
    """
    session.must(Act.WRITE_CONSULTATION)
    _refuse_unknown(session, news)
    outcomes = [_ready(session, new, (), weak_may_wait=True) for new in news]
    if not any(isinstance(outcome, Ready) for outcome in outcomes):
        return tuple(outcome for outcome in outcomes if isinstance(outcome, NotAnonymous))
    with change(session.database, session.member, session.now) as writing:
        results = tuple(
            recording.record(writing, outcome, session.today) if isinstance(outcome, Ready) else outcome
            for outcome in outcomes
        )
        writing.commit()
    return results


def latest(session: Session, entry: ConsultationId) -> Consultation:
    """Return an entry as it stands now, for whoever was told that somebody saved first.

    Errors
        UnknownThread: it was taken back. NotAllowed.
    """
    session.must(Act.READ_CONSULTATION)
    with session.database.reading() as reading:
        try:
            return entries.get(reading, entry)
        except Missing:
            raise UnknownThread("") from None


def correct(
    session: Session,
    entry: ConsultationId,
    version: int,
    body: NewConsultation,
    stances: tuple[Stance, ...] = (),
) -> Added | NotAnonymous:
    """Correct one's own entry within 24 hours; what it said before is kept.

    Errors
        TooLateToCorrect, SavedByAnotherFirst, NotAllowed, UnknownThread, TextRefused.
    """
    session.must(Act.WRITE_CONSULTATION)
    _refuse_unknown(session, (body,))
    outcome = _ready(session, body, stances, weak_may_wait=False)
    if isinstance(outcome, NotAnonymous):
        return outcome
    with change(session.database, session.member, session.now) as writing:
        added = _correct(session, writing, entry, version, outcome)
        writing.commit()
    return added


def close_thread(session: Session, code_name: str) -> Closed | SecondNeeded:
    """Close a thread; a red one closes when a second member says yes too.

    Errors
        UnknownThread, NotAllowed.
    """
    session.must(Act.WRITE_CONSULTATION)
    with change(session.database, session.member, session.now) as writing:
        result = _close(writing, code_name)
        writing.commit()
    return result


def reopen_thread(session: Session, code_name: str) -> None:
    """Open a closed thread again, or withdraw one's wish to close it.

    Errors
        UnknownThread, NotAllowed.
    """
    session.must(Act.WRITE_CONSULTATION)
    with change(session.database, session.member, session.now) as writing:
        thread = found_thread(writing, code_name)
        threads.set_state(writing.session, thread.key, ThreadState.OPEN, None)
        writing.audit("reopen", code_name)
        writing.commit()


def found_thread(writing: Change, code_name: str) -> threads.StoredThread:
    """Return a thread that is about to be changed.

    Errors
        UnknownThread
    """
    try:
        return threads.get(writing.session, code_name)
    except Missing:
        raise UnknownThread(code_name) from None


def _ready(
    session: Session, new: NewConsultation, stances: tuple[Stance, ...], weak_may_wait: bool
) -> Ready | NotAnonymous:
    coded = coded_fields(new, session.departments)
    with session.database.reading() as reading:
        outcome = clear_texts(reading, session.member, session.today, new, coded, stances, weak_may_wait)
    if isinstance(outcome, Uncleared):
        return NotAnonymous(as_list(outcome))
    return Ready(new, outcome, coded, stances)


def _refuse_unknown(session: Session, news: Sequence[NewConsultation]) -> None:
    known = {slot.member for slot in session.vault.ring.slots}
    for new in news:
        if new.follow_up is not None and new.follow_up.owner not in known:
            raise UnknownMember(new.follow_up.owner)
        for name, text in free_texts(new).items():
            limit = TEXT_CHARACTERS_MAX if name in LONG_TEXTS else SHORT_TEXT_CHARACTERS_MAX
            if len(text) > limit or find_forbidden(text):
                raise TextRefused(name)
    wanted = {new.thread for new in news if new.thread is not None}
    with session.database.reading() as reading:
        for code_name in sorted(wanted):
            try:
                threads.get(reading, code_name)
            except Missing:
                raise UnknownThread(code_name) from None


def _correct(session: Session, writing: Change, entry: ConsultationId, version: int, ready: Ready) -> Added:
    try:
        stored = entries.get(writing.session, entry)
        if not may_correct(stored, session.member, session.now):
            raise TooLateToCorrect(stored.thread)
        area = recording.resolve_area(writing, ready.new)
        key = entries.correct(
            writing.session, entry, version, ready.new, area, ready.cleared, ready.coded, writing.now
        )
    except SavedByAnother:
        raise SavedByAnotherFirst(entry) from None
    except Missing:
        raise UnknownThread(entry) from None
    thread = threads.get(writing.session, stored.thread)
    if stored.number == entries.newest_number(writing.session, thread.key):
        threads.set_codes(writing.session, thread.key, ready.new, area, ready.new.asker_department)
        recording.set_follow_up(writing, thread.key, ready.new.follow_up)
    findings.forget_spans(writing.session, key)
    recording.index(writing, entry, key)
    recording.answer_findings(writing, ready, key, stored.thread)
    writing.audit("correct", stored.thread)
    return Added(entry, stored.thread)


def _close(writing: Change, code_name: str) -> Closed | SecondNeeded:
    thread = found_thread(writing, code_name)
    first_yes = thread.closing_asked_by in (None, writing.member)
    if thread.line.level is ConcernLevel.RED and first_yes:
        threads.set_state(writing.session, thread.key, ThreadState.OPEN, writing.member)
        writing.audit("ask_to_close", code_name)
        return SecondNeeded(thread.line.code_name)
    before = recording.state_of(writing, thread.key)
    threads.set_state(writing.session, thread.key, ThreadState.CLOSED, None)
    after = recording.state_of(writing, thread.key)
    name = thread.line.code_name
    acts.add(writing.session, writing.member, "close", name, before, after, writing.now, thread.key)
    writing.audit("close", code_name)
    return Closed(thread.line.code_name)

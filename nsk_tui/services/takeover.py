"""What an existing log's row becomes: a thread of its own, closed when nothing is owed on it any more.

Source
    docs/rules/import.md, section "What becomes of a row"
"""

from collections.abc import Sequence
from datetime import date

from nsk_tui.rules.anonymity.clearance import Uncleared
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import (
    Area,
    ConcernLevel,
    NewConsultation,
    Outcome,
    ThreadState,
    area_of,
)
from nsk_tui.rules.ids import CodeName, ConsultationId, FollowUpId, ThreadId
from nsk_tui.services import chance, recording
from nsk_tui.services.clearing import NotAnonymous, as_list, clear_texts, coded_fields
from nsk_tui.services.recording import Added, Ready
from nsk_tui.services.session import Session
from nsk_tui.store import follow_ups, threads
from nsk_tui.store import takeover as stored
from nsk_tui.store.audit import NewLine
from nsk_tui.store.change import Change
from nsk_tui.store.takeover import NewIds, TakenOver

ACT = "import"


def check_all(session: Session, news: list[NewConsultation]) -> list[Ready | NotAnonymous]:
    """Return each consultation ready to be written, or what may reveal a person in it, strong and weak."""
    with session.database.reading() as reading:
        outcomes: list[Ready | NotAnonymous] = []
        for new in news:
            coded = coded_fields(new, session.departments)
            found = clear_texts(reading, session.member, session.today, new, coded, (), weak_may_wait=False)
            outcomes.append(
                NotAnonymous(as_list(found)) if isinstance(found, Uncleared) else Ready(new, found, coded)
            )
    return outcomes


def check_answered(
    session: Session, new: NewConsultation, stances: tuple[Stance, ...]
) -> Ready | NotAnonymous:
    """Return a consultation ready to be written when its author has resolved or answered every finding."""
    coded = coded_fields(new, session.departments)
    with session.database.reading() as reading:
        found = clear_texts(reading, session.member, session.today, new, coded, stances, weak_may_wait=False)
    if isinstance(found, Uncleared):
        return NotAnonymous(as_list(found))
    return Ready(new, found, coded, stances)


def write_all(writing: Change, ready: Sequence[Ready], today: date) -> None:
    """Write rows of a log, each into a thread of its own, with a line in the audit for each."""
    if not ready:
        return
    young = recording.young_area(writing)
    names = recording.draw_code_names(writing, len(ready))
    rows = [
        (_taken_over(one, name, young, today), _new_ids()) for one, name in zip(ready, names, strict=True)
    ]
    writing.touch(stored.add_all(writing.session, rows, writing.member, writing.now, today))
    writing.audit_all([line for row, _ids in rows for line in _audit_lines(row)])


def _taken_over(ready: Ready, name: CodeName, young: Area, today: date) -> TakenOver:
    new = ready.new
    is_settled = _is_settled(new, today)
    return TakenOver(
        code_name=name,
        new=new,
        area=new.area or area_of(new.age_band, young),
        cleared=ready.cleared,
        coded=ready.coded,
        state=ThreadState.CLOSED if is_settled and new.level is not ConcernLevel.RED else ThreadState.OPEN,
        follow_up=None if is_settled else new.follow_up,
    )


def _new_ids() -> NewIds:
    return NewIds(ThreadId(chance.new_id()), ConsultationId(chance.new_id()), FollowUpId(chance.new_id()))


def _audit_lines(row: TakenOver) -> tuple[NewLine, ...]:
    closed = (("close", row.code_name, ""),) if row.state is ThreadState.CLOSED else ()
    return (*recording.declared_lines(row.cleared, row.code_name), (ACT, row.code_name, ""), *closed)


def write(writing: Change, ready: Ready, today: date) -> Added:
    """Write a row of a log into a thread; it is no act that a key undoes.

    Undone, it would be gone for good: its mark says that it was taken over.
    """
    key = recording.thread_key(writing, ready)
    added, _entry_key = recording.write_entry(writing, ready, key, today, ACT)
    if _is_settled(ready.new, today):
        if ready.new.follow_up is not None:
            follow_ups.drop_open(writing.session, key)
            threads.set_follow_up(writing.session, key, None, None)
        if ready.new.level is not ConcernLevel.RED:
            threads.set_state(writing.session, key, ThreadState.CLOSED, None)
            writing.audit("close", added.thread)
    return added


def _is_settled(new: NewConsultation, today: date) -> bool:
    """Return whether a row says that nothing is owed; one that goes on in a thread never does."""
    lies_ahead = new.follow_up is not None and new.follow_up.on >= today
    return new.thread is None and new.outcome is not Outcome.OPEN and not lies_ahead

"""Undo and redo of one's own last act, also after a restart."""

from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import CodeName, ConsultationId, FollowUpId
from nsk_tui.services import chance, recording
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.session import Session
from nsk_tui.store import acts, entries, follow_ups, search, threads
from nsk_tui.store.acts import StoredAct
from nsk_tui.store.change import Change, change

_NOT_COMPARED = ("open_follow_up", "finished_follow_up")


@dataclass(frozen=True)
class UndoDone:
    """What was undone or done again: ``add``, ``follow_up`` or ``close``, and on which thread."""

    kind: str
    thread: CodeName


@dataclass(frozen=True)
class NothingToUndo:
    """There is no own act left to undo, or none to do again."""


def undo(session: Session) -> UndoDone | NothingToUndo:
    """Undo the member's own last act.

    Errors
        SavedByAnotherFirst: somebody has worked on the thread since; nothing changed.
    """
    session.must(Act.WRITE_CONSULTATION)
    with change(session.database, session.member, session.now) as writing:
        act = acts.last_done(writing.session, session.member)
        if act is None:
            return NothingToUndo()
        _refuse_moved_on(writing, act, act.after)
        _set_entry(writing, act, withdrawn=True)
        _put_back(writing, act, act.before)
        return _finish(writing, act, undone=True)


def redo(session: Session) -> UndoDone | NothingToUndo:
    """Do again what the member undid last.

    Errors
        SavedByAnotherFirst: somebody has worked on the thread since; nothing changed.
    """
    session.must(Act.WRITE_CONSULTATION)
    with change(session.database, session.member, session.now) as writing:
        act = acts.first_undone(writing.session, session.member)
        if act is None:
            return NothingToUndo()
        _refuse_moved_on(writing, act, act.before)
        _set_entry(writing, act, withdrawn=False)
        _put_back(writing, act, act.after)
        return _finish(writing, act, undone=False)


def _finish(writing: Change, act: StoredAct, undone: bool) -> UndoDone:
    code_name = threads.by_key(writing.session, act.thread_key).line.code_name
    acts.mark(writing.session, act.number, undone)
    writing.audit("undo" if undone else "redo", code_name, act.kind)
    writing.commit()
    return UndoDone(act.kind, code_name)


def _refuse_moved_on(writing: Change, act: StoredAct, expected: dict[str, object]) -> None:
    now = recording.state_of(writing, act.thread_key)
    if any(now[name] != value for name, value in expected.items() if name not in _NOT_COMPARED):
        raise SavedByAnotherFirst(threads.by_key(writing.session, act.thread_key).line.code_name)


def _set_entry(writing: Change, act: StoredAct, withdrawn: bool) -> None:
    if act.entry_key is None:
        return
    entry = entries.set_withdrawn(writing.session, act.entry_key, withdrawn)
    if withdrawn:
        search.remove(writing.session, act.entry_key)
    else:
        recording.index(writing, ConsultationId(entry), act.entry_key)


def _put_back(writing: Change, act: StoredAct, state: dict[str, object]) -> None:
    threads.restore(writing.session, act.thread_key, state)
    follow_ups.drop_open(writing.session, act.thread_key)
    finished = act.before.get("finished_follow_up")
    found = state.get("open_follow_up")
    if state is act.before and isinstance(finished, str):
        follow_ups.reopen(writing.session, finished)
    elif isinstance(found, list):
        follow_up = FollowUpId(chance.new_id())
        due_on = date.fromisoformat(str(found[1]))
        follow_ups.set_open(
            writing.session, follow_up, act.thread_key, due_on, str(found[2]), writing.member, writing.now
        )

"""Undo and redo of one's own last act, also after a restart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import CodeName, ConsultationId, FollowUpId
from nsk_tui.services import chance, directory_undo, meeting_undo, recording, rota_change, rota_undo
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.session import Session
from nsk_tui.store import acts, entries, follow_ups, search, threads
from nsk_tui.store.acts import StoredAct
from nsk_tui.store.change import Change, change
from nsk_tui.store.engine import Reading

Find = Callable[[Reading, str], StoredAct | None]
_NOT_COMPARED = ("open_follow_up", "finished_follow_up")


@dataclass(frozen=True)
class UndoDone:
    """What was undone or done again, and what it was done to.

    Shape
        ``kind`` is ``add``, ``follow_up`` or ``close`` of a thread, or a kind of the rota, the
        directory or the meetings (see ``rota_undo.KINDS``, ``directory_undo.KINDS``,
        ``meeting_undo.KINDS``). ``subject`` is a code name, a duty as the audit writes it, a
        member, the number of a plan, a contact's id, a department, a meeting's day, or the number
        of an action or a decision.
    """

    kind: str
    subject: str

    @property
    def thread(self) -> CodeName:
        """The subject, as those say it who work on threads."""
        return CodeName(self.subject)


@dataclass(frozen=True)
class NothingToUndo:
    """There is no own act left to undo, or none to do again."""


def undo(session: Session) -> UndoDone | NothingToUndo:
    """Undo the member's own last act.

    Errors
        SavedByAnotherFirst: somebody has worked on the thread or the duty since. PastDuty: the
        duty is over. Nothing changed.
    """
    return _turn(session, acts.last_done, undone=True)


def redo(session: Session) -> UndoDone | NothingToUndo:
    """Do again what the member undid last.

    Errors
        SavedByAnotherFirst: somebody has worked on the thread or the duty since; nothing changed.
    """
    return _turn(session, acts.first_undone, undone=False)


def _turn(session: Session, find: Find, undone: bool) -> UndoDone | NothingToUndo:
    with session.database.reading() as reading:
        found = find(reading, session.member)
    session.must(_needs(found, session.member))
    with change(session.database, session.member, session.now) as writing:
        act = find(writing.session, session.member)
        if act is None or _needs(act, session.member) is not _needs(found, session.member):
            return NothingToUndo()
        if act.thread_key is not None:
            _turn_thread(writing, act, undone)
        elif act.kind in directory_undo.KINDS:
            directory_undo.turn(writing, act, undone)
        elif act.kind in meeting_undo.KINDS:
            meeting_undo.turn(writing, act, undone)
        else:
            rota_undo.turn(session, writing, act, undone)
        acts.mark(writing.session, act.number, undone)
        writing.audit("undo" if undone else "redo", act.subject, act.kind)
        writing.commit()
    if act.kind in rota_undo.KINDS:
        rota_change.show_outside(session)
    return UndoDone(act.kind, act.subject)


def _needs(act: StoredAct | None, member: str) -> Act:
    """Return what the member must be allowed; with no act to undo (None), what members do daily."""
    if act is not None and act.kind in directory_undo.KINDS:
        return directory_undo.needs(act, member)
    known = {**rota_undo.KINDS, **meeting_undo.KINDS}
    return known.get(act.kind, Act.WRITE_CONSULTATION) if act else Act.WRITE_CONSULTATION


def _turn_thread(writing: Change, act: StoredAct, undone: bool) -> None:
    expected, wanted = (act.after, act.before) if undone else (act.before, act.after)
    key = act.thread_key or 0
    now = recording.state_of(writing, key)
    if any(now[name] != value for name, value in expected.items() if name not in _NOT_COMPARED):
        raise SavedByAnotherFirst(act.subject)
    _set_entry(writing, act, withdrawn=undone)
    _put_back(writing, act, key, wanted)


def _set_entry(writing: Change, act: StoredAct, withdrawn: bool) -> None:
    if act.entry_key is None:
        return
    entry = entries.set_withdrawn(writing.session, act.entry_key, withdrawn)
    if withdrawn:
        search.remove(writing.session, act.entry_key)
    else:
        recording.index(writing, ConsultationId(entry), act.entry_key)


def _put_back(writing: Change, act: StoredAct, key: int, state: dict[str, object]) -> None:
    threads.restore(writing.session, key, state)
    follow_ups.drop_open(writing.session, key)
    finished = act.before.get("finished_follow_up")
    found = state.get("open_follow_up")
    if state is act.before and isinstance(finished, str):
        follow_ups.reopen(writing.session, finished)
    elif isinstance(found, list):
        follow_up = FollowUpId(chance.new_id())
        due_on = date.fromisoformat(str(found[1]))
        follow_ups.set_open(
            writing.session, follow_up, key, due_on, str(found[2]), writing.member, writing.now
        )

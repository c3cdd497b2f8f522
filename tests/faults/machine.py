"""A store that lives step by step, beside a plain model of what must be in it."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult, ThreadState
from nsk_tui.rules.ids import ConsultationId
from nsk_tui.rules.lists import EntryFilter, ListFilter, Sort, View
from nsk_tui.rules.members import Role
from nsk_tui.services import backup, consultations, follow_ups, members, rotation, threads, undo, upkeep
from nsk_tui.services.consultations import Closed
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, unlock
from nsk_tui.services.undo import NothingToUndo, UndoDone
from tests.conftest import CHEAP, NOW, PASSPHRASES, Clock
from tests.faults.model import Model, ModelAct
from tests.faults.notes import note, text_of

CHIEF = "K-01"
MEMBERS_MAX = 6
TODAY = NOW.date()
NEW_PASSPHRASE = "ler uld grus sne måne"


class Life:
    """A store and its model."""

    def __init__(self, template: Path) -> None:
        """Begin with the small store, nobody in it."""
        self.place = Path(tempfile.mkdtemp(prefix="nsk-model-"))
        self.store = self.place / "store"
        shutil.copytree(template, self.store)
        known = {member: PASSPHRASES[member] for member in ("K-01", "K-02", "K-03")}
        self.model = Model(known)
        self.clock = Clock()
        self.sessions: dict[str, Session] = {}
        self.dropped: list[Session] = []
        self.copies: list[tuple[Path, Model]] = []

    def who(self, pick: int) -> str:
        """Return a member who is in the group."""
        known = sorted(self.model.members)
        return known[pick % len(known)]

    def actor(self, pick: int) -> str:
        """Return, more often than not, the member who did something last."""
        last = self.model.acts[-1].by if self.model.acts else CHIEF
        return last if pick % 4 and last in self.model.members else self.who(pick)

    def session(self, member: str) -> Session:
        """Return a member's session, unlocked when it is not."""
        if member not in self.sessions:
            passphrase = self.model.members[member]
            self.sessions[member] = unlock(self.store, member, passphrase, self.clock)
        return self.sessions[member]

    def thread(self, pick: int) -> str | None:
        """Return a thread that is shown; None when there is none."""
        known = sorted(self.model.states())
        return known[pick % len(known)] if known else None

    def add(self, who: int, where: int, number: int) -> None:
        """Write a consultation, into a new thread or one that is there."""
        member, thread = self.who(who), self.thread(where) if where % 2 else None
        added = consultations.add(self.session(member), note(number, thread=thread))
        assert isinstance(added, Added)
        assert thread in (None, added.thread)
        self.model.add(member, added.id, text_of(number), added.thread)

    def correct(self, who: int, which: int, number: int) -> None:
        """Correct an own entry."""
        member = self.who(who)
        own = self.model.own(member)
        if not own:
            return
        entry = own[which % len(own)]
        version = self.model.entries[entry].version
        done = consultations.correct(self.session(member), ConsultationId(entry), version, note(number))
        assert isinstance(done, Added)
        self.model.correct(entry, text_of(number), done.thread)

    def close(self, who: int, where: int, _number: int) -> None:
        """Close a thread."""
        member, thread = self.who(who), self.thread(where)
        if thread is not None:
            assert isinstance(consultations.close_thread(self.session(member), thread), Closed)
            self.model.close(member, thread)

    def reopen(self, who: int, where: int, _number: int) -> None:
        """Open a thread again."""
        thread = self.thread(where)
        if thread is not None:
            consultations.reopen_thread(self.session(self.who(who)), thread)
            self.model.reopen(thread)

    def follow_up(self, who: int, where: int, number: int) -> None:
        """Note how a follow-up went."""
        member, thread = self.who(who), self.thread(where)
        if thread is None:
            return
        how = FollowUpNote(
            FollowUpResult.BETTER, ConcernLevel.YELLOW, self.clock().date(), text=text_of(number)
        )
        added = follow_ups.note_follow_up(self.session(member), thread, how)
        assert isinstance(added, Added)
        self.model.add(member, added.id, text_of(number), thread, "follow_up")

    def undo(self, who: int, _where: int, _number: int) -> None:
        """Take the own last act back."""
        member = self.actor(who)
        self._turn(member, self.model.to_undo(member), is_undone=True)

    def redo(self, who: int, _where: int, _number: int) -> None:
        """Do again what was taken back."""
        member = self.actor(who)
        self._turn(member, self.model.to_redo(member), is_undone=False)

    def _turn(self, member: str, act: ModelAct | None, is_undone: bool) -> None:
        verb = undo.undo if is_undone else undo.redo
        try:
            done = verb(self.session(member))
        except SavedByAnotherFirst:
            assert act is not None
            assert self.model.has_moved_on(act)
            return
        if act is None:
            assert done == NothingToUndo()
            return
        assert isinstance(done, UndoDone)
        assert (done.kind, done.thread) == (act.kind, act.thread)
        self.model.turn(act, is_undone)

    def rotate(self, _who: int, _where: int, _number: int) -> None:
        """Give the store another key while the others are in it."""
        session = self.session(CHIEF)
        before = session.vault.ring.generation
        assert rotation.rotate_key(session) == before + 1

    def invite(self, _who: int, _where: int, number: int) -> None:
        """Take somebody in."""
        member = f"K-{10 + number % 20}"
        if member in self.model.members or len(self.model.members) >= MEMBERS_MAX:
            return
        code = members.invite(self.session(CHIEF), member, "Eja Ny", Role.MEMBER, profile=CHEAP).code
        self.sessions[member] = members.join(self.store, member, code, NEW_PASSPHRASE, self.clock, CHEAP)
        self.model.members[member] = NEW_PASSPHRASE

    def remove(self, who: int, _where: int, _number: int) -> None:
        """Close somebody's access; the chief stays."""
        member = self.who(who)
        if member != CHIEF:
            rotation.remove_member(self.session(CHIEF), member)
            del self.model.members[member]
            self.sessions.pop(member, None)

    def back_up(self, _who: int, _where: int, _number: int) -> None:
        """Copy the store."""
        target = self.place / f"copies-{len(self.copies)}"
        made = backup.make(self.store, target, self.clock)
        self.copies.append((made.path, self.model.copied()))

    def restore(self, _who: int, which: int, _number: int) -> None:
        """Put an earlier copy in place; open screens take it in, but for members it does not know."""
        if not self.copies:
            return
        path, then = self.copies[which % len(self.copies)]
        backup.restore(path, self.store, CHIEF, then.members[CHIEF], self.clock)
        self.model = then.copied()
        for member in list(self.sessions):
            if member != CHIEF:
                self.sessions.pop(member).lock()

    def kill(self, who: int, _where: int, _number: int) -> None:
        """Let a session be as it is, its connections open, and never use it again."""
        session = self.sessions.pop(self.who(who), None)
        if session is not None:
            self.dropped.append(session)

    def lock(self, who: int, _where: int, _number: int) -> None:
        """Lock a session."""
        session = self.sessions.pop(self.who(who), None)
        if session is not None:
            session.lock()

    def says_what_the_model_says(self) -> None:
        """Look whether lists show every entry as it must be, and every thread as open as it must be."""
        session = self.session(CHIEF)
        entries = {
            one.id: (one.body.text, one.version) for one in threads.list_entries(session, EntryFilter())
        }
        assert entries == self.model.visible()
        keys = threads.thread_keys(session, ListFilter(View.ALL, Sort.NEWEST)).keys
        lines = {one.code_name: one.state is ThreadState.OPEN for one in threads.lines(session, keys)}
        assert lines == self.model.states()

    def end(self) -> None:
        """At the end everybody who belongs can open it, and it is whole."""
        try:
            for member in self.model.members:
                self.session(member)
            found = upkeep.verify(self.store, self.session(CHIEF))
            assert found.ok, found
        finally:
            for session in (*self.sessions.values(), *self.dropped):
                session.lock()
            shutil.rmtree(self.place)


VERBS: tuple[Callable[[Life, int, int, int], None], ...] = (
    *(Life.add, Life.add, Life.correct, Life.close, Life.reopen, Life.follow_up),
    *(Life.undo, Life.undo, Life.redo, Life.rotate, Life.invite, Life.remove),
    *(Life.back_up, Life.restore, Life.kill, Life.lock),
)
"""What may happen in a step; the commoner twice."""

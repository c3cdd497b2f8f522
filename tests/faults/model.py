"""What must be in a store, as plain Python: no keys, no SQL, no files."""

import copy
from dataclasses import dataclass, field


@dataclass
class ModelEntry:
    """A consultation: whose it is, what it says, which version of it."""

    by: str
    text: str
    version: int = 1
    is_withdrawn: bool = False


@dataclass
class ModelThread:
    """A thread: its entries in order, whether it is open, and how often anything in it has changed."""

    entries: list[str] = field(default_factory=list)
    is_open: bool = True
    changes: int = 0


@dataclass
class ModelAct:
    """What a member did and may take back."""

    by: str
    kind: str
    thread: str
    entry: str | None
    was_open: bool
    changes: int
    is_undone: bool = False


@dataclass
class Model:
    """The whole of it; ``members`` has each member's passphrase."""

    members: dict[str, str]
    entries: dict[str, ModelEntry] = field(default_factory=dict)
    threads: dict[str, ModelThread] = field(default_factory=dict)
    acts: list[ModelAct] = field(default_factory=list)

    def copied(self) -> "Model":
        """Return what a backup made now must hold."""
        return copy.deepcopy(self)

    def visible(self) -> dict[str, tuple[str, int]]:
        """Return what every list must show."""
        return {
            key: (entry.text, entry.version) for key, entry in self.entries.items() if not entry.is_withdrawn
        }

    def states(self) -> dict[str, bool]:
        """Return which threads must be shown, and whether they are open."""
        return {name: one.is_open for name, one in self.threads.items() if self._visible_in(one)}

    def own(self, member: str) -> list[str]:
        """Return the entries that a member may correct."""
        return sorted(key for key in self.visible() if self.entries[key].by == member)

    def add(self, by: str, entry: str, text: str, thread: str, kind: str = "add") -> None:
        """Take in a consultation that was acknowledged."""
        one = self.threads.setdefault(thread, ModelThread())
        before = one.is_open
        self.entries[entry] = ModelEntry(by, text)
        one.entries.append(entry)
        one.is_open = True
        one.changes += 1
        self._did(ModelAct(by, kind, thread, entry, before, one.changes))

    def correct(self, entry: str, text: str, thread: str) -> None:
        """Take in a correction that was acknowledged."""
        self.entries[entry].text = text
        self.entries[entry].version += 1
        self.threads[thread].changes += 1

    def close(self, by: str, thread: str) -> None:
        """Take in that a thread was closed."""
        one = self.threads[thread]
        before, one.is_open = one.is_open, False
        one.changes += 1
        self._did(ModelAct(by, "close", thread, None, before, one.changes))

    def reopen(self, thread: str) -> None:
        """Take in that a thread was opened again."""
        self.threads[thread].is_open = True
        self.threads[thread].changes += 1

    def to_undo(self, by: str) -> ModelAct | None:
        """Return the act that an undo must take back; None when there is none."""
        return next((act for act in reversed(self.acts) if act.by == by and not act.is_undone), None)

    def to_redo(self, by: str) -> ModelAct | None:
        """Return the act that a redo must do again; None when there is none."""
        return next((act for act in self.acts if act.by == by and act.is_undone), None)

    def turn(self, act: ModelAct, is_undone: bool) -> None:
        """Take in that an act was taken back, or done again."""
        act.is_undone = is_undone
        one = self.threads[act.thread]
        if act.entry is not None:
            self.entries[act.entry].is_withdrawn = is_undone
        after = act.kind != "close"
        one.is_open = act.was_open if is_undone else after
        one.changes += 1
        act.changes = one.changes

    def has_moved_on(self, act: ModelAct) -> bool:
        """Return whether anything happened to an act's thread since."""
        return self.threads[act.thread].changes != act.changes

    def _did(self, act: ModelAct) -> None:
        self.acts = [one for one in self.acts if one.by != act.by or not one.is_undone]
        self.acts.append(act)

    def _visible_in(self, thread: ModelThread) -> bool:
        return any(not self.entries[key].is_withdrawn for key in thread.entries)

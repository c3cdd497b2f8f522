"""Undo of what was done to the directory: each row goes back, unless somebody changed it since."""

from nsk_tui.rules.access import Act
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.store import acts, directory_acts
from nsk_tui.store.acts import StoredAct
from nsk_tui.store.change import Change

KINDS: dict[str, Act] = {
    "set_person": Act.WRITE_DIRECTORY,
    "add_competence": Act.WRITE_DIRECTORY,
    "change_competence": Act.WRITE_DIRECTORY,
    "end_competence": Act.WRITE_DIRECTORY,
    "add_contact": Act.WRITE_DIRECTORY,
    "change_contact": Act.WRITE_DIRECTORY,
    "confirm_contact": Act.WRITE_DIRECTORY,
    "remove_contact": Act.WRITE_DIRECTORY,
    "set_department": Act.SET_DIRECTORY,
}
"""What can be undone in the directory, and what the member must be allowed for it.

Notes are not among it: what somebody took out of one is not kept anywhere.
"""

_OF_PERSONS = frozenset({"set_person", "add_competence", "change_competence", "end_competence"})
"""Acts whose subject is a member: what somebody did to another's page is undone by a coordinator alone."""


def needs(act: StoredAct, member: str) -> Act:
    """Return what a member must be allowed in order to undo an act of hers."""
    others = act.kind in _OF_PERSONS and act.subject != member
    return Act.SET_DIRECTORY if others else KINDS[act.kind]


class Watched:
    """Some rows as they were before a change, so that it can be undone."""

    def __init__(self, writing: Change, *keys: str) -> None:
        """Look at the rows that are about to change or to be made."""
        self._writing = writing
        self._before = {key: directory_acts.state_of(writing.session, key) for key in keys}

    def record(self, kind: str, subject: str) -> None:
        """Write down what was done, for the undo and the audit, once the rows have changed."""
        writing = self._writing
        after = {key: directory_acts.state_of(writing.session, key) for key in self._before}
        acts.add(writing.session, writing.member, kind, subject, self._before, after, writing.now)
        writing.audit(kind, subject)


def turn(writing: Change, act: StoredAct, undone: bool) -> None:
    """Put every row of an act back, or forth again.

    Errors
        SavedByAnotherFirst: a row is not as the act left it. Nothing changed.
    """
    expected, wanted = (act.after, act.before) if undone else (act.before, act.after)
    if any(directory_acts.state_of(writing.session, key) != state for key, state in expected.items()):
        raise SavedByAnotherFirst(act.subject)
    for key, state in wanted.items():
        directory_acts.put(writing.session, key, str(state))

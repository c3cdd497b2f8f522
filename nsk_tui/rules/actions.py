"""Action points: who does what by when, and what becomes of them at the next meeting.

Source
    docs/rules/actions.md
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nsk_tui.rules.ids import ActionId, MeetingId, MemberId, MinutesLineId

CARRIES_BEFORE_ASKED = 2
"""What was carried so often is not carried once more without a stand: drop it, or escalate it."""

REASON_CHARACTERS_MAX = 120
_LABEL = re.compile(r"[Mm]([0-9]{1,2})/([0-9]{1,2})(?:-([0-9]{4}))?-([0-9]{1,3})\Z")


class ActionState(StrEnum):
    """How far an action has come."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"
    ESCALATED = "escalated"


class ActionMove(StrEnum):
    """What is said of an open action at the opening of a meeting; each has a key of its own."""

    DONE = "done"
    CARRY = "carry"
    DROP = "drop"
    ESCALATE = "escalate"
    REOPEN = "reopen"


class ActionStay(StrEnum):
    """Why an action stays as it is."""

    NOT_OPEN = "not_open"
    NOT_CLOSED = "not_closed"
    ASK_FIRST = "ask_first"
    NO_REASON = "no_reason"
    LONG_REASON = "long_reason"
    SAME_MEETING = "same_meeting"


@dataclass(frozen=True)
class ActionRef:
    """The number of an action: the day of its meeting, and which of that day.

    Units
        ``number`` counts from 1 over all meetings of the day.
    """

    day: date
    number: int


@dataclass(frozen=True)
class Action:
    """An action point.

    Shape
        ``owner`` and ``due`` None: nobody and no day was agreed. ``carried_at`` is the meeting at
        which it was carried last; None: never. ``reason`` is why it was dropped or where it was
        taken; else empty.
    Units
        ``carried`` counts the meetings that took it along.
    """

    id: ActionId
    ref: ActionRef
    meeting: MeetingId
    line: MinutesLineId
    text: str = field(repr=False)
    owner: MemberId | None
    due: date | None
    version: int
    state: ActionState = ActionState.OPEN
    carried: int = 0
    carried_at: MeetingId | None = None
    closed_on: date | None = None
    reason: str = field(default="", repr=False)

    @property
    def time(self) -> int:
        """For which time it is before a meeting: 1 for the first."""
        return self.carried + 1

    @property
    def must_be_settled(self) -> bool:
        """Whether carrying it once more needs a stand."""
        return self.state is ActionState.OPEN and self.carried >= CARRIES_BEFORE_ASKED


def label(ref: ActionRef, today: date) -> str:
    """Return the number as it is read: M26/11-3, with the year when it is another year.

    >>> label(ActionRef(date(2026, 11, 26), 3), date(2026, 12, 1))
    'M26/11-3'
    >>> label(ActionRef(date(2025, 11, 26), 3), date(2026, 12, 1))
    'M26/11-2025-3'
    """
    year = "" if ref.day.year == today.year else f"-{ref.day.year}"
    return f"M{ref.day:%d/%m}{year}-{ref.number}"


def read_label(text: str, today: date) -> ActionRef | None:
    """Return the number that a text names; None when it names none.

    >>> read_label("M26/11-3", date(2026, 12, 1)).number, read_label("26/11", date(2026, 12, 1))
    (3, None)
    """
    found = _LABEL.match(text.strip())
    if found is None:
        return None
    try:
        day = date(int(found[3] or today.year), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return ActionRef(day, int(found[4]))


def next_number(refs: Iterable[ActionRef], day: date) -> ActionRef:
    """Return the number of a new action; one that was taken away keeps its own.

    >>> next_number([ActionRef(date(2026, 11, 26), 3)], date(2026, 11, 26)).number
    4
    """
    return ActionRef(day, max((one.number for one in refs if one.day == day), default=0) + 1)


def stays(action: Action, move: ActionMove, meeting: MeetingId | None, reason: str = "") -> ActionStay | None:
    """Return why a move is not made; None when it is.

    Shape
        ``meeting`` is the one that is being opened; None: it is done from elsewhere. The third
        carry is not made: it asks first whether to drop or to escalate.
    Source
        docs/rules/actions.md, "At the opening"

    >>> from nsk_tui.rules.ids import ActionId, MeetingId, MinutesLineId
    >>> old = Action(ActionId("a"), ActionRef(date(2026, 11, 26), 1), MeetingId("m"), MinutesLineId("l"),
    ...              "Ring", None, None, 1, carried=2)
    >>> stays(old, ActionMove.CARRY, MeetingId("n")).value
    'ask_first'
    """
    if move is ActionMove.REOPEN:
        return ActionStay.NOT_CLOSED if action.state is ActionState.OPEN else None
    if action.state is not ActionState.OPEN:
        return ActionStay.NOT_OPEN
    if move is ActionMove.CARRY:
        if meeting is not None and action.carried_at == meeting:
            return ActionStay.SAME_MEETING
        return ActionStay.ASK_FIRST if action.must_be_settled else None
    if move is ActionMove.DONE:
        return None
    if not reason.strip():
        return ActionStay.NO_REASON
    return ActionStay.LONG_REASON if len(reason) > REASON_CHARACTERS_MAX else None


RESULTS: dict[ActionMove, ActionState] = {
    ActionMove.DONE: ActionState.DONE,
    ActionMove.CARRY: ActionState.OPEN,
    ActionMove.DROP: ActionState.DROPPED,
    ActionMove.ESCALATE: ActionState.ESCALATED,
    ActionMove.REOPEN: ActionState.OPEN,
}
"""What a move makes of an action."""


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Return actions as a meeting opens with them: those that need a stand last, else by day and number.

    Source
        docs/rules/actions.md, "At the opening"
    """
    return tuple(
        sorted(
            actions, key=lambda one: (one.must_be_settled, one.due or date.max, one.ref.day, one.ref.number)
        )
    )

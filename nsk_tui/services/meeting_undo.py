"""Undo of what was done about meetings: each row goes back, unless somebody changed the thing since."""

from nsk_tui.rules.access import Act
from nsk_tui.rules.agenda import ItemState, on_agenda, place_for
from nsk_tui.rules.meetings import MeetingState
from nsk_tui.services.errors import SavedByAnotherFirst
from nsk_tui.store import agenda, meeting_acts, meetings
from nsk_tui.store.acts import StoredAct
from nsk_tui.store.change import Change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing

KINDS: dict[str, Act] = dict.fromkeys(
    (
        *("add_meeting", "cancel_meeting", "add_series", "end_series", "add_poll"),
        *("propose_item", "remove_item", "postpone_item", "take_in_item"),
        *("settle_action", "assign_action", "supersede_decision"),
    ),
    Act.WRITE_MEETING,
)
"""What can be undone about meetings, and what the member must be allowed for it."""

_ITEM = "item:"
_MEETING = "meeting:"
_BEGUN = frozenset({MeetingState.RUNNING, MeetingState.HELD})


def turn(writing: Change, act: StoredAct, undone: bool) -> None:
    """Put every row of an act back, or forth again.

    Errors
        SavedByAnotherFirst: a row is not as the act left it, or the meeting has begun since.
        Nothing changed.
    """
    expected, wanted = (act.after, act.before) if undone else (act.before, act.after)
    rows = writing.session
    try:
        moved = any(meeting_acts.state_of(rows, key) != state for key, state in expected.items())
        if moved or any(_has_begun(rows, key) for key in expected):
            raise SavedByAnotherFirst(act.subject)
        for key, state in wanted.items():
            meeting_acts.put(rows, key, str(state))
    except Missing:
        raise SavedByAnotherFirst(act.subject) from None
    for key in wanted:
        if key.startswith(_ITEM):
            _into_place(rows, key.removeprefix(_ITEM))


def _has_begun(rows: Reading, key: str) -> bool:
    """Return whether a row belongs to an agenda that is running or over: its clock counts from it."""
    meeting: str | None = None
    if key.startswith(_MEETING):
        meeting = key.removeprefix(_MEETING)
    elif key.startswith(_ITEM):
        name = key.removeprefix(_ITEM)
        meeting = None if agenda.is_gone(rows, name) else agenda.get(rows, name).meeting
    if meeting is None or meetings.is_gone(rows, meeting):
        return False
    return meetings.get(rows, meeting).state in _BEGUN


def _into_place(rows: Reading, item: str) -> None:
    """Give an item that is on an agenda again its place there."""
    if agenda.is_gone(rows, item):
        return
    found = agenda.get(rows, item)
    if found.meeting is None or found.is_wish or found.state is not ItemState.PLANNED:
        return
    others = [one for one in on_agenda(agenda.of_meeting(rows, found.meeting)) if one.id != found.id]
    others.insert(place_for(others, found.body), found)
    agenda.put_in_order(rows, [one.id for one in others])

"""The parts of an act on meetings that undo turns: each is a row, and what of it the act may change.

A state holds codes alone, never what somebody wrote.
"""

import json
from datetime import date

from sqlmodel import Session

from nsk_tui.rules.actions import ActionState
from nsk_tui.rules.agenda import ItemState
from nsk_tui.rules.decisions import DecisionRef, read_label
from nsk_tui.rules.meetings import MeetingState
from nsk_tui.store import actions, agenda, decisions, meeting_series, meetings, moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.meeting_tables import ActionRow, AgendaItemRow, DecisionRow, MeetingRow

GONE, STANDS = "gone", "stands"


def key(kind: str, name: object) -> str:
    """Return how an act names a row: its kind (meeting, series, item, action, decision) and its id."""
    return f"{kind}:{name}"


def state_of(session: Session, text: str) -> str:
    """Return the state in which a row is now.

    Errors
        Missing: there is no such row.
    """
    kind, _colon, name = text.partition(":")
    if kind == "series":
        return GONE if meeting_series.is_gone(session, name) else STANDS
    reader = {"meeting": _meeting, "item": _item, "action": _action, "decision": _decision}[kind]
    return json.dumps(reader(session, name))


def put(session: Session, text: str, state: str) -> None:
    """Put a row into a state.

    Errors
        Missing: there is no such row.
    """
    kind, _colon, name = text.partition(":")
    if kind == "series":
        meeting_series.set_gone(session, name, state == GONE)
        return
    writer = {"meeting": _put_meeting, "item": _put_item, "action": _put_action, "decision": _put_decision}
    writer[kind](session, name, json.loads(state))


def _meeting(session: Session, name: str) -> list[object]:
    row = session.get(MeetingRow, name)
    if row is None:
        raise Missing("meeting")
    return [row.gone, row.state]


def _put_meeting(session: Session, name: str, state: list[object]) -> None:
    gone = bool(state[0])
    if meetings.is_gone(session, name) is not gone:
        meetings.set_gone(session, name, gone)
    if not gone:
        meetings.set_state(session, name, MeetingState(str(state[1])))


def _item(session: Session, name: str) -> list[object]:
    row = session.get(AgendaItemRow, name)
    if row is None:
        raise Missing("agenda_item")
    return [row.gone, row.meeting, row.is_wish, row.state]


def _put_item(session: Session, name: str, state: list[object]) -> None:
    gone, meeting, is_wish, reached = state
    agenda.set_gone(session, name, False)
    agenda.set_place(session, name, None if meeting is None else str(meeting), bool(is_wish))
    agenda.set_state(session, name, ItemState(str(reached)))
    agenda.set_gone(session, name, bool(gone))


def _action(session: Session, name: str) -> list[object]:
    row = session.get(ActionRow, name)
    if row is None:
        raise Missing("action_point")
    return [row.state, row.closed_on, row.carried, row.carried_at, row.owner, row.due]


def _put_action(session: Session, name: str, state: list[object]) -> None:
    reached, closed_on, carried, carried_at, owner, due = state
    closed = date.fromisoformat(str(closed_on)) if closed_on else None
    actions.put_state(session, name, ActionState(str(reached)), closed)
    actions.uncarry(session, name, int(str(carried)), None if carried_at is None else str(carried_at))
    actions.set_agreed(
        session,
        name,
        None if owner is None else str(owner),
        moments.to_day(None if due is None else str(due)),
    )


def _decision(session: Session, name: str) -> list[object]:
    ref = _ref(name)
    row = session.get(DecisionRow, (ref.year, ref.number))
    if row is None:
        raise Missing("decision")
    return [row.superseded_year, row.superseded_number]


def _put_decision(session: Session, name: str, state: list[object]) -> None:
    year, number = state
    new = None if year is None else DecisionRef(int(str(year)), int(str(number)))
    decisions.supersede(session, _ref(name), new)


def _ref(name: str) -> DecisionRef:
    found = read_label(name)
    if found is None:
        raise Missing("decision")
    return found

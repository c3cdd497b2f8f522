"""Actions as rows: whose they are now and how far they have come; what they say stands in their lines."""

from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from nsk_tui.rules.actions import Action, ActionRef, ActionState
from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.ids import ActionId, MeetingId, MemberId, MinutesLineId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.meeting_tables import ActionRow, MeetingRow, MinutesLineRow

ACTIONS_MAX = 2_000
REASON = "reason"
"""The field of a clearance that says why an action is given up, or where it was taken."""


def add(
    session: Session, action: ActionId, ref: ActionRef, line: str, owner: str | None, due: date | None
) -> None:
    """Write the action of a line down; ``owner`` and ``due`` None: nobody and no day was agreed."""
    session.add(
        ActionRow(
            id=action,
            day=ref.day.isoformat(),
            number=ref.number,
            line=line,
            owner=owner,
            due=moments.day_text(due),
            state=ActionState.OPEN.value,
            carried=0,
            reason="",
            version=1,
        )
    )
    session.flush()


def refs_of_day(session: Session, day: date) -> tuple[ActionRef, ...]:
    """Return every number that was given on a day, also of actions that were taken away."""
    query = select(ActionRow.number).where(ActionRow.day == day.isoformat()).order_by(col(ActionRow.number))
    return tuple(ActionRef(day, number) for number in session.exec(query.limit(ACTIONS_MAX)))


def get(session: Session, action: str) -> Action:
    """Return an action.

    Errors
        Missing
    """
    return _one(session, col(ActionRow.id) == action)


def by_ref(session: Session, ref: ActionRef) -> Action:
    """Return the action with a number.

    Errors
        Missing
    """
    return _one(session, (col(ActionRow.day) == ref.day.isoformat()) & (col(ActionRow.number) == ref.number))


def ever_of_line(session: Session, line: str) -> ActionId | None:
    """Return the action that a line makes, or made when it was one; None when it never was."""
    row = session.exec(select(ActionRow).where(ActionRow.line == line)).first()
    return None if row is None else ActionId(row.id)


def open_actions(session: Session) -> tuple[Action, ...]:
    """Return every open action, by day and number."""
    return _many(session, col(ActionRow.state) == ActionState.OPEN.value)


def closed_since(session: Session, first: date) -> tuple[Action, ...]:
    """Return the actions that were closed on a day or later, by day and number."""
    return _many(session, col(ActionRow.closed_on) >= first.isoformat())


def of_meeting(session: Session, meeting: str) -> tuple[Action, ...]:
    """Return the actions of a meeting's minutes, by number."""
    return _many(session, col(MinutesLineRow.meeting) == meeting)


def all_actions(session: Session) -> tuple[Action, ...]:
    """Return every action, by day and number."""
    return _many(session, col(ActionRow.gone) == 0)


def set_agreed(session: Session, action: str, owner: str | None, due: date | None) -> None:
    """Give an action the owner and the day that its line says; None: nobody, no day.

    Errors
        Missing
    """
    row = _row(session, action)
    row.owner, row.due = owner, moments.day_text(due)
    _keep(session, row)


def set_owner(session: Session, action: str, owner: str) -> None:
    """Give an action to somebody else, as a handover does.

    Errors
        Missing
    """
    row = _row(session, action)
    row.owner = owner
    _keep(session, row)


def assign(session: Session, action: str, owner: str | None, due: date | None, version: int) -> None:
    """Give an action another owner and day; None: nobody, no day.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, action, version)
    row.owner, row.due = owner, moments.day_text(due)
    _keep(session, row)


def carry(session: Session, action: str, meeting: str | None, version: int) -> None:
    """Take an action along; ``meeting`` None: no meeting is being opened.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, action, version)
    row.carried, row.carried_at = row.carried + 1, meeting
    _keep(session, row)


def uncarry(session: Session, action: str, carried: int, meeting: str | None) -> None:
    """Put back how often an action was carried, and by which meeting last; None: by none.

    Errors
        Missing
    """
    row = _row(session, action)
    row.carried, row.carried_at = carried, meeting
    _keep(session, row)


def close(
    session: Session,
    action: str,
    state: ActionState,
    today: date,
    cleared: Cleared,
    by: str,
    version: int,
) -> None:
    """Close an action, with the reason that was cleared.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, action, version)
    row.state, row.closed_on, row.closed_by = state.value, today.isoformat(), by
    row.reason = cleared.texts[REASON]
    _keep(session, row)


def reopen(session: Session, action: str, version: int) -> None:
    """Open a closed action again; why it was closed is not kept.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, action, version)
    row.state, row.closed_on, row.closed_by, row.reason = ActionState.OPEN.value, None, None, ""
    _keep(session, row)


def put_state(session: Session, action: str, state: ActionState, closed_on: date | None) -> None:
    """Open an action again, or close it as it was; ``closed_on`` None goes with open.

    Errors
        Missing
    """
    row = _row(session, action)
    row.state, row.closed_on = state.value, moments.day_text(closed_on)
    _keep(session, row)


def set_gone(session: Session, action: str, gone: bool) -> None:
    """Take an action away with its line, or put it there again; its number is not given again."""
    row = session.get(ActionRow, action)
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def _row(session: Session, action: str, version: int | None = None) -> ActionRow:
    """Return a row that stands; ``version`` None asks for none."""
    row = session.get(ActionRow, action)
    if row is None or row.gone:
        raise Missing("action_point")
    if version is not None and row.version != version:
        raise SavedByAnother(action)
    return row


def _keep(session: Session, row: ActionRow) -> None:
    row.version += 1
    session.add(row)
    session.flush()


def _one(session: Session, where: ColumnElement[bool]) -> Action:
    found = _many(session, where)
    if not found:
        raise Missing("action_point")
    return found[0]


def _many(session: Session, where: ColumnElement[bool]) -> tuple[Action, ...]:
    query = (
        select(ActionRow, MinutesLineRow.text, MinutesLineRow.meeting)
        .join(MinutesLineRow, col(MinutesLineRow.id) == col(ActionRow.line))
        .join(MeetingRow, col(MeetingRow.id) == col(MinutesLineRow.meeting))
        .where(ActionRow.gone == 0, where)
        .order_by(col(ActionRow.day), col(ActionRow.number))
        .limit(ACTIONS_MAX)
    )
    return tuple(_to_record(row, text, meeting) for row, text, meeting in session.exec(query))


def _to_record(row: ActionRow, text: str, meeting: str) -> Action:
    return Action(
        id=ActionId(row.id),
        ref=ActionRef(date.fromisoformat(row.day), row.number),
        meeting=MeetingId(meeting),
        line=MinutesLineId(row.line),
        text=text,
        owner=MemberId(row.owner) if row.owner else None,
        due=moments.to_day(row.due),
        version=row.version,
        state=ActionState(row.state),
        carried=row.carried,
        carried_at=MeetingId(row.carried_at) if row.carried_at else None,
        closed_on=moments.to_day(row.closed_on),
        reason=row.reason,
    )

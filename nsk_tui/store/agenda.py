"""Agenda items as rows, in their order; texts come from a clearance alone."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, func, select

from nsk_tui.rules.agenda import (
    AgendaItem,
    ItemKind,
    ItemState,
    NewItem,
    Standing,
    read_origins,
    write_origins,
)
from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId
from nsk_tui.rules.meetings import MeetingState
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.meeting_tables import AgendaItemRow, MeetingRow

ITEMS_MAX = 500
_AHEAD = (MeetingState.POLL.value, MeetingState.PLANNED.value, MeetingState.SENT.value)
TITLE, PURPOSE = "title", "purpose"
"""The fields of a clearance that hold what an item is called and what it is for."""


def add(session: Session, item: AgendaItem, cleared: Cleared) -> None:
    """Write an item down behind all others of its meeting; ``put_in_order`` gives it its place."""
    row = AgendaItemRow(
        id=item.id,
        meeting=item.meeting,
        position=_last_position(session, item.meeting) + 1,
        standing=item.body.standing.value if item.body.standing else None,
        kind=item.body.kind.value,
        title=cleared.texts[TITLE],
        purpose=cleared.texts[PURPOSE],
        minutes=item.body.minutes,
        presenter=item.body.presenter,
        origins=write_origins(item.body.origins),
        proposed_by=item.proposed_by,
        is_wish=int(item.is_wish),
        state=item.state.value,
        came_from=item.came_from,
        version=1,
    )
    session.add(row)
    session.flush()


def carry(session: Session, item: str, new: AgendaItemId, meeting: str | None) -> None:
    """Write an item down once more for another meeting, with all it had; None: for the next that is made.

    Errors
        Missing
    """
    row = _row(session, item)
    names = ("standing", "kind", "title", "purpose", "minutes", "presenter", "origins", "proposed_by")
    session.add(
        AgendaItemRow(
            id=new,
            meeting=meeting,
            position=_last_position(session, meeting) + 1,
            is_wish=0,
            state=ItemState.PLANNED.value,
            came_from=item,
            version=1,
            **{name: getattr(row, name) for name in names},
        )
    )
    session.flush()


def get(session: Session, item: str) -> AgendaItem:
    """Return an item.

    Errors
        Missing: there is none, or it was taken back.
    """
    return _to_record(_row(session, item))


def of_meeting(session: Session, meeting: str) -> tuple[AgendaItem, ...]:
    """Return the items of a meeting in their order, with wishes and what was postponed."""
    query = (
        select(AgendaItemRow)
        .where(AgendaItemRow.meeting == meeting, AgendaItemRow.gone == 0)
        .order_by(col(AgendaItemRow.position), col(AgendaItemRow.id))
        .limit(ITEMS_MAX)
    )
    return tuple(_to_record(row) for row in session.exec(query))


def waiting(session: Session) -> tuple[AgendaItem, ...]:
    """Return the items that wait for a meeting to be made, in the order in which they came."""
    query = (
        select(AgendaItemRow)
        .where(col(AgendaItemRow.meeting).is_(None), AgendaItemRow.gone == 0)
        .order_by(col(AgendaItemRow.position), col(AgendaItemRow.id))
        .limit(ITEMS_MAX)
    )
    return tuple(_to_record(row) for row in session.exec(query))


def continued(session: Session, items: Iterable[str]) -> frozenset[AgendaItemId]:
    """Return those of some items that stand on another meeting's agenda, or wait for one."""
    query = (
        select(AgendaItemRow.came_from)
        .where(col(AgendaItemRow.came_from).in_(tuple(items)), AgendaItemRow.gone == 0)
        .order_by(col(AgendaItemRow.came_from))
        .limit(ITEMS_MAX)
    )
    return frozenset(AgendaItemId(item) for item in session.exec(query) if item is not None)


def continuing(session: Session, item: str) -> AgendaItem | None:
    """Return the item that continues a postponed one; None when none does."""
    query = select(AgendaItemRow).where(AgendaItemRow.came_from == item, AgendaItemRow.gone == 0)
    row = session.exec(query.order_by(AgendaItemRow.id).limit(1)).first()
    return None if row is None else _to_record(row)


def planned(session: Session) -> tuple[tuple[AgendaItem, date | None], ...]:
    """Return every item that is to be presented, with the day of its meeting, by meeting and place.

    A day is None for an item that waits for a meeting, or for one whose day a poll looks for.
    """
    query = (
        select(AgendaItemRow, MeetingRow.day)
        .join(MeetingRow, col(MeetingRow.id) == col(AgendaItemRow.meeting), isouter=True)
        .where(
            col(MeetingRow.state).is_(None) | col(MeetingRow.state).in_(_AHEAD),
            AgendaItemRow.state == ItemState.PLANNED.value,
            AgendaItemRow.gone == 0,
            col(AgendaItemRow.presenter).is_not(None),
        )
        .order_by(col(AgendaItemRow.meeting), col(AgendaItemRow.position), col(AgendaItemRow.id))
        .limit(ITEMS_MAX)
    )
    return tuple((_to_record(row), moments.to_day(day)) for row, day in session.exec(query))


def count_by_meeting(session: Session, meetings: Iterable[str]) -> dict[MeetingId, tuple[int, int, int]]:
    """Return items proper, their and the standing ones' minutes, and wishes, meeting by meeting."""
    found = {MeetingId(meeting): (0, 0, 0) for meeting in meetings}
    for meeting in found:
        items = of_meeting(session, meeting)
        proper = [one for one in items if not one.is_wish and one.state is not ItemState.POSTPONED]
        found[meeting] = (
            sum(one.body.standing is None for one in proper),
            sum(one.body.minutes for one in proper),
            sum(one.is_wish for one in items),
        )
    return found


def change(session: Session, item: str, body: NewItem, cleared: Cleared, version: int) -> None:
    """Replace what an item says.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, item)
    if row.version != version:
        raise SavedByAnother(item)
    row.kind, row.minutes, row.presenter = body.kind.value, body.minutes, body.presenter
    row.title, row.purpose = cleared.texts[TITLE], cleared.texts[PURPOSE]
    _keep(session, row)


def set_minutes(session: Session, item: str, minutes: int) -> None:
    """Give an item more or fewer minutes.

    Errors
        Missing
    """
    row = _row(session, item)
    row.minutes = minutes
    _keep(session, row)


def set_presenter(session: Session, item: str, presenter: str | None) -> None:
    """Give an item to somebody else; None: to nobody yet.

    Errors
        Missing
    """
    row = _row(session, item)
    row.presenter = presenter
    _keep(session, row)


def set_place(session: Session, item: str, meeting: str | None, is_wish: bool) -> None:
    """Put an item on a meeting's agenda or among its wishes, behind the others; None: it waits.

    Errors
        Missing
    """
    row = _row(session, item)
    if row.meeting != meeting:
        row.position = _last_position(session, meeting) + 1
    row.meeting, row.is_wish = meeting, int(is_wish)
    _keep(session, row)


def put_in_order(session: Session, items: Sequence[AgendaItemId]) -> None:
    """Put items into an order; those of the meeting that are not among them keep their places."""
    for position, item in enumerate(items, 1):
        row = _row(session, item)
        if row.position != position:
            row.position = position
            session.add(row)
    session.flush()


def set_state(session: Session, item: str, state: ItemState, used_seconds: int | None = None) -> None:
    """Write down what became of an item; ``used_seconds`` None leaves what it had.

    Errors
        Missing
    """
    row = _row(session, item)
    row.state = state.value
    row.used_seconds = row.used_seconds if used_seconds is None else used_seconds
    _keep(session, row)


def used_seconds(session: Session, meeting: str) -> dict[AgendaItemId, int]:
    """Return how long each item of a meeting took; those that nobody measured are left out."""
    query = (
        select(AgendaItemRow.id, AgendaItemRow.used_seconds)
        .where(AgendaItemRow.meeting == meeting, col(AgendaItemRow.used_seconds).is_not(None))
        .order_by(col(AgendaItemRow.position))
        .limit(ITEMS_MAX)
    )
    return {AgendaItemId(item): used for item, used in session.exec(query) if used is not None}


def set_gone(session: Session, item: str, gone: bool) -> None:
    """Take an item back, or put it there again."""
    row = session.get(AgendaItemRow, item)
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def is_gone(session: Session, item: str) -> bool:
    """Return whether an item was taken back."""
    row = session.get(AgendaItemRow, item)
    return row is None or bool(row.gone)


def _last_position(session: Session, meeting: str | None) -> int:
    """Return the last position of a meeting's items; None: of those that wait for one."""
    query = select(func.max(col(AgendaItemRow.position)))
    if meeting is None:
        query = query.where(col(AgendaItemRow.meeting).is_(None))
    else:
        query = query.where(AgendaItemRow.meeting == meeting)
    return session.exec(query).one() or 0


def _keep(session: Session, row: AgendaItemRow) -> None:
    row.version += 1
    session.add(row)
    session.flush()


def _row(session: Session, item: str) -> AgendaItemRow:
    row = session.get(AgendaItemRow, item)
    if row is None or row.gone:
        raise Missing("agenda_item")
    return row


def _to_record(row: AgendaItemRow) -> AgendaItem:
    body = NewItem(
        kind=ItemKind(row.kind),
        title=row.title,
        minutes=row.minutes,
        purpose=row.purpose,
        presenter=MemberId(row.presenter) if row.presenter else None,
        origins=read_origins(row.origins),
        standing=Standing(row.standing) if row.standing else None,
    )
    return AgendaItem(
        id=AgendaItemId(row.id),
        meeting=MeetingId(row.meeting) if row.meeting else None,
        body=body,
        proposed_by=MemberId(row.proposed_by),
        version=row.version,
        is_wish=bool(row.is_wish),
        state=ItemState(row.state),
        came_from=AgendaItemId(row.came_from) if row.came_from else None,
    )

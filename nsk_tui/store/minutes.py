"""Minutes as rows: lines in their order, and what was said to them; texts come from a clearance alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, func, select

from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId, MinutesLineId, RemarkId
from nsk_tui.rules.minutes_lines import LINES_MAX, LineKind, MinutesLine
from nsk_tui.rules.minutes_state import RemarkState
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.meeting_tables import AddendumRow, MinutesLineRow, RemarkRow

TEXT = "text"
"""The field of a clearance that holds a line, a remark or an addendum."""

REMARKS_MAX = 500


@dataclass(frozen=True)
class Remark:
    """What somebody says to minutes before they are locked.

    Shape
        ``item`` None: to the minutes as a whole. ``settled_by`` None: it is open.
    """

    id: RemarkId
    item: AgendaItemId | None
    text: str = field(repr=False)
    member: MemberId
    made_at: datetime
    state: RemarkState
    settled_by: MemberId | None


@dataclass(frozen=True)
class Addendum:
    """What was added under locked minutes, with its own hash."""

    number: int
    text: str = field(repr=False)
    member: MemberId
    made_at: datetime
    digest: str


def add_line(
    session: Session, line: MinutesLine, cleared: Cleared, after: MinutesLineId | None = None
) -> None:
    """Write a line down behind another of its item; ``after`` None: behind all of them."""
    if after is None:
        position = _last_position(session, line.meeting, line.item) + 1
    else:
        position = _row(session, after).position + 1
        _make_room(session, line.meeting, line.item, position)
    row = MinutesLineRow(
        id=line.id,
        meeting=line.meeting,
        item=line.item,
        position=position,
        kind=line.kind.value,
        text=cleared.texts[TEXT],
        agreed_owner=line.owner,
        due=moments.day_text(line.due),
        written_by=line.written_by,
        written_at=moments.to_text(line.written_at),
        version=1,
    )
    session.add(row)
    session.flush()


def change_line(session: Session, line: MinutesLine, cleared: Cleared) -> None:
    """Replace what a line says; ``line.changed_by`` is who does it.

    Errors
        Missing
    """
    row = _row(session, line.id)
    row.kind, row.text = line.kind.value, cleared.texts[TEXT]
    row.agreed_owner, row.due = line.owner, moments.day_text(line.due)
    row.changed_by, row.version = line.changed_by, row.version + 1
    session.add(row)
    session.flush()


def remove_line(session: Session, line: str) -> None:
    """Take a line away; its number is not given again.

    Errors
        Missing
    """
    row = _row(session, line)
    row.gone, row.version = 1, row.version + 1
    session.add(row)
    session.flush()


def get_line(session: Session, line: str) -> MinutesLine:
    """Return a line.

    Errors
        Missing: it was taken away.
    """
    return _to_line(_row(session, line))


def lines(session: Session, meeting: str) -> tuple[MinutesLine, ...]:
    """Return the lines of a meeting's minutes, item by item, each in the order of their places."""
    query = (
        select(MinutesLineRow)
        .where(MinutesLineRow.meeting == meeting, MinutesLineRow.gone == 0)
        .order_by(col(MinutesLineRow.item), col(MinutesLineRow.position), col(MinutesLineRow.id))
        .limit(LINES_MAX)
    )
    return tuple(_to_line(row) for row in session.exec(query))


def count_lines(session: Session, meeting: str) -> int:
    """Return how many lines stand in a meeting's minutes."""
    query = select(func.count()).where(MinutesLineRow.meeting == meeting, MinutesLineRow.gone == 0)
    return session.exec(query).one()


def add_remark(session: Session, meeting: str, remark: Remark, cleared: Cleared) -> None:
    """Write a remark down."""
    session.add(
        RemarkRow(
            id=remark.id,
            meeting=meeting,
            item=remark.item,
            text=cleared.texts[TEXT],
            member=remark.member,
            made_at=moments.to_text(remark.made_at),
            state=remark.state.value,
        )
    )
    session.flush()


def remarks(session: Session, meeting: str) -> tuple[Remark, ...]:
    """Return what was said to a meeting's minutes, the first first."""
    query = (
        select(RemarkRow)
        .where(RemarkRow.meeting == meeting)
        .order_by(col(RemarkRow.made_at), col(RemarkRow.id))
        .limit(REMARKS_MAX)
    )
    return tuple(_to_remark(row) for row in session.exec(query))


def settle_remark(session: Session, remark: str, state: RemarkState, by: str) -> str:
    """Write down what became of a remark; return its meeting.

    Errors
        Missing
    """
    row = session.get(RemarkRow, remark)
    if row is None:
        raise Missing("remark")
    row.state = state.value
    row.settled_by = None if state is RemarkState.OPEN else by
    session.add(row)
    session.flush()
    return row.meeting


def count_remarks(session: Session, meetings: Sequence[str]) -> dict[MeetingId, tuple[int, int]]:
    """Return how many remarks meetings have, and how many of them are open."""
    is_open = func.sum(col(RemarkRow.state) == RemarkState.OPEN.value)
    query = (
        select(RemarkRow.meeting, func.count(), is_open)
        .where(col(RemarkRow.meeting).in_(tuple(meetings)))
        .group_by(col(RemarkRow.meeting))
        .order_by(col(RemarkRow.meeting))
        .limit(max(1, len(meetings)))
    )
    return {MeetingId(meeting): (int(count), int(open_)) for meeting, count, open_ in session.exec(query)}


def add_addendum(session: Session, meeting: str, addendum: Addendum, cleared: Cleared) -> None:
    """Write an addendum down."""
    session.add(
        AddendumRow(
            meeting=meeting,
            number=addendum.number,
            text=cleared.texts[TEXT],
            member=addendum.member,
            made_at=moments.to_text(addendum.made_at),
            digest=addendum.digest,
        )
    )
    session.flush()


def set_addendum_digest(session: Session, meeting: str, number: int, digest: str) -> None:
    """Give an addendum the hash of what it says now."""
    row = session.get(AddendumRow, (meeting, number))
    if row is not None:
        row.digest = digest
        session.add(row)
        session.flush()


def addenda(session: Session, meeting: str) -> tuple[Addendum, ...]:
    """Return what was added under a meeting's minutes, the first first."""
    query = (
        select(AddendumRow)
        .where(AddendumRow.meeting == meeting)
        .order_by(col(AddendumRow.number))
        .limit(REMARKS_MAX)
    )
    return tuple(
        Addendum(row.number, row.text, MemberId(row.member), moments.to_moment(row.made_at), row.digest)
        for row in session.exec(query)
    )


def _last_position(session: Session, meeting: str, item: str | None) -> int:
    """Return the last place under an item; None: under the meeting as a whole."""
    query = select(func.max(col(MinutesLineRow.position))).where(MinutesLineRow.meeting == meeting)
    under = col(MinutesLineRow.item).is_(None) if item is None else col(MinutesLineRow.item) == item
    return session.exec(query.where(under)).one() or 0


def _make_room(session: Session, meeting: str, item: str | None, position: int) -> None:
    """Move the lines from a place on by one; ``item`` None: those of the meeting as a whole."""
    under = col(MinutesLineRow.item).is_(None) if item is None else col(MinutesLineRow.item) == item
    query = (
        select(MinutesLineRow)
        .where(MinutesLineRow.meeting == meeting, under, col(MinutesLineRow.position) >= position)
        .order_by(col(MinutesLineRow.position))
        .limit(LINES_MAX)
    )
    for row in session.exec(query):
        row.position += 1
        session.add(row)


def _row(session: Session, line: str) -> MinutesLineRow:
    row = session.get(MinutesLineRow, line)
    if row is None or row.gone:
        raise Missing("minutes_line")
    return row


def _to_line(row: MinutesLineRow) -> MinutesLine:
    return MinutesLine(
        id=MinutesLineId(row.id),
        meeting=MeetingId(row.meeting),
        item=AgendaItemId(row.item) if row.item else None,
        kind=LineKind(row.kind),
        text=row.text,
        owner=MemberId(row.agreed_owner) if row.agreed_owner else None,
        due=moments.to_day(row.due),
        written_by=MemberId(row.written_by),
        written_at=moments.to_moment(row.written_at),
        changed_by=MemberId(row.changed_by) if row.changed_by else None,
        version=row.version,
    )


def _to_remark(row: RemarkRow) -> Remark:
    return Remark(
        id=RemarkId(row.id),
        item=AgendaItemId(row.item) if row.item else None,
        text=row.text,
        member=MemberId(row.member),
        made_at=moments.to_moment(row.made_at),
        state=RemarkState(row.state),
        settled_by=MemberId(row.settled_by) if row.settled_by else None,
    )

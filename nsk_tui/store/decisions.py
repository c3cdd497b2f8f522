"""The register of decisions as rows: numbers and what has taken whose place; the words stand in lines."""

from datetime import date

from sqlmodel import Session, col, select

from nsk_tui.rules.decisions import Decision, DecisionRef, Votes
from nsk_tui.rules.ids import AgendaItemId, MeetingId, MinutesLineId
from nsk_tui.rules.minutes_state import MinutesState
from nsk_tui.store.errors import Missing
from nsk_tui.store.meeting_tables import AgendaItemRow, DecisionRow, MeetingRow, MinutesLineRow

DECISIONS_MAX = 20_000


def add(session: Session, ref: DecisionRef, line: str, votes: Votes | None) -> None:
    """Write the decision of a line down; ``votes`` None: nobody voted."""
    session.add(DecisionRow(year=ref.year, number=ref.number, line=line))
    session.flush()
    set_votes(session, ref, votes)


def refs_of_year(session: Session, year: int) -> tuple[DecisionRef, ...]:
    """Return every number that was given in a year, also of decisions that were taken away."""
    query = select(DecisionRow.number).where(DecisionRow.year == year).order_by(col(DecisionRow.number))
    return tuple(DecisionRef(year, number) for number in session.exec(query.limit(DECISIONS_MAX)))


def register(session: Session) -> dict[DecisionRef, Decision]:
    """Return every decision by its number, the first first."""
    query = (
        select(DecisionRow, MinutesLineRow, MeetingRow, AgendaItemRow.title)
        .join(MinutesLineRow, col(MinutesLineRow.id) == col(DecisionRow.line))
        .join(MeetingRow, col(MeetingRow.id) == col(MinutesLineRow.meeting))
        .join(AgendaItemRow, col(AgendaItemRow.id) == col(MinutesLineRow.item), isouter=True)
        .where(DecisionRow.gone == 0)
        .order_by(col(DecisionRow.year), col(DecisionRow.number))
        .limit(DECISIONS_MAX)
    )
    found = (_to_record(*parts) for parts in session.exec(query))
    return {one.ref: one for one in found}


def supersede(session: Session, old: DecisionRef, new: DecisionRef | None) -> None:
    """Let a decision take the place of another; None: nothing has taken it.

    Errors
        Missing
    """
    row = _row(session, old)
    row.superseded_year = new.year if new else None
    row.superseded_number = new.number if new else None
    session.add(row)
    session.flush()


def set_votes(session: Session, ref: DecisionRef, votes: Votes | None) -> None:
    """Write down how many were for and against; None: nobody voted.

    Errors
        Missing
    """
    row = _row(session, ref)
    row.votes_for = votes.for_it if votes else None
    row.votes_against = votes.against if votes else None
    row.votes_neither = votes.neither if votes else None
    session.add(row)
    session.flush()


def set_gone(session: Session, ref: DecisionRef, gone: bool) -> None:
    """Take a decision away with its line, or put it there again; its number is not given again."""
    row = session.get(DecisionRow, (ref.year, ref.number))
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def of_meeting(session: Session, meeting: str) -> tuple[tuple[MinutesLineId, DecisionRef, Votes | None], ...]:
    """Return the decisions of a meeting's minutes as (line, number, votes), by number; None: no vote."""
    query = (
        select(DecisionRow)
        .join(MinutesLineRow, col(MinutesLineRow.id) == col(DecisionRow.line))
        .where(MinutesLineRow.meeting == meeting, DecisionRow.gone == 0)
        .order_by(col(DecisionRow.year), col(DecisionRow.number))
        .limit(DECISIONS_MAX)
    )
    return tuple(
        (MinutesLineId(row.line), DecisionRef(row.year, row.number), _votes(row))
        for row in session.exec(query)
    )


def ever_of_line(session: Session, line: str) -> DecisionRef | None:
    """Return the number that a line has, or had when it was a decision; None when it never was one."""
    row = session.exec(select(DecisionRow).where(DecisionRow.line == line)).first()
    return None if row is None else DecisionRef(row.year, row.number)


def _row(session: Session, ref: DecisionRef) -> DecisionRow:
    row = session.get(DecisionRow, (ref.year, ref.number))
    if row is None:
        raise Missing("decision")
    return row


def _votes(row: DecisionRow) -> Votes | None:
    """Return how a vote went; None: nobody voted."""
    if row.votes_for is None:
        return None
    return Votes(row.votes_for, row.votes_against or 0, row.votes_neither or 0)


def _to_record(row: DecisionRow, line: MinutesLineRow, meeting: MeetingRow, title: str | None) -> Decision:
    superseded = (
        DecisionRef(row.superseded_year, row.superseded_number)
        if row.superseded_year is not None and row.superseded_number is not None
        else None
    )
    return Decision(
        ref=DecisionRef(row.year, row.number),
        meeting=MeetingId(meeting.id),
        day=date.fromisoformat(meeting.day) if meeting.day else date(row.year, 1, 1),
        line=MinutesLineId(line.id),
        item=AgendaItemId(line.item) if line.item else None,
        text=line.text,
        item_title=title or "",
        superseded_by=superseded,
        votes=_votes(row),
        is_final=meeting.minutes_state == MinutesState.LOCKED.value,
    )

"""Lines of the rota, and what the rota knows of the members."""

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import names_that_count
from nsk_tui.rules.duties import Line, RotaMember
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.store import competences, moments
from nsk_tui.store.directory import empty_page
from nsk_tui.store.directory_tables import PersonRow
from nsk_tui.store.errors import Missing
from nsk_tui.store.rota_tables import LineRow
from nsk_tui.store.tables import MemberRow

LINES_MAX = 20
MEMBERS_MAX = 500


def all_lines(session: Session) -> tuple[Line, ...]:
    """Return the lines in the network's order, without those that were removed."""
    query = (
        select(LineRow)
        .where(col(LineRow.removed_at).is_(None))
        .order_by(col(LineRow.position), LineRow.id)
        .limit(LINES_MAX)
    )
    return tuple(_to_line(row) for row in session.exec(query))


def add(session: Session, line: LineId, name: str, area: Area | None) -> None:
    """Add a line at the end; ``area`` None makes it one of the municipality's own."""
    last = session.exec(select(func.max(col(LineRow.position)))).one()
    code = area.value if area else None
    session.add(LineRow(id=line, name=name, area=code, position=(last or 0) + 1))
    session.flush()


def rename(session: Session, line: LineId, name: str) -> None:
    """Give a line another name.

    Errors
        Missing
    """
    row = _line(session, line)
    row.name = name
    session.add(row)
    session.flush()


def remove(session: Session, line: LineId, now: datetime) -> None:
    """Take a line out of use; what was done on it stays.

    Errors
        Missing
    """
    row = _line(session, line)
    row.removed_at = moments.to_text(now)
    session.add(row)
    session.flush()


def is_used(session: Session, line: LineId) -> bool:
    """Return whether a line was ever called so, removed ones included."""
    return session.get(LineRow, line) is not None


def members(session: Session, today: date) -> dict[str, RotaMember]:
    """Return what the rota knows of everybody who was ever written down, by id.

    Her competences are those that count on the day.
    """
    query = (
        select(MemberRow, PersonRow)
        .join(PersonRow, col(PersonRow.member) == col(MemberRow.id), isouter=True)
        .order_by(col(MemberRow.id))
        .limit(MEMBERS_MAX)
    )
    held = competences.held(session)
    return {
        row.id: _to_member(row, facts, names_that_count(held.get(MemberId(row.id), ()), today))
        for row, facts in session.exec(query)
    }


def set_member(session: Session, member: RotaMember) -> None:
    """Write down what the rota is to know of a member; what she can is written with the competences."""
    row = session.get(PersonRow, member.id) or empty_page(member.id)
    row.share_percent, row.phone = member.share_percent, member.phone
    row.lines, row.languages = "\n".join(member.lines), "\n".join(member.languages)
    row.since, row.leaves_on = moments.day_text(member.since), moments.day_text(member.leaves_on)
    row.version += 1
    session.add(row)
    session.flush()


def _line(session: Session, line: LineId) -> LineRow:
    row = session.get(LineRow, line)
    if row is None or row.removed_at is not None:
        raise Missing("rota_line")
    return row


def _to_line(row: LineRow) -> Line:
    return Line(LineId(row.id), row.name, Area(row.area) if row.area else None, row.position)


def _to_member(row: MemberRow, facts: PersonRow | None, names: tuple[str, ...]) -> RotaMember:
    """Return a record; ``facts`` None: nothing was written of her yet."""
    if facts is None:
        return RotaMember(MemberId(row.id), row.name, competences=names)
    return RotaMember(
        id=MemberId(row.id),
        name=row.name,
        share_percent=facts.share_percent,
        lines=tuple(LineId(line) for line in facts.lines.split("\n") if line),
        languages=tuple(word for word in facts.languages.split("\n") if word),
        competences=names,
        since=moments.to_day(facts.since),
        phone=facts.phone,
        leaves_on=moments.to_day(facts.leaves_on),
    )

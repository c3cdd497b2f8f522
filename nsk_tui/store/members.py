"""Members' names and own settings."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from nsk_tui.rules.consultations import Area, Channel
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import MemberRow

MEMBERS_MAX = 500


@dataclass(frozen=True)
class MemberFacts:
    """What the database knows of a member; role and keys stand in the keyring.

    Shape
        ``last_seen`` None: never unlocked. ``theme`` None: the terminal decides.
        ``last_channel``, ``last_minutes``, ``young_area`` None: nothing to remember yet.
    """

    id: str
    name: str
    department: str
    language: str
    theme: str | None
    last_seen: datetime | None
    last_asker_role: str
    last_channel: Channel | None
    last_minutes: int | None
    young_area: Area | None


def add(session: Session, member: str, name: str, department: str, language: str) -> None:
    """Write a member down, or write her down anew when an earlier invitation failed."""
    session.merge(
        MemberRow(id=member, name=name, department=department, language=language, last_asker_role="")
    )
    session.flush()


def get(session: Session, member: str) -> MemberFacts:
    """Return a member.

    Errors
        Missing: she is not written down.
    """
    return _to_facts(_row(session, member))


def all_members(session: Session) -> dict[str, MemberFacts]:
    """Return every member, by id."""
    rows = session.exec(select(MemberRow).order_by(col(MemberRow.id)).limit(MEMBERS_MAX))
    return {row.id: _to_facts(row) for row in rows}


def note_seen(session: Session, member: str, now: datetime) -> None:
    """Write down that a member unlocked the store."""
    row = _row(session, member)
    row.last_seen = moments.to_text(now)
    row.joined_at = row.joined_at or row.last_seen
    session.add(row)
    session.flush()


def set_language(session: Session, member: str, language: str) -> None:
    """Change a member's language."""
    row = _row(session, member)
    row.language = language
    session.add(row)
    session.flush()


def set_theme(session: Session, member: str, theme: str) -> None:
    """Change a member's theme."""
    row = _row(session, member)
    row.theme = theme
    session.add(row)
    session.flush()


def remember(
    session: Session,
    member: str,
    asker_role: str,
    channel: Channel | None,
    minutes: int | None,
    young_area: Area | None,
) -> None:
    """Remember what a member filled in last; what is None or empty leaves the old in place."""
    row = _row(session, member)
    row.last_asker_role = asker_role or row.last_asker_role
    row.last_channel = channel or row.last_channel
    row.last_minutes = row.last_minutes if minutes is None else minutes
    row.young_area = young_area or row.young_area
    session.add(row)
    session.flush()


def _row(session: Session, member: str) -> MemberRow:
    row = session.get(MemberRow, member)
    if row is None:
        raise Missing("member")
    return row


def _to_facts(row: MemberRow) -> MemberFacts:
    return MemberFacts(
        id=row.id,
        name=row.name,
        department=row.department,
        language=row.language,
        theme=row.theme,
        last_seen=moments.to_optional_moment(row.last_seen),
        last_asker_role=row.last_asker_role,
        last_channel=Channel(row.last_channel) if row.last_channel else None,
        last_minutes=row.last_minutes,
        young_area=Area(row.young_area) if row.young_area else None,
    )

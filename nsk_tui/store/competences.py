"""What people can, as rows: those that stand, and those that ended, since turnover asks who had what when."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from nsk_tui.rules.directory import Competence, CompetenceLevel
from nsk_tui.rules.ids import CompetenceId, MemberId
from nsk_tui.rules.turnover import HeldSpan
from nsk_tui.store import moments
from nsk_tui.store.directory_tables import CompetenceRow
from nsk_tui.store.errors import Missing, SavedByAnother

COMPETENCES_MAX = 20_000
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class StoredCompetence:
    """Something that somebody can.

    Shape
        ``ended_on`` is the first day on which it was hers no more; None: it stands.
    """

    id: CompetenceId
    member: MemberId
    competence: Competence
    recorded_on: date
    ended_on: date | None
    version: int


def standing(session: Session) -> tuple[StoredCompetence, ...]:
    """Return what everybody can, by id and name."""
    return _found(session, _stands())


def of(session: Session, member: str) -> tuple[StoredCompetence, ...]:
    """Return what somebody can, by name."""
    return tuple(one for one in standing(session) if one.member == member)


def held(session: Session) -> dict[MemberId, tuple[Competence, ...]]:
    """Return what each can, by name."""
    found: dict[MemberId, tuple[Competence, ...]] = {}
    for one in standing(session):
        found[one.member] = (*found.get(one.member, ()), one.competence)
    return found


def get(session: Session, competence: str) -> StoredCompetence:
    """Return a competence that stands.

    Errors
        Missing: it is gone, or has ended.
    """
    row = session.get(CompetenceRow, competence)
    if row is None or row.gone or row.ended_on is not None:
        raise Missing("competence")
    return _to_record(row)


def add(session: Session, competence: CompetenceId, member: str, new: Competence, today: date) -> None:
    """Write down what somebody can."""
    row = CompetenceRow(
        id=competence, member=member, name="", level="", evidence="", recorded_on=today.isoformat()
    )
    session.add(_with(row, new))
    session.flush()


def change(session: Session, competence: str, changed: Competence, version: int) -> None:
    """Write down something else of what somebody can.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, competence, version)
    row.version += 1
    session.add(_with(row, changed))
    session.flush()


def end(session: Session, competence: str, day: date, version: int) -> None:
    """Let what somebody could be hers no more from a day on; turnover remembers it.

    Errors
        Missing. SavedByAnother: it is no longer as it was read.
    """
    row = _row(session, competence, version)
    row.ended_on = day.isoformat()
    row.version += 1
    session.add(row)
    session.flush()


def spans(session: Session) -> tuple[HeldSpan, ...]:
    """Return when each competence of anybody counted, by id and name; what was only seen never did."""
    rows = _found(session, (CompetenceRow.gone == 0,))
    return tuple(_span(row) for row in rows if row.competence.level is not CompetenceLevel.SEEN)


def _found(session: Session, conditions: tuple[object, ...]) -> tuple[StoredCompetence, ...]:
    query = (
        select(CompetenceRow)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(col(CompetenceRow.member), col(CompetenceRow.name), col(CompetenceRow.id))
        .limit(COMPETENCES_MAX)
    )
    return tuple(_to_record(row) for row in session.exec(query))


def _stands() -> tuple[object, ...]:
    return CompetenceRow.gone == 0, col(CompetenceRow.ended_on).is_(None)


def _span(one: StoredCompetence) -> HeldSpan:
    ends = [one.competence.expires_on] if one.competence.expires_on else []
    ends += [one.ended_on - _DAY] if one.ended_on else []
    first = one.competence.since or one.recorded_on
    return HeldSpan(one.member, one.competence.name, first, min(ends, default=None))


def _row(session: Session, competence: str, version: int) -> CompetenceRow:
    row = session.get(CompetenceRow, competence)
    if row is None or row.gone or row.ended_on is not None:
        raise Missing("competence")
    if row.version != version:
        raise SavedByAnother(competence)
    return row


def _with(row: CompetenceRow, new: Competence) -> CompetenceRow:
    row.name, row.level, row.evidence = new.name, new.level.value, new.evidence
    row.since, row.expires_on = moments.day_text(new.since), moments.day_text(new.expires_on)
    return row


def _to_record(row: CompetenceRow) -> StoredCompetence:
    return StoredCompetence(
        id=CompetenceId(row.id),
        member=MemberId(row.member),
        competence=Competence(
            name=row.name,
            level=CompetenceLevel(row.level),
            evidence=row.evidence,
            since=moments.to_day(row.since),
            expires_on=moments.to_day(row.expires_on),
        ),
        recorded_on=date.fromisoformat(row.recorded_on),
        ended_on=moments.to_day(row.ended_on),
        version=row.version,
    )

"""Plans as rows: one draft at most, and every published one, of which the newest counts for its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, delete, func, select

from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, Layer, Period
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.store import duties as duties_store
from nsk_tui.store import moments
from nsk_tui.store.rota_tables import PeriodRow, PlannedRow, PlanRow

DRAFT, PUBLISHED, UNDONE = "draft", "published", "undone"
PERIODS_MAX = 20_000
DUTIES_MAX = 200_000


@dataclass(frozen=True)
class Plan:
    """A plan's own facts.

    Shape
        ``published_by`` and ``published_at`` are None for a draft. ``seen`` is the number of the
        last change of a duty that the plan was made, and later published, in knowledge of.
    """

    number: int
    state: str
    made_by: MemberId
    made_at: datetime
    published_by: MemberId | None
    published_at: datetime | None
    fallback: str
    seen: int


@dataclass(frozen=True)
class Planned:
    """What the published plans say about some days: periods in order, duties of the plan's layer."""

    periods: tuple[Period, ...]
    duties: tuple[Duty, ...]
    plan_of: dict[date, int]


def add(
    session: Session,
    member: str,
    now: datetime,
    periods: Sequence[Period],
    duties: Iterable[tuple[DutyRef, MemberId | None]],
) -> int:
    """Write a draft down in place of the one before; return its number."""
    discard(session)
    row = PlanRow(
        state=DRAFT, made_by=member, made_at=moments.to_text(now), seen=duties_store.last_number(session)
    )
    session.add(row)
    session.flush()
    number = row.number or 0
    session.add_all(
        PeriodRow(plan=number, start=one.start.isoformat(), last=one.end.isoformat(), weight=one.weight)
        for one in periods
    )
    session.add_all(
        PlannedRow(
            plan=number, line=ref.line, start=ref.start.isoformat(), role=ref.role.value, member=holder
        )
        for ref, holder in duties
    )
    session.flush()
    return number


def discard(session: Session) -> bool:
    """Drop the draft; return whether there was one."""
    found = draft(session)
    if found is None:
        return False
    for table in (PlannedRow, PeriodRow):
        session.exec(delete(table).where(col(table.plan) == found.number))
    session.exec(delete(PlanRow).where(col(PlanRow.number) == found.number))
    session.flush()
    return True


def draft(session: Session) -> Plan | None:
    """Return the draft; None when there is none."""
    row = session.exec(select(PlanRow).where(PlanRow.state == DRAFT)).first()
    return None if row is None else _to_plan(row)


def get(session: Session, number: int) -> Plan | None:
    """Return a plan by its number; None when it was dropped."""
    row = session.get(PlanRow, number)
    return None if row is None else _to_plan(row)


def latest(session: Session) -> Plan | None:
    """Return the plan that was published last and not undone; None before the first."""
    query = select(PlanRow).where(PlanRow.state == PUBLISHED).order_by(col(PlanRow.number).desc()).limit(1)
    row = session.exec(query).first()
    return None if row is None else _to_plan(row)


def publish(session: Session, number: int, member: str, now: datetime, fallback: str) -> None:
    """Let a draft count."""
    row = session.get(PlanRow, number)
    if row is not None:
        row.state, row.published_by = PUBLISHED, member
        row.published_at, row.fallback = moments.to_text(now), fallback
        row.seen = duties_store.last_number(session)
        session.add(row)
        session.flush()


def drop_begun(session: Session, number: int, first: date) -> None:
    """Take the periods out of a draft that begin before a day."""
    for table in (PlannedRow, PeriodRow):
        session.exec(delete(table).where(col(table.plan) == number, col(table.start) < first.isoformat()))
    session.flush()


def set_state(session: Session, number: int, state: str) -> None:
    """Undo a published plan, or let it count again."""
    row = session.get(PlanRow, number)
    if row is not None:
        row.state = state
        session.add(row)
        session.flush()


def published_through(session: Session) -> date | None:
    """Return the last day that a published plan speaks of; None when none does."""
    query = (
        select(func.max(col(PeriodRow.last)))
        .join(PlanRow, col(PlanRow.number) == col(PeriodRow.plan))
        .where(PlanRow.state == PUBLISHED)
    )
    return moments.to_day(session.exec(query).one())


def of_draft(session: Session, number: int) -> Planned:
    """Return what one plan says, published or not."""
    rows = session.exec(
        select(PeriodRow).where(PeriodRow.plan == number).order_by(col(PeriodRow.start)).limit(PERIODS_MAX)
    ).all()
    return _planned(session, list(rows))


def published(session: Session, first: date, last: date) -> Planned:
    """Return what the published plans say about periods that touch some days.

    A later plan stands over an earlier one on all the days from its first to its last.
    """
    query = (
        select(PeriodRow)
        .join(PlanRow, col(PlanRow.number) == col(PeriodRow.plan))
        .where(
            PlanRow.state == PUBLISHED,
            col(PeriodRow.start) <= last.isoformat(),
            col(PeriodRow.last) >= first.isoformat(),
        )
        .order_by(col(PeriodRow.plan).desc(), col(PeriodRow.start))
        .limit(PERIODS_MAX)
    )
    standing: list[PeriodRow] = []
    spans: dict[int, tuple[str, str]] = {}
    for row in session.exec(query):
        if all(row.last < low or row.start > high for plan, (low, high) in spans.items() if plan != row.plan):
            standing.append(row)
        low, high = spans.get(row.plan, (row.start, row.last))
        spans[row.plan] = (min(low, row.start), max(high, row.last))
    return _planned(session, sorted(standing, key=lambda row: row.start))


def _planned(session: Session, rows: list[PeriodRow]) -> Planned:
    plan_of = {date.fromisoformat(row.start): row.plan for row in rows}
    periods = tuple(
        Period(date.fromisoformat(row.start), date.fromisoformat(row.last), row.weight) for row in rows
    )
    if not rows:
        return Planned((), (), {})
    query = (
        select(PlannedRow, PlanRow.made_by)
        .join(PlanRow, col(PlanRow.number) == col(PlannedRow.plan))
        .where(
            col(PlannedRow.plan).in_(set(plan_of.values())),
            col(PlannedRow.start) >= rows[0].start,
            col(PlannedRow.start) <= rows[-1].start,
        )
        .order_by(col(PlannedRow.start), PlannedRow.line, PlannedRow.role)
        .limit(DUTIES_MAX)
    )
    duties = (_to_duty(row, by) for row, by in session.exec(query) if _stands(row, plan_of))
    return Planned(periods, tuple(duties), plan_of)


def _stands(row: PlannedRow, plan_of: dict[date, int]) -> bool:
    return plan_of.get(date.fromisoformat(row.start)) == row.plan


def _to_duty(row: PlannedRow, made_by: str) -> Duty:
    ref = DutyRef(LineId(row.line), date.fromisoformat(row.start), DutyRole(row.role))
    member = MemberId(row.member) if row.member is not None else None
    return Duty(ref, member, Layer.PLAN, MemberId(made_by))


def _to_plan(row: PlanRow) -> Plan:
    return Plan(
        number=row.number or 0,
        state=row.state,
        made_by=MemberId(row.made_by),
        made_at=moments.to_moment(row.made_at),
        published_by=MemberId(row.published_by) if row.published_by else None,
        published_at=moments.to_optional_moment(row.published_at),
        fallback=row.fallback,
        seen=row.seen,
    )

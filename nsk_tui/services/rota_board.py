"""The rota as it is read: the board of some weeks, what each carries, and who answers now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DutyRef, DutyRole, Layer, Line, Period, RotaSettings, duty_day, period_at
from nsk_tui.rules.duty_order import fairest
from nsk_tui.rules.duty_state import RotaState, loads, per_full_time
from nsk_tui.rules.ids import LineId, MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services import local_time
from nsk_tui.services.rota_state import (
    AHEAD_DAYS,
    LOAD_DAYS,
    calendar_periods,
    current_period,
    next_start,
    read_state,
    rota_day,
)
from nsk_tui.services.session import Session
from nsk_tui.store import rota_plans, swaps
from nsk_tui.store.engine import Reading

BOARD_PERIODS = 8
NEW_DAYS = 91
"""So long after her first day a member is told to be new: a quarter."""


@dataclass(frozen=True)
class Cell:
    """One duty of the board.

    Shape
        ``member`` None: nobody. ``layer`` None: no plan speaks of it. ``was_taken`` says that the
        period is over or running and that whoever has it was there. ``planned`` is who the plan
        alone gives it, None for nobody.
    """

    member: MemberId | None
    layer: Layer | None
    swap_pending: bool
    absent: bool
    is_own: bool
    was_taken: bool
    note: str
    planned: MemberId | None = None


@dataclass(frozen=True)
class LoadRow:
    """What one member has carried and will carry.

    Units
        ``done`` and ``coming`` count duties: those of the last 90 days with the running one, and
        those that are published ahead. ``per_full_time`` is the load of both (weights of duties,
        half of backups) as somebody on full time would carry it.
    """

    member: MemberId
    share_percent: int
    done: int
    coming: int
    per_full_time: float
    is_new: bool


@dataclass(frozen=True)
class Board:
    """Some periods of the rota.

    Shape
        ``now_index`` None: the running period is not among them. ``cells`` has a row for each
        line and role, as long as ``periods``. ``published_through`` None: nothing is published.
        ``loads`` holds only the member's own row unless she ``may_see_load`` of all.
    """

    lines: tuple[Line, ...]
    periods: tuple[Period, ...]
    now_index: int | None
    cells: dict[tuple[LineId, DutyRole], tuple[Cell, ...]]
    published_through: date | None
    loads: tuple[LoadRow, ...]
    settings: RotaSettings
    may_see_load: bool


@dataclass(frozen=True)
class LineNow:
    """Who answers on a line now.

    Shape
        ``duty``, ``backup`` and ``shadow`` None: nobody. ``fallback`` is who is called when
        nobody has duty, empty when nobody was named. ``next_in_line`` is the backup, else the
        fairest who could take the duty now, None when nobody could. ``ref`` is the duty, None
        where no plan speaks of now or the period ``is_closed``.
    """

    line: Line
    duty: MemberId | None
    backup: MemberId | None
    shadow: MemberId | None
    duty_absent: bool
    backup_absent: bool
    fallback: str
    next_in_line: MemberId | None
    ref: DutyRef | None = None
    is_closed: bool = False

    @property
    def nobody(self) -> bool:
        """Whether neither duty nor backup answers."""
        return (self.duty is None or self.duty_absent) and (self.backup is None or self.backup_absent)


def board(session: Session, first_period: date | None = None, count: int = BOARD_PERIODS) -> Board:
    """Return some periods of the rota, from the one that ``first_period`` lies in.

    ``first_period`` None begins with the running period.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        first = first_period or session.today
        state = _state_around(reading, session, first)
        pending = {swap.ref for swap in swaps.asked(reading, session.today)}
        through = rota_plans.published_through(reading)
    current = current_period(session, state)
    periods = board_periods(state, first if first_period else current.start, count)
    at = next((number for number, one in enumerate(periods) if one.start == current.start), None)
    sees_all = state.settings.load_visible or session.role is Role.COORDINATOR
    return Board(
        lines=state.lines,
        periods=periods,
        now_index=at,
        cells=cells_of(session, state, periods, pending, current.start),
        published_through=through,
        loads=tuple(row for row in load_rows(session, state) if sees_all or row.member == session.member),
        settings=state.settings,
        may_see_load=sees_all,
    )


def board_periods(state: RotaState, first: date, count: int) -> tuple[Period, ...]:
    """Return so many periods from a day on: the published ones, and then as the calendar goes on."""
    found = [period for period in state.periods if period.end >= first][:count]
    if found and found[0].start > first:
        before = calendar_periods(state.settings, first, count)
        found = [*(one for one in before if one.end < found[0].start), *found][:count]
    if not found:
        return calendar_periods(state.settings, first, count)
    missing = count - len(found)
    after = next_start(state.settings, found[-1].end)
    return (*found, *(calendar_periods(state.settings, after, missing) if missing else ()))


def load_rows(session: Session, state: RotaState) -> tuple[LoadRow, ...]:
    """Return what everybody on a line carries, the least first."""
    today = rota_day(session, state.settings)
    carried = loads(state, today - timedelta(days=LOAD_DAYS), today + timedelta(days=AHEAD_DAYS))
    starts = {
        member.id: [ref.start for ref in state.duties_of(member.id) if ref.role is DutyRole.DUTY]
        for member in state.members
    }
    rows = (
        LoadRow(
            member=one.id,
            share_percent=one.share_percent,
            done=sum(start <= today for start in starts[one.id]),
            coming=sum(start > today for start in starts[one.id]),
            per_full_time=per_full_time(carried[one.id], one),
            is_new=one.since is not None and (today - one.since).days < NEW_DAYS,
        )
        for one in state.members
        if one.lines and one.share_percent
    )
    return tuple(sorted(rows, key=lambda row: (row.per_full_time, row.member)))


def now(session: Session, moment: datetime | None = None) -> tuple[LineNow, ...]:
    """Return who answers on each line; ``moment`` None means now.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    local = local_time.on_the_wall(moment) if moment else session.local_now
    with session.database.reading() as reading:
        state = _state_around(reading, session, local.date())
        latest = rota_plans.latest(reading)
    period = period_at(state.periods, local, state.settings.handover_hour)
    fallback = (latest.fallback if latest else "") or state.settings.fallback
    day = duty_day(local, state.settings.handover_hour)
    return tuple(_line_now(state, line, period, day, fallback) for line in state.lines)


def _line_now(state: RotaState, line: Line, period: Period | None, day: date, fallback: str) -> LineNow:
    if period is None:
        return LineNow(line, None, None, None, False, False, fallback, None)
    if period.is_closed:
        return LineNow(line, None, None, None, False, False, fallback, None, is_closed=True)
    refs = {role: DutyRef(line.id, period.start, role) for role in DutyRole}
    duty, backup = state.holder(refs[DutyRole.DUTY]), state.holder(refs[DutyRole.BACKUP])
    can = [one.member.id for one in fairest(state, refs[DutyRole.DUTY]) if one.can]
    if backup is not None and not state.is_away_on(refs[DutyRole.BACKUP], day):
        can = [backup, *can]
    return LineNow(
        line=line,
        duty=duty,
        backup=backup,
        shadow=state.holder(refs[DutyRole.SHADOW]),
        duty_absent=state.is_away_on(refs[DutyRole.DUTY], day),
        backup_absent=state.is_away_on(refs[DutyRole.BACKUP], day),
        fallback=fallback,
        next_in_line=next(iter(can), None),
        ref=refs[DutyRole.DUTY],
    )


def cells_of(
    session: Session,
    state: RotaState,
    periods: tuple[Period, ...],
    pending: set[DutyRef],
    current: date,
) -> dict[tuple[LineId, DutyRole], tuple[Cell, ...]]:
    """Return a row of cells for each line and role; ``current`` is the running period's first day."""

    def cell(ref: DutyRef, period: Period) -> Cell:
        duty, plan = state.duties.get(ref), state.planned.get(ref)
        member = duty.member if duty else None
        over = member is not None and period.end < current
        absent = state.is_absent(member, period) if over and member else state.is_lost(ref)
        return Cell(
            member=member,
            layer=duty.layer if duty else None,
            swap_pending=ref in pending,
            absent=absent,
            is_own=member == session.member,
            was_taken=member is not None and not absent and period.start <= current,
            note=duty.note if duty else "",
            planned=plan.member if plan else None,
        )

    return {
        (line.id, role): tuple(cell(DutyRef(line.id, period.start, role), period) for period in periods)
        for line in state.lines
        for role in DutyRole
    }


def _state_around(reading: Reading, session: Session, day: date) -> RotaState:
    first = min(day, session.today) - timedelta(days=LOAD_DAYS)
    last = max(day, session.today) + timedelta(days=AHEAD_DAYS)
    return read_state(reading, session, first, last)

"""Planning: a draft that only coordinators see, what it would change, and publishing it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import DAY, DutyRef, DutyRole, Hindrance, Period
from nsk_tui.rules.duty_state import RotaState, duty_roles, loads, per_full_time, rests
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.errors import BadRotaSetting, ClockSetBack, FallbackNeeded, NoDraft, PlanConflicts
from nsk_tui.services.rota_board import Board, cells_of, load_rows
from nsk_tui.services.rota_change import Work, changing, end_change, end_swaps, must_not_reveal
from nsk_tui.services.rota_settings import must_be_short
from nsk_tui.services.rota_solving import make_plan, plan_state
from nsk_tui.services.rota_state import (
    LOAD_DAYS,
    calendar_periods,
    current_period,
    next_start,
    whole_state,
)
from nsk_tui.services.session import Session
from nsk_tui.store import duties, rota_acts, rota_plans, swaps
from nsk_tui.store.engine import Reading
from nsk_tui.store.rota_plans import Plan

PERIODS = 8
PERIODS_MAX = 260


@dataclass(frozen=True)
class Draft:
    """A draft of a plan.

    Shape
        ``periods`` are those it speaks of, published ones that it may change included. ``gaps``
        are duties that nobody can have.
    """

    made_by: MemberId
    made_at: datetime
    periods: tuple[Period, ...]
    gaps: tuple[DutyRef, ...]


@dataclass(frozen=True)
class PlanChange:
    """A duty that a draft gives otherwise; ``before`` and ``after`` None: nobody."""

    ref: DutyRef
    before: MemberId | None
    after: MemberId | None


@dataclass(frozen=True)
class Unusual:
    """Something allowed that the reader should see; the hindrance says what."""

    ref: DutyRef
    member: MemberId
    why: Hindrance


@dataclass(frozen=True)
class PlanDiff:
    """What publishing a draft would change.

    Shape
        ``changed`` had somebody and get somebody else; ``added`` had nobody or no plan;
        ``removed`` had somebody and get nobody. ``absence_conflicts`` are duties whose holder
        cannot have them as things stand now. ``touched`` are the members whose duties change.
    Units
        Spreads: the most minus the least load as on full time, over everybody on a line.
    """

    changed: tuple[PlanChange, ...]
    added: tuple[PlanChange, ...]
    removed: tuple[PlanChange, ...]
    gaps: tuple[DutyRef, ...]
    absence_conflicts: tuple[DutyRef, ...]
    spread_before: float
    spread_after: float
    touched: tuple[MemberId, ...]
    unusual: tuple[Unusual, ...]


@dataclass(frozen=True)
class Published:
    """A plan that counts now.

    Shape
        ``settled`` counts what members owed each other and the plan has made good.
    """

    through: date
    changed: int
    gaps: int
    settled: int


def draft(session: Session, periods: int = PERIODS) -> Draft:
    """Make a draft: every coming published period looked over, and so many new ones after them.

    A published duty that need not change stays as it is. An earlier draft is replaced; nobody but
    the coordinators sees it, and what is published counts until ``publish``.

    Errors
        NotAllowed. BadRotaSetting: too many periods, or none. NobodyOnLine: nobody stands on any.
        ClockSetBack.
    """
    session.must(Act.PLAN_ROTA)
    with session.database.reading() as reading:
        state = plan_state(reading, session)
        _must_be_later(session, reading)
    span = _span(session, state, periods)
    made = make_plan(state, span)
    with changing(session) as work:
        rota_plans.add(work.writing.session, session.member, work.writing.now, span, made.items())
        work.audit("draft_plan", f"{span[0].start.isoformat()}/{span[-1].end.isoformat()}")
        work.commit()
        plan = _draft_of(work.writing.session)
    return Draft(
        plan.made_by, plan.made_at, span, tuple(ref for ref, member in made.items() if member is None)
    )


def draft_board(session: Session) -> Board:
    """Return the rota as it would be with the draft published.

    Errors
        NotAllowed, NoDraft.
    """
    session.must(Act.PLAN_ROTA)
    with session.database.reading() as reading:
        before = whole_state(reading, session)
        plan, after = _after(reading, before)
        periods = rota_plans.of_draft(reading, plan.number).periods
        through = rota_plans.published_through(reading)
        pending = {swap.ref for swap in swaps.asked(reading, session.today)}
    current = current_period(session, before)
    return Board(
        lines=after.lines,
        periods=periods,
        now_index=None,
        cells=cells_of(session, after, periods, pending, current.start),
        published_through=through,
        loads=load_rows(session, after),
        settings=after.settings,
        may_see_load=True,
    )


def discard(session: Session) -> bool:
    """Drop the draft; return whether there was one.

    Errors
        NotAllowed
    """
    session.must(Act.PLAN_ROTA)
    with changing(session) as work:
        found = rota_plans.draft(work.writing.session)
        if found is None:
            return False
        number = str(found.number)
        rota_plans.discard(work.writing.session)
        work.audit("discard_plan", number)
        work.commit()
    return True


def diff(session: Session) -> PlanDiff:
    """Return what publishing the draft would change, as the rota stands now.

    Errors
        NotAllowed, NoDraft.
    """
    session.must(Act.PLAN_ROTA)
    with session.database.reading() as reading:
        before = whole_state(reading, session)
        _plan, after = _after(reading, before)
    return _compare(session, before, after)


def publish(session: Session, fallback: str = "") -> Published:
    """Let the draft count; the plan before it is kept, and comes back with an undo.

    Swaps and overrides stand, unless whoever has them cannot any more. What members owe each
    other is settled: the plan counted who really had each duty. ``fallback`` names who is called
    where nobody has duty; empty takes the one of the settings.

    Errors
        NotAllowed, NoDraft, ClockSetBack. PlanConflicts: somebody has a duty that she cannot
        have by now: draft again. FallbackNeeded. TextRefused, ReasonReveals: the fallback.
        What was published stays as it was.
    """
    session.must(Act.PLAN_ROTA)
    must_be_short(fallback, "fallback", may_be_empty=True)
    with changing(session) as work:
        must_not_reveal(work.state, fallback, "fallback")
        reading = work.writing.session
        _must_be_later(session, reading)
        plan = _draft_of(reading)
        rota_plans.drop_begun(reading, plan.number, _first_day(session, work.state))
        plan, after = _after(reading, work.state)
        found = _compare(session, work.state, after)
        named = fallback.strip() or work.state.settings.fallback
        if found.absence_conflicts:
            raise PlanConflicts(str(len(found.absence_conflicts)))
        if found.gaps and not named:
            raise FallbackNeeded(str(len(found.gaps)))
        _end_outlived(work, plan, after)
        end_swaps(work, *(one.ref for one in (*found.changed, *found.removed)))
        settled = _make_count(work, plan, named)
    ends = [period.end for period in after.periods]
    return Published(max(ends), len(found.changed) + len(found.removed), len(found.gaps), settled)


def _make_count(work: Work, plan: Plan, fallback: str) -> int:
    reading = work.writing.session
    rota_plans.publish(reading, plan.number, work.session.member, work.writing.now, fallback)
    work.note(rota_acts.key("plan", plan.number), rota_plans.UNDONE, rota_plans.PUBLISHED)
    settled = swaps.settle_all(reading, plan.number)
    work.audit("publish_plan", str(plan.number))
    work.commit()
    return settled


def _end_outlived(work: Work, plan: Plan, after: RotaState) -> None:
    """End the changes that the draft knew of and gives otherwise: whoever had them cannot any more."""
    starts = {period.start for period in after.periods if period.start in _plan_starts(work, plan)}
    if not starts:
        return
    for one in duties.between(work.writing.session, min(starts), max(starts)):
        known = one.number <= plan.seen and one.duty.ref.start in starts
        if (
            known
            and one.duty.ref in after.planned
            and after.holder(one.duty.ref) != work.state.holder(one.duty.ref)
        ):
            end_change(work, one.number)


def _plan_starts(work: Work, plan: Plan) -> frozenset[date]:
    """Return the first days of a plan's periods."""
    return frozenset(rota_plans.of_draft(work.writing.session, plan.number).plan_of)


def _after(reading: Reading, before: RotaState) -> tuple[Plan, RotaState]:
    """Return the draft, and the rota as it would be with it published."""
    plan = _draft_of(reading)
    said = rota_plans.of_draft(reading, plan.number)
    if not said.periods:
        raise NoDraft
    first, last = said.periods[0].start, said.periods[-1].end
    later = {
        one.duty.ref: one.duty
        for one in duties.between(reading, first, last)
        if one.number > plan.seen and before.duties.get(one.duty.ref) == one.duty
    }
    others = {
        ref: duty
        for ref, duty in before.duties.items()
        if not first <= ref.start <= last or ref.role is DutyRole.SHADOW
    }
    planned = {duty.ref: duty for duty in said.duties}
    kept = {
        ref: duty
        for ref, duty in before.duties.items()
        if ref in planned and planned[ref].member == duty.member
    }
    periods = [one for one in before.periods if not one.touches(first, last)]
    return plan, replace(
        before,
        periods=tuple(sorted((*periods, *said.periods), key=lambda one: one.start)),
        duties={**others, **planned, **kept, **later},
        planned={**before.planned, **planned},
    )


def _draft_of(reading: Reading) -> Plan:
    found = rota_plans.draft(reading)
    if found is None:
        raise NoDraft
    return found


def _compare(session: Session, before: RotaState, after: RotaState) -> PlanDiff:
    first = _first_day(session, before)
    ahead = tuple(one for one in after.periods if one.start >= first)
    starts = {one.start for one in ahead}
    refs = sorted(
        {ref for ref in (*before.duties, *after.duties) if ref.start in starts},
        key=lambda ref: (ref.start, [line.id for line in after.lines].index(ref.line), ref.role),
    )
    changes = [PlanChange(ref, before.holder(ref), after.holder(ref)) for ref in refs]
    changed = [one for one in changes if one.before and one.after and one.before != one.after]
    removed = [one for one in changes if one.before and not one.after]
    moved = {member for one in (*changed, *removed) for member in (one.before, one.after) if member}
    return PlanDiff(
        changed=tuple(changed),
        added=tuple(one for one in changes if one.after and not one.before),
        removed=tuple(removed),
        gaps=tuple(_empty(after, ahead)),
        absence_conflicts=tuple(ref for ref in refs if after.is_lost(ref)),
        spread_before=_spread(session, before),
        spread_after=_spread(session, after),
        touched=tuple(sorted(moved)),
        unusual=tuple(_unusual(after, refs)),
    )


def _empty(state: RotaState, periods: tuple[Period, ...]) -> list[DutyRef]:
    wanted = (
        DutyRef(line.id, period.start, role)
        for period in periods
        if not period.is_closed
        for line in state.lines
        for role in duty_roles(state.settings)
    )
    return [ref for ref in wanted if state.holder(ref) is None]


def _spread(session: Session, state: RotaState) -> float:
    first = session.today - timedelta(days=LOAD_DAYS)
    carried = loads(state, first, date.max)
    found = [per_full_time(carried[one.id], one) for one in state.members if one.lines and one.share_percent]
    return max(found) - min(found) if found else 0.0


def _unusual(state: RotaState, refs: list[DutyRef]) -> list[Unusual]:
    found = []
    for ref in refs:
        member, period = state.holder(ref), state.period(ref.start)
        if member is None or period is None:
            continue
        if len(state.held(member, period)) > 1:
            found.append(Unusual(ref, member, Hindrance.OTHER_DUTY))
        elif rests(state, member, ref):
            found.append(Unusual(ref, member, Hindrance.RESTS))
    return found


def _must_be_later(session: Session, reading: Reading) -> None:
    """Refuse to plan by a clock that stands before the last publication: it would plan what has been."""
    latest = rota_plans.latest(reading)
    if latest is not None and latest.published_at is not None and latest.published_at > session.now:
        raise ClockSetBack(f"{latest.published_at:%Y-%m-%d %H:%M} UTC")


def _first_day(session: Session, state: RotaState) -> date:
    """Return the first day that a plan may speak of: the running period is left as published."""
    current = current_period(session, state)
    return current.end + DAY if state.period(current.start) else current.start


def _span(session: Session, state: RotaState, new: int) -> tuple[Period, ...]:
    first = _first_day(session, state)
    ahead = [one for one in state.periods if one.start >= first]
    if not 0 <= new <= PERIODS_MAX or not (ahead or new):
        raise BadRotaSetting("periods")
    start = next_start(state.settings, (ahead[-1].end if ahead else first - DAY))
    return (*ahead, *(calendar_periods(state.settings, start, new, weighed=True) if new else ()))

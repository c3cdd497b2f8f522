"""The rota handed to the rule that plans it, and what it answers handed back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from nsk_tui.rules import rota_task
from nsk_tui.rules.duties import DAY, Duty, DutyRef, DutyRole, Layer, Period, RotaMember
from nsk_tui.rules.duty_state import FULL_TIME_PERCENT, RotaState, duty_roles
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.rota_load import credited, starting_loads
from nsk_tui.rules.rota_plan import plan, replan
from nsk_tui.rules.rota_task import Assignment, RotaPerson, RotaRole, RotaTask
from nsk_tui.services.errors import NobodyOnLine
from nsk_tui.services.rota_state import AHEAD_DAYS, read_state
from nsk_tui.services.session import Session
from nsk_tui.store.engine import Reading

LOAD_DAYS = 364
"""How far back a plan counts what people have done: 52 weeks."""

_ROLES = {DutyRole.DUTY: RotaRole.DUTY, DutyRole.BACKUP: RotaRole.BACKUP}


def plan_state(reading: Reading, session: Session) -> RotaState:
    """Return the rota as far back as a plan looks and as far ahead as it goes."""
    today = session.today
    return read_state(reading, session, today - timedelta(days=LOAD_DAYS), today + timedelta(days=AHEAD_DAYS))


def make_plan(state: RotaState, span: tuple[Period, ...]) -> dict[DutyRef, MemberId | None]:
    """Return who gets each duty of some coming periods; None: nobody can.

    What is published and need not change stays; swaps and overrides stay as long as whoever has
    them can. The rest is planned around them.

    Errors
        NobodyOnLine: there is nobody to plan with.
    """
    before = _resting(state, span[0].start)
    whole = (*before, *(one for one in span if not one.is_closed))
    task = _task(state, whole, _entering(state, before[0].start if before else span[0].start))
    if not task.people:
        raise NobodyOnLine(state.lines[0].id if state.lines else "")
    ahead = tuple(one for one in whole if state.period(one.start) is not None)
    mended = replan(
        credited(replace(task, periods=task.periods[: len(ahead)])),
        _assigned(state, ahead, lambda duty: not _stays(state, duty, before)),
        _assigned(state, ahead, lambda duty: _stays(state, duty, before)),
    )
    answer = plan(credited(task), mended.duties)
    return _answer(state, whole[len(before) :], len(before), answer.duties)


def _task(state: RotaState, whole: tuple[Period, ...], entering: Mapping[MemberId, Fraction]) -> RotaTask:
    able = (one for one in state.members if one.lines and one.share_percent > 0)
    return RotaTask(
        periods=tuple(rota_task.Period(one.start, one.end, Fraction(one.weight)) for one in whole),
        lines=tuple(line.id for line in state.lines),
        people=tuple(_person(state, one, entering.get(one.id, Fraction(0))) for one in able),
        rest_periods=state.settings.rest_periods,
        backup=state.settings.with_backup,
    )


def _entering(state: RotaState, first: date) -> dict[MemberId, Fraction]:
    """Return what each has carried before a day, with what newcomers and leave are credited."""
    past = tuple(one for one in state.periods if one.end < first and not one.is_closed)
    task = _task(state, past, {})
    starts = {one.start for one in past}
    gone = sorted({ref.line for ref in state.duties if ref.start in starts} - set(task.lines))
    return starting_loads(
        replace(task, lines=(*task.lines, *gone)),
        _assigned(state, past, lambda duty: not _was_away(state, duty)),
    )


def _resting(state: RotaState, first: date) -> tuple[Period, ...]:
    """Return the last periods before the plan, as far as a duty in them still asks for rest."""
    begun = [one for one in state.periods if one.start < first and not one.is_closed]
    return tuple(begun[-state.settings.rest_periods :]) if state.settings.rest_periods else ()


def _was_away(state: RotaState, duty: Duty) -> bool:
    period = state.period(duty.ref.start)
    return duty.member is not None and period is not None and state.is_absent(duty.member, period)


def _stays(state: RotaState, duty: Duty, before: tuple[Period, ...]) -> bool:
    """Return whether a plan must leave a duty: it has begun, or people agreed on it and can keep to it."""
    if any(one.start == duty.ref.start for one in before):
        return True
    return duty.layer is not Layer.PLAN and not state.is_lost(duty.ref)


def _person(state: RotaState, member: RotaMember, load: Fraction) -> RotaPerson:
    away = [(one.first, one.last) for one in state.absences if one.member == member.id]
    if member.leaves_on is not None:
        away.append((member.leaves_on + DAY, date.max))
    return RotaPerson(
        id=member.id,
        share=Fraction(member.share_percent, FULL_TIME_PERCENT),
        lines=tuple(member.lines),
        absent=tuple(away),
        since=member.since,
        load=load,
    )


def _assigned(
    state: RotaState, periods: tuple[Period, ...], wanted: Callable[[Duty], bool]
) -> tuple[Assignment, ...]:
    """Return who has what in some periods, as far as it is wanted."""
    at = {period.start: number for number, period in enumerate(periods)}
    found = []
    for ref, duty in sorted(state.duties.items(), key=lambda item: str(item[0])):
        if duty.member is None or ref.start not in at or ref.role not in _ROLES or not wanted(duty):
            continue
        found.append(Assignment(ref.line, at[ref.start], _ROLES[ref.role], duty.member))
    return tuple(found)


def _answer(
    state: RotaState, periods: tuple[Period, ...], skipped: int, found: tuple[Assignment, ...]
) -> dict[DutyRef, MemberId | None]:
    given = {(one.line, one.period - skipped, one.role): one.member for one in found}
    return {
        DutyRef(line.id, period.start, role): given.get((line.id, number, _ROLES[role]))
        for number, period in enumerate(periods)
        for line in state.lines
        for role in duty_roles(state.settings)
    }

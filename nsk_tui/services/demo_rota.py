"""The demo's rota: eighteen months of weeks behind, six ahead, and what goes on in a group meanwhile."""

import random
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from nsk_tui.rules.calendar import DAYS_IN_WEEK
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.demo_texts import DemoMember
from nsk_tui.rules.duties import (
    DAY,
    ORDINARY_WEIGHT,
    WEEK,
    Absence,
    Duty,
    DutyRef,
    DutyRole,
    Layer,
    RotaKind,
    RotaMember,
    Swap,
    SwapState,
    duty_day,
    make_periods,
)
from nsk_tui.rules.duty_order import fairest, given
from nsk_tui.rules.duty_state import FULL_TIME_PERCENT, RotaState
from nsk_tui.rules.ids import LineId, MemberId, SwapId
from nsk_tui.rules.members import Role
from nsk_tui.services import chance, local_time
from nsk_tui.services.demo_people import DemoPages
from nsk_tui.services.rota_solving import make_plan
from nsk_tui.services.rota_state import whole_state, write_setting
from nsk_tui.services.session import Session
from nsk_tui.store import absences, duties, rota_lines, rota_plans, swaps
from nsk_tui.store.change import Change, change

WEEKS_BEHIND = 80
WEEKS_AHEAD = 6
CYCLE_WEEKS = 29
"""So many weeks are planned; those before them went the same way: a demo is made while somebody waits."""
PAST_SWAPS = 5
PUBLISHED_DAYS = 18
AWAY_DAYS = 5
FALLBACK = "koordinator K-01, lokal 4701"
HANDOVER_HOUR = 8
ASKED_AHEAD = DAY * 2
ASKED_HOURS = 20


@dataclass(frozen=True)
class DemoRota:
    """Who had duty and backup in each week of the demo."""

    held: dict[DutyRef, MemberId | None]

    def on_duty(self, area: Area, moment: datetime) -> tuple[MemberId, ...]:
        """Return who answered on an area's line at a moment: the duty first, then the backup."""
        day = duty_day(local_time.on_the_wall(moment), HANDOVER_HOUR)
        monday = day - DAY * day.weekday()
        found = (
            self.held.get(DutyRef(LineId(area.value), monday, role))
            for role in (DutyRole.DUTY, DutyRole.BACKUP)
        )
        return tuple(member for member in found if member is not None)


def write_rota(
    session: Session, people: tuple[DemoMember, ...], pages: DemoPages, chooser: random.Random
) -> DemoRota:
    """Write the demo's rota down: members, a published plan, swaps, an absence; return who had what."""
    with change(session.database, session.member, session.now) as writing:
        for person in (one for one in people if one.role is not Role.AUDITOR):
            since, leaves_on = pages.days(person.id, session.today)
            rota_lines.set_member(writing.session, _member(person, since, leaves_on))
        write_setting(writing.session, "fallback", FALLBACK)
        _publish(session, writing)
        state = whole_state(writing.session, session)
        _swap_in_the_past(session, writing, state, chooser)
        _be_away(session, writing, state)
        _ask(session, writing, whole_state(writing.session, session))
        writing.audit("demo", str(WEEKS_BEHIND + WEEKS_AHEAD))
        writing.commit()
        found = whole_state(writing.session, session)
        planned = rota_plans.published(writing.session, date.min, date.max)
    held = {duty.ref: duty.member for duty in planned.duties}
    return DemoRota({**held, **{ref: duty.member for ref, duty in found.duties.items()}})


def _member(person: DemoMember, since: date | None, leaves_on: date | None) -> RotaMember:
    """Return what the rota knows of a member; ``since`` and ``leaves_on`` None: nobody knows."""
    return RotaMember(
        id=person.id,
        name=person.name,
        share_percent=round(person.share * FULL_TIME_PERCENT),
        lines=tuple(LineId(line) for line in person.lines),
        languages=person.languages,
        since=since,
        phone=person.phone,
        leaves_on=leaves_on,
    )


def _publish(session: Session, writing: Change) -> None:
    first = session.today - WEEK * WEEKS_BEHIND
    periods = make_periods(first, WEEKS_BEHIND + 1 + WEEKS_AHEAD, RotaKind.WEEK)
    state = whole_state(writing.session, session)
    made = make_plan(state, periods[-CYCLE_WEEKS:])
    for ref, member in tuple(made.items()):
        busy = {who for one, who in made.items() if one.start == ref.start}
        for back in range(CYCLE_WEEKS, len(periods), CYCLE_WEEKS):
            then = replace(ref, start=ref.start - WEEK * back)
            made[then] = member if _was_there(state, member, then.start) else _earlier(state, then, busy)
    number = rota_plans.add(writing.session, session.member, writing.now, periods, made.items())
    told = writing.now - timedelta(days=PUBLISHED_DAYS)
    rota_plans.publish(writing.session, number, session.member, told, FALLBACK)


def _was_there(state: RotaState, member: str | None, day: date) -> bool:
    """Return whether somebody had come by a day; nobody (None) needs not come."""
    found = state.member(member) if member else None
    return found is None or found.since is None or found.since <= day


def _earlier(state: RotaState, ref: DutyRef, busy: Collection[MemberId | None]) -> MemberId | None:
    """Return who had a duty before a newcomer came; None when nobody stood on the line then."""
    able = [
        one.id
        for one in state.members
        if ref.line in one.lines and one.id not in busy and _was_there(state, one.id, ref.start)
    ]
    return able[ref.start.toordinal() // DAYS_IN_WEEK % len(able)] if able else None


def _swap_in_the_past(session: Session, writing: Change, state: RotaState, chooser: random.Random) -> None:
    """Let a few duties of the last quarter have been taken by a colleague; the last is still owed."""
    duties_done = (ref for ref in state.duties if ref.start < session.today - WEEK)
    past = sorted((ref for ref in duties_done if ref.role is DutyRole.DUTY), key=str)
    chosen = sorted(chooser.sample(past, min(PAST_SWAPS, len(past))), key=lambda ref: ref.start)
    for ref in chosen:
        taker = next((one.member.id for one in fairest(state, ref) if one.can), None)
        giver = state.holder(ref)
        if taker is None or giver is None:
            continue
        duty = Duty(ref, taker, Layer.SWAP, taker)
        state = given(state, duty)
        duties.add(writing.session, duty, "take", datetime.combine(ref.start - WEEK, time(9), UTC))
        if ref is chosen[-1]:
            swaps.add_iou(writing.session, giver, taker, ORDINARY_WEIGHT, ref.start)


def _be_away(session: Session, writing: Change, state: RotaState) -> None:
    """Let somebody without duty in these days be away from yesterday."""
    first = session.today - DAY
    last = first + DAY * (AWAY_DAYS - 1)
    starts = {period.start for period in state.periods if period.touches(first, last)}
    busy = {duty.member for ref, duty in state.duties.items() if ref.start in starts}
    free = [one.id for one in state.members if one.lines and one.id not in busy | {session.member}]
    if free:
        absences.add(writing.session, Absence(chance.new_id(), free[0], first, last, free[0]), writing.now)


def _ask(session: Session, writing: Change, state: RotaState) -> None:
    """Let a colleague wait for an answer of the one who opens the demo, if she could take a coming duty."""
    for ref in sorted(state.duties, key=lambda one: (one.role is not DutyRole.DUTY, one.start, one.line)):
        can = {one.member.id for one in fairest(state, ref) if one.can}
        giver = state.holder(ref)
        if ref.start <= session.today + ASKED_AHEAD or giver is None or session.member not in can:
            continue
        asked = writing.now - timedelta(hours=ASKED_HOURS)
        until = session.today + ASKED_AHEAD
        new = SwapId(chance.new_id())
        swap = Swap(new, ref, giver, session.member, None, True, asked, until, SwapState.ASKED)
        swaps.add(writing.session, swap)
        return

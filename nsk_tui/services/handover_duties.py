"""The giver's duties: those after her last day go to whoever should take them, the rest gets a follower.

Source
    docs/rules/handover.md, "Duties"
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import Duty, DutyRef, DutyRole, Hindrance, Layer, Period
from nsk_tui.rules.duty_order import fairest, given, vacated
from nsk_tui.rules.duty_state import RotaState, hindrance
from nsk_tui.rules.handover import Handover
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.errors import UnknownMember
from nsk_tui.services.handover_change import found_handover, may_give
from nsk_tui.services.handover_collect import Gathering
from nsk_tui.services.rota_change import ChangedDuty, Work, changing, end_swaps, give_in_place
from nsk_tui.services.rota_state import rota_day, whole_state
from nsk_tui.services.session import Session
from nsk_tui.store.engine import Reading


@dataclass(frozen=True)
class DutyMove:
    """A duty that the giver cannot do, and who should take it; None: nobody can."""

    ref: DutyRef
    period: Period
    taker: MemberId | None


@dataclass(frozen=True)
class ShadowWeek:
    """A duty of the giver's beside which the receiver may stand.

    Shape
        ``why_not`` None: she can. ``holder`` None: nobody follows there yet.
    """

    ref: DutyRef
    period: Period
    why_not: Hindrance | None
    holder: MemberId | None


def moves(session: Session, handover: str) -> tuple[DutyMove, ...]:
    """Return the duties after the giver's last day, and who should take each: nothing is changed.

    Errors
        NotAllowed, UnknownHandover.
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        found = found_handover(reading, handover)
        return _moves(_gathering(reading, session, found))


def move_all(session: Session, handover: str) -> tuple[ChangedDuty, ...]:
    """Give the duties after the giver's last day to those who should take them; what nobody can stays.

    Errors
        NotAllowed, UnknownHandover.
    """
    session.must(Act.OVERRIDE_DUTY)
    done = []
    with changing(session) as work:
        found = found_handover(work.writing.session, handover)
        for one in _moves(_gathering(work.writing.session, session, found)):
            if one.taker is None and one.ref.role is not DutyRole.SHADOW:
                continue
            give_in_place(work, Duty(one.ref, one.taker, Layer.OVERRIDE, session.member), "handover")
            end_swaps(work, one.ref)
            work.audit("move_duty", str(one.ref), one.taker or "")
            done.append(ChangedDuty(one.ref, one.taker))
        if done:
            work.commit()
    return tuple(done)


def shadow_weeks(session: Session, handover: str, receiver: str) -> tuple[ShadowWeek, ...]:
    """Return the giver's duties until her last day, and whether somebody can follow in each.

    Errors
        NotAllowed, UnknownHandover, UnknownMember.
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        found = found_handover(reading, handover)
        state = whole_state(reading, session)
    return _shadow_weeks(session, state, found, receiver)


def set_shadow(session: Session, handover: str, receiver: str) -> tuple[ChangedDuty, ...]:
    """Let the receiver follow in every duty of the giver's that is left, where she can.

    Errors
        NotAllowed: one is neither giver, receiver nor coordinator. UnknownHandover, UnknownMember.
    """
    session.must(Act.SWAP_DUTY)
    with session.database.reading() as reading:
        found = found_handover(reading, handover)
    if session.member != receiver and not may_give(session, found):
        session.must(Act.OVERRIDE_DUTY)
    done = []
    with changing(session) as work:
        for week in _shadow_weeks(session, work.state, found, receiver):
            if week.why_not is None and week.holder is None:
                ref = DutyRef(week.ref.line, week.ref.start, DutyRole.SHADOW)
                _follow(work, ref, MemberId(receiver))
                done.append(ChangedDuty(ref, MemberId(receiver)))
        if done:
            work.commit()
    return tuple(done)


def _gathering(reading: Reading, session: Session, found: Handover) -> Gathering:
    return Gathering(reading, session, found.giver, found.last_day, found.back_on)


def _moves(wanted: Gathering) -> tuple[DutyMove, ...]:
    """Return who should take each duty, one after the other, so that nobody gets two at once."""
    state = wanted.rota
    found = []
    for ref in _hers(state, wanted.giver):
        period = state.period(ref.start)
        if period is None or period.is_closed or not wanted.is_missed(period):
            continue
        taker = None if ref.role is DutyRole.SHADOW else _taker(state, wanted.giver, ref)
        found.append(DutyMove(ref, period, taker))
        if taker is not None:
            state = given(state, Duty(ref, taker, Layer.OVERRIDE, wanted.giver))
    return tuple(found)


def _taker(state: RotaState, giver: MemberId, ref: DutyRef) -> MemberId | None:
    """Return who should take a duty; None when nobody can."""
    able = (one.member.id for one in fairest(vacated(state, ref), ref) if one.can)
    return next((member for member in able if member != giver), None)


def _hers(state: RotaState, giver: str) -> Sequence[DutyRef]:
    return sorted(state.duties_of(giver), key=lambda ref: (ref.start, ref.line, ref.role))


def _shadow_weeks(
    session: Session, state: RotaState, found: Handover, receiver: str
) -> tuple[ShadowWeek, ...]:
    member = state.member(receiver)
    if member is None or receiver == found.giver:
        raise UnknownMember(receiver)
    weeks = []
    for ref, period in _left(session, state, found):
        follows = DutyRef(ref.line, ref.start, DutyRole.SHADOW)
        weeks.append(ShadowWeek(ref, period, hindrance(state, member, follows), state.holder(follows)))
    return tuple(weeks)


def _left(session: Session, state: RotaState, found: Handover) -> Iterable[tuple[DutyRef, Period]]:
    today = rota_day(session, state.settings)
    for ref in _hers(state, found.giver):
        period = state.period(ref.start)
        if ref.role is not DutyRole.DUTY or period is None:
            continue
        if period.end >= today and period.start <= found.last_day:
            yield ref, period


def _follow(work: Work, ref: DutyRef, receiver: MemberId) -> None:
    give_in_place(work, Duty(ref, receiver, Layer.SWAP, work.session.member), "shadow")
    work.audit("set_shadow", str(ref), receiver)

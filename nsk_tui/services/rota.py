"""The rota: who has duty now and in the weeks around, and what a coordinator sets by hand."""

from dataclasses import dataclass, replace
from datetime import datetime

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import WEEK, Duty, DutyRef, DutyRole, Hindrance, Layer, Period
from nsk_tui.rules.duty_state import RotaState
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.members import Role
from nsk_tui.services.errors import DutyRefused, NobodyOnLine, NotYourDuty, UnknownDuty
from nsk_tui.services.rota_board import Board, Cell, LineNow, LoadRow, board, now
from nsk_tui.services.rota_change import (
    ChangedDuty,
    changing,
    end_change,
    end_swaps,
    give_in_place,
    must_be_ahead,
    must_fit,
    reason_of,
)
from nsk_tui.services.rota_state import read_state, whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import duties, rota_plans
from nsk_tui.store.duties import DutyChange

__all__ = [
    "Board",
    "Cell",
    "ChangedDuty",
    "DutyNews",
    "HistoryLine",
    "LineNow",
    "LoadRow",
    "board",
    "clear",
    "history",
    "news",
    "now",
    "override",
    "pass_to_backup",
]


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened to a duty, the oldest first.

    Shape
        ``way`` is ``plan``, ``override``, ``swap``, ``take``, ``set``, ``pass`` (the backup took
        it), ``freed`` (she got another role that week) or ``left`` (she left the network).
        ``member`` None: nobody. ``at`` None: the plan does not say when. ``gone`` says that it was
        taken back.
    """

    way: str
    member: MemberId | None
    by: MemberId
    at: datetime | None
    note: str
    gone: bool


def history(session: Session, ref: DutyRef) -> tuple[HistoryLine, ...]:
    """Return what happened to a duty: what the plan said, and each change since.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        state = read_state(reading, session, ref.start, ref.start)
        changes = duties.of(reading, ref)
        planned = rota_plans.published(reading, ref.start, ref.start)
        plan = rota_plans.get(reading, planned.plan_of.get(ref.start, 0))
    said = state.planned.get(ref)
    first = (
        (HistoryLine("plan", said.member, plan.published_by or plan.made_by, plan.published_at, "", False),)
        if said and plan
        else ()
    )
    later = (
        HistoryLine(one.way, one.duty.member, one.duty.set_by, one.set_at, one.duty.note, one.gone)
        for one in changes
    )
    return (*first, *later)


@dataclass(frozen=True)
class DutyNews:
    """A duty of the member's that somebody else changed since she was last here.

    Shape
        ``member`` is who has it now, None nobody; ``was_mine`` says that she had it by the plan.
    """

    ref: DutyRef
    member: MemberId | None
    was_mine: bool
    way: str
    by: MemberId


def news(session: Session) -> tuple[DutyNews, ...]:
    """Return what others changed in the member's coming duties since she was last here.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    since, me = session.facts.seen_before or session.now, session.member
    with session.database.reading() as reading:
        state = whole_state(reading, session)
        first, last = session.today - WEEK, max((one.end for one in state.periods), default=session.today)
        changes = duties.between(reading, first, last)
    return tuple(
        DutyNews(ref, one.duty.member, was_mine, one.way, one.duty.set_by)
        for one in changes
        for ref in (one.duty.ref,)
        for was_mine in (_planned(state, ref) == me,)
        if one.set_at > since and one.duty.set_by != me and (was_mine or one.duty.member == me)
    )


def _planned(state: RotaState, ref: DutyRef) -> MemberId | None:
    """Return who has a duty by the plan alone; None for nobody."""
    duty = state.planned.get(ref)
    return duty.member if duty else None


def override(session: Session, ref: DutyRef, member: str | None, reason: str) -> ChangedDuty:
    """Give a duty to somebody, or to nobody (None), as a coordinator who has a reason.

    Whoever has another role on the same line then gives that up: a backup who gets the duty
    leaves the backup open.

    Errors
        NotAllowed, UnknownMember, UnknownDuty, PastDuty, DutyRefused, TextRefused, ReasonReveals:
        the rota is as it was.
    """
    session.must(Act.OVERRIDE_DUTY)
    with changing(session) as work:
        note = reason_of(work.state, reason)
        must_be_ahead(session, work.state, ref)
        if member is not None:
            must_fit(work.state, ref, member)
        holder = MemberId(member) if member is not None else None
        give_in_place(work, Duty(ref, holder, Layer.OVERRIDE, session.member, note), "override")
        end_swaps(work, ref)
        work.audit("override", str(ref), member or "")
        work.commit()
    return ChangedDuty(ref, holder)


def clear(session: Session, ref: DutyRef) -> ChangedDuty:
    """Lift a duty's override, so that the swap or the plan under it counts again.

    Errors
        NotAllowed, UnknownDuty (also when there is no override), PastDuty. DutyRefused: whoever
        had it before cannot any more.
    """
    session.must(Act.OVERRIDE_DUTY)
    with changing(session) as work:
        period = must_be_ahead(session, work.state, ref)
        standing = work.state.duties.get(ref)
        if standing is None or standing.layer is not Layer.OVERRIDE:
            raise UnknownDuty(str(ref))
        for one in duties.between(work.writing.session, ref.start, ref.start):
            if one.duty.layer is Layer.OVERRIDE and one.duty.ref in _with_freed(one, ref):
                end_change(work, one.number)
        after = whole_state(work.writing.session, session)
        _refuse_misfit(after, ref, period)
        work.audit("clear_override", str(ref))
        work.commit()
    return ChangedDuty(ref, after.holder(ref))


def pass_to_backup(session: Session, ref: DutyRef) -> ChangedDuty:
    """Let the backup take the duty: of whoever is away, or one's own.

    Errors
        NotAllowed, UnknownDuty, PastDuty. NotYourDuty: its holder is there, and is somebody else.
        DutyRefused: the backup cannot. NobodyOnLine: there is no backup.
    """
    session.must(Act.SWAP_DUTY)
    duty, backup = replace(ref, role=DutyRole.DUTY), replace(ref, role=DutyRole.BACKUP)
    with changing(session) as work:
        must_be_ahead(session, work.state, duty)
        holder, taker = work.state.holder(duty), work.state.holder(backup)
        away = holder is None or work.state.is_lost(duty)
        if not away and holder != session.member and session.role is not Role.COORDINATOR:
            raise NotYourDuty(holder or "")
        if taker is None:
            raise NobodyOnLine(ref.line)
        must_fit(work.state, duty, taker)
        give_in_place(work, Duty(duty, taker, Layer.SWAP, session.member), "pass")
        end_swaps(work, duty, backup)
        work.audit("pass_duty", str(duty), taker)
        work.commit()
    return ChangedDuty(duty, taker)


def _with_freed(change: DutyChange, ref: DutyRef) -> tuple[DutyRef, ...]:
    """Return the duties whose override ends with that of one: what was freed for it comes back too."""
    freed = change.way == "freed" and (change.duty.ref.line, change.duty.ref.start) == (ref.line, ref.start)
    return (ref, change.duty.ref) if freed else (ref,)


def _refuse_misfit(state: RotaState, ref: DutyRef, period: Period) -> None:
    holder = state.holder(ref)
    if state.is_lost(ref):
        raise DutyRefused(holder or "", Hindrance.ABSENT)
    if holder is not None and len(state.held(holder, period)) > 1:
        raise DutyRefused(holder, Hindrance.OTHER_DUTY)

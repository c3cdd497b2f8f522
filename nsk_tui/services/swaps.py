"""Swaps: ask somebody, take somebody's duty, be set on one by the coordinator."""

from dataclasses import dataclass, replace
from datetime import timedelta

from nsk_tui.rules.access import Act
from nsk_tui.rules.duties import Duty, DutyRef, Hindrance, Iou, Layer, Swap, SwapState
from nsk_tui.rules.duty_order import Candidate, fairest, given, vacated
from nsk_tui.rules.duty_state import RotaState, hindrance
from nsk_tui.rules.ids import MemberId, SwapId
from nsk_tui.services import chance
from nsk_tui.services.errors import (
    AlreadyTaken,
    DutyRefused,
    NotYourDuty,
    SwapWithSelf,
    UnknownMember,
    UnknownSwap,
)
from nsk_tui.services.rota_change import (
    ChangedDuty,
    Work,
    changing,
    end_swaps,
    give,
    give_in_place,
    must_be_ahead,
    must_fit,
    reason_of,
    set_swap,
)
from nsk_tui.services.rota_state import whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import duties, rota_acts, swaps
from nsk_tui.store.errors import Missing

TOLD_DAYS = timedelta(days=14)
"""So long whoever asked is told that nobody answered in time."""

_TAKEN_BY_WILL = frozenset({"take", "swap"})
"""Ways in which somebody came to a duty because she wanted it: nobody takes that from her unasked."""


@dataclass(frozen=True)
class SwapCandidate:
    """Somebody who might take a duty.

    Shape
        ``why_code`` None: nothing is in the way. Who only rests can, and is told.
    Units
        Loads as on full time: hers before and after.
    """

    member: MemberId
    can: bool
    why_code: Hindrance | None
    per_full_time_before: float
    after: float


@dataclass(frozen=True)
class WaitingSwaps:
    """Swaps that wait for an answer, and what is owed.

    Shape
        ``for_me`` wait for my answer; ``mine`` are those I asked and that may still be answered;
        ``lapsed`` those I asked and nobody answered in time; ``declined`` those that got a no, while
        the duty is ahead and I have asked nobody else. ``ious`` are mine, either way.
    """

    for_me: tuple[Swap, ...]
    mine: tuple[Swap, ...]
    lapsed: tuple[Swap, ...]
    declined: tuple[Swap, ...]
    ious: tuple[Iou, ...]


def candidates(session: Session, ref: DutyRef) -> tuple[SwapCandidate, ...]:
    """Return who might take a duty, the fairest first; who cannot comes last, with the reason.

    Errors
        NotAllowed, UnknownLine, UnknownDuty, PastDuty.
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        state = whole_state(reading, session)
    must_be_ahead(session, state, ref)
    return tuple(_candidate(one) for one in fairest(state, ref))


def ask(
    session: Session, ref: DutyRef, taker: str, returns: DutyRef | None = None, later: bool = False
) -> Swap:
    """Ask somebody to take one's duty; it stays one's own until she says yes.

    ``returns`` is a duty of hers taken in exchange; None takes none now. ``later`` notes that one
    is owed. An earlier question about the same duty falls away.

    Errors
        NotAllowed, SwapWithSelf, NotYourDuty, UnknownMember, UnknownDuty, PastDuty, DutyRefused:
        nothing was asked.
    """
    session.must(Act.SWAP_DUTY)
    if taker == session.member:
        raise SwapWithSelf(taker)
    with changing(session) as work:
        swap = _new_swap(work, ref, taker, returns, later)
        _must_be_possible(work, swap)
        end_swaps(work, ref)
        swaps.add(work.writing.session, swap)
        work.note(rota_acts.key("swap", swap.id), SwapState.WITHDRAWN.value, SwapState.ASKED.value)
        work.audit("ask_swap", str(ref), taker)
        work.commit()
    return swap


def answer(session: Session, swap_id: str, yes: bool) -> Swap:
    """Answer a swap that one was asked; with a yes the duty changes hands at once.

    Errors
        NotAllowed. UnknownSwap: it is answered, withdrawn, lapsed, or was asked of somebody else.
        AlreadyTaken: the asker has the duty no more. DutyRefused, PastDuty: it stays as it was.
    """
    session.must(Act.SWAP_DUTY)
    with changing(session) as work:
        swap = _open_swap(work, swap_id)
        if swap.taker != session.member or swap.answer_by < session.today:
            raise UnknownSwap
        if not yes:
            set_swap(work, swap, SwapState.DECLINED)
            work.audit("decline_swap", str(swap.ref), swap.giver)
            work.commit()
            return replace(swap, state=SwapState.DECLINED)
        _must_be_possible(work, swap)
        set_swap(work, swap, SwapState.ACCEPTED)
        _exchange(work, swap)
        work.audit("accept_swap", str(swap.ref), swap.giver)
        work.commit()
    return replace(swap, state=SwapState.ACCEPTED)


def withdraw(session: Session, swap_id: str) -> Swap:
    """Take back what one asked.

    Errors
        NotAllowed. UnknownSwap: it is answered, or somebody else asked it.
    """
    session.must(Act.SWAP_DUTY)
    with changing(session) as work:
        swap = _open_swap(work, swap_id)
        if swap.giver != session.member:
            raise UnknownSwap
        set_swap(work, swap, SwapState.WITHDRAWN)
        work.audit("withdraw_swap", str(swap.ref), swap.taker)
        work.commit()
    return replace(swap, state=SwapState.WITHDRAWN)


def take(session: Session, ref: DutyRef, holder: str | None = None) -> ChangedDuty:
    """Take a duty: from somebody who is in a fix, or one that nobody has.

    ``holder`` is who had it on the screen; None takes it from whoever has it now.

    Errors
        NotAllowed, UnknownDuty, PastDuty, DutyRefused. AlreadyTaken: somebody else took it first.
    """
    session.must(Act.SWAP_DUTY)
    with changing(session) as work:
        must_be_ahead(session, work.state, ref)
        standing = work.state.holder(ref)
        if standing == session.member:
            raise DutyRefused(session.member, Hindrance.HAS_IT)
        moved_on = holder is not None and standing is not None and standing != holder
        wanted = standing is not None and _way(work, ref) in _TAKEN_BY_WILL
        if moved_on or (wanted and not work.state.is_lost(ref)):
            raise AlreadyTaken(standing or "")
        must_fit(work.state, ref, session.member)
        give_in_place(work, Duty(ref, session.member, Layer.SWAP, session.member), "take")
        end_swaps(work, ref)
        work.audit("take_duty", str(ref), standing or "")
        work.commit()
    return ChangedDuty(ref, session.member)


def set_person(session: Session, ref: DutyRef, member: str, reason: str) -> ChangedDuty:
    """Set somebody on a duty in place of its holder, as the coordinator, with a reason.

    Errors
        NotAllowed, UnknownMember, UnknownDuty, PastDuty, DutyRefused, TextRefused, ReasonReveals.
    """
    session.must(Act.OVERRIDE_DUTY)
    with changing(session) as work:
        note = reason_of(work.state, reason)
        must_be_ahead(session, work.state, ref)
        must_fit(work.state, ref, member)
        give_in_place(work, Duty(ref, MemberId(member), Layer.SWAP, session.member, note), "set")
        end_swaps(work, ref)
        work.audit("set_duty", str(ref), member)
        work.commit()
    return ChangedDuty(ref, MemberId(member))


def waiting(session: Session) -> WaitingSwaps:
    """Return the swaps that wait for the member or that she waits for, and what is owed.

    Errors
        NotAllowed
    """
    session.must(Act.READ_ROTA)
    with session.database.reading() as reading:
        asked = swaps.asked(reading, session.today - TOLD_DAYS)
        owed = swaps.ious(reading)
        questions = swaps.of_giver(reading, session.member, session.today)
    me, today = session.member, session.today
    return WaitingSwaps(
        for_me=tuple(one for one in asked if one.taker == me and one.answer_by >= today),
        mine=tuple(one for one in asked if one.giver == me and one.answer_by >= today),
        lapsed=tuple(one for one in asked if one.giver == me and one.answer_by < today),
        declined=_declined(questions),
        ious=tuple(one for one in owed if not one.settled and me in (one.debtor, one.creditor)),
    )


def _declined(questions: tuple[Swap, ...]) -> tuple[Swap, ...]:
    """Return the last no about each duty, where no other question came after it."""
    last = {one.ref: one for one in questions if one.state is SwapState.DECLINED}
    others = [one for one in questions if one.state is not SwapState.DECLINED and one.ref in last]
    moved_on = {one.ref for one in others if one.asked_at >= last[one.ref].asked_at}
    return tuple(one for ref, one in last.items() if ref not in moved_on)


def _new_swap(work: Work, ref: DutyRef, taker: str, returns: DutyRef | None, later: bool) -> Swap:
    session = work.session
    last = session.today + timedelta(days=work.state.settings.answer_days)
    return Swap(
        id=SwapId(chance.new_id()),
        ref=ref,
        giver=session.member,
        taker=MemberId(taker),
        returns=returns,
        later=later and returns is None,
        asked_at=work.writing.now,
        answer_by=max(session.today, min(last, ref.start)),
        state=SwapState.ASKED,
    )


def _open_swap(work: Work, swap_id: str) -> Swap:
    try:
        swap = swaps.get(work.writing.session, SwapId(swap_id))
    except Missing:
        raise UnknownSwap from None
    if swap.state is not SwapState.ASKED:
        raise UnknownSwap
    return swap


def _must_be_possible(work: Work, swap: Swap) -> None:
    """Refuse a swap of which either side could not do her part on the rota as it stands."""
    state = work.state
    must_be_ahead(work.session, state, swap.ref)
    _must_hold(work, swap.ref, swap.giver)
    if swap.returns is not None:
        must_be_ahead(work.session, state, swap.returns)
        _must_hold(work, swap.returns, swap.taker)
    both = (swap.ref,) if swap.returns is None else (swap.ref, swap.returns)
    empty = vacated(state, *both)
    _must_be_able(empty, swap.taker, swap.ref)
    if swap.returns is not None:
        after = given(empty, Duty(swap.ref, swap.taker, Layer.SWAP, swap.taker))
        _must_be_able(after, swap.giver, swap.returns)


def _must_hold(work: Work, ref: DutyRef, member: str) -> None:
    holder = work.state.holder(ref)
    if holder != member:
        raise NotYourDuty(holder or "") if member == work.session.member else AlreadyTaken(holder or "")


def _must_be_able(state: RotaState, member: str, ref: DutyRef) -> None:
    found = state.member(member)
    if found is None:
        raise UnknownMember(member)
    reason = hindrance(state, found, ref)
    if reason not in (None, Hindrance.RESTS):
        raise DutyRefused(member, reason)


def _exchange(work: Work, swap: Swap) -> None:
    give(work, Duty(swap.ref, swap.taker, Layer.SWAP, swap.giver), "swap")
    both = [swap.ref]
    if swap.returns is not None:
        give(work, Duty(swap.returns, swap.giver, Layer.SWAP, swap.taker), "swap")
        both.append(swap.returns)
    end_swaps(work, *both)
    if swap.later:
        period = work.state.period(swap.ref.start)
        weight = period.weight if period else 1
        number = swaps.add_iou(work.writing.session, swap.giver, swap.taker, weight, work.session.today)
        work.note(rota_acts.key("iou", number), rota_acts.GONE, rota_acts.STANDS)


def _way(work: Work, ref: DutyRef) -> str:
    standing = [
        one
        for one in duties.between(work.writing.session, ref.start, ref.start)
        if one.duty.ref == ref and one.duty.layer is work.state.duties[ref].layer
    ]
    return standing[-1].way if standing else ""


def _candidate(one: Candidate) -> SwapCandidate:
    return SwapCandidate(one.member.id, one.can, one.hindrance, one.before, one.after)

"""Swaps that were asked for, and what members owe each other."""

from datetime import date

from sqlmodel import Session, col, select

from nsk_tui.rules.duties import DutyRef, DutyRole, Iou, Swap, SwapState
from nsk_tui.rules.ids import LineId, MemberId, SwapId
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.rota_tables import IouRow, PlanRow, SwapRow

SWAPS_MAX = 500
IOUS_MAX = 2_000


def add(session: Session, swap: Swap) -> None:
    """Write down what was asked."""
    returns = swap.returns
    session.add(
        SwapRow(
            id=swap.id,
            line=swap.ref.line,
            start=swap.ref.start.isoformat(),
            role=swap.ref.role.value,
            giver=swap.giver,
            taker=swap.taker,
            return_line=returns.line if returns else None,
            return_start=returns.start.isoformat() if returns else None,
            return_role=returns.role.value if returns else None,
            later=int(swap.later),
            asked_at=moments.to_text(swap.asked_at),
            answer_by=swap.answer_by.isoformat(),
            state=swap.state.value,
        )
    )
    session.flush()


def get(session: Session, swap: SwapId) -> Swap:
    """Return a swap.

    Errors
        Missing
    """
    row = session.get(SwapRow, swap)
    if row is None:
        raise Missing("swap")
    return _to_swap(row)


def set_state(session: Session, swap: SwapId, state: SwapState) -> None:
    """Write down how far a swap has come."""
    row = session.get(SwapRow, swap)
    if row is not None:
        row.state = state.value
        session.add(row)
        session.flush()


def asked(session: Session, since: date) -> tuple[Swap, ...]:
    """Return the swaps that nobody has answered and that could be until a day or later, the oldest first."""
    query = (
        select(SwapRow)
        .where(SwapRow.state == SwapState.ASKED.value, col(SwapRow.answer_by) >= since.isoformat())
        .order_by(col(SwapRow.asked_at), SwapRow.id)
        .limit(SWAPS_MAX)
    )
    return tuple(_to_swap(row) for row in session.exec(query))


def of_giver(session: Session, giver: str, first: date) -> tuple[Swap, ...]:
    """Return what a member asked about duties that begin on a day or later, the oldest question first."""
    query = (
        select(SwapRow)
        .where(SwapRow.giver == giver, col(SwapRow.start) >= first.isoformat())
        .order_by(col(SwapRow.asked_at), SwapRow.id)
        .limit(SWAPS_MAX)
    )
    return tuple(_to_swap(row) for row in session.exec(query))


def add_iou(session: Session, debtor: str, creditor: str, weight: int, since: date) -> int:
    """Write down that somebody owes a duty; return the row's number."""
    row = IouRow(debtor=debtor, creditor=creditor, weight=weight, since=since.isoformat())
    session.add(row)
    session.flush()
    return row.number or 0


def iou_is_gone(session: Session, number: int) -> bool:
    """Return whether what was owed is so no more, because the swap was undone."""
    row = session.get(IouRow, number)
    return row is None or bool(row.gone)


def set_iou_gone(session: Session, number: int, gone: bool) -> None:
    """Take away what is owed, or let it stand again."""
    row = session.get(IouRow, number)
    if row is not None:
        row.gone = int(gone)
        session.add(row)
        session.flush()


def ious(session: Session) -> tuple[Iou, ...]:
    """Return what members owe or owed each other, the newest first."""
    query = (
        select(IouRow, PlanRow.state)
        .join(PlanRow, col(PlanRow.number) == col(IouRow.plan), isouter=True)
        .where(IouRow.gone == 0)
        .order_by(col(IouRow.number).desc())
        .limit(IOUS_MAX)
    )
    return tuple(_to_iou(row, state == "published") for row, state in session.exec(query))


def owed_by(session: Session, debtor: str) -> tuple[tuple[int, Iou], ...]:
    """Return what a member still owes, each with its number, the oldest first."""
    query = (
        select(IouRow, PlanRow.state)
        .join(PlanRow, col(PlanRow.number) == col(IouRow.plan), isouter=True)
        .where(IouRow.gone == 0, IouRow.debtor == debtor)
        .order_by(col(IouRow.number))
        .limit(IOUS_MAX)
    )
    found = ((row.number or 0, _to_iou(row, state == "published")) for row, state in session.exec(query))
    return tuple((number, iou) for number, iou in found if not iou.settled)


def settle_all(session: Session, plan: int) -> int:
    """Let a plan settle everything that is owed; return how much that was."""
    query = (
        select(IouRow, PlanRow.state)
        .join(PlanRow, col(PlanRow.number) == col(IouRow.plan), isouter=True)
        .where(IouRow.gone == 0)
        .order_by(col(IouRow.number))
        .limit(IOUS_MAX)
    )
    owed = [row for row, state in session.exec(query) if state != "published"]
    for row in owed:
        row.plan = plan
        session.add(row)
    session.flush()
    return len(owed)


def _to_swap(row: SwapRow) -> Swap:
    return Swap(
        id=SwapId(row.id),
        ref=DutyRef(LineId(row.line), date.fromisoformat(row.start), DutyRole(row.role)),
        giver=MemberId(row.giver),
        taker=MemberId(row.taker),
        returns=_returns(row),
        later=bool(row.later),
        asked_at=moments.to_moment(row.asked_at),
        answer_by=date.fromisoformat(row.answer_by),
        state=SwapState(row.state),
    )


def _returns(row: SwapRow) -> DutyRef | None:
    """Return the duty that is given for it; None when none is."""
    if row.return_line is None or row.return_start is None or row.return_role is None:
        return None
    return DutyRef(LineId(row.return_line), date.fromisoformat(row.return_start), DutyRole(row.return_role))


def _to_iou(row: IouRow, settled: bool) -> Iou:
    since = date.fromisoformat(row.since)
    return Iou(MemberId(row.debtor), MemberId(row.creditor), row.weight, since, settled)

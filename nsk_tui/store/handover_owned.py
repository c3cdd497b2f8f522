"""What somebody took over and still has: received items without a record of their own, open actions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Text, cast
from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.store.handover_tables import ActionRow, CoverRow, HandoverItemRow, HandoverRow, MoveRow
from nsk_tui.store.moments import to_day

FOUND_MAX = 5_000
_RECEIVED = (ItemState.ACCEPTED.value, ItemState.RESERVED.value)
_MOVES_AWAY = (OwnedKind.THREAD, OwnedKind.FOLLOW_UP, OwnedKind.CONTACT, OwnedKind.DUTY, OwnedKind.ACTION)
"""Kinds whose record itself changes hands: the item is then only a memory of it."""


@dataclass(frozen=True)
class Received:
    """Something that was taken over.

    Shape
        ``ref`` names it among its kind. ``thread`` is the code name that it belongs to, or empty.
        ``due_on`` and ``level`` None: it has none. ``what`` are the words of an action, or empty.
    """

    ref: str
    item: HandoverItemId
    giver: MemberId
    label: str
    level: ConcernLevel | None
    thread: str = ""
    due_on: date | None = None
    position: int = 0
    what: str = ""


def action_ref(item: str, position: int) -> str:
    """Return how an action of an item is named."""
    return f"{item}/{position}"


def open_actions(session: Session, owner: str) -> tuple[Received, ...]:
    """Return what a member has yet to do of items that were received, by day.

    What stands for a thread's follow-up is not among it, and not what she has handed on.
    """
    query = (
        select(ActionRow, HandoverItemRow, HandoverRow.giver)
        .join(HandoverItemRow, col(HandoverItemRow.id) == ActionRow.item)
        .join(HandoverRow, col(HandoverRow.id) == HandoverItemRow.handover)
        .where(
            ActionRow.owner == owner,
            col(ActionRow.done_at).is_(None),
            or_(col(ActionRow.matter_kind).is_(None), ActionRow.matter_kind == OwnedKind.ACTION.value),
            col(ActionRow.item).in_(_received()),
            (col(ActionRow.item) + "/" + cast(ActionRow.position, Text)).not_in(_handed_on(OwnedKind.ACTION)),
        )
        .order_by(col(ActionRow.due_on), ActionRow.item, col(ActionRow.position))
        .limit(FOUND_MAX)
    )
    return tuple(
        Received(
            action_ref(action.item, action.position),
            HandoverItemId(action.item),
            MemberId(giver),
            item.label,
            _level(item),
            item.label if item.kind == OwnedKind.THREAD.value else "",
            to_day(action.due_on),
            action.position,
            action.what,
        )
        for action, item, giver in session.exec(query)
    )


def taken_over(session: Session, receiver: str) -> tuple[Received, ...]:
    """Return what a member received that is hers by the item alone, and that she has not handed on."""
    query = (
        select(HandoverItemRow, HandoverRow.giver)
        .join(HandoverRow, col(HandoverRow.id) == HandoverItemRow.handover)
        .where(
            HandoverItemRow.receiver == receiver,
            or_(
                col(HandoverItemRow.kind).is_(None),
                col(HandoverItemRow.kind).not_in([kind.value for kind in _MOVES_AWAY]),
            ),
            col(HandoverItemRow.id).in_(_received()),
            col(HandoverItemRow.id).not_in(_handed_on(OwnedKind.TAKEN_OVER)),
        )
        .order_by(col(HandoverItemRow.changed_at), HandoverItemRow.id)
        .limit(FOUND_MAX)
    )
    return tuple(
        Received(row.id, HandoverItemId(row.id), MemberId(giver), row.label, _level(row))
        for row, giver in session.exec(query)
    )


def _received() -> SelectOfScalar[str]:
    latest = select(func.max(col(MoveRow.number))).group_by(col(MoveRow.item))
    return select(col(MoveRow.item)).where(col(MoveRow.number).in_(latest), col(MoveRow.state).in_(_RECEIVED))


def _handed_on(kind: OwnedKind) -> SelectOfScalar[str]:
    return select(col(CoverRow.ref)).where(CoverRow.kind == kind.value, col(CoverRow.item).in_(_received()))


def _level(row: HandoverItemRow) -> ConcernLevel | None:
    return ConcernLevel(row.level) if row.level else None

"""What was done with the items of a handover: who moved which on, when, in which words, on which text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from nsk_tui.rules.handover_state import UNTOUCHED, ItemState, ItemStatus, MoveKind
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.store import moments
from nsk_tui.store.handover_tables import MoveRow

MOVES_MAX = 10_000


@dataclass(frozen=True)
class ItemMove:
    """One move.

    Shape
        ``digest`` is that of the exact text. ``record_version`` tells in which state the records
        of the item were. ``body`` is the exact text where it was sent, else empty. ``is_mended``
        says that words were taken out of it since, so that it is not the text of that day.
    """

    number: int
    kind: MoveKind
    state: ItemState
    by: MemberId
    at: datetime
    digest: str
    record_version: str
    words: str = field(default="", repr=False)
    question: str = field(default="", repr=False)
    body: str = field(default="", repr=False)
    is_mended: bool = False

    @property
    def status(self) -> ItemStatus:
        """The status that the move left the item in."""
        return ItemStatus(self.state, self.by, self.at, self.digest, self.words, self.question)


def add(
    session: Session, item: str, kind: MoveKind, status: ItemStatus, record_version: str, body: str = ""
) -> None:
    """Write a move down; ``body`` is the exact text of an item that is sent."""
    if status.by is None or status.since is None:
        raise ValueError("a move has somebody who makes it")
    session.add(
        MoveRow(
            item=item,
            kind=kind.value,
            state=status.state.value,
            member=status.by,
            made_at=moments.to_text(status.since),
            digest=status.digest,
            record_version=record_version,
            words=status.words,
            question=status.question,
            body=body,
        )
    )
    session.flush()


def of_items(session: Session, items: Sequence[str]) -> dict[HandoverItemId, tuple[ItemMove, ...]]:
    """Return the moves of some items, the earliest first."""
    query = select(MoveRow).where(col(MoveRow.item).in_(items)).order_by(col(MoveRow.number)).limit(MOVES_MAX)
    found: dict[HandoverItemId, list[ItemMove]] = defaultdict(list)
    for row in session.exec(query):
        found[HandoverItemId(row.item)].append(_to_move(row))
    return {item: tuple(moves) for item, moves in found.items()}


def last_status(
    moves: Mapping[HandoverItemId, tuple[ItemMove, ...]], item: HandoverItemId
) -> tuple[ItemStatus, str]:
    """Return the status that an item's last move left, and the version of its records then."""
    made = moves.get(item, ())
    return (made[-1].status, made[-1].record_version) if made else (UNTOUCHED, "")


def _to_move(row: MoveRow) -> ItemMove:
    return ItemMove(
        number=row.number or 0,
        kind=MoveKind(row.kind),
        state=ItemState(row.state),
        by=MemberId(row.member),
        at=moments.to_moment(row.made_at),
        digest=row.digest,
        record_version=row.record_version,
        words=row.words,
        question=row.question,
        body=row.body,
        is_mended=bool(row.mended),
    )

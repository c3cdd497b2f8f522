"""The items of a handover as rows, with their lists; however many, they take the same few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, col, delete, func, select

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_items import Action, Contingency, HandoverItem, Introduction
from nsk_tui.rules.ids import HandoverId, HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.store import moments
from nsk_tui.store.errors import Missing, SavedByAnother
from nsk_tui.store.handover_tables import (
    ActionRow,
    ContingencyRow,
    CoverRow,
    HandoverItemRow,
    IntroductionRow,
)
from nsk_tui.store.moments import to_day

ITEMS_MAX = 2_000
PARTS_MAX = 50_000
_LISTS = (ActionRow, ContingencyRow, IntroductionRow)

Marks = Mapping[tuple[str, str | None, str | None], tuple[str | None, str | None]]
"""When and by whom an action was done, by its words, its owner and its day."""

Part = TypeVar("Part", CoverRow, ActionRow, ContingencyRow, IntroductionRow)


@dataclass(frozen=True)
class StoredItem:
    """An item with its handover, its version, and who wrote it last."""

    item: HandoverItem
    handover: HandoverId
    version: int
    changed_by: MemberId


def add(session: Session, handover: str, item: HandoverItem, by: str, now: datetime) -> None:
    """Write a new item at the end of its handover."""
    last = session.exec(
        select(func.max(col(HandoverItemRow.position))).where(HandoverItemRow.handover == handover)
    ).one()
    row = HandoverItemRow(
        id=item.id,
        handover=handover,
        position=(last or 0) + 1,
        kind=item.kind.value if item.kind else None,
        label="",
        made_by=by,
        changed_by=by,
        changed_at="",
    )
    _fill(row, item, by, now)
    session.add(row)
    session.flush()
    _add_covers(session, item)
    _add_lists(session, item, {})


def put(session: Session, item: HandoverItem, by: str, now: datetime, version: int) -> None:
    """Write an item anew; what it covers stays.

    Errors
        Missing. SavedByAnother: it is no longer the version that was read.
    """
    row = _row(session, item.id)
    if row.version != version:
        raise SavedByAnother(row.label if row.kind == OwnedKind.THREAD.value else "")
    _fill(row, item, by, now)
    row.version += 1
    session.add(row)
    session.flush()
    done = _marks(session, item.id)
    for table in _LISTS:
        session.exec(delete(table).where(col(table.item) == item.id))
    session.expire_all()
    _add_lists(session, item, done)


def follow_record(session: Session, item: HandoverItem) -> None:
    """Let an item follow its records: which they are, its level, and the actions that stand for one."""
    row = _row(session, item.id)
    row.level = item.level.value if item.level else None
    row.version += 1
    session.add(row)
    session.flush()
    done = _marks(session, item.id)
    for table in (ActionRow, CoverRow):
        session.exec(delete(table).where(col(table.item) == item.id))
    session.expire_all()
    _add_covers(session, item)
    _add_actions(session, item, done)


def get(session: Session, item: str) -> StoredItem:
    """Return an item.

    Errors
        Missing
    """
    return _to_items(session, (_row(session, item),))[0]


def by_ids(session: Session, items: Collection[str]) -> tuple[StoredItem, ...]:
    """Return items by their ids, in the order of those; ones that are gone are left out."""
    query = (
        select(HandoverItemRow)
        .where(col(HandoverItemRow.id).in_(items))
        .order_by(col(HandoverItemRow.id))
        .limit(ITEMS_MAX)
    )
    return _to_items(session, session.exec(query).all())


def of_handovers(session: Session, handovers: Sequence[str]) -> tuple[StoredItem, ...]:
    """Return the items of some handovers, each handover's in their order."""
    query = (
        select(HandoverItemRow)
        .where(col(HandoverItemRow.handover).in_(handovers))
        .order_by(col(HandoverItemRow.handover), col(HandoverItemRow.position))
        .limit(ITEMS_MAX)
    )
    return _to_items(session, session.exec(query).all())


def set_done(session: Session, item: str, position: int, by: str | None, now: datetime) -> None:
    """Write down that an action is done; ``by`` None: not after all.

    Errors
        Missing
    """
    row = session.get(ActionRow, (item, position))
    if row is None:
        raise Missing("handover_action")
    row.done_by, row.done_at = by, moments.to_text(now) if by else None
    session.add(row)
    session.flush()


def _fill(row: HandoverItemRow, item: HandoverItem, by: str, now: datetime) -> None:
    row.label, row.level = item.label, item.level.value if item.level else None
    row.is_watched, row.watch, row.summary = int(item.is_watched), item.watch, item.summary
    row.receiver = item.receiver
    row.changed_by, row.changed_at = by, moments.to_text(now)


def _add_covers(session: Session, item: HandoverItem) -> None:
    session.add_all(
        CoverRow(item=item.id, position=at, kind=kind.value, ref=ref)
        for at, (kind, ref) in enumerate(item.covers)
    )


def _add_lists(session: Session, item: HandoverItem, done: Marks) -> None:
    session.add_all(
        ContingencyRow(item=item.id, position=at, if_this=one.if_this, then_that=one.then_that)
        for at, one in enumerate(item.contingencies)
    )
    session.add_all(
        IntroductionRow(
            item=item.id,
            position=at,
            whom=one.whom,
            meet_on=moments.day_text(one.on),
            is_done=int(one.is_done),
        )
        for at, one in enumerate(item.introductions)
    )
    _add_actions(session, item, done)


def _add_actions(session: Session, item: HandoverItem, done: Marks) -> None:
    for at, one in enumerate(item.actions):
        due_on = moments.day_text(one.on)
        done_at, done_by = done.get((one.what, one.owner, due_on), (None, None))
        session.add(
            ActionRow(
                item=item.id,
                position=at,
                what=one.what,
                owner=one.owner,
                due_on=due_on,
                matter_kind=one.matter[0].value if one.matter else None,
                matter_ref=one.matter[1] if one.matter else None,
                done_at=done_at,
                done_by=done_by,
            )
        )
    session.flush()


def _marks(session: Session, item: str) -> Marks:
    """Return by whom and when actions were done, by what they say: a line that stays keeps it."""
    rows = _parts(session, ActionRow, (item,))[item]
    return {(row.what, row.owner, row.due_on): (row.done_at, row.done_by) for row in rows if row.done_at}


def _row(session: Session, item: str) -> HandoverItemRow:
    row = session.get(HandoverItemRow, item)
    if row is None:
        raise Missing("handover_item")
    return row


def _parts(session: Session, table: type[Part], items: Sequence[str]) -> dict[str, list[Part]]:
    query = (
        select(table)
        .where(col(table.item).in_(items))
        .order_by(col(table.item), col(table.position))
        .limit(PARTS_MAX)
    )
    found: dict[str, list[Part]] = defaultdict(list)
    for row in session.exec(query):
        found[row.item].append(row)
    return found


def _to_items(session: Session, rows: Iterable[HandoverItemRow]) -> tuple[StoredItem, ...]:
    known = tuple(rows)
    ids = [row.id for row in known]
    covers, actions = _parts(session, CoverRow, ids), _parts(session, ActionRow, ids)
    ifs, people = _parts(session, ContingencyRow, ids), _parts(session, IntroductionRow, ids)
    return tuple(
        StoredItem(
            _to_item(row, covers[row.id], actions[row.id], ifs[row.id], people[row.id]),
            HandoverId(row.handover),
            row.version,
            MemberId(row.changed_by),
        )
        for row in known
    )


def _to_item(
    row: HandoverItemRow,
    covers: Sequence[CoverRow],
    actions: Sequence[ActionRow],
    ifs: Sequence[ContingencyRow],
    people: Sequence[IntroductionRow],
) -> HandoverItem:
    return HandoverItem(
        id=HandoverItemId(row.id),
        kind=OwnedKind(row.kind) if row.kind else None,
        label=row.label,
        covers=tuple((OwnedKind(one.kind), one.ref) for one in covers),
        level=ConcernLevel(row.level) if row.level else None,
        is_watched=bool(row.is_watched),
        watch=row.watch,
        summary=row.summary,
        actions=tuple(_action(one) for one in actions),
        contingencies=tuple(Contingency(one.if_this, one.then_that) for one in ifs),
        introductions=tuple(Introduction(one.whom, to_day(one.meet_on), bool(one.is_done)) for one in people),
        receiver=MemberId(row.receiver) if row.receiver else None,
    )


def _action(row: ActionRow) -> Action:
    matter = (OwnedKind(row.matter_kind), row.matter_ref) if row.matter_kind and row.matter_ref else None
    owner = MemberId(row.owner) if row.owner else None
    return Action(row.what, owner, to_day(row.due_on), matter, row.done_at is not None)

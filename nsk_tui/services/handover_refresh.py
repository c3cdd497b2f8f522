"""A handover kept in step: what became open comes in, what is no longer the giver's goes.

Source
    docs/rules/handover.md, "What is collected"
"""

from collections.abc import Mapping

from nsk_tui.rules.handover import Handover
from nsk_tui.rules.handover_items import HandoverItem, blank_item, follows_record
from nsk_tui.rules.handover_state import ItemState, ItemStatus, MoveKind
from nsk_tui.rules.ids import HandoverItemId
from nsk_tui.rules.owned import OwnedKind, OwnedMatter, collect, grouped
from nsk_tui.services import chance, handover_view
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.store import handover_items, handover_moves
from nsk_tui.store.change import Change

_FOLLOWS = frozenset({ItemState.DRAFT, ItemState.RETURNED})
"""States in which an item follows its records: nobody is reading it, and nobody has taken it."""

Fresh = Mapping[str, list[OwnedMatter]]


def is_due(found: HandoverView) -> bool:
    """Return whether a refresh would change anything."""
    owned = {one.key: one for one in collect(found.handover.giver, found.owned)}
    return bool(found.missed) or any(
        _as_now(view, owned, {}) != view.item for view in found.items if view.state in _FOLLOWS
    )


def refresh(writing: Change, session: Session, handover: Handover) -> int:
    """Take in what became open and let go what is gone; return how many items that touched."""
    found = handover_view.build(writing.session, session, handover)
    owned = {one.key: one for one in collect(handover.giver, found.owned)}
    fresh, alone = _sorted_out(found)
    touched = 0
    for view in found.items:
        if view.state in _FOLLOWS:
            touched += _follow(writing, session, view, _as_now(view, owned, fresh))
    for group in grouped(alone):
        item = blank_item(HandoverItemId(chance.new_id()), group)
        handover_items.add(writing.session, handover.id, item, session.member, writing.now)
    return touched + len(grouped(alone))


def _sorted_out(found: HandoverView) -> tuple[dict[str, list[OwnedMatter]], list[OwnedMatter]]:
    """Return what came to threads that have an item, by code name, and what needs an item of its own."""
    has_item = {
        view.item.label
        for view in found.items
        if view.item.kind is OwnedKind.THREAD and view.state in _FOLLOWS
    }
    fresh: dict[str, list[OwnedMatter]] = {}
    alone: list[OwnedMatter] = []
    for one in found.missed:
        if one.within in has_item:
            fresh.setdefault(one.within, []).append(one)
        else:
            alone.append(one)
    return fresh, alone


def _as_now(
    view: ItemView, owned: Mapping[tuple[OwnedKind, str], OwnedMatter], fresh: Fresh
) -> HandoverItem | None:
    """Return the item as its records are now; None when the giver has none of them any more."""
    mine = fresh.get(view.item.label, []) if view.item.kind is OwnedKind.THREAD else []
    return follows_record(view.item, owned, mine)


def _follow(writing: Change, session: Session, view: ItemView, now: HandoverItem | None) -> int:
    if now is None:
        status = ItemStatus(ItemState.WITHDRAWN, session.member, writing.now, view.digest)
        handover_moves.add(writing.session, view.item.id, MoveKind.WITHDRAW, status, view.record_version)
        return 1
    if now == view.item:
        return 0
    handover_items.follow_record(writing.session, now)
    return 1

"""Handovers as JSON: the shapes that stay."""

from typing import TYPE_CHECKING

from nsk_tui.rules.handover import Handover, Tally
from nsk_tui.rules.handover_items import Action, HandoverItem
from nsk_tui.rules.owned import OwnedMatter

if TYPE_CHECKING:
    from datetime import date

    from nsk_tui.services.handover import HandoverLine
    from nsk_tui.services.handover_view import HandoverView, ItemView


def line_object(one: "HandoverLine") -> dict[str, object]:
    """Return a handover as it stands in a list."""
    return {
        **_handover(one.handover),
        "tally": _tally(one.tally),
        "receivers": list(one.receivers),
        "escalated": one.escalated,
    }


def view_object(view: "HandoverView") -> dict[str, object]:
    """Return a whole handover."""
    return {
        **_handover(view.handover),
        "remainder": _remainder(view.handover),
        "tally": _tally(view.tally),
        "lacks": [fault.value for fault in view.faults],
        "missed": [_matter(one) for one in view.missed],
        "to_finish": [_matter(one) for one in view.to_finish],
        "nothing_in": [kind.value for kind in view.empty_kinds],
        "escalate_days": view.escalate_days,
        "closing_reason": view.closing_reason,
        "items": [_item(one) for one in view.items],
        "missing_afterwards": [
            {"member": member, "days": days, "words": words} for member, days, words in view.echoes
        ],
    }


def _handover(one: Handover) -> dict[str, object]:
    return {
        "id": one.id,
        "giver": one.giver,
        "kind": one.kind.value,
        "thread": one.thread or None,
        "state": one.state.value,
        "started_on": one.started_on.isoformat(),
        "last_day": one.last_day.isoformat(),
        "back_on": _day(one.back_on),
        "closed_on": _day(one.closed_on),
        "closed_by": one.closed_by,
    }


def _remainder(one: Handover) -> dict[str, object] | None:
    """Return what is said of the rest; None when nobody has said."""
    said = one.remainder
    if said is None:
        return None
    return {"kind": said.kind.value, "by": said.by, "on": said.on.isoformat(), "words": said.words}


def _tally(counts: Tally) -> dict[str, int]:
    return {
        "items": counts.items,
        "received": counts.received,
        "waiting": counts.waiting,
        "without_receiver": counts.without_receiver,
        "returned": counts.returned,
        "withdrawn": counts.withdrawn,
    }


def _item(view: "ItemView") -> dict[str, object]:
    item, status = view.item, view.status
    return {
        "id": item.id,
        "number": view.number,
        "kind": item.kind.value if item.kind else None,
        "label": item.label,
        "receiver": item.receiver,
        "state": view.state.value,
        "by": status.by,
        "at": status.since.isoformat() if status.since else None,
        "waiting_days": view.waiting_days,
        "lacks": [fault.value for fault in view.faults],
        **_parts(item),
        "words": status.words,
        "question": status.question,
        "digest": view.digest,
    }


def _parts(item: HandoverItem) -> dict[str, object]:
    return {
        "level": item.level.value if item.level else None,
        "watch": item.watch,
        "summary": item.summary,
        "actions": [_action(one) for one in item.actions],
        "contingencies": [{"if": one.if_this, "then": one.then_that} for one in item.contingencies],
        "introductions": [
            {"whom": one.whom, "on": _day(one.on), "met": one.is_done} for one in item.introductions
        ],
    }


def _action(one: Action) -> dict[str, object]:
    return {
        "what": one.what,
        "owner": one.owner,
        "on": _day(one.on),
        "done": one.is_done,
        "stands_for": one.matter[0].value if one.matter else None,
    }


def _matter(one: OwnedMatter) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "ref": one.ref,
        "label": one.label,
        "level": one.level.value if one.level else None,
        "due": _day(one.due),
    }


def _day(day: "date | None") -> str | None:
    """Return a day as text; None stays None."""
    return day.isoformat() if day else None

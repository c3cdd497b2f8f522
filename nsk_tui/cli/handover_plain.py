"""A handover as plain lines, for a person at a terminal or a screen reader."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from nsk_tui import handover_words, vocabulary
from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.services.handover_view import HandoverView, ItemView


def view_lines(view: "HandoverView", today: str) -> Iterator[str]:
    """Give a handover line by line: how far it is, its items, what is missing."""
    found, day = view.handover, date.fromisoformat(today)
    who = found.thread or found.giver
    yield f"{who} · {handover_words.until(found.kind, found.last_day, day)} · {found.id}"
    yield handover_words.tally(view.tally)
    for one in view.items:
        yield ""
        yield from _item_lines(one, day)
    yield ""
    if found.remainder is not None:
        said = handover_words.remainder(found.remainder.kind, found.remainder.words)
        yield _("Not handed over on purpose: %(words)s") % {"words": said}
    for matter in view.to_finish:
        yield _("To finish by the giver: %(what)s") % {"what": handover_words.owned(matter.kind)}
    for fault in view.faults:
        yield f"! {handover_words.handover_fault(fault)}"
    for member, days, words in view.echoes:
        yield _("Missing after %(days)d days, %(member)s: %(words)s") % {
            "days": days,
            "member": member,
            "words": words or _("nothing"),
        }


def _item_lines(view: "ItemView", today: date) -> Iterator[str]:
    item, status = view.item, view.status
    since = status.since.date() if status.since else None
    level = vocabulary.marked_level(item.level) if item.level else ""
    state = handover_words.state(view.state, item.receiver, since, status.question, today)
    name = handover_words.item_name(item)
    yield f"{view.number}. " + " · ".join(filter(None, (name, level, item.receiver or "", state)))
    for line in item_text(item):
        yield f"   {line}"
    if status.words:
        yield _("   In own words: %(words)s") % {"words": status.words}
    if status.question:
        yield _("   Question: %(words)s") % {"words": status.question}
    if view.faults and not view.is_received:
        yield _("   ! Missing: %(what)s") % {"what": handover_words.item_faults(view.faults)}


def item_text(item: HandoverItem) -> Iterator[str]:
    """Give what the giver says of an item, a line for each thing."""
    if item.watch:
        yield _("Watch: %(what)s") % {"what": item.watch}
    yield from item.summary.splitlines()
    for one in item.actions:
        day = one.on.isoformat() if one.on else ""
        tick = "[x]" if one.is_done else "[ ]"
        yield "  ".join(filter(None, (tick, handover_words.action(item, one), one.owner or "", day)))
    for contingency in item.contingencies:
        yield handover_words.contingency(contingency)
    for person in item.introductions:
        met = _("met") if person.is_done else _("to meet")
        yield "  ".join(filter(None, (met, person.whom, person.on.isoformat() if person.on else "")))

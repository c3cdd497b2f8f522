"""What Today says of the handovers: what waits to be taken, what came back, what nobody answers."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from nsk_tui import handover_words, wording
from nsk_tui.screens import group_views, handover_say
from nsk_tui.services import drafts, handover, handover_items
from nsk_tui.services.drafts import DraftLine
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.handover_waiting import (
    ActionDue,
    EchoAsked,
    HandoverWaiting,
    ItemsReturned,
    ItemsToTake,
    ItemsUnanswered,
    LeaveAhead,
)
from nsk_tui.widgets.rows import Cell
from nsk_tui.wording import _, ngettext

if TYPE_CHECKING:
    from nsk_tui.screens.today import TodayScreen

ITEM_DRAFTS = frozenset({"handover_item", "handover_answer"})
SAID_DRAFTS = frozenset({handover_say.REMAINDER_KIND, handover_say.ECHO_KIND})
KINDS = (ItemsToTake, ItemsReturned, ItemsUnanswered, ActionDue, EchoAsked, LeaveAhead)

Row = tuple[Cell, str, Cell, str]
"""What, which, why, whose."""


def words(item: HandoverWaiting, today: date) -> Row:
    """Return the cells of a row."""
    if isinstance(item, ItemsToTake):
        return _to_take(item, today)
    if isinstance(item, ItemsReturned):
        first = item.items[0]
        asked = _("{member} asks: {words}").format(member=first.status.by, words=first.status.question)
        name = handover_words.label(first.item.kind, first.item.label)
        return Cell(_("returned")), name, Cell(asked), _("yours")
    if isinstance(item, ItemsUnanswered):
        return _unanswered(item)
    if isinstance(item, ActionDue):
        action = item.action
        day = wording.day(action.due_on, today) if action.due_on else ""
        late = action.due_on is not None and action.due_on <= today
        what = action.what or handover_words.owned(None)
        told = _("by {day}: {what}").format(day=day, what=what) if day else what
        due = Cell(told, "late" if late else "")
        return Cell(_("action")), action.label, due, _("yours")
    if isinstance(item, EchoAsked):
        asked = _("what was missing? {days} days after").format(days=item.days)
        return (
            Cell(_("answer")),
            _("from {member}").format(member=item.handover.giver),
            Cell(asked),
            _("yours"),
        )
    day = wording.day(item.last_day, today)
    told = _("{day} · no handover begun").format(day=day)
    return Cell(_("stops")), item.member, Cell(told), ""


def _to_take(item: ItemsToTake, today: date) -> Row:
    count, since = len(item.items), item.items[0].status.since
    told = ngettext("{count} item waits", "{count} items wait", count).format(count=count)
    sent = _("sent {day}").format(day=wording.day(since.date(), today)) if since else ""
    said = ", ".join(filter(None, (told, sent)))
    return Cell(_("take over")), _("from {member}").format(member=item.handover.giver), Cell(said), _("yours")


def _unanswered(item: ItemsUnanswered) -> Row:
    count = len(item.items)
    members = ", ".join(sorted({one.item.receiver or "?" for one in item.items}))
    days = max(one.waiting_days or 0 for one in item.items)
    told = ngettext(
        "{count} item for {days} days: {members}",
        "{count} items for {days} days: {members}",
        count,
    )
    said = "! " + told.format(count=count, days=days, members=members)
    return Cell(_("no answer")), _("from {member}").format(member=item.handover.giver), Cell(said, "late"), ""


def open_item(front: "TodayScreen", item: HandoverWaiting) -> None:
    """Go to what waits."""
    if isinstance(item, ItemsToTake):
        from nsk_tui.screens.handover_answer import HandoverAnswerScreen

        front.app.push_screen(HandoverAnswerScreen(item.handover.id, item.items[0].item.id))
    elif isinstance(item, ItemsReturned):
        read = partial(handover.read, front.session, item.handover.id)
        front.run_service(read, done=partial(_open_form, front, item.items[0].item.id))
    elif isinstance(item, ItemsUnanswered):
        show(front, item.handover.id)
    elif isinstance(item, EchoAsked):
        front.app.push_screen(handover_say.EchoScreen(item.handover, item.days), front.after_box)
    elif isinstance(item, LeaveAhead):
        from nsk_tui.screens.handover_start import HandoverStartScreen

        front.app.push_screen(HandoverStartScreen(item.member), partial(_begun, front))
    else:
        front.say(_("d when it is done; the handover has the rest: 4."))


def finish(front: "TodayScreen", item: ActionDue) -> None:
    """Tick an action off."""
    action = item.action
    front.run_service(
        handover_items.set_done, front.session, action.item, action.position,
        done=lambda _nothing: front.after_box(_("Ticked off.")),
    )  # fmt: skip


def open_draft(front: "TodayScreen", draft: DraftLine) -> bool:
    """Open a draft of a handover's forms again; say whether it is one."""
    if draft.kind == "handover_item":
        from nsk_tui.screens.handover_item import HandoverItemScreen

        front.app.push_screen(HandoverItemScreen(draft_id=draft.id))
    elif draft.kind == "handover_answer":
        from nsk_tui.screens.handover_answer import HandoverAnswerScreen

        front.app.push_screen(HandoverAnswerScreen("", "", draft.id))
    elif draft.kind in SAID_DRAFTS:
        loaded = partial(drafts.load_draft, front.session, draft.id)
        front.run_service(
            loaded, done=lambda payload: handover_say.open_draft(front, draft.kind, payload, draft.id)
        )
    else:
        return False
    return True


def show(front: "TodayScreen", handover_id: str) -> None:
    """Show a handover in its place among the group's."""
    front.app.call_later(group_views.show_handover, front, handover_id)


def _begun(front: "TodayScreen", handover_id: str | None) -> None:
    if handover_id is not None:
        show(front, handover_id)


def _open_form(front: "TodayScreen", item: str, view: HandoverView) -> None:
    from nsk_tui.screens.handover_item import HandoverItemScreen

    front.app.push_screen(HandoverItemScreen(view, view.item(item)))

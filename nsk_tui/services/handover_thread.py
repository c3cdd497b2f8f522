"""A thread's place in the handovers under way: in that of its owner, or in one of its own."""

from dataclasses import dataclass

from nsk_tui.rules.access import Act
from nsk_tui.rules.handover import HandoverState, standing
from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import handover, handover_view
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.store import handover as rows


@dataclass(frozen=True)
class ThreadHanded:
    """Whose a thread is, and the item that hands it over; ``view`` and ``item`` None: nothing does."""

    owner: MemberId
    view: HandoverView | None = None
    item: ItemView | None = None


def thread_handed(session: Session, code_name: str) -> ThreadHanded:
    """Return the handover under way in which a thread is handed over.

    Errors
        NotAllowed, UnknownThread.
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        owner = handover.owner_of(reading, code_name)
        open_ones = [one for one in rows.every(reading, HandoverState.OPEN) if one.giver == owner]
        found = handover_view.item_views(reading, session, open_ones)
    for one, items in found.items():
        held = standing([view.item for view in items], handover_view.states_of(items))
        item = next((each for each in held if _is_about(each, code_name)), None)
        if item is not None:
            view = handover.read(session, one.id)
            return ThreadHanded(owner, view, view.item(item.id))
    return ThreadHanded(owner)


def _is_about(item: HandoverItem, code_name: str) -> bool:
    return item.label == code_name and any(kind is OwnedKind.THREAD for kind, _id in item.covers)

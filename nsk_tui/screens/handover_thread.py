"""Handing a single thread over: asked for in the thread, written in the giver's form."""

from functools import partial

from nsk_tui.rules.access import Act, may
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.screens import group_views
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.confirm import ConfirmScreen
from nsk_tui.services import handover, handover_thread
from nsk_tui.services.handover_change import may_give
from nsk_tui.services.handover_thread import ThreadHanded
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.wording import _


def refusal(session: Session, owner: str) -> str | None:
    """Return why a member hands somebody's thread over no further; None when she may."""
    if owner == session.member or may(session.role, Act.MANAGE_HANDOVER):
        return None
    return _("only {member} and the coordinators").format(member=owner)


def hand_over(front: FrameScreen[None], code_name: str) -> None:
    """Open the item that hands a thread over; where there is none, ask whether to begin one."""
    looked = partial(handover_thread.thread_handed, front.session, code_name)
    front.run_service(looked, done=partial(_open_or_ask, front, code_name))


def _open_or_ask(front: FrameScreen[None], code_name: str, handed: ThreadHanded) -> None:
    if handed.view is not None and handed.item is not None:
        _open(front, handed.view, handed.item)
        return
    told = _("The thread becomes one item, which you write next. It stays {member}'s until it is taken.")
    question = ConfirmScreen(
        _("Hand {thread} over to a colleague?").format(thread=code_name),
        told.format(member=handed.owner),
        (_("hand it over"), _("keep it")),
    )
    front.app.push_screen(question, partial(_begin, front, code_name))


def _begin(front: FrameScreen[None], code_name: str, answer: int | None) -> None:
    if answer == 0:
        front.run_service(handover.start_thread, front.session, code_name, done=partial(_begun, front))


def _begun(front: FrameScreen[None], view: HandoverView) -> None:
    _open(front, view, view.items[0])


def _open(front: FrameScreen[None], view: HandoverView, one: ItemView) -> None:
    front.app.call_later(_go, front, view, one)


async def _go(front: FrameScreen[None], view: HandoverView, one: ItemView) -> None:
    """Show the handover, and the item over it: there P sends it."""
    await group_views.show_handover(front, view.handover.id)
    if one.state is ItemState.SENT and one.item.receiver == front.session.member:
        from nsk_tui.screens.handover_answer import HandoverAnswerScreen

        front.app.push_screen(HandoverAnswerScreen(view.handover.id, one.item.id))
    elif may_give(front.session, view.handover) and not one.is_received:
        from nsk_tui.screens.handover_item import HandoverItemScreen

        front.app.push_screen(HandoverItemScreen(view, one))

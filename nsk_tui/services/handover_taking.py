"""What changes hands when somebody takes an item: the record itself, at once.

Source
    docs/rules/handover.md, "Whose it is"
"""

from nsk_tui.rules.duties import Duty, Layer, read_ref
from nsk_tui.rules.handover import Handover
from nsk_tui.rules.handover_items import HandoverItem
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import owned_meetings
from nsk_tui.services.rota_change import Work, end_swaps, give_in_place, must_be_ahead, must_fit
from nsk_tui.services.rota_state import whole_state
from nsk_tui.services.session import Session
from nsk_tui.store import contacts, follow_ups, threads
from nsk_tui.store.change import Change
from nsk_tui.store.errors import Missing


def take_over(writing: Change, session: Session, handover: Handover, item: HandoverItem) -> bool:
    """Give the records of an item to whoever has taken it; return whether a duty was among them.

    A record that somebody else got meanwhile stays with her.

    Errors
        DutyRefused, UnknownDuty, PastDuty: a duty that the receiver cannot have.
    """
    receiver = MemberId(writing.member)
    for kind, ref in item.covers:
        if kind is OwnedKind.THREAD:
            _take_thread(writing, handover.giver, ref, receiver)
        elif kind is OwnedKind.FOLLOW_UP:
            follow_ups.set_owner(writing.session, ref, receiver)
        elif kind is OwnedKind.CONTACT:
            _take_contact(writing, handover.giver, ref, receiver, item)
        elif kind in owned_meetings.GIVEN:
            owned_meetings.give(writing, kind, ref, handover.giver, receiver)
    duties = [ref for kind, ref in item.covers if kind is OwnedKind.DUTY]
    for ref in duties:
        _take_duty(writing, session, handover.giver, ref, receiver)
    return bool(duties)


def _take_thread(writing: Change, giver: MemberId, code_name: str, receiver: MemberId) -> None:
    try:
        thread = threads.get(writing.session, code_name)
    except Missing:
        return
    if thread.line.owner == giver:
        threads.set_owner(writing.session, thread.key, receiver)
        writing.audit("take_over", code_name, giver)


def _take_contact(writing: Change, giver: MemberId, ref: str, receiver: MemberId, item: HandoverItem) -> None:
    """Give a contact to the receiver; they have met when the item says so."""
    try:
        contact = contacts.get(writing.session, ref).contact
    except Missing:
        return
    if contact.owner == giver:
        days = (one.on for one in item.introductions if one.is_done and one.on)
        met = max((day for day in days if day <= writing.now.date()), default=None)
        contacts.set_owner(writing.session, ref, receiver, met)
        writing.audit("change_contact", ref, receiver)


def _take_duty(writing: Change, session: Session, giver: MemberId, name: str, receiver: MemberId) -> None:
    ref = read_ref(name)
    work = Work(session, writing, whole_state(writing.session, session))
    if ref is None or work.state.holder(ref) != giver:
        return
    must_be_ahead(session, work.state, ref)
    must_fit(work.state, ref, receiver)
    give_in_place(work, Duty(ref, receiver, Layer.SWAP, receiver), "handover")
    end_swaps(work, ref)
    writing.audit("take_duty", name, giver)

"""A handover in words: why it is made, what is in it, how far an item has come, what is still missing.

One wording for the screens, the command line and the document.
"""

from collections.abc import Iterable
from datetime import date

from nsk_tui import duty_words, vocabulary, wording
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.duties import read_ref
from nsk_tui.rules.handover import HandoverFault, HandoverKind, HandoverState, RemainderKind, Tally
from nsk_tui.rules.handover_items import Action, Contingency, HandoverItem, ItemFault
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.wording import _, ngettext, pgettext


def kind(value: HandoverKind) -> str:
    """Return why somebody hands over: leaves, long leave, another role, one thread."""
    return {
        HandoverKind.LEAVE: pgettext("handover", "leaves"),
        HandoverKind.LONG_LEAVE: pgettext("handover", "long leave"),
        HandoverKind.ROLE_CHANGE: pgettext("handover", "another role"),
        HandoverKind.THREAD: pgettext("handover", "one thread"),
    }[value]


def until(value: HandoverKind, last_day: date, today: date) -> str:
    """Return what happens on the last day: stops 30/11."""
    day = wording.day(last_day, today)
    return {
        HandoverKind.LEAVE: _("stops {day}"),
        HandoverKind.LONG_LEAVE: _("is on leave after {day}"),
        HandoverKind.ROLE_CHANGE: _("changes role {day}"),
        HandoverKind.THREAD: _("hands over {day}"),
    }[value].format(day=day)


def ended(value: HandoverState) -> str:
    """Return how a handover ended, or that it is under way."""
    return {
        HandoverState.OPEN: pgettext("handover", "under way"),
        HandoverState.CLOSED: pgettext("handover", "closed"),
        HandoverState.DROPPED: pgettext("handover", "dropped"),
    }[value]


def owned(value: OwnedKind | None) -> str:
    """Return what sort of thing an item is; None: a matter that the giver thought of herself."""
    return pgettext("owned", "matter") if value is None else vocabulary.word(value)


def label(value: OwnedKind | None, text: str) -> str:
    """Return what a record is called; a duty, a debt and a key in words."""
    if value in (OwnedKind.DUTY, OwnedKind.SWAP):
        ref = read_ref(text)
        if ref is None:
            return text
        area = next((one for one in Area if one.value == ref.line), None)
        line = duty_words.called(ref.line, "", area)
        return f"{duty_words.when_begins(ref.start)} · {line} · {duty_words.role(ref.role)}"
    if value is OwnedKind.OWED_DUTY:
        return _("owed to {member}").format(member=text)
    if value is OwnedKind.ACCESS:
        return _held().get(text, text)
    return text


def item_name(item: HandoverItem) -> str:
    """Return an item as one names it in a sentence: thread tør-kaffe."""
    return f"{owned(item.kind)} {label(item.kind, item.label)}"


def has_thread(value: OwnedKind) -> bool:
    """Return whether what a record is called is a thread's code name."""
    return value in (OwnedKind.THREAD, OwnedKind.FOLLOW_UP)


def action(item: HandoverItem, one: Action) -> str:
    """Return what is to be done; what stands for a record is called by it."""
    if one.what:
        return one.what
    is_follow_up = one.matter is not None and one.matter[0] is OwnedKind.FOLLOW_UP
    return _("follow-up on {thread}").format(thread=item.label) if is_follow_up else owned(OwnedKind.ACTION)


def contingency(one: Contingency) -> str:
    """Return what to do if: If the young person stays away, then ring the school."""
    return _("If {if_this}, then {then_that}").format(if_this=one.if_this, then_that=one.then_that)


def state(value: ItemState, receiver: MemberId | None, since: date | None, question: str, today: date) -> str:
    """Return how far an item has come; ``receiver`` None: nobody yet, ``since`` None: not moved yet."""
    day = wording.day(since, today) if since else ""
    if receiver is None and value is not ItemState.WITHDRAWN:
        return _("has no receiver")
    return {
        ItemState.DRAFT: _("not sent"),
        ItemState.SENT: _("waits for {member}").format(member=receiver),
        ItemState.ACCEPTED: _("received {day}").format(day=day),
        ItemState.RESERVED: _("received {day}, reservation").format(day=day),
        ItemState.RETURNED: _('returned: "{question}"').format(question=question),
        ItemState.WITHDRAWN: _("withdrawn"),
        ItemState.STALE: _("changed since {day}: send again").format(day=day),
    }[value]


def move(value: MoveKind) -> str:
    """Return what somebody did with an item."""
    return {
        MoveKind.SEND: pgettext("move", "sent it"),
        MoveKind.ACCEPT: pgettext("move", "took it"),
        MoveKind.RESERVE: pgettext("move", "took it with a reservation"),
        MoveKind.RETURN: pgettext("move", "returned it"),
        MoveKind.WITHDRAW: pgettext("move", "withdrew it"),
    }[value]


def tally(counts: Tally) -> str:
    """Return how far all items have come, in one line; what is zero is left out."""
    items = ngettext("{count} item", "{count} items", counts.items).format(count=counts.items)
    said = tally_parts(counts)
    return f"{items}. {said}" if said else f"{items}."


def tally_parts(counts: Tally) -> str:
    """Return how many items have come how far; empty when there are none."""
    parts = (
        (counts.received, _("{count} received")),
        (counts.waiting, _("{count} waiting")),
        (counts.without_receiver, _("{count} without receiver")),
        (counts.returned, _("{count} returned")),
    )
    return " · ".join(text.format(count=count) for count, text in parts if count)


def remainder(value: RemainderKind, words: str) -> str:
    """Return what is said of all that is not handed over."""
    return _("Nothing beyond the list.") if value is RemainderKind.NOTHING else words


def item_fault(fault: ItemFault) -> str:
    """Return what an item lacks before it can be sent."""
    return {
        ItemFault.NO_RECEIVER: _("who receives it"),
        ItemFault.RECEIVER_IS_GIVER: _("another receiver than the giver"),
        ItemFault.RECEIVER_LEAVES: _("a receiver who stays"),
        ItemFault.WATCH_WITHOUT_WORDS: _("what to watch"),
        ItemFault.NO_SUMMARY: _("a summary"),
        ItemFault.LONG_SUMMARY: _("a summary of five lines at most"),
        ItemFault.ACTION_WITHOUT_WORDS: _("what is to be done"),
        ItemFault.ACTION_WITHOUT_OWNER: _("whose the action is"),
        ItemFault.ACTION_WITHOUT_DAY: _("a day for the action"),
        ItemFault.ACTION_OF_GIVER: _("an action of the giver's after the last day: whose then?"),
        ItemFault.NO_CONTINGENCY: _("if this, then that"),
        ItemFault.HALF_CONTINGENCY: _("the other half of if and then"),
        ItemFault.INTRODUCTION_WITHOUT_WORDS: _("whom to meet"),
        ItemFault.TOO_MUCH: _("less: nine lines of 200 characters at most"),
    }[fault]


def item_faults(faults: Iterable[ItemFault]) -> str:
    """Return all that an item lacks: who receives it, a summary."""
    return ", ".join(item_fault(fault) for fault in faults)


def handover_fault(fault: HandoverFault) -> str:
    """Return what keeps a handover from its end, as a sentence."""
    return {
        HandoverFault.WRONG_DAYS: _("The days do not hang together."),
        HandoverFault.ONLY_COORDINATOR: _("The giver is the only coordinator: make somebody else one first."),
        HandoverFault.NOT_COLLECTED: _("Some kinds of records were never looked through."),
        HandoverFault.NOT_COVERED: _("Something that is open has no item."),
        HandoverFault.NO_RECEIVER: _("Some items have no receiver."),
        HandoverFault.NOT_RECEIVED: _("Some items are not received."),
        HandoverFault.UNFINISHED: _("The giver has drafts or findings that only she can open."),
        HandoverFault.REMAINDER_UNSAID: _("Nobody has said what is not handed over."),
        HandoverFault.REMAINDER_WITHOUT_WORDS: _("Something is left out, and not what."),
    }[fault]


def _held() -> dict[str, str]:
    return {
        "coordinator": _("the role of coordinator"),
        "ssh_key": _("SSH key to the server"),
        "paper_share": _("a share of the recovery key"),
    }

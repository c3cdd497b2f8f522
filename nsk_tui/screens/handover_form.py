"""What the giver's form begins with, what it lacks, how it is stored and which item comes next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nsk_tui import handover_words, vocabulary, wording
from nsk_tui.rules.anonymity.combination import Codes
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_items import HandoverItem, item_faults
from nsk_tui.rules.handover_lines import ItemForm, read_item, write_item
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import HandoverItemId
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import drafts, handover, handover_items, word_list
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.handover_items import OWN_KINDS
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved
from nsk_tui.widgets.options import Option, numbered
from nsk_tui.widgets.worded_parts import PartName
from nsk_tui.wording import _

KIND = "handover_item"
OWN = "own"
_NEW = HandoverItem(HandoverItemId("new"), None, "")


@dataclass(frozen=True)
class Start:
    """Which handover and which item; None: the draft says which, or the item is new."""

    view: HandoverView | None
    one: ItemView | None


@dataclass(frozen=True)
class Beginning:
    """What the form begins with: coded values, texts, and what the check must know."""

    start: Start
    receivers: tuple[str, ...]
    values: dict[str, str]
    texts: dict[str, str]
    answered: frozenset[str]
    codes: Codes
    is_as_stored: bool


@dataclass(frozen=True)
class After:
    """How things stand after saving: what the item lacks, which one comes next; None: no other."""

    view: HandoverView
    lacks: str
    next: ItemView | None
    left: int


def begin(session: Session, start: Start, draft_id: str | None) -> Beginning:
    """Return what the form begins with: the draft's, else the item's; ``draft_id`` None: no draft."""
    payload = drafts.load_draft(session, draft_id) if draft_id is not None else {}
    found = _found(session, start, payload)
    item = found.one.item if found.one else _NEW
    values = {"receiver": item.receiver or "", "level": item.level.value if item.level else "", "kind": OWN}
    texts = write_item(item, session.today, _("met"))
    said, worded = payload.get("values"), payload.get("texts")
    if isinstance(said, dict):
        values |= {str(name): str(code) for name, code in said.items()}
    if isinstance(worded, dict):
        texts |= {str(name): str(text) for name, text in worded.items() if name in texts}
    if item.covers:
        texts["label"] = ""
    return Beginning(
        found,
        tuple(one for one in handover_items.receivers(session) if one != _giver(found)),
        values,
        texts,
        word_list.answered(session),
        handover_items.thread_codes(session, item),
        not payload,
    )


def store(
    session: Session,
    start: Start,
    form: ItemForm,
    kind: OwnedKind | None,
    stances: tuple[Stance, ...],
    draft_id: str | None,
) -> Saved | NotAnonymous:
    """Store the form and let its draft go; ``kind`` counts for a new item, None: just a matter."""
    if start.one is not None:
        outcome = handover_items.save(session, start.one.item.id, form, start.one.version, stances)
    else:
        outcome = handover_items.add(session, _handover(start), form, kind, stances)
    if isinstance(outcome, Saved) and draft_id is not None:
        drafts.discard_draft(session, draft_id)
    return outcome


def again(session: Session, start: Start) -> Start:
    """Return the item as it stands now."""
    view = handover.read(session, _handover(start))
    return Start(view, view.item(start.one.item.id) if start.one else None)


def next_open(session: Session, start: Start, kept: Saved) -> After:
    """Return how things stand after an item was saved, and the next one that still lacks something."""
    view = handover.read(session, _handover(start))
    saved = view.item(kept.id)
    place = saved.number if saved else 0
    unwritten = [
        one for one in view.items if one.state is ItemState.DRAFT and one.faults and one.item.id != kept.id
    ]
    later = [one for one in unwritten if one.number > place]
    lacks = handover_words.item_faults(saved.faults) if saved else ""
    return After(view, lacks, next(iter([*later, *unwritten]), None), len(unwritten))


def lacks(form: ItemForm, item: HandoverItem | None, view: HandoverView, today: date) -> str:
    """Return what an item would still lack as it stands in the form; ``item`` None: it is new."""
    members = {form.receiver} if form.receiver else set()
    read = read_item(item or _NEW, form, members, today)
    leaves = {
        one.item.receiver: one.receiver_leaves
        for one in view.items
        if one.item.receiver is not None and one.receiver_leaves is not None
    }
    return handover_words.item_faults(item_faults(read, view.handover.giver, view.handover.last_day, leaves))


def receivers(members: Sequence[str]) -> tuple[Option, ...]:
    """Return who can receive an item, each with a digit."""
    return tuple(numbered(members))


def kinds() -> tuple[Option, ...]:
    """Return what an item without a record may be."""
    named = [
        (OWN, handover_words.owned(None)),
        *((one.value, handover_words.owned(one)) for one in OWN_KINDS),
    ]
    return tuple(Option(str(at), code, word) for at, (code, word) in enumerate(named, 1))


def levels() -> tuple[Option, ...]:
    """Return the levels, and none."""
    named = [(one.value, vocabulary.marked_level(one)) for one in ConcernLevel]
    return tuple(
        Option(str(at), code, word) for at, (code, word) in enumerate([*named, ("none", _("none"))], 1)
    )


def names() -> dict[str, PartName]:
    """Return the parts of an item in the order in which they are written."""
    return {
        "label": PartName("", _("CALLED")),
        "summary": PartName("P", _("SUMMARY")),
        "contingencies": PartName("S", _("IF, THEN")),
        "actions": PartName("A", _("ACTIONS")),
        "introductions": PartName("", _("MEET")),
        "watch": PartName("I", _("WATCH")),
    }


def help_of(field: str) -> str | None:
    """Return what a field asks for; None when none is focused."""
    return {
        "receiver": _("Who takes it over. She is asked to say it back in her own words."),
        "kind": _("What sort of thing it is; only for what no record stands for."),
        "level": _("How serious it is. Orange and red need what to do if things turn."),
        "label": _("A few words by which the receiver knows it: key to cupboard 2."),
        "summary": _("At most five lines: why it stands as it does, what was tried and rejected."),
        "contingencies": _("One to a line: if this happens -> then do that. Orange and red need one."),
        "actions": _("One to a line: what · who · day. Without a name it is the receiver's."),
        "introductions": _(
            "One to a line: whom the receiver should meet, and the day; «met» when they have."
        ),
        "watch": _("What would make it worse; empty when nothing is to be watched."),
    }.get(field)


def asked(one: ItemView) -> str:
    """Return what the receiver wants to know; empty when nothing is asked."""
    if one.state is not ItemState.RETURNED:
        return ""
    return "    " + _("{member} asks: {words}").format(member=one.status.by, words=one.status.question)


def record_lines(item: HandoverItem, today: date) -> str:
    """Return the actions that stand for a record: they follow it, and are not typed."""
    told = [
        _("    {action} {day} follows the record").format(
            action=handover_words.action(item, one), day=wording.day(one.on, today) if one.on else ""
        )
        for one in item.actions
        if one.matter is not None
    ]
    return "\n".join(told)


def _found(session: Session, start: Start, payload: dict[str, object]) -> Start:
    if not payload:
        return start
    view = handover.read(session, str(payload.get("handover")))
    one = view.item(str(payload.get("item") or ""))
    version = payload.get("version")
    if one is not None and isinstance(version, int):
        one = replace(one, version=version)
    return Start(view, one)


def _handover(start: Start) -> str:
    return start.view.handover.id if start.view else ""


def _giver(start: Start) -> str:
    return start.view.handover.giver if start.view else ""

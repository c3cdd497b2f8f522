"""Items of a handover, as their giver writes them; each text passes the anonymity check.

Source
    docs/rules/handover.md, "An item"
"""

from dataclasses import replace

from nsk_tui.rules.access import Act
from nsk_tui.rules.anonymity.clearance import Cleared
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Stance
from nsk_tui.rules.consultations import AgeBand
from nsk_tui.rules.handover_items import Action, HandoverItem
from nsk_tui.rules.handover_lines import TEXT_FIELDS, ItemForm, read_item
from nsk_tui.rules.ids import HandoverItemId
from nsk_tui.rules.members import Role
from nsk_tui.rules.owned import OwnedKind
from nsk_tui.services import chance
from nsk_tui.services.clearing import RARE_CONCERNS, NotAnonymous
from nsk_tui.services.errors import SavedByAnotherFirst, TextRefused, UnknownMember
from nsk_tui.services.handover_change import found_handover, giving, told_of_another
from nsk_tui.services.handover_errors import UnknownItem
from nsk_tui.services.recording import note_declared
from nsk_tui.services.session import Session
from nsk_tui.services.worded import Saved, cleared_texts
from nsk_tui.store import handover_items, text_tasks, threads
from nsk_tui.store.change import change
from nsk_tui.store.engine import Reading
from nsk_tui.store.errors import Missing
from nsk_tui.store.handover_items import StoredItem
from nsk_tui.store.handover_texts import ITEM, fields_of

LABEL_CHARACTERS_MAX = 60
OWN_KINDS = (OwnedKind.ACCESS, OwnedKind.CONTACT, OwnedKind.COMPETENCE)
"""What an item without a record may be called; anything else is just a matter."""


def save(
    session: Session, item: str, form: ItemForm, version: int, stances: tuple[Stance, ...] = ()
) -> Saved | NotAnonymous:
    """Write an item anew, as its form has it.

    Errors
        NotAllowed, UnknownItem, HandoverEnded, UnknownMember, TextRefused. SavedByAnotherFirst:
        nothing was stored.
    """
    with session.database.reading() as reading:
        handover = stored_item(reading, item).handover
    with giving(session, handover) as (writing, found):
        before = stored_item(writing.session, item).item
        cleared = _cleared(writing.session, session, before, form, stances)
        if isinstance(cleared, NotAnonymous):
            return cleared
        after = _read(session, before, form, cleared)
        with told_of_another():
            handover_items.put(writing.session, after, session.member, writing.now, version)
        text_tasks.forget_spans(writing.session, ITEM, item, tuple(fields_of(before)))
        note_declared(writing, cleared, stances, found.giver)
        writing.audit("change_item", found.giver, subject_of(after))
        writing.commit()
    return Saved(item, version + 1)


def add(
    session: Session,
    handover: str,
    form: ItemForm,
    kind: OwnedKind | None = None,
    stances: tuple[Stance, ...] = (),
) -> Saved | NotAnonymous:
    """Add an item that stands for no record; ``kind`` None: just a matter.

    Errors
        NotAllowed, UnknownHandover, HandoverEnded, UnknownMember, TextRefused.
    """
    with giving(session, handover) as (writing, found):
        own_kind = kind if kind in OWN_KINDS else None
        blank = HandoverItem(HandoverItemId(chance.new_id()), own_kind, "")
        cleared = _cleared(writing.session, session, blank, form, stances)
        if isinstance(cleared, NotAnonymous):
            return cleared
        item = _read(session, blank, form, cleared)
        handover_items.add(writing.session, handover, item, session.member, writing.now)
        note_declared(writing, cleared, stances, found.giver)
        writing.audit("add_item", found.giver, subject_of(item))
        writing.commit()
    return Saved(item.id)


def set_done(session: Session, item: str, position: int, is_done: bool = True) -> None:
    """Tick an action off, or not after all: its owner, the receiver and a coordinator may.

    Errors
        NotAllowed, UnknownItem.
    """
    session.must(Act.WRITE_HANDOVER)
    with session.database.reading() as reading:
        before = stored_item(reading, item)
    action = _action(before, position)
    if session.member not in (action.owner, before.item.receiver):
        session.must(Act.MANAGE_HANDOVER)
    with change(session.database, session.member, session.now) as writing:
        stored = stored_item(writing.session, item)
        if _action(stored, position) != action:
            raise SavedByAnotherFirst(subject_of(stored.item))
        by = session.member if is_done else None
        handover_items.set_done(writing.session, item, position, by, writing.now)
        giver = found_handover(writing.session, stored.handover).giver
        writing.audit("tick_action" if is_done else "untick_action", giver, subject_of(stored.item))
        writing.commit()


def codes_of(reading: Reading, item: HandoverItem) -> Codes:
    """Return what the codes of an item's thread add to a combination of what its texts say."""
    if item.kind not in (OwnedKind.THREAD, OwnedKind.FOLLOW_UP):
        return NO_CODES
    try:
        line = threads.get(reading, item.label).line
    except Missing:
        return NO_CODES
    return Codes(
        age_known=line.age_band is not AgeBand.UNKNOWN,
        department_known=bool(line.department),
        concern_is_rare=bool(RARE_CONCERNS & set(line.concerns)),
    )


def thread_codes(session: Session, item: HandoverItem) -> Codes:
    """Return what the codes of an item's thread add, for the check beside the typing.

    Errors
        NotAllowed
    """
    session.must(Act.READ_HANDOVER)
    with session.database.reading() as reading:
        return codes_of(reading, item)


def subject_of(item: HandoverItem) -> str:
    """Return what the audit says of an item: a thread's code name, else its kind; never its words."""
    if item.kind in (OwnedKind.THREAD, OwnedKind.FOLLOW_UP):
        return item.label
    return item.kind.value if item.kind else "own"


def stored_item(reading: Reading, item: str) -> StoredItem:
    """Return an item with its version.

    Errors
        UnknownItem
    """
    try:
        return handover_items.get(reading, item)
    except Missing:
        raise UnknownItem("") from None


def receivers(session: Session) -> tuple[str, ...]:
    """Return who can receive an item: everybody who works, by id."""
    return tuple(sorted(one.member for one in session.vault.ring.listed if one.role != Role.AUDITOR))


def texts_of(item: HandoverItem, form: ItemForm) -> dict[str, str]:
    """Return the texts of a form that are checked: what a record is called is no text of anybody's."""
    return {name: form.texts.get(name, "") for name in TEXT_FIELDS if name != "label" or not item.covers}


def _action(stored: StoredItem, position: int) -> Action:
    if not 0 <= position < len(stored.item.actions):
        raise UnknownItem("")
    return stored.item.actions[position]


def _cleared(
    reading: Reading, session: Session, item: HandoverItem, form: ItemForm, stances: tuple[Stance, ...]
) -> Cleared | NotAnonymous:
    if form.receiver is not None and form.receiver not in receivers(session):
        raise UnknownMember(form.receiver)
    texts = texts_of(item, form)
    label = " ".join(texts.get("label", "").split())
    if not item.covers and not 0 < len(label) <= LABEL_CHARACTERS_MAX:
        raise TextRefused("label")
    return cleared_texts(reading, session, texts, stances, codes_of(reading, item))


def _read(session: Session, item: HandoverItem, form: ItemForm, cleared: Cleared) -> HandoverItem:
    passed = replace(form, texts={"label": item.label, **cleared.texts})
    return read_item(item, passed, receivers(session), session.today)

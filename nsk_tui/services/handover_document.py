"""A handover as a document: from its items' own fields alone, in the words of the screens.

What a consultation says cannot get here: nothing is read, only what the view holds is written.

Source
    docs/rules/handover.md, "What leaves"
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from nsk_tui import handover_words, vocabulary, wording
from nsk_tui.rules.documents import Block, Document, Heading, Listing, Paragraph, Table
from nsk_tui.rules.handover import Handover, HandoverKind
from nsk_tui.rules.handover_items import HandoverItem, Introduction
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import MemberId
from nsk_tui.services.handover_view import HandoverView, ItemView
from nsk_tui.wording import _, ngettext, pgettext

LANGUAGES = {wording.DANISH: "da-DK", wording.ENGLISH: "en-GB"}
NOTHING = "-"
DIGEST_SIGNS = 12
"""Of an item's hash, in the receipt: enough to find it in the store, and to read it aloud."""


@dataclass(frozen=True)
class Frame:
    """What stands around the items.

    Shape
        ``receivers`` are those it is sealed to; empty: whoever has the passphrase.
    """

    municipality: str
    network: str
    made_on: date
    expires_on: date
    receivers: tuple[MemberId, ...]
    purpose: str


def title(handover: Handover) -> str:
    """Return what the document is called."""
    if handover.kind is HandoverKind.THREAD:
        return _("Handover of the thread {thread} from {member}").format(
            thread=handover.thread, member=handover.giver
        )
    return _("Handover from {member}").format(member=handover.giver)


def compose(view: HandoverView, frame: Frame) -> Document:
    """Return a handover as a document, in the reader's language.

    Shape
        An item that was withdrawn is left out; one that is not received stands there, and says so.
    """
    expires = _year(frame.expires_on)
    items = tuple(one for one in view.items if one.state is not ItemState.WITHDRAWN)
    return Document(
        title=title(view.handover),
        sender=" · ".join(part for part in (frame.municipality, frame.network) if part),
        made_on=frame.made_on,
        marks=_marks(view, items, frame),
        running=_("Confidential · expires {day}").format(day=expires),
        blocks=tuple(_blocks(view, items, frame.made_on)),
        page_words=(pgettext("document", "Page"), pgettext("document", "of")),
        language=LANGUAGES[wording.language()],
    )


def _marks(view: HandoverView, items: tuple[ItemView, ...], frame: Frame) -> tuple[tuple[str, str], ...]:
    to = ", ".join(frame.receivers) or _("whoever was given the passphrase")
    marks = [
        (pgettext("document", "Classification"), _("Confidential: for the receivers alone")),
        (pgettext("document", "Date"), _year(frame.made_on)),
        (
            pgettext("document", "Expires"),
            _("{day}: delete it then (it cannot be forced)").format(day=_year(frame.expires_on)),
        ),
        (pgettext("document", "To"), to),
        (pgettext("document", "Purpose"), frame.purpose),
        (pgettext("document", "From"), f"{view.handover.giver}, {_why(view.handover, frame.made_on)}"),
    ]
    open_items = sum(not one.is_received for one in items)
    if open_items:
        told = ngettext(
            "{count} item is not received yet", "{count} items are not received yet", open_items
        ).format(count=open_items)
        marks.append((pgettext("document", "Not finished"), told))
    return tuple(marks)


def _blocks(view: HandoverView, items: tuple[ItemView, ...], today: date) -> Iterator[Block]:
    yield Heading(1, pgettext("document", "Overview"))
    yield Paragraph(handover_words.tally(view.tally))
    if items:
        yield _overview(items, today)
    for one in items:
        yield Heading(1, _name(one))
        yield from _item(one, today)
    yield Heading(1, pgettext("document", "Not handed over"))
    yield Paragraph(_remainder(view, today))
    yield Heading(1, pgettext("document", "Receipt"))
    yield Paragraph(_("Who received what, when, and the beginning of the hash of the exact text."))
    if items:
        yield _receipt(items, today)


def _overview(items: tuple[ItemView, ...], today: date) -> Table:
    rows = tuple(
        (_name(one), _level(one.item), one.item.receiver or "?", _state(one, today)) for one in items
    )
    return Table(
        (
            pgettext("document", "Item"),
            pgettext("document", "Level"),
            pgettext("document", "To"),
            pgettext("document", "State"),
        ),
        rows,
    )


def _receipt(items: tuple[ItemView, ...], today: date) -> Table:
    rows = tuple(
        (
            _name(one),
            one.item.receiver or "?",
            _state(one, today),
            one.status.digest[:DIGEST_SIGNS] or NOTHING,
        )
        for one in items
    )
    return Table(
        (
            pgettext("document", "Item"),
            pgettext("document", "To"),
            pgettext("document", "State"),
            "SHA-256",
        ),
        rows,
    )


def _item(one: ItemView, today: date) -> Iterator[Block]:
    item = one.item
    watch = _("Watch: {words}").format(words=item.watch) if item.watch else ""
    level = _("Level: {level}").format(level=_level(item)) if item.level else ""
    yield Paragraph("\n".join(part for part in (level, watch) if part))
    for heading, block in (
        (pgettext("document", "Summary"), Paragraph(item.summary)),
        (pgettext("document", "Actions"), _actions(item, today)),
        (
            pgettext("document", "If, then"),
            Listing(tuple(map(handover_words.contingency, item.contingencies))),
        ),
        (pgettext("document", "To meet"), Listing(tuple(_meet(who, today) for who in item.introductions))),
        (_own_words(one, today), Paragraph(one.status.words)),
        (_("Reservation or question"), Paragraph(one.status.question)),
    ):
        if _has_text(block):
            yield Heading(2, heading)
            yield block
    yield Paragraph(_("State: {state}").format(state=_state(one, today)))


def _actions(item: HandoverItem, today: date) -> Listing:
    entries = (
        ", ".join(
            part
            for part in (
                handover_words.action(item, one),
                one.owner or "",
                wording.day(one.on, today) if one.on else "",
                pgettext("document", "done") if one.is_done else "",
            )
            if part
        )
        for one in item.actions
    )
    return Listing(tuple(entries), is_numbered=True)


def _meet(who: Introduction, today: date) -> str:
    when = wording.day(who.on, today) if who.on else ""
    word = (
        pgettext("document", "met")
        if who.is_done
        else pgettext("document", "agreed")
        if when
        else pgettext("document", "no day yet")
    )
    return f"{who.whom} ({' '.join(part for part in (word, when) if part)})"


def _own_words(one: ItemView, today: date) -> str:
    since = wording.day(one.status.since.date(), today) if one.status.since else ""
    told = ", ".join(part for part in (one.status.by or "", since) if part)
    return _("In own words ({who})").format(who=told)


def _remainder(view: HandoverView, today: date) -> str:
    said = view.handover.remainder
    if said is None:
        return _("Nobody has said what is not handed over.")
    words = handover_words.remainder(said.kind, said.words)
    return f"{words} {_('Said by {member} {day}.').format(member=said.by, day=wording.day(said.on, today))}"


def _state(one: ItemView, today: date) -> str:
    since = one.status.since.date() if one.status.since else None
    return handover_words.state(one.state, one.item.receiver, since, one.status.question, today)


def _name(one: ItemView) -> str:
    return handover_words.item_name(one.item)


def _level(item: HandoverItem) -> str:
    return vocabulary.marked_level(item.level) if item.level else NOTHING


def _why(handover: Handover, today: date) -> str:
    return handover_words.until(handover.kind, handover.last_day, today)


def _has_text(block: Block) -> bool:
    return bool(block.entries if isinstance(block, Listing) else isinstance(block, Paragraph) and block.text)


def _year(day: date) -> str:
    return f"{day:%d/%m-%Y}"

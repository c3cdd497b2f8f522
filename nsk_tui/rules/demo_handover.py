"""The demo's handovers: one that is under way, with items in every state, and one that is over.

Days are counted from the day on which the demo is made, so that it never grows old.

Source
    docs/rules/handover.md, "The demo"
"""

from dataclasses import dataclass
from datetime import date, timedelta

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.content import Table, read_table
from nsk_tui.rules.demo_texts import DemoThread, read_thread
from nsk_tui.rules.handover_items import (
    ACTIONS_MAX,
    CONTINGENCIES_MAX,
    INTRODUCTIONS_MAX,
    Action,
    Introduction,
)
from nsk_tui.rules.handover_lines import ItemForm, write_action, write_introduction
from nsk_tui.rules.handover_state import ItemState
from nsk_tui.rules.ids import MemberId

ITEMS_MAX = 40
TEXT_CHARACTERS_MAX = 600
MET = "mødt"


@dataclass(frozen=True)
class DemoAction:
    """Something to be done in so many ``days``; ``owner`` None: by the receiver."""

    what: str
    owner: MemberId | None
    days: int


@dataclass(frozen=True)
class DemoMeeting:
    """Whom to meet: in so many ``days``; less than 0: they met so many days ago."""

    whom: str
    days: int


@dataclass(frozen=True)
class DemoStory:
    """The thread that an item is about: begun ``begun_days`` ago, to be followed up in ``follow_days``."""

    owner: MemberId
    thread: DemoThread
    begun_days: int
    follow_days: int


@dataclass(frozen=True)
class DemoItem:
    """An item of a demo handover.

    Shape
        ``story`` None: it stands for no record and has a ``label``. ``state`` draft: only the
        receiver is known. ``later_summary`` is what the giver wrote after it was received, or empty.
        ``missing`` is what the receiver said was missing ``missing_days`` after; empty: nothing yet.
    Units
        Days ago: ``sent_days``, ``answered_days``.
    """

    story: DemoStory | None
    label: str
    receiver: MemberId
    state: ItemState
    sent_days: int
    answered_days: int
    watch: str
    summary: str
    later_summary: str
    contingencies: tuple[str, ...]
    actions: tuple[DemoAction, ...]
    introductions: tuple[DemoMeeting, ...]
    words: str
    question: str
    missing: str
    missing_days: int


@dataclass(frozen=True)
class DemoEarlier:
    """The handover of somebody who has left; a coordinator closed it for a ``reason``.

    Units
        Days ago: ``begun_days``, ``closed_days``.
    """

    giver: MemberId
    begun_days: int
    closed_days: int
    closed_by: MemberId
    reason: str
    items: tuple[DemoItem, ...]


@dataclass(frozen=True)
class DemoHandovers:
    """The invented handovers; the one under way began ``begun_days`` ago."""

    giver: MemberId
    begun_days: int
    items: tuple[DemoItem, ...]
    earlier: DemoEarlier

    @property
    def every_item(self) -> tuple[DemoItem, ...]:
        """The items of both."""
        return (*self.items, *self.earlier.items)

    def members(self) -> frozenset[MemberId]:
        """Return who must be there for them to be told; who has left need not."""
        owners = {action.owner for one in self.every_item for action in one.actions if action.owner}
        receivers = {one.receiver for one in self.every_item}
        return frozenset({self.giver, self.earlier.closed_by} | receivers | owners)

    def stories(self) -> tuple[DemoStory, ...]:
        """Return the threads that are handed over, in the order of their items."""
        return tuple(one.story for one in self.every_item if one.story is not None)


def form_of(item: DemoItem, made_on: date, today: date) -> ItemForm:
    """Return an item's form as its giver fills it in ``today``; its days count from ``made_on``."""
    actions = (Action(one.what, one.owner, made_on + timedelta(days=one.days)) for one in item.actions)
    texts = {
        "label": item.label,
        "watch": item.watch,
        "summary": item.summary,
        "actions": "\n".join(write_action(one, item.receiver, today) for one in actions),
        "contingencies": "\n".join(item.contingencies),
        "introductions": "\n".join(_meeting(one, made_on, today) for one in item.introductions),
    }
    return ItemForm(texts, item.receiver, None if item.story else ConcernLevel.YELLOW)


def read_handovers(text: str) -> DemoHandovers:
    """Return the demo handovers of a file.

    Errors
        ContentError: the shipped file is damaged (a test holds it whole).
    """
    table = read_table(text)
    giver = MemberId(table.text("giver"))
    found = DemoHandovers(
        giver=giver,
        begun_days=table.count("begun_days"),
        items=table.each("items", lambda part: _item(part, giver), ITEMS_MAX),
        earlier=_earlier(table.table("earlier")),
    )
    table.finish()
    return found


def _meeting(one: DemoMeeting, made_on: date, today: date) -> str:
    meeting = Introduction(one.whom, made_on + timedelta(days=one.days), one.days < 0)
    return write_introduction(meeting, today, MET)


def _earlier(table: Table) -> DemoEarlier:
    giver = MemberId(table.text("giver"))
    found = DemoEarlier(
        giver=giver,
        begun_days=table.count("begun_days"),
        closed_days=table.count("closed_days"),
        closed_by=MemberId(table.text("closed_by")),
        reason=table.text("reason"),
        items=table.each("items", lambda part: _item(part, giver), ITEMS_MAX),
    )
    table.finish()
    return found


def _item(table: Table, giver: MemberId) -> DemoItem:
    return DemoItem(
        story=_story(table, giver) if table.has("thread") else None,
        label=_text(table, "label"),
        receiver=MemberId(table.text("receiver")),
        state=table.choice("state", ItemState) if table.has("state") else ItemState.DRAFT,
        sent_days=_count(table, "sent_days"),
        answered_days=_count(table, "answered_days"),
        watch=_text(table, "watch"),
        summary=_text(table, "summary"),
        later_summary=_text(table, "later_summary"),
        contingencies=_lines(table),
        actions=table.each("actions", _action, ACTIONS_MAX),
        introductions=table.each("introductions", _introduction, INTRODUCTIONS_MAX),
        words=_text(table, "words"),
        question=_text(table, "question"),
        missing=_text(table, "missing"),
        missing_days=_count(table, "missing_days"),
    )


def _story(table: Table, giver: MemberId) -> DemoStory:
    inner = table.table("thread")
    thread = read_thread(inner)
    inner.finish()
    return DemoStory(giver, thread, table.count("begun_days"), table.count("follow_days"))


def _lines(table: Table) -> tuple[str, ...]:
    return table.words("contingencies")[:CONTINGENCIES_MAX] if table.has("contingencies") else ()


def _action(table: Table) -> DemoAction:
    owner = MemberId(table.text("owner")) if table.has("owner") else None
    return DemoAction(table.text("what"), owner, table.count("days"))


def _introduction(table: Table) -> DemoMeeting:
    days = -table.count("met_days") if table.has("met_days") else table.count("days")
    return DemoMeeting(table.text("whom"), days)


def _text(table: Table, name: str) -> str:
    return table.text(name, TEXT_CHARACTERS_MAX) if table.has(name) else ""


def _count(table: Table, name: str) -> int:
    return table.count(name) if table.has(name) else 0

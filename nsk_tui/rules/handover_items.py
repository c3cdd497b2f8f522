"""One item of a handover, after I-PASS: level, summary, actions, what if, and who receives it.

Nothing in an item is taken from what a consultation says: it begins with codes, days and a label,
and the giver words the rest.

Source
    docs/rules/handover.md, "An item"
"""

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.ids import HandoverItemId, MemberId
from nsk_tui.rules.owned import OwnedKind, OwnedMatter

SUMMARY_LINES_MAX = 5
LINE_CHARACTERS = 64
"""What the screen shows of a line: a summary of one endless line is no summary."""

ACTIONS_MAX = 9
CONTINGENCIES_MAX = 9
INTRODUCTIONS_MAX = 9
WORDS_CHARACTERS_MAX = 200

_FORM = "nsk_tui/handover-item/1"
_NEED_CONTINGENCY = frozenset({ConcernLevel.ORANGE, ConcernLevel.RED})
_ACTIONS = frozenset({OwnedKind.FOLLOW_UP, OwnedKind.ACTION})
"""Kinds that are something to be done: they become actions of an item."""


class ItemFault(StrEnum):
    """What keeps an item from being sent; the order is that of the form."""

    NO_RECEIVER = "no_receiver"
    RECEIVER_IS_GIVER = "receiver_is_giver"
    RECEIVER_LEAVES = "receiver_leaves"
    WATCH_WITHOUT_WORDS = "watch_without_words"
    NO_SUMMARY = "no_summary"
    LONG_SUMMARY = "long_summary"
    ACTION_WITHOUT_WORDS = "action_without_words"
    ACTION_WITHOUT_OWNER = "action_without_owner"
    ACTION_WITHOUT_DAY = "action_without_day"
    ACTION_OF_GIVER = "action_of_giver"
    NO_CONTINGENCY = "no_contingency"
    HALF_CONTINGENCY = "half_contingency"
    INTRODUCTION_WITHOUT_WORDS = "introduction_without_words"
    TOO_MUCH = "too_much"


@dataclass(frozen=True)
class Action:
    """Something to be done.

    Shape
        ``owner`` None: the receiver, once there is one. ``on`` None: not agreed yet. ``matter`` is
        the record that it stands for, whose kind says what it is, so that ``what`` may be empty;
        None: the giver's own words. ``is_done`` is the receiver's, and no part of the text.
    """

    what: str
    owner: MemberId | None
    on: date | None
    matter: tuple[OwnedKind, str] | None = None
    is_done: bool = False


@dataclass(frozen=True)
class Contingency:
    """If this happens, then do that."""

    if_this: str
    then_that: str


@dataclass(frozen=True)
class Introduction:
    """Somebody the receiver should meet; ``on`` None: no day yet; ``is_done``: they have met."""

    whom: str
    on: date | None = None
    is_done: bool = False


@dataclass(frozen=True)
class HandoverItem:
    """One matter, and all that the receiver must know of it.

    Shape
        ``covers`` are the records that it hands over; empty for one that the giver thought of
        herself. ``level`` None: the kind has none. ``watch`` says what would make it worse, and is
        empty when nothing is to be watched. ``receiver`` None: nobody yet.
    """

    id: HandoverItemId
    kind: OwnedKind | None
    label: str
    covers: tuple[tuple[OwnedKind, str], ...] = ()
    level: ConcernLevel | None = None
    is_watched: bool = False
    watch: str = ""
    summary: str = field(default="", repr=False)
    actions: tuple[Action, ...] = ()
    contingencies: tuple[Contingency, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    receiver: MemberId | None = None


FREE_TEXTS: tuple[str, ...] = ("watch", "summary", "actions", "contingencies", "introductions")
"""What a giver words in an item: each passes the anonymity check."""


def blank_item(id_: HandoverItemId, group: Sequence[OwnedMatter]) -> HandoverItem:
    """Return the item that a group of matters becomes: codes and days, and no words.

    Source
        docs/rules/handover.md, "What is collected"
    """
    first = group[0]
    followed = [one for one in group if one.kind in _ACTIONS]
    return HandoverItem(
        id_,
        first.kind,
        first.label,
        tuple(one.key for one in group),
        first.level,
        actions=tuple(Action("", None, one.due, one.key) for one in followed),
    )


def follows_record(
    item: HandoverItem, matters: Mapping[tuple[OwnedKind, str], OwnedMatter], fresh: Sequence[OwnedMatter]
) -> HandoverItem | None:
    """Return an item as its records are now: level, days, and what came to it; None when all are gone.

    Shape
        ``matters`` are what the giver owns, ``fresh`` those of them that now stand with the item.
        An item without a record stays as it is.
    Source
        docs/rules/handover.md, "What is collected"
    """
    if not item.covers:
        return item
    group = [matters[key] for key in item.covers if key in matters]
    group += [one for one in fresh if one.key not in item.covers]
    if not group:
        return None
    standing = {one.key: one for one in group}
    kept = [
        replace(one, on=standing[one.matter].due) if one.matter else one
        for one in item.actions
        if one.matter is None or one.matter in standing
    ]
    known = {one.matter for one in kept}
    new = [
        Action("", item.receiver, one.due, one.key)
        for one in group
        if one.kind in _ACTIONS and one.key not in known
    ]
    return replace(item, level=group[0].level, covers=tuple(one.key for one in group), actions=(*new, *kept))


def given_to(item: HandoverItem, receiver: MemberId) -> HandoverItem:
    """Return the item with a receiver, who takes the actions that had nobody."""
    actions = tuple(one if one.owner else replace(one, owner=receiver) for one in item.actions)
    return replace(item, receiver=receiver, actions=actions)


def free_texts(item: HandoverItem) -> tuple[str, ...]:
    """Return everything in an item that somebody has worded, empty ones left out.

    Shape
        In the order of the form: what is watched, summary, actions, contingencies, introductions.
    """
    texts = [
        item.watch,
        item.summary,
        *(one.what for one in item.actions),
        *(text for one in item.contingencies for text in (one.if_this, one.then_that)),
        *(one.whom for one in item.introductions),
    ]
    return tuple(text for text in texts if text)


def summary_lines(summary: str) -> int:
    r"""Return how many lines a summary has on the screen.

    >>> summary_lines("En linje."), summary_lines("En\nto\n\nfire"), summary_lines("ord " * 40)
    (1, 4, 3)
    """
    lines = summary.strip().split("\n") if summary.strip() else []
    return sum(max(1, len(textwrap.wrap(line, LINE_CHARACTERS))) for line in lines)


def item_faults(
    item: HandoverItem, giver: MemberId, last_day: date, leaves: Mapping[MemberId, date]
) -> tuple[ItemFault, ...]:
    """Return everything that keeps an item from being sent; empty when nothing does.

    Shape
        ``leaves`` has the last day of everybody of whom one is known.
    Source
        docs/rules/handover.md, "When an item is whole"
    """
    found = {
        *_faults_of_receiver(item, giver, last_day, leaves),
        *_faults_of_words(item),
        *_faults_of_actions(item, giver, last_day),
        *_faults_of_contingencies(item),
    }
    return tuple(fault for fault in ItemFault if fault in found)


def exact_text(item: HandoverItem, record_version: str = "") -> str:
    """Return the text that an acceptance stands for: every field, so that no two items share one.

    Shape
        ``record_version`` tells apart the states of the records that the item covers; empty when
        they do not count any more.
    """
    parts = [
        _FORM,
        record_version,
        [item.id, item.kind, item.label, item.covers],
        [item.level, item.is_watched, item.watch, item.summary],
        [[one.what, one.owner, _day(one.on), one.matter] for one in item.actions],
        [[one.if_this, one.then_that] for one in item.contingencies],
        [[one.whom, _day(one.on), one.is_done] for one in item.introductions],
        item.receiver,
    ]
    return _written(parts)


def mended_text(body: str, mend: Callable[[str], str]) -> str:
    """Return an exact text as it would be of an item each of whose texts was mended alike."""
    form, version, head, said, actions, ifs, people, receiver = json.loads(body)
    parts = [
        form,
        version,
        [*head[:2], mend(head[2]), *head[3:]],
        [*said[:2], *map(mend, said[2:])],
        [[mend(what), *rest] for what, *rest in actions],
        [[*map(mend, halves)] for halves in ifs],
        [[mend(whom), *rest] for whom, *rest in people],
        receiver,
    ]
    return _written(parts)


def digest_of(item: HandoverItem, record_version: str = "") -> str:
    """Return the SHA-256 of the exact text, as 64 hexadecimal digits."""
    return sha256(exact_text(item, record_version).encode("ascii")).hexdigest()


def _written(parts: Sequence[object]) -> str:
    return json.dumps(parts, ensure_ascii=True, separators=(",", ":"))


def _faults_of_receiver(
    item: HandoverItem, giver: MemberId, last_day: date, leaves: Mapping[MemberId, date]
) -> set[ItemFault]:
    if item.receiver is None:
        return {ItemFault.NO_RECEIVER}
    if item.receiver == giver:
        return {ItemFault.RECEIVER_IS_GIVER}
    return {ItemFault.RECEIVER_LEAVES} if leaves.get(item.receiver, date.max) <= last_day else set()


def _faults_of_words(item: HandoverItem) -> set[ItemFault]:
    lines = summary_lines(item.summary)
    counts = (
        (item.actions, ACTIONS_MAX),
        (item.contingencies, CONTINGENCIES_MAX),
        (item.introductions, INTRODUCTIONS_MAX),
    )
    short = [text for text in free_texts(item) if text != item.summary]
    checks = {
        ItemFault.WATCH_WITHOUT_WORDS: item.is_watched and not item.watch.strip(),
        ItemFault.NO_SUMMARY: lines == 0,
        ItemFault.LONG_SUMMARY: lines > SUMMARY_LINES_MAX,
        ItemFault.INTRODUCTION_WITHOUT_WORDS: any(not one.whom.strip() for one in item.introductions),
        ItemFault.TOO_MUCH: any(len(parts) > most for parts, most in counts)
        or any(len(text) > WORDS_CHARACTERS_MAX for text in short),
    }
    return {fault for fault, is_so in checks.items() if is_so}


def _faults_of_actions(item: HandoverItem, giver: MemberId, last_day: date) -> set[ItemFault]:
    found = set()
    for one in item.actions:
        if one.matter is None and not one.what.strip():
            found.add(ItemFault.ACTION_WITHOUT_WORDS)
        if one.owner is None and item.receiver is not None:
            found.add(ItemFault.ACTION_WITHOUT_OWNER)
        if one.on is None:
            found.add(ItemFault.ACTION_WITHOUT_DAY)
        elif one.owner == giver and one.on > last_day:
            found.add(ItemFault.ACTION_OF_GIVER)
    return found


def _faults_of_contingencies(item: HandoverItem) -> set[ItemFault]:
    halves = [(one.if_this.strip(), one.then_that.strip()) for one in item.contingencies]
    if any(not all(pair) for pair in halves):
        return {ItemFault.HALF_CONTINGENCY}
    return {ItemFault.NO_CONTINGENCY} if item.level in _NEED_CONTINGENCY and not halves else set()


def _day(day: date | None) -> str | None:
    """Return a day as text; None stays None."""
    return day.isoformat() if day else None

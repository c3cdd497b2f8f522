"""An item of a handover as somebody types it: one thing to a line, owner and day at its end.

Source
    docs/rules/handover.md, "As it is typed"
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from nsk_tui.rules.consultations import ConcernLevel
from nsk_tui.rules.handover_items import Action, Contingency, HandoverItem, Introduction, given_to
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.typed_days import read_day, written

TEXT_FIELDS: tuple[str, ...] = ("label", "watch", "summary", "actions", "contingencies", "introductions")
"""The texts of an item's form, each checked for what may reveal a person."""

DOT, ARROW = " · ", " -> "
MET_WORDS = frozenset({"mødt", "met"})

_PAUSE = " \t·,;–-"
_HEAD = re.compile(r"(?:hvis|if)\s+", re.IGNORECASE)
_THEN = re.compile(r"(?:så|then)\s+", re.IGNORECASE)
_CUTS = (
    re.compile(r"\s*(?:→|->|=>)\s*"),
    re.compile(r",\s*(?:så|then)\s+", re.IGNORECASE),
    re.compile(r"\s*;\s*"),
    re.compile(r"\s+(?:så|then)\s+", re.IGNORECASE),
)
"""Where a line falls into its halves: the plainest sign first."""


@dataclass(frozen=True)
class ItemForm:
    """What somebody hands in for an item.

    Shape
        ``texts`` has a text for each of ``TEXT_FIELDS``; one that is left out is empty. ``level``
        counts for an item without a record alone, None: it has none. ``receiver`` None: nobody yet.
    """

    texts: Mapping[str, str]
    receiver: MemberId | None = None
    level: ConcernLevel | None = None


def read_item(item: HandoverItem, form: ItemForm, members: Collection[str], today: date) -> HandoverItem:
    """Return an item as the form has it; its record, its kind and its level are not the form's to change.

    Shape
        ``members`` are those who can own an action.
    Source
        docs/rules/handover.md, "As it is typed"
    """
    texts = {name: form.texts.get(name, "") for name in TEXT_FIELDS}
    is_own = not item.covers
    kept = tuple(replace(one, owner=None) for one in item.actions if one.matter is not None)
    read = replace(
        item,
        label=" ".join(texts["label"].split()) if is_own else item.label,
        level=form.level if is_own else item.level,
        is_watched=bool(texts["watch"].strip()),
        watch=" ".join(texts["watch"].split()),
        summary=texts["summary"].strip(),
        actions=(*kept, *read_actions(texts["actions"], members, today)),
        contingencies=read_contingencies(texts["contingencies"]),
        introductions=read_introductions(texts["introductions"], today),
        receiver=form.receiver,
    )
    if form.receiver is None:
        return read
    given = given_to(read, form.receiver)
    return replace(given, actions=_ticked(given.actions, item.actions))


def _ticked(actions: Iterable[Action], before: Iterable[Action]) -> tuple[Action, ...]:
    """Return actions ticked off as their likes were; of several that are alike, each as one of them."""
    ticks: dict[object, list[bool]] = {}
    for one in before:
        ticks.setdefault((one.what, one.owner, one.on), []).append(one.is_done)
    left = {key: iter(found) for key, found in ticks.items()}
    return tuple(
        replace(one, is_done=next(left.get((one.what, one.owner, one.on), iter(())), False))
        for one in actions
    )


def write_item(item: HandoverItem, today: date, met: str) -> dict[str, str]:
    """Return an item's texts as they may be typed again; ``met`` is the word for who has been met."""
    own = (one for one in item.actions if one.matter is None)
    return {
        "label": item.label,
        "watch": item.watch,
        "summary": item.summary,
        "actions": "\n".join(write_action(one, item.receiver, today) for one in own),
        "contingencies": "\n".join(f"{one.if_this}{ARROW}{one.then_that}" for one in item.contingencies),
        "introductions": "\n".join(write_introduction(one, today, met) for one in item.introductions),
    }


def read_actions(text: str, members: Collection[str], today: date) -> tuple[Action, ...]:
    """Return the actions of a text: words first, then whose they are and by when, in either order.

    >>> (one,) = read_actions("ring til skolen · K-04 · 24/11", ["K-04"], date(2026, 11, 20))
    >>> one.what, one.owner, one.on.isoformat()
    ('ring til skolen', 'K-04', '2026-11-24')
    """
    known = {member.casefold(): MemberId(member) for member in members}
    return tuple(_read_action(line, known, today) for line in _lines(text))


def write_action(action: Action, receiver: MemberId | None, today: date) -> str:
    """Return an action as it may be typed again; the receiver's own needs no name. None: there is none."""
    owner = action.owner if action.owner != receiver else None
    parts = (action.what, owner, _day(action.on, today))
    return DOT.join(part for part in parts if part)


def read_contingencies(text: str) -> tuple[Contingency, ...]:
    """Return what to do if: a line falls into its halves at an arrow or at "så"; words before them go.

    >>> read_contingencies("Hvis den unge udebliver, så ring samme dag")
    (Contingency(if_this='den unge udebliver', then_that='ring samme dag'),)
    >>> read_contingencies("rejsen bestilles -> rødt kort")[0].then_that
    'rødt kort'
    """
    return tuple(_read_contingency(line) for line in _lines(text))


def read_introductions(text: str, today: date) -> tuple[Introduction, ...]:
    """Return whom to meet: the day at the end, and "mødt" before it when they have met.

    >>> read_introductions("skoleleder 24/11", date(2026, 11, 20))[0].on
    datetime.date(2026, 11, 24)
    >>> read_introductions("rådgiver i Familie, mødt 18/11", date(2026, 11, 20))[0].is_done
    True
    """
    return tuple(_read_introduction(line, today) for line in _lines(text))


def write_introduction(one: Introduction, today: date, met: str) -> str:
    """Return whom to meet as it may be typed again."""
    when = " ".join(filter(None, (met if one.is_done else "", _day(one.on, today))))
    return DOT.join(filter(None, (one.whom, when)))


def _read_action(line: str, known: Mapping[str, MemberId], today: date) -> Action:
    words = line.split()
    owner, on = None, None
    while words:
        last = words[-1].strip(_PAUSE)
        member, day = known.get(last.casefold()), read_day(last, today)
        if not last:
            words.pop()
        elif owner is None and member is not None:
            owner = member
            words.pop()
        elif on is None and day is not None:
            on = day
            words.pop()
        else:
            break
    return Action(" ".join(words).strip(_PAUSE), owner, on)


def _read_contingency(line: str) -> Contingency:
    bare = _HEAD.sub("", line, count=1) if _HEAD.match(line) else line
    found = next((cut for cut in (pattern.search(bare) for pattern in _CUTS) if cut is not None), None)
    if found is None:
        return Contingency(bare.strip(_PAUSE), "")
    then = bare[found.end() :]
    then = _THEN.sub("", then, count=1) if _THEN.match(then) else then
    return Contingency(bare[: found.start()].strip(_PAUSE), then.strip())


def _read_introduction(line: str, today: date) -> Introduction:
    words = line.split()
    day = read_day(words[-1].strip(_PAUSE), today) if words else None
    words = words[:-1] if day is not None else words
    while words and not words[-1].strip(_PAUSE):
        words.pop()
    is_done = bool(words) and words[-1].strip(_PAUSE).casefold() in MET_WORDS
    words = words[:-1] if is_done else words
    return Introduction(" ".join(words).strip(_PAUSE), day, is_done)


def _lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _day(day: date | None, today: date) -> str:
    """Return a day as it is typed, with its year where it would be taken for another; None: empty."""
    if day is None:
        return ""
    short = f"{day:%d/%m}"
    return short if read_day(short, today) == day else written(day)

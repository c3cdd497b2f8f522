"""The register of decisions: what was decided, when, and what has taken its place since.

Source
    docs/rules/decisions.md
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from nsk_tui.rules.ids import AgendaItemId, MeetingId, MinutesLineId

_LABEL = re.compile(r"([0-9]{4})-([0-9]{1,5})\Z")
_WORD = re.compile(r"[^\W_]+")
VOTES_MAX = 500


class SupersedeFault(StrEnum):
    """Why a decision does not take another's place."""

    ITSELF = "itself"
    EARLIER = "earlier"
    ALREADY = "already"
    UNKNOWN = "unknown"


@dataclass(frozen=True, order=True)
class DecisionRef:
    """The number of a decision: 2026-37.

    Units
        ``number`` counts from 1 in each year.
    """

    year: int
    number: int

    def __str__(self) -> str:
        """Write it as it is printed.

        >>> str(DecisionRef(2026, 37))
        '2026-37'
        """
        return f"{self.year}-{self.number}"


@dataclass(frozen=True)
class Votes:
    """How many were for and against, and how many said neither."""

    for_it: int
    against: int
    neither: int = 0


@dataclass(frozen=True)
class Decision:
    """A decision.

    Shape
        ``item`` None: it was taken under no item. ``superseded_by`` None: it holds. ``votes``
        None: nobody voted. ``is_final`` when the minutes are locked.
    """

    ref: DecisionRef
    meeting: MeetingId
    day: date
    line: MinutesLineId
    item: AgendaItemId | None
    text: str = field(repr=False)
    item_title: str = field(repr=False, default="")
    superseded_by: DecisionRef | None = None
    votes: Votes | None = None
    is_final: bool = False


def next_number(refs: Iterable[DecisionRef], day: date) -> DecisionRef:
    """Return the number of a new decision; no number is given twice.

    >>> str(next_number([DecisionRef(2026, 36), DecisionRef(2025, 80)], date(2026, 11, 26)))
    '2026-37'
    """
    return DecisionRef(day.year, max((one.number for one in refs if one.year == day.year), default=0) + 1)


def read_label(text: str) -> DecisionRef | None:
    """Return the number that a text names; None when it names none.

    >>> str(read_label("2026-37")), read_label("37")
    ('2026-37', None)
    """
    found = _LABEL.match(text.strip())
    return DecisionRef(int(found[1]), int(found[2])) if found else None


def judge_superseding(
    old: Decision, new: DecisionRef, known: Mapping[DecisionRef, Decision]
) -> SupersedeFault | None:
    """Return why a decision does not take another's place; None when it does.

    A later one takes the place of an earlier one, so that no two can stand in each other's.

    Source
        docs/rules/decisions.md, "Superseded"
    """
    if new not in known:
        return SupersedeFault.UNKNOWN
    if new == old.ref:
        return SupersedeFault.ITSELF
    if new < old.ref:
        return SupersedeFault.EARLIER
    return SupersedeFault.ALREADY if old.superseded_by is not None else None


def newest(ref: DecisionRef, known: Mapping[DecisionRef, Decision]) -> DecisionRef:
    """Return the decision that holds today in place of one.

    >>> str(newest(DecisionRef(2026, 1), {}))
    '2026-1'
    """
    at = ref
    while at in known and known[at].superseded_by is not None:
        following = known[at].superseded_by
        if following is None or following <= at:
            break
        at = following
    return at


def search(decisions: Iterable[Decision], words: str) -> tuple[Decision, ...]:
    """Return the decisions in which every word stands, as a beginning of a word; the newest first.

    Shape
        A number finds itself. No words find all.
    Source
        docs/rules/decisions.md, "Finding"
    """
    wanted = [word.casefold() for word in _WORD.findall(words)]
    found = [one for one in decisions if _has(one, wanted) or str(one.ref) == words.strip()]
    return tuple(sorted(found, key=lambda one: one.ref, reverse=True))


def _has(decision: Decision, wanted: list[str]) -> bool:
    said = [
        word.casefold() for word in _WORD.findall(f"{decision.text} {decision.item_title} {decision.ref}")
    ]
    return all(any(word.startswith(one) for word in said) for one in wanted)

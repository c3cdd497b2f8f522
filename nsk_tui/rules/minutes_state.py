"""How far minutes have come, two people on one line, and the hash under which they are locked.

Source
    docs/rules/minutes_state.md
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

REMARK_DAYS = 5
REMARK_DAYS_MAX = 60
DIGEST_GROUP = 4
DIGEST_SHOWN = 16


class MinutesState(StrEnum):
    """How far minutes have come."""

    NONE = "none"
    DRAFT = "draft"
    REMARKS = "remarks"
    LOCKED = "locked"


class Stay(StrEnum):
    """Why minutes stay where they are."""

    LOCKED = "locked"
    NOT_HELD = "not_held"
    NOT_LOCKED = "not_locked"
    REMARKS_OPEN = "remarks_open"
    REMARKS_ARRIVED = "remarks_arrived"
    TOO_EARLY = "too_early"


class RemarkState(StrEnum):
    """What became of a remark: taken into the text, or read and left."""

    OPEN = "open"
    TAKEN = "taken"
    NOTED = "noted"


@dataclass(frozen=True)
class Standing:
    """What decides whether minutes move on.

    Shape
        ``remarks_until`` None: nobody has been asked yet. ``seen`` is how many remarks the one
        who moves them has before her, ``arrived`` how many there are under the lock.
    """

    state: MinutesState
    is_held: bool
    remarks_until: date | None
    seen: int
    arrived: int
    open: int


@dataclass(frozen=True)
class MergedLine:
    """What becomes of a line that was edited.

    Shape
        ``second`` is a line of its own behind it: what the later writer wrote, when both changed
        it; None when nobody's words would be lost.
    """

    text: str = field(repr=False)
    second: str | None = field(default=None, repr=False)


def advance(standing: Standing, today: date, early: bool = False) -> MinutesState | Stay:
    """Return the next stage of minutes, or why they stay.

    With ``early`` the minute-taker locks before the day that was given for remarks.

    Source
        docs/rules/minutes_state.md, "Stages"

    >>> advance(Standing(MinutesState.DRAFT, True, None, 0, 0, 0), date(2026, 11, 26)).value
    'remarks'
    """
    if standing.state is MinutesState.LOCKED:
        return Stay.LOCKED
    if not standing.is_held:
        return Stay.NOT_HELD
    if standing.state is not MinutesState.REMARKS:
        return MinutesState.REMARKS
    if standing.arrived != standing.seen:
        return Stay.REMARKS_ARRIVED
    if standing.open:
        return Stay.REMARKS_OPEN
    waits = standing.remarks_until is not None and today <= standing.remarks_until
    return Stay.TOO_EARLY if waits and not early else MinutesState.LOCKED


def remarks_until(today: date, days: int = REMARK_DAYS) -> date:
    """Return the last day on which a remark is taken.

    >>> remarks_until(date(2026, 11, 26))
    datetime.date(2026, 12, 1)
    """
    return today + timedelta(days=days)


def merge_line(base: str, theirs: str, mine: str) -> MergedLine:
    """Return a line that two people edited: whoever changed nothing gives way, else both stand.

    ``base`` is what the later writer read, ``theirs`` what is stored now.

    Source
        docs/rules/minutes_state.md, "Two on one line"

    >>> merge_line("a", "a", "b"), merge_line("a", "x", "b")
    (MergedLine(), MergedLine())
    >>> merge_line("a", "x", "b").second
    'b'
    """
    if theirs in (base, mine) or not theirs:
        return MergedLine(mine)
    return MergedLine(theirs) if mine in (base, "") else MergedLine(theirs, mine)


def digest(minutes: Mapping[str, object]) -> str:
    """Return the hash of minutes: the same content gives the same 64 signs, any other gives others.

    Shape
        ``minutes`` holds texts, numbers, truth values, None, and lists and tables of these.
    Source
        docs/rules/minutes_state.md, "The hash"

    >>> digest({"a": 1, "b": ["x"]}) == digest({"b": ["x"], "a": 1})
    True
    """
    written = json.dumps(_plain(minutes), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def shown(full: str) -> str:
    """Return a hash as it is printed: its first sixteen signs in groups of four.

    >>> shown("0123456789abcdef0123")
    '0123 4567 89ab cdef'
    """
    short = full[:DIGEST_SHOWN]
    return " ".join(short[at : at + DIGEST_GROUP] for at in range(0, len(short), DIGEST_GROUP))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value

"""A line of the minutes: what somebody types, and what becomes of it while she types.

Source
    docs/rules/minutes_lines.md
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from nsk_tui.rules.ids import AgendaItemId, MeetingId, MemberId, MinutesLineId
from nsk_tui.rules.nearest import nearest

LINE_CHARACTERS_MAX = 1_000
LINES_MAX = 1_000
SLIP_DAYS = 31
"""A day without a year is the next such day; one that was less than a month ago is a slip."""

_TAG = re.compile(r"\s*([A-Za-zÆØÅæøå])\s*:\s*")
_OWNER = re.compile(r"([A-Za-zÆØÅæøå]{1,4})[- ]?([0-9]{1,4})\Z")
_DANISH_DAY = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})(?:[-/.]([0-9]{2}|[0-9]{4}))?\Z")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_CENTURY = 2000
_SHORT_YEAR = 100


class LineKind(StrEnum):
    """What a line is."""

    TEXT = "text"
    DECISION = "decision"
    ACTION = "action"


class HintKind(StrEnum):
    """What is worth a look in a line; none of them keeps it from being saved."""

    UNKNOWN_OWNER = "unknown_owner"
    LEFT_OWNER = "left_owner"
    NO_OWNER = "no_owner"
    NO_DAY = "no_day"
    BAD_DAY = "bad_day"
    PAST_DAY = "past_day"
    EMPTY = "empty"
    CLOSING = "closing"


TAGS: dict[str, LineKind] = {
    "b": LineKind.DECISION,
    "o": LineKind.ACTION,
    "d": LineKind.DECISION,
    "a": LineKind.ACTION,
}
"""The letter before the colon: Danish b and o, English d and a; all four always work."""


@dataclass(frozen=True)
class Hint:
    """Something worth a look.

    Shape
        ``typed`` is the word as it stands and ``meant`` what was probably meant, or empty; both
        are ids and days, never what somebody says.
    """

    kind: HintKind
    typed: str = ""
    meant: str = ""


@dataclass(frozen=True)
class People:
    """Who can be asked to do something: those who are here, and those who have left."""

    here: frozenset[MemberId]
    left: frozenset[MemberId] = frozenset()


@dataclass(frozen=True)
class TypedLine:
    """What a line becomes.

    Shape
        ``owner`` and ``due`` None: an action without one, or a line that has none.
    """

    kind: LineKind
    text: str = field(repr=False)
    owner: MemberId | None = None
    due: date | None = None
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True)
class MinutesLine:
    """A line as it is stored.

    Shape
        ``item`` None: it belongs to the meeting as a whole. ``owner`` and ``due`` are what was
        agreed; the action itself may be somebody else's later. ``changed_by`` None: as written.
    """

    id: MinutesLineId
    meeting: MeetingId
    item: AgendaItemId | None
    kind: LineKind
    text: str = field(repr=False)
    owner: MemberId | None
    due: date | None
    written_by: MemberId
    written_at: datetime
    changed_by: MemberId | None
    version: int


def read_line(typed: str, today: date, people: People, at_closing: bool = False) -> TypedLine:
    """Return what a typed line becomes, with what is worth a look in it.

    Shape
        Nothing that was typed is lost: a word that is no owner and no day stays in the text.
        ``at_closing``: it stands under the item that ends the meeting.
    Source
        docs/rules/minutes_lines.md, "What is read"

    >>> people = People(frozenset({MemberId("K-03"), MemberId("K-11")}))
    >>> line = read_line("o: K-11 10/12 spørger sundhedsplejen", date(2026, 11, 26), people)
    >>> line.kind.value, line.owner, str(line.due), line.text
    ('action', 'K-11', '2026-12-10', 'spørger sundhedsplejen')
    >>> read_line("o: K-3", date(2026, 11, 26), people).hints[0].meant
    'K-03'
    """
    kind, rest = _kind(typed)
    if kind is LineKind.ACTION:
        return _action(rest, today, people)
    hints = [Hint(HintKind.EMPTY)] if not rest and kind is LineKind.DECISION else []
    if kind is LineKind.DECISION and at_closing:
        hints.append(Hint(HintKind.CLOSING))
    return TypedLine(kind, rest, hints=tuple(hints))


def write_line(line: TypedLine, english: bool = False) -> str:
    """Return a line as it is typed, for somebody who edits it.

    >>> write_line(TypedLine(LineKind.ACTION, "ringer", MemberId("K-11"), date(2026, 12, 10)))
    'o: K-11 10/12-2026 ringer'
    """
    if line.kind is LineKind.TEXT:
        return line.text
    tag = {LineKind.DECISION: "d" if english else "b", LineKind.ACTION: "a" if english else "o"}[line.kind]
    day = f"{line.due:%d/%m-%Y}" if line.due else ""
    return " ".join(part for part in (f"{tag}:", line.owner or "", day, line.text) if part)


def mended(typed: str, hint: Hint) -> str:
    """Return a line with the word that a hint is about replaced by what was probably meant.

    >>> mended("o: K-3 ringer", Hint(HintKind.UNKNOWN_OWNER, "K-3", "K-03"))
    'o: K-03 ringer'
    """
    if not hint.typed or not hint.meant:
        return typed
    return typed.replace(hint.typed, hint.meant, 1)


def read_day(word: str, today: date) -> date | Hint | None:
    """Return the day that a word says: 10/12, 10.12, 10/12-2026, 2026-12-10; None when it is no day.

    Shape
        Without a year it is the next such day from ``today``; one of the last month is a slip
        and gives a hint, as does a day that does not exist.
    Source
        docs/rules/minutes_lines.md, "Days"

    >>> str(read_day("10/1", date(2026, 11, 26))), read_day("31/2", date(2026, 11, 26)).kind.value
    ('2027-01-10', 'bad_day')
    """
    bare = word.rstrip(",;:")
    iso, danish = _ISO_DAY.match(bare), _DANISH_DAY.match(bare)
    if iso is not None:
        year, month, day = (int(part) for part in iso.groups())
        return _judged(_made(year, month, day), bare, today)
    if danish is None:
        return None
    day, month = int(danish[1]), int(danish[2])
    if danish[3] is not None:
        year = int(danish[3])
        return _judged(_made(year + _CENTURY if year < _SHORT_YEAR else year, month, day), bare, today)
    return _next_such(day, month, bare, today)


def find_owner(word: str, people: People) -> MemberId | Hint | None:
    """Return the member that a word names, or a hint for one that is none; None when it names nobody.

    Source
        docs/rules/minutes_lines.md, "Owners"

    >>> find_owner("K-11,", People(frozenset({MemberId("K-11")})))
    'K-11'
    """
    bare = word.rstrip(",;:")
    exact = {one.casefold(): one for one in (*people.left, *people.here)}
    found = exact.get(bare.casefold())
    if found is not None:
        return found if found in people.here else Hint(HintKind.LEFT_OWNER, bare)
    if _OWNER.match(bare) is None:
        return None
    return Hint(HintKind.UNKNOWN_OWNER, bare, _meant(bare, people))


def _kind(typed: str) -> tuple[LineKind, str]:
    tag = _TAG.match(typed)
    kind = TAGS.get(tag[1].casefold()) if tag else None
    if tag is None or kind is None:
        return LineKind.TEXT, typed.strip()
    return kind, typed[tag.end() :].strip()


def _action(rest: str, today: date, people: People) -> TypedLine:
    words = rest.split()
    owner: MemberId | None = None
    due: date | None = None
    hints: list[Hint] = []
    begins = True
    while words and begins:
        who = find_owner(words[0], people) if owner is None else None
        when = read_day(words[0], today) if due is None and who is None else None
        begins = who is not None or when is not None
        if isinstance(who, Hint) or isinstance(when, Hint):
            hints += [one for one in (who, when) if isinstance(one, Hint)]
            break
        owner, due = owner or who, due or when
        words = words[1:] if begins else words
    if due is None and words:
        last = read_day(words[-1].rstrip("."), today)
        if not isinstance(last, Hint) and last is not None:
            due, words = last, words[:-1]
    return TypedLine(LineKind.ACTION, " ".join(words), owner, due, _hints(hints, owner, due, words))


def _hints(found: list[Hint], owner: MemberId | None, due: date | None, words: list[str]) -> tuple[Hint, ...]:
    kinds = {one.kind for one in found}
    if owner is None and not kinds & {HintKind.UNKNOWN_OWNER, HintKind.LEFT_OWNER}:
        found.append(Hint(HintKind.NO_OWNER))
    if due is None and not kinds & {HintKind.BAD_DAY, HintKind.PAST_DAY}:
        found.append(Hint(HintKind.NO_DAY))
    if not words:
        found.append(Hint(HintKind.EMPTY))
    return tuple(found)


def _meant(typed: str, people: People) -> str:
    """Return the member who was probably meant: the same with other noughts, else the most alike."""
    own = _unpadded(typed)
    same = sorted(one for one in people.here if _unpadded(one) == own)
    return same[0] if same else nearest(typed, sorted(people.here))


def _unpadded(word: str) -> str:
    parts = _OWNER.match(word)
    return f"{parts[1].casefold()}{int(parts[2])}" if parts else word.casefold()


def _made(year: int, month: int, day: int) -> date | None:
    """Return a day; None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _judged(day: date | None, typed: str, today: date) -> date | Hint:
    if day is None:
        return Hint(HintKind.BAD_DAY, typed)
    return Hint(HintKind.PAST_DAY, typed) if day < today else day


def _next_such(day: int, month: int, typed: str, today: date) -> date | Hint:
    this, following = _made(today.year, month, day), _made(today.year + 1, month, day)
    if this is not None and this >= today:
        return this
    if this is not None and this >= today - timedelta(days=SLIP_DAYS):
        return Hint(HintKind.PAST_DAY, typed)
    return following or Hint(HintKind.BAD_DAY, typed)

"""Action cards: what to do at a level of concern, whom to ring, and what never to do.

Cards are public knowledge and are read without a key. A municipality edits the files by hand,
so a wrong file is answered with what is wrong and where, never with a half-read card.

Source
    docs/rules/cards.md
"""

import re
import textwrap
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nsk_tui.rules.card_records import (
    BUILT_IN_NUMBERS,
    BUILT_IN_RED,
    NO_WORDS,
    ActionCard,
    Audience,
    CardLaw,
    CardNumber,
    CardStep,
    Certainty,
)
from nsk_tui.rules.consultations import Area, ConcernLevel
from nsk_tui.rules.content import (
    BothLanguages,
    ContentError,
    FaultCode,
    Language,
    Table,
    in_language,
    line_of,
    read_table,
)
from nsk_tui.rules.opening_hours import Hours, read_hours

__all__ = [
    "BUILT_IN_NUMBERS",
    "BUILT_IN_RED",
    "ActionCard",
    "Audience",
    "BothLanguages",
    "CardFault",
    "CardLaw",
    "CardNumber",
    "CardStep",
    "Certainty",
    "FaultCode",
    "Hours",
    "Language",
    "Readiness",
    "in_language",
    "is_open",
    "numbers_by_readiness",
    "read_card",
    "read_numbers",
    "readiness",
    "unknown_numbers",
]

LINE_CHARACTERS = 64
STEP_LINES_MAX = 2
NAME_CHARACTERS_MAX = 26
STEPS_MAX = 9
LIST_MAX = 9
NUMBERS_MAX = 60
EVERY_AREA = "all"
_TELEPHONE = re.compile(r"\+?[0-9](?: ?[0-9]){2,14}\Z")


class Readiness(StrEnum):
    """Whether ringing a number helps now; the order is that of the card."""

    OPEN = "open"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    NOT_FILLED_IN = "not_filled_in"


@dataclass(frozen=True)
class CardFault:
    """Why a file of cards or numbers cannot be used.

    Shape
        ``field`` reads ``steps[3].da``, lists from 1, and is empty for the file as a whole.
        ``line`` counts from 1; None means that the fault has no place of its own.
    """

    code: FaultCode
    field: str
    line: int | None


def read_card(text: str) -> ActionCard | CardFault:
    """Return the card that a file says, or what is wrong with the file.

    >>> read_card('id = "red-children"')
    CardFault(code=<FaultCode.MISSING: 'missing'>, field='level', line=None)
    """
    try:
        table = read_table(text)
        card = _card(table)
        table.finish()
    except ContentError as fault:
        return _fault(fault, text)
    return card


def read_numbers(text: str) -> tuple[CardNumber, ...] | CardFault:
    """Return the shared numbers that a file says, or what is wrong with the file."""
    try:
        table = read_table(text)
        numbers = table.each("numbers", _number, NUMBERS_MAX)
        table.finish()
        _refuse_twice([number.id for number in numbers], "numbers")
    except ContentError as fault:
        return _fault(fault, text)
    return numbers


def is_open(number: CardNumber, moment: datetime) -> bool | None:
    """Return whether a number is answered at a local time; None when nobody knows.

    Public holidays count as the weekday they fall on: the card says so beside the hours.
    """
    if number.hours is None or not number.is_filled_in:
        return None
    return number.hours.are_open(moment)


def readiness(number: CardNumber, moment: datetime) -> Readiness:
    """Return in one word whether ringing a number helps at a local time.

    >>> readiness(BUILT_IN_NUMBERS[0], datetime(2026, 12, 24, 23, 59)).value
    'open'
    """
    if not number.is_filled_in:
        return Readiness.NOT_FILLED_IN
    answer = is_open(number, moment)
    if answer is None:
        return Readiness.UNKNOWN
    return Readiness.OPEN if answer else Readiness.CLOSED


def numbers_by_readiness(
    card: ActionCard, numbers: tuple[CardNumber, ...], moment: datetime
) -> tuple[CardNumber, ...]:
    """Return a card's numbers, those first that answer now; the others stay in sight.

    112 and 114 are always among them and always the built-in ones: no edited file can lose or
    change them. Within one readiness the card's own order holds.
    """
    known = {number.id: number for number in numbers} | {number.id: number for number in BUILT_IN_NUMBERS}
    wanted = dict.fromkeys((*card.numbers, *(number.id for number in BUILT_IN_NUMBERS)))
    order = list(Readiness)
    return tuple(
        sorted(
            (known[id_] for id_ in wanted if id_ in known),
            key=lambda number: order.index(readiness(number, moment)),
        )
    )


def unknown_numbers(card: ActionCard, numbers: tuple[CardNumber, ...]) -> tuple[str, ...]:
    """Return the ids that a card asks for and the shared list does not have."""
    known = {number.id for number in (*numbers, *BUILT_IN_NUMBERS)}
    return tuple(id_ for id_ in card.numbers if id_ not in known)


def _fault(fault: ContentError, text: str) -> CardFault:
    line = line_of(text, fault.field) if fault.line is None else fault.line
    return CardFault(fault.code, fault.field, line)


def _card(table: Table) -> ActionCard:
    card = ActionCard(
        id=table.name("id"),
        level=table.choice("level", ConcernLevel),
        area=_area(table),
        title=table.both("title", most=40),
        version=table.count("version"),
        date=table.day("date"),
        owner=table.both("owner", most=60),
        use_when=table.each("use_when", _line, LIST_MAX),
        numbers=table.words("numbers"),
        steps=table.each("steps", _step, STEPS_MAX),
        do_not=table.each("do_not", _line, LIST_MAX),
        escalate_to=table.both("escalate_to"),
        law=table.each("law", _law, LIST_MAX),
        source=table.text("source", most=400),
        approved=table.day("approved") if table.has("approved") else None,
    )
    return _whole(card)


def _whole(card: ActionCard) -> ActionCard:
    """Refuse what only shows when the parts are seen together."""
    for name, part in (("use_when", card.use_when), ("steps", card.steps), ("do_not", card.do_not)):
        if not part:
            raise ContentError(FaultCode.EMPTY, name)
    _refuse_twice([law.id for law in card.law], "law")
    paragraphs = {law.id for law in card.law} | {""}
    for at, step in enumerate(card.steps, 1):
        if step.law not in paragraphs:
            raise ContentError(FaultCode.WRONG_VALUE, f"steps[{at}].law")
    return card


def _area(table: Table) -> Area | None:
    if table.text("area") == EVERY_AREA:
        return None
    return table.choice("area", Area)


def _line(table: Table) -> BothLanguages:
    words = table.own_languages()
    for name, text in (("da", words.da), ("en", words.en)):
        if len(textwrap.wrap(text, LINE_CHARACTERS)) > STEP_LINES_MAX:
            raise ContentError(FaultCode.TOO_LONG, table.where(name))
    return words


def _step(table: Table) -> CardStep:
    return CardStep(_line(table), table.name("law") if table.has("law") else "")


def _law(table: Table) -> CardLaw:
    return CardLaw(
        id=table.name("id"),
        name=table.both("name", most=80),
        about=table.both("about"),
        was=table.text("was", may_be_empty=True) if table.has("was") else "",
        source=table.text("source", most=400),
        checked=table.day("checked"),
        certainty=table.choice("certainty", Certainty),
    )


def _number(table: Table) -> CardNumber:
    number = CardNumber(
        id=table.name("id"),
        number=table.text("number", most=20, may_be_empty=True),
        name=table.both("name", most=NAME_CHARACTERS_MAX),
        audience=table.choice("audience", Audience),
        hours=_hours(table),
        source=table.text("source", most=400, may_be_empty=True),
        checked=table.day("checked") if table.has("checked") else None,
        certainty=table.choice("certainty", Certainty),
        local=table.yes("local"),
        confirm=table.yes("confirm"),
        note=table.both("note") if table.has("note") else NO_WORDS,
    )
    _refuse_unsourced(number, table)
    return number


def _refuse_unsourced(number: CardNumber, table: Table) -> None:
    """Refuse hearsay: an empty number is only allowed as a gap that the municipality fills in."""
    if not number.is_filled_in:
        if not number.local:
            raise ContentError(FaultCode.EMPTY, table.where("number"))
        return
    if not _TELEPHONE.match(number.number):
        raise ContentError(FaultCode.WRONG_VALUE, table.where("number"))
    if not number.source:
        raise ContentError(FaultCode.EMPTY, table.where("source"))
    if number.checked is None:
        raise ContentError(FaultCode.MISSING, table.where("checked"))


def _hours(table: Table) -> Hours | None:
    try:
        return read_hours(table.text("hours"))
    except ValueError:
        raise ContentError(FaultCode.WRONG_VALUE, table.where("hours")) from None


def _refuse_twice(ids: list[str], name: str) -> None:
    for at, id_ in enumerate(ids):
        if id_ in ids[:at]:
            raise ContentError(FaultCode.TWICE, f"{name}[{at + 1}].id")

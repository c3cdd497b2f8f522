"""The single values of a rota's file: each read strictly, each fault with its place.

Source
    docs/rules/rota.md, "What is refused"
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import islice
from math import isfinite
from typing import TypeVar

from nsk_tui.rules.nearest import nearest
from nsk_tui.rules.text import find_forbidden

FAULTS_MAX = 100
UNKNOWN_KEYS_MAX = 5
NAME_CHARACTERS_MAX = 64
NUMBER_MAX = 10**9
SHARE_LEAST = Fraction(1, 100)
"""Less is no share of anybody's time, and would make every load beyond measure."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}\Z")

Value = TypeVar("Value")


class RotaProblem(StrEnum):
    """What is wrong in one place of a file."""

    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    UNKNOWN_KEY = "unknown_key"
    MISSING = "missing"
    EMPTY = "empty"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    NOT_A_NAME = "not_a_name"
    TWICE = "twice"
    NOT_A_DATE = "not_a_date"
    NOT_A_SPAN = "not_a_span"
    ENDS_FIRST = "ends_first"
    OUT_OF_ORDER = "out_of_order"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_SHARE = "not_a_share"
    NOT_WHOLE = "not_whole"
    NOT_YES_OR_NO = "not_yes_or_no"
    UNKNOWN_LINE = "unknown_line"


@dataclass(frozen=True)
class RotaFault:
    """One thing that cannot be planned with; carries nothing that was written there.

    Shape
        ``place`` is the way to it, such as ``people[2].absent[0]``, counted from 0; empty for
        the whole. ``limit`` is the most that would do, 0 where no number bounds it; ``nearest``
        is the key that was probably meant, empty where there is none.
    """

    place: str
    problem: RotaProblem
    limit: int = 0
    nearest: str = ""


class Refused(Exception):
    """A value cannot be read; ``faults`` say why."""

    def __init__(self, *faults: RotaFault) -> None:
        super().__init__()
        self.faults = faults


class Faults(list[RotaFault]):
    """What was found wrong so far; after a hundred nobody reads more."""

    def note(self, place: str, problem: RotaProblem, limit: int = 0) -> None:
        """Keep one fault."""
        self.keep((RotaFault(place, problem, limit),))

    def keep(self, faults: tuple[RotaFault, ...]) -> None:
        """Keep several."""
        self.extend(faults[: FAULTS_MAX - len(self)])


class Fields:
    """The fields of one JSON object, asked for one by one; what is wrong is kept and reading goes on.

    Shape
        A key that is null is a key that is absent. What cannot be read is answered by the value
        to go on with, so whoever asks looks at ``faults`` in the end.
    """

    def __init__(self, place: str, raw: object, known: tuple[str, ...], faults: Faults) -> None:
        self.prefix, self.faults = f"{place}." if place else "", faults
        self.values: dict[str, object] = {}
        if not isinstance(raw, dict):
            faults.note(place, RotaProblem.NOT_AN_OBJECT)
            self.is_object = False
            return
        self.is_object = True
        self.values = {key: value for key, value in raw.items() if value is not None}
        for key in islice((key for key in raw if key not in known), UNKNOWN_KEYS_MAX):
            shown = key if _KEY.match(key) else "…"
            meant = nearest(key, known)
            faults.keep((RotaFault(self.prefix + shown, RotaProblem.UNKNOWN_KEY, nearest=meant),))

    def read(
        self, key: str, reader: Callable[[str, object], Value], instead: Value, is_needed: bool = False
    ) -> Value:
        """Return what a key holds, or the value to go on with."""
        if key in self.values:
            try:
                return reader(self.prefix + key, self.values[key])
            except Refused as refused:
                self.faults.keep(refused.faults)
        elif is_needed and self.is_object:
            self.faults.note(self.prefix + key, RotaProblem.MISSING)
        return instead

    def read_list(
        self, key: str, reader: Callable[[str, object], Value], limit: int, least: int | None = None
    ) -> list[Value]:
        """Return what stands in a list, without what cannot be read; least None: it may be left out."""
        place = self.prefix + key
        nothing: list[object] = []
        raw = self.read(key, list_of_any, nothing, is_needed=least is not None)
        if len(raw) > limit:
            self.faults.note(place, RotaProblem.TOO_MANY, limit)
            return []
        if least and self.values.get(key) == []:
            self.faults.note(place, RotaProblem.EMPTY)
        found = []
        for at, item in enumerate(raw):
            try:
                found.append(reader(f"{place}[{at}]", item))
            except Refused as refused:
                self.faults.keep(refused.faults)
        return found


def list_of_any(place: str, raw: object) -> list[object]:
    """Return a list, whatever stands in it."""
    if isinstance(raw, list):
        return raw
    raise Refused(RotaFault(place, RotaProblem.NOT_A_LIST))


def name(place: str, raw: object) -> str:
    """Return a short text without control characters."""
    is_short = isinstance(raw, str) and raw.strip() != "" and len(raw) <= NAME_CHARACTERS_MAX
    if isinstance(raw, str) and is_short and raw.isprintable() and not find_forbidden(raw):
        return raw
    raise Refused(RotaFault(place, RotaProblem.NOT_A_NAME, NAME_CHARACTERS_MAX))


def day(place: str, raw: object) -> date:
    """Return a day that exists."""
    if isinstance(raw, str) and _DATE.match(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise Refused(RotaFault(place, RotaProblem.NOT_A_DATE))


def span(place: str, raw: object) -> tuple[date, date]:
    """Return the first and the last day of a span."""
    if not isinstance(raw, list) or len(raw) != 2:
        raise Refused(RotaFault(place, RotaProblem.NOT_A_SPAN))
    first, last = day(f"{place}[0]", raw[0]), day(f"{place}[1]", raw[1])
    if last < first:
        raise Refused(RotaFault(place, RotaProblem.ENDS_FIRST))
    return first, last


def whole(most: int) -> Callable[[str, object], int]:
    """Return the reader of a whole number from 0 to a limit."""

    def read(place: str, raw: object) -> int:
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= most:
            return raw
        raise Refused(RotaFault(place, RotaProblem.NOT_WHOLE, most))

    return read


def yes_or_no(place: str, raw: object) -> bool:
    """Return true or false."""
    if isinstance(raw, bool):
        return raw
    raise Refused(RotaFault(place, RotaProblem.NOT_YES_OR_NO))


def number(most: int) -> Callable[[str, object], Fraction]:
    """Return the reader of a number from 0 to a limit, taken as it is written: 0.1 is a tenth."""

    def read(place: str, raw: object) -> Fraction:
        written = _written(raw)
        if written is not None and 0 <= written <= most:
            return written
        raise Refused(RotaFault(place, RotaProblem.NOT_A_NUMBER, most))

    return read


def share(place: str, raw: object) -> Fraction:
    """Return a part of full time, above 0 and at most 1."""
    written = _written(raw)
    if written is not None and SHARE_LEAST <= written <= 1:
        return written
    raise Refused(RotaFault(place, RotaProblem.NOT_A_SHARE))


def _written(raw: object) -> Fraction | None:
    """Return a number as it is written, or None when it is none; true is none either."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not isfinite(raw):
        return None
    return Fraction(str(raw)) if abs(raw) < NUMBER_MAX else None

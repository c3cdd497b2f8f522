"""Days, minutes, ages and codes as people write them in a log of their own, read without a guess.

Source
    docs/rules/import.md, section "Values"
"""

import re
from collections.abc import Mapping
from datetime import date

from nsk_tui.rules.consultations import AgeBand, Area
from nsk_tui.rules.import_words import MONTHS, NOTHING, fold

VALUE_CHARACTERS_MAX = 500
"""A longer cell is a text: it is not looked at for a day, an age or a code."""

ADULT_FROM_YEARS = 18
AGE_MAX_YEARS = 120
CENTURY = 2000
HOUR_MINUTES = 60

_TIME = r"(?:[T ,]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?)?"
_ISO_DAY = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}Z?\Z", re.ASCII)
_DANISH_DAY = re.compile(
    rf"(\d{{1,2}})(?:[./-] ?| )(\d{{1,2}})(?:[./-] ?| )(\d{{4}}|\d{{2}}){_TIME}\Z", re.ASCII
)
_DAY_WITH_NAME = re.compile(rf"(\d{{1,2}})(?:\. ?|[ -])([a-z]{{3,9}})\.?[ -]+(\d{{4}}|\d{{2}}){_TIME}\Z")
_WEEKDAY = re.compile(
    r"(?:man|tirs|ons|tors|fre|lør|søn|mon|tues?|wed(?:nes)?|thurs?|fri|satur|sun)"
    r"(?:dag|day)?\.?,? +(?:d(?:en|\.) +)?"
)

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\Z", re.ASCII)
_AMOUNT = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,3})?|½|en|et|a)? ?)(½)? ?"
    r"(t|h|time|timer|hours?|kvarter|min|minut|m|minutter|minutes?)\Z"
)
_PLAIN_MINUTES = re.compile(r"(\d{1,4})(?:[.,]0{1,2})?\Z", re.ASCII)

_LISTED = re.compile(r"[,;/+&|\n\t]| og | and ")

_AGE_NOISE = re.compile(
    r"\b(?:ca|cirka|omkring|about|alder|age|aar|aarig|aarige|aars|years?|old|y|gammel|en|et)\b"
)
_AGE_RANGE = re.compile(r"(\d{1,3}) (?:til |og |to |eller )?(\d{1,3})\Z")
_EXCELS_BAND = frozenset({"dec 17", "17 dec"})
"""What Excel makes of the age group 12-17: the seventeenth of December, or December 2017."""


def day_in(text: str) -> date | None:
    """Return the day that a text names; None when it names none, or none that exists.

    The day stands before the month, as Danes write it; 3/14 is no day and is not turned round.

    >>> [str(day_in(text)) for text in ("20/11-2026", "20.11.26", "2026-11-20 14:30", "20. nov. 2026")]
    ['2026-11-20', '2026-11-20', '2026-11-20', '2026-11-20']
    >>> day_in("11/20/2026") is None
    True
    """
    even = _WEEKDAY.sub("", _even(text), count=1)
    if found := _ISO_DAY.match(even.upper()):
        return _existing(found[1], int(found[2]), found[3])
    if found := _DANISH_DAY.match(even):
        return _existing(found[3], int(found[2]), found[1])
    found = _DAY_WITH_NAME.match(even)
    return _existing(found[3], MONTHS.get(found[2], 0), found[1]) if found else None


def minutes_in(text: str) -> int | None:
    """Return the minutes that a text names; None when it names none.

    >>> [minutes_in(text) for text in ("15", "15 min.", "0:25", "1 time", "1,5 t", "en halv time")]
    [15, 15, 25, 60, 90, 30]
    """
    even = _even(text).rstrip(".").replace("en halv time", "½ time").replace("halvanden", "1½")
    if found := _PLAIN_MINUTES.match(even):
        return int(found[1])
    if found := _CLOCK.match(even):
        return HOUR_MINUTES * int(found[1]) + int(found[2])
    parts = re.split(r"(?<=[a-z])[., ]*(?: og | and |,| )(?=[0-9])", even)
    amounts = [_amount(part.strip(" .")) for part in parts]
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def age_in(text: str) -> tuple[AgeBand, Area | None] | None:
    """Return the band that an age falls into, never the age itself; None when the text names no age.

    A span over two bands is not known; its area is told when all of it lies on one side of 18.

    >>> [band.value for band, _ in map(age_in, ("14 år", "12-17", "ca. 19", "24+", "16/17", "16-19"))]
    ['12-17', '12-17', '18-23', '24+', '12-17', 'unknown']
    """
    if len(text) > VALUE_CHARACTERS_MAX or text.strip().startswith("-"):
        return None
    if _is_excels_band(text):
        return AgeBand.TEEN, None
    span = _ages(text)
    if span is None or not 0 <= span[0] <= span[1] <= AGE_MAX_YEARS:
        return None
    first, last = map(_band, span)
    area = Area.ADULTS if span[0] >= ADULT_FROM_YEARS else None
    area = Area.CHILDREN if span[1] < ADULT_FROM_YEARS else area
    return (first, None) if first is last else (AgeBand.UNKNOWN, area)


def code_in(text: str, known: Mapping[str, str]) -> str | None:
    """Return the code that a text names; empty for none at all, None when the text is not known.

    ``known`` is code by folded word. Other words after a known one do no harm, unless one of
    them says something else.

    >>> known = {"roed": "red", "gul": "yellow", "orange": "orange"}
    >>> code_in("Rød (akut)", known), code_in("gul/orange", known), code_in(" - ", known)
    ('red', None, '')
    """
    if len(text) > VALUE_CHARACTERS_MAX:
        return None
    folded = fold(text)
    if folded in known:
        return known[folded]
    if folded in NOTHING:
        return ""
    words = folded.split()
    codes = {known[word] for word in words if word in known}
    return known[words[0]] if len(codes) == 1 and words[0] in known else None


def codes_in(text: str, known: Mapping[str, str]) -> list[str] | None:
    """Return the codes that a text lists, each once; None when any part of it is not known.

    >>> codes_in("Trusler, vold og trusler", {"trusler": "threats", "vold": "violence"})
    ['threats', 'violence']
    """
    if len(text) > VALUE_CHARACTERS_MAX:
        return None
    parts = [text] if fold(text) in known else _LISTED.split(text)
    codes: dict[str, None] = {}
    for part in parts:
        code = code_in(part, known)
        if code is None:
            return None
        if code:
            codes[code] = None
    return list(codes)


def _even(text: str) -> str:
    return " ".join(text.casefold().split()) if len(text) <= VALUE_CHARACTERS_MAX else ""


def _existing(year: str, month: int, day: str) -> date | None:
    whole = int(year) if len(year) > 2 else CENTURY + int(year)
    try:
        return date(whole, month, int(day))
    except ValueError:
        return None


def _amount(part: str) -> int | None:
    found = _AMOUNT.match(part)
    if found is None:
        return None
    number = {"½": 0.5, "en": 1.0, "et": 1.0, "a": 1.0, None: 0.0 if found[2] else 1.0}.get(found[1])
    number = float(found[1].replace(",", ".")) if number is None else number
    unit = 1 if found[3][0] == "m" else 15 if found[3] == "kvarter" else HOUR_MINUTES
    return round((number + (0.5 if found[2] else 0.0)) * unit)


def _ages(text: str) -> tuple[int, int] | None:
    """Return the lowest and the highest age that a text allows; None when it names none."""
    bare = text.strip()
    folded = " ".join(_AGE_NOISE.sub(" ", fold(re.sub(r"(\d)([^\W\d])", r"\1 \2", bare))).split())
    if found := re.fullmatch(r"(under|over) (\d{1,3})", folded):
        years = int(found[2])
        return (0, years - 1) if found[1] == "under" else (years + 1, AGE_MAX_YEARS)
    if re.fullmatch(r"\d{1,3}", folded):
        years = int(folded)
        return (years, AGE_MAX_YEARS if bare.endswith("+") else years)
    found = _AGE_RANGE.match(folded)
    return (int(found[1]), int(found[2])) if found else None


def _band(years: int) -> AgeBand:
    limits = ((12, AgeBand.CHILD), (ADULT_FROM_YEARS, AgeBand.TEEN), (24, AgeBand.YOUNG))
    return next((band for below, band in limits if years < below), AgeBand.ADULT)


def _is_excels_band(text: str) -> bool:
    if fold(text) in _EXCELS_BAND:
        return True
    day = day_in(text)
    return day is not None and day.month == 12 and 17 in (day.day, day.year % 100)

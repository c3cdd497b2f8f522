"""Details that each fit many and together fit few: which of them to drop first.

Learns nothing from any text: it counts how many circles are drawn around one person.

Source
    docs/rules/anonymity.md, section "Combinations"
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from nsk_tui.rules.anonymity.allowed import FOREIGN_WORDS
from nsk_tui.rules.anonymity.findings import Finding, Label, Reason, Strength, Suggestion
from nsk_tui.rules.anonymity.lexicon import fold

CIRCLES_MAX = 4
"""As many details may stand together; age, department and a rare concern count as they are chosen."""

DETAILS_MIN = 2
"""Fewer details in the text than this are no combination that an author could loosen."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBER = r"(?:\d{1,2}|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv)"
_KIN = "(?:børn|søskende|brødre|søstre|sønner|døtre)"
_FAMILY = re.compile(
    rf"(?i)(?<!\w)(?:(?P<count>{_NUMBER})(?= {_KIN}(?!\w))|(?:tvilling|trilling)\w{{0,10}}(?!\w))"
)
_WORK = re.compile(
    r"(?i)(?<!\w)(?:far|mor|faren|moren|faderen|moderen|storebror|søster|onkel|mand|manden)\w{0,2}"
    r"(?: (?:er|var|arbejder som|er ansat som) )(?P<work>[^\W\d_]{5,25})(?!\w)"
)
_SMALL = re.compile(
    r"(?i)(?<!\w)(?:landsby\w{0,3}|lille by|mindre by|øen|ø-kommune|bygd\w{0,3}|oplandsby\w{0,3})(?!\w)"
)
_AGE = re.compile(r"(?i)(?<![\w.,/§-])(?P<age>\d{1,2})[ -]?(?:år|(?P<word>årig|årige))(?!\w)")
_BANDS = (
    (11, Suggestion.UNDER_TWELVE),
    (17, Suggestion.TWELVE_TO_SEVENTEEN),
    (23, Suggestion.EIGHTEEN_TO_23),
    (99, Suggestion.AN_ADULT),
)
"""The oldest age of each band of the form, and the words for it."""


class Circle(IntEnum):
    """How much a detail narrows."""

    WIDE = 1
    NARROW = 2


@dataclass(frozen=True)
class Codes:
    """What the coded fields tell beside the text."""

    age_known: bool = False
    department_known: bool = False
    concern_is_rare: bool = False

    @property
    def circles(self) -> int:
        """How many circles the codes draw."""
        return self.age_known + self.department_known + self.concern_is_rare


NO_CODES = Codes()


@dataclass(frozen=True)
class Detail:
    """A detail of a text that narrows, and what to write instead of it, if anything."""

    field: str
    start: int
    end: int
    circle: Circle
    suggestion: Suggestion | None


def find_combination(
    texts: Mapping[str, str], found: Mapping[str, tuple[Finding, ...]], codes: Codes
) -> tuple[str, Finding] | None:
    """Return the field and the detail to drop first; None while the details fit many.

    Shape
        The finding is weak: its author takes a stance. It never covers what was found already.

    >>> codes = Codes(age_known=True, department_known=True, concern_is_rare=True)
    >>> text = "En afghansk familie med syv børn i en landsby."
    >>> find_combination({"text": text}, {}, codes)[1].reason.value
    'combination'
    >>> find_combination({"text": "En familie med syv børn."}, {}, codes) is None
    True
    """
    details = [one for name, text in texts.items() for one in _details(name, text)]
    weight = codes.circles + sum(one.circle for one in details) + _weight_of(found)
    if len(details) < DETAILS_MIN or weight <= CIRCLES_MAX:
        return None
    free = [one for one in details if not _is_found(one, found.get(one.field, ()))]
    if not free:
        return None
    first = max(free, key=lambda one: one.circle)
    suggestions = () if first.suggestion is None else (first.suggestion,)
    return first.field, Finding(
        first.start, first.end, Label.OTHER, Strength.WEAK, Reason.COMBINATION, suggestions
    )


def _details(field: str, text: str) -> Iterator[Detail]:
    for match in _WORD.finditer(text):
        if fold(match[0]) in FOREIGN_WORDS:
            yield Detail(field, *match.span(), Circle.WIDE, None)
            break
    if small := _SMALL.search(text):
        yield Detail(field, *small.span(), Circle.NARROW, Suggestion.A_TOWN)
    if family := _FAMILY.search(text):
        yield Detail(field, *family.span(), Circle.WIDE, Suggestion.SEVERAL if family["count"] else None)
    if age := _AGE.search(text):
        yield Detail(field, *age.span(), Circle.WIDE, None if age["word"] else _band(int(age["age"])))
    work = _WORK.search(text)
    if work is not None:
        yield Detail(field, *work.span("work"), Circle.WIDE, None)


def _band(age_years: int) -> Suggestion:
    return next(words for oldest, words in _BANDS if age_years <= oldest)


def _weight_of(found: Mapping[str, tuple[Finding, ...]]) -> int:
    """Weak places, schools and classes narrow too; strong ones have to go anyway."""
    narrowing = {Label.PLACE, Label.ORG, Label.OTHER}
    return sum(
        1
        for many in found.values()
        for one in many
        if one.strength is Strength.WEAK and one.label in narrowing
    )


def _is_found(detail: Detail, findings: tuple[Finding, ...]) -> bool:
    return any(one.start < detail.end and detail.start < one.end for one in findings)

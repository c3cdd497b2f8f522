"""The stretches of a text that have a digit in them or near: patterns for numbers search there alone.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

BEFORE_LETTERS = 64
AFTER_LETTERS = 40
SIGNS_BEFORE = 10
_DIGITS = re.compile(r"[0-9]+")


class Stretch(NamedTuple):
    """A part of a text near digits: its ends, how many digits it has, and where the first one may begin."""

    start: int
    end: int
    digits: int
    first: int


@dataclass(frozen=True)
class NearDigits:
    """A text and its stretches near digits, sorted, apart.

    Shape
        ``most`` is how many digits the stretch with the most has, ``longest`` how many stand
        together at the most; ``small`` is the text in small letters.
    """

    text: str
    stretches: tuple[Stretch, ...]
    most: int
    longest: int
    small: str

    def has(self, signs: tuple[str, ...]) -> bool:
        """Whether one of some strings in small letters stands in the text; none asked for: yes."""
        small = self.small
        for sign in signs:
            if sign in small:
                return True
        return not signs

    def matches(self, pattern: "re.Pattern[str]", digits: int = 1) -> Iterator["re.Match[str]"]:
        """Yield the matches of a pattern within the stretches of so many digits at least."""
        for stretch in self.stretches:
            if stretch.digits >= digits:
                yield from pattern.finditer(self.text, stretch.start, stretch.end)

    def numbers(self, pattern: "re.Pattern[str]", digits: int = 1) -> Iterator["re.Match[str]"]:
        """Yield the matches of a pattern that begins with a digit or a few signs before one."""
        for stretch in self.stretches:
            if stretch.digits >= digits:
                yield from pattern.finditer(self.text, stretch.first, stretch.end)


def near_digits(text: str, small: str | None = None) -> NearDigits:
    """Return a text with its stretches near digits.

    >>> near_digits("a" * 200 + "1" + "b" * 200).stretches
    (Stretch(start=136, end=241, digits=1, first=190),)
    """
    stretches: list[Stretch] = []
    length, longest = len(text), 0
    for run in _DIGITS.finditer(text):
        first, last = run.span()
        start, end = max(0, first - BEFORE_LETTERS), min(length, last + AFTER_LETTERS)
        count, begins = last - first, max(0, first - SIGNS_BEFORE)
        longest = max(longest, count)
        if stretches and start <= stretches[-1].end:
            before = stretches.pop()
            start, count, begins = before.start, count + before.digits, before.first
        stretches.append(Stretch(start, end, count, begins))
    most = max((stretch.digits for stretch in stretches), default=0)
    return NearDigits(text, tuple(stretches), most, longest, text.lower() if small is None else small)

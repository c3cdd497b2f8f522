"""The stretches of a text that have a digit in them or near: patterns for numbers search there alone.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

BEFORE_LETTERS = 64
AFTER_LETTERS = 40
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class NearDigits:
    """A text and its stretches near digits: start and end offsets, sorted, apart.

    Shape
        ``small`` is the text in small letters.
    """

    text: str
    stretches: tuple[tuple[int, int], ...]
    small: str = ""

    def matches(self, pattern: "re.Pattern[str]", signs: tuple[str, ...] = ()) -> Iterator["re.Match[str]"]:
        """Yield the matches of a pattern within the stretches.

        ``signs`` are strings in small letters of which one must stand somewhere in the text for
        the pattern to match at all; none: it is always tried.
        """
        if signs and not any(sign in self.small for sign in signs):
            return
        for start, end in self.stretches:
            yield from pattern.finditer(self.text, start, end)


def near_digits(text: str) -> NearDigits:
    """Return a text with its stretches near digits.

    >>> near_digits("a" * 200 + "1" + "b" * 200).stretches
    ((136, 241),)
    """
    stretches: list[tuple[int, int]] = []
    for run in _DIGITS.finditer(text):
        start, end = max(0, run.start() - BEFORE_LETTERS), min(len(text), run.end() + AFTER_LETTERS)
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return NearDigits(text, tuple(stretches), text.lower())

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
        ``counts`` tells how many digits each stretch has; ``small`` is the text in small letters.
    """

    text: str
    stretches: tuple[tuple[int, int], ...]
    counts: tuple[int, ...]
    small: str = ""

    @property
    def most(self) -> int:
        """How many digits the stretch with the most has."""
        return max(self.counts, default=0)

    def has(self, signs: tuple[str, ...]) -> bool:
        """Whether one of some strings in small letters stands in the text; none asked for: yes."""
        return not signs or any(sign in self.small for sign in signs)

    def matches(
        self, pattern: "re.Pattern[str]", signs: tuple[str, ...] = (), digits: int = 1
    ) -> Iterator["re.Match[str]"]:
        """Yield the matches of a pattern within the stretches of so many digits at least.

        ``signs`` are strings in small letters of which one must stand somewhere in the text for
        the pattern to match at all; none: it is always tried.
        """
        if not self.stretches or not self.has(signs):
            return
        for (start, end), count in zip(self.stretches, self.counts, strict=True):
            if count >= digits:
                yield from pattern.finditer(self.text, start, end)


def near_digits(text: str, at_least: int = 1) -> NearDigits:
    """Return a text with its stretches near digits, but for those with fewer than ``at_least``.

    >>> near_digits("a" * 200 + "1" + "b" * 200).stretches
    ((136, 241),)
    >>> near_digits("a 16", at_least=3).stretches
    ()
    """
    stretches: list[tuple[int, int]] = []
    counts: list[int] = []
    for run in _DIGITS.finditer(text):
        start, end = max(0, run.start() - BEFORE_LETTERS), min(len(text), run.end() + AFTER_LETTERS)
        length = run.end() - run.start()
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
            counts[-1] += length
        else:
            stretches.append((start, end))
            counts.append(length)
    kept = [(stretch, count) for stretch, count in zip(stretches, counts, strict=True) if count >= at_least]
    return NearDigits(text, tuple(one for one, _ in kept), tuple(count for _, count in kept), text.lower())

"""The word that was probably meant."""

from collections.abc import Iterable
from difflib import SequenceMatcher

COMPARED_CHARACTERS_MAX = 200
"""More of a written word is not looked at: comparing takes the square of the length."""


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return the allowed word most like the one written; the first of equals, empty without any.

    >>> nearest("Oragne", ("yellow", "orange", "red")), nearest("x", ())
    ('orange', '')
    """
    folded = word.casefold()[:COMPARED_CHARACTERS_MAX]
    return max(allowed, key=lambda other: SequenceMatcher(None, folded, other).ratio(), default="")

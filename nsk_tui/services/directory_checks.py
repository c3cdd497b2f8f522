"""What a field of the directory may hold: lists of words, numbers, single lines."""

import re
from collections.abc import Iterable

from nsk_tui.services.errors import TextRefused
from nsk_tui.services.setup import must_be_a_name

WORDS_MAX = 12
WORD_CHARACTERS_MAX = 40
_PHONE = re.compile(r"(?:(?:lokal|local|ext\.?) ?)?\+?[0-9](?:[0-9 ]{1,18}[0-9])?\Z", re.IGNORECASE)


def tidy(words: Iterable[str]) -> tuple[str, ...]:
    """Return words without blanks around them, each once."""
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def must_be_words(field: str, words: Iterable[str]) -> None:
    """Refuse a list that is too long, or holds what is no word.

    Errors
        TextRefused
    """
    found = tuple(words)
    if len(found) > WORDS_MAX or any(len(word) > WORD_CHARACTERS_MAX for word in found):
        raise TextRefused(field)
    for word in found:
        must_be_a_name(field, word)


def must_be_phone(phone: str) -> None:
    """Refuse what is no office number; none at all may be.

    Errors
        TextRefused
    """
    if phone and not _PHONE.match(phone):
        raise TextRefused("phone")


def must_be_line(field: str, text: str, limit: int = WORD_CHARACTERS_MAX) -> None:
    """Refuse what is no short line; an empty one may be.

    Errors
        TextRefused
    """
    if text.strip():
        must_be_a_name(field, text)
    if len(text) > limit:
        raise TextRefused(field)

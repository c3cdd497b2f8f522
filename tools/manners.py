"""The same notes written in another manner: what the anonymity check finds then.

Source
    docs/rules/anonymity.md
"""

import random
import re
from collections.abc import Callable
from typing import Any

from nsk_tui.rules.anonymity.lexicon import fold
from nsk_tui.services.anonymity import lexicon

Row = dict[str, Any]
SEED = 7
_PART = re.compile(r"[^\W\d_]{3,}")
_TYPO_LETTERS_MIN = 4
_LETTERS = "abdefghijklmnoprstuvy"
_ONSETS = [*"bdfghjklmnprstvz", "kh", "sh", "th", "br", "dr"]
_VOWELS = [*"aeiou", "aa", "ee", "ou"]
_ENDS = ["", "n", "r", "sh", "d", ""]
_INVENTED_LETTERS_MIN = 5


def manners() -> dict[str, Callable[[Row], Row]]:
    """Return every manner by its name; each draws from the same seed."""
    chance = random.Random(SEED)  # noqa: S311 - measures, protects nothing
    return {
        "small": lambda row: _with_names(row, str.lower),
        "capitals": _shouted,
        "mistyped": lambda row: _with_names(
            row, lambda name: _by_part(name, lambda part: _typo(part, chance))
        ),
        "unlisted": lambda row: _with_names(
            row, lambda name: _by_part(name, lambda _part: _invented(chance))
        ),
        "unlisted-small": lambda row: _with_names(
            row, lambda name: _by_part(name, lambda _part: _invented(chance)).lower()
        ),
    }


def _with_names(row: Row, change: Callable[[str], str]) -> Row:
    """Return a row with every wanted name written otherwise and all spans moved along."""
    text, place = "", 0
    moved: dict[str, list[tuple[int, int, str]]] = {"spans": [], "optional": []}
    marked = [(*span, "spans") for span in row["spans"]]
    marked += [(*span, "optional") for span in row.get("optional", [])]
    for start, end, label, kind in sorted(marked):
        if start < place:
            continue
        text += row["text"][place:start]
        piece = row["text"][start:end]
        piece = change(piece) if label == "NAME" and kind == "spans" else piece
        moved[kind].append((len(text), len(text) + len(piece), label))
        text, place = text + piece, end
    return {**row, **moved, "text": text + row["text"][place:]}


def _shouted(row: Row) -> Row:
    """Return a row in capitals only; as it stands when that would move its offsets."""
    text = row["text"].upper()
    return {**row, "text": text} if len(text) == len(row["text"]) else row


def _by_part(name: str, change: Callable[[str], str]) -> str:
    return _PART.sub(lambda match: change(match[0]), name)


def _typo(part: str, chance: random.Random) -> str:
    """Return a word with two letters swapped, one left out, one doubled or one wrong."""
    if len(part) < _TYPO_LETTERS_MIN:
        return part
    at = chance.randrange(1, len(part) - 1)
    before, here, after = part[:at], part[at], part[at + 1 :]
    return chance.choice(
        [
            f"{before}{after[0]}{here}{after[1:]}",
            f"{before}{after}",
            f"{before}{here}{here}{after}",
            f"{before}{chance.choice(_LETTERS)}{after}",
        ]
    )


def _invented(chance: random.Random) -> str:
    """Return a name that no list has, neither of names nor of words."""
    while True:
        syllables = chance.choice([2, 2, 3])
        name = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
        name += chance.choice(_ENDS)
        if len(name) >= _INVENTED_LETTERS_MIN and not lexicon().look_up(fold(name)):
            return name.capitalize()

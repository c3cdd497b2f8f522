"""The receiver's own words: a summary that was copied has not been understood by anybody.

Source
    docs/rules/handover.md, "In own words"
"""

import re
from enum import StrEnum

CHARACTERS_MIN = 40
CHARACTERS_MAX = 2000
WORDS_MIN = 6
RUN_WORDS = 3
"""Words in a row: single words must be shared, or nobody could speak of the same matter."""

COPIED_SHARE_MAX = 0.5
"""Of the runs of words; from here on more is copied than is said."""

_WORD = re.compile(r"\w+")


class SynthesisFault(StrEnum):
    """Why words are no synthesis."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COPIED = "copied"


def copied_share(words: str, text: str) -> float:
    """Return how much of what somebody wrote stands word for word in a text.

    Shape
        The share of the runs of three words that the text has too. Case, signs and line ends do
        not count. 0.0 for fewer than three words.
    Units
        Between 0 and 1.
    Source
        docs/rules/handover.md, "In own words"

    >>> copied_share("Familien taler om rejse i julen", "Ung i 8. klasse. Familien taler om rejse i julen.")
    1.0
    >>> copied_share("Rejsen i julen er det vigtige", "Familien taler om rejse i julen.")
    0.0
    """
    own = _runs(words)
    return len(own & _runs(text)) / len(own) if own else 0.0


def judge_synthesis(words: str, texts: tuple[str, ...]) -> SynthesisFault | None:
    """Return why a receiver's words are refused; None when they are hers.

    Shape
        ``texts`` are all that the giver has worded in the item.
    Source
        docs/rules/handover.md, "In own words"
    """
    stripped = words.strip()
    if not stripped:
        return SynthesisFault.EMPTY
    if len(stripped) > CHARACTERS_MAX:
        return SynthesisFault.TOO_LONG
    if len(stripped) < CHARACTERS_MIN or len(_WORD.findall(stripped)) < WORDS_MIN:
        return SynthesisFault.TOO_SHORT
    # A line of each text that stands alone: no run may reach from one text into the next.
    own = _runs(stripped)
    given = set().union(*(_runs(text) for text in texts))
    return SynthesisFault.COPIED if len(own & given) >= COPIED_SHARE_MAX * len(own) else None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[start:] for start in range(RUN_WORDS)), strict=False))

"""One word of a text, with what the lists and the writing say about it.

Source
    docs/rules/anonymity.md
"""

from dataclasses import dataclass

from nsk_tui.rules.anonymity.lexicon import Known


class Kind:
    """What the letters of a word alone say about where it must be looked at: bits of one integer."""

    NONE = 0
    PLAIN = 1
    """A Danish word in small letters and no name."""

    HOUSE = 2
    """It may be, or end in, a word for a house, a chain or a club."""

    HEAD = 8
    """It is, or ends in, a word for a house."""

    STREET = 4
    """It ends as streets do."""

    OWNER = 16
    """It is a word for a house, or ends in one, with a genitive -s."""


@dataclass(slots=True)
class Token:
    """A word: where it stands, how it is written, what is known of it.

    Shape
        ``stem_end`` is where the word ends without a genitive -s, when only the stem is a name.
        ``first`` says that a sentence may begin here, ``shouted`` that it is of capitals only and
        longer than one letter. ``upper`` says that the first letter is a capital; ``capital`` says
        so too, but never of a text that is of capitals only: there they tell as little as small
        letters do. ``kind`` are bits of ``Kind``. ``taken`` says that an identifier or an allowed
        phrase covers it, ``public`` that it is such a phrase.
    """

    text: str
    start: int
    end: int
    folded: str
    known: int
    stem_end: int
    first: bool
    capital: bool
    shouted: bool
    upper: bool
    kind: int
    taken: bool = False
    public: bool = False

    @property
    def is_name(self) -> bool:
        """Whether a list of names has it."""
        return bool(self.known & Known.NAME)

    @property
    def is_word(self) -> bool:
        """Whether it is a Danish word."""
        return bool(self.known & Known.ANY_WORD)

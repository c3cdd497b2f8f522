"""Word lists as sorted 8-byte hashes: small, quick to load, one look-up without a copy in memory.

Source
    docs/rules/anonymity.md
"""

import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cache
from hashlib import blake2b
from sys import byteorder

HASH_BYTES = 8
HASH_BITS = 8 * HASH_BYTES
_SPREAD = 1024
"""Hashes lie evenly: so near to its share of the whole stands each, but for a rare one."""

SLIP_LETTERS_MIN = 6
_RING = "\N{COMBINING RING ABOVE}"
_LETTERS = {"ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "œ": "ø", "ø": "ø", "æ": "æ"}


def fold(word: str) -> str:
    """Return the form in which words are compared: small letters, no foreign accents.

    Æ, Ø and Å stay, and AA is Å, so that both ways of writing a Danish name meet.

    >>> fold("Yıldırım"), fold("Aabenraa"), fold("Søren"), fold("Çelik")
    ('yildirim', 'åbenrå', 'søren', 'celik')
    """
    small = word.lower()
    if not small.isascii():
        small = "".join(map(_plain_letter, small))
    return small.replace("aa", "å")


@cache
def _plain_letter(letter: str) -> str:
    """One letter without its accent."""
    if letter == "å" or letter in _LETTERS:
        return _LETTERS.get(letter, letter)
    parts = unicodedata.normalize("NFKD", letter)
    if parts.startswith("a" + _RING):
        return "å"
    return "".join(part for part in parts if not unicodedata.combining(part))


def fold_all(words: str) -> frozenset[str]:
    """Return the words of a string, folded: how the lists in code are written.

    >>> sorted(fold_all("Åse Aase åben"))
    ['åben', 'åse']
    """
    return frozenset(fold(word) for word in words.split())


def read_words(text: str) -> frozenset[str]:
    r"""Read a handwritten list: words separated by spaces or lines; # begins a comment, _ is a space.

    >>> sorted(read_words("Vejle # a town\nBazar_Vest"))
    ['Bazar Vest', 'Vejle']
    """
    kept = " ".join(line.split("#")[0] for line in text.splitlines())
    return frozenset(word.replace("_", " ") for word in kept.split())


def slips_of(words: Iterable[str]) -> set[str]:
    """Return words of six letters and more, and each of them with one letter missing.

    Two words that differ by one letter, or by two letters that changed places, share one of
    these: a slip is found without trying every letter.

    >>> sorted(slips_of(["skolen", "mor"]))
    ['kolen', 'sklen', 'skoen', 'skole', 'skolen', 'skoln', 'solen']
    """
    whole = {fold(word) for word in words if len(word) >= SLIP_LETTERS_MIN}
    return whole | {word[:cut] + word[cut + 1 :] for word in whole for cut in range(len(word))}


def word_hash(folded: str) -> int:
    """Return the number by which a folded word is looked up."""
    digest = blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).digest()
    return int.from_bytes(digest, "little")


@dataclass(frozen=True)
class WordSet:
    """A set of words of which only hashes are held.

    Shape
        ``hashes`` is sorted and unique. A word that is not in the set is taken for one that is
        with a chance of the size divided by 2**64: less than 1 in 10**13 for a million words.
    """

    hashes: "array[int]" = field(default_factory=lambda: array("Q"), repr=False)

    def __contains__(self, word: str) -> bool:
        """Whether a word, in any writing that folds to the same, is in the set."""
        return self.has_hash(word_hash(fold(word)))

    def __len__(self) -> int:
        return len(self.hashes)

    def has_hash(self, number: int) -> bool:
        """Whether the word with this hash is in the set: one hash serves many sets."""
        hashes, size = self.hashes, len(self.hashes)
        near = (number * size) >> HASH_BITS
        low, high = max(0, near - _SPREAD), min(size, near + _SPREAD)
        if not low < high or not hashes[low] <= number <= hashes[high - 1]:
            low, high = 0, size
        place = bisect_left(hashes, number, low, high)
        return place < size and hashes[place] == number

    @classmethod
    def from_words(cls, words: Iterable[str]) -> "WordSet":
        """Make a set from plain words."""
        return cls(array("Q", sorted({word_hash(fold(word)) for word in words if word})))

    @classmethod
    def from_bytes(cls, packed: bytes) -> "WordSet":
        """Read what ``to_bytes`` wrote.

        Errors
            ValueError: not a whole number of hashes.
        """
        hashes = array("Q")
        hashes.frombytes(packed)
        if byteorder == "big":
            hashes.byteswap()
        return cls(hashes)

    def to_bytes(self) -> bytes:
        """Return the hashes in order, little-endian: the same bytes on every machine."""
        packed = array("Q", self.hashes)
        if byteorder == "big":
            packed.byteswap()
        return packed.tobytes()


class Known:
    """What the lists say about a word: bits of one integer (an enum's operators cost too much here)."""

    NONE = 0
    FIRST = 1
    FREQUENT = 2
    SURNAME = 4
    WORD = 8
    COMMON = 16
    TOWN = 32
    ALLOWED = 64
    JOINED = 128
    NAME = FIRST | SURNAME
    ANY_WORD = WORD | COMMON | ALLOWED


@dataclass(frozen=True)
class Lexicon:
    """The lists that the anonymity check looks in.

    Shape
        ``first_names`` and ``surnames`` hold single names; ``words`` Danish words in all their
        forms (English function words too); ``common_words`` those that settle a doubt in favour
        of the word when it is also a name; ``towns`` Danish towns, a name of several words as
        one string with single spaces; ``frequent_names`` the first names of at least 30 people;
        ``slips`` the common words and all that one missing letter makes of them. ``bits`` are all
        but the words and the slips in one table; ``plain_words`` are the common words in the clear,
        folded, and ``clear`` what was asked about them so far: most of a text's words cost no hash.
        ``common_forms`` is the readers' own, for what they worked out about words in the clear and
        no others.
    """

    first_names: WordSet
    surnames: WordSet
    words: WordSet
    common_words: WordSet
    towns: WordSet
    frequent_names: WordSet
    slips: WordSet
    plain_words: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    bits: dict[int, int] = field(init=False, repr=False, compare=False)
    clear: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    common_forms: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        bits: dict[int, int] = {}
        for bit, words in (
            (Known.FIRST, self.first_names),
            (Known.FREQUENT, self.frequent_names),
            (Known.SURNAME, self.surnames),
            (Known.COMMON, self.common_words),
            (Known.TOWN, self.towns),
        ):
            for number in words.hashes:
                bits[number] = bits.get(number, 0) | bit
        object.__setattr__(self, "bits", bits)

    def look_up(self, folded: str) -> int:
        """Return what the lists say about a folded word, as bits of ``Known``."""
        known = self.clear.get(folded)
        if known is None:
            known = self._search(folded)
            if folded in self.plain_words:
                self.clear[folded] = known
        return known

    def _search(self, folded: str) -> int:
        number = word_hash(folded)
        known = self.bits.get(number, Known.NONE)
        return known | Known.WORD if self.words.has_hash(number) else known

    @classmethod
    def small(
        cls,
        first_names: Iterable[str] = (),
        surnames: Iterable[str] = (),
        words: Iterable[str] = (),
        towns: Iterable[str] = (),
    ) -> "Lexicon":
        """Make a lexicon from a few words, for tests and examples."""
        names, common = tuple(first_names), tuple(words)
        return cls(
            WordSet.from_words(names),
            WordSet.from_words(surnames),
            WordSet.from_words(common),
            WordSet.from_words(()),
            WordSet.from_words(towns),
            WordSet.from_words(names),
            WordSet.from_words(slips_of(common)),
        )

    @classmethod
    def set_names(cls) -> tuple[str, ...]:
        """Return the names of the sets, which are also the names of their files."""
        return tuple(part.name for part in fields(cls) if part.type == "WordSet" or part.type is WordSet)

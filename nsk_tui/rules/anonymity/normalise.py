"""One plain writing of a text for matching, with the way back to the author's own offsets.

Source
    docs/rules/anonymity.md
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u00b4`"
_SLASHES = "\u2044\u2215\uff0f"
_ONE_TO_ONE = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_QUOTES, "'")
    | dict.fromkeys(_SLASHES, "/")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\t", " ")
)
_SILENT = "\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069"
_UNEVEN = re.compile(rf"[{_SILENT}]|(?![0-9])\d")
_ODD = re.compile(rf"[{''.join(map(chr, _ONE_TO_ONE))}{_SILENT}]|(?![0-9])\d")
"""What a text must have for not being plain as it stands, but for its letter forms."""

_NOWHERE: frozenset[int] = frozenset()
_BROKEN = re.compile(
    r"(?<=[^\W\d_])- ?\n[ >\t]{0,8}(?=[^\W\d_])(?!(?:og|eller|samt)\b)(?![A-ZÆØÅ])"
    r"|(?<=[A-ZÆØÅ]{2})- ?\n(?=[A-ZÆØÅ]{2})"
)
"""A word broken over two lines: the hyphen and the line end go."""

_QUOTED = re.compile(r"(?<=[^\s.!?:;>])\n>(?= ?[^\s>])")
_QUOTED_LINE_MIN = 40
"""A quoted line of a mail that is shorter than this may end where its author wanted."""

_CLUSTER = re.compile(r"(?s).[\u0300-\u036f]*")
_SILENT_ONE = re.compile(f"[{_SILENT}]")
_LETTER_AS_DIGIT = re.compile(
    r"(?<=[0-9])[OoIl|](?=[0-9OoIl])|(?<=[0-9][-/ ])[OoIl](?=[0-9]{2})|(?<=[0-9]{3})[OoIl](?!\w)"
    r"|(?<![\w.])[OIl](?=[0-9][./-][0-9OIl])|(?<=[0-9][./])[OIl](?=[0-9][./])"
)
_DIGITS_READ = re.compile(r"(?<![\w])(?=[OoIl|]{0,6}[0-9])[0-9OoIl|]{2,}(?!\w)")
"""A number as a scanner reads it: 'l7O5Ol'."""

_LETTERS_READ = re.compile(
    r"(?<![\w.@/-])[^\W\d_][a-zæøåéüöçş]{0,20}(?P<inside>[015])(?=[a-zæøåéüöçş]{1,20}(?![\w@]))"
    r"|(?<![\w.@/-])[A-ZÆØÅ][a-zæøåéüöçş]{2,20}(?P<last>5)(?![\w@])"
)
"""A word in which a scanner read a letter as a digit: 'N0or', 'Adnan5'."""

_SMALL_L = re.compile(r"(?<![\w@/-])l(?=[bcdfghkmnpqrstvxz][a-zæøå]{3})")
"""No Danish word begins so: a scanner's 'lsmail' is Ismail, in a form with its numbers."""

_VOWELS = frozenset("aeiouyæøå")
_AS_LETTER = {"0": "o", "1": "l", "5": "s"}
_DIGIT = re.compile(r"[0-9]")
_MAY_BE_DIGIT = re.compile(r"[0-9][OoIl|]|[OoIl|][0-9]")
_DIGIT_BESIDE_LETTER = re.compile(r"[a-zæøåA-ZÆØÅ][015]")
_AS_DIGIT = {"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"}
_DIGIT_TABLE = str.maketrans(_AS_DIGIT)


@dataclass(frozen=True)
class Plain:
    """A text in plain writing.

    Shape
        ``origins[i]`` and ``ends[i]`` are the offsets in the author's text between which
        character i of ``text`` came from; None: every offset is its own. ``digits`` is ``text``
        with letters that stand for digits (O, l) made digits; it is of the same length.
    """

    text: str
    digits: str
    origins: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a non-empty span of the plain text stands in the author's."""
        if self.origins is None or self.ends is None:
            return start, end
        return self.origins[start], self.ends[end - 1]


def plain(text: str) -> Plain:
    r"""Return the text with odd dashes, spaces, quotes, digits and letter forms made plain.

    >>> plain("So\u00adfie 01–02").text
    'Sofie 01-02'
    >>> plain("So\u00adfie").span(0, 5)
    (0, 6)
    """
    odd = _ODD.search(text) is not None
    even = text.translate(_ONE_TO_ONE) if odd else text
    broken = set(_broken_places(even)) if "\n" in text else _NOWHERE
    if not broken and (text.isascii() or _is_even(even, odd)):
        return Plain(even, _digits(even))
    letters: list[str] = []
    origins: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        if cluster.start() in broken:
            continue
        for letter in _plain_cluster(cluster[0]):
            letters.append(letter)
            origins.append(cluster.start())
            ends.append(cluster.end())
    joined = "".join(letters)
    return Plain(joined, _digits(joined), origins, ends)


def _broken_places(text: str) -> Iterator[int]:
    """Yield the offsets of hyphens and line ends that break a word or a quoted sentence in two."""
    if "-\n" in text or "- \n" in text:
        for match in _BROKEN.finditer(text):
            yield from range(*match.span())
    if "\n>" in text:
        for match in _QUOTED.finditer(text):
            if match.start() - text.rfind("\n", 0, match.start()) > _QUOTED_LINE_MIN:
                yield from range(*match.span())


def _is_even(text: str, odd: bool) -> bool:
    """Whether every character stands for itself; ``odd``: signs were made plain, or may be uneven."""
    return unicodedata.is_normalized("NFKC", text) and not (odd and _UNEVEN.search(text))


def _plain_cluster(cluster: str) -> str:
    """One letter with its accents in plain writing; nothing for a silent one."""
    composed = unicodedata.normalize("NFKC", _SILENT_ONE.sub("", cluster)).translate(_ONE_TO_ONE)
    if composed.isascii():
        return composed
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in composed)


def _digits(text: str) -> str:
    """Return the text with O and l made digits where they stand in a number."""
    if not _DIGIT.search(text) or not _MAY_BE_DIGIT.search(text):
        return text
    even = _LETTER_AS_DIGIT.sub(lambda match: _AS_DIGIT[match[0]], text)
    return _DIGITS_READ.sub(lambda match: match[0].translate(_DIGIT_TABLE), even)


def as_words(text: str) -> str:
    """Return the text with digits made letters where a scanner took one for the other.

    >>> as_words("N0or og Adnan5 far, kl. 10")
    'Noor og Adnans far, kl. 10'
    """
    if not _DIGIT.search(text):
        return text
    text = _SMALL_L.sub("I", text)
    if not _DIGIT_BESIDE_LETTER.search(text):
        return text
    return _LETTERS_READ.sub(_letter_read, text)


def _letter_read(match: "re.Match[str]") -> str:
    """Return a word's beginning with its last sign, a digit, made a letter: 1 is i between consonants."""
    digit, beside = match[0][-1], match[0][-2] + match.string[match.end() : match.end() + 1]
    between = digit == "1" and len(beside) > 1 and not _VOWELS.intersection(beside.lower())
    return match[0][:-1] + ("i" if between else _AS_LETTER[digit])

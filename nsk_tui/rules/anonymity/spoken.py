"""Numbers dictated in words, and names spelled letter by letter.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from nsk_tui.rules.anonymity.findings import Label, Reason
from nsk_tui.rules.anonymity.lexicon import fold, fold_all
from nsk_tui.rules.anonymity.spans import Mark, strong, weak
from nsk_tui.rules.anonymity.tokens import Sentence

_COUNTING = (
    "nul en to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten "
    "atten nitten tyve"
)
_ORDER = {word: value for value, word in enumerate(_COUNTING.split(" "))}
_UNITS = fold_all("en et to tre fire fem seks syv otte ni")
_TENS = fold_all("tyve tredive fyrre halvtreds tres halvfjerds firs halvfems tredve femti seksti")
_TEENS = fold_all("ti elleve tolv tretten fjorten femten seksten sytten atten nitten")
_DIGITS_OF = (
    dict.fromkeys(_UNITS | fold_all("nul nuld null zero oh dobbelt"), 1)
    | dict.fromkeys(_TEENS | _TENS | {f"{unit}og{ten}" for unit in _UNITS for ten in _TENS}, 2)
    | dict.fromkeys(fold_all("hundrede hundred"), 1)
    | dict.fromkeys(fold_all("streg bindestreg plus mellemrum skråstreg punktum og"), 0)
)
"""How many digits a word stands for."""

NUMBER_WORDS = frozenset(word for word, digits in _DIGITS_OF.items() if digits)
"""Words that are numbers."""
_EVERYWHERE = fold_all("og en et")
_COUNTED = frozenset(_DIGITS_OF) - _EVERYWHERE
_PIECE = re.compile(r"[^\W\d_]+|[0-9]+")
_JOIN = re.compile(r"[ ,.\-/\n]{1,4}|")
_PHONE_DIGITS, _CPR_DIGITS, _SPOKEN_MIN, _GROUP_MAX = 8, 9, 3, 6
_CPR_NEAR = re.compile(r"(?i)cpr|personn")
_NEAR_LETTERS = 40
_PART_DIGITS = 4
_SPELLED_MIN = 4
_LETTERS_MIN = 3
_SPELLED = re.compile(
    r"(?<![\w.\-'])[^\W\d_](?P<gap> ?[-.·_/,] ?| {1,2})[^\W\d_](?:(?P=gap)[^\W\d_]){1,24}(?!\w|[.\-'](?=\w))"
)
_SHORT_FORMS = fold_all(
    "blæ pga mhp mht osv dvs mfl mv eks usa uk eu abc abcd abe xyz ssp ppr ntb iht ift jfr ibm dsb "
    "fbi cia fck aob "
    "dr ps nb os vha phd cand kbh lgbt cpr rsvp asap mvh obs pdf sms aog ide usw fyi hr"
)


def find_spoken(sentence: Sentence) -> Iterator[Mark]:
    """Yield numbers in words of a length that a telephone or CPR number has, and spelled names."""
    tokens, text = sentence.tokens, sentence.text
    hyphened = sum("-" in token.text for token in tokens) if "-" in text else 0
    spoken = sum(map(_COUNTED.__contains__, sentence.words))
    if spoken + (hyphened and sum(map(_is_counted, sentence.words))) >= _SPOKEN_MIN - 1:
        yield from _numbers(text)
    if hyphened or sum(map((1).__eq__, map(len, sentence.words))) >= _LETTERS_MIN:
        yield from _spelled(text, sentence.reader.is_only_word)


def _is_counted(word: str) -> bool:
    """Whether hyphens tie numbers into one word: 'nul-syv-to'."""
    return "-" in word and not _COUNTED.isdisjoint(word.split("-"))


def _spelled(text: str, is_word: Callable[[str], bool]) -> Iterator[Mark]:
    """Yield names of single letters; ``is_word`` tells a heading that is set with spaces."""
    for match in _SPELLED.finditer(text):
        letters = "".join(letter for letter in fold(match[0]) if letter.isalpha())
        if letters in _SHORT_FORMS or len(set(letters)) < 2 or is_word(letters):
            continue
        listed = "," in match[0] and not match[0].isupper() and not _is_name_like(match[0])
        if not listed and not _is_running_words(match[0]):
            yield strong(match.start(), match.end(), Label.NAME, Reason.SPELLED_OUT)


def _is_running_words(span: str) -> bool:
    """Whether the letters are the Danish words i, å, ø or A/B headings rather than a spelling."""
    return " " in span and span.islower() and set(span) <= set("iåøæ ")


def _is_name_like(span: str) -> bool:
    """Whether letters between commas are a name's: a capital, then small ones, four at least."""
    letters = [letter for letter in span if letter.isalpha()]
    return len(letters) >= _SPELLED_MIN and letters[0].isupper() and all(map(str.islower, letters[1:]))


def _numbers(text: str) -> Iterator[Mark]:
    """Yield runs of number words and digits."""
    run: list[re.Match[str]] = []
    for piece in _PIECE.finditer(text):
        if _length(piece[0]) is None:
            if run:
                yield from _number(text, run)
                run = []
            continue
        if run and not _JOIN.fullmatch(text, run[-1].end(), piece.start()):
            yield from _number(text, run)
            run = []
        run.append(piece)
    yield from _number(text, run)


def _length(piece: str) -> int | None:
    """How many digits a piece stands for; None: it is no number."""
    if piece[0].isdigit():
        return len(piece) if len(piece) <= _GROUP_MAX else None
    return _DIGITS_OF.get(piece.lower())


def _number(text: str, run: Sequence[re.Match[str]]) -> Iterator[Mark]:
    """Yield the mark of one run, when it is long enough and spoken in part at least."""
    pieces = _trimmed(run)
    spoken = sum(piece[0].isalpha() for piece in pieces)
    if spoken < _SPOKEN_MIN and not (spoken and len(pieces) >= _PART_DIGITS):
        return
    if _counts_up(pieces):
        return
    digits = sum(_length(piece[0]) or 0 for piece in pieces)
    start, end = pieces[0].start(), pieces[-1].end()
    near = bool(_CPR_NEAR.search(text, max(0, start - _NEAR_LETTERS), start))
    if digits >= _CPR_DIGITS or (near and digits >= _PART_DIGITS):
        yield strong(start, end, Label.CPR, Reason.NUMBER_IN_WORDS)
    elif digits >= _PHONE_DIGITS - 1:
        yield strong(start, end, Label.PHONE, Reason.NUMBER_IN_WORDS)
    elif digits >= _GROUP_MAX and len(pieces) >= _GROUP_MAX - 1:
        yield weak(start, end, Label.OTHER, Reason.NUMBER_IN_WORDS)


def _counts_up(pieces: Sequence[re.Match[str]]) -> bool:
    """Whether the numbers are listed in order, as ages are: 'tretten, fjorten og femten'."""
    values = [_ORDER.get(fold(piece[0]), -1) for piece in pieces if _length(piece[0])]
    return -1 not in values and all(one < other for one, other in pairwise(values))


def _trimmed(run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """Return the run without the words between numbers (og, streg) at its ends."""
    first, last = 0, len(run)
    while first < last and _length(run[first][0]) == 0:
        first += 1
    while last > first and _length(run[last - 1][0]) == 0:
        last -= 1
    return run[first:last]

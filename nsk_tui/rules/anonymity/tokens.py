"""The words of a text with what the lists and the writing say about each.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from nsk_tui.rules.anonymity.allowed import ALLOWED_WORDS, ONLY_IN_CAPITALS, find_allowed_phrases
from nsk_tui.rules.anonymity.lexicon import SLIP_LETTERS_MIN, Known, Lexicon, fold, fold_all, word_hash

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ABBREVIATIONS = fold_all(
    "bl ca cpr dvs eks evt ex f fm fx hhv hr incl inkl iht jf jr jvf kap kl km kr m max mdr mhp mht "
    "mia mio min mv "
    "nr ang pga pgf pkt pr pt sagsnr skt st stk tel tlf vedr vha frk dr prof cand fr d s"
)
_SHORT_TITLES = frozenset(
    {"dr", "hr", "frk", "fr", "prof", "cand", "gl", "st", "skt", "sdr", "ndr", "ll", "ved", "adv", "fam"}
)
_SHORT_FORM_MAX = 12
_SENTENCE_END = ".!?:;•·▪●○■◦*\n\uf0b7\uf0a7\uf0d8"
_OPENING = " \t\"'«»„“”([{-–>*•/"
_COMPOUND_HEAD_MIN = 3
_COMPOUND_TAIL_MIN = 4
_CUT_LETTERS_MAX = 5
_SHOUT_SHARE = 0.6
_LETTERS_MIN = 20
_NOUN_CAPITALS_MIN = 3
_NOUN_CAPITALS_SHARE = 0.12
_HEADLINE_CAPITALS_MIN = 5
_HEADLINE_SHARE = 0.3
_LONG_COMPOUND = 30
_OWN_PART_MIN = 4
_GENITIVE_LETTERS_MIN = 3
_ARTICLES = frozenset({"al", "el", "ul", "ben", "bin", "abu", "abd", "umm", "ibn"})
_ONE_LETTER_WORDS = frozenset("iåøuæIÅØ")
_MOTHER, _FATHER = frozenset({"mo", "mo's", "mos"}), frozenset({"fa", "fa's", "fas"})
_SUSPENDED = ("- ", "-,", "-/")


_NO_NOUNS = Known.FREQUENT | Known.ALLOWED


class _Form(NamedTuple):
    """What the letters of a word say, wherever it stands; ``genitive`` counts the letters of its -s."""

    folded: str
    known: int
    genitive: int
    capital: bool
    shouted: bool


@dataclass(slots=True)
class Token:
    """A word: where it stands, how it is written, what is known of it.

    Shape
        ``stem_end`` is where the word ends without a genitive -s, when only the stem is a name.
        ``first`` says that a sentence may begin here, ``shouted`` that it is of capitals only and
        longer than one letter. ``taken`` says that an identifier or an
        allowed phrase covers it.
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
    taken: bool = False

    @property
    def is_name(self) -> bool:
        """Whether a list of names has it."""
        return bool(self.known & Known.NAME)

    @property
    def is_word(self) -> bool:
        """Whether it is a Danish word."""
        return bool(self.known & Known.ANY_WORD)


@dataclass(frozen=True)
class Sentence:
    """The words of a text and its manner of writing.

    Shape
        ``shouting``: nearly all capitals. ``small``: no capitals to speak of. ``noun_capitals``:
        capitals on ordinary nouns, as in German.
    """

    text: str
    tokens: Sequence[Token]
    shouting: bool
    small: bool
    noun_capitals: bool
    reader: "Reader"

    def is_compound(self, token: Token) -> bool:
        """Whether a word is made of two Danish ones."""
        return self.reader.is_compound(token.folded)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one."""
        if index + 1 >= len(self.tokens):
            return self.text[self.tokens[index].end : self.tokens[index].end + 1] or "\n"
        return self.text[self.tokens[index].end : self.tokens[index + 1].start]

    def before(self, index: int) -> Token | None:
        """Return the word before with only a space between; None when there is none."""
        if index > 0 and self.gap(index - 1) in (" ", "  "):
            return self.tokens[index - 1]
        return None

    def after(self, index: int) -> Token | None:
        """Return the word after with only a space between; None when there is none."""
        if index + 1 < len(self.tokens) and self.gap(index) in (" ", "  "):
            return self.tokens[index + 1]
        return None


class Reader:
    """Looks words up; each word once a text, and forgets them with it."""

    def __init__(self, lexicon: Lexicon, known_names: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._own = {fold(name) for name in known_names}
        self._seen: dict[str, int] = {}
        self._danish: dict[str, bool] = {}
        self.forms: dict[str, _Form] = {}
        self.common = cast("dict[str, _Form]", lexicon.common_forms) if not self._own else {}

    def is_clear(self, word: str) -> bool:
        """Whether a word stands in the clear on a shipped list: knowing it tells nothing of a text."""
        clear = self._lexicon.clear
        return word in clear or (word.istitle() and word.lower() in clear)

    def look_up(self, folded: str) -> int:
        """Return what the lists say about a folded word."""
        known = self._seen.get(folded)
        if known is None:
            known = self._seen[folded] = self._search(folded)
        return known

    def is_slip(self, folded: str) -> bool:
        """Whether a word is a slip of a common one: one letter missing, added, wrong or moved."""
        if len(folded) < SLIP_LETTERS_MIN:
            return False
        slips = self._lexicon.slips
        shorter = {folded[:cut] + folded[cut + 1 :] for cut in range(len(folded))}
        return any(part in slips for part in (folded, *shorter))

    def is_slip_of_name(self, folded: str) -> bool:
        """Whether two letters changed places, or one was doubled, in a frequent name."""
        for place in range(1, len(folded)):
            moved = folded[: place - 1] + folded[place] + folded[place - 1] + folded[place + 1 :]
            doubled = folded[place] == folded[place - 1]
            single = folded[:place] + folded[place + 1 :]
            if moved in self._lexicon.frequent_names or (doubled and single in self._lexicon.frequent_names):
                return True
        return False

    def is_shortened(self, folded: str) -> bool:
        """Whether a word is the beginning of a compound: 'ægtef', 'skolesundhedspl'."""
        return any(
            self._is_head(folded[:cut])
            for cut in range(len(folded) - 1, max(_COMPOUND_HEAD_MIN, len(folded) - _CUT_LETTERS_MAX), -1)
        )

    def is_town(self, name: str) -> bool:
        """Whether a name of one or more words is a town's."""
        return bool(self.look_up(fold(name)) & Known.TOWN)

    def is_listed_word(self, folded: str) -> bool:
        """Whether the dictionary has a word as it stands, not as two joined."""
        return bool(self.look_up(folded) & (Known.WORD | Known.COMMON))

    def is_plain_word(self, word: str) -> bool:
        """Whether a word is Danish and no name."""
        return bool(self.look_up(fold(word)) & (Known.WORD | Known.COMMON | Known.ALLOWED))

    def is_only_word(self, word: str) -> bool:
        """Whether a word of five letters and more is Danish and no list of names has it."""
        known = self.look_up(fold(word))
        return len(word) > _OWN_PART_MIN and bool(known & Known.ANY_WORD) and not known & Known.NAME

    def _search(self, folded: str) -> int:
        known = self._lexicon.look_up(folded)
        if folded in ALLOWED_WORDS:
            known |= Known.ALLOWED
        return known | Known.FIRST | Known.FREQUENT if folded in self._own else known

    def is_compound(self, folded: str) -> bool:
        """Whether a word is made of two Danish words, the second of at least four letters."""
        if len(folded) > _LONG_COMPOUND:
            return True
        for cut in range(_COMPOUND_HEAD_MIN, len(folded) - _COMPOUND_TAIL_MIN + 1):
            if self._is_tail(folded[cut:]) and self._is_head(folded[:cut]):
                return True
        return False

    def _is_tail(self, part: str) -> bool:
        danish = self._danish.get(part)
        if danish is None:
            danish = self._danish[part] = self._lexicon.words.has_hash(word_hash(part))
        return danish

    def _is_head(self, part: str) -> bool:
        if self._is_tail(part):
            return True
        return part[-1] in "se" and len(part) > _COMPOUND_HEAD_MIN and self._is_tail(part[:-1])


def read(text: str, reader: Reader) -> Sentence:
    """Return the words of a plain text."""
    tokens = [_token(match, text, reader) for match in _WORD.finditer(text)]
    for start, end in find_allowed_phrases(token.folded for token in tokens):
        for token in tokens[start:end]:
            token.taken = True
    _read_kin(tokens)
    letters = [token for token in tokens if len(token.text) > 1]
    return Sentence(
        text, tokens, _is_shouting(letters), _is_small(letters), _has_noun_capitals(letters), reader
    )


def _read_kin(tokens: Sequence[Token]) -> None:
    """Take 'mo' for the mother where 'fa' is the father, as health visitors write."""
    if not any(token.folded in _FATHER for token in tokens):
        return
    for token in tokens:
        if token.folded in _MOTHER:
            token.known = Known.WORD


def _token(match: re.Match[str], text: str, reader: Reader) -> Token:
    word, (start, end) = match[0], match.span()
    form = reader.forms.get(word) or reader.common.get(word)
    if form is None:
        form = _form(word, reader)
        (reader.common if reader.is_clear(word) else reader.forms)[word] = form
    known = form.known
    if not known and text[end : end + 2] in _SUSPENDED:
        known = Known.WORD
    opens = _begins(text, start)
    if form.capital and not opens and known & Known.ANY_WORD and not known & Known.FREQUENT:
        opens = _follows_short_form(text, start)
    return Token(word, start, end, form.folded, known, end - form.genitive, opens, form.capital, form.shouted)


def _form(word: str, reader: Reader) -> _Form:
    """Return what is known of a word by its letters alone."""
    folded, capital = fold(word), word[0].isupper()
    known, genitive = reader.look_up(folded), 0
    if not known & Known.NAME and folded.endswith("s") and len(folded) > _GENITIVE_LETTERS_MIN:
        stem = folded[:-1].rstrip("'")
        of_stem = reader.look_up(stem)
        known |= of_stem & ~Known.COMMON
        genitive = len(folded) - len(stem) if of_stem & Known.NAME else 0
    if not known and (capital or "-" in folded):
        known = _of_parts(folded, reader)
        if not known and not capital and reader.look_up(folded.rpartition("-")[2]) & Known.COMMON:
            known = Known.WORD
    shouted = capital and len(word) > 1 and word.isupper()
    if folded in ONLY_IN_CAPITALS and not shouted:
        known &= ~Known.ALLOWED
    return _Form(folded, known, genitive, capital, shouted)


def _of_parts(folded: str, reader: Reader) -> int:
    """Return what is known of a word with a hyphen or a compound."""
    if "-" in folded:
        parts = [reader.look_up(part) for part in folded.split("-") if part]
        joined = Known.NONE
        for part in parts:
            joined |= part
        if joined & Known.NAME and not all(part & (Known.WORD | Known.COMMON) for part in parts):
            return joined & (Known.NAME | Known.FREQUENT)
        if parts and all(part & Known.NAME for part in parts):
            return Known.WORD | Known.SURNAME
        head = folded.partition("-")[0]
        own = not (parts[0] & Known.ANY_WORD) and len(head) >= _OWN_PART_MIN
        return Known.NONE if own or head in _ARTICLES else Known.WORD
    return Known.WORD | Known.JOINED if reader.is_compound(folded) else Known.NONE


def _begins(text: str, start: int) -> bool:
    """Whether a sentence may begin at a word."""
    if start > 1 and text[start - 1] == " " and text[start - 2].islower():
        return False
    place = start - 1
    while place >= 0 and text[place] in _OPENING:
        place -= 1
    if place < 0 or text[place] in _SENTENCE_END:
        return place < 0 or text[place] != "." or not _is_abbreviation(text, place)
    return text[place] in ")0123456789"


def _follows_short_form(text: str, start: int) -> bool:
    """Whether 'tlf. ' stands before: a plain word may begin a sentence there, but not after 'hr. '."""
    if text[start - 2 : start] != ". ":
        return False
    short = text[max(0, start - 2 - _SHORT_FORM_MAX) : start - 2].rpartition(" ")[2].lower()
    return len(short) > 1 and short not in _SHORT_TITLES


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the word before a full stop is short for another."""
    start = stop
    while start > 0 and text[start - 1].isalpha() and stop - start <= 8:
        start -= 1
    word = text[start:stop]
    if start and text[start - 1] == "-":
        return False
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word not in _ONE_LETTER_WORDS)


def _is_shouting(tokens: Sequence[Token]) -> bool:
    if sum(len(token.text) for token in tokens) < _LETTERS_MIN:
        return False
    return sum(token.shouted for token in tokens) > _SHOUT_SHARE * len(tokens)


def _is_small(tokens: Sequence[Token]) -> bool:
    """Whether sentences begin with small letters too."""
    return not any(token.capital and not token.shouted for token in tokens)


def _has_noun_capitals(tokens: Sequence[Token]) -> bool:
    """Whether single nouns inside sentences have capitals; capitals side by side are a name."""
    if sum(token.capital and not token.first for token in tokens) < _NOUN_CAPITALS_MIN:
        return False
    inside = capitals = joined = 0
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], *tokens[:1]], strict=False):
        if token.first or token.taken or not token.is_word or token.known & _NO_NOUNS:
            continue
        inside += 1
        alone = not (before.capital and not before.first) and not (after.capital and not after.first)
        capitals += token.capital and not token.shouted and alone
        joined += token.capital and not token.shouted
    if joined >= _HEADLINE_CAPITALS_MIN and joined > _HEADLINE_SHARE * inside:
        return True
    return capitals >= _NOUN_CAPITALS_MIN and capitals > _NOUN_CAPITALS_SHARE * inside

"""The words of a text with what the lists and the writing say about each.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from nsk_tui.rules.anonymity.allowed import ALLOWED_WORDS, ONLY_IN_CAPITALS, find_allowed_phrases
from nsk_tui.rules.anonymity.beginnings import begins, follows_short_form
from nsk_tui.rules.anonymity.lexicon import SLIP_LETTERS_MIN, Known, Lexicon, fold, fold_all, word_hash
from nsk_tui.rules.anonymity.manner import (
    has_noun_capitals,
    is_english,
    is_shouting,
    is_small,
    is_telegram,
)
from nsk_tui.rules.anonymity.short_forms import SHORT_FORMS
from nsk_tui.rules.anonymity.streets import is_street
from nsk_tui.rules.anonymity.word import Kind, Token
from nsk_tui.rules.anonymity.workplaces import is_anchor, is_head, is_owner

_SPECIAL = Kind.HOUSE | Kind.STREET
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"([^\W\d_]+(?:['-][^\W\d_]+)*)")
_SPACES = frozenset({" ", "  "})
_GENITIVE = re.compile(r"'(?:s|en|et|er|erne|ere)$")
"""What stands behind a short form: "SFI's", "SFO'en"."""


_COMPOUND_HEAD_MIN = 3
_COMPOUND_TAIL_MIN = 4
_CUT_LETTERS_MAX = 5
_LONG_COMPOUND = 30
_LONG_HEAD = 7
_SHORT_TAILS = fold_all(
    "bar bil bog dag tid vej liv hus mad rum råd bad tog sko tøj bus job sag ord mål lov pas leg"
)
_ENDINGS = ("en", "et", "n", "t", "er", "erne", "ene", "ens", "ets", "ernes", "s", "ede", "ne")
_STEM_MIN = 4
_OWN_PART_MIN = 4
_GENITIVE_LETTERS_MIN = 3
_ARTICLES = frozenset({"al", "el", "ul", "ben", "bin", "abu", "abd", "umm", "ibn"})
_MOTHER, _FATHER = frozenset({"mo", "mo's", "mos"}), frozenset({"fa", "fa's", "fas"})
_SUSPENDED = ("- ", "-,", "-/")


class _Form(NamedTuple):
    """What the letters of a word say, wherever it stands; ``genitive`` counts the letters of its -s."""

    folded: str
    known: int
    genitive: int
    capital: bool
    shouted: bool
    kind: int


@dataclass(slots=True)
class Sentence:
    """The words of a text and its manner of writing.

    Shape
        ``shouting``: nearly all capitals. ``small``: no capitals to speak of. ``noun_capitals``:
        capitals on ordinary nouns, as in German. ``english``: a fifth of the words are English
        ones that every sentence has. ``telegram``: short forms with a full stop wherever one looks.
        ``gaps`` is what stands between the words, with what stands before and behind them all;
        ``words`` are the tokens' folded words in order, ``vocabulary`` the different ones, ``lower``
        the text in small letters. ``odd`` are the indexes of all but plain words, ``special`` of
        those that may be a house or a street.
    """

    text: str
    tokens: Sequence[Token]
    shouting: bool
    small: bool
    noun_capitals: bool
    english: bool
    telegram: bool
    reader: "Reader"
    gaps: Sequence[str]
    words: Sequence[str]
    vocabulary: frozenset[str]
    lower: str
    has_digits: bool
    odd: Sequence[int]
    special: Sequence[int]

    def is_compound(self, token: Token) -> bool:
        """Whether a word is made of two Danish ones."""
        return self.reader.is_compound(token.folded)

    def gap(self, index: int) -> str:
        """Return what stands between a word and the next one; behind the last one letter, or a line end."""
        if index + 1 >= len(self.tokens):
            return self.gaps[index + 1][:1] or "\n"
        return self.gaps[index + 1]

    def before(self, index: int) -> Token | None:
        """Return the word before with only a space between; None when there is none."""
        if index > 0 and self.gaps[index] in _SPACES:
            return self.tokens[index - 1]
        return None

    def after(self, index: int) -> Token | None:
        """Return the word after with only a space between; None when there is none."""
        if index + 1 < len(self.tokens) and self.gaps[index + 1] in _SPACES:
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
        clear = self._lexicon.plain_words
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

    def is_inflected(self, folded: str) -> bool:
        """Whether a word is one that the lists have, with a Danish ending: 'hijaben', 'safehouset'."""
        return any(
            folded.endswith(ending)
            and len(folded) - len(ending) >= _STEM_MIN
            and self._is_tail(folded[: -len(ending)])
            for ending in _ENDINGS
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
        if folded in ALLOWED_WORDS or folded in SHORT_FORMS:
            known |= Known.ALLOWED
        return known | Known.FIRST | Known.FREQUENT if folded in self._own else known

    def is_compound(self, folded: str) -> bool:
        """Whether a word is made of two Danish words, the second of at least four letters."""
        if len(folded) > _LONG_COMPOUND:
            return True
        for cut in range(_COMPOUND_HEAD_MIN, len(folded) - _COMPOUND_TAIL_MIN + 1):
            if self._is_tail(folded[cut:]) and self._is_head(folded[:cut]):
                return True
        return self._is_short_tail(folded)

    def _is_short_tail(self, folded: str) -> bool:
        """Whether a word of the commonest ends in one of three letters that many do: 'fredagsbar'."""
        head = folded[:-3]
        if len(head) < _COMPOUND_HEAD_MIN or folded[-3:] not in _SHORT_TAILS:
            return False
        enough = Known.ANY_WORD if len(head) >= _LONG_HEAD else Known.COMMON
        return any(self.look_up(stem) & enough for stem in (head, head.removesuffix("s")))

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
    pieces = _WORD.split(text)
    gaps = pieces[::2]
    tokens = _tokens(text, gaps, pieces[1::2], reader)
    words = [token.folded for token in tokens]
    vocabulary = frozenset(words)
    _read_known(tokens, words, vocabulary)
    long = [token for token in tokens if len(token.text) > 1]
    capitals = [token for token in long if token.upper]
    shouting = is_shouting(long, capitals)
    if shouting:
        for token in tokens:
            token.capital = False
    return Sentence(
        text,
        tokens,
        shouting,
        is_small(capitals),
        not shouting and has_noun_capitals(tokens, capitals),
        is_english(words),
        is_telegram(text, long),
        reader,
        gaps,
        words,
        vocabulary,
        text.lower(),
        _DIGIT.search(text) is not None,
        [index for index, token in enumerate(tokens) if not token.kind & Kind.PLAIN],
        [index for index, token in enumerate(tokens) if token.kind & _SPECIAL],
    )


def _read_known(tokens: Sequence[Token], words: Sequence[str], vocabulary: frozenset[str]) -> None:
    """Mark the phrases that reveal nobody, and 'mo' for the mother where 'fa' is the father."""
    for start, end in find_allowed_phrases(words, vocabulary):
        for token in tokens[start:end]:
            token.taken = token.public = True
    if vocabulary.isdisjoint(_FATHER):
        return
    for token in tokens:
        if token.folded in _MOTHER:
            token.known = Known.WORD
            token.kind |= Kind.PLAIN


def _tokens(text: str, gaps: Sequence[str], words: Sequence[str], reader: Reader) -> list[Token]:
    """Return the words with what is known of each; the loop that every word of a text goes through."""
    tokens = []
    seen, clear = reader.forms.get, reader.common.get
    end, before = 0, ""
    for gap, word in zip(gaps, words, strict=False):
        start = end + len(gap)
        end = start + len(word)
        folded, known, genitive, capital, shouted, kind = clear(word) or seen(word) or _new_form(word, reader)
        if not known and text[end : end + 2] in _SUSPENDED:
            known = Known.WORD
            kind |= Kind.NONE if capital else Kind.PLAIN
        opens = (gap != " " or not before.islower()) and begins(text, start)
        if capital and not opens and known & Known.ANY_WORD and not known & Known.FREQUENT:
            opens = follows_short_form(text, start)
        tokens.append(
            Token(word, start, end, folded, known, end - genitive, opens, capital, shouted, capital, kind)
        )
        before = word[-1]
    return tokens


def _new_form(word: str, reader: Reader) -> _Form:
    """Work out what is known of a word and keep it: for good when it stands in the clear on a list."""
    form = _form(word, reader)
    (reader.common if reader.is_clear(word) else reader.forms)[word] = form
    return form


def _form(word: str, reader: Reader) -> _Form:
    """Return what is known of a word by its letters alone."""
    folded, capital = fold(word), word[0].isupper()
    known, genitive = reader.look_up(folded), 0
    if not known & Known.NAME and folded.endswith("s") and len(folded) > _GENITIVE_LETTERS_MIN:
        stem = folded[:-1].rstrip("'")
        of_stem = reader.look_up(stem)
        known |= of_stem & ~Known.COMMON
        genitive = len(folded) - len(stem) if of_stem & Known.NAME else 0
    if "-" in folded and _has_name_article(folded, reader):
        known = Known.NONE
    if not known and (capital or "-" in folded):
        known = _of_parts(folded, reader)
        if not known and not capital and reader.look_up(folded.rpartition("-")[2]) & Known.COMMON:
            known = Known.WORD
    shouted = capital and len(word) > 1 and (_GENITIVE.sub("", word) if "'" in word else word).isupper()
    if folded in ONLY_IN_CAPITALS and not shouted:
        known &= ~Known.ALLOWED
    return _Form(folded, known, genitive, capital, shouted, _kind(folded, known, capital))


def _has_name_article(folded: str, reader: Reader) -> bool:
    """Whether a hyphen ties an Arabic article to what is no word: 'el-khatib', and not 'el-cykel'."""
    head, _, tail = folded.partition("-")
    return head in _ARTICLES and not reader.look_up(tail) & Known.ANY_WORD


def _kind(folded: str, known: int, capital: bool) -> int:
    """Return the bits of ``Kind`` that a word's letters say."""
    kind = Kind.HOUSE if capital or is_anchor(folded) else Kind.NONE
    if is_street(folded):
        kind |= Kind.STREET
    if is_head(folded):
        kind |= Kind.HEAD
    elif is_owner(folded):
        kind |= Kind.OWNER
    if capital or not known & Known.ANY_WORD or known & Known.FREQUENT:
        return kind
    plain = known & (Known.COMMON | Known.ALLOWED) or not known & Known.NAME
    return kind | Kind.PLAIN if plain else kind


def _of_parts(folded: str, reader: Reader) -> int:
    """Return what is known of a word with a hyphen or a compound."""
    if "-" in folded:
        pieces = [piece for piece in folded.split("-") if piece]
        if len(pieces[0]) == 1:
            return Known.WORD
        parts = [reader.look_up(piece) for piece in pieces]
        if parts and parts[0] & Known.TOWN and parts[-1] & Known.COMMON:
            return Known.WORD
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

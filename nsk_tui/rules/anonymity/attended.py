"""Houses without a word for what they are, by what somebody does there: 'går på rybners', 'fra askovgården'.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Iterator

from nsk_tui.rules.anonymity.house_names import branch_end
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token
from nsk_tui.rules.anonymity.workplaces import ATTENDING, GAMES, LIVING, NATURE

_AT = fold_all("i hos på fra ved for til bag foran nær")
_HOUSE_LETTERS_MIN = 7
_NO_OWN_NAME = Known.ANY_WORD | Known.FIRST
_OWN_LETTERS_MIN = 4
_AT_PLACES = frozenset({"på", "i", "hos", "ved"})
_HOUSES = (
    "gården",
    "gaarden",
    "huset",
    "højen",
    "hjemmet",
    "parken",
    "lunden",
    "bakken",
    "høj",
    "gård",
    "vænget",
    "vangen",
    "toften",
)
_ESTATES = ("parken", "vænget", "vangen", "bakken", "toften", "marken", "lunden", "gården")


def find_attended(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the indexes of 'går på rybners': what no list knows, behind what somebody does there."""
    for index in sentence.odd:
        token = sentence.tokens[index]
        if token.known & _NO_OWN_NAME or token.taken or token.capital or len(token.text) < _OWN_LETTERS_MIN:
            continue
        joint, verb = sentence.before(index), sentence.before(index - 1)
        if joint is None or joint.folded not in _AT:
            continue
        doing = verb is not None and (verb.folded in ATTENDING or verb.folded in GAMES)
        attended = doing and joint.folded in _AT_PLACES
        plain = sentence.is_compound(token) or sentence.reader.is_slip(token.folded)
        lived = verb is not None and verb.folded in LIVING and token.folded.endswith(_ESTATES)
        if lived or _is_own(sentence, index) or (attended and not plain):
            yield index, branch_end(sentence, index)


def _is_own(sentence: Sentence, index: int) -> bool:
    """Whether an unknown word ends as houses do ('askovgården') or has its town behind it."""
    token, town = sentence.tokens[index], sentence.after(index)
    if len(token.text) >= _HOUSE_LETTERS_MIN and token.folded.endswith(_HOUSES):
        return not token.known and not _is_common_compound(sentence, token)
    return not token.known and town is not None and bool(town.known & Known.TOWN) and not town.is_word


def _is_common_compound(sentence: Sentence, token: Token) -> bool:
    """Whether a house is made of common words: 'naboopgangen', and not 'multihuset'."""
    house = next(end for end in _HOUSES if token.folded.endswith(end))
    if house != "huset" and NATURE.match(token.folded) and not sentence.reader.is_listed_word(token.folded):
        return False
    return sentence.is_compound(token) and sentence.reader.is_listed_word(token.folded.removesuffix(house))

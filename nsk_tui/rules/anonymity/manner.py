"""The manner in which a text is written: all capitals, none, on nouns, in English, in short forms.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Sequence

from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.word import Token
from nsk_tui.rules.anonymity.workplaces import HEADS

_SHOUT_SHARE = 0.6
_LETTERS_MIN = 20
_NOUN_CAPITALS_MIN = 3
_NOUN_CAPITALS_SHARE = 0.12
_HEADLINE_CAPITALS_MIN = 5
_HEADLINE_SHARE = 0.3
_STOPS_MIN = 3
_STOP_SHARE = 0.15
_ENGLISH_MIN = 3
_ENGLISH_SHARE = 0.18
_PLAIN_BITS = Known.COMMON | Known.NAME | Known.ALLOWED
_WORD_MIN = 2
_PLAIN_CAPITALS_MIN = 2
_NO_NOUNS = Known.FREQUENT | Known.ALLOWED | Known.TOWN
_POLITE = fold_all("de dem deres din dit dine jer jeres min mit mine vores hun han")
_ENGLISH = fold_all(
    "the and is are was were of my your his her she he they with for from that this have has not you will "
    "would can "
    "does did to in at on it be been if she's he's don't"
)
_CUT_LETTERS_MAX = 5
_JOINTS = frozenset({"for", "af", "uden", "mod", "og"})


def is_shouting(tokens: Sequence[Token], capitals: Sequence[Token]) -> bool:
    """Whether nearly all words are of capitals only."""
    if len(capitals) <= _SHOUT_SHARE * len(tokens):
        return False
    shouted = sum(token.shouted for token in capitals)
    return shouted > _SHOUT_SHARE * len(tokens) and sum(len(token.text) for token in tokens) >= _LETTERS_MIN


def is_small(capitals: Sequence[Token]) -> bool:
    """Whether sentences begin with small letters too."""
    return all(token.shouted for token in capitals)


def is_english(words: Sequence[str]) -> bool:
    """Whether the text, or much of it, is in English."""
    english = sum(map(_ENGLISH.__contains__, words))
    return english >= _ENGLISH_MIN and english > _ENGLISH_SHARE * len(words)


def is_telegram(text: str, tokens: Sequence[Token]) -> bool:
    """Whether many words are cut short."""
    stops = text.count(".")
    if stops < _STOPS_MIN or stops < _STOP_SHARE * len(tokens):
        return False
    cut = sum(
        len(token.text) <= _CUT_LETTERS_MAX
        and text[token.end : token.end + 1] == "."
        and not token.known & Known.COMMON
        for token in tokens
    )
    return cut >= _STOPS_MIN and cut > _STOP_SHARE * len(tokens)


def _is_plain_noun(token: Token) -> bool:
    """Whether one of the commonest words is no name, no kind of house and no polite form."""
    if token.known & _PLAIN_BITS != Known.COMMON:
        return False
    return token.folded not in _POLITE and token.folded not in HEADS


def has_noun_capitals(tokens: Sequence[Token], capitals: Sequence[Token]) -> bool:
    """Whether single nouns inside sentences have capitals; capitals side by side are a name."""
    if sum(not token.first for token in capitals) < _PLAIN_CAPITALS_MIN:
        return False
    inside = alone_inside = joined = plain = 0
    named = False
    for before, token, after in zip(tokens, tokens[1:], [*tokens[2:], *tokens[:1]], strict=False):
        named = (named and (before.capital or before.folded in _JOINTS)) or (
            before.capital and before.folded in HEADS
        )
        if (
            token.first
            or token.taken
            or len(token.text) < _WORD_MIN
            or not token.is_word
            or token.known & _NO_NOUNS
        ):
            continue
        inside += 1
        alone = not (before.capital and not before.first) and not (after.capital and not after.first)
        alone_inside += token.capital and not token.shouted and alone
        plain += token.capital and alone and _is_plain_noun(token) and not named
        joined += token.capital and not token.shouted
    if joined >= _HEADLINE_CAPITALS_MIN and joined > _HEADLINE_SHARE * inside:
        return True
    if plain >= _PLAIN_CAPITALS_MIN or (plain and joined >= _NOUN_CAPITALS_MIN):
        return True
    return alone_inside >= _NOUN_CAPITALS_MIN and alone_inside > _NOUN_CAPITALS_SHARE * inside

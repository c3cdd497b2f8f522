"""Which words are names: lists, capitals, the words around them, and the writer's manner.

Source
    docs/rules/anonymity.md
"""

from enum import Enum

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.surroundings import (
    acts,
    goes_on_like_a_person,
    has_age,
    is_abbreviation,
    is_beside_name,
    is_cued,
    is_named,
    is_somebodys,
)
from nsk_tui.rules.anonymity.tokens import Known, Sentence, Token

_ABBREVIATION_LETTERS_MAX = 5
_NAME_LETTERS_MIN = 3
_WEAK_INITIAL_LETTERS_MAX = 6


class Verdict(Enum):
    """What a word is taken for."""

    NO = "no"
    MAYBE = "maybe"
    NAME = "name"


Judged = tuple[Verdict, Reason]
_NO: Judged = (Verdict.NO, Reason.UNKNOWN_WORD)


def judge(sentence: Sentence, index: int) -> Judged:
    """Return whether a word is a name by itself and the words beside it, and why."""
    token = sentence.tokens[index]
    if token.taken or len(token.text) < 2:
        return _NO
    if token.known & Known.ALLOWED and not is_named(sentence, index):
        return _judge_allowed(sentence, index, token)
    if token.shouted:
        return _judge_shouted(sentence, index, token)
    if token.folded in cues.NEVER and token.is_word and not is_named(sentence, index):
        return _judge_rarely(sentence, index, token)
    if token.capital:
        return _judge_capital(sentence, index, token)
    return _judge_small(sentence, index, token)


def list_reason(token: Token) -> Reason:
    """Return which list has the name."""
    return Reason.FIRST_NAME_LIST if token.known & Known.FIRST else Reason.SURNAME_LIST


def _only_name(token: Token) -> bool:
    """Whether it is a listed name and no Danish word."""
    return token.is_name and not token.is_word


def _doubtful(token: Token) -> bool:
    """Whether it is a frequent name and also a word."""
    return bool(token.known & Known.FREQUENT) and token.is_word


def _judge_allowed(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a month or a faith that is also a name ('August kom hjem', 'Islam er 16 år')."""
    if not token.capital or token.shouted or not token.known & Known.FREQUENT:
        return _NO
    if has_age(sentence, index) or is_somebodys(sentence, index):
        return Verdict.NAME, list_reason(token)
    if is_beside_name(sentence, index) and not token.first:
        return Verdict.MAYBE, list_reason(token)
    after = sentence.after(index)
    if after is not None and after.folded in cues.LIVING_VERBS:
        return Verdict.MAYBE, list_reason(token)
    return _NO


def _judge_rarely(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word that is hardly ever a name: 'Per' and 'Hans' are, with a capital inside a sentence."""
    if not token.capital:
        return _NO
    if token.folded in cues.OPENING_NAMES and goes_on_like_a_person(sentence, index):
        return Verdict.MAYBE, list_reason(token)
    if token.first or sentence.noun_capitals or token.folded in cues.POLITE:
        return _NO if not is_beside_name(sentence, index) else _judge_opening(sentence, index, token)
    return (Verdict.NAME, list_reason(token)) if _doubtful(token) else _NO


def _judge_capital(sentence: Sentence, index: int, token: Token) -> Judged:
    if _only_name(token):
        if token.first and not token.known & Known.FREQUENT and is_abbreviation(sentence, index):
            return _NO
        return Verdict.NAME, list_reason(token)
    if token.first or sentence.noun_capitals:
        return _judge_opening(sentence, index, token)
    if _doubtful(token):
        return Verdict.NAME, list_reason(token)
    if token.is_word and (not token.is_name or token.known & Known.COMMON):
        return _judge_capital_word(sentence, index)
    if token.is_name:
        return Verdict.MAYBE, list_reason(token)
    return Verdict.MAYBE, Reason.CAPITAL_INSIDE_SENTENCE


def _judge_capital_word(sentence: Sentence, index: int) -> Judged:
    """Judge a plain word with a capital inside a sentence: a name after a cue for one."""
    if is_named(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    return _NO


def _judge_opening(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge where a capital says nothing: at the start of a sentence, or among German-style nouns."""
    if not token.is_word:
        return _judge_unknown_opening(sentence, index, token)
    if not token.is_name:
        named = not token.first and is_named(sentence, index)
        return (Verdict.NAME, Reason.NAME_AFTER_CUE) if named else _NO
    if is_beside_name(sentence, index):
        return Verdict.NAME, list_reason(token)
    if not _doubtful(token):
        return _NO
    if is_cued(sentence, index) or is_somebodys(sentence, index) or has_age(sentence, index):
        return Verdict.NAME, list_reason(token)
    if token.first and token.folded not in cues.OPENERS and goes_on_like_a_person(sentence, index):
        return Verdict.NAME, list_reason(token)
    return _NO


def _judge_unknown_opening(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word in no list: short forms and slips of common words are let go."""
    if token.first and len(token.text) <= _WEAK_INITIAL_LETTERS_MAX and is_abbreviation(sentence, index):
        return _NO
    if sentence.reader.is_slip(token.folded):
        return _NO
    return Verdict.MAYBE, Reason.UNKNOWN_WORD


def _judge_shouted(sentence: Sentence, index: int, token: Token) -> Judged:
    if _only_name(token) and (len(token.text) >= _NAME_LETTERS_MIN or sentence.shouting):
        return Verdict.NAME, list_reason(token)
    if sentence.shouting:
        return _judge_small(sentence, index, token, unknown_counts=True)
    if _doubtful(token) and not token.first and len(token.text) >= _NAME_LETTERS_MIN:
        return Verdict.MAYBE, list_reason(token)
    if not token.is_word and len(token.text) > _ABBREVIATION_LETTERS_MAX:
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return _NO


def _judge_small(sentence: Sentence, index: int, token: Token, unknown_counts: bool = False) -> Judged:
    """Judge where capitals are missing altogether: only the lists and the words around it speak."""
    if token.folded in cues.NEVER or len(token.text) < _NAME_LETTERS_MIN:
        return _NO
    if token.is_word:
        return _judge_small_doubt(sentence, index, token) if _doubtful(token) else _NO
    cued = is_cued(sentence, index)
    if token.known & Known.FIRST:
        return _judge_small_listed(sentence, index, token, cued)
    if sentence.is_compound(token) or sentence.reader.is_slip(token.folded):
        return _NO
    if cued and not is_abbreviation(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    if unknown_counts and len(token.text) >= _ABBREVIATION_LETTERS_MAX:
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return _NO


def _judge_small_listed(sentence: Sentence, index: int, token: Token, cued: bool) -> Judged:
    """Judge a listed first name that is no Danish word, in small letters."""
    if token.known & Known.FREQUENT or cued:
        return Verdict.NAME, Reason.FIRST_NAME_LIST
    if sentence.reader.is_slip(token.folded) or (not sentence.small and is_abbreviation(sentence, index)):
        return _NO
    return Verdict.MAYBE, Reason.FIRST_NAME_LIST


def _judge_small_doubt(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a frequent name that is also a word, in small letters."""
    if is_named(sentence, index) and token.folded not in cues.TITLES:
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    if token.folded in cues.TITLES:
        return _NO
    if not token.known & Known.COMMON and acts(sentence, index):
        return Verdict.MAYBE, list_reason(token)
    before = sentence.before(index)
    if before is None or before.folded not in cues.RELATION:
        return _NO
    if token.folded in cues.PERSON_VERBS or token.folded in cues.OPENERS:
        return _NO
    short_word = token.known & Known.COMMON and len(token.text) <= _NAME_LETTERS_MIN
    return _NO if short_word else (Verdict.MAYBE, Reason.NAME_AFTER_CUE)

"""Which words are names: lists, capitals, the words around them, and the writer's manner.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.openings import judge_allowed, judge_opening, judge_rarely
from nsk_tui.rules.anonymity.small import judge_small
from nsk_tui.rules.anonymity.surroundings import (
    goes_on_like_a_person,
    is_abbreviation,
    is_cued,
    is_named,
    is_public_office,
)
from nsk_tui.rules.anonymity.tokens import Sentence, Token
from nsk_tui.rules.anonymity.verdicts import (
    NAME_LETTERS_MIN,
    NOT_A_NAME,
    Judged,
    Verdict,
    is_doubtful,
    is_only_name,
    list_reason,
)

_ABBREVIATION_LETTERS_MAX = 5
_LATIN_LAST = "\u02af"
"""Letters beyond are of scripts without a list, and often without capitals."""


def judge(sentence: Sentence, index: int) -> Judged:
    """Return whether a word is a name by itself and the words beside it, and why."""
    token = sentence.tokens[index]
    if token.taken or len(token.text) < 2 or is_plainly_a_word(token) or token.folded in cues.RELATION:
        return NOT_A_NAME
    if token.known & Known.ALLOWED and not is_named(sentence, index):
        return judge_allowed(sentence, index, token)
    if token.folded in cues.NEVER and token.is_word and not is_named(sentence, index):
        return judge_rarely(sentence, index, token)
    if token.shouted:
        return _judge_shouted(sentence, index, token)
    if token.capital:
        return _judge_capital(sentence, index, token)
    if token.text[0] > _LATIN_LAST:
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return judge_small(sentence, index, token) if token.folded not in cues.NEVER else NOT_A_NAME


def is_plainly_a_word(token: Token) -> bool:
    """Whether it is a Danish word in small letters and no frequent name: most words are."""
    known = token.known
    return not token.capital and bool(known & Known.ANY_WORD) and not known & Known.FREQUENT


def _judge_capital(sentence: Sentence, index: int, token: Token) -> Judged:
    if is_only_name(token):
        if token.first and not token.known & Known.FREQUENT and is_abbreviation(sentence, index):
            return NOT_A_NAME
        return Verdict.NAME, list_reason(token)
    if token.first or sentence.noun_capitals:
        return judge_opening(sentence, index, token)
    if is_doubtful(token):
        return Verdict.NAME, list_reason(token)
    if token.is_word and (not token.is_name or token.known & Known.COMMON):
        return _judge_capital_word(sentence, index, token)
    if token.is_name:
        return Verdict.MAYBE, list_reason(token)
    if is_abbreviation(sentence, index) and sentence.reader.is_shortened(token.folded):
        return NOT_A_NAME
    return Verdict.MAYBE, Reason.CAPITAL_INSIDE_SENTENCE


def _judge_capital_word(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a plain word with a capital inside a sentence: a name after a cue for one."""
    if token.folded in cues.RELATION:
        return NOT_A_NAME
    if not is_cued(sentence, index):
        own = not is_public_office(token)
        return (Verdict.MAYBE, Reason.CAPITAL_INSIDE_SENTENCE) if own else NOT_A_NAME
    return (Verdict.NAME if is_named(sentence, index) else Verdict.MAYBE), Reason.NAME_AFTER_CUE


def _judge_shouted(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word in capitals only: as small letters are when the whole text shouts."""
    if is_only_name(token) and (len(token.text) >= NAME_LETTERS_MIN or sentence.shouting):
        return Verdict.NAME, list_reason(token)
    if sentence.shouting:
        return judge_small(sentence, index, token)
    if is_doubtful(token) and _may_be_short(sentence, index, token):
        return Verdict.MAYBE, list_reason(token)
    if not token.is_word and (len(token.text) > _ABBREVIATION_LETTERS_MAX or is_named(sentence, index)):
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return NOT_A_NAME


def _may_be_short(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a name in capitals is long enough, or stands where a person does ('BO skal')."""
    if len(token.text) >= NAME_LETTERS_MIN or is_cued(sentence, index):
        return True
    return token.first and goes_on_like_a_person(sentence, index)

"""Which words are names: lists, capitals, the words around them, and the writer's manner.

Source
    docs/rules/anonymity.md
"""

from enum import Enum

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.tokens import Known, Sentence, Token

_ABBREVIATION_LETTERS_MAX = 5
_NAME_LETTERS_MIN = 3


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
    if token.known & Known.ALLOWED and not _named(sentence, index):
        return _NO
    if token.shouted:
        return _judge_shouted(sentence, index, token)
    if token.folded in cues.NEVER and token.is_word and not _named(sentence, index):
        return _judge_rarely(sentence, index, token)
    if token.capital:
        return _judge_capital(sentence, index, token)
    return _judge_small(sentence, index, token)


def list_reason(token: Token) -> Reason:
    """Which list has the name."""
    return Reason.FIRST_NAME_LIST if token.known & Known.FIRST else Reason.SURNAME_LIST


def _only_name(token: Token) -> bool:
    """Return a listed name that is no Danish word."""
    return token.is_name and not token.is_word


def _doubtful(token: Token) -> bool:
    """Return a frequent name that is also a word."""
    return bool(token.known & Known.FREQUENT) and token.is_word


def _named(sentence: Sentence, index: int) -> bool:
    """Whether a naming word stands before."""
    before = sentence.before(index)
    return before is not None and before.folded in cues.NAMING


def _cued(sentence: Sentence, index: int) -> bool:
    """Whether the word before, or the one before a 'til' or a colon, says that a name comes."""
    before = sentence.before(index)
    if before is None:
        return _cued_by_colon(sentence, index)
    if (
        before.folded in cues.NAMING
        or before.folded in cues.RELATION
        or before.folded in cues.GREETINGS - {"fra", "til"}
    ):
        return True
    further = sentence.before(index - 1)
    return (
        further is not None
        and before.folded in ("til", "ved", "er")
        and further.folded in cues.PARENTS | cues.RELATIVES
    )


def _cued_by_colon(sentence: Sentence, index: int) -> bool:
    """Whether 'mor:' or 'navn:' stands before."""
    if index == 0 or sentence.gap(index - 1).strip(" \"'»«(") not in (":", ",", ""):
        return False
    before = sentence.tokens[index - 1].folded
    return before in cues.NAMING or before in cues.RELATION or before in cues.GREETINGS - {"fra", "til"}


def _acts(sentence: Sentence, index: int) -> bool:
    """Whether the word after is something that a person does."""
    after = sentence.after(index)
    return after is not None and after.folded in cues.PERSON_VERBS


def _beside_capital_name(sentence: Sentence, index: int) -> bool:
    """Whether a neighbour is a capital word that a list of names has."""
    beside = (sentence.before(index), sentence.after(index))
    return any(other is not None and _is_capital_name(other) for other in beside)


def _is_capital_name(token: Token) -> bool:
    """Whether a capital word is on a list of names and hardly a plain word here."""
    if not token.capital or token.taken or not token.is_name or token.known & Known.ALLOWED:
        return False
    return not token.is_word or bool(token.known & Known.SURNAME and not token.first)


def _judge_rarely(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word that is hardly ever a name: 'Per' and 'Hans' are, with a capital inside a sentence."""
    if not token.capital:
        return _NO
    if token.first or sentence.noun_capitals or token.folded in cues.POLITE:
        return _judge_opening(sentence, index, token)
    return (Verdict.NAME, list_reason(token)) if _doubtful(token) else _NO


def _judge_capital(sentence: Sentence, index: int, token: Token) -> Judged:
    if _only_name(token):
        return Verdict.NAME, list_reason(token)
    if token.first or sentence.noun_capitals:
        return _judge_opening(sentence, index, token)
    if _doubtful(token):
        return Verdict.NAME, list_reason(token)
    if token.is_word and not token.is_name:
        return _judge_capital_word(sentence, index)
    if token.is_name:
        return Verdict.MAYBE, list_reason(token)
    return Verdict.MAYBE, Reason.CAPITAL_INSIDE_SENTENCE


def _judge_capital_word(sentence: Sentence, index: int) -> Judged:
    """Return a plain word with a capital inside a sentence: a name after a cue for one."""
    if _named(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    return _NO


def _judge_opening(sentence: Sentence, index: int, token: Token) -> Judged:
    """Where a capital says nothing: at the start of a sentence, or among German-style nouns."""
    if not token.is_word:
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    if token.folded in cues.NEVER and not _beside_capital_name(sentence, index):
        return _NO
    if _beside_capital_name(sentence, index) and token.is_name:
        return Verdict.NAME, list_reason(token)
    if _doubtful(token) and (_cued(sentence, index) or (token.first and _acts(sentence, index))):
        return Verdict.NAME, list_reason(token)
    return _NO


def _judge_shouted(sentence: Sentence, index: int, token: Token) -> Judged:
    if _only_name(token) and (len(token.text) >= _NAME_LETTERS_MIN or sentence.shouting):
        return Verdict.NAME, list_reason(token)
    if sentence.shouting:
        return _judge_small(sentence, index, token, unknown_counts=True)
    if _doubtful(token) and not token.first:
        return Verdict.MAYBE, list_reason(token)
    if not token.is_word and len(token.text) > _ABBREVIATION_LETTERS_MAX:
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return _NO


def _judge_small(sentence: Sentence, index: int, token: Token, unknown_counts: bool = False) -> Judged:
    """Where capitals are missing altogether: only the lists and the words around it speak."""
    if token.folded in cues.NEVER:
        return _NO
    if token.known & Known.FIRST and not token.is_word and len(token.text) >= _NAME_LETTERS_MIN:
        sure = bool(token.known & Known.FREQUENT) or _cued(sentence, index)
        return (Verdict.NAME if sure else Verdict.MAYBE), Reason.FIRST_NAME_LIST
    cued = _cued(sentence, index)
    if _doubtful(token):
        return _judge_small_doubt(sentence, index, token, cued)
    if token.is_word or sentence.is_compound(token):
        return _NO
    if cued and len(token.text) >= _NAME_LETTERS_MIN:
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    if unknown_counts and len(token.text) > _ABBREVIATION_LETTERS_MAX - 1:
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return _NO


def _judge_small_doubt(sentence: Sentence, index: int, token: Token, cued: bool) -> Judged:
    """Return a frequent name that is also a word, in small letters."""
    if _named(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    before = sentence.before(index)
    if cued and before is not None and before.folded in cues.RELATION and not _follows_as_verb(token):
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    return _NO


def _follows_as_verb(token: Token) -> bool:
    """Whether the word is one that a sentence about a person goes on with ('mor vil')."""
    return token.folded in cues.PERSON_VERBS or bool(
        token.known & Known.COMMON and len(token.text) <= _NAME_LETTERS_MIN
    )

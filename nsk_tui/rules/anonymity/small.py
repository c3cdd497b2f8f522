"""Names without a capital of their own: small letters, or capitals only.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.openings import judge_opening
from nsk_tui.rules.anonymity.surroundings import (
    acts,
    is_abbreviation,
    is_apposition,
    is_cued,
    is_named,
    is_somebodys,
    is_titled,
    opens_strictly,
    stands_like_a_name,
)
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.verdicts import (
    NAME_LETTERS_MIN,
    NOT_A_NAME,
    Judged,
    Verdict,
    is_doubtful,
    is_like_a_name,
    list_reason,
)
from nsk_tui.rules.anonymity.word import Token

_SHOUTED_UNKNOWN_LETTERS_MIN = 5
_SURNAME_LETTERS_MIN = 4
_SLIP_OF_NAME_LETTERS_MIN = 4
_TITLES_BEFORE = cues.COLLEAGUES | {"hr", "fru", "frk", "herr", "familien", "fam"}
_VERB_ENDS = ("er", "ede", "te", "et", "ende", "es")
_QUOTES = '"”“'
_QUOTE_LETTERS = 24
_SHORT_LETTERS = frozenset("mtvfdpiåx")
"""Letters with a full stop that stand for words: 'm.', 't.'."""

_CLAUSES = frozenset({"at", "om", "hvis", "når", "da", "fordi", "siger", "sagde", "mens", "for"})
_SUBJECTS = frozenset({"hun", "han", "jeg", "vi", "man", "du", "a"})
_MENTIONING = frozenset({"ordet", "ordene", "begrebet", "udtrykket", "betegnelsen", "betyder"})
_FAMILY_ENDS = (
    "sen",
    "gård",
    "sson",
    "oglu",
    "zadeh",
    "ullah",
    "ovic",
    "ova",
    "dottir",
    "pour",
    "zai",
    "vic",
)


def judge_small(sentence: Sentence, index: int, token: Token) -> Judged:
    """Return what a word is when only the lists and the words around it speak."""
    if len(token.text) < NAME_LETTERS_MIN:
        return _judge_shortest(sentence, index, token)
    if is_somebodys(sentence, index) and not token.known & (Known.COMMON | Known.ALLOWED):
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    if token.is_word:
        return _judge_word(sentence, index, token)
    if _is_odd_verb(sentence, index) or _is_mentioned(sentence, index) or _is_quoted(sentence, token):
        return NOT_A_NAME
    if token.known & Known.FIRST:
        return _judge_listed(sentence, index, token, is_cued(sentence, index))
    if _has_initial(sentence, index) and not _is_made_of_words(sentence, index, token):
        return Verdict.MAYBE, Reason.SURNAME_LIST
    if (surname := _judge_surname(sentence, index, token)) is not NOT_A_NAME:
        return surname
    return NOT_A_NAME if _is_made_of_words(sentence, index, token) else _judge_unknown(sentence, index, token)


def _judge_surname(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a listed surname, be it made of words as 'rosenlund' is."""
    if not token.known & Known.SURNAME:
        return NOT_A_NAME
    if is_named(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    is_certain = token.folded.endswith(_FAMILY_ENDS) or _is_of_a_family(sentence, index)
    return (Verdict.MAYBE, Reason.SURNAME_LIST) if is_certain else NOT_A_NAME


def _is_of_a_family(sentence: Sentence, index: int) -> bool:
    """Whether 'familien' or a title stands right before a surname."""
    before = sentence.before(index)
    return before is not None and before.folded in _TITLES_BEFORE


def _is_odd_verb(sentence: Sentence, index: int) -> bool:
    """Whether a word ends as a verb does right behind 'hun' or 'vi': dialect, or a slip."""
    before = sentence.before(index)
    return (
        before is not None
        and before.folded in _SUBJECTS
        and sentence.tokens[index].folded.endswith(_VERB_ENDS)
    )


def _is_mentioned(sentence: Sentence, index: int) -> bool:
    """Whether a word is spoken of as a word: 'ordet "nang"'."""
    if not index or sentence.gap(index - 1) not in (' "', " '", " «", " “", " ”", " "):
        return False
    return sentence.tokens[index - 1].folded in _MENTIONING


def _is_quoted(sentence: Sentence, token: Token) -> bool:
    """Whether a rare word stands in a few quoted ones of a text with capitals: '"log kya kahenge"'."""
    if sentence.small or token.known & Known.FREQUENT:
        return False
    before = sentence.text[max(0, token.start - _QUOTE_LETTERS) : token.start]
    after = sentence.text[token.end : token.end + _QUOTE_LETTERS]
    return any(before.count(quote) % 2 == 1 and quote in after for quote in _QUOTES)


def _is_made_of_words(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a word in no list is a compound, a slip or a short form."""
    if is_titled(sentence, index):
        return False
    if sentence.is_compound(token) or sentence.reader.is_slip(token.folded):
        return True
    return is_abbreviation(sentence, index) and not sentence.small


def _judge_shortest(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge 'bo', 'mo', 'jo': between a word for a person and what a person does."""
    before, after = sentence.before(index), sentence.after(index)
    if not token.known & Known.FREQUENT or before is None or after is None:
        return NOT_A_NAME
    if is_named(sentence, index) and token.folded not in cues.NEVER:
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    goes_on = after.folded in cues.AFTER_A_NAME or after.folded in cues.PERSON_VERBS or after.folded == "og"
    if before.folded in cues.RELATION and goes_on:
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    return NOT_A_NAME


def _judge_listed(sentence: Sentence, index: int, token: Token, cued: bool) -> Judged:
    """Judge a listed first name that is no Danish word."""
    if token.known & Known.FREQUENT or cued:
        return Verdict.NAME, Reason.FIRST_NAME_LIST
    if sentence.reader.is_slip(token.folded) or (not sentence.small and is_abbreviation(sentence, index)):
        return NOT_A_NAME
    return Verdict.MAYBE, Reason.FIRST_NAME_LIST


def _judge_unknown(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word in no list of first names and no dictionary."""
    if is_cued(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    capitals = not (sentence.small or sentence.english)
    if token.known & Known.SURNAME and len(token.text) >= _SURNAME_LETTERS_MIN and capitals:
        return Verdict.MAYBE, Reason.SURNAME_LIST
    if sentence.shouting:
        long_enough = len(token.text) >= _SHOUTED_UNKNOWN_LETTERS_MIN
        return (Verdict.MAYBE, Reason.UNKNOWN_WORD) if long_enough else NOT_A_NAME
    if not sentence.small and opens_strictly(sentence, index):
        return judge_opening(sentence, index, token)
    if token.known == Known.NONE and _is_subject(sentence, index):
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    if len(token.text) >= _SLIP_OF_NAME_LETTERS_MIN and sentence.reader.is_slip_of_name(token.folded):
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return NOT_A_NAME


def _has_initial(sentence: Sentence, index: int) -> bool:
    """Whether a letter with a full stop stands right before: 'k. hashimi'."""
    if not index or sentence.gap(index - 1) != ". ":
        return False
    token = sentence.tokens[index - 1]
    letter, scanned = token.text, sentence.text[max(0, token.start - 1) : token.start].isdigit()
    return not scanned and len(letter) == 1 and letter not in _SHORT_LETTERS


def _is_subject(sentence: Sentence, index: int) -> bool:
    """Whether an unknown word does what people do, right behind 'at' or where a sentence begins."""
    before, after = sentence.before(index), sentence.after(index)
    if after is None or not (after.folded in cues.LIVING_VERBS or after.folded in ("ikke", "stadig")):
        return False
    return (before is not None and before.folded in _CLAUSES) or opens_strictly(sentence, index)


def _judge_word(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a Danish word: a frequent name too, or a surname right behind a title."""
    if is_doubtful(token):
        return _judge_doubt(sentence, index, token)
    if not token.known & Known.COMMON and _is_aside(sentence, index):
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    before = sentence.before(index)
    titled = before is not None and before.folded in _TITLES_BEFORE and token.known & Known.SURNAME
    if not titled or token.known & Known.COMMON or token.folded.endswith(_VERB_ENDS):
        return NOT_A_NAME
    return Verdict.MAYBE, Reason.NAME_AFTER_CUE


def _is_aside(sentence: Sentence, index: int) -> bool:
    """Whether a word ends a bracket that says what somebody is called: '(kaldet bash)'."""
    end = sentence.tokens[index].end
    return sentence.text[end : end + 1] == ")" and is_named(sentence, index)


def _judge_doubt(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a frequent name that is also a word."""
    before = sentence.before(index)
    if before is not None and before.folded in cues.KIN_TITLES:
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    if token.folded in cues.TITLES:
        return NOT_A_NAME
    if is_named(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    if not token.known & Known.COMMON and acts(sentence, index):
        return Verdict.MAYBE, list_reason(token)
    if opens_strictly(sentence, index):
        return judge_opening(sentence, index, token)
    if is_apposition(sentence, index) and token.folded not in cues.PERSON_VERBS:
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    if is_like_a_name(token) and stands_like_a_name(sentence, index):
        return Verdict.MAYBE, list_reason(token)
    return _judge_after_relation(sentence, index, token)


def _judge_after_relation(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a doubtful word right after a word for a person: not the verb of its sentence."""
    before = sentence.before(index)
    if before is None or before.folded not in cues.RELATION:
        return NOT_A_NAME
    if token.folded in cues.PERSON_VERBS or token.folded in cues.OPENERS:
        return NOT_A_NAME
    short_word = token.known & Known.COMMON and len(token.text) <= NAME_LETTERS_MIN
    if short_word and token.folded in cues.NOUN_NAMES and not before.folded.endswith("s"):
        return Verdict.MAYBE, Reason.NAME_AFTER_CUE
    return NOT_A_NAME if short_word else (Verdict.MAYBE, Reason.NAME_AFTER_CUE)

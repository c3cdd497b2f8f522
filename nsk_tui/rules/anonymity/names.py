"""Which words are names: lists, capitals, the words around them, and the writer's manner.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.allowed import CAR_MAKES
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.openings import judge_allowed, judge_opening, judge_rarely
from nsk_tui.rules.anonymity.small import judge_small
from nsk_tui.rules.anonymity.surroundings import (
    goes_on_like_a_person,
    is_abbreviation,
    is_cued,
    is_named,
    is_placed,
    is_public_office,
    is_written_short,
)
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.verdicts import (
    NAME_LETTERS_MIN,
    NOT_A_NAME,
    Judged,
    Verdict,
    is_doubtful,
    is_only_name,
    list_reason,
)
from nsk_tui.rules.anonymity.word import Kind, Token
from nsk_tui.rules.anonymity.workplaces import HEADS

_ABBREVIATION_LETTERS_MAX = 5
_DAYS = frozenset({"dag", "aften", "nat"})
_BEFORE_DAYS = frozenset({"i", "hver", "hele", "en", "næste", "anden", "samme", "den", "denne", "per", "pr"})
"""'I Dag' is a day, also where nouns have capitals."""

_MOST = frozenset({"max", "maks"})
_LATIN_LAST = "\u02af"
"""Letters beyond are of scripts without a list, and often without capitals."""


def judge(sentence: Sentence, index: int) -> Judged:
    """Return whether a word is a name by itself and the words beside it, and why."""
    token = sentence.tokens[index]
    if token.taken or len(token.text) < 2 or token.kind & Kind.PLAIN or _is_nobody(sentence, index, token):
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


def _is_nobody(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a word is a cue itself, a car, a short form, or 'Max' before a number."""
    if token.folded in cues.RELATION or (token.folded in cues.NAMING and token.is_word):
        return True
    if _is_lettered(token) or _is_term(sentence, index, token):
        return True
    if token.folded in _MOST and _is_counted(sentence, index):
        return True
    if token.folded in _DAYS and (before := sentence.before(index)) and before.folded in _BEFORE_DAYS:
        return True
    if _is_model(sentence, index) or is_written_short(sentence, index):
        return True
    return token.capital and _is_after_public(sentence, index)


def _is_term(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a term of faith or honour in small letters is meant, and nobody called so."""
    if token.upper or token.folded not in cues.TERMS or is_named(sentence, index):
        return False
    before = sentence.before(index)
    return before is None or before.folded not in cues.RELATION


def _is_model(sentence: Sentence, index: int) -> bool:
    """Whether a make of cars stands right before: 'Seat Leon'."""
    make, before = sentence.before(index), sentence.before(index - 1)
    named = before is not None and before.capital and before.is_name
    return make is not None and make.folded in CAR_MAKES and not named


def _is_counted(sentence: Sentence, index: int) -> bool:
    """Whether a number stands right behind: 'Max 24'."""
    end = sentence.tokens[index].end
    return sentence.text[end : end + 2].strip(" .:").isdigit()


def _judge_capital(sentence: Sentence, index: int, token: Token) -> Judged:
    if is_only_name(token):
        if token.first and not token.known & Known.FREQUENT and is_abbreviation(sentence, index):
            return NOT_A_NAME
        return Verdict.NAME, list_reason(token)
    if _says_little(sentence, index, token):
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


def _says_little(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a capital has other reasons than a name; behind the English 'at' it has none."""
    if token.first or sentence.noun_capitals:
        return True
    before = sentence.before(index)
    return sentence.english and token.is_word and (before is None or before.folded != "at")


def _judge_capital_word(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a plain word with a capital inside a sentence: a name after a cue for one."""
    if token.folded in cues.RELATION:
        return NOT_A_NAME
    if _is_inner(token):
        return NOT_A_NAME
    if not is_cued(sentence, index):
        own = not is_public_office(token) and not _is_stray_capital(sentence, index)
        return (Verdict.MAYBE, Reason.CAPITAL_INSIDE_SENTENCE) if own else NOT_A_NAME
    return (Verdict.NAME if is_named(sentence, index) else Verdict.MAYBE), Reason.NAME_AFTER_CUE


def _is_inner(token: Token) -> bool:
    """Whether a listed word has a capital inside: 'NemKonto', 'MitID'."""
    inner = token.text.isalpha() and not token.text[1:].islower()
    return inner and not token.shouted and not token.known & Known.JOINED


def _is_lettered(token: Token) -> bool:
    """Whether a short form in capitals opens a word in small letters: 'FV-ramt', 'BUP-tilbud'."""
    head, tied, tail = token.text.partition("-")
    return bool(tied) and head.isupper() and len(head) <= _ABBREVIATION_LETTERS_MAX and tail.islower()


def _is_after_public(sentence: Sentence, index: int) -> bool:
    """Whether a public body's name goes on with its office: 'Børn og Unge Visitation'."""
    before = sentence.before(index)
    return before is not None and before.public and is_public_office(sentence.tokens[index])


def _is_stray_capital(sentence: Sentence, index: int) -> bool:
    """Whether one of the commonest words has a capital by itself and names no place: 'til Pension nu'."""
    token = sentence.tokens[index]
    if not token.known & Known.COMMON or (is_placed(sentence, index) and not _is_bare_head(token)):
        return False
    beside = (sentence.before(index), sentence.after(index))
    return not any(other is not None and other.capital and not other.first for other in beside)


def _is_bare_head(token: Token) -> bool:
    """Whether a word is a kind of house, and not a certain one: 'Skole', not 'Hallen'."""
    return token.folded in HEADS and not token.folded.endswith(("en", "et", "ne"))


def _judge_shouted(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word in capitals only: as small letters are when the whole text shouts."""
    if is_only_name(token) and (_is_long_for_letters(token) or sentence.shouting):
        return Verdict.NAME, list_reason(token)
    if is_only_name(token) and len(token.text) >= NAME_LETTERS_MIN and is_cued(sentence, index):
        return Verdict.MAYBE, list_reason(token)
    if sentence.shouting:
        return judge_small(sentence, index, token)
    if is_doubtful(token) and _may_be_short(sentence, index, token):
        return Verdict.MAYBE, list_reason(token)
    letters = len(token.text.partition("'")[0])
    if not token.is_word and (letters > _ABBREVIATION_LETTERS_MAX or is_named(sentence, index)):
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    return NOT_A_NAME


def _is_long_for_letters(token: Token) -> bool:
    """Whether a listed name in capitals is too frequent or too long for a short form like 'SHO'."""
    letters = len(token.text)
    return letters > _ABBREVIATION_LETTERS_MAX or (
        letters >= NAME_LETTERS_MIN and bool(token.known & Known.FREQUENT)
    )


def _may_be_short(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a name in capitals is long enough, or stands where a person does ('BO skal')."""
    if len(token.text) >= NAME_LETTERS_MIN or is_cued(sentence, index):
        return True
    return token.first and goes_on_like_a_person(sentence, index)

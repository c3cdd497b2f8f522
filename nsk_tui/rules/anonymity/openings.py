"""Where a capital says nothing: at the start of a sentence, or among German-style nouns.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.allowed import CALENDAR, PLACES
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.surroundings import (
    goes_on_like_a_person,
    has_age,
    is_abbreviation,
    is_beside_name,
    is_cued,
    is_in_a_state,
    is_named,
    is_somebodys,
    is_titled,
)
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.verdicts import NOT_A_NAME, Judged, Verdict, is_doubtful, list_reason
from nsk_tui.rules.anonymity.word import Token

_SHORT_LETTERS_MAX = 6
_LEARNED_LETTERS_MIN = 8
_LEARNED_ENDS = (
    "ering",
    "eringen",
    "eringer",
    "iseret",
    "iserede",
    "iceret",
    "ation",
    "ationen",
    "ationer",
    "ationel",
    "itet",
    "iteten",
    "isme",
    "ismen",
    "ologi",
    "ologisk",
    "ulation",
    "grafi",
    "terapi",
    "istisk",
    "graf",
    "undersøgelse",
    "skema",
    "samtale",
    "ydelse",
    "hjælp",
    "møde",
)
"""How learned words end, and no name does: 'parentificering'."""

_NO_SUBJECTS = cues.OPENERS | cues.TERMS
_KIN = cues.PARENTS | cues.RELATIVES | cues.CHILDREN
_QUOTED_BEFORE_VERB = frozenset({'" ', "' ", "” ", "“ ", "» ", "« "})
_EXPLAINING = frozenset({"betyder", "betød", "dækker", "oversættes", "kan", "bruges", "henviser"})
_TIMES = frozenset({"efter", "før", "under", "i", "om", "inden", "siden", "til", "hele", "fra"})


def judge_opening(sentence: Sentence, index: int, token: Token) -> Judged:
    """Return what a word is that may have its capital, or its place, for another reason."""
    if not token.is_word:
        return _judge_unknown(sentence, index, token)
    if not token.first and is_named(sentence, index):
        return Verdict.NAME, Reason.NAME_AFTER_CUE
    if token.known & Known.JOINED and token.upper and not token.shouted and not token.text[1:].islower():
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    if token.known == Known.WORD | Known.JOINED and _is_odd_compound(sentence, index, token):
        return Verdict.MAYBE, Reason.UNKNOWN_WORD
    if not token.is_name or token.folded in cues.RELATION:
        return NOT_A_NAME
    if is_beside_name(sentence, index):
        return Verdict.NAME, list_reason(token)
    person = is_doubtful(token) and _is_person(sentence, index, token)
    if not person:
        return NOT_A_NAME
    certain = has_age(sentence, index) or is_somebodys(sentence, index) or is_named(sentence, index)
    return (Verdict.NAME if certain else Verdict.MAYBE), list_reason(token)


def _is_person(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether what stands around a doubtful name speaks for the name."""
    if is_cued(sentence, index) or is_somebodys(sentence, index) or has_age(sentence, index):
        return True
    return token.first and token.folded not in _NO_SUBJECTS and goes_on_like_a_person(sentence, index)


def _judge_unknown(sentence: Sentence, index: int, token: Token) -> Judged:
    """Judge a word in no list: short forms and slips of common words are let go."""
    if token.first and len(token.text) <= _SHORT_LETTERS_MAX and is_abbreviation(sentence, index):
        return NOT_A_NAME
    plain = sentence.reader.is_slip(token.folded) or sentence.reader.is_inflected(token.folded)
    plain = plain or _is_explained(sentence, index)
    plain = plain or (len(token.text) >= _LEARNED_LETTERS_MIN and token.folded.endswith(_LEARNED_ENDS))
    if plain and not is_titled(sentence, index):
        return NOT_A_NAME
    stopped = sentence.gap(index) == ". " and len(token.text) >= _SHORT_LETTERS_MAX
    if stopped and sentence.reader.is_shortened(token.folded):
        return NOT_A_NAME
    return Verdict.MAYBE, Reason.UNKNOWN_WORD


def _is_explained(sentence: Sentence, index: int) -> bool:
    """Whether a quoted word is spoken of as a word: '"Sutra" betyder at skjule'."""
    if sentence.gap(index) not in _QUOTED_BEFORE_VERB or index + 1 >= len(sentence.tokens):
        return False
    return sentence.tokens[index + 1].folded in _EXPLAINING


def _is_odd_compound(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a word that only parses as two is rather a name: after a greeting, or a slip of one."""
    if is_cued(sentence, index) or has_age(sentence, index):
        return True
    return sentence.reader.is_slip_of_name(token.folded)


def judge_allowed(sentence: Sentence, index: int, token: Token) -> Judged:
    """Return what a month or a faith is that is also a name ('August kom hjem', 'Islam er 16 år')."""
    opens = token.upper or (token.first and not sentence.small)
    plain = sentence.english and not is_named(sentence, index)
    if plain or not opens or not token.known & Known.FREQUENT:
        return NOT_A_NAME
    kin = token.upper and not token.first and _is_after_kin(sentence, index)
    if kin or has_age(sentence, index) or is_somebodys(sentence, index):
        return Verdict.NAME, list_reason(token)
    if token.shouted and not sentence.shouting:
        return NOT_A_NAME
    before, after = sentence.before(index), sentence.after(index)
    if before is not None and before.folded in _TIMES and token.folded in CALENDAR:
        return NOT_A_NAME
    if is_beside_name(sentence, index) and not token.first:
        return Verdict.MAYBE, list_reason(token)
    if token.folded in PLACES and not token.first and before is not None:
        return NOT_A_NAME if before.folded in cues.PREPOSITIONS else (Verdict.MAYBE, list_reason(token))
    if (
        is_in_a_state(sentence, index)
        or _is_told_of(sentence, index)
        or (after is not None and after.folded in cues.LIVING_VERBS)
    ):
        return Verdict.MAYBE, list_reason(token)
    return NOT_A_NAME


def _is_told_of(sentence: Sentence, index: int) -> bool:
    """Whether a capital word behind a preposition goes on with 'der': 'bange for Jihad, der er ældre'."""
    token, before = sentence.tokens[index], sentence.before(index)
    if not token.upper or token.first or sentence.shouting or before is None:
        return False
    told = sentence.text.startswith((", der ", ", som "), token.end)
    return told and before.folded in cues.PREPOSITIONS


def _is_after_kin(sentence: Sentence, index: int) -> bool:
    """Whether a word for one of the family stands right before: 'storebror August'."""
    before = sentence.before(index)
    return before is not None and before.folded in _KIN


def judge_rarely(sentence: Sentence, index: int, token: Token) -> Judged:
    """Return what a word is that is hardly ever a name: 'Per' and 'Hans' are, with a capital inside."""
    opens = token.first and not sentence.small and not sentence.shouting
    may_open = token.folded in cues.OPENING_NAMES and (token.upper or opens)
    if may_open and goes_on_like_a_person(sentence, index):
        return Verdict.MAYBE, list_reason(token)
    if not token.capital or sentence.shouting:
        return NOT_A_NAME
    if token.first or sentence.noun_capitals or token.folded in cues.POLITE:
        named = token.folded in cues.SHORT_NAMES and is_beside_name(sentence, index)
        return judge_opening(sentence, index, token) if named else NOT_A_NAME
    return (Verdict.NAME, list_reason(token)) if is_doubtful(token) else NOT_A_NAME

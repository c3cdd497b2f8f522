"""How far the name of a school, workplace or association reaches around the word for what it is.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.tokens import Sentence, Token
from nsk_tui.rules.anonymity.workplaces import (
    DEFINITE_ENDS,
    HEADS,
    NEVER_NAMES,
    OWN_ENDS,
    PLACE_ENDS,
    PROPER_HEADS,
    STREET_ENDS,
)

_NO_LEFT = fold_all(
    "den det en et hans hendes deres vores sin ny nye gammel samme anden privat kommunal lokal og i på"
)
_ARTICLES = frozenset({"den", "det", "de", "vores", "min"})
_QUARTERS = fold_all("nord syd øst vest midt")
_SAINT = frozenset({"sankt", "sct", "skt"})
_NAME_WORDS_MAX = 6
_LETTERS_MIN = 3
_LEFT_GAPS = frozenset({" ", "-", " & "})
_RIGHT_GAPS = _LEFT_GAPS | {" '", ' "', " «", " »", " “", " ”"}
_JOINTS = frozenset({"i", "på", "ved", "for", "af"})
_DEFINITE = ("en", "et", "ne")


def first_word(sentence: Sentence, index: int) -> int:
    """Return the first of the capital words before a head; in small letters a town or unknown word."""
    first = index
    while first > max(0, index - _NAME_WORDS_MAX):
        step = _step_left(sentence, first)
        if not step:
            break
        first -= step
    if first < index or index == 0 or sentence.gap(index - 1) != " ":
        return first
    saint = sentence.before(index - 1)
    if saint is not None and saint.folded in _SAINT and not saint.capital:
        return index - 2
    return index - 1 if _is_small_name(sentence, index) else index


def _step_left(sentence: Sentence, first: int) -> int:
    """How many words to the left belong to a name that reaches to ``first``: two in 'Social- og'."""
    gap = sentence.gap(first - 1)
    if gap in _LEFT_GAPS:
        if _goes_before(sentence, sentence.tokens[first - 1], sentence.tokens[first]):
            return 1
        hyphened = first > 1 and sentence.gap(first - 2) == "- " and sentence.tokens[first - 1].folded == "og"
        return (
            2
            if hyphened and _goes_before(sentence, sentence.tokens[first - 2], sentence.tokens[first])
            else 0
        )
    return 0


def _goes_before(sentence: Sentence, token: Token, follows: Token) -> bool:
    """Whether a capital word before a head is part of its name."""
    if not token.capital or token.taken or sentence.shouting:
        return False
    if token.folded in cues.NEVER:
        return token.folded in _ARTICLES and follows.capital
    if follows.capital and not sentence.noun_capitals and not follows.first:
        return token.folded not in cues.RELATION and not (token.first and token.folded in cues.PREPOSITIONS)
    if (
        token.is_name
        and token.stem_end < token.end
        and not token.known & Known.TOWN
        and "'" not in token.text
    ):
        return False
    if "'" in token.text and token.first:
        return True
    return not (token.first and token.is_word and not token.known & (Known.TOWN | Known.ALLOWED))


def _is_small_name(sentence: Sentence, index: int) -> bool:
    """Whether the small word before a head is what it is called ('nordvang skole', 'joe's pizza')."""
    token = sentence.tokens[index - 1]
    if token.taken or token.capital or token.folded in _NO_LEFT or len(token.text) < _LETTERS_MIN:
        return False
    if token.known & Known.TOWN or "'s" in token.text:
        return True
    if token.known & (Known.COMMON | Known.ALLOWED) or HEADS.get(sentence.tokens[index].folded) is None:
        return False
    if not token.known:
        return not sentence.is_compound(token) or bool(
            PLACE_ENDS.search(token.folded) or STREET_ENDS.search(token.folded)
        )
    return bool(STREET_ENDS.search(token.folded))


def last_word(sentence: Sentence, index: int) -> int:
    """Return the last of the words after a head that are its name, with 'i Nyborg' behind them."""
    last, limit = index, min(index + _NAME_WORDS_MAX, len(sentence.tokens) - 1)
    while last < limit and sentence.gap(last) in _RIGHT_GAPS:
        token = sentence.tokens[last + 1]
        if not token.taken and _names_place(sentence, index, last + 1):
            last += 1
        elif _is_joint(sentence, index, last + 1):
            last += 2
        else:
            break
    return town_tail(sentence, last) if last > index else last


def _is_joint(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a small word ties a further capital word to the name: 'Center for Voldsramte Øst'."""
    joint, follows = sentence.tokens[index], sentence.after(index)
    if joint.folded not in _JOINTS or follows is None or sentence.shouting or sentence.noun_capitals:
        return False
    if joint.folded in ("for", "af") and not (index == head + 1 and sentence.tokens[head].capital):
        return False
    if index == head + 1 and joint.folded not in ("for", "af"):
        return False
    return follows.capital and not follows.taken and not follows.known & Known.ALLOWED


def _names_place(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a word after a head is part of what the place is called."""
    token = sentence.tokens[index]
    if token.capital and not sentence.noun_capitals and not sentence.shouting:
        return _is_capital_name(sentence, head, index)
    if index != head + 1 or not sentence.gap(head).startswith(" ") or token.folded in NEVER_NAMES:
        return False
    if token.folded in _QUARTERS and sentence.tokens[head].folded in PROPER_HEADS:
        return True
    if token.folded in cues.PERSON_VERBS or token.folded in cues.RELATION:
        return False
    if token.known & (Known.COMMON | Known.ALLOWED):
        return False
    return _is_small_own_name(sentence, head, token)


def _is_capital_name(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a capital word goes on with a name: not a person's right behind 'skolen' or 'centret'."""
    token, first = sentence.tokens[index], sentence.tokens[head]
    if index == head + 1 and not first.capital and token.known & Known.FREQUENT and not token.is_word:
        return first.folded in PROPER_HEADS
    return not token.known & Known.ALLOWED or token.folded in ("dansk", "danske")


def _is_small_own_name(sentence: Sentence, head: int, token: Token) -> bool:
    """Whether a small word after a head is what the head is called ('børnehaven regnbuen')."""
    first = sentence.tokens[head]
    proper = first.folded in PROPER_HEADS and token.folded.endswith("et")
    if proper and not sentence.reader.is_listed_word(token.folded):
        return True
    if len(token.text) < _LETTERS_MIN or token.folded.endswith(
        ("ede", "ende", "te", "et", "lig", "sk", "er")
    ):
        return False
    if first.folded in PROPER_HEADS:
        return True
    if first.folded.endswith(_DEFINITE) and token.folded.endswith(DEFINITE_ENDS) and sentence.small:
        return True
    unknown = not token.known and not sentence.is_compound(token)
    arabic = token.folded.startswith(("al-", "el-", "ul-"))
    return unknown or arabic or bool(OWN_ENDS.search(token.folded)) or bool(PLACE_ENDS.search(token.folded))


def branch_end(sentence: Sentence, index: int) -> int:
    """Return the index of the quarter or town right behind a chain's name: 'fakta munkebjerg'."""
    after = sentence.after(index)
    if after is None or after.taken or sentence.shouting or after.folded in NEVER_NAMES:
        return index
    small = not after.known & Known.ANY_WORD and not after.is_name and bool(PLACE_ENDS.search(after.folded))
    return index + 1 if small or (after.known & Known.TOWN and not after.is_word) else index


def town_tail(sentence: Sentence, last: int) -> int:
    """Return the index of the town in 'i Nyborg' after a name."""
    if last + 2 < len(sentence.tokens) and sentence.gap(last) == " " and sentence.gap(last + 1) == " ":
        joint, town = sentence.tokens[last + 1], sentence.tokens[last + 2]
        if joint.folded in ("i", "på", "ved") and town.known & Known.TOWN:
            return last + 2
    return last

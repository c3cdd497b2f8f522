"""Named schools, workplaces and associations: they point to few people.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence, Token
from nsk_tui.rules.anonymity.workplaces import (
    BRANDS,
    HEAD_ENDS,
    HEADS,
    NATURE,
    NEVER_NAMES,
    NUMBERED,
    OWN_ENDS,
    PLACE_ENDS,
    PROPER_HEADS,
    SUGGESTED_BY_PART,
)

_AT = fold_all("i hos på fra ved for til")
_NO_LEFT = fold_all(
    "den det en et hans hendes deres vores sin ny nye gammel samme anden privat kommunal lokal og i på"
)
_OPENS_WITH_HEAD = fold_all("restaurant hotel café cafe pizzeria klub fc")
_QUARTERS = fold_all("nord syd øst vest midt")
_COMPANY = re.compile(r"(?: (?:ApS|A/S|I/S|K/S|IVS|P/S|Aps|A\.S\.|AS))(?![^\W_])")
_NAME_WORDS_MAX = 5
_LETTERS_MIN = 3
_LEFT_GAPS = frozenset({" ", "-", " & "})
_RIGHT_GAPS = _LEFT_GAPS | {" '", ' "', " «", " »", " “", " ”"}
_NUMBER = re.compile(r" [0-9]{1,4}(?![0-9]|[.,:][0-9]| ?(?:år|gange|timer|kr|elever|børn|dage))")
_STREET_TAIL = re.compile(r"(?: (?:på|ved|i)) [^\W\d_]{3,20}(?:vej|gade|stræde|torv|plads|allé)(?![^\W_])")


def find_organisations(sentence: Sentence) -> Iterator[Mark]:
    """Yield named places of work, learning, living and faith."""
    yield from _company(sentence)
    for index, token in enumerate(sentence.tokens):
        suggestion = HEADS.get(token.folded)
        if token.taken or (token.known & Known.ALLOWED and suggestion is None):
            continue
        if suggestion is not None:
            yield from _around_head(sentence, index, suggestion)
        elif HEAD_ENDS.search(token.folded):
            yield from _compound(sentence, index, token)
        elif token.folded in BRANDS:
            yield from _brand(sentence, index, token)


def _company(sentence: Sentence) -> Iterator[Mark]:
    """'Rosenlund Rengøring ApS': the capital words before the form of a company."""
    ends = {token.end: index for index, token in enumerate(sentence.tokens)}
    for match in _COMPANY.finditer(sentence.text):
        index = ends.get(match.start())
        if index is not None and sentence.tokens[index].capital:
            first = sentence.tokens[_left(sentence, index)]
            yield weak(first.start, match.end(), Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _around_head(sentence: Sentence, index: int, suggestion: Suggestion) -> Iterator[Mark]:
    """'Herlev Privatskole', 'opholdsstedet Bakkegården', 'pizzeria napoli'."""
    token = sentence.tokens[index]
    first, last = _left(sentence, index), _right(sentence, index)
    if last > index:
        yield _mark(sentence, _head_begins(sentence, index, first, last), last, suggestion)
    elif place := _capital_place(sentence, index):
        yield _mark(sentence, first, place, suggestion)
    elif token.folded in NUMBERED and (number := _NUMBER.match(sentence.text, token.end)):
        yield weak(sentence.tokens[first].start, number.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif street := _STREET_TAIL.match(sentence.text, token.end):
        yield weak(token.start, street.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif first < index:
        yield _mark(sentence, first, index, suggestion)


def _capital_place(sentence: Sentence, index: int) -> int:
    """Return the index of the capital word in 'Dagplejen i Vestbyen'; 0 when there is none."""
    head, joint, place = sentence.tokens[index], sentence.after(index), sentence.after(index + 1)
    if joint is None or place is None or not head.capital or head.first or sentence.noun_capitals:
        return 0
    named = place.capital and not place.known & Known.ALLOWED and not sentence.shouting
    return index + 2 if named and joint.folded in ("i", "på", "ved") else 0


def _head_begins(sentence: Sentence, index: int, first: int, last: int) -> int:
    """Where the name begins: at the head when the head has a capital or all is in small letters."""
    token, follows = sentence.tokens[index], sentence.tokens[index + 1]
    if first < index:
        return first
    if not follows.capital:
        return index
    with_head = token.capital and (not token.first or token.folded in _OPENS_WITH_HEAD)
    return index if with_head else index + 1


def _compound(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'Københavns Professionshøjskole', 'Rosenskolen', 'engskolen'."""
    first, last = _left(sentence, index), _right(sentence, index)
    if first == index == last and not _is_own_name(sentence, token):
        return
    if last > index and not token.capital and sentence.tokens[index + 1].capital:
        first = max(first, index + 1)
    yield _mark(sentence, first, last, _suggest(token.folded))


def _is_own_name(sentence: Sentence, token: Token) -> bool:
    """Whether a compound names one place by itself."""
    if token.capital and not sentence.shouting:
        return not (token.first or sentence.noun_capitals) or not token.is_word
    if not (token.folded.endswith("skolen") and NATURE.match(token.folded)):
        return False
    return not sentence.reader.is_listed_word(token.folded)


def _brand(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'arbejder i Netto', in small letters after 'i' or 'hos' alone."""
    before = sentence.before(index)
    after_at = before is not None and before.folded in _AT
    if after_at or (token.capital and not token.first):
        number = _NUMBER.match(sentence.text, token.end) if token.folded in NUMBERED else None
        last = sentence.tokens[_town_tail(sentence, index)]
        end = number.end() if number else last.end
        yield weak(token.start, end, Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _left(sentence: Sentence, index: int) -> int:
    """Return the first of the capital words before a head; in small letters a town or unknown word."""
    first = index
    while first > max(0, index - _NAME_WORDS_MAX) and sentence.gap(first - 1) in _LEFT_GAPS:
        if not _goes_before(sentence, sentence.tokens[first - 1]):
            break
        first -= 1
    if first < index or index == 0 or sentence.gap(index - 1) != " ":
        return first
    return index - 1 if _is_small_name(sentence, index) else index


def _goes_before(sentence: Sentence, token: Token) -> bool:
    """Whether a capital word before a head is part of its name."""
    if not token.capital or token.taken or token.folded in cues.NEVER or sentence.shouting:
        return False
    if token.is_name and token.stem_end < token.end and not token.known & Known.TOWN:
        return False
    return not (token.first and token.is_word and not token.known & Known.TOWN)


def _is_small_name(sentence: Sentence, index: int) -> bool:
    """Whether the small word before a head is what it is called ('nordvang skole')."""
    token = sentence.tokens[index - 1]
    if token.taken or token.capital or token.folded in _NO_LEFT or len(token.text) < _LETTERS_MIN:
        return False
    if token.known & Known.TOWN:
        return True
    if token.known & (Known.COMMON | Known.ALLOWED) or HEADS.get(sentence.tokens[index].folded) is None:
        return False
    if not token.known:
        return not sentence.is_compound(token) or bool(PLACE_ENDS.search(token.folded))
    return False


def _right(sentence: Sentence, index: int) -> int:
    """Return the last of the words after a head that are its name, with 'i Nyborg' behind them."""
    last, limit = index, min(index + _NAME_WORDS_MAX, len(sentence.tokens) - 1)
    while last < limit and sentence.gap(last) in _RIGHT_GAPS:
        token = sentence.tokens[last + 1]
        if token.taken or not _names_place(sentence, index, last + 1):
            break
        last += 1
    return _town_tail(sentence, last) if last > index else last


def _names_place(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a word after a head is part of what the place is called."""
    token = sentence.tokens[index]
    if token.capital and not sentence.noun_capitals and not sentence.shouting:
        return not token.known & Known.ALLOWED or token.folded in ("dansk", "danske")
    if index != head + 1 or not sentence.gap(head).startswith(" ") or token.folded in NEVER_NAMES:
        return False
    if token.folded in _QUARTERS and sentence.tokens[head].folded in PROPER_HEADS:
        return True
    if token.folded in cues.PERSON_VERBS or token.known & (Known.COMMON | Known.ALLOWED):
        return False
    return _is_small_own_name(sentence, head, token)


def _is_small_own_name(sentence: Sentence, head: int, token: Token) -> bool:
    """Whether a small word after a head is what the head is called ('børnehaven regnbuen')."""
    if len(token.text) < _LETTERS_MIN or token.folded.endswith(
        ("ede", "ende", "te", "et", "lig", "sk", "er")
    ):
        return False
    if sentence.tokens[head].folded in PROPER_HEADS:
        return True
    unknown = not token.known and not sentence.is_compound(token)
    return unknown or bool(OWN_ENDS.search(token.folded)) or bool(PLACE_ENDS.search(token.folded))


def _town_tail(sentence: Sentence, last: int) -> int:
    """Return the index of the town in 'i Nyborg' after a name."""
    if last + 2 < len(sentence.tokens) and sentence.gap(last) == " " and sentence.gap(last + 1) == " ":
        joint, town = sentence.tokens[last + 1], sentence.tokens[last + 2]
        if joint.folded in ("i", "på", "ved") and town.known & Known.TOWN:
            return last + 2
    return last


def _suggest(folded: str) -> Suggestion:
    return next((found for part, found in SUGGESTED_BY_PART if part in folded), Suggestion.A_WORKPLACE)


def _mark(sentence: Sentence, first: int, last: int, suggestion: Suggestion) -> Mark:
    tokens = sentence.tokens
    return weak(tokens[first].start, tokens[last].end, Label.ORG, Reason.ORGANISATION, suggestion)

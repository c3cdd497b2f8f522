"""Companies, clubs and chains that are told by letters or figures: 'Bo Jensen & Søn', 'B1921', '4x35'.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.house_names import company_begins
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence

_COMPANY_SIGNS = ("aps", "/s", " ivs", " a.s", " as", "mba", "søn", " co", "partner", "brødre")
_COMPANY = re.compile(
    r" (?:ApS|A/S|I/S|K/S|IVS|P/S|Aps|A\.S\.|AS|Amba|amba|aps|a/s|i/s|k/s|p/s)(?![^\W_])"
    r"|(?: &)? (?:Søn|Sønner|Co|Partnere)(?![^\W_])| & (?:søn|sønner|co|partnere|brødre)(?![^\W_])",
)
_MIXED = re.compile(
    r"(?<!\w)(?i:365 ?discount|4x48(?: taxa)?|a2b(?: sprogskole| sprog)?|7-eleven|al2bolig|"
    r"q8|f24|3f|k2|(?:taxa )?4x(?:35|27)|city ?2|10'?eren(?= [A-ZÆØÅ]))(?!\w)"
    r"(?: [A-ZÆØÅ][a-zæøå]{2,20}(?!\w))?"
)
"""Chains whose name begins with a figure."""
_MIXED_SIGNS = (
    "365",
    "4x48",
    "a2b",
    "7-el",
    "al2",
    "q8",
    "f24",
    "3f",
    "k2",
    "city",
    "10eren",
    "10'eren",
    "4x35",
    "4x27",
)
_CLUB = re.compile(
    r"(?:b|fc|if|bk|kb|fif|ab) ?(?:18|19|20)[0-9]{2}(?![0-9]|[.,/-][0-9])|"
    r"(?:AB|B|FC|IF|BK|KB|OB|FB|HF|SK|GF|HB|VB|FIF)[ .]?(?:18|19|20)?[0-9]{2}(?![0-9]|[.,/-][0-9])"
)
_PLAIN = Known.COMMON | Known.ALLOWED


def find_companies(sentence: Sentence) -> Iterator[Mark]:
    """Yield companies by their form, clubs by letters and year, chains by a figure in their name."""
    yield from _companies(sentence)
    yield from _clubs(sentence)
    mixed_signs = sentence.has_digits and any(map(sentence.lower.__contains__, _MIXED_SIGNS))
    for mixed in _MIXED.finditer(sentence.text) if mixed_signs else ():
        yield weak(*mixed.span(), Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _companies(sentence: Sentence) -> Iterator[Mark]:
    """'Rosenlund Rengøring ApS', 'Bo Jensen & Søn': the capital words before the form of a company."""
    small = sentence.lower
    if not any(map(small.__contains__, _COMPANY_SIGNS)):
        return
    text = small if sentence.shouting and len(small) == len(sentence.text) else sentence.text
    ends = {token.end: index for index, token in enumerate(sentence.tokens)}
    for match in _COMPANY.finditer(text):
        index = ends.get(match.start())
        if index is not None and (
            sentence.tokens[index].capital or not sentence.tokens[index].known & _PLAIN
        ):
            first = sentence.tokens[company_begins(sentence, index)]
            yield weak(first.start, match.end(), Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _clubs(sentence: Sentence) -> Iterator[Mark]:
    """'AB 70', 'B1921 Ishøj': a club by its letters and year."""
    if not sentence.has_digits:
        return
    found = [match for match in _CLUB.finditer(sentence.text) if _stands_apart(sentence.text, match.start())]
    starts = {token.start: index for index, token in enumerate(sentence.tokens)} if found else {}
    for match in found:
        behind = starts.get(match.end() + 1)
        end = match.end()
        if behind is not None and (
            sentence.tokens[behind].capital or sentence.tokens[behind].known & Known.TOWN
        ):
            end = sentence.tokens[behind].end
        yield weak(match.start(), end, Label.ORG, Reason.ORGANISATION, Suggestion.AN_ASSOCIATION)


def _stands_apart(text: str, start: int) -> bool:
    """Whether no letter or digit stands right before."""
    return not start or not text[start - 1].isalnum()

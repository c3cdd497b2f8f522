"""One ward of a hospital, by its letters or cut short: 'afsnit P3 i Slagelse', 'gyn. amb. i Herlev'.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.lexicon import Known, fold, fold_all
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.workplaces import SHORT_WARDS, WARDS

_TOWN = r" (?:i|på|ved) (?P<town>[A-ZÆØÅ][^\W\d_]{2,20})(?![\w-])"
_CODE = r" (?:[A-ZÆØÅ]|[A-Z]{1,2} ?[0-9]{1,4}|[0-9]{1,4}[A-Z]?)"
_LETTERED = re.compile(_CODE + _TOWN)
_CUT_SHORT = re.compile(rf"\.?(?:{_CODE})?{_TOWN}")
_ALONE = re.compile(rf"(?<=på )(?!E[0-9]{{2}} )[A-Z]{{1,2}}[0-9]{{1,4}}[A-Z]?{_TOWN}")
_KINDS = fold_all("gyn psyk med kir ort obs neuro pæd børne barsels")


def ward_in_town(sentence: Sentence, index: int) -> Mark | None:
    """Return the ward that a word is the head of, with its letters and its town; None: it names none."""
    token = sentence.tokens[index]
    if token.folded in SHORT_WARDS:
        found = _CUT_SHORT.match(sentence.text, token.end)
    elif token.folded in WARDS:
        found = _LETTERED.match(sentence.text, token.end)
    else:
        return None
    if found is None or not _is_town(sentence, fold(found["town"])):
        return None
    begins = index - 1 if index and sentence.tokens[index - 1].folded in _KINDS else index
    start = sentence.tokens[begins].start
    return weak(start, found.end(), Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def find_wards(sentence: Sentence) -> Iterator[Mark]:
    """Yield wards told by letters, a number and a town alone: 'på Q10 i Risskov'."""
    for found in _ALONE.finditer(sentence.text) if sentence.has_digits else ():
        if _is_town(sentence, fold(found["town"])):
            yield weak(*found.span(), Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _is_town(sentence: Sentence, folded: str) -> bool:
    """Whether a capital word behind a ward is a town, or in no list."""
    known = sentence.reader.look_up(folded)
    return bool(known & Known.TOWN) or not known

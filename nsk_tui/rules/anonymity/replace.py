"""Putting neutral words where a finding stood; the author decides, these only cut and paste.

Source
    docs/rules/anonymity.md
"""

import re

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Finding
from nsk_tui.rules.anonymity.lexicon import fold, fold_all

_GENITIVE = "(?P<genitive>['’]?s)?"
_ARTICLE = re.compile(r"(?<!\w)e[nt] $")
_BEFORE_A_DAY = re.compile(r"(?:(?<!\w)(?:den|d\.?) ?)$")
_LEADING = re.compile(r" (?:fra|på|til|med|hos|tlf\.?|nr\.?|nummer|nummeret|cpr|cpr-nr\.?) $", re.IGNORECASE)
"""What led to a word that is removed at the end of its sentence goes with it."""

_WHEN = ("om ", "in ")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_VERB_ENDS = ("ede", "te", "er", "et", "de", "t", "ndt")
_ADVERBS = fold_all(
    "hjem hen ud ind op ned væk tilbage frem bort igen straks jo nok vist godt bare her der sammen alene selv"
)
_NO_NOUNS = _ADVERBS | cues.PERSON_VERBS | cues.PREPOSITIONS | cues.NEVER


def replace(text: str, finding: Finding, replacement: str) -> str:
    """Return the text with one finding's span replaced; an empty replacement removes it.

    Removing takes one of the two spaces around the span with it. A replacement that begins a
    sentence gets a capital, and one that owns the next word an -s; its article takes the place
    of the one that stood there, and a season that of the 'den' before a day.

    >>> from nsk_tui.rules.anonymity.findings import Label, Reason, Strength
    >>> sofie = Finding(0, 5, Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
    >>> replace("Sofie må gå alene hjem", sofie, "en ung")
    'En ung må gå alene hjem'
    >>> replace("Jonas mor ringede", sofie, "en ung")
    'En ungs mor ringede'
    >>> hamlet = Finding(9, 16, Label.OTHER, Strength.WEAK, Reason.COMBINATION)
    >>> replace("Hun er i landsby", hamlet, "en by"), replace("Bor i en landsby.", hamlet, "en by")
    ('Hun er i en by', 'Bor i en by.')
    """
    return _put(text, finding.start, finding.end, replacement)


def replace_all_same(text: str, finding: Finding, replacement: str) -> str:
    """Return the text with every whole-word occurrence of the found word replaced.

    Capitals do not matter, and a genitive -s is kept.

    >>> from nsk_tui.rules.anonymity.findings import Label, Reason, Strength
    >>> sofie = Finding(0, 5, Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
    >>> replace_all_same("Sofie ringede. sofies mor og Sofiekirken", sofie, "den unge")
    'Den unge ringede. den unges mor og Sofiekirken'
    """
    word = text[finding.start : finding.end]
    if not word.strip():
        return text
    stem = word[:-1] if _owns_next(text, finding.end, word) else word
    same = re.compile(rf"(?<!\w){re.escape(stem)}{_GENITIVE}(?!\w)", re.IGNORECASE)
    for match in reversed(list(same.finditer(text))):
        text = _put(text, match.start(), match.end(), replacement, bool(match["genitive"]))
    return text


def _owns_next(text: str, end: int, word: str) -> bool:
    """Whether a word in -s is the owner of the next ('Jonas mor'), rather than its subject."""
    following = _NEXT_WORD.match(text, end)
    if word[-1:].lower() != "s" or following is None or not following[1].islower():
        return False
    noun = fold(following[1])
    if noun in cues.RELATION:
        return True
    return noun not in _NO_NOUNS and not noun.endswith(_VERB_ENDS)


def _put(text: str, start: int, end: int, replacement: str, genitive: bool = False) -> str:
    """One replacement, with the space, the capital and the genitive put right."""
    before, word, after = text[:start], text[start:end], text[end:]
    owns = genitive or _owns_next(text, end, word)
    if not replacement:
        return _without(before, after, owns)
    if _begins_sentence(before) and word[:1].isupper():
        replacement = replacement[0].upper() + replacement[1:]
    article = _ARTICLE.search(before)
    if article is not None and replacement[:3].lower() in ("en ", "et "):
        before = before[: article.start()]
    day = _BEFORE_A_DAY.search(before)
    if day is not None and replacement.startswith(_WHEN):
        before = before[: day.start()]
    return before + replacement + ("s" if owns and replacement[-1] != "s" else "") + after


def _without(before: str, after: str, owns: bool) -> str:
    """Return what is left when a word goes, with one of its two spaces and with what led to it."""
    kin = _LAST_WORD.search(before)
    if owns and kin and fold(kin[1]) in cues.RELATION:
        before = f"{before.rstrip(' ')}s "
    if not after or after[0] in ".,;:!?)\n":
        before = _LEADING.sub("", before)
    if before.endswith(" ") and (not after or after[0] in " .,;:!?)\n"):
        before = before[:-1]
    elif not before.strip() or before.endswith("\n"):
        after = after.removeprefix(" ")
    return before + after


def _begins_sentence(before: str) -> bool:
    """Whether what follows is the first word of a sentence or line."""
    bare = before.rstrip(" ")
    return not bare or bare[-1] in ".!?\n"

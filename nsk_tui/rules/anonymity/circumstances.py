"""What reveals without naming: a school class, the only one of a kind, a rare title.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence

_CLASS_DOTTED = re.compile(r"(?<![\w.,§/])1?[0-9]\. ?[a-gA-GuxyzUXYZ](?:[. -]?(?:klasse|kl)\b)?(?![\w])")
_CLASS_WORD = re.compile(r"(?<![\w.,§/])1?[0-9] ?[a-gA-GuxyzUXYZ](?=[. -]?klasse)[. -]?klasse")
_ONLY = re.compile(
    r"(?i)(?<!\w)(?:(?:den|det) )?eneste (?:[^\W\d_]{3,20} )?"
    r"(?P<who>familie|elev|pige|dreng|barn|kvinde|mand|muslim|beboer|ansatte|lærer|person)\w{0,3}"
    r"(?= (?:i|på|fra|med|ved|der|her)\b)"
)
_IS = frozenset({"er", "var", "været", "arbejder"})
_ADULT = Suggestion.THE_CITIZEN
_INSTEAD = {
    "familie": Suggestion.A_FAMILY,
    "lærer": Suggestion.A_PROFESSIONAL,
    "ansatte": Suggestion.A_PROFESSIONAL,
    "elev": Suggestion.A_YOUNG_PERSON,
    "pige": Suggestion.A_YOUNG_PERSON,
    "dreng": Suggestion.A_YOUNG_PERSON,
    "barn": Suggestion.THE_CHILD,
}
_TITLES = (
    "borgmester",
    "imam",
    "præst",
    "ambassadør",
    "landsholdsspiller",
    "landsholdspiller",
    "byrådsmedlem",
    "dommer",
    "folketingsmedlem",
    "politimester",
    "general",
    "minister",
    "moskeformand",
    "moskéformand",
    "overlæge",
    "skoleleder",
    "professor",
    "klanleder",
    "influencer",
    "rapper",
    "fodboldspiller",
)
_RARE = re.compile(
    r"(?i)(?<!\w)(?:far|mor|faren|moren|faderen|moderen|onkel|bror|storebror|mand|manden|"
    r"svigerfar|farfar|morfar)\w{0,3} "
    r"(?:er|var|som er|der er|har været|arbejder som) (?:en )?"
    r"(?:kendt |tidligere |lokal |byens |den lokale )?"
    rf"(?P<title>{'|'.join(_TITLES)})\w{{0,3}}"
)


def find_circumstances(sentence: Sentence) -> Iterator[Mark]:
    """Yield details that fit few people."""
    text, small = sentence.text, sentence.lower
    patterns = (_CLASS_DOTTED, _CLASS_WORD) if "klasse" in small else (_CLASS_DOTTED,)
    for pattern in patterns if sentence.has_digits else ():
        for match in pattern.finditer(text):
            yield weak(*match.span(), Label.OTHER, Reason.SCHOOL_CLASS, Suggestion.LOWER_SECONDARY)
    for match in _ONLY.finditer(text) if "eneste" in small else ():
        yield weak(*match.span(), Label.OTHER, Reason.COMBINATION, _INSTEAD.get(match["who"].lower(), _ADULT))
    if sentence.vocabulary.isdisjoint(_IS) or not any(map(small.__contains__, _TITLES)):
        return
    for match in _RARE.finditer(text):
        yield weak(*match.span("title"), Label.OTHER, Reason.RARE_TITLE, Suggestion.A_PROFESSIONAL)

"""Who wrote a pasted mail or chat: what stands before an address in angle brackets, or behind a time.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason
from nsk_tui.rules.anonymity.lexicon import Known, fold
from nsk_tui.rules.anonymity.spans import Mark, strong
from nsk_tui.rules.anonymity.tokens import Sentence

_CORRESPONDENT = re.compile(
    r"(?im)^[> ]{0,8}(?:fra|from|til|to|cc|kopi|afsender|modtager) ?: ?[\"']?"
    r"(?P<name>[^\W\d_][^<>\n@\"';:]{1,60}?)[\"']? ?<[^<>\n ]{1,80}@"
)
_SPEAKER = re.compile(
    r"(?m)^[> ]{0,4}\[[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9])?\] ?-? ?"
    r"(?P<name>[^\W\d_][^\W\d_]{1,20}(?:[ -][^\W\d_]{1,20}){0,2})(?: ?\([^()\n]{1,20}\))?[^\w\n]{0,4}:"
)
"""Who wrote a line of a chat: '[09:12] selma:'."""

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = Known.COMMON | Known.ALLOWED


def _is_plain(sentence: Sentence, folded: str) -> bool:
    """Whether a word is one of the commonest and no name: 'mig', 'mødet'."""
    known = sentence.reader.look_up(folded)
    return folded in cues.NEVER or bool(known & _PLAIN and not known & Known.FREQUENT)


def find_correspondents(sentence: Sentence) -> Iterator[Mark]:
    """Yield the names in the head of a mail and before a chat's lines, whatever words they are made of."""
    text = sentence.text
    matches = list(_CORRESPONDENT.finditer(text)) if "@" in text and "<" in text else []
    if sentence.has_digits and ":" in text:
        matches += _SPEAKER.finditer(text)
    for match in matches:
        if not all(_is_plain(sentence, fold(word)) for word in _WORD.findall(match["name"])):
            yield strong(*match.span("name"), Label.NAME, Reason.NAME_AFTER_CUE)

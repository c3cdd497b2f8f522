"""The same name elsewhere in the text, in whatever letters.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Sequence

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.joining import PART_LETTERS_MIN, Group
from nsk_tui.rules.anonymity.surroundings import goes_on_like_a_person
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token


def find_elsewhere(sentence: Sentence, groups: Sequence[Group]) -> list[Group]:
    """Return the places outside the groups where a part of a found name stands.

    They are as sure as the surest name that the part is of.
    """
    parts = _parts(sentence, groups)
    if not parts:
        return []
    inside = {index for group in groups for index in range(group.start, group.end)}
    found = []
    for index, token in enumerate(sentence.tokens):
        if index in inside or token.taken:
            continue
        part = token.folded
        if part not in parts:
            part = part.removesuffix("s")
        if part in parts and _is_again(sentence, index, part, parts[part]):
            sure = parts[part] and not (token.first and token.is_word)
            found.append(Group(index, index + 1, Reason.NAME_FOUND_ELSEWHERE, sure))
    return found


def _is_again(sentence: Sentence, index: int, part: str, sure: bool) -> bool:
    """Whether a word that is a part of a found name stands for it here too."""
    token, after = sentence.tokens[index], sentence.after(index)
    if after is not None and after.folded in cues.RELATION and token.folded.endswith("s"):
        return True
    opens = sure and token.capital and token.first and part not in cues.NEVER
    return (opens and goes_on_like_a_person(sentence, index)) or _may_repeat(sentence, token)


def _may_repeat(sentence: Sentence, token: Token) -> bool:
    """Whether a word can be a name again: a Danish word needs its capital for it."""
    if not token.is_word:
        return True
    owns = token.stem_end < token.end
    plain = (token.first and not owns) or sentence.noun_capitals or sentence.shouting
    return token.capital and not plain


def _parts(sentence: Sentence, groups: Sequence[Group]) -> dict[str, bool]:
    """Return the single words of all names, and whether each is sure."""
    parts: dict[str, bool] = {}
    for group in groups:
        for token in sentence.tokens[group.start : group.end]:
            stem = token.folded[: len(token.folded) - (token.end - token.stem_end)]
            if stem in cues.NEVER or stem in cues.PARTICLES:
                continue
            for part in (stem, *stem.split("-")):
                if len(part) >= PART_LETTERS_MIN:
                    parts[part] = parts.get(part, False) or group.sure
    return parts

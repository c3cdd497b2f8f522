"""From single words to whole names: neighbours, particles, initials, and the same name elsewhere.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason, Strength, Suggestion
from nsk_tui.rules.anonymity.names import Judged, Verdict, judge
from nsk_tui.rules.anonymity.spans import Mark
from nsk_tui.rules.anonymity.tokens import Known, Sentence, Token

_PART_LETTERS_MIN = 3
_JOINING = frozenset({" ", "  ", " - ", "-"})
_INITIAL_GAPS = frozenset({". ", ".", " "})


@dataclass
class _Group:
    """Neighbouring words that make one name (indexes, end exclusive)."""

    start: int
    end: int
    reason: Reason
    sure: bool


def find_people(sentence: Sentence) -> list[Mark]:
    """Return a mark for every name."""
    judged = [judge(sentence, index) for index in range(len(sentence.tokens))]
    _pair_up(sentence, judged)
    groups = list(_groups(sentence, judged))
    groups += _elsewhere(sentence, groups)
    return [_mark(sentence, group) for group in groups]


def _pair_up(sentence: Sentence, judged: list[Judged]) -> None:
    """Take a doubtful small word for a name when 'og' ties it to one ('line og storm')."""
    for index in range(2, len(judged)):
        if sentence.tokens[index - 1].folded not in ("og", "eller", "samt"):
            continue
        for one, other in ((index - 2, index), (index, index - 2)):
            token = sentence.tokens[other]
            pending = judged[one][0] is Verdict.NAME and judged[other][0] is Verdict.NO
            if pending and _may_pair(sentence, one, token):
                judged[other] = (Verdict.MAYBE, Reason.NAME_BESIDE_NAME)


def _may_pair(sentence: Sentence, named: int, token: Token) -> bool:
    """Whether a word beside 'og' and a name can be a name of the same writing."""
    if token.taken or token.known & Known.ALLOWED or token.folded in cues.NEVER | cues.OPENERS:
        return False
    if token.capital != sentence.tokens[named].capital or len(token.text) < _PART_LETTERS_MIN:
        return False
    return bool(token.known & Known.FREQUENT) and token.folded not in cues.PERSON_VERBS


def _groups(sentence: Sentence, judged: Sequence[Judged]) -> Iterator[_Group]:
    """Yield runs of words that belong to one name."""
    index = 0
    while index < len(judged):
        if judged[index][0] is Verdict.NO:
            index += 1
            continue
        start, end = _back(sentence, judged, index), index + 1
        while (further := _forward(sentence, judged, end)) > end:
            end = further
        yield _group(judged, start, end)
        index = end


def _group(judged: Sequence[Judged], start: int, end: int) -> _Group:
    """Return a run with its reason: the surest word's."""
    found = [entry for entry in judged[start:end] if entry[0] is not Verdict.NO]
    sure = [entry for entry in found if entry[0] is Verdict.NAME]
    return _Group(start, end, (sure or found)[0][1], bool(sure))


def _back(sentence: Sentence, judged: Sequence[Judged], index: int) -> int:
    """Where a name begins: initials before it belong to it, and a word that starts the sentence."""
    while index > 0 and _is_initial(sentence, index - 1):
        index -= 1
    before = sentence.before(index)
    if before is None or before.taken or not before.capital or before.shouted:
        return index
    if judged[index - 1][0] is not Verdict.NO or before.folded in cues.NEVER or before.known & Known.ALLOWED:
        return index
    if before.first:
        return index - 1 if before.known & Known.FREQUENT and not before.known & Known.COMMON else index
    plain = sentence.noun_capitals or before.folded in cues.RELATION or before.folded in cues.PREPOSITIONS
    return index if plain else index - 1


def _is_initial(sentence: Sentence, index: int) -> bool:
    """Whether a word is one capital letter that goes with the next word."""
    token = sentence.tokens[index]
    return (
        len(token.text) == 1
        and token.capital
        and sentence.gap(index) in _INITIAL_GAPS
        and token.text not in "IÅ"
    )


def _forward(sentence: Sentence, judged: Sequence[Judged], end: int) -> int:
    """Where a name that reaches to a word ends at least; ``end`` when the next does not belong."""
    if end >= len(judged) or sentence.gap(end - 1) not in _JOINING:
        return end
    token, last = sentence.tokens[end], sentence.tokens[end - 1]
    if token.taken or last.stem_end < last.end:
        return end
    if _goes_on(sentence, judged, end, last) or _is_last_initial(sentence, end):
        return end + 1
    if (token.folded in cues.PARTICLES or _is_initial(sentence, end)) and end + 1 < len(judged):
        follows = sentence.tokens[end + 1]
        gap_ok = sentence.gap(end) in _INITIAL_GAPS
        if (
            gap_ok
            and follows.capital
            and last.capital
            and not follows.taken
            and not follows.known & Known.ALLOWED
        ):
            return end + 2
    return end


def _is_last_initial(sentence: Sentence, index: int) -> bool:
    """Whether a word is a capital letter that ends a name ('Sara M')."""
    token = sentence.tokens[index]
    return len(token.text) == 1 and token.capital and token.text not in "IÅ" and not sentence.shouting


def _goes_on(sentence: Sentence, judged: Sequence[Judged], index: int, last: Token) -> bool:
    """Whether a word goes on with the name before it."""
    token = sentence.tokens[index]
    if judged[index][0] is not Verdict.NO:
        return True
    if token.folded in cues.NEVER or token.known & Known.ALLOWED or len(token.text) < 2:
        return False
    if last.shouted != token.shouted and len(token.text) <= _PART_LETTERS_MIN:
        return False
    if token.capital and not sentence.noun_capitals and not sentence.shouting:
        return not token.first
    if token.known & Known.SURNAME:
        return not token.is_word
    return not last.capital and not token.is_word and not sentence.is_compound(token)


def _elsewhere(sentence: Sentence, groups: Sequence[_Group]) -> list[_Group]:
    """Other places where a part of a found name stands, in whatever letters."""
    parts = _parts(sentence, groups)
    inside = {index for group in groups for index in range(group.start, group.end)}
    found = []
    for index, token in enumerate(sentence.tokens):
        if index in inside or token.taken:
            continue
        stem = token.folded[:-1] if token.folded.endswith("s") else token.folded
        if (token.folded in parts or stem in parts) and _may_repeat(sentence, token):
            found.append(_Group(index, index + 1, Reason.NAME_FOUND_ELSEWHERE, True))
    return found


def _may_repeat(sentence: Sentence, token: Token) -> bool:
    """Whether a word can be a name again: a Danish word needs its capital for it."""
    return not token.is_word or (token.capital and not token.first and not sentence.noun_capitals)


def _parts(sentence: Sentence, groups: Sequence[_Group]) -> set[str]:
    """Return the single words of all names that are surely names or unknown to the dictionary."""
    parts: set[str] = set()
    for group in groups:
        for token in sentence.tokens[group.start : group.end]:
            stem = token.folded[: len(token.folded) - (token.end - token.stem_end)]
            if len(stem) >= _PART_LETTERS_MIN and stem not in cues.NEVER and stem not in cues.PARTICLES:
                parts.update(part for part in (stem, *stem.split("-")) if len(part) >= _PART_LETTERS_MIN)
    return parts


def _mark(sentence: Sentence, group: _Group) -> Mark:
    first, last = sentence.tokens[group.start], sentence.tokens[group.end - 1]
    strength = Strength.STRONG if group.sure else Strength.WEAK
    return Mark(first.start, last.end, Label.NAME, strength, group.reason, suggest(sentence, group.start))


_YOUNG = (Suggestion.A_YOUNG_PERSON, Suggestion.THE_CHILD, Suggestion.THE_CITIZEN, Suggestion.A_PARENT)


def suggest(sentence: Sentence, index: int) -> tuple[Suggestion, ...]:
    """Return neutral words for a name, the likeliest first: the word before decides."""
    cue = sentence.tokens[index - 1].folded if index else ""
    for words, best in (
        (cues.PARENTS, (Suggestion.A_PARENT,)),
        (cues.RELATIVES, (Suggestion.A_RELATIVE,)),
        (cues.COLLEAGUES, (Suggestion.A_PROFESSIONAL, Suggestion.A_COLLEAGUE)),
        (cues.CHILDREN, (Suggestion.THE_CHILD, Suggestion.A_YOUNG_PERSON)),
        (frozenset({"familie", "familien", "fam"}), (Suggestion.A_FAMILY,)),
        (cues.ADULTS, (Suggestion.THE_CITIZEN, Suggestion.A_YOUNG_PERSON)),
    ):
        if cue in words:
            return best + tuple(other for other in _YOUNG if other not in best)
    return _YOUNG

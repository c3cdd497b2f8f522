"""Every name of a text, and the neutral words that fit it.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason, Strength, Suggestion
from nsk_tui.rules.anonymity.house_names import town_tail
from nsk_tui.rules.anonymity.joining import Group, find_groups, pair_up
from nsk_tui.rules.anonymity.names import judge
from nsk_tui.rules.anonymity.propagate import find_elsewhere
from nsk_tui.rules.anonymity.spans import Mark
from nsk_tui.rules.anonymity.surroundings import is_placed
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.verdicts import NOT_A_NAME


def find_people(sentence: Sentence) -> list[Mark]:
    """Return a mark for every name."""
    judged = [NOT_A_NAME] * len(sentence.tokens)
    for index in sentence.odd:
        judged[index] = judge(sentence, index)
    pair_up(sentence, judged)
    groups = list(find_groups(sentence, judged))
    groups += find_elsewhere(sentence, groups)
    return [_mark(sentence, group) for group in groups]


def _mark(sentence: Sentence, group: Group) -> Mark:
    first, last = sentence.tokens[group.start], sentence.tokens[group.end - 1]
    strength = Strength.STRONG if group.sure else Strength.WEAK
    if group.reason is Reason.CAPITAL_INSIDE_SENTENCE and is_placed(sentence, group.start):
        end = sentence.tokens[town_tail(sentence, group.end - 1)].end
        return Mark(first.start, end, Label.NAME, strength, group.reason, _HOUSES + _YOUNG)
    return Mark(first.start, last.end, Label.NAME, strength, group.reason, suggest(sentence, group.start))


_HOUSES = (Suggestion.A_WORKPLACE, Suggestion.A_SCHOOL, Suggestion.AN_ASSOCIATION)
_YOUNG = (Suggestion.A_YOUNG_PERSON, Suggestion.THE_CHILD, Suggestion.THE_CITIZEN, Suggestion.A_PARENT)
_SAID_ENOUGH = cues.RELATION - cues.BARE_TITLES


def _first(*best: Suggestion) -> tuple[Suggestion, ...]:
    """Return the words for anybody with the best ones first."""
    return (*best, *(other for other in _YOUNG if other not in best))


_BY_CUE = (
    (cues.PARENTS, _first(Suggestion.A_PARENT)),
    (cues.RELATIVES, _first(Suggestion.A_RELATIVE)),
    (cues.COLLEAGUES, _first(Suggestion.A_PROFESSIONAL, Suggestion.A_COLLEAGUE)),
    (cues.CHILDREN, _first(Suggestion.THE_CHILD, Suggestion.A_YOUNG_PERSON)),
    (frozenset({"familie", "familien", "fam"}), _first(Suggestion.A_FAMILY)),
    (cues.ADULTS, _first(Suggestion.THE_CITIZEN, Suggestion.A_YOUNG_PERSON)),
)


def suggest(sentence: Sentence, index: int) -> tuple[Suggestion, ...]:
    """Return neutral words for a name, the likeliest first: the word before decides."""
    cue = sentence.tokens[index - 1].folded if index else ""
    said = index and sentence.gap(index - 1) == " " and cue in _SAID_ENOUGH
    enough = (Suggestion.LEAVE_OUT,) if said else ()
    for words, best in _BY_CUE if cue in cues.RELATION else ():
        if cue in words:
            return enough + best
    return _YOUNG

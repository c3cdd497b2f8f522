"""From single words to whole names: neighbours, particles, initials.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.allowed import REGIONS
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.surroundings import is_public_office
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.verdicts import NOT_A_NAME, Judged, Verdict, is_like_a_name
from nsk_tui.rules.anonymity.word import Token

PART_LETTERS_MIN = 3
_JOINING = frozenset({" ", "  ", " - ", "-"})
_BROKEN_GAP = re.compile(r"-\s?(?:> ?){0,4}")
"""A double name that a line end breaks."""

_LINE_GAP = re.compile(r"\n(?:> ?){1,4}")
"""The end of a quoted line."""

_ROMAN = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIV", "XVI"})
_INITIAL_GAPS = frozenset({". ", ".", " "})
_SHORT_WORDS = frozenset("mtvfkdeohxsg")
"""Letters that stand for 'med', 'til', 'ved' and the like."""

_NICK = frozenset({"big", "lil", "little", "young", "old", "king", "queen", "crazy"})
"""Words before a name that make it a nickname: 'Big Ali'."""

_SHORT_TITLES = frozenset({"dr", "hr", "fr", "frk", "mr", "mrs", "ms", "adv", "skl", "fam", "kp", "pt"})
_AND = frozenset({"og", "eller", "samt", "and", "&"})
_SHORT_PARENTS, _FATHERS = frozenset({"mo", "fa"}), frozenset({"fa", "fas", "fa's"})
"""'Fa Wali Jan' is the father, where 'fa' is written for him."""

_TIES = frozenset({" + ", " & ", "+", " / "})
_NO_INITIALS = frozenset("iåIÅ")


_HOUSE_ARTICLES = frozenset({"den", "det", "de", "nyt", "vores"})
_HOUSE_JOINTS = frozenset({"i", "på", "ved", "for", "og", "til", "hos", "af", "mod", "uden"})
_ADJECTIVE_ENDS = ("sk", "ske", "ish")
_SMALL_ARTICLES = frozenset({"el", "al", "ul"})
_DAY_BEHIND = re.compile(r"\.? ?[0-9]")
"""A date of birth behind 'f.'."""

_SMALL_TITLES = cues.KIN_TITLES | _SMALL_ARTICLES
_OPENS_NOTHING = cues.NEVER | cues.PREPOSITIONS | cues.RELATION
_NO_PAIRS = cues.NEVER - cues.OPENING_NAMES
_NO_PARTNERS = cues.OPENERS | cues.PERSON_VERBS


@dataclass
class Group:
    """Neighbouring words that make one name (indexes, end exclusive)."""

    start: int
    end: int
    reason: Reason
    sure: bool


def pair_up(sentence: Sentence, judged: list[Judged]) -> None:
    """Take a doubtful word for a name when 'og' or nothing ties it to one ('line og storm')."""
    tokens = sentence.tokens
    for index in range(1, len(judged)):
        if (
            judged[index] is NOT_A_NAME
            and judged[index - 1] is NOT_A_NAME
            and judged[index - 2] is NOT_A_NAME
            and not tokens[index].known & Known.FREQUENT
        ):
            continue
        if index > 1 and sentence.tokens[index - 1].folded in _AND:
            _pair(sentence, judged, index - 2, index)
        if sentence.gap(index - 1) in _TIES:
            _pair(sentence, judged, index - 1, index)
        named = judged[index - 1][0] is not Verdict.NO
        if named and (_is_nickname(sentence, index) or _is_listed(sentence, judged, index)):
            judged[index] = (Verdict.MAYBE, Reason.NAME_BESIDE_NAME)
        if _both_like_names(sentence, index) and sentence.gap(index - 1) == " ":
            for one in (index - 1, index):
                judged[one] = (
                    judged[one]
                    if judged[one][0] is Verdict.NAME
                    else (Verdict.MAYBE, Reason.NAME_BESIDE_NAME)
                )


def _is_listed(sentence: Sentence, judged: list[Judged], index: int) -> bool:
    """Whether an unknown word stands between two names of a list: 'hafsa, leyan og josephine'."""
    token = sentence.tokens[index]
    if judged[index] is not NOT_A_NAME or token.known or token.taken or sentence.gap(index - 1) != ", ":
        return False
    further = index + 1
    if sentence.gap(index) == " " and further < len(judged) and sentence.tokens[further].folded in _AND:
        further += 1
    elif sentence.gap(index) != ", ":
        return False
    return further < len(judged) and judged[further][0] is not Verdict.NO


def _pair(sentence: Sentence, judged: list[Judged], first: int, last: int) -> None:
    for one, other in ((first, last), (last, first)):
        pending = judged[one][0] is not Verdict.NO and judged[other][0] is Verdict.NO
        if pending and _may_pair(sentence.tokens[one], sentence.tokens[other]):
            judged[other] = (Verdict.MAYBE, Reason.NAME_BESIDE_NAME)


def _may_pair(named: Token, token: Token) -> bool:
    """Whether a word tied to a name can be a name of the same writing."""
    if token.taken or token.known & Known.ALLOWED or token.folded in _NO_PAIRS:
        return False
    if token.capital != named.capital or token.folded in _NO_PARTNERS:
        return False
    return bool(token.known & Known.FREQUENT)


def _is_nickname(sentence: Sentence, index: int) -> bool:
    """Whether an unknown word stands in brackets right behind a name: 'zübeyde (zübi)'."""
    token = sentence.tokens[index]
    if token.is_word or token.taken or sentence.gap(index - 1) not in (" (", ' "', ' ("'):
        return False
    return sentence.text[token.end : token.end + 1] in (")", '"')


def _both_like_names(sentence: Sentence, index: int) -> bool:
    """Whether two words side by side are both more likely names than words ('mark storm')."""
    before, after = sentence.tokens[index - 1], sentence.tokens[index]
    if not before.known & after.known & Known.FREQUENT or before.taken or after.taken:
        return False
    if before.capital != after.capital:
        return False
    return is_like_a_name(before) and is_like_a_name(after)


def find_groups(sentence: Sentence, judged: Sequence[Judged]) -> Iterator[Group]:
    """Yield runs of words that belong to one name."""
    index = reached = 0
    while index < len(judged):
        if judged[index] is NOT_A_NAME:
            index += 1
            continue
        start, end = max(_back(sentence, judged, index), reached), index + 1
        while (further := _forward(sentence, judged, end)) > end:
            end = further
        yield _group(judged, start, end)
        index = reached = end


def _group(judged: Sequence[Judged], start: int, end: int) -> Group:
    """Return a run with its reason: the surest word's."""
    found = [entry for entry in judged[start:end] if entry[0] is not Verdict.NO]
    sure = [entry for entry in found if entry[0] is Verdict.NAME]
    return Group(start, end, (sure or found)[0][1], bool(sure))


def _back(sentence: Sentence, judged: Sequence[Judged], index: int) -> int:
    """Where a name begins: initials before it belong to it, and a word that starts the sentence."""
    while index > 0 and (_is_initial(sentence, index - 1) or _is_short_first(sentence, index - 1)):
        index -= 1
    before = sentence.before(index)
    if before is None or before.taken or judged[index - 1][0] is not Verdict.NO:
        return index
    if before.folded in _SHORT_PARENTS and not sentence.vocabulary.isdisjoint(_FATHERS):
        return index
    if _opens_house(sentence, judged, index):
        return index - 1
    return _back_to_name(sentence, judged, index, before)


def _back_to_name(sentence: Sentence, judged: Sequence[Judged], index: int, before: Token) -> int:
    """Where a person's name begins whose second word has this index, or that is one word."""
    if before.folded in cues.NEVER or before.known & Known.ALLOWED:
        return index - 1 if _is_adjective(before, judged[index]) else index
    small = not before.capital or sentence.shouting
    if small and before.folded in _SMALL_TITLES:
        return index - 1
    if before.folded in cues.TITLED and (not before.capital or sentence.shouting):
        return index - 1
    if before.shouted and before.capital and judged[index][1] is Reason.CAPITAL_INSIDE_SENTENCE:
        return index if before.is_word else index - 1
    if not before.capital or before.shouted:
        begins = _may_begin_small(before, sentence.tokens[index]) or _is_after_kin(sentence, judged, index)
        return index - 1 if begins else index
    if before.folded in cues.RELATION:
        return index
    if before.first:
        return index - 1 if _may_begin(before, sentence.tokens[index]) else index
    plain = sentence.noun_capitals or before.folded in cues.PREPOSITIONS
    plain = plain or before.folded.rpartition("-")[2] in cues.RELATION
    return index if plain else index - 1


def _opens_house(sentence: Sentence, judged: Sequence[Judged], index: int) -> bool:
    """Whether a capital word before one that is no name opens what a house is called: 'Den Gule Villa'."""
    before, token = sentence.tokens[index - 1], sentence.tokens[index]
    if judged[index][1] is not Reason.CAPITAL_INSIDE_SENTENCE or not token.is_word or token.is_name:
        return False
    if not before.capital or before.shouted or sentence.noun_capitals:
        return False
    if before.first and before.known & Known.COMMON and not before.known & Known.TOWN:
        return before.folded in _HOUSE_ARTICLES
    if before.folded in _HOUSE_ARTICLES:
        return True
    return not before.is_name and before.folded not in _OPENS_NOTHING


def _is_adjective(token: Token, named: Judged) -> bool:
    """Whether a people's adjective with a capital inside a sentence opens a name: 'Danish Crown'."""
    opens = token.capital and not token.first and token.folded.endswith(_ADJECTIVE_ENDS)
    return opens and named[1] is Reason.CAPITAL_INSIDE_SENTENCE


def _may_begin_small(first: Token, second: Token) -> bool:
    """Whether a word in the same letters is the first name to a surname: 'bo wilhelmsen'."""
    if first.capital != second.capital or not first.known & Known.FREQUENT:
        return False
    if first.folded in _NO_PARTNERS or second.known & Known.FIRST:
        return False
    return bool(second.known & Known.SURNAME) and not second.is_word


def _is_after_kin(sentence: Sentence, judged: Sequence[Judged], index: int) -> bool:
    """Whether a doubtful name stands between a word for a person and a sure name: 'bror gul mohammad'."""
    before, kin = sentence.tokens[index - 1], sentence.before(index - 1)
    if kin is None or kin.folded not in cues.RELATION or judged[index][0] is not Verdict.NAME:
        return False
    return bool(before.known & Known.FREQUENT) and before.folded not in _NO_PARTNERS


def _may_begin(first: Token, second: Token) -> bool:
    """Whether the first word of a sentence is the first name of what follows ('Bo Mrk')."""
    if first.folded in cues.TITLES or first.folded in _NICK:
        return second.capital
    if first.known & Known.JOINED and second.capital and not second.is_word:
        return not is_public_office(first)
    if not first.known & Known.FREQUENT or first.folded in cues.OPENERS:
        return False
    if not first.known & Known.COMMON:
        return True
    return second.capital and (is_like_a_name(first) or first.folded in cues.OPENING_NAMES)


def _is_initial(sentence: Sentence, index: int) -> bool:
    """Whether a word is one letter that goes with the next word: 'O. Mikkelsen', 'o. mikkelsen'."""
    token = sentence.tokens[index]
    if len(token.text) != 1 or token.text in _NO_INITIALS or token.taken:
        return False
    gap = sentence.gap(index)
    if token.capital:
        return gap in _INITIAL_GAPS
    return gap == ". " and index + 1 < len(sentence.tokens) and not sentence.tokens[index + 1].capital


def _is_short_first(sentence: Sentence, index: int) -> bool:
    """Whether a word is a first name cut short: 'Ch. Aslam', 'Md. Rahman'."""
    token = sentence.tokens[index]
    if not token.capital or token.shouted or token.is_word or token.taken:
        return False
    if sentence.gap(index) not in (". ", "."):
        return False
    return 1 < len(token.text) <= PART_LETTERS_MIN and token.folded not in _SHORT_TITLES


def _forward(sentence: Sentence, judged: Sequence[Judged], end: int) -> int:
    """Where a name that reaches to a word ends at least; ``end`` when the next does not belong."""
    if end >= len(judged):
        return end
    token, last = sentence.tokens[end], sentence.tokens[end - 1]
    firm = sentence.gap(end - 1) == " & " and token.capital and last.capital
    gap = sentence.gap(end - 1)
    broken = last.folded in cues.PARTICLES and _BROKEN_GAP.fullmatch(gap) is not None
    broken = broken or (
        token.folded in cues.PARTICLES and token.capital and _LINE_GAP.fullmatch(gap) is not None
    )
    if gap not in _JOINING and not firm and not broken:
        return end
    if token.taken or last.stem_end < last.end:
        return end
    if _is_last_initial(sentence, end) or _goes_on(sentence, judged, end, last):
        return end + 1
    if _is_house_joint(sentence, judged, end):
        return end + 2
    if (token.folded in cues.PARTICLES or _is_initial(sentence, end)) and end + 1 < len(judged):
        follows = sentence.tokens[end + 1]
        if sentence.gap(end) in _INITIAL_GAPS and _may_follow(sentence, last, follows):
            return end + 2
    return end


def _is_house_joint(sentence: Sentence, judged: Sequence[Judged], index: int) -> bool:
    """Whether a small word ties two capital words that are no names: 'Huset ved Søen', 'Liv og Glæde'."""
    if index + 1 >= len(judged) or sentence.gap(index) != " " or sentence.gap(index - 1) != " ":
        return False
    joint = sentence.tokens[index]
    if joint.folded not in _HOUSE_JOINTS or sentence.noun_capitals or sentence.shouting:
        return False
    beside = (sentence.tokens[index - 1], sentence.tokens[index + 1])
    if joint.capital:
        return judged[index - 1][1] is Reason.CAPITAL_INSIDE_SENTENCE and beside[1].capital
    return all(
        judged[one][0] is Verdict.MAYBE
        and judged[one][1] is Reason.CAPITAL_INSIDE_SENTENCE
        and sentence.tokens[one].is_word
        and not sentence.tokens[one].is_name
        for one in (index - 1, index + 1)
    )


def _may_follow(sentence: Sentence, last: Token, token: Token) -> bool:
    """Whether a word after a particle or an initial ends the name."""
    if token.taken or token.known & Known.ALLOWED or len(token.text) < 2:
        return False
    if token.capital and last.capital and not sentence.shouting:
        return True
    return token.is_name and not token.known & Known.COMMON and token.folded not in cues.NEVER


def _is_last_initial(sentence: Sentence, index: int) -> bool:
    """Whether a word is a letter that ends a name ('Sara M', 'elif y.:')."""
    token = sentence.tokens[index]
    if len(token.text) != 1 or token.text in _NO_INITIALS:
        return False
    if token.capital and not sentence.shouting:
        return True
    if token.text == "f" and _DAY_BEHIND.match(sentence.text, token.end):
        return False
    if sentence.text[token.end : token.end + 1] in (".", ":", ",", "", "\n"):
        return True
    after = sentence.after(index)
    if after is None:
        return False
    goes_on = after.folded in cues.AFTER_A_NAME and token.text not in _SHORT_WORDS
    return after.folded in cues.PERSON_VERBS or (sentence.small and goes_on)


def _goes_on(sentence: Sentence, judged: Sequence[Judged], index: int, last: Token) -> bool:
    """Whether a word goes on with the name before it."""
    token = sentence.tokens[index]
    if judged[index][0] is not Verdict.NO or (token.text in _ROMAN and last.capital):
        return True
    if token.folded in cues.NEVER or token.known & Known.ALLOWED or len(token.text) < 2:
        return _is_bridge(sentence, judged, index) or _is_region(sentence, judged, index)
    if last.shouted != token.shouted and len(token.text) <= PART_LETTERS_MIN:
        return False
    if token.capital and not sentence.noun_capitals and not sentence.shouting:
        return not token.first
    return _goes_on_small(sentence, token, last)


def _ends_clause(sentence: Sentence, token: Token) -> bool:
    """Whether a stop, a bracket, a line end or a dictated stop follows a word."""
    behind = sentence.text[token.end : token.end + 9].lower()
    return (
        not behind
        or behind[0] in ".,;:)\n?!"
        or behind.startswith((" punktum", " komma", " og ", " (", " fra "))
    )


def _is_bridge(sentence: Sentence, judged: Sequence[Judged], index: int) -> bool:
    """Whether a common word stands between two others with capitals that are no names: 'Projekt Nye Veje'."""
    token = sentence.tokens[index]
    if not token.capital or token.first or sentence.noun_capitals or index + 1 >= len(judged):
        return False
    after = sentence.after(index)
    inside = judged[index - 1][1] is Reason.CAPITAL_INSIDE_SENTENCE
    return inside and after is not None and after.capital and not after.first and not after.taken


def _is_region(sentence: Sentence, judged: Sequence[Judged], index: int) -> bool:
    """Whether a part of the country ends what a house is called: 'Legeland Fyn'."""
    token = sentence.tokens[index]
    inside = judged[index - 1][1] is Reason.CAPITAL_INSIDE_SENTENCE
    return inside and token.capital and not token.first and token.folded in REGIONS


def _goes_on_small(sentence: Sentence, token: Token, last: Token) -> bool:
    """Whether a word without a capital of its own goes on with the name before it ('linh tran')."""
    if last.capital and not (sentence.shouting or sentence.noun_capitals):
        return token.known & Known.SURNAME != 0 and not token.is_word
    if not token.is_word:
        return token.is_name or not sentence.is_compound(token)
    if is_like_a_name(token) and not last.is_word:
        return True
    if token.folded in cues.NOUN_SURNAMES and not last.is_word and _ends_clause(sentence, token):
        return True
    if not token.is_name or token.known & Known.COMMON or token.folded in cues.PERSON_VERBS:
        return False
    return not token.folded.endswith(("er", "ede", "te", "et", "ende"))

"""What a house is called where no capital tells it: 'nordvang skole', 'klub fristedet', 'moskeen i Vejle'.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.allowed import FOREIGN_WORDS, PLACES, REGIONS
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Kind, Token
from nsk_tui.rules.anonymity.workplaces import (
    DEFINITE_ENDS,
    GENERAL,
    GENERAL_DEFINITE,
    HEADS,
    NEVER_NAMES,
    OWN_ENDS,
    PLACE_ENDS,
    PROPER_HEADS,
    QUARTERS,
    SOCIETIES,
    STREET_ENDS,
    TRADES,
)

_DETERMINED = cues.DETERMINERS | fold_all("vores sin privat kommunal lokal og")
_NO_LEFT = fold_all(
    "den det en et hans hendes deres vores sin ny nye gammel samme anden privat kommunal lokal og i på"
)
_DIRECTION_GOES_ON = fold_all("for på mod over")
_AT = fold_all("i på hos fra til ved af med for bag foran")
_FIXED = _DETERMINED - _AT
_LEADS = fold_all("nørre sønder vester øster nordre søndre vestre østre gammel gamle gl store lille ny nye")
_MIDDLE = fold_all("international internationale lille store gamle nye danske christian business euro super")
_PARTICLES = frozenset({"al", "el", "ul", "sri", "den", "ibn", "imam", "dansk"})
_SAINT = frozenset({"sankt", "sct", "skt", "st", "brdr"})
_OF_A_NOUN = ("ens", "ets", "nes", "ernes")
_KINDS = tuple(fold_all("sk ske ig ige lig lige al ale el elle iv ive en et ede ende er te ne"))
"""How adjectives and verbs end: before a head in small letters they say what it is like."""

_VERBAL = ("ede", "ende", "te", "et", "lig", "sk", "er")
_DEFINITE = ("en", "et", "ne")
_LETTERS_MIN = 3
_LONG_HEAD_LETTERS = 10
_FOREIGN_WORDS_MAX = 3
_PLAIN = Known.COMMON | Known.ALLOWED
_ANY_HEAD = Kind.HEAD | Kind.OWNER


def is_head(token: Token) -> bool:
    """Whether a word says what a house is, by itself or at its end, in the genitive too."""
    return bool(token.kind & _ANY_HEAD)


def first_small(sentence: Sentence, index: int) -> int:
    """Return the first word of a house's name before its head; the head's own index when there is none."""
    if not index or sentence.tokens[index - 1].capital or sentence.tokens[index - 1].taken:
        return index
    before, further = sentence.tokens[index - 1], sentence.before(index - 1)
    if index > 1 and sentence.gap(index - 2) in (" ", ". ") and sentence.tokens[index - 2].folded in _SAINT:
        return index - 2
    if index > 1 and before.folded == "og" and sentence.gap(index - 2) == "- ":
        town = sentence.before(index - 2)
        return index - 3 if town is not None and town.known & Known.TOWN else index - 2
    if further is not None and _are_one_name(sentence, index, further, before):
        return index - 2
    if further is not None and _is_after_a_person(sentence, index, further, before):
        return index - 2
    return _with_foreign(sentence, index, further) if _names(sentence, index, 1) else index


def _are_one_name(sentence: Sentence, index: int, first: Token, second: Token) -> bool:
    """Whether two words before a head are its name: 'høje taastrup', 'nørre fælled'."""
    if first.capital or first.taken:
        return False
    if any(sentence.reader.is_town(f"{first.text}{tie}{second.text}") for tie in " -"):
        return True
    if second.folded in _MIDDLE and _names(sentence, index, 2):
        return True
    return first.folded in _LEADS and not second.known & _PLAIN and is_head(sentence.tokens[index])


def _is_after_a_person(sentence: Sentence, index: int, first: Token, second: Token) -> bool:
    """Whether a first name and a genitive stand before a kind of school: 'marie mørks skole'."""
    if first.capital or first.taken or second.taken or not first.known & Known.FREQUENT or first.is_word:
        return False
    owns = second.folded.endswith("s") and second.folded[:-1] not in cues.RELATION
    return owns and sentence.tokens[index].folded in (
        "skole",
        "gymnasium",
        "kollegium",
        "friskole",
        "hospital",
    )


def _with_foreign(sentence: Sentence, index: int, further: Token | None) -> int:
    """Return where a name begins whose last word stands before the head: 'guru nanak gurdwara'."""
    if further is not None and further.folded in _PARTICLES:
        return index - 2
    peoples = further is not None and further.folded in PLACES | FOREIGN_WORDS and not further.taken
    if peoples and sentence.tokens[index - 1].folded.endswith("sk"):
        return index - 2
    first = index - 1
    while first > max(0, index - _FOREIGN_WORDS_MAX):
        token = sentence.before(first)
        if token is None or token.known & Known.ANY_WORD or token.capital or token.taken:
            break
        first -= 1
    return first


def _names(sentence: Sentence, index: int, back: int) -> bool:
    """Whether the small word so many before a head is what it is called ('nordvang', 'joe's')."""
    token, head = sentence.tokens[index - back], sentence.tokens[index]
    further = sentence.before(index - back)
    if token.taken or token.capital or token.folded in _NO_LEFT or len(token.text) < _LETTERS_MIN:
        return False
    if token.known & Known.TOWN or "'s" in token.folded or token.folded.removesuffix("s") in REGIONS:
        return "s" in token.folded[-1] or bool(token.known & Known.TOWN)
    if _is_society(head) and (token.folded in PLACES or token.folded.endswith(("sk", "ske"))):
        return _is_of_a_people(token, head, further)
    if token.known & _PLAIN or not is_head(head):
        return token.known & _PLAIN == Known.ALLOWED and head.folded in TRADES
    if STREET_ENDS.search(token.folded):
        return True
    if not token.known:
        place = PLACE_ENDS.search(token.folded.removesuffix("s"))
        return bool(place) or not sentence.is_compound(token)
    return _is_listed_name(token, head, further)


def _is_society(head: Token) -> bool:
    """Whether a head is a society, a church or the like, by itself or at its end."""
    return head.folded in SOCIETIES or head.folded.endswith(("forening", "moske", "kirke", "menighed"))


def _is_of_a_people(token: Token, head: Token, further: Token | None) -> bool:
    """Whether a people, a place or a faith names a society: 'somalisk forening', 'den tyrkiske moske'."""
    if token.known & Known.COMMON:
        return False
    definite = token.folded.endswith("ske")
    if further is not None and further.folded in _FIXED:
        return definite and further.folded == "den"
    return not definite or head.folded.endswith(_DEFINITE)


def _is_listed_name(token: Token, head: Token, further: Token | None) -> bool:
    """Whether a listed word before a head is its name: a name, or behind 'i' a word that is no adjective."""
    if token.stem_end < token.end and token.known & Known.FREQUENT:
        return False
    at = further is not None and further.folded in _AT
    if head.folded.endswith(_DEFINITE) or not at:
        return token.is_name and not token.is_word
    if token.folded.endswith(_OF_A_NOUN):
        return head.folded not in GENERAL
    return token.is_name or not token.folded.endswith(_KINDS)


def names_house(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a small word behind a head is part of what the house is called."""
    token, first = sentence.tokens[index], sentence.tokens[head]
    if token.taken or not sentence.gap(index - 1).startswith(" ") or token.folded in NEVER_NAMES:
        return False
    if index != head + 1:
        named = token.is_name and not token.is_word and sentence.tokens[index - 1].is_name
        return named or (first.folded in TRADES and _goes_on_as_trade(sentence, head, index))
    if token.folded in QUARTERS:
        return is_quarter(sentence, index)
    if token.folded in REGIONS:
        return True
    if token.folded in cues.PERSON_VERBS or token.folded in cues.RELATION or token.folded in cues.NEVER:
        return False
    if token.known & Known.ALLOWED:
        return first.folded in TRADES
    if token.known & Known.COMMON:
        return _takes_any_noun(sentence, first) and _is_definite_noun(sentence, token)
    return bool(token.known & Known.TOWN) or _is_own_name(sentence, first, token)


def _takes_any_noun(sentence: Sentence, head: Token) -> bool:
    """Whether a common noun behind a head is its name: 'klub fristedet', 'ungdomshuset fabrikken'."""
    if head.folded in PROPER_HEADS:
        return True
    long = len(head.text) >= _LONG_HEAD_LETTERS and head.folded.endswith(_DEFINITE)
    return sentence.small and long and head.folded not in GENERAL_DEFINITE


def is_quarter(sentence: Sentence, index: int) -> bool:
    """Whether 'nord' stands for a part of a town, not for a direction: not 'nord for byen'."""
    after = sentence.after(index)
    return sentence.tokens[index].folded in QUARTERS and (
        after is None or after.folded not in _DIRECTION_GOES_ON
    )


def _goes_on_as_trade(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a second word goes on with what a restaurant is called: 'pizzeria bella napoli'."""
    token, before = sentence.tokens[index], sentence.tokens[index - 1]
    if index != head + 2 or before.folded in NEVER_NAMES or token.folded in cues.NEVER:
        return False
    if token.known & _PLAIN or token.folded in cues.PERSON_VERBS:
        return _is_definite_noun(sentence, token) and not before.known & Known.COMMON
    return not token.folded.endswith(_VERBAL)


def _is_definite_noun(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a noun in the definite, and no participle in -et: 'havnen', 'fristedet'."""
    folded = token.folded
    if folded in cues.NEVER or folded in cues.DETERMINERS:
        return False
    if folded.endswith("et"):
        stems = (folded[:-2], folded[:-1], folded[:-3])
        return any(len(stem) >= _LETTERS_MIN and sentence.reader.is_listed_word(stem) for stem in stems[:2])
    return folded.endswith(DEFINITE_ENDS) and len(folded) > _LETTERS_MIN + 1


def _is_own_name(sentence: Sentence, first: Token, token: Token) -> bool:
    """Whether a word behind a head is what the head is called ('børnehaven regnbuen')."""
    listed = sentence.reader.is_listed_word(token.folded)
    proper = first.folded in TRADES or _takes_any_noun(sentence, first)
    if (proper or token.capital) and not listed:
        return len(token.text) >= _LETTERS_MIN
    if len(token.text) < _LETTERS_MIN or token.folded.endswith(_VERBAL):
        if proper and _is_definite_noun(sentence, token):
            return True
        return bool(PLACE_ENDS.search(token.folded)) and not token.known
    if proper:
        return True
    if first.folded.endswith(_DEFINITE) and token.folded.endswith(DEFINITE_ENDS) and sentence.small:
        return True
    if token.folded.startswith(("al-", "el-", "ul-")):
        return True
    if first.folded in HEADS and first.folded.endswith(_DEFINITE) and token.is_name and not token.is_word:
        return first.folded not in GENERAL_DEFINITE
    unknown = not token.known and not sentence.is_compound(token)
    return unknown or bool(OWN_ENDS.search(token.folded)) or bool(PLACE_ENDS.search(token.folded))

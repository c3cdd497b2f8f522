"""How far the name of a school, workplace or association reaches around the word for what it is.

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.allowed import REGIONS
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.small_houses import first_small, is_head, is_quarter, names_house
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token
from nsk_tui.rules.anonymity.workplaces import NEVER_NAMES, PLACE_ENDS, PROPER_HEADS, TRACKS, TRADES

_ARTICLES = frozenset({"den", "det", "de", "vores", "min"})
_SAINTED = frozenset({"imam", "sheikh", "mor", "fader", "dronning", "prins"})
"""Titles that are part of a house's name: 'Imam Ali Moskeen'."""

_OWNERS = cues.RELATION | fold_all(
    "byen kommunen landet staten området egnen distriktet dagen kvarteret regionen familien hjemmet ungen "
    "der hver alle andre fremtiden deltageren kollega"
)
"""Whose 'skole' or 'klub' is no name for one: 'Barnets skole', 'Byens gymnasium'."""

SAINTS = frozenset({"sankt", "sct", "skt"})
_SHORT_BEFORE = fold_all("sct skt st brdr gl ndr sdr nr vr ll h c chr th fr joh")
_SHORT_GAPS = frozenset({". ", "."})
_NAME_WORDS_MAX = 6
_OWN_LETTERS_MIN = 5
_COMPANY_WORDS_MAX = 3
_LEFT_GAPS = frozenset({" ", "-", " & "})
_RIGHT_GAPS = _LEFT_GAPS | {" '", ' "', " «", " »", " “", " ”"}
_JOINTS = frozenset({"i", "på", "ved", "for", "af", "uden", "mod"})


def first_word(sentence: Sentence, index: int) -> int:
    """Return the first of the capital words before a head; in small letters a town or unknown word."""
    first = index
    while first > max(0, index - _NAME_WORDS_MAX):
        step = _step_left(sentence, first)
        if not step:
            break
        first -= step
    if first < index or not index or sentence.gap(index - 1) != " ":
        return first
    return first_small(sentence, index)


def _step_left(sentence: Sentence, first: int) -> int:
    """How many words to the left belong to a name that reaches to ``first``: two in 'Social- og'."""
    gap = sentence.gap(first - 1)
    if gap in _SHORT_GAPS and _is_short_before(sentence.tokens[first - 1], sentence.tokens[first]):
        return 1
    if gap in _LEFT_GAPS:
        if not sentence.tokens[first].capital and _ends_a_person(sentence, first - 1):
            return 0
        saint = sentence.before(first - 1)
        sainted = saint is not None and saint.folded in SAINTS
        if _goes_before(sentence, sentence.tokens[first - 1], sentence.tokens[first], sainted):
            return 1
        hyphened = first > 1 and sentence.gap(first - 2) == "- " and sentence.tokens[first - 1].folded == "og"
        return (
            2
            if hyphened and _goes_before(sentence, sentence.tokens[first - 2], sentence.tokens[first])
            else 0
        )
    return 0


def _ends_a_person(sentence: Sentence, index: int) -> bool:
    """Whether a capital word is a surname, with a first name before it: 'flytter Bilal Ünal skole'."""
    before = sentence.before(index)
    return before is not None and before.capital and bool(before.known & Known.FIRST) and not before.is_word


def _is_short_before(token: Token, follows: Token) -> bool:
    """Whether a short form opens a house's name: 'Sct. Ansgars', 'Gl. Rye', 'N. Kochs Skole'."""
    if not token.capital or token.taken:
        return False
    return token.folded in _SHORT_BEFORE or (len(token.text) == 1 and follows.capital)


def _goes_before(sentence: Sentence, token: Token, follows: Token, sainted: bool = False) -> bool:
    """Whether a capital word before a head is part of its name; ``sainted``: 'Sankt' stands before it."""
    if not token.capital or token.taken or sentence.shouting:
        return False
    if token.folded in cues.NEVER:
        return token.folded in _ARTICLES and follows.capital and not follows.shouted
    if token.first and token.known & Known.COMMON and is_head(follows):
        named = (token.folded.endswith("s") and token.folded[:-1] not in _OWNERS) or token.folded == "klasse"
        return named or bool(token.known & Known.TOWN) or is_head(token)
    if follows.capital and not sentence.noun_capitals and not follows.first:
        titled = token.folded in _SAINTED and not token.first
        return (titled or token.folded not in cues.RELATION) and not (
            token.first and token.folded in cues.PREPOSITIONS
        )
    if (
        token.is_name
        and token.stem_end < token.end
        and not token.known & Known.TOWN
        and "'" not in token.text
        and not sainted
    ):
        return False
    if "'" in token.text and token.first:
        return True
    return not (token.first and token.is_word and not token.known & (Known.TOWN | Known.ALLOWED))


def last_word(sentence: Sentence, index: int) -> int:
    """Return the last of the words after a head that are its name, with 'i Nyborg' behind them."""
    last, limit = index, min(index + _NAME_WORDS_MAX, len(sentence.tokens) - 1)
    while last < limit and sentence.gap(last) in _RIGHT_GAPS:
        token = sentence.tokens[last + 1]
        if opens_a_name(sentence, last + 1):
            last += 2
        elif not token.taken and _names_place(sentence, index, last + 1):
            last += 1
        elif _is_joint(sentence, index, last + 1) or _is_track(sentence, last + 1):
            last += 2
        else:
            break
    return town_tail(sentence, last) if last > index else last


def opens_a_name(sentence: Sentence, index: int) -> bool:
    """Whether a short form and the capital word behind it are a name: 'Th. Langs'."""
    follows = sentence.tokens[index + 1] if sentence.gap(index) == ". " else None
    if follows is None or not follows.capital or follows.taken:
        return False
    return _is_short_before(sentence.tokens[index], follows)


def company_begins(sentence: Sentence, index: int) -> int:
    """Return the first word of a company's name that ends at a word."""
    first = first_word(sentence, index)
    if sentence.tokens[index].capital:
        return first
    while first > max(0, index - _COMPANY_WORDS_MAX) and sentence.gap(first - 1) in (" ", " & "):
        token = sentence.tokens[first - 1]
        if token.taken or token.known & (Known.COMMON | Known.ALLOWED):
            break
        first -= 1
    return first


def kind_before(sentence: Sentence, first: int) -> int:
    """Return where 'psykiatrisk' begins before a named center or ward: its kind is part of the name."""
    before = sentence.before(first)
    if before is not None and before.folded == "og" and sentence.gap(first - 2) == "- ":
        return first - 2
    kind = (
        before is not None
        and not before.taken
        and before.folded.endswith(("isk", "integreret", "selvejende"))
    )
    return first - 1 if kind else first


def _is_joint(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a small word ties a further capital word to the name: 'Center for Voldsramte Øst'."""
    joint, follows = sentence.tokens[index], sentence.after(index)
    if joint.folded not in _JOINTS or follows is None or sentence.shouting or sentence.noun_capitals:
        return False
    if joint.folded in ("for", "af") and not (index == head + 1 and sentence.tokens[head].capital):
        return False
    if index == head + 1 and joint.folded not in ("for", "af"):
        return False
    return follows.capital and not follows.taken and not follows.known & Known.ALLOWED


def _is_track(sentence: Sentence, index: int) -> bool:
    """Whether more of the name is tied on: 'Gymnasium og HF', 'Bibliotek og Kulturhus', 'Frugt og Grønt'."""
    before, follows = sentence.before(index), sentence.after(index)
    if sentence.tokens[index].folded not in ("og", "&") or before is None or follows is None:
        return False
    if follows.folded in TRACKS:
        return True
    if not (before.capital and follows.capital) or follows.taken or sentence.noun_capitals:
        return False
    return _goes_with(before, follows) and not _begins_another(sentence, index + 1)


def _goes_with(before: Token, follows: Token) -> bool:
    """Whether two capital words with 'og' between are of one kind: both houses, or both plain."""
    if follows.known & (Known.ALLOWED | Known.NAME) or not follows.is_word:
        return False
    return is_head(before) == is_head(follows)


def _begins_another(sentence: Sentence, index: int) -> bool:
    """Whether a capital word begins a name of its own: 'IK Skovbakken og Team Bronx'."""
    further = sentence.after(index)
    return further is not None and further.capital


def _names_place(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a word after a head is part of what the place is called."""
    token = sentence.tokens[index]
    if token.capital and not sentence.noun_capitals and not sentence.shouting:
        return _is_capital_name(sentence, head, index)
    return names_house(sentence, head, index)


def _is_capital_name(sentence: Sentence, head: int, index: int) -> bool:
    """Whether a capital word goes on with a name: not a person's right behind 'skolen' or 'centret'."""
    token, first = sentence.tokens[index], sentence.tokens[head]
    if index == head + 1 and not first.capital and token.known & Known.FREQUENT and not token.is_word:
        return first.folded in PROPER_HEADS
    if not token.known & Known.ALLOWED or token.folded in REGIONS or first.folded in TRADES:
        return True
    after = sentence.after(index)
    owns = token.folded.endswith("s") and first.capital and after is not None
    return owns and after is not None and after.capital and not after.known & Known.ALLOWED


def branch_end(sentence: Sentence, index: int) -> int:
    """Return the index of the quarter or town right behind a chain's name: 'fakta munkebjerg'."""
    after = sentence.after(index)
    if after is None or after.taken or after.folded in NEVER_NAMES:
        return index
    town = after.known & Known.TOWN and not after.known & Known.COMMON
    capital = after.capital and not after.first and not after.known & (Known.FIRST | Known.ALLOWED)
    if capital and not sentence.noun_capitals and sentence.tokens[index].capital:
        return index + 1
    place = town or _may_be_a_place(sentence, after) or is_quarter(sentence, index + 1)
    return index + 1 if place else index


def _may_be_a_place(sentence: Sentence, token: Token) -> bool:
    """Whether a word in no list can be a part of a town."""
    if token.known:
        return False
    own = len(token.text) >= _OWN_LETTERS_MIN and not sentence.is_compound(token)
    return own or bool(PLACE_ENDS.search(token.folded))


def town_tail(sentence: Sentence, last: int) -> int:
    """Return the index of the town in 'i Nyborg' after a name."""
    if last + 2 < len(sentence.tokens) and sentence.gap(last) == " " and sentence.gap(last + 1) == " ":
        joint, town = sentence.tokens[last + 1], sentence.tokens[last + 2]
        unlisted = town.capital and not town.known and not sentence.noun_capitals
        if joint.folded in ("i", "på", "ved") and (town.known & Known.TOWN or unlisted):
            further = sentence.after(last + 2)
            quarter = (
                further is not None and further.capital == town.capital and is_quarter(sentence, last + 3)
            )
            return last + 3 if quarter else last + 2
    return last

"""Named schools, workplaces and associations: they point to few people.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.house_names import branch_end, first_word, last_word, town_tail
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence, Token
from nsk_tui.rules.anonymity.workplaces import (
    ATTENDING,
    BRANDS,
    CAPITAL_HEADS,
    GAMES,
    HEAD_ENDS,
    HEADS,
    KINDS_OF_SCHOOL,
    NATURE,
    NUMBERED,
    PARTNERS,
    SUGGESTED_BY_PART,
)

_AT_PLACES = frozenset({"på", "i", "hos", "ved"})
_OWN_LETTERS_MIN = 4
_AT = fold_all("i hos på fra ved for til")
_ARTICLES = fold_all("en et nogle flere anden andet enhver hver ny nyt ingen intet sådan")
_COMPANY_SIGNS = (" Ap", " A/S", " I/S", " K/S", " IVS", " P/S", " A.S", " AS", "mba", "Søn", " Co")
_COMPANY = re.compile(
    r" (?:ApS|A/S|I/S|K/S|IVS|P/S|Aps|A\.S\.|AS|Amba|amba)(?![^\W_])| (?:& )?(?:Søn|Sønner|Co)(?![^\W_])"
)
_NUMBER = re.compile(
    r" [A-Z]?[0-9]{1,4}(?:/[0-9]{1,2})?(?![0-9/]|[.,:][0-9]| ?(?:år|gange|timer|kr|elever|"
    r"børn|dage|uger|mdr|unge|piger|drenge))"
)
_STREET_TAIL = re.compile(
    r" (?:på|ved|i) [^\W\d_]{3,20}(?:vej|gade|gaden|stræde|torv|torvet|plads|allé)(?![^\W_])"
)
_WARD = re.compile(r",? (?:\w{0,12}(?:afsnit|afdeling)|afd\.?)(?: [A-Z]{0,2}[0-9]{1,4}[A-Z]?)?(?![^\W_])")
_CLUB = re.compile(
    r"(?:AB|B|FC|IF|BK|KB|OB|FB|HF|SK|GF|HB|VB|FIF)[ .]?(?:18|19|20)?[0-9]{2}(?![0-9]|[.,/-][0-9])"
)
_WARD_BEFORE = re.compile(r"(?<![^\W_])[Aa]fd(?:\.|eling|snit) ?[A-Z]{0,2}[0-9]{0,4}[A-Z]?, $")
_WARD_LETTERS = 18
_WARDS = fold_all("afdeling afdelingen afsnit afsnittet ambulatorium ambulatoriet")
_ANCHORS = frozenset(HEADS) | CAPITAL_HEADS | BRANDS | PARTNERS | GAMES | _WARDS
_TAIL_LETTERS = 4
_TAILS = frozenset(head[-_TAIL_LETTERS:] for head in HEADS) | {
    "skeen",
    "keen",
    "seen",
    "iets",
    "sets",
    "uset",
    "huse",
}
"""How every word ends that is or ends in a head: most words are told by it alone."""

_TENTH = re.compile(r"10\. ?$")
_OWN_HEADS = ("skolen", "gymnasiet", "kollegiet", "klubben", "centret", "moskeen", "kirken")


def find_organisations(sentence: Sentence) -> Iterator[Mark]:
    """Yield named places of work, learning, living and faith."""
    yield from _companies(sentence)
    yield from _clubs(sentence)
    yield from _attended(sentence)
    for index, token in enumerate(sentence.tokens):
        folded = token.folded
        if (token.capital or folded in _ANCHORS or folded[-_TAIL_LETTERS:] in _TAILS) and not (
            token.taken and folded not in PARTNERS
        ):
            yield from _at_word(sentence, index, token)


def _at_word(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """Yield the house that is named with a word, if any is."""
    suggestion = _suggestion(token)
    if suggestion is not None:
        yield from _around_head(sentence, index, suggestion)
    elif token.folded in PARTNERS and token.capital:
        yield from _branch(sentence, index)
    elif token.known & Known.ALLOWED:
        return
    elif token.folded[-_TAIL_LETTERS:] in _TAILS and HEAD_ENDS.search(token.folded):
        yield from _compound(sentence, index, token)
    elif token.folded in BRANDS:
        yield from _brand(sentence, index, token)
    elif _is_capital_noun(token) and (place := _placed(sentence, index)):
        yield _mark(sentence, index, place, Suggestion.A_WORKPLACE)
    elif token.folded in GAMES or token.folded in _WARDS:
        yield from _after_its_town(sentence, index, token)


def _attended(sentence: Sentence) -> Iterator[Mark]:
    """'går på rybners': what no list knows, right behind what somebody does there."""
    for index, token in enumerate(sentence.tokens):
        if (
            token.is_word
            or token.known & Known.FIRST
            or token.taken
            or token.capital
            or len(token.text) < _OWN_LETTERS_MIN
        ):
            continue
        joint, verb = sentence.before(index), sentence.before(index - 1)
        if joint is None or verb is None or joint.folded not in _AT_PLACES or verb.folded not in ATTENDING:
            continue
        if not sentence.is_compound(token) and not sentence.reader.is_slip(token.folded):
            yield _mark(sentence, index, branch_end(sentence, index), Suggestion.A_WORKPLACE)


def _suggestion(token: Token) -> Suggestion | None:
    """Return what to write instead of a house that goes by this word; None: no house does."""
    if token.folded in CAPITAL_HEADS and token.capital and not token.first:
        return Suggestion.A_WORKPLACE
    return HEADS.get(token.folded)


def _is_capital_noun(token: Token) -> bool:
    """Whether a word is a plain noun in the definite with a capital inside a sentence: 'Fædregruppen'."""
    if not token.capital or token.first or token.is_name or not token.is_word:
        return False
    return token.folded.endswith(("en", "et", "erne"))


def _companies(sentence: Sentence) -> Iterator[Mark]:
    """'Rosenlund Rengøring ApS', 'Bo Jensen & Søn': the capital words before the form of a company."""
    if not any(sign in sentence.text for sign in _COMPANY_SIGNS):
        return
    ends = {token.end: index for index, token in enumerate(sentence.tokens)}
    for match in _COMPANY.finditer(sentence.text):
        index = ends.get(match.start())
        if index is not None and sentence.tokens[index].capital and not sentence.shouting:
            first = sentence.tokens[first_word(sentence, index)]
            yield weak(first.start, match.end(), Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _clubs(sentence: Sentence) -> Iterator[Mark]:
    """'AB 70', 'B1921 Ishøj': a club by its letters and year."""
    found = [match for match in _CLUB.finditer(sentence.text) if _stands_apart(sentence.text, match.start())]
    starts = {token.start: index for index, token in enumerate(sentence.tokens)} if found else {}
    for match in found:
        behind = starts.get(match.end() + 1)
        end = match.end()
        if behind is not None and sentence.tokens[behind].capital and not sentence.shouting:
            end = sentence.tokens[behind].end
        yield weak(match.start(), end, Label.ORG, Reason.ORGANISATION, Suggestion.AN_ASSOCIATION)


def _stands_apart(text: str, start: int) -> bool:
    """Whether no letter or digit stands right before."""
    return not start or not text[start - 1].isalnum()


def _around_head(sentence: Sentence, index: int, suggestion: Suggestion) -> Iterator[Mark]:
    """'Herlev Privatskole', 'opholdsstedet Bakkegården', 'pizzeria napoli'."""
    token = sentence.tokens[index]
    first, last = first_word(sentence, index), last_word(sentence, index)
    if last > index:
        yield _mark(sentence, _head_begins(sentence, index, first), last, suggestion)
    elif first == index and (place := _placed(sentence, index)):
        yield _mark(sentence, first, place, suggestion)
    elif token.folded in NUMBERED and (number := _NUMBER.match(sentence.text, token.end)):
        yield weak(sentence.tokens[first].start, number.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif street := _STREET_TAIL.match(sentence.text, token.end):
        yield weak(token.start, street.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif first < index:
        yield _mark(sentence, first, town_tail(sentence, index), suggestion)


def _placed(sentence: Sentence, index: int) -> int:
    """Return the index of the place in 'Dagplejen i Vestbyen', 'centret i Køge'; 0 when there is none."""
    head, joint, place = sentence.tokens[index], sentence.after(index), sentence.after(index + 1)
    if joint is None or place is None or joint.folded not in ("i", "på", "ved") or sentence.noun_capitals:
        return 0
    if place.known & Known.ALLOWED or sentence.shouting or not _is_certain(sentence, index):
        return 0
    if place.known & Known.TOWN and (place.capital or not place.is_word):
        return index + 2
    return index + 2 if place.capital and head.capital and not place.folded.endswith("land") else 0


def _is_certain(sentence: Sentence, index: int) -> bool:
    """Whether a head is one that the reader knows: 'skolen', 'Ungdomsskolen', and not 'en skole'."""
    head, before = sentence.tokens[index], sentence.before(index)
    if before is not None and before.folded in _ARTICLES:
        return False
    further = sentence.before(index - 1)
    if before is not None and further is not None and further.folded in ATTENDING:
        return before.folded in _AT_PLACES
    return head.capital or head.folded in _WARDS or head.folded.endswith(("en", "et", "ne"))


def _head_begins(sentence: Sentence, index: int, first: int) -> int:
    """Where the name begins: at the head when the head has a capital or all is in small letters."""
    token, follows = sentence.tokens[index], sentence.tokens[index + 1]
    if first < index:
        return first
    return index if token.capital or not follows.capital else index + 1


def _compound(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'Københavns Professionshøjskole', 'Rosenskolen', 'engskolen'."""
    suggestion = _suggest(token.folded)
    first, last = first_word(sentence, index), last_word(sentence, index)
    if last > index:
        yield _mark(sentence, _head_begins(sentence, index, first), last, suggestion)
    elif place := _placed(sentence, index):
        yield _mark(sentence, first, place, suggestion)
    elif street := _STREET_TAIL.match(sentence.text, token.end):
        yield weak(token.start, street.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif first < index or _is_own_name(sentence, token):
        yield _mark(sentence, first, town_tail(sentence, last), suggestion)


def _is_own_name(sentence: Sentence, token: Token) -> bool:
    """Whether a compound names one place by itself."""
    if token.capital and not sentence.shouting:
        return not (token.first or sentence.noun_capitals) or not token.is_word
    if sentence.reader.is_listed_word(token.folded):
        return False
    if token.folded.endswith("skolen") and not sentence.noun_capitals:
        return token.folded.removesuffix("skolen").removesuffix("s") not in KINDS_OF_SCHOOL
    if sentence.shouting or not token.folded.endswith(_OWN_HEADS):
        return False
    return bool(NATURE.match(token.folded)) or not (token.known or sentence.is_compound(token))


def _brand(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'arbejder i Netto', in small letters after 'i' or 'hos' alone."""
    before = sentence.before(index)
    after_at = before is not None and before.folded in _AT
    if after_at or (token.capital and not token.first):
        number = _NUMBER.match(sentence.text, token.end) if token.folded in NUMBERED else None
        street = _STREET_TAIL.match(sentence.text, token.end)
        last = sentence.tokens[town_tail(sentence, branch_end(sentence, index))]
        tail = number or street
        end = tail.end() if tail else last.end
        yield weak(token.start, end, Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _branch(sentence: Sentence, index: int) -> Iterator[Mark]:
    """'Headspace Kolding': the one house of a partner that a town has."""
    town = sentence.after(index)
    if town is not None and town.capital and town.known & Known.TOWN and not sentence.shouting:
        yield _mark(sentence, index, index + 1, Suggestion.AN_ASSOCIATION)


def _after_its_town(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'nørrebro basket', 'psykiatrisk afdeling i Glostrup'."""
    before, further = sentence.before(index), sentence.before(index - 1)
    if before is not None and not before.taken and token.folded in GAMES:
        if further is not None and sentence.reader.is_town(f"{further.text} {before.text}"):
            yield _mark(sentence, index - 2, index, Suggestion.AN_ASSOCIATION)
        elif before.known & Known.TOWN:
            yield _mark(sentence, index - 1, index, Suggestion.AN_ASSOCIATION)
    elif token.folded in _WARDS and (place := _placed(sentence, index)):
        kind = before is not None and before.folded.endswith("isk")
        yield _mark(sentence, index - 1 if kind else index, place, Suggestion.A_WORKPLACE)


def _suggest(folded: str) -> Suggestion:
    return next((found for part, found in SUGGESTED_BY_PART if part in folded), Suggestion.A_WORKPLACE)


def _mark(sentence: Sentence, first: int, last: int, suggestion: Suggestion) -> Mark:
    """Return the mark from one word to another, with the ward of a hospital behind it."""
    tokens = sentence.tokens
    start = tokens[first].start
    if tokens[first].folded.startswith("klasse") and (
        number := _TENTH.search(sentence.text, max(0, start - 4), start)
    ):
        start = number.start()
    elif ward_before := _WARD_BEFORE.search(sentence.text, max(0, start - _WARD_LETTERS), start):
        start = ward_before.start()
    ward = _WARD.match(sentence.text, tokens[last].end)
    end = ward.end() if ward else tokens[last].end
    return weak(start, end, Label.ORG, Reason.ORGANISATION, suggestion)

"""Named schools, workplaces and associations: they point to few people.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity.attended import find_attended
from nsk_tui.rules.anonymity.branches import find_branches
from nsk_tui.rules.anonymity.companies import find_companies
from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.house_names import (
    branch_end,
    first_word,
    kind_before,
    last_word,
    town_tail,
)
from nsk_tui.rules.anonymity.lexicon import Known, fold, fold_all
from nsk_tui.rules.anonymity.small_houses import is_head, is_quarter
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.told_names import find_told
from nsk_tui.rules.anonymity.wards import find_wards, ward_in_town
from nsk_tui.rules.anonymity.word import Kind, Token
from nsk_tui.rules.anonymity.workplaces import (
    ATTENDING,
    BRANDS,
    CAPITAL_HEADS,
    CLUB_LETTERS,
    GAMES,
    HEADS,
    KINDS_OF_SCHOOL,
    MALLS,
    NATURE,
    NUMBERED,
    PARTNERS,
    PLACE_ENDS,
    QUARTERS,
    SHORT_KINDS,
    STREET_HEADS,
    SUGGESTED_BY_PART,
    WARDS,
)

_AT = fold_all("i hos på fra ved for til bag foran nær")
_AT_PLACES = frozenset({"på", "i", "hos", "ved"})
_ARTICLES = fold_all("en et nogle flere anden andet enhver hver ny nyt ingen intet sådan")
_NUMBER = re.compile(
    r" [A-Z]?[0-9]{1,4}(?:/[0-9]{1,2}|'?[a-zæøå]{2,6})?(?![0-9/)]|[.,:][0-9]| ?(?:år|gange|timer|kr|elever|"
    r"børn|dage|uger|mdr|unge|piger|drenge))"
)
_STREET_TAIL = re.compile(
    r"(?i) (?:på|ved|i)(?: hjørnet af)? (?:(?-i:[A-ZÆØÅ][^\W\d_]{2,14} )?[^\W\d_]{3,20}"
    r"(?:vej|vejen|gade|gaden|stræde|torv|torvet|plads|pladsen|allé|boulevarden)"
    r"|torvet|stationen|havnen|gågaden|banegården|søen|åen|skoven|engen|mosen|fjorden|møllen)(?![^\W_])"
)
_STREET_BEHIND = re.compile(
    _STREET_TAIL.pattern.replace("(?:på|ved|i)(?: hjørnet af)? ", "(?:(?:på|ved|i)(?: hjørnet af)? )?")
)
_GENERAL_STREETS = ("hovedgaden", "gågaden", "landevejen", "hovedvejen", "torvet")
_TOWN_BEHIND = re.compile(r" (?:i )?([^\W\d_]{3,20})(?![\w-])")


_WARD = re.compile(r",? (?:\w{0,12}(?:afsnit|afdeling)|afd\.?)(?: [A-Z]{0,2}[0-9]{1,4}[A-Z]?)?(?![^\W_])")
_WARD_BEFORE = re.compile(
    r"(?<![^\W_])[Aa]f(?:d\.|deling|snit) ?(?:[A-Z]{0,2}[0-9]{0,4}[A-Z]?,"
    r"|(?:[A-Z]{1,2}[0-9]{0,4}|[0-9]{1,4})[A-Z]? (?:på|i|ved)) $"
)
_SHORT_LETTERS_MAX = 6
_WARD_LETTERS = 22
_OFFICES = (
    "gruppen",
    "ingen",
    "enheden",
    "afdelingen",
    "teamet",
    "service",
    "klinikken",
    "kontoret",
    "plejen",
    "rådgivningen",
    "huset",
    "centret",
    "centeret",
    "stedet",
)
_TENTH = re.compile(r"10\. ?$")
_OWN_HEADS = ("skolen", "gymnasiet", "kollegiet", "klubben", "centret", "moskeen", "kirken")


def find_organisations(sentence: Sentence) -> Iterator[Mark]:
    """Yield named places of work, learning, living and faith."""
    yield from find_companies(sentence)
    for first, last in find_attended(sentence):
        yield _mark(sentence, first, town_tail(sentence, last), Suggestion.A_WORKPLACE)
    yield from _offices(sentence)
    yield from _after_short_kinds(sentence)
    yield from find_wards(sentence)
    for first, last, suggestion in find_told(sentence):
        yield _mark(sentence, first, last, suggestion)
    for first, last, suggestion in find_branches(sentence):
        mark = _mark(sentence, first, last, suggestion)
        street = _STREET_TAIL.match(sentence.text, mark.end)
        yield mark._replace(end=street.end()) if street else mark
    for index in sentence.special:
        token = sentence.tokens[index]
        if token.kind & Kind.HOUSE and not (token.taken and token.folded not in PARTNERS):
            yield from _at_word(sentence, index, token)


def _at_word(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """Yield the house that is named with a word, if any is."""
    suggestion = _suggestion(token)
    if ward := ward_in_town(sentence, index):
        yield ward
    elif suggestion is not None:
        yield from _around_head(sentence, index, suggestion)
    elif token.folded in WARDS or (token.folded in GAMES and not token.known & Known.ALLOWED):
        yield from _after_its_town(sentence, index, token)
    elif token.folded in QUARTERS:
        if _is_branch(sentence, index):
            yield _mark(sentence, index - 1, index, Suggestion.A_WORKPLACE)
    elif not token.known & Known.ALLOWED:
        yield from _at_own_word(sentence, index, token)


def _at_own_word(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """Yield the house that a compound, a chain or a capital noun names."""
    if token.kind & Kind.HEAD:
        yield from _compound(sentence, index, token)
    elif token.kind & Kind.OWNER:
        yield from _owner(sentence, index, token)
    elif token.folded in BRANDS:
        yield from _brand(sentence, index, token)
    elif _is_capital_noun(token) and (place := _placed(sentence, index)):
        yield _mark(sentence, index, place, Suggestion.A_WORKPLACE)


def _is_branch(sentence: Sentence, index: int) -> bool:
    """Whether a quarter tells one of several offices: 'gældsrådgivningen syd'."""
    office = sentence.before(index)
    if office is None or office.taken or not is_quarter(sentence, index):
        return False
    if office.folded in MALLS:
        return True
    if office.capital:
        return sentence.tokens[index].capital and bool(office.known & Known.ALLOWED)
    return office.folded.endswith(_OFFICES)


def _offices(sentence: Sentence) -> Iterator[Mark]:
    """'Kvinderådgivningen Nørrebro': an office with the town or quarter that tells which one."""
    for index in sentence.odd:
        token = sentence.tokens[index]
        if token.taken or not token.known & Known.TOWN:
            continue
        office = sentence.before(index)
        if office is None or office.taken:
            continue
        named = office.capital == token.capital and not (office.known | token.known) & Known.ALLOWED
        team = office.folded == "team" and office.capital
        if named and (team or office.folded.endswith(_OFFICES)) and not (token.is_word and not token.capital):
            yield _mark(sentence, index - 1, index, Suggestion.A_WORKPLACE)


def _after_short_kinds(sentence: Sentence) -> Iterator[Mark]:
    """'Bhv. Mariehønen': a capital word behind a kind of house that is cut short."""
    for index in sentence.odd if not sentence.vocabulary.isdisjoint(SHORT_KINDS) else ():
        token = sentence.tokens[index]
        if not index or not token.upper or token.taken or token.known & (Known.ALLOWED | Known.FREQUENT):
            continue
        if sentence.tokens[index - 1].folded in SHORT_KINDS and sentence.gap(index - 1) in (". ", " "):
            last = town_tail(sentence, index)
            yield _mark(sentence, index - 1, last, Suggestion.A_WORKPLACE)


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


def _around_head(sentence: Sentence, index: int, suggestion: Suggestion) -> Iterator[Mark]:
    """'Herlev Privatskole', 'opholdsstedet Bakkegården', 'pizzeria napoli'."""
    token = sentence.tokens[index]
    if token.folded in CLUB_LETTERS and not token.upper and not _has_town(sentence, index):
        return
    first, last = first_word(sentence, index), last_word(sentence, index)
    if last > index:
        first = _head_begins(sentence, index, first)
        first = first if sentence.tokens[index].capital else kind_before(sentence, first)
        yield _mark(sentence, first, last, suggestion)
    elif first == index and (place := _placed(sentence, index)):
        yield _mark(sentence, first, place, suggestion)
    elif token.folded in STREET_HEADS and (street := _STREET_BEHIND.match(sentence.text, token.end)):
        yield weak(token.start, street.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif token.folded in NUMBERED and (number := _NUMBER.match(sentence.text, token.end)):
        end = _behind_number(sentence, number.end())
        yield weak(sentence.tokens[first].start, end, Label.ORG, Reason.ORGANISATION, suggestion)
    elif street := _STREET_TAIL.match(sentence.text, token.end):
        yield weak(token.start, street.end(), Label.ORG, Reason.ORGANISATION, suggestion)
    elif first < index:
        yield _mark(sentence, first, town_tail(sentence, index), suggestion)


def _has_town(sentence: Sentence, index: int) -> bool:
    """Whether a town, or a word in no list, stands right before: 'greve if', 'and if you' is no club."""
    before = sentence.before(index)
    return before is not None and bool(before.known & Known.TOWN or not before.known)


def _placed(sentence: Sentence, index: int) -> int:
    """Return the index of the place in 'Dagplejen i Vestbyen', 'centret i Køge'; 0 when there is none."""
    head, joint, place = sentence.tokens[index], sentence.after(index), sentence.after(index + 1)
    if joint is None or place is None or joint.folded not in ("i", "på", "ved") or sentence.noun_capitals:
        return 0
    if place.known & Known.ALLOWED or not _is_certain(sentence, index):
        return 0
    if place.known & Known.TOWN and (place.capital or not place.known & Known.COMMON):
        return index + 2
    named = head.capital or (
        PLACE_ENDS.search(place.folded) and not place.known & (Known.COMMON | Known.NAME)
    )
    house = place.capital and named and not is_head(place)
    return index + 2 if house and not place.folded.endswith("land") else 0


def _is_certain(sentence: Sentence, index: int) -> bool:
    """Whether a head is one that the reader knows: 'skolen', 'Ungdomsskolen', and not 'en skole'."""
    head, before = sentence.tokens[index], sentence.before(index)
    if before is not None and before.folded in _ARTICLES:
        return False
    further = sentence.before(index - 1)
    if before is not None and further is not None and further.folded in ATTENDING:
        return before.folded in _AT_PLACES
    return head.capital or head.folded in WARDS or head.folded.endswith(("en", "et", "ne"))


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
    elif first < index or _is_own_name(sentence, token, token.folded):
        yield _mark(sentence, first, town_tail(sentence, last), suggestion)


def _owner(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'engskolens leder', 'Vejle Boldklubs formand'."""
    first, folded = first_word(sentence, index), token.folded[:-1]
    if first < index or (folded not in HEADS and _is_own_name(sentence, token, folded)):
        yield _mark(sentence, first, index, HEADS.get(folded) or _suggest(folded))


def _is_own_name(sentence: Sentence, token: Token, folded: str) -> bool:
    """Whether a compound names one place by itself; ``folded`` is without a genitive -s."""
    if token.capital and not sentence.shouting:
        first = token.first and not _is_behind_short_form(sentence, token)
        if not (first or sentence.noun_capitals) or not token.is_word:
            return True
    if sentence.reader.is_listed_word(folded):
        return False
    if folded.endswith("skolen") and not sentence.noun_capitals:
        return folded.removesuffix("skolen").removesuffix("s") not in KINDS_OF_SCHOOL
    if not folded.endswith(_OWN_HEADS):
        return False
    return bool(NATURE.match(folded)) or not (token.known or sentence.is_compound(token))


def _is_behind_short_form(sentence: Sentence, token: Token) -> bool:
    """Whether a word cut short stands right before, in telegram style: 'Mø. ons. Kirkeskolen'."""
    if not sentence.telegram or sentence.text[token.start - 2 : token.start] != ". ":
        return False
    short = sentence.text[max(0, token.start - 2 - _SHORT_LETTERS_MAX) : token.start - 2].rpartition(" ")[2]
    return 1 < len(short) < _SHORT_LETTERS_MAX and short.islower()


def _brand(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'arbejder i Netto', in small letters after 'i' or 'hos' alone."""
    before = sentence.before(index)
    after_at = before is not None and before.folded in _AT
    alone = not token.is_word
    after = sentence.after(index)
    named = token.capital and (not token.first or (after is not None and after.capital))
    if after_at or alone or named:
        number = _NUMBER.match(sentence.text, token.end) if token.folded in NUMBERED else None
        street = _STREET_BEHIND.match(sentence.text, token.end)
        last = sentence.tokens[town_tail(sentence, branch_end(sentence, index))]
        tail = number or street or _WARD.match(sentence.text, last.end)
        end = tail.end() if tail else last.end
        if number:
            end = _behind_number(sentence, end)
        yield weak(token.start, end, Label.ORG, Reason.ORGANISATION, Suggestion.A_WORKPLACE)


def _behind_number(sentence: Sentence, end: int) -> int:
    """Return where the street or town behind a house's number ends: 'Rema 1000 på Storegade'."""
    street = _STREET_TAIL.match(sentence.text, end)
    if street is None:
        return _town_behind(sentence, end)
    return end if street[0].endswith(_GENERAL_STREETS) else street.end()


def _town_behind(sentence: Sentence, end: int) -> int:
    """Return where the town behind a house's number ends, one in no list too: 'rema 1000 skalborg'."""
    town = _TOWN_BEHIND.match(sentence.text, end)
    word = fold(town[1]) if town else ""
    listed = sentence.reader.look_up(word)
    named = listed & Known.TOWN or (not listed and PLACE_ENDS.search(word) is not None)
    return town.end() if town and named else end


def _after_its_town(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'nørrebro basket', 'psykiatrisk afdeling i Glostrup'."""
    before, further = sentence.before(index), sentence.before(index - 1)
    if before is not None and not before.taken and token.folded in GAMES:
        if further is not None and sentence.reader.is_town(f"{further.text} {before.text}"):
            yield _mark(sentence, index - 2, index, Suggestion.AN_ASSOCIATION)
        elif before.known & Known.TOWN:
            yield _mark(sentence, index - 1, index, Suggestion.AN_ASSOCIATION)
    elif token.folded in WARDS and (place := _placed(sentence, index)):
        yield _mark(sentence, kind_before(sentence, index), place, Suggestion.A_WORKPLACE)


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

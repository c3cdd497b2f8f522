"""Addresses, postcodes and towns.

A house number is looked for first, and then the street before it: the time grows with the
number of numbers, whatever the words are.

Source
    docs/rules/anonymity.md
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.nearby import NearDigits
from nsk_tui.rules.anonymity.small_houses import is_quarter
from nsk_tui.rules.anonymity.spans import Mark, strong, weak
from nsk_tui.rules.anonymity.spoken import NUMBER_WORDS
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Kind, Token
from nsk_tui.rules.anonymity.workplaces import QUARTERS

_HOUSE = re.compile(
    r"(?<![0-9.,/:_-])(?<![A-ZÆØÅ])(?:(?<!\w)nr\.? ?)?[0-9]{1,3}(?:-[0-9]{1,3})?(?![0-9])"
    r"(?:(?: ?[A-Z]|[a-z]| [a-hj-z])(?![\w]|[.'-]\w))?"
    r"(?![.,:/-]?[0-9]|/|\w|\. ?klasse| ?(?:år|mdr|børn|gange|timer|kr|personer|pct|%|dage|uger|minutter|min|"
    r"deltagere|elever|"
    r"sager|stk|måneder|klasse|søskende|unge|besøg|samtaler|møder|mand|stop|km|m)\b)"
)
_FLOOR = re.compile(
    r"(?i)(?:,? ?(?:"
    r"(?:st|kl(?!\.? ?[0-9])|stuen|kld)\b\.?(?:[ ,]{1,2}(?:tv|th|mf|lejl|dør)\b\.?(?: ?[0-9]{1,4})?)?"
    r"|[0-9]{1,2}\.?(?: ?(?:sal|etage)\b)?[ ,.]{0,3}(?:tv|th|mf|lejl|dør)\b\.?(?: ?[0-9]{1,4})?"
    r"|[0-9]{1,2}\. ?(?:sal|etage)\b|[0-9]{1,2}\.(?=[,;)\n.]|$| (?:og|and|i|hos|med|men|sammen|but|with) )"
    r"|[0-9]{1,2}(?:st|nd|rd|th) floor"
    r"|(?:vær(?:else)?|opg(?:ang)?|bolig|hus|blok)\b\.?(?: nr\.?)? ?[0-9]{1,4}[a-z]?(?![\w])"
    r"|(?:tv|th|mf|dør|lejl(?:ighed)?)\b\.?(?: ?[0-9]{1,4})?)){1,2}"
)
_SURE_ENDS = (
    "vej vejen gade gaden vænge vænget allé alle alléen alleen stræde strædet boulevard boulevarden "
    "torv torvet plads "
    "gyde gyden"
)
_MAYBE_ENDS = (
    "pladsen park parken vang vangen bakke bakken have haven toft toften kvarter kvarteret sti stien "
    "bryn brynet drag draget ager "
    "ageren krog krogen lund lunden eng engen ås åsen vold volden kaj kajen bro broen løkke løkken "
    "skrænt skrænten passage "
    "passagen gård gården høj højen dal dalen svinget kæret buen ringen banken mosen marken skellet "
    "skoven hegnet holmen "
    "led leddet mark slette sletten bæk hegn lod fald top rod kærgård vig kilde mølle møllen virke "
    "dige diget brink ende stien "
    "bjerget hjørnet terrassen brinken leddet husene hus huset sø søen kær have"
)
_SURE_TAIL = re.compile(rf"(?:{'|'.join(sorted(_SURE_ENDS.split(), key=len, reverse=True))})$")
_MAYBE_TAIL = re.compile(rf"(?:{'|'.join(sorted(_MAYBE_ENDS.split(), key=len, reverse=True))})$")
_BARE_ENDS = fold_all("vej gade plads torv allé alle boulevard stræde park have vænge bakke bro gård")
_LEADS = fold_all(
    "gl ll st sdr ndr nr vestre østre nordre søndre vester øster nørre sønder gammel gamle ny store "
    "lille ved h c f hc cf "
    "dronning kong prins prinsesse sankt skt chr peder over under bag"
)
_LIVING = fold_all(
    "bor boet boede boende bo bopæl bopælen adr adresse adressen flytte flytter flyttet flyttede "
    "overnatter overnattet "
    "overnattede opholder ophold befinder gemmer indlogeret lejlighed lejligheden hjemadresse hentet "
    "hentes lejer indkvarteret lejemål lejemålet"
)
_STREET_PREPOSITIONS = fold_all("på til i fra ved hos adresse adr adressen lyder")
_NO_STREETS = fold_all(
    "lokale uge kapitel bygning stue klasse niveau trin fase bilag side paragraf kl nr afsnit rum "
    "etape punkt artikel version sag "
    "år den de cirka ca omkring alder gruppe team hold afdeling spor opgang kategori jan feb mar apr "
    "jun jul aug sep okt nov dec "
    "januar februar marts april maj juni juli august september oktober november december perioden "
    "mindst kun ikke mere end op "
    "mindre højst lov bek lbk stk rema snapchat iphone windows ps nu her hende ham dem sammen med og "
    "i på en et to mødet tilfælde "
    "gang gange underveje afveje omveje undervej omvej genvej udvej færdselsvej indkomst under over "
    "del bind model stk pkt mappe skab skuffe skuffen seng kasse kassen boks bord række "
    "sæde perron rute bus "
    "tog dør etage kolonne side sider kode"
)
_SPOKEN_WORDS_MAX = 4
_NUMBER_SIGNS = frozenset({"nummer", "nr"})
_GAPS = frozenset({"", " ", ". ", ".", "  ", " nr. ", " nr ", " v. nr. ", " ved nr. ", ", ", ".-"})
_LINE_GAP = re.compile(r" ?\n(?:> ?){0,4}")
_LISTED = (".", ")")
"""Behind a number at the start of a line: a list's point, not a house."""

_LEAD_WORDS_MAX = 4
_OWN_LETTERS_MIN = 6
_LEAD_LETTERS_MAX = 3
"""A full stop inside a street stands behind a short form alone: 'Sdr. Ringvej'."""

_INDEFINITE = ("vej", "gade", "stræde", "allé", "alle", "vænge", "boulevard", "torv")
_NO_BARE_STREETS = fold_all(
    "skolevej arbejdsvej hjemvej udvej omvej genvej tilbagevej undervej afvej motorvej landevej "
    "villavej grusvej cykelvej gågade "
    "hovedgade hovedgaden sidegade sidegaden sidevej sidevejen landevejen motorvejen omvejen "
    "genvejen blindgade færdselsvej "
    "byggeplads flugtvej ringvej livsvej lovvej retsvej rejsevej gågaden bredgade skolevejen "
    "hjemvejen vejen gaden torvet"
)
_POSTCODE = re.compile(
    r"(?<![\w.,/-])(?:DK[- ]?)?(?P<code>[1-9][0-9]{3})(?:,? |\n(?<!19[0-9]{2}\n)(?<!20[0-9]{2}\n))"
    r"(?P<town>[^\W\d_][\w.-]{1,20}(?: [^\W\d_][\w.-]{1,20}){0,2})"
)
_POSTCODE_DIGITS = 4
_BLOCK = re.compile(
    r"(?i),? (?:blok|opgang|lejl\.?|lejlighed) ?(?:nr\.? ?)?(?:[0-9]{1,3}[A-Z]?|[A-Z])(?![^\W_])"
)
_DISTRICT = re.compile(
    r"\.? (?:NV|SV|SØ|NØ|[NSVØKCM])(?!\w)|\.? (?:nv|sv|sø|nø|[nsvøkcm])(?=[.,;)\s]|$)(?!\.\w)"
)
_POSTCODE_ALONE = re.compile(
    r"(?i)(?<!\w)post(?:nr|nummer|kode)\w{0,2}[.: ]{0,3}(?:er )?(?P<code>[1-9][0-9]{3})(?![0-9])"
)
_ADDRESS = (Suggestion.AN_ADDRESS,)
_TOWN = (Suggestion.A_TOWN, Suggestion.A_SMALL_TOWN)
_VILLAGE = (Suggestion.A_SMALL_TOWN, Suggestion.A_TOWN)
_LARGE_TOWNS = fold_all(
    "københavn kbh aarhus odense aalborg esbjerg randers kolding horsens vejle roskilde herning "
    "silkeborg hørsholm "
    "helsingør næstved viborg fredericia køge taastrup holstebro slagelse hillerød holbæk sønderborg "
    "svendborg hjørring "
    "frederikshavn haderslev skive ringsted frederiksberg gentofte gladsaxe herlev hvidovre ballerup "
    "albertslund "
    "glostrup rødovre brøndby ishøj greve lyngby tårnby nørrebro østerbro vesterbro amager vollsmose "
    "gellerup tingbjerg "
    "brabrand viby valby vanløse brønshøj nordvest sydhavnen husum gellerupparken mjølnerparken "
    "malmø malmö oslo "
    "stockholm göteborg hamborg hamburg berlin london istanbul ankara bagdad mogadishu islamabad "
    "lahore karachi kabul "
    "damaskus aleppo beirut teheran erbil paris nairobi kairo"
)
"""Towns of which 'en by' says enough; of the others 'en mindre by'."""


def find_addresses(sentence: Sentence, near: NearDigits) -> Iterator[Mark]:
    """Yield streets with a house number, floor and door."""
    digits = near.text
    ends = [token.end for token in sentence.tokens] if near.stretches else []
    for house in near.numbers(_HOUSE):
        index = max(0, bisect_left(ends, house.start()) - 1)
        while index + 1 < len(ends) and ends[index + 1] <= house.start():
            index += 1
        if index >= len(ends) or not _is_gap(digits, ends[index], house):
            continue
        floor = _FLOOR.match(digits, house.end())
        lettered = floor is not None or house[0][-1].isalpha()
        start = _street_start(sentence, index, lettered)
        if start is not None:
            yield strong(
                start, floor.end() if floor else house.end(), Label.ADDRESS, Reason.STREET, *_ADDRESS
            )


def _is_gap(digits: str, end: int, house: re.Match[str]) -> bool:
    """Whether what stands between a word's end and a number may stand inside an address."""
    gap = digits[end : house.start()] if end <= house.start() else None
    return gap in _GAPS or (
        gap is not None
        and _LINE_GAP.fullmatch(gap) is not None
        and not digits.startswith(_LISTED, house.end())
    )


def _street_start(sentence: Sentence, index: int, lettered: bool) -> int | None:
    """Where the street begins whose last word has this index; None: it is no street.

    ``lettered``: a letter or a floor stands behind the number.
    """
    last = sentence.tokens[index]
    if last.folded in _NO_STREETS:
        return None
    first = _first_word(sentence, index)
    begin = sentence.tokens[first]
    if _SURE_TAIL.search(last.folded) and (first < index or last.folded not in _BARE_ENDS):
        return begin.start
    named = last.upper and (lettered or not (last.first and first == index and last.is_word))
    before = sentence.before(first)
    if _MAYBE_TAIL.search(last.folded) and (named or (before is not None and before.folded == "på")):
        return begin.start
    if (
        _MAYBE_TAIL.search(last.folded)
        and not last.known
        and not last.is_name
        and len(last.text) > _OWN_LETTERS_MIN
    ):
        return begin.start
    if not _lives_before(sentence, first, named):
        return None
    return begin.start


def _first_word(sentence: Sentence, index: int) -> int:
    """Return the index of a street's first word."""
    first = index
    while first > 0 and index - first < _LEAD_WORDS_MAX and sentence.gap(first - 1) in (" ", ". ", "."):
        token = sentence.tokens[first - 1]
        if (
            sentence.gap(first - 1) != " "
            and token.folded not in _LEADS
            and (len(token.text) > _LEAD_LETTERS_MAX or token.known & Known.COMMON)
        ):
            break
        if token.folded not in _LEADS and not (token.upper and _may_lead(token)):
            break
        if token.folded in ("ved", "over", "under", "bag") and not _is_lead_word(sentence, first - 1):
            break
        first -= 1
    if (
        first == index
        and sentence.tokens[index].folded in _BARE_ENDS
        and first > 0
        and sentence.gap(first - 1) == " "
    ):
        return first - 1 if sentence.tokens[first - 1].folded[-1] in "se" else first
    return first


def _is_lead_word(sentence: Sentence, index: int) -> bool:
    """Whether 'ved' begins a street's name: with a capital, or after another preposition."""
    before = sentence.before(index)
    return sentence.tokens[index].upper or (before is not None and before.folded in ("på", "i", "adressen"))


def _may_lead(token: Token) -> bool:
    """Whether a capital word may be a part of a street's name."""
    if token.folded in _LIVING or token.folded in cues.PREPOSITIONS or token.folded in cues.NEVER:
        return False
    if not token.first or not token.is_word or token.is_name:
        return True
    return token.folded.endswith("s")


def _lives_before(sentence: Sentence, first: int, named: bool) -> bool:
    """Whether the words before say that somebody lives there ('bor på'), or just 'på' before a capital."""
    words = [token.folded for token in sentence.tokens[max(0, first - _LEAD_WORDS_MAX) : first]]
    if not words or words[-1] not in _STREET_PREPOSITIONS | _LIVING:
        return False
    return any(word in _LIVING for word in words) or (named and words[-1] in ("på", "adresse", "adr"))


def find_bare_streets(sentence: Sentence) -> Iterator[Mark]:
    """Yield street names without a number, or with one in words."""
    for index in sentence.special:
        token = sentence.tokens[index]
        if token.kind & Kind.STREET and not token.taken and _is_bare_street(sentence, index):
            first = _first_word(sentence, index)
            number = sentence.after(index)
            spoken = number is not None and number.folded in NUMBER_WORDS
            end = _spoken_end(sentence, index + 1) if number is not None and spoken else token.end
            yield weak(sentence.tokens[first].start, end, Label.ADDRESS, Reason.STREET, *_ADDRESS)


def find_spoken_streets(sentence: Sentence) -> Iterator[Mark]:
    """Yield streets with 'nummer' and a number in words: 'solbakken nummer fireogtredive'."""
    if sentence.vocabulary.isdisjoint(_NUMBER_SIGNS):
        return
    for index in sentence.odd:
        token, sign, number = sentence.tokens[index], sentence.after(index), sentence.after(index + 1)
        if sign is None or number is None or sign.folded not in _NUMBER_SIGNS or token.taken:
            continue
        street = _SURE_TAIL.search(token.folded) or _MAYBE_TAIL.search(token.folded)
        if street and number.folded in NUMBER_WORDS:
            end = _spoken_end(sentence, index + 2)
            start = sentence.tokens[_first_word(sentence, index)].start
            yield weak(start, end, Label.ADDRESS, Reason.STREET, *_ADDRESS)


def _spoken_end(sentence: Sentence, index: int) -> int:
    """Where a house number in words ends: 'hundrede og toogtyve'."""
    end = sentence.tokens[index].end
    for _ in range(_SPOKEN_WORDS_MAX):
        index += 1
        if index >= len(sentence.tokens) or sentence.gap(index - 1) != " ":
            break
        word = sentence.tokens[index]
        if word.folded in NUMBER_WORDS:
            end = word.end
        elif word.folded != "og":
            break
    return end


def _is_bare_street(sentence: Sentence, index: int) -> bool:
    """Whether a word that ends like a street is one: a capital, or 'på' right before it."""
    token, before = sentence.tokens[index], sentence.before(index)
    if token.folded in _NO_BARE_STREETS:
        return False
    if token.capital and not sentence.shouting:
        return not (token.first or sentence.noun_capitals) or not token.known & Known.WORD
    return before is not None and before.folded in ("på", "ad") and token.folded.endswith(_INDEFINITE)


def find_towns(sentence: Sentence, near: NearDigits) -> Iterator[Mark]:
    """Yield postcodes with their town, and towns alone."""
    coded = near.longest >= _POSTCODE_DIGITS
    for match in near.numbers(_POSTCODE) if coded else ():
        end = _town_end(sentence, match)
        if end:
            yield strong(match.start(), end, Label.PLACE, Reason.POSTCODE, *_TOWN)
    for match in near.matches(_POSTCODE_ALONE) if coded and "post" in near.small else ():
        yield strong(*match.span("code"), Label.PLACE, Reason.POSTCODE, *_TOWN)
    for index in sentence.odd:
        token = sentence.tokens[index]
        if (
            token.known & Known.TOWN
            and not token.known & Known.ALLOWED
            and not token.taken
            and _is_town(sentence, index, token)
        ):
            block = _BLOCK.match(sentence.text, token.end)
            end = block.end() if block else _quarter_end(sentence, index)
            suggested = _TOWN if token.folded in _LARGE_TOWNS else _VILLAGE
            yield weak(token.start, end, Label.PLACE, Reason.TOWN, *suggested)


def _quarter_end(sentence: Sentence, index: int) -> int:
    """Where a town ends with its quarter: 'Rødovre Centrum', 'aarhus nord'."""
    token, after = sentence.tokens[index], sentence.after(index)
    named = after is not None and after.capital == token.capital and after.folded in QUARTERS
    return after.end if named and after is not None and is_quarter(sentence, index + 1) else token.end


def _town_end(sentence: Sentence, match: re.Match[str]) -> int:
    """Where the town after a postcode ends; 0 when none follows."""
    words = match["town"].split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count]).rstrip(".-")
        if sentence.reader.is_town(name):
            end = match.start("town") + len(name)
            district = _DISTRICT.match(sentence.text, end)
            return district.end() if district else end
    word = words[0].rstrip(".-")
    return (
        match.start("town") + len(word)
        if word[0].isupper() and not sentence.reader.is_plain_word(word)
        else 0
    )


_TOWN_BEFORE = fold_all("i fra til ved omkring nær uden by byen hjembyen landsbyen")


def _is_town(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a town's name is used as one: a capital, or 'i' before it in small letters."""
    first_name = sentence.before(index)
    if first_name is not None and first_name.capital and first_name.known & Known.FIRST and token.is_name:
        return False
    if token.capital and not token.shouted:
        return not token.first or not (token.is_word or token.is_name)
    before = sentence.before(index)
    return not token.is_word and before is not None and before.folded in _TOWN_BEFORE

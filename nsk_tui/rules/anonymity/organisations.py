"""Named schools, workplaces and associations: they point to few people.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.lexicon import fold, fold_all
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Known, Sentence, Token

_SCHOOL = (
    "skole skolen skoler gymnasium gymnasiet universitet universitetet akademi akademiet kostskole "
    "seminarium hf-kursus"
)
_LIVING = (
    "kollegium kollegiet krisecenter krisecentret krisecenteret opholdssted opholdsstedet bosted "
    "bostedet botilbud botilbuddet "
    "døgninstitution døgninstitutionen plejehjem plejehjemmet plejecenter plejecentret døgncenter "
    "bofællesskab bofællesskabet "
    "herberg herberget safehouse"
)
_ASSOCIATION = (
    "moske moskeen moské moskéen kirke kirken forening foreningen klub klubben boldklub boldklubben "
    "idrætsforening kulturforening "
    "kulturcenter kulturcentret fritidsklub fritidsklubben ungdomsklub ungdomsklubben menighed "
    "menigheden loge spejdergruppe"
)
_WORK = (
    "klinik klinikken privatklinik tandklinik tandlægerne lægehus lægehuset lægerne børnehave "
    "børnehaven vuggestue vuggestuen "
    "dagpleje restaurant restauranten hotel hotellet café cafe caféen cafeen pizzeria pizzeriaet "
    "grill grillen grillbar kiosk "
    "kiosken bageri bageriet frisør frisøren salon salonen butik butikken supermarked supermarkedet "
    "firma firmaet virksomhed "
    "virksomheden hospital hospitalet sygehus sygehuset apotek apoteket institution institutionen "
    "center centret centeret bank "
    "banken advokatfirma advokatfirmaet bureau bureauet værksted værkstedet autoværksted tankstation "
    "bazar bazaren shop fabrik fabrikken lager "
    "lageret hallen fitness taxa aps bibliotek biblioteket børnehus børnehuset sprogcenter "
    "sprogcentret sprogskole sprogskolen"
)
_HEADS = {
    fold(word): suggestion
    for words, suggestion in (
        (_SCHOOL, Suggestion.A_SCHOOL),
        (_LIVING, Suggestion.A_PLACE_TO_LIVE),
        (_ASSOCIATION, Suggestion.AN_ASSOCIATION),
        (_WORK, Suggestion.A_WORKPLACE),
    )
    for word in words.split()
}
_ENDS = re.compile(
    r"(?:skolen?|gymnasium|gymnasiet|universitet|kollegium|kollegiet|krisecenter|børnehaven?|vuggestuen?|klinikk?(?:en)?|"
    r"centret|centeret|center|moskeen?|kirken?|foreningen?|klubben|klub|hospital|sygehus|akademi|hotel|pizzeria|grill|kiosk|"
    r"bageri|apotek|plejehjem|bosted|opholdssted|fonden?|bibliotek|husets?)$"
)
_OWN_ENDS = re.compile(
    r"(?:gården?|huset?|haven|bakken|skoven|dalen|engen|stjernen|strålen|hulen|reden|slottet|borgen|toppen|kilden|bo|høj|lund|"
    r"perlen|blomsten|roden|solen|hytten|myretuen|bien|oasen|broen|skolen|loftet|kernen|vangen|marken|tårnet|pletten|klubben|holm)$"
)
_SUGGEST_BY_END = (
    ("skol", Suggestion.A_SCHOOL),
    ("gymnasi", Suggestion.A_SCHOOL),
    ("klub", Suggestion.AN_ASSOCIATION),
    ("forening", Suggestion.AN_ASSOCIATION),
    ("mosk", Suggestion.AN_ASSOCIATION),
    ("kirke", Suggestion.AN_ASSOCIATION),
    ("kolleg", Suggestion.A_PLACE_TO_LIVE),
    ("krisec", Suggestion.A_PLACE_TO_LIVE),
)
_BRANDS = fold_all(
    "netto føtex bilka lidl aldi meny spar irma kvickly superbrugsen fakta rema matas ikea "
    "elgiganten jysk silvan bauhaus "
    "mcdonalds mcdonald's 7-eleven burgerking kfc sunset lærdansk dsb arriva movia postnord iss wolt "
    "nemlig danfoss grundfos vestas "
    "novo lego arla carlsberg nordea rigshospitalet skejby magasin salling zara normal coop tdc "
    "telia telenor falck dantaxi "
    "cphbusiness niels-brock nielsbrock zealand ucplus asylcenter lyngby-uddannelsescenter"
)
_AT = fold_all("i hos på fra ved for til")
_NO_LEFT = fold_all(
    "den det en et hans hendes deres vores sin ny nye gammel samme anden privat kommunal lokal og i på"
)
_TOWN_TAIL_MAX = 2


def find_organisations(sentence: Sentence) -> Iterator[Mark]:
    """Yield named places of work, learning, living and faith."""
    for index, token in enumerate(sentence.tokens):
        if token.taken:
            continue
        suggestion = _HEADS.get(token.folded)
        if suggestion is not None:
            yield from _around_head(sentence, index, suggestion)
        elif _ENDS.search(token.folded) and token.capital:
            yield from _compound(sentence, index, token)
        elif token.folded in _BRANDS:
            yield from _brand(sentence, index, token)


def _around_head(sentence: Sentence, index: int, suggestion: Suggestion) -> Iterator[Mark]:
    """'Herlev Privatskole', 'opholdsstedet Bakkegården', 'Restaurant Den Gyldne Gren'."""
    token = sentence.tokens[index]
    first, last = _left(sentence, index), _right(sentence, index)
    if last > index:
        begin = first if first < index else (index if token.capital and not token.first else index + 1)
        if (
            token.capital
            and token.first
            and token.folded in ("restaurant", "hotel", "café", "cafe", "pizzeria")
        ):
            begin = index
        yield _mark(sentence, begin, last, suggestion)
    elif first < index:
        yield _mark(sentence, first, index, suggestion)


def _compound(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'Københavns Professionshøjskole', 'Rosenskolen'."""
    first, last = _left(sentence, index), _right(sentence, index)
    alone = token.first and token.is_word
    if first == index and alone and last == index:
        return
    if first == index and sentence.noun_capitals and token.is_word:
        return
    yield _mark(sentence, first, last, _suggest(token.folded))


def _brand(sentence: Sentence, index: int, token: Token) -> Iterator[Mark]:
    """'arbejder i Netto', in small letters after 'i' or 'hos' alone."""
    before = sentence.before(index)
    after_at = before is not None and before.folded in _AT
    if after_at or (token.capital and not token.first):
        yield _mark(sentence, index, _town_tail(sentence, index), Suggestion.A_WORKPLACE)


def _left(sentence: Sentence, index: int) -> int:
    """Return the first of the capital words before a head; in small letters a town or unknown word."""
    first = index
    while first > 0 and sentence.gap(first - 1) in (" ", "-", " & "):
        token = sentence.tokens[first - 1]
        if (
            not token.capital
            or token.taken
            or (token.first and _opens_only(token))
            or token.folded in cues.NEVER
        ):
            break
        first -= 1
    if first < index or index == 0 or sentence.gap(index - 1) != " ":
        return first
    token = sentence.tokens[index - 1]
    named = token.known & Known.TOWN or not (
        token.known or token.folded in _NO_LEFT or sentence.is_compound(token)
    )
    return index - 1 if named and not token.taken and len(token.text) > _TOWN_TAIL_MAX else index


def _opens_only(token: Token) -> bool:
    """Whether a capital is due to the start of the sentence."""
    return token.is_word and not token.known & Known.TOWN


def _right(sentence: Sentence, index: int) -> int:
    """Return the last of the capital words after a head, with 'i Nyborg' behind them."""
    last = index
    while last + 1 < len(sentence.tokens) and sentence.gap(last) in (
        " ",
        "-",
        " & ",
        " '",
        ' "',
        " «",
        " »",
        " “",
        " ”",
    ):
        token = sentence.tokens[last + 1]
        if token.taken or not _names_place(sentence, token, last == index):
            break
        last += 1
    return _town_tail(sentence, last) if last > index else last


def _names_place(sentence: Sentence, token: Token, right_after: bool) -> bool:
    """Whether a word after a head is part of what the place is called."""
    if token.folded in cues.NEVER and not token.capital:
        return False
    if token.capital and not sentence.noun_capitals and not sentence.shouting:
        return not token.known & Known.ALLOWED or token.folded in ("dansk", "danske")
    if not right_after or token.folded in cues.PERSON_VERBS:
        return False
    return bool(_OWN_ENDS.search(token.folded)) and not token.known & Known.COMMON and len(token.text) > 4


def _town_tail(sentence: Sentence, last: int) -> int:
    """Return the index of the town in 'i Nyborg' after a name."""
    if last + 2 < len(sentence.tokens) and sentence.gap(last) == " " and sentence.gap(last + 1) == " ":
        joint, town = sentence.tokens[last + 1], sentence.tokens[last + 2]
        if joint.folded in ("i", "på", "ved") and town.known & Known.TOWN:
            return last + 2
    return last


def _suggest(folded: str) -> Suggestion:
    return next((found for part, found in _SUGGEST_BY_END if part in folded), Suggestion.A_WORKPLACE)


def _mark(sentence: Sentence, first: int, last: int, suggestion: Suggestion) -> Mark:
    tokens = sentence.tokens
    return weak(tokens[first].start, tokens[last].end, Label.ORG, Reason.ORGANISATION, suggestion)

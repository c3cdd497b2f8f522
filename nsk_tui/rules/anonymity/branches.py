"""One house of a partner, a chain or a school that goes by letters: 'Røde Kors Aarhus', 'FGU Nord'.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.allowed import REGIONS, find_phrases
from nsk_tui.rules.anonymity.findings import Suggestion
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token
from nsk_tui.rules.anonymity.workplaces import PARTNERS, QUARTERS, is_head

Span = tuple[int, int, Suggestion]
"""The indexes of the first and the last word, and what to write instead."""

_PARTNERS = """
red barnet ungdom | red barnet | ungdommens røde kors | dansk røde kors | røde kors | dansk
flygtningehjælp |
flygtningehjælpen | kirkens korshær | blå kors | børns vilkår | headspace danmark | headspace |
mødrehjælpen |
retshjælpen | offerrådgivningen | mandecentret | exitcirklen | lægevagten |
natteravnene | bydelsmødrene | bydelsmødre | frelsens hær | dansk folkehjælp | ventilen | kfum spejderne |
det danske spejderkorps | ældre sagen | ældresagen | danske handicaporganisationer | mino danmark |
muslimernes fællesråd | lgbt danmark | settlementet | frivilligcenter | børnehus | sankt nicolai tjenesten
"""
_CHAINS = """
next uddannelse | next uddannelse københavn | jem & fix | harald nyborg | burger king | sunset boulevard
| jensens bøfhus | espresso house | joe & the
juice | pizza hut | dominos pizza |
danske bank | jyske bank | arbejdernes landsbank | spar nord | danske fragtmænd | danish crown | danish
agro |
arla foods | novo nordisk | royal unibrew | siemens gamesa | søstrene grene | bog & idé | kop & kande | mr
spex |
fitness world | fitness dk | louis nielsen | profil optik | thiele briller | circle k | q8 | ok plus | go
on |
first hotel | cabinn | zleep hotel | best western | radisson blu | hotel phoenix | just eat | too good to
go |
lagkagehuset | letz sushi | sticks n sushi | max burgers | wolt market | toms gruppen | danish agro |
dansk supermarked |
dsb service | keolis | post danmark | 4x48 | dansk industri | bella center | meny | løvbjerg | abc lavpris |
niels brock
"""
_LETTERS = fold_all(
    "vuc euc fgu sosu fof aof lof uc ucl ucn via tec ats zbc kea next hk kfum kfuk fdf dui dgi hf hfc fc "
    "bk if ik gf htx hhx stx "
    "hg hhs ikv ibc iba eaaa phmetropol ish eud eux aku uu dbu dif hkb tcaa sde cph wic usg pc"
)
"""Schools, unions and clubs that go by letters; with a word behind, one house of theirs."""

_ALSO_WORDS = fold_all("via next if ik uu hf htx hhx stx eud eux ok gf cph pc")
"""Of these, what is a word or a kind too: only in capitals among small letters."""

_LETTERS_MAX = 6
_WORDS_MAX = 4
_ORDINARY = Known.COMMON | Known.ALLOWED


def find_branches(sentence: Sentence) -> Iterator[Span]:
    """Yield the houses that a partner, a chain or letters name together with what stands behind."""
    words, vocabulary = sentence.words, sentence.vocabulary
    for first, end in find_phrases(words, _PARTNERS, vocabulary):
        last = _reach(sentence, end - 1)
        if last >= end:
            yield first, last, Suggestion.AN_ASSOCIATION
    for first, end in find_phrases(words, _CHAINS, vocabulary):
        if sentence.small or sentence.shouting or sentence.tokens[first].capital:
            yield first, _reach(sentence, end - 1), Suggestion.A_WORKPLACE
    for index in sentence.odd if vocabulary.isdisjoint(_LETTERS) else range(len(words)):
        token = sentence.tokens[index]
        if len(token.text) <= _LETTERS_MAX and not token.taken and _is_by_letters(sentence, index, token):
            last = _reach(sentence, index)
            if last > index:
                yield index, last, Suggestion.A_SCHOOL


def _is_by_letters(sentence: Sentence, index: int, token: Token) -> bool:
    """Whether a word is the letters that a school or firm goes by."""
    plain = not token.shouted or sentence.shouting
    if token.folded in _LETTERS:
        return not (plain and token.folded in _ALSO_WORDS) or _is_attended_in_town(sentence, index)
    if plain or token.known or len(token.text) < 2:
        return False
    after = sentence.after(index)
    if after is None or not after.capital or after.shouted:
        return False
    return after.folded in QUARTERS or bool(after.known & Known.TOWN) or not after.known & Known.FIRST


def _is_attended_in_town(sentence: Sentence, index: int) -> bool:
    """Whether small letters that are a word too are a school: 'på via i horsens'."""
    before, joint, town = sentence.before(index), sentence.after(index), sentence.after(index + 1)
    if before is None or before.folded not in ("på", "hos") or joint is None or joint.folded != "i":
        return False
    return town is not None and bool(town.known & Known.TOWN) and not town.known & _ORDINARY


def _reach(sentence: Sentence, last: int) -> int:
    """Return the index of the last word that belongs to a house's name reaching to ``last``."""
    limit = min(last + _WORDS_MAX, len(sentence.tokens) - 1)
    while last < limit and sentence.gap(last) in (" ", " - ", " & "):
        token = sentence.tokens[last + 1]
        if _belongs(sentence, token) or (token.public and token.folded in PARTNERS):
            last += 1
            continue
        town = sentence.after(last + 1)
        if token.folded not in ("i", "på", "ved") or town is None or not town.known & Known.TOWN:
            break
        if not town.capital and town.known & _ORDINARY:
            break
        last += 2
    return last


def _belongs(sentence: Sentence, token: Token) -> bool:
    """Whether a word behind a house's letters is part of its name."""
    if token.taken or (token.folded in cues.NEVER and not token.capital):
        return False
    if token.folded in QUARTERS or token.folded in REGIONS:
        return token.upper or sentence.small
    if token.known & Known.TOWN and (token.capital or not token.known & _ORDINARY):
        return True
    if token.capital and not sentence.noun_capitals:
        return not token.first and not token.known & Known.ALLOWED and token.folded not in cues.RELATION
    if not (sentence.small or sentence.shouting):
        return False
    if is_head(token.folded):
        return True
    return not token.known & Known.ANY_WORD and not sentence.is_compound(token)

"""Code names for threads: two neutral Danish words, drawn at random and never from a person.

Source
    docs/rules/consultations.md, "Code names"
"""

from collections.abc import Callable, Collection

from nsk_tui.rules.errors import RuleError
from nsk_tui.rules.ids import CodeName

DRAWS_MAX = 40
DRAWS_BEFORE_NUMBERS = 8
"""Of many names at once, those still missing after so many draws are given a number by chance."""
NUMBERS_AT_FIRST = 8
NUMBER_MAX = 9999

_ADJECTIVES = """
antik bageste bagt blank blinkende blomstrende blå blålig blød bred broget brusende buet bølget
cremet daglig digital diset dobbelt drejende drejet drivende dryppende duftende dugvåd dyb
dæmpet elastisk elektrisk enkel farvet firkantet fjedrende fjern flad flettet flydende foldet
forreste frostklar fugtig fyldig glat glidende glitrende grundig græsset grøn grønlig gylden
gyngende havblå hel himmelblå hurtig hvilende hæklet høj jævn kantet klar klassisk klingende
knitrende krydret kvart kvidrende kystnær kølig leret lige lodret luftig lun lydløs lys lyseblå
lysegrøn løbende magnetisk malet mat mekanisk midterste mild moderne mosgrøn mosset månedlig
mønstret mørkeblå nedre nordlig ny nylig nænsom nær omhyggelig ordentlig oval poleret prikket
præcis raslende regnfri rislende ristet rolig rullende rullet rund rustik salt samlet sandet sen
skinnende skovklædt skrå skrånende slebet smal solid solrig spirende sprød stablet stenet
stigende stille stribet strikket støbet summende susende sval svingende svævende sydlig syet
syngende tegnet ternet tidlig tonende tonet turkis tåget tør ugentlig vandrende vandret varm
varsom vestlig vid voksende vuggende vævet ydre åben årlig østlig øvre
"""

_NOUNS = """
aborre aften ager agern akkord altan appelsin bakke bane bark bi bil blad blomme blomst blyant
bog bold bolle bord bregne brik brise bro brændestabel brød brønd bus bæk bænk bær bølge bønne
citron cykel drage drivhus dug dåse efterår egern eng engsø fad farve fil fjeder fjord flagstang
fløde fløjte forår frakke frimærke fuglekasse fyr fyrtårn færge gaffel gang gardin garn gedde
glas globus gren grus grusvej gryde grydelap gråspurv græs grævling guitar gulerod gulv harpe
havebænk havelåge havn hejre hindbær honning hue hus hylde hæfte hæk hængekøje høvl is jakke
jolle jordbær kaffe kaffekande kage kagedåse kajak kakao kalender kalk kanal kande kandelaber
karpe kasket kasse kedel kegle ketsjer kilde kirsebær klaver klit klokke kløver knap kobber
kogle kompas kop krabbe kridt krus kurv kuvert kyst kål lade laks lampe lanterne lineal lygte
lysning låg låge majs mappe mariehøne markise markvej melodi melon messing middag mole morgen
mos mosaik mose musling måge måne mælk mølle møtrik nød nøgle odder ost ostehøvl ovn papir
paraply pejs pendul pensel perron pindsvin piskeris planet plateau porcelæn porre port pose pude
pumpe puslespil pære rabarber ramme ravsten regn regnbue regntønde robåd rundstykke rygsæk rør
saft salat sandbanke sang sejl sejlbåd selleri sild skab ske skinne skitse skjorte skorsten
skovl skovsti skrue skrænt skuffe sky skål skærm sluse smør sne sofa solbær solskin solsort
sommerfugl spade spejl spil spole spor squash stage stald station stentrappe sti stige
stikkelsbær stol strand stål støvle sukkerskål suppe svale svane sæl sø søbred tallerken taske
tavle tavleramme te termokande terning terrasse timeglas tog tomat tragt traktor trappe
trillebør tromme trompet tåge tårn tæppe tømmerflåde ugle ur vaffel vandfald vandkande vandmølle
vante vase vej vejrhane vind vindmølle vindue violin viser vogn væg zink åbred åre ås æble ært
æske
"""

ADJECTIVES: tuple[str, ...] = tuple(_ADJECTIVES.split())
NOUNS: tuple[str, ...] = tuple(_NOUNS.split())


class NoCodeNameLeftError(RuleError):
    """Every name that was tried is taken; with the shipped words that takes millions of threads."""

    code = "no_code_name_left"


def draw(choose: Callable[[int], int], taken: Callable[[str], bool]) -> CodeName:
    """Return a code name that is not taken.

    Shape
        ``choose(n)`` returns a whole number from 0 to n - 1; whoever calls brings the chance.
        ``taken`` says whether a thread already has the name. When many are taken, a number is
        added, from 2.
    Errors
        NoCodeNameLeftError: ``taken`` says yes to everything.

    >>> draw(lambda n: 0, {"antik-aborre"}.__contains__)
    'antik-aborre-2'
    """
    for _attempt in range(DRAWS_MAX):
        name = _pair(choose)
        if not taken(name):
            return CodeName(name)
    return _numbered(_pair(choose), taken)


def draw_many(
    count: int, choose: Callable[[int], int], taken_among: Callable[[Collection[str]], Collection[str]]
) -> tuple[CodeName, ...]:
    """Return so many code names, none of them taken and no two alike.

    Shape
        ``taken_among(names)`` returns those of some names that threads already have; it is asked
        a few times, however many names are wanted.
    Errors
        NoCodeNameLeftError: it says so of everything.

    >>> answers = iter([0, 0, 0, 0, 1, 1])
    >>> draw_many(2, lambda n: next(answers), lambda names: ())
    ('antik-aborre', 'bageste-aften')
    """
    found: dict[str, None] = {}
    for attempt in range(DRAWS_MAX):
        drawn = [_perhaps_numbered(attempt, choose) for _missing in range(count - len(found))]
        new = dict.fromkeys(name for name in drawn if name not in found)
        taken = taken_among(new) if new else ()
        found |= {name: None for name in new if name not in taken}
        if len(found) == count:
            break
    while len(found) < count:
        found[draw(choose, lambda name: name in found or bool(taken_among((name,))))] = None
    return tuple(map(CodeName, found))


def _perhaps_numbered(attempt: int, choose: Callable[[int], int]) -> str:
    """Return a pair; after some draws with a number, from ever more of them."""
    pair = _pair(choose)
    if attempt < DRAWS_BEFORE_NUMBERS:
        return pair
    numbers = NUMBERS_AT_FIRST << (attempt - DRAWS_BEFORE_NUMBERS)
    return f"{pair}-{2 + choose(min(numbers, NUMBER_MAX - 1))}"


def _numbered(pair: str, taken: Callable[[str], bool]) -> CodeName:
    for number in range(2, NUMBER_MAX + 1):
        name = f"{pair}-{number}"
        if not taken(name):
            return CodeName(name)
    raise NoCodeNameLeftError


def _pair(choose: Callable[[int], int]) -> str:
    return f"{ADJECTIVES[choose(len(ADJECTIVES))]}-{NOUNS[choose(len(NOUNS))]}"

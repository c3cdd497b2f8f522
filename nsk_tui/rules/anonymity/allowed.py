"""Proper nouns that reveal nobody: countries, languages, months, public bodies, partners, laws.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Iterator, Sequence
from functools import cache

from nsk_tui.rules.anonymity.lexicon import fold

_COUNTRIES = """
danmark sverige norge finland island grønland færøerne tyskland polen england storbritannien skotland irland
frankrig spanien portugal italien grækenland tyrkiet kurdistan syrien irak iran libanon jordan jordanien
palæstina
israel gaza vestbredden egypten libyen tunesien algeriet marokko sudan sydsudan somalia somaliland etiopien
eritrea
djibouti kenya uganda tanzania nigeria ghana gambia senegal mali niger congo rwanda burundi cameroun
afghanistan
pakistan indien bangladesh nepal bhutan kina japan korea sydkorea nordkorea vietnam thailand filippinerne
indonesien
malaysia singapore myanmar burma sri lanka ukraine rusland hviderusland belarus litauen letland estland
rumænien
bulgarien ungarn tjekkiet slovakiet østrig schweiz holland nederlandene belgien luxembourg serbien kosovo
bosnien
bosnien-hercegovina hercegovina kroatien slovenien albanien makedonien nordmakedonien montenegro
jugoslavien tjetjenien
dagestan georgien armenien aserbajdsjan kasakhstan usbekistan turkmenistan tadsjikistan kirgisistan yemen
oman qatar
kuwait bahrain saudi-arabien saudiarabien emiraterne dubai usa amerika canada mexico cuba brasilien
argentina chile
colombia peru venezuela australien newzealand afrika europa asien eu norden skandinavien mellemøsten balkan
nordafrika vesten østeuropa kaukasus punjab kashmir sydasien sydafrika zimbabwe angola jamaica haiti uk gb
uae
denmark sweden norway germany turkey syria iraq lebanon morocco egypt afghanistan india pakistan england
europe
iran somalia norwegian danish swedish turkish arabic kurdish somali urdu english german pakistani syrian
iraqi afghan
"""
_PEOPLES = """
dansk danske dansker danskere svensk norsk tysk engelsk fransk spansk polsk tyrkisk tyrkiske tyrker kurdisk
kurdiske
kurder arabisk arabiske araber persisk farsi dari pashto pashtu urdu punjabi hindi bengali tamil tamilsk
tigrinya
amharisk somali somalisk somaliske somalier syrisk irakisk iransk libanesisk palæstinensisk afghansk
afghanske
pakistansk pakistanske marokkansk vietnamesisk thai bosnisk albansk kosovoalbansk serbisk russisk ukrainsk
rumænsk
romani roma sorani kurmanji kurmandji kurmanci badini zaza tjetjensk sinti jiddisch hebraiisk islam muslim
muslimsk
twi akan igbo yoruba hausa swahili amharisk oromo lingala wolof fula fulani mandinka tagalog cebuano
malayisk uighurisk baluchi balochi sindhi gujarati marathi singalesisk nepalesisk nepali burmesisk rohingya
hazaragi azeri aserbajdsjansk turkmensk usbekisk kasakhisk tatarisk bulgarsk ungarsk tjekkisk slovakisk
litauisk lettisk estisk finsk islandsk grønlandsk færøsk portugisisk italiensk græsk hollandsk kinesisk
mandarin kantonesisk japansk koreansk thailandsk filippinsk indisk etiopisk eritreisk sudanesisk egyptisk
kristen kristne jøde jødisk hindu hinduistisk sikh yezidi yazidi ahmadiyya shia sunni alevi druser kopter
katolik
jehovas vidner mormon pinsekirken folkekirken
"""
_CALENDAR = """
januar februar marts april maj juni juli august september oktober november december mandag tirsdag onsdag
torsdag
fredag lørdag søndag jul julen nytår påske påsken pinse ramadan ramadanen eid bayram newroz nowruz ashura
muharram
halloween fastelavn
january february march april may june july august september october november december monday tuesday
wednesday
thursday friday saturday sunday
"""
_BODIES = """
kommune kommunen kommuner kommunes region regionen jobcenter jobcentret jobcenteret borgerservice
socialtilsyn
socialtilsynet ankestyrelsen familieretshuset statsforvaltningen udlændingestyrelsen socialstyrelsen
sundhedsstyrelsen
skatteforvaltningen skat politi politiet pet nsk siri viso kl sbst sst dst vive danner lokk red sabaah
mødrehjælpen
exitcirklen headspace ungeportalen girltalk livslinjen retshjælp retshjælpen lægevagten skadestuen
folketinget
udenrigsministeriet justitsministeriet socialministeriet datatilsynet ombudsmanden udlændingenævnet
byretten landsretten
højesteret statsadvokaten anklagemyndigheden borgmesteren byrådet kommunalbestyrelsen ungdommens
uddannelsesvejledning
ppr ssp ssd bup uu sosu sfo aku ft eu fn unicef who schengen interpol europol frit-valg kriminalforsorgen
familieafdelingen børneafdelingen ungeafdelingen voksenafdelingen socialforvaltningen socialafdelingen
børneforvaltningen børneogunge familiehuset børnehuset ungehuset statens serum institut rigspolitiet
dgi dif dbu direktoratet ministeriet styrelsen nævnet rigsadvokaten
"""
_LAWS = """
barnets lov serviceloven forvaltningsloven straffeloven udlændingeloven retssikkerhedsloven
persondataforordningen
databeskyttelsesloven gdpr offentlighedsloven integrationsloven ægteskabsloven forældreansvarsloven
folkeskoleloven
sundhedsloven aktivloven dagtilbudsloven grundloven haagerkonventionen istanbulkonventionen
børnekonventionen
menneskerettighedskonventionen pasloven voksenansvarsloven navneloven arkivloven lbk bek vejl lov
bekendtgørelse
"""
_THINGS = """
snapchat instagram facebook messenger whatsapp tiktok youtube telegram signal discord twitter google iphone
ipad android
samsung apple teams zoom skype outlook sharepoint word excel netflix roblox fortnite playstation xbox
minecraft mobilepay
airtag airtags bluetooth linkedin tinder viber kik reddit wifi gps sms mms nemid mitid e-boks borger.dk
aula dubu sbsys
insta fb bereal snap life dash patriark børnehus mentor cases case uber counter-strike counterstrike
valorant twitch
dua jylland sjælland fyn nordjylland midtjylland vestjylland østjylland sønderjylland
sydjylland nordsjælland vestsjælland sydsjælland
radikale enhedslisten socialdemokratiet konservative moderaterne danmarksdemokraterne alternativet
lectio google maps itslearning elevplan unilogin meebook minuddannelse forældreintra skoleintra famly
tabulex
sundhedsplatformen minsundhed medcom chrome edge firefox safari explorer windows linux gmail hotmail yahoo
icloud onedrive dropbox trello slack
mentimeter kahoot podio easter christmas thanksgiving rambøll epinion deloitte kpmg cowi incentive vive
metropol
golf polo passat octavia fiesta focus corsa astra transporter berlingo zafira touran yaris aygo corolla
qashqai kangoo
mondeo transit caddy
sharia ramadan jinn djinn sihr ruqya halal haram hijab niqab burka umma ummah sunnah hadith wudu zakat hajj
umrah
wisc wais wppsi rorschach bayley vineland nepsy cbcl ados sdq basc ctopp marte meo theraplay intra intranet
fatwa nikah mahr talaq khul khula iddah walien mahram izzat namus ayb zina kafir koranskole koranskolen
koran quran
inshallah mashallah wallah salat jihad sunna surer bismillah henna walima purdah biraderi
koranen bibelen biblen toraen allah gud mekka medina profeten facetime findmy life360 spotify dna hiv adhd
ptsd cv ok dm
mr mrs ms
signs safety sikkerhedsplan patriark actioncard rykind rykud mvh vh kh obs nb ps ift mht pga bla fx ca dvs
evt kl nr stk tlf
sos icdp mst psyk skat su hf hhx htx stx eud euf avu fgu kuu kbh kbhs etc etnisk
"""
CAR_MAKES = frozenset(
    fold(word)
    for word in [
        "audi",
        "bmw",
        "mercedes",
        "toyota",
        "volkswagen",
        "vw",
        "skoda",
        "peugeot",
        "citroën",
        "citroen",
        "renault",
        "opel",
        "kia",
        "hyundai",
        "mazda",
        "nissan",
        "volvo",
        "fiat",
        "tesla",
        "suzuki",
        "honda",
        "porsche",
        "lexus",
        "seat",
        "ford",
        "dacia",
        "mitsubishi",
        "subaru",
        "saab",
        "jeep",
        "chevrolet",
        "cupra",
        "polestar",
        "iveco",
        "man",
        "scania",
        "yamaha",
        "samsung",
        "huawei",
        "xiaomi",
        "nokia",
    ]
)
"""What stands behind one of them is a model: 'Renault Clio'."""

ALLOWED_WORDS = CAR_MAKES - {"man", "seat", "ford", "saab", "scania", "jeep", "dacia"} | frozenset(
    fold(word)
    for words in (_COUNTRIES, _PEOPLES, _CALENDAR, _BODIES, _LAWS, _THINGS)
    for word in words.split()
)
"""Single words, folded."""

_PHRASES = """
red rådgivning | red safehouse | red center | red+ | red ungerådgivning | etnisk konsulentteam | etnisk
konsulentteams |
etniske konsulentteam | etnisk ung | etnisk rådgivning | red barnet | red barnet ungdom | børns vilkår |
børnetelefonen |
dansk flygtningehjælp | dansk røde kors | røde kors | mino danmark | lgbt+ danmark | lgbt danmark | lgbt
asylum | sabaah |
lev uden vold | danner | mødrehjælpen | exitcirklen | bryd tavsheden | sex & samfund | sex og samfund |
kvinfo |
den sociale døgnvagt | sociale døgnvagt | den nationale hotline | hope now | reden international | reden |
kirkens korshær |
foreningen far | mandecentret | dialog mod vold | alternativ til vold | offerrådgivningen |

børnehus hovedstaden | børnehus sjælland | børnehus syd | børnehus midt | børnehus nord | bydelsmødrene |
bydelsmødre |
fonden for socialt ansvar | brobyggerne | baba | fædre for forandring | muslimernes fællesråd | jehovas
vidner |
welcome house | digital post | det kriminalpræventive råd | nationalt center for | styrelsen for
international rekruttering og integration | udlændinge- og integrationsministeriet |
social- og boligstyrelsen | social- og sundhedsforvaltningen | børne- og ungdomsforvaltningen | børne- og
ungeforvaltningen |
børn og unge | børn og familie | børn og familier | unge og voksne | familie og unge | barn og familie |
barn og ung |
pædagogisk psykologisk rådgivning | ungdommens uddannelsesvejledning | center for familiepleje |
center for forebyggelse af eksklusion | videnscenter om æresrelaterede konflikter | national enhed for
særlig kriminalitet |
det nationale team | nationalt team | den nationale videns- og specialrådgivningsorganisation | negativ
social kontrol |
københavns ret | dansk folkeparti | socialistisk folkeparti | det konservative folkeparti | radikale
venstre | liberal alliance |
nye borgerlige | als research | hjernen og hjertet | hjernen & hjertet | de utrolige år | cool kids | fri
for mobberi | trin for trin |
signs of safety | bryd cirklen | aula sikker deling | safe house | stop op | region midt | region nord |
region syd | region h | københavns kommune | aarhus kommune | odense kommune | aalborg kommune | region
hovedstaden | region
sjælland |
region syddanmark | region midtjylland | region nordjylland | københavns politi | københavns vestegns
politi | nordsjællands politi |
midt- og vestsjællands politi | sydsjællands og lolland-falsters politi | fyns politi | syd- og
sønderjyllands politi |
sydøstjyllands politi | midt- og vestjyllands politi | østjyllands politi | nordjyllands politi | bornholms
politi |
barnets lov | lov om social service | lov om retssikkerhed | signs of safety | icdp | nordisk råd | den
danske ambassade |
danske ambassade | forenede nationer | schweiz | new zealand | sri lanka | saudi arabien | forenede
arabiske emirater |
sierra leone | costa rica | south africa | great britain | united kingdom | nye borgere | dansk ungdoms
fællesråd |
tværfaglig enhed | det sociale nævn | find my | paradise hotel | counter strike | familieafdelingen | den
unge | den korte snor | ung til ung | natteravnene | headspace
danmark |
dansk kvindesamfund | danske kvindesamfund | kvinderådet | institut for menneskerettigheder | amnesty
international | amnesty
"""
ONLY_IN_CAPITALS = frozenset({"siri", "pet"})
"""Allowed as the body's name in capitals; as 'Siri' it is a person's."""

REGIONS = frozenset(
    fold(word)
    for word in [
        "danmark",
        "jylland",
        "sjælland",
        "fyn",
        "nordjylland",
        "midtjylland",
        "vestjylland",
        "østjylland",
        "sønderjylland",
        "sydjylland",
        "nordsjælland",
        "vestsjælland",
        "sydsjælland",
        "midtsjælland",
        "østsjælland",
        "nordfyn",
        "sydfyn",
        "midtfyn",
        "vestfyn",
        "østfyn",
        "trekanten",
        "trekantområdet",
        "vestegnen",
        "hovedstaden",
        "dansk",
        "danske",
        "europa",
        "norden",
    ]
)
"""Parts of the country: alone they reveal nobody, behind 'Boligselskabet' they are its name."""

_DANISH = frozenset(
    [
        "danmark",
        "dansk",
        "danske",
        "dansker",
        "danskere",
        "denmark",
        "norden",
        "skandinavien",
        "eu",
        "europa",
        "folkekirken",
    ]
)
FOREIGN_WORDS = frozenset(fold(word) for word in f"{_COUNTRIES} {_PEOPLES}".split()) - _DANISH
"""Countries, peoples, languages and faiths that narrow whom a text is about."""

PLACES = frozenset(fold(word) for word in f"{_COUNTRIES} medina".split())
"""Countries and the like; some are names of people too."""

CALENDAR = frozenset(fold(word) for word in _CALENDAR.split())
"""Months, days and feasts; some are names of people too."""

Phrases = dict[str, list[tuple[str, ...]]]
"""Phrases of folded words, by their first word."""


@cache
def _by_first(phrases: str) -> Phrases:
    """Read phrases that bars set apart; the longest of a first word first."""
    found: Phrases = {}
    for phrase in phrases.split("|"):
        words = tuple(fold(word.rstrip("-")) for word in phrase.split() if word != "&")
        if words:
            found.setdefault(words[0], []).append(words)
    for of_word in found.values():
        of_word.sort(key=len, reverse=True)
    return found


_PUBLIC_TAILS = frozenset(
    {"kommune", "kommunes", "politi", "politis", "politikreds", "byret", "region", "amt", "provsti", "stift"}
)


def find_allowed_phrases(words: Sequence[str], vocabulary: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the index spans (end exclusive) of phrases that reveal nobody among folded words.

    ``X Kommune`` and ``Xs Politi`` are such phrases, whatever X is.

    >>> words = ["vi", "ringede", "til", "red", "barnet"]
    >>> list(find_allowed_phrases(words, frozenset(words)))
    [(3, 5)]
    """
    yield from find_phrases(words, _PHRASES, vocabulary)
    if vocabulary.isdisjoint(_PUBLIC_TAILS):
        return
    for index, word in enumerate(words):
        if word in _PUBLIC_TAILS and index:
            yield index - 1, index + 1


def find_phrases(words: Sequence[str], phrases: str, vocabulary: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the index spans of phrases among folded words; ``phrases`` sets them apart by bars.

    >>> words = ["hos", "røde", "kors"]
    >>> list(find_phrases(words, "blå kors | røde kors", frozenset(words)))
    [(1, 3)]
    """
    by_first = _by_first(phrases)
    if vocabulary.isdisjoint(by_first):
        return
    for index, word in enumerate(words):
        for phrase in by_first.get(word, ()):
            if tuple(words[index : index + len(phrase)]) == phrase:
                yield index, index + len(phrase)
                break

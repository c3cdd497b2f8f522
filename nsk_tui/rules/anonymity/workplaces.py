"""Words by which schools, workplaces, homes and associations are known.

Source
    docs/rules/anonymity.md
"""

import re

from nsk_tui.rules.anonymity.findings import Suggestion
from nsk_tui.rules.anonymity.lexicon import fold, fold_all

_SCHOOL = """
skole skolen skoler gymnasium gymnasiet universitet universitetet college university campus akademi
akademiet
seminarium seminariet hf-kursus hf-kurset kursuscenter uddannelsescenter uddannelsescentret uddannelsessted
school academy academi college legatskole business-college kursuscentret institut instituttet lilleskole
lilleskolen
"""
_LIVING = """
kollegium kollegiet krisecenter krisecentret krisecenteret opholdssted opholdsstedet bosted bostedet
botilbud
botilbuddet døgninstitution døgninstitutionen plejehjem plejehjemmet plejecenter plejecentret døgncenter
bofællesskab bofællesskabet herberg herberget safehouse børnehjem børnehjemmet kvindehjem kvindehjemmet
forsorgshjem forsorgshjemmet skolehjem skolehjemmet behandlingshjem behandlingshjemmet ungdomsboliger
ungdomsboligerne asylcenter asylcentret udrejsecenter udrejsecentret modtagecenter lokalcenter lokalcentret
ældrecenter ældrecentret bo-enheden boenheden boenhed bofællesskabet hospice hospicet
boligkontoret omsorgscenter boligselskab boligselskabet boligforening boligforeningen fængsel
fængslet arresthus arresthuset refugium refugiet
"""
_ASSOCIATION = """
temple trossamfund trossamfundet church mosque moske moskeen moské moskéen kirke kirken tempel templet
synagoge synagogen forening foreningen klub klubben
boldklub boldklubben idrætsforening idrætsforeningen kulturforening kulturforeningen kulturcenter
kulturcentret
forum netværk netværket union unionen selskab selskabet samfund forbund forbundet samvirke samvirket hk ik
kfum
kfuk fritidsklub fritidsklubben ungdomsklub ungdomsklubben menighed menigheden loge spejdergruppe spejderne
fond fonden stiftelse stiftelsen værested mødested mødestedet varmestue varmestuen gurdwara legepladsen
medborgerhus medborgerhuset kulturhus kulturhuset
beboerhus beboerhuset kvarterhus kvarterhuset forsamlingshus ungdomshus ungdomshuset ungdomscenter
frivilligcenter frivilligcentret aktivitetscenter aktivitetscentret fritidscenter fritidscentret mødrestue
mødrestuen mødregruppe mødregruppen kvindegruppe kvindegruppen kvindehus kvindehuset kvindeklub legestue
"""
_WORK = """
klinik klinikken tandklinik tandlægerne lægehus lægehuset lægerne lægecenter lægecentret børnehave
børnehaven
vuggestue vuggestuen dagpleje dagplejen dagtilbud dagtilbuddet børnegård børnegården naturbørnehave
naturbørnehaven daginstitution daginstitutionen fritidshjem fritidshjemmet kkfo dus sfo sfoen sfo'en
legeplads legeland legelandet badeland badelandet
restaurant restauranten hotel hotellet kro kroen café cafe caféen cafeen bar baren vuc fc if bk hf pizzeria
pizzeriaet pizza kebab shawarma grill grillen grillbar grillbaren kiosk kiosken bageri bageriet konditori
bager slagter slagteren slagteri slagteriet frisør frisøren salon salonen butik butikken supermarked
supermarkedet storcenter storcentret firma firmaet virksomhed virksomheden hospital hospitalet sygehus
sygehuset apotek apoteket institution institutionen center centret centeret bank banken advokatfirma
advokatfirmaet bureau bureauet værksted værkstedet autoværksted autoværkstedet tankstation tankstationen
bazar
bazaren shop fabrik fabrikken lager lageret hallen arena arenaen
fitness fitnesscenter svømmehal svømmehallen taxa taxi
aps
bibliotek biblioteket børnehus børnehuset sprogcenter sprogcentret sprogskole sprogskolen sundhedshus
sundhedshuset sundhedscenter sundhedscentret familiehus familiehuset ungehus ungehuset jobhus jobhuset
familiecenter familiecentret ungecenter ungecentret
ambulatorium
ambulatoriet afsnit afsnittet fødeafdeling fødeafdelingen børneafdeling pizzaria pizzariaet entreprise
tolkeservice tolkebureau tolkebureauet
rengøringsservice ejendomsservice malerservice autoservice byggefirma byggefirmaet murerfirma murerfirmaet
automobiler dækcenter advokaterne advokatkontoret revisorerne ejendomsmæglerne rengøring vognmand
malerfirma tømrer
tømrerfirma murer elektriker vvs galleri galleriet kørselskontor kørselskontoret rejsebureau vagtselskab
dansestudie dansestudiet studio bowlingcenter biograf biografen
vikarbureau multicenter gartneri gartneriet planteskole vaskeri vaskeriet catering
"""
HEADS = {
    fold(word): suggestion
    for words, suggestion in (
        (_SCHOOL, Suggestion.A_SCHOOL),
        (_LIVING, Suggestion.A_PLACE_TO_LIVE),
        (_ASSOCIATION, Suggestion.AN_ASSOCIATION),
        (_WORK, Suggestion.A_WORKPLACE),
    )
    for word in words.split()
}
_NO_ENDS = fold_all(
    "kkfo dus bar baren bank banken hk ik if bk hf fc kro kroen shop lager lageret firma firmaet aps "
    "sfo taxa "
    "taxi vvs kfum "
    "kfuk temple church mosque academy academi galleri bager forum samfund union unionen skoler skoleder "
    "butik netværk institut afsnit "
    "murer slagter "
    "slagteren rengøring fitness tempel loge firma school fængsel"
)
"""What is a head alone, and says little at the end of another word."""

HEAD_ENDS = re.compile(
    rf"(?:{'|'.join(sorted(set(HEADS) - _NO_ENDS, key=len, reverse=True))}|mosk[eé]+n?|husets?|gymnasiets)$"
)
OWN_ENDS = re.compile(
    r"(?:gården?|huset?|haven|bakken|skoven|dalen|engen|stjernen|strålen|hulen|reden|slottet|borgen|toppen|kilden|bo|høj|lund|"
    r"buen|gaarden|spiren|frøen|kløveren|solsikken|svalen|ugleboet|reden|gnisten|oasen|perlen|blomsten|roden|solen|hytten|myretuen|bien|oasen|broen|skolen|loftet|kernen|vangen|marken|tårnet|pletten|klubben|holm|"
    r"hjem|minde|glimt|fryd|lyst)$"
)
DEFINITE_ENDS = ("en", "erne", "ene")
"""How a noun ends that can only be a name when another noun in the definite stands right before it."""

SUGGESTED_BY_PART = (
    ("skol", Suggestion.A_SCHOOL),
    ("gymnasi", Suggestion.A_SCHOOL),
    ("klub", Suggestion.AN_ASSOCIATION),
    ("forening", Suggestion.AN_ASSOCIATION),
    ("mosk", Suggestion.AN_ASSOCIATION),
    ("kirke", Suggestion.AN_ASSOCIATION),
    ("kolleg", Suggestion.A_PLACE_TO_LIVE),
    ("krisec", Suggestion.A_PLACE_TO_LIVE),
    ("hjem", Suggestion.A_PLACE_TO_LIVE),
    ("bolig", Suggestion.A_PLACE_TO_LIVE),
    ("bosted", Suggestion.A_PLACE_TO_LIVE),
    ("opholds", Suggestion.A_PLACE_TO_LIVE),
)
BRANDS = fold_all(
    "netto føtex bilka lidl aldi meny spar irma kvickly superbrugsen brugsen fakta rema matas ikea "
    "elgiganten "
    "jysk silvan bauhaus zbc mcdonalds mcdonald's mcd 7-eleven burgerking kfc sunset lærdansk dsb "
    "arriva movia "
    "postnord iss wolt nemlig danfoss grundfos vestas novo lego arla carlsberg nordea rigshospitalet "
    "skejby "
    "magasin salling zara normal coop tdc telia telenor falck dantaxi cphbusiness niels-brock "
    "nielsbrock basisbank l'easy expressbank shell q8 uno-x statoil lalandia experimentarium tivoli "
    "zealand "
    "ucplus asylcenter lyngby-uddannelsescenter h&m imerco biltema thansen starbucks lagkagehuset "
    "comwell scandic "
    "mærsk gls dhl bestseller løvbjerg fleggaard synoptik puregym fitnessworld legoland dfds foodora "
    "jem&fix kea "
    "ouh auh ruc sdu dtu cbs ucn ucl ku aau aarhus-universitet tietgen knord tec nextkbh sopu "
    "diakonissestiftelsen hummel "
    "amazon bravida danpo easytranslate clavis coor sodexo g4s securitas schenker dsv xl-byg stark "
    "plantorama ilva "
    "idemøbler intersport sportmaster sport24 mcdonald subway sats fitnessx novozymes lundbeck siemens "
    "terma velux "
    "rockwool haribo tulip netcompany sydbank nykredit yousee oister midttrafik fynbus sydtrafik flixbus "
    "metroselskabet "
    "ryanair topdanmark rema1000 superbest zalando boozt foodora justeat forenede skanderborg-huse "
    "lejerbo vivabolig "
    "alboa al2bolig domea kab aab bovest himmerland-boligforening vuf kvuc"
)
CAPITAL_HEADS = fold_all(
    "afdeling ambulatorium afsnit hus huset gård gården villa villaen hal hallen gym stue stuen have "
    "haven ly hjem hjemmet loft loftet"
)
"""Common nouns that name a house only with a capital inside a sentence ('Ungdommens Hus', 'Hal 3')."""

ATTENDING = fold_all(
    "går gå gik gået elev læser læste studerer studerede studerende arbejder arbejdede arb ansat "
    "praktik praktikant lærling "
    "optaget indskrevet indmeldt starter startede startet begyndt anbragt spiller træner undervises "
    "job vikar frivillig"
)
"""What somebody does at a school, a job or a club."""

LIVING = fold_all("bo bor boet boede flytte flytter flyttet flyttede opvokset lejlighed lejligheden bolig")
"""What stands before the estate where somebody lives, in small letters too: 'bor i ringparken'."""

PARTNERS = fold_all(
    "headspace bydelsmødrene bydelsmødre mødrehjælpen exitcirklen natteravnene danner reden "
    "retshjælpen offerrådgivningen mandecentret korshær kvindesamfund"
)
"""Partners that reveal nobody; with a town behind, one house of theirs."""

CLUB_LETTERS = fold_all("if ik bk hk bf gf")
"""Clubs by their letters, in small letters also words."""

NUMBERED = fold_all(
    "kiosk hal klub boldklub boldklubben idrætsforeningen fitness rema vuc "
    "distrikt afdeling gruppe 7 sunset café fc skole børnehus"
)
"""A number belongs to what these are called ('Klub 12', 'Rema 1000')."""

GAMES = fold_all(
    "basket basketball badminton håndbold fodbold boksning bryde brydning karate taekwondo svøm "
    "svømning kickboxing boxing mma volleyball floorball tennis bordtennis ridning håndboldklub rideklub "
    "station lufthavn statsfængsel havn maskinstation sommerland badeland storcenter judo kampsport "
    "cricket atletik gymnastik gym kaserne stadion idrætspark marina camping campingplads biograf politigård "
    "politistation"
)
"""With a town before them, the name of a club ('nørrebro basket')."""

PLACE_ENDS = re.compile(
    r"(?:vang|høj|lund|bakke|skov|dal|borg|strup|rup|lev|løse|holm|sø|mark|eng|torp|toft|næs|havn|gård|kær|kæret|vænget|bjerget|næsset|møl|bæk|ager|rød|sted|"
    r"inge|tofte|holte|bølle|bro|kilde|bjerg|park|have|haven|parken|lunden|bakken|gården|højen|marken|engen|dalen|vangen|ly|bo|vænge|hus|slund|krog|vig|strand|øre|hede|lyst)$"
)
"""How made-up and real place names end, when capitals are missing."""

KINDS_OF_SCHOOL = fold_all(
    "folke privat fri efter special ungdom musik grund natur erhverv produktion høj land sprog koran "
    "lørdag sommer hel dag heldag "
    "sygepleje politi køre danse svømme real centralt central lille stor handel teknisk kost aften "
    "under over ind ud data "
    "familie brevs design kunst film idræt søndag folkehøj land husholdning søfart navigatør rytte "
    "ride kokke ung ny gammel pige drenge barn børne distrikt modtage modtager hjem afgiver friluft nabo "
    "behandling dagbehandling projekt søsken venskab forsøg"
)
"""What a school can be, rather than be called."""

STREET_ENDS = re.compile(r"(?:gade|gades|vej|vejs|vejens|gadens|torvets|alléens|allés)$")
"""A school is often called after its street ('rådmandsgade skole')."""

NATURE = re.compile(
    r"^(?:eng|skov|bakke|mark|sø|ø|bæk|dal|høj|lund|park|strand|kyst|nord|syd|øst|vest|sol|birke|ege|bøge|linde|rose|tjørne|fjord|hav|"
    r"kirke|kilde|mølle|bro|by|have|ager|lærke|svane|ravn|ravne|rosen|ellebæk|peder|sankt|vang|vester|øster|sønder|nørre|grøn|munke|lille)"
)
"""How the name of a school in one word begins ('engskolen')."""

SOCIETIES = fold_all(
    "forening kulturforening kvindeforening ungdomsforening idrætsforening venskabsforening landsforening "
    "moske kirke menighed "
    "trossamfund kulturcenter kulturhus kulturklub kvindeklub kvindecenter center forbund samfund netværk "
    "union forum moskeen "
    "moskéen kirken templet temple spejdere"
)
"""With a people before them, the name of one: 'somalisk forening', 'tyrkisk kulturcenter'."""

GENERAL = fold_all(
    "skole fabrik virksomhed firma institution center klub forening bank hospital bibliotek butik lager "
    "værksted kirke "
    "børnehave samfund universitet bolig"
)
"""Heads that any noun may own: 'fremtidens skole' is no house."""

GENERAL_DEFINITE = fold_all(
    "skolen klubben banken butikken firmaet virksomheden institutionen centret centeret hospitalet "
    "sygehuset biblioteket "
    "kirken moskeen foreningen lageret værkstedet caféen restauranten unionen netværket"
)
"""Definite heads that a person's name may follow without a comma: 'på skolen fatima sagde'."""

STREET_HEADS = fold_all(
    "lægerne tandlægerne lægehuset lægecentret apoteket advokaterne klinikken tandklinikken"
)
"""Practices that are told by their street: 'Lægerne Søndergade'."""

TRADES = fold_all(
    "restaurant pizzeria pizzaria hotel café cafe salon frisør grill kebab bager bageri slagter butik kro"
)
"""Heads whose names are often of two words: 'pizzeria bella napoli'."""

TRACKS = fold_all("hf hhx htx stx eux vuc hf-kursus hf-centret")
"""Kinds of schooling that a school's name may go on with."""

PROPER_HEADS = fold_all(
    "pizzeria hotel restaurant café cafe sprogcenter sprogskole fc klub boldklub plejecenter "
    "plejehjem krisecenter "
    "kollegium bosted opholdssted botilbud bofællesskab kkfo børnehus lægehus frisør salon grill bazar "
    "vuc hf forening "
    "kulturforening moske center if bk sfo dagtilbud kvindehjem børnehjem asylcenter udrejsecenter "
    "lokalcenter "
    "fritidscenter ungdomshus fritidshjem ungecenter ungdomsklub fritidsklub kollegie legeplads lægehus "
    "lægecenter "
    "medborgerhus kulturhus kvarterhus beboerhus aktivitetscenter frivilligcenter mødested værested "
    "pizzaria kebab "
    "sundhedshus sundhedscenter familiecenter kultur-center boenhed afsnit klinik tankstation autoværksted"
)
"""Indefinite heads: in small letters too, what follows them is what they are called."""

NEVER_NAMES = fold_all(
    "dagen morgenen aftenen weekenden natten ugen året tiden gangen samme hele efter før mens fordi "
    "når hvis skal "
    "vil kan må har er var blev bliver ringede ringer siger sagde skriver kontakter vurderer oplyser "
    "mener ønsker "
    "spørger har'et kun også altid aldrig ikke hvor som der og eller men til fra i på med for om af "
    "ved hos under "
    "over efter før uden mellem mod sammen samt så da at igen inden siden næsten hellere endelig "
    "denne egen anden "
    "hverken enten ingen nogen alene gerne timen måneden tirsdagen mandagen onsdagen torsdagen "
    "fredagen lørdagen "
    "punktum komma kolon semikolon udråbstegn spørgsmålstegn parentes bindestreg skråstreg anførselstegn "
    "citat "
    "søndagen foruden desuden forinden formiddagen eftermiddagen middagen sagen ungen ferien "
    "sommeren vinteren"
)
"""What follows a head without being its name."""

QUARTERS = fold_all("nord syd øst vest midt nordvest sydvest nordøst sydøst city centrum")
"""Parts of a town by which one of several houses is told."""

SHORT_KINDS = fold_all(
    "koll bost plejehj gymn "
    "bhv vgst vug bh daginst dagtilb plejec krisec opholdsst kostsk eftersk fritidskl ungd.kl dagpl"
)
"""Kinds of houses, cut short: the capital word behind one is its name."""

MALLS = frozenset({"city", "bazar", "storcenter", "plaza"})
"""With a quarter behind them, a shopping centre: 'City Vest'."""

WARDS = fold_all(
    "børneafdelingen fødeafdelingen barselsafdelingen psykiatrien distriktspsykiatrien socialpsykiatrien "
    "familieambulatoriet afdeling afdelingen afsnit skadestuen lægevagten fødegangen akutmodtagelsen "
    "akutklinikken børnemodtagelsen ungdomspsykiatrien børnepsykiatrien intensivafdelingen "
    "afsnittet ambulatorium ambulatoriet konsultationen lægekonsultationen jordemoderkonsultationen "
    "jordemodercentret jordemødrene sundhedsplejen hjemmeplejen genoptræningen"
)
"""Parts of a hospital: with its town behind them, one of them."""

SHORT_WARDS = fold_all("amb afd afs klin")
"""Wards, cut short: 'gyn. amb. i Herlev'."""

_ANCHORS = frozenset(HEADS) | SHORT_WARDS | CAPITAL_HEADS | BRANDS | PARTNERS | GAMES | WARDS | QUARTERS
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


def is_anchor(folded: str) -> bool:
    """Whether a word may be, or end in, one for a house, a chain or a club.

    >>> is_anchor("rosenskolen"), is_anchor("kontakter")
    (True, False)
    """
    return folded in _ANCHORS or folded[-_TAIL_LETTERS:] in _TAILS or is_owner(folded)


def is_owner(folded: str) -> bool:
    """Whether a word is, or ends in, one for a house with a genitive -s.

    >>> is_owner("rosenskolens"), is_owner("rosenskolen"), is_owner("søsters")
    (True, False, False)
    """
    return folded[-1:] == "s" and folded[-_TAIL_LETTERS - 1 : -1] in _TAILS and is_head(folded[:-1])


def is_head(folded: str) -> bool:
    """Whether a word is, or ends in, one for a house.

    >>> is_head("rosenskolen"), is_head("netto")
    (True, False)
    """
    if folded in HEADS:
        return True
    return folded[-_TAIL_LETTERS:] in _TAILS and HEAD_ENDS.search(folded) is not None

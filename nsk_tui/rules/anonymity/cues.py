"""Words that say that a person's name follows, stands before, or does not.

All are folded (small letters, AA as Å).

Source
    docs/rules/anonymity.md
"""

from nsk_tui.rules.anonymity.lexicon import fold_all

NAMING = fold_all(
    "hedder hed hedde navn navnet navngivet kaldet kaldes kalder kaldt kaldte alias kælenavn kælenavnet "
    "døbt "
    "signeret underskrevet vedr vedrørende ang angående named called navne navnene fornavn efternavn "
    "øgenavn øgenavnet tilnavnet fornavnet efternavnet aliasset brugernavnet døbtes hedr heder"
)
"""A name comes next, be it a word or not."""

PARENTS = fold_all(
    "mor moren moder moderen mors morens moderens mødre far faren fader faderen fars farens faderens "
    "forælder forældrene "
    "forældre stedmor stedfar plejemor plejefar stedfaren stedmoren papfar papmor bonusfar bonusmor "
    "mother father mum dad mf mutter vater"
)
RELATIVES = fold_all(
    "søster søsteren bror broren broderen storebror storebroren lillebror lillebroren storesøster "
    "storesøsteren lillesøster "
    "lillesøsteren halvbror halvsøster tvillingebror tvillingesøster søskende fætter fætteren kusine "
    "kusinen onkel onklen tante "
    "tanten faster moster farbror morbror farmor mormor farfar morfar bedstemor bedstefar svigermor "
    "svigermoren svigerfar "
    "svigersøn svigerdatter svoger svogeren svigerinde svigerinden niece nevø brødrene søstrene "
    "brødre søstre bedsteforældre "
    "ægtefælle ægtefællen ægtemand kone konen hustru hustruen eksmand eksmanden ekskone ekskæreste "
    "ekskæresten eks eksen "
    "kæreste kæresten forlovet forlovede forloveden samlever samleveren veninde veninden ven vennen "
    "bedsteven barndomsven "
    "nabo naboen kammerat kammeraten klassekammerat klassekammeraten exmand exmanden exkone "
    "exkæreste exen expartner "
    "bruder schwester tochter sohn brother sister uncle aunt cousin husband wife boyfriend girlfriend "
    "friend fiance barnefar "
    "barnemor værge værgen abi abla"
)
CHILDREN = fold_all(
    "barn barnet børn børnene søn sønnen datter datteren pige pigen piger pigerne dreng drengen "
    "drenge drengene elev eleven elever "
    "teenager teenageren tvilling tvillingen tvillingerne baby babyen lillepige mellembarn storebarn "
    "son daughter girl boy child "
    "plejebarn plejebarnet stedsøn steddatter sønner døtre sønnerne døtrene skolepige skoledreng"
)
ADULTS = fold_all(
    "borger borgeren klient klienten kvinde kvinden mand manden person personen ung unge patient "
    "patienten ansøger ansøgeren "
    "madam miss sir lady beboer beboeren pårørende kontakt client patient woman man voksen "
    "andengangsfødende gravid "
    "gravide hr hr. fru frk herr mr mrs ms "
    "vidne vidnet anmelder anmelderen forurettede sigtede tiltalte "
    "nødkontakt omhandler familie familien fam studerende lærling lejer lejeren anbragte"
)
COLLEAGUES = fold_all(
    "lærer læreren klasselærer klasselæreren dansklærer skolelærer pædagog pædagogen rådgiver "
    "rådgiveren socialrådgiver "
    "socialrådgiveren sagsbehandler sagsbehandleren kontaktperson kontaktpersonen konsulent "
    "konsulenten leder lederen "
    "afdelingsleder skoleleder skolelederen viceskoleleder inspektør kollega kollegaen "
    "sundhedsplejerske sundhedsplejersken læge "
    "lægen egen psykolog psykologen tolk tolken advokat advokaten imam imamen mentor mentoren "
    "vejleder vejlederen "
    "sygeplejerske jordemoder jordemoderen betjent betjenten politibetjent kriminalassistent "
    "teamleder teamlederen souschef "
    "overlæge overlægen afdelingslæge tandlæge tandlægen terapeut terapeuten dommer dommeren præst "
    "præsten forsvarer "
    "politiassistent praktikant praktikanten "
    "koordinator koordinatoren støttepædagog familiebehandler plejefamilie medarbejder medarbejderen "
    "dr doktor vicelærer "
    "adv ovl jm sspl uu-vejleder ssp-konsulent videnspersonen vikar vikaren træner træneren chef chefen "
    "lektor "
    "rektor sekretær"
)
RELATION = PARENTS | RELATIVES | CHILDREN | ADULTS | COLLEAGUES
"""A word for a person: an unknown or listed word right after it is a name."""

BARE_TITLES = fold_all(
    "adv ovl jm spl sspl hr hr. fru frk herr mr mrs ms dr doktor mf kontakt egen omhandler fam"
)
"""Words before a name that are nothing without it."""

GREETINGS = fold_all(
    "hej kære hilsen hilsner mvh vh kh dbh hilsenen regards dear hi hello salam selam att atr cc fra til @"
)
"""Begin or end a letter; a name follows."""

PREPOSITIONS = fold_all(
    "til fra hos med af om ved mod for efter uden mellem imod ifølge over bag og eller samt både end "
    "som v/ på hverken men"
)
"""What may stand before a person's name; alone it says little."""

DETERMINERS = fold_all(
    "en et den det de denne dette disse min mit mine din dit dine sin sit sine hans hendes dens dets "
    "vores jeres deres nogen noget "
    "nogle ingen intet hver hvert al alt alle ny nyt nye god godt gode stor stort store lille små "
    "meget mere mest på i at a an the "
    "under over gennem ad anden andet andre samme hele flere mange få fleste"
)
"""Stand before a noun, not before a name."""

PERSON_VERBS = fold_all(
    "siger sagde sige sagt ringer ringede ringet fortæller fortalte fortalt oplyser oplyste oplyst "
    "skriver skrev skrevet spørger "
    "spurgte har havde er var bor boede vil ville kan kunne skal skulle må måtte blev bliver tør "
    "turde ønsker ønskede føler følte "
    "frygter frygtede græder græd kommer kom går gik mener mente tror troede ved vidste beder bad "
    "svarer svarede møder mødte "
    "truer truede slår slog kontakter kontaktede henvender henvendte virker virkede nægter nægtede "
    "bekræfter bekræftede "
    "forklarer forklarede beskriver beskrev opfører kender kendte arbejder arbejdede flyttede "
    "flytter rejste rejser stak løb "
    "deltog deltager sov sover savner elsker hader får fik tager tog ser så hører hørte siges hedder "
    "hed har'et blev synes "
    "tilbyder tilbød henviser henviste overvåger hentede henter kørte kører lod lader vidner "
    "udtrykker udtrykte gav giver "
    "fandt stod sad lå drak spiste skreg grinede hjalp forsvandt vandt tabte skjulte gemte ventede "
    "passer passede holdt holder sendte sender viste viser købte betalte mødtes trak stjal låste "
    "åbnede lukkede læste valgte vælger prøvede prøver says said called wants lives told is was has had "
    "will"
)
"""What a person does: before it, a word that is also a name is the name."""

LIVING_VERBS = fold_all(
    "tager går passer henter kører venter græder løber ligger sidder spurgte ved bad beder svarer "
    "møder mødte holder holdt sender "
    "siger sagde ringer ringede fortæller fortalte skriver skrev spørger spurgte bor boede ønsker "
    "føler frygter kommer kom gik "
    "mener tror vidste svarede græd truer slog kontaktede henvendte nægter forklarer flyttede rejste "
    "stak løb deltog savner elsker "
    "spiser spiste drikker ryger smiler smilede ler lo griner tier tav lyver  "
    "løj hvisker hviskede råber råbte skriger tegner tegnede leger legede læser cykler  "
    "husker huskede glemmer glemte undrer overvejer overvejede tøver indrømmer indrømmede afviser afviste  "
    "benægter benægtede lover lovede håber håbede drømmer drømte sørger klager klagede takker  "
    "takkede undskylder skammer skammede tvivler ammer giftede "
    "spiller spillede bar bærer danser dansede synger maler malede laver lavede "
    "bager bagte vasker vaskede sælger solgte lejer lejede svømmer svømmede rider "
    "kysser kyssede krammer hoster nikker nikkede ryster rystede peger pegede banker "
    "bankede betaler skændes forlod forlader opsøger opsøgte chatter arver bestemmer bestemte "
    "øver øvede træner trænede studerer studerede "
    "hader fik tog så hørte fandt hjalp ventede sov vil ville kan kunne skal skulle tør turde har havde"
)
"""What only somebody does, nothing else: not 'er', not 'bliver'."""

PERSON_VERBS |= LIVING_VERBS
AFTER_A_NAME = fold_all("fra som der har'et hos selv også")
"""What may follow a name at the start of a sentence, and hardly a bare noun."""

OPENING_NAMES = fold_all("per hans jo my bo dag liv")
"""Names that a sentence begins with as the word, too; what follows decides."""

SHORT_NAMES = OPENING_NAMES | fold_all("an do so ha lo ene")
"""Words of a few letters that begin a whole name: 'An Nguyen'."""

NOUN_NAMES = fold_all("liv maj sol dag lyn ulv ask bo")
"""Short nouns that no word for a person stands right before but as its name: 'veninde liv'."""

NOUN_SURNAMES = fold_all(
    "skov holm bæk dal lund berg bjerg krog vind storm munk hede eng toft sand sten busk rose lind birk "
    "winter brun bonde smed skytte bager møller jæger fisker bro høj dam kær vang ravn falk due svane fugl "
    "ulv hjort lyng lykke frost krage brink kruse strand vad fog foged degn prins klint bak"
)
"""Nouns that are also family names: behind a first name at the end of what is said, they are."""

OPENERS = fold_all(
    "andre bror broder find fine fin folke fred frede fri gul hang hind indre just juni juli   "
    "lilla liga   man "
    "mand manna master media men min mine mit mil mile miles minor ni nord ny park peer post ram "
    "ramadan rand rene ris rise ro råd "
    "sang sari serif si sine sommer son stærk svend sultan sus tam  tang ting tin tom tone topper "
    "tran ture tune uni van vester "
    "vi viet vil vild vilde ville vinter villa vilje kristen kamel kastanje  ask find    "
    "an agenter thi  thai  "
    " el  ege adel  bitte boy donna done grant karma kobra skipper sky skjold tue post "
    "jihad islam  bart bader ben mia"
)
"""Words, also names, that a sentence may well begin with as words."""

TERMS = fold_all(
    "wali diya izzat sharaf adab baraka sabr sulh jirga taqwa ghusl mahr talaq nikah iddah salah salat "
    "qadar makruh fard nasib kismet hudud riba awrah nashiz nushuz qiwama faskh"
)
"""Terms of faith and honour that are also names: in small letters, or where a sentence begins, the terms."""

TITLES = fold_all(
    "sheikh sheik sheiken imam hoca hodja baba mama abla abi dede nene aga agha khan shah sultan "
    "mulla hajji hadji sayyid haji mufti "
    "qadi amir emir prins prinsesse konge dronning abu umm bibi begum khala khalo teta jiddo habibi "
    "dayi amca hala teyze"
)
"""Words for kin and rank in other languages, also names."""

KIN_TITLES = fold_all(
    "sheikh sheik baba mama abla abi dede nene aga agha khan hajji hadji sayyid haji emir abu umm bibi "
    "begum "
    "khala khalo teta jiddo dayi amca hala teyze kak kaka mam baji bhai apa ustad mulla"
)
"""Words for kin and rank that go with the name behind them."""

TITLED = fold_all("umm abu bint ibn sayyid lala abdul")
"""In small letters before a name, a part of it."""

PARTICLES = fold_all(
    "thi van von de der den da dos das du di del della la le el al ul bin ibn ben bint binti abu abd "
    "abdul umm ap af zu ten ter st bt"
)
"""Small words inside a name."""

POLITE = fold_all("de dem deres du dig din dit dine i jer jeres vi mor far han hun min mine en et den det")
"""May have a capital inside a sentence without being a name."""

NEVER = fold_all(
    "se og i at det er en den til på de som med for af der ikke et har var han hun jeg vi du sig sin "
    "sit sine hans hendes deres dem "
    "min mit mine din dit dine vores jer os ud ind op ned hen men om så nu da når hvis fra ved kan "
    "skal vil må bør ville kunne "
    "skulle måtte fik får ny nyt nye to tre fire fem seks syv otte ni ti man mange alt alle ja nej "
    "jo ok okay hej per år side "
    "ham hende dig mig hvor hvad hvem her der dag tid selv kun få ro min mine hvorfor noget nogen "
    "ingen intet bare sag sagen ene "
    "el is the an a no go so do ad ii iii iv vi nr st kl ca lo hm hmm nå puha øh øhm ha haha tja "
    "for'n ska sku ku ikk ik lidt "
    "tit ofte hos bag mod under over mens før end eller både samt dog også endnu altid aldrig igen "
    "hjemme ude inde oppe nede "
    "tir ons tor fre lør søn hver begge anden andet andre samme sådan siden inden indtil fordi selvom "
    "mor far søn bror pas job køn"
)
"""Never a name in small letters, whatever stands before."""

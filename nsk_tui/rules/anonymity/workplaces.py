"""Words by which schools, workplaces, homes and associations are known.

Source
    docs/rules/anonymity.md
"""

import re

from nsk_tui.rules.anonymity.findings import Suggestion
from nsk_tui.rules.anonymity.lexicon import fold, fold_all

_SCHOOL = (
    "skole skolen skoler gymnasium gymnasiet universitet universitetet college university campus "
    "akademi akademiet kostskole "
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
    "kulturcenter kulturcentret forum netværk netværket union unionen selskab selskabet samfund hk "
    "ik kfum kfuk fritidsklub fritidsklubben ungdomsklub ungdomsklubben menighed "
    "menigheden loge spejdergruppe"
)
_WORK = (
    "klinik klinikken privatklinik tandklinik tandlægerne lægehus lægehuset lægerne børnehave "
    "børnehaven vuggestue vuggestuen "
    "dagpleje restaurant restauranten hotel hotellet café cafe caféen cafeen vuc fc if bk hf "
    "fritidshjem fritidshjemmet sfo'en pizzeria pizzeriaet "
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
HEAD_ENDS = re.compile(
    r"(?:skolen?|gymnasium|gymnasiet|universitet(?:et)?|kollegi(?:um|et)|krisecenter|børnehaven?|vuggestuen?|klinikk?(?:en)?|"
    r"centret|centeret|center|mosk[eé]+n?|kirken?|forening(?:en)?|klubben|klub|hospital|sygehus|akademi|hotel|pizzeria|grill|kiosk|"
    r"bageri|apotek|plejehjem|bosted|opholdssted|fond(?:en)?|bibliotek|husets?)$"
)
OWN_ENDS = re.compile(
    r"(?:gården?|huset?|haven|bakken|skoven|dalen|engen|stjernen|strålen|hulen|reden|slottet|borgen|toppen|kilden|bo|høj|lund|"
    r"buen|gaarden|spiren|frøen|kløveren|solsikken|svalen|ugleboet|reden|gnisten|oasen|perlen|blomsten|roden|solen|hytten|myretuen|bien|oasen|broen|skolen|loftet|kernen|vangen|marken|tårnet|pletten|klubben|holm)$"
)
SUGGESTED_BY_PART = (
    ("skol", Suggestion.A_SCHOOL),
    ("gymnasi", Suggestion.A_SCHOOL),
    ("klub", Suggestion.AN_ASSOCIATION),
    ("forening", Suggestion.AN_ASSOCIATION),
    ("mosk", Suggestion.AN_ASSOCIATION),
    ("kirke", Suggestion.AN_ASSOCIATION),
    ("kolleg", Suggestion.A_PLACE_TO_LIVE),
    ("krisec", Suggestion.A_PLACE_TO_LIVE),
)
BRANDS = fold_all(
    "netto føtex bilka lidl aldi meny spar irma kvickly superbrugsen fakta rema matas ikea "
    "elgiganten jysk silvan bauhaus "
    "mcdonalds mcdonald's 7-eleven burgerking kfc sunset lærdansk dsb arriva movia postnord iss wolt "
    "nemlig danfoss grundfos vestas "
    "novo lego arla carlsberg nordea rigshospitalet skejby magasin salling zara normal coop tdc "
    "telia telenor falck dantaxi "
    "cphbusiness niels-brock nielsbrock zealand ucplus asylcenter lyngby-uddannelsescenter"
)
NUMBERED = fold_all("klub rema vuc distrikt afdeling gruppe 7 sunset café fc skole børnehus")
"""A number belongs to what these are called ('Klub 12', 'Rema 1000')."""

PLACE_ENDS = re.compile(
    r"(?:vang|høj|lund|bakke|skov|dal|borg|strup|rup|lev|løse|holm|sø|mark|eng|torp|toft|næs|havn|gård|kær|møl|bæk|ager|rød|sted|"
    r"inge|bro|kilde|bjerg|park|have|haven|parken|lunden|bakken|gården|ly|bo|vænge|hus|slund|krog|vig|strand|øre|hede|lyst)$"
)
"""How made-up and real place names end, when capitals are missing."""

NATURE = re.compile(
    r"^(?:eng|skov|bakke|mark|sø|ø|bæk|dal|høj|lund|park|strand|kyst|nord|syd|øst|vest|sol|birke|ege|bøge|linde|rose|tjørne|fjord|hav|"
    r"kirke|kilde|mølle|bro|by|have|ager|lærke|svane|ravn|ravne|rosen|ellebæk|peder|sankt|vang|vester|øster|sønder|nørre|grøn|munke|lille)"
)
"""How the name of a school in one word begins ('engskolen')."""

PROPER_HEADS = fold_all(
    "pizzeria hotel restaurant café cafe sprogcenter sprogskole fc klub boldklub plejecenter "
    "plejehjem krisecenter kollegium bosted "
    "opholdssted botilbud bofællesskab børnehus lægehus frisør salon grill bazar vuc hf forening "
    "kulturforening moske center if bk"
)
"""Indefinite heads: in small letters too, what follows them is what they are called."""

NEVER_NAMES = fold_all(
    "dagen morgenen aftenen weekenden natten ugen året tiden gangen samme hele efter før mens fordi "
    "når hvis skal vil kan må har er "
    "var blev bliver ringede ringer siger sagde skriver kontakter vurderer oplyser mener ønsker "
    "spørger har'et kun også altid aldrig "
    "ikke hvor som der og eller men til fra i på med for om af ved hos under over efter før uden "
    "mellem mod sammen samt så da at"
)
"""What follows a head without being its name."""

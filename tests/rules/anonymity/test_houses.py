"""Schools, clubs, shops and the like: how far a name reaches, and words that name no house.

In a case, square brackets mark what must be found; nothing else may be.
"""

import re

import pytest

from nsk_tui.rules.anonymity.check import find
from nsk_tui.services.anonymity import lexicon

_MARK = re.compile(r"\[([^\]]*)\]")
FOUND = [
    "Hun begyndte på [Sprogcenter Nordsjælland] i går.",
    "Vi fik brev fra [Boligkontoret Danmark].",
    "[Vejle Gymnasium og HF] har skrevet.",
    "Vi ringede til [Røde Kors Aarhus] om en seng.",
    "Han er startet på [FGU Trekanten] nu.",
    "Hun arbejder hos [Hansen & Holm A/S] om natten.",
    "De mødes i [Imam Ali Moskeen] hver fredag.",
    "[Gældsrådgivningen Syd] har lovet at hjælpe.",
    "hun går på [nørre fælled skole] nu",
    "vi har skrevet til [somalisk kvindeforening] og venter",
    "hun ringer fra [Kvinderådgivningen Nørrebro].",
    "Hun blev kørt til [Skadestuen i Esbjerg].",
    "Vi skrev til præsten i [Sankt Mikaels menighed] om det.",
    "Han stod ved [Brugsen i Hjordkær] hele aftenen.",
    "Bilen holdt ved [Q8 Taulov] i går.",
    "hun er set i [city vest] sammen med ham",
    "han er med i [ungdomshuset fabrikken] om onsdagen",
    "She works at [Flying Tiger] and she is afraid of the family.",
    "Hun ringede til [Projekt Nye Veje] og til [HG Viborg] i går.",
    "De mødes i [Kulturhuset Islands Brygge] hver uge.",
    "Han kører for [4x35] om natten.",
    "hun har søgt ind på [via i horsens] men far siger nej",
    "[Bhv. Mariehønen] bekræfter fraværet.",
    "skolen hedder [rosenlund] og ligger i nærheden",
    "Hun har skiftet til [Th. Langs].",
    "Hun synger i kor i [Sankt Pauls].",
    "Familien har en kiosk: [Nørrebro Grønt].",
    "Drengen træner i [Hammel KBC].",
    "De holder til i [Tingbjerg Bibliotek og Kulturhus] nu.",
    "Hun er indlagt på [PC Amager].",
    "datteren er i sfo på [bøgehøj] nu",
    "Vi skrev til [Frivilligcenter Sorø] og [Mødrestuen på Fynsvej].",
    "vi har skrevet til [naturbørnehaven egernet] og venter",
    "vi skrev til [børnehuset ved søen] i går",
    "hun handler i [rema 1000 skalborg] hver dag",
    "han hentes af [hahn tolkeservice] bagefter",
    "hun er set i [Rødovre Centrum] med sin bror",
    "Den unge spiller håndbold i [Team Esbjerg] i år.",
    "Lærer på [10eren Vejle] spørger om råd.",
    "drengen er flyttet til [bostedet solhjem] nu",
    "hun går på [marie mørks skole] i byen",
    "Barnet er faldet i [Legeland Fyn] i går.",
    "Hun træner i [Fitness 1 Ballerup] om morgenen.",
    "De kender [Boldklubben 1908] godt.",
    "Hun har søgt hjælp hos [Retshjælpen i Esbjerg] nu.",
    "han bor på [krisecentret røntofte] indtil videre",
    "de spiller i [klub fristedet] hver tirsdag",
    "hun gør rent hos [hansen & holm a/s] om aftenen",
    "han er i praktik i [netto vejlevej] nu",
    "Han er i praktik i [Rema 1000 på Parkvej] nu.",
    "Hun er indlagt på [afsnit B4 i Hillerød] siden i går.",
    "Hun er indlagt på [afdeling 12 på Vejle Sygehus] siden i går.",
    "Svaret kom fra [psyk. amb. i Køge] i går.",
    "De mødes i [beboerhuset i Sømarken] hver uge.",
    "Hun venter ved [Grillen på hjørnet af Nørre Parkvej] hver dag.",
    "Eleven er flyttet til [10. klassecentret i Ringe] nu.",
    "hun går på [bakkekærets skole] nu",
    "drengen går til håndbold i [nordkapp] om tirsdagen",
    "Hun er elev på [N. Kochs Gymnasium] og bor hjemme.",
    "den ene går på [htx i vejle] og er glad",
    "familien bor i [ringparken] og har det godt",
    "vi har talt med [engskolens] leder om det",
    "Vi skrev til [Lindevang Børnehaves] leder og til [Vejle Boldklubs] formand.",
    "[Engskolens] leder ringede i går.",
    "Patienten er udskrevet fra [afdeling K på Amager] i går.",
    "Patienten ligger på [B12 i Hobro] siden i går.",
    "Hun går til samtaler i [Børne- og Ungdomspsykiatrien i Vejle] hver uge.",
    "Elev på [Gymnasiet Th. Kochs] siden sommer.",
    "Vi skrev til [Lejerbo afdeling 12] om døren.",
    "Vi er i dialog med [Center for Sorgbearbejdning i Vejle] om tilbud.",
    "den unge kom fra [lindegården] i nat",
    "Han kører i [Taxa 4x35] om natten.",
    "Vi traf hende på [børneafsnittet i Randers] i går.",
    "HUN GÅR PÅ [HINDHOLM EFTERSKOLE] OG ER GLAD FOR DET.",
]
NOTHING = [
    "Vores SFO har set det. Vores SSP ved besked.",
    "Spørg DBU og DGI om et kursus for trænere.",
    "Han kørte galt på E45 og på afdeling 2 i huset talte de om det.",
    "vi har talt med skolens leder om folkeskolens regler og friskolens frihed",
    "Distriktsskolens leder ringede. Hjemskolen svarer ikke. Klubbens voksne ved det.",
    "familien bor i lejligheden og har det godt",
    "Sagen går til Direktoratet og siden til Ministeriet.",
    "Lægen fra konsultationen og den unge fra afdeling 3 i huset var enige.",
    "hun går på skolen nu og er glad for det",
    "han arbejder i en kiosk om aftenen",
    "de bor nord for byen og kører mod syd hver dag",
    "i fremtidens skole er der plads til alle",
    "pigen og hendes mor kender skolen godt",
    "Vi har talt om Skole, Lektier og Fravær med Familien.",
    "They agreed: if you talk with the school, they will listen.",
    "Sagen er drøftet på Ugemøde og i Styregruppen.",
    "Dansk Folkeparti og Radikale Venstre var enige.",
    "TP, BT ia. Ses ua. Hgb 6,1. Får jern.",
    'Ordet "nang" betyder skam på pashto.',
    "Hijaben er hendes eget valg, siger hun.",
    "Barnets skole har skrevet. Byens gymnasium har svaret.",
    "Mor er FV-ramt, jf. EMD-dom af 12. juni.",
    "I Dag har jeg talt med Familien om Fraværet i Skolen.",
    '"Sutra" betyder at skjule noget.',
    "Hendes wali skal give lov. Diya er betalt.",
    "Nødpas er udstedt. Parentificering er nævnt i genogrammet.",
    "dg. F43.1, F32.1. Kvittering 88-1042 er vedlagt.",
    "KLE 27.24.00 er valgt i systemet.",
    "Vores nye system hedder Nexus og er langsomt.",
    "Skema: man 8-14, tir 8-16, tor 12-20.",
    "Det er qadar, siger faren, og hun bad salah i går.",
    "KUI tager UPV'en, og HR er nede.",
    "Tilmelding senest fredag. Max 24 deltagere.",
    "Pigen hedder noget andet på papiret, og skolen hedder det samme.",
    "Børnehaven kaldes i daglig tale for huset.",
]


@pytest.mark.parametrize("case", FOUND)
def test_the_whole_name_of_a_house_is_one_finding(case: str) -> None:
    """Law: with its town, its quarter and the small words that tie it, in whatever letters."""
    text, expected = _MARK.sub(lambda match: match[1], case), [match[1] for match in _MARK.finditer(case)]
    assert [text[f.start : f.end] for f in find(text, lexicon())] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_what_names_no_house_and_nobody_is_left_alone(text: str) -> None:
    """Law: kinds of houses, directions, odd capitals, English, parties, short forms and terms."""
    assert [text[f.start : f.end] for f in find(text, lexicon())] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fra: Tornen Lykkegsard <t@eksempel.dk>\nEmne: sag", "Tornen Lykkegsard"),
        ("[21:05] selmaa: hun er her ikke", "selmaa"),
        ("Navn: N0or Ali", "N0or Ali"),
        ("Far, lsmail Haddad, ringede kl. 9.", "lsmail Haddad"),
    ],
)
def test_who_wrote_and_what_a_scanner_read_is_found(text: str, name: str) -> None:
    """Law: the head of a mail, the speaker of a chat, and letters that a scanner took for digits."""
    assert name in [text[f.start : f.end] for f in find(text, lexicon())]

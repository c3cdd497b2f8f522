"""Numbers, addresses and links in the many ways people write them.

In a case, square brackets mark what must be found; they are not part of the text.
"""

import re

import pytest

from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.findings import Strength
from nsk_tui.services.anonymity import lexicon

CASES = {
    "CPR": [
        "> cpr er [150301-\n> 8195] og hun",
        "og [xx0509-1182], søskendepar",
        "har oplyst [150301 – 8195] i telefonen",
        "hendes nummer er [15 03 01 8195]",
        "([150301.8195])",
        "nr [15/03-01-8195]",
        "[15-03-01 8195] er indlæst",
        "[150301-81 95]",
        "[150301-819] er vist forkert",
        "[15.03.01/8195]",
        "[150301 - 819] mangler et ciffer",
        "[15032001-8195]",
        "[15-03-2001-8195]",
        "cpr [15o301-8195]",
        "cpr [150301-8l95]",
        "cprnr.[1503018195]",
        "cpr nummer på barnet er: [150301 8195]",
        "CPR-nr: [150301]-[xxxx]",
        "Personnr [1503 01 8195]",
        "cpr. [150301 81-95]",
        "[750301-8195] er erstatningscpr",
        "[150301‑8195] med hård bindestreg",
        "[150301⁄8195]",
        "Cpr [15 03 01-8195]",
        "cpr [150301--8195]",
        "CPR\n[150301-8195]",
        "cpr. nr. [15.03.01.8195]",
        "født [150301]-[8195]",
        "[１５０３０１-8195]",
    ],
    "PHONE": [
        "ring på [53 81\n> 20 47] efter kl. 10",
        "tlf [+45-22-44-18-67]",
        "[(+45)22441867]",
        "[22441867]",
        "[2244-1867]",
        "[22 441 867]",
        "[224 418 67]",
        "tlf [22/44/18/67]",
        "[+46 (0)70 123 45 67]",
        "[0046-701234567]",
        "tlf.nr. [22441867]",
        "Tlf:[22441867]",
        "[+4522 44 18 67]",
        "mobil [2244186]",
        "[2 2 4 4 1 8 6 7]",
        "ring [22.44.1867]",
        "[+90 532 123 45 67]",
        "[0090 532 1234567]",
        "+[49 151 23456789]",
        "[22 44 1867]",
        "[45 22 44 18 67]",
        "(tlf [22441867])",
        "nummeret: [22 44-18 67]",
        "[+252 61 5551234]",
    ],
    "EMAIL": [
        "[nour.h@eksempel.dk]",
        "[NOUR.H@EKSEMPEL.DK]",
        "[nour (at) eksempel.dk]",
        "skriv til <[n_h+1@a.b.eksempel.com]>",
        "mail:[nour@eksempel.dk].",
        "[nour snabel-a eksempel.dk]",
        "[ærø@eksempel.dk]",
    ],
    "PLATE": [
        "bilen var en rød seat, nummer [ax 40 218]",
        "en grå Skoda, [DK 48 913]",
        "knallert [ZP 2094] beslaglagt",
        "Bilen [CJ88517]",
        "bil [cj 88 517]",
        "reg.nr.[CJ 88.517]",
        "[CJ-88-517] holdt udenfor",
        "en sort [CJ 88 517].",
        "nummerplade: [cj88517]",
        "plade [CJ88 517]",
        "i en [XY 12345]",
    ],
    "CASE_NO": [
        "sagen har nr. [S-2026-11873] hos politiet",
        "sag nr. [2024/118732]",
        "Sagsnummer [24-118732]",
        "journalnr. [2024-1234-5678]",
        "j.nr. [12345/24]",
        "[SAG-2024-00123]",
        "[EMN-2024-04567]",
        "sagsID: [1234567]",
        "J. nr. [23-0045678]",
        "sagen [22/20699]",
        "ref: [ABC-123456]",
        "Sagsnr.: [25/0012345-7]",
        "politiets j.nr. [0100-83966-00012-25]",
        "dok.nr. [4567891]",
        "Sag [27.24.00-P19-1-25]",
        "KMD-sag [202412345]",
        "sagsnr [S25-1234]",
        "se sagsnr. [2025 - 44821]",
        "jour.nr. [24/77777]",
        "id-nr. [8812345]",
        "udl.nr. [12.345.678]",
    ],
    "DATE_OF_BIRTH": [
        "født den [syvogtyvende november to tusind og fjorten]",
        "mand f. [81], anholdt kl. 3",
        "f. d. [3. juli 2010]",
        "født d. [3/7 10]",
        "født: [03072010]",
        "født i [juli 2010]",
        "årgang [2008]",
        "fødselsdag [3.7.]",
        "f.dato [030710]",
        "DOB [03.07.2010]",
        "f: [030710]",
        "Sofie (f. [2010])",
        "født den [3. i 7. 2010]",
        "født [3-7-10]",
        "har fødselsdag [3. juli]",
        "hun fylder 18 d. [12. marts]",
        "hun er født [12/3]",
        "Fatima ([12.03.2010])",
        "fødselsdato er [12 marts 2010]",
        "født [2010-03-12]",
        "født i [2010]",
        "fødselsår [2010]",
        "f.[120310]",
        "hun blev født den [12. marts 2010]",
        "født den [tolvte marts 2010]",
        "bliver 18 den [3. maj]",
        "født d.[12.3.10]",
        "[12. marts] er hendes fødselsdag",
    ],
    "URL": [
        "han skriver fra [yasmin.k04] på insta",
        "hendes snap er rød og vennens er [bigfahad99]",
        "discord: [ghost#4412]",
        "min bror har lavet en falsk snap af mig, den hedder [ser.ena2008]",
        "se [https://www.eksempel.dk/profil?id=77]",
        "[www.eksempel.dk]",
        "[instagram.com/nour.h]",
        "[@nour_h]",
        "snap: [nour.h04]",
        "insta [nour_h]",
        "tiktok: [nourhhh7]",
        "hun hedder [nour_99] på snap",
        "[fb.com/nour.h.12]",
        "[t.me/nour]",
        "linket [http://bit.ly/3xY]",
        "[facebook.com/profile.php?id=1000123]",
    ],
    "ADDRESS": [
        "jeg bor på [Gl. Landevej\n> > 41, 1. sal] og han ved det ikke",
        "hun bor [Gammel Strandvej\n> 112] hos en ven",
        "han bor [Baunevangen 40 vær. 12]",
        "kørt til [Havneparken 3], kl. 01.47",
        "bor [Nørregade 12, 3. th]",
        "bor på [Vestervej 12 st.tv]",
        "[Ndr. Ringvej 5A]",
        "[C.F. Richs Vej 103, 2.]",
        "[Skovvej 12, lejl. 4]",
        "bor på [nørregade 12]",
        "flyttet til [Ved Søen 4]",
        "[Store Kongensgade 77, 1. sal]",
        "på [Gl. Jernbanevej 33 B]",
        "bor [Åløkkehaven 17 2 tv]",
        "adr: [Møllebakken 4-6]",
        "[H.P. Hanssens Gade 9]",
        "[Peter Bangs Vej 200]",
        "[Hestehaven 12 G]",
        "bor på [Rymarken 88]",
        "bor i [Gellerupparken, blok 4]",
        "[Toveshøj 16, 2.tv]",
        "[Kongens Tværvej 3]",
        "opgang 4, [Dyrehavegårds Vej 9]",
        "[Bredgade 7A, st.]",
        "hjem til [Skovbakken 19]",
        "[Kirkevej12]",
        "[Vesterbrogade 12b 1.th]",
        "på hjørnet af [Nørregade] og [Vestergade]",
        "[Anker Jensens Vej 22]",
        "på [Sdr. Boulevard 100]",
        "[Lille Strandstræde 5]",
    ],
    "PLACE": [
        "[8000 Århus C]",
        "[DK 8000 Aarhus]",
        "[8000 aarhus c]",
        "[2100 Kbh Ø]",
        "[2400 Kbh. NV]",
        "bor i [Ørbæk]",
        "[5750 Ringe]",
        "[2650 hvidovre]",
        "postnr. [4690]",
        "[9000 Ålborg]",
        "[6000 kolding]",
        "landsbyen [Hørup]",
        "[2800 Kgs. Lyngby]",
        "[4930 Maribo]",
        "[8960 Randers SØ]",
    ],
}
STRONG_LABELS = sorted(CASES)
PERSONAL = ["CPR", "PHONE", "EMAIL", "PLATE"]
ALIKE = [
    "Fra 03/2025 til 12/2026 er der fem møder.",
    "Perioden 2019-2023 viste en stigning på 12,5 %.",
    "Lov nr. 1146 af 22. maj 2025 trådte i kraft 1. juli 2025.",
    "Budgettet er 1.250.000 kr. i 2026 og 1.300.000 kr. i 2027.",
    "Lokale 2.14, bygning 3, 1. sal.",
    "Mødet varer fra 9.00 til 11.30.",
    "Ring 114 eller 112.",
    "Se § 140, stk. 2, nr. 3, og § 22 a.",
    "Der er 35-40 deltagere, heraf 12 nye.",
    "Uge 43-47 er optaget.",
    "Frist 3/12 kl. 12.00.",
    "Hun er 17 år og 3 måneder.",
    "Vejledning nr. 9876 af 1. januar 2024.",
    "Sagen blev behandlet på 14 dage.",
    "Der er brugt 101,50 timer.",
    "Efter straffelovens § 260, stk. 2.",
    "Version 2.36.281 er installeret.",
    "Børnene er 3, 5, 7, 9 og 11 år.",
    "De er tretten, fjorten, femten og seksten år.",
    "Pris: 12.345,67 kr. inkl. moms.",
    "Side 12-14 i rapporten fra 2022.",
    "Højde 172 cm, vægt 61 kg.",
    "Temadag den 14. januar 2027 kl. 9-15.",
    "Bilag 4.2 og 4.3 mangler.",
    "Ud af 86 sparringer var 41 fra skoler.",
    "Vi har åbent mandag-torsdag 8.30-15.00 og fredag 8.30-13.00.",
    "Artikel 8 i EMRK og artikel 9, stk. 2, litra a, c og e.",
    "I 2024 var der 11 sager mod 7 i 2023.",
    "Kursus 1, 2 og 3 er fuldt booket.",
    "Folkeskolelovens § 40, stk. 2.",
    "Fraværet er 23 % i 8. klasse.",
    "Otte ud af ti unge siger, at de er glade for skolen.",
    "Det skete for tre til fire uger siden, måske fem.",
    "To voksne, fire børn, en kat og seks høns.",
    "Punkt 1. Velkomst 2. Nyt fra kommunen 3. Eventuelt",
    "Principmeddelelse 3-22 om samtykke.",
    "BEK nr 1482 af 29/06/2025",
    "Klokken 8, 10 og 12.",
    "2025-2026: i alt 143 timer.",
    "LBK nr. 909 af 3. juli 2024",
    "Notat på 4 sider, 1200 ord.",
    "Mødes 1. og 3. onsdag i måneden.",
    "Vurderet til 7 på en skala fra 1 til 10.",
    "Der er 20 km til nærmeste krisecenter.",
    "Gruppe A, B og C mødes i lokale 4.",
    "1/2 stilling, 18,5 timer.",
    "Kl. 10:30-15:30 hver dag.",
    "Udbetalt 4500 kr. den 1. oktober.",
    "Ca. 300-400 unge om året.",
    "Marts 2024 til maj 2025.",
    "Hun har været i Danmark i 8 år.",
    "Kapitel 11, afsnit 3.",
    "Skolen ringede 12/3-2026.",
    "Ring 12.03.2026 kl. 9.",
    "Fra 1. januar 2027 gælder nye regler.",
    "Ved opkald efter kl. 16 svarer døgnvagten.",
    "Den 24. december holder vi lukket.",
    "Der var 3 fra skoler, 2 fra sundhed og 1 fra jobcenter.",
]
_MARK = re.compile(r"\[([^\]]*)\]")


def _unmark(case: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without its brackets, and where they stood."""
    text, spans, reached = "", [], 0
    for match in _MARK.finditer(case):
        text += case[reached : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        reached = match.end()
    return text + case[reached:], spans


@pytest.mark.parametrize(
    ("label", "case"), [(label, case) for label in STRONG_LABELS for case in CASES[label]]
)
def test_every_letter_of_an_identifier_is_covered(label: str, case: str) -> None:
    """Law: whatever way it is written, no letter or digit of it is left over."""
    text, spans = _unmark(case)
    found = find(text, lexicon())
    for start, end in spans:
        for place in range(start, end):
            if text[place].isalnum():
                assert any(f.start <= place < f.end for f in found), text[place:end]


@pytest.mark.parametrize(
    "case", [case for label in ("CPR", "PHONE", "EMAIL", "PLATE") for case in CASES[label]]
)
def test_a_number_of_a_person_is_strong(case: str) -> None:
    """Law: a number that is somebody's stops the text from being stored."""
    text, _ = _unmark(case)
    assert any(f.strength is Strength.STRONG for f in find(text, lexicon()))


@pytest.mark.parametrize("text", ALIKE)
def test_what_only_looks_like_an_identifier_is_left_alone(text: str) -> None:
    """Law: laws, times, sums and counts are no findings."""
    assert [text[f.start : f.end] for f in find(text, lexicon())] == []

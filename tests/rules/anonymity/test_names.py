"""Names: found in every manner of writing, and words left alone beside them.

In a case, square brackets mark what must be found; nothing else may be.
"""

import re

import pytest

from nsk_tui.rules.anonymity.check import find
from nsk_tui.rules.anonymity.findings import Label, Reason, Strength, Suggestion
from nsk_tui.services.anonymity import lexicon

_MARK = re.compile(r"\[([^\]]*)\]")
EXACT = [
    "Jeg har talt med [Thivya Sivakumar] og hendes bror [Kajan].",
    "mor hedder [hawa mohamud] og pigen [ikram].",
    "hun hedder [birkemose] til efternavn",
    "Familien [rosenlund] er kendt af kommunen.",
    "[Bo] skal bo hos sin farmor.",
    "[Rose] fik en rose af en dreng.",
    "Vi mødte [Dag] en dag i gården.",
    "Stormen kom, men [Storm] kom ikke.",
    "[Islam] er 16 år, og islam siger ikke noget om det.",
    "Hendes kusine [Qoomaad] ringede.",
    "VIGTIGT: [MARIAM] MÅ IKKE KONTAKTES HJEMME.",
    "Samtale med [A.K.], 17 år.",
    "Værge: [O. Mikkelsen].",
    "Hun staver det [S-h-i-r-i-n].",
    "Pigen [Gry] og hendes ven [Maj-Britt].",
    "Han så [So-\nfie] i går.",
    "Læreren, [Jens Peter Holm], skrev.",
    "Sagen om en ung Kvinde og hendes Bror [Serkan] med Telefon og Familie.",
    "Kære [Yasmin]. Venlig hilsen [Tove Krag]",
    "[Zübeyde] og [Recep] kom. Så gik [zübeydes] mor.",
    "Hun har fået tid hos dr. [fischer] i morgen.",
    "Hans storebror [August] passer ham hele august.",
    "min ven [mo] bliver slået",
    "hendes veninde [liv] fra klassen",
    "nu er [salwa el-khatib] her igen",
    "lærerens navn er [inge-lise skov].",
    "[Sol] spiser ikke længere, når solen er fremme.",
    "Til stede var [PKJ], [Ulla] og et par til.",
    "Jeg tager den på onsdag. /[D]",
    "Til stede: [Torben], [MLS] og mor. Kopi t. [BHS].",
    "Bistandsadvokaten [Louise Hjorth] ringede.",
    "Vidne: [LMN] (soc.rådg.).",
    "[AHK] har overtaget efter [BJ], og vi ses hos [LRP].",
    "Forurettede [k. hashimi] kørt hjem.",
    "Navn: [al rubaie]. Han ringede i går.",
    "hun siger at [mahnor] ikke længere kommer",
    "[Maj] er født i maj, og [Viola] spiller musik.",
    "Det er [Ameera Al-\n> Hashimi] fra klassen.",
    "[Sommer] er hendes efternavn.",
    "Han er bange for [Jihad], der er ældre.",
    "Afbud: [Per] + [Åse].",
    "de tre piger ([hafsa], [leyan] og [josephine]) så det",
    "Hun skal flyttes i dag. [MHL] kører.",
    "> Kan I hjælpe [Sabrina\n> El Idrissi] med det?",
    "Pigens tante [Taqwa] henter hende.",
]
NOBODY = [
    "Hans mor siger, at per automatik følger han dem hjem.",
    "Min søster og to andre piger fra klassen.",
    "Skoeln har talt med alle tre hver for sig.",
    "Familein flyttede tilbage i sommer.",
    "Der er taget kontakt til Ankestyrelsen, RED Rådgivning og Gladsaxe Kommune.",
    "Familien er fra Syrien og taler arabisk og kurdisk.",
    "Imamen har sagt, at en nikah uden wali ikke gælder.",
    "VUM og ICS er udfyldt, PPR og SSP er inviteret.",
    "Koordinatoren indkalder til møde i uge 49.",
    "Opf. tirsdag. Tlf. slukket. Udsk. i morgen.",
    "They have been married for a year, and his parents decide everything.",
    "Mor lukkede helt i. Hvordan kommer vi videre?",
    "Person A er 16 år, person B er hendes bror.",
]


def _unmark(case: str) -> tuple[str, list[str]]:
    """Return the text without its brackets, and what stood in them."""
    return _MARK.sub(lambda match: match[1], case), [match[1] for match in _MARK.finditer(case)]


@pytest.mark.parametrize("case", EXACT)
def test_the_names_are_found_and_nothing_else(case: str) -> None:
    """Law: each name is one finding, without its title, and the words around it are none."""
    text, expected = _unmark(case)
    found = [text[f.start : f.end] for f in find(text, lexicon())]
    assert [name.rstrip(".") for name in expected] == [name.rstrip(".") for name in found]


@pytest.mark.parametrize("text", NOBODY)
def test_a_text_without_names_has_no_finding(text: str) -> None:
    """Law: words, slips, short forms, bodies and peoples are nobody."""
    assert [text[f.start : f.end] for f in find(text, lexicon())] == []


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Hun hedder Sofie.", Strength.STRONG),
        ("Pigen Qoomaad kom.", Strength.WEAK),
        ("Hun bor ved Randers.", Strength.WEAK),
        ("De går på Rosenskolen.", Strength.WEAK),
        ("Hun går i 8.b nu.", Strength.WEAK),
        ("Han bor på Nørregade 12.", Strength.STRONG),
    ],
)
def test_what_is_sure_is_strong_and_the_rest_is_asked(text: str, strength: Strength) -> None:
    """Law: lists, numbers and addresses are strong; capitals, towns, organisations, classes weak."""
    (finding,) = find(text, lexicon())
    assert strength is finding.strength


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Mor Khadija ringede.", Suggestion.LEAVE_OUT),
        ("Mor: Khadija, bor alene.", Suggestion.A_PARENT),
        ("Hendes onkel Farhad kom.", Suggestion.LEAVE_OUT),
        ("Læreren Preben skrev.", Suggestion.LEAVE_OUT),
        ("Drengen Ilyas er bange.", Suggestion.LEAVE_OUT),
        ("Vi talte med fru Kaplan.", Suggestion.THE_CITIZEN),
        ("Så kom Sofie.", Suggestion.A_YOUNG_PERSON),
        ("Han bor på Nørregade 12.", Suggestion.AN_ADDRESS),
        ("De går på Rosenskolen.", Suggestion.A_SCHOOL),
        ("Født den 12. marts 2010.", Suggestion.IN_SPRING),
        ("Hun går i 8.b nu.", Suggestion.LOWER_SECONDARY),
        ("De bor i Thorsø nu.", Suggestion.A_SMALL_TOWN),
        ("De bor i Odense nu.", Suggestion.A_TOWN),
    ],
)
def test_the_first_proposal_fits_the_words_before(text: str, suggestion: Suggestion) -> None:
    """Law: the neutral word that is proposed first follows from what stands before."""
    (finding,) = find(text, lexicon())
    assert suggestion is finding.suggestions[0]


def test_a_word_in_letters_of_another_script_is_asked_about() -> None:
    """Law: no list reads Arabic or Cyrillic letters, so the author is asked."""
    text = "Så ringede محمد til os, og иван kom."
    found = {text[f.start : f.end]: f.strength for f in find(text, lexicon())}
    assert found == {"محمد": Strength.WEAK, "иван": Strength.WEAK}


def test_a_weak_name_stays_weak_where_it_is_repeated() -> None:
    """Law: repeating a guess does not make it sure."""
    text = "Vi så Qoomaad i går. Så ringede qoomaad igen."
    found = [f for f in find(text, lexicon()) if f.label is Label.NAME]
    assert [f.reason for f in found] == [Reason.CAPITAL_INSIDE_SENTENCE, Reason.NAME_FOUND_ELSEWHERE]
    assert {Strength.WEAK} == {f.strength for f in found}

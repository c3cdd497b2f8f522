"""The words that existing logs use for our fields and codes, Danish and English.

Source
    docs/rules/import.md, section "Words"
"""

import re
import unicodedata

from nsk_tui.rules.consultations import AgeBand, Area, Asked, Basis, Channel, Concern, ConcernLevel, Outcome

HEADER_CHARACTERS_MAX = 100

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_BETWEEN = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return a word as it is compared: small letters, æ ø å written out, signs as blanks.

    >>> fold("  Opfølgning (dato) "), fold("E-mail")
    ('opfoelgning dato', 'e mail')
    """
    even = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return _BETWEEN.sub(" ", even).strip()


def _folded(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the phrases of a table, a comma between two, folded; the field's own name is one of them."""
    return {field: (fold(field), *map(fold, words.split(","))) for field, words in table.items()}


HEADERS: dict[str, tuple[str, ...]] = _folded(
    {
        "date": "dato, dag, samtaledato, henvendelsesdato, dato for samtale, dato for henvendelse, "
        "modtaget, day",
        "level": "bekymringsniveau, niveau, bekymring niveau, alvor, alvorlighed, farve, "
        "concern level, severity",
        "area": "område, målgruppe",
        "age_band": "aldersgruppe, alder, alderstrin, age group, age",
        "concerns": "bekymringer, bekymring, bekymringstype, type, type bekymring, tema, kategori, concern, "
        "theme, category",
        "outcome": "udfald, resultat, result",
        "channel": "kanal, kontaktform, henvendelsesform, henvendelsesmåde, kontakt via, contact form",
        "asked": "spurgt om, type spørgsmål, spørgsmålstype",
        "basis": "grundlag, retsgrundlag",
        "statute_ref": "hjemmel, lovhjemmel, paragraf, statute",
        "minutes": "varighed, minutter, antal minutter, min, tidsforbrug, duration, time spent",
        "asker_department": "afdeling, forvaltning, center, enhed, department, unit",
        "asker_role": "spørger, spørgers rolle, rolle, stilling, faggruppe, funktion, "
        "profession, role, asker",
        "signs": "tegn, observationer, hvad er set, observations",
        "card": "handlekort, action card",
        "referred_to": "henvist til, viderehenvist til, viderehenvist",
        "text": "tekst, beskrivelse, sag, sagen, sagsbeskrivelse, problemstilling, henvendelse, situation, "
        "spørgsmål, emne, bemærkninger, bemærkning, noter, note, kommentar, kommentarer, "
        "description, case, question, subject, notes, comments, remarks",
        "advice": "rådgivning, råd, råd og vejledning, vejledning, anbefaling, svar, recommendation, answer",
        "learned": "læring, lærte, hvad lærte vi, læringspunkter, learning, lessons learned",
        "follow_up": "opfølgning, opfølgningsdato, dato for opfølgning, følges op, "
        "næste kontakt, follow up date",
    }
)
"""What a column may be called, by field."""

_KNOWN_HEADERS = frozenset(phrase for phrases in HEADERS.values() for phrase in phrases)


def is_known_header(text: str) -> bool:
    """Return whether a text is a whole name that a column of ours may have.

    >>> is_known_header("Bekymringsniveau"), is_known_header("Vi talte længe")
    (True, False)
    """
    return len(text) <= HEADER_CHARACTERS_MAX and fold(text) in _KNOWN_HEADERS


def _words(table: dict[str, str]) -> dict[str, str]:
    """Return code by folded word; every code is a word for itself."""
    words = {fold(code): str(code) for code in table}
    for code, written in table.items():
        words.update((fold(word), str(code)) for word in written.split(","))
    words.pop("", None)
    return words


VALUES: dict[str, dict[str, str]] = {
    "level": _words(
        {
            ConcernLevel.YELLOW: "gul, gult, gule, tidlig bekymring, bekymring, lav",
            ConcernLevel.ORANGE: "orange, mistanke, mellem, middel",
            ConcernLevel.RED: "rød, rødt, røde, akut, fare, høj",
        }
    ),
    "area": _words(
        {
            Area.CHILDREN: "børn, barn, børn og unge, unge, under 18, børneområdet, child",
            Area.ADULTS: "voksne, voksen, over 18, 18, voksenområdet, adult",
        }
    ),
    "age_band": _words(
        {**dict.fromkeys(AgeBand, ""), AgeBand.UNKNOWN: "ukendt, ved ikke, ikke oplyst, uoplyst"}
    ),
    "concerns": _words(
        {
            Concern.CONTROL: "kontrol, social kontrol, negativ social kontrol",
            Concern.THREATS: "trusler, trussel, threat",
            Concern.SURVEILLANCE: "overvågning, overvåges, overvåget",
            Concern.STAY_ABROAD: "udlandsrejse, udlandsophold, genopdragelsesrejse, genopdragelse, rejse, "
            "ufrivillig udlandsrejse, abroad",
            Concern.FORCED_MARRIAGE: "tvangsægteskab, tvunget ægteskab, ægteskab, tvang, "
            "tvang ægteskab, marriage",
            Concern.ECONOMY: "økonomi, økonomisk kontrol, penge, money",
            Concern.VIOLENCE: "vold, fysisk vold, psykisk vold, partnervold",
            Concern.ISOLATION: "isolation, isoleret, isoleres",
            Concern.PRACTICE_DOUBT: "tvivl om praksis, egen praksis, praksis, tvivl, practice doubt",
            Concern.OTHER: "andet, øvrigt, anden",
        }
    ),
    "outcome": _words(
        {
            Outcome.ADVICE_GIVEN: "råd givet, råd, rådgivning, rådgivet, vejledning, vejledt, "
            "sparring, advice",
            Outcome.REFERRED: "henvist, henvisning, viderehenvist",
            Outcome.NOTIFICATION: "underretning, underrettet",
            Outcome.MEETING_AGREED: "møde aftalt, aftalt møde, møde, meeting",
            Outcome.OTHER: "andet, øvrigt",
            Outcome.OPEN: "åben, åbent, i gang, afventer, ikke afsluttet",
        }
    ),
    "channel": _words(
        {
            Channel.PHONE: "telefon, tlf, telefonisk, opkald, mobil, telephone, call",
            Channel.IN_PERSON: "personligt, fysisk, fremmøde, fysisk fremmøde, ansigt til ansigt, in person",
            Channel.VIDEO: "video, videomøde, teams, skype, zoom",
            Channel.EMAIL: "mail, e mail, sikker mail",
            Channel.CHAT: "chat, sms, besked, teamsbesked",
            Channel.MEETING: "møde, netværksmøde, teammøde",
        }
    ),
    "asked": _words(
        {
            Asked.IS_IT_NSK: "er det nsk, er det negativ social kontrol",
            Asked.HOW_TO_ASK: "hvordan spørger jeg, samtalen, hvordan taler jeg om det",
            Asked.OPTIONS: "muligheder, handlemuligheder, hvad kan jeg gøre",
            Asked.WHOM_TO_INVOLVE: "hvem skal inddrages, inddragelse, samarbejde",
            Asked.RISK_ASSESSMENT: "risikovurdering, risiko, hvor farligt er det",
            Asked.OTHER: "andet, øvrigt",
        }
    ),
    "basis": _words(
        {
            Basis.ANONYMISED: "anonymiseret, anonymt, anonym, anonymous",
            Basis.CONSENT: "samtykke, med samtykke",
            Basis.STATUTE: "lov, hjemmel, lovhjemmel, med hjemmel",
        }
    ),
}
"""What a coded value may be called: field, folded word, code."""

NOTHING = frozenset({"", "ingen", "nej", "intet", "none", "no", "na", "n a", "ikke relevant"})
"""Folded words that say that a field is empty."""

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan", "februar february feb", "marts march mar", "april apr", "maj may",
            "juni june jun", "juli july jul", "august aug", "september sep sept", "oktober october okt oct",
            "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

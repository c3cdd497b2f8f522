"""Initials that stand for a person.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Label, Reason
from nsk_tui.rules.anonymity.lexicon import Known, fold, fold_all
from nsk_tui.rules.anonymity.people import suggest
from nsk_tui.rules.anonymity.short_forms import SHORT_FORMS
from nsk_tui.rules.anonymity.spans import Mark, weak
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token

_DOTTED = re.compile(
    r"(?<![\w.])[A-ZÆØÅ]\.(?: ?[A-ZÆØÅ]\.){1,3}(?!\w)|(?<![\w.])[A-ZÆØÅ]\.[A-ZÆØÅ](?:\.[A-ZÆØÅ])?(?![\w])"
)
_NO_INITIALS = fold_all("p.s n.b u.s u.k e.u a.s i.s o.b.s p.t c.v d.d s.u d.v.s u.a u.s.a b.t c.c")
_TIED = re.compile(r"(?<![\w.])(?P<one>[A-ZÆØÅ]\.)(?: og |, )(?P<other>[A-ZÆØÅ]\.)(?= [a-zæøå]|,|$)")
_HIDING = "ABCDIXYZNÅ"
_PAIR = re.compile(r"[A-ZÆØÅ]{2,3}")
_LISTED = re.compile(
    r"(?i:deltagere?|deltog|til ?stede|referent|mødeleder|ordstyrer|afbud|fraværende|læst af|"
    r"godkendt af|skrevet af)"
    r"(?: fra| er| var)?[: ]{1,2}(?P<list>[A-ZÆØÅ]{2,4}(?:(?:, | og |/|, og )[A-ZÆØÅ]{2,4}){0,9})(?![^\W_])"
)
_PAIR_LETTERS_MAX = 3
_LIST_SIGNS = (
    "deltager",
    "deltog",
    "stede",
    "referent",
    "mødeleder",
    "ordstyrer",
    "afbud",
    "fraværende",
    "læst af",
    "godkendt af",
    "skrevet af",
)
_ONE_OF_LIST = re.compile(r"[A-ZÆØÅ]{2,4}")
_NO_PAIRS = fold_all(
    "PPR SSP UU UUV PI TV IT HR HF EU FN UK US USA DK SE NO DE CPR CV PTA KP TL SU DR SMS MMS GPS OK "
    "AB ID SB VP FGU BUP AKT FOF PET PC TR MR "
    "NSK ÆK RED VUM ICS BFF DSB LUP FK VUC HTX HHX STX EUD AUB SFO DUS GFO SIM PTSD SMD DNA HIV EKG "
    "BMI ADD OCD CTI ACT MST FFT UM UIM SM II III "
    "FTR AMR AMO HMU LMU CMU MED BUU SOU UUV KKR KOU DKR KUI BIF SIK LIS EMD UPV MUS APV RAP ART KAT "
    "VI IV IX XI PGA MHP MHT IFT IHT OSV DVS KL NR TLF TTH TAU OBS NB PS PSP TEAM AFD DF SF MED ME "
    "FIT KAP LAB GYN DAG TIL DE DU"
)

_SIGNATURE = re.compile(r"(?m)/ ?(?P<sign>[A-ZÆØÅ]{1,4})\.?$")
_BEFORE_SIGNATURE = frozenset(".!?/")
_SPACES_MAX = 8
_SHORT_COLLEAGUES = fold_all("sb sbh sagsb sagsbeh rådg socrådg sr koll kp ksp spl sspl fambeh psyk v")
_TO_WHOM = frozenset({"t", "v", "kopi"})
"""Short forms before somebody's letters: 'kopi t. BHS', 'v/LKM'."""

_DOINGS = fold_all(
    "siger sagde ringer ringede skriver skrev spørger spurgte fortæller fortalte overtager overtog har "
    "mailer kører kørte henter hentede møder mødte lover "
    "lovede sender sendte booker bookede taler talte snakker kender kendte deltager deltog"
)
_NO_PERSON = Known.COMMON | Known.ALLOWED
_NOBODY = _NO_PAIRS | cues.NEVER


def find_initials(sentence: Sentence) -> Iterator[Mark]:
    """Yield A.B., and AB right after a word for a person."""
    tokens = sentence.tokens
    dotted = any(len(tokens[index].text) == 1 and tokens[index].upper for index in sentence.odd)
    for match in _DOTTED.finditer(sentence.text) if dotted else ():
        if fold(match[0].replace(" ", "").rstrip(".")) not in _NO_INITIALS:
            yield weak(*match.span(), Label.NAME, Reason.INITIALS)
    yield from _listed(sentence)
    yield from _signed(sentence)
    for match in _TIED.finditer(sentence.text) if dotted else ():
        yield weak(*match.span("one"), Label.NAME, Reason.INITIALS)
        yield weak(*match.span("other"), Label.NAME, Reason.INITIALS)
    if not sentence.shouting:
        yield from _beside_words(sentence)


def _beside_words(sentence: Sentence) -> Iterator[Mark]:
    """Yield one to three capital letters that the words beside them make a person's."""
    for index in sentence.odd:
        token = sentence.tokens[index]
        if not token.capital or len(token.text) > _PAIR_LETTERS_MAX:
            continue
        pair = _is_pair(token)
        if not pair and not _is_single(token):
            continue
        if _person_before(sentence, index) or (pair and _stands_for_one(sentence, index)):
            yield weak(token.start, token.end, Label.NAME, Reason.INITIALS, *suggest(sentence, index))


def _listed(sentence: Sentence) -> Iterator[Mark]:
    """Yield the initials in a list of those present: 'Deltagere: LKJ, MSO'."""
    text = sentence.text
    if not any(map(sentence.lower.__contains__, _LIST_SIGNS)):
        return
    for match in _LISTED.finditer(text):
        for one in _ONE_OF_LIST.finditer(text, *match.span("list")):
            if fold(one[0]) not in _NOBODY:
                yield weak(*one.span(), Label.NAME, Reason.INITIALS)


def _stands_for_one(sentence: Sentence, index: int) -> bool:
    """Whether what stands beside two or three letters says that they are somebody's."""
    beside = _is_beside_person(sentence, index) or _has_role(sentence, index)
    return beside or _does_things(sentence, index)


def _signed(sentence: Sentence) -> Iterator[Mark]:
    """Yield the letters with which a note is signed: '... på onsdag. /D'."""
    for match in _SIGNATURE.finditer(sentence.text) if "/" in sentence.text else ():
        before = sentence.text[max(0, match.start() - _SPACES_MAX) : match.start()].rstrip(" \n")[-1:]
        if before in _BEFORE_SIGNATURE and fold(match["sign"]) not in _NOBODY:
            yield weak(*match.span("sign"), Label.NAME, Reason.INITIALS)


def _is_beside_person(sentence: Sentence, index: int) -> bool:
    """Whether two or three letters stand beside a name in a list: 'PKJ, Ulla', 'Amina og LHK'."""
    tokens = sentence.tokens
    if tokens[index].known & _NO_PERSON or tokens[index].folded in SHORT_FORMS:
        return False
    for gap, other in ((index - 1, index - 1), (index, index + 1)):
        if gap >= 0 and other < len(tokens) and sentence.gap(gap) in (", ", " + ", "/", " / "):
            token = tokens[other]
            if (
                token.capital
                and not token.shouted
                and token.known & Known.FIRST
                and not token.known & _NO_PERSON
            ):
                return True
    return False


def _does_things(sentence: Sentence, index: int) -> bool:
    """Whether letters do what a colleague does, or stand behind 'hos': 'BHK ringer', 'hos LRP'."""
    token, before, after = sentence.tokens[index], sentence.before(index), sentence.after(index)
    if token.known & (_NO_PERSON | Known.WORD) or token.folded in SHORT_FORMS:
        return False
    if before is not None and before.folded in ("hos", "efter"):
        return True
    return token.first and after is not None and after.folded in _DOINGS


def _has_role(sentence: Sentence, index: int) -> bool:
    """Whether a bracket behind letters says what somebody does: 'LMN (soc.rådg.)'."""
    if index + 1 >= len(sentence.tokens) or sentence.gap(index) != " (":
        return False
    role = sentence.tokens[index + 1].folded
    return role in cues.COLLEAGUES or role in _SHORT_COLLEAGUES or role in ("soc", "psykol", "pæd")


def _is_single(token: Token) -> bool:
    """Whether a word is one capital letter, and none of those that hide a person on purpose."""
    return len(token.text) == 1 and token.capital and token.text not in _HIDING and not token.taken


def _is_pair(token: Token) -> bool:
    """Whether a word is two or three capital letters that are no known short form."""
    return (
        not token.taken
        and not token.known & Known.COMMON
        and bool(_PAIR.fullmatch(token.text))
        and token.folded not in _NO_PAIRS
    )


def _person_before(sentence: Sentence, index: int) -> bool:
    """Whether a word for a person stands right before, also before a bracket."""
    if index == 0:
        return False
    gap, before = sentence.gap(index - 1), sentence.tokens[index - 1].folded
    if gap in (". ", "/") and before in _TO_WHOM:
        return not sentence.tokens[index].known & _NO_PERSON and len(sentence.tokens[index].text) > 1
    if gap not in (" ", " (", ": "):
        return False
    return (
        before in cues.RELATION
        or before in _SHORT_COLLEAGUES
        or before in cues.NAMING
        or before == "initialer"
    )

"""What the words beside a word say about it: does a name come here?

Source
    docs/rules/anonymity.md
"""

import re

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token

_LETTERS_IN_BETWEEN = cues.GREETINGS - {"fra", "til"}
_NAME_WORDS = frozenset({"navn", "efternavn", "fornavn", "kælenavn", "øgenavn", "pigenavn", "mellemnavn"})
_HE_OR_SHE_IS = frozenset({"er", "bliver", "fylder", "var", "på"})
_BETWEEN = frozenset({"sig", "mig", "ham", "hende", "for", "som", "er", "nu", "bare", "også", "altid", "kun"})
_AGE = re.compile(
    r"(?i)(?:er|var|på|fylder|blev|bliver|\() ?(?:kun |nu |ca\. |snart |lige )?[0-9]{1,2}(?![0-9:.])"
)
_AGE_ASIDE = re.compile(r"(?i),? ?\(?[0-9]{1,2} (?:år|mdr)|, [0-9]{1,2}[,)]")
_BEFORE_A_PERSON = frozenset(
    {"var", "er", "med", "til", "fra", "hos", "af", "om", "for", "ved", "mod", "uden", "så", "mødte"}
)
_OPENING_PAUSE = re.compile(r", | \(|, \"| \"")
_PLACING = frozenset({"i", "på", "fra", "hos", "ved"})
_OFFICE = re.compile(
    r"(?:enheden|afdelingen?|forvaltningen?|teamet|team|rådgivningen?|modtagelsen|ministeriet|styrelsen|udvalget|rådet|nævnet|"
    r"lovens?|retten|partiet|politiet|kommunen|regionen|tilsynet|huset|centret|centeret|center|visitationen?|indsatsen?|vagten|"
    r"møder?|mødet|trappen|model|modellen|forum|udvalg|enhed|teamet|screening|samtaler?|samtalen|målingen?|notat|notatet|"
    r"undersøgelsen?|vurdering|vurderingen|sparring|vejledning|forløb|forløbet|tilbud|tilbuddet|administration|forvaltning|"
    r"økonomi|bevilling|afgørelse|ydelser?|ydelsen|støtte|system|systemet|register|drevet|mappen|journal|protokol|"
    r"ordningen|området|gruppen|netværket|kontoret|service|sekretariatet|ledelsen|pleje|plejen|køen|boksen|post|planen|direktivet|"
    r"konventionen|forordningen|krigen?|traktaten|unionen|posten|nettet|linjen|telefonen|hotline|portalen|kurset|skema|plan|budget)$"
)
_PROFESSIONS = (
    "rådgiver",
    "rådgiveren",
    "betjent",
    "betjenten",
    "lærer",
    "læreren",
    "leder",
    "lederen",
    "pædagog",
    "pædagogen",
    "konsulent",
    "konsulenten",
    "medarbejder",
    "medarbejderen",
    "sygeplejerske",
    "plejerske",
    "plejersken",
    "assistent",
    "behandler",
    "behandleren",
    "formand",
    "formanden",
    "mester",
    "vejleder",
    "vejlederen",
    "terapeut",
    "frisør",
    "advokat",
    "psykolog",
    "mægler",
    "tolk",
    "chauffør",
    "sekretær",
    "koordinator",
    "mentor",
    "læge",
    "lægen",
    "tandlæge",
    "jordemoder",
    "forælder",
    "borger",
    "borgeren",
    "barnet",
    "advokaten",
    "psykologen",
    "tolken",
    "chaufføren",
    "sekretæren",
    "koordinatoren",
    "mentoren",
    "tandlægen",
    "jordemoderen",
    "terapeuten",
    "assistenten",
    "mægleren",
    "bisidderen",
    "bisidder",
    "politi",
)
_SHORT_TITLES = fold_all(
    "dr hr fr frk prof adv kpers kp sagsbeh rådg socrådg skl fam ovl jm jdm spl sspl soc afdl afdlæge "
    "tlæge psyk pol kons "
    "vejl koord ass assist fru mag cand stud tlægen rsl lek adj"
)
_NAME_ARTICLES = frozenset({"al", "el", "ul", "abu", "abdul", "bin", "ibn", "ben"})
_SENDERS = frozenset({"fra", "til", "cc", "from", "to", "kopi"})
_THINGS = fold_all(
    "system systemet program programmet app appen projekt projektet kursus kurset film filmen serien "
    "metode metoden  "
    "model modellen skema skemaet værktøj værktøjet spil spillet lov loven hund hunden kat katten "
    "forløb forløbet  "
    "bog bogen side siden gruppen rapport rapporten kanal kanalen podcast podcasten øvelse øvelsen "
    "stof stoffet"
)
"""What is called something without being a person: 'systemet hedder Nexus'."""

_IS = frozenset({"er", "var", "bliver", "blev", "føler", "virker"})
_STATES = fold_all(
    "født gift skilt gravid forlovet indlagt udskrevet flyttet rejst hjemrejst bange ked vred syg "
    "hjemme anbragt  "
    "frihedsberøvet bortvist omskåret døbt konfirmeret adopteret opvokset forsvundet udeblevet stoppet "
    "mødt ensom  "
    "utryg bekymret alene udmeldt indskrevet voksen mindreårig"
)
_SOM_LETTERS = 6
_KIN = cues.PARENTS | cues.RELATIVES
_AND = frozenset({"og", "samt", "eller"})
_PRONOUNS = frozenset({"jeg", "hun", "han", "vi", "hende", "ham", "de"})
_VOWEL = re.compile(r"[aeiouyæøåáéíóúäöü]|[^a-zæøå]")
_SHORT_FORM_MAX = 5
_CONSONANTS_MAX = 3
_LETTERS_MIN = 2
_PAST = ("ede", "edes", "ndte", "gte", "kte", "ldte")
_OWN = frozenset(
    {"hans", "hendes", "min", "pigens", "drengens", "barnets", "mors", "fars", "deres", "borgerens"}
)


def is_named(sentence: Sentence, index: int) -> bool:
    """Whether a naming word ('hedder', 'kaldes') stands before."""
    before = sentence.before(index)
    if before is None:
        return False
    if before.folded in cues.NAMING:
        owner = sentence.before(index - 1)
        return owner is None or owner.folded not in _THINGS
    further = sentence.before(index - 1)
    return further is not None and before.folded in _BETWEEN and further.folded in cues.NAMING


def is_cued(sentence: Sentence, index: int) -> bool:
    """Whether the word before, or the one before a 'til', or a colon says that a name comes."""
    before = sentence.before(index)
    if before is None:
        return _cued_across(sentence, index)
    if before.folded in cues.RELATION or before.folded in _LETTERS_IN_BETWEEN or is_named(sentence, index):
        return True
    further = sentence.before(index - 1)
    if before.folded in _NAME_ARTICLES:
        return is_cued(sentence, index - 1)
    return further is not None and before.folded in ("til", "ved", "er") and further.folded in _KIN


def _cued_across(sentence: Sentence, index: int) -> bool:
    """Whether 'mor:', 'navn:', 'veninde, ' or 'dr. ' stands before."""
    if is_titled(sentence, index):
        return True
    if index == 0 or sentence.gap(index - 1).strip(" \"'»«(") not in (":", ",", ""):
        return False
    before = sentence.tokens[index - 1].folded
    return before in cues.NAMING or before in cues.RELATION or before in _LETTERS_IN_BETWEEN


def is_titled(sentence: Sentence, index: int) -> bool:
    """Whether 'dr. ' or the 'Fra: ' of a mail stands before."""
    if not index:
        return False
    token, gap, before = sentence.tokens[index], sentence.gap(index - 1), sentence.tokens[index - 1].folded
    if sentence.telegram and not token.upper and sentence.text[token.end : token.end + 1] == ".":
        return False
    return (gap == ". " and before in _SHORT_TITLES) or (gap == ": " and before in _SENDERS)


def acts(sentence: Sentence, index: int) -> bool:
    """Whether the word after is something that a person does."""
    after = sentence.after(index)
    return after is not None and after.folded in cues.PERSON_VERBS


def is_written_short(sentence: Sentence, index: int) -> bool:
    """Whether a word is cut short: 'Hgb' has no vowel, 'Ka'' an apostrophe, 'pol.anm.' two full stops."""
    token, text = sentence.tokens[index], sentence.text
    if token.upper and not sentence.shouting and _is_code(token):
        return True
    if _is_cut(sentence, token):
        return True
    if token.known & Known.FREQUENT or len(token.text) > _SHORT_FORM_MAX:
        return False
    if sentence.telegram and text[token.end : token.end + 1] == ".":
        cued = token.upper and is_cued(sentence, index)
        return not cued and not _ends_a_name(sentence, index)
    if token.is_name and not token.upper:
        return False
    if len(token.text) <= _CONSONANTS_MAX and not _VOWEL.search(token.folded):
        return not is_named(sentence, index) and not is_beside_name(sentence, index)
    dotted = token.start > 1 and text[token.start - 1] == "." and text[token.start - 2].isalpha()
    return dotted and text[token.end : token.end + 1] == "."


def _is_cut(sentence: Sentence, token: Token) -> bool:
    """Whether an apostrophe stands for what is left out: 'Ka' I', and not 'Lars' mor'."""
    text = sentence.text
    if len(token.text) > _CONSONANTS_MAX or text[token.end : token.end + 1] != "'":
        return False
    return not text[token.end + 1 : token.end + 2].isalpha() and token.folded[-1] not in "sxz"


def _is_code(token: Token) -> bool:
    """Whether capitals tied by hyphens, or inside a short word, are a code: 'LA-KLU', 'VisU'."""
    if not token.shouted:
        return len(token.text) <= _SHORT_FORM_MAX and not token.text[1:].islower() and token.text.isalpha()
    return "-" in token.text and all(len(part) <= _CONSONANTS_MAX for part in token.text.split("-"))


def _ends_a_name(sentence: Sentence, index: int) -> bool:
    """Whether an initial or a name in the same letters stands right before a word."""
    token, before = sentence.tokens[index], sentence.tokens[index - 1]
    if not index or sentence.gap(index - 1) not in (" ", ". ") or before.upper != token.upper:
        return False
    if len(before.text) == 1:
        return (token.upper and not sentence.shouting) or (token.is_name and len(token.text) > _LETTERS_MIN)
    return before.is_name and not before.is_word


def goes_on_like_a_person(sentence: Sentence, index: int) -> bool:
    """Whether what follows fits a person at the start of a sentence: a verb, 'fra', an age, 'og hans'."""
    after = sentence.after(index)
    if after is None:
        return has_age(sentence, index)
    if after.folded in _AND:
        return _is_person_word(sentence.after(index + 1))
    if after.folded in cues.PERSON_VERBS or after.folded in cues.AFTER_A_NAME:
        return True
    return after.is_word and after.text.islower() and after.folded.endswith(_PAST)


def _is_person_word(token: Token | None) -> bool:
    """Whether a word can be, or own, a person: a capital, 'moren', 'hans', 'jeg'."""
    if token is None:
        return False
    if token.capital or token.known & Known.FREQUENT:
        return True
    return token.folded in cues.RELATION or token.folded in _OWN or token.folded in _PRONOUNS


def has_age(sentence: Sentence, index: int) -> bool:
    """Whether an age follows: 'er 16', ', 16 år', '(16 år)'."""
    end = sentence.tokens[index].end
    return bool(_AGE.match(sentence.text, end + 1) or _AGE_ASIDE.match(sentence.text, end))


def is_in_a_state(sentence: Sentence, index: int) -> bool:
    """Whether 'er født', 'bliver gift', 'fylder år' follows: what only somebody is or has."""
    verb, state = sentence.after(index), sentence.after(index + 1)
    if verb is None or state is None:
        return False
    return (verb.folded in _IS and state.folded in _STATES) or (
        verb.folded == "fylder" and state.folded == "år"
    )


def is_somebodys(sentence: Sentence, index: int) -> bool:
    """Whether 'er hans søster' follows."""
    verb = sentence.after(index)
    owner = sentence.after(index + 1) if verb is not None and verb.folded in _HE_OR_SHE_IS else None
    if owner is None or owner.folded not in _OWN:
        return False
    kin, further = sentence.after(index + 2), sentence.after(index + 3)
    return any(
        word is not None and (word.folded in cues.RELATION or word.folded in _NAME_WORDS)
        for word in (kin, further)
    )


def opens_strictly(sentence: Sentence, index: int) -> bool:
    """Whether a sentence surely begins with a word: a full stop or nothing stands before."""
    start = sentence.tokens[index].start
    before = sentence.text[max(0, start - 2) : start].rstrip(" ")
    if not sentence.tokens[index].first:
        return False
    return not sentence.text[:start].strip() if not before else before[-1] in ".!?:\n"


def stands_like_a_name(sentence: Sentence, index: int) -> bool:
    """Whether a bare word stands where a noun would have an article: 'med ask, som', 'at saga er'."""
    before = sentence.before(index)
    if before is None:
        return False
    if before.folded in ("at", "om", "hvis", "når", "da", "fordi"):
        return acts(sentence, index) or _goes_on_with_not(sentence, index)
    if before.folded not in _BEFORE_A_PERSON:
        return False
    end = sentence.tokens[index].end
    follows = sentence.text[end : end + _SOM_LETTERS].lower()
    return follows.startswith((", som", ", der"))


def _goes_on_with_not(sentence: Sentence, index: int) -> bool:
    after = sentence.after(index)
    return after is not None and after.folded in ("ikke", "også", "altid", "aldrig", "gerne")


def is_apposition(sentence: Sentence, index: int) -> bool:
    """Whether a word stands between commas or brackets beside one for a person: 'søsteren, rim, læser'."""
    if index and _OPENING_PAUSE.fullmatch(sentence.gap(index - 1)):
        end = sentence.tokens[index].end
        closed = sentence.text[end : end + 1] in (",", ")", ".", ";")
        return closed and sentence.tokens[index - 1].folded in cues.RELATION
    if index + 2 < len(sentence.tokens) and sentence.gap(index) == ", ":
        owner, kin = sentence.tokens[index + 1], sentence.tokens[index + 2]
        return owner.folded in _OWN and kin.folded in cues.RELATION
    return False


def is_beside_name(sentence: Sentence, index: int) -> bool:
    """Whether a neighbour is a capital word that a list of names has."""
    beside = (sentence.before(index), sentence.after(index))
    return any(other is not None and _is_capital_name(sentence, other) for other in beside)


def _is_capital_name(sentence: Sentence, token: Token) -> bool:
    """Whether a capital word is on a list of names and hardly a plain word here."""
    if not token.upper or token.taken or not token.is_name or token.known & Known.ALLOWED:
        return False
    plain = token.first or sentence.shouting or sentence.noun_capitals
    return not token.is_word or bool(token.known & Known.SURNAME and not plain)


def is_placed(sentence: Sentence, index: int) -> bool:
    """Whether 'i', 'på' or the like stands right before: a capital there names a place or a house."""
    before = sentence.before(index)
    return before is not None and before.folded in _PLACING


def is_public_office(token: Token) -> bool:
    """Whether a word is an office, a committee or a law of the kind that every municipality has."""
    return "-" in token.text or token.folded.endswith(_PROFESSIONS) or bool(_OFFICE.search(token.folded))


def is_abbreviation(sentence: Sentence, index: int) -> bool:
    """Whether a word ends in a full stop after which the sentence goes on."""
    end = sentence.tokens[index].end
    following = sentence.text[end : end + 3]
    if not following.startswith("."):
        return False
    rest = following[1:].lstrip(" ")
    return bool(rest) and (
        rest[0].islower() or rest[0].isdigit() or rest[0] in ",:;-/" or rest == following[1:]
    )

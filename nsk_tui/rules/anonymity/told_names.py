"""Houses whose name is told beside a word for what they are: 'skolen hedder rosenlund', 'Sankt Pauls'.

Source
    docs/rules/anonymity.md
"""

from collections.abc import Iterator

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Suggestion
from nsk_tui.rules.anonymity.house_names import SAINTS, opens_a_name
from nsk_tui.rules.anonymity.lexicon import Known, fold_all
from nsk_tui.rules.anonymity.tokens import Sentence
from nsk_tui.rules.anonymity.word import Token
from nsk_tui.rules.anonymity.workplaces import HEADS, is_head

Told = tuple[int, int, Suggestion]
"""The indexes of the first and the last word, and what to write instead."""

_CALLED = fold_all("hedder kaldes hed hedde")
_GAPS = (" ", ", ")


def find_told(sentence: Sentence) -> Iterator[Told]:
    """Yield the houses that are named behind 'hedder', a saint, a short form or a town."""
    if not sentence.vocabulary.isdisjoint(_CALLED):
        yield from _called(sentence)
    for index in sentence.odd:
        token = sentence.tokens[index]
        if not token.taken and not sentence.shouting and not sentence.noun_capitals:
            yield from _saint_or_town(sentence, index, token)


def _called(sentence: Sentence) -> Iterator[Told]:
    """'skolen hedder rosenlund', 'en friskole, der hedder al-huda'."""
    for index, word in enumerate(sentence.words):
        name = sentence.after(index) if word in _CALLED else None
        if name is None or name.taken or name.folded in cues.NEVER or _is_ordinary(name):
            continue
        house = _subject(sentence, index)
        if house is not None and is_head(house.folded):
            yield index + 1, index + 1, HEADS.get(house.folded, Suggestion.A_WORKPLACE)


def _is_ordinary(name: Token) -> bool:
    return bool(name.known & (Known.COMMON | Known.ALLOWED)) and not name.capital


def _subject(sentence: Sentence, index: int) -> Token | None:
    """Return what is called so, with 'der' or 'som' between; None when it stands elsewhere."""
    at = index - 1
    if at > 0 and sentence.words[at] in ("der", "som"):
        at -= 1
    return sentence.tokens[at] if at >= 0 and sentence.gap(at) in _GAPS else None


def _saint_or_town(sentence: Sentence, index: int, token: Token) -> Iterator[Told]:
    """'i Sankt Pauls', 'til Th. Langs', 'Nørrebro Grønt'."""
    follows = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
    if follows is None or not (token.upper and follows.capital) or follows.taken:
        return
    is_saint = token.folded in SAINTS and sentence.gap(index) in (" ", ". ")
    if is_saint or (not token.first and opens_a_name(sentence, index)) or _is_of_a_town(sentence, index):
        yield index, index + 1, Suggestion.A_WORKPLACE


def _is_of_a_town(sentence: Sentence, index: int) -> bool:
    """Whether a plain word with a capital, or letters, stand right behind a town: 'Hammel KBC'."""
    town, word = sentence.tokens[index], sentence.after(index)
    if word is None or not town.known & Known.TOWN or town.known & Known.ALLOWED:
        return False
    if word.shouted:
        return not word.known
    return word.is_word and not (town.known & Known.NAME or word.known & (Known.ALLOWED | Known.NAME))

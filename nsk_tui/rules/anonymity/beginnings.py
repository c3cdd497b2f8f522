"""Whether a sentence may begin at a word: then its capital says nothing.

Source
    docs/rules/anonymity.md
"""

import re

from nsk_tui.rules.anonymity.lexicon import fold_all

_ABBREVIATIONS = fold_all(
    "bl ca cpr dvs eks evt ex f fm fx hhv hr incl inkl iht jf jr jvf kap kl km kr m max mdr mhp mht "
    "mia mio min mv "
    "nr ang pga pgf pkt pr pt sagsnr skt st stk tel tlf vedr vha frk dr prof cand fr d s"
)
_SHORT_TITLES = frozenset(
    {"dr", "hr", "frk", "fr", "prof", "cand", "gl", "st", "skt", "sdr", "ndr", "ll", "ved", "adv", "fam"}
)
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_ABBREVIATION_LETTERS_MAX = 9
_SHORT_FORM_MAX = 12
_COLUMN = 3
"""So many spaces set a form's columns apart."""
_SENTENCE_END = ".!?:;•·▪●○■◦*\n\uf0b7\uf0a7\uf0d8"
_OPENING = " \t\"'«»„“”([{-–>*•/"
_ONE_LETTER_WORDS = frozenset("iåøuæIÅØ")


def begins(text: str, start: int) -> bool:
    """Whether a sentence may begin at a word before which no word in small letters stands."""
    place = start - 1
    while place >= 0 and text[place] in _OPENING:
        place -= 1
    if place < 0 or text[place] in _SENTENCE_END or text[start - _COLUMN : start].isspace():
        return place < 0 or text[place] != "." or not _is_abbreviation(text, place)
    return text[place] in ")0123456789"


def follows_short_form(text: str, start: int) -> bool:
    """Whether 'tlf. ' stands before: a plain word may begin a sentence there, but not after 'hr. '."""
    if text[start - 2 : start] != ". ":
        return False
    short = text[max(0, start - 2 - _SHORT_FORM_MAX) : start - 2].rpartition(" ")[2].lower()
    return len(short) > 1 and short not in _SHORT_TITLES


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the word before a full stop is short for another."""
    found = _LAST_WORD.search(text, max(0, stop - _ABBREVIATION_LETTERS_MAX), stop)
    word = found[0] if found else ""
    if text[stop - len(word) - 1 : stop - len(word)] == "-":
        return False
    return word.lower() in _ABBREVIATIONS or (len(word) == 1 and word not in _ONE_LETTER_WORDS)

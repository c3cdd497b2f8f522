"""Dates of birth: a date beside a word for birth.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from nsk_tui.rules.anonymity.findings import Label, Reason, Suggestion
from nsk_tui.rules.anonymity.nearby import NearDigits, Stretch
from nsk_tui.rules.anonymity.spans import Mark, strong

_MONTH = (
    r"(?:jan(?:uar|uary)?|feb(?:ruar|ruary)?|mar(?:ts|ch)?|apr(?:il)?|maj|may|jun[ie]?|jul[iy]?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = (
    r"(?:første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte|trettende|"
    r"fjortende|femtende|sekstende|syttende|attende|nittende|tyvende|\w{2,5}og ?tyvende|tredivte|"
    r"enogtredivte)"
)
_SPOKEN_YEAR = r"(?:to ?tusind(?: og)?|nitten ?hundrede?(?: og)?|tyve ?hundrede?)(?: [^\W\d_]{2,18})?"
_YEAR = r"(?:(?:19|20)[0-9]{2})"
DATE = (
    rf"(?:{_YEAR}[-./ ][0-9]{{1,2}}[-./ ][0-9]{{1,2}}"
    rf"|[0-3]?[0-9][./ -]{{1,2}}[01]?[0-9][./ -]{{1,2}}(?:[12][0-9])?[0-9]{{2}}"
    rf"|(?:[0-3]?[0-9]\.?|{_DAY}) ?{_MONTH}\.?(?:,? ?(?:{_YEAR}|'?[0-9]{{2}}|{_SPOKEN_YEAR}))?"
    rf"|(?:[0-3]?[0-9]\.?|{_DAY}) ?[-/. ] ?(?:i )?(?:[0-3]?[0-9]|{_DAY})"
    rf"(?:\.? (?:{_YEAR}|{_SPOKEN_YEAR}))?(?![0-9])"
    rf"|{_MONTH}\.? [0-3]?[0-9](?:st|nd|rd|th)?,? {_YEAR}"
    rf"|[0-9]{{8}}|[0-9]{{6}}|{_SPOKEN_YEAR}|(?:{_MONTH}\.? )?{_YEAR})(?![0-9])"
)
_FILL = r"[ .:,(-]{0,3}(?:(?:er|den|d\.?|i|på|dag|år|omkring|ca\.?|on|in|is)[ .:]{1,2}){0,3}"
_BORN = re.compile(
    r"(?i)(?<![^\W_])(?:født|fødd?|fødselsdato\w{0,2}|fødselsdage?n?|fødselsår\w{0,2}|fødselsdags?|fdato|fd|"
    r"f\. ?d(?:ato)?|"
    r"føds?\.?|årgang|born|dob|d\.o\.b|date of birth|birthday|birth date|fødd|geb)"
    rf"{_FILL}(?P<date>{DATE})"
)
_SHORT = re.compile(
    rf"(?i)(?!(?-i:F)[0-9]{{2}}\.[0-9](?![0-9]|\.[0-9]))(?<![^\W_§])(?<!§ [0-9] )(?<![0-9] )f[.:]? ?"
    rf"(?P<date>{DATE}|(?<=\. )'?[0-9]{{2}}(?=[,;)\n]|\.? [A-ZÆØÅ]|, |\.?$))"
)
_TURNS = re.compile(
    rf"(?i)(?<![^\W_])(?:fylder|fyldte|bliver|blev|turns|turned) (?:[0-9]{{1,3}}|\w{{2,14}})(?: år)?"
    rf"(?: gammel)?,? (?:nu |først )?(?:den |d\.? |on )(?P<date>{DATE})"
)
_TURNS_THEN = re.compile(rf"(?i)(?<![^\W_])fylder (?:år )?(?:den |d\.? )(?P<date>{DATE})")
_BIRTH_WORD = re.compile(r"(?i)fødselsda|fødselsår|født\b")
_BEFORE_LETTERS = 48
_DATE_BEFORE = re.compile(
    rf"(?i)(?<![0-9./-])(?P<date>{DATE})[ ),.:-]{{0,3}}"
    r"(?:(?:er|var|har|som|hendes|hans|barnets|pigens|drengens)[ ]){0,3}$"
)
_DATED = re.compile(r"[0-9]|(?i:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|tusind|hundred)")
_AFTER_NAME = re.compile(
    rf"(?i)[ ]?[(,][ ]?(?P<date>{DATE})[ ]?(?=[),.;\n]|$)|[ ](?P<bare>[0-3][0-9][01][0-9]{{3}})(?![0-9])"
)
_IN_WORDS = re.compile(
    r"(?:(?:nitten|tyve) ?hundrede|to ?tusind|(?:ende|tredje|første|anden|fjerde|femte|sjette|vte|tredivte) "
    r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|i ))"
)
_LOOKED_FOR = (
    (_BORN, ("fød", "fdato", "fd", "f. d", "f.d", "årgang", "born", "dob", "d.o.b", "birth", "geb")),
    (_TURNS, ("fyld", "bliver", "blev", "turn")),
    (_TURNS_THEN, ("fylder",)),
)
"""Each pattern with the letters without which it need not be tried."""

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH_NAMED = re.compile(rf"(?i)(?<![^\W\d_])(?:{'|'.join(_MONTHS)})")
_MONTH_NUMBERED = re.compile(
    r"(?:19|20)[0-9]{2}[-./ ](?P<iso>[0-9]{1,2})"
    r"|[0-3]?[0-9][-./ ]{1,2}(?P<day_first>[01]?[0-9])(?![0-9])"
    r"|[0-3][0-9](?P<bare>[01][0-9])(?:[0-9]{2}|[0-9]{4})$"
)
_SEASONS = (Suggestion.IN_WINTER, Suggestion.IN_SPRING, Suggestion.IN_SUMMER, Suggestion.IN_AUTUMN)
_YEAR_MONTHS, _SEASON_MONTHS = 12, 3
_CENTURY = 100
_MEETING_YEAR_MIN, _MEETING_YEAR_MAX = 20, 45
"""Two-digit years in which notes are written; dates of birth there are those of small children."""

_LAST_YEAR = re.compile(r"[./ -]((?:19|20)?[0-9]{2})$")
_FIRST_YEAR = re.compile(r"((?:19|20)[0-9]{2})[./-]")
_OF_A_CHILD = frozenset({Suggestion.THE_CHILD, Suggestion.A_PARENT})
_YEAR_ALONE = re.compile(_YEAR)


def find_births(near: NearDigits, vocabulary: frozenset[str]) -> Iterator[Mark]:
    """Yield every date that stands beside a word for birth.

    ``vocabulary`` are the folded words of the text: 'f' is looked for only where it is one.
    """
    digits = near.text
    looked_for = [pattern for pattern, signs in _LOOKED_FOR if near.has(signs)]
    if "f" in vocabulary:
        looked_for.append(_SHORT)
    if looked_for and _IN_WORDS.search(near.small):
        near = replace(near, stretches=(Stretch(0, len(digits), 1, 0),))
    for pattern in looked_for:
        for match in near.matches(pattern):
            yield _birth(digits, *match.span("date"))
    if "fød" in near.small:
        yield from _dates_before(digits)


def _dates_before(digits: str) -> Iterator[Mark]:
    """Yield dates that a word for birth follows: '12. maj er hendes fødselsdag'."""
    for word in _BIRTH_WORD.finditer(digits):
        start = max(0, word.start() - _BEFORE_LETTERS)
        before = digits[start : word.start()]
        match = _DATE_BEFORE.search(before) if _DATED.search(before) else None
        if match and not _YEAR_ALONE.fullmatch(match["date"]):
            yield _birth(digits, start + match.start("date"), start + match.end("date"))


def births_after(digits: str, names: list[Mark]) -> Iterator[Mark]:
    """Yield dates in brackets or behind a comma, or as six bare digits, right after a found name.

    Behind a comma a meeting's date may stand too, so there the year decides: it is that of a
    birth when it lies before ``_MEETING_YEAR_MIN`` or the name is that of a child or parent.
    """
    for name in names:
        match = _AFTER_NAME.match(digits, name.end)
        if match is None:
            continue
        if match["bare"]:
            yield _birth(digits, *match.span("bare"))
        elif digits[match.start() : match.start("date")].strip() == "(" or _is_birth(match["date"], name):
            yield _birth(digits, *match.span("date"))


def _is_birth(date: str, name: Mark) -> bool:
    """Whether a full date behind a name and a comma is one of birth."""
    year = _LAST_YEAR.search(date) or _FIRST_YEAR.match(date)
    if year is None or _YEAR_ALONE.fullmatch(date):
        return False
    short = int(year[1]) % _CENTURY
    who = [one for one in name.suggestions if one is not Suggestion.LEAVE_OUT]
    of_a_child = bool(who) and who[0] in _OF_A_CHILD
    return of_a_child or not _MEETING_YEAR_MIN <= short <= _MEETING_YEAR_MAX


def _birth(text: str, start: int, end: int) -> Mark:
    return strong(start, end, Label.DATE_OF_BIRTH, Reason.BIRTH_DATE, *season(text[start:end]))


def season(date: str) -> tuple[Suggestion, ...]:
    """Return the season that a date lies in, as the words to put instead; none without a month.

    >>> season("4. maj 2011"), season("2010-12-24"), season("3/7-15"), season("1984")
    ((<Suggestion.IN_SPRING: 'in_spring'>,), (<Suggestion.IN_WINTER: 'in_winter'>,), \
(<Suggestion.IN_SUMMER: 'in_summer'>,), ())
    """
    named = _MONTH_NAMED.search(date)
    numbered = _MONTH_NUMBERED.match(date)
    if named:
        month = _MONTHS.index(named[0].lower()) + 1
    elif numbered:
        month = int(numbered["iso"] or numbered["day_first"] or numbered["bare"])
    else:
        return ()
    return (_SEASONS[month % _YEAR_MONTHS // _SEASON_MONTHS],) if 1 <= month <= _YEAR_MONTHS else ()

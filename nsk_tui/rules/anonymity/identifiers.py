"""Numbers and addresses that point at one person by themselves: CPR, telephone, mail, plate, case.

Every pattern is bounded, so that the time grows with the text and no faster.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from nsk_tui.rules.anonymity.findings import Label, Reason
from nsk_tui.rules.anonymity.nearby import NearDigits
from nsk_tui.rules.anonymity.normalise import Plain
from nsk_tui.rules.anonymity.spans import Mark, strong

_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?<![0-9])", r"(?![0-9])"
_LINE_END = r" ?\n(?:> ?){0,4}"
"""Where a pasted mail breaks a number in two."""

_CPR_GAP = r" ?[-/_.:,]? ?"
_CPR = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?:[0-9]{{6}}{_CPR_GAP}[0-9]{{2}} ?[0-9]{{2}}"
    rf"|[0-9]{{6}} ?[-/_] ?[0-9]{{3}}|[0-9]{{6}}-?{_LINE_END}-?[0-9]{{4}}"
    rf"|[0-9]{{2}}[ ./-][0-9]{{2}}[ ./-][0-9]{{2}} ?[-/_ .] ?[0-9]{{2}}[ .-]?[0-9]{{2}}"
    rf"|[0-9]{{2}}[ ./-][0-9]{{2}}[ ./-](?:19|20)[0-9]{{2}} ?[-/_] ?[0-9]{{4}}"
    rf"|[0-9]{{8}} ?[-/_] ?[0-9]{{4}}){_NO_DIGIT_AFTER}"
)
_CPR_INSIDE = re.compile(r"(?=([0-9]{6}[-/_. ]{0,3}[0-9]{4}))")
_CPR_WORD = r"(?:cpr|personn(?:umme)?r|person-?id)"
_CPR_AFTER = re.compile(
    rf"(?i){_CPR_WORD}\w{{0,8}}[-. ]{{0,2}}(?:n(?:umme)?r\.?|nummeret)?[^0-9\n]{{0,14}}"
    r"(?P<number>[0-9](?:[-/_. ]{0,3}[0-9]){5,10})(?![0-9])"
)
_MASK = r"[xX*#_•?]"
_MASK_SIGNS = ("x", "*", "#", "_", "•", "?")
_CPR_PART = re.compile(
    rf"{_NO_DIGIT_BEFORE}[0-9]{{6}} ?[-/ ]? ?{_MASK}{{2,4}}"
    rf"|{_MASK}{{4,6}} ?[-/ ]? ?[0-9]{{3,4}}{_NO_DIGIT_AFTER}"
    rf"|(?<![^\W_]){_MASK}{{2,4}}[0-9]{{2,4}} ?[-/ ]? ?[0-9]{{4}}{_NO_DIGIT_AFTER}"
    rf"|{_NO_DIGIT_BEFORE}[0-9]{{2,4}}{_MASK}{{2,4}} ?[-/ ]? ?(?:[0-9]{{4}}|{_MASK}{{4}}){_NO_DIGIT_AFTER}"
    rf"|{_NO_DIGIT_BEFORE}[0-9]{{6}} ?[-/ ] ?[0-9]{{1,3}}{_MASK}{{1,3}}"
)
_LAST_DIGITS = re.compile(
    r"(?i)(?:(?:sidste|fire|4|tre|3)(?: af)?(?: de)?(?: (?:fire|4|tre|3))?(?: cpr-?)? ?(?:cifre|tal)"
    r"|sidste (?:fire|4)|(?:cpr|personnummer)\w{0,8} (?:slutter|ender) (?:på|med)"
    r"|slutter (?:på|med)|kontrolcifre\w{0,3}|løbenummer\w{0,3})"
    r"(?: (?:i|på|af) (?:hendes |hans |mit |dit )?(?:cpr|personn)\w{0,10})?[^0-9\n]{0,12}"
    r"(?P<number>[0-9](?: ?[0-9]){2,3})(?! ?[0-9])(?! ?(?:kr|år|timer|personer))"
)
_DAY, _MONTH = r"(?:[06][1-9]|[1278][0-9]|[39][01])", r"(?:0[1-9]|1[0-2])"
_CPR_BEGUN = re.compile(
    rf"(?<![0-9.,/-]){_DAY}{_MONTH}[0-9]{{2}}[ -]{{1,2}}[0-9]{{1,3}}(?![0-9])"
    r"(?! ?(?:kr|stk|timer|sider|gange|år|%|,|\.?[0-9]))"
)
_YEARS = re.compile(r"(?:1[5-9]|20)[0-9]{2}[ -](?:1[5-9]|20)[0-9]{2}")
_DATE = re.compile(r"[0-3]?[0-9][./-] ?[01]?[0-9][./-] ?(?:20)?[0-9]{2}(?![0-9])")
_REPORT = re.compile(r"(?<!\w)(?:U|UfR|TfK|TFA|FED|FM|NJA|SKM|ISBN)[. ]{0,2}$")
_REPORT_LETTERS = 6
_MONEY_AFTER = re.compile(r" ?(?:kr|kroner|dkk|€|euro|eur|%|personer|borgere|mio)\b", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![0-9+/-])(?:\(?(?:\+|00) ?[0-9]{2,3}\)?[ -]?)?"
    r"(?:[0-9]{2}(?P<gap>(?: - |[ .-])?)[0-9]{2}(?P=gap)[0-9]{2}(?P=gap)[0-9]{2}"
    r"|[0-9]{4}[ .-][0-9]{4}|[0-9]{2}[ -][0-9]{3}[ -][0-9]{3}|[0-9]{3}[ -][0-9]{2}[ -][0-9]{3}"
    r"|[0-9]{3} [0-9]{3} [0-9]{2}"
    rf"|[0-9]{{2}} [0-9]{{2}}{_LINE_END}[0-9]{{2}} [0-9]{{2}}"
    rf"|[0-9]{{2}}{_LINE_END}[0-9]{{2}}(?: [0-9]{{2}}){{2}}"
    rf"|[0-9]{{2}}(?: [0-9]{{2}}){{2}}{_LINE_END}[0-9]{{2}}"
    r"|[0-9]{2} [0-9]{2} [0-9]{4}|[0-9]{4} [0-9]{2} [0-9]{2})(?![0-9]|[-/][0-9])"
)
_FOREIGN_PHONE = re.compile(r"(?<![0-9])\(?(?:\+|00)[1-9](?:[ ()/.-]{0,2}[0-9]){6,14}(?![0-9])")
_PHONE_AFTER = re.compile(
    r"(?i)(?:telefon\w{0,8}|mobil\w{0,8}|nummer\w{0,2}|phone|"
    r"(?<![^\W_])(?:tlf|tel|mob|sms|whats ?app|viber|ring\w{0,3}|cell))\b"
    r"[^0-9\n+]{0,14}(?P<number>\+?[0-9](?:(?:[ .,/-]{0,2}|\n(?=[0-9]{2} ?[0-9]{2}))[0-9]){5,13})(?![0-9])"
)
_ONE_BY_ONE = re.compile(r"(?<![0-9])(?<![0-9] )[0-9](?: [0-9]){7,9}(?! ?[0-9])")
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%'-]{1,64}"
    r"(?:@| ?[\[(](?:at|snabel-?a|@)[\])] ?| snabel-?a )[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
)
_PLATE = re.compile(r"(?<![^\W_])[A-ZÆØÅ]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{3}(?![0-9]|[^\W_]|[.,][0-9])")
_PLATE_AFTER = re.compile(
    r"(?i)(?:reg\.? ?n(?:umme)?r\.?|registreringsnummer\w{0,3}|nummerplade\w{0,3}|"
    r"plade\w{0,4}|bil(?:en)?|køretøj\w{0,3})"
    r"[^0-9\n]{0,30}?(?<![^\W_])(?P<number>[a-zæøå]{2}[ .-]?[0-9]{2}[ .-]?[0-9]{3})(?![0-9]|[^\W_])"
)
_MOPED = re.compile(
    r"(?:[Kk]nallert|[Ss]cooter|KNALLERT|SCOOTER|[Nn]ummerplade|[Pp]lade|[Rr]eg)\w{0,6}\.?[^0-9\n]{0,20}?(?<![^\W_])"
    r"(?P<number>[A-ZÆØÅ]{2} ?[0-9]{4}|[A-ZÆØÅ]{2} ?[0-9]{2} ?[0-9]{2})(?![0-9]|[^\W_]|[.,][0-9])"
)
_MAKE_BEFORE = re.compile(
    r"(?i)(?<![^\W_])(?:bil|bilen|varevogn|kassevogn|stationcar|skoda|audi|bmw|toyota|vw|volkswagen|"
    r"mercedes|peugeot|opel|ford|volvo|kia|mazda|renault|citro[eë]n|fiat|tesla|hyundai|nissan|suzuki|seat|honda|dacia)"
    r"[^\w\n]{1,4}(?:\w{2,12}[^\w\n]{1,4}){0,2}$"
)
"""A car, or its make, a few words before."""

_MAKE_LETTERS = 48
_NOT_PLATES = frozenset({"KL", "NR", "KR", "ID", "DK", "CA", "UG", "ST", "FR", "LB", "BE"})
_CASE_WORD = (
    r"(?:(?:sags?|journal|akt|dok(?:ument)?|esdh|kle|ref(?:erence)?|id|reg|politi\w{0,6}|anmeldelses?|"
    r"henvisnings?|bevillings?|udlændinge?|ulbk?)[- ]?(?:n(?:umme)?r|id|nummeret)?|j\.? ?nr|jr?nr|personid|"
    r"sbsys|acadre|dubu|kmd ?nova|getorganized|workzone|f2|p-?nr|udl\.? ?nr|person-?id)"
)
_CASE_AFTER = re.compile(
    rf"(?i)(?<![^\W_]){_CASE_WORD}(?![^\W_])(?:en|et)?[.: #]{{0,4}}(?:er |nr\.? ?|: ?)?"
    r"(?P<number>[a-z]{0,3}-?[0-9][0-9a-z]{0,12}(?:(?:[-./]| - )[0-9a-z]{1,12}| [0-9]{1,8}){0,6})(?![^\W_])"
)
_CASE = re.compile(
    rf"(?<![0-9/.-])(?:[0-9]{{2}}\.[0-9]{{2}}\.[0-9]{{2}}-[A-ZÆØÅ][0-9]{{2}}(?:-[0-9]{{1,6}}){{0,3}}"
    r"|[0-9]{4}-[0-9]{5}-[0-9]{4,5}-[0-9]{2}"
    r"|(?:19|20)[0-9]{2}-[0-9]{5,8}"
    r"|(?!(?:0[1-9]|1[0-2])/(?:19|20)[0-9]{2}(?![0-9]))[0-9]{2}/[0-9]{4,6}(?!/)"
    rf"|(?:19|20)[0-9]{{2}}/[0-9]{{4,8}}){_NO_DIGIT_AFTER}"
    r"|(?<![^\W_])[A-ZÆØÅ]{1,4}-?[0-9]{3,6}/(?:19|20)[0-9]{2}(?:-[A-ZÆØÅ]{2,4})?(?![0-9])"
    r"|(?<![^\W_])(?:S|[A-ZÆØÅ]{1,5}-)(?:19|20)[0-9]{2}-[0-9]{3,8}(?![0-9])"
)
_COURT_CASE = re.compile(r"[CTFctf]-?[0-9]{1,4}/[0-9]{2}")
"""A case of the court of the European Union."""

_SUBJECT = re.compile(r"[0-9]{2}\.[0-9]{2}(?:\.[0-9]{2})?")
"""A subject of the municipalities' common list: many cases have it."""

_CASE_DIGITS_MIN = 5
_SHORTEST_DIGITS = 3
_CPR_DIGITS = 9
_IBAN = re.compile(r"(?<![^\W_])DK ?[0-9]{2}(?: ?[0-9]{4}){3} ?[0-9]{2}(?![0-9])")
_ACCOUNT_AFTER = re.compile(
    r"(?i)(?:konto\w{0,6}|reg\.?|kort(?:nummer|nr)?|pas(?:nummer|nr)?|nem-?konto|opholdskort\w{0,8}|mit-?id|bruger-?id|cvr\w{0,4})"
    r"[.: -]{0,3}(?:n(?:umme)?r\.?|er)?[^0-9a-z\n]{0,6}"
    r"(?P<number>[a-z]{0,2}[0-9](?:[ -]{0,2}[0-9]){5,18})(?![0-9])"
)
_BRANCH = re.compile(r"(?i)(?<!\w)reg\.? ?(?:nr\.? ?)?(?P<number>[0-9]{4})(?= ?(?:konto|kt|[-,/]))")
_CARD = re.compile(rf"{_NO_DIGIT_BEFORE}[0-9]{{4}}([ -]?)[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}{_NO_DIGIT_AFTER}")
_IP = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?![0-9.]*[0-9])")
_AT = ("@", "[at", "(at", "snabel")
_LAST_SIGNS = (
    "cifre",
    " tal",
    "sidste",
    "slutter på",
    "slutter med",
    "ender på",
    "ender med",
    "løbenummer",
    "kontrolciff",
)
_PHONE_SIGNS = ("tlf", "tel", "mob", "nummer", "sms", "whats", "viber", "ring", "phone", "cell")
_PLATE_SIGNS = ("reg", "plade", "bil", "køretøj")
_MOPED_SIGNS = ("knallert", "scooter", "plade", "reg.", "reg ", "regnr", "registrering")
_ACCOUNT_SIGNS = ("konto", "reg", "kort", "pas", "mit", "bruger", "cvr")
_LONG = re.compile(r"[0-9]{9,}")


class _Rule(NamedTuple):
    """A pattern, what it finds, and when it need not be tried.

    Shape
        What is found is the pattern's group ``number`` when it has one. ``digits``: so many at
        least must stand near; ``signs``: one of them must stand in the text, none means always. A
        pattern with neither a group nor signs begins at the number itself.
    """

    pattern: re.Pattern[str]
    label: Label
    reason: Reason
    digits: int = _SHORTEST_DIGITS
    signs: tuple[str, ...] = ()
    keep: Callable[[re.Match[str]], bool] = bool
    group: int | str = 0


def _are_no_years(match: re.Match[str]) -> bool:
    """Whether a number is neither a span of years nor a day."""
    number = match[match.lastgroup or 0]
    return not _YEARS.fullmatch(number) and not _DATE.match(number)


def _is_phone(match: re.Match[str]) -> bool:
    """Whether eight digits are neither a span of years, a sum of money nor a place in law reports."""
    if _REPORT.search(match.string[max(0, match.start() - _REPORT_LETTERS) : match.start()]):
        return False
    return not _YEARS.fullmatch(match[0]) and not _MONEY_AFTER.match(match.string, match.end())


def _is_plate(match: re.Match[str]) -> bool:
    """Whether two letters and five digits are no number of something else."""
    if str(match[0])[:2] not in _NOT_PLATES:
        return True
    return bool(_MAKE_BEFORE.search(match.string[max(0, match.start() - _MAKE_LETTERS) : match.start()]))


def _is_named_plate(match: re.Match[str]) -> bool:
    """Whether the letters before five digits are no short form: 'bilen kostede kr 12 345'."""
    return str(match["number"])[:2].upper() not in _NOT_PLATES


def _is_case_number(match: re.Match[str]) -> bool:
    """Whether there are enough digits, and neither a date nor a span of years."""
    number: str = match["number"]
    if _YEARS.fullmatch(number) or _COURT_CASE.fullmatch(number) or _SUBJECT.fullmatch(number):
        return False
    return sum(letter.isdigit() for letter in number) >= _CASE_DIGITS_MIN


def _is_network_address(match: re.Match[str]) -> bool:
    """Whether its four parts are at most 255 each."""
    return all(int(part) <= 255 for part in match[0].split("."))


_RULES = (
    _Rule(_CPR, Label.CPR, Reason.CPR_SHAPE, 9),
    _Rule(_CPR_AFTER, Label.CPR, Reason.CPR_AFTER_WORD, 6, ("cpr", "person"), group="number"),
    _Rule(_CPR_PART, Label.CPR, Reason.PART_OF_CPR, signs=_MASK_SIGNS),
    _Rule(_CPR_BEGUN, Label.CPR, Reason.PART_OF_CPR, 7),
    _Rule(_LAST_DIGITS, Label.CPR, Reason.PART_OF_CPR, signs=_LAST_SIGNS, group="number"),
    _Rule(_LONG, Label.CPR, Reason.LONG_NUMBER, 9),
    _Rule(_PHONE, Label.PHONE, Reason.PHONE_SHAPE, 8, keep=_is_phone),
    _Rule(_FOREIGN_PHONE, Label.PHONE, Reason.PHONE_SHAPE, 7, ("+", "00")),
    _Rule(_ONE_BY_ONE, Label.PHONE, Reason.PHONE_SHAPE, 8),
    _Rule(_PHONE_AFTER, Label.PHONE, Reason.PHONE_SHAPE, 6, _PHONE_SIGNS, _are_no_years, "number"),
    _Rule(_PLATE, Label.PLATE, Reason.PLATE_SHAPE, 5, keep=_is_plate),
    _Rule(_PLATE_AFTER, Label.PLATE, Reason.PLATE_SHAPE, 5, _PLATE_SIGNS, _is_named_plate, "number"),
    _Rule(_MOPED, Label.PLATE, Reason.PLATE_SHAPE, 4, _MOPED_SIGNS, group="number"),
    _Rule(_CASE, Label.CASE_NO, Reason.CASE_NUMBER_SHAPE, 5, ("-", "/")),
    _Rule(_CASE_AFTER, Label.CASE_NO, Reason.CASE_NUMBER_SHAPE, 5, (), _is_case_number, "number"),
    _Rule(_IBAN, Label.OTHER, Reason.ACCOUNT_NUMBER, 16, ("dk",)),
    _Rule(_CARD, Label.OTHER, Reason.ACCOUNT_NUMBER, 16),
    _Rule(_BRANCH, Label.OTHER, Reason.ACCOUNT_NUMBER, 4, ("reg",), group="number"),
    _Rule(_ACCOUNT_AFTER, Label.OTHER, Reason.ACCOUNT_NUMBER, 6, _ACCOUNT_SIGNS, group="number"),
    _Rule(_IP, Label.OTHER, Reason.NETWORK_ADDRESS, 4, (".",), _is_network_address),
)


def find_identifiers(plain: Plain, near: NearDigits) -> Iterator[Mark]:
    """Yield every number-like identifier of a text; overlaps are left to the merge.

    Neither the date nor a check digit of a CPR number decides.
    """
    for match in _EMAIL.finditer(plain.text) if near.has(_AT) else ():
        yield strong(match.start(), match.end(), Label.EMAIL, Reason.EMAIL_SHAPE)
    most = near.most
    for rule in _RULES if most >= _SHORTEST_DIGITS else ():
        if rule.digits <= most and near.has(rule.signs):
            found = near.matches if rule.group or rule.signs else near.numbers
            for match in found(rule.pattern, rule.digits):
                if rule.keep(match):
                    yield strong(*match.span(rule.group), rule.label, rule.reason)
    if most > _CPR_DIGITS:
        yield from _cpr_within(near)


def _cpr_within(near: NearDigits) -> Iterator[Mark]:
    """Yield CPR shapes with other digits around them: overlapping ones as one."""
    start = end = 0
    for match in near.matches(_CPR_INSIDE, _CPR_DIGITS + 1):
        if match.start(1) >= end:
            if end:
                yield strong(start, end, Label.CPR, Reason.CPR_SHAPE)
            start = match.start(1)
        end = match.end(1)
    if end:
        yield strong(start, end, Label.CPR, Reason.CPR_SHAPE)

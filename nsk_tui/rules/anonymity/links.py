"""Web addresses and profile names.

Source
    docs/rules/anonymity.md
"""

import re
from collections.abc import Iterator

from nsk_tui.rules.anonymity.findings import Label, Reason
from nsk_tui.rules.anonymity.lexicon import fold_all
from nsk_tui.rules.anonymity.spans import Mark, strong

_TOP_ALONE = fold_all("dk com org net eu nu io info")
_TOP = r"(?:nu|dk|com|org|net|eu|se|no|de|io|me|tv|uk|info|app|co|tr|pk|so|iq|ir|gg|xyz|be|ly|link|page|site)"
_SCHEME = re.compile(r"(?i)(?<![^\W_])(?:https?://|www\.)[^\s<>\"»«]{2,300}")
_DOMAIN = re.compile(
    rf"(?i)(?<![\w@.+-])(?:[\w-]{{1,63}}\.){{1,4}}{_TOP}(?![\w-]|\.[a-z])(?P<path>/[^\s<>\"»«]{{0,300}})?"
)
_HANDLE = re.compile(r"(?<![\w.@+%-])@[ ]?[\w][\w.-]{1,40}")
_TAGGED = re.compile(r"(?<![\w#])[^\W\d_][\w.]{1,30}#[0-9]{4}(?![0-9])")
_PLATFORM = (
    r"(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|facebook|fb|messenger|telegram|discord|"
    r"kik|twitch|twitter|steam|"
    r"whats ?app|youtube|reddit|signal|viber|wechat|roblox|jodel|onlyfans|linkedin|"
    r"kalde[rt] sig|kælenavn\w{0,3}|brugernavn\w{0,3}|profil\w{0,4}|konto(?:en|navn\w{0,3})?|"
    r"username|gamertag)"
)
_AFTER_PLATFORM = re.compile(
    rf"(?i)(?<![^\W_]){_PLATFORM}(?:-?\w{{0,10}})?(?:[:,]? {{1,2}}"
    r"(?:profil\w{0,3}|konto\w{0,3}|navn\w{0,3}|er|som|hedder|under|navnet|bruger\w{0,6}|:)){0,3}"
    r"[:,]? {0,2}[\"'»«(]?$"
)
_PLATFORM_SIGNS = tuple(
    fold_all(
        "snap insta tik facebook fb messenger telegram discord kik twitch twitter steam whats youtube reddit "
        "signal viber wechat roblox jodel onlyfans linkedin kalde kælenavn brugernavn profil konto username "
        "gamertag"
    )
)
"""What one of must stand in a text for a platform to be named in it."""

_HANDLE_WORD = re.compile(
    r"(?<![\w.@-])(?=[\w.-]{0,40}[^\W\d])(?=[\w.-]{0,40}(?:[0-9_]|\.[^\W\d_]))[\w.-]{3,41}"
)
_LOOK_BACK_LETTERS = 60
_LOOK_AHEAD_LETTERS = 20
_ODD_LETTERS_MIN = 6
_ENDS_IN_NUMBER = re.compile(r"[^\W\d_]{5,30}[0-9]{2,6}$")
_ANYWHERE = re.compile(rf"(?i)(?<![^\W_]){_PLATFORM}(?![^\W_])")
_MAY_BE_PROFILE = re.compile(r"[0-9_]|[^\W\d_]\.[^\W\d_]")
_INNER_DOT = re.compile(r"[^\W\d_]\.[^\W\d_]")
_UNDERSCORED = re.compile(r"(?<![\w@.])(?=[\w.-]{0,40}[^\W\d_])[\w.-]{0,30}[^\W_]_{1,3}[^\W_][\w.-]{0,40}")
_HANDLE_SIGN = re.compile(r"[0-9_]|[^\W\d_]\.[^\W\d_]")
_TAIL = ".,;:!?)]}'\""
_PUBLIC_SITES = fold_all(
    "borger.dk sundhed.dk retsinformation.dk kl.dk siri.dk nyidanmark.dk ankestyrelsen.dk sm.dk "
    "uim.dk sst.dk "
    "politi.dk um.dk dst.dk vive.dk sbst.dk socialstyrelsen.dk optagelse.dk ug.dk virk.dk aula.dk "
    "skat.dk ungdomsboliger.dk borger.dk danner.dk lokk.dk redcenter.dk"
)


def find_links(text: str, small: str) -> Iterator[Mark]:
    """Yield web addresses, @-names, and the word after a platform that looks like a profile.

    Each pattern is tried only where a letter stands without which it cannot match.
    """
    if "://" in text or "www." in small:
        yield from _all(_SCHEME, text, Reason.URL_SHAPE)
    if _INNER_DOT.search(text):
        yield from _sites(text)
    if "@" in text:
        yield from _all(_HANDLE, text, Reason.HANDLE_SHAPE)
    if "#" in text:
        yield from _all(_TAGGED, text, Reason.HANDLE_SHAPE)
    if "_" in text:
        yield from _all(_UNDERSCORED, text, Reason.HANDLE_SHAPE)
    if any(map(small.__contains__, _PLATFORM_SIGNS)) and _MAY_BE_PROFILE.search(text):
        yield from _profiles(text)


def _sites(text: str) -> Iterator[Mark]:
    """Yield bare domains, but for those of public bodies."""
    for match in _DOMAIN.finditer(text):
        if match["path"] or _is_private_site(match[0].lower()):
            yield _link(text, *match.span(), Reason.URL_SHAPE)


def _profiles(text: str) -> Iterator[Mark]:
    """Yield the word after a platform when it has a digit, an underscore or a dot in it."""
    for match in _HANDLE_WORD.finditer(text):
        before = text[max(0, match.start() - _LOOK_BACK_LETTERS) : match.start()]
        around = before + text[match.end() : match.end() + _LOOK_AHEAD_LETTERS]
        handle = match[0].rstrip(_TAIL)
        if _HANDLE_SIGN.search(handle) and (_AFTER_PLATFORM.search(before) or _is_odd(handle, around)):
            yield _link(text, *match.span(), Reason.HANDLE_SHAPE)


def _is_odd(handle: str, around: str) -> bool:
    """Whether a word with digits in it stands near a platform, and is no ordinary one."""
    digits = sum(map(str.isdigit, handle))
    tied = "_" in handle or _INNER_DOT.search(handle) is not None
    odd = (
        len(handle) >= _ODD_LETTERS_MIN and digits > 0 and (tied or _ENDS_IN_NUMBER.match(handle) is not None)
    )
    return odd and _ANYWHERE.search(around) is not None


def _all(pattern: re.Pattern[str], text: str, reason: Reason) -> Iterator[Mark]:
    """Yield the mark of each match."""
    for match in pattern.finditer(text):
        yield _link(text, *match.span(), reason)


def _is_private_site(domain: str) -> bool:
    """Whether a bare domain is one, no missing space after a full stop, and no public body's."""
    return domain.rpartition(".")[2] in _TOP_ALONE and domain.removeprefix("www.") not in _PUBLIC_SITES


def _link(text: str, start: int, end: int, reason: Reason) -> Mark:
    """Return the mark without the sentence's own punctuation at its end."""
    kept = text[start:end].rstrip(_TAIL)
    return strong(start, start + max(len(kept), 1), Label.URL, reason)

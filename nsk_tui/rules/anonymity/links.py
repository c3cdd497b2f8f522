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
_PLATFORM = (
    r"(?:snap(?:chat)?|insta(?:gram)?|tik ?tok|facebook|fb|messenger|telegram|discord|"
    r"kik|twitch|twitter|steam|"
    r"whats ?app|youtube|reddit|signal|viber|wechat|roblox|jodel|onlyfans|linkedin|"
    r"brugernavn\w{0,3}|profil\w{0,4}|konto(?:en|navn\w{0,3})?|username|gamertag)"
)
_AFTER_PLATFORM = re.compile(
    rf"(?i)(?<![^\W_]){_PLATFORM}(?:-?\w{{0,10}})?(?:[:,]? {{1,2}}"
    r"(?:profil\w{0,3}|konto\w{0,3}|navn\w{0,3}|er|som|hedder|under|navnet|bruger\w{0,6}|:)){0,3}"
    r"[:,]? {0,2}[\"'»«]?(?P<handle>[^\W\d_][\w.-]{2,40}|[0-9_][\w.-]{2,40})"
)
_UNDERSCORED = re.compile(r"(?<![\w@.])(?=[\w.-]{0,40}[^\W\d_])[\w.-]{0,30}[^\W_]_{1,3}[^\W_][\w.-]{0,40}")
_HANDLE_SIGN = re.compile(r"[0-9_]|[^\W\d_]\.[^\W\d_]")
_TAIL = ".,;:!?)]}'\""
_PUBLIC_SITES = fold_all(
    "borger.dk sundhed.dk retsinformation.dk kl.dk siri.dk nyidanmark.dk ankestyrelsen.dk sm.dk "
    "uim.dk sst.dk "
    "politi.dk um.dk dst.dk vive.dk sbst.dk socialstyrelsen.dk danner.dk lokk.dk redcenter.dk"
)


def find_links(text: str) -> Iterator[Mark]:
    """Yield web addresses, @-names, and the word after a platform that looks like a profile."""
    for match in _SCHEME.finditer(text):
        yield _link(text, *match.span(), Reason.URL_SHAPE)
    for match in _DOMAIN.finditer(text):
        if match["path"] or _is_private_site(match[0].lower()):
            yield _link(text, *match.span(), Reason.URL_SHAPE)
    for match in _HANDLE.finditer(text):
        yield _link(text, *match.span(), Reason.HANDLE_SHAPE)
    for match in _UNDERSCORED.finditer(text):
        yield _link(text, *match.span(), Reason.HANDLE_SHAPE)
    for match in _AFTER_PLATFORM.finditer(text):
        if _HANDLE_SIGN.search(match["handle"].rstrip(_TAIL)):
            yield _link(text, *match.span("handle"), Reason.HANDLE_SHAPE)


def _is_private_site(domain: str) -> bool:
    """Whether a bare domain is one, no missing space after a full stop, and no public body's."""
    return domain.rpartition(".")[2] in _TOP_ALONE and domain.removeprefix("www.") not in _PUBLIC_SITES


def _link(text: str, start: int, end: int, reason: Reason) -> Mark:
    """Return the mark without the sentence's own punctuation at its end."""
    kept = text[start:end].rstrip(_TAIL)
    return strong(start, start + max(len(kept), 1), Label.URL, reason)

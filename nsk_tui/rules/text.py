"""Text that people write: which characters are kept, dropped or refused.

Source
    docs/rules/text.md
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_JOINERS = "\u200c\u200d"
_SILENT = re.compile("[\u00ad\u200b\u2060\u200c\u200d]")
_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_END = re.compile("\r\n|\r")
_EMOJI = re.compile("[\u2190-\u2bff\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff]")


class Forbidden(StrEnum):
    """Why a character may not be stored."""

    CONTROL = "control"
    DIRECTION = "direction"
    INVISIBLE = "invisible"


@dataclass(frozen=True)
class ForbiddenCharacter:
    """Where a forbidden character stands (code points from 0) and of which kind it is."""

    position: int
    code_point: int
    kind: Forbidden


def find_forbidden(text: str) -> tuple[ForbiddenCharacter, ...]:
    r"""Return every character of a text that must not reach a store or a terminal.

    Line ends of any system count as kept; see ``tidy``.

    >>> [(f.position, f.kind.value) for f in find_forbidden("a\x1b[2Jb\u202e")]
    [(1, 'control'), (6, 'direction')]
    """
    unified = _LINE_END.sub("\n", text)
    return tuple(
        ForbiddenCharacter(match.start(), ord(match[0]), _kind(ord(match[0])))
        for match in _FORBIDDEN.finditer(unified)
    )


def tidy(text: str) -> tuple[str, int]:
    r"""Return the text as it may be stored, and how many forbidden characters were dropped.

    Soft hyphens and zero-width characters outside emoji go silently and are not counted.

    >>> tidy("ta\u00adg\x1b[31m den\r\nnu")
    ('tag[31m den\nnu', 1)
    """
    unified = _LINE_END.sub("\n", text)
    kept, dropped = _FORBIDDEN.subn("", unified)
    return _SILENT.sub(lambda match: _joiner_or_nothing(match, kept), kept), dropped


def _joiner_or_nothing(match: re.Match[str], text: str) -> str:
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    joins_emoji = match[0] in _JOINERS and _EMOJI.match(before) and _EMOJI.match(after)
    return match[0] if joins_emoji else ""


def _kind(code_point: int) -> Forbidden:
    if 0x200E <= code_point <= 0x200F or 0x202A <= code_point <= 0x202E or 0x2066 <= code_point <= 0x2069:
        return Forbidden.DIRECTION
    if code_point in (0xFEFF, 0x2028, 0x2029) or code_point >= 0xD800:
        return Forbidden.INVISIBLE
    return Forbidden.CONTROL

"""Members: who has a key to the store, and in which role."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from nsk_tui.rules.ids import MemberId

PASSPHRASE_CHARACTERS_MIN = 15
PASSPHRASE_CHARACTERS_MAX = 1024


class Role(StrEnum):
    """What a member is to the network."""

    COORDINATOR = "coordinator"
    MEMBER = "member"
    AUDITOR = "auditor"


class Standing(StrEnum):
    """How far a member has come."""

    INVITED = "invited"
    ACTIVE = "active"


@dataclass(frozen=True)
class Member:
    """One member as the group sees her.

    Shape
        ``key_words`` are four words that two people can read to each other to see that they
        hold the same public key. ``last_seen`` is None for a member who never unlocked.
    """

    id: MemberId
    name: str
    role: Role
    standing: Standing
    department: str
    key_words: tuple[str, ...]
    last_seen: datetime | None


class PassphraseFault(StrEnum):
    """Why a passphrase is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    CONTROL = "control"


def judge_passphrase(passphrase: str, common: frozenset[str]) -> PassphraseFault | None:
    """Return why a passphrase is refused, or None when it is good enough.

    No rule asks for digits or signs: length is what helps. A passphrase made by repeating a
    common one is as weak as that one.

    >>> judge_passphrase("kort", frozenset())
    <PassphraseFault.TOO_SHORT: 'too_short'>
    >>> judge_passphrase("fire grønne sten i regn", frozenset()) is None
    True
    """
    if len(passphrase) < PASSPHRASE_CHARACTERS_MIN:
        return PassphraseFault.TOO_SHORT
    if len(passphrase) > PASSPHRASE_CHARACTERS_MAX:
        return PassphraseFault.TOO_LONG
    if any(ord(character) < 32 or ord(character) == 127 for character in passphrase):
        return PassphraseFault.CONTROL
    return PassphraseFault.COMMON if _is_common(passphrase.casefold(), common) else None


def _is_common(folded: str, common: frozenset[str]) -> bool:
    squeezed = folded.replace(" ", "")
    periods = (size for size in range(1, len(squeezed) // 2 + 1) if len(squeezed) % size == 0)
    repeats = any(squeezed == squeezed[:size] * (len(squeezed) // size) for size in periods)
    return repeats or squeezed in common or squeezed.rstrip("0123456789!.") in common

"""What a word may be taken for, and the two kinds of listed names.

Source
    docs/rules/anonymity.md
"""

from enum import Enum

from nsk_tui.rules.anonymity import cues
from nsk_tui.rules.anonymity.findings import Reason
from nsk_tui.rules.anonymity.lexicon import Known
from nsk_tui.rules.anonymity.word import Token

NAME_LETTERS_MIN = 3


class Verdict(Enum):
    """What a word is taken for."""

    NO = "no"
    MAYBE = "maybe"
    NAME = "name"


Judged = tuple[Verdict, Reason]
NOT_A_NAME: Judged = (Verdict.NO, Reason.UNKNOWN_WORD)


def list_reason(token: Token) -> Reason:
    """Return which list has the name."""
    return Reason.FIRST_NAME_LIST if token.known & Known.FIRST else Reason.SURNAME_LIST


def is_only_name(token: Token) -> bool:
    """Whether it is a listed name and no Danish word."""
    return token.is_name and not token.is_word


def is_doubtful(token: Token) -> bool:
    """Whether it is a frequent name and also a word."""
    return bool(token.known & Known.FREQUENT) and token.is_word


def is_like_a_name(token: Token) -> bool:
    """Whether it is a doubtful name that is seldom said as a word: Storm, Rose, Sten; not Ny, Andre, Per."""
    return (
        is_doubtful(token)
        and bool(token.known & Known.COMMON)
        and not token.known & Known.ALLOWED
        and token.folded not in cues.OPENERS
        and token.folded not in cues.NEVER
        and token.folded not in cues.PERSON_VERBS
    )

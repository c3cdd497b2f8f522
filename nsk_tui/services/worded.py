"""Texts that are no consultation: checked as one is, and stored only as they passed the check."""

from collections.abc import Mapping
from dataclasses import dataclass

from nsk_tui.rules.anonymity.clearance import Cleared, Uncleared
from nsk_tui.rules.anonymity.combination import NO_CODES, Codes
from nsk_tui.rules.anonymity.findings import Finding, Stance
from nsk_tui.rules.consultations import TEXT_CHARACTERS_MAX
from nsk_tui.rules.text import find_forbidden
from nsk_tui.services.anonymity import scan_together
from nsk_tui.services.clearing import NotAnonymous, as_list, clear_fields, is_answered
from nsk_tui.services.errors import TextRefused
from nsk_tui.services.session import Session
from nsk_tui.store.engine import Reading


@dataclass(frozen=True)
class Saved:
    """A record with worded texts that was stored: what it is called by, and its version now."""

    id: str
    version: int = 1


def cleared_texts(
    reading: Reading,
    session: Session,
    texts: Mapping[str, str],
    stances: tuple[Stance, ...] = (),
    codes: Codes = NO_CODES,
) -> Cleared | NotAnonymous:
    """Check texts that belong together; what the author declared before counts as answered.

    Errors
        TextRefused: a text is too long, or holds characters that may not be stored.
    """
    for name, text in texts.items():
        if len(text) > TEXT_CHARACTERS_MAX or find_forbidden(text):
            raise TextRefused(name)
    outcome = clear_fields(reading, session.member, session.today, texts, stances, codes=codes)
    return NotAnonymous(as_list(outcome)) if isinstance(outcome, Uncleared) else outcome


def find_in(
    texts: Mapping[str, str], answered: frozenset[str], codes: Codes = NO_CODES
) -> dict[str, tuple[Finding, ...]]:
    """Return what is found in texts while they are written; it agrees with ``cleared_texts``.

    ``answered`` are the words that count as answered: it asks no database.
    """
    return {
        name: tuple(one for one in found if not is_answered(texts[name], one, answered))
        for name, found in scan_together(texts, codes).items()
    }

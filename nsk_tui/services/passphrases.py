"""Judging a new passphrase against the rule and the list of common ones."""

from functools import cache

from nsk_tui import paths
from nsk_tui.rules.members import judge_passphrase
from nsk_tui.services.errors import PassphraseRefused


def must_be_good(passphrase: str) -> None:
    """Refuse a passphrase that is too short, too long or too common.

    Errors
        PassphraseRefused: with the rule's code.
    """
    fault = judge_passphrase(passphrase, _common())
    if fault is not None:
        raise PassphraseRefused(fault.value)


@cache
def _common() -> frozenset[str]:
    text = (paths.content_dir() / "common_passphrases.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))

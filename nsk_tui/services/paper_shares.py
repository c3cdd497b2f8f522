"""What can be known of the paper shares before anybody has opened the store."""

from pathlib import Path

from nsk_tui.vault import keyring, recovery
from nsk_tui.vault.errors import NoRecovery

WORDS = recovery.SHARE_WORDS


def unknown_words(typed: str) -> tuple[int, ...]:
    """Return the places, from 1, of words in a typed share that the list does not have."""
    return recovery.unknown_words(typed)


def needed(folder: Path) -> int:
    """Return how many shares open a store, as the public part of its keyring says.

    Errors
        NoRecovery: none have been made, or they have been used. NoStore, DamagedStore and what
        else reading the keyring may find.
    """
    slot = keyring.load(folder).recovery
    if slot is None:
        raise NoRecovery
    return slot.threshold

"""The way in that no single person has: a secret in k-of-n paper shares (SLIP-39).

Source
    docs/format/store-v1.md, section "Recovery"
"""

import os
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from nsk_tui.vault import keyring
from nsk_tui.vault.door import OpenVault
from nsk_tui.vault.errors import NoRecovery, WrongShares
from nsk_tui.vault.format import RECOVERY_SIGNER, Keyring, RecoverySlot
from nsk_tui.vault.slots import KEY_BYTES, LABEL, PrivateKeys, seal_data_key

SECRET_BYTES = 32
SHARE_WORDS = 33
THRESHOLD_MIN = 2
SHARES_MAX = 16
_PREFIX_LETTERS = 4
_BY_PREFIX = {word[:_PREFIX_LETTERS]: word for word in WORDLIST}


def new_secret() -> bytes:
    """Return a fresh secret to be shared out."""
    return os.urandom(SECRET_BYTES)


def split(secret: bytes, threshold: int, shares: int) -> tuple[str, ...]:
    """Return the shares of a secret, 33 words each; ``threshold`` of them make it again.

    Errors
        ValueError: fewer than 2, more than 16, or a threshold above the number of shares.
    """
    if not THRESHOLD_MIN <= threshold <= shares <= SHARES_MAX:
        raise ValueError(shares)
    return tuple(generate_mnemonics(1, [(threshold, shares)], secret)[0])


def combine(typed: Sequence[str]) -> bytes:
    """Return the secret of enough shares.

    Four letters of a word are enough, as the list is made.

    Errors
        WrongShares: too few, misspelt, the same twice, or of different secrets.
    """
    try:
        shares = {_whole(share): Share.from_mnemonic(_whole(share)) for share in typed}
        wanted = max((share.member_threshold for share in shares.values()), default=0)
        secret: bytes = combine_mnemonics(list(shares)[:wanted])
    except (MnemonicError, ValueError):
        raise WrongShares from None
    if len(secret) != SECRET_BYTES:
        raise WrongShares
    return secret


def unknown_words(typed: str) -> tuple[int, ...]:
    """Return the places, from 1, of words in a share that the list does not have."""
    return tuple(
        place
        for place, word in enumerate(typed.lower().split(), 1)
        if word[:_PREFIX_LETTERS] not in _BY_PREFIX
    )


def keys_of(secret: bytes, store: str) -> PrivateKeys:
    """Return the recovery's private keys in a store."""
    label = LABEL + b"recovery\x00" + store.encode()
    whole = HKDFExpand(hashes.SHA256(), 3 * KEY_BYTES, label).derive(secret)
    return PrivateKeys(whole[:32], whole[32:64], whole[64:96])


def slot(
    secret: bytes, ring: Keyring, data_key: bytes, threshold: int, shares: int, made_on: str
) -> RecoverySlot:
    """Return the recovery slot of a store's keyring."""
    keys = keys_of(secret, ring.store)
    sealed = seal_data_key(data_key, keys.public_seal(), ring.store, ring.generation, RECOVERY_SIGNER)
    return RecoverySlot(keys.public_seal(), keys.public_sign(), sealed, shares, threshold, made_on)


def fits(secret: bytes, ring: Keyring) -> bool:
    """Return whether a secret is the one that this store's shares were made of; opens nothing.

    Errors
        NoRecovery: no shares have been made.
    """
    if ring.recovery is None:
        raise NoRecovery
    keys = keys_of(secret, ring.store)
    return (keys.public_seal(), keys.public_sign()) == (ring.recovery.seal_key, ring.recovery.sign_key)


def open_with(folder: Path, secret: bytes) -> OpenVault:
    """Return the open vault for whoever brings enough shares.

    Errors
        NoRecovery, WrongShares, and what reading the keyring may find.
    """
    ring = keyring.load(folder)
    if not fits(secret, ring):
        raise WrongShares
    return OpenVault(folder, RECOVERY_SIGNER, keys_of(secret, ring.store), ring, keyring.outside(folder))


def _whole(share: str) -> str:
    words = share.lower().split()
    return " ".join(_BY_PREFIX.get(word[:_PREFIX_LETTERS], word) for word in words)

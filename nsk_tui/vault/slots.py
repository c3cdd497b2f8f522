"""One member's way in: private keys wrapped under a passphrase, the data key sealed to her.

Source
    docs/format/store-v1.md, sections "Slot" and "Seal"
"""

import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from nsk_tui.vault.errors import DamagedStore, WrongPassphrase
from nsk_tui.vault.kdf import KdfParameters, derive

LABEL = b"nsk_tui/store/v1/"
KEY_BYTES = 32
NONCE_BYTES = 12
WRAPPED_BYTES = NONCE_BYTES + 3 * KEY_BYTES + 16
SEALED_KEY_BYTES = 80
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class PrivateKeys:
    """What only one member holds: for opening seals, for signing, for her drafts."""

    seal: bytes = field(repr=False)
    sign: bytes = field(repr=False)
    draft: bytes = field(repr=False)

    def public_seal(self) -> bytes:
        """Return the key that others seal to."""
        return X25519PrivateKey.from_private_bytes(self.seal).public_key().public_bytes_raw()

    def public_sign(self) -> bytes:
        """Return the key that others verify her signatures with."""
        return Ed25519PrivateKey.from_private_bytes(self.sign).public_key().public_bytes_raw()


@dataclass(frozen=True)
class Slot:
    """A member's entry in the keyring that opens with her passphrase alone.

    Shape
        ``expires_on`` is an ISO date for an invitation that waits to be taken up, None for a
        member who has a passphrase of her own.
    """

    member: str
    kdf: KdfParameters
    wrapped: bytes = field(repr=False)
    data_key: bytes = field(repr=False)
    expires_on: str | None = None


def make_keys() -> PrivateKeys:
    """Return fresh private keys."""
    return PrivateKeys(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))


def context(kind: str, *parts: str) -> bytes:
    """Return the bytes that bind a ciphertext to its place: label, kind, and what it belongs to."""
    return LABEL + kind.encode() + b"".join(b"\x00" + part.encode() for part in parts)


def wrap(keys: PrivateKeys, passphrase: str, kdf: KdfParameters, store: str, member: str) -> bytes:
    """Return the private keys wrapped under a passphrase."""
    nonce = os.urandom(NONCE_BYTES)
    plain = keys.seal + keys.sign + keys.draft
    return nonce + AESGCM(derive(passphrase, kdf)).encrypt(nonce, plain, context("slot", store, member))


def unwrap(slot: Slot, passphrase: str, store: str) -> PrivateKeys:
    """Return a member's private keys.

    Errors
        WrongPassphrase: it does not open; whether the slot was altered cannot be told apart.
        OverLimit: the slot asks for too much memory.
    """
    key = derive(passphrase, slot.kdf)
    bound = context("slot", store, slot.member)
    try:
        plain = AESGCM(key).decrypt(slot.wrapped[:NONCE_BYTES], slot.wrapped[NONCE_BYTES:], bound)
    except InvalidTag:
        raise WrongPassphrase from None
    return PrivateKeys(plain[:32], plain[32:64], plain[64:96])


def seal_data_key(data_key: bytes, public_seal: bytes, store: str, generation: int, member: str) -> bytes:
    """Return the data key of a generation sealed to one member."""
    public = X25519PublicKey.from_public_bytes(public_seal)
    return _SUITE.encrypt(data_key, public, info=context("data_key", store, str(generation), member))


def open_data_key(sealed: bytes, keys: PrivateKeys, store: str, generation: int, member: str) -> bytes:
    """Return the data key that was sealed to a member.

    Errors
        DamagedStore: the seal does not open for this store, generation and member.
    """
    private = X25519PrivateKey.from_private_bytes(keys.seal)
    try:
        key = _SUITE.decrypt(sealed, private, info=context("data_key", store, str(generation), member))
    except (InvalidTag, ValueError):
        raise DamagedStore("slot") from None
    if len(key) != KEY_BYTES:
        raise DamagedStore("slot")
    return key

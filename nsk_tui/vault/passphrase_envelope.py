"""Sealing a finished document to a passphrase, in the format of age.

Made here and not by the library, which takes as much memory as its second of measuring allows:
256 MiB to 1 GiB and 1.5 to 8 seconds were seen on one machine, and where the memory was not to be
had, the whole process ended. Here the cost is fixed, and too little memory is an error.

Source
    docs/decisions/0011-sealed-with-age.md
"""

import hmac
import os
import unicodedata
from base64 import b64encode
from hashlib import sha256

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from nsk_tui.vault.envelope import HEAD, refuse_large
from nsk_tui.vault.errors import TooLittleMemory

WORK_FACTOR = 18
"""Two to this power are scrypt's rounds: 256 MiB, as the ordinary age program takes."""

CHUNK_BYTES = 64 * 1024
_BLOCK_SIZE = 8
_KEY_BYTES = 32
_FILE_KEY_BYTES = 16
_SALT_BYTES = 16
_NONCE_BYTES = 16
_COUNTER_BYTES = 11
_LABEL = b"age-encryption.org/v1/scrypt"
_ZERO_NONCE = bytes(12)
"""The wrapping key is used once, so that its nonce need not differ."""


def seal_to_passphrase(document: bytes, passphrase: str, work_factor: int = WORK_FACTOR) -> bytes:
    """Return a document sealed to a passphrase; takes about a second, and 256 MiB.

    Shape
        The passphrase is put in Unicode's composed form, which keyboards give. Whether it is long
        enough has been judged before.
    Units
        ``work_factor`` is the binary logarithm of the rounds; tests of the format take less.
    Errors
        DocumentTooLarge
        TooLittleMemory: nothing was sealed.
    """
    refuse_large(document)
    file_key = os.urandom(_FILE_KEY_BYTES)
    header = _header(file_key, passphrase, work_factor)
    nonce = os.urandom(_NONCE_BYTES)
    return header + nonce + _chunks(document, _derived(file_key, nonce, b"payload"))


def _header(file_key: bytes, passphrase: str, work_factor: int) -> bytes:
    salt = os.urandom(_SALT_BYTES)
    wrapping = ChaCha20Poly1305(_wrapping_key(passphrase, salt, work_factor))
    wrapped = wrapping.encrypt(_ZERO_NONCE, file_key, None)
    stanza = b"-> scrypt %b %d\n%b\n" % (_text(salt), work_factor, _text(wrapped))
    signed = HEAD + stanza + b"---"
    mac = hmac.new(_derived(file_key, b"", b"header"), signed, sha256).digest()
    return signed + b" " + _text(mac) + b"\n"


def _wrapping_key(passphrase: str, salt: bytes, work_factor: int) -> bytes:
    scrypt = Scrypt(salt=_LABEL + salt, length=_KEY_BYTES, n=1 << work_factor, r=_BLOCK_SIZE, p=1)
    composed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    try:
        return scrypt.derive(composed)
    except MemoryError:
        raise TooLittleMemory from None


def _chunks(document: bytes, key: bytes) -> bytes:
    payload, starts = ChaCha20Poly1305(key), range(0, max(1, len(document)), CHUNK_BYTES)
    sealed = []
    for number, start in enumerate(starts):
        is_last = start + CHUNK_BYTES >= len(document)
        nonce = number.to_bytes(_COUNTER_BYTES, "big") + bytes([is_last])
        sealed.append(payload.encrypt(nonce, document[start : start + CHUNK_BYTES], None))
    return b"".join(sealed)


def _derived(file_key: bytes, salt: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=salt, info=label).derive(file_key)


def _text(value: bytes) -> bytes:
    return b64encode(value).rstrip(b"=")

"""Sealing a Word document to a passphrase, for a receiver who has Word and nothing else.

The container and the format are the library's ("Agile", MS-OFFCRYPTO 2.3.4.10 and after). The key
of the content is made here: the library draws 16 bytes and fills them up with 0x36 to the 32 that
it says, so that what it calls AES-256 has a key of 128 bits.

Source
    docs/decisions/0012-words-own-password.md
"""

import os
import unicodedata
from hashlib import sha512
from io import BytesIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_agile import ECMA376Agile, blkKey_encryptedKeyValue

from nsk_tui.vault.envelope import refuse_large

PASSPHRASE_UNITS_MAX = 255
"""UTF-16 units: what Word's own line for a password takes."""

SPINS = 100_000
DOCUMENT_BYTES_MIN = 4096
"""The library lays what is smaller where no reader looks; an empty Word document is larger."""

_KEY_BYTES = 32
_COUNTER_BYTES = 4


def seal_to_word_passphrase(document: bytes, passphrase: str) -> bytes:
    """Return a Word document that Word itself opens with a passphrase; takes about a fifth of a second.

    Shape
        The passphrase is put in Unicode's composed form, which keyboards give. The cost of a guess
        is a fraction of what age asks: only a passphrase that was drawn by lot belongs here.
    Errors
        DocumentTooLarge
        ValueError: no Word document, or a passphrase that Word does not take (a fault in the caller).
    """
    refuse_large(document)
    composed = unicodedata.normalize("NFC", passphrase)
    if not 0 < len(composed.encode("utf-16-le")) // 2 <= PASSPHRASE_UNITS_MAX:
        raise ValueError("passphrase")
    if len(document) < DOCUMENT_BYTES_MIN:
        raise ValueError("document")
    given, _short_key = ECMA376Agile.generate_encryption_parameters(composed, spin_count=SPINS)
    key, salt = os.urandom(_KEY_BYTES), given.encryptedKey.saltValue
    given.encryptedKeyValue = _wrapped(key, composed, salt)
    content_salt = given.keyData.saltValue
    package = ECMA376Agile.encrypt_payload(BytesIO(document), given.encryptedKey, key, content_salt)
    return _contained(package, ECMA376Agile.get_encryption_information(given, package, key))


def _wrapped(key: bytes, passphrase: str, salt: bytes) -> bytes:
    wrapping = Cipher(algorithms.AES(_wrapping_key(passphrase, salt)), modes.CBC(salt)).encryptor()
    return wrapping.update(key) + wrapping.finalize()


def _wrapping_key(passphrase: str, salt: bytes) -> bytes:
    digest = sha512(salt + passphrase.encode("utf-16-le")).digest()
    for spin in range(SPINS):
        digest = sha512(spin.to_bytes(_COUNTER_BYTES, "little") + digest).digest()
    return sha512(digest + bytes(blkKey_encryptedKeyValue)).digest()[:_KEY_BYTES]


def _contained(package: bytes, header: bytes) -> bytes:
    container, written = ECMA376Encrypted(package, header), BytesIO()
    for entry in container._dirs:  # noqa: SLF001 - or the file would say when, by this server's clock
        entry.CreationTime = entry.ModificationTime = 0
    container.write_to(written)
    return written.getvalue()

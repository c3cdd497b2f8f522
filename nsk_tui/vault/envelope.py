"""Sealing a finished document with age, for somebody outside the store.

The plain document is handed over in memory and never written. What is sealed to recipients opens
with their keys alone: this program keeps none of them, and cannot open it again. The format is
that of age (age-encryption.org/v1), so that the receiver needs nothing of ours.

Source
    docs/decisions/0011-sealed-with-age.md
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

import pyrage
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from nsk_tui.vault.errors import DocumentTooLarge, WrongRecipient

DOCUMENT_BYTES_MAX = 16 * 1024 * 1024
RECIPIENTS_MAX = 20
HEAD = b"age-encryption.org/v1\n"
WORD_HEAD = bytes.fromhex("d0cf11e0a1b11ae1")
"""How every sealed file begins, with age or with Word's own password; a plain document never does."""

_KIND = "age1"
_RECIPIENT_CHARACTERS = 62
_CHECK_CHARACTERS = 6
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_LETTER_BITS = 5
_KEY_BYTES = 32
_SHOWN_MAX = 200


class RecipientFault(StrEnum):
    """Why a text is no recipient that can be sealed to."""

    EMPTY = "empty"
    SECRET_KEY = "secret_key"
    OTHER_KIND = "other_kind"
    DAMAGED = "damaged"
    OPEN_TO_ALL = "open_to_all"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Recipient:
    """Somebody's public key for age.

    Shape
        ``text`` begins with ``age1`` and has 62 characters of lower case. ``public_key`` are the
        32 bytes that it says, of which words are made that two people read to each other.
    """

    text: str
    public_key: bytes


def read_recipient(text: str) -> Recipient:
    """Return the recipient that a text names.

    Shape
        Blanks around it, and capitals throughout, are taken as they are meant.
    Errors
        WrongRecipient: it names none; ``fault`` says why, and nothing repeats the text, which may
        be a secret key that was pasted by mistake.
    """
    given = text.strip()
    named = given.lower() if given.isupper() else given
    fault = _shape_fault(named)
    if fault is not None:
        raise WrongRecipient(fault)
    try:
        canonical = str(pyrage.x25519.Recipient.from_str(named))
    except pyrage.RecipientError:
        raise WrongRecipient(RecipientFault.DAMAGED) from None
    public_key = _key_bytes(canonical)
    _refuse_open_to_all(public_key)
    return Recipient(canonical, public_key)


def seal(document: bytes, recipients: Collection[Recipient]) -> bytes:
    """Return a document sealed to recipients: each can open it, and nobody else.

    Shape
        At least one recipient. The file tells their number and not who they are.
    Errors
        WrongRecipient: nobody to seal to, or too many.
        DocumentTooLarge
    """
    texts = sorted({one.text for one in recipients})
    if not 0 < len(texts) <= RECIPIENTS_MAX:
        raise WrongRecipient(RecipientFault.TOO_MANY if texts else RecipientFault.EMPTY)
    refuse_large(document)
    # Read again: a key that opens to all makes the library panic, which no caller could catch.
    keys = [pyrage.x25519.Recipient.from_str(read_recipient(one).text) for one in texts]
    sealed: bytes = pyrage.encrypt(document, keys)
    return sealed


def is_sealed(content: bytes) -> bool:
    r"""Return whether a file begins as every sealed one does: nothing else may wait to be fetched.

    >>> is_sealed(b"PK\x03\x04")
    False
    """
    return content.startswith((HEAD, WORD_HEAD))


def refuse_large(document: bytes) -> None:
    """Raise DocumentTooLarge for more than a finished document can be."""
    if len(document) > DOCUMENT_BYTES_MAX:
        raise DocumentTooLarge


def _shape_fault(named: str) -> RecipientFault | None:
    """Return what is wrong before anything is decoded; None for nothing."""
    if not named:
        return RecipientFault.EMPTY
    start = named[:_SHOWN_MAX].lower()
    if "secret" in start or "private" in start:
        return RecipientFault.SECRET_KEY
    if not start.startswith(_KIND) or start.startswith(("age1pq1", "age1tag1", "age1tagpq1")):
        return RecipientFault.OTHER_KIND
    return RecipientFault.DAMAGED if len(named) != _RECIPIENT_CHARACTERS else None


def _key_bytes(canonical: str) -> bytes:
    value = 0
    for letter in canonical[len(_KIND) : -_CHECK_CHARACTERS]:
        value = value << _LETTER_BITS | _ALPHABET.index(letter)
    spare_bits = (_RECIPIENT_CHARACTERS - len(_KIND) - _CHECK_CHARACTERS) * _LETTER_BITS - 8 * _KEY_BYTES
    return (value >> spare_bits).to_bytes(_KEY_BYTES, "big")


def _refuse_open_to_all(public_key: bytes) -> None:
    """Refuse a point of low order: what is sealed to it, anybody can open."""
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        raise WrongRecipient(RecipientFault.OPEN_TO_ALL) from None

"""The audit chain: each line keyed to the one before, so that an edit or a cut shows.

Source
    docs/format/store-v1.md, section "Chain"
"""

import hmac
import os
from hashlib import sha256

from nsk_tui.vault.slots import LABEL

CHAIN_KEY_BYTES = 32
START = b"\x00" * 32


def new_chain_key() -> bytes:
    """Return a fresh chain key; it lives inside the database and survives rotations."""
    return os.urandom(CHAIN_KEY_BYTES)


def link(chain_key: bytes, previous: bytes, number: int, fields: tuple[str, ...]) -> bytes:
    """Return the link of an audit line: a MAC over the link before it, its number and its fields."""
    body = LABEL + b"chain" + previous + number.to_bytes(8, "big")
    for text in fields:
        data = text.encode()
        body += len(data).to_bytes(4, "big") + data
    return hmac.digest(chain_key, body, sha256)


def equal(one: bytes, other: bytes) -> bool:
    """Return whether two links are the same, in constant time."""
    return hmac.compare_digest(one, other)

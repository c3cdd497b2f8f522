"""From a passphrase to a key: Argon2id, with limits on what a file may ask for.

Source
    docs/format/store-v1.md, section "Slot"
"""

import os
import unicodedata
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw

from nsk_tui.vault.errors import OverLimit

KEY_BYTES = 32
SALT_BYTES = 16
TIME_COST_MAX = 16
MEMORY_KIB_MAX = 256 * 1024
LANES_MAX = 16


@dataclass(frozen=True)
class KdfParameters:
    """How a key was derived: passes, memory in KiB, lanes, salt."""

    time_cost: int
    memory_kib: int
    lanes: int
    salt: bytes


@dataclass(frozen=True)
class KdfProfile:
    """How keys are derived for new slots; passes, memory in KiB, lanes."""

    time_cost: int
    memory_kib: int
    lanes: int

    def fresh(self) -> KdfParameters:
        """Return these costs with a salt of their own."""
        return KdfParameters(self.time_cost, self.memory_kib, self.lanes, os.urandom(SALT_BYTES))


RFC_9106_LOW_MEMORY = KdfProfile(time_cost=3, memory_kib=64 * 1024, lanes=4)
"""RFC 9106, section 4, second choice: 64 MiB, which thirty members on one server can afford."""


def derive(passphrase: str, parameters: KdfParameters) -> bytes:
    """Return the 32-byte key of a passphrase.

    The passphrase is put in Unicode's composed form first, so that æ, ø and å typed on another
    keyboard give the same key.

    Errors
        OverLimit: the parameters ask for more than a reader should give.
    """
    _refuse_excess(parameters)
    return hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass"),
        parameters.salt,
        parameters.time_cost,
        parameters.memory_kib,
        parameters.lanes,
        KEY_BYTES,
        Type.ID,
    )


def _refuse_excess(parameters: KdfParameters) -> None:
    allowed = (
        1 <= parameters.time_cost <= TIME_COST_MAX
        and 1 <= parameters.lanes <= LANES_MAX
        and 8 * parameters.lanes <= parameters.memory_kib <= MEMORY_KIB_MAX
        and len(parameters.salt) == SALT_BYTES
    )
    if not allowed:
        raise OverLimit("kdf")

"""A mark of how far the audit had come, outside the database and on paper: twelve words.

The chain alone does not notice that its tail was cut; a mark that somebody else keeps does.

Source
    docs/format/store-v1.md, section "Checkpoint"
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shamir_mnemonic.wordlist import WORDLIST

from nsk_tui.vault import files
from nsk_tui.vault.errors import BadCheckpoint, DamagedStore, NoStore, VaultError
from nsk_tui.vault.slots import LABEL

CHECKPOINT_NAME = "checkpoint.json"
WORDS = 12
_WORD_BITS = 10
_COUNT_BITS = 32
_MARK_BITS = WORDS * _WORD_BITS - _COUNT_BITS
_MARK_BYTES = _MARK_BITS // 8
_BYTES_MAX = 4096
_PREFIX_LETTERS = 4
_INDEX = {word[:_PREFIX_LETTERS]: number for number, word in enumerate(WORDLIST)}


@dataclass(frozen=True)
class Checkpoint:
    """How many lines the audit had, and a keyed mark of the last of them."""

    count: int
    mark: bytes


def make(chain_key: bytes, count: int, link: bytes) -> Checkpoint:
    """Return the checkpoint of a chain whose line number ``count`` has this link."""
    body = LABEL + b"checkpoint" + count.to_bytes(8, "big") + link
    return Checkpoint(count, hmac.digest(chain_key, body, sha256)[:_MARK_BYTES])


def to_words(checkpoint: Checkpoint) -> tuple[str, ...]:
    """Return a checkpoint as twelve words to print in the minutes."""
    whole = checkpoint.count << _MARK_BITS | int.from_bytes(checkpoint.mark, "big")
    places = range((WORDS - 1) * _WORD_BITS, -1, -_WORD_BITS)
    return tuple(WORDLIST[whole >> place & (1 << _WORD_BITS) - 1] for place in places)


def from_words(words: str) -> Checkpoint:
    """Return the checkpoint that twelve words stand for; four letters of each are enough.

    Errors
        BadCheckpoint: not twelve, or one that is not on the list.
    """
    numbers = [_INDEX.get(word[:_PREFIX_LETTERS]) for word in words.lower().split()]
    whole = 0
    for number in numbers:
        if number is None or len(numbers) != WORDS:
            raise BadCheckpoint
        whole = whole << _WORD_BITS | number
    if len(numbers) != WORDS:
        raise BadCheckpoint
    return Checkpoint(whole >> _MARK_BITS, (whole & (1 << _MARK_BITS) - 1).to_bytes(_MARK_BYTES, "big"))


def same(one: Checkpoint, other: Checkpoint) -> bool:
    """Return whether two checkpoints are the same, in constant time."""
    return one.count == other.count and hmac.compare_digest(one.mark, other.mark)


def note(folder: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint beside the database, unless a later one stands there.

    Best effort by design: what it marks is committed already, and it may lag behind.
    """
    try:
        standing = read(folder)
    except DamagedStore:
        standing = None
    if standing is not None and standing.count >= checkpoint.count:
        return
    content = json.dumps({"count": checkpoint.count, "mark": checkpoint.mark.hex()}).encode()
    try:
        files.write_atomically(folder / CHECKPOINT_NAME, content, sync=False)
    except VaultError:
        return


def read(folder: Path) -> Checkpoint | None:
    """Return the checkpoint beside the database; None when none was written yet.

    Errors
        DamagedStore: the file cannot be read.
    """
    try:
        table = json.loads(files.read_bounded(folder / CHECKPOINT_NAME, _BYTES_MAX))
        found = Checkpoint(int(table["count"]), bytes.fromhex(table["mark"]))
    except NoStore:
        return None
    except (VaultError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise DamagedStore(CHECKPOINT_NAME) from None
    if not 0 <= found.count < 1 << _COUNT_BITS or len(found.mark) != _MARK_BYTES:
        raise DamagedStore(CHECKPOINT_NAME)
    return found

"""How far a member's drafts have come: a number that each save raises, and the last of each draft.

A draft that somebody puts back opens as well as the newest. It has an older number then than the
index says; and whoever puts the index back too falls below the number that the database saw.

Source
    docs/format/store-v1.md, section "Index of the drafts"
"""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nsk_tui.vault import files
from nsk_tui.vault.errors import DamagedStore, NoStore
from nsk_tui.vault.slots import NONCE_BYTES, context

INDEX_NAME = "index"
LOCK_NAME = "index.lock"
INDEX_BYTES_MAX = 4 * 1024 * 1024
_STEP_BYTES = 1024


@dataclass(frozen=True)
class DraftIndex:
    """The number of the last save or removal, and of each draft that stands the number of its last save.

    Shape
        A draft is named by its id, with its shelf before it where it has one. Under 0 stands
        one that is being removed: it may be there or not.
    """

    number: int = 0
    drafts: dict[str, int] = field(default_factory=dict)

    def saved(self, draft: str, number: int) -> "DraftIndex":
        """Return the index after a save."""
        return DraftIndex(max(self.number, number), {**self.drafts, draft: number})

    def going(self, draft: str) -> "DraftIndex":
        """Return the index before a removal."""
        return DraftIndex(self.number + 1, {**self.drafts, draft: 0})

    def removed(self, draft: str) -> "DraftIndex":
        """Return the index after a removal."""
        left = {name: number for name, number in self.drafts.items() if name != draft}
        return DraftIndex(self.number + 1, left)


def read(own_folder: Path, key: bytes, store: str, member: str) -> DraftIndex:
    """Return the index of a member's drafts; an empty one where there is none.

    Errors
        DamagedStore: it was cut, altered or is not this member's.
    """
    try:
        sealed = files.read_bounded(own_folder / INDEX_NAME, INDEX_BYTES_MAX)
    except NoStore:
        return DraftIndex()
    try:
        bound = context("draft_index", store, member)
        table = json.loads(AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound))
        return DraftIndex(int(table["number"]), {str(name): int(of) for name, of in table["drafts"].items()})
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedStore(INDEX_NAME) from None


def write(own_folder: Path, key: bytes, store: str, member: str, index: DraftIndex) -> None:
    """Put an index in place.

    Errors
        StoreFull, StoreReadOnly: the earlier one stands.
    """
    content = json.dumps({"number": index.number, "drafts": index.drafts}).encode()
    content += b" " * (-len(content) % _STEP_BYTES)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, content, context("draft_index", store, member))
    files.write_atomically(own_folder / INDEX_NAME, nonce + sealed)


@contextlib.contextmanager
def locked(own_folder: Path) -> Iterator[None]:
    """Keep the same member's other sessions from saving meanwhile.

    Errors
        StoreBusy: one of them holds it for long.
    """
    with files.locked(own_folder, name=LOCK_NAME):
        yield


def number_in(content: bytes) -> int:
    """Return the number that a draft says it was saved under; 0 for one that says none."""
    try:
        number = json.loads(content).get("number", 0)
    except (ValueError, AttributeError, RecursionError):
        return 0
    return number if isinstance(number, int) else 0

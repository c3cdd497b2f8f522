"""Drafts: files beside the database, sealed under the member's own key.

They can be saved while the database is locked, and outlive a rotation.

Source
    docs/format/store-v1.md, section "Draft"
"""

import contextlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nsk_tui.vault import files
from nsk_tui.vault.errors import DamagedStore, NoStore, OverLimit
from nsk_tui.vault.slots import NONCE_BYTES, context

DRAFT_BYTES_MAX = 4 * 1024 * 1024
DRAFTS_MAX = 200
_OVERHEAD_BYTES = 4096
_SUFFIX = ".draft"
_ID = re.compile(r"[0-9a-f]{32}\Z")


Stamp = tuple[int, int, int]
"""Which file it is, when it was written, and how long it is."""


@dataclass(frozen=True)
class DraftPlace:
    """Whose drafts, and in which store.

    Shape
        ``shelf`` is a folder within the member's own for what is kept apart; empty for her drafts.
    """

    folder: Path
    store: str
    member: str
    shelf: str = ""

    @property
    def own_folder(self) -> Path:
        """Where this member's drafts lie."""
        return self.folder.joinpath("drafts", self.member, *self.shelf_parts)

    @property
    def shelf_parts(self) -> tuple[str, ...]:
        """The shelf as a part of a path or of a seal; none for the drafts themselves."""
        return (self.shelf,) if self.shelf else ()


def new_id() -> str:
    """Return a fresh draft id."""
    return os.urandom(16).hex()


def save(place: DraftPlace, key: bytes, draft: str, content: bytes) -> None:
    """Seal a draft and put it in place whole.

    Errors
        StoreFull, StoreReadOnly, OverLimit: the earlier draft stands.
    """
    if len(content) > DRAFT_BYTES_MAX - _OVERHEAD_BYTES:
        raise OverLimit("draft")
    own = place.folder
    for part in ("drafts", place.member, *place.shelf_parts):
        own /= part
        files.make_private_folder(own)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, _padded(content), _bound(place, draft))
    files.write_atomically(own / (draft + _SUFFIX), nonce + sealed)


def load(place: DraftPlace, key: bytes, draft: str) -> bytes:
    """Return a draft's content.

    Errors
        NoStore: there is no such draft. DamagedStore: it was cut, altered or is not this member's.
    """
    if not _ID.match(draft):
        raise NoStore("draft")
    sealed = files.read_bounded(place.own_folder / (draft + _SUFFIX), DRAFT_BYTES_MAX)
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(place, draft))
    except (InvalidTag, ValueError):
        raise DamagedStore("draft") from None
    return plain.rstrip(b" ")


def ids(place: DraftPlace, limit: int = DRAFTS_MAX) -> tuple[str, ...]:
    """Return the ids of a member's drafts, newest first, at most 200 unless another limit is given."""
    own = place.own_folder
    if not own.is_dir():
        return ()
    found = [path for path in own.glob("*" + _SUFFIX) if _ID.match(path.stem)]
    found.sort(key=lambda path: (path.stat().st_mtime_ns, path.stem), reverse=True)
    return tuple(path.stem for path in found[:limit])


def stamps(place: DraftPlace, limit: int) -> dict[str, Stamp]:
    """Return each draft with a stamp that is another when the draft was saved again, newest first."""
    found: dict[str, Stamp] = {}
    for draft in ids(place, limit):
        with contextlib.suppress(FileNotFoundError):
            told = (place.own_folder / (draft + _SUFFIX)).stat()
            found[draft] = (told.st_ino, told.st_mtime_ns, told.st_size)
    return found


def discard(place: DraftPlace, draft: str) -> None:
    """Remove a draft; nothing happens when it is gone already."""
    if _ID.match(draft):
        with files.told_apart("draft"):
            (place.own_folder / (draft + _SUFFIX)).unlink(missing_ok=True)


def _bound(place: DraftPlace, draft: str) -> bytes:
    return context("draft", place.store, place.member, *place.shelf_parts, draft)


def _padded(content: bytes) -> bytes:
    # The length of a file would tell how much was written about somebody: round it up.
    step = 1024
    return content + b" " * (-len(content) % step)

"""Drafts: files beside the database, sealed under the member's own key.

They can be saved while the database is locked, and outlive a rotation.

Source
    docs/format/store-v1.md, section "Draft"
"""

import contextlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from nsk_tui.vault import draft_index, files
from nsk_tui.vault.draft_index import DraftIndex
from nsk_tui.vault.errors import DamagedStore, NoStore, OverLimit, StoreFull
from nsk_tui.vault.slots import NONCE_BYTES, context

DRAFT_BYTES_MAX = 4 * 1024 * 1024
DRAFTS_MAX = 200
_LOOKED_AT_MAX = 100_000
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
    def member_folder(self) -> Path:
        """Where all that is this member's lies."""
        return self.folder / "drafts" / self.member

    @property
    def own_folder(self) -> Path:
        """Where this member's drafts lie."""
        return self.member_folder.joinpath(*self.shelf_parts)

    @property
    def shelf_parts(self) -> tuple[str, ...]:
        """The shelf as a part of a path or of a seal; none for the drafts themselves."""
        return (self.shelf,) if self.shelf else ()


def new_id() -> str:
    """Return a fresh draft id."""
    return os.urandom(16).hex()


def save(place: DraftPlace, key: bytes, draft: str, table: Mapping[str, object], floor: int = 0) -> None:
    """Seal a draft and put it in place whole, under a higher number than any before it.

    ``floor`` is the number that the database saw: an index that was put back counts on from there.

    Errors
        StoreFull, StoreReadOnly, OverLimit: the earlier draft stands. StoreBusy.
    """
    _make_folders(place)
    with draft_index.locked(place.member_folder):
        index = _index_or_none(place, key)
        number = max(index.number, floor, _number_or_none(place, key, draft) or 0) + 1
        content = json.dumps({"number": number, **table}, ensure_ascii=False)
        data = content.encode("utf-8", "surrogatepass")
        if len(data) > DRAFT_BYTES_MAX - _OVERHEAD_BYTES:
            raise OverLimit("draft")
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, _padded(data), _bound(place, draft))
        files.write_atomically(place.own_folder / (draft + _SUFFIX), nonce + sealed)
        # Last: a kill or a full disk leaves a draft that is newer than the index says, and no alarm.
        with contextlib.suppress(StoreFull):
            _write_index(place, key, index.saved(_name(place, draft), number))


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


def discard(place: DraftPlace, key: bytes, draft: str) -> None:
    """Remove a draft; nothing happens when it is gone already.

    Errors
        StoreReadOnly: it is still there. StoreBusy.
    """
    path = place.own_folder / (draft + _SUFFIX)
    if not _ID.match(draft) or not path.exists():
        return
    name = _name(place, draft)
    with draft_index.locked(place.member_folder), files.told_apart("draft"):
        going = _index_or_none(place, key).going(name)
        # On a full disk it goes without the index knowing, which ``put_back`` will tell.
        with contextlib.suppress(StoreFull):
            _write_index(place, key, going)
        path.unlink(missing_ok=True)
        with contextlib.suppress(StoreFull):
            _write_index(place, key, going.removed(name))


def reached(place: DraftPlace, key: bytes) -> int:
    """Return the number that a member's drafts have come to; 0 where the index is gone or not hers."""
    return _index_or_none(place, key).number


def put_back(places: Sequence[DraftPlace], key: bytes) -> tuple[str, ...]:
    """Return the names of drafts that are older than their last save, are gone, or are there again.

    Shape
        ``places`` are all shelves of one member.

    Errors
        DamagedStore: the index does not open. StoreBusy.
    """
    first = places[0]
    if not first.member_folder.is_dir():
        return ()
    with draft_index.locked(first.member_folder):
        index = draft_index.read(first.member_folder, key, first.store, first.member)
        standing = {
            _name(place, draft): _number_or_none(place, key, draft)
            for place in places
            for draft in ids(place, _LOOKED_AT_MAX)
        }
    # One that does not open is told of as such, and not as an older one.
    opened = {name: number for name, number in standing.items() if number is not None}
    older = {name for name, number in opened.items() if number < index.drafts.get(name, 0)}
    again = {
        name for name, number in opened.items() if name not in index.drafts and 0 < number <= index.number
    }
    gone = {name for name, number in index.drafts.items() if number and name not in standing}
    return tuple(sorted(older | again | gone))


def _number_or_none(place: DraftPlace, key: bytes, draft: str) -> int | None:
    try:
        return draft_index.number_in(load(place, key, draft))
    except (DamagedStore, NoStore):
        return None


def _index_or_none(place: DraftPlace, key: bytes) -> DraftIndex:
    try:
        return draft_index.read(place.member_folder, key, place.store, place.member)
    except DamagedStore:
        return DraftIndex()


def _write_index(place: DraftPlace, key: bytes, index: DraftIndex) -> None:
    draft_index.write(place.member_folder, key, place.store, place.member, index)


def _make_folders(place: DraftPlace) -> None:
    own = place.folder
    for part in ("drafts", place.member, *place.shelf_parts):
        own /= part
        files.make_private_folder(own)


def _name(place: DraftPlace, draft: str) -> str:
    return "/".join((*place.shelf_parts, draft))


def _bound(place: DraftPlace, draft: str) -> bytes:
    return context("draft", place.store, place.member, *place.shelf_parts, draft)


def _padded(content: bytes) -> bytes:
    # The length of a file would tell how much was written about somebody: round it up.
    step = 1024
    return content + b" " * (-len(content) % step)

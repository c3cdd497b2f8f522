"""What is tried on a full disk: each act runs in a process of its own, with less and less room."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nsk_tui.rules.members import Role
from nsk_tui.services import (
    backup,
    consultations,
    drafts,
    members,
    recovery,
    rotation,
    setup,
    threads,
    upkeep,
)
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault.errors import VaultError
from tests.conftest import CHEAP, DEPARTMENTS, NOW, PASSPHRASES
from tests.faults.notes import note
from tests.faults.nursery import Link
from tests.faults.scarcity import Disk
from tests.faults.tasks import opened
from tests.faults.truth import ids

DISK_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Place:
    """Where an act happens: the store on the small disk, and folders beside it."""

    store: Path
    session: Session
    draft: str

    @property
    def beside(self) -> set[str]:
        """What lies beside the store."""
        return {path.name for path in self.store.parent.iterdir()} - {"filler", "copies"}


def add(place: Place) -> None:
    """Write a consultation."""
    assert isinstance(consultations.add(place.session, note(5, length=200)), Added)


def add_many(place: Place) -> None:
    """Write a list of them."""
    assert len(consultations.add_many(place.session, [note(number, 20) for number in range(20)])) == 20


def save_draft(place: Place) -> None:
    """Save a draft over an earlier one."""
    drafts.save_draft(place.session, place.draft, "consultation", "rund-lygte", {"text": "x" * 30_000})


def rotate(place: Place) -> None:
    """Give the store another key."""
    rotation.rotate_key(place.session)


def invite(place: Place) -> None:
    """Change the keyring."""
    members.invite(place.session, "K-09", "Eja Ny", Role.MEMBER, profile=CHEAP)


def remove(place: Place) -> None:
    """Close somebody's access, and invite her again where that was done."""
    if "K-03" in {member.id for member in members.list_members(place.session)}:
        rotation.remove_member(place.session, "K-03")
    else:
        members.invite(place.session, "K-03", "Cana Testrup", Role.MEMBER, profile=CHEAP)


def make_shares(place: Place) -> None:
    """Make paper shares."""
    assert len(recovery.make(place.session)) == recovery.SHARES


def back_up(place: Place) -> None:
    """Copy the store onto the same disk."""
    backup.make(place.store, place.store.parent / "copies", lambda: NOW)


def restore(place: Place) -> None:
    """Lay a copy out on the same disk and switch."""
    copy = backup.copies(place.store.parent / "copies")[0]
    backup.restore(copy, place.store, "K-01", PASSPHRASES["K-01"], lambda: NOW)


def open_again(place: Place) -> None:
    """Unlock, which writes an audit line."""
    unlock(place.store, "K-02", PASSPHRASES["K-02"]).lock()


def create(place: Place) -> None:
    """Make another store."""
    network = setup.NewNetwork("Nabo", "Eksempelkøbing", DEPARTMENTS)
    folder = place.store.parent / "other"
    setup.create_store(folder, network, "K-01", "Ane", PASSPHRASES["K-01"], profile=CHEAP).lock()
    shutil.rmtree(folder)


ACTS_IN_TURN = (
    *(add, add_many, save_draft, rotate, invite, remove),
    *(make_shares, back_up, restore, open_again, create),
)
ACTS: dict[str, Callable[[Place], None]] = {act.__name__: act for act in ACTS_IN_TURN}


def tried(
    link: Link, act: str, store: str, disk: str, size_bytes: int, rooms_kib: list[int]
) -> dict[str, Any]:
    """Carry an act out with each room; return which ended how, after looking that all is whole."""
    place_of_disk = Disk(Path(disk), size_bytes)
    shutil.copytree(store, Path(disk) / "store")
    outcomes = {}
    for room_kib in rooms_kib:
        outcomes[room_kib] = _tried_once(place_of_disk, ACTS[act], room_kib)
    return {"is_mounted": place_of_disk.is_mounted, "outcomes": outcomes}


def _tried_once(disk: Disk, act: Callable[[Place], None], room_kib: int) -> str:
    store = disk.place / "store"
    session = opened(str(store), "K-01")
    draft = drafts.save_draft(session, None, "consultation", "rund-lygte", {"text": "den gamle"})
    place = Place(store, session, draft)
    backup.make(store, store.parent / "copies", lambda: NOW)
    before, beside, generation = ids(session), place.beside, session.vault.ring.generation
    with disk.scarce(room_kib * 1024):
        try:
            act(place)
            outcome = "done"
        except VaultError as fault:
            outcome = fault.code
            assert before <= ids(session)
            assert place.beside == beside
    if outcome != "done":
        assert (ids(session), session.vault.ring.generation) == (before, generation)
        assert drafts.load_draft(session, draft) == {"text": "den gamle"}
    _works_again(place, act)
    return outcome


def _works_again(place: Place, act: Callable[[Place], None]) -> None:
    act(place)
    added = consultations.add(place.session, note(7))
    assert isinstance(added, Added)
    place.session.lock()
    again = opened(str(place.store), "K-01")
    assert threads.open_thread(again, added.thread).entries
    found = upkeep.verify(place.store, again)
    assert found.ok, found
    again.lock()
    shutil.rmtree(place.store.parent / "copies")
    for path in place.store.parent.glob("store.before-*"):
        shutil.rmtree(path)

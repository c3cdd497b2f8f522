"""Another key while others work; a member who is let go opens nothing any more."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from nsk_tui.rules.lists import EntryFilter
from nsk_tui.rules.members import Role
from nsk_tui.services import consultations, drafts, members, rotation, threads, upkeep
from nsk_tui.services.errors import LastCoordinator, NotAllowed, OwnAccess, UnknownMember
from nsk_tui.services.session import Session, unlock
from nsk_tui.store.engine import Database
from nsk_tui.vault import files, generations, keyring
from nsk_tui.vault.errors import (
    AccessClosed,
    BadMac,
    BadSignature,
    DamagedStore,
    NoStore,
    RolledBack,
    StoreBusy,
    StoreFull,
    WrongPassphrase,
)
from tests.conftest import CHEAP, PASSPHRASES
from tests.services.test_consultations import CLEAN, added


def databases(folder: Path) -> list[str]:
    """Return the names of the database files that lie in a store."""
    return sorted(path.name for path in folder.glob("store-*"))


def test_after_a_rotation_everything_is_there_and_one_file_is_left(
    store: Path, unlocked: Callable[[str], Session]
) -> None:
    """Another key, another file, the same consultations, search, drafts and passphrases."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(second, CLEAN))
    draft = drafts.save_draft(second, None, "consultation", "rund-lygte", {"text": "x"})
    old_key = first.vault.data_key
    assert rotation.rotate_key(first) == 2
    assert databases(store)[0] == "store-000002.db"
    assert not any(name.startswith("store-000001") for name in databases(store))
    again = unlock(store, "K-02", PASSPHRASES["K-02"])
    assert again.vault.data_key != old_key
    assert [hit.entry.id for hit in threads.search(again, "lejrtur")] == [done.id]
    assert drafts.load_draft(again, draft) == {"text": "x"}
    assert upkeep.verify(store, again).ok
    again.lock()


def test_an_open_session_goes_on_without_a_passphrase(unlocked: Callable[[str], Session]) -> None:
    """It reads and writes the new generation at its next transaction."""
    first, second = unlocked("K-01"), unlocked("K-02")
    for _round in range(3):
        rotation.rotate_key(first)
        added(consultations.add(second, CLEAN))
    assert len(threads.list_entries(first, EntryFilter())) == 3
    assert second.vault.ring.generation == 4


def test_the_old_key_does_not_open_the_new_file(session: Session) -> None:
    """Each generation has a key of its own."""
    old_key = session.vault.data_key
    rotation.rotate_key(session)
    with pytest.raises(DamagedStore):
        generations.connect(session.vault.database, old_key)


def test_a_removed_member_opens_nothing(store: Path, unlocked: Callable[[str], Session]) -> None:
    """Not with her passphrase, not with the old keyring put back, not in a session that was open."""
    first, second = unlocked("K-01"), unlocked("K-02")
    old_keyring = (store / "keyring.json").read_bytes()
    rotation.remove_member(first, "K-02")
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-02", PASSPHRASES["K-02"])
    with pytest.raises(AccessClosed):
        threads.list_entries(second, EntryFilter())
    assert "K-02" not in {member.id for member in members.list_members(first)}
    new_keyring = (store / "keyring.json").read_bytes()
    (store / "keyring.json").write_bytes(old_keyring)
    with pytest.raises((NoStore, RolledBack, DamagedStore)):
        unlock(store, "K-02", PASSPHRASES["K-02"])
    (store / "keyring.json").write_bytes(new_keyring)
    unlock(store, "K-03", PASSPHRASES["K-03"]).lock()


def test_her_words_stay_hers(unlocked: Callable[[str], Session]) -> None:
    """What she wrote is attributed to her after she is gone."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(second, CLEAN))
    rotation.remove_member(first, "K-02")
    assert threads.open_thread(first, done.thread).entries[0].member == "K-02"


def test_a_swapped_public_key_is_noticed_before_anything_is_sealed_to_it(
    store: Path, session: Session
) -> None:
    """Somebody who can write the file cannot make the next rotation hand her the key."""
    ring = keyring.load(store)
    stolen = replace(ring.listed[1], seal_key=os.urandom(32))
    forged = replace(ring, listed=(ring.listed[0], stolen, *ring.listed[2:]))
    from nsk_tui.vault import files, format

    files.write_atomically(store / "keyring.json", format.write_keyring(forged))
    with pytest.raises(BadMac):
        rotation.rotate_key(session)
    assert databases(store)[0] == "store-000001.db"


def test_an_open_session_notices_a_list_that_no_known_coordinator_signed(
    store: Path, unlocked: Callable[[str], Session]
) -> None:
    """A member holds the data key, so the MAC alone would let her make herself coordinator."""
    first, second = unlocked("K-01"), unlocked("K-02")
    ring = second.vault.ring
    risen = tuple(
        replace(entry, role="coordinator") if entry.member == "K-02" else entry for entry in ring.listed
    )
    forged = keyring.signed(replace(ring, listed=risen), "K-02", second.vault.keys)
    keyring.save(store, forged, second.vault.data_key)
    with pytest.raises(BadSignature):
        threads.list_entries(first, EntryFilter())


def test_an_old_keyring_and_an_old_file_put_back_do_not_cost_the_newer_one(
    store: Path, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """A rotation of the rolled-back store sets the newer file aside; verify says so."""
    first = unlocked("K-01")
    first.database.close()
    old = tmp_path / "old"
    shutil.copytree(store, old)
    rotation.rotate_key(first)
    added(consultations.add(first, CLEAN))
    first.lock()
    newer = (store / "store-000002.db").read_bytes()
    for path in old.glob("store-*"):
        shutil.copy2(path, store / path.name)
    shutil.copy2(old / "keyring.json", store / "keyring.json")
    rolled = unlock(store, "K-01", PASSPHRASES["K-01"])
    rotation.rotate_key(rolled)
    kept = [path for path in (store / "quarantine").iterdir() if path.name.startswith("store-000002.db.")]
    assert [path.read_bytes() for path in kept] == [newer]
    assert "quarantine" in {check.name for check in upkeep.verify(store, rolled).checks if not check.ok}
    rolled.lock()


def test_a_rotation_that_fails_leaves_the_old_generation_whole(
    store: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Disk full half-way: no new file, no note, the same key, and it can be tried again."""
    done = added(consultations.add(session, CLEAN))

    def full(old: Path, old_key: bytes, new: Path, new_key: bytes) -> None:
        new.write_bytes(b"half")
        raise StoreFull(new.name)

    with monkeypatch.context() as patched:
        patched.setattr(generations, "export", full)
        with pytest.raises(StoreFull):
            rotation.rotate_key(session)
    assert not any(name.startswith("store-000002") for name in databases(store))
    assert not (store / "rotate.pending").exists()
    assert threads.open_thread(session, done.thread).entries
    assert rotation.rotate_key(session) == 2


def test_a_copy_that_misses_a_row_of_any_table_is_not_taken(
    store: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old key and all data stand."""
    real = generations.export

    def lose(old: Path, old_key: bytes, new: Path, new_key: bytes) -> None:
        real(old, old_key, new, new_key)
        connection = generations.connect(new, new_key)
        connection.execute("DELETE FROM department WHERE position = 1")
        connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(generations, "export", lose)
        with pytest.raises(DamagedStore):
            rotation.rotate_key(session)
    assert databases(store)[0] == "store-000001.db"
    assert rotation.rotate_key(session) == 2


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_rotation_that_was_killed_is_tidied_by_the_next_one(
    store: Path, unlocked: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Killed before the commit point the new file goes, after it the old one does."""
    first = unlocked("K-01")
    done = added(consultations.add(first, CLEAN))

    class Killed(BaseException):
        """Stands for SIGKILL: nothing tidies up after it."""

    def die(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        from nsk_tui.store import rotation as procedure

        patched.setattr(procedure, "_forget_failed", lambda *_: None)
        if moment == "before":
            patched.setattr(type(first.vault), "replace_ring", die)
        else:
            patched.setattr(Database, "start_anew", die)
        with pytest.raises(Killed):
            rotation.rotate_key(first)
    assert (store / "rotate.pending").exists()
    again = unlock(store, "K-01", PASSPHRASES["K-01"])
    rotation.rotate_key(again)
    assert threads.open_thread(again, done.thread).entries
    assert len([name for name in databases(store) if name.endswith(".db")]) == 1
    assert not (store / "quarantine").exists()
    assert upkeep.verify(store, again).ok
    again.lock()


def test_the_only_coordinator_cannot_be_removed(session: Session) -> None:
    """And nobody who is not there; and only a coordinator removes."""
    with pytest.raises(LastCoordinator):
        rotation.remove_member(session, "K-01")
    with pytest.raises(UnknownMember):
        rotation.remove_member(session, "K-99")
    members.change_role(session, "K-02", Role.COORDINATOR)
    with pytest.raises(OwnAccess):
        rotation.remove_member(session, "K-01")


def test_a_member_may_neither_rotate_nor_remove(unlocked: Callable[[str], Session]) -> None:
    """Keys are the coordinator's."""
    second = unlocked("K-02")
    with pytest.raises(NotAllowed):
        rotation.rotate_key(second)
    with pytest.raises(NotAllowed):
        rotation.remove_member(second, "K-03")


def test_an_invitation_made_before_a_rotation_can_be_taken_up_after_it(store: Path, session: Session) -> None:
    """The new key is sealed to those who are invited, too."""
    code = members.invite(session, "K-07", "Gry Prøve", Role.MEMBER, profile=CHEAP).code
    rotation.rotate_key(session)
    joined = members.join(store, "K-07", code, "en lang ny adgangssætning", profile=CHEAP)
    assert joined.role is Role.MEMBER
    joined.lock()


def test_of_two_rotations_at_once_one_waits_for_the_other(
    store: Path, unlocked: Callable[[str], Session]
) -> None:
    """Each gets a generation of its own, one file is left, and both go on."""
    first, second = unlocked("K-01"), unlocked("K-01")
    done = added(consultations.add(first, CLEAN))
    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(rotation.rotate_key, (first, second))) == [2, 3]
    assert [name for name in databases(store) if name.endswith(".db")] == ["store-000003.db"]
    for session in (first, second):
        assert threads.open_thread(session, done.thread).entries
    assert upkeep.verify(store, first).ok


def test_a_rotation_that_finds_the_lock_taken_says_so(
    store: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for no more than its time; nothing was changed, and it can be tried again."""
    with monkeypatch.context() as hasty, files.locked(store):
        hasty.setattr(files, "locked", partial(files.locked, wait_seconds=0.1))
        with pytest.raises(StoreBusy):
            rotation.rotate_key(session)
    assert databases(store)[0] == "store-000001.db"
    assert rotation.rotate_key(session) == 2

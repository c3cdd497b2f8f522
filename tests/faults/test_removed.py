"""A member who was removed, and somebody who edits the keyring: nothing later opens for them."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.rules.members import Role
from nsk_tui.services import consultations, drafts, follow_ups, members, rotation, threads, undo, upkeep
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.live import Watch
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault import generations, keyring
from nsk_tui.vault.errors import AccessClosed, BadMac, BadSignature, DamagedStore, VaultError, WrongPassphrase
from nsk_tui.vault.format import Keyring
from nsk_tui.vault.slots import make_keys
from tests.conftest import CHEAP, PASSPHRASES
from tests.faults.notes import note
from tests.faults.sizes import figure
from tests.faults.truth import ids

Unlocked = Callable[[str], Session]
PART = "removed member"


def kept(store: Path, place: Path) -> Path:
    """Return a copy of all files, as somebody who leaves may have taken it."""
    return Path(shutil.copytree(store, place))


def mixtures(old: Path, store: Path) -> Iterator[list[str]]:
    """Put some of the old files over today's, every way; yield which."""
    now = {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}
    before = {path.name: path.read_bytes() for path in old.iterdir() if path.is_file()}
    for names in (["keyring.json"], ["checkpoint.json"], ["keyring.json", "checkpoint.json"]):
        for name in names:
            (store / name).write_bytes(before[name])
        yield names
        for name in names:
            (store / name).write_bytes(now[name])


def test_a_removed_member_opens_nothing_later(store: Path, unlocked: Unlocked, tmp_path: Path) -> None:
    """Her passphrase, an old keyring put back, the key she may have written down: none opens today's file."""
    first, second = unlocked("K-01"), unlocked("K-02")
    consultations.add(second, note(1))
    old, old_key = kept(store, tmp_path / "old"), second.vault.data_key
    rotation.remove_member(first, "K-02")
    consultations.add(first, note(2))
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-02", PASSPHRASES["K-02"])
    refused = 0
    for _names in mixtures(old, store):
        with pytest.raises(VaultError):
            unlock(store, "K-02", PASSPHRASES["K-02"])
        refused += 1
    with pytest.raises(DamagedStore):
        generations.connect(first.vault.database, old_key)
    figure(PART, "ways of a removed member refused", refused + 2, refused + 2)
    assert upkeep.verify(store, first).ok


def test_a_session_that_was_open_is_closed_at_its_next_look(store: Path, unlocked: Unlocked) -> None:
    """Reading, writing, looking: each ends with the access closed, and the keys are forgotten."""
    gone = FollowUpNote(FollowUpResult.BETTER, ConcernLevel.YELLOW, None, text="Det går bedre.")
    done = consultations.add(unlocked("K-01"), note(1))
    assert isinstance(done, Added)
    acts: tuple[Callable[[Session], object], ...] = (
        lambda session: consultations.add(session, note(2)),
        lambda session: consultations.correct(session, done.id, 1, note(3)),
        lambda session: follow_ups.note_follow_up(session, done.thread, gone),
        lambda session: threads.open_thread(session, done.thread),
        lambda session: threads.list_entries(session, EntryFilter()),
        lambda session: threads.search(session, "lærer"),
        lambda session: members.list_members(session),
        lambda session: undo.undo(session),
        lambda session: upkeep.verify(store, session),
    )
    opened = [unlocked("K-02") for _act in acts]
    watching = unlocked("K-02")
    watch = Watch(watching)
    before = ids(unlocked("K-01"))
    rotation.remove_member(unlocked("K-01"), "K-02")
    for act, session in zip(acts, opened, strict=True):
        with pytest.raises(AccessClosed):
            act(session)
        with pytest.raises((AccessClosed, WrongPassphrase)):
            drafts.save_draft(session, None, "consultation", "rund-lygte", {"text": "x"})
    with pytest.raises(AccessClosed):
        watch.has_changed()
    watch.close()
    assert ids(unlocked("K-01")) == before
    figure(PART, "acts of an open session refused", len(acts) + 1, len(acts) + 1)


def test_what_she_kept_opens_as_it_was_and_nothing_more(
    store: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    """A copy of all files from before is hers for ever: the page on threats says so."""
    first = unlocked("K-01")
    consultations.add(first, note(1))
    seen = ids(first)
    first.database.close()
    old = kept(store, tmp_path / "old")
    rotation.remove_member(first, "K-02")
    consultations.add(first, note(2))
    hers = unlock(old, "K-02", PASSPHRASES["K-02"])
    assert ids(hers) == seen
    hers.lock()


def swapped(ring: Keyring) -> Keyring:
    """Return a keyring in which K-03's public keys are a stranger's."""
    keys = make_keys()
    entry = keyring.listed(ring, "K-03")
    assert entry is not None
    stolen = replace(entry, seal_key=keys.public_seal(), sign_key=keys.public_sign())
    return replace(keyring.with_listed(ring, stolen), membership=ring.membership)


def raised(ring: Keyring) -> Keyring:
    """Return a keyring in which K-02 is a coordinator."""
    entry = keyring.listed(ring, "K-02")
    assert entry is not None
    return replace(keyring.with_listed(ring, replace(entry, role="coordinator")), membership=ring.membership)


@pytest.mark.parametrize("forge", [swapped, raised])
@pytest.mark.parametrize("has_data_key", [False, True], ids=["a stranger", "a member"])
def test_a_forged_keyring_is_noticed_before_anything_is_sealed_to_it(
    store: Path, unlocked: Unlocked, forge: Callable[[Keyring], Keyring], has_data_key: bool
) -> None:
    """Without the data key the MAC says so; with it the coordinator's signature does."""
    first, second = unlocked("K-01"), unlocked("K-02")
    before = keyring.load(store)
    key = second.vault.data_key if has_data_key else os.urandom(32)
    keyring.save(store, forge(before), key)
    forged = (store / "keyring.json").read_bytes()
    for _try in range(2):
        with pytest.raises(BadSignature if has_data_key else BadMac):
            rotation.rotate_key(first)
    with pytest.raises(BadSignature if has_data_key else BadMac):
        unlock(store, "K-01", PASSPHRASES["K-01"])
    assert (store / "keyring.json").read_bytes() == forged
    assert sorted(path.name for path in store.glob("store-*.db")) == ["store-000001.db"]
    keyring.save(store, before, second.vault.data_key)
    assert rotation.rotate_key(first) == 2


def test_an_older_store_put_back_and_rotated_keeps_the_newer_one(
    store: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    """Keyring and file of before, then another key: the newer file waits in quarantine and opens again."""
    first = unlocked("K-01")
    first.database.close()
    old = kept(store, tmp_path / "old")
    rotation.remove_member(first, "K-02")
    done = consultations.add(first, note(1))
    assert isinstance(done, Added)
    first.lock()
    newer = kept(store, tmp_path / "newer")
    shutil.copy2(old / "keyring.json", store / "keyring.json")
    shutil.copy2(old / "store-000001.db", store / "store-000001.db")
    rolled = unlocked("K-01")
    assert ids(rolled) == set()
    assert rotation.rotate_key(rolled) == 2
    aside = [path for path in (store / "quarantine").iterdir() if path.name.startswith("store-000002.db.")]
    assert [path.read_bytes() for path in aside] == [(newer / "store-000002.db").read_bytes()]
    assert "quarantine" in {check.name for check in upkeep.verify(store, rolled).checks if not check.ok}
    rolled.lock()
    shutil.copy2(newer / "keyring.json", store / "keyring.json")
    for path in store.glob("store-*"):
        path.unlink()
    shutil.copy2(aside[0], store / "store-000002.db")
    again = unlocked("K-01")
    assert ids(again) == {done.id}
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-02", PASSPHRASES["K-02"])


def test_a_member_who_comes_back_gets_a_new_way_in(store: Path, unlocked: Unlocked) -> None:
    """Invited again under the same id: the old passphrase opens nothing, the new one does."""
    first = unlocked("K-01")
    rotation.remove_member(first, "K-02")
    code = members.invite(first, "K-02", "Bo Prøvesen", Role.MEMBER, profile=CHEAP).code
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-02", PASSPHRASES["K-02"])
    members.join(store, "K-02", code, "ler uld grus sne måne", profile=CHEAP).lock()
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-02", PASSPHRASES["K-02"])

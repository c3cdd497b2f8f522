"""Backups: whole while others write, proven by opening, restored without overwriting anything."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.backups import kept
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import backup, consultations, drafts, rotation, threads, upkeep
from nsk_tui.services.errors import BackupFolderRefused
from nsk_tui.services.session import Session, unlock
from nsk_tui.services.setup import NewNetwork, create_store
from nsk_tui.vault.errors import BadBackup, NoStore, WrongPassphrase
from tests.conftest import CHEAP, NOW, PASSPHRASES, Clock
from tests.services.test_consultations import CLEAN, added


def days_from_now(days: int) -> Clock:
    """Return a clock that stands some days from now."""
    return Clock(NOW + timedelta(days=days))


def count(session: Session) -> int:
    """Return how many consultations there are."""
    return len(threads.list_entries(session, EntryFilter()))


def test_a_copy_made_while_others_write_opens_with_what_was_there(
    store: Path, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """No writer is disturbed; a copy holds what was acknowledged before it began, is proven, and restores."""
    first, second = unlocked("K-01"), unlocked("K-02")
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            added(consultations.add(second, CLEAN))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        before = count(first)
        made = [backup.make(store, tmp_path / "copies", days_from_now(n)) for n in range(3)]
    finally:
        stop.set()
        writer.join()
    count_of_all = count(first)
    for one in made:
        assert backup.prove(first, one.path).audit_lines > before
    assert backup.proven_at(first) == NOW
    assert one.path.stat().st_mode & 0o777 == 0o600
    backup.restore(one.path, store, "K-01", PASSPHRASES["K-01"], days_from_now(3))
    assert before <= count(first) <= count_of_all
    assert upkeep.verify(store, first).ok


def test_a_restore_brings_the_store_back_and_keeps_the_one_before(
    store: Path, unlocked: Callable[[str], Session], tmp_path: Path, clock: Clock
) -> None:
    """A screen that was open takes in the restored store; nothing is overwritten."""
    first = unlocked("K-01")
    done = added(consultations.add(first, CLEAN))
    draft = drafts.save_draft(first, None, "consultation", "rund-lygte", {"text": "x"})
    made = backup.make(store, tmp_path / "copies", clock)
    added(consultations.add(first, CLEAN))
    restored = backup.restore(made.path, store, "K-01", PASSPHRASES["K-01"], clock)
    assert restored.before is not None
    assert count(first) == 1
    added(consultations.add(first, CLEAN))
    again = unlock(store, "K-02", PASSPHRASES["K-02"], clock)
    assert (count(again), threads.open_thread(again, done.thread).line.code_name) == (2, done.thread)
    assert upkeep.verify(store, again).ok
    assert drafts.load_draft(first, draft) == {"text": "x"}
    old = unlock(restored.before, "K-01", PASSPHRASES["K-01"], clock)
    assert count(old) == 2
    old.lock()
    again.lock()


def test_a_restore_where_nothing_lies_needs_no_switch(
    store: Path, session: Session, tmp_path: Path, clock: Clock
) -> None:
    """On a new machine the copy becomes the store."""
    made = backup.make(store, tmp_path / "copies", clock)
    place = tmp_path / "elsewhere" / "store"
    place.parent.mkdir()
    assert backup.restore(made.path, place, "K-01", PASSPHRASES["K-01"], clock).before is None
    unlock(place, "K-03", PASSPHRASES["K-03"]).lock()


def test_a_restore_that_cannot_be_leaves_everything_as_it_was(
    store: Path, session: Session, tmp_path: Path, clock: Clock
) -> None:
    """Wrong passphrase, a cut or changed file, a foreign one: the store stands, nothing lies beside it."""
    made = backup.make(store, tmp_path / "copies", clock)
    whole = made.path.read_bytes()
    cut, changed, strange = (tmp_path / name for name in ("cut", "changed", "strange"))
    cut.write_bytes(whole[: len(whole) // 2])
    changed.write_bytes(whole[:40000] + bytes([whole[40000] ^ 1]) + whole[40001:])
    strange.write_bytes(b"noget helt andet" * 1000)
    with pytest.raises(WrongPassphrase):
        backup.restore(made.path, store, "K-01", "ikke den rigtige sætning", clock)
    for path in (cut, changed, strange):
        with pytest.raises(BadBackup):
            backup.restore(path, store, "K-01", PASSPHRASES["K-01"], clock)
    with pytest.raises(NoStore):
        backup.restore(tmp_path / "gone", store, "K-01", PASSPHRASES["K-01"], clock)
    assert sorted(path.name for path in store.parent.iterdir() if path.name.startswith("store")) == ["store"]
    assert count(session) == 0


def test_a_copy_of_another_store_proves_nothing(session: Session, tmp_path: Path, clock: Clock) -> None:
    """It says so, and no date is written down."""
    other = create_store(
        tmp_path / "other", NewNetwork("N"), "K-01", "Ane", PASSPHRASES["K-01"], clock, profile=CHEAP
    )
    made = backup.make(tmp_path / "other", tmp_path / "copies", clock)
    other.lock()
    with pytest.raises(BadBackup):
        backup.prove(session, made.path)
    assert backup.proven_at(session) is None


def test_a_copy_from_before_a_rotation_still_opens(
    store: Path, session: Session, tmp_path: Path, clock: Clock
) -> None:
    """It carries its own keyring, and its members' passphrases."""
    done = added(consultations.add(session, CLEAN))
    made = backup.make(store, tmp_path / "copies", clock)
    rotation.rotate_key(session)
    backup.prove(session, made.path)
    restored = backup.restore(made.path, store, "K-02", PASSPHRASES["K-02"], clock)
    assert restored.before is not None
    assert threads.open_thread(session, done.thread).entries


def test_copies_do_not_go_into_the_store_itself(store: Path, session: Session) -> None:
    """They would be copied along, ever larger."""
    for place in (store, store / "copies"):
        with pytest.raises(BackupFolderRefused):
            backup.make(store, place)


def test_old_copies_are_dropped_by_the_rule(store: Path, session: Session, tmp_path: Path) -> None:
    """Forty daily copies leave seven days, five weeks and the months between; others' files stay."""
    place = tmp_path / "copies"
    for days in range(40, -1, -1):
        backup.make(store, place, days_from_now(-days))
    (place / "note.txt").write_text("min")
    left = backup.copies(place)
    assert 7 < len(left) <= 7 + 5 + 2
    assert (place / "note.txt").exists()
    assert backup.copies(place)[0].name.endswith("20261120T084200Z.nskbackup")


MOMENTS = st.lists(st.integers(0, 26_000).map(lambda hours: NOW - timedelta(hours=hours)), max_size=60)


@given(MOMENTS)
def test_the_newest_copy_is_always_kept_and_never_more_than_24(moments: list[datetime]) -> None:
    """Whatever days there are."""
    keep = kept(moments)
    assert keep <= set(moments)
    assert len(keep) <= 7 + 5 + 12
    assert not moments or max(moments) in keep


@given(MOMENTS)
def test_dropping_twice_drops_nothing_more(moments: list[datetime]) -> None:
    """What the rule kept it keeps."""
    assert kept(kept(moments)) == kept(moments)

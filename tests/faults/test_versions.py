"""Two versions of the program on one store: the older one stops, and writes nothing wrongly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import backup, consultations, rotation, threads
from nsk_tui.services.live import Watch
from nsk_tui.services.session import Session, unlock
from nsk_tui.store.errors import NewerSchema
from nsk_tui.store.tables import SCHEMA_VERSION
from tests.conftest import NOW, PASSPHRASES
from tests.faults.notes import note
from tests.faults.nursery import Nursery
from tests.faults.sizes import figure

PART = "versions"


def test_an_open_session_of_the_older_version_stops_when_a_newer_one_has_been_there(
    store: Path, unlocked: Callable[[str], Session], nursery: Nursery, tmp_path: Path
) -> None:
    """The tables change while it is open: every further read and write says so, and nothing is written."""
    first = unlocked("K-01")
    consultations.add(first, note(1))
    watch = Watch(first)
    version = nursery.run("tests.faults.newer:migrate_and_write", folder=str(store), place=str(tmp_path))
    assert version == SCHEMA_VERSION + 1
    before = sorted((path.name, path.read_bytes()) for path in store.glob("store-*.db*"))
    assert watch.has_changed()
    watch.close()
    acts: tuple[Callable[[], object], ...] = (
        lambda: consultations.add(first, note(2)),
        lambda: threads.list_entries(first, EntryFilter()),
        lambda: threads.search(first, "lærer"),
        lambda: rotation.rotate_key(first),
        lambda: unlock(store, "K-02", PASSPHRASES["K-02"]),
    )
    for act in acts:
        with pytest.raises(NewerSchema):
            act()
    assert before == sorted((path.name, path.read_bytes()) for path in store.glob("store-*.db*"))
    figure(PART, "reads and writes refused to the older version", len(acts), len(acts))


def test_a_copy_of_a_newer_store_is_not_put_in_place_by_the_older_version(
    store: Path, nursery: Nursery, tmp_path: Path
) -> None:
    """It can be made, since that needs no tables; it is refused before anything is switched."""
    place = tmp_path / "later"
    place.mkdir()
    old = unlock(store, "K-01", PASSPHRASES["K-01"])
    older = backup.make(store, tmp_path / "copies", lambda: NOW)
    old.lock()
    nursery.run("tests.faults.newer:migrate_and_write", folder=str(store), place=str(place))
    newer = backup.make(store, tmp_path / "newer copies", lambda: NOW)
    with pytest.raises(NewerSchema):
        backup.restore(newer.path, store, "K-01", PASSPHRASES["K-01"])
    assert {path.name for path in tmp_path.iterdir()} == {"store", "later", "copies", "newer copies"}
    backup.restore(older.path, store, "K-01", PASSPHRASES["K-01"])
    unlock(store, "K-01", PASSPHRASES["K-01"]).lock()


def test_two_of_the_newer_version_at_once_change_the_tables_once(
    store: Path, nursery: Nursery, tmp_path: Path
) -> None:
    """Whoever comes second finds it done."""
    workers = []
    for number in range(4):
        place = tmp_path / f"later-{number}"
        place.mkdir()
        workers.append(
            nursery.start("tests.faults.newer:migrate_and_write", folder=str(store), place=str(place))
        )
    assert {worker.result() for worker in workers} == {SCHEMA_VERSION + 1}

"""Sudden death in the heavy acts: shares, removal, backup, restore. Before or after, never between."""

import random
import statistics
import time
from pathlib import Path

import pytest

from nsk_tui.services import backup, consultations, upkeep
from nsk_tui.services.backup import copies
from nsk_tui.services.recording import Added
from nsk_tui.services.session import unlock
from nsk_tui.vault.backup import SUFFIX
from tests.conftest import NOW, PASSPHRASES
from tests.faults.heavy_acts import CHIEF
from tests.faults.notes import note
from tests.faults.nursery import Nursery, moment
from tests.faults.sizes import chooser, figure, size
from tests.faults.truth import ids

KILLS = size(8, 40)
"""How many processes of each act are killed; some are done before."""

PART = "killed acts"


def killed(nursery: Nursery, act: str, store: Path, dice: random.Random, usual: list[float]) -> bool:
    """Let an act begin and kill it at a random moment; return whether it was done before."""
    worker = nursery.start(f"tests.faults.heavy_acts:{act}", store=str(store))
    assert worker.hear() == "ready"
    began = time.monotonic()
    worker.tell()
    if usual:
        moment(dice.random() * statistics.median(usual) * 1.1)
        worker.kill()
    heard = list(worker.rest())
    worker.bury()
    assert [one["fault"] for one in heard if "fault" in one] == []
    if heard:
        usual.append(time.monotonic() - began)
    return bool(heard)


def is_whole(store: Path, stored: set[str]) -> None:
    """Look whether the store opens, holds what it held, and is well."""
    session = unlock(store, CHIEF, PASSPHRASES[CHIEF], lambda: NOW)
    assert stored <= ids(session)
    found = upkeep.verify(store, session)
    assert found.ok, found
    session.lock()


def beginning(store: Path) -> set[str]:
    """Write some consultations and make the one copy; return what is stored."""
    session = unlock(store, CHIEF, PASSPHRASES[CHIEF], lambda: NOW)
    told = consultations.add_many(session, [note(number, 20) for number in range(60)])
    backup.make(store, store.parent / "copies", lambda: NOW)
    session.lock()
    return {one.id for one in told if isinstance(one, Added)}


@pytest.mark.parametrize("act", ["make_shares", "remove", "back_up", "restore"])
def test_an_act_that_was_killed_was_done_or_was_not(store: Path, nursery: Nursery, act: str) -> None:
    """The store opens at its usual place after each kill, and the act can be done again."""
    stored, dice, usual, cut = beginning(store), chooser(f"{PART} {act}"), list[float](), 0
    for _kill in range(KILLS + 1):
        cut += not killed(nursery, act, store, dice, usual)
        is_whole(store, stored)
        assert len(copies(store.parent / "copies")) == 1
    assert killed(nursery, act, store, dice, [])
    is_whole(store, stored)
    assert cut > 0
    figure(PART, f"{act}: killed before it was done, the store whole and in its place", cut, KILLS)


def test_what_killed_backups_leave_is_cleared_by_the_next(store: Path, nursery: Nursery) -> None:
    """Half copies are no copies: they would fill the disk, and nobody would see them."""
    beginning(store)
    dice, usual = chooser(f"{PART} left"), list[float]()
    for _kill in range(KILLS):
        killed(nursery, "back_up", store, dice, usual)
    assert killed(nursery, "back_up", store, dice, [])
    (left,) = (store.parent / "copies").iterdir()
    assert left.suffix == SUFFIX


def test_what_a_killed_restore_leaves_is_told_and_never_deleted(store: Path) -> None:
    """It may be the copy, or the store from before: only a person can tell."""
    session = unlock(store, CHIEF, PASSPHRASES[CHIEF], lambda: NOW)
    left = store.with_name(f"{store.name}.restored-0123abcd")
    left.mkdir(mode=0o700)
    checks = {check.name: check for check in upkeep.verify(store, session).checks}
    assert not checks["beside"].ok
    assert left.name in checks["beside"].detail
    assert left.is_dir()
    left.rmdir()
    assert all(check.ok for check in upkeep.verify(store, session).checks if check.name == "beside")


def test_two_restores_at_once_leave_one_store_and_the_others_beside(store: Path, nursery: Nursery) -> None:
    """Whoever is later finds the other's store in place, and puts it aside whole."""
    stored = beginning(store)
    for _round in range(size(2, 10)):
        workers = [nursery.start("tests.faults.heavy_acts:restore", store=str(store)) for _worker in range(2)]
        assert [worker.hear() for worker in workers] == ["ready", "ready"]
        for worker in workers:
            worker.tell()
        for worker in workers:
            worker.result()
        is_whole(store, stored)


def test_two_restores_at_once_where_there_is_no_store(store: Path, nursery: Nursery, tmp_path: Path) -> None:
    """One becomes the store; the other is refused in words, or lays the first aside."""
    stored = beginning(store)
    (copy,) = copies(store.parent / "copies")
    place = tmp_path / "elsewhere" / "store"
    workers = [
        nursery.start("tests.faults.heavy_acts:restore_to", copy=str(copy), place=str(place))
        for _worker in range(2)
    ]
    ends = [worker.result() for worker in workers]
    assert "done" in ends
    assert set(ends) <= {"done", "store_busy"}
    is_whole(place, stored)
    assert [path.name for path in place.parent.iterdir() if ".restored-" in path.name] == []

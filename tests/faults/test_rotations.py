"""Another key again and again, while three write, and while those who rotate are killed."""

import os
import random
import shutil
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from nsk_tui.services import threads, upkeep
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault import generations
from nsk_tui.vault.errors import DamagedStore
from tests.conftest import PASSPHRASES
from tests.faults.notes import words_of
from tests.faults.nursery import Nursery, moment
from tests.faults.sizes import chooser, figure, size
from tests.faults.truth import ids

ROTATIONS = size(6, 100)
KILLED = size(3, 60)
"""How many of the rotating processes are killed at a random moment; some are done before."""

KILLED_MIN = size(1, 40)
"""How many of them must have been killed before they were done."""

BALLAST = size(100, 8000)
"""Consultations in the store before the first rotation."""

APART = 20_000
WRITERS = ("K-01", "K-02", "K-03")
PART = "rotation"


@dataclass
class Told:
    """What became of the rotations."""

    done: int = 0
    killed: int = 0
    seconds: list[float] = field(default_factory=list)


def rotate(nursery: Nursery, store: Path, dice: random.Random, is_killed: bool, told: Told) -> None:
    """Rotate once in a process of its own, and kill it at a random moment when it is meant to be."""
    worker = nursery.start("rotate", folder=str(store))
    assert worker.hear() == "ready"
    began = time.monotonic()
    worker.tell()
    if is_killed:
        usual = statistics.median(told.seconds or [0.5])
        moment(dice.random() * usual)
        worker.kill()
    heard = list(worker.rest())
    worker.bury()
    faults = [one["fault"] for one in heard if "fault" in one]
    assert faults == []
    if heard:
        told.done += 1
        told.seconds.append(time.monotonic() - began)
    else:
        told.killed += 1


def one_generation_opens(store: Path) -> None:
    """Exactly one database file opens with the key that members hold now."""
    session = unlock(store, "K-02", PASSPHRASES["K-02"])
    try:
        opening = [path.name for path in store.glob("store-*.db") if opens(path, session)]
        assert opening == [session.vault.database.name]
    finally:
        session.lock()


def opens(path: Path, session: Session) -> bool:
    """Return whether a file opens with a session's key."""
    try:
        generations.connect(path, session.vault.data_key).close()
    except DamagedStore:
        return False
    return True


def fill(nursery: Nursery, store: Path) -> None:
    """Put consultations in, so that a rotation has something to copy."""
    worker = nursery.start("fill", folder=str(store), count=BALLAST)
    assert worker.result() == BALLAST


def copy_seconds(path: Path, place: Path) -> float:
    """Return how long one plain copy of a file takes until it stands on the disk, the median of five."""
    taken = []
    for _copy in range(5):
        began = time.monotonic()
        shutil.copyfile(path, place)
        with place.open("rb") as copy:
            os.fsync(copy.fileno())
        taken.append(time.monotonic() - began)
    return sorted(taken)[2]


def test_rotations_are_killed_while_others_write(store: Path, nursery: Nursery, tmp_path: Path) -> None:
    """Nothing acknowledged is lost, one generation opens, the search finds, writers get no error."""
    fill(nursery, store)
    dice, told, stop = chooser(PART), Told(), tmp_path / "stop"
    writers = [
        nursery.start("write_until_told", folder=str(store), member=who, first=n * APART, stop=str(stop))
        for n, who in enumerate(WRITERS, 1)
    ]
    assert [writer.hear() for writer in writers] == ["ready"] * len(WRITERS)
    victims = set(dice.sample(range(1, ROTATIONS), KILLED))
    for number in range(ROTATIONS):
        rotate(nursery, store, dice, number in victims, told)
        one_generation_opens(store)
    stop.touch()
    results = [writer.result() for writer in writers]
    look_over(nursery, store, results, told)
    path = next(store.glob("store-*.db"))
    tell(path, copy_seconds(path, tmp_path / "copy"), results, told)
    assert told.killed >= KILLED_MIN


def look_over(nursery: Nursery, store: Path, results: list[dict[str, list[str]]], told: Told) -> None:
    """One more rotation tidies up; then everything acknowledged is there and is found."""
    rotate(nursery, store, chooser(PART), is_killed=False, told=told)
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    acknowledged = {one for result in results for one in result["ids"]}
    assert acknowledged <= ids(session)
    assert len(list(store.glob("store-*.db"))) == 1
    assert not (store / "rotate.pending").exists()
    assert not (store / "quarantine").exists()
    for number in range(1, len(WRITERS) + 1):
        assert threads.search(session, words_of(number * APART + 1))
    found = upkeep.verify(store, session)
    assert found.ok, found
    session.lock()
    figure(PART, "acknowledged consultations lost", 0, len(acknowledged))


def tell(path: Path, seconds: float, results: list[dict[str, list[float]]], told: Told) -> None:
    """Write the figures down."""
    pauses = sorted(one for result in results for one in result["seconds"])
    figure(PART, "rotations begun", ROTATIONS + 1)
    figure(PART, "rotations finished", told.done)
    figure(PART, "rotations killed before they were done", told.killed)
    figure(PART, "errors of the three writers", 0, len(pauses))
    figure(PART, "size of the file, KiB", path.stat().st_size // 1024)
    figure(PART, "seconds of a rotation, longest", round(max(told.seconds), 3))
    figure(PART, "seconds of one write, median", round(pauses[len(pauses) // 2], 3))
    figure(PART, "seconds of one write, longest", round(pauses[-1], 3))
    figure(PART, "seconds of one plain copy of the file", round(seconds, 4))
    figure(PART, "longest write beside one plain copy, times", round(pauses[-1] / seconds, 1))

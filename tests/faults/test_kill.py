"""Sudden death: whatever was acknowledged stands, and the store is whole, killed at any moment."""

import random
from pathlib import Path

import pytest

from nsk_tui.services import threads, upkeep
from nsk_tui.services.session import unlock
from tests.conftest import PASSPHRASES
from tests.faults.notes import words_of
from tests.faults.nursery import Nursery, moment
from tests.faults.sizes import chooser, figure, size
from tests.faults.truth import ids

ROUNDS = size(25, 100)
"""Kills of one store, before the next one begins."""

STORES = size(1, 10)
SECONDS_MAX = 0.25
"""The longest life of a writer: it unlocks, and writes some ten times."""

BYSTANDER_EACH = 5
SHM_LOST_EACH = 7
PART = "kill"


def killed(nursery: Nursery, store: Path, dice: random.Random, number: int) -> set[str]:
    """Let a writer write, kill it at a random moment, and return what it was told to be stored."""
    bystander = None
    if number % BYSTANDER_EACH == 0:
        bystander = nursery.start("write", folder=str(store), member="K-02", first=number * 20, count=5)
        bystander.tell()
    writer = nursery.start("write_until_killed", folder=str(store), member="K-01", first=number * 20)
    assert writer.hear() == "here"
    moment(dice.random() * SECONDS_MAX)
    writer.kill()
    told = list(writer.rest())
    writer.bury()
    assert [one for one in told if isinstance(one, dict)] == []
    others = bystander.result()["ids"] if bystander else []
    return {one for each in told if isinstance(each, list) for one in each} | set(others)


def lose_the_shared_memory(store: Path) -> None:
    """Take away the file that SQLite makes anew from the log, as a restart of the machine does."""
    for path in store.glob("*-shm"):
        path.unlink()


@pytest.mark.parametrize("number", range(STORES))
def test_what_was_acknowledged_stands_after_a_kill_at_any_moment(
    store: Path, nursery: Nursery, number: int
) -> None:
    """Unlocking, writing, committing, noting the checkpoint: nothing acknowledged is lost."""
    dice, acknowledged, unasked = chooser(f"{PART} {number}"), set[str](), 0
    for round_ in range(ROUNDS):
        acknowledged |= killed(nursery, store, dice, round_)
        if round_ % SHM_LOST_EACH == 0:
            lose_the_shared_memory(store)
        session = unlock(store, "K-03", PASSPHRASES["K-03"])
        stored = ids(session)
        assert acknowledged <= stored
        unasked, found = len(stored - acknowledged), upkeep.verify(store, session)
        assert found.ok, found
        session.lock()
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    assert threads.search(session, words_of(1))
    session.lock()
    figure(PART, "writers killed", ROUNDS)
    figure(PART, "acknowledged consultations", len(acknowledged))
    figure(PART, "acknowledged consultations lost", 0, len(acknowledged))
    figure(PART, "stored, and killed before the acknowledgement was read", unasked)
    figure(PART, "verify not ok", 0, ROUNDS)

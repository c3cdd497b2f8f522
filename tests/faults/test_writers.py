"""Fifty at once: every write is acknowledged once, and stands."""

from pathlib import Path

import pytest

from nsk_tui.services import consultations, threads, upkeep
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault import generations
from nsk_tui.vault.errors import StoreBusy
from tests.conftest import PASSPHRASES
from tests.faults.notes import note, words_of
from tests.faults.nursery import Nursery
from tests.faults.sizes import figure, size
from tests.faults.truth import ids

WRITERS = size(6, 50)
WRITES = size(15, 100)
APART = 1_000
MEMBERS = ("K-01", "K-02", "K-03")
PART = "writers"


def test_many_processes_write_at_once_and_nothing_is_lost(store: Path, nursery: Nursery) -> None:
    """Each with a session of its own, singly and in lists of ten: no loss, no error, all found again."""
    writers = [
        nursery.start("write", folder=str(store), member=MEMBERS[n % 3], first=n * APART, count=WRITES)
        for n in range(WRITERS)
    ]
    assert [writer.hear() for writer in writers] == ["ready"] * WRITERS
    for writer in writers:
        writer.tell()
    told = [writer.result() for writer in writers]
    acknowledged = [one for each in told for one in each["ids"]]
    seconds = sorted(one for each in told for one in each["seconds"])
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    assert ids(session) == set(acknowledged)
    assert len(acknowledged) == len(set(acknowledged)) == WRITERS * (WRITES + 9 * -(-WRITES // 10))
    last = words_of((WRITERS - 1) * APART + WRITES - 1)
    # A code name is drawn: one may begin with the one word that tells two notes apart.
    assert [last in hit.entry.body.text for hit in threads.search(session, last)].count(True) == 1
    assert upkeep.verify(store, session).ok
    session.lock()
    figure(PART, "processes", WRITERS)
    figure(PART, "writes acknowledged", len(seconds), WRITERS * WRITES)
    figure(PART, "consultations lost", 0, len(acknowledged))
    figure(PART, "errors", 0, len(seconds))
    figure(PART, "seconds of one write, median", round(seconds[len(seconds) // 2], 3))
    figure(PART, "seconds of one write, longest", round(seconds[-1], 3))


def test_a_writer_whose_turn_does_not_come_is_told_so_and_can_write_later(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One who holds the lock for ever keeps nobody waiting for ever."""
    monkeypatch.setattr(generations, "BUSY_SECONDS", 0.5)
    with session.database.writing(), pytest.raises(StoreBusy):
        consultations.add(session, note(1))
    assert ids(session) == set()
    consultations.add(session, note(1))
    assert len(ids(session)) == 1

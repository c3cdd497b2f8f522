"""Older files put back, a log cut off: what shows it, and that the trace is not wiped by going on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.services import consultations, upkeep
from nsk_tui.services.oversight import Comparison, compare, words
from nsk_tui.services.session import Session
from nsk_tui.services.upkeep import Verification
from nsk_tui.vault.checkpoint import CHECKPOINT_NAME
from tests.faults.notes import note

Unlocked = Callable[[str], Session]
LOG_FRAMES_KEPT = 4


def faults(found: Verification) -> set[str]:
    """Return the names of the checks that found an error."""
    return {check.name for check in found.checks if not check.ok and check.level == "error"}


def copy_while_open(store: Path, place: Path) -> Path:
    """Copy a store's files as they lie there, log and all."""
    shutil.copytree(store, place)
    return place


def put_back(old: Path, store: Path, *patterns: str) -> None:
    """Put some files of an earlier moment back."""
    for pattern in patterns:
        for path in old.glob(pattern):
            shutil.copy2(path, store / path.name)


def test_a_log_that_was_cut_shows_also_after_others_have_gone_on(
    store: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    """Two lines are gone, and twenty new ones written: the mark beside the database still tells."""
    first = unlocked("K-01")
    old = copy_while_open(store, tmp_path / "old")
    for number in range(2):
        consultations.add(first, note(number))
    first.lock()
    for path in store.glob("store-*"):
        path.unlink()
    put_back(old, store, "store-*")
    again = unlocked("K-01")
    assert "checkpoint" in faults(upkeep.verify(store, again))
    for number in range(20):
        consultations.add(again, note(number))
    assert "checkpoint" in faults(upkeep.verify(store, again))


def test_a_mark_that_lags_behind_is_no_alarm(store: Path, unlocked: Unlocked) -> None:
    """A kill between commit and mark: the next save writes the mark anew."""
    first = unlocked("K-01")
    lagging = (store / CHECKPOINT_NAME).read_bytes()
    consultations.add(first, note(1))
    (store / CHECKPOINT_NAME).write_bytes(lagging)
    consultations.add(first, note(2))
    assert (store / CHECKPOINT_NAME).read_bytes() != lagging
    assert upkeep.verify(store, first).ok


@pytest.mark.parametrize("content", [None, b"", b"{"], ids=["removed", "emptied", "cut"])
def test_a_mark_that_is_gone_is_written_anew(store: Path, unlocked: Unlocked, content: bytes | None) -> None:
    """A power cut may leave the file empty: that alone must not cry for ever."""
    (store / CHECKPOINT_NAME).unlink()
    if content is not None:
        (store / CHECKPOINT_NAME).touch(mode=0o600)
        (store / CHECKPOINT_NAME).write_bytes(content)
    first = unlocked("K-01")
    assert upkeep.verify(store, first).ok
    assert (store / CHECKPOINT_NAME).stat().st_size > 0


def test_all_files_of_an_earlier_day_show_by_the_printed_words_alone(
    store: Path, unlocked: Unlocked, tmp_path: Path
) -> None:
    """Nothing inside the folder can know; the minutes of the meeting do, also after going on."""
    first = unlocked("K-01")
    first.database.close()
    old = shutil.copytree(store, tmp_path / "old")
    for number in range(3):
        consultations.add(first, note(number))
    printed = " ".join(words(first))
    first.lock()
    shutil.rmtree(store)
    shutil.copytree(old, store)
    again = unlocked("K-01")
    assert faults(upkeep.verify(store, again)) == set()
    assert compare(again, printed) is Comparison.CUT
    for number in range(9):
        consultations.add(again, note(number))
    assert compare(again, printed) is Comparison.CHANGED
    assert compare(again, " ".join(words(again))) is Comparison.FITS

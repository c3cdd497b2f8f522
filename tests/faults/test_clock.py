"""A clock that was set back: nothing is lost, nothing is refused that should not be."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.consultations import ConcernLevel, FollowUpResult
from nsk_tui.rules.members import Role
from nsk_tui.services import (
    backup,
    consultations,
    follow_ups,
    members,
    rotation,
    threads,
    today,
    undo,
    upkeep,
)
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session, seconds_until_try, unlock
from nsk_tui.services.undo import UndoDone
from nsk_tui.store import checks
from nsk_tui.vault import attempts
from tests.conftest import CHEAP, NOW, PASSPHRASES, Clock
from tests.faults.notes import note, words_of

Unlocked = Callable[[str], Session]
STEPS_BACK = [timedelta(seconds=1), timedelta(hours=1), timedelta(days=400), timedelta(days=9000)]


def added(outcome: object) -> Added:
    """Return an outcome that must be an added consultation."""
    assert isinstance(outcome, Added), outcome
    return outcome


@pytest.mark.parametrize("back", STEPS_BACK, ids=str)
def test_the_daily_work_goes_on_when_the_clock_was_set_back(
    store: Path, unlocked: Unlocked, clock: Clock, back: timedelta
) -> None:
    """Add, correct, follow up, undo, search, invite, join, rotate; the audit hangs together."""
    first = unlocked("K-01")
    before = added(consultations.add(first, note(1)))
    clock.now = NOW - back
    corrected = consultations.correct(first, before.id, 1, note(2))
    assert added(corrected).thread == before.thread
    after = added(consultations.add(first, note(3, thread=before.thread)))
    gone = FollowUpNote(FollowUpResult.BETTER, ConcernLevel.YELLOW, None, text="Det går bedre.")
    added(follow_ups.note_follow_up(first, before.thread, gone))
    assert isinstance(undo.undo(first), UndoDone)
    assert [hit.entry.id for hit in threads.search(first, words_of(3))] == [after.id]
    code = members.invite(first, "K-09", "Eja Ny", Role.MEMBER, profile=CHEAP).code
    members.join(store, "K-09", code, "ler uld grus sne måne", clock, CHEAP).lock()
    assert rotation.rotate_key(first) == 2
    today.today(unlocked("K-02"))
    assert checks.chain_fault(first.database) is None
    assert upkeep.verify(store, first).ok


def test_a_copy_made_after_the_clock_was_set_back_is_kept(
    store: Path, session: Session, tmp_path: Path, clock: Clock
) -> None:
    """Copies of fifteen later months lie there: the new one is not dropped as the oldest."""
    target = tmp_path / "copies"
    for month in range(15):
        clock.now = NOW + timedelta(days=31 * month)
        backup.make(store, target, clock)
    clock.now = NOW - timedelta(days=1000)
    made = backup.make(store, target, clock)
    assert made.path.is_file()
    assert backup.prove(session, made.path).made_at == made.made_at


def test_wrong_tries_before_the_clock_was_set_back_keep_nobody_out(store: Path) -> None:
    """The wait is told from the last try; one that lies ahead is none."""
    for _try in range(9):
        attempts.note_failure(store, "K-01")
    last = seconds_until_try(store, "K-01")
    assert last > 0
    assert attempts.seconds_to_wait(store, "K-01", now_seconds=1.0) == 0
    unlock(store, "K-01", PASSPHRASES["K-01"]).lock()
    assert seconds_until_try(store, "K-01") == 0

"""Older files put back, a log cut off: what shows it, and that the trace is not wiped by going on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.rules.members import Role
from nsk_tui.services import consultations, members, rotation, upkeep
from nsk_tui.services.errors import NotAllowed
from nsk_tui.services.oversight import Comparison, compare, words
from nsk_tui.services.session import Session
from nsk_tui.services.upkeep import Verification
from nsk_tui.vault import keyring
from nsk_tui.vault.checkpoint import CHECKPOINT_NAME
from nsk_tui.vault.errors import RolledBack, StoreFull
from tests.conftest import CHEAP, PASSPHRASES
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


def promote(session: Session) -> None:
    """Make K-02 a coordinator."""
    members.change_role(session, "K-02", Role.COORDINATOR)


def demote(session: Session) -> None:
    """Make K-02 a member again."""
    members.change_role(session, "K-02", Role.MEMBER)


def change_passphrase(session: Session) -> None:
    """Give K-01 another passphrase."""
    members.change_passphrase(session, PASSPHRASES["K-01"], "ler uld grus sne måne", profile=CHEAP)


def invite(session: Session) -> None:
    """Invite somebody."""
    members.invite(session, "K-09", "Eja Ny", Role.MEMBER, profile=CHEAP)


@pytest.mark.parametrize("act", [demote, change_passphrase, invite])
def test_the_keyring_of_a_moment_ago_is_refused(
    store: Path, unlocked: Unlocked, act: Callable[[Session], None]
) -> None:
    """One step back would give a role or a passphrase back: it is no interrupted change, and is told."""
    first, second = unlocked("K-01"), unlocked("K-02")
    promote(first)
    before = (store / keyring.KEYRING_NAME).read_bytes()
    act(first)
    after = (store / keyring.KEYRING_NAME).read_bytes()
    (store / keyring.KEYRING_NAME).write_bytes(before)
    with pytest.raises(RolledBack):
        unlocked("K-01")
    for _try in range(2):
        with pytest.raises(RolledBack):
            rotation.rotate_key(second)
    (store / keyring.KEYRING_NAME).write_bytes(after)
    consultations.add(second, note(1))
    assert upkeep.verify(store, first).ok


def test_a_keyring_that_was_not_replaced_in_time_is_healed(
    store: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill between the database's epoch and the keyring is no alarm: the next opening finishes it."""

    class Killed(BaseException):
        """Stands for SIGKILL."""

    def die(*_arguments: object) -> None:
        raise Killed

    first = unlocked("K-01")
    with monkeypatch.context() as patched:
        patched.setattr(type(first.vault), "replace_ring", die)
        with pytest.raises(Killed):
            invite(first)
    first.lock()
    for _opening in range(2):
        unlocked("K-02").lock()
    again = unlocked("K-01")
    assert upkeep.verify(store, again).ok
    invite(again)
    assert members.is_invited(store, "K-09")


def test_a_role_that_was_half_taken_away_locks_nobody_out(
    store: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between database and keyring: K-02 still coordinates, and what she signs is accepted."""

    class Killed(BaseException):
        """Stands for SIGKILL."""

    def die(*_arguments: object) -> None:
        raise Killed

    first = unlocked("K-01")
    promote(first)
    with monkeypatch.context() as patched:
        patched.setattr(type(first.vault), "replace_ring", die)
        with pytest.raises(Killed):
            demote(first)
    first.lock()
    second = unlocked("K-02")
    invite(second)
    unlocked("K-03").lock()
    demote(unlocked("K-01"))
    with pytest.raises(NotAllowed):
        rotation.rotate_key(second)


def test_a_role_that_the_full_disk_left_half_taken_away_locks_nobody_out(
    store: Path, unlocked: Unlocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keyring could not be written, and the sessions go on: what K-02 signs is accepted."""

    def full(*_arguments: object) -> None:
        raise StoreFull

    first, second = unlocked("K-01"), unlocked("K-02")
    promote(first)
    with monkeypatch.context() as patched:
        patched.setattr(keyring, "save", full)
        with pytest.raises(StoreFull):
            demote(first)
    invite(second)
    assert {member.id for member in members.list_members(first)} >= {"K-09"}
    unlocked("K-03").lock()
    demote(first)


def test_rows_of_an_import_that_wait_are_no_sign_of_an_older_keyring(store: Path, unlocked: Unlocked) -> None:
    """They lie in folders beside the files that a rotation sets aside; only those are told of."""
    (store / "quarantine" / "K-01").mkdir(mode=0o700, parents=True)
    (store / "quarantine").chmod(0o700)
    first = unlocked("K-01")
    checks = {check.name: check.ok for check in upkeep.verify(store, first).checks}
    assert checks["quarantine"]
    (store / "quarantine" / "store-000002.db.0123abcd").touch(mode=0o600)
    checks = {check.name: check.ok for check in upkeep.verify(store, first).checks}
    assert not checks["quarantine"]

"""Backups in the folder that the coordinator chose."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.services import backup, copies, oversight
from nsk_tui.services.errors import BackupFolderRefused, NotAllowed, TextRefused
from nsk_tui.services.session import Session
from tests.conftest import Clock


def test_without_a_folder_there_is_nothing_and_nothing_is_made(session: Session) -> None:
    """The program guesses no place for the group's data."""
    assert copies.look(session) == copies.Copies(None, (), None)
    assert copies.run(session) is None


def test_copies_are_made_and_listed_the_newest_first(session: Session, clock: Clock, tmp_path: Path) -> None:
    """The folder is made when it is first needed."""
    folder = copies.choose_folder(session, f"  {tmp_path}/kopier ")
    first = copies.run(session)
    clock.now += timedelta(days=1)
    second = copies.run(session)
    assert first is not None
    assert second is not None
    found = copies.look(session)
    assert [one.path for one in found.copies] == [second.path, first.path]
    assert found.copies[0].made_at == clock.now
    assert found.copies[0].size_bytes == second.path.stat().st_size
    assert found.folder == folder == tmp_path / "kopier"


def test_a_proven_copy_gives_its_time(session: Session, clock: Clock, tmp_path: Path) -> None:
    """What was proven is said beside the list."""
    copies.choose_folder(session, str(tmp_path / "kopier"))
    made = copies.run(session)
    assert made is not None
    backup.prove(session, made.path)
    assert copies.look(session).proven_at == clock.now


def test_copies_of_another_store_are_not_listed(session: Session, tmp_path: Path) -> None:
    """Several municipalities may share a disk for backups."""
    copies.choose_folder(session, str(tmp_path))
    (tmp_path / "nsk-00000000-20261120T020000Z.nskbackup").write_bytes(b"")
    assert copies.look(session).copies == ()


def test_only_a_coordinator_chooses_the_folder_and_it_is_audited(unlocked: Callable[[str], Session]) -> None:
    """Whoever writes there writes as the account of the server."""
    with pytest.raises(NotAllowed):
        copies.choose_folder(unlocked("K-02"), "/srv/kopier")
    first = unlocked("K-01")
    copies.choose_folder(first, "/srv/kopier")
    line = oversight.read_audit(first).lines[0]
    assert (line.act, line.subject, line.purpose) == ("setting", "backup_folder", "")


@pytest.mark.parametrize("typed", ["", "  ", "/srv/a\x1b[2J", "/srv/a\nb", "x" * 401])
def test_what_is_no_path_is_refused(session: Session, typed: str) -> None:
    """Nothing is remembered."""
    with pytest.raises(TextRefused):
        copies.choose_folder(session, typed)
    assert copies.look(session).folder is None


def test_the_store_itself_holds_no_backups(session: Session) -> None:
    """One fire must not take both."""
    with pytest.raises(BackupFolderRefused):
        copies.choose_folder(session, f"{session.folder}/kopier")

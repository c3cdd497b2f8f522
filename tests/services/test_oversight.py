"""The audit and its twelve words: what was cut or put back shows."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from nsk_tui.services import consultations, oversight, rotation, threads, upkeep
from nsk_tui.services.oversight import Comparison, Kind
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault import checkpoint
from nsk_tui.vault.checkpoint import Checkpoint
from nsk_tui.vault.errors import BadCheckpoint
from tests.conftest import PASSPHRASES
from tests.services.test_consultations import CLEAN, added


@given(st.integers(0, 2**32 - 1), st.binary(min_size=11, max_size=11))
def test_twelve_words_say_the_whole_checkpoint(count: int, mark: bytes) -> None:
    """Whatever it is; four letters of each word are enough."""
    whole = Checkpoint(count, mark)
    words = checkpoint.to_words(whole)
    assert len(words) == 12
    assert checkpoint.from_words(" ".join(word[:4].upper() for word in words)) == whole


@pytest.mark.parametrize("typed", ["", "window", "window " * 11, "window " * 13, "smørrebrød " * 12])
def test_other_words_are_refused(typed: str) -> None:
    """Too few, too many, not on the list."""
    with pytest.raises(BadCheckpoint):
        checkpoint.from_words(typed)


def test_printed_words_fit_for_ever_while_nothing_is_cut(session: Session) -> None:
    """Also after more was written and the key was changed."""
    words = " ".join(oversight.words(session))
    consultations.add(session, CLEAN)
    rotation.rotate_key(session)
    assert oversight.compare(session, words) is Comparison.FITS


def test_all_files_rolled_back_together_show_by_the_printed_words(
    store: Path, session: Session, tmp_path: Path
) -> None:
    """Nothing inside the files can tell; paper can."""
    session.database.close()
    shutil.copytree(store, tmp_path / "old")
    consultations.add(session, CLEAN)
    words = " ".join(oversight.words(session))
    session.lock()
    shutil.rmtree(store)
    shutil.copytree(tmp_path / "old", store)
    rolled = unlock(store, "K-01", PASSPHRASES["K-01"])
    assert upkeep.verify(store, rolled).ok
    result = oversight.compare(rolled, words)
    assert result in (Comparison.CUT, Comparison.CHANGED)
    assert not upkeep.compared(upkeep.verify(store, rolled), result).ok
    rolled.lock()


def test_a_database_put_back_alone_shows_by_the_mark_beside_it(store: Path, session: Session) -> None:
    """The mark outside is ahead of what the database holds."""
    session.database.close()
    old = (store / "store-000001.db").read_bytes()
    consultations.add(session, CLEAN)
    consultations.add(session, CLEAN)
    session.lock()
    (store / "store-000001.db").write_bytes(old)
    for tail in ("-wal", "-shm"):
        (store / f"store-000001.db{tail}").unlink(missing_ok=True)
    rolled = unlock(store, "K-01", PASSPHRASES["K-01"])
    failed = {check.name for check in upkeep.verify(store, rolled).checks if not check.ok}
    assert "checkpoint" in failed
    rolled.lock()


def test_a_line_that_was_edited_and_linked_anew_shows_by_the_words(session: Session) -> None:
    """Even somebody with the data key cannot make old words fit a new story."""
    consultations.add(session, CLEAN)
    words = " ".join(oversight.words(session))
    with session.database.writing() as writing:
        writing.connection().execute(text("UPDATE audit SET link = zeroblob(32)"))
        writing.commit()
    assert oversight.compare(session, words) is Comparison.CHANGED


def test_the_audit_reads_the_newest_first_and_by_kind(unlocked: Callable[[str], Session]) -> None:
    """Each line has a kind, and all together they are all."""
    first = unlocked("K-01")
    done = added(consultations.add(first, CLEAN))
    threads.open_thread(first, done.thread)
    page = oversight.read_audit(first)
    assert [line.number for line in page.lines] == list(range(page.count, 0, -1))
    parts = [oversight.read_audit(first, kind).lines for kind in Kind if kind is not Kind.ALL]
    assert sorted(line.number for part in parts for line in part) == list(range(1, page.count + 1))
    assert [line.act for line in oversight.read_audit(first, Kind.READS).lines] == ["read"]


def test_an_extract_tells_who_opened_one_thread(unlocked: Callable[[str], Session]) -> None:
    """The citizen's right of access covers the log."""
    first, second = unlocked("K-01"), unlocked("K-02")
    done = added(consultations.add(first, CLEAN))
    added(consultations.add(first, CLEAN))
    threads.open_thread(second, done.thread)
    assert [(line.member, line.act) for line in oversight.extract(first, done.thread)] == [
        ("K-01", "add"),
        ("K-02", "read"),
    ]


def test_an_auditor_reads_the_audit(unlocked: Callable[[str], Session]) -> None:
    """And no content: no line has any."""
    first, auditor = unlocked("K-01"), unlocked("R-01")
    added(consultations.add(first, CLEAN))
    lines = oversight.read_audit(auditor).lines
    assert lines
    assert all("lejrtur" not in line.subject + line.purpose for line in lines)

"""Verify and doctor: what is whole is called whole, and each harm by its name."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from nsk_tui.services import consultations, upkeep
from nsk_tui.services.session import Session
from nsk_tui.settings import Settings
from tests.services.test_consultations import CLEAN


def failed(found: upkeep.Verification) -> set[str]:
    """Return the names of the checks that count as errors."""
    return {check.name for check in found.checks if not check.ok and check.level == upkeep.ERROR}


def test_a_sound_store_is_ok(store: Path, session: Session) -> None:
    """Identity, pages, tables, search, audit, modes, keyring."""
    consultations.add(session, CLEAN)
    found = upkeep.verify(store, session)
    assert found.ok
    assert {"identity", "pages", "tables", "search", "audit", "modes", "keyring", "files"} <= {
        check.name for check in found.checks
    }


def test_an_edited_audit_line_shows(store: Path, session: Session) -> None:
    """The chain is keyed: editing one line breaks it there."""
    with session.database.writing() as writing:
        writing.connection().execute(text("UPDATE audit SET member = 'K-02' WHERE number = 3"))
        writing.commit()
    assert failed(upkeep.verify(store, session)) == {"audit"}


def test_an_entry_that_the_search_has_lost_shows(store: Path, session: Session) -> None:
    """An index that lags is an error, not a mystery."""
    consultations.add(session, CLEAN)
    with session.database.writing() as writing:
        writing.connection().execute(text("DELETE FROM entry_search"))
        writing.commit()
    assert failed(upkeep.verify(store, session)) == {"search"}


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("modes", lambda folder: folder.chmod(0o755)),
        ("modes", lambda folder: (folder / "cards" / "numbers.toml").chmod(0o644)),
        ("keyring", lambda folder: (folder / "keyring.json").write_text("{")),
        ("files", lambda folder: (folder / "store-000001.db").unlink()),
    ],
)
def test_harm_is_seen_from_outside(store: Path, name: str, harm: Callable[[Path], object]) -> None:
    """No passphrase is needed for what stands in the file system."""
    harm(store)
    assert name in failed(upkeep.verify(store, None))


def test_flipped_bytes_in_the_file_are_noticed(store: Path, session: Session) -> None:
    """Each page carries a MAC."""
    for _number in range(30):
        consultations.add(session, CLEAN)
    session.database.close()
    path = store / "store-000001.db"
    with path.open("r+b") as stream:
        stream.seek(os.path.getsize(path) // 2)
        byte = stream.read(1)[0]
        stream.seek(-1, os.SEEK_CUR)
        stream.write(bytes([byte ^ 1]))
    assert failed(upkeep.verify(store, session)) & {"pages", "tables", "audit", "identity", "search"}


def test_the_doctor_looks_at_a_machine_without_a_store(tmp_path: Path) -> None:
    """It tells what is missing and what to do, and breaks nothing."""
    found = {check.name: check for check in upkeep.doctor(Settings(store=tmp_path / "none"))}
    assert not found["store"].ok
    assert found["store"].mend
    assert found["python"].ok

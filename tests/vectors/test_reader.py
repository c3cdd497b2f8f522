"""The second reader before a store that the program has just made."""

import base64
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.rules.consultations import Area, ConcernLevel, NewConsultation
from nsk_tui.services import consultations, members, recording
from nsk_tui.services.session import Session
from nsk_tui.vault.kdf import KdfProfile
from tests.vectors import reader

CHEAP = KdfProfile(time_cost=1, memory_kib=8, lanes=1)
PASSPHRASE = "havre stige tromme kul"
ADVICE = "Tal med hende alene. Aftal, hvornår I tales ved igen."


@pytest.fixture
def written(session: Session) -> Path:
    """Return a store in which one entry stands, locked again."""
    new = NewConsultation(level=ConcernLevel.ORANGE, area=Area.CHILDREN, advice=ADVICE)
    assert isinstance(consultations.add(session, new), recording.Added)
    session.lock()
    return session.folder


def test_the_second_reader_reads_what_a_member_wrote(written: Path) -> None:
    """A store can be read from the specification alone, with two public packages."""
    entries = reader.read_store(written, "K-01", PASSPHRASE)
    assert [(one["level"], one["advice"], one["member"]) for one in entries] == [("orange", ADVICE, "K-01")]


def test_the_second_reader_opens_the_store_for_every_member(written: Path) -> None:
    """Each passphrase opens the same data key."""
    assert reader.read_store(written, "K-02", "vindue kobber leje sten")


def test_the_second_reader_refuses_a_wrong_passphrase(written: Path) -> None:
    """A reader without our code is no way round the passphrase."""
    with pytest.raises(reader.Rejected, match="wrong passphrase"):
        reader.read_store(written, "K-01", "havre stige tromme kul ")


def test_the_second_reader_sees_a_changed_keyring(written: Path) -> None:
    """A role raised with an editor is noticed by somebody who never saw our code."""
    file = written / "keyring.json"
    ring = json.loads(file.read_text("utf-8"))
    ring["members"][1]["role"] = "coordinator"
    file.write_text(json.dumps(ring), "utf-8")
    with pytest.raises(reader.Rejected, match="bad mac"):
        reader.read_store(written, "K-01", PASSPHRASE)


def test_the_second_reader_sees_an_older_keyring_put_back(
    store: Path, unlocked: Callable[[str], Session], tmp_path: Path
) -> None:
    """After two changes, the keyring of before them does not fit the database."""
    shutil.copy(store / "keyring.json", tmp_path / "older.json")
    session = unlocked("K-01")
    for member in ("K-08", "K-09"):
        members.invite(session, member, "Eja Prøve", profile=CHEAP)
    session.lock()
    shutil.copy(tmp_path / "older.json", store / "keyring.json")
    with pytest.raises(reader.Rejected, match="rolled back"):
        reader.read_store(store, "K-01", PASSPHRASE)


def test_the_second_reader_does_not_take_an_invitation_for_a_passphrase(
    store: Path, unlocked: Callable[[str], Session]
) -> None:
    """Somebody who found the code must join before they can read."""
    session = unlocked("K-01")
    invitation = members.invite(session, "K-09", "Eja Prøve", profile=CHEAP)
    session.lock()
    with pytest.raises(reader.Rejected, match="no slot"):
        reader.read_store(store, "K-09", invitation.code)


def test_the_files_of_a_store_tell_nothing_of_what_was_written(written: Path) -> None:
    """No file holds the text, the level, the code name or the author's name, in any usual writing."""
    secrets = [one["code_name"] for one in reader.read_store(written, "K-01", PASSPHRASE)]
    secrets += [ADVICE, "orange", "Ane Eksempel", "Skoler"]
    for path in (path for path in written.rglob("*") if path.is_file() and "cards" not in path.parts):
        content = path.read_bytes()
        for secret in secrets:
            for writing in (secret.encode(), secret.encode("utf-16-le"), base64.b64encode(secret.encode())):
                assert writing not in content, path.name

"""The small files beside the database hold nothing secret; whatever stands in them, the store opens."""

import time
from pathlib import Path

import pytest

from nsk_tui.services import rotation, upkeep
from nsk_tui.services.session import seconds_until_try, unlock
from nsk_tui.vault import attempts
from nsk_tui.vault.checkpoint import CHECKPOINT_NAME
from nsk_tui.vault.errors import VaultError
from nsk_tui.vault.keyring import KEYRING_NAME
from tests.conftest import PASSPHRASES, Clock
from tests.faults.nonsense import NONSENSE

PENDING_NAME = "rotate.pending"


def put(folder: Path, name: str, content: bytes) -> None:
    """Put a file beside the database as the program would have it lie there."""
    (folder / name).write_bytes(content)
    (folder / name).chmod(0o600)


@pytest.mark.parametrize("content", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_beside_the_database_keeps_nobody_out(store: Path, clock: Clock, content: bytes) -> None:
    """Wrong tries, checkpoint, note of a rotation: read with care, and never a crash."""
    for name in (attempts.ATTEMPTS_NAME, CHECKPOINT_NAME, PENDING_NAME):
        put(store, name, content)
    assert 0 <= seconds_until_try(store, "K-01") <= attempts.WAIT_SECONDS_MAX
    session = unlock(store, "K-01", PASSPHRASES["K-01"], clock)
    upkeep.verify(store, session)
    assert rotation.rotate_key(session) == 2
    upkeep.verify(store, session)
    session.lock()
    assert (store / KEYRING_NAME).is_file()


@pytest.mark.parametrize("content", NONSENSE, ids=range(len(NONSENSE)))
def test_nonsense_for_a_keyring_is_refused(store: Path, content: bytes) -> None:
    """It is a damaged store or none of ours, never a crash."""
    put(store, KEYRING_NAME, content)
    with pytest.raises(VaultError):
        unlock(store, "K-01", PASSPHRASES["K-01"])
    assert not upkeep.verify(store, None).ok


def test_a_wrong_try_told_from_the_future_keeps_nobody_waiting(store: Path) -> None:
    """A clock that was set back, or a file that was edited."""
    put(store, attempts.ATTEMPTS_NAME, b'{"K-01": [9, %d]}' % (time.time() + 10_000))
    assert seconds_until_try(store, "K-01") == 0

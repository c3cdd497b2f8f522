"""What a process still holds after it was locked: looked for in its readable memory, and in the files."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from nsk_tui.services import consultations
from nsk_tui.services.session import Session
from nsk_tui.store import identity
from tests.conftest import PASSPHRASES
from tests.faults.memory import count
from tests.faults.notes import note, words_of
from tests.faults.nursery import ROOT
from tests.faults.sizes import figure, size

NOTES = size(40, 400)
LONG_EACH = 3
LONG = 40
PART = "memory"
PIECES, PIECE_BYTES = 1800, 20
LEFT_SHARE_MAX = 0.1
"""How many of the copies of texts that an open session has may be left after lock and scrub."""


@pytest.fixture
def child() -> Iterator["subprocess.Popen[str]"]:
    """Return a process that unlocks, reads and locks, and is gone afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.memory_child"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def written(session: Session) -> dict[str, bytes]:
    """Write notes, and return what of each may stand nowhere but in the store."""
    numbers = [number for number in range(100_000) if words_of(number).isascii()][:NOTES]
    for number in numbers:
        consultations.add(session, note(number, 1 if number % LONG_EACH else LONG))
    return {f"text {number}": words_of(number).encode() for number in numbers}


def keys_of(session: Session) -> dict[str, bytes]:
    """Return every key that an open session holds."""
    vault = session.vault
    with session.database.reading() as reading:
        chain_key = identity.chain_key(reading)
    return {
        "data key": vault.data_key,
        "data key in hex": vault.data_key.hex().encode(),
        "private key for seals": vault.keys.seal,
        "private key for signatures": vault.keys.sign,
        "draft key": vault.keys.draft,
        "chain key": chain_key,
        "passphrase": PASSPHRASES["K-01"].encode(),
    }


Look = Callable[[Mapping[str, bytes]], dict[str, int]]
"""Counts how often each thing stands in the memory of a process."""


def looked_into(child: "subprocess.Popen[str]", *said: str) -> Iterator[tuple[str, Look]]:
    """Let a process go on step by step; yield where it stands and how to look into it."""
    assert child.stdin is not None
    assert child.stdout is not None
    lines = iter(said)
    for line in (next(lines), next(lines)):
        child.stdin.write(line + "\n")
    child.stdin.flush()
    while where := child.stdout.readline().strip():
        yield where, lambda sought: count(child.pid, sought)
        child.stdin.write("\n" + next(lines, "") + "\n" if where == "begun" else "\n")
        child.stdin.flush()


def test_after_lock_no_key_and_hardly_a_text_is_left(
    store: Path, session: Session, child: "subprocess.Popen[str]"
) -> None:
    """Seen while it is open, so the look is good; gone after lock and scrub, but for what is admitted."""
    texts, keys = written(session), keys_of(session)
    session.lock()
    found: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    for where, look in looked_into(child, str(store), "K-01", PASSPHRASES["K-01"]):
        found[where] = look(keys), look(texts)
    assert not any(found["begun"][0].values())
    assert not any(found["begun"][1].values())
    assert all(found["open"][1].values())
    assert found["open"][0]["data key"] > 0
    for where in ("open", "locked", "scrubbed"):
        held_keys, held_texts = found[where]
        figure(PART, f"{where}: kinds of keys found", sum(map(bool, held_keys.values())), len(keys))
        figure(PART, f"{where}: texts found", sum(map(bool, held_texts.values())), len(texts))
        figure(PART, f"{where}: copies of texts", sum(held_texts.values()))
    assert found["scrubbed"][0] == dict.fromkeys(keys, 0)
    left, held = sum(found["scrubbed"][1].values()), sum(found["open"][1].values())
    assert left < held * LEFT_SHARE_MAX


def test_no_file_of_the_store_holds_a_key_or_a_text(store: Path, session: Session) -> None:
    """Neither while it is open, nor after it was locked."""
    sought = {**written(session), **keys_of(session)}
    for _look in range(2):
        content = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file())
        assert [name for name, data in sought.items() if data in content] == []
        session.lock()


def test_nothing_is_left_of_pieces_of_any_size_that_were_let_go_of() -> None:
    """Small objects, blocks of the system's heap, and those of a thread that has ended."""
    sought = hashlib.sha256(b"a piece").digest()[:PIECE_BYTES]
    script = [sys.executable, "-m", "tests.faults.memory_pieces"]
    with subprocess.Popen(script, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(sought.hex().encode() + b"\n")
        process.stdin.flush()
        found = {}
        while where := process.stdout.readline().decode().strip():
            found[where] = count(process.pid, {"piece": sought})["piece"]
            process.stdin.write(b"\n")
            process.stdin.flush()
    assert found["held"] > PIECES
    assert found["scrubbed"] == 0

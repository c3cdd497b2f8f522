"""After the lock the program's own memory is searched, as it runs on a terminal: for keys and for texts."""

import sys
import time
from collections.abc import Callable, Mapping

from nsk_tui.services.session import Session
from tests.conftest import PASSPHRASES
from tests.e2e.conftest import TODAY, begin_consultation, go_to_text
from tests.faults.memory import count
from tests.faults.sizes import figure
from tests.faults.test_memory import LEFT_SHARE_MAX, PART, keys_of, written
from tests.tools.program import ROOT, Program
from tests.tools.terminal import WAIT_SECONDS, Terminal

DRAFT = "bange for at blive sen"
SEEN_THROUGH = str(ROOT / "tests" / "tools" / "seen_through.py")


def held(shown: Terminal, sought: Mapping[str, bytes]) -> dict[str, int]:
    """Return how often each thing stands in the program's memory, those that do not left out."""
    return {name: found for name, found in count(shown.process.pid, sought).items() if found}


def unlock_by_hand(shown: Terminal) -> None:
    """Type the passphrase letter by letter: pasted, it would lie in what the terminal was read into."""
    shown.wait_for("Adgangssætning")
    shown.settle()
    for character in PASSPHRASES["K-01"]:
        shown.press("space" if character == " " else character)
        shown.settle(0.01)
    shown.press("enter")


def lock(shown: Terminal, keys: Mapping[str, bytes]) -> dict[str, int]:
    """Lock, give what overwrites its time, and return which keys are still there."""
    shown.press("f12")
    shown.wait_for("nsk_tui  ·  låst")
    deadline = time.monotonic() + WAIT_SECONDS
    while (left := held(shown, keys)) and time.monotonic() < deadline:
        shown.settle()
    return left


def open_a_thread(shown: Terminal) -> None:
    """Read the first thread of the list."""
    shown.wait_for(TODAY)
    shown.press("2")
    shown.wait_for("▸2 Sparring◂")
    shown.settle()
    shown.press("enter")
    shown.wait_for("noteret i audit")
    shown.settle()


def write_a_draft(shown: Terminal) -> None:
    """Begin a consultation and write in its text."""
    begin_consultation(shown)
    go_to_text(shown)
    shown.type(f"Den unge er {DRAFT}")
    shown.wait_for(DRAFT)


def test_after_the_lock_no_key_is_left_and_hardly_a_text(
    program: Program, unlocked: Callable[[str], Session]
) -> None:
    """A thread is read, a draft is written; its text waits behind the lock: the page on threats says so."""
    session = unlocked("K-01")
    texts, keys = written(session), keys_of(session)
    session.lock()
    command = [sys.executable, SEEN_THROUGH, "--as", "K-01"]
    with Terminal(command, program.environment(), folder=program.home) as shown:
        unlock_by_hand(shown)
        open_a_thread(shown)
        read, opened = sum(held(shown, texts).values()), held(shown, keys)
        assert {"data key", "draft key"} <= opened.keys()
        assert lock(shown, keys) == {}
        left = sum(held(shown, texts).values())
        assert left < read * LEFT_SHARE_MAX
        unlock_by_hand(shown)
        shown.wait_for("En kollega spørger om råd")
        write_a_draft(shown)
        assert lock(shown, keys) == {}
    assert not program.holds(DRAFT)
    figure(PART, "on the screen, open: kinds of keys found", len(opened), len(keys))
    figure(PART, "on the screen, locked, also while writing: kinds of keys found", 0, len(keys))
    figure(PART, "on the screen, open: copies of texts", read)
    figure(PART, "on the screen, locked: copies of texts", left)

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
COMMAND = [sys.executable, str(ROOT / "tests" / "tools" / "seen_through.py"), "--as", "K-01"]
ROWS, WIDE = 40, 200
"""A window in which a line of a search shows a text whole."""


def held(shown: Terminal, sought: Mapping[str, bytes]) -> dict[str, int]:
    """Return how often each thing stands in the program's memory, those that do not left out."""
    return {name: found for name, found in count(shown.process.pid, sought).items() if found}


def unlock_by_hand(shown: Terminal) -> None:
    """Type the passphrase letter by letter."""
    shown.wait_for("Adgangssætning")
    shown.settle()
    for character in PASSPHRASES["K-01"]:
        shown.press("space" if character == " " else character)
        shown.settle(0.01)
    shown.press("enter")


def unlock_by_pasting(shown: Terminal) -> None:
    """Bring the whole passphrase at once, as a password manager does."""
    shown.wait_for("Adgangssætning")
    shown.settle()
    shown.paste(PASSPHRASES["K-01"])
    shown.settle()
    shown.press("enter")


def lock(
    shown: Terminal, keys: Mapping[str, bytes], texts: Mapping[str, bytes]
) -> tuple[dict[str, int], int]:
    """Lock, give what overwrites its time, and return which keys are left, and how many copies of texts.

    A busy machine takes longer to end what was under way; what is never overwritten is still there
    when the time is up.
    """
    shown.press("f12")
    shown.wait_for("nsk_tui  ·  låst")
    deadline = time.monotonic() + WAIT_SECONDS
    while (left := held(shown, {**keys, **texts})) and time.monotonic() < deadline:
        shown.settle()
    left_keys = {name: found for name, found in left.items() if name in keys}
    return left_keys, sum(found for name, found in left.items() if name in texts)


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


def look_through_a_search(shown: Terminal) -> None:
    """Search all texts, and go down the list of what was found."""
    shown.wait_for(TODAY)
    shown.press("2")
    shown.wait_for("▸2 Sparring◂")
    shown.settle()
    shown.press("f3")
    shown.wait_for("Enter søger overalt")
    shown.type("kollega")
    shown.press("enter")
    shown.wait_for("indlæg med 'kollega'")
    for _line in range(ROWS):
        shown.press("down")


def test_after_the_lock_no_key_is_left_and_hardly_a_text(
    program: Program, unlocked: Callable[[str], Session]
) -> None:
    """A thread is read, a draft is written; its text waits behind the lock: the page on threats says so."""
    session = unlocked("K-01")
    texts, keys = written(session), keys_of(session)
    session.lock()
    with Terminal(COMMAND, program.environment(), folder=program.home) as shown:
        unlock_by_hand(shown)
        open_a_thread(shown)
        read, opened = sum(held(shown, texts).values()), held(shown, keys)
        assert {"data key", "draft key"} <= opened.keys()
        left_keys, left = lock(shown, keys, texts)
        assert left_keys == {}
        assert left < read * LEFT_SHARE_MAX
        unlock_by_hand(shown)
        shown.wait_for("En kollega spørger om råd")
        write_a_draft(shown)
        assert lock(shown, keys, {})[0] == {}
    assert not program.holds(DRAFT)
    figure(PART, "on the screen, open: kinds of keys found", len(opened), len(keys))
    figure(PART, "on the screen, locked, also while writing: kinds of keys found", 0, len(keys))
    figure(PART, "on the screen, open: copies of texts", read)
    figure(PART, "on the screen, locked: copies of texts", left)


def test_after_the_lock_nothing_is_left_of_what_was_pasted_and_hardly_a_text_that_was_painted(
    program: Program, unlocked: Callable[[str], Session]
) -> None:
    """What reads the keys and what paints, each in a thread of its own, forgets as well."""
    session = unlocked("K-01")
    texts, keys = written(session), keys_of(session)
    session.lock()
    with Terminal(COMMAND, program.environment(), ROWS, WIDE, folder=program.home) as shown:
        unlock_by_pasting(shown)
        look_through_a_search(shown)
        read, opened = sum(held(shown, texts).values()), held(shown, keys)
        assert "passphrase" in opened
        left_keys, left = lock(shown, keys, texts)
    assert left_keys == {}
    assert left < read * LEFT_SHARE_MAX
    figure(PART, "a search on the screen, open: copies of texts", read)
    figure(PART, "a search on the screen, locked: copies of texts", left)

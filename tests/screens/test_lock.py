"""Locking: keys forgotten, drafts kept, the same screen back for the same member; and every way to end."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nsk_tui.screens import actions
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.emergency import EmergencyScreen
from nsk_tui.screens.help import HelpScreen
from nsk_tui.screens.idle import Idle
from nsk_tui.screens.members import MembersScreen
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.services import drafts, session
from nsk_tui.services.errors import Locked
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import StoreFull
from tests.conftest import PASSPHRASES
from tests.screens.conftest import Opener, Terminal

ROOT = Path(__file__).resolve().parents[2]
EXIT_SECONDS = 2.0
"""One second, and as much again for a busy machine."""

PROBE_SECONDS = 8.0
START_SECONDS = 30.0
KEY_SECONDS = 0.2
F2 = b"\x1bOQ"


BEFORE_THE_LOCK = (UnlockScreen, EmergencyScreen, HelpScreen)


class Writing(FrameScreen[None]):
    """A screen on which something is being written."""

    def __init__(self) -> None:
        super().__init__()
        self.saved: list[str] = []

    def draft_title(self) -> str:
        """Return what is being written."""
        return "sparring rund-lygte"

    def save_draft_now(self) -> None:
        """Save; the session must still be open."""
        self.saved.append(self.session.member)


class Hindered(Writing):
    """A screen whose draft finds no room."""

    def save_draft_now(self) -> None:
        """Fail as a full disk does."""
        raise StoreFull


class Hands:
    """A clock of seconds that a test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.seconds


def slowly(answer: int) -> int:
    """Answer after a while."""
    time.sleep(0.2)
    return answer


async def unlock(shown: Terminal, member: str) -> None:
    """Unlock as somebody sits there and types."""
    shown.find("member").value = member  # type: ignore[attr-defined]
    shown.find("passphrase").focus()
    await shown.write(PASSPHRASES[member])
    await shown.press("enter")


async def test_f12_forgets_the_keys_and_hides_the_work(terminal: Opener) -> None:
    """Nothing of the screen behind is left in sight, and the session is dead."""
    async with terminal("K-01") as shown:
        session = shown.app.session
        assert session is not None
        await shown.press("9", "f12")
        assert isinstance(shown.app.screen, UnlockScreen)
        assert "Låst 09:42." in shown.text
        assert "K-02" not in shown.text
        with pytest.raises(Locked):
            _ = session.database


def bound_keys() -> list[str]:
    """Return every key that the program binds anywhere, but those that end it."""
    acts = (one for one in actions.ACTIONS if one.id != "app.sign_out")
    return sorted({token for one in acts for key in one.keys for token in actions.tokens(key)})


async def test_no_key_of_the_program_opens_what_the_lock_hides(terminal: Opener) -> None:
    """Esc once took the lock away and showed the screen behind; only public pages may stand before it."""
    async with terminal("K-01") as shown:
        await shown.press("9", "f12")
        hidden, lock = tuple(shown.app.screen_stack[:-1]), shown.app.screen
        for key in bound_keys():
            await shown.press(key)
            assert shown.app.screen_stack[: len(hidden) + 1] == [*hidden, lock], key
            assert all(isinstance(one, BEFORE_THE_LOCK) for one in shown.app.screen_stack[len(hidden) :]), key
            while shown.app.screen is not lock:
                await shown.press("escape")
        assert shown.app.session is None
        assert "K-02" not in shown.text


async def test_the_clock_may_strike_while_the_lock_is_taken_down(terminal: Opener) -> None:
    """At the end the lines of a screen go before the clock does."""
    async with terminal() as shown:
        await shown.app.screen.query("*").remove()
        shown.app.pulse()
        assert shown.app.is_running


async def test_the_same_member_gets_the_same_screen_back(terminal: Opener) -> None:
    """Unlocking goes on where the lock fell, cursor and all."""
    async with terminal("K-01") as shown:
        await shown.press("9", "down", "L")
        await unlock(shown, "K-01")
        assert isinstance(shown.app.screen, MembersScreen)
        assert shown.app.screen.at == 1
        assert shown.app.screen.session.member == "K-01"


async def test_another_member_starts_fresh(terminal: Opener) -> None:
    """What one member had open is nothing for the next."""
    async with terminal("K-01") as shown:
        await shown.press("9", "ctrl+l")
        await unlock(shown, "K-02")
        assert shown.rows[0].startswith("▸1 I dag◂")
        assert len(shown.app.screen_stack) == 2
        assert " K-02 " in shown.rows[1]


async def test_a_draft_is_saved_before_the_keys_are_forgotten(terminal: Opener) -> None:
    """The lock says that the draft is kept, by its code name."""
    async with terminal("K-01") as shown:
        writing = Writing()
        await shown.app.push_screen(writing)
        shown.app.lock()
        await shown.settle()
        assert writing.saved == ["K-01"]
        assert "Din kladde (sparring rund-lygte) er gemt og krypteret." in shown.text


async def test_a_full_disk_does_not_keep_the_store_open(terminal: Opener) -> None:
    """A draft that cannot be saved is still on its screen, and the lock says so."""
    async with terminal("K-01") as shown:
        await shown.app.push_screen(Hindered())
        shown.app.lock()
        await shown.settle()
        assert shown.app.session is None
        assert "Kladden kunne ikke gemmes. Den er her stadig, når du låser op." in shown.text


async def test_an_answer_that_comes_while_locked_waits(terminal: Opener) -> None:
    """A form that was saved as the lock fell closes when its author is back."""
    async with terminal("K-01") as shown:
        writing = Writing()
        await shown.app.push_screen(writing)
        answers: list[int] = []
        writing.run_service(slowly, 7, done=answers.append)
        shown.app.lock()
        await shown.settle()
        assert answers == []
        await unlock(shown, "K-01")
        assert answers == [7]
        assert shown.app.screen is writing


async def test_a_card_opened_while_unlocking_stays(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """F9 in the moment between Enter and the answer: the card stays, and the lock below it is gone."""
    async with terminal("K-01") as shown:
        await shown.press("9", "f12", "f9")
        shown.app.unlocked(unlocked("K-01"))
        await shown.settle()
        assert [type(one) for one in shown.app.screen_stack[-2:]] == [MembersScreen, EmergencyScreen]
        assert "F2 begynder en sparring" in shown.message


async def test_a_quiet_screen_locks_by_itself(terminal: Opener) -> None:
    """A warning 30 seconds before; then the lock, with the reason."""
    async with terminal("K-01") as shown:
        hands = Hands()
        shown.app.idle = Idle(5, hands)
        hands.seconds = 5 * 60 - 20
        shown.app.pulse()
        await shown.settle()
        assert shown.message == "Låser om 30 sekunder."
        hands.seconds = 5 * 60
        shown.app.pulse()
        await shown.settle()
        assert "Låst 09:42, fordi der var stille i 5 minutter." in shown.text


async def test_a_key_puts_the_lock_off(terminal: Opener) -> None:
    """Whoever works is not locked out."""
    async with terminal("K-01") as shown:
        hands = Hands()
        shown.app.idle = Idle(5, hands)
        hands.seconds = 4 * 60
        await shown.press("down")
        hands.seconds = 8 * 60
        shown.app.pulse()
        await shown.settle()
        assert shown.app.session is not None


async def test_the_first_key_after_a_long_sleep_only_finds_the_lock(terminal: Opener) -> None:
    """A laptop that was opened again shows nothing first, whatever key is pressed."""
    async with terminal("K-01") as shown:
        hands = Hands()
        shown.app.idle = Idle(5, hands)
        hands.seconds = 12 * 60 * 60
        await shown.press("9")
        assert isinstance(shown.app.screen, UnlockScreen)
        assert shown.app.session is None


async def test_signing_out_while_writing_asks_first(terminal: Opener) -> None:
    """F10 on a draft asks; 2 stays, 1 saves and ends."""
    async with terminal("K-01") as shown:
        writing = Writing()
        await shown.app.push_screen(writing)
        await shown.press("f10")
        assert "1  log af; kladden er gemt" in shown.text
        await shown.press("2")
        assert shown.app.screen is writing
        await shown.press("f10")
        await shown.pilot.press("1")
        await shown.pilot.pause()
        assert "K-01" in writing.saved
        assert shown.app.session is None


PROGRAM = """
import signal, sys
from pathlib import Path
if {ignored}: signal.signal(signal.SIGHUP, signal.SIG_IGN)
from nsk_tui import settings
from nsk_tui.screens.app import run
folder = Path(sys.argv[1])
sys.exit(run(settings.Settings(folder, mouse={mouse}), folder, "K-01"))
"""


@contextmanager
def real_program(
    store: Path, tmp_path: Path, ignored: bool = False, mouse: bool = False
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Start the program on a terminal of its own, and wait until the lock is drawn."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": str(tmp_path / "state")}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(ignored=ignored, mouse=mouse), str(store)],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=environment, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()


def wait_for(terminal: int, wanted: bytes) -> bytes:
    """Return what the program wrote until it wrote this, and a moment longer."""
    seen, end = b"", time.monotonic() + START_SECONDS
    while wanted not in seen and time.monotonic() < end:
        seen += os.read(terminal, 65536)
    time.sleep(0.3)
    while select.select([terminal], [], [], 0)[0]:
        seen += os.read(terminal, 65536)
    return seen


@pytest.mark.parametrize("mouse", [True, False])
def test_the_mouse_is_asked_for_only_when_wanted(store: Path, tmp_path: Path, mouse: bool) -> None:
    """A mouse that is off sends nothing over the line; the window's title is only nsk."""
    with real_program(store, tmp_path, mouse=mouse) as (_process, terminal):
        written = wait_for(terminal, b"F9")
    assert (b"\x1b[?1003h" in written) is mouse
    assert re.findall(rb"\x1b\][012];([^\x07\x1b]*)", written) == [b"nsk"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_the_program_in_good_order(store: Path, tmp_path: Path, number: signal.Signals) -> None:
    """A lost line or a shutdown ends it within a second, with the code that shells expect."""
    with real_program(store, tmp_path) as (process, terminal):
        wait_for(terminal, b"F9")
        process.send_signal(number)
        began = time.monotonic()
        assert process.wait(timeout=10) == 128 + number
        assert time.monotonic() - began < EXIT_SECONDS


def test_a_lost_line_keeps_what_was_just_written(store: Path, tmp_path: Path) -> None:
    """SIGHUP a moment after a key, in the real program: the draft is there for its author."""
    with real_program(store, tmp_path) as (process, terminal):
        wait_for(terminal, b"F9")
        os.write(terminal, PASSPHRASES["K-01"].encode() + b"\r")
        wait_for(terminal, b"TIL DIG")
        os.write(terminal, F2)
        wait_for(terminal, b"NY SPARRING")
        os.write(terminal, b"1")
        time.sleep(KEY_SECONDS)
        process.send_signal(signal.SIGHUP)
        assert process.wait(timeout=10) == 128 + signal.SIGHUP
    again = session.unlock(store, "K-01", PASSPHRASES["K-01"])
    (kept,) = drafts.drafts(again)
    again.lock()
    assert kept.kind == "consultation"


def test_a_closed_terminal_ends_the_program(store: Path, tmp_path: Path) -> None:
    """When the window is shut, nothing stays behind that holds keys."""
    with real_program(store, tmp_path) as (process, terminal):
        wait_for(terminal, b"F9")
        os.close(terminal)
        process.send_signal(signal.SIGHUP)
        assert process.wait(timeout=10) == 128 + signal.SIGHUP


def test_a_dead_terminal_is_noticed_without_a_signal(store: Path, tmp_path: Path) -> None:
    """A launcher that left SIGHUP ignored must not leave a process that spins for ever."""
    with real_program(store, tmp_path, ignored=True) as (process, terminal):
        wait_for(terminal, b"F9")
        os.close(terminal)
        began = time.monotonic()
        assert process.wait(timeout=30) == 128 + signal.SIGHUP
        assert time.monotonic() - began < PROBE_SECONDS


def test_the_running_program_leaves_no_core_and_no_one_may_look_in(store: Path, tmp_path: Path) -> None:
    """Core dumps are off, and the process belongs to root in /proc: not dumpable."""
    with real_program(store, tmp_path) as (process, terminal):
        wait_for(terminal, b"F9")
        limits = Path(f"/proc/{process.pid}/limits").read_text("utf-8")
        core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
        assert "Umask:\t0077" in status

"""A terminal for tests: the real program on a pseudo-terminal, read as a person would read it.

The program runs in a session of its own with the pseudo-terminal as its controlling terminal,
so that closing the terminal is what a lost line is. Only the process started here is ended.
"""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

WAIT_SECONDS = 30.0
"""How long something may take on a machine that runs eight tests at once."""

QUIET_SECONDS = 0.25
READ_BYTES = 65536

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "backtab": "\x1b[Z", "backspace": "\x7f", "space": " ",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f8": "\x1b[19~", "f9": "\x1b[20~",
    "f10": "\x1b[21~", "f12": "\x1b[24~",
}  # fmt: skip

_ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
)
"""What a plain terminal answers: who it is, that it draws whole frames, that it tells no sizes by itself."""

_WHOLE = (
    rb"\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^X][^\x1b]*\x1b\\|[ -/]+[0-~]|[0-OQ-WYZ`-~=>\\]"
)
_CUT_OFF = re.compile(rb"\x1b(?!" + _WHOLE + rb")[^\x1b]*\Z|\x1b\Z", re.DOTALL)
_STRANGE = re.compile(
    rb"\x1b(?:\[[<=>][0-9;:]*[@-~]|\[\??[0-9;:]*[ -/]+[@-~]"
    rb"|\][^\x07\x1b]*(?:\x07|\x1b\\)|[P_^X][^\x1b]*\x1b\\)",
    re.DOTALL,
)
"""Sequences that the emulator would draw as letters."""


class Terminal:
    """A program on a pseudo-terminal: press keys, wait for words, take the line away."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        rows: int = 24,
        columns: int = 80,
        folder: Path | None = None,
        watched: Callable[[], Sequence[int]] | None = None,
    ) -> None:
        """Start the program.

        Shape
            ``folder`` None means in the present one. ``watched`` tells which processes do the
            work; None means those of the session that is started here.
        """
        self.watched = watched or self.left_over
        self.raw = bytearray()
        self._held = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        _set_size(slave, rows, columns)
        self.process = subprocess.Popen(
            list(command), stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=dict(environment),
            start_new_session=True, preexec_fn=_take_terminal, close_fds=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> "Terminal":
        """Return the running terminal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End what was started here and nothing else."""
        self.hang_up()
        self._end()

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, row by row."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    @property
    def is_running(self) -> bool:
        """Whether the program is still there."""
        return self.process.poll() is None

    def press(self, *keys: str) -> None:
        """Press keys by name: ``f9``, ``enter``, ``ctrl+g``, or single characters."""
        for key in keys:
            self._write(_bytes_of(key))
            if key == "escape":
                time.sleep(0.15)  # shorter, and a terminal takes it for the beginning of a sequence
            self.pump(0.02)

    def type(self, text: str) -> None:
        """Type a text letter by letter, as a person does."""
        for character in text:
            self._write(character.encode())
            self.pump(0.0)

    def type_at_once(self, text: str) -> None:
        """Type in one piece, as a slow line hands over what was typed on it."""
        self._write(text.encode())
        self.pump(0.0)

    def paste(self, text: str) -> None:
        """Paste a text, marked as such, as terminals do."""
        self._write(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def write_line(self, text: str) -> None:
        """Type a line, press Enter and look at the screen before going on, as a person does."""
        self.type(text)
        self.settle()
        self.press("enter")
        self.settle()

    def wait_for(self, wanted: str, seconds: float = WAIT_SECONDS) -> str:
        """Wait until a regular expression is found on the screen; return what matched."""
        found = self._until(lambda: re.search(wanted, self.text), seconds)
        assert found, f"never saw {wanted!r}; the screen says:\n{self.text}"
        return found[0]

    def wait_gone(self, unwanted: str, seconds: float = WAIT_SECONDS) -> None:
        """Wait until a regular expression is no longer found on the screen."""
        gone = self._until(lambda: re.search(unwanted, self.text) is None or None, seconds)
        assert gone, f"still there: {unwanted!r}; the screen says:\n{self.text}"

    def settle(self, quiet_seconds: float = QUIET_SECONDS) -> str:
        """Wait until the program draws nothing more and waits for a key; return the screen.

        On a busy machine silence alone says nothing: the program may still wait for its turn.
        """
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            if not self.pump(quiet_seconds) and not any(map(is_busy, self.watched())):
                break
        return self.text

    def pump(self, seconds: float) -> bool:
        """Take in what the program wrote within some seconds; return whether there was any."""
        if self._master < 0:
            return False
        ready, _w, _x = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            piece = os.read(self._master, READ_BYTES)
        except OSError:  # Linux answers EIO when the other side is closed
            piece = b""
        if piece:
            self._take(piece)
        return bool(piece)

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        self._screen.resize(rows, columns)
        _set_size(self._master, rows, columns)

    def hang_up(self) -> None:
        """Close the line, as when a window is closed or a connection is lost."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    def kill(self) -> None:
        """End the program without any warning, as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(WAIT_SECONDS)

    def wait_exit(self, seconds: float = WAIT_SECONDS) -> int:
        """Wait until the program ends by itself; return its exit code."""
        deadline = time.monotonic() + seconds
        while self.is_running and time.monotonic() < deadline:
            if not self.pump(0.05):
                time.sleep(0.02)
        assert not self.is_running, f"still running; the screen says:\n{self.text}"
        while self.pump(0.05):
            pass
        return int(self.process.returncode)

    def left_over(self) -> list[int]:
        """Return the processes of the program's session that still run."""
        return processes_of_session(self.process.pid)

    def _until(self, answer: Callable[[], object], seconds: float) -> "re.Match[str] | None":
        deadline = time.monotonic() + seconds
        while not (found := answer()) and time.monotonic() < deadline:
            if not self.pump(0.05) and not self.is_running and not self.pump(0.2):
                break
        return found or answer()  # type: ignore[return-value]

    def _write(self, content: bytes) -> None:
        os.write(self._master, content)

    def _take(self, piece: bytes) -> None:
        self.raw += piece
        for query, answer in _ANSWERS:
            for _found in query.findall(piece):
                self._write(answer)
        whole = self._held + piece
        cut = _CUT_OFF.search(whole)
        self._held = whole[cut.start() :] if cut else b""
        self._stream.feed(_STRANGE.sub(b"", whole[: cut.start()] if cut else whole))

    def _end(self) -> None:
        for number in (signal.SIGHUP, signal.SIGKILL):
            if self.is_running:
                os.killpg(self.process.pid, number)
                try:
                    self.process.wait(5)
                except subprocess.TimeoutExpired:
                    continue
        self.process.wait(5)
        for process in self.left_over():
            os.kill(process, signal.SIGKILL)


def is_busy(process: int) -> bool:
    """Return whether a thread of a process runs, waits for its turn, or for the disk."""
    for stat in Path(f"/proc/{process}/task").glob("*/stat"):
        try:
            state = stat.read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state in "RD":
            return True
    return False


def processes_of_session(session: int) -> list[int]:
    """Return the running processes of a session, zombies left out."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def _bytes_of(key: str) -> bytes:
    if key in KEYS:
        return KEYS[key].encode()
    if key.startswith("ctrl+"):
        return bytes([ord(key[-1].upper()) - 64])
    assert len(key) == 1, f"no key is called {key!r}"
    return key.encode()


def _set_size(descriptor: int, rows: int, columns: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)

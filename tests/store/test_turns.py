"""Whoever waits to write has a place in a queue, in order of coming, whatever becomes of the others."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from nsk_tui.store.turns import QUEUE_NAME, first_in_line
from nsk_tui.vault.errors import StoreBusy

LONG_SECONDS = 30.0
SHORT_SECONDS = 0.1
HOLD = (
    "import sys, time; from pathlib import Path; from nsk_tui.store.turns import first_in_line\n"
    "with first_in_line(Path(sys.argv[1]), 5.0):\n    print('first', flush=True); time.sleep(60)"
)


class Line:
    """Threads that stand in the queue one after another, and the order in which they were served."""

    def __init__(self, folder: Path) -> None:
        """Let nobody stand in it yet."""
        self._folder = folder
        self._threads: list[threading.Thread] = []
        self.served: list[int] = []

    def join(self, number: int) -> None:
        """Let one more stand at the end."""
        self._threads.append(threading.Thread(target=self._stand, args=(number,)))
        self._threads[-1].start()
        time.sleep(SHORT_SECONDS)  # so that the next one comes after it

    def wait(self) -> None:
        """Wait until all were served."""
        for one in self._threads:
            one.join(LONG_SECONDS)

    def _stand(self, number: int) -> None:
        with first_in_line(self._folder, LONG_SECONDS):
            self.served.append(number)
            time.sleep(SHORT_SECONDS)


def test_those_who_wait_are_served_in_order_of_coming(tmp_path: Path) -> None:
    """Nobody is overtaken."""
    line = Line(tmp_path)
    with first_in_line(tmp_path, LONG_SECONDS):
        for number in range(6):
            line.join(number)
        assert line.served == []
    line.wait()
    assert line.served == list(range(6))


def test_one_who_gives_up_does_not_hold_up_those_behind(tmp_path: Path) -> None:
    """Its place passes on."""
    line = Line(tmp_path)
    with first_in_line(tmp_path, LONG_SECONDS):
        with pytest.raises(StoreBusy), first_in_line(tmp_path, SHORT_SECONDS):
            line.served.append(-1)
        line.join(1)
    line.wait()
    assert line.served == [1]


def test_one_who_is_interrupted_while_waiting_does_not_hold_up_those_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C comes whenever it likes; the process may go on after it."""
    wait, line = threading.Event.wait, Line(tmp_path)

    def interrupted(self: threading.Event, timeout: float | None = None) -> bool:
        if timeout == SHORT_SECONDS:
            raise KeyboardInterrupt
        return wait(self, timeout)

    with first_in_line(tmp_path, LONG_SECONDS):
        with monkeypatch.context() as patched:
            patched.setattr(threading.Event, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt), first_in_line(tmp_path, SHORT_SECONDS):
                line.served.append(-1)
        line.join(1)
    line.wait()
    assert line.served == [1]


def test_a_killed_writer_leaves_the_queue(tmp_path: Path) -> None:
    """The kernel lets go of a dead one's place."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "first\n"
        with pytest.raises(StoreBusy), first_in_line(tmp_path, SHORT_SECONDS):
            pass
        holder.kill()
        with first_in_line(tmp_path, LONG_SECONDS):
            assert (tmp_path / QUEUE_NAME).stat().st_size == 0


def test_without_a_file_there_is_no_queue_and_no_waiting(tmp_path: Path) -> None:
    """A folder that takes no file still lets its database say whether it may be written."""
    gone = tmp_path / "gone"
    with first_in_line(gone, SHORT_SECONDS), first_in_line(gone, SHORT_SECONDS):
        assert not gone.exists()


def test_a_link_in_place_of_the_file_is_not_followed(tmp_path: Path) -> None:
    """Nothing is made or held at its other end."""
    (tmp_path / QUEUE_NAME).symlink_to(tmp_path / "elsewhere")
    with first_in_line(tmp_path, SHORT_SECONDS):
        assert not (tmp_path / "elsewhere").exists()


def test_the_file_is_for_this_account_alone(tmp_path: Path) -> None:
    """As every file of a store."""
    with first_in_line(tmp_path, SHORT_SECONDS):
        assert (tmp_path / QUEUE_NAME).stat().st_mode & 0o777 == 0o600

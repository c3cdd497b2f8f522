"""Turns at the write lock: those who wait stand in a queue, and only its first asks SQLite.

SQLite keeps no queue. Its own waiting asks ever more seldom, so that newcomers overtake; asking
ever more often instead takes the machine from the one who writes as soon as fifty wait.

Source
    docs/format/store-v1.md, section "Store"; flock(2)
"""

import contextlib
import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from nsk_tui.vault.errors import StoreBusy
from nsk_tui.vault.files import FILE_MODE

QUEUE_NAME = "writers.lock"


@contextlib.contextmanager
def first_in_line(folder: Path, seconds_max: float) -> Iterator[None]:
    """Stand in the store's queue of writers; inside the block nobody else of it is asking.

    Where no file can be made there is no queue, and whoever comes may ask at once.

    Errors
        StoreBusy: one's turn did not come in time.
    """
    try:
        place = os.open(folder / QUEUE_NAME, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    except OSError:
        yield
        return
    one = _Place(place)
    try:
        if not one.is_first(seconds_max):
            raise StoreBusy("queue")
        yield
    finally:
        one.leave()


class _Place:
    """One's place in the kernel's queue; waiting there costs nothing and is in order of coming.

    The system's call cannot be ended from outside, so a thread waits in it. Whoever leaves before
    the turn came passes it on when it comes.
    """

    def __init__(self, file: int) -> None:
        self._file = file
        self._settling = threading.Lock()
        self._turn = threading.Event()
        self._is_waiting = self._has_left = False

    def is_first(self, seconds_max: float) -> bool:
        """Wait for the turn; say whether it came in time."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._is_waiting = True
            threading.Thread(target=self._wait, daemon=True).start()
            return self._turn.wait(seconds_max)
        return True

    def leave(self) -> None:
        """Let the next one come."""
        with self._settling:
            self._has_left = True
            if not self._is_waiting:
                os.close(self._file)

    def _wait(self) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._settling:
            self._is_waiting = False
            if self._has_left:
                os.close(self._file)
            self._turn.set()

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
    if not _is_free(place) and not _Waiting(place).is_granted(seconds_max):
        raise StoreBusy("queue")
    try:
        yield
    finally:
        os.close(place)


def _is_free(place: int) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class _Waiting:
    """One that waits for its turn in the kernel's queue, which costs nothing and is in order of coming."""

    def __init__(self, place: int) -> None:
        self._place = place
        self._settling = threading.Lock()
        self._granted = threading.Event()
        self._is_given_up = False

    def is_granted(self, seconds_max: float) -> bool:
        """Wait; whoever gives up leaves the queue as soon as the turn comes."""
        threading.Thread(target=self._stand, daemon=True).start()
        if self._granted.wait(seconds_max):
            return True
        with self._settling:
            self._is_given_up = not self._granted.is_set()
        return not self._is_given_up

    def _stand(self) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(self._place, fcntl.LOCK_EX)
        with self._settling:
            if self._is_given_up:
                os.close(self._place)
            else:
                self._granted.set()

"""When nobody has touched a key for a while: how long is left before the lock."""

import time
from collections.abc import Callable

WARN_SECONDS = 30
SECONDS_PER_MINUTE = 60


def boot_seconds() -> float:
    """Return a clock that also counts while the machine sleeps: a closed lid is no reason to stay open."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class Idle:
    """How long it has been quiet."""

    def __init__(self, minutes: int, clock: Callable[[], float] = boot_seconds) -> None:
        """Count from now."""
        self.minutes = minutes
        self.why = ""
        self._clock = clock
        self._touched = clock()
        self._held_until: float | None = None

    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched = self._clock()

    def hold(self, seconds: float, why: str) -> None:
        """Stay open for so long, however quiet it is, and lock then; ``why`` is what the lock says."""
        self._held_until, self.why = self._clock() + seconds, why

    def let_go(self) -> None:
        """Count the quiet minutes again, from now."""
        self._held_until, self.why = None, ""
        self.touch()

    def seconds_left(self) -> float:
        """Return how long until the lock; zero or less means now."""
        if self._held_until is not None:
            return self._held_until - self._clock()
        return self.minutes * SECONDS_PER_MINUTE - (self._clock() - self._touched)

    @property
    def is_over(self) -> bool:
        """Whether it is time to lock."""
        return self.seconds_left() <= 0

    @property
    def is_near(self) -> bool:
        """Whether it is time to warn."""
        return 0 < self.seconds_left() <= WARN_SECONDS

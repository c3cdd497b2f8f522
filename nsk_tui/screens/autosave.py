"""When a draft is saved: at each pause, and while somebody types without one."""

from collections.abc import Callable
from time import monotonic

from textual.screen import Screen
from textual.timer import Timer

PAUSE_SECONDS = 1.0
"""A pause this long saves."""

AT_LEAST_SECONDS = 1.5
"""What is typed without a pause is saved this often: two seconds may be lost, and sealing takes its time."""


class Autosave:
    """Calls ``save`` at each pause, and at least every two seconds of typing."""

    def __init__(self, screen: Screen[object], save: Callable[[], None]) -> None:
        """Save by calling ``save`` on the screen's own thread."""
        self._screen, self._save = screen, save
        self._first: float | None = None
        self._timer: Timer | None = None

    @property
    def is_due(self) -> bool:
        """Whether something was written since it was last saved."""
        return self._first is not None

    def touched(self) -> None:
        """Note that something was written now."""
        now = monotonic()
        self._first = now if self._first is None else self._first
        left = self._first + AT_LEAST_SECONDS - now
        if left <= 0:
            # A timer begun anew at each key would never ring while somebody types fast.
            self._due()
            return
        self._stop()
        self._timer = self._screen.set_timer(min(PAUSE_SECONDS, left), self._due)

    def forget(self) -> None:
        """Drop what was to be saved: it has been, or must not be any more."""
        self._stop()
        self._first = None

    def _due(self) -> None:
        self.forget()
        self._save()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

"""What the program lets go of when the lock falls: what was read, what was drawn, and what was freed.

Source
    docs/security/threat-model.md, section "After the lock"
"""

import asyncio
import functools
import gc
import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.cache import FIFOCache, LRUCache
from textual.screen import Screen

from nsk_tui.widgets.grid import Grid

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp

SCRUB_AFTER_SECONDS = (0.3, 1.7)
"""When the lock is drawn and the screens that went are gone; then, once more at least, after so long again
until every call that was under way has ended: on a busy machine that takes its time."""

_DRAWING = ("textual", "rich")
_CACHE_KIND = type(functools.lru_cache(lambda: None))


@runtime_checkable
class Forgetful(Protocol):
    """A screen that can fetch again what it showed, and so need not keep it behind the lock."""

    def forget_records(self) -> None:
        """Let go of what was read."""


class Forgetting:
    """Lets go for an app, each time that its lock falls."""

    def __init__(self, app: "NskApp") -> None:
        """Serve one app."""
        self._app = app
        self._executor: ThreadPoolExecutor | None = None
        self._serving: list[threading.Thread] = []
        self._going: list[threading.Thread] = []

    def let_go(self, hidden: Iterable[Screen[Any]]) -> None:
        """Empty the screens that can be filled again, and soon overwrite what they left in memory."""
        for screen in hidden:
            if screen.is_attached:
                _empty(screen)
        self.change_threads()
        ending = self._app.exchange_terminal_threads()
        if ending is not None:
            self.wait_for(ending)
        self._scrub_soon(0)

    def change_threads(self) -> None:
        """Run services in other threads from now on: what glibc keeps for a thread goes when it ends."""
        before = self._executor
        serving: list[threading.Thread] = []
        self._going, self._serving = [*self._going, *self._serving], serving
        self._executor = ThreadPoolExecutor(
            thread_name_prefix="service", initializer=lambda: serving.append(threading.current_thread())
        )
        asyncio.get_running_loop().set_default_executor(self._executor)
        if before is not None:
            before.shutdown(wait=False)

    def wait_for(self, thread: threading.Thread) -> None:
        """Overwrite once more when a thread has ended that still holds what was read."""
        self._going.append(thread)

    def _scrub_soon(self, number: int) -> None:
        seconds = SCRUB_AFTER_SECONDS[min(number, len(SCRUB_AFTER_SECONDS) - 1)]
        self._app.set_timer(seconds, partial(self._scrub_if_locked, number))

    def _scrub_if_locked(self, number: int) -> None:
        if self._app.session is not None:
            return
        from nsk_tui.services.session import scrub_memory

        # Looked at first: what ends after this look is overwritten the next time.
        self._going = [thread for thread in self._going if thread.is_alive()]
        forget_drawn()
        # Here and not in a thread: what glibc keeps for this one is overwritten by nobody else.
        scrub_memory()
        if self._going or number + 1 < len(SCRUB_AFTER_SECONDS):
            self._scrub_soon(number + 1)


def _empty(screen: Screen[Any]) -> None:
    if isinstance(screen, Forgetful):
        screen.forget_records()
    for widget in screen.walk_children(with_self=True):
        if isinstance(widget, Grid):
            widget.forget_painted()
        widget.refresh()  # which drops the lines that it was last drawn with


def forget_drawn() -> None:
    """Empty the caches of what draws: they remember the last thousands of lines by their text."""
    for one in gc.get_objects():
        if isinstance(one, _CACHE_KIND):
            if str(getattr(one, "__module__", "")).startswith(_DRAWING):
                one.cache_clear()
        elif isinstance(one, LRUCache | FIFOCache):
            one.clear()

"""What the program lets go of when the lock falls: what was read, what was drawn, and what was freed.

Source
    docs/security/threat-model.md, section "After the lock"
"""

import asyncio
import functools
import gc
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.cache import FIFOCache, LRUCache
from textual.screen import Screen

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp

SCRUB_AFTER_SECONDS = (0.3, 2.0)
"""When the lock is drawn and the screens that went are gone; and when a call under way has ended."""

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
        self._threads: ThreadPoolExecutor | None = None

    def let_go(self, hidden: Iterable[Screen[Any]]) -> None:
        """Empty the screens that can be filled again, and soon overwrite what they left in memory."""
        for screen in hidden:
            if isinstance(screen, Forgetful) and screen.is_attached:
                screen.forget_records()
        self.change_threads()
        for seconds in SCRUB_AFTER_SECONDS:
            self._app.set_timer(seconds, self._scrub_if_locked)

    def change_threads(self) -> None:
        """Run services in other threads from now on: what glibc keeps for a thread goes when it ends."""
        before, self._threads = self._threads, ThreadPoolExecutor(thread_name_prefix="service")
        asyncio.get_running_loop().set_default_executor(self._threads)
        if before is not None:
            before.shutdown(wait=False)

    def _scrub_if_locked(self) -> None:
        if self._app.session is not None:
            return
        from nsk_tui.services.session import scrub_memory

        forget_drawn()
        # Here and not in a thread: what glibc keeps for this one is overwritten by nobody else.
        scrub_memory()


def forget_drawn() -> None:
    """Empty the caches of what draws: they remember the last thousands of lines by their text."""
    for one in gc.get_objects():
        if isinstance(one, _CACHE_KIND):
            if str(getattr(one, "__module__", "")).startswith(_DRAWING):
                one.cache_clear()
        elif isinstance(one, LRUCache | FIFOCache):
            one.clear()

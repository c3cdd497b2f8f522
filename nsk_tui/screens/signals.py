"""The world outside: signals, and a terminal that is gone.

Textual installs no handler for SIGHUP and SIGTERM, and spins on a dead terminal when a launcher
left SIGHUP ignored; our handlers and a probe cure both.
"""

import asyncio
import contextlib
import os
import signal
import sys
import termios
import threading
import time
from collections.abc import Callable

LEAVING = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
SIGNAL_EXIT_BASE = 128
HANGUP_CODE = SIGNAL_EXIT_BASE + signal.SIGHUP
LAST_CHANCE_SECONDS = 0.5
"""A terminal that takes no more output must not keep a process with keys alive."""


def watch(leave: Callable[[int], None]) -> None:
    """Call ``leave`` with the exit code when a signal asks the program to end.

    Also at once where the terminal was closed before anybody listened.
    """
    loop = asyncio.get_running_loop()
    for number in LEAVING:
        loop.add_signal_handler(number, leave, SIGNAL_EXIT_BASE + number)
    if terminal_is_gone():
        leave(HANGUP_CODE)


def terminal_is_gone() -> bool:
    """Return whether the terminal that the program draws on was closed."""
    if sys.__stdin__ is None:
        return True
    try:
        termios.tcgetattr(sys.__stdin__.fileno())
    except (termios.error, OSError, ValueError):
        return True
    return False


def write_last(text: str) -> None:
    """Write to the terminal after the screens are closed; one that is gone keeps nobody waiting."""
    with contextlib.suppress(OSError, AttributeError, ValueError):
        os.write(sys.__stderr__.fileno(), text.encode("utf-8", "replace"))  # type: ignore[union-attr]


def end_soon(code: int) -> None:
    """End the process shortly, whatever still waits for a dead terminal."""

    def end() -> None:
        time.sleep(LAST_CHANCE_SECONDS)
        os._exit(code)

    threading.Thread(target=end, daemon=True, name="last-chance").start()

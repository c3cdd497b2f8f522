"""What the process gives up before it handles anything secret.

Source
    docs/security/threat-model.md
"""

import os
import resource
from collections.abc import MutableMapping

PRIVATE_UMASK = 0o077
_PR_SET_DUMPABLE = 4
_M_ARENA_MAX, _M_PERTURB = -8, -6
_OVER_FREED = 0xA5
"""What the system's heap lays over a block when it is freed; any byte but zero, which turns it off."""

_SCREEN_TO_DISK = ("TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT")
_DEVELOPER = ("TEXTUAL", "TEXTUAL_DEVTOOLS_HOST", "TEXTUAL_DEVTOOLS_PORT", "TEXTUAL_PRESS")
ESCAPE_WAIT_MS = "25"


def apply() -> None:
    """Leave no core dump, let nobody of this account attach, and keep new files private.

    Errors
        None: a system that knows less keeps what it can.
    """
    import ctypes

    os.umask(PRIVATE_UMASK)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    overwrite_freed()


def overwrite_freed() -> None:
    """Have the system's heap overwrite what is freed, at once; where it can (glibc).

    Otherwise a page of the database or a line for the terminal stays readable until somebody needs
    just that room, which for a block of an odd size may be never.
    """
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        # One heap for all threads, so that giving back to the system reaches all of it.
        mallopt(_M_ARENA_MAX, 1)
        mallopt(_M_PERTURB, _OVER_FREED)


def quiet_terminal_layer(environment: MutableMapping[str, str] = os.environ) -> None:
    """Take away the switches that make Textual write the screen to disk or to a developer's port.

    Textual reads them while it is imported, so this comes first.
    """
    for name in list(environment):
        if name in _DEVELOPER or name.startswith(_SCREEN_TO_DISK):
            del environment[name]
    environment["TEXTUAL_ANIMATIONS"] = "none"
    environment.setdefault("ESCDELAY", ESCAPE_WAIT_MS)

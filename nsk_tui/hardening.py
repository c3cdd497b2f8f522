"""What the process gives up before it handles anything secret.

Source
    docs/security/threat-model.md
"""

import os
import resource
from collections.abc import MutableMapping

PRIVATE_UMASK = 0o077
_PR_SET_DUMPABLE = 4
_M_ARENA_MAX = -8
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
    library = ctypes.CDLL(None)
    prctl, mallopt = (getattr(library, name, None) for name in ("prctl", "mallopt"))
    if prctl is not None:
        prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if mallopt is not None:
        # One heap for all threads: what a thread frees in one of its own, the scrub does not reach.
        mallopt(_M_ARENA_MAX, 1)


def quiet_terminal_layer(environment: MutableMapping[str, str] = os.environ) -> None:
    """Take away the switches that make Textual write the screen to disk or to a developer's port.

    Textual reads them while it is imported, so this comes first.
    """
    for name in list(environment):
        if name in _DEVELOPER or name.startswith(_SCREEN_TO_DISK):
            del environment[name]
    environment["TEXTUAL_ANIMATIONS"] = "none"
    environment.setdefault("ESCDELAY", ESCAPE_WAIT_MS)

"""The program as its user starts it, but that others of the account may look into its memory.

seen_through.py WORDS...   what ``nsk WORDS...`` does
"""

import ctypes
import sys
import threading
import time

from nsk_tui import hardening
from nsk_tui.cli.main import run

PR_SET_DUMPABLE = 4
AGAIN_SECONDS = 0.05


def stay_readable() -> None:
    """Undo, again and again, that the program closes itself to others."""
    library = ctypes.CDLL(None)
    while True:
        library.prctl(PR_SET_DUMPABLE, 1)
        time.sleep(AGAIN_SECONDS)


if __name__ == "__main__":
    hardening.apply()  # as in every run: before there is a second thread
    threading.Thread(target=stay_readable, daemon=True).start()
    sys.exit(run(sys.argv[1:]))

"""A process that holds a piece of bytes in blocks of every size, lets go of them, and scrubs.

Reads the piece in hex from its standard input; then a line to go on.
"""

import sys
import threading

from nsk_tui import hardening
from nsk_tui.vault import memory

LEAST_BYTES, STEP_BYTES, LARGEST_BYTES, EACH = 40, 8, 5000, 3


def blocks_of(text: str) -> list[bytearray]:
    """Return blocks of many sizes that hold the piece at their end; the hex is what is let stand."""
    piece = bytes.fromhex(text)
    blocks = [
        bytearray(size) for size in range(LEAST_BYTES, LARGEST_BYTES, STEP_BYTES) for _each in range(EACH)
    ]
    for block in blocks:
        block[-len(piece) :] = piece
    return blocks


def stop(where: str) -> None:
    """Say where we are, and wait."""
    print(where, flush=True)
    sys.stdin.readline()


def main() -> None:
    """Hold, let go, scrub."""
    hardening.overwrite_freed()
    text = sys.stdin.readline().strip()
    held = [blocks_of(text)]
    thread = threading.Thread(target=blocks_of, args=(text,))
    thread.start()
    thread.join()
    stop("held")
    held.clear()
    memory.scrub()
    stop("scrubbed")


if __name__ == "__main__":
    main()

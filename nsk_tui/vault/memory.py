"""Overwriting what this process has let go of.

Freed memory keeps what stood in it until somebody else needs the room: after locking, every key
and every text that was read could still be found there. Objects in use are never touched: a key
wiped under the hands of a thread that seals with it would be a key of zeros.

Source
    docs/security/threat-model.md
"""

import contextlib
import gc
from itertools import repeat

_SMALL_STEP_BYTES, _SMALL_BYTES_MIN, _SMALL_BYTES_MAX = 16, 48, 512
"""The sizes of Python's own small blocks, from the least that holds any text or key."""

_SMALL_ROOM_BYTES = 4 * 1024 * 1024
"""How much is laid over the freed objects of each small size: 30 sizes in turn, some 40 ms in all."""

_EMPTY_ROOM_BYTES = 32 * 1024 * 1024
"""How much is laid over what no size has taken yet, some 30 ms: more than the program ever has freed."""

_CACHED_BYTES_MIN, _CACHED_BYTES_MAX, _CACHED_EACH = 24, 1032, 7
"""What glibc keeps freed for each thread: so many blocks of each size between two."""

_HEADER_BYTES = bytes.__basicsize__


def scrub() -> None:
    """Lay zeros over freed memory, and give what is free back to the system; takes some 0.1 s.

    What the system's heap got back was overwritten at that moment (``hardening.overwrite_freed``), but
    for the blocks that it keeps at hand for this thread. Those that it keeps for others stay until
    they end.
    """
    gc.collect()
    _fill_small()
    with contextlib.suppress(OSError, AttributeError):
        _fill_own_cache_and_trim()


def _fill_small() -> None:
    for size in range(_SMALL_BYTES_MIN, _SMALL_BYTES_MAX + 1, _SMALL_STEP_BYTES):
        _lay_over(size, _SMALL_ROOM_BYTES)
    _lay_over(_SMALL_BYTES_MAX, _EMPTY_ROOM_BYTES)


def _lay_over(size: int, room_bytes: int) -> None:
    # To the last byte of each block.
    held = [bytes(length) for length in repeat(size - _HEADER_BYTES, room_bytes // size)]
    held.clear()


def _fill_own_cache_and_trim() -> None:
    import ctypes

    # Python's own lock is kept throughout: a thousand short calls, and nobody else's turn between them.
    library = ctypes.PyDLL(None)
    library.malloc.restype = ctypes.c_void_p
    library.free.argtypes = (ctypes.c_void_p,)
    library.memset.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
    for size in range(_CACHED_BYTES_MIN, _CACHED_BYTES_MAX + 1, _SMALL_STEP_BYTES):
        held = [library.malloc(size) for _place in range(_CACHED_EACH)]
        for place in held:
            library.memset(place, 0, size)
        for place in held:
            library.free(place)
    library.malloc_trim(0)

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
from typing import Any

_SMALL_STEP_BYTES = 16
_SMALL_BYTES_MAX = 512
_SMALL_ROOM_BYTES = 4 * 1024 * 1024
"""How much is laid over the freed objects of each small size: 30 sizes in turn, some 40 ms in all."""

_HEAP_BYTES = (65_536, 16_384, 4096, 1024, 512, 256, 128, 64, 32)
"""What is asked of the system's heap, the largest first, until it has nothing freed to give."""

_CACHED_BYTES_MIN, _CACHED_BYTES_MAX, _CACHED_EACH = 24, 1032, 7
"""What glibc keeps freed for each thread: so many blocks of each size between two."""

_HEAP_COUNT_MAX = 100_000
_LOOK_EACH = 16
_HEAP_FIELDS = (
    *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
    *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
)
"""The numbers of glibc's ``mallinfo2``, in its order; only the first is looked at."""

_HEADER_BYTES = bytes.__basicsize__


def scrub() -> None:
    """Lay zeros over freed memory, and give what is free back to the system; takes some 0.1 s.

    Best effort by design: blocks that glibc keeps for another thread, and half-filled ones, may stay.
    """
    gc.collect()
    _fill_small()
    with contextlib.suppress(OSError, AttributeError):
        _fill_heap_and_trim()


def _fill_small() -> None:
    for size in range(_HEADER_BYTES + 1, _SMALL_BYTES_MAX + 1, _SMALL_STEP_BYTES):
        held = [bytes(length) for length in repeat(size - _HEADER_BYTES, _SMALL_ROOM_BYTES // size)]
        held.clear()


def _fill_heap_and_trim() -> None:
    import ctypes

    class Heap(ctypes.Structure):
        _fields_ = tuple((name, ctypes.c_size_t) for name in _HEAP_FIELDS)

    # Python's own lock is kept throughout: half a million short calls, and nobody else's turn between them.
    library = ctypes.PyDLL(None)
    library.mallinfo2.restype = Heap
    library.malloc.restype = library.calloc.restype = ctypes.c_void_p
    library.free.argtypes = (ctypes.c_void_p,)
    library.memset.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t)
    _fill_own_cache(library)
    for size in _HEAP_BYTES:
        _fill_until_it_grows(library, size)
    library.malloc_trim(0)


def _fill_own_cache(library: Any) -> None:
    """Overwrite what the heap keeps for this thread alone; calloc would pass it by."""
    for size in range(_CACHED_BYTES_MIN, _CACHED_BYTES_MAX + 1, _SMALL_STEP_BYTES):
        held = [library.malloc(size) for _place in range(_CACHED_EACH)]
        for place in held:
            library.memset(place, 0, size)
        for place in held:
            library.free(place)


def _fill_until_it_grows(library: Any, size: int) -> None:
    before, held = library.mallinfo2().arena, []
    for number in range(_HEAP_COUNT_MAX):
        held.append(library.calloc(1, size))
        if number % _LOOK_EACH == 0 and library.mallinfo2().arena > before:
            break
    for place in held:
        library.free(place)

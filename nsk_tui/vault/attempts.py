"""Wrong tries, per member: each makes the next one wait longer, none locks anybody out."""

import fcntl
import json
import math
import os
import time
from pathlib import Path

from nsk_tui.vault import files
from nsk_tui.vault.errors import VaultError

ATTEMPTS_NAME = "attempts.json"
WAIT_SECONDS_MAX = 42
_BYTES_MAX = 256 * 1024
_FORGET_SECONDS = 24 * 3600


def seconds_to_wait(folder: Path, member: str, now_seconds: float | None = None) -> int:
    """Return how long a member must still wait before her next try; 0 means not at all."""
    now_seconds = time.time() if now_seconds is None else now_seconds
    failures, last = _read(folder).get(member, (0, 0.0))
    if failures == 0 or now_seconds < last or now_seconds - last > _FORGET_SECONDS:
        return 0
    return max(0, round(last + wait_after(failures) - now_seconds))


def wait_after(failures: int) -> int:
    """Return the seconds to wait after a number of wrong tries in a row.

    >>> [wait_after(n) for n in (1, 2, 3, 6, 40)]
    [1, 2, 4, 32, 42]
    """
    return min(WAIT_SECONDS_MAX, 1 << min(failures - 1, 10))


def note_failure(folder: Path, member: str) -> None:
    """Remember a wrong try."""
    _change(folder, member, failed=True)


def note_success(folder: Path, member: str) -> None:
    """Forget a member's wrong tries."""
    if member in _read(folder):
        _change(folder, member, failed=False)


def _change(folder: Path, member: str, failed: bool) -> None:
    # Best effort by design: a full or read-only disk must not keep a member out.
    try:
        descriptor = os.open(folder / (ATTEMPTS_NAME + ".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        table = _read(folder)
        failures = table.pop(member, (0, 0.0))[0]
        if failed:
            table[member] = (failures + 1, time.time())
        files.write_atomically(folder / ATTEMPTS_NAME, json.dumps(table).encode())
    except VaultError:
        return
    finally:
        os.close(descriptor)


def _read(folder: Path) -> dict[str, tuple[int, float]]:
    try:
        table = json.loads(files.read_bounded(folder / ATTEMPTS_NAME, _BYTES_MAX))
        found = {str(key): (int(value[0]), float(value[1])) for key, value in table.items()}
    except (VaultError, ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError):
        return {}
    return {key: (tries, last) for key, (tries, last) in found.items() if tries > 0 and math.isfinite(last)}

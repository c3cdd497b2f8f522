"""A disk without room: a small file system of its own where that may be mounted, else a limit on files."""

import contextlib
import ctypes
import os
import resource
from collections.abc import Iterator
from pathlib import Path

CLONE_NEWNS = 0x00020000
CLONE_NEWUSER = 0x10000000
MS_REC = 0x4000
MS_PRIVATE = 1 << 18
FILLER_NAME = "filler"
BLOCK_BYTES = 4096

_libc = ctypes.CDLL(None, use_errno=True)


class Disk:
    """A place whose room can be taken away.

    Shape
        ``is_mounted`` False: files can only be limited in length; then ``room`` is how long a
        file may become, not how much is left.
    """

    def __init__(self, place: Path, size_bytes: int) -> None:
        """Mount a small file system on a folder, seen by this process alone; 0 bytes mounts none."""
        self.place = place
        self.is_mounted = size_bytes > 0 and _unshared() and _mounted(place, size_bytes)

    @contextlib.contextmanager
    def scarce(self, room_bytes: int) -> Iterator[None]:
        """Leave only so much room, until the end of the block."""
        with self._filled(room_bytes) if self.is_mounted else _limited(room_bytes):
            yield

    @contextlib.contextmanager
    def _filled(self, room_bytes: int) -> Iterator[None]:
        filler = self.place / FILLER_NAME
        status = os.statvfs(self.place)
        with filler.open("wb") as stream:
            os.posix_fallocate(stream.fileno(), 0, max(1, status.f_bavail * status.f_frsize - room_bytes))
        try:
            yield
        finally:
            filler.unlink()


@contextlib.contextmanager
def _limited(room_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _unshared() -> bool:
    """Take a view of the mounts of one's own; a plain user takes a name space of users with it."""
    if os.geteuid() == 0:
        return bool(_libc.unshare(CLONE_NEWNS) == 0)
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0:
        return False
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def _mounted(place: Path, size_bytes: int) -> bool:
    _libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None)
    options = f"size={size_bytes},mode=0700".encode()
    return bool(_libc.mount(b"tmpfs", os.fsencode(place), b"tmpfs", 0, options) == 0)

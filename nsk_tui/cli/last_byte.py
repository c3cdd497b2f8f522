"""Whether the last byte has got through to whoever reads: a ticket is spent only then.

What was written may still lie in a pipe, or on its way over the network: when the line is cut
there, the receiver has half a file. The kernel tells both, and here it is asked.

Source
    docs/rules/outbox.md, "When a ticket is spent"
"""

import array
import fcntl
import os
import select
import socket
import stat
import termios
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

SSH_CONNECTION = "SSH_CONNECTION"
QUIET_LOOKS = 25
"""So many times in a row must nothing be on its way: half a second, since on a busy machine the server
may hold what it has read that long before it passes it on."""

_LOOK_SECONDS = 0.02
_SIOCOUTQ = 0x5411
_TABLES = {socket.AF_INET: Path("/proc/net/tcp"), socket.AF_INET6: Path("/proc/net/tcp6")}
_MAPPED = b"\0" * 10 + b"\xff" * 2
_PARTS = 4
_GONE = select.POLLERR | select.POLLHUP | select.POLLNVAL


def is_through(descriptor: int, environment: Mapping[str, str] = os.environ) -> bool:
    """Wait until all that was written has been taken; return False when the reader went before that.

    Waits as long as the reader is there: a line that is dead is ended by the server.
    """
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        os.fsync(descriptor)
        return True
    if not stat.S_ISFIFO(kind) and not stat.S_ISSOCK(kind):
        return True
    line, is_pipe = environment.get(SSH_CONNECTION, ""), stat.S_ISFIFO(kind)
    quiet = 0
    while quiet < QUIET_LOOKS:
        left = _unread(descriptor, is_pipe)
        if _is_gone(descriptor):
            # A socket forgets what was not read; and over SSH the reader is the server, whose having
            # taken all says nothing of the far end.
            return is_pipe and not line and left == 0
        quiet = quiet + 1 if left + _on_its_way(line) == 0 else 0
        time.sleep(_LOOK_SECONDS)
    return True


def _is_gone(descriptor: int) -> bool:
    watched = select.poll()
    watched.register(descriptor, 0)
    return any(event & _GONE for _descriptor, event in watched.poll(0))


def _unread(descriptor: int, is_pipe: bool) -> int:
    count = array.array("i", [0])
    fcntl.ioctl(descriptor, termios.FIONREAD if is_pipe else _SIOCOUTQ, count)
    return count[0]


def _on_its_way(line: str) -> int:
    """Return how many bytes of an SSH connection the far machine has not confirmed; 0 when nobody knows."""
    wanted = set(_ends(line))
    for table in _TABLES.values() if wanted else ():
        for row in _rows(table):
            if (row[2], row[1]) in wanted:
                return int(row[4].partition(":")[0], 16)
    return 0


def _rows(table: Path) -> Iterator[list[str]]:
    try:
        lines = table.read_text("ascii").splitlines()[1:]
    except (OSError, UnicodeError):
        return
    yield from (line.split() for line in lines)


def _ends(line: str) -> Iterator[tuple[str, str]]:
    """Return both ends of a connection as the kernel's tables write them."""
    parts = line.split(" ")
    if len(parts) != _PARTS or not (parts[1].isdecimal() and parts[3].isdecimal()):
        return
    for family in _TABLES:
        try:
            far, near = (_packed(family, address) for address in (parts[0], parts[2]))
        except OSError:
            continue
        yield f"{far}:{int(parts[1]):04X}", f"{near}:{int(parts[3]):04X}"


def _packed(family: socket.AddressFamily, address: str) -> str:
    plain = address.partition("%")[0]
    if family is socket.AF_INET6 and ":" not in plain:
        content = _MAPPED + socket.inet_pton(socket.AF_INET, plain)
    else:
        content = socket.inet_pton(family, plain)
    words = array.array("I", content)
    return "".join(f"{word:08X}" for word in words)

"""Looking into the readable memory of a process of one's own account."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+\s*(.*)")
_UNREADABLE = ("[vvar]", "[vsyscall]", "[vvar_vclock]")
_LOOKS_MAX = 20


class _HasMoved(Exception):
    """The process gave a region back while it was being read."""


def regions(process: int) -> list[bytes]:
    """Return the content of every readable region of a process, all of one look.

    A region that goes while it is read, as a thread's stack does, may have been moved to where the
    look has been already: the whole look is done again.
    """
    for _look in range(_LOOKS_MAX):
        try:
            return _one_look(process)
        except _HasMoved:
            continue
    raise AssertionError("the process's memory never stood still for a look")


def _one_look(process: int) -> list[bytes]:
    found = []
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in lines:
            match = _REGION.match(line)
            if match is not None and match[4] not in _UNREADABLE:
                found.append(_region(memory, int(match[1], 16), int(match[2], 16)))
    return found


def _region(memory: BinaryIO, start: int, end: int) -> bytes:
    memory.seek(start)
    try:
        content = memory.read(end - start)
    except OSError as fault:
        raise _HasMoved from fault
    if len(content) < end - start:
        raise _HasMoved
    return content


def count(process: int, sought: Mapping[str, bytes]) -> dict[str, int]:
    """Return how often each thing stands in a process's memory."""
    found = dict.fromkeys(sought, 0)
    for content in regions(process):
        for name, data in sought.items():
            found[name] += content.count(data)
    return found

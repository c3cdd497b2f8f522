"""Looking into the readable memory of a process of one's own account."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) (r\S+) \S+ \S+ \S+\s*(.*)")
_UNREADABLE = ("[vvar]", "[vsyscall]", "[vvar_vclock]")


def regions(process: int) -> Iterator[bytes]:
    """Return the content of every readable region of a process."""
    lines = Path(f"/proc/{process}/maps").read_text().splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in lines:
            match = _REGION.match(line)
            if match is None or match[4] in _UNREADABLE:
                continue
            start, end = int(match[1], 16), int(match[2], 16)
            memory.seek(start)
            yield memory.read(end - start)


def count(process: int, sought: Mapping[str, bytes]) -> dict[str, int]:
    """Return how often each thing stands in a process's memory."""
    found = dict.fromkeys(sought, 0)
    for content in regions(process):
        for name, data in sought.items():
            found[name] += content.count(data)
    return found

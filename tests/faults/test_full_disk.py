"""A full disk: the error says so, what was there is whole, and with room again it works."""

from pathlib import Path

import pytest

from tests.faults.full_disk import ACTS, DISK_BYTES
from tests.faults.nursery import Nursery
from tests.faults.sizes import figure, size

PART = "full disk"
ROOMS_KIB = size([0, 64, 2048], [0, 4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048])
"""How much room is left, from nothing at all to plenty."""


@pytest.mark.parametrize("size_bytes", [DISK_BYTES, 0], ids=["small disk", "limit on files"])
@pytest.mark.parametrize("act", ACTS)
def test_without_room_nothing_is_half_done_and_with_room_it_works(
    store: Path, nursery: Nursery, tmp_path: Path, act: str, size_bytes: int
) -> None:
    """Each act, with several rooms from nothing to plenty: done, or ``disk_full`` and as before."""
    disk = tmp_path / "disk"
    disk.mkdir()
    told = nursery.run(
        "tests.faults.full_disk:tried",
        act=act,
        store=str(store),
        disk=str(disk),
        size_bytes=size_bytes,
        rooms_kib=ROOMS_KIB,
    )
    outcomes = list(told["outcomes"].values())
    assert set(outcomes) == {"done", "disk_full"}, told
    way = "on a small disk" if told["is_mounted"] else "with a limit on files"
    figure(PART, f"{act} {way}: told as a full disk", outcomes.count("disk_full"), len(outcomes))

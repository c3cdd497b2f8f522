"""A backup that was cut or edited: told as such, whatever it is, and nothing is left beside the store."""

import io
import json
import shutil
import tarfile
from pathlib import Path

import pytest

from nsk_tui.services import backup
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import BadBackup, OverLimit, VaultError
from tests.conftest import NOW, PASSPHRASES
from tests.faults.nonsense import NONSENSE
from tests.faults.sizes import chooser, figure, size

CUTS = size(60, 600)
FLIPS = size(60, 600)
TAR_BLOCK = 512
PART = "bad copies"


@pytest.fixture
def copy(store: Path, session: Session, tmp_path: Path) -> Path:
    """Return a backup of a small store."""
    made = backup.make(store, tmp_path / "copies", lambda: NOW)
    session.lock()
    return made.path


def refused(path: Path, store: Path) -> bool:
    """Try to restore a file; return whether it was refused, with nothing left beside the store."""
    before = sorted(one.name for one in store.parent.iterdir())
    content = (store / "keyring.json").read_bytes()
    try:
        done = backup.restore(path, store, "K-01", PASSPHRASES["K-01"], lambda: NOW)
    except VaultError:
        assert sorted(one.name for one in store.parent.iterdir()) == before
        assert (store / "keyring.json").read_bytes() == content
        return True
    assert done.before is not None
    shutil.rmtree(done.before)
    return False


def test_a_copy_cut_anywhere_is_refused(copy: Path, store: Path, tmp_path: Path) -> None:
    """At every edge of a block of the archive, and anywhere else; only its padding may be missing."""
    content, dice, bad = copy.read_bytes(), chooser(f"{PART} cut"), tmp_path / "cut.nskbackup"
    with tarfile.open(copy) as archive:
        last = archive.getmembers()[-1]
    needed = last.offset_data + last.size
    edges = [dice.randrange(needed // TAR_BLOCK + 1) * TAR_BLOCK for _edge in range(CUTS // 2)]
    lengths = {0, 1, TAR_BLOCK, needed - 1, *edges, *(dice.randrange(needed) for _cut in range(CUTS // 2))}
    for length in sorted(one for one in lengths if one < needed):
        bad.write_bytes(content[:length])
        assert refused(bad, store), length
    figure(PART, "copies cut and refused", len(lengths), len(lengths))


def test_a_copy_with_a_turned_bit_is_refused_or_says_the_same(
    copy: Path, store: Path, tmp_path: Path
) -> None:
    """A bit of the archive's own writing may mean nothing; one of the content never does."""
    content, dice, bad = copy.read_bytes(), chooser(f"{PART} flip"), tmp_path / "bit.nskbackup"
    found = 0
    for _flip in range(FLIPS):
        changed = bytearray(content)
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        bad.write_bytes(bytes(changed))
        found += refused(bad, store)
    assert found > 0
    figure(PART, "copies with a turned bit refused; the others restore what was there", found, FLIPS)


def test_anything_but_a_copy_is_refused(store: Path, session: Session, tmp_path: Path) -> None:
    """Nonsense, a folder, a file of zeros, an endless manifest, a link out of the folder."""
    session.lock()
    bad = tmp_path / "bad.nskbackup"
    for content in (*NONSENSE, bytes(20_000), b"\xff" * 20_000, *map(archive_of, STRANGE)):
        bad.write_bytes(content)
        assert refused(bad, store)
    bad.unlink()
    bad.mkdir()
    assert refused(bad, store)
    assert refused(Path("/dev/null"), store)


def test_a_strange_manifest_is_a_bad_backup(tmp_path: Path) -> None:
    """Whatever JSON it is."""
    for content in NONSENSE:
        path = tmp_path / "strange.nskbackup"
        path.write_bytes(archive_of([("manifest.json", content, tarfile.REGTYPE)]))
        with pytest.raises((BadBackup, OverLimit)):
            backup.restore(path, tmp_path / "store", "K-01", "x", lambda: NOW)
        assert not (tmp_path / "store").exists()


Member = tuple[str, bytes, bytes]
MANIFEST = json.dumps(
    {"format": "nsk_tui/backup/v1", "store": "x", "made_at": "20261120T000000Z", "digests": {"../x": "0"}}
).encode()
STRANGE: list[list[Member]] = [
    [],
    [("manifest.json", b"", tarfile.SYMTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE), ("../x", b"x", tarfile.REGTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE), ("/x", b"x", tarfile.REGTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE), ("keyring.json", b"", tarfile.SYMTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE), ("keyring.json", b"", tarfile.LNKTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE), ("pipe", b"", tarfile.FIFOTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE), ("manifest.json", MANIFEST, tarfile.REGTYPE)],
    [("manifest.json", MANIFEST, tarfile.REGTYPE)],
]


def archive_of(members: list[Member]) -> bytes:
    """Return an archive as somebody may make it by hand."""
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        for name, content, kind in members:
            entry = tarfile.TarInfo(name)
            entry.size, entry.type, entry.linkname = len(content), kind, "/etc/hostname"
            archive.addfile(entry, io.BytesIO(content))
    return written.getvalue()

"""A workbook's archive, looked through before anything is built from it: what it declares, and what it hides.

Source
    docs/rules/import.md, section "Workbooks"
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from nsk_tui.rules.import_rows import FileFault, FileProblem

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP_HEADER = b"PK\x03\x04"
ENCRYPTED_NAME = "EncryptedPackage".encode("utf-16-le")

PARTS_MAX = 5_000
UNPACKED_BYTES_MAX = 512 * 1024 * 1024
STRINGS_BYTES_MAX = 256 * 1024 * 1024
OTHER_PART_BYTES_MAX = 16 * 1024 * 1024
"""Parts other than sheets and strings are built as a tree, which takes many times their size."""

ROW_BYTES_MAX = 8 * 1024 * 1024
MERGES_MAX = 50_000

_SHEETS = "xl/worksheets/"
_STRINGS = "xl/sharedStrings.xml"
_CHUNK_BYTES = 1024 * 1024
_OVERLAP_BYTES = 256
_IS_ENCRYPTED = 0x1
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ROW_END = re.compile(rb"</(?:\w{1,20}:)?row>|<(?:\w{1,20}:)?(?:sheetData|mergeCell)\b")
_MERGE = re.compile(rb'<(?:\w{1,20}:)?mergeCell ref="(\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})"')
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, LookupError,
    ArithmeticError,
)  # fmt: skip


@dataclass(frozen=True)
class Contents:
    """What was seen in a workbook's archive: the merged ranges of each sheet, by the part's name."""

    merges: dict[str, tuple[str, ...]] = field(default_factory=dict)


def is_package(content: bytes) -> bool:
    """Return whether bytes are a workbook of some kind rather than text."""
    return content.startswith((OLE_HEADER, ZIP_HEADER))


def inspect(content: bytes) -> Contents | FileFault:
    """Return what a workbook's archive holds, or why it is not read.

    Declared sizes are judged before anything is unpacked; unpacking never gives more than was
    declared. A document type may multiply itself when it is read, and no program for tables
    writes one.
    """
    if content.startswith(OLE_HEADER):
        has_password = ENCRYPTED_NAME in content
        return FileFault(FileProblem.PASSWORD if has_password else FileProblem.OLD_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _fault(archive.infolist()) or _looked_through(archive)
    except _FAULTS:
        return FileFault(FileProblem.DAMAGED)


def _fault(parts: list[zipfile.ZipInfo]) -> FileFault | None:
    """Return what the declared parts are refused for; None when they may be unpacked."""
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        return FileFault(FileProblem.PASSWORD)
    if any(part.compress_type not in _PACKED for part in parts):
        return FileFault(FileProblem.DAMAGED)
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return FileFault(FileProblem.NOT_A_WORKBOOK)
    read = [part for part in parts if _is_read(part.filename)]
    too_large = len(parts) > PARTS_MAX or sum(part.file_size for part in read) > UNPACKED_BYTES_MAX
    if too_large or any(part.file_size > _limit(part.filename) for part in read):
        return FileFault(FileProblem.TOO_LARGE)
    return None


def _looked_through(archive: zipfile.ZipFile) -> Contents | FileFault:
    merges = {}
    for part in archive.infolist():
        if not _is_read(part.filename):
            continue
        found = _seen_in(archive, part)
        if isinstance(found, FileFault):
            return found
        merges[part.filename] = tuple(found)
    return Contents(merges)


def _seen_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> dict[str, None] | FileFault:
    """Return a part's merged ranges, or why it is refused."""
    merges: dict[str, None] = {}
    apart_bytes = 0
    for window, fresh_bytes in _windows(archive, part):
        if _FORBIDDEN.search(window) or b"\x00" in window:
            return FileFault(FileProblem.NOT_A_WORKBOOK)
        if part.filename.startswith(_SHEETS):
            apart_bytes += fresh_bytes
            merges.update(_merges(window))
        if apart_bytes > ROW_BYTES_MAX or len(merges) > MERGES_MAX:
            return FileFault(FileProblem.TOO_LARGE)
        apart_bytes = _since_last_row(window, apart_bytes)
    return merges


def _windows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Give a part in pieces, each with the end of the one before, and how much of it is new."""
    tail = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield tail + chunk, len(chunk)
            tail = chunk[-_OVERLAP_BYTES:]


def _merges(window: bytes) -> dict[str, None]:
    if b"mergeCell " not in window:
        return {}
    return {match[1].decode().replace("$", ""): None for match in _MERGE.finditer(window)}


def _since_last_row(window: bytes, apart_bytes: int) -> int:
    plain = window.rfind(b"</row>")
    if plain >= 0:
        return len(window) - plain
    end = max((match.end() for match in _ROW_END.finditer(window)), default=-1)
    return apart_bytes if end < 0 else len(window) - end


def _is_read(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith(("xl/pivotCache/", "xl/drawings/"))


def _limit(name: str) -> int:
    if name.startswith(_SHEETS):
        return UNPACKED_BYTES_MAX
    return STRINGS_BYTES_MAX if name == _STRINGS else OTHER_PART_BYTES_MAX

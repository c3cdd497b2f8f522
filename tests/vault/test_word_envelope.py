"""Sealed with Word's own password: as Word says it is, with a key of 256 bits, and without a time."""

import subprocess
import sys
import unicodedata
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import msoffcrypto
import olefile
import pytest
from msoffcrypto.exceptions import InvalidKeyError

from nsk_tui.exchange.word_document import to_docx
from nsk_tui.vault.envelope import DOCUMENT_BYTES_MAX, is_sealed
from nsk_tui.vault.errors import DocumentTooLarge
from nsk_tui.vault.word_envelope import (
    DOCUMENT_BYTES_MIN,
    PASSPHRASE_UNITS_MAX,
    seal_to_word_passphrase,
)
from tests.exchange.handover_document import HANDOVER

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENT = to_docx(HANDOVER)
PASSPHRASE = "fire grønne sten i regn"
SPECIFIED = "{http://schemas.microsoft.com/office/2006/encryption}"
BY_PASSWORD = "{http://schemas.microsoft.com/office/2006/keyEncryptor/password}encryptedKey"


def opened(sealed: bytes, passphrase: str) -> tuple[bytes, bytes]:
    """Return the document and the content's key, as another program of the format reads them."""
    file = msoffcrypto.OfficeFile(BytesIO(sealed))
    file.load_key(password=passphrase, verify_password=True)
    document = BytesIO()
    file.decrypt(document, verify_integrity=True)
    return document.getvalue(), file.secret_key


def header(sealed: bytes) -> ElementTree.Element:
    """Return what the file says of its own encryption."""
    with olefile.OleFileIO(BytesIO(sealed)) as container:
        told: bytes = container.openstream("EncryptionInfo").read()
    assert told[:8] == bytes.fromhex("0400 0400 40000000")
    return ElementTree.fromstring(told[8:])  # noqa: S314 - the file was made here


def test_the_passphrase_opens_it_and_no_other_does() -> None:
    """Verified and whole; one sign more is another passphrase."""
    sealed = seal_to_word_passphrase(DOCUMENT, PASSPHRASE)
    assert opened(sealed, PASSPHRASE)[0] == DOCUMENT
    with pytest.raises(InvalidKeyError):
        opened(sealed, PASSPHRASE + "x")


def test_it_is_sealed_as_word_seals_today() -> None:
    """AES-256 in CBC, SHA-512, 100 000 rounds: for the content and for its key alike."""
    told = header(seal_to_word_passphrase(DOCUMENT, PASSPHRASE))
    content, by_password = told.find(f"{SPECIFIED}keyData"), told.find(f".//{BY_PASSWORD}")
    for part in (content, by_password):
        assert part is not None
        said = {name: part.get(name) for name in ("cipherAlgorithm", "keyBits", "hashAlgorithm", "hashSize")}
        assert said == {
            "cipherAlgorithm": "AES", "keyBits": "256", "hashAlgorithm": "SHA512", "hashSize": "64",
        }  # fmt: skip
        assert part.get("cipherChaining") == "ChainingModeCBC"
    assert by_password is not None
    assert by_password.get("spinCount") == "100000"
    assert told.find(f"{SPECIFIED}dataIntegrity") is not None


def test_the_key_of_the_content_is_random_throughout() -> None:
    """The library fills half of it up with a constant: 128 bits that are called 256."""
    keys = [opened(seal_to_word_passphrase(DOCUMENT, PASSPHRASE), PASSPHRASE)[1] for _ in range(3)]
    assert [len(key) for key in keys] == [32, 32, 32]
    for at in range(0, 32, 4):
        assert len({key[at : at + 4] for key in keys}) == 3


def test_nothing_is_drawn_twice() -> None:
    """Two salts in a file, and others in the next one: the same document is never sealed alike."""
    salts = set()
    for _time in range(2):
        told = header(seal_to_word_passphrase(DOCUMENT, PASSPHRASE))
        found = [part.get("saltValue", "") for part in told.iter() if part.get("saltValue")]
        assert [len(b64decode(salt)) for salt in found] == [16, 16]
        salts |= set(found)
    assert len(salts) == 4


def test_the_file_tells_no_time_and_nothing_of_the_document() -> None:
    """Neither when it was made, by which clock, nor a word or a part's name of what is in it."""
    sealed = seal_to_word_passphrase(DOCUMENT, PASSPHRASE)
    with olefile.OleFileIO(BytesIO(sealed)) as container:
        times = [(entry.createTime, entry.modifyTime) for entry in container.direntries if entry]
    assert set(times) == {(0, 0)}
    words = (b"word/document.xml", b"PK\x03\x04", b"Overlevering", b"K-09")
    assert [word in DOCUMENT for word in words] == [True] * len(words)
    assert [word in sealed for word in (*words, "Overlevering".encode("utf-16-le"))] == [False] * 5


@pytest.mark.parametrize("passphrase", ["seks a\u030ale", "\U0001f511", "x" * PASSPHRASE_UNITS_MAX])
def test_any_passphrase_opens_what_was_sealed_to_it(passphrase: str) -> None:
    """In the composed form that keyboards give; a sign outside the first plane; the longest."""
    sealed = seal_to_word_passphrase(DOCUMENT, passphrase)
    assert opened(sealed, unicodedata.normalize("NFC", passphrase))[0] == DOCUMENT


@pytest.mark.parametrize("size", [DOCUMENT_BYTES_MIN, DOCUMENT_BYTES_MAX])
def test_a_document_of_any_size_comes_out_again(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The smallest, and one for which the container needs a table of its tables."""
    monkeypatch.setattr("msoffcrypto.format.ooxml.zipfile.is_zipfile", lambda _file: True)
    document = bytes(range(256)) * (size // 256) + bytes(size % 256)
    assert opened(seal_to_word_passphrase(document, PASSPHRASE), PASSPHRASE)[0] == document


def test_what_cannot_be_sealed_soundly_is_refused() -> None:
    """Too much; too little for the container; a passphrase of no sign, or longer than Word's own line."""
    with pytest.raises(DocumentTooLarge):
        seal_to_word_passphrase(bytes(DOCUMENT_BYTES_MAX + 1), PASSPHRASE)
    for document, passphrase in (
        (bytes(DOCUMENT_BYTES_MIN - 1), PASSPHRASE),
        (DOCUMENT, ""),
        (DOCUMENT, "x" * (PASSPHRASE_UNITS_MAX + 1)),
    ):
        with pytest.raises(ValueError, match=r"\A(document|passphrase)\Z"):
            seal_to_word_passphrase(document, passphrase)


def test_sealing_writes_nothing_anywhere() -> None:
    """The kernel counts every byte that a process writes: none."""
    script = (
        "from nsk_tui.vault.word_envelope import seal_to_word_passphrase\n"
        "def written():\n    return int(open('/proc/self/io').read().split('wchar: ')[1].split()[0])\n"
        "before = written()\n"
        "seal_to_word_passphrase(bytes(1 << 20), 'fire sten i regn')\n"
        "print(written() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=120
    )
    assert done.stdout == "0\n"


def test_a_sealed_file_begins_as_no_plain_document_does() -> None:
    """Whatever waits to be fetched is looked at before it is put there."""
    assert is_sealed(seal_to_word_passphrase(DOCUMENT, PASSPHRASE))
    assert not is_sealed(DOCUMENT)

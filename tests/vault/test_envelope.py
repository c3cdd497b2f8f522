"""Sealed with age: opens for its receivers in ordinary programs, for nobody else; never written plain."""

import os
import pty
import subprocess
import sys
import unicodedata
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.vault import passphrase_envelope
from nsk_tui.vault.envelope import (
    DOCUMENT_BYTES_MAX,
    HEAD,
    RECIPIENTS_MAX,
    Recipient,
    RecipientFault,
    is_sealed,
    read_recipient,
    seal,
)
from nsk_tui.vault.errors import DocumentTooLarge, TooLittleMemory, WrongRecipient
from nsk_tui.vault.passphrase_envelope import CHUNK_BYTES, seal_to_passphrase
from tests.e2e.conftest import needed

ROOT = Path(__file__).resolve().parent.parent.parent
ANE, BO, CANA = (pyrage.x25519.Identity.generate() for _ in range(3))
DOCUMENT = "Overlevering: tør-kaffe, hold øje.\n".encode() * 40
PASSPHRASE = "fire grønne sten i regn"
QUICK = 4
"""A work factor for tests of the format: the cost itself is tried once."""

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32(key: bytes) -> str:
    """Return a public key as age writes it, by BIP 173: a writer of its own to hold the reader against."""
    spread = [ord(sign) >> 5 for sign in "age"] + [0] + [ord(sign) & 31 for sign in "age"]
    bits = "".join(f"{byte:08b}" for byte in key).ljust(260, "0")
    values = [int(bits[start : start + 5], 2) for start in range(0, 260, 5)]
    check = 1
    for value in [*spread, *values, *[0] * 6]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    check ^= 1
    return "age1" + "".join(
        LETTERS[one] for one in [*values, *((check >> 5 * (5 - at)) & 31 for at in range(6))]
    )


FIELD = 2**255 - 19
LOW_ORDER = [bech32(number.to_bytes(32, "little")) for number in (0, 1, FIELD - 1, FIELD, FIELD + 1)]


def recipient(identity: pyrage.x25519.Identity) -> Recipient:
    """Return the recipient of an identity."""
    return read_recipient(str(identity.to_public()))


@given(st.binary(max_size=200_000), st.sets(st.sampled_from([0, 1, 2]), min_size=1))
def test_each_receiver_opens_it_and_nobody_else_does(document: bytes, to: set[int]) -> None:
    """Whatever the document and whoever the receivers."""
    identities = (ANE, BO, CANA)
    sealed = seal(document, [recipient(identities[number]) for number in to])
    assert is_sealed(sealed)
    for number, identity in enumerate(identities):
        if number in to:
            assert pyrage.decrypt(sealed, [identity]) == document
        else:
            with pytest.raises(pyrage.DecryptError):
                pyrage.decrypt(sealed, [identity])


@given(st.integers(0, 10_000), st.integers(0, 7))
def test_a_bit_that_is_flipped_opens_nothing(position: int, bit: int) -> None:
    """Neither half a document nor another one."""
    sealed = bytearray(seal(DOCUMENT, [recipient(ANE)]))
    sealed[position % len(sealed)] ^= 1 << bit
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(bytes(sealed), [ANE])


def test_the_same_document_is_never_sealed_alike() -> None:
    """Two exports cannot be seen to be the same, and neither shows what is in it."""
    first, second = (seal(DOCUMENT, [recipient(ANE)]) for _ in range(2))
    assert first != second
    assert b"Overlevering" not in first
    assert str(ANE.to_public()).encode() not in first


def test_a_recipient_is_read_as_it_is_meant() -> None:
    """Blanks around it and capitals throughout; the words are made of the same 32 bytes."""
    text = str(ANE.to_public())
    known = read_recipient(text)
    assert (known.text, len(known.public_key)) == (text, 32)
    assert read_recipient(f"  {text.upper()}\n") == known
    assert read_recipient(str(BO.to_public())).public_key != known.public_key


@given(st.binary(min_size=32, max_size=32))
def test_the_bytes_of_a_recipient_are_its_key(secret: bytes) -> None:
    """The words that two people read to each other are made of what is really sealed to."""
    key = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    assert read_recipient(bech32(key)) == Recipient(bech32(key), key)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", RecipientFault.EMPTY),
        (" \n ", RecipientFault.EMPTY),
        (str(ANE), RecipientFault.SECRET_KEY),
        (str(ANE).lower(), RecipientFault.SECRET_KEY),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", RecipientFault.SECRET_KEY),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI", RecipientFault.OTHER_KIND),
        ("K-04", RecipientFault.OTHER_KIND),
        ("age1pq1" + "q" * 55, RecipientFault.OTHER_KIND),
        ("age1tag1" + "q" * 54, RecipientFault.OTHER_KIND),
        ("age1yubikey1" + "q" * 50, RecipientFault.DAMAGED),
        (str(ANE.to_public())[:-1], RecipientFault.DAMAGED),
        (str(ANE.to_public()) + "q", RecipientFault.DAMAGED),
        ("age1" + "q" * 58, RecipientFault.DAMAGED),
        ("age1" + "q" * 100_000, RecipientFault.DAMAGED),
        ("age1" + "æ" * 58, RecipientFault.DAMAGED),
    ],
    ids=range(15),
)
def test_what_is_no_recipient_is_refused_with_its_reason(text: str, fault: RecipientFault) -> None:
    """One code for all, a word for each, and never the text itself."""
    with pytest.raises(WrongRecipient) as caught:
        read_recipient(text)
    assert (caught.value.code, caught.value.detail) == ("wrong_recipient", fault)
    assert not text.strip() or text.strip() not in repr(caught.value)


@given(st.integers(4, 61), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
def test_a_sign_that_is_mistyped_is_always_seen(position: int, sign: str) -> None:
    """The check signs find every single slip."""
    text = str(ANE.to_public())
    slipped = text[:position] + sign + text[position + 1 :]
    if slipped == text:
        assert read_recipient(slipped).text == text
    else:
        with pytest.raises(WrongRecipient):
            read_recipient(slipped)


@pytest.mark.parametrize("text", LOW_ORDER)
def test_a_key_that_opens_to_all_is_refused(text: str) -> None:
    """A point of low order makes a key that everybody knows; the library would end the process."""
    with pytest.raises(WrongRecipient) as caught:
        read_recipient(text)
    assert caught.value.detail == RecipientFault.OPEN_TO_ALL


@pytest.mark.parametrize("text", LOW_ORDER)
def test_a_recipient_that_was_made_up_is_read_again_before_sealing(text: str) -> None:
    """A record that was stored before the rule, or edited, seals nothing."""
    with pytest.raises(WrongRecipient):
        seal(DOCUMENT, [Recipient(text, bytes(32))])


def test_nobody_to_seal_to_seals_nothing() -> None:
    """Nor more than a group has members; the same one twice is one."""
    with pytest.raises(WrongRecipient):
        seal(DOCUMENT, [])
    many = [recipient(pyrage.x25519.Identity.generate()) for _ in range(RECIPIENTS_MAX + 1)]
    with pytest.raises(WrongRecipient):
        seal(DOCUMENT, many)
    assert pyrage.decrypt(seal(DOCUMENT, [recipient(ANE)] * 30), [ANE]) == DOCUMENT


def test_a_document_that_is_too_large_is_refused_by_both() -> None:
    """Before anything is derived or sealed."""
    large = bytes(DOCUMENT_BYTES_MAX + 1)
    with pytest.raises(DocumentTooLarge):
        seal(large, [recipient(ANE)])
    with pytest.raises(DocumentTooLarge):
        seal_to_passphrase(large, PASSPHRASE, 60)


@pytest.mark.parametrize(
    "size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES + 5]
)
def test_a_passphrase_opens_a_document_of_every_length(size: int) -> None:
    """Around the edges of a chunk, where a last piece could be lost or doubled."""
    document = os.urandom(size)
    sealed = seal_to_passphrase(document, PASSPHRASE, QUICK)
    assert pyrage.passphrase.decrypt(sealed, PASSPHRASE) == document


@given(st.binary(max_size=300), st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_any_passphrase_opens_what_was_sealed_to_it_and_no_other_does(
    document: bytes, passphrase: str
) -> None:
    """In the composed form that keyboards give; one sign more opens nothing."""
    sealed = seal_to_passphrase(document, passphrase, QUICK)
    composed = unicodedata.normalize("NFC", passphrase)
    assert pyrage.passphrase.decrypt(sealed, composed) == document
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, composed + "x")


def test_a_passphrase_typed_on_another_keyboard_is_the_same() -> None:
    """An å made of two signs is an å: the receiver's keyboard gives the one."""
    sealed = seal_to_passphrase(DOCUMENT, "seks a\u030ale i en a\u030a", QUICK)
    assert pyrage.passphrase.decrypt(sealed, "seks åle i en å") == DOCUMENT


def test_a_passphrase_costs_what_the_age_program_asks() -> None:
    """2^18 rounds, whatever the machine; and no salt, key or nonce twice."""
    first, second = (seal_to_passphrase(DOCUMENT, PASSPHRASE) for _ in range(2))
    assert first.split(b"\n")[1].endswith(b" 18")
    assert first.split(b"\n")[1:3] != second.split(b"\n")[1:3]
    assert pyrage.passphrase.decrypt(first, PASSPHRASE) == DOCUMENT


def test_too_little_memory_is_told_and_seals_nothing() -> None:
    """The process goes on: a lesser library would end it."""
    script = (
        "import resource\n"
        "from nsk_tui.vault.errors import TooLittleMemory\n"
        "from nsk_tui.vault.passphrase_envelope import seal_to_passphrase\n"
        "resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))\n"
        "try:\n    seal_to_passphrase(b'x', 'fire sten i regn')\n"
        "except TooLittleMemory as fault:\n    print(fault.code)\n"
    )
    assert run_python(script) == "too_little_memory\n"
    assert TooLittleMemory.code == "too_little_memory"


def test_sealing_writes_nothing_anywhere() -> None:
    """The kernel counts every byte that a process writes: none, to any file, pipe or temporary place."""
    script = (
        "import pyrage\n"
        "from nsk_tui.vault.envelope import read_recipient, seal\n"
        "from nsk_tui.vault.passphrase_envelope import seal_to_passphrase\n"
        "to = read_recipient(str(pyrage.x25519.Identity.generate().to_public()))\n"
        "def written():\n    return int(open('/proc/self/io').read().split('wchar: ')[1].split()[0])\n"
        "before = written()\n"
        "seal(bytes(1 << 20), [to])\n"
        "seal_to_passphrase(bytes(1 << 20), 'fire sten i regn', 4)\n"
        "print(written() - before)\n"
    )
    assert run_python(script) == "0\n"


def test_the_age_program_opens_what_was_sealed_to_a_recipient(tmp_path: Path) -> None:
    """With the right key it is the document; with another it is nothing."""
    age = needed("age")
    sealed = tmp_path / "overlevering.docx.age"
    sealed.write_bytes(seal(DOCUMENT, [recipient(ANE), recipient(BO)]))
    for name, identity in (("ane", ANE), ("bo", BO), ("cana", CANA)):
        (tmp_path / name).write_text(f"{identity}\n")
    opened = [
        subprocess.run(
            [age, "-d", "-i", tmp_path / name, sealed], capture_output=True, timeout=60, check=False
        )
        for name in ("ane", "bo", "cana")
    ]
    assert [one.returncode == 0 for one in opened] == [True, True, False]
    assert [one.stdout for one in opened] == [DOCUMENT, DOCUMENT, b""]


@pytest.mark.parametrize("size", [0, len(DOCUMENT), CHUNK_BYTES])
def test_the_age_program_opens_what_was_sealed_to_a_passphrase(tmp_path: Path, size: int) -> None:
    """It asks at a terminal, as it asks the receiver."""
    age = needed("age")
    document = (DOCUMENT * 80)[:size]
    sealed, opened = tmp_path / "sealed.age", tmp_path / "opened"
    sealed.write_bytes(seal_to_passphrase(document, PASSPHRASE, 10))
    assert at_a_terminal([age, "-d", "-o", str(opened), str(sealed)], PASSPHRASE) == 0
    assert (opened.read_bytes() if opened.exists() else b"") == document
    assert at_a_terminal([age, "-d", "-o", str(tmp_path / "other"), str(sealed)], "en anden sten") != 0


def test_a_plain_document_does_not_pass_for_a_sealed_one() -> None:
    """Whatever waits to be fetched is looked at before it is put there."""
    assert not is_sealed(DOCUMENT)
    assert not is_sealed(HEAD[:-1])
    assert is_sealed(seal(b"", [recipient(ANE)]))


def test_the_cost_is_fixed_here_and_not_measured() -> None:
    """A machine that is busy for a moment must not make a weaker file."""
    assert passphrase_envelope.WORK_FACTOR == 18


def run_python(script: str) -> str:
    """Return what a process of its own prints."""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT, timeout=120
    )
    return done.stdout


def at_a_terminal(command: list[str], typed: str) -> int:
    """Return the exit code of a program that is started at a terminal and told one line."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(command[0], command)  # noqa: S606 - the program under test, in the child
    seen = b""
    while b"passphrase" not in seen:
        seen += os.read(terminal, 1024)
    os.write(terminal, f"{typed}\n".encode())
    _, status = os.waitpid(process, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status)

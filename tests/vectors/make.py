"""Makes what a vector's recipe asks for; every random byte comes from the vector's own file.

``make.py`` writes the made part of each ``*.txt`` beside it anew, ``make.py --check`` only tells
which ones differ. Written from docs/format/store-v1.md, and from RFC 9180 for the seal, since a
library would draw its own random numbers. Imports nothing of nsk_tui.
"""

import base64
import hashlib
import hmac
import json
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from shamir_mnemonic.wordlist import WORDLIST

FORMAT = b"nsk_tui/store/v1/"
HERE = Path(__file__).resolve().parent
MADE = ("data key", "draft key", "secret", "checkpoint", "words")
RECOVERY = "!recovery"
STREAM_BYTES = 4096
Json = dict[str, Any]


@dataclass(frozen=True)
class Vector:
    """One scenario.

    Shape
        ``head`` are the named lines in order, names may repeat; ``body`` is what stands below
        the empty line.
    """

    name: str
    head: tuple[tuple[str, str], ...]
    body: str

    def one(self, name: str, default: str = "") -> str:
        """Return the value of a line that stands once."""
        return next((value for line, value in self.head if line == name), default)

    def all(self, name: str) -> list[str]:
        """Return the values of a line that may repeat."""
        return [value for line, value in self.head if line == name]

    def counts(self, name: str) -> dict[str, str]:
        """Return a line of ``name=value`` words as a table."""
        return dict(word.split("=") for word in self.one(name).split())


def read(path: Path) -> Vector:
    """Return the vector of a file."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    lines = tuple((name, value) for name, _, value in (line.partition(": ") for line in head.split("\n")))
    return Vector(path.stem, lines, body.removesuffix("\n"))


def write(vector: Vector) -> str:
    """Return the file of a vector."""
    return "\n".join(f"{name}: {value}" for name, value in vector.head) + f"\n\n{vector.body}\n"


def made(vector: Vector) -> Vector:
    """Return the vector with its made part computed from its recipe."""
    asked = tuple(line for line in vector.head if line[0] not in MADE)
    maker = {"keyring": _keyring, "chain": _chain, "draft": _draft, "tables": _tables}[vector.one("kind")]
    results, body = maker(vector, Stream(bytes.fromhex(vector.one("random"))))
    return Vector(vector.name, asked + results, body)


class Stream:
    """The vector's randomness: SHAKE-256 of its ``random`` line, read from the front."""

    def __init__(self, seed: bytes) -> None:
        """Begin at the front."""
        self._bytes = hashlib.shake_256(seed).digest(STREAM_BYTES)
        self._at = 0

    def take(self, length: int) -> bytes:
        """Return the next bytes."""
        self._at += length
        return self._bytes[self._at - length : self._at]


Results = tuple[tuple[str, str], ...]


def _keyring(vector: Vector, stream: Stream) -> tuple[Results, str]:
    counts = {"generation": "1", "epoch": "1", "membership": "1"} | vector.counts("counts")
    numbers = {name: int(value) for name, value in counts.items()}
    store, data_key = stream.take(16).hex(), stream.take(32)
    ring: Json = {"format": FORMAT.decode().rstrip("/"), "store": store, **numbers}
    ring |= {"network": vector.one("network", "Videnspersonerne"), "municipality": "Eksempelkøbing"}
    ring |= {"file": f"store-{numbers['generation']:06d}.db", "members": [], "slots": []}
    keys = [
        _join(ring, line, vector.one("cost", "1 64 1"), data_key, stream) for line in vector.all("member")
    ]
    secret, paper = _share_out(ring, vector.one("recovery"), data_key, stream)
    ring["signed_by"] = vector.one("signed by", ring["members"][0]["id"])
    _alter(ring, vector, "before signing")
    signer = paper if ring["signed_by"] == RECOVERY else keys[0]
    ring["signature"] = _text(_signature(ring, signer[32:64]))
    _alter(ring, vector, "before mac")
    ring["mac"] = _text(_mac(ring, data_key))
    _alter(ring, vector, "after mac")
    opener = vector.one("open").split(" | ")[0]
    own = [key for line, key in zip(vector.all("member"), keys, strict=True) if line.split()[0] == opener]
    shared = [("secret", secret.hex())] if secret else []
    results = (("data key", data_key.hex()), *(("draft key", key[64:].hex()) for key in own), *shared)
    body = json.dumps(ring, ensure_ascii=False, sort_keys=True, indent=1)
    return results, _cut(body.encode("utf-8", "backslashreplace").decode(), vector)


def _join(ring: Json, line: str, costs: str, data_key: bytes, stream: Stream) -> bytes:
    who, passphrase, *expires = line.split(" | ")
    member, role = who.split()
    private = stream.take(96)
    seal = X25519PrivateKey.from_private_bytes(private[:32]).public_key().public_bytes_raw()
    sign = Ed25519PrivateKey.from_private_bytes(private[32:64]).public_key().public_bytes_raw()
    entry = {"id": member, "role": role, "seal_key": _text(seal), "sign_key": _text(sign)}
    ring["members"].append(entry)
    salt, nonce, ephemeral = stream.take(16), stream.take(12), stream.take(32)
    t, m, p = map(int, costs.split())
    argon = Argon2id(salt=salt, length=32, iterations=t, lanes=p, memory_cost=m)
    key = argon.derive(unicodedata.normalize("NFC", passphrase).encode())
    wrapped = nonce + AESGCM(key).encrypt(nonce, private, _context("slot", ring["store"], member))
    info = _context("data_key", ring["store"], str(ring["generation"]), member)
    kdf = {"name": "argon2id", "t": t, "m": m, "p": p, "salt": _text(salt)}
    sealed = _text(hpke_seal(data_key, seal, info, ephemeral))
    slot = {"id": member, "kdf": kdf, "wrapped": _text(wrapped), "data_key": sealed}
    ring["slots"].append({**slot, "expires_on": expires[0] if expires else None})
    return private


def _share_out(ring: Json, line: str, data_key: bytes, stream: Stream) -> tuple[bytes, bytes]:
    """Make the recovery slot; return the secret of the shares and the private keys, empty without a line."""
    ring["recovery"] = None
    if not line:
        return b"", b""
    threshold, shares, made_on = line.split()
    secret, ephemeral = stream.take(32), stream.take(32)
    label, private = _context("recovery", ring["store"]), b""
    for number in b"\x01\x02\x03":
        private += hmac.digest(secret, private[-32:] + label + bytes([number]), "sha256")
    seal = X25519PrivateKey.from_private_bytes(private[:32]).public_key().public_bytes_raw()
    sign = Ed25519PrivateKey.from_private_bytes(private[32:64]).public_key().public_bytes_raw()
    info = _context("data_key", ring["store"], str(ring["generation"]), RECOVERY)
    sealed = _text(hpke_seal(data_key, seal, info, ephemeral))
    ring["recovery"] = {"seal_key": _text(seal), "sign_key": _text(sign), "data_key": sealed}
    ring["recovery"] |= {"shares": int(shares), "threshold": int(threshold), "made_on": made_on}
    return secret, private


def _signature(ring: Json, sign_key: bytes) -> bytes:
    paper = ring["recovery"]
    table = {
        "store": ring["store"],
        "number": ring["membership"],
        "by": ring["signed_by"],
        "members": sorted(ring["members"], key=lambda one: str(one["id"])),
        "recovery": paper and [paper["seal_key"], paper["sign_key"]],
    }
    return Ed25519PrivateKey.from_private_bytes(sign_key).sign(FORMAT + b"membership\0" + _canonical(table))


def keyring_mac_key(data_key: bytes) -> bytes:
    """Return the MAC key of a data key: one block of HKDF-Expand."""
    return hmac.digest(data_key, FORMAT + b"keyring_mac\x01", "sha256")


def _mac(ring: Json, data_key: bytes) -> bytes:
    return hmac.digest(keyring_mac_key(data_key), FORMAT + b"keyring\0" + _canonical(ring), "sha256")


def hpke_seal(plain: bytes, public: bytes, info: bytes, ephemeral: bytes) -> bytes:
    """Return HPKE's enc and ciphertext, base mode, with a given ephemeral private key (RFC 9180)."""
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    enc = private.public_key().public_bytes_raw()
    dh = private.exchange(X25519PublicKey.from_public_bytes(public))
    kem, suite = b"KEM\0\x20", b"HPKE\0\x20\0\x01\0\x02"
    shared = _expand(kem, _extract(kem, b"", b"eae_prk", dh), b"shared_secret", enc + public, 32)
    hashes = _extract(suite, b"", b"psk_id_hash", b"") + _extract(suite, b"", b"info_hash", info)
    secret = _extract(suite, shared, b"secret", b"")
    key = _expand(suite, secret, b"key", b"\0" + hashes, 32)
    nonce = _expand(suite, secret, b"base_nonce", b"\0" + hashes, 12)
    return enc + AESGCM(key).encrypt(nonce, plain, b"")


def _extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), b"HPKE-v1" + suite + label + secret, "sha256")


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    named = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.digest(key, named + b"\x01", "sha256")[:length]


def _chain(vector: Vector, stream: Stream) -> tuple[Results, str]:
    key, before, lines = stream.take(32), bytes(32), []
    for number, line in enumerate(vector.all("line"), 1):
        fields = line.split(" | ")
        body = FORMAT + b"chain" + before + number.to_bytes(8, "big")
        for field in fields:
            body += len(field.encode()).to_bytes(4, "big") + field.encode()
        before = hmac.digest(key, body, "sha256")
        lines.append([number, *fields, before.hex()])
    table: Json = {"chain_key": key.hex(), "lines": lines}
    _alter(table, vector, "after mac")
    return _checkpoint(key, len(lines), before), json.dumps(table, ensure_ascii=False, indent=1)


def _checkpoint(key: bytes, count: int, link: bytes) -> Results:
    body = FORMAT + b"checkpoint" + count.to_bytes(8, "big") + link
    mark = hmac.digest(key, body, "sha256")[:11]
    bits = f"{int.from_bytes(count.to_bytes(4, 'big') + mark, 'big'):0120b}"
    words = [WORDLIST[int(bits[at : at + 10], 2)] for at in range(0, 120, 10)]
    return ("checkpoint", f"{count} {mark.hex()}"), ("words", " ".join(words))


def _draft(vector: Vector, stream: Stream) -> tuple[Results, str]:
    key, nonce = stream.take(32), stream.take(12)
    plain = vector.one("plain").encode()
    bound = _context("draft", *vector.one("sealed for").split())
    sealed = nonce + AESGCM(key).encrypt(nonce, plain + b" " * (-len(plain) % 1024), bound)
    table: Json = {"sealed": _text(sealed)}
    _alter(table, vector, "after mac")
    return (("draft key", key.hex()),), json.dumps(table)


def _tables(vector: Vector, stream: Stream) -> tuple[Results, str]:
    key, newest = stream.take(32), int(vector.one("newest line"))
    tables: Json = {}
    sums: dict[str, tuple[int, int, bytes]] = {}
    for name, line in (said.split() for said in vector.all("table")):
        tables[name] = [
            [json.loads(value) for value in row.split(" | ")[1:]]
            for row in vector.all("row")
            if row.startswith(f"{name} | ")
        ]
        marks = [_mark(key, b"row_seal", name, *row) for row in tables[name]]
        total = sum(int.from_bytes(mark, "big") for mark in marks) % (1 << 256)
        sums[name] = (int(line), len(marks), total.to_bytes(32, "big"))
    told = [part for name in sorted(sums, key=str.encode) for part in (name, *sums[name])]
    sums[""] = (newest, 0, _mark(key, b"table_seal", newest, *told))
    seals = [[name, line, count, mark.hex()] for name, (line, count, mark) in sums.items()]
    table: Json = {"chain_key": key.hex(), "newest_line": newest, "tables": tables, "table_seal": seals}
    _alter(table, vector, "after mac")
    return (), json.dumps(table, ensure_ascii=False, indent=1)


def _mark(key: bytes, kind: bytes, *values: object) -> bytes:
    return hmac.digest(key, FORMAT + kind + b"".join(map(_value, values)), "sha256")


def _value(value: Any) -> bytes:
    if value is None:
        return b"n"
    if isinstance(value, bytes | dict):
        kind, data = b"b", value if isinstance(value, bytes) else bytes.fromhex(value["hex"])
    else:
        kind, data = (b"i" if isinstance(value, int) else b"t"), str(value).encode()
    return kind + len(data).to_bytes(4, "big") + data


def _alter(table: Json, vector: Vector, stage: str) -> None:
    for line in vector.all(f"alter {stage}"):
        pointer, _, value = line.partition(" = ")
        *path, last = [int(part) if part.isdigit() else part for part in pointer.split("/")[1:]]
        place: Any = table
        for part in path:
            place = place[part]
        if value == "gone":
            del place[last]
        elif value == "flipped":
            place[last] = _flipped(place[last])
        elif value.startswith("same as "):
            place[last] = _at(table, value.removeprefix("same as "))
        else:
            place[last] = json.loads(value)


def _at(table: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        table = table[int(part) if part.isdigit() else part]
    return table


def _flipped(text: str) -> str:
    data = base64.b64decode(text)
    return _text(bytes([data[0] ^ 1]) + data[1:])


def _cut(body: str, vector: Vector) -> str:
    for line in vector.all("alter text"):
        act, _, value = line.partition(" ")
        if act == "cut":
            body = body[: int(value)]
        elif act == "instead":
            body = value
        else:
            old, _, new = value.partition(" => ")
            body = body.replace(old, new, 1)
    return body


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _context(kind: str, *parts: str) -> bytes:
    return FORMAT + kind.encode() + b"".join(b"\0" + part.encode() for part in parts)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def main(arguments: list[str]) -> int:
    """Write the made parts anew, or tell which differ; return the exit code."""
    differing = []
    for path in sorted(HERE.glob("*.txt")):
        text = write(made(read(path)))
        if path.read_text("utf-8") != text:
            differing.append(path)
            if "--check" not in arguments:
                path.write_text(text, "utf-8")
    sys.stdout.write("".join(f"{path.name}\n" for path in differing))
    return 1 if differing and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

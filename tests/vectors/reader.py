"""A second reader of a store, written from docs/format/store-v1.md alone; imports nothing of nsk_tui.

``reader.py FOLDER MEMBER`` asks for the passphrase and prints every entry as JSON.
"""

import base64
import getpass
import hmac
import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from sqlcipher3 import dbapi2

FORMAT = "nsk_tui/store/v1"
ID, DAY, NAME = "[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9_-]{0,15}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "(?s).{0,120}"
COSTS, KEYS = {"name": "argon2id", "t": int, "m": int, "p": int, "salt": 16}, {"seal_key": 32, "sign_key": 32}
KEYRING = {
    "format": FORMAT, "store": "[0-9a-f]{32}", "network": NAME, "municipality": NAME, "file": NAME,
    "generation": int, "epoch": int, "membership": int, "signed_by": f"!recovery|{ID}", "signature": 64,
    "members": [KEYS | {"id": ID, "role": "coordinator|member|auditor"}], "mac": 32,
    "slots": [{"id": ID, "kdf": COSTS, "wrapped": 124, "data_key": 80, "expires_on": (DAY,)}],
    "recovery": (KEYS | {"data_key": 80, "shares": int, "threshold": int, "made_on": DAY},),
}  # fmt: skip
"""The fields of the keyring: a pattern, int for a count, a number of bytes; a tuple may be null."""

UNSEALED = {"audit", "table_seal", "alembic_version"}

Json = dict[str, Any]
Row = tuple[Any, ...]


class Rejected(Exception):
    """The store is not to be read; the one argument is an outcome of the specification."""


def refuse_unless(holds: object, outcome: str) -> None:
    """Reject with an outcome when something does not hold."""
    if not holds:
        raise Rejected(outcome)


def context(kind: str, *parts: str) -> bytes:
    """Return the label that binds a key or a seal to its place."""
    return b"\0".join(part.encode() for part in (f"{FORMAT}/{kind}", *parts))


def covered(kind: str, table: Json) -> bytes:
    """Return what is signed or authenticated: the label and the table's canonical JSON."""
    return context(kind, json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def read_keyring(content: bytes) -> Json:
    """Return the keyring of a file's bytes, its shape checked, nothing verified."""
    refuse_unless(len(content) <= 2**20, "over limit")
    try:
        ring = json.loads(content.decode(), object_pairs_hook=_once)
        version = str(ring.get("format")) if isinstance(ring, dict) else ""
        refuse_unless(version.startswith("nsk_tui/store/"), "foreign")
        refuse_unless(version == FORMAT, "newer format")
        whole: Json = _checked(ring, KEYRING)
    except (TypeError, ValueError, RecursionError):
        raise Rejected("bad header") from None
    refuse_unless(whole["file"] == f"store-{whole['generation']:06d}.db", "bad header")
    members, slots = ([one["id"] for one in whole[name]] for name in ("members", "slots"))
    doubles = len(set(members)) < len(members) or len(set(slots)) < len(slots)
    refuse_unless(set(slots) <= set(members) and not doubles, "bad header")
    return whole


def _once(pairs: list[tuple[str, object]]) -> Json:
    refuse_unless(len(dict(pairs)) == len(pairs), "bad header")
    return dict(pairs)


def _checked(value: Any, shape: Any) -> Any:
    if isinstance(shape, tuple):
        return None if value is None else _checked(value, shape[0])
    if isinstance(shape, dict):
        refuse_unless(isinstance(value, dict), "bad header")
        return {name: _checked(value.get(name), one) for name, one in shape.items()}
    if isinstance(shape, list):
        refuse_unless(isinstance(value, list) and len(value) <= 500, "bad header")
        return [_checked(one, shape[0]) for one in value]
    if shape is int:
        refuse_unless(type(value) is int and 1 <= value < 2**31, "bad header")
    elif isinstance(shape, int):
        data = base64.b64decode(value, validate=True)
        refuse_unless(len(data) == shape and base64.b64encode(data).decode() == value, "bad header")
    else:
        refuse_unless(re.fullmatch(shape, value) and value.encode() is not None, "bad header")
    return value


def open_keyring(ring: Json, member: str, passphrase: str) -> tuple[bytes, bytes]:
    """Return the data key and the member's draft key; the MAC is verified."""
    slot = next((one for one in ring["slots"] if one["id"] == member), None)
    if slot is None or slot["expires_on"] is not None:
        raise Rejected("no slot")
    private = _unwrapped(slot, passphrase, ring["store"])
    return _open_sealed(ring, slot["data_key"], private[:32], member), private[64:]


def open_recovery(ring: Json, secret: bytes) -> bytes:
    """Return the data key for the secret that enough paper shares make."""
    refuse_unless(ring["recovery"] is not None, "no recovery")
    private = HKDFExpand(hashes.SHA256(), 96, context("recovery", ring["store"])).derive(secret)
    public = X25519PrivateKey.from_private_bytes(private[:32]).public_key().public_bytes_raw()
    refuse_unless(base64.b64encode(public).decode() == ring["recovery"]["seal_key"], "wrong shares")
    return _open_sealed(ring, ring["recovery"]["data_key"], private[:32], "!recovery")


def _open_sealed(ring: Json, sealed: str, private: bytes, member: str) -> bytes:
    bound = context("data_key", ring["store"], str(ring["generation"]), member)
    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    try:
        key = X25519PrivateKey.from_private_bytes(private)
        data_key = suite.decrypt(base64.b64decode(sealed), key, info=bound)
    except (InvalidTag, ValueError):
        raise Rejected("bad seal") from None
    refuse_unless(len(data_key) == 32, "bad seal")
    mac_key = HKDFExpand(hashes.SHA256(), 32, context("keyring_mac")).derive(data_key)
    whole = covered("keyring", {name: ring[name] for name in ring.keys() - {"mac"}})
    refuse_unless(hmac.digest(mac_key, whole, "sha256") == base64.b64decode(ring["mac"]), "bad mac")
    return data_key


def _unwrapped(slot: Json, passphrase: str, store: str) -> bytes:
    t, m, p = (slot["kdf"][name] for name in "tmp")
    refuse_unless(t <= 16 and p <= 16 and 8 * p <= m <= 262144, "over limit")
    salt, wrapped = base64.b64decode(slot["kdf"]["salt"]), base64.b64decode(slot["wrapped"])
    argon = Argon2id(salt=salt, length=32, iterations=t, lanes=p, memory_cost=m)
    key = argon.derive(unicodedata.normalize("NFC", passphrase).encode())
    try:
        return AESGCM(key).decrypt(wrapped[:12], wrapped[12:], context("slot", store, slot["id"]))
    except InvalidTag:
        raise Rejected("wrong passphrase") from None


def check_identity(ring: Json, store: str, generation: int, epoch: int, pins: dict[str, bytes]) -> None:
    """Hold what the database says of itself against the keyring, and verify the signature."""
    refuse_unless(store == ring["store"], "foreign")
    refuse_unless(generation == ring["generation"] and ring["epoch"] in (epoch, epoch - 1), "rolled back")
    refuse_unless(ring["signed_by"] in pins, "bad signature")
    paper = None if ring["recovery"] is None else [ring["recovery"][name] for name in KEYS]
    table = {"by": ring["signed_by"], "number": ring["membership"], "recovery": paper, "store": store}
    table["members"] = sorted(ring["members"], key=lambda one: str(one["id"]))
    pinned, signature = pins[ring["signed_by"]], base64.b64decode(ring["signature"])
    try:
        Ed25519PublicKey.from_public_bytes(pinned).verify(signature, covered("membership", table))
    except InvalidSignature:
        raise Rejected("bad signature") from None


def check_chain(key: bytes, lines: Iterable[tuple[int, tuple[str, ...], bytes]]) -> None:
    """Reject a chain that was changed or cut."""
    before = bytes(32)
    for expected, (number, fields, link) in enumerate(lines, 1):
        body = context("chain") + before + expected.to_bytes(8, "big")
        body += b"".join(len(field.encode()).to_bytes(4, "big") + field.encode() for field in fields)
        refuse_unless(number == expected and link == hmac.digest(key, body, "sha256"), "broken chain")
        before = link


def check_tables(key: bytes, newest: int, tables: dict[str, list[Row]], seals: list[Row]) -> None:
    """Reject tables of which one is older than it should be; a table is its rows, by its name."""
    marks = {name: (line, count, mark) for name, line, count, mark in seals}
    whole = marks.pop("", (None, 0, b""))
    told = [part for name in sorted(marks, key=str.encode) for part in (name, *marks[name])]
    refuse_unless(whole == (newest, 0, _keyed(key, "table_seal", [newest, *told])), "older table")
    refuse_unless(marks.keys() <= tables.keys(), "older table")
    for name, rows in tables.items():
        total = sum(int.from_bytes(_keyed(key, "row_seal", [name, *row]), "big") for row in rows) % 2**256
        expected = marks.get(name, (0, 0, bytes(32)))[1:]
        refuse_unless(expected == (len(rows), total.to_bytes(32, "big")), "older table")


def _keyed(key: bytes, kind: str, values: Iterable[Any]) -> bytes:
    body = context(kind)
    for value in values:
        data = value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")
        letter = {bytes: b"b", int: b"i", str: b"t"}.get(type(value), b"n")
        body += letter if value is None else letter + len(data).to_bytes(4, "big") + data
    return hmac.digest(key, body, "sha256")


def open_draft(content: bytes, key: bytes, store: str, member: str, draft: str) -> bytes:
    """Return what a draft holds."""
    try:
        plain = AESGCM(key).decrypt(content[:12], content[12:], context("draft", store, member, draft))
    except (InvalidTag, ValueError):
        raise Rejected("bad draft") from None
    return plain.rstrip(b" ")


def read_store(folder: Path, member: str, passphrase: str) -> list[Json]:
    """Return every entry of a store, after all that opening asks for, the chain and the marks of tables."""
    ring = read_keyring((folder / "keyring.json").read_bytes())
    database = dbapi2.connect(f"file:{(folder / ring['file']).absolute()}?mode=ro", uri=True)
    database.execute(f"PRAGMA key=\"x'{open_keyring(ring, member, passphrase)[0].hex()}'\"")
    refuse_unless(database.execute("PRAGMA application_id").fetchone() == (0x4E534B31,), "foreign")
    database.row_factory = dbapi2.Row
    _one, store, generation, epoch, chain_key, _made = database.execute("SELECT * FROM identity").fetchone()
    pins = dict(database.execute("SELECT member, sign_key FROM pin"))
    check_identity(ring, store, generation, epoch, pins)
    audit = database.execute("SELECT number, at, member, act, subject, purpose, link FROM audit ORDER BY 1")
    check_chain(chain_key, ((row[0], row[1:6], row[6]) for row in audit))
    told = (row for row in database.execute("PRAGMA table_list") if row[0] == "main" and row[2] == "table")
    names = {row[1] for row in told if not row[1].startswith("sqlite_")} - UNSEALED
    tables = {name: list(map(tuple, database.execute(f"SELECT * FROM {name}"))) for name in names}
    newest = database.execute("SELECT max(number) FROM audit").fetchone()[0]
    check_tables(chain_key, newest, tables, list(map(tuple, database.execute("SELECT * FROM table_seal"))))
    entries = "SELECT code_name, entry.* FROM entry, thread WHERE thread.key = thread_key AND withdrawn = 0"
    return [dict(row) for row in database.execute(entries)]


if __name__ == "__main__":
    print(json.dumps(read_store(Path(sys.argv[1]), sys.argv[2], getpass.getpass()), ensure_ascii=False))

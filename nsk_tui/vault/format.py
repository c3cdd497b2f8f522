"""Bytes to records and back, one function each way, as the specification says.

Source
    docs/format/store-v1.md
"""

import base64
import binascii
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from nsk_tui.vault.errors import DamagedStore, ForeignStore, NewerFormat
from nsk_tui.vault.kdf import KdfParameters
from nsk_tui.vault.slots import SEALED_KEY_BYTES, WRAPPED_BYTES, Slot

FORMAT = "nsk_tui/store/v1"
KEYRING_BYTES_MAX = 1024 * 1024
MEMBERS_MAX = 500
NAME_CHARACTERS_MAX = 120
_STORE_ID = re.compile(r"[0-9a-f]{32}\Z")
_MEMBER = re.compile(r"[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9_-]{0,15}\Z")
RECOVERY_SIGNER = "!recovery"
"""Who has signed when paper shares were used: no member can be called this."""

_SIGNER = re.compile(rf"(?:{_MEMBER.pattern[:-2]}|{RECOVERY_SIGNER})\Z")
_FILE = re.compile(r"store-[0-9]{6}\.db\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
T = TypeVar("T")
ROLES = ("coordinator", "member", "auditor")


@dataclass(frozen=True)
class Listed:
    """Who belongs: id, role, and the public keys that others seal to and verify with."""

    member: str
    role: str
    seal_key: bytes
    sign_key: bytes


@dataclass(frozen=True)
class RecoverySlot:
    """The way in that no single person has: a key pair whose private half lies in paper shares.

    Shape
        ``threshold`` of ``shares`` open it; ``made_on`` is an ISO date.
    """

    seal_key: bytes
    sign_key: bytes
    data_key: bytes
    shares: int
    threshold: int
    made_on: str


@dataclass(frozen=True)
class Keyring:
    """The keyring as a record.

    Shape
        ``epoch`` counts every change of the file, ``membership`` every change of who belongs,
        ``generation`` every data key; all from 1. ``listed`` and the recovery's public keys are
        under the coordinator's signature, everything under the MAC. ``recovery`` None: no paper
        shares have been made, or they have been used.
    """

    store: str
    network: str
    municipality: str
    generation: int
    file: str
    epoch: int
    membership: int
    listed: tuple[Listed, ...]
    slots: tuple[Slot, ...]
    recovery: RecoverySlot | None = None
    signed_by: str = ""
    signature: bytes = b""
    mac: bytes = field(default=b"", repr=False)


def file_name(generation: int) -> str:
    """Return the database's file name in a generation.

    >>> file_name(7)
    'store-000007.db'
    """
    return f"store-{generation:06d}.db"


def canonical(value: object) -> bytes:
    """Return the one JSON writing of a value: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def membership_bytes(keyring: Keyring) -> bytes:
    """Return what a coordinator signs: the store and who belongs to it."""
    listed = [_listed_out(entry) for entry in sorted(keyring.listed, key=lambda entry: entry.member)]
    recovery = keyring.recovery
    table = {
        "by": keyring.signed_by,
        "members": listed,
        "number": keyring.membership,
        "recovery": None if recovery is None else [_text(recovery.seal_key), _text(recovery.sign_key)],
        "store": keyring.store,
    }
    return FORMAT.encode() + b"/membership\x00" + canonical(table)


def mac_bytes(keyring: Keyring) -> bytes:
    """Return what the MAC covers: everything but itself."""
    table = _keyring_out(keyring)
    del table["mac"]
    return FORMAT.encode() + b"/keyring\x00" + canonical(table)


def write_keyring(keyring: Keyring) -> bytes:
    """Return the file's bytes."""
    return json.dumps(_keyring_out(keyring), ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def read_keyring(content: bytes) -> Keyring:
    """Return the record of a file's bytes.

    Errors
        DamagedStore: empty, cut, no JSON, or a field that is missing or of the wrong shape.
        ForeignStore: JSON that is no keyring. NewerFormat: a later version of one.
    """
    try:
        table = json.loads(content.decode("utf-8"), object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError):
        raise DamagedStore("keyring.json") from None
    if not isinstance(table, dict) or not str(table.get("format", "")).startswith("nsk_tui/store/"):
        raise ForeignStore("keyring.json")
    if table["format"] != FORMAT:
        raise NewerFormat(str(table["format"])[:40])
    return _Reader(table).keyring()


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError
    return table


def _keyring_out(keyring: Keyring) -> dict[str, object]:
    return {
        "format": FORMAT,
        "store": keyring.store,
        "network": keyring.network,
        "municipality": keyring.municipality,
        "generation": keyring.generation,
        "file": keyring.file,
        "epoch": keyring.epoch,
        "membership": keyring.membership,
        "members": [_listed_out(entry) for entry in keyring.listed],
        "slots": [_slot_out(slot) for slot in keyring.slots],
        "recovery": None if keyring.recovery is None else _recovery_out(keyring.recovery),
        "signed_by": keyring.signed_by,
        "signature": _text(keyring.signature),
        "mac": _text(keyring.mac),
    }


def _listed_out(entry: Listed) -> dict[str, object]:
    return {
        "id": entry.member,
        "role": entry.role,
        "seal_key": _text(entry.seal_key),
        "sign_key": _text(entry.sign_key),
    }


def _slot_out(slot: Slot) -> dict[str, object]:
    kdf = slot.kdf
    return {
        "id": slot.member,
        "kdf": {
            "name": "argon2id",
            "t": kdf.time_cost,
            "m": kdf.memory_kib,
            "p": kdf.lanes,
            "salt": _text(kdf.salt),
        },
        "wrapped": _text(slot.wrapped),
        "data_key": _text(slot.data_key),
        "expires_on": slot.expires_on,
    }


def _recovery_out(recovery: RecoverySlot) -> dict[str, object]:
    return {
        "seal_key": _text(recovery.seal_key),
        "sign_key": _text(recovery.sign_key),
        "data_key": _text(recovery.data_key),
        "shares": recovery.shares,
        "threshold": recovery.threshold,
        "made_on": recovery.made_on,
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


class _Reader:
    """Takes one JSON table apart; every field is checked before it is used."""

    def __init__(self, table: dict[str, object]) -> None:
        self._table = table

    def keyring(self) -> Keyring:
        whole = Keyring(
            store=self._matching("store", _STORE_ID),
            network=self._short("network"),
            municipality=self._short("municipality"),
            generation=self._count("generation"),
            file=self._matching("file", _FILE),
            epoch=self._count("epoch"),
            membership=self._count("membership"),
            listed=self._many("members", _Reader._listed),
            slots=self._many("slots", _Reader._slot),
            recovery=self._recovery(),
            signed_by=self._matching("signed_by", _SIGNER),
            signature=self._bytes("signature", 64),
            mac=self._bytes("mac", 32),
        )
        return _refuse_contradictions(whole)

    def _listed(self) -> Listed:
        role = self._str("role")
        if role not in ROLES:
            raise DamagedStore("role")
        return Listed(
            self._matching("id", _MEMBER), role, self._bytes("seal_key", 32), self._bytes("sign_key", 32)
        )

    def _slot(self) -> Slot:
        expires = self._table.get("expires_on")
        return Slot(
            member=self._matching("id", _MEMBER),
            kdf=_Reader(self._sub("kdf")).kdf(),
            wrapped=self._bytes("wrapped", WRAPPED_BYTES),
            data_key=self._bytes("data_key", SEALED_KEY_BYTES),
            expires_on=None if expires is None else self._matching("expires_on", _DATE),
        )

    def kdf(self) -> KdfParameters:
        if self._str("name") != "argon2id":
            raise DamagedStore("kdf")
        return KdfParameters(self._count("t"), self._count("m"), self._count("p"), self._bytes("salt", 16))

    def _recovery(self) -> RecoverySlot | None:
        """Return the recovery slot; None when there is none."""
        if self._table.get("recovery") is None:
            return None
        inner = _Reader(self._sub("recovery"))
        return inner.recovery_slot()

    def recovery_slot(self) -> RecoverySlot:
        return RecoverySlot(
            self._bytes("seal_key", 32),
            self._bytes("sign_key", 32),
            self._bytes("data_key", SEALED_KEY_BYTES),
            self._count("shares"),
            self._count("threshold"),
            self._matching("made_on", _DATE),
        )

    def _many(self, key: str, read: Callable[["_Reader"], T]) -> tuple[T, ...]:
        value = self._table.get(key)
        if not isinstance(value, list) or len(value) > MEMBERS_MAX:
            raise DamagedStore(key)
        return tuple(read(_Reader(_table(item, key))) for item in value)

    def _sub(self, key: str) -> dict[str, object]:
        return _table(self._table.get(key), key)

    def _str(self, key: str) -> str:
        value = self._table.get(key)
        # Shown on the lock screen before the MAC is verified: nothing that a terminal would obey.
        if not isinstance(value, str) or not (value.isprintable() or value == ""):
            raise DamagedStore(key)
        return value

    def _short(self, key: str) -> str:
        value = self._str(key)
        if len(value) > NAME_CHARACTERS_MAX:
            raise DamagedStore(key)
        return value

    def _matching(self, key: str, shape: re.Pattern[str]) -> str:
        value = self._str(key)
        if not shape.match(value):
            raise DamagedStore(key)
        return value

    def _count(self, key: str) -> int:
        value = self._table.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value < 2**31:
            raise DamagedStore(key)
        return value

    def _bytes(self, key: str, length: int) -> bytes:
        try:
            data = base64.b64decode(self._str(key), validate=True)
        except (binascii.Error, ValueError):
            raise DamagedStore(key) from None
        if len(data) != length or _text(data) != self._str(key):
            raise DamagedStore(key)
        return data


def _table(value: object, key: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise DamagedStore(key)
    return value


def _refuse_contradictions(keyring: Keyring) -> Keyring:
    ids = [entry.member for entry in keyring.listed]
    slots = [slot.member for slot in keyring.slots]
    whole = len(set(ids)) == len(ids) and len(set(slots)) == len(slots) and set(slots) <= set(ids)
    if not whole or keyring.file != file_name(keyring.generation):
        raise DamagedStore("keyring.json")
    return keyring

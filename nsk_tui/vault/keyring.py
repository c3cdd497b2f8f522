"""The keyring: who belongs, and how each of them gets in. Signed, MACed, replaced whole.

Source
    docs/format/store-v1.md, section "Keyring"
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from nsk_tui.vault import files, format
from nsk_tui.vault.errors import BadMac, BadSignature, DamagedStore, NoStore
from nsk_tui.vault.format import Keyring, Listed
from nsk_tui.vault.slots import LABEL, PrivateKeys, Slot, seal_data_key

KEYRING_NAME = "keyring.json"


def keyring_path(folder: Path) -> Path:
    """Return where a store's keyring lies."""
    return folder / KEYRING_NAME


def load(folder: Path) -> Keyring:
    """Return the keyring as it stands in the file, not yet verified.

    Errors
        NoStore, TooOpen, NotOurs: as found. DamagedStore, NewerFormat, OverLimit: the file's
        content.
    """
    try:
        files.check_private(folder)
    except NoStore:
        raise NoStore(str(folder)) from None
    path = keyring_path(folder)
    if not path.exists() and any(folder.glob("store-*.db")):
        raise DamagedStore(KEYRING_NAME)
    files.check_private(path)
    return format.read_keyring(files.read_bounded(path, format.KEYRING_BYTES_MAX))


def save(folder: Path, keyring: Keyring, data_key: bytes) -> Keyring:
    """Put a keyring in place whole, under a fresh MAC; return it as saved."""
    whole = replace(keyring, mac=b"")
    whole = replace(whole, mac=_mac(whole, data_key))
    files.write_atomically(keyring_path(folder), format.write_keyring(whole))
    return whole


def signed(keyring: Keyring, signer: str, keys: PrivateKeys) -> Keyring:
    """Return a keyring whose list of members a coordinator has signed."""
    named = replace(keyring, signed_by=signer)
    private = Ed25519PrivateKey.from_private_bytes(keys.sign)
    return replace(named, signature=private.sign(format.membership_bytes(named)))


def verify_mac(keyring: Keyring, data_key: bytes) -> None:
    """Refuse a keyring that was changed without the data key.

    Errors
        BadMac
    """
    check = _hmac(keyring, data_key)
    try:
        check.verify(keyring.mac)
    except InvalidSignature:
        raise BadMac(KEYRING_NAME) from None


def verify_signature(keyring: Keyring, pinned: Mapping[str, bytes]) -> None:
    """Refuse a list of members that no coordinator known to the database has signed.

    Shape
        ``pinned`` has the public signing key of each coordinator, by member id.

    Errors
        BadSignature
    """
    key = pinned.get(keyring.signed_by)
    if key is None:
        raise BadSignature(KEYRING_NAME)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(keyring.signature, format.membership_bytes(keyring))
    except InvalidSignature:
        raise BadSignature(KEYRING_NAME) from None


def listed(keyring: Keyring, member: str) -> Listed | None:
    """Return a member's public entry; None when she does not belong."""
    return next((entry for entry in keyring.listed if entry.member == member), None)


def slot_of(keyring: Keyring, member: str) -> Slot | None:
    """Return a member's slot; None when she has none."""
    return next((slot for slot in keyring.slots if slot.member == member), None)


def sealed_key_of(keyring: Keyring, member: str) -> bytes | None:
    """Return the data key as sealed to a member or to the recovery; None when there is no way in."""
    if member == format.RECOVERY_SIGNER:
        return None if keyring.recovery is None else keyring.recovery.data_key
    slot = slot_of(keyring, member)
    return None if slot is None else slot.data_key


def with_slot(keyring: Keyring, slot: Slot) -> Keyring:
    """Return a keyring in which a member's slot is this one."""
    others = tuple(other for other in keyring.slots if other.member != slot.member)
    return replace(keyring, slots=(*others, slot))


def with_listed(keyring: Keyring, entry: Listed) -> Keyring:
    """Return a keyring in which a member is listed so; the signature must be made anew."""
    others = tuple(other for other in keyring.listed if other.member != entry.member)
    return replace(keyring, listed=(*others, entry), membership=keyring.membership + 1)


def resealed(keyring: Keyring, generation: int, data_key: bytes) -> Keyring:
    """Return a keyring for a new generation, its data key sealed to everybody who belongs."""
    keys = {entry.member: entry.seal_key for entry in keyring.listed}
    slots = tuple(
        replace(
            slot,
            data_key=seal_data_key(data_key, keys[slot.member], keyring.store, generation, slot.member),
        )
        for slot in keyring.slots
    )
    recovery = keyring.recovery
    if recovery is not None:
        sealed = seal_data_key(data_key, recovery.seal_key, keyring.store, generation, format.RECOVERY_SIGNER)
        recovery = replace(recovery, data_key=sealed)
    file = format.file_name(generation)
    return replace(keyring, generation=generation, file=file, slots=slots, recovery=recovery)


def without(keyring: Keyring, member: str) -> Keyring:
    """Return a keyring in which a member neither belongs nor has a way in; to be signed anew."""
    return replace(
        keyring,
        listed=tuple(entry for entry in keyring.listed if entry.member != member),
        slots=tuple(slot for slot in keyring.slots if slot.member != member),
        membership=keyring.membership + 1,
    )


@dataclass(frozen=True)
class Print:
    """What a file looks like from outside, for telling that it was replaced."""

    inode: int
    changed_ns: int
    size_bytes: int


def outside(folder: Path) -> Print:
    """Return how the keyring looks from outside; costs one system call."""
    with files.told_apart(KEYRING_NAME):
        status = keyring_path(folder).stat()
    return Print(status.st_ino, status.st_mtime_ns, status.st_size)


def _mac(keyring: Keyring, data_key: bytes) -> bytes:
    return _hmac(keyring, data_key).finalize()


def _hmac(keyring: Keyring, data_key: bytes) -> hmac.HMAC:
    key = HKDFExpand(hashes.SHA256(), 32, LABEL + b"keyring_mac").derive(data_key)
    check = hmac.HMAC(key, hashes.SHA256())
    check.update(format.mac_bytes(keyring))
    return check

"""The way in: from a folder, a member and a passphrase to an open vault, and out again.

Source
    docs/format/store-v1.md, section "Opening"
"""

from datetime import date
from pathlib import Path

from nsk_tui.vault import files, generations, keyring, slots
from nsk_tui.vault.errors import (
    AccessClosed,
    DamagedStore,
    FolderNotEmpty,
    InvitationExpired,
    WrongPassphrase,
)
from nsk_tui.vault.format import Keyring, Listed, file_name
from nsk_tui.vault.kdf import RFC_9106_LOW_MEMORY, KdfProfile, derive
from nsk_tui.vault.slots import PrivateKeys, Slot


class OpenVault:
    """The keys of one member, while the store is unlocked for her.

    ``look_again`` is what every transaction calls: a rotation or a new member shows as another
    keyring file, and the private keys held here open the new generation without a passphrase.
    """

    def __init__(
        self, folder: Path, member: str, keys: PrivateKeys, ring: Keyring, seen: keyring.Print
    ) -> None:
        """Hold the keys of a member whose slot has been unwrapped."""
        self.folder = folder
        self.member = member
        self._keys: PrivateKeys | None = keys
        self._data_key: bytes | None = None
        self._ring = ring
        self._seen = seen
        self._enter(ring)

    def __repr__(self) -> str:
        """Say whose it is; never a key."""
        return f"OpenVault({self.member!r}, {'locked' if self._keys is None else 'open'})"

    @property
    def ring(self) -> Keyring:
        """The keyring as last seen and verified under the MAC."""
        return self._ring

    @property
    def keys(self) -> PrivateKeys:
        """The member's private keys."""
        if self._keys is None:
            raise WrongPassphrase
        return self._keys

    @property
    def data_key(self) -> bytes:
        """The key of the present generation."""
        if self._data_key is None:
            raise WrongPassphrase
        return self._data_key

    @property
    def database(self) -> Path:
        """The present generation's file."""
        return self.folder / self._ring.file

    def forget(self) -> None:
        """Drop every key; safe to call twice."""
        self._keys = None
        self._data_key = None

    def has_changed(self) -> bool:
        """Return whether somebody replaced the keyring since it was last looked at."""
        return keyring.outside(self.folder) != self._seen

    def look_again(self) -> bool:
        """Take in a replaced keyring; return whether the data key is another.

        Errors
            AccessClosed: the member's slot is gone. BadMac, DamagedStore: it was tampered with.
        """
        seen = keyring.outside(self.folder)
        ring = keyring.load(self.folder)
        before = self._data_key
        self._enter(ring)
        self._seen = seen
        return self._data_key != before

    def distrust(self) -> None:
        """Take the keyring for changed at every look, until one that fits stands there."""
        self._seen = keyring.Print(0, 0, 0)

    def replace_ring(self, ring: Keyring, data_key: bytes | None = None) -> None:
        """Save a changed keyring; the caller holds the lock and has raised the database's epoch.

        ``data_key`` is that of a new generation; None keeps the present one.
        """
        key = data_key or self.data_key
        self._ring = keyring.save(self.folder, ring, key)
        self._data_key = key
        self._seen = keyring.outside(self.folder)

    def _enter(self, ring: Keyring) -> None:
        if self._keys is None:
            raise WrongPassphrase
        sealed = keyring.sealed_key_of(ring, self.member)
        if sealed is None:
            self.forget()
            raise AccessClosed
        key = slots.open_data_key(sealed, self._keys, ring.store, ring.generation, self.member)
        keyring.verify_mac(ring, key)
        self._data_key = key
        self._ring = ring


def open_vault(
    folder: Path, member: str, passphrase: str, profile: KdfProfile = RFC_9106_LOW_MEMORY
) -> OpenVault:
    """Return the open vault of a member.

    ``profile`` is what an unknown member costs, so that she takes as long as a known one.

    Errors
        WrongPassphrase: unknown member, wrong passphrase, or an invitation not yet taken up.
        NoStore, DamagedStore, ForeignStore, NewerFormat, TooOpen, NotOurs, BadMac.
    """
    ring, seen = _ring_and_print(folder)
    slot = keyring.slot_of(ring, member)
    if slot is None or slot.expires_on is not None:
        derive(passphrase, profile.fresh())
        raise WrongPassphrase
    return OpenVault(folder, member, slots.unwrap(slot, passphrase, ring.store), ring, seen)


def reopened(folder: Path, vault: OpenVault) -> OpenVault:
    """Return the vault of a copy of a store, opened with keys that are held already.

    Errors
        AccessClosed: the copy has no slot for this member. BadMac, DamagedStore: as found.
    """
    ring, seen = _ring_and_print(folder)
    return OpenVault(folder, vault.member, vault.keys, ring, seen)


def open_invitation(folder: Path, member: str, code: str, today: date) -> OpenVault:
    """Return the open vault of a member who holds an invitation.

    Errors
        WrongPassphrase: no invitation, or a wrong code. InvitationExpired: it came too late.
    """
    ring, seen = _ring_and_print(folder)
    slot = keyring.slot_of(ring, member)
    if slot is None or slot.expires_on is None:
        derive(code, RFC_9106_LOW_MEMORY.fresh())
        raise WrongPassphrase
    keys = slots.unwrap(slot, code, ring.store)
    if slot.expires_on < today.isoformat():
        raise InvitationExpired
    return OpenVault(folder, member, keys, ring, seen)


def make_vault(
    folder: Path, store: str, network: tuple[str, str], member: str, passphrase: str, profile: KdfProfile
) -> tuple[OpenVault, PrivateKeys]:
    """Make the files of a new store with its first coordinator; return it open.

    Shape
        ``network`` is the network's name and the municipality's; both are public.

    Errors
        FolderNotEmpty: something lies there already. StoreFull, StoreReadOnly.
    """
    _claim(folder)
    keys, data_key = slots.make_keys(), generations.new_data_key()
    entry = Listed(member, "coordinator", keys.public_seal(), keys.public_sign())
    ring = Keyring(
        store=store,
        network=network[0],
        municipality=network[1],
        generation=1,
        file=file_name(1),
        epoch=1,
        membership=1,
        listed=(entry,),
        slots=(new_slot(keys, passphrase, profile, store, 1, member, data_key),),
    )
    generations.create(folder / ring.file, data_key).close()
    keyring.save(folder, keyring.signed(ring, member, keys), data_key)
    fresh, seen = _ring_and_print(folder)
    return OpenVault(folder, member, keys, fresh, seen), keys


def new_slot(
    keys: PrivateKeys,
    passphrase: str,
    profile: KdfProfile,
    store: str,
    generation: int,
    member: str,
    data_key: bytes,
    expires_on: str | None = None,
) -> Slot:
    """Return a slot for a member; ``expires_on`` None means a passphrase of her own."""
    kdf = profile.fresh()
    return Slot(
        member=member,
        kdf=kdf,
        wrapped=slots.wrap(keys, passphrase, kdf, store, member),
        data_key=slots.seal_data_key(data_key, keys.public_seal(), store, generation, member),
        expires_on=expires_on,
    )


def rewrapped(vault: OpenVault, ring: Keyring, passphrase: str, profile: KdfProfile) -> Keyring:
    """Return a keyring with the member's own slot under another passphrase."""
    slot = new_slot(
        vault.keys, passphrase, profile, ring.store, ring.generation, vault.member, vault.data_key
    )
    return keyring.with_slot(ring, slot)


def _claim(folder: Path) -> None:
    files.make_private_folder(folder)
    files.check_private(folder)
    with files.told_apart(folder.name):
        if any(folder.iterdir()):
            raise FolderNotEmpty(str(folder))


def _ring_and_print(folder: Path) -> tuple[Keyring, keyring.Print]:
    for _attempt in range(3):
        ring = keyring.load(folder)
        seen = keyring.outside(folder)
        if keyring.load(folder) == ring:
            return ring, seen
    raise DamagedStore(keyring.KEYRING_NAME)

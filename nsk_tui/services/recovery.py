"""Paper shares: made by a coordinator, rehearsed yearly, used when nobody else can open the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from nsk_tui.rules.access import Act
from nsk_tui.rules.ids import MemberId, is_member_id
from nsk_tui.services import local_time, passphrases
from nsk_tui.services.errors import BadMemberId, BadShares
from nsk_tui.services.members import change_keyring
from nsk_tui.services.session import Session, check_opening, unlock, utc_now
from nsk_tui.services.setup import must_be_a_name
from nsk_tui.store import identity, members, rotation
from nsk_tui.store.change import Change, change, confirm_keyring
from nsk_tui.store.engine import Database
from nsk_tui.vault import door, files, kdf, keyring, recovery, slots
from nsk_tui.vault.errors import WrongShares
from nsk_tui.vault.format import RECOVERY_SIGNER, Keyring, Listed

SHARES = 3
THRESHOLD = 2
REHEARSED = "recovery_rehearsed_on"
UNPROVEN = "recovery_unproven"
_YES = "yes"
REHEARSE_AFTER_DAYS = 365


@dataclass(frozen=True)
class RecoveryState:
    """How it stands with the paper shares.

    Shape
        ``made_on`` None: none have been made, or they have been used. ``rehearsed_on`` None:
        never rehearsed since they were made. ``is_unproven``: they were made, but whoever made
        them has not shown that they stand on paper.
    """

    made_on: date | None
    shares: int
    threshold: int
    rehearsed_on: date | None
    is_unproven: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether the store is lost when all forget their passphrases, as far as anybody has shown."""
        return self.made_on is None or self.is_unproven


def make(
    session: Session, threshold: int = THRESHOLD, shares: int = SHARES, to_prove: bool = False
) -> tuple[str, ...]:
    """Make new shares and return them, 33 words each; earlier ones open nothing any more.

    They are shown once. The store is given another key, so that earlier shares together with
    an earlier keyring open nothing that is written from now on. With ``to_prove`` they count as
    missing until ``prove`` is called: whoever shows them asks for words of them again.

    Errors
        NotAllowed. BadShares: fewer than 2 needed, or more than 16 made.
    """
    session.must(Act.MAKE_RECOVERY)
    if not recovery.THRESHOLD_MIN <= threshold <= shares <= recovery.SHARES_MAX:
        raise BadShares(f"{threshold}/{shares}")
    secret = recovery.new_secret()
    again = session.vault.ring.recovery is not None

    def with_recovery(ring: Keyring) -> Keyring:
        made_on = session.today.isoformat()
        slot = recovery.slot(secret, ring, session.vault.data_key, threshold, shares, made_on)
        fresh = replace(ring, recovery=slot, membership=ring.membership + 1)
        return keyring.signed(fresh, session.member, session.vault.keys)

    def write(writing: Change) -> None:
        pin = recovery.keys_of(secret, session.vault.ring.store).public_sign()
        identity.pin(writing.session, RECOVERY_SIGNER, pin, writing.now)
        identity.set_setting(writing.session, REHEARSED, "")
        identity.set_setting(writing.session, UNPROVEN, _YES if to_prove else "")
        writing.audit("make_recovery", f"{threshold}/{shares}")

    if again:
        rotation.rotate(session.database, session.member, session.now, with_recovery, write)
    else:
        change_keyring(session, with_recovery, write)
    return recovery.split(secret, threshold, shares)


def prove(session: Session) -> None:
    """Write down that every share stands on paper: words of each were read back.

    Errors
        NotAllowed
    """
    session.must(Act.MAKE_RECOVERY)
    with change(session.database, session.member, session.now) as writing:
        identity.set_setting(writing.session, UNPROVEN, "")
        writing.audit("prove_recovery")
        writing.commit()


def skip(session: Session) -> None:
    """Write down that somebody chose to make no shares.

    Errors
        NotAllowed
    """
    session.must(Act.MAKE_RECOVERY)
    with change(session.database, session.member, session.now) as writing:
        writing.audit("skip_recovery")
        writing.commit()


def rehearse(session: Session, shares: Sequence[str]) -> date:
    """Prove that some shares would open this store, without opening it; return the day.

    Errors
        NotAllowed, NoRecovery, WrongShares.
    """
    session.must(Act.MAKE_RECOVERY)
    if not recovery.fits(recovery.combine(shares), session.vault.ring):
        raise WrongShares
    with change(session.database, session.member, session.now) as writing:
        identity.set_setting(writing.session, REHEARSED, session.today.isoformat())
        identity.set_setting(writing.session, UNPROVEN, "")
        writing.audit("rehearse_recovery")
        writing.commit()
    return session.today


def state(session: Session) -> RecoveryState:
    """Return how it stands with the paper shares."""
    with session.database.reading() as reading:
        rehearsed = identity.setting(reading, REHEARSED, "")
        is_unproven = identity.setting(reading, UNPROVEN, "") == _YES
    slot = session.vault.ring.recovery
    if slot is None:
        return RecoveryState(None, 0, 0, None)
    on = date.fromisoformat(rehearsed) if rehearsed else None
    return RecoveryState(date.fromisoformat(slot.made_on), slot.shares, slot.threshold, on, is_unproven)


def is_missing(session: Session) -> bool:
    """Return whether nobody has shown that there is a way in when all forget their passphrases."""
    return state(session).is_missing


def use(
    folder: Path,
    shares: Sequence[str],
    member: str,
    name: str,
    passphrase: str,
    clock: Callable[[], datetime] = utc_now,
    profile: kdf.KdfProfile = kdf.RFC_9106_LOW_MEMORY,
) -> Session:
    """Open a store with enough shares, for a coordinator with a new passphrase.

    ``member`` may be one who forgot her passphrase, or a new one. The shares are used up: the
    store gets another key, and new shares have to be made.

    Errors
        WrongShares, NoRecovery, BadMemberId, TextRefused, PassphraseRefused: nothing changed.
    """
    if not is_member_id(member):
        raise BadMemberId("")
    must_be_a_name("name", name)
    passphrases.must_be_good(passphrase)
    vault = recovery.open_with(folder, recovery.combine(shares))
    database = Database(vault)
    try:
        check_opening(database, clock())
        _enter_coordinator(database, MemberId(member), name.strip(), passphrase, clock(), profile)
    finally:
        database.close()
        vault.forget()
    return unlock(folder, member, passphrase, clock)


def is_rehearsal_due(found: RecoveryState, now: datetime) -> bool:
    """Return whether the shares were not rehearsed for a year."""
    last = found.rehearsed_on or found.made_on
    return last is not None and (local_time.on_the_wall(now).date() - last).days > REHEARSE_AFTER_DAYS


def _enter_coordinator(
    database: Database,
    member: MemberId,
    name: str,
    passphrase: str,
    now: datetime,
    profile: kdf.KdfProfile,
) -> None:
    vault, keys = database.vault, slots.make_keys()

    def with_coordinator(ring: Keyring) -> Keyring:
        entry = Listed(member, "coordinator", keys.public_seal(), keys.public_sign())
        slot = door.new_slot(keys, passphrase, profile, ring.store, ring.generation, member, vault.data_key)
        fresh = keyring.with_listed(keyring.with_slot(ring, slot), entry)
        return keyring.signed(fresh, RECOVERY_SIGNER, vault.keys)

    def write(writing: Change) -> None:
        members.add(writing.session, member, name, "", "da")
        identity.pin(writing.session, member, keys.public_sign(), writing.now)
        writing.audit("use_recovery", member)

    rotation.rotate(database, RECOVERY_SIGNER, now, with_coordinator, write)
    _use_up(database, now)


def _use_up(database: Database, now: datetime) -> None:
    # Whoever brought the shares has seen them all: they must open nothing any more.
    with files.locked(database.vault.folder):
        database.look_again()
        with change(database, RECOVERY_SIGNER, now) as writing:
            epoch = identity.epoch(writing.session) + 1
            ring = database.vault.ring
            bare = replace(ring, recovery=None, membership=ring.membership + 1, epoch=epoch)
            signed = keyring.signed(bare, RECOVERY_SIGNER, database.vault.keys)
            identity.raise_epoch(writing.session, epoch)
            writing.audit("use_up_recovery")
            writing.commit()
        database.vault.replace_ring(signed)
        confirm_keyring(database)

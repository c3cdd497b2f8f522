"""Which store this is: identity, epoch, pinned coordinators, settings, departments."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, delete, func, select

from nsk_tui.store import moments
from nsk_tui.store.errors import Missing
from nsk_tui.store.tables import DepartmentRow, IdentityRow, PinRow, SettingRow
from nsk_tui.vault import chain
from nsk_tui.vault.errors import ForeignStore, RolledBack
from nsk_tui.vault.format import Keyring
from nsk_tui.vault.keyring import verify_signature

DEPARTMENTS_MAX = 200
_KEYRING_SEEN = "keyring_epoch"


def write_first(session: Session, ring: Keyring, now: datetime) -> None:
    """Write the identity row of a new store."""
    session.add(
        IdentityRow(
            store=ring.store,
            generation=ring.generation,
            epoch=ring.epoch,
            chain_key=chain.new_chain_key(),
            created_at=moments.to_text(now),
        )
    )
    session.flush()


def check(session: Session, ring: Keyring) -> int:
    """Return the database's epoch after holding it against the keyring.

    Errors
        ForeignStore: the file belongs to another store. RolledBack: one of the two is older
        than the other allows. BadSignature: the list of members was not signed by a known
        coordinator.
    """
    row = row_of(session)
    if row.store != ring.store:
        raise ForeignStore(ring.file)
    lags = ring.epoch == row.epoch - 1 and keyring_seen(session) < row.epoch
    if row.generation != ring.generation or not (ring.epoch == row.epoch or lags):
        raise RolledBack(ring.file)
    verify_signature(ring, pins(session))
    return row.epoch


def keyring_seen(session: Session) -> int:
    """Return the highest epoch whose keyring was seen in its place; 0 before the first.

    One that lags behind this was put back. Without it, the step that heals an interrupted
    change would also take back a role or a passphrase.
    """
    return int(setting(session, _KEYRING_SEEN, "0"))


def note_keyring(session: Session, epoch: int) -> None:
    """Write down that the keyring of an epoch stands in its place."""
    if epoch > keyring_seen(session):
        set_setting(session, _KEYRING_SEEN, str(epoch))


def raise_epoch(session: Session, epoch: int) -> None:
    """Write down that the keyring is about to become this epoch."""
    row = row_of(session)
    row.epoch = epoch
    session.add(row)
    session.flush()


def epoch(session: Session) -> int:
    """Return the database's epoch."""
    return row_of(session).epoch


def chain_key(session: Session) -> bytes:
    """Return the key of the audit chain, which also marks declared words."""
    return row_of(session).chain_key


def pins(session: Session) -> dict[str, bytes]:
    """Return the signing keys of the coordinators that the store accepts."""
    rows = session.exec(select(PinRow).order_by(PinRow.member).limit(500))
    return {row.member: row.sign_key for row in rows}


def pin(session: Session, member: str, sign_key: bytes, now: datetime) -> None:
    """Accept a coordinator's signature from now on."""
    session.merge(PinRow(member=member, sign_key=sign_key, since=moments.to_text(now)))
    session.flush()


def unpin(session: Session, member: str) -> None:
    """Accept a member's signature no more."""
    session.exec(delete(PinRow).where(col(PinRow.member) == member))


def pin_as_listed(session: Session, ring: Keyring, now: datetime) -> None:
    """Accept the coordinators of a verified keyring and no other members, as it was before a cut change."""
    for entry in ring.listed:
        if entry.role == "coordinator":
            pin(session, entry.member, entry.sign_key, now)
        elif entry.member != ring.signed_by:
            unpin(session, entry.member)


def setting(session: Session, name: str, default: str) -> str:
    """Return a setting of the network."""
    row = session.get(SettingRow, name)
    return default if row is None else row.value


def settings(session: Session, names: Collection[str]) -> dict[str, str]:
    """Return those of some settings that the network has decided, by name."""
    query = select(SettingRow.name, SettingRow.value).where(col(SettingRow.name).in_(names))
    return dict(session.exec(query).all())


def set_setting(session: Session, name: str, value: str) -> None:
    """Change a setting of the network."""
    session.merge(SettingRow(name=name, value=value))
    session.flush()


def departments(session: Session) -> tuple[str, ...]:
    """Return the departments in the network's order."""
    query = select(DepartmentRow.name).order_by(col(DepartmentRow.position)).limit(DEPARTMENTS_MAX)
    return tuple(session.exec(query))


def set_departments(session: Session, names: tuple[str, ...]) -> None:
    """Replace the departments."""
    session.exec(delete(DepartmentRow))
    session.add_all(DepartmentRow(name=name, position=position) for position, name in enumerate(names))
    session.flush()


def add_department(session: Session, name: str) -> None:
    """Add a department at the end."""
    last = session.exec(select(func.max(col(DepartmentRow.position)))).one()
    session.add(DepartmentRow(name=name, position=(last or 0) + 1))
    session.flush()


def row_of(session: Session) -> IdentityRow:
    """Return the identity row.

    Errors
        Missing: the file has none.
    """
    row = session.get(IdentityRow, 1)
    if row is None:
        raise Missing("identity")
    return row

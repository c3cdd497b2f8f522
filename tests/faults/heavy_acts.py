"""The heavy acts as workers carry them out, to be killed in the middle."""

from pathlib import Path

from nsk_tui.services import backup, members, recovery, rotation
from nsk_tui.services.session import Session
from nsk_tui.vault.errors import VaultError
from tests.conftest import NOW, PASSPHRASES
from tests.faults.nursery import Link
from tests.faults.tasks import opened

CHIEF = "K-01"


def make_shares(link: Link, store: str) -> None:
    """Make paper shares."""
    session = _ready(link, store)
    recovery.make(session)


def remove(link: Link, store: str) -> None:
    """Close K-03's access; in a store where that is done already, give it another key."""
    session = _ready(link, store)
    known = {one.id for one in members.list_members(session)}
    if "K-03" in known:
        rotation.remove_member(session, "K-03")
    else:
        rotation.rotate_key(session)


def back_up(link: Link, store: str) -> None:
    """Copy the store into the folder beside it."""
    _ready(link, store)
    backup.make(Path(store), Path(store).parent / "copies", lambda: NOW)


def restore(link: Link, store: str) -> None:
    """Put the copy that lies beside it in its place."""
    _ready(link, store)
    (copy,) = backup.copies(Path(store).parent / "copies")
    backup.restore(copy, Path(store), CHIEF, PASSPHRASES[CHIEF], lambda: NOW)


def _ready(link: Link, store: str) -> Session:
    session = opened(store, CHIEF)
    link.tell("ready")
    link.wait()
    return session


def restore_to(_link: Link, copy: str, place: str) -> str:
    """Put a copy where there is no store; return how it ended."""
    try:
        backup.restore(Path(copy), Path(place), CHIEF, PASSPHRASES[CHIEF], lambda: NOW)
    except VaultError as fault:
        return fault.code
    return "done"

"""What is tried where nothing may be written, as an account that file modes bind."""

import ctypes
from collections.abc import Callable
from pathlib import Path

from nsk_tui.services import backup, consultations, drafts, rotation, setup
from nsk_tui.services.session import unlock
from nsk_tui.vault.errors import VaultError
from tests.conftest import CHEAP, DEPARTMENTS, NOW, PASSPHRASES
from tests.faults.notes import note
from tests.faults.nursery import Link

_CAPABILITY_VERSION = 0x20080522
_CAPSET_WORDS = 6


def give_rights_up() -> None:
    """Go on as an account that file modes bind: root without its capabilities is none other.

    Changing the account instead would take Python's own files away where they lie in root's home.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    nothing = (ctypes.c_uint32 * _CAPSET_WORDS)()
    if libc.capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def close(folder: Path, *, is_closed: bool = True) -> None:
    """Take the right to write away from a folder and all in it, or give it back."""
    paths = [folder, *sorted(folder.rglob("*"))]
    for path in paths if not is_closed else reversed(paths):
        writing = 0 if is_closed else 0o200
        path.chmod((0o500 if path.is_dir() else 0o400) | writing)


def code_of(act: Callable[[], object]) -> str:
    """Return how an act ended."""
    try:
        act()
    except VaultError as fault:
        return fault.code
    return "done"


def tried(link: Link, place: str) -> dict[str, str]:
    """Try everything that writes, in a store that may be read alone; then again when it may be written."""
    store = Path(place) / "store"
    give_rights_up()
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    draft = drafts.save_draft(session, None, "consultation", "rund-lygte", {"text": "den gamle"})
    made = backup.make(store, Path(place) / "copies", lambda: NOW)
    session.lock()
    before = contents(store)
    ends = tried_closed(store, Path(place) / "more", made.path)
    ends["is as before"] = str(before == contents(store))
    return ends | tried_in_an_open_session(store, draft)


def contents(store: Path) -> dict[str, bytes]:
    """Return what the files of a store hold."""
    return {path.name: path.read_bytes() for path in store.iterdir() if path.is_file()}


def tried_closed(store: Path, more: Path, copy: Path) -> dict[str, str]:
    """Try what opens, makes, copies and restores a store that cannot be written."""
    network = setup.NewNetwork("Nabo", "Eksempelkøbing", DEPARTMENTS)

    def unlocked() -> None:
        unlock(store, "K-01", PASSPHRASES["K-01"]).lock()

    def created() -> None:
        setup.create_store(store / "other", network, "K-01", "Ane", PASSPHRASES["K-01"], profile=CHEAP).lock()

    close(store)
    ends = {"unlock": code_of(unlocked), "create": code_of(created)}
    ends["back up"] = code_of(lambda: backup.make(store, more, lambda: NOW))
    ends["restore"] = code_of(lambda: backup.restore(copy, store / "x", "K-01", PASSPHRASES["K-01"]))
    return ends


def tried_in_an_open_session(store: Path, draft: str) -> dict[str, str]:
    """Try what an open session writes when the store closes under it, and when it opens again."""
    close(store, is_closed=False)
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    ends = {"is there": str(drafts.load_draft(session, draft))}
    close(store)
    ends["rotate"] = code_of(lambda: rotation.rotate_key(session))
    ends["draft"] = code_of(lambda: drafts.save_draft(session, draft, "consultation", "x-y", {"text": "ny"}))
    ends["draft is as before"] = str(drafts.load_draft(session, draft) == {"text": "den gamle"})
    close(store, is_closed=False)
    ends["rotate again"] = code_of(lambda: rotation.rotate_key(session))
    ends["add again"] = code_of(lambda: consultations.add(session, note(3)))
    session.lock()
    return ends

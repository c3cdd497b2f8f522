"""The demo: invented, the same for the same seed, and nothing of it readable in the files."""

import re
from pathlib import Path

import pytest

from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import demo, members, threads, upkeep
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault.errors import WrongPassphrase
from tests.conftest import CHEAP, Clock


def made(folder: Path, clock: Clock, seed: int = 7) -> tuple[demo.DemoStore, Session]:
    """Make a small demo and open it."""
    store = demo.make_demo(folder, 60, 13, seed, clock=clock, profile=CHEAP)
    first = store.members[0]
    return store, unlock(folder, first.id, first.passphrase, clock)


def test_every_member_opens_the_demo_and_no_other_store(tmp_path: Path, clock: Clock) -> None:
    """Passphrases are drawn anew each time."""
    one, first = made(tmp_path / "a", clock)
    other, second = made(tmp_path / "b", clock)
    for slot in one.members[:3]:
        unlock(one.folder, slot.id, slot.passphrase, clock).lock()
        with pytest.raises(WrongPassphrase):
            unlock(other.folder, slot.id, slot.passphrase, clock)
    assert len(one.members) == 13
    first.lock()
    second.lock()


def test_the_same_seed_tells_the_same_stories(tmp_path: Path, clock: Clock) -> None:
    """Texts, days and authors follow the seed; code names and keys are chance."""
    told = []
    for name in ("a", "b"):
        _store, session = made(tmp_path / name, clock)
        entries = threads.list_entries(session, EntryFilter())
        told.append(sorted((one.body.text, one.body.day, one.member) for one in entries))
        session.lock()
    assert told[0] == told[1]
    assert len(told[0]) == 60


def test_nothing_of_a_demo_can_be_read_in_its_files(tmp_path: Path, clock: Clock) -> None:
    """No longer word of a consultation and no name of a member stands in any file."""
    store, session = made(tmp_path / "a", clock)
    entries = threads.list_entries(session, EntryFilter())
    words = {word for one in entries for word in re.findall(r"\w{7,}", one.body.text + one.body.advice)}
    names = {member.name for member in members.list_members(session)} | set(session.departments)
    assert upkeep.verify(store.folder, session).ok
    session.lock()
    files = [path for path in store.folder.rglob("*") if path.is_file() and path.parent.name != "cards"]
    content = b"".join(path.read_bytes() for path in files)
    assert len(words) > 100
    assert [word for word in sorted(words | names) if word.encode() in content] == []

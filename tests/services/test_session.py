"""Unlocking and locking."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.members import Role
from nsk_tui.services import members, session, setup
from nsk_tui.services.errors import Locked, NotAllowed, PassphraseRefused, TextRefused
from nsk_tui.services.session import Session, unlock
from nsk_tui.vault import keyring
from nsk_tui.vault.errors import (
    BadMac,
    DamagedStore,
    FolderNotEmpty,
    ForeignStore,
    InvitationExpired,
    NewerFormat,
    NoStore,
    OverLimit,
    RolledBack,
    TooOpen,
    VaultError,
    WrongInvitation,
    WrongPassphrase,
)
from tests.conftest import CHEAP, NOW, PASSPHRASES, Clock


def test_each_member_opens_the_same_store_with_her_own_passphrase(unlocked: Callable[[str], Session]) -> None:
    """Two members are unlocked at the same time, each in her own role."""
    first, second = unlocked("K-01"), unlocked("K-02")
    assert (first.role, second.role) == (Role.COORDINATOR, Role.MEMBER)
    assert first.network == second.network == "Videnspersonerne"


@pytest.mark.parametrize("member", ["K-01", "K-99", "../K-01", "", "K-01\n"])
def test_a_wrong_passphrase_and_an_unknown_member_are_told_alike(store: Path, member: str) -> None:
    """Nobody learns from the answer who belongs."""
    with pytest.raises(WrongPassphrase) as told:
        unlock(store, member, "ikke den rigtige sætning")
    assert str(told.value) == ""


def test_wrong_tries_slow_that_member_only_and_a_right_one_forgets_them(store: Path) -> None:
    """Each wrong try makes the next one wait longer; others are not touched; nobody is locked out."""
    for _try in range(3):
        with pytest.raises(WrongPassphrase):
            unlock(store, "K-02", "ikke den rigtige sætning")
    assert session.seconds_until_try(store, "K-02") in (3, 4)
    assert session.seconds_until_try(store, "K-01") == 0
    unlock(store, "K-02", PASSPHRASES["K-02"]).lock()
    assert session.seconds_until_try(store, "K-02") == 0


def test_a_locked_session_has_no_keys_and_does_nothing(session: Session) -> None:
    """Locking forgets the keys; it may be said twice."""
    vault = session.vault
    session.lock()
    session.lock()
    for ask in (lambda: session.database, lambda: session.vault):
        with pytest.raises(Locked):
            ask()
    for forgotten in (lambda: vault.data_key, lambda: vault.keys):
        with pytest.raises(WrongPassphrase):
            forgotten()


def _edit(folder: Path, **changed: object) -> None:
    path = folder / "keyring.json"
    table = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(table | changed), "utf-8")


def _cut(folder: Path) -> None:
    path = folder / "keyring.json"
    path.write_bytes(path.read_bytes()[:200])


def _greedy(folder: Path) -> None:
    path = folder / "keyring.json"
    table = json.loads(path.read_text("utf-8"))
    for slot in table["slots"]:
        slot["kdf"]["m"] = 2**30
    path.write_text(json.dumps(table), "utf-8")


def _stranger(folder: Path) -> None:
    plain = b"SQLite format 3\x00" + b"\x00" * 4096
    (folder / "store-000001.db").write_bytes(plain)


HARM: list[tuple[str, Callable[[Path], object], type[VaultError]]] = [
    ("missing", lambda folder: shutil.rmtree(folder), NoStore),
    ("open to the group", lambda folder: folder.chmod(0o750), TooOpen),
    ("keyring readable by all", lambda folder: (folder / "keyring.json").chmod(0o644), TooOpen),
    ("keyring gone", lambda folder: (folder / "keyring.json").unlink(), DamagedStore),
    ("keyring empty", lambda folder: (folder / "keyring.json").write_bytes(b""), DamagedStore),
    ("keyring cut", _cut, DamagedStore),
    ("keyring of something else", lambda folder: (folder / "keyring.json").write_text("{}"), ForeignStore),
    ("keyring of a later format", lambda folder: _edit(folder, format="nsk_tui/store/v2"), NewerFormat),
    ("network renamed", lambda folder: _edit(folder, network="Andre"), BadMac),
    ("asks for a terabyte", _greedy, OverLimit),
    ("database gone", lambda folder: (folder / "store-000001.db").unlink(), NoStore),
    ("database empty", lambda folder: (folder / "store-000001.db").write_bytes(b""), DamagedStore),
    ("database in the clear", _stranger, DamagedStore),
    ("database cut", lambda folder: os.truncate(folder / "store-000001.db", 4096), DamagedStore),
]


@pytest.mark.parametrize(("what", "harm", "fault"), HARM, ids=[row[0] for row in HARM])
def test_a_harmed_store_is_refused_by_its_own_name(
    store: Path, what: str, harm: Callable[[Path], object], fault: type[VaultError]
) -> None:
    """Each harm is told apart, and nothing is written."""
    for extra in store.glob("*.db-*"):
        extra.unlink()
    harm(store)
    with pytest.raises(fault):
        unlock(store, "K-01", PASSPHRASES["K-01"])


def test_an_older_keyring_put_back_is_noticed(store: Path, session: Session) -> None:
    """One change behind or two: it was in its place once, and the database knows."""
    old = (store / "keyring.json").read_bytes()
    for number in range(7, 9):
        members.invite(session, f"K-0{number}", "Gry Prøve", profile=CHEAP)
        new = (store / "keyring.json").read_bytes()
        (store / "keyring.json").write_bytes(old)
        with pytest.raises(RolledBack):
            unlock(store, "K-01", PASSPHRASES["K-01"])
        (store / "keyring.json").write_bytes(new)


def test_an_open_session_takes_in_a_new_member_without_a_passphrase(
    unlocked: Callable[[str], Session],
) -> None:
    """The keyring is looked at again by every transaction."""
    first, second = unlocked("K-01"), unlocked("K-02")
    members.invite(first, "K-07", "Gry Prøve", profile=CHEAP)
    assert "K-07" in {member.id for member in members.list_members(second)}


def test_an_invitation_is_good_once_and_not_after_its_day(
    store: Path, session: Session, clock: Clock
) -> None:
    """The code opens once; a wrong code, a second use and a late one are refused."""
    code = members.invite(session, "K-07", "Gry Prøve", profile=CHEAP).code
    assert members.is_invited(store, "K-07")
    with pytest.raises(WrongInvitation):
        members.join(store, "K-07", "AAAA-BBBB-CCCC", "en lang ny adgangssætning", clock, CHEAP)
    members.join(
        store, "K-07", code.lower().replace("-", " "), "en lang ny adgangssætning", clock, CHEAP
    ).lock()
    assert not members.is_invited(store, "K-07")
    with pytest.raises(WrongInvitation):
        members.join(store, "K-07", code, "en anden lang adgangssætning", clock, CHEAP)
    late = members.invite(session, "K-08", "Ib Prøve", profile=CHEAP).code
    clock.now = NOW + timedelta(days=members.INVITATION_DAYS + 1)
    with pytest.raises(InvitationExpired):
        members.join(store, "K-08", late, "en lang ny adgangssætning", clock, CHEAP)


def test_an_invitation_does_not_open_as_a_passphrase(store: Path, session: Session) -> None:
    """Only taking it up makes a way in."""
    code = members.invite(session, "K-07", "Gry Prøve", profile=CHEAP).code
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-07", code)


def test_a_member_changes_her_passphrase_alone(store: Path, unlocked: Callable[[str], Session]) -> None:
    """The old one opens nothing afterwards, and the coordinator need not be there."""
    second = unlocked("K-02")
    with pytest.raises(WrongPassphrase):
        members.change_passphrase(second, "gættet forkert igen", "en helt ny lang sætning", CHEAP)
    members.change_passphrase(second, PASSPHRASES["K-02"], "en helt ny lang sætning", CHEAP)
    with pytest.raises(WrongPassphrase):
        unlock(store, "K-02", PASSPHRASES["K-02"])
    unlock(store, "K-02", "en helt ny lang sætning").lock()


def test_a_new_coordinator_can_sign_and_an_old_one_no_more(
    store: Path, unlocked: Callable[[str], Session]
) -> None:
    """Roles stand under a signature that the database has pinned."""
    first = unlocked("K-01")
    members.change_role(first, "K-02", Role.COORDINATOR)
    second = unlocked("K-02")
    members.change_role(second, "K-01", Role.MEMBER)
    third = unlocked("K-03")
    assert {m.id for m in members.list_members(third) if m.role is Role.COORDINATOR} == {"K-02"}
    with pytest.raises(NotAllowed):
        members.invite(first, "K-09", "Jo Prøve", profile=CHEAP)


def test_a_member_may_not_invite(unlocked: Callable[[str], Session]) -> None:
    """Inviting is the coordinator's; the refusal is written down."""
    second = unlocked("K-02")
    with pytest.raises(NotAllowed):
        members.invite(second, "K-09", "Jo Prøve", profile=CHEAP)


@pytest.mark.parametrize("passphrase", ["kort", "x" * 2000, "aaaaaaaaaaaaaaaaaaaa", "qwertyuiopasdfghjkl"])
def test_a_weak_passphrase_makes_no_store(tmp_path: Path, passphrase: str) -> None:
    """Nothing is left behind when a store is refused."""
    folder = tmp_path / "new"
    with pytest.raises(PassphraseRefused):
        setup.create_store(folder, setup.NewNetwork("N"), "K-01", "Ane", passphrase, profile=CHEAP)
    assert not folder.exists()


def test_a_store_is_not_made_where_something_lies(tmp_path: Path) -> None:
    """What lies there stays."""
    (tmp_path / "note.txt").write_text("vigtigt")
    tmp_path.chmod(0o700)
    with pytest.raises(FolderNotEmpty):
        setup.create_store(tmp_path, setup.NewNetwork("N"), "K-01", "Ane", PASSPHRASES["K-01"], profile=CHEAP)
    assert (tmp_path / "note.txt").read_text() == "vigtigt"


@pytest.mark.parametrize("name", ["", " ", "to\nlinjer", "x" * 200, "rød\x1b[31m", "vendt\u202e"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    """Control and direction characters stop at the boundary."""
    with pytest.raises(TextRefused):
        setup.create_store(
            tmp_path / "s", setup.NewNetwork("N"), "K-01", name, PASSPHRASES["K-01"], profile=CHEAP
        )


def test_files_are_for_their_owner_alone(store: Path) -> None:
    """0700 and 0600, drafts and cards included."""
    unlock(store, "K-01", PASSPHRASES["K-01"]).lock()
    modes = {path.stat().st_mode & 0o777 for path in store.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (store, store / "cards")} == {0o700}


def test_argon_costs_what_the_standard_says(tmp_path: Path) -> None:
    """A store made without saying otherwise uses RFC 9106's low-memory profile."""
    folder = tmp_path / "real"
    setup.create_store(folder, setup.NewNetwork("N"), "K-01", "Ane", PASSPHRASES["K-01"]).lock()
    kdf = keyring.load(folder).slots[0].kdf
    assert (kdf.time_cost, kdf.memory_kib, kdf.lanes) == (3, 65536, 4)

"""``nsk rotate-key`` and ``nsk member remove``: another key, and one member less."""

from pathlib import Path

import pytest

from tests.cli.conftest import Nsk, environment, program
from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal


def generations(store: Path) -> list[str]:
    """Return the names of the database files."""
    return sorted(path.name for path in store.glob("store-*.db"))


def test_the_store_gets_another_key_and_everybody_goes_on(nsk: Nsk, store: Path) -> None:
    """One database file, another one than before; each passphrase still opens."""
    before = generations(store)
    answer = nsk.use(store)("rotate-key", "--json", as_="K-01")
    assert (answer.code, answer.json) == (0, {"generation": 2})
    after = generations(store)
    assert len(after) == 1
    assert after != before
    assert nsk("member", "list", as_="K-02").code == 0
    assert nsk("verify", "--json", as_="K-01").json["ok"]


@pytest.mark.parametrize(("language", "word"), [("da", "nummer 2"), ("en", "number 2")])
def test_a_rotation_says_what_it_does_not_do(nsk: Nsk, store: Path, language: str, word: str) -> None:
    """Older copies open with the old key; the sentence says so in both languages."""
    nsk.set("NSK_LANGUAGE", language)
    answer = nsk.use(store)("rotate-key", as_="K-01")
    assert answer.code == 0
    assert word in answer.out
    assert {"da": "sikkerhedskopier", "en": "backups"}[language] in answer.out


def test_only_a_coordinator_rotates(nsk: Nsk, store: Path) -> None:
    """A member is refused, and the key is the old one."""
    before = generations(store)
    assert nsk.use(store)("rotate-key", as_="K-02").code == 4
    assert generations(store) == before


def test_a_removed_member_opens_nothing_any_more(nsk: Nsk, store: Path) -> None:
    """Her slot is gone, the key is another, and her keyring from yesterday does not help."""
    old = (store / "keyring.json").read_bytes()
    removed = nsk.use(store)("member", "remove", "K-02", "--yes", "--json", as_="K-01")
    assert (removed.code, removed.json) == (0, {"member": "K-02", "generation": 2, "ssh_keys": []})
    assert nsk("member", "list", as_="K-02").code == 3
    new = (store / "keyring.json").read_bytes()
    (store / "keyring.json").write_bytes(old)
    assert nsk("member", "list", as_="K-02").code == 3
    (store / "keyring.json").write_bytes(new)
    ids = [one["id"] for one in nsk("member", "list", "--json", as_="K-01").json]
    assert ids == ["K-01", "K-03", "R-01"]


@pytest.mark.parametrize("language", ["da", "en"])
def test_removing_says_what_it_cannot_take_back(nsk: Nsk, store: Path, language: str) -> None:
    """What she has read, and copies from before, stand in the message; her name does too."""
    nsk.set("NSK_LANGUAGE", language)
    answer = nsk.use(store)("member", "remove", "K-02", "--yes", as_="K-01")
    assert answer.code == 0
    assert "Bo Prøvesen" in answer.err
    assert {"da": "sikkerhedskopier", "en": "copy or backup"}[language] in answer.err


def test_without_anybody_to_ask_nothing_is_removed(nsk: Nsk, store: Path) -> None:
    """A script must say ``--yes``."""
    nsk.use(store)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nsk_tui.cli.asking.TERMINAL", str(nsk.home / "no-terminal"))
        answer = nsk("member", "remove", "K-02", as_="K-01")
    assert answer.code == 2
    assert "--yes" in answer.err
    assert nsk("member", "list", as_="K-02").code == 0


def test_the_only_coordinator_stays(nsk: Nsk, store: Path) -> None:
    """Without one, nobody could invite; the old key and everybody's access stand."""
    before = generations(store)
    assert nsk.use(store)("member", "remove", "K-01", "--yes", as_="K-01").code == 4
    assert generations(store) == before
    assert nsk("member", "list", as_="K-01").code == 0


def test_nobody_removes_herself(nsk: Nsk, store: Path) -> None:
    """Also with another coordinator: the one who stays signs the list."""
    nsk.use(store)
    assert nsk("member", "role", "K-02", "coordinator", as_="K-01").code == 0
    answer = nsk("member", "remove", "K-01", "--yes", as_="K-01")
    assert (answer.code, answer.out) == (4, "")
    assert "another coordinator" in answer.err
    assert nsk("member", "remove", "K-01", "--yes", as_="K-02").code == 0
    assert nsk("member", "list", as_="K-01").code == 3


def test_an_unknown_member_and_a_member_without_the_right(nsk: Nsk, store: Path) -> None:
    """Neither is asked whether she is sure of it."""
    nsk.use(store)
    assert nsk("member", "remove", "K-99", as_="K-01").code == 2
    assert nsk("member", "remove", "K-03", as_="K-02").code == 4
    assert nsk("member", "list", as_="K-03").code == 0


@pytest.mark.parametrize(("typed", "code", "left"), [("n", 1, True), ("", 1, True), ("ja", 0, False)])
def test_a_person_is_asked_at_the_terminal(
    nsk: Nsk, store: Path, tmp_path: Path, typed: str, code: int, left: bool
) -> None:
    """Only a yes removes; Enter alone does not."""
    command = program("member", "remove", "K-02", "--as", "K-01")
    with Terminal(command, environment(tmp_path, NSK_STORE=str(store))) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.write_line(PASSPHRASES["K-01"])
        shown.wait_for("Remove K-02")
        shown.write_line(typed)
        assert shown.wait_exit() == code
    assert (nsk.use(store)("member", "list", as_="K-02").code == 0) is left


def test_a_removal_names_the_keys_to_take_out(nsk: Nsk, store: Path) -> None:
    """Her line in authorized_keys is the operator's to delete."""
    key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"
    nsk.use(store)
    mark = nsk("member", "key", "K-02", "--json", as_="K-01", stdin=key).json["fingerprint"]
    answer = nsk("member", "remove", "K-02", "--yes", as_="K-01")
    assert mark in answer.err

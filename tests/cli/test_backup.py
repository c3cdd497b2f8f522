"""``nsk backup``, ``nsk restore`` and ``nsk verify --backup``: a copy without a key, proven, put back."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Nsk, finished

CONSULTATION = {"level": "yellow", "age_band": "12-17", "concerns": ["control"], "text": "Et råd om et møde."}


def copy_of(nsk: Nsk, target: Path) -> Path:
    """Make a backup and return its file."""
    answer = nsk("backup", str(target), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["bytes"] == Path(answer.json["file"]).stat().st_size
    return Path(answer.json["file"])


def added(nsk: Nsk) -> str:
    """Add a consultation; return its id."""
    answer = nsk("consult", "add", "--from", "-", "--json", as_="K-01", stdin=json.dumps(CONSULTATION))
    assert answer.code == 0, answer.err
    return str(answer.json["added"][0]["id"])


def ids(nsk: Nsk) -> list[str]:
    """Return the ids of all consultations."""
    return [one["id"] for one in nsk("consult", "list", "--json", as_="K-01").json]


def test_a_backup_needs_no_passphrase(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """One file that only this account reads; its name and size are told."""
    answer = nsk.use(store)("backup", str(tmp_path / "copies"))
    assert answer.code == 0
    (file,) = (tmp_path / "copies").iterdir()
    assert str(file) in answer.out
    assert file.stat().st_mode & 0o777 == 0o600


def test_cron_hears_nothing_when_it_went_well(store: Path, tmp_path: Path) -> None:
    """In a process without a terminal, in the environment that cron gives."""
    done = finished("backup", str(tmp_path / "copies"), "--quiet", "--store", str(store), home=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    wrong = finished("backup", str(store / "in"), "--quiet", "--store", str(store), home=tmp_path)
    assert wrong.returncode == 2
    assert wrong.stderr


def test_what_cannot_be_copied_is_told(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """No store is 3, a folder in the store and no folder at all are 2; nothing is left behind."""
    nsk.use(store)
    assert nsk("backup", str(store / "copies")).code == 2
    assert not (store / "copies").exists()
    assert nsk("backup", "").code == 2
    assert nsk("backup").code == 2
    assert nsk("backup", str(tmp_path / "copies"), "--store", str(tmp_path / "none")).code == 3
    assert not (tmp_path / "copies").exists()


def test_a_backup_becomes_the_store_and_the_other_stays_beside(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """What came after the backup is in the store that was moved aside, whole."""
    nsk.use(store)
    early = added(nsk)
    file = copy_of(nsk, tmp_path / "copies")
    late = added(nsk)
    answer = nsk("restore", str(file), "--yes", "--json", as_="K-01")
    assert answer.code == 0, answer.err
    assert ids(nsk) == [early]
    aside = nsk("consult", "list", "--json", "--store", answer.json["before"], as_="K-01").json
    assert {one["id"] for one in aside} == {early, late}
    assert nsk("verify", "--json", as_="K-01").json["ok"]


def test_a_backup_opens_where_there_is_no_store(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """On a new server one says who one is; there is nothing to ask about."""
    file = copy_of(nsk.use(store), tmp_path / "copies")
    elsewhere = tmp_path / "elsewhere"
    assert nsk("restore", str(file), "--store", str(elsewhere), secrets=["x"]).code == 2
    answer = nsk("restore", str(file), "--store", str(elsewhere), "--json", as_="K-02")
    assert (answer.code, answer.json["before"]) == (0, None)
    assert nsk("member", "list", "--store", str(elsewhere), as_="K-02").code == 0


def test_a_broken_backup_and_a_wrong_passphrase_leave_the_store(
    nsk: Nsk, store: Path, tmp_path: Path
) -> None:
    """Cut, changed, no backup at all, another's passphrase: exit code 3 and the old state whole."""
    nsk.use(store)
    early = added(nsk)
    file = copy_of(nsk, tmp_path / "copies")
    cut, changed, none = (tmp_path / f"{name}.nskbackup" for name in ("cut", "changed", "none"))
    content = file.read_bytes()
    cut.write_bytes(content[: len(content) // 2])
    changed.write_bytes(content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])
    none.write_text("hej")
    late = added(nsk)
    for bad in (cut, changed, none, tmp_path / "missing"):
        assert nsk("restore", str(bad), "--yes", as_="K-01").code == 3
    assert nsk("restore", str(file), "--yes", "--as", "K-01", secrets=["det er helt forkert"]).code == 3
    assert set(ids(nsk)) == {early, late}
    assert [path.name for path in store.parent.iterdir() if path.name.startswith("store")] == ["store"]


def test_nothing_is_restored_without_a_yes(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """A script says ``--yes``; without anybody to ask it is wrong usage."""
    file = copy_of(nsk.use(store), tmp_path / "copies")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nsk_tui.cli.asking.TERMINAL", str(nsk.home / "no-terminal"))
        assert nsk("restore", str(file), as_="K-01").code == 2


def checks(nsk: Nsk, *words: str, stdin: str = "") -> tuple[int, dict[str, bool]]:
    """Verify as K-01; return the exit code and what each check said."""
    answer = nsk("verify", "--json", *words, as_="K-01", stdin=stdin)
    return answer.code, {check["name"]: check["ok"] for check in answer.json["checks"]}


def test_a_backup_is_proven_by_opening(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """The proof is a check of its own, and its day is written down for the next verification."""
    file = copy_of(nsk.use(store), tmp_path / "copies")
    assert checks(nsk)[1]["backup"] is False
    code, found = checks(nsk, "--backup", str(file))
    assert (code, found["backup_file"], found["backup"]) == (0, True, True)
    assert checks(nsk)[1]["backup"] is True


def test_a_backup_that_does_not_open_is_a_no(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """Exit code 1 with its JSON; the store itself is told to be whole."""
    nsk.use(store)
    broken = tmp_path / "broken.nskbackup"
    broken.write_text("hej")
    code, found = checks(nsk, "--backup", str(broken))
    assert (code, found["backup_file"], found["pages"]) == (1, False, True)
    assert checks(nsk, "--backup", str(tmp_path / "missing"))[0] == 1


def test_a_backup_of_another_store_is_a_no(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """It may be whole, but it does not bring this store back."""
    other = tmp_path / "other"
    words = ("init", "--network", "V", "--member", "K-01", "--name", "Eva", "--store", str(other))
    assert nsk(*words, secrets=["lang gren over vandet"]).code == 0
    file = copy_of(nsk.use(other), tmp_path / "copies")
    assert checks(nsk.use(store), "--backup", str(file))[0] == 1


def test_proving_needs_somebody_who_can_open(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """Without a passphrase the question is not half answered."""
    file = copy_of(nsk.use(store), tmp_path / "copies")
    done = finished("verify", "--backup", str(file), "--store", str(store), "--as", "K-01", home=tmp_path)
    assert done.returncode == 2

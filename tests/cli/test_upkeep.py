"""``nsk verify`` and ``nsk doctor``: what is wrong and how to mend it, also when nothing opens."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Answer, Nsk, environment, finished, program
from tests.tools.terminal import Terminal


def verified(nsk: Nsk, store: Path, as_: str | None = "K-01") -> Answer:
    """Verify a store; ``as_`` None means without a passphrase."""
    return nsk.use(store)("verify", "--json", as_=as_)


def names(answer: Answer, level: str = "error") -> set[str]:
    """Return the checks that failed."""
    return {check["name"] for check in answer.json["checks"] if not check["ok"] and check["level"] == level}


def test_a_whole_store_is_a_yes(nsk: Nsk, store: Path) -> None:
    """Every check has its five keys, and warnings do not make it a no."""
    answer = verified(nsk, store)
    assert names(answer) == set()
    assert (answer.code, answer.json["ok"]) == (0, True)
    assert {frozenset(check) for check in answer.json["checks"]} == {
        frozenset({"name", "ok", "level", "detail", "mend"})
    }


def test_without_a_passphrase_the_outside_is_checked_and_it_says_so(store: Path, tmp_path: Path) -> None:
    """No terminal and no file: what can be seen is told, with a warning that it is not all."""
    done = finished("verify", "--json", home=tmp_path, NSK_STORE=str(store))
    answer = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert answer.code == 0
    assert "inside" in names(answer, "warning")
    assert "pages" not in {check["name"] for check in answer.json["checks"]}


def test_at_a_terminal_an_empty_line_means_from_outside_only(store: Path, tmp_path: Path) -> None:
    """Whoever has no passphrase at hand presses Enter."""
    words = program("verify", "--as", "K-01")
    with Terminal(words, environment(tmp_path, NSK_STORE=str(store)), columns=200) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.press("enter")
        assert shown.wait_exit() == 0
        assert "Only seen from outside" in shown.text


@pytest.mark.parametrize(
    "wreck",
    [
        lambda store: next(store.glob("store-*.db")).write_bytes(b""),
        lambda store: next(store.glob("store-*.db")).unlink(),
        lambda store: (store / "keyring.json").write_text("{}"),
        lambda store: (store / "keyring.json").unlink(),
        lambda store: next(store.glob("store-*.db")).write_bytes(b"SQLite format 3\x00" + bytes(4096)),
        lambda store: store.chmod(0o755),
        lambda store: (store / "keyring.json").chmod(0o644),
        shutil.rmtree,
    ],
)
def test_a_store_that_will_not_open_is_a_no_with_its_json(nsk: Nsk, store: Path, wreck: Any) -> None:
    """Exit code 1, JSON on stdout, at least one error, and no traceback."""
    wreck(store)
    answer = verified(nsk, store)
    assert (answer.code, answer.json["ok"]) == (1, False)
    assert names(answer)
    assert "Traceback" not in answer.err


def test_a_changed_page_is_found(nsk: Nsk, store: Path) -> None:
    """One flipped byte anywhere in the database makes it a no."""
    database = next(store.glob("store-*.db"))
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    assert verified(nsk, store).code == 1


def test_a_wrong_passphrase_is_a_no(nsk: Nsk, store: Path) -> None:
    """A slot that was tampered with and a wrong passphrase cannot be told apart."""
    answer = nsk.use(store)("verify", "--json", "--as", "K-01", secrets=["det er helt forkert"])
    assert answer.code == 1
    assert names(answer) == {"open"}


def test_people_get_a_line_for_each_check_and_a_verdict(nsk: Nsk, store: Path) -> None:
    """What is wrong has its mend under it."""
    store.chmod(0o755)
    answer = nsk.use(store)("verify", as_="K-01")
    assert answer.code == 1
    assert "ERROR" in answer.out
    assert "chmod 700" in answer.out
    assert answer.out.splitlines()[-1] == "Something is wrong."


def test_the_doctor_needs_no_store(nsk: Nsk) -> None:
    """It says where the store would lie and why."""
    folder = nsk.home / "none"
    answer = nsk("doctor", "--json", "--store", str(folder))
    assert answer.code == 0
    (place,) = [check for check in answer.json["checks"] if check["name"] == "store"]
    assert f"{folder} (--store)" in place["detail"]


def test_the_doctor_says_when_the_terminal_cannot_show_danish(tmp_path: Path) -> None:
    """A locale that is not UTF-8 is a warning with its mend."""
    done = finished("doctor", "--json", home=tmp_path, PYTHONIOENCODING="ascii")
    answer = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "encoding" in names(answer, "warning")
    assert "UTF-8" in done.stdout.decode()


def test_the_doctor_answers_with_a_bad_settings_file(nsk: Nsk) -> None:
    """It is what one asks when the settings are wrong."""
    file = nsk.home / "config" / "nsk_tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("store = 3\n")
    answer = nsk("doctor", "--json")
    assert answer.code == 0
    assert str(file) in answer.err

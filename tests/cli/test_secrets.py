"""Passphrases: never from argv or an environment value, and only from a file that nobody else can read."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.cli.faults import UsageFault
from nsk_tui.cli.secrets import FILE_VARIABLE, LINE_BYTES_MAX, Secrets, can_ask, secrets_for
from tests.cli.conftest import Nsk, environment, program, secret_file
from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal

lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)


def from_file(path: Path) -> Secrets:
    """Return the secrets of a file that the environment names."""
    return secrets_for(None, {FILE_VARIABLE: str(path)})


def through_pipe(content: bytes) -> Secrets:
    """Return the secrets that come through a descriptor."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return secrets_for(str(reading))


@given(st.lists(lines, min_size=1, max_size=5))
def test_secrets_come_line_by_line_in_the_order_asked(secrets: list[str]) -> None:
    """Each question takes one line; a file and a pipe mean the same."""
    heard = through_pipe("".join(f"{one}\n" for one in secrets).encode())
    assert [heard.ask("x") for _one in secrets] == secrets
    with pytest.raises(UsageFault):
        heard.ask("one more")


def test_a_file_gives_its_lines_and_no_more(tmp_path: Path) -> None:
    """The last line may lack its end, Windows line ends are no part of a secret, blanks are."""
    path = tmp_path / "secrets"
    path.write_bytes("første \r\n\nsidste".encode())
    path.chmod(0o600)
    secrets = from_file(path)
    assert [secrets.ask("a"), secrets.ask("b"), secrets.ask("c")] == ["første ", "", "sidste"]
    with pytest.raises(UsageFault, match="d"):
        secrets.ask("d")


def test_a_new_passphrase_is_read_once_from_a_file(tmp_path: Path) -> None:
    """Saying it twice is for people who cannot see what they type."""
    secrets = from_file(secret_file(tmp_path, ["den nye", "det næste"]))
    assert secrets.ask_new("new") == "den nye"
    assert secrets.ask("next") == "det næste"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o610])
def test_a_file_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    """The refusal says how to mend it."""
    with pytest.raises(UsageFault) as refused:
        from_file(secret_file(tmp_path, ["hemmelig"], mode)).ask("x")
    assert "chmod 600" in refused.value.todo
    assert "hemmelig" not in str(refused.value)


def test_a_file_of_another_account_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever owns the file chose the passphrase."""
    path = secret_file(tmp_path, ["hemmelig"])
    monkeypatch.setattr(os, "geteuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(UsageFault):
        from_file(path).ask("x")


def test_what_is_no_plain_file_is_refused(tmp_path: Path) -> None:
    """A pipe's other end belongs to anybody; a folder and a missing file have no lines."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o600)
    for path in (pipe, tmp_path, tmp_path / "none"):
        with pytest.raises(UsageFault):
            from_file(path).ask("x")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A passphrase in Latin-1 would open with no other keyboard; the bytes are not repeated."""
    with pytest.raises(UsageFault) as refused:
        through_pipe("ærø".encode("latin-1") + b"\n").ask("passphrase")
    assert "UTF-8" in str(refused.value)


def test_a_line_without_end_is_bounded() -> None:
    """A descriptor that never ends a line does not fill the memory."""
    assert len(through_pipe(b"x" * (LINE_BYTES_MAX + 10)).ask("x")) == LINE_BYTES_MAX


def test_a_descriptor_that_is_not_open_is_wrong_usage(nsk: Nsk, store: Path) -> None:
    """The message names the descriptor."""
    answer = nsk.use(store)("member", "list", "--as", "K-01", "--passphrase-fd", "987")
    assert answer.code == 2
    assert "987" in answer.err


def test_a_descriptor_is_asked_before_the_file(nsk: Nsk, store: Path) -> None:
    """What a caller names at the verb wins over the environment."""
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASES["K-01"].encode() + b"\n")
    os.close(writing)
    words = ("member", "list", "--as", "K-01", "--passphrase-fd", str(reading))
    assert nsk.use(store)(*words, secrets=["det er forkert her"]).code == 0


def test_a_passphrase_in_the_environment_or_argv_is_no_way_in(nsk: Nsk, store: Path) -> None:
    """Whatever others on the machine can list is not read."""
    nsk.use(store).set("NSK_PASSPHRASE", PASSPHRASES["K-01"])
    answer = nsk("member", "list", "--as", "K-01")
    assert answer.code == 2
    assert FILE_VARIABLE in answer.err
    assert nsk("member", "list", "--as", "K-01", "--passphrase", PASSPHRASES["K-01"]).code == 2


def test_without_terminal_file_or_descriptor_nobody_is_asked() -> None:
    """A test has no terminal of its own on stdin, nor a file."""
    assert can_ask("3", {})
    assert can_ask(None, {FILE_VARIABLE: "x"})


def terminal(home: Path, store: Path, words: Sequence[str]) -> Terminal:
    """Return a verb that runs on a terminal."""
    return Terminal(program(*words), environment(home, NSK_STORE=str(store)))


def test_a_passphrase_typed_at_a_terminal_is_not_shown(store: Path, tmp_path: Path) -> None:
    """The terminal's echo is off while it is typed, and on again afterwards."""
    with terminal(tmp_path, store, ["member", "list", "--as", "K-01"]) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.type(PASSPHRASES["K-01"])
        shown.press("enter")
        assert shown.wait_exit() == 0
        assert "Ane Eksempel" in shown.text
        assert PASSPHRASES["K-01"].encode() not in bytes(shown.raw)


def test_a_new_passphrase_is_typed_twice(store: Path, tmp_path: Path) -> None:
    """Two that differ change nothing."""
    with terminal(tmp_path, store, ["member", "passphrase", "--as", "K-01"]) as shown:
        for asked, typed in (
            ("Passphrase of", PASSPHRASES["K-01"]),
            ("A new passphrase", "lang gren over vand"),
            ("once more", "lang gren under vand"),
        ):
            shown.wait_for(asked)
            shown.type(typed)
            shown.press("enter")
        assert shown.wait_exit() == 2
        assert "not the same" in shown.text


def test_an_interrupt_while_typing_gives_the_terminal_back(store: Path, tmp_path: Path) -> None:
    """Ctrl+C ends with 130, and what is typed afterwards is seen again."""
    command = [
        "sh",
        "-c",
        f"trap : INT; {' '.join(program('member', 'list', '--as', 'K-01'))}; echo code $?; stty -a",
    ]
    with Terminal(command, environment(tmp_path, NSK_STORE=str(store))) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.press("ctrl+c")
        shown.wait_for(f"code {128 + signal.SIGINT}")
        shown.wait_for(r"(?<!-)\becho\b")

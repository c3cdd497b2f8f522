"""``nsk shell``: what an SSH key opens, and that nothing else is a command."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui import __version__
from nsk_tui.cli.forced import (
    COMMAND_BYTES_MAX,
    ORIGINAL,
    Request,
    Wish,
    keep_only_what_a_line_may_bring,
    read_request,
)
from nsk_tui.services.duty_card import CARD_NAME
from nsk_tui.services.session import Session
from tests.cli.conftest import Answer, Nsk, environment, program
from tests.conftest import PASSPHRASES
from tests.tools.published_rota import publish, stand
from tests.tools.terminal import Terminal

OPENED = {
    "": Request(Wish.SCREENS),
    "nsk": Request(Wish.SCREENS),
    "--version": Request(Wish.VERSION),
    "nsk --version": Request(Wish.VERSION),
    "duty": Request(Wish.DUTY),
    "card": Request(Wish.CARD),
    "card red": Request(Wish.CARD, "red"),
    "nsk card yellow": Request(Wish.CARD, "yellow"),
    "waiting": Request(Wish.WAITING),
    "fetch 7F3K-Q2": Request(Wish.FETCH, "7F3K-Q2"),
}
NOT_OPENED = [
    "ls", "sh", "sh -c id", "bash -i", "/bin/sh", "python", "cat keyring.json", "nsk nsk",
    "nsk nsk card", "nsk verify", "verify", "doctor", "init", "shell", "nsk shell", "member list",
    "consult list", "backup x", "restore x", "demo", "card black", "card red red", "card --area adults",
    "card Red", "CARD", "duty --json", "waiting --all", "waiting --as K-02", "--as K-02",
    "--as K-02 card", "--store x", "--store x card red", "nsk --store x", "--help", "fetch",
    "fetch a b", "fetch --json", "fetch ../keyring", "fetch /etc/passwd", "fetch a/b", "fetch $HOME",
    "card red; id", "card red && id", "card red|id", "card red>x", "card red &", "card red\nid",
    "card\nred", "card red\n", "\ncard", "card\tred", " card", "card ", "card  red", "'card'", '"card"',
    "card\\ red", "$(id)", "`id`", "${IFS}", "card\u00a0red", "card\u2003red", "c\u0430rd", "ｃard",
    "card red\u202e", "card\ufeff", "card\x00red", "card\x1b[2J", "card\r", "scp -t .",
    "scp -f keyring.json", "sftp", "internal-sftp", "/usr/lib/openssh/sftp-server",
    "rsync --server -logDtpre.iLsfxC . .", "git-upload-pack x", "env", "-", "--", "*", "~", "!", "#",
    "card red #", "a" * 201, "card " + "red " * 60,
]  # fmt: skip


@pytest.fixture
def line(nsk: Nsk, store: Path) -> Iterator[Callable[..., Answer]]:
    """Return the far end of an SSH line: a command for K-02, and the environment put back afterwards."""
    nsk.use(store)

    def ask(command: str, member: str = "K-02", folder: Path = store, **brought: str) -> Answer:
        with mock.patch.dict(os.environ, {ORIGINAL: command, **brought}):
            return nsk("shell", "--store", str(folder), "--member", member)

    with mock.patch.dict(os.environ):
        yield ask


@pytest.mark.parametrize(("command", "request_"), OPENED.items())
def test_a_command_that_a_key_opens_is_read(command: str, request_: Request) -> None:
    """An ``nsk`` in front changes nothing."""
    assert read_request(command) == request_


@pytest.mark.parametrize("command", NOT_OPENED, ids=range(len(NOT_OPENED)))
def test_everything_else_is_no_command(command: str) -> None:
    """Quotes, signs of a shell, line ends, other blanks, look-alike letters, other verbs, options."""
    assert read_request(command) is None


WORDS = ["nsk", "card", "red", "fetch", "--version", "duty", "waiting", "--as", "K-01", "", ";", "sh", "\n"]


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join))
def test_a_text_is_opened_only_when_it_is_one_of_ours(command: str) -> None:
    """Whatever comes: one of six wishes in plain words, with a level or a ticket at most, or nothing."""
    request = read_request(command)
    if request is not None:
        words = command.removeprefix("nsk").strip(" ").split(" ")
        asked = [word for word in (request.wish.value, request.argument) if word]
        assert words in ([""], ["--version"], asked)
        assert len(command.encode()) <= COMMAND_BYTES_MAX


@given(
    st.sampled_from(sorted(OPENED)),
    st.integers(0, 20),
    st.characters(exclude_characters="nsk abcdefghijlmopqrtuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
)
def test_one_strange_sign_anywhere_refuses_the_whole(command: str, place: int, sign: str) -> None:
    """Nothing is dropped or mended to make a command fit."""
    assert read_request(command[:place] + sign + command[place:]) is None


def test_what_a_line_may_bring_is_the_terminal_and_its_language() -> None:
    """Everything that could lead Python, Textual or the settings elsewhere is gone, and odd values too."""
    brought = {
        "TERM": "xterm-256color", "LANG": "da_DK.UTF-8", "LC_ALL": "C", "LC_CTYPE": "C.UTF-8",
        "NO_COLOR": "1", "COLUMNS": "132", "LINES": "50", "SSH_TTY": "/dev/pts/3",
        "SSH_CONNECTION": "127.0.0.1 1 127.0.0.1 2", ORIGINAL: "card \x00 red",
    }  # fmt: skip
    names = (
        "PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS PYTHONINSPECT TEXTUAL TEXTUAL_LOG NSK_STORE "
        "NSK_PASSPHRASE_FILE NSK_LANGUAGE LD_PRELOAD HOME XDG_CONFIG_HOME PATH LANGUAGE BASH_ENV ENV IFS"
    )
    taken = {**dict.fromkeys(names.split(), "x"), "LC_EVIL": "a\nb"}
    environment = {**brought, **taken}
    keep_only_what_a_line_may_bring(environment)
    assert environment == brought
    odd = {"COLUMNS": "100000000", "LINES": "-1", "TERM": "x" * 500, "LANG": "\x1b[2J", "NO_COLOR": "æ"}
    keep_only_what_a_line_may_bring(odd)
    assert odd == {}


@pytest.mark.parametrize("command", ["ls", "sh -c id", "card red; id", "--as K-01", "æ" * 50, "x" * 5000])
def test_a_refusal_is_one_line_that_repeats_nothing(line: Callable[..., Answer], command: str) -> None:
    """Exit code 4; what was asked stands nowhere in the answer."""
    answer = line(command)
    assert (answer.code, answer.out) == (4, "")
    assert len(answer.err.splitlines()) == 1
    assert "card [red|orange|yellow]" in answer.err
    assert answer.err == line("something-else").err


def test_the_version_the_card_the_rota_and_a_ticket(line: Callable[..., Answer]) -> None:
    """None of them needs a passphrase."""
    assert line("--version").out.startswith(f"nsk_tui {__version__}\n")
    assert "112" in line("card").out
    assert line("nsk card red").out == line("card").out
    assert line("card yellow").code == 0
    assert (line("duty").code, line("duty").out, "card red" in line("duty").err) == (1, "", True)
    assert (line("fetch 7F3K-Q2").code, line("fetch 7F3K-Q2").out) == (1, "")


def test_who_has_duty_is_told_over_the_line(line: Callable[..., Answer], session: Session) -> None:
    """The same answer as on the server, without a passphrase; a damaged card is one line."""
    stand(session, "K-02")
    publish(session)
    answer = line("duty")
    assert "K-02" in answer.out
    assert answer.out == line("nsk duty").out
    (session.folder / CARD_NAME).write_bytes(b"{")
    answer = line("duty")
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (3, "", 1)


def test_a_ticket_never_becomes_a_path(line: Callable[..., Answer], store: Path) -> None:
    """A file in the outbox with the ticket's name is not handed out by its name."""
    (store / "outbox").mkdir(mode=0o700)
    (store / "outbox" / "keyring").write_text("hemmeligt")
    answer = line("fetch keyring")
    assert (answer.code, answer.out) == (1, "")


def test_a_member_who_left_gets_one_line(line: Callable[..., Answer], nsk: Nsk) -> None:
    """Her key still stands in authorized_keys; it opens nothing, not even the card."""
    assert nsk("member", "remove", "K-02", "--yes", as_="K-01").code == 0
    for command in ("", "card red", "--version", "waiting"):
        answer = line(command)
        assert (answer.code, answer.out, len(answer.err.splitlines())) == (3, "", 1)
    assert line("card red", member="K-03").code == 0


def test_the_card_answers_when_the_store_does_not(line: Callable[..., Answer], store: Path) -> None:
    """A damaged keyring and a missing store keep nobody from the numbers."""
    (store / "keyring.json").write_text("{")
    assert "112" in line("card red").out
    shutil.rmtree(store)
    assert "112" in line("card red").out


def test_the_card_answers_when_the_settings_are_wrong(line: Callable[..., Answer], nsk: Nsk) -> None:
    """A slip of the operator's is told, and does not stand between a member and the numbers."""
    file = nsk.home / "config" / "nsk_tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("store = 3\n")
    answer = line("card red")
    assert (answer.code, "112" in answer.out, str(file) in answer.err) == (0, True, True)


def test_without_a_terminal_the_line_says_how_to_get_one(line: Callable[..., Answer]) -> None:
    """The screens and the count need the passphrase, and so a terminal."""
    for command in ("", "nsk", "waiting"):
        answer = line(command)
        assert (answer.code, answer.out) == (2, "")
        assert len(answer.err.splitlines()) == 1
        assert "ssh -t" in answer.err


@pytest.mark.parametrize("member", ["", "../x", "K-01 --as K-02", "K" * 17])
def test_a_line_with_a_wrong_member_is_wrong_usage(line: Callable[..., Answer], member: str) -> None:
    """The operator's slip is told as one."""
    assert line("card red", member=member).code == 2


def test_nobody_else_can_be_named(nsk: Nsk, store: Path) -> None:
    """``--as`` is no option here, and the line brings none."""
    with mock.patch.dict(os.environ):
        assert nsk.use(store)("shell", "--member", "K-02", "--as", "K-01").code == 2


def test_the_refusals_are_danish_first(line: Callable[..., Answer], nsk: Nsk) -> None:
    """The far end chooses no language; the server's settings do."""
    with mock.patch.dict(os.environ):
        nsk.set("NSK_LANGUAGE", "da")
        assert "Det åbner denne nøgle ikke" in line("ls").err
        assert "Den billet findes ikke" in line("fetch X").err


def far_end(home: Path, store: Path, *, member: str = "K-02", columns: int = 80, **more: str) -> Terminal:
    """Return what the forced command draws on a terminal."""
    command = program("shell", "--store", str(store), "--member", member)
    return Terminal(command, environment(home, **more), 24, columns, folder=home)


LOCK = "Adgangssætning|Passphrase"


def test_the_screens_ask_only_for_the_passphrase(store: Path, tmp_path: Path) -> None:
    """The person is given; typing goes into the passphrase, and opens her slot."""
    with far_end(tmp_path, store) as shown:
        shown.wait_for(LOCK)
        assert "K-02" in shown.text
        for key in ("up", "backtab", "tab"):
            shown.press(key)
            shown.settle()
        shown.type("K-01")
        shown.settle()
        assert "K-01" not in shown.text
        for _letter in range(4):
            shown.press("backspace")
        shown.settle()
        shown.type(PASSPHRASES["K-02"])
        shown.press("enter")
        shown.wait_for("▸1 I dag◂")
        assert "K-02" in shown.text
        shown.press("f10")
        assert shown.wait_exit() == 0


def test_another_members_passphrase_opens_nothing(store: Path, tmp_path: Path) -> None:
    """The key has said who it is."""
    with far_end(tmp_path, store) as shown:
        shown.wait_for(LOCK)
        shown.type(PASSPHRASES["K-01"])
        shown.press("enter")
        shown.wait_for("Det passede ikke|That did not fit")


def test_an_invited_member_joins_over_the_line(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """Her first Enter leads to the code."""
    nsk.use(store)("member", "add", "K-05", "--name", "Finn", as_="K-01")
    with far_end(tmp_path, store, member="K-05") as shown:
        shown.wait_for(LOCK)
        shown.press("enter")
        shown.wait_for("Invitationskode|Invitation code")


def test_no_store_is_no_set_up_over_the_line(tmp_path: Path) -> None:
    """Whoever has a key makes no store on the server."""
    with far_end(tmp_path, tmp_path / "none") as shown:
        assert shown.wait_exit() == 3
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("term", ["", "dumb", "unknown", "xterm-ghostty", "linux", "../../etc/passwd"])
def test_an_unknown_terminal_still_gets_its_screens(store: Path, tmp_path: Path, term: str) -> None:
    """Nothing is looked up by the terminal's name."""
    with far_end(tmp_path, store, TERM=term) as shown:
        shown.wait_for(LOCK)


@pytest.mark.parametrize("columns", [1, 2, 10])
def test_a_terminal_of_one_column_breaks_nothing(store: Path, tmp_path: Path, columns: int) -> None:
    """There is nothing to read, and F10 still leaves."""
    with far_end(tmp_path, store, columns=columns) as shown:
        shown.settle(1.5)
        assert shown.is_running
        shown.press("f10")
        assert shown.wait_exit() == 0


def test_locale_c_still_speaks_danish(store: Path, tmp_path: Path) -> None:
    """The names in the store do not depend on the far end's locale."""
    with far_end(tmp_path, store, LC_ALL="C", LANG="C") as shown:
        shown.wait_for("Adgangssætning")


def test_the_count_asks_for_the_passphrase_on_the_line(store: Path, tmp_path: Path) -> None:
    """How many, not what; the passphrase is not shown."""
    with far_end(tmp_path, store, SSH_ORIGINAL_COMMAND="waiting") as shown:
        shown.wait_for("K-02")
        shown.type(PASSPHRASES["K-02"])
        shown.press("enter")
        assert shown.wait_exit() == 0
        shown.wait_for("0 (ting venter|things wait)")
        assert PASSPHRASES["K-02"].encode() not in bytes(shown.raw)

"""Members with keys of their own: each verb of ``nsk shell``, two at once, a line that is cut."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nsk_tui import __version__
from tests.conftest import PASSPHRASES
from tests.e2e.conftest import begin_consultation, go_to_text, unlock
from tests.e2e.ssh_far_end import GONE_SECONDS, LOCK, PART, STRANGER, server_on, told
from tests.faults.sizes import figure
from tests.tools.program import Program
from tests.tools.ssh_members import MemberServer

pytestmark = pytest.mark.xdist_group("ssh-members")
STORY = "Den unge er bange for at blive sen"

Server = tuple[MemberServer, Program]


@pytest.fixture(scope="module")
def shared(template_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MemberServer]:
    """Return a server for the tests that change nothing."""
    with server_on(template_store, tmp_path_factory.mktemp("ssh-members")) as (server, _program):
        yield server


@pytest.fixture
def own(template_store: Path, tmp_path: Path) -> Iterator[Server]:
    """Return a server, and the program of whoever looks after it."""
    with server_on(template_store, tmp_path) as pair:
        yield pair


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nsk", "--version"], 0, f"nsk_tui {__version__}"),
        (["--version"], 0, f"nsk_tui {__version__}"),
        (["card"], 0, "112"),
        (["nsk card red"], 0, "112"),
        (["card", "yellow"], 0, "\n"),
        (["duty"], 1, ""),
        (["fetch", "7F3K-Q2"], 1, ""),
    ],
)
def test_what_needs_no_passphrase_is_answered_at_once(
    shared: MemberServer, words: list[str], code: int, said: str
) -> None:
    """The words may come as one command or as several, with ``nsk`` in front or without."""
    done = shared.ask("K-02", *words)
    assert (done.returncode, said in done.stdout.decode()) == (code, True)
    assert (not done.stdout) == (code == 1)
    figure(PART, "verbs of a key answered as they should be", 1, 1)


@pytest.mark.parametrize("words", [[], ["nsk"], ["waiting"]])
def test_without_a_terminal_one_line_says_how_to_get_one(shared: MemberServer, words: list[str]) -> None:
    """What asks for a passphrase needs ``ssh -t``."""
    done = shared.ask("K-02", *words)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = told(done.stderr)
    assert "ssh -t" in line


def test_the_count_is_told_after_the_passphrase(shared: MemberServer) -> None:
    """How many things, and not which."""
    with shared.open("K-02", "waiting") as shown:
        shown.wait_for("K-02")
        shown.write_line(PASSPHRASES["K-02"])
        shown.wait_for("0 (ting venter|things wait)")
        assert shown.wait_exit() == 0
    figure(PART, "verbs of a key answered as they should be", 1, 1)


def test_an_unknown_key_reaches_nothing(shared: MemberServer) -> None:
    """The server itself says no; the program is never started."""
    done = shared.ask(STRANGER, "card", "red")
    assert (done.returncode, done.stdout, told(done.stderr)) == (255, b"", [])
    assert b"Permission denied" in done.stderr


@pytest.mark.parametrize("term", ["dumb", "no-such-terminal", "linux"])
def test_any_terminal_gets_the_lock(shared: MemberServer, term: str) -> None:
    """TERM comes from the far end, and nothing is looked up by it."""
    with shared.open("K-02", TERM=term) as shown:
        shown.wait_for(LOCK)


def test_one_column_and_locale_c_break_nothing(shared: MemberServer) -> None:
    """There is nothing to read in one column; F10 leaves."""
    options = ("-o", "SetEnv=LC_ALL=C LANG=C")
    with shared.open("K-02", options=options, columns=1) as shown:
        shown.settle(2.0)
        assert shown.is_running
        shown.press("f10")
        assert shown.wait_exit() == 0


def test_two_members_work_at_once_with_their_own_keys(own: Server) -> None:
    """Each key opens its own member's lock; what both add stands in the one store."""
    server, program = own
    with server.open("K-01") as first, server.open("K-02") as second:
        for member, shown in (("K-01", first), ("K-02", second)):
            shown.wait_for(member)
            unlock(shown, member)
            assert member in shown.text
        assert len(server.processes()) == 2
        figure(PART, "members in the screens at once, each with her own key", 2)
        for shown in (first, second):
            begin_consultation(shown)
            shown.press("f8")
            shown.wait_for("u fortryder|u undoes")
    entries = program.ask("consult", "list", as_="K-01")
    assert sorted(entry["member"] for entry in entries) == ["K-01", "K-02"]
    assert program.ask("verify", as_="K-01")["ok"]


def test_a_cut_line_leaves_no_process_and_keeps_the_draft(own: Server) -> None:
    """The client dies in the middle of a word: within five seconds nothing runs, and F2 opens the draft."""
    server, program = own
    with server.open("K-02") as shown:
        unlock(shown, "K-02")
        begin_consultation(shown)
        go_to_text(shown)
        shown.type(STORY)
        shown.wait_for(STORY)
        assert len(server.processes()) == 1
        shown.kill()
        cut = time.monotonic()
        assert server.wait_until_gone(GONE_SECONDS) == []
        figure(PART, "seconds from a cut line to no process", round(time.monotonic() - cut, 2), GONE_SECONDS)
    assert not program.holds(STORY)
    with server.open("K-02") as again:
        unlock(again, "K-02")
        again.press("f2")
        again.wait_for(STORY)
    figure(PART, "drafts kept when a line was cut", 1, 1)


@pytest.mark.parametrize(("words", "asked"), [([], LOCK), (["waiting"], "K-02")])
def test_a_line_cut_while_the_passphrase_is_asked_leaves_no_process(
    shared: MemberServer, words: list[str], asked: str
) -> None:
    """Nobody waits for an answer that will not come."""
    with shared.open("K-02", *words) as shown:
        shown.wait_for(asked)
        assert len(shared.processes()) == 1
        shown.kill()
        assert shared.wait_until_gone(GONE_SECONDS) == []


def test_a_removed_members_key_opens_one_line(own: Server) -> None:
    """Her line still stands in authorized_keys; the others' keys work as before."""
    server, program = own
    removed = program.ask("member", "remove", "K-02", "--yes", as_="K-01")
    assert len(removed["ssh_keys"]) == 1
    for words in (["card", "red"], ["nsk", "--version"], []):
        done = server.ask("K-02", *words)
        assert (done.returncode, done.stdout, len(told(done.stderr))) == (3, b"", 1)
    with server.open("K-02") as shown:
        assert shown.wait_exit() == 3
    assert server.ask("K-01", "card", "red").returncode == 0

"""``nsk fetch``: a sealed file to stdout; its ticket is used up when the last byte is through, not before."""

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest

from nsk_tui.cli import last_byte
from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose
from nsk_tui.services import outbox, tickets
from nsk_tui.services.outbox import About, Leaving
from nsk_tui.services.session import Session
from nsk_tui.vault import outbox as lying
from nsk_tui.vault.envelope import read_recipient, seal
from tests.cli.conftest import Nsk, environment, finished, program
from tests.tools.terminal import Terminal

KEY = pyrage.x25519.Identity.generate()
ABOUT = About(LeavingKind.HANDOVER, "K-02", LeavingPurpose.HANDOVER)
PIPE_BYTES = 64 * 1024
SMALL, LARGE = 3_000, 700_000
"""One that a pipe holds at once, and one that it does not."""


@pytest.fixture
def waiting(session: Session) -> Callable[[int], str]:
    """Return a way to let a document of some size wait, which gives its ticket."""

    def put(size: int) -> str:
        sealed = seal(os.urandom(size), [read_recipient(str(KEY.to_public()))])
        leaving = Leaving(sealed, "docx.age", MemberId("K-03"), "0" * 64)
        (ticket,) = outbox.put(session, ABOUT, [leaving], lambda _reading: None)
        return ticket.ticket

    return put


@pytest.fixture
def begin(store: Path, tmp_path: Path) -> Iterator[Callable[[str], "subprocess.Popen[bytes]"]]:
    """Return a way to begin a fetch whose answer comes through a pipe."""
    begun: list[subprocess.Popen[bytes]] = []

    def start(ticket: str) -> "subprocess.Popen[bytes]":
        command = program("fetch", ticket, "--store", str(store))
        begun.append(
            subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(tmp_path)
            )
        )
        return begun[-1]

    yield start
    for process in begun:
        process.kill()
        process.communicate()


def is_good(session: Session, ticket: str) -> bool:
    """Return whether a ticket still opens something."""
    return ticket in {file.ticket for file in lying.contents(session.folder).waiting}


@pytest.mark.parametrize("size", [0, SMALL, LARGE])
def test_the_file_comes_out_whole_and_once(
    session: Session, waiting: Callable[[int], str], tmp_path: Path, size: int
) -> None:
    """Through a pipe, byte for byte; the second time there is no such ticket."""
    ticket = waiting(size)
    sealed = tickets.find(session.folder, ticket, lambda: session.now).sealed
    done = finished("fetch", ticket.lower(), "--store", str(session.folder), home=tmp_path)
    assert (done.returncode, done.stdout) == (0, sealed)
    assert b".docx.age" in done.stderr
    again = finished("fetch", ticket, "--store", str(session.folder), home=tmp_path)
    assert (again.returncode, again.stdout) == (1, b"")
    assert b"no such ticket" in again.stderr


def test_into_a_file_it_comes_out_whole(
    session: Session, waiting: Callable[[int], str], tmp_path: Path
) -> None:
    """As everybody does it: fetch TICKET > FILE."""
    ticket = waiting(LARGE)
    sealed = tickets.find(session.folder, ticket, lambda: session.now).sealed
    target = tmp_path / "overlevering.docx.age"
    with target.open("wb") as stream:
        done = subprocess.run(
            program("fetch", ticket, "--store", str(session.folder)),
            stdout=stream, stderr=subprocess.PIPE, env=environment(tmp_path), timeout=60, check=False,
        )  # fmt: skip
    assert (done.returncode, target.read_bytes() == sealed, is_good(session, ticket)) == (0, True, False)


def test_a_reader_that_goes_away_in_the_middle_leaves_the_ticket_good(
    session: Session, waiting: Callable[[int], str], begin: Callable[[str], "subprocess.Popen[bytes]"]
) -> None:
    """The pipe breaks while it is being written; the next fetch gets everything."""
    ticket = waiting(LARGE)
    process = begin(ticket)
    assert process.stdout is not None
    assert process.stdout.read(1000)
    process.stdout.close()
    assert process.wait(60) == 4
    assert process.stderr is not None
    assert b"still good" in process.stderr.read()
    assert is_good(session, ticket)
    assert begin(ticket).communicate(timeout=60)[0].startswith(b"age-encryption.org/v1\n")
    assert not is_good(session, ticket)


def test_a_reader_that_leaves_what_the_pipe_still_holds_leaves_the_ticket_good(
    session: Session, waiting: Callable[[int], str], begin: Callable[[str], "subprocess.Popen[bytes]"]
) -> None:
    """All was written and nobody has read it: the program waits, and sees that the reader has gone."""
    ticket = waiting(SMALL)
    process = begin(ticket)
    assert process.stdout is not None
    assert os.read(process.stdout.fileno(), 100)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.5)
    process.stdout.close()
    assert process.wait(60) == 4
    assert is_good(session, ticket)


def test_a_program_that_is_killed_in_the_middle_leaves_the_ticket_good(
    session: Session, waiting: Callable[[int], str], begin: Callable[[str], "subprocess.Popen[bytes]"]
) -> None:
    """Nothing is marked before the end."""
    ticket = waiting(LARGE)
    process = begin(ticket)
    assert process.stdout is not None
    assert os.read(process.stdout.fileno(), 100)
    process.kill()
    process.wait(60)
    assert is_good(session, ticket)


def test_a_full_target_leaves_the_ticket_good(
    session: Session, waiting: Callable[[int], str], tmp_path: Path
) -> None:
    """The receiver's disk is full: told in plain words, and fetched again when there is room."""
    ticket = waiting(LARGE)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program("fetch", ticket, "--store", str(session.folder)),
            stdout=full, stderr=subprocess.PIPE, env=environment(tmp_path), timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 4
    assert b"disk_full" in done.stderr
    assert b"Traceback" not in done.stderr
    assert is_good(session, ticket)


def test_a_terminal_gets_no_sealed_file(
    session: Session, waiting: Callable[[int], str], tmp_path: Path
) -> None:
    """It would tear the screen, and the ticket would be gone."""
    ticket = waiting(SMALL)
    command = program("fetch", ticket, "--store", str(session.folder))
    with Terminal(command, environment(tmp_path), 24, 80, folder=tmp_path) as shown:
        assert shown.wait_exit() == 2
        shown.wait_for("> FILE")
    assert is_good(session, ticket)


@pytest.mark.parametrize("ticket", ["XXXX-XX", "../keyring", "", "7F3K-Q2-AA", "*"])
def test_what_is_no_ticket_is_told_as_none(nsk: Nsk, store: Path, ticket: str) -> None:
    """Exit code 1: the answer is no; also where there is no store at all."""
    for folder in (store, store / "none"):
        answer = nsk("fetch", ticket, "--store", str(folder))
        assert (answer.code, answer.out, "no_ticket" in answer.err) == (1, "", True)


def test_the_words_are_danish_first(nsk: Nsk, store: Path) -> None:
    """The far end chooses no language."""
    nsk.set("NSK_LANGUAGE", "da")
    assert "Den billet findes ikke" in nsk("fetch", "XXXX-XX", "--store", str(store)).err


# Whether the last byte is through -----------------------------------------------------------------


def test_a_pipe_is_through_when_all_of_it_was_read() -> None:
    """Also when the reader goes at once afterwards; not when it leaves a byte."""
    for read, through in ((10, True), (9, False)):
        out, into = os.pipe()
        os.write(into, b"x" * 10)
        os.read(out, read)
        os.close(out)
        assert last_byte.is_through(into, {}) is through
        os.close(into)


def test_a_socket_is_through_when_all_of_it_was_read() -> None:
    """As sshd gives one where pipes are not used."""
    near, far = socket.socketpair()
    near.sendall(b"x" * 10)
    far.recv(10)
    assert last_byte.is_through(near.fileno(), {})
    near.sendall(b"x")
    far.close()
    assert not last_byte.is_through(near.fileno(), {})
    near.close()


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_what_the_far_machine_has_not_confirmed_is_counted(family: socket.AddressFamily) -> None:
    """The kernel's table of connections tells how much is on its way; a window that is shut holds it up."""
    address = "127.0.0.1" if family is socket.AF_INET else "::1"
    with socket.socket(family) as server:
        server.bind((address, 0))
        server.listen()
        far = socket.create_connection(server.getsockname()[:2])
        near, _where = server.accept()
        line = f"{address} {far.getsockname()[1]} {address} {near.getsockname()[1]}"
        assert last_byte._on_its_way(line) == 0
        near.setblocking(False)
        try:
            while True:
                near.send(b"x" * PIPE_BYTES)
        except BlockingIOError:
            pass
        assert last_byte._on_its_way(line) > 0
        near.close()
        far.close()


def test_an_address_that_is_mapped_is_found_in_the_other_table() -> None:
    """A server that listens on both speaks IPv4 through an IPv6 socket, and sshd says the plain address."""
    with socket.create_server(("", 0), family=socket.AF_INET6, dualstack_ipv6=True) as server:
        far = socket.create_connection(("127.0.0.1", server.getsockname()[1]))
        near, _where = server.accept()
        near.setblocking(False)
        try:
            while True:
                near.send(b"x" * PIPE_BYTES)
        except BlockingIOError:
            pass
        line = f"127.0.0.1 {far.getsockname()[1]} 127.0.0.1 {near.getsockname()[1]}"
        assert last_byte._on_its_way(line) > 0
        near.close()
        far.close()


@pytest.mark.parametrize(
    "line", ["", "x", "a b c d", "127.0.0.1 x 127.0.0.1 22", "::1%lo 1 ::1%lo 2", "1 2 3 4 5"]
)
def test_a_line_that_says_nothing_holds_nothing_up(line: str) -> None:
    """It comes from the far end's server, and is still only text."""
    assert last_byte._on_its_way(line) == 0

"""A sealed file over SSH: whole, once, and not used up by a line that was cut before it was through."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pyrage
import pytest

from nsk_tui.rules.ids import MemberId
from nsk_tui.rules.outbox import LeavingKind, LeavingPurpose
from nsk_tui.services import outbox
from nsk_tui.services.outbox import About, Leaving
from nsk_tui.services.session import unlock
from nsk_tui.vault import outbox as lying
from nsk_tui.vault.envelope import read_recipient, seal
from tests.conftest import PASSPHRASES
from tests.e2e.ssh_far_end import GONE_SECONDS, server_on
from tests.tools.program import Program
from tests.tools.ssh_members import MemberServer

pytestmark = pytest.mark.xdist_group("ssh-fetch")
KEY = pyrage.x25519.Identity.generate()
ABOUT = About(LeavingKind.HANDOVER, "K-01", LeavingPurpose.HANDOVER)
DOCUMENT = os.urandom(1_500_000)
"""Less than the window of an SSH channel: the server takes it all at once, and the far end nothing yet."""

Server = tuple[MemberServer, Program]


@pytest.fixture(scope="module")
def both(template_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server and the program behind it."""
    with server_on(template_store, tmp_path_factory.mktemp("ssh-fetch")) as pair:
        yield pair


@pytest.fixture
def ticket(both: Server) -> str:
    """Return a ticket for the document."""
    session = unlock(both[1].place, "K-01", PASSPHRASES["K-01"])
    sealed = seal(DOCUMENT, [read_recipient(str(KEY.to_public()))])
    leaving = Leaving(sealed, "docx.age", MemberId("K-02"), "0" * 64)
    (made,) = outbox.put(session, ABOUT, [leaving], lambda _reading: None)
    session.lock()
    return made.ticket


def waits(both: Server, ticket: str) -> bool:
    """Return whether a ticket is still good."""
    return ticket in {file.ticket for file in lying.contents(both[1].place).waiting}


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something; a test that never sees it fails."""
    deadline = time.monotonic() + 30
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.02)


def test_a_member_fetches_once_and_the_audit_says_who(both: Server, ticket: str) -> None:
    """The key says who she is; the next unlocking writes it down."""
    server, program = both
    done = server.ask("K-02", "fetch", ticket)
    assert done.returncode == 0
    assert pyrage.decrypt(done.stdout, [KEY]) == DOCUMENT
    again = server.ask("K-02", "nsk", "fetch", ticket)
    assert (again.returncode, again.stdout) == (1, b"")
    (line,) = (
        one
        for one in program.ask("audit", as_="K-01")["lines"]
        if (one["act"], one["subject"]) == ("fetch", ticket)
    )
    assert (line["member"], line["purpose"].split()[0]) == ("K-01", "K-02")


def test_a_client_that_stands_still_and_dies_leaves_the_ticket_good(both: Server, ticket: str) -> None:
    """The server on this side has taken every byte; the far machine has confirmed a part of them."""
    server, _program = both
    client = server.begin("K-02", "fetch", ticket)
    assert client.stdout is not None
    assert os.read(client.stdout.fileno(), 1)
    client.send_signal(signal.SIGSTOP)
    try:
        (running,) = server.processes()
        wait_until(lambda: _has_written(running, len(DOCUMENT)))
        time.sleep(10 * 0.02)
        assert waits(both, ticket)
    finally:
        client.kill()
        client.communicate()
    assert server.wait_until_gone(GONE_SECONDS) == []
    assert waits(both, ticket)
    assert pyrage.decrypt(server.ask("K-02", "fetch", ticket).stdout, [KEY]) == DOCUMENT
    assert not waits(both, ticket)


def test_a_reader_behind_the_client_that_stops_leaves_the_ticket_good(both: Server, ticket: str) -> None:
    """As ``ssh ... | head``: the client says that nobody takes the rest."""
    server, _program = both
    client = server.begin("K-02", "fetch", ticket)
    assert client.stdout is not None
    assert os.read(client.stdout.fileno(), 1000)
    client.stdout.close()
    client.wait(30)
    assert server.wait_until_gone(GONE_SECONDS) == []
    assert waits(both, ticket)


def _has_written(process: int, count: int) -> bool:
    for line in Path(f"/proc/{process}/io").read_text().splitlines():
        if line.startswith("wchar:"):
            return int(line.split()[1]) >= count
    return False

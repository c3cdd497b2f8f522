"""Over a real SSH connection: a consultation is logged, and a cut line loses nothing."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import begin_consultation, go_to_text, needed, unlock
from tests.tools.program import Program
from tests.tools.ssh_server import SshServer, SshTools, is_gone

GONE_SECONDS = 3.0


@pytest.fixture
def server(program: Program, tmp_path: Path) -> Iterator[SshServer]:
    """Return a server that gives the program, and nothing else, to whoever has the key."""
    tools = SshTools(needed("sshd"), needed("ssh"), needed("ssh-keygen"))
    with SshServer(tmp_path / "ssh", program, tools) as running:
        yield running


def test_a_consultation_is_logged_over_ssh(program: Program, server: SshServer) -> None:
    """Unlock, six coded fields, F8: it stands in the store."""
    with server.connect() as shown:
        unlock(shown, "K-01")
        begin_consultation(shown)
        shown.press("f8")
        shown.wait_for("u fortryder")
    (entry,) = program.ask("consult", "list", as_="K-01")
    assert (entry["level"], entry["age_band"], entry["concerns"]) == ("orange", "12-17", ["control"])


def test_a_line_cut_in_the_middle_of_a_word_keeps_the_draft(program: Program, server: SshServer) -> None:
    """The client is killed; the program on the server saves, ends, and the draft opens the next time."""
    with server.connect() as shown:
        unlock(shown, "K-01")
        begin_consultation(shown)
        go_to_text(shown)
        shown.type("Den unge er bange for at blive sen")
        shown.wait_for("blive sen")
        shown.kill()
        deadline = time.monotonic() + GONE_SECONDS
        while not is_gone(server.shell) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert is_gone(server.shell)
    with server.connect() as again:
        unlock(again, "K-01")
        again.press("f2")
        again.wait_for("Den unge er bange for at blive sen")

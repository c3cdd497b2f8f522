"""What the tests over SSH share: the programs of OpenSSH, and a server on a copy of the small store."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.conftest import needed
from tests.tools.program import Program
from tests.tools.ssh_members import MemberServer
from tests.tools.ssh_server import SshTools

MEMBERS = ("K-01", "K-02")
STRANGER = "member"
"""A key that the server was made with and that no line names."""

LOCK = "Adgangssætning|Passphrase"
GONE_SECONDS = 5.0
PART = "ssh"


@contextmanager
def server_on(template: Path, home: Path) -> Iterator[tuple[MemberServer, Program]]:
    """Run a server on a copy of a store, and stop it."""
    shutil.copytree(template, home / "store")
    program = Program(home, home / "store")
    tools = SshTools(needed("sshd"), needed("ssh"), needed("ssh-keygen"))
    server = MemberServer(home / "ssh", program, tools, MEMBERS)
    with server:
        yield server, program


def told(answer: bytes) -> list[str]:
    """Return the lines that the program wrote on stderr, without those of the client and of the server."""
    return [line for line in answer.decode().splitlines() if line.startswith("nsk: ")]

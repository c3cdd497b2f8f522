"""A real SSH server as a municipality runs one: members' own keys, and the lines ``member key`` printed.

The server itself is lax on purpose: it allows every forwarding, every subsystem and nearly
every variable. Whatever is refused is refused by the line of the key and by the program.
"""

import os
import pwd
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.tools.program import Program
from tests.tools.ssh_server import SshServer, SshTools
from tests.tools.terminal import Terminal

ANSWER_SECONDS = 30.0
ACCEPTED = "LANG LC_* PYTHON* NSK_* TEXTUAL* XDG_* HOME PATH COLUMNS LINES NO_COLOR"
"""What this server lets the far end send; LD_*, ENV and BASH_ENV would change the account's shell itself."""

ALLOWED = [
    "AllowTcpForwarding", "AllowStreamLocalForwarding", "AllowAgentForwarding", "PermitTunnel",
    "GatewayPorts", "X11Forwarding", "PermitUserRC",
]  # fmt: skip


class MemberServer(SshServer):
    """sshd on loopback; each member signs in with her own key."""

    def __init__(self, folder: Path, program: Program, tools: SshTools, members: Sequence[str]) -> None:
        """Make the members' keys and their lines, and start."""
        self._members = tuple(members)
        super().__init__(folder, program, tools)

    @property
    def log(self) -> str:
        """What the server has written down."""
        return (self._folder / "sshd.log").read_text(errors="replace")

    @property
    def lines(self) -> str:
        """What stands in ``authorized_keys``."""
        return (self._folder / "authorized_keys").read_text()

    def command(self, member: str, *words: str, options: Sequence[str] = ()) -> list[str]:
        """Return how a member runs a command on the server; ``member`` may be a stranger's name."""
        # "--", or the client would take the first word of a command for an option of its own.
        asked = ("--", *words) if words else ()
        return [self._tools.client, *self.settings(member, options), self.there, *asked]

    @property
    def there(self) -> str:
        """The account on the server."""
        return f"{pwd.getpwuid(os.geteuid()).pw_name}@127.0.0.1"

    @property
    def port(self) -> int:
        """Where the server listens."""
        return self._port

    def settings(self, member: str, options: Sequence[str] = ()) -> list[str]:
        """Return what any client of OpenSSH is told; what stands in ``options`` counts first."""
        told = [
            f"Port={self._port}", f"IdentityFile={self._folder / member}", "BatchMode=yes",
            "IdentitiesOnly=yes", "StrictHostKeyChecking=yes", "IdentityAgent=none", "LogLevel=VERBOSE",
            f"UserKnownHostsFile={self._folder / 'known_hosts'}",
        ]  # fmt: skip
        return ["-F", "none", *options, *(part for one in told for part in ("-o", one))]

    def ask(
        self, member: str, *words: str, options: Sequence[str] = (), stdin: bytes = b"", **more: str
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command over the line, without a terminal."""
        return subprocess.run(
            self.command(member, *words, options=options), input=stdin, capture_output=True,
            env=self._environment(**more), timeout=ANSWER_SECONDS, check=False, start_new_session=True,
        )  # fmt: skip

    def begin(
        self, member: str, *words: str, options: Sequence[str] = (), **more: str
    ) -> "subprocess.Popen[bytes]":
        """Begin a command over the line, and let it run."""
        return subprocess.Popen(
            self.command(member, *words, options=options), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=self._environment(**more), start_new_session=True,
        )  # fmt: skip

    def open(
        self, member: str, *words: str, options: Sequence[str] = (), columns: int = 80, **more: str
    ) -> Terminal:
        """Sign in on a terminal."""
        command = self.command(member, *words, options=("-tt", *options))
        return Terminal(command, {**self._environment(), "TERM": "xterm-256color", **more}, 24, columns)

    def processes(self) -> list[int]:
        """Return the programs that run for somebody at the far end."""
        return [
            int(place.parent.name)
            for place in Path("/proc").glob("[0-9]*/cmdline")
            if _is_ours(_content(place), str(self._program.place))
        ]

    def wait_until_gone(self, seconds: float) -> list[int]:
        """Wait until nothing runs for anybody any more; return what still does."""
        deadline = time.monotonic() + seconds
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.processes()

    def _environment(self, **more: str) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], **more}

    def _authorize(self, host: Path) -> None:
        written = []
        for member in self._members:
            public = self._make_key(member).with_suffix(".pub").read_text()
            answer = self._program.ask("member", "key", member, as_="K-01", stdin=public)
            written.append(answer["line"])
        (self._folder / "authorized_keys").write_text("".join(f"{line}\n" for line in written))
        known = host.with_suffix(".pub").read_text()
        (self._folder / "known_hosts").write_text(f"[127.0.0.1]:{self._port} {known}")

    def _write_config(self, host: Path) -> None:
        settings = {
            "ListenAddress": f"127.0.0.1:{self._port}",
            "HostKey": host,
            "AuthorizedKeysFile": self._folder / "authorized_keys",
            "PidFile": "none",
            "UsePAM": "no",
            "PasswordAuthentication": "no",
            "KbdInteractiveAuthentication": "no",
            "PermitRootLogin": "prohibit-password",
            "StrictModes": "no",
            "LogLevel": "DEBUG1",
            "MaxStartups": "100",
            "AcceptEnv": ACCEPTED,
            **dict.fromkeys(ALLOWED, "yes"),
            "Subsystem": "sftp internal-sftp",
        }
        lines = "".join(f"{name} {value}\n" for name, value in settings.items())
        (self._folder / "sshd_config").write_text(lines)


def _content(place: Path) -> str:
    try:
        return place.read_bytes().decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _is_ours(command: str, store: str) -> bool:
    return "\0shell\0--store\0" in command and f"\0{store}\0" in command

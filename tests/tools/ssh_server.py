"""A real SSH server on loopback for one test: its own port, keys and configuration, one forced command."""

import os
import pwd
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tests.tools.program import Program
from tests.tools.terminal import Terminal

START_SECONDS = 20.0
PRIVILEGE_SEPARATION = Path("/run/sshd")
"""A folder that sshd wants when root starts it; the service's own start makes it too."""


@dataclass(frozen=True)
class SshTools:
    """Where the three programs of OpenSSH lie."""

    server: str
    client: str
    keygen: str


class SshServer:
    """sshd on loopback; whoever signs in with the key gets the program and nothing else."""

    def __init__(self, folder: Path, program: Program, tools: SshTools) -> None:
        """Make keys and configuration, and start."""
        self._folder = folder
        self._tools = tools
        self._program = program
        self._port = _free_port()
        folder.mkdir(mode=0o700)
        self._key, host = self._make_key("member"), self._make_key("host")
        self._authorize(host)
        self._write_config(host)
        self._process = self._start()

    def __enter__(self) -> "SshServer":
        """Return the running server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait(START_SECONDS)

    @property
    def shell(self) -> int:
        """The process id of the program that was started last."""
        return int((self._folder / "shell.pid").read_text())

    def connect(self, rows: int = 24, columns: int = 80) -> Terminal:
        """Sign in on a terminal."""
        options = [
            "BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=yes", "Compression=yes",
            f"UserKnownHostsFile={self._folder / 'known_hosts'}",
        ]  # fmt: skip
        command = [self._tools.client, "-F", "none", "-tt", "-p", str(self._port), "-i", str(self._key)]
        for option in options:
            command += ["-o", option]
        command.append(f"{_account()}@127.0.0.1")
        return Terminal(
            command,
            {"PATH": os.environ["PATH"], "TERM": "xterm-256color"},
            rows,
            columns,
            watched=self._shells,
        )

    def _shells(self) -> list[int]:
        return [self.shell] if (self._folder / "shell.pid").is_file() else []

    def _make_key(self, name: str) -> Path:
        path = self._folder / name
        subprocess.run(
            [self._tools.keygen, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(path)], check=True
        )
        return path

    def _authorize(self, host: Path) -> None:
        (self._folder / "authorized_keys").write_text(self._key.with_suffix(".pub").read_text())
        public = host.with_suffix(".pub").read_text()
        (self._folder / "known_hosts").write_text(f"[127.0.0.1]:{self._port} {public}")

    def _write_config(self, host: Path) -> None:
        shell = self._folder / "shell"
        variables = " ".join(f"{name}='{value}'" for name, value in self._program.environment().items())
        shell.write_text(
            f"#!/bin/sh\necho $$ > {self._folder / 'shell.pid'}\n"
            f'exec env {variables} TERM="$TERM" {" ".join(self._program.command("--as", "K-01"))}\n'
        )
        shell.chmod(0o700)
        settings = {
            "ListenAddress": f"127.0.0.1:{self._port}",
            "HostKey": host,
            "AuthorizedKeysFile": self._folder / "authorized_keys",
            "ForceCommand": shell,
            "PidFile": "none",
            "UsePAM": "no",
            "PasswordAuthentication": "no",
            "KbdInteractiveAuthentication": "no",
            "PermitRootLogin": "prohibit-password",
            "StrictModes": "no",
            "AllowTcpForwarding": "no",
            "X11Forwarding": "no",
        }
        lines = "".join(f"{name} {value}\n" for name, value in settings.items())
        (self._folder / "sshd_config").write_text(lines)

    def _start(self) -> "subprocess.Popen[bytes]":
        if os.geteuid() == 0:
            PRIVILEGE_SEPARATION.mkdir(mode=0o755, exist_ok=True)
        log = (self._folder / "sshd.log").open("wb")
        process = subprocess.Popen(
            [self._tools.server, "-D", "-e", "-f", str(self._folder / "sshd_config")], stderr=log, stdout=log
        )
        log.close()
        deadline = time.monotonic() + START_SECONDS
        while not _answers(self._port):
            told = (self._folder / "sshd.log").read_text()
            assert process.poll() is None, f"sshd ended: {told}"
            assert time.monotonic() < deadline, f"sshd does not answer: {told}"
            time.sleep(0.05)
        return process


def is_gone(process: int) -> bool:
    """Return whether a process has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def _account() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False

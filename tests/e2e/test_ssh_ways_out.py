"""Ways out of ``nsk shell``: commands, copies, tunnels, variables, escapes. None leads anywhere.

The server allows everything; only the line of the key and the program stand in the way.
"""

import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import needed
from tests.e2e.ssh_far_end import GONE_SECONDS, LOCK, PART, server_on, told
from tests.faults.sizes import figure
from tests.tools.program import Program
from tests.tools.ssh_members import MemberServer

pytestmark = pytest.mark.xdist_group("ssh-ways-out")
REFUSED = 4
WAIT_SECONDS = 10.0
MUST_FORWARD = ("-o", "ExitOnForwardFailure=yes")

COMMANDS = [
    "ls -la", "sh", "sh -c id", "/bin/bash -i", "exec sh", "env", "python3 -c 1", "cat keyring.json",
    "card red; id", "card red && id", "card red | sh", "card red > x", "card red\nid", "card\u00a0red",
    "c\u0430rd red", "$(id)", "`id`", "'card' red", 'card "red"', "card\\ red", "~/.profile",
    "nsk nsk", "--as K-01", "nsk --as K-01 card red", "--store x card red", "nsk --store x",
    "shell --member K-01", "nsk shell", "member list", "backup copies", "waiting --all",
    "fetch ../../etc/passwd", "fetch keyring.json", "scp -t .", "scp -f keyring.json", "internal-sftp",
    "rsync --server --sender -logDtpr . keyring.json", "x" * 100_000,
]  # fmt: skip

WAYS = "ways out refused"
"""Counted one by one, where each has been refused."""

Server = tuple[MemberServer, Program]


@pytest.fixture(scope="module")
def both(template_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return a server and the program behind it."""
    with server_on(template_store, tmp_path_factory.mktemp("ssh-out")) as pair:
        yield pair


@pytest.fixture
def server(both: Server) -> MemberServer:
    """Return the server."""
    return both[0]


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something; a test that never sees it fails."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def free_port() -> int:
    """Return a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_no_command_but_ours_is_run(server: MemberServer, command: str) -> None:
    """One line, exit code 4, nothing on stdout."""
    done = server.ask("K-02", command)
    assert (done.returncode, done.stdout) == (REFUSED, b"")
    (line,) = told(done.stderr)
    assert "card [red|orange|yellow]" in line
    figure(PART, WAYS, 1, 1)


def test_a_command_on_a_terminal_is_refused_too(server: MemberServer) -> None:
    """A terminal changes nothing."""
    with server.open("K-02", "bash", "-i") as shown:
        assert shown.wait_exit() == REFUSED
        assert "card [red|orange|yellow]" in shown.text.replace("\n", "")
    figure(PART, WAYS, 1, 1)


def test_no_subsystem_is_started(server: MemberServer) -> None:
    """The server offers sftp; the key does not."""
    for name in ("sftp", "no-such-subsystem"):
        done = server.ask("K-02", name, options=("-s",))
        assert done.returncode != 0
        assert done.stdout == b""
        figure(PART, WAYS, 1, 1)


@pytest.mark.parametrize("copier", [["sftp"], ["scp"], ["scp", "-O"]], ids=" ".join)
def test_no_file_is_fetched_or_left(both: Server, tmp_path: Path, copier: list[str]) -> None:
    """Neither the keyring comes out nor a file gets in."""
    server, program = both
    tool = [needed(copier[0]), *copier[1:], *server.settings("K-02")]
    note = tmp_path / "note"
    note.write_text("ind")
    for pair in (
        (f"{server.there}:{program.place}/keyring.json", str(tmp_path / "out")),
        (str(note), f"{server.there}:{program.place}/note"),
    ):
        words = [server.there] if copier == ["sftp"] else pair
        orders = f"get {pair[0].partition(':')[2]} {pair[1]}\nput {note} {program.place}/note\n".encode()
        done = subprocess.run(
            [*tool, *words], input=orders, capture_output=True, timeout=30, check=False,
            env={"PATH": os.environ["PATH"]},
        )  # fmt: skip
        assert done.returncode != 0
    assert not (tmp_path / "out").exists()
    assert not (program.place / "note").exists()
    figure(PART, WAYS, 1, 1)


def test_no_line_is_forwarded_to_the_server_or_beyond(server: MemberServer) -> None:
    """``-W``, ``-L`` and ``-D`` reach no port, not even the server's own."""
    straight = server.ask("K-02", options=("-W", f"127.0.0.1:{server.port}"))
    assert (straight.returncode, straight.stdout) == (255, b"")
    assert b"administratively prohibited" in straight.stderr
    socks = b"\x05\x01\x00", b"\x05\x01\x00\x01\x7f\x00\x00\x01" + server.port.to_bytes(2, "big")
    for option, target, orders in (("-L", f":127.0.0.1:{server.port}", ()), ("-D", "", socks)):
        port = free_port()
        running = server.begin("K-02", options=("-N", option, f"127.0.0.1:{port}{target}"))
        try:
            assert not heard(port, orders).count(b"SSH-2.0")
        finally:
            running.kill()
            running.communicate()
        assert server.log.count("refused local port forward") >= 2
    figure(PART, WAYS, 3, 3)


def heard(port: int, orders: tuple[bytes, ...]) -> bytes:
    """Return all that comes back through a forwarded port."""
    deadline, answer = time.monotonic() + WAIT_SECONDS, b""
    while True:
        try:
            line = socket.create_connection(("127.0.0.1", port), timeout=WAIT_SECONDS)
            break
        except ConnectionRefusedError:
            assert time.monotonic() < deadline, "the client does not listen"
            time.sleep(0.05)
    with line:
        for order in orders:
            line.sendall(order)
            answer += line.recv(64)
        while piece := _received(line):
            answer += piece
    return answer


def _received(line: socket.socket) -> bytes:
    try:
        return line.recv(1024)
    except ConnectionResetError:
        return b""


def test_no_port_or_socket_is_opened_on_the_server(server: MemberServer, tmp_path: Path) -> None:
    """``-R`` with a port, as a proxy, and with a socket file."""
    for wanted in ("0:127.0.0.1:9", "0", f"{tmp_path / 'line'}:127.0.0.1:9"):
        done = server.ask("K-02", "card", options=(*MUST_FORWARD, "-R", wanted))
        assert (done.returncode, done.stdout) == (255, b"")
        assert b"forwarding failed" in done.stderr
    assert not (tmp_path / "line").exists()
    figure(PART, WAYS, 3, 3)


def test_no_agent_comes_along(server: MemberServer, tmp_path: Path) -> None:
    """A member's other keys stay on her own machine."""
    agent = subprocess.Popen(
        [needed("ssh-agent"), "-D", "-a", str(tmp_path / "agent")], stdout=subprocess.DEVNULL
    )
    try:
        wait_until((tmp_path / "agent").exists)
        options = ("-A", "-o", f"IdentityAgent={tmp_path / 'agent'}")
        assert server.ask("K-02", "nsk", "--version", options=options).returncode == 0
    finally:
        agent.kill()
        agent.wait()
    assert "agent forwarding disabled" in server.log
    figure(PART, WAYS, 1, 1)


def test_no_window_comes_along(server: MemberServer) -> None:
    """X11 would let the server read the member's keys and screen."""
    done = server.ask("K-02", "nsk", "--version", options=("-X",), DISPLAY=":99")
    assert b"X11 forwarding request failed" in done.stderr
    figure(PART, WAYS, 1, 1)


def test_a_connection_without_a_command_runs_nothing(server: MemberServer) -> None:
    """``-N`` signs in, and that is all."""
    before = server.log.count("Accepted publickey")
    running = server.begin("K-02", options=("-N",))
    try:
        wait_until(lambda: server.log.count("Accepted publickey") > before)
        time.sleep(0.5)
        assert server.processes() == []
    finally:
        running.kill()
        running.communicate()
    figure(PART, WAYS, 1, 1)


def planted(folder: Path) -> str:
    """Plant packages that would leave a mark; return what the far end would like to send."""
    mark = folder / "mark"
    source = f"open({str(mark)!r}, 'w').write('here')\n"
    for name in ("sitecustomize", "usercustomize", "typer", "textual", "nsk_tui", "json", "planted"):
        (folder / f"{name}.py").write_text(source)
    (folder / "nsk_tui").mkdir()
    (folder / "nsk_tui" / "config.toml").write_text(f'store = "{folder}"\nlanguage = "en"\n')
    wanted = {
        **dict.fromkeys(("PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "HOME", "PATH"), folder),
        **dict.fromkeys(("XDG_CONFIG_HOME", "NSK_STORE"), folder),
        **dict.fromkeys(("PYTHONSTARTUP", "BASH_ENV", "ENV"), folder / "planted.py"),
        **dict.fromkeys(("TEXTUAL_LOG", "PYTHONBREAKPOINT"), mark),
        "PYTHONWARNINGS": "error::planted.Warning", "PYTHONINSPECT": "1", "NSK_LANGUAGE": "en",
        "NSK_PASSPHRASE_FILE": folder / "planted.py", "TEXTUAL": "devtools",
        "LD_PRELOAD": folder / "no-such-library.so",
    }  # fmt: skip
    return " ".join(f"{name}={value}" for name, value in wanted.items())


def test_no_variable_leads_the_program_elsewhere(server: MemberServer, tmp_path: Path) -> None:
    """PYTHONPATH, settings, another store, a log of the screen: the program starts as if none had come."""
    options = ("-o", f"SetEnv={planted(tmp_path)}")
    plain, sent = server.ask("K-02", "card", "red"), server.ask("K-02", "card", "red", options=options)
    assert (sent.returncode, sent.stdout) == (0, plain.stdout)
    assert b"no-such-library" not in sent.stderr
    with server.open("K-02", options=options) as shown:
        shown.wait_for(LOCK)
        assert "Videnspersonerne" in shown.text
        shown.press("f10")
        assert shown.wait_exit() == 0
    assert not (tmp_path / "mark").exists()
    figure(PART, WAYS, 1, 1)


def test_the_escapes_of_the_client_open_nothing(server: MemberServer) -> None:
    """``~C`` asks for a tunnel in the middle of a session and is refused; ``~.`` leaves no process."""
    options = ("-o", "EscapeChar=~", "-o", "EnableEscapeCommandline=yes")
    before = server.log.count("tcpip-forward listen")
    with server.open("K-02", options=options) as shown:
        shown.wait_for(LOCK)
        shown.settle()
        shown.press("enter")
        shown.type("~C")
        shown.wait_for("ssh>")
        shown.type("-R 0:127.0.0.1:9\r")
        wait_until(lambda: server.log.count("tcpip-forward listen") > before)
        shown.settle()
        assert "forwarding listening" not in server.log
        shown.press("enter")
        shown.type("~.")
        shown.wait_exit()
    assert server.wait_until_gone(GONE_SECONDS) == []
    figure(PART, WAYS, 1, 1)

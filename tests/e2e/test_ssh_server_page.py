"""The page for the operator: what it says to write is what OpenSSH takes, and what the program prints."""

import re
import subprocess
from pathlib import Path

import pytest

from nsk_tui.rules.ids import MemberId
from nsk_tui.services.ssh_keys import SshKey, authorized_line, start_words
from tests.e2e.conftest import needed

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "server.md").read_text("utf-8")
OFF = (
    "allowtcpforwarding", "allowstreamlocalforwarding", "allowagentforwarding", "x11forwarding",
    "permittunnel", "permituserrc", "permituserenvironment", "passwordauthentication",
    "kbdinteractiveauthentication",
)  # fmt: skip


def block_after(words: str) -> str:
    """Return the first block of code after some words of the page."""
    found = re.search(r"```\w+\n(.*?)```", PAGE[PAGE.index(words) :], re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Return the server's settings as the page gives them, with a host key."""
    host = tmp_path / "host"
    subprocess.run([needed("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-f", str(host)], check=True)
    path = tmp_path / "sshd_config"
    path.write_text(f"HostKey {host}\n{block_after('## sshd_config')}")
    return path


def settings_for(config: Path, user: str) -> dict[str, str]:
    """Return what sshd makes of the settings for an account."""
    command = [needed("sshd"), "-T", "-C", f"user={user}", "-f", str(config)]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return dict(line.partition(" ")[::2] for line in told.splitlines())


def test_sshd_takes_the_settings_of_the_page(config: Path) -> None:
    """Nothing but a terminal is left for the account, also without the line of a key."""
    found = settings_for(config, "nsk")
    assert {name: found[name] for name in OFF} == dict.fromkeys(OFF, "no")
    assert found["permittty"] == found["disableforwarding"] == "yes"
    assert found.get("forcecommand", "none") == "none"
    assert settings_for(config, "somebody")["disableforwarding"] == "no"


def test_ssh_takes_the_settings_for_members(tmp_path: Path) -> None:
    """Compressed, on a terminal, with the one key."""
    path = tmp_path / "config"
    path.write_text(block_after("in `~/.ssh/config`"))
    command = [needed("ssh"), "-G", "-F", str(path), "videns"]
    found = subprocess.run(command, capture_output=True, check=True, text=True).stdout.splitlines()
    assert {"compression yes", "requesttty true", "identitiesonly yes", "forwardagent no", "user nsk"} <= set(
        found
    )


def test_the_line_on_the_page_is_the_line_that_is_printed() -> None:
    """But for where Python lies and how the package is found."""
    key = SshKey("ssh-ed25519", "AAAA…", "SHA256:…")
    printed = authorized_line(key, Path("/srv/nsk/store"), MemberId("K-04"))
    words = " ".join(start_words())
    assert (
        printed.replace(words, "/opt/nsk_tui/bin/python -I -X utf8 -m nsk_tui")
        == block_after("The answer is one line").strip()
    )


def test_the_units_for_systemd_are_sound(tmp_path: Path) -> None:
    """Every directive is one that systemd knows."""
    for name, text in re.findall(r"`/etc/systemd/system/([\w.-]+)`:\n\n```ini\n(.*?)```", PAGE, re.DOTALL):
        (tmp_path / name).write_text(
            text.replace("/opt/nsk_tui/bin/nsk", "/bin/true").replace("User=nsk", "")
        )
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["nsk-backup.service", "nsk-backup.timer"]
    command = [needed("systemd-analyze"), "verify", *(str(tmp_path / name) for name in names)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert [line for line in done.stderr.splitlines() if "nsk-backup" in line] == []


def test_the_messages_on_the_page_are_those_that_members_see() -> None:
    """Each quoted Danish line is said by the program."""
    rows = re.findall(r"^\| `([^`]+)` \|", PAGE[PAGE.index("## When somebody cannot get in") :], re.MULTILINE)
    danish = "".join(path.read_text("utf-8") for path in (ROOT / "nsk_tui" / "locale" / "da").glob("*.po"))
    assert len(rows) > 4
    assert [row for row in rows[1:] if row not in danish] == []

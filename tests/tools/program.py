"""The program as its user starts it: a home, a store, secrets in a private file, and nothing inherited."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS_MAX = 120


@dataclass(frozen=True)
class Program:
    """One person's program.

    Shape
        ``store`` None means the usual place, where there is none yet.
    """

    home: Path
    store: Path | None = None

    @property
    def place(self) -> Path:
        """Where the store lies or will lie."""
        return self.store or self.home / ".local" / "share" / "nsk_tui" / "store"

    def environment(self, **more: str) -> dict[str, str]:
        """Return all that the program is told."""
        own = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        if self.store is not None:
            own["NSK_STORE"] = str(self.store)
        return {**own, **more}

    def command(self, *words: str) -> list[str]:
        """Return the program with some words."""
        return [sys.executable, "-m", "nsk_tui", *words]

    def open(self, *words: str, rows: int = 24, columns: int = 80) -> Terminal:
        """Start it on a terminal."""
        return Terminal(self.command(*words), self.environment(), rows, columns, folder=self.home)

    def secrets(self, *lines: str) -> Path:
        """Write secrets where only this account reads them."""
        path = self.home / "secrets"
        path.touch(mode=0o600)
        path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return path

    def ask(self, *words: str, as_: str, passphrase: str | None = None, stdin: str = "") -> Any:
        """Run a verb with ``--json`` and return its answer; ``passphrase`` None takes the small store's."""
        secrets = self.secrets(passphrase or PASSPHRASES[as_])
        done = subprocess.run(
            self.command(*words, "--as", as_, "--json"),
            input=stdin.encode(),
            env=self.environment(NSK_PASSPHRASE_FILE=str(secrets)),
            capture_output=True,
            timeout=SECONDS_MAX,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    def files(self) -> list[Path]:
        """Return every file of the store."""
        return [path for path in self.place.rglob("*") if path.is_file()]

    def holds(self, *texts: str) -> bool:
        """Return whether any of some texts stands readable in any file of the store or the home."""
        wanted = [text.encode() for text in texts]
        found = [path.read_bytes() for path in (*self.files(), *self.home.rglob("*")) if path.is_file()]
        return any(text in content for text in wanted for content in found)


def lines_of(process: "subprocess.Popen[bytes]") -> Sequence[str]:
    """Return what a process has written to its end, as whole lines; a cut line is none."""
    assert process.stdout is not None
    content = process.stdout.read().decode()
    return content.splitlines() if content.endswith("\n") or not content else content.splitlines()[:-1]

"""The command line as tests call it: in this process, with a home, a store and secrets of its own."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from nsk_tui.cli.main import run
from tests.conftest import PASSPHRASES

CONTROLLED = ("NSK_STORE", "NSK_LANGUAGE", "NSK_PASSPHRASE_FILE")


@dataclass(frozen=True)
class Answer:
    """What a verb answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The answer read as JSON."""
        return json.loads(self.out)


class Nsk:
    """Calls the command line."""

    def __init__(self, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str], home: Path) -> None:
        """Give the program an empty home."""
        self._patch = patch
        self._capture = capture
        self.home = home
        for name in CONTROLLED:
            patch.delenv(name, raising=False)
        patch.setenv("NSK_LANGUAGE", "en")
        for name, folder in (
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_STATE_HOME", "state"),
        ):
            patch.setenv(name, str(home / folder))

    def __call__(
        self,
        *words: str,
        stdin: str | bytes = "",
        secrets: Sequence[str] | None = None,
        as_: str | None = None,
    ) -> Answer:
        """Run a verb; ``secrets`` None means that none are to be had, ``as_`` gives a member and hers."""
        if as_ is not None:
            words = (*words, "--as", as_)
            secrets = [PASSPHRASES[as_], *(secrets or ())]
        self._give(secrets)
        content = stdin.encode() if isinstance(stdin, str) else stdin
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        self._capture.readouterr()
        # The far end of an SSH line empties its environment, which here is that of every test after it.
        with mock.patch.dict(os.environ):
            code = run(words)
        written = self._capture.readouterr()
        return Answer(code, written.out, written.err)

    def use(self, store: Path) -> "Nsk":
        """Point the program at a store."""
        self._patch.setenv("NSK_STORE", str(store))
        return self

    def set(self, name: str, value: str) -> None:
        """Set a variable of the environment."""
        self._patch.setenv(name, value)

    def _give(self, secrets: Sequence[str] | None) -> None:
        if secrets is None:
            self._patch.delenv("NSK_PASSPHRASE_FILE", raising=False)
            return
        self._patch.setenv("NSK_PASSPHRASE_FILE", str(secret_file(self.home, secrets)))


def secret_file(folder: Path, secrets: Sequence[str], mode: int = 0o600) -> Path:
    """Write secrets to a file, a line each."""
    path = folder / "secrets"
    path.unlink(missing_ok=True)
    path.write_text("".join(f"{secret}\n" for secret in secrets), "utf-8")
    path.chmod(mode)
    return path


@pytest.fixture
def nsk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Nsk]:
    """Return the command line with an empty home, speaking English."""
    home = tmp_path / "home"
    home.mkdir()
    before = os.umask(0o022)
    yield Nsk(monkeypatch, capsys, home)
    os.umask(before)


def program(*words: str) -> list[str]:
    """Return the command that runs the program in a process of its own."""
    return [sys.executable, "-m", "nsk_tui", *words]


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process of its own: a home of its own, English, nothing inherited."""
    own = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.getcwd(),
        "HOME": str(home),
        "NSK_LANGUAGE": "en",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
    return {**own, **more}


def finished(
    *words: str, home: Path, stdin: bytes = b"", **more: str
) -> "subprocess.CompletedProcess[bytes]":
    """Run the program in a process and a session of its own, so that it has no terminal to ask on."""
    return subprocess.run(
        program(*words), input=stdin, capture_output=True, env=environment(home, **more), timeout=60,
        check=False, start_new_session=True,
    )  # fmt: skip

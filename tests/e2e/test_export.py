"""From the verb to the receiver's screen: opened by the ordinary programs, and never plain on the way."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from tests.conftest import PASSPHRASES
from tests.e2e.conftest import needed
from tests.handed import IFS, SUMMARY, WORDS
from tests.leaving import KEYS, confirm_keys, received
from tests.tools.office import Office
from tests.tools.program import Program

pytestmark = pytest.mark.xdist_group("export")
ROOT = Path(__file__).resolve().parent.parent.parent
SAID = (*SUMMARY.split("\n"), IFS, WORDS, "Overlevering fra K-02", "Intet ud over listen")
"""What the document says, and no consultation does."""

WATCHED = """
import os, sys
found = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        mode, flags = arguments[1], arguments[2] or 0
        if (mode and set(mode) & set("wax+")) or flags & (os.O_WRONLY | os.O_RDWR):
            found.append(os.fsdecode(arguments[0]))
    elif event in ("os.rename", "os.link", "os.symlink", "os.mkfifo", "subprocess.Popen", "socket.connect"):
        found.append(event + " " + repr(arguments[:2]))
sys.addaudithook(watch)
from nsk_tui.cli.main import run
code = run(sys.argv[2:])
written = tuple(found)
with open(sys.argv[1], "w") as log:
    log.write("\\n".join(written))
sys.exit(code)
"""
"""The program with a watch on every file that Python opens for writing, also one that is gone afterwards."""


@pytest.fixture
def view(unlocked: Callable[[str], Session]) -> HandoverView:
    """Return a handover of K-02's that K-03 has received."""
    confirm_keys(unlocked, "K-03")
    return received(unlocked)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return LibreOffice."""
    return Office(needed("soffice"), needed("pdftotext"), tmp_path_factory.mktemp("office"))


def fetch(program: Program, ticket: str, target: Path) -> Path:
    """Fetch a sealed file as its receiver does."""
    with target.open("wb") as stream:
        subprocess.run(
            program.command("fetch", ticket), stdout=stream, stderr=subprocess.DEVNULL, check=True,
            env=program.environment(), timeout=60,
        )  # fmt: skip
    return target


def let_leave(program: Program, *words: str) -> tuple[list[str], str]:
    """Let the handover leave in the giver's name; return the tickets and the six words."""
    answer = program.ask("handover", "export", "K-02", "--purpose", "handover", *words, as_="K-02")
    return [one["ticket"] for one in answer["tickets"]], answer["passphrase"] or ""


def test_age_opens_it_and_libreoffice_shows_what_the_screen_says(
    program: Program, view: HandoverView, tmp_path: Path, office: Office
) -> None:
    """Fetched, opened with the ordinary age program and the receiver's key, read as printed pages."""
    age = needed("age")
    (ticket,), _words = let_leave(program, "--to", "K-03")
    sealed = fetch(program, ticket, tmp_path / "overlevering.docx.age")
    opened = tmp_path / "overlevering.docx"
    for member, opens in (("K-01", False), ("K-03", True)):
        (tmp_path / "key").write_text(f"{KEYS[member]}\n")
        done = subprocess.run(
            [age, "-d", "-i", tmp_path / "key", "-o", opened, sealed], capture_output=True, check=False
        )
        assert (done.returncode == 0, opened.exists()) == (opens, opens)
    pages = office.pages(opened)
    whole = " ".join(" ".join(pages).split())
    assert [said for said in SAID if said not in whole] == []
    shown = program.ask("handover", "show", "K-02", as_="K-02")
    assert all(" ".join(one["summary"].split()) in whole for one in shown["items"])
    for number, page in enumerate(pages, 1):
        assert f"Side {number} af {len(pages)}" in page
        assert "Fortroligt · udløber" in page
        assert "Eksempelkøbing" in page


def test_word_s_own_passphrase_opens_it_in_libreoffice_and_no_other_does(
    program: Program, view: HandoverView, tmp_path: Path, office: Office
) -> None:
    """The second reader of the format, from another maker."""
    (ticket,), words = let_leave(program, "--word")
    sealed = fetch(program, ticket, tmp_path / "overlevering.docx")
    assert office.pages_with(sealed, words + "x") == []
    whole = " ".join(" ".join(office.pages_with(sealed, words)).split())
    assert [said for said in SAID if said not in whole] == []


@pytest.mark.parametrize("how", [("--to", "K-03", "--form", "docx", "--form", "md"), ("--word",)])
def test_no_word_of_it_stands_plain_anywhere(
    program: Program, view: HandoverView, tmp_path: Path, how: tuple[str, ...]
) -> None:
    """Neither while it is made nor afterwards: in the store, the home, temporary folders, shared memory."""
    temporary, shared = tmp_path / "tmp", Path("/dev/shm")  # noqa: S108 - looked at, not written
    temporary.mkdir()
    before = set(shared.iterdir())
    script, log = tmp_path / "watched.py", tmp_path / "written"
    script.write_text(WATCHED)
    command = ["handover", "export", "K-02", "--purpose", "handover", *how, "--as", "K-02", "--json"]
    secrets = program.secrets(PASSPHRASES["K-02"])
    # What Python keeps of the program's own source says nothing of the document, and is no write of ours.
    environment = program.environment(
        NSK_PASSPHRASE_FILE=str(secrets), TMPDIR=str(temporary), PYTHONDONTWRITEBYTECODE="1"
    )
    done = subprocess.run(
        [sys.executable, script, log, *command], capture_output=True, env=environment, check=True, timeout=120
    )
    assert b'"tickets"' in done.stdout
    assert list(temporary.iterdir()) == []
    assert set(shared.iterdir()) <= before
    outside = [line for line in log.read_text().splitlines() if not _is_of(program, line)]
    assert outside == []
    marks = [said.encode(form) for said in SAID for form in ("utf-8", "utf-16-le")]
    marks += [b"word/document.xml", b"PK\x03\x04"]
    held = [path for path in tmp_path.rglob("*") if path.is_file() and path not in (script, log)]
    assert any(path.parent.name == "outbox" for path in held)
    assert [(path, mark) for path in held for mark in marks if mark in path.read_bytes()] == []


def _is_of(program: Program, line: str) -> bool:
    """Return whether a path lies in the store, where everything is sealed, or is nothing at all."""
    return line == os.devnull or str(program.place) in line

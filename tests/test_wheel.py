"""The wheel: built, installed beside nothing of the checkout, and used from another folder."""

import os
import shutil
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

READS_ITS_CONTENT = """
from nsk_tui import paths, wording
from nsk_tui.services import anonymity, cards
assert "site-packages" in str(paths.content_dir()), paths.content_dir()
assert sorted(paths.themes_dir().glob("*.toml"))
assert sorted(paths.migrations_dir().glob("versions/0001_*.py"))
assert cards.shelf(None).cards and not cards.shelf(None).faults
assert anonymity.scan("Jeg talte med Fatima Yilmaz i går.")
wording.use("da")
print(wording._("yellow"))
"""
MAKES_A_STORE = """
import sys
from pathlib import Path
from nsk_tui.services import setup
network = setup.NewNetwork("Videnspersonerne", "Eksempelkøbing")
setup.create_store(Path(sys.argv[1]), network, "K-01", "Ane Eksempel", "fire grønne sten i regn").lock()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a release does."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out],
        cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a fresh environment that sees the packages it leans on; return its bin."""
    place = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True, timeout=60)
    target = next(place.glob("lib/python*/site-packages"))
    packages = next(path for path in map(Path, site.getsitepackages()) if (path / "textual").is_dir())
    (target / "packages.pth").write_text(f"{packages}\n")
    subprocess.run([*installer(place), wheel], check=True, capture_output=True, timeout=120)
    return place / "bin"


def installer(place: Path) -> list[str | Path]:
    """Return the command that installs into an environment: pip, or uv where the set-up was made by uv."""
    quiet = ["--no-deps", "--no-index", "--quiet"]
    if (Path(site.getsitepackages()[0]) / "pip").is_dir():
        return [sys.executable, "-m", "pip", "--python", place / "bin" / "python", "install", *quiet]
    uv = shutil.which("uv")
    assert uv, "neither pip nor uv made this environment"
    return [uv, "pip", "install", "--no-cache", "--python", place / "bin" / "python", *quiet]


def run(installed: Path, words: list[str | Path], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the fresh environment in a folder of its own, with nothing set."""
    environment = {"PATH": f"{installed}:{os.defpath}", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [installed / words[0], *words[1:]],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_the_wheel_carries_content_themes_migrations_and_danish(wheel: Path) -> None:
    """What the checkout has beside the package lies inside it in a wheel."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "nsk_tui/_shipped/db/content/", "nsk_tui/_shipped/db/migrations/versions/",
        "nsk_tui/_shipped/themes/", "nsk_tui/locale/da/LC_MESSAGES/nsk_tui.mo", "nsk_tui/screens/app.tcss",
    ):  # fmt: skip
        assert [name for name in names if name.startswith(wanted)], wanted


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    """No tests, no tools, no caches, no stores."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if top != "nsk_tui" and not top.endswith(".dist-info")} == set()
    assert [name for name in names if name.endswith((".pyc", ".db", "keyring.json"))] == []


def test_the_installed_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    """``nsk`` is the command's name."""
    done = run(installed, ["nsk", "--version"], tmp_path)
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "nsk_tui", "")


def test_the_installed_command_shows_the_red_card(installed: Path, tmp_path: Path) -> None:
    """The card that must always work does so without a store, from any folder, in Danish."""
    done = run(installed, ["nsk", "card", "red"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "112" in done.stdout


def test_the_installed_program_finds_what_it_carries(installed: Path, tmp_path: Path) -> None:
    """Cards, word lists, themes, migrations and the Danish catalogue are read from the wheel."""
    done = run(installed, ["python", "-c", READS_ITS_CONTENT], tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "gul\n", "")


def test_the_installed_program_makes_a_store(installed: Path, tmp_path: Path) -> None:
    """The migrations run from the wheel, and the store that they make is whole."""
    done = run(installed, ["python", "-c", MAKES_A_STORE, tmp_path / "store"], tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    checked = run(installed, ["nsk", "--store", tmp_path / "store", "verify", "--json"], tmp_path)
    assert '"ok": true' in checked.stdout

"""The files around the program agree with it and with each other."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import nsk_tui

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
KINDS = {"important", "added", "changed", "fixed", "removed"}


def text_of(name: str) -> str:
    """Return a file of the project."""
    return (ROOT / name).read_text("utf-8")


def pins(name: str) -> dict[str, str]:
    """Return the packages of a lock with their versions."""
    return {package.lower().replace("_", "-"): version for package, version in PINNED.findall(text_of(name))}


def requirements(words: list[str]) -> dict[str, str]:
    """Return requirements written ``name==version``."""
    return {name.lower(): version for name, version in (word.split("==") for word in words)}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_a_hash_for_every_package_and_no_address(lock: str) -> None:
    """What is installed is what was tested, wherever the files come from."""
    blocks = [block for block in re.split(r"\n(?=\S)", text_of(lock)) if not block.startswith("#")]
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"\w+://|--\w*index-url|--find-links", text_of(lock)) == []


def test_what_the_project_asks_for_is_what_is_locked() -> None:
    """pyproject.toml names exact versions, and the locks have the same."""
    wanted = requirements(PROJECT["project"]["dependencies"])
    assert wanted.items() <= pins("requirements.lock").items()
    tools = requirements(PROJECT["dependency-groups"]["dev"])
    assert (wanted | tools).items() <= pins("requirements-dev.lock").items()


def test_the_tests_run_on_the_versions_that_members_get() -> None:
    """The lock for testing is the lock for running, and more."""
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_program_asks_for_the_python_that_the_makefile_checks() -> None:
    """One lowest version of Python, said in three places."""
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert "sys.version_info < (3, 11)" in text_of("Makefile")
    assert 'versionMin: "3.11"' in text_of("publiccode.yml")


def test_the_version_is_the_same_everywhere() -> None:
    """The package, publiccode.yml and the changelog speak of one version."""
    assert f'softwareVersion: "{nsk_tui.__version__}"' in text_of("publiccode.yml")
    assert nsk_tui.__version__.rpartition(".")[0] in text_of("CHANGELOG.md")


def test_publiccode_speaks_danish_first() -> None:
    """The Danish description stands before the English, and short ones are short."""
    text = text_of("publiccode.yml")
    assert text.index("\n  da:\n") < text.index("\n  en:\n")
    short = re.findall(r"shortDescription: (.+)", text)
    assert [len(one) <= 150 for one in short] == [True, True]


def test_the_licence_is_one() -> None:
    """LICENSE, pyproject.toml, publiccode.yml and README name the same."""
    assert text_of("LICENSE").startswith("Mozilla Public License Version 2.0")
    assert PROJECT["project"]["license"] == "MPL-2.0"
    assert "license: MPL-2.0" in text_of("publiccode.yml")
    assert "[MPL-2.0](LICENSE)" in text_of("README.md")


def test_the_changelog_begins_with_what_can_hurt() -> None:
    """Security, loss and format are read before the news."""
    titles = re.findall(r"^## (.+)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert titles[:2] == ["Important notes", "[Unreleased]"]


def test_every_fragment_has_a_kind_and_says_one_sentence() -> None:
    """A fragment becomes a line of the changelog as it stands."""
    folder = ROOT / "changelog.d"
    assert {path.name for path in folder.iterdir() if path.is_dir()} == KINDS
    texts = [path.read_text("utf-8").strip() for path in folder.glob("*/*.md")]
    assert [text for text in texts if "\n" in text or not text.endswith(".")] == []


@pytest.mark.parametrize("script", [".ci/run", ".ci/smoke"])
def test_a_script_can_be_run_and_stops_at_a_fault(script: str) -> None:
    """It is executable, is read by the shell without complaint, and sets -eu."""
    assert os.access(ROOT / script, os.X_OK)
    assert "\nset -eu\n" in text_of(script)
    subprocess.run(["bash", "-n", ROOT / script], check=True, timeout=30)


@pytest.mark.parametrize("target", ["run", "test", "check", "prove", "smoke", "catalogue", "errors", "wheel"])
def test_make_knows_what_the_pages_promise(target: str) -> None:
    """Every target that a page names can be asked for."""
    done = subprocess.run(
        ["make", "-n", "PYTHON=python3", target], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_no_page_names_a_target_that_make_does_not_know() -> None:
    """``make something`` in a page is a promise."""
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    named = {word for page in pages for word in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))}
    assert named - targets == set()


def test_all_of_the_code_is_under_the_checks() -> None:
    """Type checking is strict and reads tests and tools too; the house's limits stand in ruff."""
    mypy = PROJECT["tool"]["mypy"]
    assert mypy["strict"] is True
    assert set(mypy["files"]) == {"nsk_tui", "tests", "tools", "db"}
    assert PROJECT["tool"]["ruff"]["lint"]["mccabe"]["max-complexity"] <= 8

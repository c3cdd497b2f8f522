"""The program from its arguments to its exit code: nothing a user can cause ends in a traceback."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsk_tui import __version__
from nsk_tui.cli.main import read_leading, run, schema_version
from nsk_tui.cli.verbs import LINES
from nsk_tui.store.tables import SCHEMA_VERSION
from tests.cli.conftest import Nsk, environment, finished, program

WITHOUT_STORE = (("--version",), ("card",), ("keys", "--print"), ("scan", "-"), ("--help",))
HEAVY = ("textual", "sqlmodel", "sqlalchemy", "alembic", "pydantic", "rich", "cryptography", "argon2")
SHOW_MODULES = (
    "import sys, io; from nsk_tui.cli.main import run; sys.stdin = io.TextIOWrapper(io.BytesIO(b'tekst'));"
    "code = run(sys.argv[1:]); print('MODULES', *sys.modules); sys.exit(code)"
)
CPU_MS_MAX = 120
"""What a verb may cost that needs no store; measured as processor time, so a busy machine is no fault."""

WORDS = [
    "list", "show", "add", "search", "role", "passphrase", "--json", "--as", "--limit", "--level", "--since",
    "--area", "--from", "--jsonl", "red", "K-01", "/dev/null", "-", "--", "--help", "--passphrase-fd", "999",
    "--no-open", "stille-havn", "--store=", "--limit=0", "-x", "ø", "--members",
]  # fmt: skip
words = st.lists(st.sampled_from([*LINES, *WORDS, ""]) | st.text(max_size=8), max_size=6)


def modules_after(home: Path, *arguments: str) -> set[str]:
    """Return the modules that a verb imported."""
    shown = subprocess.run(
        [program()[0], "-c", SHOW_MODULES, *arguments], capture_output=True, env=environment(home), check=True
    )
    return set(shown.stdout.decode().rpartition("MODULES")[2].split())


def test_the_version_names_program_and_tables(nsk: Nsk) -> None:
    """The first line is the program's version, the second that of the tables it makes."""
    answer = nsk("--version")
    assert answer.code == 0
    assert answer.out.splitlines() == [f"nsk_tui {__version__}", f"schema {SCHEMA_VERSION}"]
    assert schema_version() == SCHEMA_VERSION


@pytest.mark.parametrize("arguments", WITHOUT_STORE, ids=" ".join)
def test_a_verb_without_a_store_imports_nothing_heavy(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """No Textual, no SQL, no keys: the verbs that help in danger start at once."""
    assert modules_after(tmp_path, *arguments).isdisjoint(HEAVY)


def test_a_verb_with_a_store_imports_no_textual(store: Path, tmp_path: Path) -> None:
    """Opening a store needs SQL and keys, and never the screens."""
    from tests.cli.conftest import secret_file
    from tests.conftest import PASSPHRASES

    secrets = secret_file(tmp_path, [PASSPHRASES["K-01"]])
    shown = subprocess.run(
        [program()[0], "-c", SHOW_MODULES, "member", "list", "--as", "K-01"],
        capture_output=True,
        env=environment(tmp_path, NSK_STORE=str(store), NSK_PASSPHRASE_FILE=str(secrets)),
        check=True,
    )
    modules = set(shown.stdout.decode().rpartition("MODULES")[2].split())
    assert "sqlmodel" in modules
    assert modules.isdisjoint({"textual", "rich"})


def test_the_version_is_cheap(tmp_path: Path) -> None:
    """The version costs no Typer and less than the budget of a verb."""
    assert "typer" not in modules_after(tmp_path, "--version")
    before = os.times()
    for _number in range(3):
        assert finished("--version", home=tmp_path).returncode == 0
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert spent / 3 * 1000 <= CPU_MS_MAX


def test_without_a_terminal_the_screens_do_not_open(nsk: Nsk) -> None:
    """In a pipe there is nothing to draw on; the message says what works there."""
    answer = nsk()
    assert (answer.code, answer.out) == (2, "")
    assert "terminal" in answer.err
    assert "--help" in answer.err


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("consullt",), "'consult'"),
        (("member", "lst"), "'list'"),
        (("consult", "list", "--levl", "red"), "'--level'"),
        (("card", "--sotre", "x"), "'--store'"),
        (("--sotre", "x"), "'--store'"),
        (("card", "rde"), "'red'"),
        (("consult", "list", "--level", "oragne"), "'orange'"),
        (("consult", "list", "--area", "child"), "'children'"),
        (("consult", "add"), "--from"),
        (("consult",), "add, list, show, search"),
        (("card", "red", "red"), "one word too many"),
        (("card", "--area"), "--area needs a value"),
        (("card", "--json=1"), "--json takes no value"),
        (("consult", "list", "--since", "2026-02-30"), "--since"),
        (("consult", "list", "--limit", "0"), "--limit"),
        (("consult", "list", "--limit", "١"), "--limit"),
        (("consult", "list", "--store", ""), "--store needs a value"),
        (("consult", "list", "--as", ""), "--as needs a value"),
        (("--store",), "--store needs a value"),
        (("--store=", "card"), "--store needs a value"),
        (("consult", "list", "--passphrase-fd", "x"), "--passphrase-fd"),
    ],
)
def test_wrong_usage_is_2_and_names_what_was_meant(nsk: Nsk, arguments: tuple[str, ...], named: str) -> None:
    """Unknown words, missing and impossible values are told with the nearest that would do."""
    answer = nsk(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert named in answer.err


def test_wrong_usage_is_told_in_danish_by_default(nsk: Nsk) -> None:
    """Danish is the program's first language."""
    nsk.set("NSK_LANGUAGE", "da")
    answer = nsk("consullt")
    assert "Der er ingen kommando" in answer.err
    assert "Mente du 'consult'?" in answer.err


@pytest.mark.parametrize("noun", LINES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_noun_explains_itself(nsk: Nsk, noun: str, language: str) -> None:
    """Help is there for every word, and its options name what they do."""
    nsk.set("NSK_LANGUAGE", language)
    answer = nsk(noun, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Brug: nsk" if language == "da" else "Usage: nsk")
    assert len(answer.out.splitlines()) > 3


@pytest.mark.parametrize("bad", ["a\x1bb", "a\x00b", "\u202eabc", "a\ufeff", "x\udcff", "\x9b", "\x7f"])
def test_a_control_character_in_any_argument_is_refused(nsk: Nsk, bad: str) -> None:
    """What could act on a terminal is refused before anything is done, and is not repeated."""
    for arguments in ((bad,), ("consult", "search", bad), ("card", "--store", bad), ("--as", bad)):
        answer = nsk(*arguments)
        assert (answer.code, answer.out) == (2, "")
        assert bad not in answer.err


def test_a_sentence_in_place_of_a_verb_is_not_repeated(nsk: Nsk) -> None:
    """What may be about a citizen does not go into a terminal's log."""
    answer = nsk("Sofie ringede om sin mor")
    assert answer.code == 2
    assert "Sofie" not in answer.err


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=words)
def test_no_arguments_whatever_end_in_a_traceback(nsk: Nsk, arguments: list[str]) -> None:
    """Any words give an exit code of the table; nothing escapes, and no answer stands beside a refusal."""
    if {"demo", "init"} & set(arguments):
        arguments = [*arguments, "--help"]
    answer = nsk.use(nsk.home / "none")(*arguments)
    assert answer.code in {0, 1, 2, 3, 4}
    assert "Traceback" not in answer.err


def test_options_before_the_verb_count_too(nsk: Nsk, store: Path) -> None:
    """``nsk --store DIR --as ID VERB`` means the same as with the options after it."""
    from tests.conftest import PASSPHRASES

    before = nsk(
        "--store", str(store), "--as", "K-01", "member", "list", "--json", secrets=[PASSPHRASES["K-01"]]
    )
    after = nsk("member", "list", "--json", "--store", str(store), as_="K-01")
    assert before.code == after.code == 0
    assert [one["id"] for one in before.json] == [one["id"] for one in after.json]


def test_leading_options_are_read_to_the_first_word() -> None:
    """Everything after the verb belongs to the verb."""
    leading = read_leading(["--store=a", "--no-mouse", "--as", "K-04", "card", "--store", "b"])
    assert (leading.store, leading.member, leading.words) == ("a", "K-04", ("card", "--store", "b"))
    assert leading.flags == {"--no-mouse"}


def test_a_bad_settings_file_is_told_and_the_card_still_shows(nsk: Nsk) -> None:
    """What helps in danger does not depend on a settings file; other verbs say which file and what."""
    file = nsk.home / "config" / "nsk_tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('langauge = "da"\n')
    refused = nsk("member", "list")
    assert refused.code == 2
    assert str(file) in refused.err
    card = nsk("card")
    assert card.code == 0
    assert "112" in card.out
    assert str(file) in card.err


def test_without_a_store_the_exit_code_is_3(nsk: Nsk) -> None:
    """A missing store is no usage fault; the message says how one is made."""
    answer = nsk.use(nsk.home / "none")("consult", "list")
    assert (answer.code, answer.out) == (3, "")
    assert "nsk init" in answer.err
    assert "no_store" in answer.err


def test_a_full_disk_behind_stdout_is_told(tmp_path: Path) -> None:
    """An answer that could not be written is no success."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program("card"), stdout=full, stderr=subprocess.PIPE, env=environment(tmp_path), check=False
        )
    assert done.returncode == 4
    assert b"disk" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_ends_the_program_quietly(tmp_path: Path) -> None:
    """``nsk … | head -1`` says nothing on stderr and counts as ended by the pipe."""
    running = subprocess.Popen(
        program("scan", "--jsonl", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment(tmp_path),
    )  # fmt: skip
    assert running.stdout is not None
    running.stdout.close()
    line = json.dumps({"text": "x" * 2000}).encode() + b"\n"
    _out, err = running.communicate(line * 200, timeout=60)
    assert (running.returncode, err) == (141, b"")


def test_an_interrupt_is_130(tmp_path: Path) -> None:
    """Ctrl+C ends with what every shell expects, and without a traceback."""
    running = subprocess.Popen(
        program("scan", "-"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(tmp_path),
    )  # fmt: skip
    time.sleep(1.0)  # until it waits for input
    running.send_signal(signal.SIGINT)
    _out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_locale_shows_the_card_and_the_same_json(tmp_path: Path, encoding: str) -> None:
    """A terminal that cannot show a letter shows a question mark; JSON is the same everywhere."""
    shown = finished("card", home=tmp_path, NSK_LANGUAGE="da", PYTHONIOENCODING=encoding)
    assert shown.returncode == 0
    assert b"112" in shown.stdout
    as_json = finished("card", "--json", home=tmp_path, NSK_LANGUAGE="da", PYTHONIOENCODING=encoding)
    assert as_json.stdout.isascii()
    assert "å" in json.loads(as_json.stdout)["steps"][0]["text"] + json.dumps(
        json.loads(as_json.stdout), ensure_ascii=False
    )


def test_closed_standard_streams_are_no_traceback(tmp_path: Path) -> None:
    """Started by something that gives no streams at all, the program still answers with a code."""
    command = " ".join(program("card"))
    done = subprocess.run(
        ["sh", "-c", f"{command} <&- >&-"], stderr=subprocess.PIPE, env=environment(tmp_path), check=False
    )
    assert done.returncode == 0
    assert done.stderr == b""
    done = subprocess.run(
        ["sh", "-c", f"{' '.join(program('scan', '-'))} <&-"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(tmp_path), check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_nothing_is_ever_written_for_others_to_read(nsk: Nsk, tmp_path: Path) -> None:
    """The program takes a private umask before it does anything that could write."""
    nsk("card")
    file = tmp_path / "new"
    file.touch()
    assert file.stat().st_mode & 0o077 == 0


def test_run_returns_and_never_exits() -> None:
    """A caller in the same process gets a code, also for help."""
    assert run(["--help"]) == 0

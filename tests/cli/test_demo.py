"""``nsk demo``: an invented network whose passphrases open it."""

import json
from pathlib import Path

from tests.cli.conftest import Nsk, environment, program
from tests.tools.terminal import Terminal

SMALL = ("--consultations", "20", "--members", "2")


def test_the_demo_opens_with_its_passphrases(nsk: Nsk, tmp_path: Path) -> None:
    """The JSON names store, members and passphrases; there are as many consultations as asked for."""
    folder = tmp_path / "demo"
    made = nsk("demo", "--dir", str(folder), *SMALL, "--json")
    assert (made.code, made.err) == (0, "")
    assert made.json["store"] == str(folder)
    assert [set(one) for one in made.json["members"]] == [{"id", "name", "role", "passphrase"}] * 2
    first = made.json["members"][0]
    assert first["role"] == "coordinator"
    found = nsk(
        "consult",
        "list",
        "--json",
        "--store",
        str(folder),
        "--as",
        first["id"],
        secrets=[first["passphrase"]],
    )
    assert len(found.json) == 20


def test_a_folder_with_something_in_it_is_refused(nsk: Nsk, tmp_path: Path) -> None:
    """A demo never writes into anything that is there."""
    (tmp_path / "mine").write_text("x")
    answer = nsk("demo", "--dir", str(tmp_path), *SMALL)
    assert (answer.code, answer.out) == (4, "")
    assert "empty folder" in answer.err


def test_impossible_counts_are_wrong_usage(nsk: Nsk, tmp_path: Path) -> None:
    """Counts have limits that are named."""
    for option, value in (
        ("--members", "0"),
        ("--consultations", "-1"),
        ("--seed", "x"),
        ("--members", "1e3"),
    ):
        answer = nsk("demo", "--dir", str(tmp_path / "demo"), option, value)
        assert answer.code == 2
        assert option in answer.err
    assert not (tmp_path / "demo").exists()


def test_progress_is_for_people_who_watch(tmp_path: Path) -> None:
    """On a terminal it is counted; the passphrases are printed, and the program stays closed when asked."""
    words = ("demo", "--dir", str(tmp_path / "demo"), *SMALL, "--no-open")
    with Terminal(program(*words), environment(tmp_path)) as shown:
        assert shown.wait_exit() == 0
        assert "20 of 20 consultations" in shown.text
        assert "K-02" in shown.text


def test_the_same_seed_gives_the_same_content(nsk: Nsk, tmp_path: Path) -> None:
    """Content follows the seed; passphrases never do."""
    seen = []
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        made = nsk("demo", "--dir", str(tmp_path / name), *SMALL, "--seed", seed, "--json").json
        secret = made["members"][0]["passphrase"]
        entries = nsk(
            "consult", "list", "--json", "--store", made["store"], "--as", "K-01", secrets=[secret]
        ).json
        seen.append((secret, json.dumps([[one["date"], one["level"], one["text"]] for one in entries])))
    assert seen[0][1] == seen[1][1] != seen[2][1]
    assert len({secret for secret, _content in seen}) == 3


def test_somebody_at_a_terminal_reads_the_passphrases_before_the_screens_open(tmp_path: Path) -> None:
    """The screens would hide them, so Enter opens; the first coordinator is proposed."""
    with Terminal(program("demo", "--dir", str(tmp_path / "demo"), *SMALL), environment(tmp_path)) as shown:
        shown.wait_for("Enter opens the screens")
        assert "K-01" in shown.text
        shown.press("enter")
        shown.wait_for("nsk_tui +· +locked")
        assert "K-01" in shown.text

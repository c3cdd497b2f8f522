"""``nsk scan``: findings with their places, never the word itself."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nsk_tui.cli.findings import Places
from nsk_tui.services.anonymity import scan
from tests.cli.conftest import Nsk

CPR = "010190-1234"
NOTE = f"Moren ringede.\nHun gav {CPR} som nummer.\n"

texts = st.text(max_size=60) | st.just(NOTE)


def test_a_strong_finding_is_a_no_with_its_place(nsk: Nsk) -> None:
    """Line and column count from 1; the word that was found is not repeated."""
    answer = nsk("scan", stdin=NOTE)
    assert answer.code == 1
    assert answer.out.startswith("2:9 CPR strong ")
    assert CPR not in answer.out + answer.err


def test_a_text_without_findings_is_a_yes(nsk: Nsk) -> None:
    """Nothing is written, and the exit code is 0."""
    answer = nsk("scan", "-", stdin="En kollega spørger, hvad vi kan gøre.\n")
    assert (answer.code, answer.out, answer.err) == (0, "", "")


def test_a_file_is_read_like_stdin(nsk: Nsk) -> None:
    """A byte order mark and Windows line ends change no line number."""
    file = nsk.home / "note.txt"
    file.write_bytes(b"\xef\xbb\xbf" + NOTE.replace("\n", "\r\n").encode())
    assert nsk("scan", str(file)).out.startswith("2:9 CPR strong ")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.none() | st.integers() | st.text(max_size=5), texts), max_size=6))
def test_each_line_is_answered_with_its_spans(nsk: Nsk, rows: list[tuple[object, str]]) -> None:
    """Findings are data: the exit code is 0, the text comes back untouched, spans lie inside it."""
    asked = [{"text": text} if number is None else {"id": number, "text": text} for number, text in rows]
    answer = nsk("scan", "--jsonl", stdin="".join(json.dumps(row) + "\n" for row in asked))
    assert (answer.code, answer.err) == (0, "")
    answers = [json.loads(line) for line in answer.out.splitlines()]
    assert [{key: row[key] for key in row if key != "spans"} for row in answers] == asked
    for row in answers:
        assert row["spans"] == [[f.start, f.end, f.label, f.strength] for f in scan(row["text"])]


def test_other_keys_and_empty_lines_are_passed_over(nsk: Nsk) -> None:
    """A file that already has gold spans can be read as it is."""
    answer = nsk("scan", "--jsonl", stdin='\n{"id": "a", "text": "x", "spans": [[0, 1, "NAME"]]}\r\n\n')
    assert answer.code == 0
    assert json.loads(answer.out) == {"id": "a", "text": "x", "spans": []}


def test_line_separators_inside_a_text_are_no_lines(nsk: Nsk) -> None:
    """Only a line feed ends a line of JSON Lines."""
    answer = nsk("scan", "--jsonl", stdin=json.dumps({"text": "a\u2028b\x85c"}, ensure_ascii=False) + "\n")
    assert answer.code == 0
    assert json.loads(answer.out)["text"] == "a\u2028b\x85c"


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]",
        '"x"',
        '{"text": 1}',
        '{"txt": "x"}',
        '{"text": "x", "text": "y"}',
        '{"text": NaN}',
        "[" * 5000,
    ],
)
def test_a_bad_line_is_named_by_its_number(nsk: Nsk, bad: str) -> None:
    """The lines before it are answered; the message holds nothing of the line."""
    answer = nsk("scan", "--jsonl", stdin='{"text": "x"}\n' + bad + "\n")
    assert answer.code == 2
    assert len(answer.out.splitlines()) == 1
    assert "Line 2" in answer.err


def test_bytes_that_are_no_text_are_refused(nsk: Nsk) -> None:
    """Latin-1 is told from UTF-8 and not guessed at."""
    assert nsk("scan", stdin="blåbær".encode("latin-1")).code == 2
    assert "Line 1" in nsk("scan", "--jsonl", stdin='{"text": "blå"}'.encode("latin-1")).err


def test_a_control_character_is_refused_with_its_place(nsk: Nsk) -> None:
    """What could act on a terminal is told by line and column."""
    answer = nsk("scan", stdin="en\nto\x1b[2J\n")
    assert (answer.code, answer.out) == (2, "")
    assert "2:3" in answer.err


def test_a_file_that_is_not_there_is_wrong_usage(nsk: Nsk) -> None:
    """A missing file and a folder are told as such."""
    assert "not there" in nsk("scan", str(nsk.home / "none")).err
    assert "folder" in nsk("scan", str(nsk.home)).err
    assert nsk("scan", str(nsk.home)).code == 2


def test_too_much_is_refused(nsk: Nsk) -> None:
    """The input has a limit."""
    answer = nsk("scan", stdin=b"x" * (16 * 1024 * 1024 + 1))
    assert answer.code == 2
    assert "16 MiB" in answer.err


@given(st.text(st.sampled_from("ab\n"), max_size=30), st.data())
def test_a_place_counts_lines_and_columns_from_one(text: str, data: st.DataObject) -> None:
    """The place of a character is what an editor shows."""
    position = data.draw(st.integers(0, len(text)))
    line, column = map(int, Places(text).of(position).split(":"))
    assert line == text[:position].count("\n") + 1
    assert column == position - (text[:position].rfind("\n") + 1) + 1

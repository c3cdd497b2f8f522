"""``nsk consult redact``: words leave every version; the words themselves never stand on the command line."""

from pathlib import Path

import pytest

from tests.cli.conftest import Nsk, environment, program
from tests.cli.test_sweep import added
from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal

TEXT = "Skolen ringede om lejrturen. Lejrturens leder hørte det."


def text_of(nsk: Nsk, thread: str) -> str:
    """Return the text of a thread's first entry."""
    text: str = nsk("consult", "show", thread, "--json", as_="K-01").json["entries"][0]["text"]
    return text


def test_a_span_is_replaced_wherever_the_words_stand(nsk: Nsk, store: Path) -> None:
    """By its place; how many versions were mended is told."""
    thread = added(nsk.use(store), TEXT)
    at = TEXT.index("lejrturen")
    span = (str(at), str(at + len("lejrturen")))
    answer = nsk("consult", "redact", thread, "1", "text", *span, "--with", "turen", "--json", as_="K-01")
    assert (answer.code, answer.json) == (0, {"thread": thread, "number": 1, "versions": 1})
    assert text_of(nsk, thread) == "Skolen ringede om turen. Turens leder hørte det."
    assert nsk("consult", "search", "lejrturen", "--json", as_="K-01").json == []


def test_words_are_found_from_stdin(nsk: Nsk, store: Path) -> None:
    """Capitals are no matter; without a replacement they are gone."""
    thread = added(nsk.use(store), TEXT)
    answer = nsk("consult", "redact", thread, "1", "text", "--find", stdin="LEJRTUREN\n", as_="K-02")
    assert (answer.code, answer.out.splitlines()[0].startswith("The words are gone from")) == (0, True)
    assert "Backups" in answer.err
    assert "ejrtur" not in answer.out + answer.err
    assert "lejrtur" not in text_of(nsk, thread).lower()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("1", "text"), 2, "--find"),
        (("1", "text", "0"), 2, "--find"),
        (("1", "text", "0", "3", "--find"), 2, "--find"),
        (("1", "txt", "0", "3"), 2, "'text'"),
        (("1", "text", "5", "5"), 2, "text"),
        (("1", "text", "0", "9999"), 2, "text"),
        (("1", "text", "a", "3"), 2, "START"),
        (("2", "text", "0", "3"), 2, "no entry"),
        (("0", "text", "0", "3"), 2, "NUMBER"),
        (("1", "text", "0", "3", "--with", "010203-1234"), 2, "reveal"),
        (("1", "text", "--find"), 2, "do not stand"),
    ],
)
def test_what_cannot_be_taken_out_changes_nothing(
    nsk: Nsk, store: Path, words: tuple[str, ...], code: int, told: str
) -> None:
    """With what would do."""
    thread = added(nsk.use(store), TEXT)
    answer = nsk("consult", "redact", thread, *words, stdin="findes ikke", as_="K-01")
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
    assert "010203" not in answer.err
    assert text_of(nsk, thread) == TEXT


def test_an_unknown_thread_and_somebody_elses_entry(nsk: Nsk, store: Path) -> None:
    """A code name that is not there is wrong input; another's record is refused."""
    thread = added(nsk.use(store), TEXT)
    assert nsk("consult", "redact", "findes-ikke", "1", "text", "0", "3", as_="K-01").code == 2
    assert nsk("consult", "redact", thread, "1", "text", "0", "3", as_="K-03").code == 4
    assert text_of(nsk, thread) == TEXT


@pytest.mark.parametrize(("typed", "code", "stays"), [("", 1, True), ("y", 0, False)])
def test_a_person_is_asked_before_words_are_gone_for_good(
    nsk: Nsk, store: Path, tmp_path: Path, typed: str, code: int, stays: bool
) -> None:
    """First for the words, then whether she is sure."""
    thread = added(nsk.use(store), TEXT)
    command = program("consult", "redact", thread, "1", "text", "--find", "--as", "K-02")
    with Terminal(command, environment(tmp_path, NSK_STORE=str(store))) as shown:
        shown.wait_for("Passphrase of K-02")
        shown.write_line(PASSPHRASES["K-02"])
        shown.wait_for("The words to take out:")
        shown.write_line("lejrturen")
        shown.wait_for("Take 9 characters out")
        shown.write_line(typed)
        assert shown.wait_exit() == code
    assert (text_of(nsk, thread) == TEXT) is stays

"""``nsk audit`` and ``nsk verify --checkpoint``: who did what, and words that prove it later."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Nsk

CONSULTATION = {"level": "yellow", "age_band": "12-17", "concerns": ["control"], "text": "Et råd om et møde."}


def thread_of(nsk: Nsk) -> str:
    """Add a consultation as K-01; return its thread's code name."""
    answer = nsk("consult", "add", "--from", "-", "--json", as_="K-01", stdin=json.dumps(CONSULTATION))
    return str(answer.json["added"][0]["thread"])


def test_the_audit_says_who_did_what_and_no_content(nsk: Nsk, store: Path) -> None:
    """The newest first; six fields a line, and nothing of the text."""
    code = thread_of(nsk.use(store))
    answer = nsk("audit", "--json", as_="R-01")
    lines = answer.json["lines"]
    assert answer.json["count"] == len(lines)
    assert [one["number"] for one in lines] == sorted((one["number"] for one in lines), reverse=True)
    assert {frozenset(one) for one in lines} == {
        frozenset({"number", "at", "member", "act", "subject", "purpose"})
    }
    assert ("K-01", "add", code) in {(one["member"], one["act"], one["subject"]) for one in lines}
    assert "møde" not in answer.out
    assert len(answer.json["words"]) == 12


@pytest.mark.parametrize(("language", "word"), [("da", "låste op"), ("en", "unlocked")])
def test_people_read_the_acts_in_their_language(nsk: Nsk, store: Path, language: str, word: str) -> None:
    """A row has number, moment, member and act."""
    nsk.set("NSK_LANGUAGE", language)
    answer = nsk.use(store)("audit", "--kind", "logins", as_="R-01")
    assert answer.code == 0
    row = answer.out.splitlines()[0]
    assert word in row
    assert "R-01" in row


def test_every_act_of_a_store_has_words(nsk: Nsk, store: Path) -> None:
    """What the verbs of the safe write down is said in words, not in codes."""
    nsk.use(store)
    thread_of(nsk)
    for words in (("rotate-key",), ("recovery", "make", "--json"), ("member", "remove", "K-03", "--yes")):
        assert nsk(*words, as_="K-01").code == 0
    acts = {one["act"] for one in nsk("audit", "--json", as_="K-01").json["lines"]}
    assert {"rotate", "make_recovery", "remove_member", "add", "unlock", "invite"} <= acts
    said = nsk("audit", as_="K-01").out
    assert [act for act in acts if "_" in act and act in said] == []


def test_an_extract_tells_everything_about_one_thread(nsk: Nsk, store: Path) -> None:
    """The oldest first: written by one, opened by another."""
    code = thread_of(nsk.use(store))
    assert nsk("consult", "show", code, as_="K-02").code == 0
    lines = nsk("audit", "--of", code, "--json", as_="R-01").json
    assert [(one["member"], one["act"]) for one in lines] == [("K-01", "add"), ("K-02", "read")]
    assert nsk("audit", "--of", "tom-havn", "--json", as_="R-01").json == []
    assert nsk("audit", "--of", "tom-havn", as_="R-01").out == ""


def test_a_day_and_a_kind_narrow_it(nsk: Nsk, store: Path) -> None:
    """The template was made on 20 November 2026; nothing is older."""
    nsk.use(store)
    kinds = {one["act"] for one in nsk("audit", "--kind", "keys", "--json", as_="K-01").json["lines"]}
    assert "invite" in kinds
    assert "unlock" not in kinds
    assert nsk("audit", "--since", "2999-01-01", "--json", as_="K-01").json["lines"] == []
    assert nsk("audit", "--since", "2020-01-01", "--json", as_="K-01").json["lines"]


@pytest.mark.parametrize(
    "words",
    [
        ("--since", "i går"),
        ("--since", "2026-02-30"),
        ("--kind", "all-of-it"),
        ("--of", "Stille Havn"),
        ("--of", "../etc"),
        ("--of", "stille-havn", "--since", "2026-01-01"),
        ("--of", "stille-havn", "--kind", "reads"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(nsk: Nsk, store: Path, words: tuple[str, ...]) -> None:
    """Nobody is asked for a passphrase over it."""
    assert nsk.use(store)("audit", *words, "--as", "K-01").code == 2


def printed(nsk: Nsk) -> str:
    """Return the twelve words as they are printed in the minutes."""
    return nsk("audit", "--words", as_="K-01").out.strip()


def checkpoint(nsk: Nsk, words: str, stdin: str = "") -> tuple[int, bool]:
    """Compare with old words; return the exit code and what the check said."""
    answer = nsk("verify", "--checkpoint", words, "--json", as_="K-01", stdin=stdin)
    found = {check["name"]: check["ok"] for check in answer.json["checks"]}
    return answer.code, found["printed_checkpoint"]


def test_old_words_still_fit_when_more_was_written(nsk: Nsk, store: Path) -> None:
    """From the command line or from stdin, in four letters each, and after a rotation."""
    words = printed(nsk.use(store))
    assert len(words.split()) == 12
    thread_of(nsk)
    assert nsk("rotate-key", as_="K-01").code == 0
    assert checkpoint(nsk, words) == (0, True)
    assert checkpoint(nsk, "-", stdin=words + "\n") == (0, True)
    assert checkpoint(nsk, " ".join(word[:4] for word in words.split()).upper()) == (0, True)
    assert nsk("audit", "--words", "--json", as_="K-01").json["words"] != words.split()


def test_an_older_store_put_back_is_noticed(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """All files together, so that nothing inside contradicts: only the printed words tell."""
    shutil.copytree(store, tmp_path / "old")
    nsk.use(store)
    for _time in range(3):
        thread_of(nsk)
    words = printed(nsk)
    shutil.rmtree(store)
    shutil.copytree(tmp_path / "old", store)
    assert checkpoint(nsk, words) == (1, False)
    people = nsk("verify", "--checkpoint", words, as_="K-01")
    assert people.code == 1
    assert "printed_checkpoint" in people.out


@pytest.mark.parametrize("words", ["", "hej", "acid " * 11, "acid " * 13, "smørrebrød " * 12])
def test_words_that_are_none_of_ours_are_wrong_input(nsk: Nsk, store: Path, words: str) -> None:
    """A misspelt word is not a changed audit."""
    answer = nsk.use(store)("verify", "--checkpoint", words, "--json", as_="K-01")
    assert answer.code == 2
    assert answer.out == ""

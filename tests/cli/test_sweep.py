"""``nsk sweep`` and ``nsk words``: today's lists over the whole store, and the words that are no person."""

import json
from pathlib import Path

import pytest

from nsk_tui.services import clearing
from tests.cli.conftest import Nsk, environment, program
from tests.conftest import PASSPHRASES
from tests.tools.terminal import Terminal

CPR = "010203-1234"


def added(nsk: Nsk, text: str, as_: str = "K-02") -> str:
    """Add a consultation; return its thread."""
    body = {"level": "yellow", "age_band": "12-17", "text": text}
    answer = nsk("consult", "add", "--from", "-", "--json", stdin=json.dumps(body), as_=as_)
    thread: str = answer.json["added"][0]["thread"]
    return thread


def slipped_in(nsk: Nsk, text: str) -> str:
    """Add a text while the check finds nothing, as it was before the lists grew; return its thread."""
    from nsk_tui.rules.anonymity.lexicon import Lexicon

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clearing, "lexicon", lambda: Lexicon.small(words=text.lower().split()))
        return added(nsk, text)


def test_a_sweep_lists_what_is_found_today_and_asks_once(nsk: Nsk, store: Path) -> None:
    """Thread, entry, field, place and label, never the word; a second sweep finds nothing new."""
    nsk.use(store)
    thread = slipped_in(nsk, "sofie ringede i går")
    answer = nsk("sweep", "--json", as_="K-01")
    assert (answer.code, answer.err) == (0, "")
    assert answer.json["entries"] == 1
    (finding,) = answer.json["findings"]
    assert (finding["thread"], finding["number"], finding["member"], finding["field"]) == (
        thread,
        1,
        "K-02",
        "text",
    )
    assert (finding["start"], finding["end"], finding["label"]) == (0, 5, "NAME")
    assert nsk("sweep", "--json", as_="K-01").json["findings"] == []


def test_people_read_a_line_for_each_finding(nsk: Nsk, store: Path) -> None:
    """On stdout; how many entries were read stands beside it."""
    nsk.use(store)
    thread = slipped_in(nsk, "sofie ringede i går")
    answer = nsk("sweep", as_="K-01")
    assert answer.out.startswith(f"{thread} 1 text 0-5 NAME ")
    assert "1 entry was checked." in answer.err
    assert "1 new finding waits" in answer.err
    assert "sofie" not in (answer.out + answer.err).lower()
    assert "Nothing new" in nsk("sweep", as_="K-01").err


def test_an_auditor_sweeps_nothing(nsk: Nsk, store: Path) -> None:
    """Exit 4."""
    assert nsk.use(store)("sweep", as_="R-01").code == 4


def declared(nsk: Nsk, store: Path) -> None:
    """Let K-02 declare a name to be a place."""
    from nsk_tui.rules.anonymity.findings import Declaration, Stance
    from nsk_tui.rules.consultations import ConcernLevel, NewConsultation
    from nsk_tui.services.consultations import add, check
    from nsk_tui.services.session import unlock

    session = unlock(store, "K-02", PASSPHRASES["K-02"])
    new = NewConsultation(ConcernLevel.YELLOW, text="Vi talte om Sofie i går.")
    (found,) = check(session, new)
    add(session, new, (Stance("text", found.finding.start, found.finding.end, Declaration.PLACE),))
    session.lock()
    nsk.use(store)


def test_a_declared_word_is_listed_with_who_and_until_when(nsk: Nsk, store: Path) -> None:
    """For the coordinator who judges it."""
    declared(nsk, store)
    (word,) = nsk("words", "list", "--json", as_="K-01").json
    assert (word["word"], word["member"], word["declaration"], word["label"]) == (
        "sofie",
        "K-02",
        "place",
        "NAME",
    )
    assert (word["confirmed_by"], word["rejected_by"]) == (None, None)
    line = nsk("words", "list", as_="K-01").out
    assert line.split()[:2] == ["sofie", "K-02"]
    assert "not judged" in line


@pytest.mark.parametrize("who", [(), ("K-02",)])
def test_a_word_is_judged_from_stdin(nsk: Nsk, store: Path, who: tuple[str, ...]) -> None:
    """Never from the command line, which others can read; capitals are no matter."""
    declared(nsk, store)
    answer = nsk("words", "confirm", *who, "--json", stdin="Sofie\n", as_="K-01")
    assert (answer.code, answer.json) == (0, {"members": ["K-02"]})
    assert nsk("words", "list", "--json", as_="K-01").json[0]["confirmed_by"] == "K-01"
    assert "found again" in nsk("words", "reject", *who, stdin="sofie", as_="K-01").out
    assert nsk("words", "list", "--json", as_="K-01").json[0]["rejected_by"] == "K-01"


@pytest.mark.parametrize(
    ("stdin", "as_", "code"),
    [
        ("", "K-01", 2),
        ("a\x1b[2J", "K-01", 2),
        ("x" * 501, "K-01", 2),
        ("aldrig", "K-01", 2),
        ("sofie", "K-02", 4),
    ],
)
def test_a_word_that_cannot_be_judged_changes_nothing(
    nsk: Nsk, store: Path, stdin: str, as_: str, code: int
) -> None:
    """Nothing, control characters, too much, not on the list, not a coordinator."""
    declared(nsk, store)
    answer = nsk("words", "confirm", stdin=stdin, as_=as_)
    assert (answer.code, answer.out) == (code, "")
    assert nsk("words", "list", "--json", as_="K-01").json[0]["confirmed_by"] is None


def test_a_person_is_asked_for_the_word(nsk: Nsk, store: Path, tmp_path: Path) -> None:
    """At the terminal."""
    declared(nsk, store)
    command = program("words", "confirm", "--as", "K-01")
    with Terminal(command, environment(tmp_path, NSK_STORE=str(store))) as shown:
        shown.wait_for("Passphrase of K-01")
        shown.write_line(PASSPHRASES["K-01"])
        shown.wait_for("The word:")
        shown.write_line("sofie")
        assert shown.wait_exit() == 0
    assert nsk("words", "list", "--json", as_="K-01").json[0]["confirmed_by"] == "K-01"


def test_a_group_without_words_says_so(nsk: Nsk, store: Path) -> None:
    """Rather than nothing."""
    assert nsk.use(store)("words", "list", as_="K-01").out == "No words.\n"

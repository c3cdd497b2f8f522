"""``nsk people``: who can what, and what is missing without somebody, for people and for scripts."""

from datetime import date
from pathlib import Path

import pytest

from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import CompetenceLevel, Place
from nsk_tui.services import directory
from nsk_tui.services.session import unlock
from tests.cli.conftest import Nsk
from tests.conftest import PASSPHRASES
from tests.people import PLACE, can, describe, knows, needs


@pytest.fixture
def group(nsk: Nsk, store: Path) -> Nsk:
    """Return the command line on a small group: K-02 alone can most."""
    session = unlock(store, "K-01", PASSPHRASES["K-01"])
    for name in ("Jobcenter", "Ungeindsats", "Sundhed"):
        needs(session, name, set(), citizens=False)
    needs(session, "Skoler", {Area.CHILDREN}, "PATRIARK")
    needs(session, "Familie", {Area.CHILDREN})
    describe(session, "K-02", places=(PLACE, Place("Familie", Area.CHILDREN)))
    describe(session, "K-03", places=(PLACE,))
    can(session, "K-02", "PATRIARK")
    can(session, "K-03", "PATRIARK", CompetenceLevel.SEEN)
    knows(session, "K-02")
    directory.add_person(session, "K-09", "Tove Eksempel")
    describe(session, "K-03", leaves_on=date(2098, 1, 31))
    session.lock()
    return nsk.use(store)


def test_a_script_reads_the_whole_page_but_the_note(group: Nsk) -> None:
    """What counts stands in ``competences``, everything in ``held``."""
    found = {one["id"]: one for one in group("people", "list", "--json", as_="K-02").json}
    assert list(found) == ["K-01", "K-02", "K-03", "K-09"]
    assert found["K-03"]["competences"] == []
    assert found["K-03"]["held"][0] == {
        "name": "PATRIARK", "level": "seen", "state": "learning", "evidence": "", "since": None,
        "expires_on": None,
    }  # fmt: skip
    assert found["K-02"]["places"][0] == {"department": "Familie", "area": "children"}
    assert (found["K-09"]["has_key"], found["K-03"]["leaves_on"]) == (False, "2098-01-31")
    lines = group("people", "list", as_="K-02").out.splitlines()
    assert "without a key" in lines[3]
    assert "PATRIARK" in lines[1]
    assert "PATRIARK" not in lines[2]


def test_the_matrix_is_drawn_by_sign_and_word(group: Nsk) -> None:
    """Nobody, one and several are told apart without colour."""
    out = group("people", "coverage", as_="K-03").out
    rows = {line.split("  ")[0]: line.split() for line in out.splitlines() if line}
    assert rows["Skoler"][1:] == ["2", "1", "!"]
    assert rows["Familie"][1:] == ["1", "!", "1"]
    assert "Only K-02 can: Familie, Children; PATRIARK." in out
    assert "With 1 gone (K-02)" in out
    found = group("people", "coverage", "--json", as_="K-03").json
    assert found["truck_factor"] == {"people": ["K-02"], "covered": 4, "orphaned": 3}
    assert found["nobody"] == 0
    assert {"department": "Skoler", "kind": "area", "name": "children", "needed": True,
            "cover": "several", "people": ["K-02", "K-03"]} in found["cells"]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("--without", "K-02", "--without", "K-03"),
        ("--without", "K-02", "K-03"),
        ("--without", "K-03,K-02"),
    ],
)
def test_several_can_be_taken_out_in_any_way_of_writing(group: Nsk, words: tuple[str, ...]) -> None:
    """The order does not matter, and nothing is stored."""
    before = group("people", "coverage", "--json", as_="K-01").out
    found = group("people", "simulate", *words, "--json", as_="K-01").json
    assert found["without"] == ["K-02", "K-03"]
    assert [(one["department"], one["name"]) for one in found["emptied"]] == [
        ("Skoler", "children"), ("Skoler", "PATRIARK"), ("Familie", "children"), (None, "PATRIARK"),
    ]  # fmt: skip
    assert found["most_exposed"] == "Skoler"
    assert {(one["kind"], one["label"]) for one in found["matters"]} == {
        ("competence", "PATRIARK"),
        ("contact", "Krisecenter A"),
    }
    assert group("people", "coverage", "--json", as_="K-01").out == before


def test_what_is_missing_is_told_in_lines(group: Nsk) -> None:
    """Without somebody who alone can nothing, nothing is missing."""
    lines = group("people", "simulate", "--without", "K-02", as_="K-01").out.splitlines()
    assert lines[0] == "Without K-02:"
    assert "  nobody can: Skoler, PATRIARK" in lines
    assert "  only one can: Skoler, Children" in lines
    assert "  contact: Krisecenter A (K-02)" in lines
    assert lines[-1].startswith("  Most exposed: ")
    nothing = group("people", "simulate", "--without", "K-09", as_="K-01")
    assert nothing.out.splitlines() == ["Without K-09:", "  Nothing is missing."]


def test_bad_input_is_refused_in_words(group: Nsk) -> None:
    """Nobody is taken out, somebody unknown, an auditor who asks."""
    assert group("people", "simulate", as_="K-01").code == 2
    unknown = group("people", "simulate", "--without", "K-99", as_="K-01")
    assert (unknown.code, "K-99" in unknown.err) == (2, True)
    for verb in ("list", "coverage"):
        assert group("people", verb, as_="R-01").code == 4
    assert group("people", "simulate", "--without", "K-02", as_="R-01").code == 4

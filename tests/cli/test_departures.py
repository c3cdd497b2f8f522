"""``nsk member depart``: the list as it stands, steps ticked, the access closed after asking, the receipt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from nsk_tui.services.session import Session
from tests.cli.conftest import Nsk
from tests.handed import GIVER, thread


@pytest.fixture
def leaver(nsk: Nsk, store: Path, unlocked: Callable[[str], Session]) -> Nsk:
    """Return the command line, with K-02 leaving today by the machine's own clock."""
    from nsk_tui.services import local_time

    thread(unlocked(GIVER))
    nsk.use(store)
    day = local_time.now().date().isoformat()
    assert nsk("member", "depart", "K-02", "--last-day", day, as_="K-01").code == 0
    return nsk


def test_it_begins_with_a_day_and_shows_ten_steps(leaver: Nsk) -> None:
    """As lines with a tick and who; as JSON with what stands in the way."""
    told = leaver("member", "depart", "K-02", as_="K-01")
    assert len([line for line in told.out.splitlines() if line.startswith("[")]) == 10
    assert "cannot be called back" in told.err
    steps = leaver("member", "depart", "K-02", "--json", as_="K-02").json["steps"]
    assert [one["number"] for one in steps] == list(range(1, 11))
    assert steps[7]["waits_for"] == 7
    assert steps[8]["obstacle"] == "own_access"


def test_without_a_day_nobody_departs(nsk: Nsk, store: Path) -> None:
    """Exit code 2, and how to begin."""
    answer = nsk.use(store)("member", "depart", "K-02", as_="K-01")
    assert (answer.code, "--last-day" in answer.err) == (2, True)
    assert nsk("member", "depart", "K-02", "--last-day", "i morgen", as_="K-01").code == 2


def test_a_step_is_ticked_by_number_or_name_and_taken_back(leaver: Nsk) -> None:
    """What ticks itself is refused."""
    first = leaver("member", "depart", "K-02", "--done", "1", "--json", as_="K-01").json["steps"][0]
    assert (first["done"], first["by"]) == (True, "K-01")
    assert leaver("member", "depart", "K-02", "--done", "tasks", as_="K-01").code == 0
    again = leaver("member", "depart", "K-02", "--undo", "1", "--json", as_="K-01").json["steps"][0]
    assert again["done"] is False
    answer = leaver("member", "depart", "K-02", "--done", "7", as_="K-01")
    assert (answer.code, "step_by_itself" in answer.err) == (2, True)
    assert leaver("member", "depart", "K-02", "--done", "11", as_="K-01").code == 2


def test_the_access_is_closed_after_asking_and_the_rest_goes_on(leaver: Nsk) -> None:
    """Without a terminal to ask on it takes ``--yes``; her passphrase opens nothing afterwards."""
    closed = leaver("member", "depart", "K-02", "--close-access", "--yes", "--json", as_="K-01")
    assert closed.json["steps"][8]["done"] is True
    assert leaver("member", "list", as_="K-02").code == 3
    answer = leaver("member", "depart", "K-02", "--close-access", "--yes", as_="K-01")
    assert (answer.code, "step_not_possible" in answer.err) == (4, True)
    assert leaver("member", "depart", "K-02", "--json", as_="K-01").json["steps"][6]["done"] is False


def test_a_coordinator_closes_the_handover_with_a_reason_that_passes_the_check(leaver: Nsk) -> None:
    """A name in it is refused like in any text."""
    answer = leaver("member", "depart", "K-02", "--in-spite", "Ring til 28 34 56 78", as_="K-01")
    assert (answer.code, "PHONE" in answer.out) == (1, True)
    done = leaver("member", "depart", "K-02", "--in-spite", "ingen kan tage den", "--json", as_="K-01")
    assert done.json["steps"][6]["done"] is True
    left = leaver("member", "depart", "K-02", "--finish", as_="K-01")
    assert (left.code, "steps_left" in left.err) == (4, True)
    page = leaver("member", "depart", "K-02", "--receipt", as_="K-01")
    assert "Departure under way: K-02" in page.out
    assert "ingen kan tage den" in " ".join(page.out.split())


def test_one_thing_at_a_time_and_only_by_coordinators(leaver: Nsk) -> None:
    """Mixed wishes are wrong usage; a member's try is refused."""
    assert leaver("member", "depart", "K-02", "--done", "1", "--finish", as_="K-01").code == 2
    for words in (("--done", "1"), ("--finish",), ("--close-access", "--yes")):
        assert leaver("member", "depart", "K-02", *words, as_="K-02").code == 4
    assert leaver("member", "depart", "K-02", as_="K-03").code == 4

"""``nsk handover``: begun, listed and shown, in lines and in JSON; ``nsk redact`` beside it."""

from pathlib import Path

import pytest

from nsk_tui.services.session import unlock
from tests.cli.conftest import Nsk
from tests.conftest import PASSPHRASES, Clock
from tests.handed import GIVER, RECEIVER, WORDS, again, answered, begin, sent, thread

LAST_DAY = "2026-12-04"


def lived(store: Path, clock: Clock) -> str:
    """Write a thread of K-02's that K-03 has taken over; return the handover's id."""
    giver, receiver = (unlock(store, member, PASSPHRASES[member], clock) for member in (GIVER, RECEIVER))
    thread(giver)
    view = begin(giver)
    answered(receiver, sent(giver, view, watch="hvis rejsen bestilles", introductions="skoleleder 24/11"))
    again(giver, view)
    giver.lock()
    receiver.lock()
    return view.handover.id


def test_a_handover_is_begun_listed_and_shown(nsk: Nsk, store: Path) -> None:
    """By its id, by its member; everything that is missing is told by code."""
    nsk.use(store)
    begun = nsk("handover", "start", "--last-day", LAST_DAY, "--json", as_=GIVER)
    assert (begun.code, begun.err) == (0, "")
    made = begun.json
    assert (made["giver"], made["kind"], made["last_day"], made["items"]) == (GIVER, "leave", LAST_DAY, [])
    assert made["lacks"] == ["remainder_unsaid"]
    (line,) = nsk("handover", "list", "--json", as_=RECEIVER).json
    assert (line["id"], line["tally"]["items"], line["escalated"]) == (made["id"], 0, 0)
    for name in (made["id"], GIVER):
        assert nsk("handover", "show", name, "--json", as_="K-01").json["id"] == made["id"]
    assert nsk("handover", "start", "--last-day", LAST_DAY, as_=GIVER).code == 4


def test_an_item_is_shown_with_all_its_parts(nsk: Nsk, store: Path, clock: Clock) -> None:
    """And the answer in own words; never what the consultation says."""
    handover = lived(store, clock)
    nsk.use(store)
    shown = nsk("handover", "show", handover, "--json", as_="K-01").json
    (item,) = shown["items"]
    assert (item["label"], item["level"], item["state"], item["receiver"]) == (
        "tør-kaffe", "orange", "accepted", RECEIVER,
    )  # fmt: skip
    assert item["contingencies"] == [{"if": "den unge udebliver", "then": "ring til skolen samme dag"}]
    assert item["introductions"] == [{"whom": "skoleleder", "on": "2026-11-24", "met": False}]
    assert item["actions"][0]["stands_for"] == "follow_up"
    assert (item["words"], len(item["digest"])) == (WORDS, 64)
    told = nsk("handover", "show", GIVER, as_="K-01").out
    for words in ("thread tør-kaffe", "received", "If den unge udebliver, then ring", WORDS, "skoleleder"):
        assert words in told
    assert "lejrtur" not in told + str(shown)
    assert nsk("handover", "list", as_="K-01").out.startswith(f"{GIVER:<16}")


@pytest.mark.parametrize(
    ("words", "as_", "code"),
    [
        (("start",), GIVER, 2),
        (("start", "--last-day", "snart"), GIVER, 2),
        (("start", "--last-day", LAST_DAY, "--thread", "tør-kaffe"), GIVER, 2),
        (("start", "--last-day", LAST_DAY, "--kind", "thread"), GIVER, 2),
        (("start", "--last-day", LAST_DAY, "--back-on", "2027-01-01"), GIVER, 2),
        (("start", "--thread", "ukendt-navn"), GIVER, 2),
        (("start", "--last-day", LAST_DAY, "--of", RECEIVER), GIVER, 4),
        (("start", "--last-day", LAST_DAY, "--of", "K-99"), "K-01", 2),
        (("show", "K-99"), GIVER, 2),
        (("list",), "R-01", 4),
    ],
)
def test_what_cannot_be_asked_for_is_refused(
    nsk: Nsk, store: Path, words: tuple[str, ...], as_: str, code: int
) -> None:
    """No day, no such member, somebody else's: the exit code tells, and nothing is begun."""
    nsk.use(store)
    answer = nsk("handover", *words, as_=as_)
    assert (answer.code, answer.out) == (code, "")
    assert nsk("handover", "list", "--all", "--json", as_="K-01").json == []


def test_words_are_taken_out_where_a_sweep_told(nsk: Nsk, store: Path, clock: Clock) -> None:
    """By kind, id, field and span; a place that is not there changes nothing."""
    handover = lived(store, clock)
    nsk.use(store)
    item = nsk("handover", "show", handover, "--json", as_="K-01").json["items"][0]
    done = nsk("redact", "handover_item", item["id"], "summary", "0", "8", "--with", "de", "--yes", as_=GIVER)
    assert (done.code, done.out) == (0, "The words are gone from 1 text of tør-kaffe.\n")
    after = nsk("handover", "show", handover, "--json", as_="K-01").json["items"][0]
    assert after["summary"].startswith("De taler om rejse")
    assert after["state"] == "accepted"
    for words in (("summary", "0", "5000"), ("nej", "0", "5"), ("summary", "x", "5")):
        assert nsk("redact", "handover_item", item["id"], *words, "--yes", as_=GIVER).code == 2
    assert nsk("redact", "handover_item", item["id"], "summary", "0", "2", "--yes", as_=RECEIVER).code == 4

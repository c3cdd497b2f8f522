"""``nsk handover export``: what it prints, what it refuses, and that the ticket it prints is good."""

from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from tests.cli.conftest import Nsk, finished
from tests.leaving import KEYS, confirm_keys, received, text_of

WHY = ("--purpose", "handover")


@pytest.fixture
def view(unlocked: Callable[[str], Session]) -> HandoverView:
    """Return a handover of K-02's that was received."""
    confirm_keys(unlocked, "K-01", "K-03")
    return received(unlocked)


def test_a_ticket_is_printed_for_each_receiver_and_form(nsk: Nsk, store: Path, view: HandoverView) -> None:
    """As JSON, with who it is for and until when; no passphrase where there is none."""
    words = (
        "handover",
        "export",
        "K-02",
        *WHY,
        "--to",
        "K-03",
        "--to",
        "K-01",
        "--form",
        "docx",
        "--form",
        "md",
    )
    answer = nsk.use(store)(*words, "--json", as_="K-02")
    assert answer.code == 0, answer.err
    told = answer.json["tickets"]
    assert [(one["receiver"], one["form"]) for one in told] == [
        ("K-01", "docx.age"), ("K-03", "docx.age"), ("K-01", "md.age"), ("K-03", "md.age"),
    ]  # fmt: skip
    assert answer.json["passphrase"] is None


def test_the_ticket_gives_what_was_sealed(nsk: Nsk, store: Path, view: HandoverView, tmp_path: Path) -> None:
    """From the verb that makes it to the verb that fetches it."""
    words = ("handover", "export", view.handover.id, *WHY, "--to", "K-03", "--expires", "2026-12-24")
    answer = nsk.use(store)(*words, "--json", as_="K-01")
    (told,) = answer.json["tickets"]
    done = finished("fetch", told["ticket"], "--store", str(store), home=tmp_path)
    assert done.returncode == 0
    said = text_of(pyrage.decrypt(done.stdout, [KEYS["K-03"]]))
    assert "expires 24/12-2026" in said


def test_the_six_words_are_printed_once(nsk: Nsk, store: Path, view: HandoverView) -> None:
    """On the answer's own line; how to give them stands beside it."""
    answer = nsk.use(store)("handover", "export", "K-02", *WHY, "--passphrase", as_="K-02")
    assert answer.code == 0
    words = next(line for line in answer.out.splitlines() if line.startswith("Passphrase: "))
    assert len(words.split()) == 7
    assert "by telephone" in answer.err
    assert nsk("handover", "export", "K-02", *WHY, "--word", as_="K-02").out.split()[2] == "docx"


@pytest.mark.parametrize(
    "words",
    [
        (), ("--to", "K-03", "--passphrase"), ("--word", "--passphrase"), ("--to", "K-03", "--form", "pdf"),
        ("--word", "--form", "md"), ("--word", "--expires", "2020-01-01"), ("--word", "--expires", "tirsdag"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_wrong_usage(
    nsk: Nsk, store: Path, view: HandoverView, words: tuple[str, ...]
) -> None:
    """Exit code 2; nothing has left."""
    answer = nsk.use(store)("handover", "export", "K-02", *WHY, *words, as_="K-02")
    assert (answer.code, answer.out) == (2, "")


def test_without_a_purpose_nothing_leaves(nsk: Nsk, store: Path, view: HandoverView) -> None:
    """It stands in the audit."""
    assert nsk.use(store)("handover", "export", "K-02", "--word", as_="K-02").code == 2
    assert nsk("handover", "export", "K-02", "--word", "--purpose", "fun", as_="K-02").code == 2


def test_who_has_no_confirmed_key_and_who_may_not_are_refused(
    nsk: Nsk, store: Path, view: HandoverView
) -> None:
    """Exit code 4, with what to do."""
    answer = nsk.use(store)("handover", "export", "K-02", *WHY, "--to", "K-02", as_="K-02")
    assert (answer.code, "unknown_recipient" in answer.err) == (4, True)
    answer = nsk("handover", "export", "K-02", *WHY, "--word", as_="K-03")
    assert (answer.code, "not_allowed" in answer.err) == (4, True)


def test_a_finding_is_told_by_its_place(
    nsk: Nsk, store: Path, view: HandoverView, unlocked: Callable[[str], Session]
) -> None:
    """Exit code 1; the word itself stands nowhere."""
    with unlocked("K-02").database.writing() as writing:
        statement = "UPDATE handover_item SET summary = 'Ring til 28 34 56 78 om Sofie.'"
        writing.connection().exec_driver_sql(statement)
        writing.commit()
    answer = nsk.use(store)("handover", "export", "K-02", *WHY, "--word", "--json", as_="K-02")
    assert answer.code == 1
    assert {one["field"] for one in answer.json["refused"]} == {"1.summary"}
    assert "Sofie" not in answer.out + answer.err
    assert "reveal" in nsk("handover", "export", "K-02", *WHY, "--word", as_="K-02").err

"""The list of declared words, the sweep, and mending what stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from nsk_tui.rules.anonymity.findings import Declaration, Stance, Strength
from nsk_tui.services import consultations, redaction, sweep, threads, today, word_list
from nsk_tui.services.errors import (
    NotAllowed,
    ReplacementRefused,
    SpanRefused,
    TextRefused,
    UnknownThread,
    UnknownWord,
)
from nsk_tui.services.session import Session
from nsk_tui.store import audit
from tests.conftest import NOW, Clock
from tests.services.test_consultations import CLEAN, added, everything

NAMED = replace(CLEAN, text="Vi talte om Sofie i går.")


def declare_sofie(session: Session) -> None:
    """Store a text in which a name is declared to be a place."""
    finding = consultations.check(session, NAMED)[0].finding
    added(consultations.add(session, NAMED, (Stance("text", finding.start, finding.end, Declaration.PLACE),)))


def test_a_confirmed_word_counts_for_all_and_a_rejected_one_for_nobody(
    unlocked: Callable[[str], Session],
) -> None:
    """The coordinator judges; the author's own use ends with a rejection, too."""
    first, second, third = unlocked("K-01"), unlocked("K-02"), unlocked("K-03")
    declare_sofie(second)
    assert [(one.word, one.member, one.confirmed_by) for one in word_list.words(first)] == [
        ("sofie", "K-02", None)
    ]
    assert consultations.check(third, NAMED)
    word_list.confirm(first, "sofie", "K-02")
    assert consultations.check(third, NAMED) == ()
    word_list.reject(first, "sofie", "K-02")
    assert consultations.check(second, NAMED)
    with pytest.raises(NotAllowed):
        word_list.confirm(second, "sofie", "K-02")
    with pytest.raises(UnknownWord):
        word_list.confirm(first, "findes ikke", "K-02")


def test_a_declared_word_expires(session: Session, clock: Clock) -> None:
    """After a year its author is asked again."""
    declare_sofie(session)
    clock.now = NOW + timedelta(days=400)
    assert consultations.check(session, NAMED)


def test_no_judgement_writes_the_word_into_the_audit(session: Session) -> None:
    """Only whose word it was."""
    declare_sofie(session)
    word_list.confirm(session, "sofie", "K-01")
    with session.database.reading() as reading:
        told = " ".join(line.subject + line.purpose for line in audit.lines(reading))
    assert "sofie" not in told.lower()


def test_a_sweep_finds_what_todays_lists_find_and_asks_once(
    unlocked: Callable[[str], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was stored before a list grew becomes its author's task, strong or weak."""
    first, second = unlocked("K-01"), unlocked("K-02")
    from nsk_tui.services import clearing
    from nsk_tui.services.anonymity import lexicon

    poor = replace(lexicon(), first_names=type(lexicon().first_names).from_words(["bertil"]))
    text = "Kontakt via sofie i går."
    with monkeypatch.context() as patched:
        patched.setattr(clearing, "lexicon", lambda: poor)
        outcome = consultations.add_many(second, [replace(CLEAN, text=text)])[0]
    done = added(outcome)
    expected = consultations.check(second, replace(CLEAN, text=text))
    swept = sweep.sweep(first)
    assert swept.entries == 1
    assert {(one.thread, one.member, one.field) for one in swept.findings} <= {(done.thread, "K-02", "text")}
    assert len(swept.findings) + len(done.warnings) >= len(expected)
    assert sweep.sweep(first).findings == ()
    assert len(today.today(second).waiting) == len(swept.findings) + len(done.warnings)


def test_a_clean_store_sweeps_clean(session: Session) -> None:
    """Departments and cards of the network are no findings."""
    added(consultations.add(session, replace(CLEAN, card="red-children")))
    assert sweep.sweep(session).findings == ()


def test_a_redaction_takes_the_word_out_of_every_version_and_the_index(
    store: Path, unlocked: Callable[[str], Session], clock: Clock
) -> None:
    """Long after the day for corrections; audited without the word."""
    first, second = unlocked("K-01"), unlocked("K-02")
    text = "Skolen ringede om lejrturen. Lejrturens leder hørte det."
    done = added(consultations.add(second, replace(CLEAN, text=text, advice="Ring om lejrturen.")))
    later = replace(CLEAN, text=text + " Mere.", advice="Ring om lejrturen.", thread=done.thread)
    added(consultations.correct(second, done.id, 1, later))
    clock.now = NOW + timedelta(days=300)
    at = text.index("lejrturen")
    result = redaction.redact(first, done.id, "text", at, at + len("lejrturen"), "turen")
    assert (result.thread, result.number, result.versions) == (done.thread, 1, 2)
    body = threads.open_thread(first, done.thread).entries[0].body
    assert (body.text, body.advice) == (
        "Skolen ringede om turen. Turens leder hørte det. Mere.",
        "Ring om turen.",
    )
    assert "lejrtur" not in everything(first).lower()
    assert threads.search(first, "lejrturen") == ()
    assert len(threads.search(first, "turen")) == 1
    with first.database.reading() as reading:
        assert [line.subject for line in audit.lines(reading) if line.act == "redact"] == [done.thread]


def test_a_redaction_can_simply_remove(session: Session) -> None:
    """And part of a word goes, too."""
    done = added(consultations.add(session, replace(CLEAN, text="Vi talte om xyzzy i dag.")))
    redaction.redact(session, done.id, "text", 12, 15, "")
    assert "xyz" not in everything(session)


@pytest.mark.parametrize(
    ("field", "start", "end", "replacement", "fault"),
    [
        ("text", 5, 5, "x", SpanRefused),
        ("text", -3, 2, "x", SpanRefused),
        ("text", 0, 10_000, "x", SpanRefused),
        ("member", 0, 1, "x", TextRefused),
        ("text", 0, 2, "010203-1234", ReplacementRefused),
        ("text", 0, 2, "to\nlinjer", TextRefused),
    ],
)
def test_a_redaction_that_cannot_be_changes_nothing(
    session: Session, field: str, start: int, end: int, replacement: str, fault: type[Exception]
) -> None:
    """The record stands as it was."""
    done = added(consultations.add(session, CLEAN))
    with pytest.raises(fault):
        redaction.redact(session, done.id, field, start, end, replacement)
    assert threads.open_thread(session, done.thread).entries[0].body.text == CLEAN.text


def test_only_the_author_or_a_coordinator_redacts(unlocked: Callable[[str], Session]) -> None:
    """Somebody else's record is not hers to mend."""
    second, third = unlocked("K-02"), unlocked("K-03")
    done = added(consultations.add(second, CLEAN))
    with pytest.raises(NotAllowed):
        redaction.redact(third, done.id, "text", 0, 2, "x")
    with pytest.raises(UnknownThread):
        redaction.redact(second, type(done.id)("findes ikke"), "text", 0, 2, "x")


def test_a_strong_finding_of_a_sweep_shows_as_strong(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its author sees how heavy it is."""
    from nsk_tui.rules.anonymity.findings import Finding, Label, Reason

    added(consultations.add(session, CLEAN))
    heavy = Finding(0, 2, Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
    monkeypatch.setattr(sweep, "scan", lambda text: (heavy,) if text == CLEAN.text else ())
    assert [one.finding.strength for one in sweep.sweep(session).findings] == [Strength.STRONG]
    waiting = [one for one in today.today(session).waiting if isinstance(one, today.WaitingTask)]
    assert [one.finding.strength for one in waiting] == [Strength.STRONG]

"""What people word in a handover is swept, asked about and mended as consultations are."""

import re

import pytest

from nsk_tui.rules.anonymity.findings import Declaration
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.rules.handover import RemainderKind
from nsk_tui.rules.handover_state import ItemState, MoveKind
from nsk_tui.services import clearing, handover, handover_items, sweep, text_redaction, waiting
from nsk_tui.services.clearing import NotAnonymous
from nsk_tui.services.errors import NotAllowed, ReplacementRefused, SpanRefused, UnknownTask
from nsk_tui.services.handover_view import HandoverView
from nsk_tui.services.session import Session
from nsk_tui.store import text_tasks
from nsk_tui.store.handover_texts import HANDOVER, ITEM
from nsk_tui.store.registry import TEXT_COLUMNS, Wording
from nsk_tui.store.text_sources import SOURCES, WITH_OWN_CHECK
from nsk_tui.store.text_tasks import TextTask
from tests.handed import CHIEF, GIVER, RECEIVER, WORDS, Unlock, again, answered, begin, form, sent, thread
from tests.published import audited

ANSWER, QUESTION, LEFT_OUT = f"{WORDS} sofie ved det.", "Nummeret til sofie?", "gamle noter fra sofie"
NAMED = "sofie ringede om rejsen i julen, og skolen har svaret hende."


def test_every_guarded_column_is_reached_by_a_source_or_checked_outright() -> None:
    """A later kind of text cannot be forgotten by the sweep."""
    guarded = {table for table, columns in TEXT_COLUMNS.items() if Wording.GUARDED in columns.values()}
    read = {table for source in SOURCES for table in source.tables}
    assert guarded - WITH_OWN_CHECK == {table for table in read if table in guarded}
    assert not read & WITH_OWN_CHECK


@pytest.fixture
def slipped(unlocked: Unlock, monkeypatch: pytest.MonkeyPatch) -> HandoverView:
    """Return a handover with a name in it, stored while the lists did not know it."""
    said = (NAMED, WORDS, *form().texts.values(), ANSWER, QUESTION, LEFT_OUT)
    words = re.findall(r"\w+", " ".join(said).lower())
    giver, receiver = unlocked(GIVER), unlocked(RECEIVER)
    thread(giver)
    view = begin(giver)
    with monkeypatch.context() as patch:
        patch.setattr(clearing, "lexicon", lambda: Lexicon.small(words=words))
        item = sent(giver, view, summary=NAMED, introductions="sofie 24/11")
        answered(receiver, item, MoveKind.RESERVE, ANSWER, QUESTION)
        handover.say_remainder(giver, view.handover.id, RemainderKind.LEFT_OUT, LEFT_OUT, 1)
    return again(giver, view)


def tasks(session: Session) -> tuple[TextTask, ...]:
    """Return what a member is asked about her texts."""
    with session.database.reading() as reading:
        return text_tasks.open_tasks(reading, session.member)


def test_a_sweep_gives_each_author_what_is_found_in_her_texts(
    unlocked: Unlock, slipped: HandoverView
) -> None:
    """The giver's fields to her, the receiver's words to him; and nothing twice."""
    chief = unlocked(CHIEF)
    found = sweep.sweep(chief)
    assert (found.entries, found.texts) == (1, 2)
    assert {(one.kind, one.member, one.field.split(".")[0]) for one in found.in_texts} == {
        (ITEM, GIVER, "summary"),
        (ITEM, GIVER, "meet"),
        (ITEM, RECEIVER, "words"),
        (ITEM, RECEIVER, "question"),
        (HANDOVER, GIVER, "remainder"),
    }
    assert sweep.sweep(chief).in_texts == ()
    assert (len(tasks(unlocked(GIVER))), len(tasks(unlocked(RECEIVER)))) == (3, 2)
    assert waiting.count(unlocked(RECEIVER)) == 3  # the two, and her follow-up


def test_a_redaction_reaches_every_copy_and_what_was_taken_stays_taken(
    unlocked: Unlock, slipped: HandoverView
) -> None:
    """The item, the text that was sent, the answer: no page of the database holds the name any more."""
    giver = unlocked(GIVER)
    item = slipped.items[0]
    start = item.item.summary.index("sofie")
    done = text_redaction.redact(giver, ITEM, item.item.id, "summary", start, start + 5, "en ung")
    assert (done.about, done.texts) == ("tør-kaffe", 4)
    text_redaction.redact(giver, HANDOVER, slipped.handover.id, "remainder", 16, 21)
    after = again(giver, slipped)
    assert after.items[0].state is ItemState.RESERVED
    assert after.items[0].item.summary.startswith("en ung ringede")
    assert all(move.is_mended for move in after.items[0].moves)
    assert "sofie" not in repr([(move.words, move.question, move.body) for move in after.items[0].moves])
    assert after.handover.remainder is not None
    assert after.handover.remainder.words == "gamle noter"
    with giver.database.reading() as reading:
        connection = reading.connection()
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        told = [
            repr(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())
            for name in tables
            if not name.startswith(("entry_search", "sqlite_"))
        ]
    assert [one for one in told if "sofie" in one.lower()] == []
    assert ("redact", "tør-kaffe", f"{ITEM} 4") in audited(giver)


def test_only_who_worded_it_or_a_coordinator_mends(unlocked: Unlock, slipped: HandoverView) -> None:
    """And only a span that is there, with words that reveal nobody."""
    receiver, item = unlocked(RECEIVER), slipped.items[0]
    with pytest.raises(NotAllowed):
        text_redaction.redact(receiver, ITEM, item.item.id, "summary", 0, 5)
    with pytest.raises(ReplacementRefused):
        text_redaction.redact(unlocked(GIVER), ITEM, item.item.id, "summary", 0, 5, "Fatima")
    for kind, ref, field, end in (
        (ITEM, "nej", "summary", 5),
        (ITEM, item.item.id, "nej", 5),
        ("nej", item.item.id, "summary", 5),
        (ITEM, item.item.id, "summary", 5000),
    ):
        with pytest.raises(SpanRefused):
            text_redaction.redact(unlocked(CHIEF), kind, ref, field, 0, end)
    words = f"words.{item.moves[-1].number}"
    start = item.moves[-1].words.index("sofie")
    text_redaction.redact(receiver, ITEM, item.item.id, words, start, start + 5)
    assert "sofie" not in again(receiver, slipped).items[0].moves[-1].words


def test_a_finding_is_answered_once_and_forgotten_when_the_text_is_written_anew(
    unlocked: Unlock, slipped: HandoverView
) -> None:
    """Declared to be no person, or gone with the words it stood in."""
    giver = unlocked(GIVER)
    sweep.sweep(giver)
    task = next(one for one in tasks(giver) if one.field == "summary")
    assert text_redaction.task_text(giver, task).texts["summary"] == NAMED
    text_redaction.settle(giver, task.id, Declaration.WORKPLACE)
    with pytest.raises(UnknownTask):
        text_redaction.settle(giver, task.id, None)
    assert len(tasks(giver)) == 2
    item = again(giver, slipped).items[0]
    outcome = handover_items.save(giver, item.item.id, form(), item.version)
    assert not isinstance(outcome, NotAnonymous)
    assert [one.field for one in tasks(giver)] == ["remainder"]
    assert len(tasks(unlocked(RECEIVER))) == 2


def test_what_was_asked_is_asked_again_where_the_words_stand_now(
    unlocked: Unlock, slipped: HandoverView
) -> None:
    """A redaction of one word leaves the question about another."""
    giver = unlocked(GIVER)
    sweep.sweep(giver)
    item = slipped.items[0]
    text_redaction.redact(giver, ITEM, item.item.id, "summary", 6, 13, "skrev")
    found = next(one for one in tasks(giver) if one.field == "summary")
    assert again(giver, slipped).items[0].item.summary[found.finding.start : found.finding.end] == "sofie"

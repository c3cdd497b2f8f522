"""Findings in stored texts: their author answers them from Today."""

from typing import Any

import pytest
from sqlmodel import select

from nsk_tui.rules.anonymity.findings import Declaration, Finding, Label, Reason, Strength
from nsk_tui.rules.consultations import ConcernLevel, NewConsultation
from nsk_tui.rules.ids import CodeName, TaskId
from nsk_tui.services import chance, consultations, redaction, threads, today
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from nsk_tui.store import audit, entries, findings
from nsk_tui.store.change import change
from nsk_tui.store.tables import TaskRow
from tests.screens.conftest import Opener, Terminal
from tests.screens.records import add

WEAK = "Et barn i 8.b er ked af det. Barnet vil skifte skole."


def stored(session: Session, text: str = WEAK) -> CodeName:
    """Store a text from a file, whose weak findings become tasks."""
    (added,) = consultations.add_many(session, [NewConsultation(level=ConcernLevel.YELLOW, text=text)])
    assert isinstance(added, Added)
    return added.thread


def asks_strongly(session: Session, code: CodeName, word: str) -> None:
    """Make a task of a word as a sweep does, when a list has grown."""
    entry = threads.open_thread(session, code).entries[0]
    start = entry.body.text.index(word)
    found = Finding(start, start + len(word), Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
    with change(session.database, session.member, session.now) as writing:
        key = entries.texts_of(writing.session, entry.id)[0].key
        task = TaskId(chance.new_id())
        findings.add_task(writing.session, task, key, session.member, "text", found, writing.now)
        writing.audit("sweep", "1", "1")
        writing.commit()


def tasks(session: Session) -> list[today.WaitingTask]:
    """Return what waits for an answer."""
    return [one for one in today.today(session).waiting if isinstance(one, today.WaitingTask)]


def text_of(session: Session, code: CodeName) -> str:
    """Return the text as it stands."""
    return threads.open_thread(session, code).entries[0].body.text


def digit(screen: Terminal, words: str) -> str:
    """Return the digit of a choice."""
    row = next(row for row in screen.rows if words in row)
    return row.split(words)[0].split()[-1]


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "da",
            (
                "FUND I EN GEMT TEKST",
                "Et barn i 8.b er ked af det. Barnet vil",
                "En klasse peger på få elever.",
            ),
        ),
        ("en", ("A FINDING IN A STORED TEXT", "let it stand", "it is not a person")),
    ],
)
async def test_enter_shows_the_text_around_the_finding(
    terminal: Opener, session: Session, language: str, wanted: tuple[str, ...]
) -> None:
    """The row says how much it matters; the box shows the text and the ways to answer."""
    stored(session)
    async with terminal("K-01", language=language) as screen:
        assert ("? opgave" if language == "da" else "? task") in screen.text
        await screen.press("enter")
        for words in wanted:
            assert words in screen.text


async def test_a_wider_word_is_put_in_every_version(terminal: Opener, session: Session) -> None:
    """The first proposal, with Enter; the task is gone and the audit holds no word."""
    code = stored(session)
    async with terminal("K-01") as screen:
        await screen.press("enter", "enter")
        assert screen.message == "Rettet i alle udgaver. Det står i audit, uden ordet."
        assert "opgave" not in screen.text
    assert "8.b" not in text_of(session, code)
    assert not tasks(session)
    with session.database.reading() as reading:
        assert not any("8.b" in line.subject + line.purpose for line in audit.lines(reading))


async def test_a_weak_one_may_stand(terminal: Opener, session: Session) -> None:
    """Seen and accepted: the text stays as it is."""
    code = stored(session)
    async with terminal("K-01") as screen:
        await screen.press("enter")
        await screen.press(digit(screen, "lad det stå"))
        assert screen.message == "Besvaret. Det står i audit uden ordet."
    assert text_of(session, code) == WEAK
    assert not tasks(session)


async def test_a_strong_one_needs_a_reason(terminal: Opener, session: Session) -> None:
    """It never just stands; why it is no person is stored as a code."""
    code = add(session, code="stille-havn")
    asks_strongly(session, code, "ung")
    async with terminal("K-01") as screen:
        assert "! opgave" in screen.text
        await screen.press("end", "enter")
        assert "lad det stå" not in screen.text
        await screen.press(digit(screen, "det er ikke en person"))
        await screen.press(digit(screen, "et almindeligt ord"))
        assert screen.message == "Besvaret. Det står i audit uden ordet."
    with session.database.reading() as reading:
        answers = [row.declaration for row in reading.exec(select(TaskRow))]
    assert answers == [Declaration.ORDINARY_WORD.value]


async def test_esc_lets_it_wait(terminal: Opener, session: Session) -> None:
    """Nothing is answered by closing."""
    stored(session)
    async with terminal("K-01") as screen:
        await screen.press("enter", "escape")
        assert "? opgave" in screen.text
    assert len(tasks(session)) == 1


async def test_own_words_that_name_somebody_are_refused(terminal: Opener, session: Session) -> None:
    """What is put instead is checked too; the task stays."""
    code = stored(session)
    async with terminal("K-01") as screen:
        await screen.press("enter")
        await screen.press(digit(screen, "skriv selv"))
        await screen.write("Sofie")
        await screen.press("enter")
        assert "Det lykkedes ikke" in screen.text
    assert text_of(session, code) == WEAK
    assert len(tasks(session)) == 1


def test_mending_one_word_leaves_the_other_questions(session: Session) -> None:
    """What was still asked about the entry is asked where its words stand now."""
    text = "Et barn i 8.b og et barn i 7.c er venner."
    stored(session, text)
    first, second = tasks(session)
    redaction.redact(
        session, first.entry, "text", first.finding.start, first.finding.end, "de ældste klasser"
    )
    (left,) = tasks(session)
    after: Any = threads.open_thread(session, left.thread).entries[0].body.text
    assert after[left.finding.start : left.finding.end] == text[second.finding.start : second.finding.end]

"""Two screens on one record: nothing is overwritten silently, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from nsk_tui.rules.consultations import Consultation, FollowUpResult, NewConsultation, Outcome
from nsk_tui.services import consultations, drafts, follow_ups, threads
from nsk_tui.services.follow_ups import FollowUpNote
from nsk_tui.services.recording import Added
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener, Terminal
from tests.screens.records import ORANGE, RED, YELLOW, add

Unlock = Callable[[str], Session]
OTHER_TEXT = "En ung må ikke gå alene hjem.\nSkolen er med i planen."


def entries(session: Session, code: str = "stille-havn") -> tuple[Consultation, ...]:
    """Return the entries of a thread."""
    return threads.open_thread(session, code).entries


def saves_elsewhere(session: Session, **body: Any) -> None:
    """Correct the first entry on the member's other screen."""
    entry = entries(session)[0]
    outcome = consultations.correct(session, entry.id, entry.version, replace(entry.body, **body))
    assert isinstance(outcome, Added), outcome


async def correcting(screen: Terminal) -> None:
    """Open the correction of the newest thread's entry, in its text."""
    await screen.press("2", "enter")
    await screen.settle()
    await screen.press("r")
    await screen.settle()


async def writing_a_line(screen: Terminal, text: str) -> None:
    """Write a line below the text."""
    form: Any = screen.app.screen
    form.sheet.go_to("text")
    await screen.press("end", "enter")
    await screen.write(text)


@pytest.fixture
def entry(session: Session) -> Session:
    """Return K-01's session, with a thread of hers."""
    add(session, YELLOW, 3, "stille-havn")
    return session


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("da", ("Gemt før dig, på en anden skærm", "i arkivet 09:42", "▲ orange", "+ 1 linje nederst")),
        ("en", ("Saved before you, on another screen", "in the archive", "+ 1 line below", "merge:")),
    ],
)
async def test_both_versions_stand_side_by_side(
    terminal: Opener, entry: Session, language: str, wanted: tuple[str, ...]
) -> None:
    """The box shows each field of both, and says that nothing is lost."""
    async with terminal("K-01", language=language) as screen:
        await correcting(screen)
        await writing_a_line(screen, "moderen er med")
        saves_elsewhere(entry, level=ORANGE, text=OTHER_TEXT)
        await screen.press("f8")
        for words in wanted:
            assert words in screen.text


async def test_esc_decides_nothing_and_keeps_the_draft(terminal: Opener, entry: Session) -> None:
    """Both versions stay: one in the archive, the other in a draft that still asks."""
    async with terminal("K-01") as screen:
        await correcting(screen)
        await writing_a_line(screen, "moderen er med")
        saves_elsewhere(entry, level=ORANGE)
        await screen.press("f8", "escape", "escape", "escape")
        assert len(drafts.drafts(entry)) == 1
        await screen.press("1", "end", "enter")
        form: Any = screen.app.screen
        assert "moderen er med" in form.sheet.texts.texts()["text"]
        await screen.press("f8")
        assert "Gemt før dig" in screen.text
    assert entries(entry)[0].body.level is ORANGE


async def test_the_saved_one_is_kept_and_mine_becomes_an_entry(terminal: Opener, entry: Session) -> None:
    """Choice 1: two entries, no version lost."""
    async with terminal("K-01") as screen:
        await correcting(screen)
        await writing_a_line(screen, "moderen er med")
        saves_elsewhere(entry, text=OTHER_TEXT)
        await screen.press("f8", "1")
        assert screen.message == "Gemt. u fortryder."
    first, second = entries(entry)
    assert first.body.text == OTHER_TEXT
    assert second.body.text.endswith("moderen er med")
    assert not drafts.drafts(entry)


async def test_mine_is_used_and_the_saved_one_stays_in_the_history(terminal: Opener, entry: Session) -> None:
    """Choice 2: one entry more corrected, the version of the other screen kept."""
    async with terminal("K-01") as screen:
        await correcting(screen)
        await writing_a_line(screen, "moderen er med")
        saves_elsewhere(entry, text=OTHER_TEXT)
        before = entries(entry)[0]
        await screen.press("f8", "2")
    after = entries(entry)[0]
    assert after.body.text.endswith("moderen er med")
    assert after.version == before.version + 1


async def test_merging_keeps_both_texts_and_the_higher_level(terminal: Opener, entry: Session) -> None:
    """Choice 3 and F8: the proposals, with nothing left to choose."""
    async with terminal("K-01") as screen:
        await correcting(screen)
        await writing_a_line(screen, "moderen er med")
        saves_elsewhere(entry, level=RED, text=OTHER_TEXT)
        await screen.press("f8", "3")
        assert "1 den gemte  2 din" in screen.text
        await screen.press("f8")
    body = entries(entry)[0].body
    assert body.level is RED
    assert "Skolen er med i planen." in body.text
    assert "moderen er med" in body.text


async def test_what_both_changed_must_be_chosen(terminal: Opener, entry: Session) -> None:
    """F8 does not guess: it goes to the field that nobody chose."""
    async with terminal("K-01") as screen:
        await correcting(screen)
        form: Any = screen.app.screen
        form.sheet.coded["outcome"].put([Outcome.NOTIFICATION.value])
        saves_elsewhere(entry, outcome=Outcome.REFERRED)
        await screen.press("f8", "3", "f8")
        assert screen.message == "Vælg først: Udfald."
        await screen.press("2", "f8")
    assert entries(entry)[0].body.outcome is Outcome.NOTIFICATION


async def test_a_merged_text_passes_the_check_again(terminal: Opener, entry: Session) -> None:
    """A name that came back by merging opens the box of findings."""
    async with terminal("K-01") as screen:
        await correcting(screen)
        await writing_a_line(screen, "Sofie er med")
        saves_elsewhere(entry, text=OTHER_TEXT)
        form: Any = screen.app.screen
        form.outrun()
        await screen.settle()
        await screen.press("3", "f8")
        assert "Fund 1 af 1" in screen.text
    assert entries(entry)[0].body.text == OTHER_TEXT


def notes_first(session: Session, **note: Any) -> None:
    """Note the follow-up of the thread on another member's screen."""
    wanted = {"level": YELLOW, "next_on": None, "text": "Den unge er hørt.", **note}
    added = follow_ups.note_follow_up(
        session, "stille-havn", FollowUpNote(FollowUpResult.AS_AGREED, **wanted)
    )
    assert isinstance(added, Added)


async def test_a_follow_up_says_who_was_first(terminal: Opener, entry: Session, unlocked: Unlock) -> None:
    """The newest entry is shown; mine goes on top of it, at the higher level."""
    other = unlocked("K-02")
    async with terminal("K-01") as screen:
        await screen.press("o", "1")
        notes_first(other, level=RED)
        await screen.press("f8")
        assert "stille-havn. K-02 gemte før dig, kl. 09:42." in screen.text
        assert "Den unge er hørt." in screen.text
        assert "Niveauet er ■ rød nu" in screen.text
        await screen.press("1")
        assert screen.message == "Gemt. u fortryder."
    assert [one.member for one in entries(entry)] == ["K-01", "K-02", "K-01"]
    assert entries(entry)[2].body.level is RED


async def test_a_follow_up_may_be_dropped(terminal: Opener, entry: Session, unlocked: Unlock) -> None:
    """Choice 2 leaves what was saved first, and no draft."""
    other = unlocked("K-02")
    async with terminal("K-01") as screen:
        await screen.press("o", "1")
        notes_first(other)
        await screen.press("f8", "2")
        assert screen.message == "Din er droppet. Det, der blev gemt først, står."
    assert len(entries(entry)) == 2
    assert not drafts.drafts(entry)


async def test_a_follow_ups_draft_still_knows_what_it_was_begun_on(
    terminal: Opener, entry: Session, unlocked: Unlock
) -> None:
    """Closed with Esc and opened again from Today, it does not pass over what was saved meanwhile."""
    other = unlocked("K-02")
    async with terminal("K-01") as screen:
        await screen.press("o", "1", "escape")
        notes_first(other, next_on=entry.today)
        await screen.press("1", "1", "end", "enter", "f8")
        assert "er ændret, mens du skrev" in screen.text
    assert len(entries(entry)) == 2


def test_a_body_is_compared_with_what_was_read() -> None:
    """Only fields that somebody changed are rows of the table."""
    from nsk_tui.screens.conflict import Conflict, ConflictScreen

    base = NewConsultation(YELLOW, text="a")
    theirs: Any = type("Saved", (), {"body": replace(base, level=ORANGE)})()
    assert [one.field for one in ConflictScreen(Conflict(base, theirs, base)).rows] == ["level"]

"""Imported rows that may reveal a person: one by one through the form, none lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nsk_tui.rules.consultations import NewConsultation
from nsk_tui.rules.lists import EntryFilter
from nsk_tui.services import drafts, quarantine, threads
from nsk_tui.services.quarantine import Waiting
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener, Terminal
from tests.services.test_consultations import CLEAN

Unlock = Callable[[str], Session]
NAMED = "Sofie må ikke gå alene hjem."


def waits(session: Session, *news: NewConsultation) -> None:
    """Put rows in quarantine, as an import does."""
    rows = [Waiting(bytes([place]) * 32, place + 2, new) for place, new in enumerate(news)]
    quarantine.put(session, rows)


def named(count: int) -> list[NewConsultation]:
    """Return rows that name somebody."""
    return [replace(CLEAN, text=NAMED, advice=f"Råd nummer {place}.") for place in range(count)]


def stored(session: Session) -> list[str]:
    """Return the advice of every stored entry."""
    return [one.body.advice for one in threads.list_entries(session, EntryFilter())]


async def resolved(screen: Terminal) -> None:
    """Take the first proposal for the one finding, and save."""
    await screen.press("f8", "enter")


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("da", ("IMPORT   Række 1 af 3 · nr. 2 i filen", "forslag: en ung", "Esc: resten venter")),
        ("en", ("IMPORT   Row 1 of 3 · row 2 in the file", "proposal: en ung")),
    ],
)
async def test_today_leads_to_the_first_row(
    terminal: Opener, session: Session, language: str, wanted: tuple[str, ...]
) -> None:
    """One row of Today for them all; Enter opens the first; proposals are in the language of the text."""
    waits(session, *named(3))
    async with terminal("K-01", language=language) as screen:
        assert ("3 rækker" if language == "da" else "3 rows") in screen.text
        await screen.press("enter")
        for words in wanted:
            assert words in screen.text


async def test_a_resolved_row_is_stored_and_the_next_opens(terminal: Opener, session: Session) -> None:
    """F8 and a proposal, until none is left."""
    waits(session, *named(2))
    async with terminal("K-01") as screen:
        await screen.press("enter")
        await resolved(screen)
        assert "Række 2 af 2" in screen.rows[0]
        await resolved(screen)
        assert screen.message == "Der venter ikke flere rækker."
        assert "import" not in screen.text
    assert sorted(stored(session)) == ["Råd nummer 0.", "Råd nummer 1."]
    assert quarantine.count(session) == 0


async def test_esc_keeps_the_rest_and_what_was_written(terminal: Opener, session: Session) -> None:
    """The row opens again as it was left; Today shows no draft beside it."""
    waits(session, *named(2))
    async with terminal("K-01") as screen:
        await screen.press("enter", "end")
        await screen.write(" mere")
        await screen.press("escape", "escape")
        assert screen.message == "Rækken venter stadig, med det du skrev."
        assert "2 rækker" in screen.text
        assert "kladde" not in screen.text
        await screen.press("enter")
        assert f"{NAMED} mere" in screen.text
        await resolved(screen)
    assert quarantine.count(session) == 1
    assert not drafts.drafts(session)


async def test_a_row_is_skipped_and_comes_again(terminal: Opener, session: Session) -> None:
    """Skipped rows are not lost: the last message says that they wait."""
    waits(session, *named(2))
    async with terminal("K-01") as screen:
        await screen.press("enter", "f4")
        await screen.write("spring")
        await screen.press("enter")
        assert "Række 2 af 2 · nr. 3" in screen.rows[0]
        await resolved(screen)
        assert screen.message == "1 række venter stadig."
    assert stored(session) == ["Råd nummer 1."]


async def test_a_row_is_discarded_after_asking(terminal: Opener, session: Session) -> None:
    """It says that it cannot be undone; the next row opens."""
    waits(session, *named(2))
    async with terminal("K-01") as screen:
        for answer in ("2", "1"):
            await screen.press("enter" if answer == "2" else "escape", "f4")
            await screen.write("kassér rækken")
            await screen.press("enter")
            assert "Kassér rækken?" in screen.text
            await screen.press(answer)
        assert "Række 2 af 2" in screen.rows[0]
    assert quarantine.count(session) == 1
    assert stored(session) == []


async def test_what_the_form_has_no_field_for_is_resolved_too(terminal: Opener, session: Session) -> None:
    """A name in the signs of an old log opens the box, and what is put there is stored."""
    waits(session, replace(CLEAN, signs="Sofie er bange"))
    async with terminal("K-01") as screen:
        await screen.press("enter")
        await resolved(screen)
        assert screen.message == "Der venter ikke flere rækker."
    (entry,) = threads.list_entries(session, EntryFilter())
    assert "Sofie" not in entry.body.signs
    assert entry.body.signs.endswith("er bange")


async def test_an_old_log_need_not_have_asked_everything(terminal: Opener, session: Session) -> None:
    """A row without concerns and department is stored as it is."""
    waits(session, replace(CLEAN, text=NAMED, concerns=(), asker_department=""))
    async with terminal("K-01") as screen:
        await screen.press("enter")
        await resolved(screen)
        assert screen.message == "Der venter ikke flere rækker."
    assert len(stored(session)) == 1


async def test_only_the_importer_sees_them(terminal: Opener, session: Session, unlocked: Unlock) -> None:
    """They are sealed for who imported them."""
    waits(session, *named(1))
    async with terminal("K-02") as screen:
        assert "import" not in screen.text

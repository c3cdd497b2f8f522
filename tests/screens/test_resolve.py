"""Resolving findings one after the other."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nsk_tui.rules.anonymity.findings import Declaration, Finding, Label, Reason, Strength
from nsk_tui.rules.anonymity.lexicon import Lexicon
from nsk_tui.screens.resolution import OpenFinding, Resolution
from nsk_tui.services import anonymity, drafts, threads
from nsk_tui.services.session import Session
from nsk_tui.widgets.guarded_text import GuardedText
from tests.screens.conftest import Opener, Terminal

Unlock = Callable[[str], Session]
TO_TEXT = ("f2", "1", "2", "1", "enter", "2", "1", "2", "tab", "tab", "tab")
BOX = slice(3, 75)
"""The cells of the box; the form below is seen beside it."""

THREE = "Det er Sofie fra 8.b, ring 12 34 56 78 nu."


async def write_and_save(screen: Terminal, text: str) -> str:
    """Fill in the form with a text and press F8; return the code name."""
    await screen.press(*TO_TEXT)
    box = screen.app.focused
    assert isinstance(box, GuardedText)
    box.take_in(text)
    await screen.settle()
    code = screen.rows[0].split()[2]
    await screen.press("f8")
    return code


@pytest.mark.parametrize(
    ("language", "size", "wanted"),
    [
        (
            "da",
            (80, 24),
            ("Fund 1 af 3 · navn", "erstat, 1 sted", "skriv selv", "fjern ordet", "Bliver til:", "Tilbage:"),
        ),
        ("da", (120, 40), ("det er ikke en person", "Intet er gemt i arkivet endnu.", "Enter Tag forslaget")),
        ("en", (80, 24), ("Finding 1 of 3 · name", "in 1 place", "Becomes:", "Left:", "remove the word")),
        ("en", (120, 40), ("it is not a person", "Nothing is in the archive yet.", "Take the proposal")),
    ],
)
async def test_a_finding_is_shown_with_what_it_leads_to(
    terminal: Opener, language: str, size: tuple[int, int], wanted: tuple[str, ...]
) -> None:
    """Which one of how many, why it was found, the ways to answer, and how the text will read."""
    async with terminal("K-01", language=language, size=size) as screen:
        await write_and_save(screen, THREE)
        for words in wanted:
            assert words in screen.text


async def test_the_last_answer_can_be_taken_back(terminal: Opener) -> None:
    """Ctrl+Z: the finding is asked about again, in the text as it was; never further than to the first."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, THREE)
        first = [row[BOX] for row in screen.rows[3:20]]
        assert "Ctrl+Z" not in screen.rows[-1]
        await screen.press("enter", "enter")
        assert "Finding 3 of 3" in screen.text or "Fund 3 af 3" in screen.text
        assert "Ctrl+Z" in screen.rows[-1]
        await screen.press("ctrl+z", "ctrl+z")
        assert [row[BOX] for row in screen.rows[3:20]] == first


async def test_enter_three_times_takes_all_proposals_and_saves(terminal: Opener, session: Session) -> None:
    """F8 Enter Enter Enter: the names and numbers are gone, and it is stored."""
    async with terminal("K-01") as screen:
        code = await write_and_save(screen, THREE)
        await screen.press("enter", "enter", "enter")
        assert screen.message == "Gemt. u fortryder."
    text = threads.open_thread(session, code).entries[-1].body.text
    assert not re.search(r"Sofie|8\.b|12 34", text)
    assert anonymity.scan(text) == ()
    assert drafts.drafts(session) == ()


async def test_the_same_name_is_replaced_everywhere_at_once(terminal: Opener, session: Session) -> None:
    """One answer for one word, however often it stands there."""
    async with terminal("K-01") as screen:
        code = await write_and_save(screen, "Sofie ringede. Her er Sofies mor, og Sofie kom.")
        assert "erstat, 3 steder" in screen.text
        await screen.press("2")
        assert screen.message == "Gemt. u fortryder."
    text = threads.open_thread(session, code).entries[-1].body.text
    assert text == "Barnet ringede. Her er barnets mor, og barnet kom."


async def test_own_words_are_checked_like_the_rest(terminal: Opener) -> None:
    """A name for a name is found again."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, "Det er Sofie igen.")
        choice = next(row for row in screen.rows if "skriv selv" in row)
        await screen.press(re.findall(r"\d", choice)[0])
        await screen.write("Mette")
        await screen.press("enter")
        assert "Mette" in screen.text
        assert "Fund 2 af 2" in screen.text


async def test_own_words_that_tell_of_nobody_are_taken(terminal: Opener, session: Session) -> None:
    """What the author words herself stands in the text."""
    async with terminal("K-01") as screen:
        code = await write_and_save(screen, "Det er Sofie igen.")
        choice = next(row for row in screen.rows if "skriv selv" in row)
        await screen.press(re.findall(r"\d", choice)[0])
        await screen.write("datteren")
        await screen.press("enter")
        assert screen.message == "Gemt. u fortryder."
    assert threads.open_thread(session, code).entries[-1].body.text == "Det er datteren igen."


async def test_a_number_is_never_declared_harmless(terminal: Opener) -> None:
    """A telephone number is replaced or removed; there is no third way."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, "Ring 12 34 56 78 nu.")
        assert "telefonnummer" in screen.text
        assert "det er ikke en person" not in screen.text
        assert "▸ 1  fjern ordet" in screen.text


async def test_a_declaration_asks_why_and_goes_to_the_audit_without_the_word(
    terminal: Opener, session: Session
) -> None:
    """Saying that a finding is no person takes a reason, which is what the audit keeps."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, "Det er Sofie igen.")
        choice = next(row for row in screen.rows if "det er ikke en person" in row)
        await screen.press(re.findall(r"\d", choice)[0])
        assert "en arbejdsplads eller et kontor" in screen.text
        await screen.press("2")
        assert screen.message == "Gemt. u fortryder."
    from sqlalchemy import text

    with session.database.reading() as reading:
        rows = [" ".join(map(str, row)) for row in reading.connection().execute(text("select * from audit"))]
    declared = [row for row in rows if "declare" in row]
    assert len(declared) == 1
    assert "workplace" in declared[0]
    assert not [row for row in rows if "Sofie" in row]


async def test_escape_goes_back_to_the_text_with_what_was_answered(terminal: Opener) -> None:
    """Whoever wants to write it herself gets the text, with the answers given so far."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, THREE)
        await screen.press("enter", "escape")
        assert screen.message == "Ret selv i teksten; F8 går videre med det, der er tilbage."
        assert "Sofie" not in screen.text
        assert "8.b" in screen.text
        await screen.press("f8")
        assert "Fund 1 af 2" in screen.text


async def test_an_answer_stays_when_the_text_is_written_on(terminal: Opener, session: Session) -> None:
    """A finding that may stand is not asked about again after the next sentence."""
    async with terminal("K-01") as screen:
        code = await write_and_save(screen, "Et barn i 8.b og Sofie.")
        choice = next(row for row in screen.rows if "fjern ordet" in row)
        if "klasse" in screen.text:
            await screen.press(re.findall(r"\d", next(r for r in screen.rows if "lad det stå" in r))[0])
        assert choice
        await screen.press("escape")
        await screen.press("home")
        await screen.write("Nu: ")
        await screen.pilot.pause(0.5)
        await screen.settle()
        assert "1 fund: 1 !" in screen.text
        await screen.press("f8", "enter")
        assert screen.message == "Gemt. u fortryder."
    assert "8.b" in threads.open_thread(session, code).entries[-1].body.text


async def test_the_arrows_move_the_mark(terminal: Opener) -> None:
    """Down marks the next answer and shows what it leads to."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, "Det er Sofie igen.")
        first = next(row for row in screen.rows if "Bliver til:" in row)
        await screen.press("down")
        assert next(row for row in screen.rows if "Bliver til:" in row) != first
        await screen.press("up")
        assert next(row for row in screen.rows if "Bliver til:" in row) == first


async def test_a_word_with_markup_is_shown_as_it_is(terminal: Opener) -> None:
    """The box reads no markup out of a note."""
    async with terminal("K-01") as screen:
        await write_and_save(screen, "[bold]Sofie[/] [/nothing] kom.")
        assert "[bold]Sofie[/] [/nothing] kom." in screen.text


def names(text: str) -> tuple[Finding, ...]:
    """Find Anna, Annas, Bo and Jens."""
    return tuple(
        Finding(match.start(), match.end(), Label.NAME, Strength.STRONG, Reason.FIRST_NAME_LIST)
        for match in re.finditer(r"\b(Annas?|Bo|Jens)\b", text)
    )


words = st.lists(st.sampled_from(["Anna", "Bo", "er", "hjemme", "nu.", "\n"]), max_size=12).map(" ".join)


NAMES = Lexicon.small(first_names=["Anna", "Bo", "Jens"])


def begun(texts: dict[str, str]) -> Resolution:
    """Return a resolution of every finding in some texts."""
    waiting = [OpenFinding(name, one) for name, text in texts.items() for one in names(text)]
    return Resolution(texts, waiting, names, NAMES)


@given(words, words, st.sampled_from(["en ung", "barnet", ""]))
def test_taking_every_proposal_leaves_no_name(text: str, advice: str, neutral: str) -> None:
    """However often and wherever names stand, answering to the end removes them all."""
    resolution = begun({"text": text, "advice": advice})
    while not resolution.is_done:
        resolution.put(neutral)
    assert [names(one) for one in resolution.texts.values()] == [(), ()]


@given(words, st.lists(st.booleans(), max_size=8))
def test_what_may_stand_keeps_its_word(text: str, stands: list[bool]) -> None:
    """An answer points at its own word, whatever was replaced before or after it."""
    resolution = begun({"text": text})
    for stand in stands:
        if resolution.is_done:
            break
        if stand:
            resolution.let_stand(Declaration.PLACE)
        else:
            resolution.put("den unge")
    for stance in resolution.stances():
        assert resolution.texts["text"][stance.start : stance.end] in ("Anna", "Bo")
    for one in resolution.waiting:
        assert resolution.word(one) in ("Anna", "Bo")


def test_own_words_with_a_name_are_asked_about_next() -> None:
    """The count grows by what the author brought in herself."""
    resolution = begun({"text": "Anna kom"})
    resolution.put("hos Bo", checked=False)
    assert (resolution.word(resolution.current), resolution.place, resolution.total) == ("Bo", 2, 2)


def test_a_genitive_keeps_its_ending() -> None:
    """Annas mor becomes den unges mor, not a young mother; Jens is no genitive of Jen."""
    resolution = begun({"text": "Her er Annas mor og Jens og Anna"})
    assert len(resolution.same()) == 2
    assert resolution.becomes("den unge").startswith("Her er den unges mor")
    resolution.put("den unge")
    resolution.put("broderen")
    assert resolution.texts["text"] == "Her er den unges mor og broderen og den unge"

"""The page that says what the anonymity check does, and what it cannot see."""

from pathlib import Path
from typing import Any

import pytest

from nsk_tui import wording
from nsk_tui.screens.guard_help import page
from nsk_tui.services.session import Session
from tests.screens.conftest import Opener
from tests.screens.records import RED, add

RULES = Path(__file__).parents[2] / "docs" / "rules" / "anonymity.md"
ROWS_OF_FIGURES = ("| `notes-dev.jsonl`", "| names in no list, in small letters")


def said() -> str:
    """Return the page as one text."""
    return " ".join(" ".join(text for text, _role in one).strip() for one in page())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("med småt", "Sjældne forløb", "Små grupper", "Arbejdspladser", "HVAD DET GØR")),
        ("en", ("in small letters", "Rare stories", "Small groups", "Workplaces", "WHAT IT DOES")),
    ],
)
def test_the_page_names_what_is_not_seen(language: str, words: tuple[str, ...]) -> None:
    """Plainly, in both languages."""
    wording.use(language)
    for word in words:
        assert word in said()


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_figure_names_its_set_and_is_the_one_measured(language: str) -> None:
    """What the page says of notes-dev is what the rules' page says."""
    wording.use(language)
    lines = RULES.read_text("utf-8").splitlines()
    whole, unlisted = (next(line for line in lines if line.startswith(start)) for start in ROWS_OF_FIGURES)
    texts, names, caught = (cell.strip() for cell in whole.split("|")[2:5])
    missed = unlisted.split("|")[3].strip()
    assert caught == "1.00"
    assert "notes-dev" in said()
    for figure in (texts, names, str(round(float(missed) * 100))):
        assert figure in said()


async def test_f1_in_a_text_leads_to_the_page(terminal: Opener, session: Session) -> None:
    """After what the text is for, and before its keys."""
    add(session, RED, 3, "stille-havn")
    async with terminal("K-01") as screen:
        await screen.press("2", "enter", "n")
        form: Any = screen.app.screen
        form.sheet.go_to("text")
        await screen.press("f1")
        assert "Hvad anonymitetstjekket ikke kan se" in screen.text
        assert "Ctrl+N" in screen.text
        assert "HVAD DET GØR" in screen.text
        await screen.press("escape")
        assert form.is_current
        form.sheet.go_to("department")
        await screen.press("f1")
        assert "HVAD DET GØR" not in screen.text


async def test_the_palette_finds_the_page(terminal: Opener, session: Session) -> None:
    """By its long name, in Danish."""
    async with terminal("K-01") as screen:
        await screen.press("f4")
        await screen.write("anonymitetstjekket ikke kan se")
        await screen.press("enter")
        assert "HVAD DET IKKE KAN SE" in screen.text
        assert "…" not in screen.text
        await screen.press("pagedown", "pagedown")
        assert "MÅLT" in screen.text

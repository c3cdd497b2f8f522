"""The red card: one key from anywhere, whatever the state of the store."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from nsk_tui.rules.card_records import BUILT_IN_NUMBERS, BUILT_IN_RED
from nsk_tui.screens.card_lines import Ticks, card_lines
from nsk_tui.screens.emergency import EmergencyScreen
from nsk_tui.services import cards
from tests.conftest import Clock
from tests.screens.conftest import Opener

NIGHT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


async def test_f9_shows_the_card_while_locked(terminal: Opener) -> None:
    """No key, no passphrase: numbers, steps and what never to do, all in one window."""
    async with terminal() as shown:
        await shown.press("f9")
        text = shown.text
        assert shown.rows[0].startswith(" ■ RØD · AKUT       Fare for liv lige nu?  RING 112")
        assert " RING    112           Alarm: fare for liv                 hele døgnet  ÅBEN" in shown.rows
        assert "▸1 Under 18◂     2 18 og over" in text
        assert "GØR IKKE" in text
        assert shown.message.startswith("Låst: kun kortet kan ses, og krydserne gemmes ikke.")
        assert shown.footer == "F9 Kort  1 Under 18  2 18 og over  Space Kryds af  Esc Lås  F1 Hjælp"


async def test_the_whole_shipped_card_fits_at_80x24(terminal: Opener) -> None:
    """Nobody should have to scroll while somebody is in danger."""
    async with terminal() as shown:
        await shown.press("f9")
        screen = shown.app.screen
        assert isinstance(screen, EmergencyScreen)
        for words in screen.card.do_not:
            assert words.da[:40] in shown.text
        await shown.press("2")
        for words in screen.card.do_not:
            assert words.da[:40] in shown.text


async def test_the_card_speaks_english_at_120x40(terminal: Opener) -> None:
    """The other language is whole."""
    async with terminal(size=(120, 40), language="en") as shown:
        await shown.press("f9")
        assert "Life in danger right now?  RING 112" in shown.rows[0]
        assert "DO NOT" in shown.text
        assert shown.footer == "F9 Card  1 Under 18  2 18 and over  Space Tick  Esc Lock  F1 Help"


async def test_ticks_carry_the_time_since_the_card_was_opened(terminal: Opener, clock: Clock) -> None:
    """Afterwards one can tell when what was done."""
    async with terminal("K-01") as shown:
        await shown.press("f9")
        clock.now = clock.now.replace(minute=43, second=12)
        await shown.press("space")
        ticked = next(row for row in shown.rows if "[x] 1." in row)
        assert ticked.endswith("01:12")
        assert any(row.startswith(" ▸ [ ] 2.") for row in shown.rows)


async def test_a_second_space_takes_the_tick_away(terminal: Opener) -> None:
    """A slip of the hand is undone where it was made."""
    async with terminal() as shown:
        await shown.press("f9", "space", "up", "space")
        assert "[x]" not in shown.text


async def test_ticks_of_an_unlocked_member_are_kept(terminal: Opener) -> None:
    """Whoever looks something up and comes back finds the ticks; the lock's own card keeps none."""
    async with terminal("K-01") as shown:
        await shown.press("f9", "space", "escape", "f9")
        assert "[x] 1." in shown.text
    async with terminal() as shown:
        await shown.press("f9", "space", "escape", "f9")
        assert "[x]" not in shown.text


async def test_the_other_age_has_a_card_of_its_own(terminal: Opener) -> None:
    """2 turns to the card for adults; ticks of the other do not follow."""
    async with terminal() as shown:
        await shown.press("f9", "space", "2")
        assert "▸2 18 og over◂" in shown.text
        assert "[x]" not in shown.text


async def test_f9_opens_from_a_box_and_from_the_set_up(terminal: Opener, tmp_path: Path) -> None:
    """From everywhere means from everywhere."""
    async with terminal("K-01") as shown:
        await shown.press("f4", "f9")
        assert "RING 112" in shown.rows[0]
        await shown.press("escape")
        assert "KOMMANDOPALET" in shown.rows[0]
    async with terminal(folder=tmp_path / "none") as shown:
        await shown.press("f9")
        assert "RING 112" in shown.rows[0]
        assert "Esc Luk" in shown.footer


async def test_broken_card_files_give_way(terminal: Opener, store: Path) -> None:
    """A half-edited file must never stand between somebody and 112."""
    for file in (store / "cards").glob("*.toml"):
        file.write_text("level = ", "utf-8")
    async with terminal() as shown:
        await shown.press("f9")
        assert "112" in shown.text
        assert "GØR IKKE" in shown.text


async def test_a_store_without_cards_still_has_one(terminal: Opener, store: Path) -> None:
    """Missing files are replaced by what is shipped."""
    shutil.rmtree(store / "cards")
    async with terminal() as shown:
        await shown.press("f9")
        assert " RING    112" in shown.text


async def test_from_the_card_a_consultation_begins_red(terminal: Opener) -> None:
    """F2 on the open card: level red and the card are filled in."""
    async with terminal("K-01") as shown:
        await shown.press("f9", "f2")
        assert shown.rows[0].strip().startswith("NY SPARRING")
        assert "■ rød" in shown.text


def test_the_built_in_card_fits_every_width() -> None:
    """Without any file the card still holds in one narrow column."""
    for cells in (40, 58, 80, 160):
        lines, at = card_lines(BUILT_IN_RED, BUILT_IN_NUMBERS, Ticks(), NIGHT, cells)
        assert "[ ] 1." in "".join(text for text, _role in lines[at])
        assert any("112" in text for line in lines for text, _role in line)


def test_a_closed_number_stays_in_sight_after_the_open_ones() -> None:
    """At night the day's numbers are closed, and say so."""
    shelf = cards.shelf(None)
    card = next(card for card in shelf.cards if card.id == "red-children")
    lines, _at = card_lines(card, shelf.numbers, Ticks(), NIGHT, 80)
    rows = ["".join(text for text, _role in line) for line in lines[1:7]]
    assert "112" in rows[0]
    assert any("ikke udfyldt" in row for row in rows)

"""System: four views behind one digit; an auditor sees three of them, and acts on none."""

from collections.abc import Callable

import pytest

from nsk_tui.screens.actions import ACTIONS
from nsk_tui.screens.audit import AuditScreen
from nsk_tui.screens.backup import BackupScreen
from nsk_tui.screens.members import MembersScreen
from nsk_tui.screens.verify import VerifyScreen
from nsk_tui.services.session import Session
from tests.screens import records
from tests.screens.conftest import Opener
from tests.screens.test_live import known, until

VIEWS = ("▸Medlemmer◂", "▸Audit◂", "▸Kontrol◂", "▸Sikkerhedskopi◂")


@pytest.mark.parametrize("key", ["9", "v"])
async def test_the_digit_and_v_turn_through_the_views(terminal: Opener, key: str) -> None:
    """The same digit again is the next view; after the last comes the first."""
    async with terminal("K-01") as shown:
        await shown.press("9")
        seen = []
        for _turn in range(5):
            seen.append(next(view for view in VIEWS if view in shown.rows[2]))
            assert "▸9 System◂" in shown.rows[0]
            await shown.press(key)
        assert seen == [*VIEWS, VIEWS[0]]


async def test_capital_v_turns_back_and_the_digit_comes_back_to_the_view_left(terminal: Opener) -> None:
    """Another tab and back: the view is the one that was left, cursor and all."""
    async with terminal("K-01") as shown:
        await shown.press("9", "V", "V")
        assert isinstance(shown.app.screen, VerifyScreen)
        await shown.press("up")
        at = shown.app.screen.at
        await shown.press("1", "9")
        assert isinstance(shown.app.screen, VerifyScreen)
        assert shown.app.screen.at == at
        await shown.press("escape")
        assert "▸1 I dag◂" in shown.rows[0]


async def test_an_auditor_sees_members_audit_and_check_without_acts(terminal: Opener) -> None:
    """Her day begins here; there is no Today to go back to, and Esc stays."""
    async with terminal("R-01") as shown:
        assert shown.rows[2].startswith(" SYSTEM  ▸Medlemmer◂ · Audit · Kontrol ")
        assert "Sikkerhedskopi" not in shown.text
        for key in ("n", "r", "x"):
            await shown.press(key)
            assert shown.message == "Kan ikke: kun koordinator."
        kinds = []
        for _turn in range(3):
            kinds.append(type(shown.app.screen))
            await shown.press("escape", "v")
        assert kinds == [MembersScreen, AuditScreen, VerifyScreen]
        assert isinstance(shown.app.screen, MembersScreen)


async def test_the_views_show_what_others_save(terminal: Opener, unlocked: Callable[[str], Session]) -> None:
    """The audit has one line more, without a key; the cursor stays on the newest."""
    async with terminal("K-01") as shown:
        await shown.press("9", "v")
        await known(shown)
        code = records.add(unlocked("K-02"))
        await until(shown, lambda: code in shown.rows[5])
        assert shown.rows[5].startswith(" ▸ ")


async def test_turning_while_nobody_saves_shows_the_same(terminal: Opener) -> None:
    """A view that is come back to looks as it was left."""
    async with terminal("K-01") as shown:
        await known(shown)
        await shown.press("9", "v", "v", "v")
        assert isinstance(shown.app.screen, BackupScreen)
        before = shown.rows
        await shown.press("v", "V")
        assert shown.rows == before


@pytest.mark.parametrize("action", [one for one in ACTIONS if one.id.split(".")[0] in ("key", "recovery")])
async def test_what_is_heavy_has_no_key(action: object) -> None:
    """Nobody changes the group's key by a slip."""
    assert action.keys == ()  # type: ignore[attr-defined]


@pytest.mark.parametrize(("language", "word"), [("da", "kun koordinator"), ("en", "coordinators only")])
async def test_heavy_acts_are_refused_in_the_palette_with_their_reason(
    terminal: Opener, language: str, word: str
) -> None:
    """They stay in sight."""
    async with terminal("K-02", language=language) as shown:
        await shown.press("f4")
        await shown.write("recovery")
        assert shown.text.count(f": {word}") == 2

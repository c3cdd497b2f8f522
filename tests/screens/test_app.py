"""The frame around every screen, and what the program does when something goes wrong."""

import asyncio
from pathlib import Path

import pytest
from textual.widgets import Input

from nsk_tui.screens import crash, theme
from nsk_tui.screens.app import NskApp
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.members import MembersScreen
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.settings import Settings
from nsk_tui.vault.errors import StoreFull
from tests.screens.conftest import Opener

SECRET = "Sofie fra 8.b"


async def test_the_frame_stands_as_drawn(terminal: Opener) -> None:
    """Row 1 tabs with their own digits, row 2 duty with code and clock, row 24 keys from F9 to F1."""
    async with terminal("K-01") as shown:
        rows = shown.rows
    assert rows[0] == "▸1 I dag◂2 Sparring 3 Vagt 4 Gruppe 5 Møder 6 Opslag 9 System"
    assert rows[1].startswith(" Vagt nu  ingen vagtplan gælder i dag ")
    assert rows[1].endswith("K-01 09:42")
    assert len(rows[1]) == 79
    assert rows[23].startswith(" F9 AKUT  ")
    assert rows[23].endswith("m Mere  F1 Hjælp")
    assert len(rows) == 24


async def test_the_frame_stands_in_english_and_wide(terminal: Opener) -> None:
    """At 120 cells two spaces part the tabs, and every word is English."""
    async with terminal("K-01", size=(120, 40), language="en") as shown:
        rows = shown.rows
    assert rows[0] == "▸1 Today◂ 2 Consultations  3 Duty  4 Group  5 Meetings  6 Reference  9 System"
    assert rows[1].startswith(" On duty now  no published rota covers today ")
    assert rows[39].startswith(" F9 ACUTE  ")
    assert rows[39].endswith("m More  F1 Help")


async def test_at_160_cells_a_tab_carries_its_count(terminal: Opener) -> None:
    """Where there is room, the tab says how many threads are open."""
    async with terminal("K-01", size=(160, 45)) as shown:
        shown.app.tab_counts["screen.consultations"] = 1400
        shown.app.pulse()
        await shown.settle()
        assert "2 Sparring 1.400" in shown.rows[0]


async def test_an_auditor_sees_no_tab_of_consultations(terminal: Opener) -> None:
    """The numbers stay; what a role may not see is left out."""
    async with terminal("R-01") as shown:
        assert "Sparring" not in shown.rows[0]
        assert "9 System" in shown.rows[0]


async def test_digits_go_from_screen_to_screen(terminal: Opener) -> None:
    """A digit goes to the screen that carries it, and Esc goes back to Today."""
    async with terminal("K-01") as shown:
        for digit, name in (
            ("9", "System"),
            ("1", "I dag"),
            ("2", "Sparring"),
            ("1", "I dag"),
            ("9", "System"),
        ):
            await shown.press(digit)
            assert f"▸{digit} {name}◂" in shown.rows[0]
        await shown.press("escape")
        assert "▸1 I dag◂" in shown.rows[0]


async def test_a_key_without_meaning_says_so(terminal: Opener) -> None:
    """A verb that a screen has no use for is answered, not swallowed, until the next key."""
    async with terminal("K-01") as shown:
        await shown.press("9", "d")
        assert shown.message == "d bruges ikke her. m viser, hvad du kan."
        await shown.press("z")
        assert shown.message == "z bruges ikke her. m viser, hvad du kan."
        await shown.press("down")
        assert "bruges ikke her" not in shown.message


async def test_an_impossible_act_says_why(terminal: Opener) -> None:
    """A member who presses n on the members hears who may invite."""
    async with terminal("K-02") as shown:
        await shown.press("9", "n")
        assert shown.message == "Kan ikke: kun koordinator."
        assert "Invitér" not in shown.footer


async def test_ctrl_c_ends_nothing(terminal: Opener) -> None:
    """A habit of the hand must not cost a draft."""
    async with terminal("K-01") as shown:
        await shown.press("ctrl+c")
        assert shown.message == "F10 eller Q logger af."
        assert shown.app.is_running


async def test_sign_out_ends_and_forgets_the_keys(terminal: Opener) -> None:
    """F10 ends the program; nothing is being written, so nothing is asked."""
    async with terminal("K-01") as shown:
        session = shown.app.session
        assert session is not None
        await shown.pilot.press("f10")
        await shown.pilot.pause()
        assert shown.app.session is None
        assert shown.app.return_code == 0


async def test_below_60x16_one_line_is_left_and_the_red_card(terminal: Opener) -> None:
    """A window too small says its size; F9 still shows the card, in one column."""
    async with terminal(size=(58, 14)) as shown:
        assert shown.message or shown.rows[0].strip() == "Vinduet er for lille (58x14). F9 virker."
        assert "Vinduet er for lille (58x14). F9 virker." in shown.text
        await shown.press("f9")
        assert "112 Alarm: fare for liv ÅBEN" in shown.text
        assert max(map(len, shown.rows)) <= 58


@pytest.mark.parametrize("size", [(70, 20), (80, 24), (100, 30), (160, 45)])
async def test_no_row_is_wider_than_the_window(terminal: Opener, size: tuple[int, int]) -> None:
    """Below 80x24 rows are cut with …, never broken."""
    async with terminal("K-01", size=size) as shown:
        await shown.press("9")
        assert max(map(len, shown.rows)) <= size[0]
        assert shown.footer.startswith("F9 AKUT")
        assert shown.footer.endswith("F1 Hjælp")


async def test_no_cursor_blinks(terminal: Opener) -> None:
    """A blinking cursor costs bytes and a wake-up twice a second, all day, on every session."""
    async with terminal() as shown:
        assert [line.cursor_blink for line in shown.app.screen.query(Input)] == [False, False]


async def test_an_idle_screen_sends_nothing(terminal: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pulse that finds the same minute redraws no row."""
    async with terminal("K-01") as shown:
        drawn: list[str] = []
        for line in shown.app.screen.query("FrameLine"):
            monkeypatch.setattr(line, "refresh", lambda *_a, **_k: drawn.append("row"))
        shown.app.pulse()
        await shown.settle()
        assert drawn == []


async def test_nothing_goes_to_the_terminals_clipboard(terminal: Opener) -> None:
    """OSC 52 would hand a citizen's words to whatever else runs on the reader's machine."""
    async with terminal("K-01") as shown:
        shown.app.copy_to_clipboard(SECRET)
        assert shown.app.clipboard == SECRET


async def test_textuals_own_screenshot_and_palette_are_gone(terminal: Opener) -> None:
    """A picture of the screen on disk would hold what the store encrypts."""
    async with terminal("K-01") as shown:
        assert not shown.app.ENABLE_COMMAND_PALETTE
        bound = {binding.action for _key, binding in shown.app._bindings}
        assert bound == set()


async def test_built_in_keys_are_described_in_danish(terminal: Opener) -> None:
    """The terminal layer describes its keys in English; the reader gets her own language."""
    async with terminal() as shown:
        shown.find("passphrase").focus()
        await shown.settle()
        described = {
            key: active.binding.description for key, active in shown.app.screen.active_bindings.items()
        }
        assert described["backspace"] == "Slet tegnet til venstre"
        assert described["f9"] == "AKUT"


def raise_with(text: str) -> None:
    """Fail as a bug would, with a citizen's words in a local variable and in the message."""
    local = text
    raise KeyError(local)


async def fail_in(app: NskApp) -> None:
    """Run the program until it fails."""
    async with app.run_test() as pilot:
        await pilot.pause()
        app.call_later(raise_with, SECRET)
        await pilot.pause()


async def test_a_crash_report_holds_no_words(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither local variables nor the message of the error reach the disk; the file is private."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    app = NskApp(Settings(store), store, None)
    with pytest.raises(KeyError):
        await fail_in(app)
    note = app.crash_note
    assert note is not None
    assert note.file is not None
    text = note.file.read_text("utf-8")
    assert "raise_with" in text
    assert "KeyError" in text
    assert SECRET not in text
    assert note.file.stat().st_mode & 0o077 == 0
    assert SECRET not in crash.told(note)
    assert note.id in crash.told(note)


async def test_a_fault_of_a_service_is_explained_in_a_box(terminal: Opener) -> None:
    """What happened, what was kept, what to do, a code: and the screen goes on."""
    async with terminal("K-01") as shown:
        shown.app.show_error(StoreFull())
        await shown.settle()
        text = shown.text
        for part in ("Hvad skete der?", "Hvad er bevaret?", "Hvad kan du gøre?", "Fejlkode "):
            assert part in text
        assert "Handlekort og telefonnumre virker stadig: F9." in text
        assert "Traceback" not in text
        await shown.press("1")
        assert "Hvad skete der?" not in shown.text


async def test_a_service_answers_on_the_screen_that_asked(terminal: Opener) -> None:
    """The answer of a thread comes back to the screen's own thread."""
    async with terminal("K-01") as shown:
        screen = shown.app.screen
        assert isinstance(screen, FrameScreen)
        answers: list[int] = []
        screen.run_service(lambda number: number * 2, 21, done=answers.append)
        await shown.settle()
        assert answers == [42]


async def test_a_slow_service_says_what_it_does(terminal: Opener) -> None:
    """After a third of a second silence is no answer."""
    async with terminal("K-01") as shown:
        screen = shown.app.screen
        assert isinstance(screen, FrameScreen)
        gate = asyncio.Event()
        loop = asyncio.get_running_loop()
        screen.run_service(
            lambda: asyncio.run_coroutine_threadsafe(gate.wait(), loop).result(),
            done=bool,
            doing="Gemmer ...",
        )
        await shown.pilot.pause(0.5)
        assert shown.message == "Gemmer ..."
        gate.set()
        await shown.settle()


async def test_ascii_terminals_get_ascii_glyphs(terminal: Opener) -> None:
    """Glyphs that some terminals draw two cells wide are swapped at the last moment."""
    async with terminal("K-01", ascii=True) as shown:
        await shown.press("9", "f1")
        assert set(shown.text) & set("▸◂■●▲─│┌┐└┘·…═") == set()
        assert ">9 System<" in shown.text or "HJ" in shown.text


async def test_the_members_theme_is_taken_after_unlocking(terminal: Opener) -> None:
    """What a member chose holds on every terminal she sits at."""
    async with terminal("K-01") as shown:
        assert shown.app.session is not None
        shown.app.session.learn(theme="contrast")
        theme.choose(shown.app, shown.app.session.theme)
        assert shown.app.theme == "nsk-contrast"


async def test_screens_are_kept_between_visits(terminal: Opener) -> None:
    """A list remembers its cursor."""
    async with terminal("K-01") as shown:
        await shown.press("9", "down", "down")
        first = shown.app.screen
        assert isinstance(first, MembersScreen)
        await shown.press("1")
        assert shown.app.screen is not first
        await shown.press("9")
        assert [shown.app.screen, first.at] == [first, 2]


async def test_without_a_member_the_lock_stands(terminal: Opener) -> None:
    """The program begins locked."""
    async with terminal() as shown:
        assert isinstance(shown.app.screen, UnlockScreen)
        assert shown.app.session is None

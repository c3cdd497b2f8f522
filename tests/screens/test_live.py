"""What others do while a screen is open: it is shown, without a key; and a closed access locks."""

import time
from collections.abc import Callable

from textual.pilot import Pilot

from nsk_tui.screens.consultation import ConsultationScreen
from nsk_tui.screens.live import LEAVE_SECONDS
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.services import oversight, presence, rotation
from nsk_tui.services.session import Session
from tests.screens import records
from tests.screens.conftest import Opener, Terminal
from tests.screens.test_lock import unlock

PATIENCE_SECONDS = 8.0
"""Four looks a second, on a machine that runs eight tests at once."""

STEP_SECONDS = 0.02


async def until(shown: Terminal, comes: Callable[[], bool]) -> None:
    """Wait, without a key, until something is so."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    pilot: Pilot[int] = shown.pilot
    while not comes():
        assert time.monotonic() < deadline, shown.text
        await pilot.pause(STEP_SECONDS)


async def known(shown: Terminal) -> str:
    """Wait until the others know this screen; return the id by which they do."""
    await until(shown, lambda: bool(shown.app.live.own))
    return shown.app.live.own


async def test_what_another_member_saves_is_shown_without_a_key(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """The list has one row more, and the message line says nothing of it."""
    async with terminal("K-01") as shown:
        await shown.press("2")
        await known(shown)
        code = records.add(unlocked("K-02"), records.RED)
        await until(shown, lambda: code in shown.text)
        assert shown.message == ""


async def test_a_look_while_the_program_ends_is_none(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """What somebody saves in the moment of leaving finds a screen whose parts are gone already."""
    async with terminal("K-01") as shown:
        await shown.press("2")
        await known(shown)
        shown.app.exit()
        await shown.app.screen.query("*").remove()
        records.add(unlocked("K-02"))
        shown.app.live.look()


async def test_looking_again_writes_no_audit_line(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """An open thread is drawn again when somebody else saves; it was read once."""
    second = unlocked("K-02")
    code = records.add(second)
    async with terminal("K-01") as shown:
        shown.app.push_screen(ConsultationScreen(code))
        await known(shown)
        await until(shown, lambda: "Skoler" in shown.text)
        before = oversight.read_audit(second).count
        records.add(second)
        await shown.pilot.pause(1.0)
        assert oversight.read_audit(second).count == before + 1


async def test_a_form_is_left_alone(terminal: Opener, unlocked: Callable[[str], Session]) -> None:
    """Nothing moves under the hands of somebody who writes."""
    async with terminal("K-01") as shown:
        await known(shown)
        await shown.press("f2", "1", "3")
        before = shown.rows[2:]
        records.add(unlocked("K-02"))
        await shown.pilot.pause(1.0)
        assert shown.rows[2:] == before


async def test_a_removed_members_open_screen_locks_by_itself(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """At once, with the reason; nothing of the work is left behind the lock."""
    async with terminal("K-02") as shown:
        await shown.press("9")
        await known(shown)
        rotation.remove_member(unlocked("K-01"), "K-02")
        await until(shown, lambda: isinstance(shown.app.screen, UnlockScreen))
        await shown.settle()
        assert "Din adgang er lukket af koordinatoren." in shown.text
        assert [type(screen) for screen in shown.app.screen_stack] == [UnlockScreen, UnlockScreen]
        assert shown.app.everywhere.tabs == {}
        assert shown.app.session is None


async def test_a_closed_access_is_noticed_by_whatever_is_done_next(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """A key that comes before the next look does not show a box about keys."""
    async with terminal("K-02") as shown:
        await known(shown)
        await shown.press("9")
        assert shown.app.live._timer is not None
        shown.app.live._timer.pause()
        rotation.remove_member(unlocked("K-01"), "K-02")
        await shown.press("2")
        await until(shown, lambda: "Din adgang er lukket af koordinatoren." in shown.text)


async def test_an_ended_screen_locks_and_says_who_did_it(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """The same member may unlock again and is where she was."""
    async with terminal("K-02") as shown:
        await shown.press("9")
        own = await known(shown)
        presence.end_screen(unlocked("K-01"), own)
        await until(shown, lambda: "K-01 afsluttede denne skærm 09:42." in shown.text)
        await unlock(shown, "K-02")
        assert "▸9 System◂" in shown.rows[0]


async def test_others_see_who_is_here_until_she_locks(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """Unlocking comes, locking goes."""
    second = unlocked("K-01")
    async with terminal("K-02") as shown:
        await known(shown)
        assert [one.member for one in presence.who_is_here(second)] == ["K-02"]
        await shown.press("f12")
        assert presence.who_is_here(second) == ()


async def test_a_busy_store_keeps_nobody_from_locking(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """Somebody else writes for long: the keys are forgotten all the same."""
    second = unlocked("K-01")
    async with terminal("K-02") as shown:
        await known(shown)
        with second.database.writing():
            began = time.monotonic()
            shown.app.lock()
            assert time.monotonic() - began < LEAVE_SECONDS + 0.3
            assert shown.app.session is None
        await shown.settle()


async def test_what_one_member_had_open_is_not_read_by_the_next(
    terminal: Opener, unlocked: Callable[[str], Session]
) -> None:
    """Clearing a thread away behind the lock is no reading of it."""
    second = unlocked("K-02")
    async with terminal("K-01") as shown:
        shown.app.push_screen(ConsultationScreen(records.add(second)))
        await shown.settle()
        await shown.press("f1", "f12")
        await unlock(shown, "K-02")
        await known(shown)
        acts = [(line.member, line.act) for line in oversight.read_audit(second).lines]
        assert ("K-01", "read") in acts
        assert ("K-02", "read") not in acts


async def test_a_store_that_cannot_be_looked_at_is_told_once(terminal: Opener) -> None:
    """The screen stays; the line says what is wrong; and it goes on when the file is back."""
    async with terminal("K-01") as shown:
        await known(shown)
        keyring = shown.app.folder / "keyring.json"
        kept = keyring.read_bytes()
        keyring.write_bytes(b"{")
        await until(shown, lambda: "Arkivet kan ikke læses" in shown.message)
        keyring.write_bytes(kept)
        await shown.press("9")
        await until(shown, lambda: "K-02" in shown.text)

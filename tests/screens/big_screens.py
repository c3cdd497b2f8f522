"""What the tests of the big screen do over and over: look at it, leave it, unlock behind it."""

from textual import events

from nsk_tui.screens.facilitator import FacilitatorScreen
from nsk_tui.services.session import unlock
from nsk_tui.widgets.big_digits import BigDigits
from nsk_tui.widgets.line_field import LineInput
from tests.conftest import PASSPHRASES, Clock
from tests.meeting_plan import CHAIR
from tests.screens.conftest import Terminal

STEP_SECONDS = 0.01


def front(shown: Terminal) -> FacilitatorScreen:
    """Return the big screen, which must be in front."""
    screen = shown.app.screen
    assert isinstance(screen, FacilitatorScreen)
    return screen


def time_shown(shown: Terminal) -> str:
    """Return what the figures say."""
    return front(shown).query_one(BigDigits).figures


async def another(shown: Terminal, name: str) -> None:
    """Show the big screen of a meeting in place of the one that stands there."""
    if isinstance(shown.app.screen, FacilitatorScreen):
        front(shown).holds_the_room = False
        await shown.app.pop_screen()
    await shown.app.push_screen(FacilitatorScreen(name))
    await shown.settle()


async def type_passphrase(shown: Terminal, passphrase: str) -> None:
    """Answer the question at the way out."""
    shown.app.screen.query_one("#old", LineInput).value = passphrase
    await shown.press("enter")


async def unlock_as(shown: Terminal, member: str, clock: Clock) -> None:
    """Unlock at the lock screen; the session's clock is the frozen one."""
    shown.app.unlocked(unlock(shown.app.folder, member, PASSPHRASES[member], clock))
    await shown.settle()


async def strike(shown: Terminal, key: str) -> None:
    """Press one key, and wait no longer than it takes."""
    shown.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await shown.pilot.pause()
    while any(not worker.is_finished for worker in shown.app.workers):
        await shown.pilot.pause(STEP_SECONDS)


async def back_to_the_room(shown: Terminal, clock: Clock) -> None:
    """Close whatever a key opened; unlock again where it locked."""
    if shown.app.session is None:
        await unlock_as(shown, CHAIR, clock)
    while not isinstance(shown.app.screen, FacilitatorScreen):
        await strike(shown, "escape")
    front(shown).set_blank(False)

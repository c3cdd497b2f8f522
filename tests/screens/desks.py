"""What the tests of the minutes do over and over: write lines, press the chair's keys, see what stands."""

from nsk_tui.rules.meeting_clock import Press
from nsk_tui.screens.minutes import MinutesScreen
from nsk_tui.services import big_screen, minutes
from nsk_tui.services.big_screen import BigScreen
from nsk_tui.services.session import Session
from nsk_tui.widgets.line_text import LineText
from tests.screens.conftest import Terminal

NAME = "Ring til Sofie Holm"
"""A line in which the guard must find something."""


def press(chair: Session, found: BigScreen, key: Press) -> BigScreen:
    """Press a key on the big screen."""
    return big_screen.press(chair, found.run.meeting.id, key, found.run.seen)


def screen_of(shown: Terminal) -> MinutesScreen:
    """Return the minutes, which must be in front."""
    screen = shown.app.screen
    assert isinstance(screen, MinutesScreen)
    return screen


def put(shown: Terminal, text: str) -> None:
    """Paste into the line that is being written, which is quicker than typing."""
    shown.app.screen.query_one(LineText).take_in(text)


async def write(shown: Terminal, *texts: str) -> None:
    """Write lines, each finished by Enter."""
    for text in texts:
        put(shown, text)
        await shown.press("enter")


def stored(session: Session, meeting: str) -> list[str]:
    """Return the lines that stand, as they are typed."""
    page = minutes.minutes(session, meeting)
    return [minutes.as_typed(session, one.line) for one in page.lines]

"""The program at the end of an SSH line: the key has said who it is, so nobody else can be named here."""

from pathlib import Path
from typing import Any

from textual.screen import Screen
from textual.widget import Widget

from nsk_tui import wording
from nsk_tui.rules.ids import MemberId
from nsk_tui.screens import crash, signals
from nsk_tui.screens.actions import Action
from nsk_tui.screens.app import CLEAR_SCREEN_AND_SCROLLBACK, NskApp
from nsk_tui.screens.everywhere import Everywhere
from nsk_tui.screens.unlock import UnlockScreen
from nsk_tui.settings import Settings
from nsk_tui.widgets.line_field import LineField


class OwnUnlockScreen(UnlockScreen):
    """The lock with one person's name on it; only her passphrase is asked for."""

    def body(self) -> tuple[Widget, ...]:
        """Return the lock with the person's line closed."""
        widgets = super().body()
        for widget in widgets:
            if isinstance(widget, LineField) and widget.line.id == "member":
                widget.line.disabled = True
        return widgets

    def offered(self) -> tuple[Action, ...]:
        """Return the acts of the lock; there is no other line to go to."""
        return tuple(action for action in super().offered() if not action.id.startswith("pane."))

    def _member(self) -> str:
        return self.program.member or ""


class OwnEverywhere(Everywhere):
    """The acts of all screens, without the set-up and without another person's lock."""

    def first_screen(self) -> Screen[Any]:
        """Return the lock: whoever holds a key makes no store on the server."""
        return self.lock_screen()

    def lock_screen(self, why: str = "") -> Screen[Any]:
        """Return the lock of the one member."""
        return OwnUnlockScreen(why)


class OwnApp(NskApp):
    """The program for one member."""

    def __init__(self, settings: Settings, folder: Path, member: MemberId) -> None:
        """Take the store and the member that the key names."""
        super().__init__(settings, folder, member)
        self.everywhere = OwnEverywhere(self)


def run(settings: Settings, folder: Path, member: MemberId) -> int:
    """Open the screens for one member and return the exit code."""
    wording.use(settings.language)
    app = OwnApp(settings, folder, member)
    answer = app.run(mouse=settings.mouse)
    signals.write_last(CLEAR_SCREEN_AND_SCROLLBACK + "\x1b[H")
    if app.crash_note is not None:
        signals.write_last(crash.told(app.crash_note) + "\n")
        return crash.EXIT_CODE
    return answer or app.return_code or 0

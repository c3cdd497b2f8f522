"""Who answers now, as every screen shows it: fetched when something was saved, never for a key."""

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from nsk_tui import wording
from nsk_tui.screens import faults
from nsk_tui.screens.base import FrameScreen
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp
    from nsk_tui.services.rota import LineNow
    from nsk_tui.services.session import Session

_MARGIN_CELLS = 3


class DutyNow:
    """What the duty line says.

    Shape
        ``lines`` None: not fetched yet. ``hour`` is the local hour it was fetched in; None before.
    """

    def __init__(self, app: "NskApp") -> None:
        """Serve an app."""
        self.app = app
        self.lines: tuple[LineNow, ...] | None = None
        self.hour: tuple[date, int] | None = None
        self._tells = False

    def texts(self) -> tuple[str, str]:
        """Return the two ends of the duty line."""
        clock = wording.clock(self.app.local_now())
        who = f"{self.app.session.member} {clock}" if self.app.session else clock
        if self.app.session is None or self.lines is None:
            return _("On duty now  ?"), who
        from nsk_tui.screens import rota_words

        return rota_words.duty_line(self.lines, self.app.size.width - len(who) - _MARGIN_CELLS), who

    def tick(self) -> None:
        """Fetch anew when the hour has changed: a duty passes on at a full hour."""
        if self.hour != self._this_hour():
            self.refresh()

    def begin(self, same: bool) -> None:
        """Fetch for whoever has unlocked; what another was told counts no more.

        ``same`` is the member who was here before: her screen is where she left it, so a duty
        whose holder is absent is told in the message line; everybody else meets it on Today.
        """
        if not same:
            self.lines = None
        self._tells = same
        self.refresh()

    def refresh(self) -> None:
        """Fetch who answers now, and draw the frame where that changed."""
        session = self.app.session
        if session is not None:
            self.hour = self._this_hour()
            self.app.run_worker(self._fetch(session), group="duty", exclusive=True)

    def _this_hour(self) -> tuple[date, int]:
        local = self.app.local_now()
        return local.date(), local.hour

    async def _fetch(self, session: "Session") -> None:
        from nsk_tui.services import rota

        try:
            found = await asyncio.to_thread(rota.now, session)
        except faults.expected():
            # The line says what it knew: the screen in front tells of the fault, if it meets it too.
            return
        if self.app.session is not session:
            return
        if found != self.lines:
            self.lines = found
            if isinstance(self.app.screen, FrameScreen):
                self.app.screen.refresh_frame()
        if self._tells:
            self._tells = False
            self._catch(found)

    def _catch(self, found: "tuple[LineNow, ...]") -> None:
        from nsk_tui.duty_words import line_name

        for one in found:
            if one.duty is not None and one.duty_absent:
                told = _("■ {line}: {member} has duty and is absent. 1 shows it, Enter mends it.")
                self.app.everywhere.say(told.format(line=line_name(one.line), member=one.duty))
                return

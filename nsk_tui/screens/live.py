"""What others do while a screen is open: their saves are shown, a closed access or screen locks."""

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING

from textual.timer import Timer

from nsk_tui.explanations import explain
from nsk_tui.screens import faults
from nsk_tui.screens.base import FrameScreen
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.app import NskApp
    from nsk_tui.services.live import Watch
    from nsk_tui.services.session import Session

LEAVE_SECONDS = 0.3
"""Whoever waits for the store keeps nobody from locking or leaving."""

_CLOSED = ("access_closed", "wrong_passphrase")
"""Who looks first is told that the access is closed; who looks after that finds the keys gone."""


def arrive(session: "Session") -> "tuple[Watch, str]":
    """Begin to look, and tell the others that this screen is open; runs in a thread.

    The id is empty where that could not be written down: looking needs no writing.
    """
    from nsk_tui.services import live, presence

    watch = live.Watch(session)
    try:
        return watch, presence.arrive(session)
    except faults.expected():
        return watch, ""


def leave(session: "Session", own: str) -> None:
    """Tell the others that this screen is closed; one that cannot is cleared away by the next who comes."""
    from nsk_tui.services import presence

    with contextlib.suppress(*faults.expected()):
        presence.leave(session, own)


def ended_by(session: "Session", own: str) -> str:
    """Return who ended this screen, or nothing; runs in a thread."""
    from nsk_tui.services import presence

    try:
        return presence.ended_by(session, own) or ""
    except faults.expected():
        return ""


class Live:
    """Looks a few times a second whether somebody saved; a look costs microseconds and writes nothing.

    Shape
        ``own`` is the id by which others know this screen; empty while they do not.
    """

    def __init__(self, app: "NskApp") -> None:
        """Look for an app, once it is unlocked."""
        self.app = app
        self.own = ""
        self._watch: Watch | None = None
        self._timer: Timer | None = None
        self._is_owed = False
        self._stumbled = ""

    def begin(self, session: "Session") -> None:
        """Look from now on."""
        self.app.run_worker(self._begin(session), group="live", exclusive=True)

    async def _begin(self, session: "Session") -> None:
        from nsk_tui.services.live import LOOKS_PER_SECOND

        try:
            watch, own = await asyncio.to_thread(arrive, session)
        except faults.expected():
            return
        if self.app.session is not session:
            watch.close()
            return
        self._watch, self.own = watch, own
        self._timer = self.app.set_interval(1 / LOOKS_PER_SECOND, self.look)

    def end(self, session: "Session") -> None:
        """Look no more, and tell the others, as long as they are quick to hear it."""
        own, self.own = self.own, ""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        if own:
            leaving = threading.Thread(target=leave, args=(session, own), daemon=True, name="leave")
            leaving.start()
            leaving.join(LEAVE_SECONDS)
            self.app.forgetting.wait_for(leaving)

    def look(self) -> None:
        """Look once."""
        if self._watch is None or self.app.session is None or not self.app.is_running:
            return
        try:
            self._is_owed = self._watch.has_changed() or self._is_owed
        except faults.expected() as fault:
            self._stumble(fault)
            return
        if self._stumbled:
            self._stumbled, self._is_owed = "", True
        if self._is_owed:
            self._tell(self.app.session)

    def shut_out(self) -> None:
        """Lock for good: the member's access was closed."""
        self.app.shut_out(_("Your access was closed by the coordinator."))

    def _tell(self, session: "Session") -> None:
        front = self.app.screen
        # A screen that still fetches would have its answer thrown away, and with many writers never get one;
        # one that is being taken down has nothing left to show it in.
        if isinstance(front, FrameScreen) and _is_there(front) and not front.calls.are_under_way:
            self._is_owed = False
            front.store_changed()
            self.app.duty.refresh()
            self.app.run_worker(self._lock_if_ended(session, self.own), group="live")

    async def _lock_if_ended(self, session: "Session", own: str) -> None:
        who = await asyncio.to_thread(ended_by, session, own) if own else ""
        if who and self.app.session is session:
            self.app.lock(_("{member} ended this screen {time}.").replace("{member}", who))

    def _stumble(self, fault: Exception) -> None:
        code = str(getattr(fault, "code", "service"))
        if code in _CLOSED:
            self.shut_out()
        elif code != self._stumbled:
            self.app.everywhere.say(explain(fault).happened)
        self._stumbled = code


def _is_there(screen: FrameScreen[object]) -> bool:
    return screen.is_mounted and screen.is_attached

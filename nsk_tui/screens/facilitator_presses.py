"""Keys on their way to the store: one after the other, each knowing what the one before made."""

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nsk_tui.rules.ids import AgendaItemId, MemberId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.services import big_screen
from nsk_tui.services.meeting_errors import LedElsewhere, PressedFirst
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.facilitator import FacilitatorScreen
    from nsk_tui.services.big_screen import BigScreen


@dataclass(frozen=True)
class Pressed:
    """A key of the meeting; ``item`` and ``speaker`` None: it is about none."""

    key: Press
    item: AgendaItemId | None = None
    speaker: MemberId | None = None


class Presses:
    """Two keys that come at once must both count: the second waits for the answer to the first."""

    def __init__(self, screen: "FacilitatorScreen") -> None:
        """Serve one screen."""
        self._screen = screen
        self._waiting: deque[Pressed] = deque()
        self._is_under_way = False

    def add(self, pressed: Pressed) -> None:
        """Take in a key."""
        self._waiting.append(pressed)
        self._hand_over()

    def forget(self) -> None:
        """Drop what waits: the meeting is not as it was when the keys were pressed."""
        self._waiting.clear()

    def _hand_over(self) -> None:
        found = self._screen.found
        if self._is_under_way or not self._waiting or found is None:
            return
        self._is_under_way = True
        one = self._waiting.popleft()
        self._screen.run_service(
            big_screen.press, self._screen.session, found.run.meeting.id, one.key, found.run.seen,
            one.item, one.speaker, done=self._done, failed=self._failed,
        )  # fmt: skip

    def _done(self, found: "BigScreen") -> None:
        self._is_under_way = False
        self._screen.take(found)
        self._hand_over()

    def _failed(self, error: Exception) -> None:
        self._is_under_way = False
        self.forget()
        self._screen.refresh_records()
        if isinstance(error, PressedFirst | LedElsewhere):
            who = getattr(error, "detail", "")
            said = _("{member} pressed first. Look where you are, and press again.")
            self._screen.say(said.format(member=who))
        else:
            self._screen.program.show_error(error)

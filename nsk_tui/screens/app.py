"""The program on the screen: opens, locks, hears signals, ends; draws nothing itself.

What a key does on every screen is in ``everywhere``; here is only what the process needs.
Services that touch the store are imported after the first frame is drawn.
"""

import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.filter import LineFilter
from textual.screen import Screen

from nsk_tui import hardening, wording
from nsk_tui.rules.members import Role
from nsk_tui.screens import crash, faults, signals, theme
from nsk_tui.screens.base import FrameScreen
from nsk_tui.screens.driver import ExchangingDriver
from nsk_tui.screens.duty_now import DutyNow
from nsk_tui.screens.everywhere import Everywhere
from nsk_tui.screens.forgetting import Forgetting
from nsk_tui.screens.idle import Idle
from nsk_tui.screens.key_order import KeyOrder
from nsk_tui.screens.live import Live
from nsk_tui.screens.room import RoomApp
from nsk_tui.services import local_time
from nsk_tui.settings import Settings
from nsk_tui.widgets.safe_text import PlainGlyphs, SafeText
from nsk_tui.wording import _

if TYPE_CHECKING:
    from nsk_tui.screens.actions import Action
    from nsk_tui.services.session import Session

PULSE_SECONDS = 5.0
"""How often the terminal, the clock on the screen and the idle lock are looked at."""

IDLE_MINUTES = 5
PRELOAD_AFTER_SECONDS = 0.1
CLEAR_SCREEN_AND_SCROLLBACK = "\x1b[2J\x1b[3J"
WINDOW_TITLE = "\x1b]2;nsk\x07"


class NskApp(RoomApp, inherit_bindings=False):
    """The program.

    Shape
        ``session`` None means that the store is locked or not made yet.
    """

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS_PATH = ["app.tcss", "unlock.tcss", "setup.tcss"]  # noqa: RUF012 Textual types it as an instance's
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-xwide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (40, "-xtall")]  # noqa: RUF012

    def __init__(
        self,
        settings: Settings,
        folder: Path,
        member: str | None,
        clock: Callable[[], datetime] = local_time.now,
    ) -> None:
        """Take what the command line knows; ``member`` None means that nobody is proposed."""
        super().__init__(driver_class=ExchangingDriver)
        self.settings = settings
        self.folder = folder
        self.member = member
        self.session: Session | None = None
        self.everywhere = Everywhere(self)
        self.idle = Idle(IDLE_MINUTES)
        self.live = Live(self)
        self.forgetting = Forgetting(self)
        self.duty = DutyNow(self)
        self.tab_counts: dict[str, int] = {}
        self.crash_note: crash.CrashNote | None = None
        self._clock = clock
        self._key_order = KeyOrder(self, super().on_event)
        self._waiting: list[Callable[[], object]] = []
        self._hidden: tuple[Screen[Any], ...] = ()
        self._line_filters: list[LineFilter] = [PlainGlyphs()] if settings.ascii else []
        theme.choose(self, settings.theme)

    # Drawing ----------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """Return the first screen: the lock, or the set-up where there is no store."""
        return self.everywhere.first_screen()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes on its way to the terminal; unsafe characters go last."""
        return [*super().get_line_filters(), *self._line_filters, SafeText()]

    def copy_to_clipboard(self, text: str) -> None:
        """Keep a copied text inside the program: a terminal's clipboard is readable by others."""
        self._clipboard = text

    def local_now(self) -> datetime:
        """Return the time on the wall."""
        return self.session.local_now if self.session else self._clock()

    @property
    def is_new(self) -> bool:
        """Whether there is no store yet."""
        return self.session is None and not self._hidden and self.everywhere.place() is None

    @property
    def role(self) -> Role | None:
        """The member's role; None while nobody has unlocked."""
        return self.session.role if self.session else None

    def tab_name(self, action: "Action") -> str:
        """Return a tab's name, with its count where there is room for it."""
        count = self.tab_counts.get(action.id)
        wide = self.screen.has_class("-xwide")
        return f"{action.label} {wording.number(count)}" if wide and count is not None else action.label

    def duty_texts(self) -> tuple[str, str]:
        """Return the two ends of the duty line."""
        return self.duty.texts()

    # Beginning --------------------------------------------------------------------------------

    def on_ready(self) -> None:
        """Listen to the world, then fetch what unlocking will need while somebody types."""
        self.forgetting.change_threads()
        if not self.is_headless:
            signals.watch(self.leave)
            self.write_to_terminal(WINDOW_TITLE)
        self.set_interval(PULSE_SECONDS, self.pulse)
        self.set_timer(PRELOAD_AFTER_SECONDS, self._preload)

    def _preload(self) -> None:
        threading.Thread(target=self.everywhere.import_what_unlocking_needs, daemon=True).start()

    def write_to_terminal(self, control: str) -> None:
        """Send a control sequence of our own past the line filter."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(control)
            self._driver.flush()

    def exchange_terminal_threads(self) -> threading.Thread | None:
        """Read and write the terminal in fresh threads; return the one that ends the old ones."""
        driver = self._driver
        return driver.exchange_threads() if isinstance(driver, ExchangingDriver) else None

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there; a key after the time is up only finds the lock."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste) and not event.is_forwarded:
            if self._locked_by_time():
                return
            self.idle.touch()
            if isinstance(self.screen, FrameScreen):
                self.screen.say("")
            if isinstance(event, events.Key | events.Paste) and not self.is_headless:
                self._key_order.take(event)
                return
        await super().on_event(event)

    def pulse(self) -> None:
        """Leave a dead terminal, lock when it was quiet, warn before, show the clock."""
        if not self.is_headless and signals.terminal_is_gone():
            self.leave(signals.HANGUP_CODE)
            return
        if not self.screen_stack or self._locked_by_time():  # the last screens go before the timer
            return
        self.duty.tick()
        if isinstance(self.screen, FrameScreen):
            self.screen.refresh_frame()
            if self.session and self.idle.is_near:
                self.screen.say(_("Locks in 30 seconds."))

    def _locked_by_time(self) -> bool:
        if self.session is None or not self.idle.is_over:
            return False
        quiet = _("Locked {time}, because it was quiet for {minutes} minutes.")
        self.lock(self.idle.why or quiet, self.idle.minutes)
        return True

    # Locking ----------------------------------------------------------------------------------

    def unlocked(self, session: "Session") -> None:
        """Go on where the same member was, or start fresh for another."""
        same = session.member == self.member and bool(self._hidden)
        self.session, self.member = session, session.member
        self.idle = Idle(session.idle_minutes)
        hidden, waiting = self._hidden, self._waiting
        self._hidden, self._waiting = (), []
        self.live.begin(session)
        self.duty.begin(same)
        if same:
            self.everywhere.come_back(hidden[-1], waiting)
        else:
            self.everywhere.start_over()

    def lock(self, why: str = "", minutes: int = 0) -> None:
        """Keep the drafts, forget the keys, hide everything behind the lock."""
        if self.session is None:
            return
        said = (why or _("Locked {time}.")).format(time=wording.clock(self.local_now()), minutes=minutes)
        hindered = self.save_drafts()
        self._hide([said, *self._drafts_kept(bool(hindered))])

    def shut_out(self, why: str) -> None:
        """Lock for somebody whose access was closed: nothing waits for her behind this lock."""
        if self.session is not None:
            self._hide([why])
            self._hidden, self._waiting = (), []
            self.everywhere.clear_away()

    def _hide(self, said: list[str]) -> None:
        self._forget_keys()
        self.write_to_terminal(CLEAR_SCREEN_AND_SCROLLBACK)
        self._hidden = tuple(self.screen_stack)
        self.push_screen(self.everywhere.lock_screen("\n".join(said)))
        self.forgetting.let_go(self._hidden)

    def take_from_behind(self) -> list[Screen[Any]]:
        """Take every screen behind the one in front from the stack, unseen, and return them.

        Popped one by one they would come to the front: seen for a moment by whoever has unlocked
        now, and fetched again in her name, which the audit would call a reading.
        """
        behind = self._screen_stack[1:-1]
        del self._screen_stack[1:-1]
        return behind

    def _drafts_kept(self, hindered: bool) -> list[str]:
        if hindered:
            return [_("The draft could not be saved. It is still here when you unlock.")]
        titles = [one.draft_title() for one in self.screen_stack if isinstance(one, FrameScreen)]
        return [_("Your draft ({title}) is saved and encrypted.").format(title=one) for one in titles if one]

    def save_drafts(self) -> list[Exception]:
        """Save what is being written on every screen, the hidden ones included; return what hindered."""
        hindered: list[Exception] = []
        for screen in self.screen_stack:
            if isinstance(screen, FrameScreen) and self.session is not None:
                try:
                    screen.save_draft_now()
                except faults.expected() as fault:
                    hindered.append(fault)
        return hindered

    def when_shown(self, screen: Screen[Any], call: Callable[[], object]) -> None:
        """Do something now, or when the screen comes out from behind the lock again."""
        if screen in self._hidden:
            self._waiting.append(call)
        else:
            call()

    # Ending -----------------------------------------------------------------------------------

    def is_expected(self, error: Exception) -> bool:
        """Return whether a fault has an explanation; any other is a fault of ours, and ends the program."""
        if isinstance(error, faults.expected()):
            return True
        self._handle_exception(error)
        return False

    def show_error(self, error: Exception) -> None:
        """Explain a fault in a box."""
        if getattr(error, "code", "") == "access_closed":
            self.live.shut_out()
        else:
            self.everywhere.show_error(error)

    def leave(self, code: int = 0) -> None:
        """End: drafts kept, keys forgotten, the screen cleared."""
        if code:
            signals.end_soon(code)
        self.save_drafts()
        self._forget_keys()
        self.exit(code, return_code=code)

    def _forget_keys(self) -> None:
        if self.session is not None:
            self.live.end(self.session)
            self.session.lock()
            self.session = None

    def panic(self, *renderables: Any) -> None:
        """End without printing what a renderable might show."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        """End after a fault of ours; overrides Textual's, which prints every local variable."""
        error = self._exception or sys.exc_info()[1]
        self.crash_note = crash.note(error, self._clock())
        with ExitStack() as always:
            always.callback(self._close_messages_no_wait)
            always.callback(self._forget_keys)
            self.save_drafts()


def run(settings: Settings, folder: Path, member: str | None, meeting: str = "") -> int:
    """Open the screens on a store and return the exit code; ``meeting`` begins with its big screen."""
    hardening.apply()
    wording.use(settings.language)
    app = NskApp(settings, folder, member)
    app.everywhere.first_meeting = meeting
    answer = app.run(mouse=settings.mouse)
    signals.write_last(CLEAR_SCREEN_AND_SCROLLBACK + "\x1b[H")
    if app.crash_note is not None:
        signals.write_last(crash.told(app.crash_note) + "\n")
        return crash.EXIT_CODE
    return answer or app.return_code or 0

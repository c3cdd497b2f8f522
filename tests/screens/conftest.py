"""A terminal for tests: the real program on the small real store, read as rows of text."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from nsk_tui import paths, wording
from nsk_tui.rules.ids import MeetingId
from nsk_tui.rules.meeting_clock import Press
from nsk_tui.screens.app import NskApp
from nsk_tui.screens.facilitator import FacilitatorScreen
from nsk_tui.screens.minutes import MinutesScreen
from nsk_tui.services import big_screen
from nsk_tui.services.session import Session, unlock
from nsk_tui.settings import Settings
from tests.conftest import PASSPHRASES, Clock
from tests.meeting_plan import CHAIR, WRITER, plan_meeting

QUIET_LOOKS = 2
"""How often in a row nothing may be under way: an answer that was just given may begin something."""


@dataclass
class Terminal:
    """The program as somebody sits before it."""

    app: NskApp
    pilot: Pilot[int]

    @property
    def rows(self) -> list[str]:
        """What the terminal shows, row by row, blanks at the end left out."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.rows)

    @property
    def message(self) -> str:
        """The message line."""
        return self.rows[-2].strip()

    @property
    def footer(self) -> str:
        """The footer."""
        return self.rows[-1].strip()

    async def press(self, *keys: str) -> None:
        """Press keys, each after the one before has been dealt with."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def write(self, text: str) -> None:
        """Type a text as fast as a paste by hand: nobody waits for the screen between two letters."""
        assert self.app._driver is not None
        for character in text:
            self.app._driver.send_message(Key(_character_to_key(character), character))
        await self.settle()

    async def turn_to(self, tab: str, view: str) -> None:
        """Go to a view of a tab, past the views before it."""
        await self.app.everywhere.turn_to(tab, view)
        await self.settle()

    async def settle(self) -> None:
        """Wait until no service is under way, also none that the answer of another began.

        A service may answer with a fault.
        """
        quiet = 0
        while quiet < QUIET_LOOKS:
            await self.pilot.pause()
            quiet = quiet + 1 if all(worker.is_finished for worker in self.app.workers) else 0

    def find(self, name: str) -> Widget:
        """Return a widget of the screen in front by its id."""
        return self.app.screen.query_one(f"#{name}")


Opener = Callable[..., AbstractAsyncContextManager[Terminal]]


@pytest.fixture(autouse=True)
def _one_look_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look once after each key whether the program rests; Textual's own way sleeps twice besides."""

    async def at_once(*_seconds: float) -> None:
        return

    monkeypatch.setattr("textual.app.wait_for_idle", at_once)


@pytest.fixture
def terminal(store: Path, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Return a way to open the program, locked, or unlocked as a member."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return partial(opened, store, clock)


@asynccontextmanager
async def opened(
    store: Path,
    clock: Clock,
    member: str | None = None,
    *,
    size: tuple[int, int] = (80, 24),
    language: str = "da",
    folder: Path | None = None,
    **settings: Any,
) -> AsyncIterator[Terminal]:
    """Open the program; ``member`` None leaves it locked."""
    wording.use(language)
    place = folder or store
    app = NskApp(Settings(place, language=language, **settings), place, member, lambda: clock().astimezone())
    async with app.run_test(size=size) as pilot:
        shown = Terminal(app, pilot)
        await shown.settle()
        if member is not None:
            app.unlocked(_unlocked(place, member, clock, language))
            await shown.settle()
        yield shown
        if app.session is not None:
            app.session.lock()


def _unlocked(folder: Path, member: str, clock: Clock, language: str) -> Session:
    session = unlock(folder, member, PASSPHRASES[member], clock)
    session.learn(language=language)
    return session


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """Return the folder of crash reports of this test."""
    assert paths.state_dir() == tmp_path / "state" / "nsk_tui"
    return paths.state_dir()


@pytest.fixture
def meeting(unlocked: Callable[[str], Session]) -> MeetingId:
    """Return a meeting of seven items that begins in three minutes."""
    return plan_meeting(unlocked("K-01"))


@pytest.fixture
def room(terminal: Opener, meeting: MeetingId) -> Opener:
    """Return a way to stand before the room, as the chair if nobody else is named."""

    @asynccontextmanager
    async def opened(member: str = CHAIR, **how: object) -> AsyncIterator[Terminal]:
        async with terminal(member, **how) as shown:
            await shown.app.push_screen(FacilitatorScreen("next"))
            await shown.settle()
            yield shown

    return opened


@pytest.fixture
def running(unlocked: Callable[[str], Session]) -> MeetingId:
    """Return a meeting of seven items that runs: the first decision is on."""
    chair = unlocked(CHAIR)
    found = big_screen.enter(chair, plan_meeting(chair))
    for key in (Press.START, Press.NEXT):
        found = big_screen.press(chair, found.run.meeting.id, key, found.run.seen)
    return found.run.meeting.id


@pytest.fixture
def desk(terminal: Opener, running: MeetingId) -> Opener:
    """Return a way to sit with the minutes, as the minute-taker if nobody else is named."""

    @asynccontextmanager
    async def opened(member: str = WRITER, writing: bool = True, **how: object) -> AsyncIterator[Terminal]:
        async with terminal(member, **how) as shown:
            await shown.app.push_screen(MinutesScreen("next"))
            await shown.settle()
            if writing:
                await shown.press("enter")
            yield shown

    return opened


@pytest.fixture
def colleague(unlocked: Callable[[str], Session]) -> Session:
    """Return the session of another who writes in the same minutes."""
    return unlocked(CHAIR)

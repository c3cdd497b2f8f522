"""The services that a screen has under way, each with who wants its answer."""

import traceback
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, WorkerState

from nsk_tui.widgets.frame import FrameLine

if TYPE_CHECKING:
    from nsk_tui.screens.base import FrameScreen

Done = Callable[[Any], object]
Failed = Callable[[Exception], object]


class Errand:
    """A call that lets go of what it was given when it is run, and of its answer when that is taken.

    Textual's workers live on in the contexts of timers and threads, with a passphrase among the
    arguments or a thread's texts for an answer: long after the screens have let go of both.
    """

    def __init__(self, function: Callable[[], Any]) -> None:
        """Hold what to call."""
        self._function: Callable[[], Any] | None = function
        self._answer: Any = None

    def __call__(self) -> None:
        """Run, once."""
        function, self._function = self._function, None
        if function is not None:
            self._answer = function()

    def take(self) -> Any:
        """Return the answer, and keep it no longer."""
        answer, self._answer = self._answer, None
        return answer


class Calls:
    """Runs services in threads, and hands their answers on where they are wanted."""

    def __init__(self, screen: "FrameScreen[Any]") -> None:
        """Serve one screen."""
        self._screen = screen
        self._under_way: dict[Worker[Any], tuple[Errand, Done, Failed]] = {}
        self._said: dict[Worker[Any], str] = {}

    def start(
        self, function: Callable[[], Any], done: Done, failed: Failed | None, exclusive: str
    ) -> Worker[Any]:
        """Call a service; ``failed`` None shows the error dialog, ``exclusive`` replaces the call before."""
        errand = Errand(function)
        worker: Worker[Any] = self._screen.run_worker(
            errand,
            thread=True,
            exit_on_error=False,
            exclusive=bool(exclusive),
            group=exclusive or "service",
        )
        self._under_way[worker] = (errand, done, failed or self._screen.program.show_error)
        return worker

    @property
    def are_under_way(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._under_way)

    def be_patient(self, worker: Worker[Any], doing: str) -> None:
        """Say what takes long, until it is over."""
        if worker.is_running:
            self._said[worker] = doing
            self._screen.say(doing)

    def hand_on(self, event: Worker.StateChanged) -> None:
        """Hand on an answer or a fault; what is hidden by the lock hears of it after the unlock."""
        if event.state not in (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED):
            return
        if event.worker in self._said:
            self._screen.query_one("#message", FrameLine).unsay(self._said.pop(event.worker))
        errand, done, failed = self._under_way.pop(event.worker, (None, None, None))
        program, error = self._screen.program, event.worker.error
        if event.state is WorkerState.SUCCESS and errand is not None and done is not None:
            program.when_shown(self._screen, partial(done, errand.take()))
        elif isinstance(error, Exception) and failed is not None and program.is_expected(error):
            # What was explained needs no trace; its frames hold what the service was given.
            traceback.clear_frames(error.__traceback__)
            program.when_shown(self._screen, partial(failed, error))

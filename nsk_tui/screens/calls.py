"""The services that a screen has under way, each with who wants its answer."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.worker import Worker, WorkerState

if TYPE_CHECKING:
    from nsk_tui.screens.base import FrameScreen

Done = Callable[[Any], object]
Failed = Callable[[Exception], object]


class Calls:
    """Runs services in threads, and hands their answers on where they are wanted."""

    def __init__(self, screen: "FrameScreen[Any]") -> None:
        """Serve one screen."""
        self._screen = screen
        self._under_way: dict[Worker[Any], tuple[Done, Failed]] = {}

    def start(
        self, function: Callable[[], Any], done: Done, failed: Failed | None, exclusive: str
    ) -> Worker[Any]:
        """Call a service; ``failed`` None shows the error dialog, ``exclusive`` replaces the call before."""
        worker: Worker[Any] = self._screen.run_worker(
            function,
            thread=True,
            exit_on_error=False,
            exclusive=bool(exclusive),
            group=exclusive or "service",
        )
        self._under_way[worker] = (done, failed or self._screen.program.show_error)
        return worker

    @property
    def are_under_way(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._under_way)

    def hand_on(self, event: Worker.StateChanged) -> None:
        """Hand on an answer or a fault; what is hidden by the lock hears of it after the unlock."""
        if event.state not in (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED):
            return
        done, failed = self._under_way.pop(event.worker, (None, None))
        program, error = self._screen.program, event.worker.error
        if event.state is WorkerState.SUCCESS and done is not None:
            program.when_shown(self._screen, partial(done, event.worker.result))
        elif isinstance(error, Exception) and failed is not None and program.is_expected(error):
            program.when_shown(self._screen, partial(failed, error))

"""Keys typed ahead: each has its whole effect before the next one is looked at.

A slow line hands over several keys at once. Textual sends the second to the field that had the
focus when it came, although the first is about to move it: a department would silently become
another, and a passphrase land in the wrong field.
"""

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

_ROUNDS = 3
"""A key may post a message that posts a message that moves the focus."""

_WAIT_SECONDS = 0.2
"""A screen that is busy for longer is not waited for: the key after it must still come through."""

_Typed = events.Key | events.Paste


class KeyOrder:
    """Holds back what was typed until what came before it has been dealt with."""

    def __init__(self, app: App[int], deliver: Callable[[_Typed], Awaitable[None]]) -> None:
        """Hand over through ``deliver``, one at a time."""
        self._app = app
        self._deliver = deliver
        self._typed: deque[_Typed] = deque()
        self._handing_over: asyncio.Task[None] | None = None

    def take(self, event: _Typed) -> None:
        """Take in a key or a paste; it is handed over when its turn comes."""
        self._typed.append(event)
        if self._handing_over is None or self._handing_over.done():
            self._handing_over = asyncio.create_task(self._hand_over())

    async def _hand_over(self) -> None:
        while self._typed:
            await self._deliver(self._typed.popleft())
            if self._typed:
                await self._until_quiet()

    async def _until_quiet(self) -> None:
        for _round in range(_ROUNDS):
            below: DOMNode = self._app.focused or self._app.screen
            for pump in dict.fromkeys([*below.ancestors_with_self, self._app]):
                await self._until_idle(pump)

    async def _until_idle(self, pump: MessagePump) -> None:
        heard = asyncio.Event()
        if pump.call_later(heard.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(heard.wait(), _WAIT_SECONDS)

"""The program before a room: while everybody looks at the big screen, nothing else can be opened."""

from typing import Any, ClassVar, Protocol, runtime_checkable

from textual.app import App
from textual.screen import Screen


class NotForTheRoom(RuntimeError):
    """A screen that only its member may see was about to be shown to a room (a fault in the caller)."""


@runtime_checkable
class ForTheRoom(Protocol):
    """A screen that says whether a room may see it."""

    FOR_THE_ROOM: ClassVar[bool]
    """Whether it shows nothing but what everybody in the room may see."""

    holds_the_room: bool
    """Whether it is the big screen itself, and nobody has proven that she may leave it."""


class RoomApp(App[int], inherit_bindings=False):
    """An app one of whose screens can stand before a room.

    Acts are refused there by the registry; this is the second door, for a way in that nobody
    thought of: it fails, and the program ends with a cleared screen.
    """

    @property
    def is_before_a_room(self) -> bool:
        """Whether the big screen is open, be it behind a box, the red card or the lock."""
        return any(isinstance(one, ForTheRoom) and one.holds_the_room for one in self._screen_stack)

    def push_screen(self, screen: Screen[Any] | str, *arguments: Any, **named: Any) -> Any:
        """Open a screen.

        Errors
            NotForTheRoom: the big screen is open, and this is not for everybody's eyes.
        """
        self._must_be_for_the_room(screen)
        return super().push_screen(screen, *arguments, **named)

    def switch_screen(self, screen: Screen[Any] | str) -> Any:
        """Open a screen in place of the one in front.

        Errors
            NotForTheRoom: the big screen is open, and this is not for everybody's eyes.
        """
        self._must_be_for_the_room(screen)
        return super().switch_screen(screen)

    def pop_screen(self) -> Any:
        """Close the screen in front.

        Errors
            NotForTheRoom: it is the big screen, and nobody has proven that she may leave it.
        """
        front = self._screen_stack[-1]
        if isinstance(front, ForTheRoom) and front.holds_the_room:
            raise NotForTheRoom
        return super().pop_screen()

    def _must_be_for_the_room(self, screen: Screen[Any] | str) -> None:
        is_for_all = isinstance(screen, ForTheRoom) and screen.FOR_THE_ROOM
        if self._screen_stack and self.is_before_a_room and not is_for_all:
            raise NotForTheRoom

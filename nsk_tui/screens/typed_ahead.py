"""Keys that were typed before a screen was ready for them: kept in their order, not lost."""

from collections.abc import Callable

Act = Callable[[], object]


class TypedAhead:
    """Does things at once when it is open, and keeps them until then.

    ``F2 1 3 1`` typed blindly over a slow line reaches the form while it is still being laid
    out, and must fill it in all the same.
    """

    def __init__(self) -> None:
        """Begin closed."""
        self._is_open = False
        self._kept: list[Act] = []

    def do(self, act: Act) -> None:
        """Do something now, or when it opens."""
        if self._is_open:
            act()
        else:
            self._kept.append(act)

    def open(self) -> None:
        """Do what was kept, and everything from now on at once."""
        self._is_open = True
        kept, self._kept = self._kept, []
        for act in kept:
            act()

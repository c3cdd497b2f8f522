"""How far a long piece of work has come: one line on stderr, for somebody who watches."""

import sys
from collections.abc import Callable

from nsk_tui.wording import _

BAR_CHARACTERS = 30


def bar(wanted: int) -> Callable[[int], None] | None:
    """Return what draws a bar for work of a known size; None when nobody watches."""
    if not is_watched():
        return None

    def show(done: int) -> None:
        filled = BAR_CHARACTERS * min(done, wanted) // max(wanted, 1)
        drawn = "#" * filled + "." * (BAR_CHARACTERS - filled)
        words = _("%(done)d of %(wanted)d rows") % {"done": done, "wanted": wanted}
        _draw(f"[{drawn}] {words}", is_last=done >= wanted)

    return show


def counter() -> Callable[[int], None] | None:
    """Return what counts work of an unknown size; None when nobody watches."""
    if not is_watched():
        return None
    return lambda done: _draw(_("%(count)d entries") % {"count": done}, is_last=False)


def is_watched() -> bool:
    """Return whether somebody sees what goes to stderr."""
    return sys.stderr is not None and sys.stderr.isatty()


def _draw(line: str, is_last: bool) -> None:
    sys.stderr.write(f"\r{line}" + ("\n" if is_last else ""))
    sys.stderr.flush()

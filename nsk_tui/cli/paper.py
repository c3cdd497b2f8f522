"""Paper shares on a terminal: one at a time, and gone from the screen before the next."""

from typing import BinaryIO

from nsk_tui.cli import asking, streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.wording import _

WORDS_IN_A_ROW = 3
_CELL = 20
INTERRUPTED = 130


def must_have_terminal() -> None:
    """Refuse to go on where nobody could read a share.

    Errors
        UsageFault
    """
    try:
        with asking.terminal():
            return
    except UsageFault:
        raise UsageFault(
            _("There is no terminal to show the shares on."), _("--json hands them to a script.")
        ) from None


def show_shares(shares: tuple[str, ...], enough: int) -> int:
    """Show each share alone on a cleared screen; return the exit code."""
    with asking.terminal() as line:
        try:
            for number, share in enumerate(shares, 1):
                _show(line, share, (number, len(shares), enough))
        except KeyboardInterrupt:
            asking.shown(line, asking.CLEAR_SCREEN_AND_SCROLLBACK)
            streams.tell(_("Not all shares were shown. Make new ones: nsk recovery make"))
            return INTERRUPTED
        asking.shown(line, asking.CLEAR_SCREEN_AND_SCROLLBACK)
    streams.say(_("The shares are made. Rehearse with two people soon: nsk recovery rehearse"))
    return 0


def typed_shares(count: int) -> list[str]:
    """Ask for shares on the terminal, each alone on a cleared screen.

    What is typed is seen: nobody writes 33 words blind.
    """
    found = []
    with asking.terminal() as line:
        try:
            for number in range(1, count + 1):
                asking.shown(line, asking.CLEAR_SCREEN_AND_SCROLLBACK)
                asked = _("Share %(number)d of %(count)d") % {"number": number, "count": count}
                hint = _("33 words with blanks between; four letters of each are enough. Enter at the end.")
                found.append(asking.typed(line, f"{asked}\n{hint}\n\n"))
        finally:
            asking.shown(line, asking.CLEAR_SCREEN_AND_SCROLLBACK)
    return found


def share_lines(share: str) -> list[str]:
    """Return the words of a share in numbered rows, as they are copied to paper.

    >>> share_lines("academic acid acne acquire")
    [' 1 academic          2 acid              3 acne', ' 4 acquire']
    """
    cells = [f"{number:2} {word}" for number, word in enumerate(share.split(), 1)]
    rows = [cells[start : start + WORDS_IN_A_ROW] for start in range(0, len(cells), WORDS_IN_A_ROW)]
    return ["".join(cell.ljust(_CELL) for cell in row).rstrip() for row in rows]


def _show(line: BinaryIO, share: str, place: tuple[int, int, int]) -> None:
    number, count, enough = place
    title = _("Share %(number)d of %(count)d. %(enough)d of them together open the store.")
    asking.shown(line, asking.CLEAR_SCREEN_AND_SCROLLBACK)
    head = title % {"number": number, "count": count, "enough": enough}
    asking.shown(line, "\n".join([head, "", *share_lines(share), "", ""]))
    asking.shown(line, _("Write it on paper, put it in an envelope, and give it to one person.") + "\n")
    asking.typed(line, _("Enter when it is written down; it is not shown again."))

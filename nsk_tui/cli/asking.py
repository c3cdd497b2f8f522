"""Asking before something that cannot be undone, and showing what only paper may keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault
from nsk_tui.wording import _

TERMINAL = "/dev/tty"
LINE_BYTES_MAX = 8 * 1024
CLEAR_SCREEN_AND_SCROLLBACK = "\x1b[2J\x1b[3J\x1b[H"

_YES = frozenset({"j", "ja", "y", "yes"})


def agreed(question: str, yes: bool) -> bool:
    """Return whether a person at the terminal agrees; ``yes`` answers for her.

    Errors
        UsageFault: there is nobody to ask.
    """
    if yes:
        return True
    with terminal() as line:
        answer = typed(line, f"{question} {_('[y/N]')} ")
    if answer.strip().lower() in _YES:
        return True
    streams.tell(_("Nothing was changed."))
    return False


@contextmanager
def terminal() -> Iterator[BinaryIO]:
    """Open the terminal that the person sits at, whatever stdin and stdout are.

    Errors
        UsageFault: there is none.
    """
    try:
        line = open(TERMINAL, "r+b", buffering=0)  # noqa: SIM115 - closed below
    except OSError:
        raise UsageFault(_("There is no terminal to ask on."), _("--yes answers, where it can.")) from None
    with line:
        yield line


def typed(line: BinaryIO, question: str) -> str:
    """Ask on a terminal and return what was typed; the end of the input is an empty answer."""
    line.write(question.encode("utf-8", "replace"))
    return line.readline(LINE_BYTES_MAX).decode("utf-8", "replace").rstrip("\r\n")


def shown(line: BinaryIO, text: str) -> None:
    """Show a text on a terminal."""
    line.write(text.encode("utf-8", "replace"))

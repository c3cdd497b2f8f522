"""Passphrases and invitation codes: from the terminal, a private file or a descriptor, never from argv.

Source
    docs/cli.md, section "Passphrases"
"""

import os
import stat
import sys
import termios
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from nsk_tui.cli.faults import UsageFault, why
from nsk_tui.cli.values import whole_number
from nsk_tui.rules.members import PASSPHRASE_CHARACTERS_MIN
from nsk_tui.wording import _

FILE_VARIABLE = "NSK_PASSPHRASE_FILE"
TERMINAL = "/dev/tty"
LINE_BYTES_MAX = 8 * 1024
FD_MAX = 1023


@dataclass(frozen=True)
class Secrets:
    """Where a verb gets its secrets, one line for each that it asks for.

    Shape
        ``twice`` says that a new passphrase is asked for again, since nobody sees what she types.
    """

    read_line: Callable[[str], bytes | None]
    twice: bool

    def ask(self, what: str) -> str:
        """Return the next secret; ``what`` says on the terminal which.

        Errors
            UsageFault: there is no further line, or it is not UTF-8.
        """
        line = self.read_line(what)
        if line is None:
            raise UsageFault(_("There was no further line to read: %(what)s.") % {"what": what})
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            raise UsageFault(_("%(what)s is not UTF-8.") % {"what": what}) from None

    def ask_new(self, what: str) -> str:
        """Return a secret that is made up now; a person at a terminal says it twice.

        Errors
            UsageFault: the two were not the same.
        """
        first = self.ask(what)
        if self.twice and self.ask(_("The same once more")) != first:
            raise UsageFault(_("The two were not the same."), _("Nothing was changed. Try once more."))
        return first


def secrets_for(option: str | None, environment: Mapping[str, str] = os.environ) -> Secrets:
    """Return where secrets come from: the descriptor asked for, else the file named, else the terminal.

    Nothing is opened before the first secret is asked for. ``option`` None means that no
    descriptor was named.

    Errors
        UsageFault: what was named as a descriptor is no number.
    """
    if option is not None:
        number = whole_number("--passphrase-fd", 0, FD_MAX)(option)
        return Secrets(lambda _what: _line_of(number), twice=False)
    if environment.get(FILE_VARIABLE):
        lines = _lines_of_private_file(environment[FILE_VARIABLE])
        return Secrets(lambda _what: next(lines, None), twice=False)
    return Secrets(_typed, twice=True)


def new_passphrase() -> str:
    """Return what a new passphrase is asked for with."""
    return _("A new passphrase, at least %(count)d characters") % {"count": PASSPHRASE_CHARACTERS_MIN}


def can_ask(option: str | None, environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether there is anybody or anything to get a secret from."""
    return option is not None or bool(environment.get(FILE_VARIABLE)) or _somebody_is_there()


def _lines_of_private_file(path: str) -> Iterator[bytes]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as fault:
        raise UsageFault(
            _("The file in %(variable)s cannot be read: %(why)s.")
            % {"variable": FILE_VARIABLE, "why": why(fault.errno)}
        ) from None
    try:
        _refuse_shared(os.fstat(descriptor))
        content = os.read(descriptor, LINE_BYTES_MAX)
    finally:
        os.close(descriptor)
    for line in content.removesuffix(b"\n").split(b"\n") if content else ():
        yield line.removesuffix(b"\r")


def _refuse_shared(status: os.stat_result) -> None:
    mend = _("Make it yours alone: chmod 600 FILE")
    if not stat.S_ISREG(status.st_mode):
        raise UsageFault(
            _("%(variable)s does not name a plain file.") % {"variable": FILE_VARIABLE},
            _("A pipe is read with --passphrase-fd N."),
        )
    if status.st_uid != os.geteuid():
        raise UsageFault(_("The passphrase file belongs to another account."), mend)
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise UsageFault(_("Others can read the passphrase file."), mend)


def _line_of(descriptor: int) -> bytes | None:
    """Return one line, read byte for byte so that the next secret stays in the pipe."""
    line = bytearray()
    while len(line) < LINE_BYTES_MAX:
        try:
            byte = os.read(descriptor, 1)
        except OSError as fault:
            raise UsageFault(
                _("--passphrase-fd %(number)d cannot be read: %(why)s.")
                % {"number": descriptor, "why": why(fault.errno)}
            ) from None
        if byte in (b"", b"\n"):
            return bytes(line).removesuffix(b"\r") if line or byte else None
        line += byte
    return bytes(line)


def _somebody_is_there() -> bool:
    watched = any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
    if not watched:
        return False
    try:
        os.close(os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True


def _typed(what: str) -> bytes | None:
    if not _somebody_is_there():
        raise UsageFault(
            _("There is no terminal to ask for a passphrase on."),
            _("Put it in a file that only you can read, and name that file in %(variable)s.")
            % {"variable": FILE_VARIABLE},
        )
    with open(TERMINAL, "r+b", buffering=0) as terminal, _unseen(terminal.fileno()):
        terminal.write(f"{what}: ".encode(errors="replace"))
        line = _line_of(terminal.fileno())
        terminal.write(b"\n")
    return line


@contextmanager
def _unseen(descriptor: int) -> Iterator[None]:
    """Turn the terminal's echo off, and back on whatever happens."""
    before = termios.tcgetattr(descriptor)
    silent = list(before)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSAFLUSH, silent)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)

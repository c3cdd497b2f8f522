"""What is handed in on a file or on stdin: bounded, UTF-8, and JSON without surprises."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, NoReturn

from nsk_tui.cli import streams
from nsk_tui.cli.faults import UsageFault, why
from nsk_tui.wording import _

INPUT_BYTES_MAX = 16 * 1024 * 1024
STDIN = "-"
STDIN_NAMES = frozenset({STDIN, "/dev/stdin"})
_INHERITED = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,4})\Z", re.ASCII)
"""What a shell hands over as ``<(…)``: a process without core dumps may not open it by its name."""

BOM = b"\xef\xbb\xbf"


class DuplicateKey(ValueError):
    """An object says the same key twice, so that one of the two would be lost."""


def read_text(source: str) -> str:
    """Return the whole text of a file or of stdin.

    Errors
        UsageFault: it cannot be read, is too long, or is not UTF-8.
    """
    with opened(source) as stream:
        content = stream.read(INPUT_BYTES_MAX + 1)
    if len(content) > INPUT_BYTES_MAX:
        raise UsageFault(_("The input is longer than 16 MiB."), _("Hand it in in parts."))
    return decoded(content)


def decoded(content: bytes) -> str:
    """Return bytes as text; a byte order mark at the beginning goes.

    Errors
        UsageFault: they are not UTF-8.
    """
    try:
        return content.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as fault:
        raise UsageFault(
            _("The input is not UTF-8 (byte %(byte)d).") % {"byte": fault.start},
            _("Save it as UTF-8 and try again."),
        ) from None


def read_json(text: str) -> object:
    """Return what a JSON text says.

    Errors
        UsageFault: it is not JSON, says a key twice, nests too deeply, or holds what is no number.
    """
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as fault:
        raise UsageFault(
            _("The input is not JSON: line %(line)d, column %(column)d.")
            % {"line": fault.lineno, "column": fault.colno}
        ) from None
    except DuplicateKey:
        raise UsageFault(_("An object in the input has the same key twice.")) from None
    except RecursionError:
        raise UsageFault(_("The input is nested too deeply.")) from None
    except ValueError:
        raise UsageFault(_("The input holds a number that is not one, or is far too long.")) from None


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """Open a file, or stdin for ``-``, for reading bytes.

    Errors
        UsageFault: it is not there, is a folder, or may not be read.
    """
    if source in STDIN_NAMES:
        yield _stdin()
        return
    inherited = _INHERITED.match(source)
    try:
        stream = open(os.dup(int(inherited[1])) if inherited else source, "rb")  # noqa: SIM115 - closed below
    except OSError as fault:
        raise UsageFault(
            _("%(file)s cannot be read: %(why)s.") % {"file": source, "why": why(fault.errno)}
        ) from None
    with stream:
        yield stream


def _stdin() -> BinaryIO:
    if sys.stdin is None:
        raise UsageFault(_("There is no input: stdin is closed."))
    if sys.stdin.isatty():
        streams.tell(_("Reading from the keyboard; Ctrl+D on an empty line ends."))
    return sys.stdin.buffer


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise DuplicateKey
    return table


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError

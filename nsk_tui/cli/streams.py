"""The last line before the terminal: what may be written, in which encoding, and when nobody reads."""

import json
import os
import sys
from typing import TextIO

from nsk_tui.rules.text import tidy

_ONE_LINE = str.maketrans({"\n": " ", "\t": " "})


def prepare() -> None:
    """Let a terminal that cannot show a character show a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Write one line of the answer; control and direction characters are dropped here too."""
    _write(sys.stdout, tidy(text)[0])


def tell(text: str) -> None:
    """Write one line of message beside the answer."""
    _write(sys.stderr, tidy(text)[0])


def say_json(value: object) -> None:
    """Write a value as one line of JSON, in ASCII, so that any locale and any pipe carries it."""
    _write(sys.stdout, json.dumps(value, allow_nan=False).replace("\x7f", "\\u007f"))


def hand_over(content: bytes) -> None:
    """Write a file as it is: its line ends and its encoding are its own."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)


def one_line(text: str) -> str:
    """Return a text as it stands in a row of a list."""
    return text.translate(_ONE_LINE).strip()


def flush() -> None:
    """Hand over what is still held back, so that a full disk or a closed pipe shows now."""
    if sys.stdout is not None:
        sys.stdout.flush()


def drop_what_cannot_be_written() -> None:
    """Empty what is held back, or the interpreter fails over it once more at the end."""
    try:
        flush()
    except OSError:
        give_up_output()


def give_up_output() -> None:
    """Point stdout at nothing: the reader has gone, and the interpreter flushes once more at the end."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)


def _write(stream: TextIO | None, line: str) -> None:
    """Write a line; a process that was started without the stream simply says nothing."""
    if stream is not None:
        stream.write(line + "\n")

"""What comes over an SSH line: which of it is let in, and which of it is a command.

Nothing here knows a file or a secret; it is read before anything from elsewhere is imported.

Source
    docs/server.md, section "What a key opens"
"""

import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from enum import StrEnum

VERB = "shell"
ORIGINAL = "SSH_ORIGINAL_COMMAND"
COMMAND_BYTES_MAX = 200
VALUE_CHARACTERS_MAX = 120

_KEPT = frozenset({"TERM", "LANG", "NO_COLOR", "SSH_TTY", "SSH_CONNECTION"})
_SIZES = frozenset({"COLUMNS", "LINES"})
_KEPT_BEGINNING = "LC_"
_SIZE = re.compile(r"[1-9][0-9]{0,2}\Z", re.ASCII)
_WORDS = re.compile(r"[A-Za-z0-9-]+(?: [A-Za-z0-9-]+)*\Z", re.ASCII)
_LEVELS = frozenset({"red", "orange", "yellow"})


class Wish(StrEnum):
    """What a key opens."""

    SCREENS = "screens"
    VERSION = "version"
    DUTY = "duty"
    CARD = "card"
    WAITING = "waiting"
    FETCH = "fetch"


@dataclass(frozen=True)
class Request:
    """What was asked for over the line.

    Shape
        ``argument`` is a level or a ticket, and empty where none belongs.
    """

    wish: Wish
    argument: str = ""


def read_request(command: str) -> Request | None:
    r"""Return what a command asks for; None refuses it.

    Words of plain letters, digits and hyphens, one blank between them: no quote, no sign of a
    shell, no line end and no look-alike letter is ever interpreted.

    >>> read_request("nsk card red"), read_request("card red; id"), read_request("nsk nsk")
    (Request(wish=<Wish.CARD: 'card'>, argument='red'), None, None)
    """
    if not command:
        return Request(Wish.SCREENS)
    if len(command) > COMMAND_BYTES_MAX or _WORDS.match(command) is None:
        return None
    words = command.split(" ")
    return _of_words(words[1:] if words[0] == "nsk" else words)


def keep_only_what_a_line_may_bring(environment: MutableMapping[str, str]) -> None:
    """Take everything out of an environment but the command, the terminal and its language.

    What the far end may send lies with the settings of sshd; here it is decided once more.
    """
    for name in list(environment):
        if name != ORIGINAL and not _may_stay(name, environment[name]):
            del environment[name]


def take_command(environment: MutableMapping[str, str]) -> str:
    """Return the command that came over the line, and take it out of the environment."""
    return environment.pop(ORIGINAL, "")


def _may_stay(name: str, value: str) -> bool:
    if name in _SIZES:
        return _SIZE.match(value) is not None
    kept = name in _KEPT or name.startswith(_KEPT_BEGINNING)
    return kept and value.isascii() and value.isprintable() and len(value) <= VALUE_CHARACTERS_MAX


def _of_words(words: list[str]) -> Request | None:
    """Return the request in some words; None when it is none of ours."""
    if not words:
        return Request(Wish.SCREENS)
    plain = {"--version": Wish.VERSION, "duty": Wish.DUTY, "card": Wish.CARD, "waiting": Wish.WAITING}
    if len(words) == 1 and words[0] in plain:
        return Request(plain[words[0]])
    if len(words) == 2 and words[0] == "card" and words[1] in _LEVELS:
        return Request(Wish.CARD, words[1])
    if len(words) == 2 and words[0] == "fetch" and not words[1].startswith("-"):
        return Request(Wish.FETCH, words[1])
    return None

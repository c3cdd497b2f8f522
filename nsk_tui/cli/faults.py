"""What can go wrong on the command line: what a caller did, and what the floors below report."""

import errno
import re
import sys

from nsk_tui.rules.nearest import nearest
from nsk_tui.wording import _

USAGE = 2
"""The exit code of wrong usage and wrong input."""

_PLAIN_WORD = re.compile(r"-{0,2}[\w.:/=-]{1,40}\Z")


class UsageFault(Exception):
    """Something asked for, or handed in, that cannot be used; both texts are in the reader's language.

    Shape
        ``happened`` is one sentence; ``todo`` says what would do, and may be empty. Neither
        holds a value that was handed in.
    """

    code = "usage"

    def __init__(self, happened: str, todo: str = "") -> None:
        super().__init__(happened, todo)
        self.happened = happened
        self.todo = todo


class MachineFault(Exception):
    """The machine refused: the disk is full, or a file may not be written."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


_FAMILIES = (
    ("nsk_tui.vault.errors", "VaultError"),
    ("nsk_tui.store.errors", "StoreError"),
    ("nsk_tui.services.errors", "ServiceError"),
    ("nsk_tui.settings", "SettingsFault"),
)
_MACHINE_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


def expected_faults() -> tuple[type[Exception], ...]:
    """Return the families of faults that have an explanation.

    A family whose module nobody imported cannot have been raised, so none is imported for this.
    """
    found = (getattr(sys.modules.get(module), name, None) for module, name in _FAMILIES)
    return (OSError, *(family for family in found if isinstance(family, type)))


def told_apart(fault: Exception) -> Exception:
    """Return a fault of the machine as one that has an explanation; any other as it is."""
    code = _MACHINE_CODES.get(fault.errno or 0) if isinstance(fault, OSError) else None
    if code is None or not isinstance(fault, OSError):
        return fault
    return MachineFault(code, str(fault.filename or ""))


def why(number: int | None) -> str:
    """Return in the reader's language why a file could not be read; None is an error without a number."""
    reasons = {
        errno.ENOENT: _("it is not there"),
        errno.EISDIR: _("it is a folder"),
        errno.EACCES: _("this account may not read it"),
        errno.EBADF: _("nothing is open there"),
    }
    return reasons.get(number or 0, _("the system says no (%(number)s)") % {"number": number})


def shown(word: str) -> str:
    """Return a word of the command line as a message may repeat it.

    A whole sentence may be about a citizen and does not belong in a terminal's log.

    >>> shown("consullt"), shown("Sofie ringede i dag")
    ('consullt', '…')
    """
    return word if _PLAIN_WORD.match(word) else "…"


def no_such_verb(word: str, known: tuple[str, ...], hint: str = "") -> UsageFault:
    """Return the fault of naming a verb that does not exist, with the nearest that does."""
    return UsageFault(_("There is no verb '%(word)s'.") % {"word": shown(word)}, _meant(word, known, hint))


def no_such_option(word: str, known: tuple[str, ...], hint: str = "") -> UsageFault:
    """Return the fault of naming an option that does not exist, with the nearest that does."""
    return UsageFault(_("There is no option '%(word)s'.") % {"word": shown(word)}, _meant(word, known, hint))


def _meant(word: str, known: tuple[str, ...], hint: str) -> str:
    meant = _("Did you mean '%(nearest)s'?") % {"nearest": nearest(word, known)} if known else ""
    return f"{meant} {hint}".strip()

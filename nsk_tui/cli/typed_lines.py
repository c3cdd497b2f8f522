"""Words that must not stand on the command line, since others can read it: asked for, or read from stdin."""

import sys

from nsk_tui.cli import reading
from nsk_tui.cli.asking import terminal, typed
from nsk_tui.cli.faults import UsageFault
from nsk_tui.rules.text import find_forbidden
from nsk_tui.wording import _

CHARACTERS_MAX = 500


def words_for(question: str) -> str:
    """Return what a person types at the terminal, or all that stands on stdin, without blanks at its ends.

    Errors
        UsageFault: there is nothing, too much, or a character that may not be stored.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        with terminal() as line:
            answer = typed(line, f"{question}: ").strip()
    else:
        answer = reading.read_text(reading.STDIN).strip()
    if not answer:
        raise UsageFault(_("There were no words to read: %(what)s.") % {"what": question})
    if len(answer) > CHARACTERS_MAX or find_forbidden(answer):
        raise UsageFault(
            _("The words are longer than %(limit)d characters, or hold a control character.")
            % {"limit": CHARACTERS_MAX}
        )
    return answer

"""Every noun and verb of the command line, with what it does; each module is imported when it is used."""

from collections.abc import Sequence

import typer

from nsk_tui.cli.grammar import N_, Program, VerbLine, run_program
from nsk_tui.settings import Settings


def _init() -> typer.Typer:
    from nsk_tui.cli.setup import app

    return app


def _demo() -> typer.Typer:
    from nsk_tui.cli.demo import app

    return app


def _member() -> typer.Typer:
    from nsk_tui.cli.members import app

    return app


def _consult() -> typer.Typer:
    from nsk_tui.cli.consultations import app

    return app


def _scan() -> typer.Typer:
    from nsk_tui.cli.anonymity import app

    return app


def _card() -> typer.Typer:
    from nsk_tui.cli.cards import app

    return app


def _keys() -> typer.Typer:
    from nsk_tui.cli.keys import app

    return app


def _verify() -> typer.Typer:
    from nsk_tui.cli.verification import app

    return app


def _doctor() -> typer.Typer:
    from nsk_tui.cli.doctor import app

    return app


ABOUT = N_(
    "nsk keeps anonymised consultations on negative social control. Without a verb it opens the screens."
)
LINES: dict[str, VerbLine] = {
    "init": VerbLine(N_("makes a store and its first coordinator"), _init),
    "demo": VerbLine(N_("makes an invented network to try things on"), _demo),
    "member": VerbLine(N_("who belongs: add, join, list, role, passphrase"), _member),
    "consult": VerbLine(N_("consultations: add, list, show, search"), _consult),
    "scan": VerbLine(N_("looks for what can reveal a person in a text; needs no store"), _scan),
    "card": VerbLine(N_("the action card with numbers; needs no passphrase"), _card),
    "keys": VerbLine(N_("every key on one page"), _keys),
    "verify": VerbLine(N_("checks that the store is whole"), _verify),
    "doctor": VerbLine(N_("checks the program, the terminal and the settings"), _doctor),
}


def run_words(words: Sequence[str], own: Settings) -> int:
    """Run the verb that the words name; return its exit code."""
    return run_program(Program(LINES, ABOUT), words, own)

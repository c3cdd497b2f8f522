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
    from nsk_tui.cli import departures, recipients, rotation, ssh_keys  # noqa: F401 - each adds its verb to the noun
    from nsk_tui.cli.members import app

    return app


def _consult() -> typer.Typer:
    from nsk_tui.cli.consultations import app

    return app


def _scan() -> typer.Typer:
    from nsk_tui.cli.anonymity import app

    return app


def _import() -> typer.Typer:
    from nsk_tui.cli.imports import app

    return app


def _sweep() -> typer.Typer:
    from nsk_tui.cli.sweep import app

    return app


def _words() -> typer.Typer:
    from nsk_tui.cli.words import app

    return app


def _duty() -> typer.Typer:
    from nsk_tui.cli.duty import app

    return app


def _people() -> typer.Typer:
    from nsk_tui.cli import people_coverage  # noqa: F401 - adds its verbs to the noun
    from nsk_tui.cli.people import app

    return app


def _rota() -> typer.Typer:
    from nsk_tui.cli import (  # noqa: F401 - each adds its verbs to the noun
        rota_absence,
        rota_load,
        rota_plan,
        rota_show,
        rota_solve,
        rota_swap,
    )
    from nsk_tui.cli.rota import app

    return app


def _meeting() -> typer.Typer:
    from nsk_tui.cli import meeting_papers  # noqa: F401 - adds its verbs to the noun
    from nsk_tui.cli.meetings import app

    return app


def _handover() -> typer.Typer:
    from nsk_tui.cli import handover_export  # noqa: F401 - adds its verb to the noun
    from nsk_tui.cli.handover import app

    return app


def _facilitate() -> typer.Typer:
    from nsk_tui.cli.facilitate import app

    return app


def _redact() -> typer.Typer:
    from nsk_tui.cli.text_redaction import app

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


def _rotate_key() -> typer.Typer:
    from nsk_tui.cli.rotation import app

    return app


def _recovery() -> typer.Typer:
    from nsk_tui.cli.recovery import app

    return app


def _backup() -> typer.Typer:
    from nsk_tui.cli.backup import app

    return app


def _restore() -> typer.Typer:
    from nsk_tui.cli.restore import app

    return app


def _audit() -> typer.Typer:
    from nsk_tui.cli.audit import app

    return app


def _waiting() -> typer.Typer:
    from nsk_tui.cli.waiting import app

    return app


def _fetch() -> typer.Typer:
    from nsk_tui.cli.fetch import app

    return app


def _shell() -> typer.Typer:
    from nsk_tui.cli.shell import app

    return app


ABOUT = N_(
    "nsk keeps anonymised consultations on negative social control. Without a verb it opens the screens."
)
LINES: dict[str, VerbLine] = {
    "init": VerbLine(N_("makes a store and its first coordinator"), _init),
    "demo": VerbLine(N_("makes an invented network to try things on"), _demo),
    "member": VerbLine(
        N_("who belongs: add, join, list, role, passphrase, remove, key, recipient, depart"), _member
    ),
    "consult": VerbLine(N_("consultations: add, list, show, search, redact"), _consult),
    "import": VerbLine(N_("takes over a log from CSV or Excel"), _import),
    "scan": VerbLine(N_("looks for what can reveal a person in a text; needs no store"), _scan),
    "sweep": VerbLine(N_("the whole store again with today's lists of names"), _sweep),
    "redact": VerbLine(N_("takes words out of a text beside the consultations"), _redact),
    "words": VerbLine(N_("words that are no person: list, confirm, reject"), _words),
    "duty": VerbLine(N_("who can be called now; needs no passphrase"), _duty),
    "people": VerbLine(N_("the people of the group: list, coverage, simulate"), _people),
    "rota": VerbLine(
        N_("the rota: plan, publish, show, swap, absence, override, why, ics, load, who, solve"), _rota
    ),
    "meeting": VerbLine(N_("meetings: list, agenda, minutes, ics"), _meeting),
    "handover": VerbLine(
        N_("what somebody hands over before she goes: start, list, show, export"), _handover
    ),
    "facilitate": VerbLine(N_("a meeting on the big screen; opens nothing else"), _facilitate),
    "card": VerbLine(N_("the action card with numbers; needs no passphrase"), _card),
    "keys": VerbLine(N_("every key on one page"), _keys),
    "verify": VerbLine(N_("checks that the store is whole"), _verify),
    "audit": VerbLine(N_("who did what and when; the twelve words for the minutes"), _audit),
    "backup": VerbLine(N_("copies the store into one file, while others work; needs no passphrase"), _backup),
    "restore": VerbLine(N_("puts a backup in the place of the store, and keeps that one beside"), _restore),
    "recovery": VerbLine(N_("paper shares for the day when nobody can open: make, rehearse, use"), _recovery),
    "rotate-key": VerbLine(N_("gives the store another key, while others work"), _rotate_key),
    "waiting": VerbLine(N_("how many things wait for you, without what they are"), _waiting),
    "fetch": VerbLine(N_("hands out a sealed file under a ticket, once; needs no passphrase"), _fetch),
    "shell": VerbLine(N_("what an SSH key opens; stands in authorized_keys"), _shell),
    "doctor": VerbLine(N_("checks the program, the terminal and the settings"), _doctor),
}


def run_words(words: Sequence[str], own: Settings) -> int:
    """Run the verb that the words name; return its exit code."""
    return run_program(Program(LINES, ABOUT), words, own)
